"""One register counted: asked of an engine, added up, protected, attacked, and told as observations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fardplan.engines.engine import Engine, Inspection, QualityReport, Span
from fardplan.indicators.counting.count import Counted as Definition
from fardplan.indicators.counting.earlier import CountedDefinition, former_definitions
from fardplan.indicators.counting.observing import Observing
from fardplan.indicators.counting.plan import RECORD_KEY, CountingPlan
from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.register import RegisterDefinition, period_of, time_value
from fardplan.indicators.counting.rollup import RolledUp
from fardplan.indicators.counting.surveying import Surveyed
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.sentences import Sentence
from fardplan.sources.city_package import CityPackage
from fardplan.usecases.counted_release import Answers, CountedRelease
from fardplan.usecases.distinct_alone import check_alone
from fardplan.usecases.earlier_figures import EarlierFigures
from fardplan.usecases.keyed_files import sums_of_keys
from fardplan.usecases.privacy_records import ReleaseRecord
from fardplan.usecases.published_before import PublishedBefore
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, PublishedBasis

UNNAMED = "unnamed"
"""Stands for the report's name in provenance until the report is whole; it is never saved."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one register: its files, the indicators and the span of years (None: all).

    `before`: what has been published of the register. What it counted, and the indicators do not count any
    more, is counted beside them.
    """

    register: RegisterDefinition
    indicators: tuple[IndicatorDefinition, ...]
    paths: tuple[Path, ...]
    span: tuple[int, int] | None = None
    before: PublishedBefore = field(default_factory=PublishedBefore)


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of one register. `record` is what the audit at publishing needs, its report included."""

    asked: Asked
    plan: CountingPlan
    inspection: Inspection
    quality: QualityReport
    observations: tuple[Observation, ...]
    record: ReleaseRecord
    warnings: tuple[str, ...] = ()

    @property
    def former(self) -> tuple[str, ...]:
        """The indicators whose former definitions were counted as well, since readers have their figures."""
        keys = (CountedDefinition.of(item) for item in self.plan.indicators)
        return tuple(dict.fromkeys(item.indicator for item in keys if item.is_former))


def planned(city: CityPackage, asked: Asked, engine: Engine) -> CountingPlan:
    """The plan for what is asked; the register's own years are looked up. Raises `InputError` for none."""
    register = asked.register
    times = engine.times(register, asked.paths)
    first, last = asked.span or (times[0], times[-1]) if times else (0, 0)
    chosen = [time for time in times if first <= time <= last]
    if not chosen:
        has = (
            Sentence("It has figures for {years}.", years=_years(times[0], times[-1]))
            if times
            else Sentence("It has no rows.")
        )
        raise InputError(
            Sentence("it has nothing for {years}", years=_years(first, last))
            if times
            else Sentence("there is nothing"),
            where=f"register '{register.key}'",
            instead=has,
            outcome=Sentence("Nothing was counted."),
        )
    periods = [period_of(time, register.time.kind) for time in chosen]
    former = former_definitions(
        register,
        [CountedDefinition.of(item) for item in asked.indicators],
        (one for one in asked.before.definitions() if time_value(one[1], one[1].kind) in chosen),
        [item.code for item in city.divisions],
    )
    definitions: tuple[Definition, ...] = (*asked.indicators, *former)
    return plan_counts(register, definitions, periods, city.area_sets(register), covered=times)


def _years(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}-{last}"


def count(
    city: CityPackage,
    asked: Asked,
    engine: Engine,
    *,
    today: date,
    warnings: Sequence[str] = (),
    on_protecting: Callable[[float], None] = lambda _: None,
) -> Counted:
    """Count a register, protect what was counted, and tell it as observations that may leave the house.

    What has been published before is taken as known. Raises `RuleError` when the register has more faults
    than it bears, when its figures cannot be protected, or when they would be told in another way than before
    or beside figures that nothing counts any more, and when different persons are counted beside others.
    """
    inspection = engine.inspect(asked.register, asked.paths)
    plan = planned(city, asked, engine)
    earlier = EarlierFigures(plan, asked.before)
    earlier.check_method(asked.register.disclosure)
    check_alone(plan, asked.before)
    quality = engine.quality(asked.register, asked.paths, plan.geography, _span(plan))
    quality.check()
    answers = _answers(plan, asked, engine)
    release = CountedRelease(plan, answers, earlier, _provenance(asked, inspection, today), on_protecting)
    return Counted(
        asked, plan, inspection, quality, release.observations(), release.record(), tuple(warnings)
    )


def _span(plan: CountingPlan) -> Span:
    kind = plan.register.time.kind
    return time_value(plan.periods[0], kind), time_value(plan.periods[-1], kind)


def _provenance(asked: Asked, inspection: Inspection, today: date) -> Provenance:
    return Provenance(
        source=f"{asked.register.name.sv}, egen räkning",
        origin=Origin.SIMULATED if inspection.simulated else Origin.OWN_CALCULATION,
        loaded=today,
        published=today,
        published_basis=PublishedBasis.LOADED,
        clearance=Clearance.PROTECTED,
        release=UNNAMED,
    )


def _answers(plan: CountingPlan, asked: Asked, engine: Engine) -> Answers:
    sums = [engine.run(one, asked.paths) for one in plan.passes]
    survey = None
    for one in plan.surveys:  # all questions are in one
        rows = engine.rows(asked.register, one.columns, one.keep, asked.paths, one.periods)
        survey = Surveyed(plan, one, rows, plan.geography)
    distinct = tuple(engine.distinct(one, asked.paths) for one in plan.distinct)
    keyed = asked.register.column(RECORD_KEY) is not None and len(sums) > 0
    keys = RolledUp(sums_of_keys(sums[0]), plan, plan.geography) if keyed else None
    return Answers(Observing(plan, sums, plan.geography), survey, distinct, keys)
