"""Whether a package for the e-archive is whole: every file that it lists is there as it was, and no other."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree import ElementTree as xml

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.zips import BROKEN_ZIP
from fardplan.reports.mets import METS, XLINK

LIST = "METS.xml"
MOST_BYTES = 2 * 1024**3
"""What a package may unpack to: one that is small and holds more was made to fill the memory."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a package is called, how many files it lists, and what is wrong with it."""

    name: str
    files: int
    faults: tuple[Sentence, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class _Listed:
    path: str
    size: str
    checksum: str
    kind: str


def checked(content: bytes) -> Checked:
    """Look through a package, whoever made it, in the form of E-ARK CSIP with SHA-256 checksums."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_through(archive)
    except (*BROKEN_ZIP, RuntimeError):
        return Checked("", 0, (Sentence("it is no zip file, or it is damaged"),))


def _looked_through(archive: zipfile.ZipFile) -> Checked:
    members = [item for item in archive.infolist() if not item.is_dir()]
    names = [item.filename for item in members]
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or any(_leaves(name) for name in names):
        return Checked("", 0, (Sentence("it does not hold one folder with everything in it"),))
    (top,) = tops
    if len(set(names)) != len(names):
        return Checked(top, 0, (Sentence("a file is in it twice"),))
    if sum(item.file_size for item in members) > MOST_BYTES:
        return Checked(top, 0, (Sentence("it unpacks to more than {most} MB", most=MOST_BYTES // 1024**2),))
    if f"{top}/{LIST}" not in names:
        return Checked(top, 0, (Sentence("METS.xml, which lists what is in it, is not there"),))
    return _against_list(archive, top, {name.removeprefix(f"{top}/") for name in names})


def _leaves(name: str) -> bool:
    """Whether a name leads out of the package, or lies beside its folder."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "/" not in name or "\\" in name


def _against_list(archive: zipfile.ZipFile, top: str, there: set[str]) -> Checked:
    said = _read(archive, f"{top}/{LIST}")
    if said is None or b"<!DOCTYPE" in said:
        return Checked(top, 0, (Sentence("METS.xml is damaged"),))
    try:
        root = xml.fromstring(said)  # noqa: S314 - it declares no entities, see above
    except xml.ParseError:
        return Checked(top, 0, (Sentence("METS.xml is damaged"),))
    listed = tuple(_listed(root))
    faults = [] if root.get("OBJID") == top else [Sentence("METS.xml is that of another package")]
    for one in listed:
        faults += _faults(archive, top, one, there)
    strangers = sorted(there - {one.path for one in listed} - {LIST})
    faults += [Sentence("{path} is not in METS.xml", path=path) for path in strangers]
    return Checked(top, len(listed), tuple(faults))


def _listed(root: xml.Element) -> Iterator[_Listed]:
    href = f"{{{XLINK}}}href"
    for element in root.iter(f"{{{METS}}}mdRef"):
        yield _of(element, element.get(href, ""))
    for element in root.iter(f"{{{METS}}}file"):
        place = element.find(f"{{{METS}}}FLocat")
        yield _of(element, place.get(href, "") if place is not None else "")


def _of(element: xml.Element, href: str) -> _Listed:
    return _Listed(
        unquote(href),
        element.get("SIZE", ""),
        element.get("CHECKSUM", "").lower(),
        element.get("CHECKSUMTYPE", ""),
    )


def _faults(archive: zipfile.ZipFile, top: str, one: _Listed, there: set[str]) -> Iterator[Sentence]:
    if one.path not in there:
        yield Sentence("{path} is not there", path=one.path)
        return
    content = _read(archive, f"{top}/{one.path}")
    if content is None:
        yield Sentence("{path} is damaged", path=one.path)
    elif one.kind != "SHA-256":
        yield Sentence("{path} has no SHA-256 to be checked by", path=one.path)
    elif hashlib.sha256(content).hexdigest() != one.checksum or str(len(content)) != one.size:
        yield Sentence("{path} has been changed since the package was made", path=one.path)


def _read(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A file's content, None where its own sum in the zip file does not hold."""
    try:
        return archive.read(name)
    except (*BROKEN_ZIP, RuntimeError):
        return None
