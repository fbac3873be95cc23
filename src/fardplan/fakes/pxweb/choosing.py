"""What a query to the fake PxWeb means, and what it refuses, as the reference server of API v2 does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from fardplan.fakes.pxweb.table import Choice, FakeCodelist, FakeTable, FakeVariable


class Problem(Exception):
    """A refusal: its status, and its title in the words of the API."""

    def __init__(self, status: int, title: str, detail: str | None = None) -> None:
        super().__init__(title)
        self.status, self.title, self.detail = status, title, detail


@dataclass(frozen=True)
class Asked:
    """What is asked of one variable: codes and expressions, and the name of a code list."""

    values: tuple[str, ...]
    codelist: str | None = None


def chosen(table: FakeTable, asked: Mapping[str, Asked], most_cells: int) -> tuple[Choice, ...]:
    """One choice for each variable of the table in its order. Raises `Problem`."""
    by_key = {_variable(table, key).key: one for key, one in asked.items()}
    choices = tuple(_choice(variable, by_key.get(variable.key)) for variable in table.variables)
    if prod(len(choice.codes) for choice in choices if choice.codes) > most_cells:
        raise Problem(400, "Too many cells selected", "Too many cells selected")
    return choices


def _variable(table: FakeTable, key: str) -> FakeVariable:
    for variable in table.variables:
        if variable.key.lower() == key.lower() or (key.lower() == "time" and variable.role == "time"):
            return variable
    raise Problem(400, "Non-existent variable")


def _choice(variable: FakeVariable, asked: Asked | None) -> Choice:
    if asked is None or not asked.values:
        if not variable.optional:
            raise Problem(400, "Missing selection for mandantory variable")
        return Choice(variable, ())
    codelist = _codelist(variable, asked.codelist) if asked.codelist else None
    codes = tuple(codelist.groups) if codelist else variable.codes
    found: list[str] = []
    for value in asked.values:
        found += [code for code in expanded(codes, value, variable.role == "time") if code not in found]
    return Choice(variable, tuple(found), codelist)


def _codelist(variable: FakeVariable, key: str) -> FakeCodelist:
    for codelist in variable.codelists:
        if codelist.key == key:
            return codelist
    raise Problem(400, "Non-existent codelist")


def expanded(codes: Sequence[str], value: str, is_time: bool) -> list[str]:
    """The codes that a code or an expression means. Raises `Problem` for one that means nothing."""
    low = value.lower()
    for code in codes:
        if code.lower() == low:
            return [code]
    if "*" in value:
        return _starred(codes, value)
    if "?" in value:
        return [c for c in codes if len(c) == len(value) and _alike(c.lower(), low)]
    if call := re.fullmatch(r"(top|bottom)\(([1-9]\d*)(?:,(\d+))?\)", low):
        return _from_an_end(codes, int(call[2]), int(call[3] or 0), newest=(call[1] == "top") is is_time)
    if call := re.fullmatch(r"(from|to)\(([^,]+)\)", low):
        at = _place(codes, call[2])
        return list(codes[at:] if call[1] == "from" else codes[: at + 1])
    if call := re.fullmatch(r"range\(([^,]+),([^,]+)\)", low):
        first, last = sorted((_place(codes, call[1]), _place(codes, call[2])))
        return list(codes[first : last + 1])
    raise Problem(400, "Non-existent value")


def _starred(codes: Sequence[str], value: str) -> list[str]:
    stars, inside = value.count("*"), value.strip("*").lower()
    begins, ends = value.startswith("*"), value.endswith("*")
    if value == "*":
        return list(codes)
    if stars == 2 and begins and ends:
        return [code for code in codes if inside in code.lower()]
    if stars == 1 and begins:
        return [code for code in codes if code.lower().endswith(inside)]
    if stars == 1 and ends:
        return [code for code in codes if code.lower().startswith(inside)]
    raise Problem(400, "Illegal selection expression")


def _alike(code: str, pattern: str) -> bool:
    return all(wanted in ("?", sign) for sign, wanted in zip(code, pattern, strict=True))


def _from_an_end(codes: Sequence[str], count: int, over: int, *, newest: bool) -> list[str]:
    """So many codes from the end, or from the beginning, in the order of the table."""
    if newest:
        return list(reversed(list(reversed(codes))[over : over + count]))
    return list(codes[over : over + count])


def _place(codes: Sequence[str], code: str) -> int:
    for at, one in enumerate(codes):
        if one.lower() == code:
            return at
    raise Problem(400, "Illegal selection expression")
