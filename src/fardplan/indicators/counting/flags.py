"""An indicator's conditions as flags, each with the times that it holds for."""

from collections.abc import Iterable

from fardplan.indicators.counting.count import (
    CountDefinition,
    CountOf,
    MeanOf,
    QuantileOf,
    Rule,
    ShareOfSum,
    SurveyShareOf,
)
from fardplan.indicators.counting.expression import (
    ColumnRef,
    Compared,
    Comparison,
    Constant,
    Every,
    Expression,
    Missing,
    Not,
    Parameter,
    Some,
)
from fardplan.indicators.counting.meaning import parts_of
from fardplan.indicators.counting.parse import parse_condition
from fardplan.indicators.counting.plan import Flag
from fardplan.indicators.counting.register import RegisterDefinition, time_value
from fardplan.vocabulary.period import Period, PeriodKind

TRUE = Constant(True)
Whens = tuple[tuple[int | None, int | None, Expression], ...]
"""Conditions with the first and the last time each holds for; None is no bound."""


class IndicatorFlags:
    """One indicator's flags, as conditions with the times they hold."""

    def __init__(
        self, register: RegisterDefinition, key: str, count: CountDefinition, first: Period | None
    ) -> None:
        self.register, self.key, self.count = register, key, count
        self.breakdowns = tuple(dict.fromkeys(name for item in count.breakdowns for name in item.columns))
        self.population = self._population(first)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The population first; everything else is of those in the population."""
        measure = self.count.measure
        rules: dict[str, Rule] = {}
        for part in ("answered", "no_opinion", "numerator"):
            rule = getattr(measure, part, None)
            if rule is not None:
                rules[part] = rule
        if self.count.preliminary is not None:
            rules["preliminary"] = self.count.preliminary
        inside = {part: both(self.population, self._whens(rule)) for part, rule in rules.items()}
        if isinstance(measure, SurveyShareOf):
            weight = ColumnRef(measure.weight)
            weighed = Compared(Comparison.MORE, weight, Constant(0))
            inside["answered"] = both(inside["answered"], ((None, None, weighed),))
            inside["numerator"] = both(inside["answered"], self._whens(measure.numerator))
        return tuple(
            Flag(self.key, part, whens, self.breakdowns)
            for part, whens in {"population": self.population, **inside}.items()
        )

    @property
    def summed(self) -> str | None:
        measure = self.count.measure
        return measure.column if isinstance(measure, CountOf | ShareOfSum | MeanOf) else None

    @property
    def valued(self) -> str | None:
        """The column whose values the rows are parted by as well."""
        measure = self.count.measure
        if isinstance(measure, QuantileOf):
            return measure.column
        return measure.contributor if isinstance(measure, CountOf | ShareOfSum | MeanOf) else None

    def untold(self, times: Iterable[int]) -> dict[int, str]:
        """The times that no figure can be told for, and why: a rule that has not begun, a parameter without
        a value. A condition is unknown of everybody then, and unknown is not 0.
        """
        found: dict[int, str] = {}
        for time in sorted(set(times)):
            reason = next((told for flag in self.flags if (told := _unable(flag, time))), None)
            if reason:
                found[time] = reason
        return found

    def _population(self, first: Period | None) -> Whens:
        whens = self._whens(self.count.population)
        needed = getattr(self.count.measure, "column", None)
        column = self.register.column(needed) if needed else None
        if isinstance(self.count.measure, MeanOf | QuantileOf) and column and column.optional:
            whens = both(whens, ((None, None, Not(Missing(ColumnRef(column.name)))),))
        if first is not None and first.kind in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
            whens = both(whens, ((time_value(first, self.register.time.kind), None, TRUE),))
        return whens

    def _whens(self, rule: Rule) -> Whens:
        """A rule with the first and the last time that each of its conditions holds for."""
        if isinstance(rule, str):
            return ((None, None, self._parsed(rule)),)
        firsts = [time_value(dated.first, self.register.time.kind) for dated in rule]
        lasts = [*(first - 1 for first in firsts[1:]), None]
        return tuple(
            (first, last, self._parsed(dated.when))
            for first, last, dated in zip(firsts, lasts, rule, strict=True)
        )

    def _parsed(self, text: str) -> Expression:
        return parse_condition(text, self.register, self.count.parameters, self.key)


def bounded(whens: Whens, register: RegisterDefinition) -> Expression:
    """Conditions that each hold for a time, as one condition on rows."""
    time = ColumnRef(register.time.column)
    found: list[Expression] = []
    for first, last, when in whens:
        parts = [] if when == TRUE else [when]
        if first is not None:
            parts.append(Compared(Comparison.AT_LEAST, time, Constant(first)))
        if last is not None:
            parts.append(Compared(Comparison.AT_MOST, time, Constant(last)))
        found.append(TRUE if not parts else parts[0] if len(parts) == 1 else Every(tuple(parts)))
    if not found or TRUE in found:
        return TRUE if found else Constant(False)
    return found[0] if len(found) == 1 else Some(tuple(found))


def both(one: Whens, other: Whens) -> Whens:
    """Where both hold, and when."""
    found = []
    for first, last, when in one:
        for start, end, also in other:
            since, until = _later(first, start), _earlier(last, end)
            if since is None or until is None or since <= until:
                found.append((since, until, _joined(when, also)))
    return tuple(found)


def _joined(when: Expression, also: Expression) -> Expression:
    if TRUE in (when, also):
        return also if when == TRUE else when
    return Every((when, also))


def _unable(flag: Flag, time: int) -> str | None:
    """Why nothing can be said of a flag at a time, if so."""
    whens = [when for first, last, when in flag.whens if _between(time, first, last)]
    if not whens and flag.part != "preliminary":
        return f"no rule for the {flag.part} holds"
    for when in whens:
        for part in parts_of(when):
            if isinstance(part, Parameter) and time not in dict(part.values):
                return f"the parameter '{part.name}' has no value"
    return None


def _later(one: int | None, other: int | None) -> int | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _between(time: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= time) and (last is None or time <= last)
