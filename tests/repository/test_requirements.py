"""The pinned requirements: hashed, free of addresses, and what pyproject.toml asks for."""

import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILES = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-spark.txt",
    "requirements-setup.txt",
    "requirements-build.txt",
    "requirements-bench.txt",
)
ENTRY = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)


def pinned(path: Path) -> dict[str, set[str]]:
    """The versions of each package; a package can be pinned apart for different platforms."""
    versions: dict[str, set[str]] = {}
    for entry in ENTRY.finditer(path.read_text(encoding="utf-8")):
        versions.setdefault(canonicalize_name(entry["name"]), set()).add(entry["version"])
    return versions


def entries(path: Path) -> list[str]:
    """Each requirement with its continuation lines as one text; comments left out."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


@pytest.mark.parametrize("name", FILES)
def test_every_entry_is_pinned_and_hashed_and_names_no_address(root: Path, name: str) -> None:
    loose = [
        entry
        for entry in entries(root / name)
        if not ENTRY.match(entry) or "--hash=sha256:" not in entry or "://" in entry or " @ " in entry
    ]
    assert loose == []


def wanted(project: dict[str, Any], name: str) -> list[Requirement]:
    groups = project["dependency-groups"]
    extras, runtime = project["project"]["optional-dependencies"], project["project"]["dependencies"]
    asked = {
        "requirements.txt": runtime,
        "requirements-dev.txt": [*runtime, *groups["dev"], *extras["postgresql"]],
        "requirements-spark.txt": [*runtime, *extras["spark"]],
        "requirements-setup.txt": groups["setup"],
        "requirements-build.txt": groups["build"],
        "requirements-bench.txt": groups["bench"],
    }[name]
    return [Requirement(one) for one in asked]


@pytest.mark.parametrize("name", FILES)
def test_what_pyproject_asks_for_is_pinned_within_its_bounds(
    root: Path, project: dict[str, Any], name: str
) -> None:
    versions = pinned(root / name)
    missing = [
        str(requirement)
        for requirement in wanted(project, name)
        if not versions.get(canonicalize_name(requirement.name))
        or not all(
            requirement.specifier.contains(version, prereleases=True)
            for version in versions[canonicalize_name(requirement.name)]
        )
    ]
    assert missing == [], "run make requirements"


def test_nothing_is_pinned_directly_that_pyproject_does_not_ask_for(
    root: Path, project: dict[str, Any]
) -> None:
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==|[\w.-]+\[)", text, flags=re.MULTILINE)
    direct = {
        canonicalize_name(match["name"])
        for block in blocks
        if re.search(r"# +(?:via )?fardplan\b", block) and (match := ENTRY.match(block))
    }
    assert direct == {canonicalize_name(one.name) for one in wanted(project, "requirements.txt")}


def test_versions_agree_between_the_files(root: Path) -> None:
    everything = pinned(root / "requirements-dev.txt")
    apart = {
        name: (versions, everything[name])
        for name, versions in pinned(root / "requirements.txt").items()
        if versions != everything.get(name)
    }
    assert apart == {}


def test_what_builds_the_wheel_is_what_is_pinned(project: dict[str, Any]) -> None:
    assert sorted(project["build-system"]["requires"]) == sorted(project["dependency-groups"]["build"])


def test_every_runtime_dependency_has_its_reason_written_down(root: Path, project: dict[str, Any]) -> None:
    record = (root / "docs/adr/0005-dependencies.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([\w-]+)` \|", record, flags=re.MULTILINE))
    optional = [
        Requirement(one).name
        for extra in project["project"]["optional-dependencies"].values()
        for one in extra
    ]
    runtime = [Requirement(one).name for one in project["project"]["dependencies"]]
    assert explained == {canonicalize_name(name) for name in (*runtime, *optional)}
