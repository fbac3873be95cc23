"""From what indicators count to what an engine is asked: one pass at the finest grain they need together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.count import (
    CountDefinition,
    Counted,
    DistinctOf,
    QuantileOf,
    SurveyShareOf,
)
from fardplan.indicators.counting.expression import Every, Expression, Missing, Not, Some
from fardplan.indicators.counting.flags import TRUE, IndicatorFlags, bounded
from fardplan.indicators.counting.meaning import columns_of
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.plan import (
    RECORD_KEY,
    CountingPlan,
    DistinctPlan,
    Flag,
    PassPlan,
    Summed,
    SurveyPlan,
)
from fardplan.indicators.counting.register import RegisterDefinition, time_value
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period

MOST_FLAGS = 62
"""Bits of a signature, which is a whole number of 64 bits with a sign."""


def plan_counts(
    register: RegisterDefinition,
    definitions: Sequence[Counted],
    periods: Sequence[Period],
    geography: AreaSets,
    covered: Iterable[int] = (),
) -> CountingPlan:
    """What an engine is asked of `register` for the indicators and periods.

    `geography`: the areas of the register's codes. `covered`: times that the register is known to have rows
    of; of another time that nobody is counted in nothing is told, since it may be missing. Raises
    `InputError` for an indicator that does not count in this register, for no periods, and for more
    conditions than a signature holds.
    """
    counts = [(item.key, _count(item, register), item) for item in definitions]
    if not counts or not periods:
        raise InputError(
            f"nothing is asked of the register '{register.key}'", instead="Name indicators, periods."
        )
    times = [time_value(period, register.time.kind) for period in periods]
    asked = _Asked(register, (min(times), max(times)), geography, tuple(periods))
    indicators = [IndicatorFlags(register, key, count, item.first) for key, count, item in counts]
    added = [item for item in indicators if not isinstance(item.count.measure, SurveyShareOf | DistinctOf)]
    passes, notes = _passes(asked, added)
    untold = {item.key: item.untold(times) for item in indicators}
    return CountingPlan(
        register,
        tuple(definitions),
        tuple(sorted(set(periods))),
        geography,
        passes,
        tuple(_distinct(asked, item) for item in indicators if isinstance(item.count.measure, DistinctOf)),
        _surveys(asked, [item for item in indicators if isinstance(item.count.measure, SurveyShareOf)]),
        untold,
        frozenset(covered),
        (*notes, *_untold_notes(untold)),
    )


def _untold_notes(untold: Mapping[str, Mapping[int, str]]) -> Iterator[str]:
    for key, reasons in untold.items():
        for reason in dict.fromkeys(reasons.values()):
            years = ", ".join(str(time) for time, told in reasons.items() if told == reason)
            yield f"{key} has no figure for {years}: {reason}"


class _Asked:
    """The register and what of it is asked, the same for all indicators."""

    def __init__(
        self,
        register: RegisterDefinition,
        span: tuple[int, int],
        geography: AreaSets,
        periods: tuple[Period, ...],
    ) -> None:
        self.register, self.span, self.geography, self.periods = register, span, geography, periods

    def kept(self, flags: Iterable[Flag]) -> Expression | None:
        """Rows that are not excluded and that some population counts; None: all rows."""
        parts: list[Expression] = []
        for exclusion in self.register.exclusions:
            when = parse_condition(exclusion.when, self.register, {}, None)
            parts.append(Some((Not(when), Missing(when))))
        populations = [bounded(flag.whens, self.register) for flag in flags if flag.part == "population"]
        if TRUE not in populations:
            distinct = tuple(dict.fromkeys(populations))
            parts.append(distinct[0] if len(distinct) == 1 else Some(distinct))
        return None if not parts else parts[0] if len(parts) == 1 else Every(tuple(parts))

    def leaves(self, indicators: Iterable["IndicatorFlags"]) -> tuple[tuple[str, str], ...]:
        divisions = dict.fromkeys(code for item in indicators for code in item.count.divisions)
        return tuple(sorted(self.geography.leaves(self.periods, divisions).items()))


def _count(item: Counted, register: RegisterDefinition) -> CountDefinition:
    if item.count is None:
        raise InputError(f"the indicator '{item.key}' is not counted in a register")
    if item.count.register != register.key:
        what = f"the indicator '{item.key}' counts in the register '{item.count.register}'"
        raise InputError(what, instead=f"Asked is the register '{register.key}'.")
    return item.count


def _passes(
    asked: _Asked, indicators: Sequence[IndicatorFlags]
) -> tuple[tuple[PassPlan, ...], tuple[str, ...]]:
    """The main pass and those that group by values as well, with what a person should know of them."""
    if not indicators:
        return (), ()
    _check_contributors(indicators)
    flags = [flag for item in indicators for flag in item.flags]
    if len(flags) > MOST_FLAGS:
        raise InputError(
            f"{len(flags)} conditions of the register '{asked.register.key}' at once",
            instead=f"At most {MOST_FLAGS} are parted by one signature: count fewer indicators at a time.",
        )
    by_value: dict[str, list[IndicatorFlags]] = {}
    for item in indicators:
        if item.valued:
            by_value.setdefault(item.valued, []).append(item)
    whole = _in_the_main_pass(indicators, by_value)
    main = _pass(asked, indicators, flags, whole)
    if asked.register.column(RECORD_KEY):
        main = replace(main, sums=(*main.sums, Summed(RECORD_KEY, 0)))
    beside = [
        _pass(asked, items, [flag for item in items for flag in item.flags], column)
        for column, items in by_value.items()
        if column != whole
    ]
    return (main, *beside), tuple(
        f"a pass of its own for {', '.join(item.key for item in by_value[one.values[0]])}: the values of "
        f"'{one.values[0]}' would multiply the groups of all the others"
        for one in beside
    )


def _check_contributors(indicators: Sequence[IndicatorFlags]) -> None:
    """All sums of a column are linked, and protected together: whose they are can only be one thing."""
    whose: dict[str, str | None] = {}
    for item in indicators:
        if item.summed and whose.setdefault(item.summed, item.valued) != item.valued:
            named = sorted({str(whose[item.summed]), str(item.valued)} - {"None"})
            raise InputError(
                f"the column '{item.summed}' is summed by different contributors, or by none: {named}",
                instead="Figures that sum the same column name the same contributor.",
                outcome="Nothing was counted.",
            )


def _in_the_main_pass(
    indicators: Sequence[IndicatorFlags], by_value: dict[str, list[IndicatorFlags]]
) -> str | None:
    """The one column of contributors, if any, that everything can be grouped by at once.

    Registers of projects or workplaces have about a row a contributor; values of a quantile, and several
    columns of values at once, would multiply the groups without end.
    """
    if len(by_value) != 1:
        return None
    column, items = next(iter(by_value.items()))
    quantiles = any(isinstance(item.count.measure, QuantileOf) for item in items)
    return None if quantiles or len(items) < len(indicators) else column


def _pass(
    asked: _Asked, indicators: Sequence[IndicatorFlags], flags: Sequence[Flag], valued: str | None
) -> PassPlan:
    """`valued`: the column whose values part the groups; sums that need another are made elsewhere."""
    breakdowns = tuple(dict.fromkeys(name for item in indicators for name in item.breakdowns))
    columns = dict.fromkeys(
        item.summed for item in indicators if item.summed and item.valued in (None, valued)
    )
    return PassPlan(
        asked.register,
        breakdowns,
        tuple(flags),
        tuple(_summed(asked.register, column) for column in columns),
        (valued,) if valued else (),
        asked.kept(flags),
        asked.span,
        asked.leaves(indicators),
    )


def _summed(register: RegisterDefinition, name: str) -> Summed:
    column = register.column(name)
    return Summed(name, column.decimals if column else 0)


def _distinct(asked: _Asked, item: IndicatorFlags) -> DistinctPlan:
    measure = item.count.measure
    assert isinstance(measure, DistinctOf)  # the caller chose it
    groupings = [(), *(breakdown.columns for breakdown in item.count.breakdowns)]
    first, last = asked.span
    return DistinctPlan(
        asked.register,
        measure.column,
        item.flags[0],
        tuple(dict.fromkeys(groupings)),
        measure.years,
        (first - measure.years + 1, last),
        asked.kept(item.flags[:1]),
    )


def _surveys(asked: _Asked, indicators: Sequence[IndicatorFlags]) -> tuple[SurveyPlan, ...]:
    """One plan for all questions of a survey, or none."""
    if not indicators:
        return ()
    flags = tuple(flag for item in indicators for flag in item.flags)
    breakdowns = tuple(dict.fromkeys(name for item in indicators for name in item.breakdowns))
    read = {asked.register.time.column, asked.register.area.column, *breakdowns}
    for item in indicators:
        measure = item.count.measure
        assert isinstance(measure, SurveyShareOf)  # the caller chose them
        read |= {name for name in (measure.weight, measure.strata, measure.clusters) if name}
    for flag in flags:
        read |= {name for _, _, when in flag.whens for name in columns_of(when)}
    columns = tuple(column.name for column in asked.register.columns if column.name in read)
    kept, leaves = asked.kept(flags), asked.leaves(indicators)
    return (SurveyPlan(asked.register, columns, breakdowns, flags, kept, asked.span, leaves),)
