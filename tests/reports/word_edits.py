"""What people do to a Word file of ours, done to its XML."""

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.reports.word_templates import saved


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    document = Document(io.BytesIO(content))
    edit(document)
    return saved(document)


def field(document: Any, key: str) -> Any:
    """The content of an own text's field."""
    return next(
        one.find(qn("w:sdtContent"))
        for one in document.element.body.iter(qn("w:sdt"))
        if one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == f"own:{key}"
    )


def xml(inside: str) -> list[Any]:
    return list(parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'm')}>{inside}</w:body>"))


def paragraph_xml(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run_xml(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def written(key: str, inside: str) -> Callable[[Any], None]:
    """Put this in a field in place of what stands there."""

    def edit(document: Any) -> None:
        content = field(document, key)
        for child in list(content):
            content.remove(child)
        for element in xml(inside):
            content.append(element)

    return edit


def typed(key: str, *texts: str) -> Callable[[Any], None]:
    """Write plain paragraphs in a field."""

    def edit(document: Any) -> None:
        content = field(document, key)
        for child in list(content):
            content.remove(child)
        for text in texts:
            said = document.add_paragraph(text)
            content.append(said._p)

    return edit


def replaced(old: str, new: str) -> Callable[[Any], None]:
    """Write over a word wherever it stands in the body."""

    def edit(document: Any) -> None:
        for piece in document.element.body.iter(qn("w:t")):
            piece.text = (piece.text or "").replace(old, new)

    return edit


def without_field(key: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        gone = field(document, key).getparent()
        gone.getparent().remove(gone)

    return edit


def without_parts(*kinds: str) -> Callable[[Any], None]:
    """As a program that drops what it does not know: parts by how their relation ends."""

    def edit(document: Any) -> None:
        for owner in (document.part, document.part.package):
            for relation in list(owner.rels.values()):
                if relation.reltype.endswith(kinds):
                    del owner.rels[relation.rId]

    return edit


def as_libreoffice(document: Any) -> None:
    """The fields as LibreOffice leaves them: no tags, other order, prompts flagged for ever."""
    for one in document.element.body.iter(qn("w:sdt")):
        properties = one.find(qn("w:sdtPr"))
        properties.remove(properties.find(qn("w:tag")))
        properties.insert(0, properties.find(qn("w:docPartObj")))
