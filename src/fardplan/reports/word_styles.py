"""The styles of a Word file by what they are for, whatever it calls them; and our own where it has none."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

WIDTH = Cm(15.6)
"""How wide our own page is between its margins."""
_SIZES = {
    "Normal": 10.5,
    "Title": 22,
    "Heading 1": 15,
    "Heading 2": 12.5,
    "Heading 3": 11,
    "Heading 4": 10.5,
    "Caption": 9.5,
}
NAMES: dict[str, tuple[str, ...]] = {
    "Normal": ("Normal",),
    "Title": ("Title", "Rubrik"),
    **{f"Heading {level}": (f"Heading {level}", f"Rubrik {level}") for level in range(1, 10)},
    "Caption": ("Caption", "Beskrivning"),
    "List Bullet": ("List Bullet", "Punktlista"),
    "List Number": ("List Number", "Numrerad lista"),
    "Report Table": ("Report Table", "Rapporttabell"),
}
"""What the styles that a report needs are called in English and in Swedish."""
NEEDED = ("Title", *(f"Heading {level}" for level in range(1, 5)), "List Bullet", "List Number", "Caption")
TABLE: Literal["Report Table"] = "Report Table"


def own_document() -> Any:
    """An empty document in our own dress: one family in few sizes, room around, hairlines."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2.6)
    styles = document.styles
    for name, size in _SIZES.items():
        _dress(styles[name], name, size)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    for level in range(1, 5):
        form = styles[f"Heading {level}"].paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(16), Pt(5), True
    turned_to(document, WIDTH)
    styles["Title"].paragraph_format.space_before = Pt(14)
    title = styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    return document


def turned_to(document: Any, width: Length) -> None:
    """Let what stands to the right in header and footer end where a page of that width does."""
    for name in ("Header", "Footer"):
        stops = document.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _dress(style: Any, name: str, size: float) -> None:
    font = style.font
    font.name, font.size = "Calibri", Pt(size)
    font.color.rgb, font.italic = RGBColor(0x1A, 0x20, 0x27), False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    fonts.set(qn("w:hAnsi"), "Calibri")
    font.bold = name != "Normal"


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by our names for them; those it lacks are added when they are asked for."""

    document: Any

    def find(self, name: str) -> Any:
        """The document's own, by its English or Swedish name or its id; None where it has none."""
        wanted = [_plain(words) for words in NAMES[name]]
        kind = WD_STYLE_TYPE.TABLE if name == TABLE else WD_STYLE_TYPE.PARAGRAPH
        found = [style for style in self.document.styles if style.type == kind]
        for words in wanted:
            for known in (_name_of, _id_of):
                for style in found:
                    if known(style) == words:
                        return style
        return None

    def get(self, name: str) -> Any:
        return self.find(name) or self._added(name)

    def missing(self) -> tuple[str, ...]:
        """Those that a report needs and the document lacks."""
        return tuple(name for name in (*NEEDED, TABLE) if self.find(name) is None)

    def _added(self, name: str) -> Any:
        """Our own, as far as the document's other styles let it stand."""
        ours = own_document().styles[name].element
        taken = {style.get(qn("w:styleId")) for style in self.document.styles.element.findall(qn("w:style"))}
        element = deepcopy(ours)
        while element.get(qn("w:styleId")) in taken:
            element.set(qn("w:styleId"), element.get(qn("w:styleId")) + "Report")
        normal = self.find("Normal")
        for tag in ("w:basedOn", "w:next", "w:link"):
            for reference in element.findall(qn(tag)):
                if tag == "w:link" or normal is None:
                    element.remove(reference)
                else:
                    reference.set(qn("w:val"), normal.style_id)
        for numbered in element.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"):
            numbered.getparent().remove(numbered)
        self.document.styles.element.append(element)
        return self.find(name)


def prompting(document: Any) -> Any:
    """What Word gives a text that stands for what is to be written: the document's own, or ours, grey."""
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.CHARACTER and (style.name or "").casefold() == "placeholder text":
            return style
    made = document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    made.font.color.rgb = RGBColor(0x59, 0x61, 0x6B)
    return made


def _name_of(style: Any) -> str:
    return _plain(style.name or "")


def _id_of(style: Any) -> str:
    return _plain(style.style_id or "")


def _plain(words: str) -> str:
    """`Heading 1`, `heading 1` and `Heading1` alike."""
    return words.replace(" ", "").casefold()
