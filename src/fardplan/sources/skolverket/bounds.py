"""The share of a city's pupils, from schools of which some are hidden: the lowest and highest it can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

FEWER_THAN = 10
"""A school with fewer pupils than this has its number hidden, and everything else about them."""

ALMOST_ALL = (1, 4)
"""How many pupils are left out where a share is written `~100`, at least and at most."""


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils of some schools, and how many of them the share counts. They add up in any order."""

    counted: Fraction = Fraction(0)
    all: int = 0

    def __add__(self, other: Pupils) -> Pupils:
        return Pupils(self.counted + other.counted, self.all + other.all)

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1; None where there are no pupils."""
        return self.counted / self.all if self.all else None


NOBODY = Pupils()


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of some schools: the pupils as they give the lowest share, the highest, and one between.

    `between` leaves out those of whom no share is told, and takes the middle where it is told roughly.
    `schools` are all, `rough` those with `~100`, `hidden` those with `..`, `without` those with `.`.
    """

    lowest: Pupils = NOBODY
    highest: Pupils = NOBODY
    between: Pupils = NOBODY
    schools: int = 0
    rough: int = 0
    hidden: int = 0
    without: int = 0

    def __add__(self, other: Told) -> Told:
        return Told(
            self.lowest + other.lowest,
            self.highest + other.highest,
            self.between + other.between,
            self.schools + other.schools,
            self.rough + other.rough,
            self.hidden + other.hidden,
            self.without + other.without,
        )


NOTHING = Told()


def of_schools(schools: Iterable[Told]) -> Told:
    """What is told of several schools together."""
    return sum(schools, NOTHING)


def rounded(pupils: int, share: Fraction, step: Fraction) -> Told | None:
    """A school whose share, in per cent, was rounded to `step`; None where no whole number of pupils has it.

    A share halfway between two steps may have been rounded either way.
    """
    half = step / 2
    fewest = max(0, ceil((share - half) * pupils / 100))
    most = min(pupils, floor((share + half) * pupils / 100))
    return _known(pupils, fewest, most) if fewest <= most else None


def almost_all(pupils: int) -> Told:
    """A school where all pupils but one to four are counted."""
    least, most = ALMOST_ALL
    return replace(_known(pupils, max(0, pupils - most), max(0, pupils - least)), rough=1)


def hidden(pupils: int | None) -> Told:
    """A school whose share is held back: none or all of its pupils may be counted.

    None is a number of pupils that is held back too. The share of the city goes furthest when they are as
    many as they can be.
    """
    number = FEWER_THAN - 1 if pupils is None else pupils
    return Told(Pupils(Fraction(0), number), Pupils(Fraction(number), number), schools=1, hidden=1)


def without(pupils: int | None) -> Told:
    """A school with `.` for its share: there is none, since its pupils have no grades, or none is counted.

    The file does not tell which, so in the lowest share its pupils are there and not counted, and in the
    highest they are not there.
    """
    number = FEWER_THAN - 1 if pupils is None else pupils
    return Told(lowest=Pupils(Fraction(0), number), schools=1, without=1)


def _known(pupils: int, fewest: int, most: int) -> Told:
    return Told(
        Pupils(Fraction(fewest), pupils),
        Pupils(Fraction(most), pupils),
        Pupils(Fraction(fewest + most, 2), pupils),
        schools=1,
    )
