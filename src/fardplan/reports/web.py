"""A report as HTML: the same words, tables and figures as its documents, for a page to carry.

Nothing is styled inline, and every heading lies below the page's own. What has changed is marked with a word,
since a colour alone is not read by everybody.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as xml

from fardplan.presentation.translations import message, translate
from fardplan.reports.plain import plain
from fardplan.reports.tree import Report
from fardplan.reports.vector import SVG
from fardplan.vocabulary.text import Language

FIRST_LEVEL = 2
"""The level of a report's own headings; the page has its title at the first."""

DEEPEST = 6
CHANGED = message("changed text")
DATE = message("Date")
BEHIND = message("The chart as a table")

OwnWriter = Callable[[str, str], str]
"""What stands where an officer writes: the key of the place, and the HTML of what has been written there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A heading that the contents lead to."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class WebReport:
    """A report for a page: `facts` are words and values of its head, `contents` its first headings, `body`
    finished HTML in which everything is escaped.
    """

    title: str
    subtitle: str
    language: Language
    office: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    simulated: str
    contents: tuple[Place, ...]
    body: str


def as_web(report: Report, *, own: OwnWriter = lambda _, written: written) -> WebReport:
    """The report as HTML. `own` may put something else where an officer's texts stand: a field."""
    data = plain(report)
    writer = _Writer(data, report.language, own)
    body = writer.written()
    head = data["head"]
    words = {**data["words"], "day": translate(DATE, report.language)}
    order = (("day", "day"), ("dnr", "dnr"), ("officer", "officer"), ("phone", "phone"), ("to", "addressee"))
    return WebReport(
        title=data["title"],
        subtitle=data["subtitle"],
        language=report.language,
        office=head["office"],
        kind=head["kind"],
        facts=tuple((words[name], head[key]) for name, key in order if head[key]),
        simulated=data["simulated"],
        contents=tuple(writer.contents),
        body=body,
    )


