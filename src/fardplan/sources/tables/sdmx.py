"""SDMX-CSV, versions 1.0 and 2.0: a text table whose headings have meanings of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from fardplan.sources.tables.cells import DecimalMark, NumberStyle, tidy
from fardplan.sources.tables.flags import CONF_STATUS, STATUSES, Flag, FlagColumn
from fardplan.sources.tables.raw import RawTable, Told
from fardplan.vocabulary.errors import InputError

VALUE, PERIOD, ACTION = "OBS_VALUE", "TIME_PERIOD", "ACTION"
_FIRST = ("DATAFLOW", "STRUCTURE")
_ABOUT_ROW = (*_FIRST, "STRUCTURE_ID", "STRUCTURE_NAME", ACTION, "SERIES_KEY", "OBS_KEY", "LAST UPDATE")
_FLAGS: Mapping[str, Mapping[str, Flag]] = {
    "OBS_STATUS": STATUSES,
    "OBS_FLAG": STATUSES,
    "CONF_STATUS": CONF_STATUS,
}
_PLACES = ("REF_AREA", "GEO", "AREA", "REGION", "MUNICIPALITY", "LOCATION", "COUNTRY")
_ATTRIBUTES = (
    *("UNIT_MULT", "DECIMALS", "BASE_PER", "TIME_FORMAT", "OBS_COM", "COMMENT_OBS"),
    *("PRE_BREAK_VALUE", "EMBARGO_TIME", "COLLECTION", "TITLE", "SOURCE_AGENCY"),
)
_ACTIONS = ("I", "A", "M", "R")
_NAMED = re.compile(r"([A-Za-z_][\w@$-]*) ?: ?(.+)")
_CODED = re.compile(r"([\w@$+.-]+) ?: ?(.*)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DAYS = ("%Y-%m-%d", "%d/%m/%y", "%d/%m/%Y")


def is_sdmx(table: RawTable) -> bool:
    """Whether the headings are those of SDMX-CSV."""
    names = [_named(cell)[0].upper() for cell in table.rows[0]] if table.rows else []
    return bool(names) and names[0] in _FIRST and VALUE in names


def sdmx_table(table: RawTable) -> RawTable:
    """The same table with what SDMX-CSV says of its columns.

    Where columns have both codes and names (`A: Annual`) they become two. Figures are multiplied as UNIT_MULT
    says, exactly. Rows that have attributes and no figure are left out. Raises `InputError` for a row of
    another width than the headings, and for one that takes figures away.
    """
    return _Sdmx(table).table()


def _named(cell: str) -> tuple[str, str | None]:
    """The identity of a column, and its name where the heading has both."""
    text = tidy(cell)
    found = _NAMED.fullmatch(text)
    return (found[1], found[2]) if found else (text, None)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    texts: tuple[str, ...]


class _Sdmx:
    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._named = [_named(cell) for cell in table.rows[0]]
        self._upper = [name.upper() for name, _ in self._named]
        self._names = self._name_columns()
        self._doubles = frozenset(at for at in range(len(self._named)) if self._has_both(at))
        self._multiplied: dict[str, int] = {}

    def _name_columns(self) -> Mapping[int, int]:
        """The place of each column's names, right after its codes, in the form that names all it has."""
        if "STRUCTURE_NAME" not in self._upper:
            return {}
        first = max(self._upper.index(name) for name in _ABOUT_ROW if name in self._upper) + 1
        return {at: at + 1 for at in range(first, len(self._upper) - 1, 2)}

    def table(self) -> RawTable:
        rows = [
            self._checked(line, cells) for line, cells in self._below() if not self._is_about_others(cells)
        ]
        if not rows:
            raise self._wrong(self._table.lines[0], f"no row has a figure in {VALUE}")
        told = [tuple(self._texts(row)) for row in rows]
        head = self._head()
        return replace(
            self._table,
            rows=(head, *told),
            lines=(self._table.lines[0], *(row.line for row in rows)),
            told=self._told(rows),
            style=NumberStyle(DecimalMark.POINT),
            flags=tuple(
                FlagColumn(self._named[at][0], self._heading(VALUE), _FLAGS[name])
                for at, name in enumerate(self._upper)
                if name in _FLAGS
            ),
        )

    def _below(self) -> Sequence[tuple[int, tuple[str, ...]]]:
        return list(zip(self._table.lines[1:], self._table.rows[1:], strict=True))

    def _at(self, name: str) -> int | None:
        return self._upper.index(name) if name in self._upper else None

    def _text(self, cells: Sequence[str], name: str) -> str:
        at = self._at(name)
        return tidy(cells[at]) if at is not None and at < len(cells) else ""

    def _heading(self, name: str) -> str:
        return self._named[self._upper.index(name)][0]

    def _is_about_others(self, cells: Sequence[str]) -> bool:
        """Whether a row is of attributes alone: no figure, no period and no status."""
        timed = PERIOD in self._upper and len(cells) == len(self._named)
        return timed and not any(self._text(cells, name) for name in (VALUE, PERIOD, *_FLAGS))

    def _checked(self, line: int, cells: tuple[str, ...]) -> _Row:
        if len(cells) != len(self._named):
            what = f"the row has {len(cells)} cells and there are {len(self._named)} headings"
            raise self._wrong(
                line, what, "Was the file cut short? Text with the delimiter in it stands in quotes."
            )
        action = _named(self._text(cells, ACTION))[0].upper()
        if action == "D":
            what = f"column '{ACTION}': 'D' takes figures away, and a table only gives them"
            raise self._wrong(
                line, what, "Save the table whole; what it no longer holds is withdrawn by itself."
            )
        if action and action not in _ACTIONS:
            raise self._wrong(line, f"column '{ACTION}': '{action}'. Expected one of {', '.join(_ACTIONS)}.")
        return _Row(line, cells)

    def _wrong(self, line: int, what: str, instead: str | None = None) -> InputError:
        return InputError(
            what, where=f"{self._table.name}:{line}", instead=instead, outcome="Nothing was loaded."
        )

    def _head(self) -> tuple[str, ...]:
        found: list[str] = []
        for at, (name, full) in enumerate(self._named):
            coded = next((codes for codes, names in self._names.items() if names == at), None)
            found.append(name if coded is None else self._name_heading(self._named[coded][0], name))
            if at in self._doubles:
                found.append(self._name_heading(name, full or name))
        return tuple(found)

    def _name_heading(self, code: str, name: str) -> str:
        """The heading of a column of names, unlike that of any column of codes."""
        names = self._names.values()
        taken = {one.casefold() for at, (one, _) in enumerate(self._named) if at not in names}
        return f"{code} (name)" if name.casefold() in taken or not name else name

    def _has_both(self, at: int) -> bool:
        """Whether the cells of a column have both codes and names, as its heading says."""
        if self._named[at][1] is None or self._upper[at] in (VALUE, PERIOD, *_FLAGS):
            return False
        return any(at < len(cells) and self._code_and_name(cells[at])[1] for cells in self._table.rows[1:])

    def _texts(self, row: _Row) -> list[str]:
        texts: list[str] = []
        for at, cell in enumerate(row.texts):
            if self._upper[at] == VALUE:
                texts.append(self._multiplied_by(row))
            elif at in self._doubles:
                texts += self._code_and_name(cell)
            else:
                texts.append(self._code_and_name(cell)[0] if self._upper[at] in _FLAGS else cell)
        return texts

    def _code_and_name(self, cell: str) -> tuple[str, str]:
        found = _CODED.fullmatch(tidy(cell))
        return (found[1], found[2]) if found else (tidy(cell), "")

    def _multiplied_by(self, row: _Row) -> str:
        """The figure in the unit of measure: 12.3 with UNIT_MULT 3 is 12300."""
        text = self._text(row.texts, VALUE)
        power = self._code_and_name(self._text(row.texts, "UNIT_MULT"))[0]
        if power in ("", "0") or not text:
            return text
        if not re.fullmatch(r"-?\d{1,2}", power):
            raise self._wrong(row.line, f"column 'UNIT_MULT': '{power}'. Expected a power of ten such as 3.")
        if not _NUMBER.fullmatch(text):
            return text
        self._multiplied[power] = self._multiplied.get(power, 0) + 1
        return f"{Decimal(text).scaleb(int(power)):f}"

    def _told(self, rows: Sequence[_Row]) -> Told:
        head = self._head()
        after = dict(pairwise(head))
        dimensions = {
            name: after[name] if at in self._doubles or self._is_named(at) else name
            for at, (name, _) in enumerate(self._named)
            if self._is_dimension(at)
        }
        time = self._heading(PERIOD) if PERIOD in self._upper else None
        place = next((self._heading(name) for name in _PLACES if name in self._upper), None)
        return Told(
            dimensions=(*dimensions.values(), *([time] if time else [])),
            figures=(self._heading(VALUE),),
            title=self._title(rows[0]),
            key=self._key(rows[0]),
            updated=_day(self._text(rows[0].texts, "LAST UPDATE")),
            time=time,
            place=dimensions.get(place or ""),
            codes={name: code for code, name in dimensions.items() if name != code},
            units=self._units(rows),
            rest=tuple(
                f"Figures multiplied by 10^{power}, as UNIT_MULT says: {count}."
                for power, count in self._multiplied.items()
            ),
        )

    def _is_named(self, at: int) -> bool:
        """Whether the names of a column's codes stand in one of their own."""
        names = self._names.get(at)
        return names is not None and any(cells[names].strip() for cells in self._table.rows[1:])

    def _is_dimension(self, at: int) -> bool:
        """Dimensions other than time stand before the figure, and attributes mostly after it."""
        name = self._upper[at]
        before = at < self._upper.index(VALUE)
        names = self._names.values()
        return before and at not in names and name not in (PERIOD, *_ABOUT_ROW, *_FLAGS, *_ATTRIBUTES)

    def _key(self, row: _Row) -> str:
        for name in ("STRUCTURE_ID", "DATAFLOW", "STRUCTURE"):
            if text := self._text(row.texts, name):
                return text.split("): ")[0] + (")" if "): " in text else "")
        return ""

    def _title(self, row: _Row) -> str:
        named = self._text(row.texts, "STRUCTURE_NAME")
        both = [self._text(row.texts, name) for name in ("STRUCTURE_ID", "DATAFLOW")]
        return named or next((text.split("): ", 1)[1] for text in both if "): " in text), "")

    def _units(self, rows: Sequence[_Row]) -> Mapping[str, str]:
        units = list(dict.fromkeys(self._text(row.texts, "UNIT_MEASURE") for row in rows))
        return {self._heading(VALUE): ", ".join(units[:5])} if any(units) else {}


def _day(text: str) -> date | None:
    """2024-02-23, or 23/02/24 as Eurostat writes it, with or without the time of day."""
    day = re.split("[ T]", text)[0]
    for form in _DAYS:
        try:
            return datetime.strptime(day, form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    return None
