"""One style sheet of many: the theme and components that the wheel carries, then our own."""

import re
from collections.abc import Mapping
from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import StorageError

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"

FONTS = ("inter-latin.woff2", "inter-latin-ext.woff2")
"""The first holds all that Swedish and English need; a browser asks for the second only when it must."""

_TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|(?P<space>\s+)""", re.DOTALL
)
_TIGHT = re.compile(r" ?([{};]) ?")


def style_sheet(
    own: tuple[str, ...], components: tuple[str, ...], fonts: Mapping[str, str] | None = None
) -> str:
    """The theme, the named components of the design system and our own sheets, in this order of weight.

    `own` names sheets in `static/`, `components` those in `static/vendor/components/`. `fonts` gives the
    address of each font file as the sheet is to write it; without it the names stand as they are.
    """
    parts = [
        "@layer ds.theme, ds.base, ds.components;",
        _font_faces(fonts or {}),
        vendored("theme.css").replace('@charset "UTF-8";', ""),
        f"@layer ds.base{{{vendored('components/base.css')}}}",
        "@layer ds.components{",
        *(vendored(f"components/{name}.css") for name in components),
        "}",
        *((STATIC / name).read_text("utf-8") for name in own),
    ]
    return squeezed("\n".join(parts))


def vendored(name: str) -> str:
    """A sheet that was built into the package. Raises `StorageError` where that was never done."""
    try:
        return (VENDOR / name).read_text("utf-8")
    except FileNotFoundError as error:
        raise StorageError(
            Sentence("the front-end assets have not been built"),
            where=str(VENDOR / name),
            instead=Sentence("Install again (make setup), or run: python assets/build.py"),
            outcome=Sentence("No page was written."),
        ) from error


def squeezed(css: str) -> str:
    """The same rules without comments and blanks; what stands in quotes is left alone."""
    pieces, last = [], 0
    for match in _TOKEN.finditer(css):
        pieces.append(_TIGHT.sub(r"\1", css[last : match.start()]))
        pieces.append(match["string"] or (" " if match["space"] else ""))
        last = match.end()
    pieces.append(css[last:])
    return _tightened(pieces)


def _tightened(pieces: list[str]) -> str:
    out: list[str] = []
    for piece in filter(None, pieces):
        if piece == " " and (not out or out[-1][-1] in "{};, "):
            continue
        if piece[0] in "{};" and out and out[-1] == " ":
            out.pop()
        out.append(piece)
    return "".join(out).strip() + "\n"


def _font_faces(fonts: Mapping[str, str]) -> str:
    css = vendored("inter.css")
    for name, address in fonts.items():
        css = css.replace(f'"{name}"', f'"{address}"')
    return css
