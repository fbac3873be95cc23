"""Bundles: a publication as an immutable folder named by the hash of its data."""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints, ValidationError

from fardplan.publishing.publication import FORMAT, Publication
from fardplan.publishing.rows import csv_bytes, json_bytes, observations_of, parquet_bytes
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import FardplanError, StorageError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation

MANIFEST = "manifest.json"
TEXTS = "publication.json"
FIGURES = "observations.json"

UNTOUCHED = "Nothing was changed; earlier editions stay as they were."

_UNFINISHED = ".new-"
_PROTECTED = b'"clearance":"protected"'


class BundleFile(Frozen):
    """A file of a bundle: its name inside the folder, the SHA-256 of its bytes and their number."""

    name: Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)?[a-z0-9-]+\.[a-z]+$")]
    sha256: str
    size: int


class Manifest(Frozen):
    """What a bundle holds. `hash` is of the data alone and names the folder."""

    format: int
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    files: tuple[BundleFile, ...]


class Bundle(Frozen):
    """A bundle on disk."""

    path: Path
    manifest: Manifest

    @property
    def hash(self) -> str:
        return self.manifest.hash

    @property
    def files(self) -> tuple[BundleFile, ...]:
        return self.manifest.files


def bundle_hash(publication: Publication) -> str:
    """The name its bundle gets, without writing anything."""
    return _data_hash(_texts(publication), json_bytes(publication.cleared))


def write_bundle(publication: Publication, folder: Path) -> Bundle:
    """Write `publication` as `folder/<hash>/`, whole or not at all; one that is there is checked and reused.

    The same data gives the same hash and, with one release of the program, the same bytes. Raises
    `NotCleared` when a figure that is not cleared came in by a copy, and `StorageError` when the folder
    cannot be written or what is there is damaged.
    """
    content = _content(publication.checked())
    manifest = _manifest(content)
    path = folder / manifest.hash
    if path.exists():
        return _reused(path)
    with _told_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _write_and_rename({**content, MANIFEST: _json(manifest.model_dump(mode="json"))}, path)
    return Bundle(path=path, manifest=manifest)


def open_bundle(path: Path) -> Bundle:
    """Read the manifest and check every file against it. Raises `StorageError` when one was changed."""
    manifest = _read_manifest(path)
    _verify(path, manifest)
    return Bundle(path=path, manifest=manifest)


def read_bundle(path: Path) -> Publication:
    """The publication that was written, exactly. Raises `StorageError` for a changed or newer bundle."""
    open_bundle(path)
    texts, figures = ((path / name).read_bytes() for name in (TEXTS, FIGURES))
    try:
        data = json.loads(texts)
        del data["format"]
        return Publication.model_validate({**data, "cleared": Cleared(observations_of(figures))})
    except (KeyError, TypeError, ValueError, ValidationError, FardplanError) as error:
        raise StorageError(
            f"the bundle cannot be understood: {error}",
            where=str(path),
            instead="Publish again, or go back to an earlier edition.",
            outcome=UNTOUCHED,
        ) from error


def protected_figures(path: Path) -> tuple[Observation, ...]:
    """The figures of a bundle that were counted here and protected, suppressed ones among them.

    They are picked out line by line, since the other figures of an old edition concern nobody. Raises
    `StorageError` when the file was changed.
    """
    listed = next((file for file in _read_manifest(path).files if file.name == FIGURES), None)
    try:
        figures = (path / FIGURES).read_bytes()
    except OSError as error:
        raise _damaged(path, f"{FIGURES} cannot be read: {error.strerror}") from error
    if listed is None or hashlib.sha256(figures).hexdigest() != listed.sha256:
        raise _damaged(path, f"{FIGURES} is not what was written")
    rows = (line.rstrip(b",") for line in figures.splitlines() if _PROTECTED in line)
    return observations_of(b"[" + b",".join(rows) + b"]")


def list_bundles(folder: Path) -> tuple[Bundle, ...]:
    """The finished bundles in `folder` by hash, their files not checked; none when it does not exist."""
    if not folder.is_dir():
        return ()
    paths = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    found = (path for path in paths if (path / MANIFEST).is_file())
    return tuple(Bundle(path=path, manifest=_manifest_in(path)) for path in found)


