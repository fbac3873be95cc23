"""A package's own checksum in a file beside it: nothing in a package can vouch for its list, METS.xml."""

import hashlib
import os
import re
from enum import StrEnum
from pathlib import Path

from fardplan.usecases.files import read_bytes, write_bytes
from fardplan.usecases.files_together import write_together
from fardplan.usecases.reporting.archive import Archived

LINE = re.compile(rb"\A\\?([0-9a-fA-F]{64}) [ *][^\n]+\n?\Z")
MOST_BYTES = 10_000


class Beside(StrEnum):
    """What the file beside a package says of it; `NOTHING`: there is none."""

    SAME = "same"
    OTHER = "other"
    UNREADABLE = "unreadable"
    NOTHING = "nothing"


def sum_file(package: Path) -> Path:
    """Where a package's checksum stands."""
    return package.with_name(f"{package.name}.sha256")


def write_package(made: Archived, path: Path) -> Path | None:
    """Write a package and its checksum beside it, both or neither; gives where the checksum stands.

    None where it went to a pipe or a device, beside which nothing can lie. Raises `StorageError`.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        write_bytes(path, made.content)
        return None
    beside = sum_file(path)
    write_together({place: made.content, beside: _line(made.sha256, path.name)}, replace=True)
    return beside


def against_beside(package: Path, content: bytes) -> Beside:
    """Whether a package is the one that the checksum beside it is of. Raises `StorageError`."""
    path = sum_file(package)
    if not path.exists():
        return Beside.NOTHING
    found = LINE.match(read_bytes(path, most=MOST_BYTES))
    if found is None:
        return Beside.UNREADABLE
    same = found[1].decode().lower() == hashlib.sha256(content).hexdigest()
    return Beside.SAME if same else Beside.OTHER


def _line(digest: str, name: str) -> bytes:
    """In the form that `sha256sum --check` reads, which marks a name that has a backslash or a new line."""
    held = name.replace("\\", "\\\\").replace("\n", "\\n")
    mark = "\\" if held != name else ""
    return os.fsencode(f"{mark}{digest}  {held}\n")
