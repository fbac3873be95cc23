"""What all sentences of the workbench share: numbers, names and words of one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fardplan.presentation.numbers import (
    HARD,
    as_given,
    difference_unit,
    number,
    quantity,
    reading_step,
    signed,
    stepped,
)
from fardplan.presentation.translations import translate
from fardplan.roadmap.workbench.calibration import Evidence
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Speech:
    """A language, and the names of areas by their codes."""

    evidence: Evidence
    names: Mapping[str, str]
    language: Language

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self.language, **values)

    def name(self, area: str) -> str:
        return self.names.get(area, area)

    def figure(self, value: float) -> str:
        """A figure with its unit, as the indicator is read."""
        return quantity(value, self.evidence.unit, self.language, rounded_to=self.step)

    def asked(self, level: float) -> str:
        """A level that someone has asked about, as it was given."""
        return f"{as_given(level, self.language)}{HARD}{self.evidence.unit.label.in_language(self.language)}"

    def size(self, value: float, *, finer: bool = False) -> str:
        """The size of a difference, without a sign."""
        return f"{self.bare(abs(value), finer=finer)}{HARD}{self.points}"

    def bare(self, value: float, *, finer: bool = False) -> str:
        step = self.step / 10 if finer else self.step
        return stepped(value, self.language, rounded_to=step)

    def change(self, value: float) -> str:
        """A difference with its sign."""
        return f"{signed(value, self.language, rounded_to=self.step)}{HARD}{self.points}"

    @property
    def points(self) -> str:
        return difference_unit(self.evidence.unit, self.language)

    @property
    def step(self) -> float:
        return reading_step(self.evidence.unit, self.evidence.rounded_to)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole per cent; never 0 or 100 for what is only close to it."""
        if 0 < share < 0.01:
            return self.say("less than 1 per cent")
        if 0.99 < share < 1:
            return self.say("more than 99 per cent")
        return self.say("{count} per cent", count=number(100 * share, self.language))

    def chance(self, probability: float) -> str:
        """A probability in words; a forecast never claims certainty."""
        if probability < 0.01:
            return self.say("less than 1 per cent")
        if probability > 0.99:
            return self.say("more than 99 per cent")
        return self.say("{count} per cent", count=number(100 * probability, self.language))

    def count(self, value: float) -> str:
        return number(round(value), self.language)

    def listed(self, items: Iterable[str]) -> str:
        """`a, b and c`."""
        *first, last = list(items) or [""]
        if not first:
            return last
        return self.say("{first} and {last}", first=", ".join(first), last=last)
