"""The group that a share is of, in the years to come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """How many persons the share will be of in a year.

    `lower` and `upper` bound an 80 % interval where the size is forecast; without them it is the latest
    known size, from `latest_year`, that stands in.
    """

    size: float
    latest_year: int
    lower: float | None = None
    upper: float | None = None

    @property
    def is_forecast(self) -> bool:
        return self.lower is not None


Groups = Callable[[int], Group]
"""The group by year."""
