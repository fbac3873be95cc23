"""Build the release and try it as a city would: installed alone, without Node, from another directory.

The wheel is built from the source release, so that both are known to be whole.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
UV = Path(sys.executable).with_name("uv")
PAGES = ("index.html", "en/index.html")


class WheelError(Exception):
    """The release is not whole; the message says what is missing."""


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WheelError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def build() -> Path:
    for old in DIST.glob("fardplan-*"):
        old.unlink()
    run(UV, "build", "--quiet", "--build-constraints", "requirements-build.txt", "--out-dir", DIST, ROOT)
    (wheel,) = DIST.glob("fardplan-*.whl")
    (source,) = DIST.glob("fardplan-*.tar.gz")
    print(f"Built {source.name} ({_size(source)}) and {wheel.name} ({_size(wheel)}).")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the pinned requirements and the wheel alone; gives where its programs are."""
    run(UV, "venv", "--quiet", "--python", sys.executable, folder)
    python = folder / "bin" / "python"
    pinned = ROOT / "requirements.txt"
    run(UV, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", pinned)
    run(UV, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return folder / "bin"


def try_out(programs: Path, folder: Path) -> None:
    """The version and the main job, with no program on the path but the environment's own."""
    env = {"PATH": str(programs), "HOME": str(folder), "LANG": "C.UTF-8", "TMPDIR": str(folder)}
    fardplan = programs / "fardplan"
    print(run(fardplan, "--version", cwd=folder, env=env).strip())
    home = folder / "home"
    run(fardplan, "--home", home, "demo", "--no-serve", cwd=folder, env=env)
    site = home / "site"
    missing = [page for page in PAGES if not (site / page).is_file()]
    if missing:
        raise WheelError(f"the main job made no {', '.join(missing)} in {site}")
    if not list(site.resolve().rglob("*.woff2")):
        raise WheelError("the site has no font: the front end is not in the wheel")
    print(f"The main job made {sum(1 for _ in site.resolve().rglob('*.html'))} pages.")


def main() -> int:
    os.environ.pop("VIRTUAL_ENV", None)
    with tempfile.TemporaryDirectory(prefix="fardplan-wheel-") as scratch:
        folder = Path(scratch)
        try:
            try_out(install(build(), folder / "environment"), folder)
        except WheelError as problem:
            print(problem)
            return 1
    print("The wheel installs and runs alone.")
    return 0


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
