"""The table of public figures that a city package ships, and its rows as observations."""

import csv
import io
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.source import Source
from fardplan.sources.city_models import FigureRow
from fardplan.sources.faults import told
from fardplan.sources.yaml_file import read_text
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Clearance, Observation, Provenance

COLUMNS = tuple(FigureRow.model_fields)


def read_figures(path: Path) -> tuple[tuple[tuple[int, FigureRow], ...], tuple[str, ...]]:
    """The well-formed rows with the line each ends on, and what is wrong with the others.

    The file is CSV in UTF-8 with comma, decimal point and the columns of `FigureRow`; an empty cell is
    nothing given. A fault reads `file:line: column: what is wrong`. Raises when it cannot be opened.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[tuple[int, FigureRow]] = []
    faults: list[str] = []
    try:
        header = next(reader, [])
        if sorted(header) != sorted(COLUMNS):
            return (), (f"{path}:1: {_wrong_header(header)}",)
        for cells in reader:
            row, wrong = _row(header, cells)
            faults += [f"{path}:{reader.line_num}: {fault}" for fault in wrong]
            if row:
                rows.append((reader.line_num, row))
    except csv.Error as error:
        faults.append(f"{path}:{reader.line_num}: this is not CSV: {error}")
    return tuple(rows), tuple(faults)


def observation(row: FigureRow, definition: IndicatorDefinition, loaded: date) -> Observation:
    """The row as an observation that its source has published; `loaded` is the day it came here."""
    return Observation(
        indicator=row.indicator,
        area=row.area,
        period=row.period,
        value=row.value,
        provenance=Provenance(
            source=source_name(next(item for item in definition.sources if item.key == row.source)),
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


def source_name(source: Source) -> str:
    """How a source of a definition is named in the provenance of its figures."""
    code = f" ({source.code})" if source.code else ""
    return f"{source.publisher}: {source.name}{code}"


def _row(header: list[str], cells: list[str]) -> tuple[FigureRow | None, list[str]]:
    if not any(cell.strip() for cell in cells):
        return None, []
    if len(cells) != len(header):
        return None, [f"the row has {len(cells)} cells, the header {len(header)}"]
    given = {name: cell.strip() or None for name, cell in zip(header, cells, strict=True)}
    given["group"] = given["group"] or ""
    given["status"] = given["status"] or "value"
    try:
        return FigureRow.model_validate(given), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [": ".join([*map(str, detail["loc"]), told(detail)]) for detail in details]


def _wrong_header(header: list[str]) -> str:
    stray = [name for name in header if name not in COLUMNS]
    parts = {
        "unknown": stray,
        "missing": [name for name in COLUMNS if name not in header],
        "twice": sorted({name for name in header if header.count(name) > 1}),
    }
    told_parts = [f"{what}: {', '.join(names)}" for what, names in parts.items() if names]
    return f"the columns are wrong, {'; '.join(told_parts)}. {known(COLUMNS, limit=40)}"
