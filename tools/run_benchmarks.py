"""Run every benchmark in benchmarks/, each as a program of its own; exit code 1 when any failed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    failed = []
    for script in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        print(f"── {script.stem} {'─' * (76 - len(script.stem))}", flush=True)
        if subprocess.run([sys.executable, script], cwd=ROOT, check=False).returncode:
            failed.append(script.stem)
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
