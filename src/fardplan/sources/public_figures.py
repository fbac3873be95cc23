"""The table of public figures that a city package ships, and its rows as observations."""

import csv
import io
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fardplan.indicators.definition import IndicatorDefinition, Source
from fardplan.sources.city_models import FigureRow
from fardplan.sources.yaml_file import faulty, read_text
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Clearance, Observation, Provenance

COLUMNS = tuple(FigureRow.model_fields)


def read_figures(path: Path) -> tuple[tuple[FigureRow, int], ...]:
    """Every row of the table with the line it ends on.

    The file is CSV in UTF-8 with comma, decimal point and the columns of `FigureRow`; an empty cell is
    nothing given. Raises `InputError` with every bad cell, a line each.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    faults: list[str] = []
    rows: list[tuple[FigureRow, int]] = []
    try:
        header = next(reader, [])
        if sorted(header) != sorted(COLUMNS):
            raise _header(path, header)
        for cells in reader:
            row = _row(header, cells, f"{path}:{reader.line_num}", faults)
            if row:
                rows.append((row, reader.line_num))
    except csv.Error as error:
        faults.append(f"{path}:{reader.line_num}: this is not CSV: {error}")
    if faults:
        raise faulty(faults)
    return tuple(rows)


def observation(row: FigureRow, definition: IndicatorDefinition, loaded: date) -> Observation:
    """The row as an observation that its source has published; `loaded` is the day it came here."""
    return Observation(
        indicator=row.indicator,
        area=row.area,
        period=row.period,
        value=row.value,
        provenance=Provenance(
            source=_named(next(item for item in definition.sources if item.key == row.source)),
            origin=row.origin,
            loaded=loaded,
            published=row.published or loaded,
            published_basis=row.published_basis,
            address=row.address,
            via=row.via,
            licence=row.licence,
            clearance=Clearance.PUBLISHED_BY_SOURCE,
        ),
        group=Group.parse(row.group),
        status=row.status,
        lower=row.lower,
        upper=row.upper,
        base=row.base,
        note=row.note,
    )


def _named(source: Source) -> str:
    code = f" ({source.code})" if source.code else ""
    return f"{source.publisher}: {source.name}{code}"


def _row(header: list[str], cells: list[str], where: str, faults: list[str]) -> FigureRow | None:
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) != len(header):
        faults.append(f"{where}: the row has {len(cells)} cells, the header {len(header)}")
        return None
    given = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    try:
        return FigureRow.model_validate(
            {name: cell if cell or name == "group" else None for name, cell in given.items()}
            | ({} if given["status"] else {"status": "value"})
        )
    except ValidationError as error:
        faults.extend(f"{where}: {_told(detail)}" for detail in error.errors(include_url=False))
        return None


def _told(detail: ErrorDetails) -> str:
    column = ".".join(map(str, detail["loc"]))
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        told = str(context["error"])
    elif detail["input"] is None:
        told = "the cell is empty"
    else:
        told = f"'{detail['input']}' was given. {detail['msg']}"
    return f"{column}: {told}" if column else told


def _header(path: Path, header: list[str]) -> InputError:
    stray = [name for name in header if name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    told = [
        f"there {'is' if len(names) == 1 else 'are'} {what}: {', '.join(names)}"
        for names, what in (
            (stray, "unknown columns"),
            (missing, "columns missing"),
            (twice, "columns twice"),
        )
        if names
    ]
    return InputError(
        "; ".join(told),
        where=f"{path}:1",
        instead=known(COLUMNS, asked=stray[0] if stray else None, limit=40),
    )
