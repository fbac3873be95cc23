"""The file of a vintage: written with what is said of it beside it, and checked whenever it is read."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

import polars as pl

from fardplan.evidence.frame import read_parquet
from fardplan.evidence.manifest import Manifest, Vintage
from fardplan.files.disk import UNFINISHED, Disk, make_folders, put
from fardplan.vocabulary.errors import StorageError

_SAID = ["source", "origin", "address", "via", "licence", "clearance", "release", "published_basis"]


def write_rows(folder: Path, disk: Disk, vintage: Vintage, content: bytes, rows: pl.DataFrame) -> None:
    path = folder / vintage.path
    make_folders(disk, path.parent)
    put(disk, path, content)
    put(disk, path.with_suffix(".json"), _sidecar(vintage, rows))


def read_rows(folder: Path, vintage: Vintage, areas: Collection[str] | None = None) -> pl.DataFrame:
    """The rows of a vintage. Raises `StorageError` when its file is not what was written."""
    path = folder / vintage.path
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"the figures of '{vintage.indicator}' cannot be read: {error.strerror}",
            where=str(path),
            instead="Put the file back from a backup.",
            outcome="The other vintages are as they were.",
        ) from error
    if hashlib.sha256(content).hexdigest() != vintage.checksum:
        raise StorageError(
            f"the figures of '{vintage.indicator}' are not those that were written: the file is damaged",
            where=str(path),
            instead="Put the file back from a backup.",
            outcome="Nothing was read from it. The other vintages are as they were.",
        )
    return read_parquet(content, areas)


def problems_of(folder: Path, manifest: Manifest) -> list[str]:
    """Every problem of an evidence folder in a sentence: files damaged, absent, or not in the list."""
    problems = [problem for vintage in manifest.vintages for problem in _problems(folder, vintage)]
    listed = {folder / vintage.path for vintage in manifest.vintages}
    problems += [
        f"{path}: is not in the list of vintages; a load that was cut off may have left it"
        for path in sorted(folder.rglob("*.parquet"))
        if path not in listed
    ]
    unfinished = sorted(folder.rglob(f"*{UNFINISHED}"))
    return problems + [f"{path}: is unfinished; the next load clears it away" for path in unfinished]


def _problems(folder: Path, vintage: Vintage) -> list[str]:
    try:
        read_rows(folder, vintage)
    except StorageError as error:
        return [f"{error.where}: {error.what}"]
    sidecar = (folder / vintage.path).with_suffix(".json")
    return [] if sidecar.is_file() else [f"{sidecar}: is absent; the figures themselves are whole"]


def _sidecar(vintage: Vintage, rows: pl.DataFrame) -> bytes:
    said = rows.group_by(_SAID).agg(rows=pl.len()).sort(_SAID, nulls_last=True)
    return json.dumps(
        vintage.model_dump(mode="json", exclude={"current"}) | {"provenance": said.to_dicts()},
        ensure_ascii=False,
        indent=1,
    ).encode()
