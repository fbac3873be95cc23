"""Writing what a command was asked to write."""

from pathlib import Path

from fardplan.vocabulary.errors import StorageError


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; raises `StorageError` in a person's words."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, "utf-8")
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise StorageError(
            f"it could not be written: {error.strerror}", where=str(path), outcome="Nothing was written."
        ) from error
