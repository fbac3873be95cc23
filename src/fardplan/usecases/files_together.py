"""Writing several files that belong together: all of them or none, and never over something else."""

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError, StorageError


class Became(StrEnum):
    """What became of a file."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"


def write_together(texts: Mapping[Path, str | bytes], *, replace: bool = False) -> dict[Path, Became]:
    """Write every file or leave everything as it was; a file that holds the same already is left alone.

    The files are put in place one after another in their order, each whole: a cut in between leaves the first
    ones, and the same again completes it. Raises `RuleError` where a file holds something else and `replace`
    is not said, and `StorageError` where one cannot be read or written.
    """
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
    held = {path: _held(path) for path in contents}
    became = {path: _became(held[path], content) for path, content in contents.items()}
    others = [str(path) for path, what in became.items() if what is Became.REPLACED]
    if others and not replace:
        raise RuleError(
            Sentence("{files} holds something else", files=others[0])
            if len(others) == 1
            else Sentence("{files} hold something else", files=", ".join(others)),
            instead=Sentence("Move it away, or say --replace to write over it."),
            outcome=Sentence("Nothing was written."),
        )
    _write({path: contents[path] for path, what in became.items() if what is not Became.SAME}, held)
    return became


def _held(path: Path) -> bytes | None:
    """What a file holds; None where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(
            Sentence("it could not be read: {why}", why=error.strerror),
            where=str(path),
            outcome=Sentence("Nothing was written."),
        ) from error


def _became(held: bytes | None, content: bytes) -> Became:
    if held is None:
        return Became.NEW
    return Became.SAME if held == content else Became.REPLACED


def _write(contents: Mapping[Path, bytes], held: Mapping[Path, bytes | None]) -> None:
    made: list[Path] = []
    placed: list[Path] = []
    path = Path()
    try:
        for path, content in contents.items():
            made += _folders(path)
            _beside(path).write_bytes(content)
        for path in contents:
            _beside(path).replace(path)
            placed.append(path)
    except BaseException as error:
        _undo(placed, held)
        for one in contents:
            with suppress(OSError):
                _beside(one).unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise StorageError(
                Sentence("it could not be written: {why}", why=error.strerror),
                where=str(path),
                outcome=Sentence("Everything is as it was."),
            ) from error
        raise


def _folders(path: Path) -> list[Path]:
    """Makes the folders that a file needs; those that were not there, the outermost first."""
    missing = [folder for folder in reversed(path.parents) if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _undo(placed: list[Path], held: Mapping[Path, bytes | None]) -> None:
    for path in placed:
        before = held[path]
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(before)
