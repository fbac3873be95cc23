"""Run the tests on every core, with branch coverage of code and templates.

Arguments are handed to pytest and switch coverage off, since a part of the tests covers a part of the code.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str) -> int:
    # Hundreds of programs are started: each would compile the whole of Färdplan again if nothing were kept.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=kept, check=False).returncode


def main(chosen: list[str]) -> int:
    if chosen:
        return run("pytest", *chosen)
    run("coverage", "erase")
    tests = run("coverage", "run", "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal")
    run("coverage", "combine", "--quiet")
    report = run("coverage", "report")
    return tests or report


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
