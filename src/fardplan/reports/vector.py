"""A chart as a drawing that stands alone: what its style sheet says, written into each element.

Word and the PDF's typesetter know neither custom properties nor a page's style sheet.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree import ElementTree as xml

import cssselect2
import tinycss2

from fardplan.presentation.charts.model import Drawing
from fardplan.presentation.charts.standalone import SHEET
from fardplan.reports.plain import UNHELD

SVG = "http://www.w3.org/2000/svg"
FONT = "Inter"
_DRAWN = frozenset(
    {
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin"),
        *(
            "stroke-linecap",
            "paint-order",
            "opacity",
            "stop-color",
            "stop-opacity",
            "font-size",
            "font-weight",
        ),
    }
)
"""What decides how a drawing looks on paper."""


def on_paper(drawing: Drawing) -> str:
    """The wide drawing as SVG in the colours of the light theme, each element with its own style.

    A character that no document can hold is seen to be replaced.
    """
    xml.register_namespace("", SVG)
    root = xml.fromstring(UNHELD.sub("\N{REPLACEMENT CHARACTER}", drawing.svg))  # noqa: S314 - we drew it ourselves
    wrapped = cssselect2.ElementWrapper.from_xml_root(root)
    rules, start = _rules()
    _style(wrapped, rules, start)
    root.set("font-family", FONT)
    return xml.tostring(root, encoding="unicode")


def _style(
    element: cssselect2.ElementWrapper, rules: cssselect2.Matcher, inherited: Mapping[str, str]
) -> None:
    own: dict[str, str] = {}
    for *_, declarations in sorted(rules.match(element), key=lambda match: match[:2]):
        own |= declarations
    known = {**inherited, **{name: value for name, value in own.items() if name.startswith("--")}}
    for name, value in own.items():
        if name in _DRAWN:
            element.etree_element.set(name, _resolved(value, known))
    for child in element.iter_children():
        _style(child, rules, known)


def _resolved(value: str, known: Mapping[str, str]) -> str:
    """The value with every `var(--name)` replaced by what the name stands for."""
    while "var(" in value:
        before, _, rest = value.partition("var(")
        name, _, after = rest.partition(")")
        value = f"{before}{known[name.strip()]}{after}"
    return value.removesuffix("px")


@lru_cache(maxsize=1)
def _rules() -> tuple[cssselect2.Matcher, dict[str, str]]:
    matcher = cssselect2.Matcher()
    start: dict[str, str] = {}
    for selector, declarations in _sheet(SHEET.read_text("utf-8")):
        if selector.strip() == ":root":
            start |= declarations
            continue
        for compiled in cssselect2.compile_selector_list(selector):
            if compiled.pseudo_element is None:
                matcher.add_selector(compiled, declarations)
    return matcher, start


def _sheet(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Selector and declarations of each rule outside `@media`."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield (
                tinycss2.serialize(rule.prelude),
                {
                    part.name: tinycss2.serialize(part.value).strip()
                    for part in found
                    if part.type == "declaration"
                },
            )
