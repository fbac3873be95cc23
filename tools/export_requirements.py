"""Write requirements*.txt from the lock file: hashes and markers, no addresses.

The lock file names the registry it was made with, so it stays out of the repository; these files do not.
"""

import subprocess
import sys
from pathlib import Path

UV = Path(sys.executable).with_name("uv")
FORM = ["--locked", "--no-emit-project", "--no-header", "--format", "requirements-txt"]
FILES = {
    "requirements.txt": ["--no-dev"],
    "requirements-dev.txt": ["--extra", "postgresql"],
    "requirements-spark.txt": ["--no-dev", "--extra", "spark"],
    "requirements-setup.txt": ["--only-group", "setup"],
    "requirements-build.txt": ["--only-group", "build"],
    "requirements-bench.txt": ["--only-group", "bench"],
}


def main() -> None:
    for name, choice in FILES.items():
        subprocess.run([UV, "export", "--quiet", *FORM, *choice, "--output-file", name], check=True)
        print(f"{name} written")


if __name__ == "__main__":
    main()
