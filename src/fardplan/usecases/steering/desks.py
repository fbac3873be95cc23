"""Desks: a milestone's evidence gathered once, so that every candidate after that is an evaluation only."""

from dataclasses import dataclass
from datetime import date

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.roadmap.workbench.choice import Cell
from fardplan.roadmap.workbench.obstacle import Obstacle, obstacle_of
from fardplan.roadmap.workbench.usual import usual_levels, usual_years
from fardplan.usecases.calibration import Bench, asked_indicator, bench_of, lay_out, own_indicator
from fardplan.usecases.homes import Home
from fardplan.usecases.steering.prepared import Prepared
from fardplan.vocabulary.errors import RuleError

MOST_DESKS = 64
"""A city's milestones with all the indicators that somebody weighs them with, twice over."""

Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What is prepared for weighing a milestone with one indicator.

    `fingerprint` names the editions that it rests on. `bench` is None where `obstacle` says why; then there
    are no levels and years. `levels` and `years` are those of the grid, `rows` the grid by the usual rule,
    and `step` is what a press of + or − moves the level.
    """

    definition: IndicatorDefinition | None
    fingerprint: str
    day: date
    bench: Bench | None
    obstacle: Obstacle | None
    levels: tuple[float, ...] = ()
    years: tuple[int, ...] = ()
    rows: Rows = ()
    step: float = 1.0


DESKS: Prepared[Desk] = Prepared(MOST_DESKS)


def desk_of(
    home: Home, version: RoadmapVersion, milestone: Milestone, *, indicator: str | None, day: date
) -> Desk:
    """The desk of a milestone on a day, with its own indicator or one of its context.

    It is made anew when its evidence has a new edition, when the milestone's wording or indicator is another,
    or on another day. Raises `NotFoundError` for an indicator that is neither.
    """
    own = own_indicator(home, milestone)
    asked = own if indicator is None else asked_indicator(home, milestone, indicator)
    rests_on = {item for item in (asked.key if asked else None, home.city.city.standing) if item}
    fingerprint = home.evidence.fingerprint(rests_on)
    key = (
        home.path,
        version.vision.year,
        milestone.model_dump_json(),
        asked.key if asked else None,
        fingerprint,
        day,
    )
    return DESKS.get(key, lambda: _made(home, version, milestone, own, asked, fingerprint, day))


def _made(
    home: Home,
    version: RoadmapVersion,
    milestone: Milestone,
    own: IndicatorDefinition | None,
    asked: IndicatorDefinition | None,
    fingerprint: str,
    day: date,
) -> Desk:
    obstacle = obstacle_of(milestone, own, asked, figures=True)
    if obstacle is not None or asked is None:
        return Desk(asked, fingerprint, day, None, obstacle)
    try:
        on = bench_of(home, version, milestone, as_of=day, indicator=asked.key)
    except RuleError:
        # All else that it refuses has been looked for above.
        return Desk(asked, fingerprint, day, None, Obstacle.NO_FIGURES)
    levels, years = usual_levels(on.evidence), usual_years(on.evidence)
    return Desk(
        asked,
        fingerprint,
        day,
        on,
        None,
        levels,
        years,
        lay_out(on, levels, years) if levels else (),
        _step(levels, asked),
    )


def _step(levels: tuple[float, ...], definition: IndicatorDefinition) -> float:
    """About half of what is between two levels of the grid, in whole steps of how the figures are told."""
    finest = definition.rounded_to
    apart = abs(levels[1] - levels[0]) / 2 if len(levels) > 1 else finest
    return round(max(1, round(apart / finest)) * finest, 6)
