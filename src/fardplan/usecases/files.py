"""Writing what a person asked to have written."""

from pathlib import Path

from fardplan.vocabulary.errors import StorageError


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; raises `StorageError` in a person's words.

    A link is followed, and what is no ordinary file, a terminal or a pipe, is written to as it stands.
    """
    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            place.write_text(text, "utf-8")
        else:
            _replace(place, text)
    except OSError as error:
        raise StorageError(
            f"it could not be written: {error.strerror}", where=str(path), outcome="Nothing was written."
        ) from error


def _replace(place: Path, text: str) -> None:
    new = place.with_name(f".{place.name}.new")
    try:
        new.write_text(text, "utf-8")
        new.replace(place)
    except OSError:
        new.unlink(missing_ok=True)
        raise
