"""Chance that can be repeated: one stream for each part of the city, so that no part can change another."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from fardplan.simulation.streams import stream

T = TypeVar("T")


class Chance:
    """The draws of one part, a board's plan of a year say."""

    def __init__(self, seed: int, part: str, year: int = 0) -> None:
        self._numbers = stream(seed, part, year)

    def happens(self, probability: float) -> bool:
        return float(self._numbers.random()) < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both ends included."""
        return int(self._numbers.integers(low, high + 1))

    def between(self, low: float, high: float) -> float:
        return float(self._numbers.uniform(low, high))

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.whole(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], number: int) -> tuple[T, ...]:
        """So many of them, or all, in the order that they stand in."""
        wanted = min(number, len(choices))
        places = sorted(int(place) for place in self._numbers.permutation(len(choices))[:wanted])
        return tuple(choices[place] for place in places)

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`; `first` where they are the wrong way round."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))
