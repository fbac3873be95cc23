"""Rows into observations: every cell read, every one that cannot be read noted with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from fardplan.sources.tables.cells import (
    ANY_STYLE,
    MARKS,
    Cell,
    NumberStyle,
    read_cell,
    style_of,
    tidy,
)
from fardplan.sources.tables.columns import Header
from fardplan.sources.tables.faults import CellFault, Fault, TableRefused
from fardplan.sources.tables.flags import FlagColumn, Flags
from fardplan.sources.tables.keys import Keys, Line, Said
from fardplan.sources.tables.limits import Limits
from fardplan.sources.tables.mapping import Measure, TableMapping
from fardplan.sources.tables.meaning import Catalogue, period_reader, provenance_maker, publication_reader
from fardplan.sources.tables.raw import RawTable
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import Period


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in the file."""

    line: int
    column: str
    text: str

    def fault(self, expected: str) -> Fault:
        return Fault(self.line, self.column, self.text, expected)


@dataclass
class Read:
    """What came of the rows: observations, each with its place, faults, and zeros left out as impossible.

    `breaks` are the observations beside which the source marks a series break; `withheld` counts figures
    that stood there although they are confidential.
    """

    observations: list[Observation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    breaks: list[Observation] = field(default_factory=list)
    withheld: int = 0


@dataclass(frozen=True)
class _Figures:
    """A column of figures, with the places of what belongs to them."""

    place: int
    label: str
    measure: Measure
    style: NumberStyle
    period: Period | None
    flags: tuple[tuple[int, FlagColumn], ...]
    base: int | None
    lower: int | None
    upper: int | None
    status: int | None


class RowReader:
    """Reads the rows of one table by one mapping, whose names have been found to be good."""

    def __init__(
        self,
        table: RawTable,
        header: Header,
        mapping: TableMapping,
        catalogue: Catalogue,
        areas: Sequence[Area],
        *,
        loaded: date,
    ) -> None:
        self._table, self._header, self._mapping = table, header, mapping
        self._keys = Keys(mapping, header, catalogue, areas)
        self._limits = Limits(catalogue, areas, loaded)
        self._published = publication_reader(mapping, loaded)
        self._provenance = provenance_maker(mapping, catalogue, loaded)
        self._published_place = self._place(mapping.published.column)
        self._marks = {tidy(sign).casefold(): mark for sign, mark in mapping.marks.items()}
        self._rows = table.rows[header.first_row :]
        self._columns = self._all_columns()
        used = {column.place for column in self._columns} | self._keys.places
        self._headed = {place: header.labels[place] for place in used}
        self._where = self._filters(mapping.where)
        self._skip = self._filters(mapping.skip)

    def read(self) -> Read:
        result = Read()
        for line in self._lines():
            if self._is_wanted(line):
                self._read_row(line, result)
        return result

    def _all_columns(self) -> tuple[_Figures, ...]:
        mapping, header = self._mapping, self._header
        if not mapping.period.in_header:
            return tuple(
                self._figures(header.place(item.column or ""), item, None) for item in mapping.values
            )
        read = period_reader(mapping.period)
        free = [place for place in header.period_places if place not in self._keys.places]
        periods = [(place, read(header.labels[place])) for place in free]
        if not any(period for _, period in periods):
            raise InputError("no column is headed by a period that the mapping keeps", where=header.table)
        return tuple(self._figures(place, mapping.values[0], period) for place, period in periods if period)

    def _figures(self, place: int, measure: Measure, period: Period | None) -> _Figures:
        status = measure.status.column if measure.status else None
        others = (self._place(name) for name in (measure.base, measure.lower, measure.upper, status))
        label = self._header.label(place)
        flags = [(self._header.place(one.heading), one) for one in self._table.flags if one.figures == label]
        return _Figures(place, label, measure, self._style(place), period, tuple(flags), *others)

    def _place(self, name: str | None) -> int | None:
        return self._header.place(name) if name else None

    def _style(self, place: int) -> NumberStyle:
        own = self._table.style
        if own and (own.stated or not self._mapping.decimal):
            return own
        if self._mapping.decimal:
            return NumberStyle(self._mapping.decimal, stated=True)
        if self._table.is_workbook:
            # Its numbers come with a point whatever the sheet shows; those kept as text have a comma.
            return ANY_STYLE
        try:
            return style_of(row[place] for row in self._rows if place < len(row))
        except CellFault as fault:
            line = self._table.lines[self._header.first_row]
            refused = Fault(line, self._header.label(place), "the whole column", str(fault))
            raise TableRefused(self._table.name, [refused]) from fault

    def _filters(self, wanted: Mapping[str, Sequence[str]]) -> list[tuple[int, frozenset[str]]]:
        return [
            (self._header.place(name), frozenset(tidy(text).casefold() for text in texts))
            for name, texts in wanted.items()
        ]

    def _lines(self) -> Iterator[Line]:
        """The rows below the headings, with what merged cells say of the rows under them."""
        above: dict[int, str] = {}
        filled = [key.place for key in self._keys if key.fill_down and key.place is not None]
        for number, row in zip(self._table.lines[self._header.first_row :], self._rows, strict=True):
            texts = [tidy(cell) for cell in row]
            for place in filled:
                if place < len(texts):
                    texts[place] = above[place] = texts[place] or above.get(place, "")
            yield Line(number, texts)

    def _is_wanted(self, line: Line) -> bool:
        if any(line.at(place).casefold() not in texts for place, texts in self._where):
            return False
        if any(line.at(place).casefold() in texts for place, texts in self._skip):
            return False
        return not self._is_heading(line) and not self._is_words(line)

    def _is_heading(self, line: Line) -> bool:
        """Whether the headings stand here again, as on each page of a printed table."""
        return any(self._headed.values()) and all(
            line.at(place) == text for place, text in self._headed.items()
        )

    def _is_words(self, line: Line) -> bool:
        """Whether a row has no figure and says at most one thing, and not all that a figure needs: a note."""
        if any(line.at(column.place) for column in self._columns):
            return False
        asked = [key for key in self._keys if key.place is not None]
        said = [key for key in asked if line.at(key.place)]
        return not said or (len(said) == 1 and (len(asked) > 1 or not said[0].is_known(line)))

    def _read_row(self, line: Line, result: Read) -> None:
        width = len(self._header.labels)
        beyond = next((text for text in line.texts[width:] if text), None)
        if beyond:
            expected = "no more cells than there are headings; text that holds the delimiter stands in quotes"
            result.faults.append(Fault(line.number, f"#{width + 1}", beyond, expected))
            return
        read = self._keys.read(line)
        if read is None:
            return
        said, faults = read
        result.faults += faults
        for column in self._columns:
            self._read_figure(line, column, None if faults else said, result)

    def _read_figure(self, line: Line, column: _Figures, said: Said | None, result: Read) -> None:
        """Read one figure; without what the row says of it, only to see whether it could be read."""
        place = Place(line.number, column.label, line.at(column.place))
        try:
            flags = self._flags(line, column)
            cell = self._cell(line, column, flags)
            if said is None:
                return
            observation = self._observation(line, column, cell, said)
            if self._mapping.impossible_zeros == "drop" and self._limits.why_no_zero(observation):
                result.dropped.append(observation.what)
                return
            self._limits.check(observation)
        except CellFault as fault:
            result.faults.append(place.fault(str(fault)))
        except InputError as error:
            result.faults.append(place.fault(f"figures that agree with each other: {error.what}"))
        else:
            result.observations.append(observation)
            result.places.append(place)
            result.breaks += [observation] if flags.breaks else []
            result.withheld += flags.withheld and place.text.casefold() not in MARKS

    def _flags(self, line: Line, column: _Figures) -> Flags:
        """What the source's own codes beside a figure say, but for one that the mapping translates."""
        status = column.measure.status
        translated = {code.casefold() for code in status.codes} if status else set()
        found = []
        for place, flags in column.flags:
            text = line.at(place)
            if place != column.status or text.casefold() not in translated:
                found += [(text, flag) for flag in flags.flags_of(text)]
        return Flags(tuple(found))

    def _cell(self, line: Line, column: _Figures, flags: Flags) -> Cell:
        cell = self._sign(line.at(column.place)) or read_cell(
            line.at(column.place), self._marks, column.style
        )
        cell = flags.told(Cell(_in_unit(cell, column), cell.status, cell.note))
        code = line.at(column.status).casefold()
        if not code or not column.measure.status:
            return cell
        codes = {name.casefold(): status for name, status in column.measure.status.codes.items()}
        if code not in codes:
            if any(place == column.status for place, _ in column.flags):
                return cell
            raise CellFault(f"a status that the mapping translates, not '{code}'")
        if codes[code].has_value != (cell.value is not None):
            raise CellFault(f"{'a' if cell.value is None else 'no'} number beside the status '{code}'")
        return Cell(cell.value, codes[code], cell.note)

    def _sign(self, text: str) -> Cell | None:
        """What a code says that stands in place of a figure, unless the text means something anyway."""
        flag = self._table.signs.get(text)
        if flag is None or text.casefold() in self._marks or text.casefold() in MARKS:
            return None
        return Flags(((text, flag),)).told(Cell(None, Status.MISSING))

    def _observation(self, line: Line, column: _Figures, cell: Cell, said: Said) -> Observation:
        period, indicator = column.period or said.period, column.measure.indicator or said.indicator
        if period is None or indicator is None or said.area is None:
            raise CellFault("a row that says which indicator, area and period the figure is about")
        published = self._published(period, line.at(self._published_place))
        hidden = cell.status is Status.SUPPRESSED and bool(column.flags)
        return Observation(
            indicator=indicator,
            area=said.area,
            period=period,
            value=cell.value,
            provenance=self._provenance(indicator, published),
            group=_group((*column.measure.group.items(), *said.categories)),
            status=cell.status,
            lower=None if hidden else self._bound(line, column.lower, column),
            upper=None if hidden else self._bound(line, column.upper, column),
            base=self._base(line, column),
            note=cell.note,
        )

    def _bound(self, line: Line, place: int | None, column: _Figures) -> float | None:
        if place is None:
            return None
        return _in_unit(read_cell(line.at(place), self._marks, column.style), column)

    def _base(self, line: Line, column: _Figures) -> int | None:
        if column.base is None:
            return None
        value = read_cell(line.at(column.base), self._marks).value
        if value is None:
            return None
        if value < 0 or value != int(value):
            label, text = self._header.label(column.base), line.at(column.base)
            raise CellFault(f"a whole number of persons or answers in '{label}', not '{text}'")
        return int(value)


@cache
def _group(categories: tuple[tuple[str, str], ...]) -> Group:
    return Group(categories)


def _in_unit(cell: Cell, column: _Figures) -> float | None:
    """The value in the indicator's unit; one with a per cent sign is there already."""
    if cell.value is None or cell.in_percent or column.measure.scale == 1:
        return cell.value
    # Multiplying leaves a trace in the last places: 0.57 · 100 is 56.99999999999999.
    return float(f"{cell.value * column.measure.scale:.12g}")
