"""Word files that tests make: templates as cities have them, and files that are none."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from fardplan.reports.pdf import as_picture

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def template(write: Callable[[Any], None] | None = None) -> bytes:
    """A template with a word in each kind of place, and the place of the report between two paragraphs."""
    document = Document()
    section = document.sections[0]
    section.left_margin, section.right_margin = Cm(4), Cm(3)
    section.header.paragraphs[0].add_run().add_picture(
        io.BytesIO(as_picture(LOGO, width_pt=30, ppi=72)), width=Cm(1)
    )
    section.header.paragraphs[0].add_run(" Staden {{ office }}")
    section.footer.paragraphs[0].text = "{{ simulated }}"
    split(document.add_paragraph("Ärende: "), "{", "{ tit", "le }", "}", " – {{kind}}")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Dnr {{ dnr }}"
    table.cell(0, 1).text = "{{ day }}"
    boxed(document.add_paragraph(), "{{ officer }}, {{ phone }}")
    document.add_paragraph("{{ content }}")
    document.add_paragraph("Slut på mallen.")
    if write:
        write(document)
    return saved(document)


def split(paragraph: Any, *pieces: str) -> None:
    for piece in pieces:
        paragraph.add_run(piece).bold = piece.startswith("{")


def boxed(paragraph: Any, text: str) -> None:
    """A text box, as old Word has it."""
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
            '<v:shape style="width:100pt"><v:textbox><w:txbxContent>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )


def without_styles(document: Any) -> None:
    """Take away all styles but the default ones, and the lists."""
    for style in list(document.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:default")) is None:
            style.getparent().remove(style)
    for relation in list(document.part.rels.values()):
        if relation.reltype.endswith("/numbering"):
            del document.part.rels[relation.rId]


def renamed(document: Any) -> None:
    """The styles as a Swedish program may name them."""
    names = {
        "heading 1": ("Rubrik 1", "Rubrik1"),
        "heading 2": ("Rubrik 2", "Rubrik2"),
        "Title": ("Rubrik", "Rubrik"),
        "caption": ("Beskrivning", "Beskrivning"),
        "List Bullet": ("Okänd", "Punktlista"),
    }
    for style in document.styles.element.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name.get(qn("w:val")) in names:
            words, number = names[name.get(qn("w:val"))]
            name.set(qn("w:val"), words)
            style.set(qn("w:styleId"), number)


def all_texts(content: bytes) -> list[str]:
    """Every paragraph of a Word file: of the body, headers, footers, tables and boxes."""
    found = []
    document = Document(io.BytesIO(content))
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(("document.main+xml", "header+xml", "footer+xml")):
            for paragraph in part.element.iter(qn("w:p")):
                pieces = [
                    {qn("w:t"): one.text or "", qn("w:br"): "\n"}[one.tag]
                    for one in paragraph.iter(qn("w:t"), qn("w:br"))
                    if next(one.iterancestors(qn("w:p"))) is paragraph
                ]
                found.append("".join(pieces))
    return found


def with_part(content: bytes, name: str, part: bytes | None) -> bytes:
    """The package with a part in place of what it has of that name; None takes it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        if part is not None:
            new.writestr(name, part)
    return out.getvalue()


def of_kind(content: bytes, kind: str) -> bytes:
    """The package whose document is said to be of another kind."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        types = package.read("[Content_Types].xml")
    return with_part(content, "[Content_Types].xml", types.replace(b"document.main+xml", kind.encode()))
