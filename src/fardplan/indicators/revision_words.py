"""Revisions in words, a sentence for each figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.revisions import Revised
from fardplan.presentation.numbers import decimals_for, difference, number, stepped
from fardplan.presentation.periods import period_text
from fardplan.presentation.phrases import CELL_MARKS, cell_word
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.text import Language

NONE = "–"
"""What stands for an interval or a base that there is not."""

MOST_DECIMALS = 6


@dataclass(frozen=True)
class RevisionWords:
    """Tells the revisions of an indicator's figures in a language; `area_name` gives the name of a code."""

    definition: IndicatorDefinition
    language: Language
    area_name: Callable[[str], str]

    def revised(self, pair: Revised) -> str:
        """`Farsta, 2023 went from 87.4 to 87.1 (−0.3 percentage points).`

        With as many decimals as it takes to see the difference, and at least those the indicator is told in.
        """
        step = self._step(pair)
        old, new = self._told(pair.before, step), self._told(pair.after, step)
        first = (
            self._from_to(message("went from {old} to {new}"), old, new) if old != new else self._still(new)
        )
        if pair.change and old != new:
            first += f" ({difference(pair.change, self.definition.unit, self.language, rounded_to=step)})"
        return f"{self.place(pair.after)} {', '.join((first, *self._besides(pair, step)))}."

    def figure(self, item: Observation) -> str:
        """A figure that has come or gone: `Farsta, 2023: 87.4.`"""
        return f"{self.place(item)}: {self._told(item, self.definition.rounded_to)}."

    def place(self, item: Observation) -> str:
        """The area, the group and the period."""
        group = [str(item.group)] if item.group.categories else []
        return ", ".join((self.area_name(item.area), *group, period_text(item.period, self.language)))

    def _step(self, pair: Revised) -> float:
        """The coarsest step in which the two values differ."""
        usual = self.definition.rounded_to
        steps = (usual, *(10.0**-decimals for decimals in range(decimals_for(usual), MOST_DECIMALS + 1)))
        return next((step for step in steps if len(set(self._values(pair, step))) > 1), usual)

    def _values(self, pair: Revised, step: float) -> Iterator[str]:
        for item in (pair.before, pair.after):
            if item.value is not None:
                yield stepped(item.value, self.language, rounded_to=step)

    def _from_to(self, words: str, old: str, new: str) -> str:
        return translate(words, self.language, old=old, new=new)

    def _still(self, told: str) -> str:
        return translate("is still {figure}", self.language, figure=told)

    def _besides(self, pair: Revised, step: float) -> Iterator[str]:
        """What is said beside the value: the interval, and how many a share is of."""
        before, after = pair.before, pair.after
        if (before.lower, before.upper) != (after.lower, after.upper):
            old, new = self._interval(before, step), self._interval(after, step)
            yield self._from_to(message("its interval from {old} to {new}"), old, new)
        if before.base != after.base:
            yield self._from_to(
                message("its base from {old} to {new}"), self._base(before), self._base(after)
            )

    def _told(self, item: Observation, step: float) -> str:
        """The value, with a word where it is not a plain one; a mark and a word where there is none."""
        word = cell_word(item.status, self.language)
        if item.value is None:
            return f"{CELL_MARKS[item.status]} ({word})"
        value = stepped(item.value, self.language, rounded_to=step)
        return value if item.status is Status.VALUE else f"{value} ({word})"

    def _interval(self, item: Observation, step: float) -> str:
        if item.lower is None or item.upper is None:
            return NONE
        ends = (stepped(end, self.language, rounded_to=step) for end in (item.lower, item.upper))
        return "–".join(ends)

    def _base(self, item: Observation) -> str:
        return NONE if item.base is None else number(item.base, self.language)
