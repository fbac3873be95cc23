"""A plan told to a person: what is grouped, which bit stands for what, and how many groups at most."""

from collections.abc import Iterator
from math import prod

from fardplan.indicators.counting.meaning import columns_of, written
from fardplan.indicators.counting.plan import CountingPlan, DistinctPlan, Flag, PassPlan, SurveyPlan


def told_plan(plan: CountingPlan) -> tuple[str, ...]:
    """The plan in lines, the conditions written as in the definitions."""
    lines = [
        f"register {plan.register.key}, {plan.periods[0]} to {plan.periods[-1]}: "
        f"{', '.join(item.key for item in plan.indicators)}"
    ]
    for number, one in enumerate(plan.passes, start=1):
        lines += _pass(one, number, len(plan.passes), len(plan.periods))
    for distinct in plan.distinct:
        lines += _distinct(distinct)
    for survey in plan.surveys:
        lines += _survey(survey)
    return (*lines, *(f"note: {note}" for note in plan.notes))


def most_groups(plan: PassPlan, periods: int) -> int:
    """How many groups the pass could have at most, apart from values and categories that are not told
    beforehand (schools); empty ones are never there.
    """
    columns = [plan.register.column(name) for name in plan.breakdowns]
    categories = prod(len(column.codes) + 1 for column in columns if column)
    return (
        periods
        * (len({leaf for _, leaf in plan.leaves or ()}) + 1)
        * categories
        * most_signatures(plan.flags)
    )


def most_signatures(flags: tuple[Flag, ...]) -> int:
    """How many signatures there can be: an indicator's other conditions hold in its population alone."""
    parts: dict[str, int] = {}
    for flag in flags:
        parts[flag.indicator] = parts.get(flag.indicator, 0) + 1
    return prod(2 ** (number - 1) + 1 for number in parts.values())


def _pass(plan: PassPlan, number: int, of: int, periods: int) -> Iterator[str]:
    leaves = len({leaf for _, leaf in plan.leaves or ()})
    yield f"pass {number} of {of}, one scan of: {', '.join(_columns(plan))}"
    by = ["time", f"area ({leaves} leaves of {len(plan.leaves or ())} codes)", *plan.breakdowns, "signature"]
    yield f"  grouped by: {', '.join([*by, *(f'values of {name}' for name in plan.values)])}"
    yield f"  kept: {written(plan.keep) if plan.keep else 'all rows'}"
    for bit, flag in enumerate(plan.flags):
        yield from _flag(flag, f"bit {bit}")
    for item in plan.sums:
        yield f"  summed: {item.column}, in whole numbers of decimal {item.decimals}"
    values = " times the values" if plan.values else ""
    yield f"  at most {most_groups(plan, periods):,} groups{values}".replace(",", " ")


def _columns(plan: PassPlan) -> list[str]:
    from_conditions = {
        name for flag in plan.flags for _, _, when in flag.whens for name in columns_of(when)
    } | (columns_of(plan.keep) if plan.keep else frozenset())
    read = from_conditions | {plan.register.time.column, *plan.breakdowns, *plan.values}
    read |= {item.column for item in plan.sums} | ({plan.register.area.column} if plan.leaves else set())
    return [column.name for column in plan.register.columns if column.name in read]


def _distinct(plan: DistinctPlan) -> Iterator[str]:
    window = f"over {plan.years} periods" if plan.years > 1 else "in each period"
    yield f"different values of {plan.column} {window}, counted each by itself"
    yield from _flag(plan.flag, "of")
    for grouping in plan.groupings:
        yield f"  by: {', '.join(grouping) or 'everybody'}"


def _survey(plan: SurveyPlan) -> Iterator[str]:
    yield f"answers read row by row, in memory: {', '.join(plan.columns)}"
    yield f"  kept: {written(plan.keep) if plan.keep else 'all rows'}"
    for flag in plan.flags:
        yield from _flag(flag, "of")


def _flag(flag: Flag, name: str) -> Iterator[str]:
    for first, last, when in flag.whens:
        since = f" from {first}" if first is not None else ""
        until = f" to {last}" if last is not None else ""
        yield f"  {name}: {flag.indicator} {flag.part}{since}{until}: {written(when)}"
