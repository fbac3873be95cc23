"""The files of council documents that were brought in: kept in the home by their hash, given back whole."""

import hashlib
from functools import lru_cache
from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.sources.council_document import Paper, read_paper
from fardplan.store.case_documents import KeptDocument
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import StorageError

PAPERS = 4
"""So many documents' lines are remembered: those that somebody settles the doubts of just now."""


def file_of(home: Home, sha256: str) -> Path:
    """Where a document lies in the home."""
    return home.path / "documents" / sha256


def keep_file(home: Home, content: bytes) -> str:
    """Keep a file under its hash, which is given back; one that is there already stays."""
    digest = hashlib.sha256(content).hexdigest()
    place = file_of(home, digest)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == digest:
            return digest
        new = place.with_name(f".{digest}.new")
        new.write_bytes(content)
        new.replace(place)
    except OSError as error:
        raise StorageError(
            Sentence("the document could not be kept: {reason}", reason=error.strerror or "?"),
            outcome=Sentence("Nothing was read."),
        ) from error
    return digest


def read_back(home: Home, document: KeptDocument) -> bytes:
    """The file as it came. Raises `StorageError` when it is gone or no longer what it was."""
    try:
        content = file_of(home, document.sha256).read_bytes()
    except OSError as error:
        raise StorageError(
            Sentence("the file of the document “{name}” is not in the home", name=document.name),
            instead=Sentence("Restore the home's folder “documents” from a backup."),
        ) from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise StorageError(
            Sentence("the file of the document “{name}” is not what was brought in", name=document.name),
            instead=Sentence("Restore the home's folder “documents” from a backup."),
        )
    return content


def kept_paper(home: Home, document: KeptDocument) -> Paper:
    """The lines of a document, remembered from the last time. Raises as `read_back`."""
    read_back(home, document)
    return _paper(file_of(home, document.sha256), document.name)


@lru_cache(maxsize=PAPERS)
def _paper(place: Path, name: str) -> Paper:
    """What lies under a hash never becomes another."""
    return read_paper(place.read_bytes(), name=name)
