"""The workbench: what a level in a year would ask of the city."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.series import figures, stretches
from fardplan.roadmap.standing import applying_on
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.roadmap.workbench.calibration import (
    Calibration,
    Evidence,
    Vision,
    calibrate,
    calibrate_grid,
)
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell
from fardplan.roadmap.workbench.group import Group, Groups
from fardplan.roadmap.workbench.people import District
from fardplan.roadmap.workbench.record import Series
from fardplan.roadmap.workbench.usual import usual_levels, usual_years
from fardplan.roadmap.workbench.vision import VisionRule
from fardplan.sources.municipalities import municipality_names
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.attainment import attainment_of
from fardplan.usecases.group_size import group_sizes
from fardplan.usecases.homes import Home
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.errors import NotFoundError, RuleError, known
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.unit import Measure

BEST_QUARTER = 0.25


@dataclass(frozen=True, slots=True)
class Bench:
    """A milestone on the workbench: what is known of it, and where each kind of evidence is lacking."""

    milestone: Milestone
    definition: IndicatorDefinition
    evidence: Evidence
    names: dict[str, str]


def bench(
    home: Home,
    milestone: str,
    *,
    as_of: date,
    vision_level: float | None = None,
    vision_rule: VisionRule | None = None,
) -> Bench:
    """Gather a milestone's evidence: own series, panel, districts, group size, forecast.

    Raises `NotFoundError` for an unknown milestone and `RuleError` when it has no indicator, no wanted
    direction or no figure.
    """
    version = applying_on(all_versions(), as_of).version
    found = version.milestone(milestone)
    if found is None:
        keys = [item.key for item in version.milestones]
        raise NotFoundError(f"there is no milestone '{milestone}'", instead=known(keys, asked=milestone))
    definition = home.city.indicator(found.indicator.indicator) if found.indicator else None
    if definition is None or found.wanted is None:
        raise RuleError(
            f"'{milestone}' has no {'wanted direction' if definition else 'indicator'}",
            instead="Without it no level can be weighed. Decide it first, or import it with the roadmap.",
        )
    observations = home.evidence.series(definition.key, as_of=as_of)
    parts = stretches(observations, definition, definition.area)
    if not parts:
        raise RuleError(
            f"there are no figures for '{definition.key}' in the area it is judged on",
            instead="Load them: fardplan evidence load FILE.",
        )
    latest = figures(parts[-1], definition)[-1]
    panel = _panel(observations, definition, home)
    districts = _districts(observations, definition, home)
    return Bench(
        milestone=found,
        definition=definition,
        evidence=Evidence(
            unit=definition.unit,
            rounded_to=definition.rounded_to,
            wanted=found.wanted,
            latest=latest,
            own=[_plain(part.observations) for part in parts],
            panel=panel,
            attainment=attainment_of(parts[-1], definition, found.wanted),
            group=_groups(observations, definition),
            counted=definition.counted,
            districts=districts,
            vision=_vision(version, found, panel, districts, vision_level, vision_rule),
        ),
        names=municipality_names() | {area.code: area.name for area in home.city.areas},
    )


def weigh(on: Bench, level: float, year: int, rule: AmbitionRule | None = None) -> Calibration:
    """What one candidate would ask. Raises `RuleError` for a level outside the indicator's range."""
    if not on.definition.unit.contains(level):
        raise RuleError(f"the level {level:g} cannot be: the unit is {on.definition.unit.label.sv}")
    return calibrate(on.evidence, Candidate(level, year), rule)


def lay_out(
    on: Bench, levels: Sequence[float], years: Sequence[int], rule: AmbitionRule | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Levels by years, as asked or as `usual_levels` and `usual_years` propose."""
    return calibrate_grid(
        on.evidence, levels or usual_levels(on.evidence), years or usual_years(on.evidence), rule
    )


def _plain(observations: Iterable[Observation]) -> Series:
    return [(item.period, item.value) for item in observations if item.value is not None]


def _panel(
    observations: Iterable[Observation], definition: IndicatorDefinition, home: Home
) -> dict[str, list[Series]]:
    """The break-free stretches of every municipality but the city itself."""
    by_area: dict[str, list[Observation]] = defaultdict(list)
    for item in observations:
        if item.area in municipality_names() and item.area != home.city.city.municipality_code:
            by_area[item.area].append(item)
    return {
        area: [_plain(part.observations) for part in stretches(series, definition, area)]
        for area, series in by_area.items()
    }


def _districts(
    observations: Iterable[Observation], definition: IndicatorDefinition, home: Home
) -> tuple[District, ...]:
    """The districts with a share and a base in the latest period that has any."""
    codes = {area.code for area in home.city.areas if area.kind is AreaKind.DISTRICT}
    found = [
        item
        for item in observations
        if item.area in codes and not item.group.categories and item.value is not None and item.base
    ]
    if definition.unit.measure is not Measure.SHARE or not found:
        return ()
    last = max(item.period for item in found)
    return tuple(
        District(item.area, item.value, float(item.base))
        for item in found
        if item.period == last and item.value is not None and item.base is not None
    )


def _groups(observations: Iterable[Observation], definition: IndicatorDefinition) -> Groups | None:
    """The size of the group by year, as a count or a forecast; None where it is not known."""
    sizes = group_sizes(observations, definition)
    if sizes is None:
        return None

    def group(year: int) -> Group:
        found = sizes(year)
        lower, upper = found.interval or (None, None)
        return Group(found.size, found.latest_year, lower, upper)

    return group


def _vision(
    version: RoadmapVersion,
    milestone: Milestone,
    panel: dict[str, list[Series]],
    districts: Sequence[District],
    level: float | None,
    rule: VisionRule | None,
) -> Vision | None:
    """The vision's level: as stated, or by a rule; without either, the best quarter if there is a panel."""
    year = version.vision.year
    if level is not None:
        return Vision(VisionRule.LEVEL, level, year)
    up = milestone.wanted is not None and milestone.wanted.sign > 0
    if rule is VisionRule.NO_GAP:
        shares = [item.share for item in districts]
        return Vision(rule, max(shares) if up else min(shares), year) if shares else None
    ends = sorted((parts[-1][-1][1] for parts in panel.values() if parts), reverse=up)
    if not ends:
        return None
    return Vision(VisionRule.BEST_QUARTER, ends[int(len(ends) * BEST_QUARTER)], year)
