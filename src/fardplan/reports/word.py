"""A report as a Word file: headings, tables and figures that can be heard, and fields for own texts."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt

from fardplan.reports import word_one_page as one_page
from fardplan.reports import word_parts as parts
from fardplan.reports.plain import plain
from fardplan.reports.template import Template, fill, opened, place_in
from fardplan.reports.tree import Form, Report
from fardplan.reports.word_drawings import drawn
from fardplan.reports.word_file import told_as_damage
from fardplan.reports.word_lists import list_number
from fardplan.reports.word_marks import mark
from fardplan.reports.word_styles import TABLE, WIDTH, Styles, own_document, prompting
from fardplan.reports.word_tables import table
from fardplan.reports.word_text import lines_of, own_fields

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package, so that the same report is the same bytes."""


def as_word(report: Report, template: bytes | None = None, *, where: str | None = None) -> bytes:
    """The report as a .docx, in the dress of the city's template or our own; the same is the same bytes.

    Raises `InputError` for a template that cannot be used; see `template.read_template`. It lies at `where`.
    """
    if template is None:
        document = own_document()
        if report.form is Form.ONE_PAGE:
            one_page.tighten(document)
        return _written(report, document, None)
    with told_as_damage(where):
        return _written(report, *opened(template, where=where))


def _written(report: Report, document: Any, template: Template | None) -> bytes:
    data = plain(report)
    writer = _Writer(document, data, template)
    if template is None:
        writer.frame()
        writer.write()
    else:
        _into(document, data, template, writer)
    _described(document, report, data)
    body = document.element.body
    fields = frozenset(field for field, _ in own_fields(body))
    mark(document, report, (line.text for line in lines_of(body, fields)))
    out = io.BytesIO()
    document.save(out)
    return _still(out.getvalue())


def _into(document: Any, data: Mapping[str, Any], template: Template, writer: "_Writer") -> None:
    """Fill a template's words, and put the report in its place."""
    body = document.element.body
    body.get_or_add_sectPr()
    place = place_in(document)
    fill(document, {**_head(data), **{name: data[name] for name in ("title", "subtitle", "simulated")}})
    writer.width = Length(min(WIDTH, parts.room_at(document, place)))
    first = len(body) - 1
    writer.write()
    if place is not None:
        parts.moved(body, first, place)
    if data["simulated"] and "simulated" not in template.words:
        _said_on_every_page(document, data["simulated"])


def _head(data: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: data["head"][name] for name in ("office", "kind", "dnr", "day", "officer", "phone", "addressee")
    }


def _said_on_every_page(document: Any, words: str) -> None:
    """In every footer that the template has."""
    for section in document.sections:
        kinds = [section.footer]
        kinds += [section.first_page_footer] if section.different_first_page_header_footer else []
        kinds += [section.even_page_footer] if document.settings.odd_and_even_pages_header_footer else []
        for footer in kinds:
            if not footer.is_linked_to_previous or section is document.sections[0]:
                footer.add_paragraph(words)