def _content(publication: Publication) -> dict[str, bytes]:
    content = {
        TEXTS: _texts(publication),
        FIGURES: json_bytes(publication.cleared),
        "observations.csv": csv_bytes(publication.cleared),
        "observations.parquet": parquet_bytes(publication.cleared),
    }
    for indicator in publication.indicators:
        content[f"indicators/{indicator.key}.csv"] = csv_bytes(publication.observations(indicator.key))
    return content


def _texts(publication: Publication) -> bytes:
    """All but the figures, in one form: sorted names, no blanks."""
    return _json({"format": FORMAT, **publication.model_dump(mode="json", exclude={"cleared"})})


def _json(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def _data_hash(texts: bytes, figures: bytes) -> str:
    """Of the data in a form of its own: libraries that write Parquet another way leave it as it is."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (texts, figures))).hexdigest()


def _manifest(content: dict[str, bytes]) -> Manifest:
    files = tuple(
        BundleFile(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        for name, data in sorted(content.items())
    )
    return Manifest(format=FORMAT, hash=_data_hash(content[TEXTS], content[FIGURES]), files=files)


def _reused(path: Path) -> Bundle:
    bundle = open_bundle(path)
    if bundle.hash != path.name:
        raise _damaged(path, f"it holds the bundle {bundle.hash}")
    return bundle


def _read_manifest(path: Path) -> Manifest:
    manifest = _manifest_in(path)
    if manifest.format > FORMAT:
        raise StorageError(
            f"the bundle has format {manifest.format}, and this program reads up to {FORMAT}",
            where=str(path),
            instead="Use a newer version of the program.",
            outcome=UNTOUCHED,
        )
    return manifest


def _manifest_in(path: Path) -> Manifest:
    try:
        return Manifest.model_validate_json((path / MANIFEST).read_bytes())
    except OSError as error:
        raise StorageError(
            f"there is no bundle here that can be read: {error.strerror}",
            where=str(path),
            instead=f"A bundle is a folder with a {MANIFEST}.",
        ) from error
    except ValidationError as error:
        raise _damaged(path, f"{MANIFEST} cannot be understood") from error


def _verify(path: Path, manifest: Manifest) -> None:
    for file in manifest.files:
        try:
            data = (path / file.name).read_bytes()
        except OSError as error:
            raise _damaged(path, f"{file.name} cannot be read: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise _damaged(path, f"{file.name} is not what was written")
    named = {MANIFEST, *(file.name for file in manifest.files)}
    found = {item.relative_to(path).as_posix() for item in path.rglob("*") if not item.is_dir()}
    if found - named:
        raise _damaged(path, f"{min(found - named)} does not belong to it")
    if _data_hash((path / TEXTS).read_bytes(), (path / FIGURES).read_bytes()) != manifest.hash:
        raise _damaged(path, "its name is not that of its data")


def _damaged(path: Path, what: str) -> StorageError:
    return StorageError(
        f"the bundle has been changed since it was written: {what}",
        where=str(path),
        instead="Remove the folder and publish again, or go back to an earlier edition.",
        outcome=UNTOUCHED,
    )


def _write_and_rename(content: dict[str, bytes], path: Path) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=path.parent))
    try:
        unfinished.chmod(0o755)  # a web server reads it under another name
        for name, data in content.items():
            _write_synced(unfinished / name, data)
        for folder in (*(item for item in unfinished.rglob("*") if item.is_dir()), unfinished):
            _sync(folder)
        _rename(unfinished, path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _sync(path.parent)


def _rename(unfinished: Path, path: Path) -> None:
    try:
        unfinished.rename(path)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        _reused(path)  # another writer came first, with the same data


def _write_synced(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_REASONS = {
    errno.ENOSPC: ("the disk is full", "Make room and publish again."),
    errno.EDQUOT: ("the disk quota is used up", "Make room and publish again."),
    errno.EROFS: ("the folder is read-only", "Choose a folder that can be written to."),
    errno.EACCES: ("there is no permission to write here", "Choose a folder that can be written to."),
    errno.EPERM: ("there is no permission to write here", "Choose a folder that can be written to."),
    errno.ENOTDIR: (
        "a file stands where a folder is needed",
        "Move the file away, or choose another folder.",
    ),
    errno.EEXIST: ("a file stands where a folder is needed", "Move the file away, or choose another folder."),
}


@contextmanager
def _told_plainly(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        unknown = (f"the bundle could not be written: {error.strerror}", None)
        what, instead = _REASONS.get(error.errno or 0, unknown)
        raise StorageError(
            what, where=str(error.filename or folder), instead=instead, outcome=UNTOUCHED
        ) from error
