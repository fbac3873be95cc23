"""Change the formulas a little, one change at a time, and see whether the tests notice.

Run as `python tools/mutants.py [ROOM …]`, without a room for all of them; exit code 1 when a mutant survives
that is not listed as equivalent. Each room is mutated in a copy of its own under the temporary folder, where
`mutmut browse` shows it afterwards. A survivor is printed as tests/equivalent_mutants.toml would list it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIES = Path(tempfile.gettempdir()) / "fardplan-mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
NEEDED = ("src", "tests", "docs", "benchmarks", "tools", "pyproject.toml", "README.md", "CHANGELOG.md")
LITTER = shutil.ignore_patterns("__pycache__", "_build", "node_modules", "vendor", ".hypothesis")
UNNOTICED = ("survived", "no tests", "timeout", "suspicious", "segfault", "not checked", "skipped")


@dataclass(frozen=True)
class Room:
    """Modules that are mutated together (patterns below src/fardplan), and the tests that should notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "shares": Room(
        ("stats/share.py", "stats/trend.py", "stats/memory.py", "stats/gaps.py"),
        ("stats/test_share*.py", "stats/test_trend*.py", "stats/test_memory*.py", "stats/test_gap*.py"),
    ),
    "inequality": Room(
        ("stats/inequality.py", "stats/slope.py", "stats/between.py"), ("stats/test_[beis]*.py",)
    ),
    "decomposition": Room(
        ("stats/decomposition.py", "stats/small_area.py"),
        ("stats/test_decomposition*.py", "stats/test_small*.py"),
    ),
    "surveys": Room(("stats/surveys/*.py",), ("stats/surveys",)),
    "segregation": Room(("stats/segregation/*.py",), ("stats/segregation",)),
    "verdict": Room(
        ("roadmap/verdict.py", "roadmap/series.py"), ("roadmap/test_verdict*.py", "roadmap/test_series*.py")
    ),
    "workbench": Room(
        tuple(
            f"roadmap/workbench/{name}.py"
            for name in ("candidate", "record", "precedent", "vision", "people", "equity", "yearly", "choice")
        ),
        ("roadmap/workbench",),
    ),
    "forecast": Room(
        tuple(
            f"forecast/{name}.py"
            for name in ("lines", "swing", "pool", "fan", "coherence", "noise", "accuracy", "scales")
        ),
        ("forecast",),
    ),
    "disclosure": Room(("disclosure/*.py",), ("disclosure/test_*.py",)),
    "carrying": Room(
        ("geography/carrying.py", "geography/history.py"),
        ("geography/test_carrying*.py", "geography/test_history.py"),
    ),
    "recalculating": Room(
        ("indicators/recalculating.py", "indicators/freshness.py", "publishing/recalculated.py"),
        (
            "indicators/test_recalculating.py",
            "indicators/test_freshness.py",
            "publishing/test_recalculated.py",
        ),
    ),
    "handing_in": Room(
        ("boards/steps.py", "boards/changes.py", "boards/mastery.py", "presentation/state_machine.py"),
        (
            "boards/test_steps*.py",
            "boards/test_changes.py",
            "boards/test_mastery.py",
            "presentation/test_state_machine.py",
        ),
    ),
    "coverage": Room(
        ("boards/coverage.py", "boards/considered.py"),
        ("boards/test_coverage*.py", "boards/test_considered.py"),
    ),
    "year": Room(
        tuple(
            f"boards/{name}.py"
            for name in (
                "cycle",
                "chain",
                "unanswered",
                "carrying",
                "merging",
                "reminders",
                "follow_up",
                "plan_fields",
            )
        ),
        tuple(
            f"boards/test_{name}.py"
            for name in ("cycle", "chain", "carrying", "merging", "reminders", "follow_up", "plan_fields")
        ),
    ),
    "matching": Room(
        ("boards/matching.py", "boards/differences.py", "boards/external.py"), ("boards/test_matching*.py",)
    ),
    "skolverket": Room(("sources/skolverket/bounds.py",), ("sources/skolverket/test_bounds.py",)),
    "audit": Room(("vocabulary/audit.py",), ("vocabulary/test_audit.py",)),
}


@dataclass(frozen=True)
class Mutant:
    """One change: the module it is in, the function, the line as it was and as it became."""

    module: str
    function: str
    was: str
    became: str

    def __str__(self) -> str:
        lines = (f"in = '{self.function}'", f"was = '''{self.was}'''", f"became = '''{self.became}'''")
        return "\n".join(("[[mutant]]", *lines, "why = ''"))