class _Writer:
    """Writes blocks after each other at the end of a document."""

    def __init__(self, document: Any, data: Mapping[str, Any], template: Template | None) -> None:
        self._document, self._data, self._template = document, data, template
        self._words = data["words"]
        self._drawings = iter(data["drawings"])
        self._styles = Styles(document)
        self._known: dict[str, Any] = {}
        self._bullets: int | None = None
        self._bare: list[Any] = []
        self._table_style = self._styles.find(TABLE)
        self._tight = data["form"] == Form.ONE_PAGE
        self.width: Length = one_page.WIDTH if self._tight and template is None else WIDTH

    def write(self) -> None:
        for fact in self._facts():
            said = self._document.add_paragraph(fact)
            said.paragraph_format.space_after = Pt(1)
        named = self._template.in_body if self._template else frozenset()
        if "title" not in named:
            self._styled(self._data["title"], "Title")
        if self._data["subtitle"] and "subtitle" not in named:
            self._document.add_paragraph(self._data["subtitle"])
        if self._data["simulated"]:
            self._document.add_paragraph().add_run(self._data["simulated"]).bold = True
        for block in self._data["blocks"]:
            getattr(self, f"_{block['is']}")(block)
        if self._data["sources"]:
            self._styled(self._words["sources"], "Heading 1")
            for source in self._data["sources"]:
                self._listed("List Bullet").add_run(source)
        self._signed()
        for made in self._bare:
            parts.room_below(made, Pt(4 if self._tight else 9))

    def _facts(self) -> Iterator[str]:
        """What stands above the title: what the header or the template has no place for."""
        head, words = self._data["head"], self._words
        lines = {
            "office": head["office"],
            "kind": head["kind"],
            "dnr": f"{words['dnr']} {head['dnr']}",
            "day": head["day"],
            "officer": f"{words['officer']}: {head['officer']}",
            "phone": f"{words['phone']}: {head['phone']}",
            "addressee": f"{words['to']}: {head['addressee']}",
        }
        named = self._template.words if self._template else {"office", "kind", "dnr"}
        return (line for name, line in lines.items() if head[name] and name not in named)

    def _signed(self) -> None:
        for name, role in self._data["signatures"]:
            said = self._document.add_paragraph(name)
            said.paragraph_format.space_before = Pt(30)
            said.add_run().add_break()
            said.add_run(role)

    def frame(self) -> None:
        """Header and footer of our own."""
        section, head = self._document.sections[0], self._data["head"]
        top = section.header.paragraphs[0]
        top.text = head["office"] + "\t" + head["kind"]
        if head["dnr"]:
            section.header.add_paragraph(f"\t{self._words['dnr']} {head['dnr']}", style="Header")
        foot = section.footer.paragraphs[0]
        foot.add_run(self._data["simulated"] + "\t")
        parts.counted(foot, "PAGE")
        foot.add_run(" (")
        parts.counted(foot, "NUMPAGES")
        foot.add_run(")")

    def _styled(self, text: str, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._styles.get(name)
        return self._document.add_paragraph(text, style=self._known[name])

    def _heading(self, block: Mapping[str, Any]) -> None:
        said = self._styled(block["text"], f"Heading {min(block['level'], 9)}")
        said.paragraph_format.page_break_before = True if block["new_page"] else None

    def _paragraph(self, block: Mapping[str, Any]) -> None:
        said = self._document.add_paragraph()
        said.paragraph_format.keep_with_next = True if block["lead"] else None
        self._runs(said, block["runs"], size=self._lead if block["lead"] else None)

    @property
    def _lead(self) -> Length:
        return one_page.LEAD if self._tight else Pt(12)

    def _runs(self, said: Any, runs: Iterable[Mapping[str, Any]], size: Any = None) -> None:
        for run in runs:
            written = said.add_run(run["text"])
            written.bold, written.font.size = run["strong"] or None, size
            if run["new"]:
                written.underline = True
            if run["href"]:
                parts.linked(said, written, run["href"])

    def _own(self, block: Mapping[str, Any]) -> None:
        field = parts.own_field(block["key"], block["title"], is_empty=not block["paragraphs"])
        content = field.find(qn("w:sdtContent"))
        for words in block["paragraphs"]:
            content.append(self._document.add_paragraph(words)._p)
        if not block["paragraphs"]:
            said = self._document.add_paragraph()
            said.add_run(block["prompt"], style=prompting(self._document))
            content.append(said._p)
        self._document.element.body.insert_element_before(field, "w:sectPr")

    def _points(self, block: Mapping[str, Any]) -> None:
        style = "List Number" if block["numbered"] else "List Bullet"
        number = None
        for item in block["items"]:
            said = self._listed(style, number)
            number = said._p.pPr.numPr.numId.val
            self._runs(said, item)

    def _listed(self, style: str, number: int | None = None) -> Any:
        """A paragraph of a list; of a new one, where it is numbered and no number is given."""
        said = self._styled("", style)
        if number is None and style == "List Bullet":
            number = self._bullets
        if number is None:
            number = list_number(self._document, self._known[style], numbered=style == "List Number")
        self._bullets = number if style == "List Bullet" else self._bullets
        properties = said._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number
        return said

    def _note(self, block: Mapping[str, Any]) -> None:
        said = self._document.add_paragraph()
        said.paragraph_format.left_indent = Cm(0.6)
        said.add_run(block["title"]).bold = True
        said.add_run().add_break()
        said.add_run(block["text"])

    def _small(self, notes: Iterable[str], source: str) -> None:
        lines = [*notes, *([f"{self._words['source']}: {source}"] if source else [])]
        for left, line in zip(range(len(lines) - 1, -1, -1), lines, strict=True):
            said = self._document.add_paragraph()
            said.paragraph_format.space_after = Pt(0 if self._tight else 2 if left else 9)
            said.add_run(line).font.size = one_page.SMALL if self._tight else Pt(8.5)

    def _table(self, block: Mapping[str, Any]) -> None:
        form = self._styled(block["title"], "Caption").paragraph_format
        form.keep_with_next, form.space_before = True, Pt(4 if self._tight else 10)
        style = self._table_style.style_id if self._table_style else None
        sizes = {"size": one_page.CELL, "between": one_page.BETWEEN} if self._tight else {}
        made = table(block, self.width, style, **sizes)
        self._document.element.body.insert_element_before(made, "w:sectPr")
        self._small(block["notes"], block["source"])
        if not (block["notes"] or block["source"]):
            self._bare.append(made)

    def _figure(self, block: Mapping[str, Any]) -> None:
        svg = next(self._drawings)
        said = self._document.add_paragraph()
        said.paragraph_format.keep_with_next = True
        width = one_page.drawing_width(self.width) if self._tight else self.width
        picture = drawn(self._document, said, svg, block["title"], block["alt"], width)
        if self._tight:
            one_page.beside_the_text(picture)
        caption = self._styled(block["title"], "Caption")
        caption.paragraph_format.keep_with_next = bool(block["notes"] or block["source"])
        self._small(block["notes"], block["source"])
        if block["table"]:
            self._table(block["table"])


def _described(document: Any, report: Report, data: Mapping[str, Any]) -> None:
    """Title, author, language and day, and the same language for every word."""
    when = datetime.combine(report.as_of, time(), tzinfo=UTC)
    core = document.core_properties
    office = data["head"]["office"][:255]
    core.title, core.author, core.last_modified_by = data["title"][:255], office, office
    core.created = core.modified = when
    core.language, core.comments, core.revision = LANGUAGES[report.language], "", 1
    styles = document.styles.element
    _language_of(styles)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGES[report.language])


def _language_of(styles: Any) -> None:
    """Room for the language of all words, where a document says none."""
    found = styles
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"):
        below = found.find(qn(name))
        if below is None:
            below = parse_xml(f"<{name} {nsdecls('w')}/>")
            found.append(below) if name == "w:lang" else found.insert(0, below)
        found = below


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
