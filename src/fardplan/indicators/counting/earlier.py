"""What an indicator counted when its figures were published, so that the same people can be counted again."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fardplan.indicators.counting.count import CountDefinition, Counted, Rule
from fardplan.indicators.counting.flags import IndicatorFlags
from fardplan.indicators.counting.register import RegisterDefinition, time_value
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Unit

FORMER = "@"
"""Stands in the key of a definition that is counted and told no more, before a fingerprint of it."""

TEXTS = frozenset({"variant_of", "differs", "same_people_as", "preliminary"})
"""Of a count, what says nothing of who is counted."""


class CountedDefinition(Frozen):
    """Who and what an indicator counts; see `IndicatorDefinition`, of which it is the part for counting."""

    key: str
    unit: Unit
    first: Period | None = None
    rounded_to: float
    count: CountDefinition

    @classmethod
    def of(cls, item: Counted) -> "CountedDefinition":
        assert item.count is not None  # only what is counted is asked for
        return cls(
            key=item.key, unit=item.unit, first=item.first, rounded_to=item.rounded_to, count=item.count
        )

    @property
    def indicator(self) -> str:
        """The indicator whose definition it is or was."""
        return self.key.partition(FORMER)[0]

    @property
    def is_former(self) -> bool:
        """Whether it is counted beside the others only because readers have figures of it."""
        return FORMER in self.key

    def former(self) -> "CountedDefinition":
        """The same under a key of its own, which no indicator has: the old one may mean other people now."""
        content = self.model_dump_json(exclude={"key"})
        name = hashlib.sha256(content.encode()).hexdigest()[:8]
        return self.model_copy(update={"key": f"{self.indicator}{FORMER}{name}"})

    def covers(self, other: "CountedDefinition", period: Period) -> bool:
        """Whether every figure of `other` for a period is one of this too: the same people, told alike."""
        own, then = self.count, other.count
        return (
            self._meaning(period) == other._meaning(period)
            and set(then.divisions) <= set(own.divisions)
            and all(
                any(
                    set(one.columns) == set(broken.columns) and one.areas >= broken.areas
                    for one in own.breakdowns
                )
                for broken in then.breakdowns
            )
        )

    def _meaning(self, period: Period) -> str:
        """What decides who is counted in a period, and how it is told."""
        count = self.count
        plain: dict[str, Any] = count.model_dump(
            mode="json", exclude={*TEXTS, "population", "measure", "parameters", "divisions", "breakdowns"}
        )
        measure = count.measure.model_dump(mode="json")
        if "numerator" in measure:
            measure["numerator"] = _holding(getattr(count.measure, "numerator", ""), period)
        begun = self.first is None or _time(self.first) <= _time(period)
        parameters = {
            name: [value for at, value in values.items() if _time(at) == _time(period)]
            for name, values in count.parameters.items()
        }
        return json.dumps(
            [plain, _holding(count.population, period), measure, parameters, begun, self.rounded_to],
            sort_keys=True,
        )


def _holding(rule: Rule, period: Period) -> str:
    """The condition of a rule that holds in a period."""
    if isinstance(rule, str):
        return rule
    held = [dated.when for dated in rule if _time(dated.first) <= _time(period)]
    return held[-1] if held else ""


def _time(period: Period) -> int:
    return time_value(period, period.kind)


def covering(
    candidates: Iterable[CountedDefinition], then: CountedDefinition, period: Period
) -> CountedDefinition | None:
    """The one that counts what `then` counted in a period, its own successor before others; None for none."""
    found = [item for item in candidates if item.covers(then, period)]
    return min(found, key=lambda item: (item.key != then.key, item.is_former), default=None)


def former_definitions(
    register: RegisterDefinition,
    now: Sequence[CountedDefinition],
    then: Iterable[tuple[CountedDefinition, Period]],
    divisions: Iterable[str],
) -> tuple[CountedDefinition, ...]:
    """What must be counted beside `now`, since readers have figures of it: each once, under a key of its own.

    `then`: the definitions of published figures, each with the period of one. `divisions`: those of the city.
    Raises `InputError` for one that the register's columns, or the city's divisions, do not allow any more.
    """
    found: dict[str, CountedDefinition] = {}
    for definition, period in then:
        if definition.count.measure.kind == "distinct":
            continue  # such figures are linked to no other
        if covering((*now, *found.values()), definition, period) is None:
            former = definition.former()
            absent = next(_absent(register, former, set(divisions)), None)
            if absent:
                raise _not_countable(former, register, absent)
            found[former.key] = former
    return tuple(found.values())


def _absent(register: RegisterDefinition, former: CountedDefinition, divisions: set[str]) -> Iterator[str]:
    """What a definition asks for and is not there."""
    count = former.count
    for division in count.divisions:
        if division not in divisions:
            yield f"the city has no division '{division}'"
    measure = count.measure
    named = [name for one in count.breakdowns for name in one.columns]
    named += [
        str(getattr(measure, name))
        for name in ("column", "contributor", "weight", "strata", "clusters")
        if getattr(measure, name, None)
    ]
    for name in named:
        if register.column(name) is None:
            yield f"the register has no column '{name}'"
    try:
        assert IndicatorFlags(register, former.indicator, count, former.first).flags
    except InputError as error:
        yield str(error.what)


def _not_countable(former: CountedDefinition, register: RegisterDefinition, absent: str) -> InputError:
    return InputError(
        f"readers have figures of '{former.indicator}' that cannot be counted any more: {absent}",
        where=f"register '{register.key}'",
        instead="Put it back; no figure need be told by it. Or count only years that have no figures by "
        "the old definition: --period.",
        outcome="Nothing was counted: new figures held against those could tell of single persons.",
    )