def main(names: list[str]) -> int:
    if unknown := set(names) - set(ROOMS):
        print(f"No such room: {', '.join(sorted(unknown))}. There is: {', '.join(ROOMS)}.")
        return 2
    listed = equivalent()
    unexplained = sum(examine(name, listed) for name in names or ROOMS)
    return bool(unexplained)


def examine(name: str, listed: set[tuple[str, str, str]]) -> int:
    """Mutate one room and print its table; how many mutants survive without being listed."""
    copy = copied(name)
    environment = os.environ | {"COLUMNS": "200"}
    run = subprocess.run(
        [MUTMUT, "run", "--max-children", "1"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    results = outcomes(copy)
    if not results:
        print(
            f"{name}: the tests do not pass as they stand, or nothing could be mutated.\n{run.stdout[-3000:]}"
        )
        return 1
    alive = [shown(copy, key) for key, said in results.items() if said in UNNOTICED]
    same = [mutant for mutant in alive if (mutant.function, mutant.was, mutant.became) in listed]
    left = [mutant for mutant in alive if mutant not in same]
    table(results, same, left)
    print("\n\n".join(map(str, left)), flush=True)
    return len(left)


def copied(name: str) -> Path:
    """A fresh copy of what the room's tests need, with mutmut told what to change and what to run."""
    room, copy = ROOMS[name], COPIES / name
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for part in NEEDED:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=LITTER)
        else:
            shutil.copy(source, copy / part)
    if (reference := ROOT.parent / "shared").is_dir():
        (copy / "shared").symlink_to(reference)
    modules = [f"src/fardplan/{pattern}" for pattern in room.modules]
    tests = sorted(
        str(found.relative_to(copy)) for pattern in room.tests for found in (copy / "tests").glob(pattern)
    )
    told = f"[tool.mutmut]\nonly_mutate = {modules}\npytest_add_cli_args_test_selection = {tests}\n"
    settings = copy / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8").replace("[tool.mutmut]\n", told), "utf-8")
    return copy


def outcomes(copy: Path) -> dict[str, str]:
    """What became of every mutant, by mutmut's name for it."""
    said = subprocess.run(
        [MUTMUT, "results", "--all", "true"], cwd=copy, capture_output=True, text=True, check=False
    )
    pairs = (line.strip().rsplit(": ", 1) for line in said.stdout.splitlines() if "__mutmut_" in line)
    return dict(pair for pair in pairs if len(pair) == 2)


def shown(copy: Path, key: str) -> Mutant:
    difference = subprocess.run(
        [MUTMUT, "show", key], cwd=copy, capture_output=True, text=True, check=True
    ).stdout
    lines = difference.splitlines()
    was, became = (
        " ".join(
            line[1:].strip() for line in lines if line.startswith(sign) and not line.startswith(sign * 3)
        )
        for sign in "-+"
    )
    return Mutant(module(key), function(key), was, became)


def module(key: str) -> str:
    return key.rsplit(".", 1)[0].removeprefix("fardplan.")


def function(key: str) -> str:
    """`fardplan.stats.gaps.xǁShareǁinterval__mutmut_6` → `stats.gaps.Share.interval`."""
    mangled = key.rsplit(".", 1)[1].rsplit("__mutmut_", 1)[0]
    plain = mangled.removeprefix("x").removeprefix("ǁ").replace("ǁ", ".")
    return f"{module(key)}.{plain if 'ǁ' in mangled else plain.removeprefix('_')}"


def equivalent() -> set[tuple[str, str, str]]:
    """The changes that change nothing anyone could observe, each with its reason."""
    text = (ROOT / "tests" / "equivalent_mutants.toml").read_text("utf-8")
    entries = tomllib.loads(text).get("mutant", [])
    if silent := [entry["in"] for entry in entries if not entry["why"].strip()]:
        raise SystemExit(f"tests/equivalent_mutants.toml gives no reason for a mutant in {silent[0]}")
    return {(entry["in"], entry["was"], entry["became"]) for entry in entries}


def table(results: dict[str, str], same: list[Mutant], left: list[Mutant]) -> None:
    made, equal, alive = (
        Counter(map(module, results)),
        Counter(mutant.module for mutant in same),
        Counter(mutant.module for mutant in left),
    )
    print(f"{'module':<40} {'made':>6} {'noticed':>8} {'equivalent':>11} {'left':>5}")
    for name in sorted(made):
        noticed = made[name] - equal[name] - alive[name]
        print(f"{name:<40} {made[name]:>6} {noticed:>8} {equal[name]:>11} {alive[name]:>5}")
    print()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
