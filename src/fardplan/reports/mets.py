"""The list of an archive package, METS.xml, in the form of E-ARK CSIP and SIP 2.1.0.

The National Archives of Sweden took these two in 2023 as FGS Paketstruktur 2.0; earlier versions had a
`sip.xml` of their own. Names of elements and attributes are the standards'.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as xml

METS, XLINK = "http://www.loc.gov/METS/", "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CONTENT = "Textual works – Digital"
INFORMATION = {
    f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "OTHER",
    f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE": "urn:fardplan:archive:1",
}
"""What kind of information it is: none that has a specification of its own."""

PREFIXES = {"mets": METS, "xlink": XLINK, "csip": CSIP}
MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "xml": "application/xml",
    "xsd": "application/xml",
}


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """A file of a package, `path` from its top."""

    path: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def mime_type(self) -> str:
        return MIME_TYPES.get(self.path.rpartition(".")[2], "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Listed:
    """What METS.xml lists. `described`: descriptive metadata with their kinds, Dublin Core as `DC`.

    `documentation`, `schemas` and `documents` are the other files; `creator` is the archive's creator,
    `program` what made the package, with its version.
    """

    identifier: str
    label: str
    day: date
    creator: str
    program: tuple[str, str]
    described: Mapping[str, PackagedFile]
    documentation: Sequence[PackagedFile]
    schemas: Sequence[PackagedFile]
    documents: Sequence[PackagedFile]


def mets(listed: Listed) -> bytes:
    """METS.xml of a package; the same package is the same bytes."""
    for prefix, address in PREFIXES.items():
        xml.register_namespace(prefix, address)
    created = f"{listed.day.isoformat()}T00:00:00Z"
    root = xml.Element(
        f"{{{METS}}}mets",
        {
            "OBJID": listed.identifier,
            "LABEL": listed.label,
            "TYPE": CONTENT,
            **INFORMATION,
            "PROFILE": PROFILE,
        },
    )
    _head(root, listed, created)
    described = [
        _described(root, number, kind, file, created)
        for number, (kind, file) in enumerate(listed.described.items(), start=1)
    ]
    groups = {
        "Documentation": listed.documentation,
        "Schemas": listed.schemas,
        "Representations": listed.documents,
    }
    _files(root, groups, created)
    _structure(root, listed.identifier, described, groups)
    xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml.tostring(root, encoding="unicode")}\n'.encode()


def _sub(above: xml.Element, name: str, attributes: Mapping[str, str], text: str = "") -> xml.Element:
    element = xml.SubElement(above, f"{{{METS}}}{name}", dict(attributes))
    element.text = text or None
    return element


def _head(root: xml.Element, listed: Listed, created: str) -> None:
    head = _sub(
        root, "metsHdr", {"CREATEDATE": created, "LASTMODDATE": created, f"{{{CSIP}}}OAISPACKAGETYPE": "SIP"}
    )
    name, version = listed.program
    software = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
    agent = _sub(head, "agent", software)
    _sub(agent, "name", {}, name)
    _sub(agent, "note", {f"{{{CSIP}}}NOTETYPE": "SOFTWARE VERSION"}, version)
    for role in ("ARCHIVIST", "CREATOR"):
        agent = _sub(head, "agent", {"ROLE": role, "TYPE": "ORGANIZATION"})
        _sub(agent, "name", {}, listed.creator)


def _described(root: xml.Element, number: int, kind: str, file: PackagedFile, created: str) -> str:
    """Descriptive metadata by reference; gives its id."""
    id = f"beskrivning-{number}"
    section = _sub(root, "dmdSec", {"ID": id, "CREATED": created, "STATUS": "CURRENT"})
    how = {"MDTYPE": kind} if kind == "DC" else {"MDTYPE": "OTHER", "OTHERMDTYPE": kind}
    _sub(section, "mdRef", {**_located(file.path), **how, **_checked(file, created)})
    return id


def _located(path: str) -> dict[str, str]:
    return {"LOCTYPE": "URL", f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": path}


def _checked(file: PackagedFile, created: str) -> dict[str, str]:
    return {
        "MIMETYPE": file.mime_type,
        "SIZE": str(len(file.content)),
        "CREATED": created,
        "CHECKSUM": file.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _files(root: xml.Element, groups: Mapping[str, Iterable[PackagedFile]], created: str) -> None:
    section = _sub(root, "fileSec", {"ID": "filer"})
    for use, files in groups.items():
        group = _sub(section, "fileGrp", {"ID": f"grupp-{use.lower()}", "USE": use, **INFORMATION})
        for number, file in enumerate(files, start=1):
            id = f"{use.lower()}-{number}"
            element = _sub(group, "file", {"ID": id, **_checked(file, created)})
            _sub(element, "FLocat", _located(file.path))


def _structure(root: xml.Element, identifier: str, described: Sequence[str], groups: Iterable[str]) -> None:
    whole = _sub(root, "structMap", {"ID": "struktur", "TYPE": "PHYSICAL", "LABEL": "CSIP"})
    top = _sub(whole, "div", {"ID": "struktur-paket", "LABEL": identifier})
    _sub(top, "div", {"ID": "struktur-metadata", "LABEL": "Metadata", "DMDID": " ".join(described)})
    for use in groups:
        part = _sub(top, "div", {"ID": f"struktur-{use.lower()}", "LABEL": use})
        _sub(part, "fptr", {"FILEID": f"grupp-{use.lower()}"})
