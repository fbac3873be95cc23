"""The files for systemd in the guide are such as systemd itself takes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).resolve().parents[2] / "docs/guide/refresh.md"
PROGRAM = "/opt/fardplan/bin/fardplan"


def units() -> dict[str, str]:
    """The files by name: each stands in a block after the first line that names it."""
    text = GUIDE.read_text("utf-8")
    blocks = re.findall(r"`(fardplan-refresh\.\w+)`[^`]*```ini\n(.*?)```", text, re.DOTALL)
    return dict(blocks)


def test_the_guide_has_a_service_and_a_timer() -> None:
    found = units()
    assert sorted(found) == ["fardplan-refresh.service", "fardplan-refresh.timer"]
    assert all(text.startswith("[Unit]\nDescription=") for text in found.values())
    assert f"ExecStart={PROGRAM} --home /srv/fardplan evidence refresh\n" in found["fardplan-refresh.service"]


def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed; the files in the guide are not held against it")
    for name, text in units().items():
        # The program need not be where the guide installs it, and the user need not be there.
        (tmp_path / name).write_text(text.replace(PROGRAM, sys.executable).replace("User=fardplan\n", ""))
    done = subprocess.run(
        ["systemd-analyze", "verify", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "fardplan" in line]
    assert (done.returncode, told) == (0, [])


def test_the_timer_strikes_on_weekday_mornings() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed; the files in the guide are not held against it")
    [calendar] = re.findall(r"OnCalendar=(.*)", units()["fardplan-refresh.timer"])
    done = subprocess.run(
        ["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True
    )
    assert "Normalized form: Mon..Fri *-*-* 06:15:00" in done.stdout
