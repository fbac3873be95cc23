"""Whether a figure moves more than its series ordinarily does, where no forecast can be made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from fardplan.indicators.definition import IndicatorDefinition, RegisterError
from fardplan.vocabulary.observation import Observation

STANDARD_DEVIATIONS = 5.0
"""So many of the ordinary movement's, for each year that has passed, are no ordinary movement."""

CHANGES = 8.0
"""So many times the middlemost change from one figure to the next, where no movement is known."""

FEWEST_CHANGES = 2
STEPS = 10.0
"""Changes of fewer rounding steps are never unusual."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """A figure that moved by more than `most`, in the unit, since what it was, or since the one before it."""

    figure: Observation
    since: Observation
    most: float


@dataclass(frozen=True, slots=True)
class Movement:
    """What a figure is held against: the figure `since` which it moved, and the `most` it ordinarily does."""

    since: Observation
    most: float

    def judged(self, arriving: Observation) -> Unusual | None:
        """The figure as unusual, None where it is not."""
        assert self.since.value is not None
        assert arriving.value is not None
        moved = abs(arriving.value - self.since.value)
        return Unusual(arriving, self.since, self.most) if moved > self.most else None


def movement(
    definition: IndicatorDefinition, known: Sequence[Observation], arriving: Observation
) -> Movement | None:
    """What `arriving` can be held against in the `known` figures of its area and group.

    None where it cannot be told what is usual: nothing earlier is known, a new definition came between, or
    too few figures say how the series moves.
    """
    values = {item.period: item for item in known if item.value is not None}
    earlier = [period for period in sorted(values) if period < arriving.period]
    since = values.get(arriving.period) or (values[earlier[-1]] if earlier else None)
    most = _most(definition, [values[period] for period in sorted(values)])
    if since is None or most is None or _broken(definition, since, arriving):
        return None
    years = max(1.0, arriving.period.position - since.period.position)
    return Movement(since, most * years**0.5)


def _most(definition: IndicatorDefinition, known: Sequence[Observation]) -> float | None:
    """The largest ordinary change in a year; None where nothing tells."""
    least = STEPS * definition.rounded_to
    error = definition.error
    if isinstance(error, RegisterError) and error.movement:
        return max(least, STANDARD_DEVIATIONS * error.movement.sd)
    values = [item.value for item in known if item.value is not None]
    changes = [abs(later - one) for one, later in pairwise(values)]
    return max(least, CHANGES * median(changes)) if len(changes) >= FEWEST_CHANGES else None


def _broken(definition: IndicatorDefinition, since: Observation, arriving: Observation) -> bool:
    return any(
        since.period < item.first <= arriving.period and (not item.areas or arriving.area in item.areas)
        for item in definition.breaks
    )
