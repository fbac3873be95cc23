"""Copies of a register are gone when the counting is, however it ends."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fardplan.usecases.working_folder import PREFIX, STOPPED, runs, sweep, working_folder

WAITING = """\
import sys, time
from fardplan.usecases.working_folder import working_folder
with working_folder() as folder:
    (folder / "rows.parquet").write_bytes(b"rows")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def waiting(place: Path) -> tuple[subprocess.Popen[str], Path]:
    environment = os.environ | {"TMPDIR": str(place)}
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_the_folder_is_its_owners_alone_and_gone_afterwards(place):
    with working_folder() as folder:
        assert folder.parent == place
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "rows.parquet").write_bytes(b"rows")
    assert list(place.iterdir()) == []


def test_a_program_that_is_told_to_stop_leaves_nothing(place):
    process, folder = waiting(place)
    assert folder.is_dir()
    process.send_signal(signal.SIGTERM)
    process.communicate()
    assert process.returncode == STOPPED
    assert list(place.iterdir()) == []


def test_what_a_killed_program_left_is_removed_by_the_next(place):
    process, folder = waiting(place)
    sweep(place)
    assert folder.is_dir()  # it still runs
    process.kill()
    process.communicate()
    assert (folder / "rows.parquet").exists()
    with working_folder():
        assert not folder.exists()


def test_folders_of_others_stay(place):
    (place / f"{PREFIX}somebody-else").mkdir()
    (place / "rows").mkdir()
    sweep(place)
    assert sorted(item.name for item in place.iterdir()) == [f"{PREFIX}somebody-else", "rows"]
    assert runs(os.getpid())


def test_the_signal_is_as_it_was_afterwards(place):
    before = signal.getsignal(signal.SIGTERM)
    with working_folder():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
