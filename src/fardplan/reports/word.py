"""A report as a Word file: headings, tables and figures that can be heard, and fields for own texts."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from fardplan.reports.plain import plain
from fardplan.reports.tree import Report
from fardplan.reports.word_drawings import drawn

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
OWN = "own:"
"""What the tag of a field begins with that holds an officer's own text."""
_STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package, so that the same report is the same bytes."""


def as_word(report: Report) -> bytes:
    """The report as a .docx; the same report is the same bytes."""
    data = plain(report)
    document = _dressed(Document())
    _Writer(document, data).write()
    _described(document, report, data)
    out = io.BytesIO()
    document.save(out)
    return _still(out.getvalue())


def _dressed(document: Any) -> Any:
    """Our own dress: one family in few sizes, room around, hairlines."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2.6)
    styles = document.styles
    sizes = {"Normal": 10.5, "Title": 22, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11, "Caption": 9.5}
    for name, size in sizes.items():
        font = styles[name].font
        font.name, font.size = "Calibri", Pt(size)
        font.color.rgb, font.italic = RGBColor(0x1A, 0x20, 0x27), False
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        fonts.set(qn("w:hAnsi"), "Calibri")
        styles[name].font.bold = name not in ("Normal",)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        form = styles[name].paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(16), Pt(5), True
    for name in ("Header", "Footer"):
        stops = styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(15.6), WD_TAB_ALIGNMENT.RIGHT)
    title = styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    return document


class _Writer:
    """Writes blocks after each other; `_at` is where the next goes, None at the end."""

    def __init__(self, document: Any, data: Mapping[str, Any]) -> None:
        self._document, self._data = document, data
        self._words = data["words"]
        self._drawings = iter(data["drawings"])

    def write(self) -> None:
        self._frame()
        head, document = self._data["head"], self._document
        facts = [head["day"]]
        facts += [
            f"{self._words[name]}: {head[key]}"
            for name, key in (("officer", "officer"), ("phone", "phone"), ("to", "addressee"))
            if head[key]
        ]
        for fact in filter(None, facts):
            said = document.add_paragraph(fact)
            said.paragraph_format.space_after = Pt(1)
        document.add_paragraph(self._data["title"], style="Title")
        if self._data["subtitle"]:
            document.add_paragraph(self._data["subtitle"])
        if self._data["simulated"]:
            document.add_paragraph().add_run(self._data["simulated"]).bold = True
        for block in self._data["blocks"]:
            getattr(self, f"_{block['is']}")(block)
        if self._data["sources"]:
            document.add_heading(self._words["sources"], 1)
            for source in self._data["sources"]:
                document.add_paragraph(source, style="List Bullet")
        for name, role in self._data["signatures"]:
            said = document.add_paragraph(name)
            said.paragraph_format.space_before = Pt(30)
            said.add_run().add_break()
            said.add_run(role)

    def _frame(self) -> None:
        section, head = self._document.sections[0], self._data["head"]
        top = section.header.paragraphs[0]
        top.text = head["office"] + "\t" + head["kind"]
        if head["dnr"]:
            section.header.add_paragraph(f"\t{self._words['dnr']} {head['dnr']}", style="Header")
        foot = section.footer.paragraphs[0]
        foot.add_run(self._data["simulated"] + "\t")
        _field(foot, "PAGE")
        foot.add_run(" (")
        _field(foot, "NUMPAGES")
        foot.add_run(")")

    def _heading(self, block: Mapping[str, Any]) -> None:
        said = self._document.add_heading(block["text"], min(block["level"], 9))
        said.paragraph_format.page_break_before = True if block["new_page"] else None

    def _paragraph(self, block: Mapping[str, Any]) -> None:
        said = self._document.add_paragraph()
        self._runs(said, block["runs"], size=Pt(12) if block["lead"] else None)

    def _runs(self, said: Any, runs: Iterable[Mapping[str, Any]], size: Any = None) -> None:
        for run in runs:
            written = said.add_run(run["text"])
            written.bold, written.font.size = run["strong"] or None, size
            if run["new"]:
                written.underline = True
            if run["href"]:
                _linked(said, written, run["href"])

    def _own(self, block: Mapping[str, Any]) -> None:
        field = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        properties, content = field.find(qn("w:sdtPr")), field.find(qn("w:sdtContent"))
        properties.find(qn("w:alias")).set(qn("w:val"), block["title"][:64])
        properties.find(qn("w:tag")).set(qn("w:val"), OWN + block["key"])
        if not block["paragraphs"]:
            properties.append(parse_xml(f"<w:showingPlcHdr {nsdecls('w')}/>"))
        for words in block["paragraphs"] or [block["prompt"]]:
            said = self._document.add_paragraph(words)
            content.append(said._p)
        self._document.element.body.insert_element_before(field, "w:sectPr")

    def _points(self, block: Mapping[str, Any]) -> None:
        style = "List Number" if block["numbered"] else "List Bullet"
        number = _new_numbering(self._document, style) if block["numbered"] else None
        for item in block["items"]:
            said = self._document.add_paragraph(style=style)
            if number is not None:
                properties = said._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number
            self._runs(said, item)

    def _note(self, block: Mapping[str, Any]) -> None:
        said = self._document.add_paragraph()
        said.paragraph_format.left_indent = Cm(0.6)
        said.add_run(block["title"]).bold = True
        said.add_run().add_break()
        said.add_run(block["text"])

    def _small(self, notes: Iterable[str], source: str) -> None:
        lines = [*notes, *([f"{self._words['source']}: {source}"] if source else [])]
        for line in lines:
            said = self._document.add_paragraph()
            said.paragraph_format.space_after = Pt(2)
            said.add_run(line).font.size = Pt(8.5)

    def _table(self, block: Mapping[str, Any]) -> None:
        caption = self._document.add_paragraph(block["title"], style="Caption")
        caption.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=0, cols=len(block["header"]))
        _announced(table, block)
        for at, cells in enumerate([block["header"], *block["rows"]]):
            _row(table, cells, block["numeric"], heads=at == 0)
        self._small(block["notes"], block["source"])

    def _figure(self, block: Mapping[str, Any]) -> None:
        svg = next(self._drawings)
        said = self._document.add_paragraph()
        said.paragraph_format.keep_with_next = True
        drawn(self._document, said, svg, block["title"], block["alt"])
        caption = self._document.add_paragraph(block["title"], style="Caption")
        caption.paragraph_format.keep_with_next = bool(block["notes"] or block["source"])
        self._small(block["notes"], block["source"])
        if block["table"]:
            self._table(block["table"])


