"""Editions of the small areas, and codes that say which edition they are of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.vocabulary.errors import InputError, known

_CODES = re.compile(r"(?P<code>\d{4}(?:R\d{3}|[ABC]\d{4}))(?:_(?P<edition>\w+))?")


class SmallKind(StrEnum):
    """RegSO are parts of a municipality with names; DeSO are the parts of these, and have none."""

    REGSO = "RegSO"
    DESO = "DeSO"

    def has(self, code: str) -> bool:
        """Whether a code without suffix is of this kind: `0180R001`, `0180C1010`."""
        return bool(re.fullmatch(r"\d{4}R\d{3}" if self is SmallKind.REGSO else r"\d{4}[ABC]\d{4}", code))


@dataclass(frozen=True, slots=True)
class SmallDivision:
    """An edition of RegSO or DeSO.

    `layer` is what Statistics Sweden's map server calls it. `suffix` follows a code in its statistical
    database. Statistics are told by it from `first` to `last`; None is open.
    """

    kind: SmallKind
    year: int
    layer: str
    suffix: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def key(self) -> str:
        """What it is called in commands and in a city package: `regso-2025`."""
        return f"{self.kind.lower()}-{self.year}"

    @property
    def name(self) -> str:
        return f"{self.kind} {self.year}"

    @property
    def day(self) -> date:
        """The day that its borders are of, where a map does not say."""
        return date(self.year, 1, 1)


_BEFORE, _SINCE = date(2023, 12, 31), date(2024, 1, 1)

DIVISIONS = {
    item.key: item
    for item in (
        SmallDivision(SmallKind.REGSO, 2025, "stat:RegSO_2025", "_RegSO2025", first=_SINCE),
        SmallDivision(SmallKind.DESO, 2025, "stat:DeSO_2025", "_DeSO2025", first=_SINCE),
        SmallDivision(SmallKind.REGSO, 2020, "stat:RegSO_2018", last=_BEFORE),
        SmallDivision(SmallKind.DESO, 2018, "stat:DeSO_2018", last=_BEFORE),
    )
}
"""By key. RegSO of 2020 are made of the DeSO of 2018."""

_PARTS = {"regso-2025": "deso-2025", "regso-2020": "deso-2018"}


def division_named(key: str) -> SmallDivision:
    """Raises `InputError` with those there are."""
    if key not in DIVISIONS:
        raise InputError(f"there is no division '{key}'", instead=known(DIVISIONS, asked=key))
    return DIVISIONS[key]


def deso_of(division: SmallDivision) -> SmallDivision:
    """The DeSO that a division's areas are made of: itself, or those of its RegSO."""
    return DIVISIONS[_PARTS.get(division.key, division.key)]


def in_database(code: str, division: SmallDivision) -> str:
    """A code as Statistics Sweden's database writes it: `0180R001_RegSO2025`; older editions have no suffix.

    It is the code of the area here too, so that figures find their area and editions do not mix. Raises
    `InputError` for what is no code of the division.
    """
    if not division.kind.has(code):
        raise InputError(
            f"'{code}' is no code of a {division.kind}",
            instead="RegSO are written 0180R001 and DeSO 0180C1010.",
        )
    return code + division.suffix


def from_database(text: str, division: SmallDivision) -> str:
    """The code without its suffix. Raises `InputError` where it is of another edition, or says of none."""
    found = _CODES.fullmatch(text)
    code = found["code"] if found else text
    if in_database(code, division) != text:
        there = sorted(item.name for item in _editions(text))
        raise InputError(
            f"'{text}' is of {' or '.join(there) or 'no edition that is known'}, "
            f"and {division.name} was expected",
            instead=f"Codes of {division.name} are written {code}{division.suffix}. "
            "Editions with other borders cannot be mixed.",
        )
    return code


def _editions(text: str) -> Iterable[SmallDivision]:
    """The editions that a code may be of."""
    found = _CODES.fullmatch(text)
    if not found:
        return ()
    return tuple(
        item
        for item in DIVISIONS.values()
        if item.kind.has(found["code"]) and found["code"] + item.suffix == text
    )
