"""The workbench: what a level in a year would ask of the city."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.differences import Standing
from fardplan.indicators.gap_places import Side, district_divisions, district_sides
from fardplan.presentation.sentences import Sentence, there_is
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
from fardplan.roadmap.workbench.obstacle import wanted_with
from fardplan.roadmap.workbench.people import District
from fardplan.roadmap.workbench.record import Series
from fardplan.roadmap.workbench.reference import Panel
from fardplan.roadmap.workbench.usual import usual_levels, usual_years
from fardplan.roadmap.workbench.vision import VisionRule
from fardplan.sources.municipalities import municipality_names
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.attainment import attainment_of
from fardplan.usecases.group_size import group_sizes
from fardplan.usecases.homes import Home
from fardplan.usecases.yearly import neighbours
from fardplan.vocabulary.errors import NotFoundError, RuleError
from fardplan.vocabulary.gap import GapTarget
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.status import Direction, Figure
from fardplan.vocabulary.unit import Measure, Unit

BEST_QUARTER = 0.25


@dataclass(frozen=True, slots=True)
class Bench:
    """A milestone on the workbench: what is known of it, and where each kind of evidence is lacking.

    `definition` is of the indicator that is weighed; where that is not the milestone's own but one for
    context, `instead_of` is the milestone's own, None where it has none. `history` has the city's figures,
    oldest first, across series breaks, and `sources` where they come from, each with the day on which it
    published its latest.
    """

    milestone: Milestone
    definition: IndicatorDefinition
    evidence: Evidence
    names: dict[str, str]
    by_context: bool = False
    instead_of: IndicatorDefinition | None = None
    history: tuple[Figure, ...] = ()
    sources: tuple[tuple[str, date], ...] = ()


def bench(
    home: Home,
    milestone: str,
    *,
    as_of: date,
    indicator: str | None = None,
    public: bool = False,
    vision_level: float | None = None,
    vision_rule: VisionRule | None = None,
) -> Bench:
    """Gather a milestone's evidence: own series, panel, districts, group size, forecast.

    `indicator`: one of the milestone's context indicators, to weigh with instead of its own. `public`: look
    only at figures that may leave the house. Raises `NotFoundError` for an unknown milestone or indicator,
    and `RuleError` when it has no indicator, no wanted direction or no figure.
    """
    version = applying_on(all_versions(), as_of).version
    found = version.milestone(milestone)
    if found is None:
        keys = [item.key for item in version.milestones]
        raise NotFoundError(
            Sentence("there is no milestone '{milestone}'", milestone=milestone),
            instead=there_is(keys, asked=milestone),
        )
    return bench_of(
        home,
        version,
        found,
        as_of=as_of,
        indicator=indicator,
        public=public,
        vision_level=vision_level,
        vision_rule=vision_rule,
    )


def bench_of(
    home: Home,
    version: RoadmapVersion,
    milestone: Milestone,
    *,
    as_of: date,
    indicator: str | None = None,
    public: bool = False,
    vision_level: float | None = None,
    vision_rule: VisionRule | None = None,
) -> Bench:
    """`bench` for a milestone of a version that has been read already; no query is made."""
    own = own_indicator(home, milestone)
    definition = own if indicator is None else asked_indicator(home, milestone, indicator)
    if definition is None or milestone.wanted is None:
        raise RuleError(
            Sentence("'{key}' has no wanted direction", key=milestone.key)
            if definition
            else Sentence("'{key}' has no indicator", key=milestone.key),
            instead=Sentence(
                "Without it no level can be weighed. Decide it first, or import it with the roadmap."
            ),
        )
    by_context = own is None or definition.key != own.key
    wanted = wanted_with(milestone, own, definition)
    if wanted is None:
        raise RuleError(
            Sentence(
                "for '{key}' it is not given which way is better, so no level can be weighed with it",
                key=definition.key,
            ),
            instead=Sentence("Give its polarity in the indicator's definition."),
        )
    gathered = _Gathered(home, definition, as_of, wanted, public)
    return Bench(
        milestone=milestone,
        definition=definition,
        evidence=gathered.evidence(
            version, gap=None if by_context else milestone.gap, level=vision_level, rule=vision_rule
        ),
        names=municipality_names() | {area.code: area.name for area in home.city.areas},
        by_context=by_context,
        instead_of=own if by_context else None,
        history=tuple(item for part in gathered.parts for item in figures(part, definition)),
        sources=gathered.sources,
    )


def own_indicator(home: Home, milestone: Milestone) -> IndicatorDefinition | None:
    """The definition of the indicator that measures a milestone, None where there is none."""
    return home.city.indicator(milestone.indicator.indicator) if milestone.indicator else None


def asked_indicator(home: Home, milestone: Milestone, indicator: str) -> IndicatorDefinition:
    """The milestone's own indicator or one of its context; `NotFoundError` for another, which would weigh
    something else."""
    keys = [*([milestone.indicator.indicator] if milestone.indicator else []), *milestone.context]
    definition = home.city.indicator(indicator) if indicator in keys else None
    if definition is None:
        raise NotFoundError(
            Sentence(
                "'{indicator}' is neither the indicator of '{milestone}' nor one for context",
                indicator=indicator,
                milestone=milestone.key,
            ),
            instead=there_is(keys, asked=indicator),
        )
    return definition


class _Gathered:
    """An indicator's figures on a day, sorted into what the workbench asks for."""

    def __init__(
        self,
        home: Home,
        definition: IndicatorDefinition,
        as_of: date,
        wanted: Direction,
        public: bool = False,
    ) -> None:
        self.home, self.definition, self.wanted = home, definition, wanted
        self.as_of, self.public = as_of, public
        self.observations = self._series(definition)
        self.parts = stretches(self.observations, definition, definition.area)
        if not self.parts:
            raise RuleError(
                Sentence("there are no figures for '{key}' in the area it is judged on", key=definition.key),
                instead=Sentence("Load them: fardplan evidence load FILE."),
            )

    @property
    def sources(self) -> tuple[tuple[str, date], ...]:
        """Where the figures come from, the city's and the others', with the day of each's latest."""
        latest: dict[str, date] = {}
        for item in self.observations:
            told = item.provenance
            latest[told.source] = max(latest.get(told.source, told.published), told.published)
        return tuple(sorted(latest.items()))

    def evidence(
        self,
        version: RoadmapVersion,
        *,
        gap: GapTarget | None,
        level: float | None,
        rule: VisionRule | None,
    ) -> Evidence:
        definition, panel = self.definition, _panel(self.observations, self.definition, self.home)
        side = self._districts()
        districts = _as_districts(side)
        beside = neighbours(self.observations, definition, beside=definition.area)
        found = Evidence(
            unit=definition.unit,
            rounded_to=definition.rounded_to,
            wanted=self.wanted,
            latest=figures(self.parts[-1], definition)[-1],
            own=[_plain(part.observations) for part in self.parts],
            panel=panel,
            attainment=attainment_of(self.parts[-1], definition, self.wanted, beside),
            group=_groups(self.observations, definition),
            counted=definition.counted,
            districts=districts,
            districts_period=side.period if side else None,
            standings=self._standings(districts),
            gap=gap,
            vision=_vision(version.vision.year, self.wanted, panel, districts, level, rule),
            asked_in=self.as_of.year,
            last_year=version.vision.year,
        )
        _ = found.located
        return found

    def _series(self, definition: IndicatorDefinition) -> tuple[Observation, ...]:
        return self.home.evidence.series(definition.key, as_of=self.as_of, public=self.public)

    def _districts(self) -> Side | None:
        """The districts of one division in the latest period that has them with their size."""
        if self.definition.unit.measure is not Measure.SHARE:
            return None
        city = self.home.city
        sized = [item for item in self.observations if item.base]
        sides = district_sides(sized, district_divisions(city.divisions, city.areas))
        return sides[-1] if sides else None

    def _standings(self, districts: Sequence[District]) -> dict[str, float] | None:
        """The city's order of its districts from worst-off to best-off; never by the indicator itself."""
        key = self.home.city.city.standing
        definition = self.home.city.indicator(key) if key and key != self.definition.key else None
        if definition is None or not districts:
            return None
        standing = Standing(definition, self._series(definition))
        codes = [item.area for item in districts]
        order = standing.of(codes)
        return None if order is None else dict(zip(codes, order, strict=True))


