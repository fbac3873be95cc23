"""A load: new editions of some series, all written before one rename makes them current together."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from fardplan.evidence.frame import CELL, FIGURE, ORDER, SCHEMA, content_hash, frame_of, parquet_bytes
from fardplan.evidence.kinds import is_simulated, refuse_mixtures, with_kinds
from fardplan.evidence.manifest import NAME, Manifest, Vintage, read_manifest
from fardplan.evidence.report import Outcome, SaveReport, SeriesReport, compared
from fardplan.evidence.vintage_file import read_rows, write_rows
from fardplan.files.disk import UNCHANGED, Disk, clear_away, put, told_plainly
from fardplan.vocabulary.check import Checked
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Observation, PublishedBasis

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Series = Mapping[tuple[str, str], Sequence[Observation]]
"""Observations by indicator and source."""


@dataclass(frozen=True, slots=True)
class About:
    """What is noted of an edition that arrived from a source that was asked, see `Vintage`."""

    checks: tuple[Checked, ...] = ()
    answers: tuple[str, ...] = ()
    described: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """When and from where a load came, and whether it extends the editions before or replaces them.

    `about`: what is noted of a series besides, by indicator and source.
    """

    loaded: date
    came_from: str
    checksum: str | None = None
    extends: bool = False
    about: Mapping[tuple[str, str], About] = field(default_factory=dict)


def by_series(observations: Iterable[Observation]) -> Series:
    series: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for item in observations:
        series[item.indicator, item.provenance.source].append(item)
    if not series:
        raise InputError("there are no figures to load", outcome="Nothing was loaded.")
    for indicator, _ in series:
        if not _KEY.fullmatch(indicator):
            raise InputError(
                f"'{indicator}' cannot be the key of an indicator",
                instead="Write it in lower case: a to z, digits and single hyphens.",
                outcome="Nothing was loaded.",
            )
    return series


def save_series(folder: Path, disk: Disk, series: Series, arrival: Arrival) -> SaveReport:
    """Write new editions of `series` where they say anything new. Only for who holds the lock.

    Raises `RuleError` where an indicator would have simulated figures and real ones, before anything is
    written.
    """
    manifest, found = _compared(folder, series, arrival)
    pending: list[tuple[Vintage, bytes, pl.DataFrame]] = []
    for report, rows in found:
        if report.outcome is not Outcome.UNCHANGED:
            content = parquet_bytes(rows)
            pending.append((_vintage(rows, content, manifest, arrival), content, rows))
    if pending:
        _commit(folder, disk, manifest, pending)
    return _report(found, series)


def preview_series(folder: Path, series: Series, arrival: Arrival) -> SaveReport:
    """What `save_series` would do, without doing it."""
    return _report(_compared(folder, series, arrival)[1], series)


Compared = list[tuple[SeriesReport, pl.DataFrame]]


def _compared(folder: Path, series: Series, arrival: Arrival) -> tuple[Manifest, Compared]:
    """Each series as it would become, held against its current edition."""
    manifest = with_kinds(folder, read_manifest(folder), {indicator for indicator, _ in series})
    refuse_mixtures(manifest, series)
    found: Compared = []
    for (indicator, source), observations in sorted(series.items()):
        current = manifest.current(indicator, source)
        before = read_rows(folder, current) if current else None
        rows = _edition(observations, before, extends=arrival.extends)
        content = content_hash(rows)
        same = current is not None and current.holds(content)
        report = compared(indicator, source, rows, before, same=same)
        found.append((replace(report, edition=content), rows))
    return manifest, found


def _report(found: Compared, series: Series) -> SaveReport:
    return SaveReport(tuple(report for report, _ in found), sum(map(len, series.values())))


def _commit(
    folder: Path, disk: Disk, manifest: Manifest, pending: Sequence[tuple[Vintage, bytes, pl.DataFrame]]
) -> None:
    added = [vintage for vintage, _, _ in pending]
    with told_plainly(folder, lambda: _take_back(folder, disk, added)):
        for vintage, content, rows in pending:
            write_rows(folder, disk, vintage, content, rows)
        put(disk, folder / NAME, Manifest(vintages=(*manifest.vintages, *added)).to_bytes())


def _take_back(folder: Path, disk: Disk, added: Sequence[Vintage]) -> str:
    """Remove the files of a load that failed, unless it had already become current; says which."""
    if added[-1] in read_manifest(folder).vintages:
        return "The figures are loaded, but a power cut now could undo it. Load again to be sure."
    paths = [folder / vintage.path for vintage in added]
    clear_away(disk, [*paths, *(path.with_suffix(".json") for path in paths)])
    return UNCHANGED


def _edition(given: Sequence[Observation], before: pl.DataFrame | None, *, extends: bool) -> pl.DataFrame:
    rows = frame_of(given)
    if before is None:
        return rows
    rows = _with_first_days(rows, before)
    if extends:
        rows = pl.concat([rows, before.join(rows, on=CELL, how="anti")]).sort(ORDER)
    return rows


def _with_first_days(rows: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Keep the first day of loading where it stands in for an unknown day of publication.

    Loading a figure again does not make it newly known.
    """
    days = ["published", "loaded"]
    undated = pl.col("published_basis") == PublishedBasis.LOADED
    earlier = before.filter(undated).select(*CELL, *FIGURE, *days, known_before=pl.lit(value=True))
    joined = rows.join(
        earlier, on=[*CELL, *FIGURE], how="left", suffix="_before", nulls_equal=True, maintain_order="left"
    )
    kept = [
        pl.when(undated & pl.col("known_before")).then(f"{name}_before").otherwise(name).alias(name)
        for name in days
    ]
    return joined.with_columns(kept).select(SCHEMA.names())


def _vintage(rows: pl.DataFrame, content: bytes, manifest: Manifest, arrival: Arrival) -> Vintage:
    first: dict[str, Any] = rows.row(0, named=True)
    about = arrival.about.get((first["indicator"], first["source"]), About())
    published: list[date] = rows["published"].to_list()
    vintage = Vintage(
        indicator=first["indicator"],
        source=first["source"],
        id=content_hash(rows),
        loaded=arrival.loaded,
        published_first=min(published),
        published_last=max(published),
        rows=rows.height,
        checksum=hashlib.sha256(content).hexdigest(),
        came_from=arrival.came_from,
        came_from_checksum=arrival.checksum,
        simulated=is_simulated(rows),
        checks=about.checks,
        answers=about.answers,
        described=about.described,
    )
    return _with_free_name(vintage, {other.path for other in manifest.vintages})


def _with_free_name(vintage: Vintage, taken: set[Path]) -> Vintage:
    """A series that returned to what it said before has that content again, in a file of its own."""
    name, number = vintage, 1
    while name.path in taken:
        number += 1
        name = vintage.model_copy(update={"id": f"{vintage.id}-{number}"})
    return name
