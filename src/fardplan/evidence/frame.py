"""Observations as a table: plain columns that any engine reads, and back again."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

import polars as pl

from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.period import Period

SCHEMA = pl.Schema(
    {
        "indicator": pl.String(),
        "area": pl.String(),
        "period": pl.String(),
        "period_kind": pl.String(),
        "period_start": pl.Date(),
        "period_end": pl.Date(),
        "group": pl.String(),
        "value": pl.Float64(),
        "lower": pl.Float64(),
        "upper": pl.Float64(),
        "base": pl.Int64(),
        "status": pl.String(),
        "origin": pl.String(),
        "source": pl.String(),
        "address": pl.String(),
        "via": pl.String(),
        "licence": pl.String(),
        "clearance": pl.String(),
        "release": pl.String(),
        "published": pl.Date(),
        "published_basis": pl.String(),
        "loaded": pl.Date(),
        "note": pl.String(),
    }
)
"""The columns of a vintage. `group` is the written form of Group, empty for everybody.

Vintages written before figures could be protected have no `release`, and are read as having none.
"""

CELL = ["area", "group", "period"]
FIGURE = ["value", "lower", "upper", "base", "status"]
ORDER = ["area", "group", "period_end", "period_start"]


def frame_of(observations: Sequence[Observation]) -> pl.DataFrame:
    """One row an observation, ordered by area, group and period. Raises when a cell is filled twice."""
    _refuse_doubles(observations)
    frame = pl.DataFrame([_row(item) for item in observations], schema=SCHEMA, orient="row")
    return frame.sort(ORDER)


def observations_of(frame: pl.DataFrame) -> tuple[Observation, ...]:
    """The observations of a table with the columns of `SCHEMA`, in its order."""
    return tuple(_observation(row) for row in frame.select(SCHEMA.names()).iter_rows())


def content_hash(frame: pl.DataFrame) -> str:
    """The name of what the figures and their provenance say, whenever they were loaded.

    Where the day of publication is unknown the day of loading stands in for it, and says nothing either.
    """
    stated = pl.when(pl.col("published_basis") != PublishedBasis.LOADED).then(
        pl.col("published").cast(pl.String)
    )
    said = frame.sort(ORDER).with_columns(published=stated).drop("loaded", "period_start", "period_end")
    digest = hashlib.sha256()
    for row, release in zip(said.drop("release").iter_rows(), said["release"], strict=True):
        digest.update(repr(row if release is None else (*row, release)).encode())
    return digest.hexdigest()[:32]


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def read_parquet(content: bytes, areas: Iterable[str] | None = None) -> pl.DataFrame:
    if areas is None:
        rows = pl.read_parquet(BytesIO(content))
    else:
        rows = pl.scan_parquet(BytesIO(content)).filter(pl.col("area").is_in(sorted(areas))).collect()
    if "release" not in rows.columns:
        rows = rows.with_columns(release=pl.lit(None, pl.String))
    return rows.select(SCHEMA.names())


def _refuse_doubles(observations: Sequence[Observation]) -> None:
    filled = Counter((item.area, item.group, item.period) for item in observations)
    if len(filled) == len(observations):
        return
    double = [item for item in observations if filled[item.area, item.group, item.period] > 1]
    raise InputError(
        f"{len(double)} figures share a cell with another from the same source, the first: {double[0].what}",
        instead="One source gives one figure for an area, group and period.",
        outcome="Nothing was loaded.",
    )


def _row(item: Observation) -> tuple[Any, ...]:
    where = item.provenance
    return (
        item.indicator,
        item.area,
        *_period_columns(item.period),
        _group_column(item.group),
        item.value,
        item.lower,
        item.upper,
        item.base,
        item.status.value,
        where.origin.value,
        where.source,
        where.address,
        where.via,
        where.licence,
        where.clearance.value,
        where.release,
        where.published,
        where.published_basis.value,
        where.loaded,
        item.note,
    )


@lru_cache(maxsize=4096)
def _period_columns(period: Period) -> tuple[str, str, date, date]:
    return (str(period), period.kind.value, period.start, period.end)


@lru_cache(maxsize=4096)
def _group_column(group: Group) -> str:
    written = str(group)
    if _group(written) != group:
        raise InputError(
            f"the group {group.categories} cannot be written down and read again",
            instead="Write dimensions in lower case without spaces, and categories without ';' and '='.",
        )
    return written


_period = lru_cache(maxsize=4096)(Period.parse)
_group = lru_cache(maxsize=4096)(Group.parse)


def _observation(row: tuple[Any, ...]) -> Observation:
    indicator, area, period, _, _, _, group, value, lower, upper, base, status, *provenance, note = row
    return Observation(
        indicator=indicator,
        area=area,
        period=_period(period),
        value=value,
        provenance=_provenance(tuple(provenance)),
        group=_group(group),
        status=Status(status),
        lower=lower,
        upper=upper,
        base=base,
        note=note,
    )


@lru_cache(maxsize=4096)
def _provenance(cells: tuple[Any, ...]) -> Provenance:
    origin, source, address, via, licence, clearance, release, published, published_basis, loaded = cells
    return Provenance(
        source=source,
        origin=Origin(origin),
        loaded=loaded,
        published=published,
        published_basis=PublishedBasis(published_basis),
        address=address,
        via=via,
        licence=licence,
        clearance=Clearance(clearance),
        release=release,
    )
