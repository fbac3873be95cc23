"""Opening a Word file that somebody brought: what it is where it is none, and nothing that is too large."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.exceptions import XmlchemyError

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.zips import BROKEN_ZIP
from fardplan.vocabulary.errors import InputError

MOST_BYTES = 25_000_000
MOST_UNPACKED = 250_000_000
MOST_OF_ONE = 60_000_000
MOST_FILES = 3_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_SAVE_AS = Sentence("Open it in Word and save it as a Word document (.docx).")


def open_word(content: bytes, *, where: str | None = None) -> Any:
    """The document in a .docx. Raises `InputError` for what is none, is locked, or is too large.

    A file with macros is refused: what we write would carry them on to whoever opens it.
    """
    _check_kind(content, where)
    with told_as_damage(where):
        _check_package(content, where)
        return Document(io.BytesIO(content))


@contextmanager
def told_as_damage(where: str | None) -> Iterator[None]:
    """What somebody's file lacks or has where no Word file has it is told as damage to the file."""
    try:
        yield
    except _DAMAGE as error:
        raise _damaged(where) from error


_DAMAGE = (
    *(*BROKEN_ZIP, RuntimeError, AttributeError, LookupError, TypeError, SyntaxError),
    *(PythonDocxError, OpcError, XmlchemyError),
)
"""What reading a package, its XML and what python-docx makes of it raise for a file that is no whole one."""


def refused(what: Sentence, instead: Sentence, where: str | None) -> InputError:
    return InputError(what, where=where, instead=instead, outcome=Sentence("Nothing was read from it."))


def _damaged(where: str | None) -> InputError:
    return refused(
        Sentence("the Word file is damaged"),
        Sentence("Open it in Word, let it be repaired and save it."),
        where,
    )


def _check_kind(content: bytes, where: str | None) -> None:
    if len(content) > MOST_BYTES:
        raise refused(
            Sentence("the file is larger than {most} MB", most=MOST_BYTES // 1_000_000),
            Sentence("Take pictures out of it, or make them smaller."),
            where,
        )
    if content.startswith(_OLE):
        locked = _ENCRYPTED in content
        raise refused(
            Sentence("the file is locked with a password")
            if locked
            else Sentence("the file has Word's old format (.doc)"),
            Sentence("Open it in Word, take the password away and save it.") if locked else _SAVE_AS,
            where,
        )
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise refused(Sentence("the file is no Word file"), _SAVE_AS, where)


def _check_package(content: bytes, where: str | None) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        _check_size(package, where)
        if package.testzip() is not None:
            raise _damaged(where)
        _check_main(package, where)


def _check_size(package: zipfile.ZipFile, where: str | None) -> None:
    infos = package.infolist()
    sizes = [info.file_size for info in infos]
    if len(infos) > MOST_FILES or sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > MOST_OF_ONE:
        raise refused(
            Sentence("the file would be far too large unpacked"),
            Sentence("Copy what stands in it into a new Word document."),
            where,
        )


def _check_main(package: zipfile.ZipFile, where: str | None) -> None:
    names = package.namelist()
    if len(set(names)) != len(names):
        raise _damaged(where)
    if "[Content_Types].xml" not in names:
        raise refused(Sentence("the file is no Word file"), _SAVE_AS, where)
    kinds = _kinds(package)
    if any(name.lower().endswith("vbaproject.bin") for name in names) or any(
        "macro" in kind.lower() for kind in kinds
    ):
        raise refused(
            Sentence("the file has macros"),
            Sentence("Save it as a Word document without macros (.docx)."),
            where,
        )
    if _TEMPLATE in kinds:
        raise refused(Sentence("the file is a Word template (.dotx)"), _SAVE_AS, where)
    if _DOCUMENT not in kinds:
        raise refused(Sentence("the file is no Word file"), _SAVE_AS, where)
    for name in names:
        if name.endswith((".xml", ".rels")):
            _check_part(package.read(name), where)


def _kinds(package: zipfile.ZipFile) -> set[str]:
    root = parse_xml(package.read("[Content_Types].xml"))
    return {kind for element in root if (kind := element.get("ContentType"))}


def _check_part(content: bytes, where: str | None) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refused(Sentence("the file has definitions that Word never writes"), _SAVE_AS, where)
    if _STRICT in content[:4_000]:
        raise refused(
            Sentence("the file is saved as “Strict Open XML”"),
            _SAVE_AS,
            where,
        )
    parse_xml(content)
