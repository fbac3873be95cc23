#!/usr/bin/env bash
# Make a virtual environment with Python 3.11 (or 3.12), or say in plain words what is missing.
set -euo pipefail

folder=$1

fits() {
    "$1" -c 'import sys; raise SystemExit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null
}

python=
for candidate in python3.11 python3.12 python3 python; do
    if command -v "$candidate" >/dev/null && fits "$candidate"; then
        python=$candidate
        break
    fi
done

if [ -z "$python" ]; then
    echo "Färdplan needs Python 3.11 or 3.12, and neither was found." >&2
    echo "On Debian 12 or Ubuntu: apt-get install python3 python3-venv" >&2
    exit 1
fi

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "$("$python" --version) is here, but without its venv module." >&2
    echo "On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi

# A folder left half-made by an interrupted run is made anew.
"$python" -m venv --clear "$folder"
