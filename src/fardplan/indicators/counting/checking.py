"""What is wrong with a register, or with a count in one, that its fields alone do not show."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from fardplan.indicators.counting.count import (
    CountDefinition,
    CountOf,
    DistinctOf,
    MeanOf,
    Measured,
    Rule,
    ShareOfSum,
    SurveyShareOf,
)
from fardplan.indicators.counting.expression import Expression
from fardplan.indicators.counting.meaning import parameters_of
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.register import Column, ColumnType, RegisterDefinition, time_value
from fardplan.indicators.counting.tokens import RESERVED
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.period import Period, PeriodKind
from fardplan.vocabulary.unit import Measure

Way = tuple[str | int, ...]
"""The way to a value in its file: names of fields, and positions from 0."""

Fault = tuple[Way, str]
OURS = ("area", "counted", "flags", "rows", "time")
"""Columns and dimensions of every answer."""

NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)
_UNITS: Mapping[str, tuple[Measure, ...]] = {
    "share": (Measure.SHARE,),
    "share_of_sum": (Measure.SHARE,),
    "survey_share": (Measure.SHARE,),
    "count": (Measure.COUNT,),
    "distinct": (Measure.COUNT,),
    "mean": (Measure.COUNT, Measure.RATE, Measure.INDEX),
    "quantile": (Measure.COUNT, Measure.RATE, Measure.INDEX),
}


def register_faults(register: RegisterDefinition) -> Iterator[Fault]:
    """What cannot be right in a register: its time, area, names of columns and exclusions."""
    if register.time.kind not in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
        yield ("time", "kind"), f"a register is by year or school_year, not by {register.time.kind}"
    wanted = (("time", ColumnType.INTEGER), ("area", ColumnType.TEXT))
    for name, kind in wanted:
        column = register.column(register.time.column if name == "time" else register.area.column)
        if column and column.type is not kind:
            yield (name, "column"), f"the column '{column.name}' is {column.type}; it should be {kind}"
    for position, column in enumerate(register.columns):
        yield from ((("columns", position, at), told) for at, told in _column_faults(column))
    for position, exclusion in enumerate(register.exclusions):
        yield from _condition_faults(("exclusions", position, "when"), exclusion.when, register, {})


def count_faults(
    count: CountDefinition, register: RegisterDefinition, divisions: Collection[str]
) -> Iterator[Fault]:
    """What cannot be right in a count, held against its register and the divisions of the city."""
    used: set[str] = set()
    for way, rule in rules_of(count):
        yield from _rule_faults(way, rule, register, count, used)
    yield from _measure_faults(count.measure, register)
    yield from _breakdown_faults(count, register)
    if isinstance(count.measure, DistinctOf) and count.divisions:
        told = "different values do not add up over areas: they are counted for the whole city alone"
        yield ("divisions",), told
    for position, code in enumerate(count.divisions):
        if code not in divisions:
            yield ("divisions", position), f"there is no division '{code}'. {known(divisions, asked=code)}"
    for name in count.parameters:
        yield from ((("parameters", name), told) for told in _parameter_faults(name, count, register, used))
    if count.time not in (None, PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
        yield ("time",), f"a register cannot be told by {count.time}; it can by year or school_year"


def unit_fault(count: CountDefinition, measure: Measure) -> str | None:
    """Why an indicator with this unit cannot come of the count, or None."""
    able = _UNITS[count.measure.kind]
    if measure in able:
        return None
    return f"a {count.measure.kind} is counted, and the unit is a {measure}; it can be: {', '.join(able)}"


def rules_of(count: CountDefinition) -> Iterator[tuple[Way, Rule]]:
    """Every rule of a count, with the way to it."""
    yield ("population",), count.population
    measure = count.measure
    for name in ("numerator", "answered", "no_opinion"):
        rule: Rule | None = getattr(measure, name, None)
        if rule is not None:
            yield ("measure", name), rule
    if count.preliminary is not None:
        yield ("preliminary",), count.preliminary


def changes_of(count: CountDefinition) -> Iterator[tuple[Way, Period]]:
    """Where a rule of a count follows on an earlier one: what is counted before and after differs."""
    for way, rule in rules_of(count):
        if not isinstance(rule, str):
            for position, dated in enumerate(rule[1:], start=1):
                yield (*way, position, "first"), dated.first


def _column_faults(column: Column) -> Iterator[tuple[str, str]]:
    if column.name in RESERVED:
        yield "name", f"'{column.name}' means something else in a condition; call it another name"
    if column.categories and column.type is not ColumnType.TEXT:
        yield "categories", f"only a text column has categories; '{column.name}' is {column.type}"
    twice = sorted({code for code in column.codes if column.codes.count(code) > 1})
    if twice:
        yield "categories", f"the categories {twice} stand twice"
    if any(code in ("", "-") for code in column.codes):
        yield (
            "categories",
            "a category cannot be called '' or '-': they stand for everybody and for nobody known",
        )
    if column.decimals and column.type is not ColumnType.NUMBER:
        yield "decimals", f"only a number has decimals; '{column.name}' is {column.type}"
    if (column.least, column.most) != (None, None) and column.type not in NUMBERS:
        yield "least", f"only a number has a least and a most; '{column.name}' is {column.type}"


def _rule_faults(
    way: Way, rule: Rule, register: RegisterDefinition, count: CountDefinition, used: set[str]
) -> Iterator[Fault]:
    if isinstance(rule, str):
        yield from _condition_faults(way, rule, register, count.parameters, used)
        return
    if not rule:
        yield way, "there is no rule in the list"
    for position, dated in enumerate(rule):
        at = (*way, position, "when")
        yield from _condition_faults(at, dated.when, register, count.parameters, used)
    try:
        firsts = [time_value(dated.first, register.time.kind) for dated in rule]
    except InputError as error:
        yield way, _told(error)
        return
    for position, (one, other) in enumerate(pairwise(firsts), start=1):
        if other <= one:
            told = f"'{rule[position].first}' does not come after '{rule[position - 1].first}'"
            yield (*way, position, "first"), told


def _condition_faults(
    way: Way,
    text: str,
    register: RegisterDefinition,
    parameters: Mapping[str, Mapping[Period, float]],
    used: set[str] | None = None,
) -> Iterator[Fault]:
    try:
        found: Expression = parse_condition(text, register, parameters, None)
    except InputError as error:
        yield way, _told(error)
        return
    if used is not None:
        used |= parameters_of(found)


def _measure_faults(measure: Measured, register: RegisterDefinition) -> Iterator[Fault]:
    numeric = measure.kind in ("count", "share_of_sum", "mean", "quantile")
    yield from _named(("measure", "column"), getattr(measure, "column", None), register, numeric)
    if isinstance(measure, MeanOf) and measure.contributor is None:
        yield (
            ("measure",),
            "a mean tells its sum, which is protected by who gave how much. Say who: contributor: "
            "(the column of the person, for amounts of persons).",
        )
    if isinstance(measure, CountOf | ShareOfSum | MeanOf):
        yield from _named(("measure", "contributor"), measure.contributor, register, False)
        summed = register.column(measure.column) if measure.column else None
        if summed and summed.type in NUMBERS and (summed.least is None or summed.least < 0):
            yield (
                ("measure", "column"),
                f"the sum of '{summed.name}' can only be protected if no value is below 0. "
                "Say so in the register: least: 0.",
            )
        if isinstance(measure, CountOf) and measure.contributor and not measure.column:
            yield ("measure", "contributor"), "a contributor is whose a sum is, and no column is summed"
    if isinstance(measure, SurveyShareOf):
        yield from _named(("measure", "weight"), measure.weight, register, True)
        for name in ("strata", "clusters"):
            yield from _named(("measure", name), getattr(measure, name), register, False)


def _named(way: Way, name: str | None, register: RegisterDefinition, numeric: bool) -> Iterator[Fault]:
    if name is None:
        return
    column = register.column(name)
    if column is None:
        yield (
            way,
            f"there is no column '{name}'. {known((item.name for item in register.columns), asked=name)}",
        )
    elif numeric and column.type not in NUMBERS:
        yield way, f"the column '{name}' is {column.type}; it should be integer or number"


def _breakdown_faults(count: CountDefinition, register: RegisterDefinition) -> Iterator[Fault]:
    able = [column.name for column in register.columns if column.categories]
    texts = [column.name for column in register.columns if column.type is ColumnType.TEXT]
    for position, breakdown in enumerate(count.breakdowns):
        way: Way = ("breakdowns", position, "columns")
        if not breakdown.columns or len(set(breakdown.columns)) != len(breakdown.columns):
            yield way, "a breakdown names at least one column, and each once"
        for number, name in enumerate(breakdown.columns):
            if name in OURS:
                yield (*way, number), f"a column that figures are broken down by cannot be called '{name}'"
            # Without categories the values stand for themselves: schools, say. By district they would be
            # so many that nearly all are hidden.
            if name not in able and (breakdown.areas or name not in texts):
                what = "has no categories" if register.column(name) else "is not there"
                yield (*way, number), f"the column '{name}' {what}. {known(able, asked=name)}"
        if set(breakdown.columns) in [set(item.columns) for item in count.breakdowns[:position]]:
            yield way, "this breakdown stands twice"


def _parameter_faults(
    name: str, count: CountDefinition, register: RegisterDefinition, used: Collection[str]
) -> Iterator[str]:
    if register.column(name) or name in RESERVED:
        yield f"the parameter '{name}' is called as a column or a word of conditions"
        return
    if name not in used:
        yield f"no condition names the parameter '{name}'"
    try:
        years = sorted(time_value(period, register.time.kind) for period in count.parameters[name])
    except InputError as error:
        yield _told(error)
        return
    if not years:
        yield f"the parameter '{name}' has no values"
        return
    lacking = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    if lacking:
        yield f"the parameter '{name}' has no value for {', '.join(map(str, lacking))}"


def _told(error: InputError) -> str:
    return f"{error.what}. {error.instead}" if error.instead else error.what
