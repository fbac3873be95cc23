"""Different persons over time: counted each by itself, and told a breakdown at a time or not at all."""

from collections.abc import Iterator, Sequence
from itertools import product

import polars as pl

from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.plan import CountingPlan, DistinctPlan
from fardplan.indicators.counting.register import period_of, time_value
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Provenance, Status
from fardplan.vocabulary.period import Period


def distinct_observations(
    plan: CountingPlan,
    answers: Sequence[pl.DataFrame],
    geography: AreaSets,
    period: Period,
    provenance: Provenance,
    minimum: int,
) -> tuple[Observation, ...]:
    """How many different values there are, for the whole city and each breakdown of it.

    `answers`: for each of `plan.distinct`, as an engine gives them. Such numbers do not add up, so nothing
    can be proven of what a reader may compute. Therefore a breakdown in which any category, or those without
    one, is from 1 to `minimum` - 1 is hidden as a whole. A window of years that begins before the register
    does is not told: against the next one it would tell how many came.
    """
    time = time_value(period, plan.register.time.kind)
    found: list[Observation] = []
    for asked, answer in zip(plan.distinct, answers, strict=True):
        count = plan.count(asked.flag.indicator)
        told_for = period_of(time, count.time or plan.register.time.kind)
        own = answer.filter(pl.col("time") == time)
        window = range(time - asked.years + 1, time + 1)
        begins = plan.covered and not plan.covered.issuperset(window)
        if own.is_empty() or begins or time in plan.untold.get(asked.flag.indicator, {}):
            continue
        for place, columns in enumerate(asked.groupings):
            for codes, number in _told(asked, own.filter(pl.col("grouping") == place), columns, minimum):
                found.append(
                    Observation(
                        indicator=asked.flag.indicator,
                        area=geography.city,
                        period=told_for,
                        value=None if number is None else float(number),
                        provenance=provenance,
                        group=Group(tuple(zip(columns, codes, strict=True))),
                        status=Status.SUPPRESSED if number is None else Status.VALUE,
                    )
                )
    return tuple(found)


def _told(
    plan: DistinctPlan, own: pl.DataFrame, columns: tuple[str, ...], minimum: int
) -> Iterator[tuple[tuple[str, ...], int | None]]:
    numbers = {tuple(row[:-1]): row[-1] for row in own.select(*columns, "distinct").iter_rows()}
    few = any(0 < number < minimum for number in numbers.values())
    known = [plan.register.column(name) for name in columns]
    for codes in product(*(column.codes for column in known if column)):
        yield codes, None if few else numbers.get(codes, 0)
