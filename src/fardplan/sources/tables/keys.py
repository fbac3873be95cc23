"""What a row says of all its figures: the indicator, area, period and group that they are about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fardplan.sources.tables.columns import Header
from fardplan.sources.tables.faults import CellFault, Fault
from fardplan.sources.tables.mapping import Looked, TableMapping
from fardplan.sources.tables.meaning import (
    Catalogue,
    area_reader,
    banner_period,
    category_reader,
    indicator_reader,
    period_reader,
)
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.period import Period

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A row as tidied text, with the line it stands on."""

    number: int
    texts: Sequence[str]

    def at(self, place: int | None) -> str:
        return self.texts[place] if place is not None and place < len(self.texts) else ""


@dataclass(frozen=True)
class Key(Generic[T]):
    """One thing that a row says: in a column, or the same for the whole table (`const`).

    `resolve` gives its meaning, None for a row to leave out, or raises `CellFault`.
    """

    label: str
    place: int | None
    const: str
    resolve: Callable[[str], T | None]
    fill_down: bool

    def text(self, line: Line) -> str:
        return self.const if self.place is None else line.at(self.place)

    def is_known(self, line: Line) -> bool:
        try:
            return self.resolve(self.text(line)) is not None
        except CellFault:
            return False


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says. None where a column of figures says it instead, or where it could not be read."""

    indicator: str | None
    area: str | None
    period: Period | None
    categories: tuple[tuple[str, str], ...]


class Keys:
    """Every key of a table."""

    def __init__(
        self, mapping: TableMapping, header: Header, catalogue: Catalogue, areas: Sequence[Area]
    ) -> None:
        self._header = header
        self._area = self._key("area", mapping.area, area_reader(mapping.area, areas))
        self._indicator = (
            self._key("indicator", mapping.indicator, indicator_reader(mapping.indicator, catalogue))
            if mapping.indicator
            else None
        )
        self._period = None if mapping.period.in_header else self._period_key(mapping)
        self._groups = {
            name: self._key(name, looked, _as_category(looked.const, category_reader(looked)))
            for name, looked in mapping.groups.items()
        }

    def __iter__(self) -> Iterator[Key[Any]]:
        every: list[Key[Any] | None] = [self._indicator, self._area, self._period, *self._groups.values()]
        return (key for key in every if key is not None)

    @property
    def places(self) -> set[int]:
        return {key.place for key in self if key.place is not None}

    def read(self, line: Line) -> tuple[Said, list[Fault]] | None:
        """What the row says and what of it cannot be read; None for a row to leave out."""
        asked = _Asked(line)
        indicator = asked.of(self._indicator)
        area = asked.of(self._area)
        period = asked.of(self._period)
        categories = {name: asked.of(key) for name, key in self._groups.items()}
        if asked.left_out:
            return None
        named = tuple((name, found[0]) for name, found in categories.items() if found and found[0])
        return Said(indicator, area, period, named), asked.faults

    def _key(self, role: str, looked: Looked, resolve: Callable[[str], T | None]) -> Key[T]:
        place = self._header.place(looked.column) if looked.column else None
        label = role if place is None else self._header.label(place)
        return Key(label, place, looked.const or "", resolve, looked.fill_down)

    def _period_key(self, mapping: TableMapping) -> Key[Period]:
        looked = mapping.period
        key = self._key("period", looked, period_reader(looked))
        const = banner_period(looked, self._header) if looked.banner else key.const
        return Key(key.label, key.place, const, key.resolve, key.fill_down)


class _Asked:
    """The answers of one row so far."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.left_out = False
        self.faults: list[Fault] = []

    def of(self, key: Key[T] | None) -> T | None:
        if key is None:
            return None
        text = key.text(self._line)
        try:
            meaning = key.resolve(text)
        except CellFault as fault:
            self.faults.append(Fault(self._line.number, key.label, text, str(fault)))
            return None
        self.left_out = self.left_out or meaning is None
        return meaning


def _as_category(
    const: str | None, read: Callable[[str], str | None]
) -> Callable[[str], tuple[str | None] | None]:
    """Everybody is None among categories and a meaning all the same, not a row to leave out."""
    return lambda text: (const,) if const is not None else (read(text),)
