"""A run that left tests out for want of a program says so in plain words, and how to get it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.browser import MISSING

SAMPLE = f"""
import pytest

def test_page():
    pytest.skip({MISSING!r})

def test_other_page():
    pytest.skip({MISSING!r})

def test_another_matter():
    pytest.skip("not on a Sunday")
"""


def closing_lines(root: Path, folder: Path, sample: str) -> list[str]:
    (folder / "test_sample.py").write_text(sample)
    (folder / "pytest.ini").write_text("[pytest]\n")
    quiet = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.skipped",
        "-p",
        "no:django",
        "--no-header",
        folder,
    ]
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(quiet, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "test" in line or "apt-get" in line]


def test_missing_programs_are_counted_and_named(root: Path, tmp_path: Path) -> None:
    assert closing_lines(root, tmp_path, SAMPLE) == [f"2 tests were not run. {MISSING}"]


def test_nothing_is_said_when_nothing_is_missing(root: Path, tmp_path: Path) -> None:
    assert closing_lines(root, tmp_path, "def test_page():\n    pass\n") == []