def weigh(on: Bench, level: float, year: int, rule: AmbitionRule | None = None) -> Calibration:
    """What one candidate would ask.

    Raises `RuleError` for a level outside the indicator's range and a year after the vision's.
    """
    _check_possible(on, [level], [year])
    return calibrate(on.evidence, Candidate(level, year), rule)


def lay_out(
    on: Bench, levels: Sequence[float], years: Sequence[int], rule: AmbitionRule | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Levels by years, as asked or as `usual_levels` and `usual_years` propose; raises as `weigh`."""
    _check_possible(on, levels, years)
    return calibrate_grid(
        on.evidence, levels or usual_levels(on.evidence), years or usual_years(on.evidence), rule
    )


def _check_possible(on: Bench, levels: Iterable[float], years: Iterable[int]) -> None:
    unit, last = on.definition.unit, on.evidence.last_year
    for level in levels:
        if not unit.contains(level):
            raise RuleError(
                Sentence(
                    "the level {level} cannot be: it is in {unit}", level=f"{level:g}", unit=unit.label.sv
                ),
                instead=_range(unit),
            )
    for year in years:
        if last is not None and year > last:
            raise RuleError(
                Sentence("the year {year} is after the vision's, {last}", year=year, last=last),
                instead=Sentence("Choose {last} or earlier.", last=last),
            )


def _range(unit: Unit) -> Sentence | None:
    if unit.floor is None or unit.ceiling is None:
        return None
    return Sentence("It lies from {low} to {high}.", low=f"{unit.floor:g}", high=f"{unit.ceiling:g}")


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


def _as_districts(side: Side | None) -> tuple[District, ...]:
    if side is None:
        return ()
    return tuple(
        District(item.area, item.value, float(item.base))
        for item in side.figures.values()
        if item.value is not None and item.base
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
    year: int,
    wanted: Direction,
    panel: Panel,
    districts: Sequence[District],
    level: float | None,
    rule: VisionRule | None,
) -> Vision | None:
    """The vision's level: as stated, or by a rule; without either, the best quarter if there is a panel."""
    if level is not None:
        return Vision(VisionRule.LEVEL, level, year)
    best = max if wanted is Direction.UP else min
    if rule is VisionRule.NO_GAP:
        shares = [item.share for item in districts]
        return Vision(rule, best(shares), year) if shares else None
    ends = sorted((parts[-1][-1][1] for parts in panel.values() if parts), reverse=wanted is Direction.UP)
    if not ends:
        return None
    return Vision(VisionRule.BEST_QUARTER, ends[int(len(ends) * BEST_QUARTER)], year)
