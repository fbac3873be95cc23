"""The tools around the code: what they say, and that a failure is a failure."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check import Checker, main

OK = Checker("good", ("python", "-c", "print('never shown')"))
BAD = Checker("bad", ("python", "-c", "print('first fault'); raise SystemExit(1)"), mend="mend it")
WORSE = Checker("worse", ("python", "-c", "print('second fault'); raise SystemExit(2)"))


def without_times(text: str) -> list[str]:
    return [re.sub(r" +[\d.]+ s", "", line).rstrip() for line in text.splitlines()]


def test_check_shows_every_failure_and_ends_with_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main((BAD, OK, WORSE)) == 1
    assert without_times(capsys.readouterr().out) == [
        f"── bad {'─' * 73}",
        "first fault",
        "",
        f"── worse {'─' * 71}",
        "second fault",
        "",
        "  FAILED bad   (mend it)",
        "  ok     good",
        "  FAILED worse",
        "1 of 3 checks passed.",
    ]


def test_check_passes_when_every_checker_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main((OK,)) == 0
    assert without_times(capsys.readouterr().out) == ["  ok     good", "1 of 1 checks passed."]


def new_environment(root: Path, path: Path, target: Path) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash is not None
    script = root / "tools/new_environment.sh"
    return subprocess.run(
        [bash, script, target], env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_without_a_fitting_python_one_sentence_tells_what_to_do(root: Path, tmp_path: Path) -> None:
    program(tmp_path / "python3", "exit 1")  # as a Python of another version answers
    done = new_environment(root, tmp_path, tmp_path / "env")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "Färdplan needs Python 3.11 or 3.12, and neither was found.\n"
        "On Debian 12 or Ubuntu: apt-get install python3 python3-venv\n",
    )


def test_without_the_venv_module_one_sentence_tells_what_to_do(root: Path, tmp_path: Path) -> None:
    program(
        tmp_path / "python3",
        'case "$*" in --version) echo "Python 3.11.2";; *ensurepip*) exit 1;; esac',
    )
    done = new_environment(root, tmp_path, tmp_path / "env")
    assert (done.returncode, done.stderr) == (
        1,
        "Python 3.11.2 is here, but without its venv module.\n"
        "On Debian or Ubuntu: apt-get install python3-venv\n",
    )


def test_an_environment_comes_out_that_runs(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3.11").symlink_to(Path(sys.executable).resolve())
    done = new_environment(root, tmp_path / "bin", tmp_path / "env")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    asked = [tmp_path / "env/bin/python", "-c", "import sys; print(sys.prefix)"]
    assert subprocess.check_output(asked, text=True).strip() == str(tmp_path / "env")


def dry(root: Path, *goal: str) -> str:
    env = {**os.environ, "MAKEFLAGS": "", "LANG": "C.UTF-8"}
    return subprocess.check_output(
        ["make", "--no-print-directory", "--dry-run", *goal], cwd=root, text=True, env=env
    )


@pytest.mark.parametrize(
    ("document", "command"),
    [
        ((), ".venv/bin/fardplan demo "),
        (("DOCUMENT=my file.txt",), '.venv/bin/fardplan demo --document "my file.txt"'),
    ],
)
def test_demo_hands_the_document_on(root: Path, document: tuple[str, ...], command: str) -> None:
    assert dry(root, "demo", *document).splitlines()[-1] == command


def test_every_goal_is_listed_with_what_it_does(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (help .*)$", makefile, flags=re.MULTILINE)
    assert phony is not None
    told = re.findall(r"^([a-z-]+):.*## \S", makefile, flags=re.MULTILINE)
    assert told == phony[1].split()


def test_the_script_of_ci_is_sound_and_runs_the_four_goals(root: Path) -> None:
    script = root / ".ci/run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    assert "for goal in check test wheel docs; do" in script.read_text(encoding="utf-8")
