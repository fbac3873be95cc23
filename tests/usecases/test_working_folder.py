"""Copies of a register are gone when the counting is, however it ends."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fardplan.engines.duckdb_engine import FOLDERS
from fardplan.usecases.working_folder import STOPPED, runs, sweep, working_folder

WAITING = """\
import sys, time
from fardplan.usecases.working_folder import working_folder
with working_folder() as folder:
    (folder / "rows.parquet").write_bytes(b"rows")
    print(folder, flush=True)
    time.sleep(60)
"""

SPILLING = """\
import sys, time
from pathlib import Path
import polars as pl, pyarrow as pa
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.inspection import Found
from fardplan.engines.sql_engine import Scan
path = Path(sys.argv[1]) / "rows.parquet"
pl.DataFrame({"year": [2020]}).write_parquet(path)
with DuckDbEngine(threads=1).connect(Scan(Found((path,), {}, {"year": pa.int64()}), ("year",))):
    print(*Path(sys.argv[1]).glob("fardplan-counting-*"), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def waiting(place: Path, script: str = WAITING) -> tuple[subprocess.Popen[str], Path]:
    environment = os.environ | {"TMPDIR": str(place)}
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(place)], stdout=subprocess.PIPE, text=True, env=environment
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


def test_what_a_killed_engine_wrote_aside_is_removed_by_the_next(place):
    """DuckDB puts rows that do not fit in memory into a folder, which only the program itself removes."""
    process, folder = waiting(place, SPILLING)
    assert folder.is_dir()
    process.kill()
    process.communicate()
    assert folder.is_dir()
    sweep(place)
    assert not folder.exists()


def test_folders_of_others_stay(place):
    (place / f"{FOLDERS}somebody-else").mkdir()
    (place / "rows").mkdir()
    sweep(place)
    assert sorted(item.name for item in place.iterdir()) == [f"{FOLDERS}somebody-else", "rows"]
    assert runs(os.getpid())


def test_the_signal_is_as_it_was_afterwards(place):
    before = signal.getsignal(signal.SIGTERM)
    with working_folder():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
