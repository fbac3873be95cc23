"""A file of Skolverket with a row for each school: its school year, and its columns by their names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.tables.cells import ANY_STYLE, Cell, DecimalMark, NumberStyle, read_cell, tidy
from fardplan.sources.tables.faults import CellFault
from fardplan.sources.tables.raw import RawTable, raw_table
from fardplan.vocabulary.errors import FardplanError, SourceError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.period import Period

SCHOOL, CODE, MUNICIPALITY, PROVIDER = "Skola", "Skol-enhetskod", "Kommun-kod", "Typ av huvudman"
OWN_COLUMNS = (SCHOOL, CODE, MUNICIPALITY, PROVIDER)

_SCHOOL_YEAR = re.compile(r"läsår(?:et)?\s*:?\s*(\d{4}\s*/\s*(?:\d{4}|\d{2}))(?!\d)", re.IGNORECASE)
_DECIMALS = re.compile(r"\d+(?:[.,](\d+))?")
_COMMA = NumberStyle(DecimalMark.COMMA, stated=True)


@dataclass(frozen=True, slots=True)
class School:
    """A row: the school, its code and type of provider as they stand, and the line in the file, from 1."""

    name: str
    code: str
    provider: str
    line: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class SchoolFile:
    """The schools of a file. `name`: how it is called in messages. `title`: what the file says that it is.

    `columns` are all its columns, as they are headed; `rows` have a cell for each, and the line in the file.
    """

    name: str
    period: Period
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    style: NumberStyle = _COMMA

    @classmethod
    def read(cls, name: str, content: bytes) -> "SchoolFile":
        """Read a file, CSV or Excel. Raises `SourceError`."""
        try:
            table = raw_table(Path(name), content)
        except FardplanError as error:
            raise SourceError(
                error.what, where=error.where or name, instead=error.instead, outcome=KEPT
            ) from error
        at = _header(table, name)
        columns = _columns(table.rows[at], table.lines[at], name)
        above = [text for row in table.rows[:at] for text in map(tidy, row) if text]
        return cls(
            name,
            _school_year(above, name),
            _title(above),
            columns,
            tuple(_rows(table, at, columns, name)),
            ANY_STYLE if table.is_workbook else _COMMA,
        )

    def column(self, names: Sequence[str]) -> str:
        """The column, as it is headed here, that has one of these names. Raises `SourceError`."""
        found = [own for own in self.columns if _plain(own) in set(map(_plain, names))]
        if len(found) != 1:
            wanted = ", ".join(f"'{name}'" for name in names)
            raise SourceError(
                Sentence("several columns have one of the names {names}", names=wanted)
                if found
                else Sentence("no column has the name {names}", names=wanted),
                where=self.name,
                instead=there_is(self.columns, asked=names[0], limit=20),
                outcome=KEPT,
            )
        return found[0]

    @cached_property
    def schools(self) -> Mapping[str, tuple[School, ...]]:
        """The schools by the code of their municipality, in the order of the file."""
        own = {name: self.columns.index(self.column([name])) for name in OWN_COLUMNS}
        found: dict[str, list[School]] = {}
        for line, row in self.rows:
            name, code, municipality, provider = (tidy(row[own[column]]) for column in OWN_COLUMNS)
            if not code:
                raise self._wrong(line, CODE, code, Sentence("a code"))
            if not municipality.isdigit():
                raise self._wrong(
                    line, MUNICIPALITY, municipality, Sentence("the four digits of a municipality")
                )
            texts = dict(zip(self.columns, map(tidy, row), strict=True))
            found.setdefault(municipality.zfill(4), []).append(School(name, code, provider, line, texts))
        return {municipality: tuple(schools) for municipality, schools in found.items()}

    def of_municipality(self, code: str) -> tuple[School, ...]:
        """The schools of a municipality. Raises `SourceError` where there are none, or one twice."""
        if code not in self.schools:
            raise SourceError(
                Sentence("no school of the municipality '{code}' is in the file", code=code),
                where=self.name,
                instead=Sentence("It has schools of {count} municipalities.", count=len(self.schools)),
                outcome=KEPT,
            )
        lines: dict[str, int] = {}
        for school in self.schools[code]:
            first = lines.setdefault(school.code, school.line)
            if first != school.line:
                once = Sentence("each school once; it is on line {line} too", line=first)
                raise self._wrong(school.line, CODE, school.code, once)
        return self.schools[code]

    def figure(self, school: School, column: str) -> Cell:
        """What a school's cell says. Raises `SourceError` with the line and what stands there."""
        try:
            return read_cell(school.texts[column], {}, self.style)
        except CellFault as fault:
            number = Sentence("a number such as 12,3 or one of the signs ~100 .. and .")
            raise self.wrong(school, column, number) from fault

    def pupils(self, school: School, column: str) -> int | None:
        """How many pupils a school has; None where it is hidden. Raises `SourceError` for no number."""
        cell = self.figure(school, column)
        if cell.status is Status.SUPPRESSED:
            return None
        if cell.status is Status.NOT_APPLICABLE:
            return 0
        if cell.status is not Status.VALUE or cell.value is None or cell.value < 0 or cell.value % 1:
            raise self.wrong(school, column, Sentence("a number of pupils, or .."))
        return int(cell.value)

    def step(self, column: str) -> Fraction:
        """What the column is rounded to: its finest decimals, since zeros at the end are left out."""
        at = self.columns.index(column)
        found = [_DECIMALS.fullmatch(tidy(row[at])) for _, row in self.rows]
        return Fraction(1, 10 ** max((len(match[1] or "") for match in found if match), default=0))

    def share(self, school: School, column: str) -> Fraction:
        """A share in per cent, exactly as it is written. Raises `SourceError` where it is none."""
        value = self.figure(school, column).value
        if value is None or not 0 <= value <= 100:
            raise self.wrong(school, column, Sentence("a share from 0 to 100 per cent"))
        return Fraction(Decimal(str(value)))

    def wrong(self, school: School, column: str, expected: str) -> SourceError:
        """The error for a cell that cannot be so, or is not understood."""
        return self._wrong(school.line, column, school.texts[column], expected)

    def _wrong(self, line: int, column: str, text: str, expected: str) -> SourceError:
        return SourceError(
            Sentence(
                "column '{column}': '{text}'. Expected {expected}.",
                column=column,
                text=text,
                expected=expected,
            ),
            where=f"{self.name}:{line}",
            outcome=KEPT,
        )


