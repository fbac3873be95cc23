"""The tables that the fake PxWeb has, and how they answer a choice: slowly and plainly, cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import Any

AGGREGATION, VALUESET = "Aggregation", "Valueset"


@dataclass(frozen=True)
class FakeCodelist:
    """Another set of codes for a variable. `groups`: each code's label, and the variable's codes it sums."""

    key: str
    label: str
    groups: Mapping[str, tuple[str, tuple[str, ...]]]

    @property
    def kind(self) -> str:
        return AGGREGATION if self.key.startswith("agg_") else VALUESET


@dataclass(frozen=True)
class FakeVariable:
    """A variable: codes with labels; `role` time, geo or metric; can it be left out, and for which total."""

    key: str
    text: str
    labels: Mapping[str, str]
    role: str | None = None
    optional: bool = False
    total: str | None = None
    codelists: tuple[FakeCodelist, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.labels)


@dataclass(frozen=True)
class FakeTable:
    """A table: `values` and `signs` in the order of the cells, the last variable changing fastest."""

    key: str
    label: str
    variables: tuple[FakeVariable, ...]
    values: tuple[float | None, ...]
    signs: Mapping[int, str] = field(default_factory=dict)
    source: str = "Made up"
    updated: str = "2026-06-08T06:00:00Z"
    notes: tuple[str, ...] = ()
    units: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    decimals: int | None = None

    @classmethod
    def of(cls, document: Mapping[str, Any], key: str) -> "FakeTable":
        """The table of a JSON-stat 2.0 dataset with its values, as PxWeb writes it."""
        variables = tuple(_variable(one, document) for one in document["id"])
        cells = prod(len(one.labels) for one in variables)
        values, signs = document.get("value", []), document.get("status") or {}
        if isinstance(values, Mapping):
            values = [values.get(str(cell)) for cell in range(cells)]
        metric = next((one.key for one in variables if one.role == "metric"), None)
        return cls(
            key,
            document.get("label", ""),
            variables,
            tuple(values),
            {int(cell): sign for cell, sign in signs.items()},
            document.get("source", ""),
            document.get("updated", "2026-06-08T06:00:00Z"),
            tuple(document.get("note", ())),
            document["dimension"][metric]["category"].get("unit", {}) if metric else {},
            document.get("extension", {}).get("px", {}).get("decimals"),
        )

    def with_optional(self, totals: Mapping[str, str | None]) -> "FakeTable":
        """The table with variables that can be left out, each with the code of its total or None."""
        return replace(
            self,
            variables=tuple(
                replace(one, optional=True, total=totals[one.key]) if one.key in totals else one
                for one in self.variables
            ),
        )

    def with_codelist(self, variable: str, codelist: FakeCodelist) -> "FakeTable":
        """The table with one more code list for a variable."""
        return replace(
            self,
            variables=tuple(
                replace(one, codelists=(*one.codelists, codelist)) if one.key == variable else one
                for one in self.variables
            ),
        )

    def revised(self) -> "FakeTable":
        """The table after a revision: every figure one higher, and updated a day later."""
        values = tuple(None if value is None else value + 1 for value in self.values)
        return replace(self, values=values, updated="2026-06-09T06:00:00Z")


@dataclass(frozen=True)
class Choice:
    """What is asked of one variable: codes, of a code list where one is given. No codes: it is left out."""

    variable: FakeVariable
    codes: tuple[str, ...]
    codelist: FakeCodelist | None = None

    def label(self, code: str) -> str:
        return self.codelist.groups[code][0] if self.codelist else self.variable.labels[code]

    def members(self, code: str | None) -> tuple[str, ...]:
        """The variable's own codes whose figures are summed; of one that is left out, its total or all."""
        if code is None:
            return (self.variable.total,) if self.variable.total else self.variable.codes
        return self.codelist.groups[code][1] if self.codelist else (code,)


@dataclass(frozen=True)
class Figures:
    """The answer to choices: those with codes, in the order of the table, and their cells."""

    table: FakeTable
    choices: tuple[Choice, ...]
    values: tuple[float | None, ...]
    signs: Mapping[int, str]


def answered(table: FakeTable, choices: Sequence[Choice]) -> Figures:
    """The cells of the choices, one for each variable of the table in its order."""
    places = [{code: at for at, code in enumerate(one.codes)} for one in table.variables]
    told = [choice.codes or (None,) for choice in choices]
    values: list[float | None] = []
    signs: dict[int, str] = {}
    for codes in product(*told):
        members = product(*(choice.members(code) for choice, code in zip(choices, codes, strict=True)))
        cells = [_number(table, [at[code] for at, code in zip(places, one, strict=True)]) for one in members]
        value, sign = _summed(table, cells)
        if sign is not None:
            signs[len(values)] = sign
        values.append(value)
    return Figures(table, tuple(choice for choice in choices if choice.codes), tuple(values), signs)


def _number(table: FakeTable, places: Sequence[int]) -> int:
    number = 0
    for variable, place in zip(table.variables, places, strict=True):
        number = number * len(variable.labels) + place
    return number


def _summed(table: FakeTable, cells: Sequence[int]) -> tuple[float | None, str | None]:
    if len(cells) == 1:
        return table.values[cells[0]], table.signs.get(cells[0])
    values = [table.values[cell] for cell in cells]
    if any(value is None for value in values):
        return None, ".."
    return sum(value for value in values if value is not None), None


def _variable(key: str, document: Mapping[str, Any]) -> FakeVariable:
    told = document["dimension"][key]
    roles = document.get("role", {})
    index, labels = told["category"].get("index"), told["category"].get("label", {})
    codes = list(labels) if index is None else index
    if isinstance(codes, dict):
        codes = [code for code, _ in sorted(codes.items(), key=lambda place: place[1])]
    extension = told.get("extension", {})
    return FakeVariable(
        key,
        told.get("label", key),
        {code: labels.get(code, code) for code in codes},
        next((role for role in ("time", "geo", "metric") if key in roles.get(role, ())), None),
        extension.get("elimination") is True,
        extension.get("eliminationValueCode"),
    )
