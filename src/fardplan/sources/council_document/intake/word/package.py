"""A Word file as a zip of XML parts; sizes are checked before anything is unpacked."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.presentation.zips import BROKEN_ZIP

from ..refusals import (
    ANOTHER_FORM,
    SMALLER,
    damaged,
    locked,
    nested_too_deeply,
    refused,
)
from .ooxml import children

MOST_UNPACKED = 100_000_000  # bytes of all the text parts together
MOST_ENTRIES = 20_000
_DEEPEST = 200
_STRICT = b"http://purl.oclc.org/ooxml/"
_RELATED = {"styles", "numbering", "footnotes", "endnotes"}
_OTHERS = (
    ("xl/workbook", message("this is a spreadsheet, not a document with text")),
    ("ppt/presentation", message("this is a set of slides, not a document with text")),
    ("content.xml", message("this is an OpenDocument file")),
    ("word/document.bin", message("this is a Word file in a form of its own (.docb)")),
)


@dataclass(slots=True)
class Package:
    """The parts of a Word document by what they are: text, styles, numbering, notes, heads, feet."""

    document: Any
    parts: dict[str, Any]
    by_id: dict[str, Any]


def is_zip(content: bytes) -> bool:
    return content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def open_package(content: bytes) -> Package:
    """Open a Word document's parts.

    Raises InputError for another kind of zip file, a damaged or locked one, and one that grows too large.
    """
    word = Sentence("a Word document")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _Reader(packed).package()
    except (*BROKEN_ZIP, KeyError, etree.LxmlError) as error:
        raise damaged(word) from error
    except RuntimeError as error:  # what zipfile says of a password
        raise locked(word) from error


class _Reader:
    """Reads parts as long as they are not too large together."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._left = MOST_UNPACKED
        entries = packed.infolist()
        if len(entries) > MOST_ENTRIES:
            raise refused(Sentence("the file holds too many parts to be read"), SMALLER)
        self._sizes = {entry.filename: entry.file_size for entry in entries}

    def package(self) -> Package:
        path = self._document_path()
        document = self._part(path)
        parts: dict[str, Any] = {}
        by_id: dict[str, Any] = {}
        for name, kind, target in self._related(path):
            if kind in _RELATED or kind in {"header", "footer"}:
                part = self._part(target)
                parts.setdefault(kind, part)
                by_id[name] = part
        return Package(document, parts, by_id)

    def _document_path(self) -> str:
        for _, kind, target in self._related(""):
            if kind == "officeDocument" and target.startswith("word/") and target in self._sizes:
                return target
        for path, what in _OTHERS:
            if any(name.startswith(path) for name in self._sizes):
                raise refused(Sentence(what), ANOTHER_FORM)
        if "word/document.xml" in self._sizes:
            return "word/document.xml"
        raise refused(Sentence("this is a zip file and no Word document"), ANOTHER_FORM)

    def _related(self, path: str) -> list[tuple[str, str, str]]:
        """What a part names as belonging to it: id, kind and path, of what is in the file."""
        folder, name = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self._sizes:
            return []
        found = []
        for one in children(self._part(listed), "Relationship"):
            target = one.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            whole = posixpath.normpath(whole)
            if one.get("TargetMode") != "External" and whole in self._sizes:
                found.append((one.get("Id", ""), one.get("Type", "").rpartition("/")[2], whole))
        return found

    def _part(self, path: str) -> Any:
        self._left -= self._sizes[path]
        if self._left < 0:
            what = Sentence("the file grows to more than {most} bytes unpacked", most=f"{MOST_UNPACKED:,}")
            raise refused(what, SMALLER)
        return _parsed(self._packed.read(path))


def _parsed(text: bytes) -> Any:
    """A part's root; the strict form of the format is read as the usual one. No entity is ever filled in."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.replace(_STRICT, b"http://schemas.openxmlformats.org/"), parser)
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error):
            raise nested_too_deeply() from error
        raise
    if _depth(root) > _DEEPEST:
        raise nested_too_deeply()
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused(
            Sentence("the file defines entities of its own, which no Word document does"), ANOTHER_FORM
        )
    return root


def _depth(root: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
