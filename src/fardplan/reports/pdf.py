"""A report as PDF: tagged for those who listen, whole in itself for the archive, the same bytes each time."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from fardplan.presentation.stylesheet import VENDOR
from fardplan.reports.finished import finished
from fardplan.reports.letters import check_drawn, told
from fardplan.reports.pdf_streams import told_apart
from fardplan.reports.plain import plain
from fardplan.reports.tree import Report

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
FONTS = [str(VENDOR / "print")]
_TEMPLATE = Path(__file__).with_name("report.typ")
PICTURES_KEPT = 96
"""So many drawings are kept as pictures: as many as the largest report has, and its parts share."""

UNSET = "could not be displayed with font"
"""What the typesetter says of a text that no font of ours has."""

_set: Any = typst.compile
"""Its stubs do not know of files that are given by name."""


def as_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1 and PDF/A-2a, dated by the day on which what it tells was known.

    What has not been written is left out: nobody writes in a PDF. Raises `RuleError` for signs that the fonts
    lack, in a text or a drawing.
    """
    data = plain(finished(report))
    drawings = data.pop("drawings")
    check_drawn(data, drawings, _can_set)
    files: Any = {f"figure-{number}.svg": svg.encode() for number, svg in enumerate(drawings, start=1)}
    files["report.json"] = json.dumps(data, ensure_ascii=False).encode()
    files["main.typ"] = _TEMPLATE.read_bytes()
    try:
        return told_apart(_pdf(files))
    except typst.TypstError as error:
        if UNSET not in str(error):
            raise
        raise told(data, _can_set) from error


def _pdf(files: Any) -> bytes:
    return bytes(
        _set(
            files,
            format="pdf",
            pdf_standards=STANDARDS,
            font_paths=_fonts(),
            timestamp=0,
        )
    )


def _can_set(words: str) -> bool:
    """Whether the fonts have every sign of a text."""
    frame = '#set document(title: "x")\n#set text(lang: "sv", font: "Inter")\n#json("words.json")'
    try:
        _pdf({"main.typ": frame.encode(), "words.json": json.dumps(words).encode()})
    except typst.TypstError as error:
        if UNSET not in str(error):
            raise
        return False
    return True


@lru_cache(maxsize=PICTURES_KEPT)
def as_picture(svg: str, *, width_pt: int, ppi: int) -> bytes:
    """A drawing as PNG, for programs that know no vectors. The latest are kept: reports share drawings."""
    frame = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: {width_pt}pt)'
    files: Any = {"main.typ": frame.encode(), "drawing.svg": svg.encode()}
    return bytes(_set(files, format="png", ppi=ppi, font_paths=_fonts()))


@cache
def _fonts() -> typst.Fonts:
    """Our fonts, read once."""
    return typst.Fonts(include_system_fonts=False, font_paths=FONTS)
