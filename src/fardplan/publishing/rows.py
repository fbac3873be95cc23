"""Observations as rows with full provenance: the same columns in CSV, JSON and Parquet."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import polars as pl

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
"""The columns of every download. `group` is empty for everybody.

`release` is the id of the privacy report that a figure counted here has passed; bundles written before there
were such figures lack it.
"""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row_of(item: Observation) -> dict[str, Any]:
    """An observation as plain values by column."""
    provenance = item.provenance
    return {
        "indicator": item.indicator,
        "area": item.area,
        "period": str(item.period),
        "period_kind": item.period.kind.value,
        "period_start": item.period.start,
        "period_end": item.period.end,
        "group": str(item.group),
        "value": item.value,
        "lower": item.lower,
        "upper": item.upper,
        "base": item.base,
        "status": item.status.value,
        "origin": provenance.origin.value,
        "source": provenance.source,
        "address": provenance.address,
        "via": provenance.via,
        "licence": provenance.licence,
        "clearance": provenance.clearance.value,
        "release": provenance.release,
        "published": provenance.published,
        "published_basis": provenance.published_basis.value,
        "loaded": provenance.loaded,
        "note": item.note,
    }


def csv_bytes(items: Iterable[Observation]) -> bytes:
    """RFC 4180 with decimal point, UTF-8 and a heading; text that a spreadsheet would run is quoted."""
    return csv_table(SCHEMA.names(), (row_of(item).values() for item in items))


def csv_table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Any table written as `csv_bytes` writes observations."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(list(header))
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def json_bytes(items: Iterable[Observation]) -> bytes:
    """A list with one object a line. `group` is an object here, so that it can be read back exactly."""
    lines = (
        json.dumps(
            {**row_of(item), "group": dict(item.group.categories)},
            ensure_ascii=False,
            separators=(",", ":"),
            default=str,
            allow_nan=False,
        )
        for item in items
    )
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


def parquet_bytes(items: Iterable[Observation]) -> bytes:
    out = BytesIO()
    pl.DataFrame([row_of(item) for item in items], schema=SCHEMA, orient="row").write_parquet(out)
    return out.getvalue()


def observations_of(content: bytes) -> tuple[Observation, ...]:
    """Read `json_bytes` back. Raises `KeyError`, `ValueError` or `InputError` for anything else."""
    return tuple(_observation(row) for row in json.loads(content))


def _observation(row: dict[str, Any]) -> Observation:
    return Observation(
        indicator=row["indicator"],
        area=row["area"],
        period=Period.parse(row["period"]),
        group=Group(tuple(row["group"].items())),
        value=row["value"],
        lower=row["lower"],
        upper=row["upper"],
        base=row["base"],
        status=Status(row["status"]),
        note=row["note"],
        provenance=Provenance(
            source=row["source"],
            origin=Origin(row["origin"]),
            loaded=date.fromisoformat(row["loaded"]),
            published=date.fromisoformat(row["published"]),
            published_basis=PublishedBasis(row["published_basis"]),
            address=row["address"],
            via=row["via"],
            licence=row["licence"],
            clearance=Clearance(row["clearance"]),
            release=row.get("release"),
        ),
    )
