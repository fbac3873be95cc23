"""Zip files that are the same bytes each time: files in the order given, none with a time of its own."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every file: the first that a zip file can tell."""

BROKEN_ZIP = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(EOFError, NotImplementedError, OSError, ValueError),
)
"""What reading a zip file raises that is damaged, or packed in a way that cannot be unpacked here. One with a
password raises a plain RuntimeError."""


def zip_of(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """Names and contents as a zip file, in their order."""
    pairs = files.items() if isinstance(files, Mapping) else files
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            info = zipfile.ZipInfo(name, STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def stilled(content: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same zip file without times; `replaced` stands instead of the files of the same names."""
    new = replaced or {}
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return zip_of((name, new.get(name) or old.read(name)) for name in old.namelist())


def is_whole(content: bytes) -> bool:
    """Whether every file in a zip file can be unpacked to what its sum says; True for what is no zip file."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    except (*BROKEN_ZIP, RuntimeError):
        return False
