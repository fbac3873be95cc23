"""Reading Kolada's answers: every record checked, so that a changed form is told and never guessed at."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import SourceError

NOTHING_LOADED = Sentence("Nothing was loaded from this answer.")
GENDERS = ("T", "K", "M")
"""All, women, men."""

FIELDS = frozenset({"gender", "count", "status", "value", "isdeleted"})


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure. `by_sex`: given for women and men too; `in_units`: for schools and other units as well.

    `about` is what it is of: K municipalities, L regions, A both.
    """

    id: str
    title: str
    description: str
    about: str
    by_sex: bool
    in_units: bool
    published: str | None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (type K) or region (type L); `0000`, the whole country, has type L."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class MunicipalityGroup:
    """A group whose figures Kolada gives as unweighted means of its members'."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperatingUnit:
    """A school, a home for the elderly or another unit in a municipality."""

    id: str
    name: str
    municipality: str


@dataclass(frozen=True, slots=True)
class KoladaValue:
    """One value of a key figure in a year, of a municipality, region, group or unit (`place`).

    `gender` is T for all, K for women or M for men. `value` is None where there is none, for which `status`
    may say why. `count` above 1 says that it is an unweighted mean of so many. `deleted`: it has been
    withdrawn.
    """

    kpi: str
    place: str
    year: int
    gender: str
    value: float | None
    status: str = ""
    count: int = 1
    deleted: bool = False


class Record:
    """An object of an answer, whose fields are taken out one by one, each with the type that it must have.

    Raises `SourceError` for whatever else comes, naming the address, the field and what stood there.
    """

    def __init__(self, found: object, where: str) -> None:
        self._where = where
        self._found: Mapping[str, Any] = found if isinstance(found, dict) else {}
        if not isinstance(found, dict):
            raise strange(where, Sentence("there is {found!r:.60} where a record was expected", found=found))

    def text(self, name: str) -> str:
        return str(self._of(name, str, "a text"))

    def optional_text(self, name: str) -> str | None:
        return None if self._found.get(name) is None else self.text(name)

    def whole(self, name: str) -> int:
        found = self._of(name, int, "a whole number")
        if isinstance(found, bool):
            raise self._strange(name, "a whole number")
        return int(found)

    def truth(self, name: str) -> bool:
        return bool(self._of(name, bool, "true or false"))

    def number(self, name: str) -> float | None:
        found = self._found.get(name, self)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
            raise self._strange(name, "a number or nothing")
        return float(found)

    def records(self, name: str) -> Iterator["Record"]:
        for item in self._of(name, list, "a list"):
            yield Record(item, self._where)

    def plain(self, name: str) -> list[Any]:
        """A list as it came, whatever is in it."""
        return list(self._of(name, list, "a list"))

    def inside(self, found: object) -> "Record":
        """Something that was found inside this one."""
        return Record(found, self._where)

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        found = self.text(name)
        if found not in choices:
            raise self._strange(name, f"one of {', '.join(choices)}")
        return found

    def _of(self, name: str, kind: type, expected: str) -> Any:
        found = self._found.get(name)
        if not isinstance(found, kind):
            raise self._strange(name, expected)
        return found

    def _strange(self, name: str, expected: str) -> SourceError:
        found = f"{self._found[name]!r:.60}" if name in self._found else "absent"
        what = Sentence(
            "'{name}' is {found}, and {expected} was expected", name=name, found=found, expected=expected
        )
        return strange(self._where, what)


def strange(where: str, what: str) -> SourceError:
    """The error for an answer that is not as Kolada's answers have been."""
    return SourceError(
        what,
        where=where[:300],
        instead=Sentence("The source may have changed its form: see its own documentation."),
        outcome=NOTHING_LOADED,
    )


def kpi_of(record: Record) -> Kpi:
    return Kpi(
        id=record.text("id"),
        title=record.text("title"),
        description=record.optional_text("description") or "",
        about=record.optional_text("municipality_type") or "",
        by_sex=record.truth("is_divided_by_gender"),
        in_units=record.truth("has_ou_data"),
        published=record.optional_text("publication_date"),
    )


def municipality_of(record: Record) -> Municipality:
    return Municipality(record.text("id"), record.text("title"), record.text("type"))


def group_of(record: Record) -> MunicipalityGroup:
    members = tuple(member.text("id") for member in record.records("members"))
    return MunicipalityGroup(record.text("id"), record.text("title"), members)


def unit_of(record: Record) -> OperatingUnit:
    return OperatingUnit(record.text("id"), record.text("title"), record.text("municipality"))


def values_of(record: Record, place: str) -> Iterator[KoladaValue]:
    """The values of an item: one for each gender. `place` is the field that names whose they are."""
    kpi, of, year = record.text("kpi"), record.text(place), record.whole("period")
    for found in record.plain("values"):
        if _is_as_always(found):
            value, deleted = found["value"], found["isdeleted"]
            number = None if value is None or deleted else float(value)
            status = found["status"] or ""
            yield KoladaValue(kpi, of, year, found["gender"], number, status, found["count"], deleted)
        else:
            yield _checked_value(record.inside(found), kpi, of, year)


def _is_as_always(found: Any) -> bool:
    """Whether a value is all that `_checked_value` asks: most are, and there are a million of them."""
    return (
        type(found) is dict
        and found.keys() >= FIELDS
        and found["gender"] in GENDERS
        and type(found["isdeleted"]) is bool
        and type(found["count"]) is int
        and type(found["status"]) is str
        and (found["value"] is None or (type(found["value"]) is float and math.isfinite(found["value"])))
    )


def _checked_value(value: Record, kpi: str, of: str, year: int) -> KoladaValue:
    deleted = value.truth("isdeleted")
    return KoladaValue(
        kpi=kpi,
        place=of,
        year=year,
        gender=value.one_of("gender", GENDERS),
        value=None if deleted else value.number("value"),
        status=value.optional_text("status") or "",
        count=value.whole("count"),
        deleted=deleted,
    )
