"""The build of the front-end assets: once, offline afterwards, and plain when it cannot be done."""

import json
import subprocess
import sys
from pathlib import Path

from fardplan.presentation.stylesheet import FONTS, VENDOR

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "assets" / "build.py"


def build(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line against the script in a process of its own that finds no program at all."""
    lines = (
        "import sys, importlib.util, pathlib",
        f"spec = importlib.util.spec_from_file_location('build', {str(SCRIPT)!r})",
        "assets = importlib.util.module_from_spec(spec)",
        "spec.loader.exec_module(assets)",
        f"folder = pathlib.Path({str(folder)!r})",
        code,
    )
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, env={"PATH": ""}, capture_output=True, text=True, check=False)


def test_what_is_built_already_needs_no_npm() -> None:
    done = build("print(assets.build())", VENDOR)
    assert (done.returncode, done.stdout, done.stderr) == (0, "False\n", "")


def test_without_npm_it_says_how_to_get_it_and_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "vendor"
    folder.mkdir()
    (folder / "old.css").write_text("a{}")
    done = build("try:\n assets.build(folder)\nexcept assets.AssetError as error:\n print(error)", folder)
    assert done.stdout == (
        "The front-end assets must be built once, and there is no npm to fetch them with.\n"
        "Install Färdplan with build isolation (the default of pip and uv), which brings its own, "
        "or install Node 20 or later.\n"
        "Nothing was changed.\n"
    )
    assert [path.name for path in tmp_path.rglob("*")] == ["vendor", "old.css"]


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "vendor"
    folder.mkdir()
    for path in VENDOR.rglob("*"):
        target = folder / path.relative_to(VENDOR)
        if path.is_dir():
            target.mkdir()
        else:
            target.write_bytes(path.read_bytes())
    check = "print(assets._is_built(folder, assets._recipe()))"
    assert build(check, folder).stdout == "True\n"
    (folder / "theme.css").write_text("a{}")
    assert build(check, folder).stdout == "False\n"


def test_every_font_carries_its_licence() -> None:
    assert all((VENDOR / name).is_file() for name in FONTS)
    assert "SIL OPEN FONT LICENSE" in (VENDOR / "LICENSE.inter.txt").read_text("utf-8")
    assert "Permission is hereby granted, free of charge" in (
        VENDOR / "LICENSE.designsystemet.txt"
    ).read_text("utf-8")


def test_the_lock_pins_every_package_by_checksum_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "assets" / "package-lock.json").read_text("utf-8"))["packages"]
    assert {name for name, item in packages.items() if name and "integrity" not in item} == set()
    assert {name for name, item in packages.items() if "resolved" in item} == set()
