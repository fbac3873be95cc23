"""A folder for copies of a register's files while they are counted, gone afterwards however that ends."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from fardplan.engines.duckdb_engine import FOLDERS

STOPPED = 128 + signal.SIGTERM


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder that its owner alone can read; what killed programs have left behind is removed first.

    Rows of registers lie in it, so a program that is told to stop (SIGTERM) removes it too: without more ado
    Python would end and leave it.
    """
    sweep(Path(tempfile.gettempdir()))
    with (
        _stopped_in_order(),
        tempfile.TemporaryDirectory(prefix=f"{FOLDERS}{os.getpid()}-") as folder,
    ):
        yield Path(folder)


def sweep(place: Path) -> None:
    """Remove the folders in `place` of programs that run no more."""
    for left in place.glob(f"{FOLDERS}*-*"):
        maker = left.name.removeprefix(FOLDERS).partition("-")[0]
        if maker.isdigit() and not runs(int(maker)):
            shutil.rmtree(left, ignore_errors=True)


def runs(process: int) -> bool:
    """Whether there is a process of that number, whosever it is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Within, SIGTERM ends the program through everything that cleans up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(STOPPED)
