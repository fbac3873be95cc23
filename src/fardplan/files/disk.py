"""Writing that survives a power cut: the few file operations that what is kept rests on."""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fardplan.vocabulary.errors import StorageError

UNFINISHED = ".part"
"""The ending of a file that is being written; one left behind belongs to a load that was cut off."""

UNCHANGED = "Nothing was changed."


class Disk(Protocol):
    """The file operations that change a folder, each as small as a power cut can divide it.

    `create` may be lost or cut short until `sync`; `rename` and `make_folder` may be undone until
    `sync_folder` of the folder above. Tests hold the real disk and the one that loses power to this.
    """

    def make_folder(self, path: Path) -> None: ...

    def create(self, path: Path, content: bytes) -> None: ...

    def sync(self, path: Path) -> None: ...

    def rename(self, old: Path, new: Path) -> None: ...

    def sync_folder(self, path: Path) -> None: ...

    def remove(self, path: Path) -> None: ...


class RealDisk:
    """The operating system's files."""

    def make_folder(self, path: Path) -> None:
        path.mkdir()

    def create(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

    def sync(self, path: Path) -> None:
        self._flush(path, os.O_RDONLY)

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def sync_folder(self, path: Path) -> None:
        self._flush(path, os.O_RDONLY | os.O_DIRECTORY)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    @staticmethod
    def _flush(path: Path, flags: int) -> None:
        handle = os.open(path, flags)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put(disk: Disk, path: Path, content: bytes) -> None:
    """Write a whole file or none: under a temporary name beside it, flushed, then renamed."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        disk.create(unfinished, content)
        disk.sync(unfinished)
        disk.rename(unfinished, path)
    except OSError:
        clear_away(disk, [unfinished])
        raise
    disk.sync_folder(path.parent)


def make_folders(disk: Disk, path: Path) -> None:
    """Make `path` and what is missing above it, each flushed into the folder above.

    Another program may make the same meanwhile.
    """
    if path.is_dir():
        return
    make_folders(disk, path.parent)
    try:
        disk.make_folder(path)
    except FileExistsError:
        if not path.is_dir():
            raise
    disk.sync_folder(path.parent)


def clear_away(disk: Disk, paths: Iterable[Path]) -> None:
    """Remove files that are of no use, as far as the disk allows: they do no harm where it does not."""
    for path in paths:
        with suppress(OSError):
            disk.remove(path)


def sweep(disk: Disk, folder: Path) -> None:
    """Remove what an interrupted load left unfinished. Only for who holds the lock."""
    clear_away(disk, sorted(folder.rglob(f"*{UNFINISHED}")))


@contextmanager
def told_plainly(folder: Path, outcome: Callable[[], str] = lambda: UNCHANGED) -> Iterator[None]:
    """Turn what the operating system says into a sentence for a person, with what became of the data."""
    try:
        yield
    except OSError as error:
        raise _storage_error(error, folder, outcome()) from error


_REASONS = {
    errno.ENOSPC: ("the disk is full", "Make room and load again."),
    errno.EDQUOT: ("the disk quota is used up", "Make room and load again."),
    errno.EROFS: ("the folder is read-only", "Choose a home that can be written to."),
    errno.EACCES: ("there is no permission to write here", "Choose a home that can be written to."),
    errno.EPERM: ("there is no permission to write here", "Choose a home that can be written to."),
    errno.EEXIST: ("a file stands where a folder is needed", "Move the file away, or choose another home."),
    errno.ENOTDIR: ("a file stands where a folder is needed", "Move the file away, or choose another home."),
}


def _storage_error(error: OSError, folder: Path, outcome: str) -> StorageError:
    what, instead = _REASONS.get(error.errno or 0, (f"it could not be written: {error.strerror}", None))
    where = str(error.filename) if error.filename else str(folder)
    return StorageError(what, where=where, instead=instead, outcome=outcome)


@dataclass(frozen=True, slots=True)
class Busy:
    """What is said when another writer does not come to an end: who it is, and what to do instead."""

    who: str = "another load has been writing"
    instead: str = "Wait for it to finish and load again."
    outcome: str = UNCHANGED


@contextmanager
def locked(folder: Path, patience: float, busy: Busy | None = None) -> Iterator[None]:
    """Hold the folder for one writer; wait up to `patience` seconds for another to finish.

    The operating system frees the lock when its process ends, however it ends. Raises `StorageError` with
    the words of `busy` when the wait was in vain.
    """
    said = busy or Busy()
    with (folder / ".lock").open("a") as handle:
        give_up = time.monotonic() + patience
        while not _taken(handle.fileno()):
            if time.monotonic() >= give_up:
                raise StorageError(
                    f"{said.who} for more than {patience:g} seconds",
                    where=str(folder),
                    instead=said.instead,
                    outcome=said.outcome,
                )
            time.sleep(0.05)
        yield


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
