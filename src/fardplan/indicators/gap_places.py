"""Which figures of a period can be compared: the districts of one division, the groups of one dimension."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.vocabulary.area import Area, AreaKind, Division
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of a period that are compared, by code of place in order; all have values.

    `protected` is how many more places have a figure that is not shown.
    """

    division: str
    period: Period
    figures: Mapping[str, Observation]
    protected: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.figures)

    @property
    def origin(self) -> Origin:
        """Computed here, and simulated as soon as one of the figures is."""
        simulated = any(item.provenance.origin is Origin.SIMULATED for item in self.figures.values())
        return Origin.SIMULATED if simulated else Origin.OWN_CALCULATION


def district_divisions(divisions: Iterable[Division], areas: Iterable[Area]) -> tuple[Division, ...]:
    """The divisions of the city into districts, without those into larger parts."""
    districts = {area.code for area in areas if area.kind is AreaKind.DISTRICT}
    return tuple(item for item in divisions if item.areas and districts.issuperset(item.areas))


def district_sides(observations: Iterable[Observation], divisions: Sequence[Division]) -> tuple[Side, ...]:
    """Per period the districts of one division, oldest first; of several where each is complete.

    The division is the one that most of the figures belong to, and where that does not tell them apart the
    one that held on the period's last day: statistics change division later than the boards do, and older
    years are sometimes counted anew. Districts of two divisions are never in one comparison. A protected
    figure is told of its district, and makes a division no less complete, but is not compared.
    """
    by_period: dict[Period, dict[str, Observation]] = defaultdict(dict)
    for item in observations:
        if not item.group.categories and (usable(item) or is_protected(item)):
            by_period[item.period][item.area] = item
    sides = [
        _side(division.code, period, {code: told[code] for code in sorted(division.areas) if code in told})
        for period, told in sorted(by_period.items())
        for division in _chosen(divisions, period, frozenset(told))
    ]
    return tuple(side for side in sides if len(side.figures) >= FEWEST)


def group_sides(observations: Iterable[Observation], area: str) -> tuple[Side, ...]:
    """Per period and dimension the groups of `area` that differ in that dimension alone, oldest first."""
    found: dict[tuple[Period, str], dict[str, Observation]] = defaultdict(dict)
    for item in observations:
        if item.area == area and len(item.group.categories) == 1 and (usable(item) or is_protected(item)):
            dimension = item.group.categories[0][0]
            found[item.period, dimension][str(item.group)] = item
    sides = (
        _side(dimension, period, dict(sorted(told.items())))
        for (period, dimension), told in sorted(found.items())
    )
    return tuple(side for side in sides if len(side.figures) >= FEWEST)


def _side(division: str, period: Period, told: Mapping[str, Observation]) -> Side:
    figures = {code: item for code, item in told.items() if not is_protected(item)}
    return Side(division, period, figures, protected=len(told) - len(figures))


def is_protected(item: Observation) -> bool:
    """Whether there is a figure that is not shown, to protect individuals."""
    return item.status is Status.SUPPRESSED


def usable(item: Observation) -> bool:
    """Whether a figure can be judged: a preliminary one is shown, never judged."""
    return item.value is not None and item.status is not Status.PRELIMINARY


def broken_between(first: Side, last: Side, definition: IndicatorDefinition) -> bool:
    """Whether a series break of any place compared lies after `first` and at or before `last`."""
    places = {item.area for item in last.figures.values()}
    return any(
        first.period.start < item.first.start <= last.period.start
        for item in definition.breaks
        if not item.areas or places.intersection(item.areas)
    )


def _chosen(divisions: Sequence[Division], period: Period, codes: frozenset[str]) -> list[Division]:
    if not divisions:
        return []
    best = max(divisions, key=lambda item: (len(codes.intersection(item.areas)), item.holds_on(period.end)))
    return [item for item in divisions if item is best or codes.issuperset(item.areas)]
