"""The evidence store: every series in immutable vintages, loaded whole or not at all."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from fardplan.evidence.frame import observations_of
from fardplan.evidence.known import Edition, known_on
from fardplan.evidence.load import About, Arrival, by_series, preview_series, save_series
from fardplan.evidence.manifest import Manifest, Vintage, read_manifest
from fardplan.evidence.merge import merged
from fardplan.evidence.report import SaveReport
from fardplan.evidence.vintage_file import problems_of, read_rows
from fardplan.files.disk import Disk, RealDisk, locked, make_folders, sweep, told_plainly
from fardplan.vocabulary.observation import Clearance, Observation


@dataclass(frozen=True, slots=True)
class Question:
    """What a read asks for; see `EvidenceStore.series`."""

    as_of: date | None = None
    areas: frozenset[str] | None = None
    prefer: tuple[str, ...] = ()
    public: bool = False


class EvidenceStore:
    """Series of observations in a folder, one Parquet file for each indicator, source and edition.

    `save` adds editions; nothing is ever changed or removed. Every read names the day it is of, or takes
    the newest. Reading needs no lock and never sees half a load. Raises `StorageError` when the disk
    will not, or when a file is not what it was when written.
    """

    def __init__(self, folder: Path, *, disk: Disk | None = None, patience: float = 10.0) -> None:
        """`patience`: seconds to wait for another load. `disk` stands in for the real one in tests."""
        self.folder = folder
        self._disk = disk or RealDisk()
        self._patience = patience

    def save(
        self,
        observations: Iterable[Observation],
        *,
        loaded: date,
        came_from: str,
        checksum: str | None = None,
        extends: bool = False,
        about: Mapping[tuple[str, str], About] | None = None,
    ) -> SaveReport:
        """Make the observations the newest edition of their series, all of them or none.

        Each indicator and source named by the observations gets an edition that replaces the one before;
        cells that are not among the observations are withdrawn from it, unless it `extends` the one
        before, which then lends them. The same content again makes no new edition. `came_from` names
        the file or address they were read from, `checksum` is that file's SHA-256; `about` what is noted of a
        series, by indicator and source. Raises `RuleError` where
        an indicator would have simulated figures and real ones (see `kinds`).
        """
        series = by_series(observations)
        arrival = Arrival(loaded, came_from, checksum, extends, about or {})
        with told_plainly(self.folder):
            make_folders(self._disk, self.folder)
            with locked(self.folder, self._patience):
                sweep(self._disk, self.folder)
                return save_series(self.folder, self._disk, series, arrival)

    def preview(self, observations: Iterable[Observation], *, loaded: date) -> SaveReport:
        """What `save` of the observations would do; nothing is written."""
        return preview_series(self.folder, by_series(observations), Arrival(loaded, ""))

    def indicators(self) -> tuple[str, ...]:
        """The indicators that have figures, in order of name."""
        return tuple(sorted({vintage.indicator for vintage in read_manifest(self.folder).vintages}))

    def vintages(self, indicator: str) -> tuple[Vintage, ...]:
        """Every edition of an indicator from any source, in the order of loading."""
        listed = read_manifest(self.folder).with_standing()
        return tuple(vintage for vintage in listed if vintage.indicator == indicator)

    def fingerprint(self, indicators: Collection[str]) -> str:
        """Names what a read of the indicators rests on: a new edition of any of them gives another name."""
        listed = read_manifest(self.folder).vintages
        wanted = (item for item in listed if item.indicator in indicators)
        told = (f"{item.indicator}\t{item.source}\t{item.id}" for item in wanted)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def current(self, indicator: str, source: str) -> tuple[Vintage, tuple[Observation, ...]] | None:
        """The newest edition of an indicator from one source, and its figures; None where there is none."""
        vintage = read_manifest(self.folder).current(indicator, source)
        return (vintage, observations_of(read_rows(self.folder, vintage))) if vintage else None

    def origins(self) -> dict[tuple[str, str], str]:
        """What the newest edition of each series came from, by indicator and source."""
        listed = read_manifest(self.folder).vintages
        return {(vintage.indicator, vintage.source): vintage.came_from for vintage in listed}

    def editions(self, indicator: str) -> tuple[tuple[Observation, ...], ...]:
        """The figures of every edition of an indicator from any source, in the order of loading."""
        listed = read_manifest(self.folder).vintages
        return tuple(
            observations_of(read_rows(self.folder, vintage))
            for vintage in listed
            if vintage.indicator == indicator
        )

    def series(
        self,
        indicator: str,
        *,
        as_of: date | None = None,
        areas: Collection[str] | None = None,
        prefer: Sequence[str] = (),
        public: bool = False,
    ) -> tuple[Observation, ...]:
        """The figures of an indicator, one a cell, ordered by area, group and period.

        `as_of`: only what was known on that day (see `known.known_on`). `areas`: only these. `prefer`:
        sources by name, the one that fills a cell first (see `merge.merged`). `public`: leave internal
        figures out before sources are put together, so that one never hides another that may leave the
        house.
        An indicator without figures gives none.
        """
        return observations_of(self.table(indicator, as_of=as_of, areas=areas, prefer=prefer, public=public))

    def everything(
        self,
        *,
        as_of: date | None = None,
        areas: Collection[str] | None = None,
        public: bool = False,
    ) -> dict[str, tuple[Observation, ...]]:
        """The figures of every indicator that has any, as `series` gives them, read in one go."""
        manifest = read_manifest(self.folder)
        names = sorted({vintage.indicator for vintage in manifest.vintages})
        question = Question(as_of, _only(areas), (), public)
        tables = ((name, self._table(manifest, name, question)) for name in names)
        return {name: observations_of(table) for name, table in tables if table.height}

    def table(
        self,
        indicator: str,
        *,
        as_of: date | None = None,
        areas: Collection[str] | None = None,
        prefer: Sequence[str] = (),
        public: bool = False,
    ) -> pl.DataFrame:
        """What `series` gives, as a table with the columns of `frame.SCHEMA`, for arithmetic on many."""
        question = Question(as_of, _only(areas), tuple(prefer), public)
        return self._table(read_manifest(self.folder), indicator, question)

    def verify(self) -> list[str]:
        """Every problem of the folder in a sentence: files damaged, absent, or not in the list."""
        return problems_of(self.folder, read_manifest(self.folder))

    def _table(self, manifest: Manifest, indicator: str, question: Question) -> pl.DataFrame:
        loaded_last = {vintage.source: number for number, vintage in enumerate(manifest.of(indicator))}
        by_source: dict[str, list[Vintage]] = {}
        for vintage in manifest.of(indicator):
            by_source.setdefault(vintage.source, []).append(vintage)
        ordered = sorted(by_source, key=lambda source: loaded_last[source])
        return merged([self._of_source(by_source[source], question) for source in ordered], question.prefer)

    def _of_source(self, vintages: Sequence[Vintage], question: Question) -> pl.DataFrame:
        wanted = vintages if question.as_of else vintages[-1:]
        editions = [
            Edition(
                vintage.loaded,
                vintage.published_last,
                partial(read_rows, self.folder, vintage, question.areas),
            )
            for vintage in wanted
        ]
        rows = known_on(editions, question.as_of)
        return rows.filter(pl.col("clearance") != Clearance.INTERNAL.value) if question.public else rows


def _only(areas: Collection[str] | None) -> frozenset[str] | None:
    return None if areas is None else frozenset(areas)
