"""What a Word file of ours says of itself: of which report it is, and which save of each own text it has.

It stands in the document's custom properties, where Word and others leave it; what the computed paragraphs
were is kept as short sums of them in a part beside, so that nothing that is taken out of the text stays in
the file.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from fardplan.reports.tree import Report

OWN = "own:"
"""What the tag of a field begins with that holds an officer's own text."""
TAG_SIGNS = 64
"""How long a tag may be in Word."""
PREFIX, TEXT, PROMPT = "fardplan.", "fardplan.text.", "fardplan.prompt."
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_MADE = "https://fardplan.se/report/made"


@dataclass(frozen=True, slots=True)
class Marks:
    """`texts` has the save of each own text as it was written, by its key; `prompts` sums of what stands
    where nothing is written; `made` sums of the computed paragraphs in their order, None where they are gone.
    """

    kind: str
    subject: str
    language: str
    as_of: date
    edition: str = ""
    texts: Mapping[str, int] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)
    made: tuple[str, ...] | None = None


def tag_of(key: str) -> str:
    """The tag of an own text's field: its key, or as much of it as Word allows and a sum of it."""
    tag = OWN + key
    return tag if len(tag) <= TAG_SIGNS else f"{tag[: TAG_SIGNS - 13]}~{sum_of(key)}"


def sum_of(text: str) -> str:
    """A short sum of a text, whatever room stands around and between its words."""
    text = " ".join(text.split())
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def mark(document: Any, report: Report, paragraphs: Iterable[str]) -> None:
    """Write into a document which report it is, and what its computed paragraphs are."""
    values = {
        "kind": report.kind,
        "subject": report.subject,
        "language": report.language,
        "as_of": report.as_of.isoformat(),
        "edition": report.edition,
    }
    texts = {part.key: str(part.revision) for part in report.own_texts}
    prompts = {part.key: sum_of(part.prompt) for part in report.own_texts if not part.paragraphs}
    told = {PREFIX + name: words for name, words in values.items() if words}
    told |= {TEXT + key: revision for key, revision in texts.items()}
    _write_properties(document, told | {PROMPT + key: words for key, words in prompts.items()})
    _write_made(document, [sum_of(text) for text in paragraphs])


def marks_of(document: Any) -> Marks | None:
    """What a document says of itself; None where it says nothing, or what nobody can read."""
    found = _read_properties(document)
    try:
        return Marks(
            found[PREFIX + "kind"],
            found.get(PREFIX + "subject", ""),
            found[PREFIX + "language"],
            date.fromisoformat(found[PREFIX + "as_of"]),
            found.get(PREFIX + "edition", ""),
            {key: int(words) for key, words in _named(found, TEXT).items()},
            _named(found, PROMPT),
            _read_made(document),
        )
    except (KeyError, ValueError):
        return None


def _named(found: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): words for name, words in found.items() if name.startswith(prefix)}


def _write_properties(document: Any, values: Mapping[str, str]) -> None:
    part = _property_part(document)
    root = parse_xml(part.blob)
    for element in list(root):
        if element.get("name", "").startswith(PREFIX):  # a template may once have been a report
            root.remove(element)
    number = max((int(element.get("pid")) for element in root), default=1)
    for name, words in values.items():
        number += 1
        said = {"fmtid": _FORMAT, "pid": str(number), "name": name}
        element = root.makeelement(f"{{{_PROPERTIES}}}property", said)
        value = root.makeelement(f"{{{_VALUES}}}lpwstr")
        value.text = words
        element.append(value)
        root.append(element)
    part._blob = serialize_part_xml(root)


def _property_part(document: Any) -> Any:
    package = document.part.package
    try:
        return package.part_related_by(_RELATED)
    except KeyError:
        empty = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>'
        part = Part(PackURI("/docProps/custom.xml"), _KIND, empty.encode(), package)
        package.relate_to(part, _RELATED)
        return part


def _read_properties(document: Any) -> dict[str, str]:
    try:
        part = document.part.package.part_related_by(_RELATED)
    except KeyError:
        return {}
    root = parse_xml(part.blob)
    return {element.get("name", ""): "".join(element.itertext()) for element in root}


def _write_made(document: Any, sums: list[str]) -> None:
    package = document.part.package
    for relation in _made_relations(document):
        del document.part.rels[relation.rId]
    taken = [re.search(r"/customXml/item(\d+)\.xml", str(part.partname)) for part in package.iter_parts()]
    number = max((int(found[1]) for found in taken if found), default=0) + 1
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<made xmlns="{_MADE}">{" ".join(sums)}</made>'
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", content.encode(), package)
    document.part.relate_to(part, _XML)


def _read_made(document: Any) -> tuple[str, ...] | None:
    for relation in _made_relations(document):
        return tuple((parse_xml(relation.target_part.blob).text or "").split())
    return None


def _made_relations(document: Any) -> list[Any]:
    return [
        relation
        for relation in document.part.rels.values()
        if relation.reltype == _XML
        and not relation.is_external
        and parse_xml(relation.target_part.blob).tag == f"{{{_MADE}}}made"
    ]
