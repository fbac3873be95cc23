"""The files that the site offers: figures with their provenance, and the roadmap, in open formats."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fardplan.portal.workbook import indicator_workbook
from fardplan.publishing.gap_rows import gap_changes_csv, gaps_csv, gaps_plain
from fardplan.publishing.publication import Publication, PublishedIndicator
from fardplan.publishing.recalculated import recalculated_csv
from fardplan.publishing.rows import csv_bytes, json_bytes, parquet_bytes, row_of
from fardplan.vocabulary.observation import Observation

FOLDER = "data"
INDICATORS = "indikatorer"

FORMATS: dict[str, Callable[[Iterable[Observation]], bytes]] = {
    "csv": csv_bytes,
    "json": json_bytes,
    "parquet": parquet_bytes,
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its place from the top of the site, its bytes and their SHA-256."""

    path: str
    format: str
    content: bytes

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def indicator_files(indicator: PublishedIndicator, found: tuple[Observation, ...]) -> tuple[Download, ...]:
    """An indicator's figures; JSON and Excel carry its definition too. None when there are no figures."""
    if not found:
        return ()
    name = f"{INDICATORS}/{indicator.key}"
    return (
        _download(name, "xlsx", indicator_workbook(indicator, found)),
        _download(name, "csv", csv_bytes(found)),
        _download(name, "json", _with_definition(indicator, found)),
        _download(name, "parquet", parquet_bytes(found)),
    )


def everything(publication: Publication) -> tuple[Download, ...]:
    """All figures in one file of each format, and the roadmap with definitions and areas as JSON."""
    figures = (_download("figures", name, write(publication.cleared)) for name, write in FORMATS.items())
    carried = publication.recalculated
    return (
        *figures,
        *gap_files(publication),
        *([_download("recalculated", "csv", recalculated_csv(carried))] if carried else []),
        _download("roadmap", "json", _roadmap(publication)),
    )


def gap_files(publication: Publication) -> tuple[Download, ...]:
    """The differences between districts and groups, and their changes: two tables, and both in one file."""
    return (
        _download("differences", "csv", gaps_csv(publication.gaps)),
        _download("difference-changes", "csv", gap_changes_csv(publication.gaps)),
        _download("differences", "json", _json(gaps_plain(publication.gaps))),
    )


def checksums(files: Iterable[Download]) -> bytes:
    """In the form that `sha256sum --check` reads, from the folder that the files lie in."""
    return "".join(f"{file.sha256}  {file.path.partition('/')[2]}\n" for file in files).encode()


def _download(name: str, suffix: str, content: bytes) -> Download:
    return Download(f"{FOLDER}/{name}.{suffix}", suffix, content)


def _with_definition(indicator: PublishedIndicator, found: tuple[Observation, ...]) -> bytes:
    rows = [{**row_of(item), "group": dict(item.group.categories)} for item in found]
    return _json({"indicator": indicator.model_dump(mode="json"), "figures": rows})


def _roadmap(publication: Publication) -> bytes:
    return _json(publication.model_dump(mode="json", exclude={"cleared", "boundaries", "places"}))


def _json(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, default=str, allow_nan=False)
    return f"{text}\n".encode()
