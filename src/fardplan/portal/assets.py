"""The site's style sheet, font and mark, under names that change with what they hold."""

import hashlib
from dataclasses import dataclass
from functools import cache

from fardplan.presentation.stylesheet import FONTS, STATIC, VENDOR, style_sheet

FOLDER = "assets"
OWN = ("charts.css", "base.css", "site.css")
COMPONENTS = (
    "data-size-workaround",
    "heading",
    "paragraph",
    "link",
    "list",
    "skip-link",
    "breadcrumbs",
    "tag",
    "alert",
    "table",
    "details",
)
MARK = "mark.svg"
LICENCES = ("LICENSE.designsystemet.txt", "LICENSE.inter.txt")


@dataclass(frozen=True, slots=True)
class Assets:
    """Every file by its place from the top of the site, and which of them a page names."""

    files: dict[str, bytes]
    sheet: str
    font: str
    mark: str


@cache
def assets() -> Assets:
    fonts = {name: (VENDOR / name).read_bytes() for name in FONTS}
    names = {name: _hashed(name, content) for name, content in fonts.items()}
    css = style_sheet(OWN, COMPONENTS, names).encode()
    mark = (STATIC / MARK).read_bytes()
    sheet_name, mark_name = _hashed("site.css", css), _hashed(MARK, mark)
    files = {sheet_name: css, mark_name: mark}
    files |= {names[name]: content for name, content in fonts.items()}
    files |= {name: (VENDOR / name).read_bytes() for name in LICENCES}
    return Assets(
        files={f"{FOLDER}/{name}": content for name, content in files.items()},
        sheet=f"{FOLDER}/{sheet_name}",
        font=f"{FOLDER}/{names[FONTS[0]]}",
        mark=f"{FOLDER}/{mark_name}",
    )


def _hashed(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