def _field(paragraph: Any, name: str) -> None:
    """A field that Word counts itself: the number of a page, and of all."""
    for kind, words in (("begin", None), (None, name), ("separate", None), (None, "1"), ("end", None)):
        run = paragraph.add_run()._r
        if kind:
            run.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        elif words == name:
            run.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {name} </w:instrText>'))
        else:
            run.text = "1"


def _linked(paragraph: Any, run: Any, address: str) -> None:
    number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}"/>')
    paragraph._p.replace(run._r, link)
    link.append(run._r)


def _new_numbering(document: Any, style: str) -> int:
    """A list of its own, which begins at one."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == of_style).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(0).add_startOverride(1)
    return int(made.numId)


def _announced(table: Any, block: Mapping[str, Any]) -> None:
    """What a screen reader says of a table, and that its first row and column are headings."""
    properties = table._tbl.tblPr
    for name, words in (("w:tblCaption", block["title"]), ("w:tblDescription", " ".join(block["notes"]))):
        if words:
            element = parse_xml(f"<{name} {nsdecls('w')}/>")
            element.set(qn("w:val"), words)
            properties.append(element)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{name}"), value)


def _row(table: Any, cells: Iterable[str], numeric: Iterable[int], *, heads: bool) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if heads:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        said = cell.paragraphs[0]
        said.paragraph_format.space_after = Pt(2)
        run = said.add_run(words)
        run.font.size, run.bold = Pt(9), heads or None
        if at in numeric:
            said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        cell._tc.get_or_add_tcPr().append(
            parse_xml(
                f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:space="0" '
                f'w:sz="{8 if heads else 4}" w:color="{"56606C" if heads else "C9D0D8"}"/></w:tcBorders>'
            )
        )


def _described(document: Any, report: Report, data: Mapping[str, Any]) -> None:
    """Title, author, language and day, and the same language for every word."""
    when = datetime.combine(report.as_of, time(), tzinfo=UTC)
    core = document.core_properties
    office = data["head"]["office"][:255]
    core.title, core.author, core.last_modified_by = data["title"][:255], office, office
    core.created = core.modified = when
    core.language, core.comments, core.revision = LANGUAGES[report.language], "", 1
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = parse_xml(f"<w:lang {nsdecls('w')}/>")
        defaults.append(language)
    language.set(qn("w:val"), LANGUAGES[report.language])


def _still(content: bytes) -> bytes:
    """The same package with the same time on every file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
