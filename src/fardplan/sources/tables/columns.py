"""The headings of a table: found below its banner, put together where they are stacked, looked up by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.sources.tables.cells import is_period, tidy
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.raw import RawTable
from fardplan.vocabulary.errors import InputError, known

DEEPEST = 100
"""Headings stand among the first so many rows."""

STACKED = 4
"""Headings are stacked in at most so many rows."""

_BY_PLACE = re.compile(r"#([1-9]\d{0,3})")
_NO_WORD = re.compile(r"[-–+\d\s.,%~<>]+|NA|null", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[*¹²³⁰⁴-⁹]+$")


@dataclass(frozen=True, slots=True)
class Header:
    """The headings by column, in how many rows, the place of the row below, and the text above."""

    labels: tuple[str, ...]
    height: int
    first_row: int
    banner: tuple[str, ...]
    table: str

    def place(self, name: str) -> int:
        """The place of a column, from 0. Raises `InputError`, saying which there are."""
        by_place = _BY_PLACE.fullmatch(name)
        if by_place and int(by_place[1]) <= len(self.labels):
            return int(by_place[1]) - 1
        places = places_of(self.labels, name)
        if len(places) == 1:
            return places[0]
        if places:
            numbers = ", ".join(f"#{place + 1}" for place in places)
            raise InputError(
                f"{len(places)} columns are headed '{name}'",
                where=self.table,
                instead=f"Name the one that is meant by its place: {numbers}.",
            )
        headed = [label for label in self.labels if label]
        raise InputError(
            f"there is no column '{name}'", where=self.table, instead=known(headed, asked=name, limit=40)
        )

    def label(self, place: int) -> str:
        return (self.labels[place] if place < len(self.labels) else "") or f"#{place + 1}"

    @property
    def period_places(self) -> tuple[int, ...]:
        return tuple(place for place, label in enumerate(self.labels) if is_period(label))


def find_header(table: RawTable, mapping: TableMapping) -> Header:
    """The headings: on the lines the mapping names, else the first rows where every named column stands.

    Raises `InputError` when no row has them all, naming those missing in the row that has most.
    """
    if mapping.header and table.told is None:
        return _header(table, *_stated(table, mapping.header))
    names = [name for name in named_columns(mapping) if not _BY_PLACE.fullmatch(name)]
    if not names and not mapping.period.in_header:
        return guess_header(table)
    if table.told:
        return _own_header(table, names)
    for periods in (2, 1) if mapping.period.in_header else (0,):
        for height in range(1, STACKED + 1):
            for first in range(min(DEEPEST, len(table.rows) - height + 1)):
                header = _header(table, first, height)
                if all(places_of(header.labels, name) for name in names) and (
                    len(header.period_places) >= periods
                ):
                    return header
    raise _not_found(table, names)


def _own_header(table: RawTable, names: Sequence[str]) -> Header:
    """The headings of a table whose file says which they are, if it has every one that is named."""
    header = _header(table, 0, 1)
    for name in names:
        if not places_of(header.labels, name):
            header.place(name)
    return header


def guess_header(table: RawTable) -> Header:
    """The headings of a table of which nothing is known: the first row of words as wide as most rows.

    With it go the rows of words right above and below, as long as the first column is headed only once:
    a row of data names its area there. A heading that is a period is a word; other numbers are not.
    """
    if table.told:
        return _header(table, 0, 1)
    widths = sorted(map(len, map(_filled, table.rows)))
    wide = widths[len(widths) // 2]
    for place, row in enumerate(table.rows[:DEEPEST]):
        if len(_filled(row)) * 2 >= wide and len(_filled(row)) > 1 and _is_of_words(row):
            return _header(table, *_stack_around(table, place))
    return _header(table, 0, 1)


def _stack_around(table: RawTable, place: int) -> tuple[int, int]:
    first = last = place
    while first > 0 and _is_stack(table, first - 1, last):
        first -= 1
    while last + 1 < len(table.rows) and _is_stack(table, first, last + 1):
        last += 1
    return first, last - first + 1


def _is_stack(table: RawTable, first: int, last: int) -> bool:
    rows = table.rows[first : last + 1]
    follow_each_other = table.lines[last] - table.lines[first] == last - first
    headed_once = sum(bool(row[0].strip()) for row in rows) <= 1
    of_words = all(_is_of_words(row) and any(cell.strip() for cell in row[1:]) for row in rows)
    return len(rows) <= STACKED and follow_each_other and headed_once and of_words


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in map(tidy, row) if cell]


def _is_of_words(row: Sequence[str]) -> bool:
    return all(is_period(cell) or not _NO_WORD.fullmatch(cell) for cell in _filled(row))


def named_columns(mapping: TableMapping) -> tuple[str, ...]:
    """Every column that the mapping names, once each."""
    looked = [mapping.indicator, mapping.area, mapping.period, *mapping.groups.values()]
    names = [item.column for item in looked if item and item.column]
    for measure in mapping.values:
        status = measure.status.column if measure.status else None
        names += [
            name for name in (measure.column, measure.base, measure.lower, measure.upper, status) if name
        ]
    names += [*mapping.where, *mapping.skip]
    names += [mapping.published.column] if mapping.published.column else []
    return tuple(dict.fromkeys(names))


def places_of(labels: Sequence[str], name: str) -> list[int]:
    wanted = _folded(name)
    exact = [place for place, label in enumerate(labels) if _folded(label) == wanted]
    return exact or [place for place, label in enumerate(labels) if _bare(label) == _bare(name) != ""]


def _folded(label: str) -> str:
    return tidy(label).casefold()


def _bare(label: str) -> str:
    return _FOOTNOTE.sub("", _folded(label)).strip()


def _stated(table: RawTable, lines: Sequence[int]) -> tuple[int, int]:
    missing = [line for line in lines if line not in table.lines]
    if missing:
        raise InputError(f"line {missing[0]}, where the headings should stand, is empty", where=table.name)
    first, last = table.lines.index(min(lines)), table.lines.index(max(lines))
    return first, last - first + 1


def _header(table: RawTable, first: int, height: int) -> Header:
    rows = table.rows[first : first + height]
    banner = tuple(tidy(cell) for row in table.rows[:first] for cell in row if cell.strip())
    return Header(_stacked(rows), height, first + height, banner, table.name)


def _stacked(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One heading a column: merged cells are filled to the right, and words divided at a line joined."""
    width = max(map(len, rows))
    padded = [[tidy(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    for number, row in enumerate(padded[:-1]):
        below = padded[number + 1 :]
        for place in range(1, width):
            if not row[place] and row[place - 1] and any(lower[place] for lower in below):
                row[place] = row[place - 1]
    return tuple(_joined([row[place] for row in padded]) for place in range(width))


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in filter(None, parts):
        divided = text.endswith("-") and part[0].islower()
        text = text[:-1] + part if divided else f"{text} {part}".strip()
    return text


def _not_found(table: RawTable, names: Sequence[str]) -> InputError:
    if not names:
        return InputError(
            "no row is headed by years or other periods",
            where=table.name,
            instead="Say in the mapping on which line the headings stand, for example header: 5.",
        )
    headers = [_header(table, first, 1) for first in range(min(DEEPEST, len(table.rows)))]
    best = max(headers, key=lambda header: sum(bool(places_of(header.labels, name)) for name in names))
    missing = [name for name in names if not places_of(best.labels, name)]
    if len(missing) == len(names):
        best = guess_header(table)
    start = "there are no columns" if len(missing) > 1 else "there is no column"
    return InputError(
        f"{start} {', '.join(map(repr, missing)) or 'headed by a period'}",
        where=f"{table.name}:{table.lines[max(best.first_row - 1, 0)]}",
        instead=known([label for label in best.labels if label], asked=next(iter(missing), None), limit=40),
    )
