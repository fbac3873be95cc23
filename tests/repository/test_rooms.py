"""The rooms: each says what it is for, has its line in the contracts, and keeps to them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

CLOCK = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns",
    "time.localtime", "time.gmtime", "time.strftime", "timezone.now", "timezone.localdate",
}  # fmt: skip
DATA_ALONE = {"cities"}
FIRST_ROOM_WITH_A_FRAMEWORK = ("store", "evidence", "engines", "sources")


def rooms(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in root.glob("src/fardplan/*/__init__.py")))


def contract(project: dict[str, Any], kind: str, name: str = "") -> dict[str, Any]:
    contracts = project["tool"]["importlinter"]["contracts"]
    (found,) = [one for one in contracts if one["type"] == kind and name in one["name"]]
    return found


def layers(project: dict[str, Any]) -> list[tuple[str, ...]]:
    """The layers from the top, each with its rooms."""
    return [
        tuple(room.strip().strip("()") for room in layer.split("|"))
        for layer in contract(project, "layers")["layers"]
    ]


def pure_rooms(project: dict[str, Any]) -> tuple[str, ...]:
    """The rooms below the store and its neighbours: arithmetic and words, no framework and no clock."""
    stacked = layers(project)
    first = next(at for at, layer in enumerate(stacked) if set(layer) & set(FIRST_ROOM_WITH_A_FRAMEWORK))
    return tuple(room for layer in stacked[first + 1 :] for room in layer if room not in DATA_ALONE)


def test_every_room_begins_with_a_sentence_that_says_what_it_is_for(root: Path) -> None:
    without = [
        room
        for room in rooms(root)
        if len((_docstring(root, room) or "").split("\n")[0].split()) < 3
        or not (_docstring(root, room) or "").split("\n\n")[0].rstrip().endswith(".")
    ]
    assert without == []


def test_no_folder_of_code_is_without_its_first_sentence(root: Path) -> None:
    folders = {path.parent for path in root.glob("src/fardplan/**/*.py")}
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []


def test_the_contracts_name_the_rooms_that_are_there_and_no_others(
    root: Path, project: dict[str, Any]
) -> None:
    named = [room for layer in layers(project) for room in layer]
    assert sorted(named) == list(rooms(root))


def test_every_pure_room_is_kept_from_frameworks(project: dict[str, Any]) -> None:
    named = contract(project, "forbidden", "pure")["source_modules"]
    assert sorted(named) == sorted(f"fardplan.{room}" for room in pure_rooms(project))


def test_the_public_rooms_reach_publishing_presentation_and_vocabulary_alone(
    root: Path, project: dict[str, Any]
) -> None:
    public = contract(project, "forbidden", "public")
    allowed = {"publishing", "presentation", "vocabulary", *_names(public["source_modules"])}
    above = {"config", "web", "api", "cli", "usecases", "reports"}  # the layers keep these out already
    assert set(_names(public["forbidden_modules"])) == set(rooms(root)) - allowed - above


def test_the_contracts_hold(root: Path) -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def test_no_pure_room_looks_at_a_clock(root: Path, project: dict[str, Any]) -> None:
    seen = [
        f"{path.relative_to(root)}:{line}: {name}"
        for room in pure_rooms(project)
        for path in sorted((root / "src/fardplan" / room).rglob("*.py"))
        for line, name in calls(path)
        if name in CLOCK
    ]
    assert seen == []


def test_a_clock_would_be_seen(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("import datetime\nfrom datetime import date\ndate.today()\ndatetime.datetime.now()\n")
    assert [name for _, name in calls(sample) if name in CLOCK] == ["date.today", "datetime.now"]


def test_no_function_imports_a_room(root: Path) -> None:
    hidden = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.glob("src/fardplan/**/*.py"))
        if "config" not in path.parts  # the entry point sets Django up before tables can be imported
        for function in ast.walk(_parsed(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "fardplan"
    ]
    assert hidden == [], "an import inside a function hides a circle; move the shared thing down instead"


def test_no_core_room_names_a_city(root: Path) -> None:
    """What is true of one city is data in its package; only commands may offer one as the example.

    A time zone has the name of a city too.
    """
    cities = [path.name for path in (root / "src/fardplan/cities").iterdir() if path.is_dir()]
    naming = [
        f"{path.relative_to(root)}:{number}"
        for path in sorted(root.glob("src/fardplan/**/*.py"))
        if not {"cities", "cli"} & set(path.parts)
        for number, line in _code_lines(path)
        if any(city in line.casefold() for city in cities) and not line.startswith("Europe/")
    ]
    assert naming == []


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call of the form `….owner.name(…)` as its line and `owner.name`."""
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield node.lineno, f"{name}.{node.func.attr}"


def _code_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The strings and names of a file by line, docstrings and comments left out."""
    tree = _parsed(path)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value
        if isinstance(node, ast.Name):
            yield node.lineno, node.id


def _docstring(root: Path, room: str) -> str | None:
    return ast.get_docstring(_parsed(root / "src/fardplan" / room / "__init__.py"))


def _names(modules: list[str]) -> list[str]:
    return [module.removeprefix("fardplan.") for module in modules]


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