class _Writer:
    """Writes block after block, with headings numbered for the contents."""

    def __init__(self, data: Mapping[str, Any], language: Language, own: OwnWriter) -> None:
        self._data, self._language, self._own_writer = data, language, own
        self._drawings = iter(data["drawings"])
        self._headings = self._figures = 0
        self.contents: list[Place] = []

    def written(self) -> str:
        parts = [getattr(self, f"_{block['is']}")(block) for block in self._data["blocks"]]
        return "\n".join([*parts, *self._sources(), *self._signatures()])

    def _heading(self, block: Mapping[str, Any]) -> str:
        self._headings += 1
        id = f"rubrik-{self._headings}"
        if block["level"] == 1:
            self.contents.append(Place(id, block["text"]))
        tag = f"h{min(block['level'] + FIRST_LEVEL - 1, DEEPEST)}"
        return f'<{tag} id="{id}">{escape(block["text"])}</{tag}>'

    def _paragraph(self, block: Mapping[str, Any]) -> str:
        lead = ' class="report-lead"' if block["lead"] else ""
        return f"<p{lead}>{self._runs(block['runs'])}</p>"

    def _runs(self, runs: Iterable[Mapping[str, Any]]) -> str:
        """Runs after each other; those that are new and stand together are marked as one."""
        parts = []
        for new, together in groupby(runs, key=lambda run: run["new"]):
            words = "".join(map(_run, together))
            parts.append(self._new(words) if new else words)
        return "".join(parts)

    def _new(self, words: str) -> str:
        said = escape(translate(CHANGED, self._language))
        return f'<ins class="report-new"><span class="report-new-word">{said}:</span> {words}</ins>'

    def _own(self, block: Mapping[str, Any]) -> str:
        lines = block["paragraphs"] or ([block["prompt"]] if block["prompt"] else [])
        empty = "" if block["paragraphs"] else " is-empty"
        words = "".join(f"<p>{_lines(line)}</p>" for line in lines)
        written = self._own_writer(block["key"], words)
        return f'<div class="report-own{empty}" id="egen-{escape(block["key"])}">{written}</div>'

    def _points(self, block: Mapping[str, Any]) -> str:
        tag = "ol" if block["numbered"] else "ul"
        items = "".join(f"<li>{self._runs(item)}</li>" for item in block["items"])
        return f'<{tag} class="report-points">{items}</{tag}>'

    def _note(self, block: Mapping[str, Any]) -> str:
        title, text = escape(block["title"]), escape(block["text"])
        return f'<div class="note" data-kind="uncertain"><p><strong>{title}</strong> {text}</p></div>'

    def _table(self, block: Mapping[str, Any]) -> str:
        numeric, title = set(block["numeric"]), escape(block["title"])
        heads = "".join(
            f'<th scope="col"{_side(at in numeric)}>{escape(cell)}</th>'
            for at, cell in enumerate(block["header"])
        )
        new = {tuple(place) for place in block["new"]}
        rows = "\n".join(
            f"<tr>{self._cells(row, numeric, {column for at, column in new if at == number})}</tr>"
            for number, row in enumerate(block["rows"])
        )
        return (
            f'<div class="scroll" role="group" tabindex="0" aria-label="{title}">'
            f'<table class="ds-table report-table" data-size="sm"><caption>{title}</caption>'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>{self._small(block)}"
        )

    def _cells(self, row: Iterable[str], numeric: set[int], new: set[int]) -> str:
        """The first cell heads the row."""
        parts = []
        for at, cell in enumerate(row):
            tag, scope = ("td", "") if at else ("th", ' scope="row"')
            words = self._new(_lines(cell)) if at in new else _lines(cell)
            parts.append(f"<{tag}{scope}{_side(at in numeric)}>{words}</{tag}>")
        return "".join(parts)

    def _small(self, block: Mapping[str, Any]) -> str:
        lines = [escape(note) for note in block["notes"]]
        if block["source"]:
            lines.append(f"{escape(self._data['words']['source'])}: {escape(block['source'])}")
        return "".join(f'<p class="report-small">{line}</p>' for line in lines)

    def _figure(self, block: Mapping[str, Any]) -> str:
        self._figures += 1
        title = escape(block["title"])
        drawn = (
            f'<div class="scroll report-drawing" role="group" tabindex="0" aria-label="{title}">'
            f"{_drawn(next(self._drawings), block['alt'], self._figures)}</div>"
        )
        behind = ""
        if block["table"]:
            words = escape(translate(BEHIND, self._language))
            behind = (
                f'<details class="ds-details"><summary>{words}<span class="unseen">: {title}</span></summary>'
                f"<div>{self._table(block['table'])}</div></details>"
            )
        return (
            f'<figure class="figure"><figcaption class="figure-title">{title}</figcaption>'
            f"{drawn}{self._small(block)}{behind}</figure>"
        )

    def _sources(self) -> list[str]:
        sources = self._data["sources"]
        if not sources:
            return []
        heading = self._heading({"text": self._data["words"]["sources"], "level": 1})
        items = "".join(f"<li>{escape(source)}</li>" for source in sources)
        return [f'{heading}<ul class="report-points">{items}</ul>']

    def _signatures(self) -> list[str]:
        return [
            f'<p class="report-signature">{escape(name)}<br>{escape(role)}</p>'
            for name, role in self._data["signatures"]
        ]


def _run(run: Mapping[str, Any]) -> str:
    words = escape(run["text"])
    if run["strong"]:
        words = f"<strong>{words}</strong>"
    return f'<a class="ds-link" href="{escape(run["href"])}">{words}</a>' if run["href"] else words


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _side(numeric: bool) -> str:
    return ' class="numeric"' if numeric else ""


def _drawn(svg: str, alt: str, number: int) -> str:
    """The drawing with its words as a label, and names that no other drawing on the page has."""
    xml.register_namespace("", SVG)
    root = xml.fromstring(svg)  # noqa: S314 - we drew it ourselves
    for tag in ("title", "desc"):
        for child in root.findall(f"{{{SVG}}}{tag}"):
            root.remove(child)
    for gone in ("aria-labelledby", "font-family"):
        root.attrib.pop(gone, None)
    root.attrib |= {"role": "img", "aria-label": alt}
    names = {name for element in root.iter() if (name := element.get("id"))}
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute != "aria-label":
                element.set(attribute, _renamed(attribute, value, names, number))
    return xml.tostring(root, encoding="unicode")


def _renamed(attribute: str, value: str, names: set[str], number: int) -> str:
    if attribute == "id":
        return f"figur-{number}-{value}"
    for name in names:
        value = value.replace(f"url(#{name})", f"url(#figur-{number}-{name})")
        if value == f"#{name}":
            value = f"#figur-{number}-{name}"
    return value
