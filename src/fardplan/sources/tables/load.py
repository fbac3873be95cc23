"""A table and its mapping into observations, all of them or none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.tables.checks import doubts
from fardplan.sources.tables.columns import find_header
from fardplan.sources.tables.faults import CellFault, Fault, TableRefused
from fardplan.sources.tables.files import read_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.meaning import Catalogue, area_reader
from fardplan.sources.tables.raw import RawTable
from fardplan.sources.tables.rows import Place, Read, RowReader
from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.observation import Clearance, Observation
from fardplan.vocabulary.period import Period

_NOTHING_LOADED = "Nothing was loaded. What was loaded before stays as it was."


@dataclass(frozen=True, slots=True)
class TableReading:
    """The figures of a table, and every doubt about them in a sentence.

    `checksum` is the SHA-256 of the file, `extends` whether the figures add to those before.
    """

    observations: tuple[Observation, ...]
    warnings: tuple[str, ...]
    checksum: str
    extends: bool


def load_table(
    path: Path,
    mapping: TableMapping,
    *,
    catalogue: Catalogue,
    areas: Sequence[Area],
    divisions: Sequence[Division] = (),
    loaded: date,
) -> TableReading:
    """Read the file at `path` as `mapping` says: CSV, Excel, PX, JSON-stat or SDMX-CSV.

    Raises `TableRefused` with every cell that cannot be read or cannot be so, and `InputError` when the
    mapping does not fit the table, the catalogue or the areas. What can be but is doubtful is a warning.
    """
    table = read_table(path, sheet=mapping.sheet, encoding=mapping.encoding, delimiter=mapping.delimiter)
    _check_names(table, mapping, catalogue, areas)
    header = find_header(table, mapping)
    read = RowReader(table, header, mapping, catalogue, areas, loaded=loaded).read()
    faults = [*read.faults, *_doubles(read, table.counted)]
    if faults:
        raise TableRefused(table.name, faults, table.counted)
    if not read.observations:
        raise InputError(
            "no row gives a figure", where=table.name, instead=_why_nothing(mapping), outcome=_NOTHING_LOADED
        )
    warnings = [
        *_of_reading(table, mapping, read, areas),
        *_of_breaks(read, catalogue),
        *doubts(read.observations, catalogue, areas, divisions),
    ]
    return TableReading(tuple(read.observations), tuple(warnings), table.checksum, mapping.extends)


def _check_names(table: RawTable, mapping: TableMapping, catalogue: Catalogue, areas: Sequence[Area]) -> None:
    """Whether the mapping speaks of indicators, sources and areas that there are."""
    for key in _indicators(mapping):
        if key not in catalogue:
            raise _misfit(table, f"there is no indicator '{key}'", known(catalogue, asked=key, limit=40))
        _check_source(table, mapping, catalogue[key])
    codes = {area.code for area in areas}
    for code in mapping.area.codes.values():
        if code not in codes and mapping.area.unknown != "keep":
            raise _misfit(table, f"there is no area '{code}'", known(codes, asked=code, limit=40))
    if mapping.area.const is not None:
        try:
            area_reader(mapping.area, areas)(mapping.area.const)
        except CellFault as fault:
            what = f"there is no area '{mapping.area.const}'"
            raise _misfit(table, what, known(codes, asked=mapping.area.const, limit=40)) from fault


def _indicators(mapping: TableMapping) -> list[str]:
    looked = mapping.indicator
    named = [measure.indicator for measure in mapping.values if measure.indicator]
    if looked:
        named += [*([looked.const] if looked.const else []), *looked.codes.values()]
    return named


def _check_source(table: RawTable, mapping: TableMapping, definition: IndicatorDefinition) -> None:
    told = mapping.source
    sources = {source.key: source for source in definition.sources}
    if told.key is None:
        return
    if told.key not in sources:
        what = f"the indicator '{definition.key}' has no source '{told.key}'"
        raise _misfit(table, what, known(sources, asked=told.key))
    if mapping.clearance is Clearance.PUBLISHED_BY_SOURCE and not (told.address or sources[told.key].address):
        what = f"the source '{told.key}' of '{definition.key}' has no address where its figures are published"
        raise _misfit(table, what, "Give the address in the mapping, or leave the figures internal.")


def _misfit(table: RawTable, what: str, instead: str) -> InputError:
    return InputError(
        f"the mapping does not fit: {what}", where=table.name, instead=instead, outcome=_NOTHING_LOADED
    )


def _doubles(read: Read, counted: str) -> list[Fault]:
    """A fault for every figure in a cell that an earlier line has filled."""
    faults = []
    filled: dict[object, Place] = {}
    for observation, place in zip(read.observations, read.places, strict=True):
        first = filled.setdefault(observation.cell, place)
        if first is not place:
            expected = f"one figure for {observation.what}; {counted} {first.line} has '{first.text}'"
            faults.append(place.fault(expected))
    return faults


def _why_nothing(mapping: TableMapping) -> str:
    left_out = [f"{name} is {' or '.join(texts)}" for name, texts in mapping.where.items()]
    left_out += [f"{name} is not {' or '.join(texts)}" for name, texts in mapping.skip.items()]
    if left_out:
        return f"The mapping keeps rows where {', and '.join(left_out)}. Is that so written in the table?"
    return "Every row was left out by what the mapping ignores, or held only words."


def _of_reading(table: RawTable, mapping: TableMapping, read: Read, areas: Sequence[Area]) -> list[str]:
    told = []
    if len(table.sheets) > 1 and mapping.sheet is None:
        others = ", ".join(f"'{name}'" for name in table.sheets[1:])
        kind = "sheet" if table.is_workbook else "dataset"
        told.append(f"Only the first {kind}, '{table.sheet}', was read, not {others}.")
    if table.told:
        told += table.told.rest
    if read.withheld:
        told.append(f"Figures marked confidential by their source, read as suppressed: {read.withheld}.")
    if table.errors:
        told.append(
            f"Cells of the sheet with a failed formula, read as empty: {len(table.errors)}, "
            f"the first {table.errors[0]}."
        )
    kept = {item.area for item in read.observations} - {area.code for area in areas}
    if kept:
        told.append(f"Areas that are not among the city's own, kept by their codes: {len(kept)}.")
    if read.dropped:
        told.append(f"Zeros left out as impossible: {len(read.dropped)}, the first {read.dropped[0]}.")
    return told


def _of_breaks(read: Read, catalogue: Catalogue) -> Iterator[str]:
    """Series breaks that the source marks and the definition of the indicator does not tell of."""
    marked: dict[tuple[str, Period], set[str]] = defaultdict(set)
    for item in read.breaks:
        told = catalogue[item.indicator].breaks
        if not any(one.first == item.period and (not one.areas or item.area in one.areas) for one in told):
            marked[item.indicator, item.period].add(item.area)
    for (indicator, period), places in marked.items():
        where = places.pop() if len(places) == 1 else f"{len(places)} areas"
        yield (
            f"{indicator}, {period}: the source marks a series break ({where}), and the definition of the "
            f"indicator tells of none. Figures before cannot be compared with those from {period} on: "
            "add it under breaks in the definition."
        )
