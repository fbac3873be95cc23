"""Clearance: divides observations into those that may leave the house and those that stay."""

from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.vocabulary.clearance import Cleared, may_leave
from fardplan.vocabulary.observation import Observation


@dataclass(frozen=True, slots=True)
class Clearing:
    """What came out of a clearance: together, and each in the order given, all that went in."""

    cleared: Cleared
    held_back: tuple[Observation, ...]


def clear(observations: Iterable[Observation]) -> Clearing:
    """Divide `observations` by whether they may leave the house, see `vocabulary.clearance.may_leave`.

    This is the one place where `Cleared` is made. A figure marked `internal` is held back whatever its
    value, since a figure that is missing or suppressed can tell as much as a number.
    """
    cleared: list[Observation] = []
    held_back: list[Observation] = []
    for observation in observations:
        (cleared if may_leave(observation) else held_back).append(observation)
    return Clearing(Cleared(tuple(cleared)), tuple(held_back))
