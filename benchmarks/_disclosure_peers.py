"""Which peers are on this machine. What they did elsewhere stands in docs/methods/disclosure.md, as such."""

import shutil
import subprocess
from importlib.util import find_spec


def show_peers() -> None:
    print(f"\nGaussSuppression (R): {_gauss()}")
    print(f"pytauargus: {_tau()}")


def _gauss() -> str:
    program = shutil.which("Rscript")
    if program is None:
        return "not run, R is not on this machine"
    asked = subprocess.run(
        [program, "-e", "library(GaussSuppression)"], capture_output=True, check=False, timeout=60
    )
    return "not run, the package is not installed in R" if asked.returncode else "there, not compared here"


def _tau() -> str:
    if shutil.which("TauArgus") is None:
        return "not run, it needs the program τ-ARGUS, which is not on this machine"
    return (
        "not run, the package is not installed"
        if find_spec("pytauargus") is None
        else "there, not compared here"
    )
