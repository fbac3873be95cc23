"""Run every checker, show all that failed, and end with a summary; exit code 1 when any failed."""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CONCISE = ("--quiet", "--output-format", "concise")
STRICT = ("-q", "-E", "-W", "--keep-going", "-n")
TEMPLATES = sorted({str(path.parent) for path in ROOT.glob("src/fardplan/*/templates/*")})


@dataclass(frozen=True, slots=True)
class Checker:
    """`command` starts with the name of a program of this environment."""

    name: str
    command: tuple[str, ...]
    mend: str = ""

    def run(self) -> "Outcome":
        began = time.monotonic()
        done = subprocess.run(
            [BIN / self.command[0], *self.command[1:]],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Outcome(self, done.returncode == 0, done.stdout, time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class Outcome:
    checker: Checker
    passed: bool
    output: str
    seconds: float

    @property
    def line(self) -> str:
        mend = f"   ({self.checker.mend})" if self.checker.mend and not self.passed else ""
        return (
            f"  {'ok    ' if self.passed else 'FAILED'} {self.checker.name:<28} {self.seconds:5.1f} s{mend}"
        )


CHECKERS = (
    Checker("types (mypy)", ("mypy",)),
    Checker("repository (pytest)", ("pytest", "-q", "-p", "no:cacheprovider", "tests/repository")),
    Checker("rooms (import-linter)", ("lint-imports", "--no-logo")),
    Checker("code (ruff)", ("ruff", "check", *CONCISE, "."), "make fix mends some of it"),
    Checker("format (ruff)", ("ruff", "format", "--check", *CONCISE, "."), "make fix"),
    *((Checker("templates (djlint)", ("djlint", "--lint", "--quiet", *TEMPLATES)),) if TEMPLATES else ()),
    Checker(
        "links of the docs (sphinx)", ("sphinx-build", *STRICT, "-b", "dummy", "docs", "docs/_build/dummy")
    ),
    Checker("environment (uv)", ("uv", "pip", "check", "--python", sys.executable)),
)


def main(checkers: Sequence[Checker] = CHECKERS) -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(Checker.run, checkers))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(f"── {outcome.checker.name} {'─' * (76 - len(outcome.checker.name))}")
        print(outcome.output.rstrip() or "(it said nothing)", end="\n\n")
    print("\n".join(outcome.line for outcome in outcomes))
    print(f"{len(outcomes) - len(failed)} of {len(outcomes)} checks passed.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
