"""Reading what a person brought, and writing what they asked to have written."""

from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.sources.tables.raw import content_of
from fardplan.vocabulary.errors import StorageError


def read_bytes(path: Path, *, most: int | None = None) -> bytes:
    """What is in a file; of a larger one than `most` one byte more than that. Raises `NotFoundError` or
    `StorageError`.
    """
    if most is None or not path.is_file() or path.stat().st_size <= most:
        return content_of(path)
    with path.open("rb") as file:
        return file.read(most + 1)


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, as `write_bytes` does."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises `StorageError` in a person's words.

    A link is followed, and what is no ordinary file, a terminal or a pipe, is written to as it stands.
    """
    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            place.write_bytes(content)
        else:
            _replace(place, content)
    except OSError as error:
        raise StorageError(
            Sentence("it could not be written: {why}", why=error.strerror),
            where=str(path),
            outcome=Sentence("Nothing was written."),
        ) from error


def _replace(place: Path, content: bytes) -> None:
    new = place.with_name(f".{place.name}.new")
    try:
        new.write_bytes(content)
        new.replace(place)
    except OSError:
        new.unlink(missing_ok=True)
        raise