def _plain(name: str) -> str:
    """A column's name without what varies between years: spaces, hyphens, points and capitals."""
    return re.sub(r"[\W_]", "", name.casefold())


def _header(table: RawTable, name: str) -> int:
    """Where in the table the row is that names the columns."""
    wanted = set(map(_plain, OWN_COLUMNS))
    for at, row in enumerate(table.rows):
        if wanted <= {_plain(cell) for cell in row}:
            return at
    raise SourceError(
        Sentence("no row names the columns {columns}", columns=", ".join(OWN_COLUMNS)),
        where=name,
        instead=Sentence("Skolverket's files with a row for each school are read here: is it one?"),
        outcome=KEPT,
    )


def _columns(row: Sequence[str], line: int, name: str) -> tuple[str, ...]:
    columns = [tidy(cell) for cell in row]
    while columns and not columns[-1]:
        columns.pop()
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise SourceError(
            Sentence("two columns are called '{column}'", column=twice[0]),
            where=f"{name}:{line}",
            outcome=KEPT,
        )
    return tuple(columns)


def _rows(
    table: RawTable, at: int, columns: tuple[str, ...], name: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of schools; a row with words in its first cell alone is a remark below the table."""
    width = len(columns)
    for line, row in zip(table.lines[at + 1 :], table.rows[at + 1 :], strict=True):
        if not any(tidy(cell) for cell in row[1:]):
            continue
        if len(row) < width or any(tidy(cell) for cell in row[width:]):
            raise SourceError(
                Sentence(
                    "the row has {cells} cells, and there are {columns} columns",
                    cells=len(row),
                    columns=width,
                ),
                where=f"{name}:{line}",
                instead=Sentence("The file may have been cut short, or saved anew: download it again."),
                outcome=KEPT,
            )
        yield line, row[:width]


def _school_year(above: Sequence[str], name: str) -> Period:
    found = {match[1].replace(" ", "") for text in above for match in _SCHOOL_YEAR.finditer(text)}
    if len(found) != 1:
        raise SourceError(
            Sentence(
                "the lines above the table tell of several school years: {years}",
                years=", ".join(sorted(found)),
            )
            if found
            else Sentence("the lines above the table tell of no school year"),
            where=name,
            instead=Sentence("A line such as 'Valt läsår: 2024/25' says which year the file is of."),
            outcome=KEPT,
        )
    try:
        return Period.parse(found.pop())
    except FardplanError as error:
        raise SourceError(error.what, where=name, instead=error.instead, outcome=KEPT) from error


def _title(above: Sequence[str]) -> str:
    """What the lines above the table say, but for the school year."""
    return "; ".join(text for text in above if not _SCHOOL_YEAR.search(text))
