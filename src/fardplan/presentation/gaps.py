"""A gap in sentences: how large, how sure, grown or shrunk, how many people, and what would be needed."""

from dataclasses import dataclass
from math import floor, hypot, log10

from fardplan.presentation.numbers import HARD, difference_unit, number, quantity, reading_step, stepped
from fardplan.presentation.periods import period_when
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure, Unit

MEASURES = {
    GapMeasure.DIFFERENCE: message("difference between the highest and the lowest"),
    GapMeasure.RATIO: message("the highest as times the lowest"),
    GapMeasure.SLOPE: message("difference between the worst-off and the best-off end"),
    GapMeasure.BETWEEN_SHARE: message("part of all differences that lies between districts"),
}

VERDICTS = {
    GapVerdict.GROWN: message("The difference has grown"),
    GapVerdict.CLOSED: message("The difference has shrunk"),
    GapVerdict.NO_DETECTABLE_CHANGE: message("No detectable change of the difference"),
    GapVerdict.CANNOT_TELL: message("We cannot tell whether the difference has grown or shrunk"),
}

IN_SHORT = {
    GapVerdict.GROWN: message("grown"),
    GapVerdict.CLOSED: message("shrunk"),
    GapVerdict.NO_DETECTABLE_CHANGE: message("no detectable change"),
    GapVerdict.CANNOT_TELL: message("cannot tell"),
}

LEAST_TIMES = 1.5
"""A smaller ratio says less than the difference does: 92 against 87 per cent is 1.06 times as much."""

WHY_NOT = {
    GapReason.ONE_PERIOD: message("There are figures for a single period."),
    GapReason.BREAK: message("The way of measuring has changed, so that earlier figures cannot be compared."),
    GapReason.DIVISION_CHANGED: message(
        "The earlier figures are about other districts or other times of year."
    ),
    GapReason.AREAS_DIFFER: message("The earlier figures are not about the same places."),
    GapReason.NO_ERROR_KNOWN: message(
        "The margin of error is not known, so that chance cannot be told from change."
    ),
    GapReason.TOO_FEW_AREAS: message("The places are too few for any test to say something."),
    GapReason.CROSSED: message("Those who were behind are ahead now: it has neither grown nor shrunk."),
    GapReason.WITHIN_CHANCE: message("Chance may explain the movement."),
    GapReason.AREAS_APART: message(
        "The figures have moved, but the districts each their own way; no common movement can be seen."
    ),
    GapReason.BEYOND_CHANCE: message("Chance does not explain so large a movement."),
}

NEEDED = {
    GapReason.ONE_PERIOD: message("Figures for one more period, for the same places."),
    GapReason.BREAK: message(
        "Figures for one more period measured in the new way, or older ones recalculated."
    ),
    GapReason.DIVISION_CHANGED: message("Earlier figures recalculated for the districts of today."),
    GapReason.AREAS_DIFFER: message("Figures for the same places in two periods."),
    GapReason.NO_ERROR_KNOWN: message(
        "How many people or answers stand behind each figure, or its margin of error, in both periods."
    ),
    GapReason.TOO_FEW_AREAS: message("Figures for the other districts."),
}


@dataclass(frozen=True, slots=True)
class End:
    """A place at an end of a gap: its figure is of `base` people, `persons` of whom it counts, if known."""

    name: str
    value: float
    base: int | None = None
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class GapFacts:
    """What a story of one gap is told from: the latest figure of each measure, with its changes.

    `whole` is how many places there are in all, None for groups of people. `worse_high`: whether a high
    figure is the worse one, None where that is not given.
    """

    figures: dict[GapMeasure, GapFigure]
    changes: dict[GapMeasure, GapChange]
    high: End
    low: End
    whole: int | None
    unit: Unit
    rounded_to: float
    worse_high: bool | None


@dataclass(frozen=True, slots=True)
class GapStory:
    """Finished sentences in one language, and the verdict itself. `needed` is empty where nothing is lacking.

    `partial` belongs with `size`: it says so where only some of the districts have a figure.
    """

    judged: GapVerdict
    verdict: str
    size: str
    partial: str
    sure: str
    change: str
    more: tuple[str, ...]
    people: str
    needed: tuple[str, ...]


def measure_words(measure: GapMeasure, language: Language) -> str:
    return translate(MEASURES[measure], language)


def verdict_words(verdict: GapVerdict, language: Language) -> str:
    return translate(VERDICTS[verdict], language)


def verdict_in_short(verdict: GapVerdict, language: Language) -> str:
    """The verdict in a cell of a table."""
    return translate(IN_SHORT[verdict], language)


def tell_gap(facts: GapFacts, language: Language) -> GapStory:
    """Tell a gap from its figures; `GapMeasure.DIFFERENCE` must be among them."""
    teller = _Teller(facts, language)
    change = facts.changes.get(GapMeasure.DIFFERENCE)
    verdict = change.verdict if change else GapVerdict.CANNOT_TELL
    return GapStory(
        judged=verdict,
        verdict=verdict_words(verdict, language),
        size=teller.size(),
        partial=teller.coverage(),
        sure=teller.sure(),
        change=teller.change(change) if change else "",
        more=tuple(said for said in (teller.slope(), teller.between()) if said),
        people=teller.people(),
        needed=teller.needed(change),
    )


def gap_value(measure: GapMeasure, value: float, unit: Unit, language: Language, rounded_to: float) -> str:
    """A gap with its unit: points, times or per cent of all differences."""
    plain = _number(measure, value, unit, language, rounded_to)
    if measure is GapMeasure.RATIO:
        return translate("{times} times", language, times=plain)
    if measure is GapMeasure.BETWEEN_SHARE:
        return translate("{share} per cent", language, share=plain)
    return f"{plain}{HARD}{difference_unit(unit, language)}"


def gap_interval(figure: GapFigure, unit: Unit, language: Language, rounded_to: float) -> str:
    """Both ends without the unit, empty where none is known."""
    if figure.lower is None or figure.upper is None:
        return ""
    ends = (_number(figure.measure, end, unit, language, rounded_to) for end in (figure.lower, figure.upper))
    return "–".join(ends)


def _number(measure: GapMeasure, value: float, unit: Unit, language: Language, rounded_to: float) -> str:
    if measure is GapMeasure.RATIO:
        return number(value, language, decimals=1)
    if measure is GapMeasure.BETWEEN_SHARE:
        return number(value * 100, language, decimals=1)
    return stepped(value, language, rounded_to=reading_step(unit, rounded_to))


@dataclass(frozen=True, slots=True)
class _Teller:
    facts: GapFacts
    language: Language

    def say(self, text: str, **values: object) -> str:
        return translate(text, self.language, **values)

    def gap(self, value: float) -> str:
        facts = self.facts
        return gap_value(GapMeasure.DIFFERENCE, value, facts.unit, self.language, facts.rounded_to)

    def quantity(self, value: float) -> str:
        step = reading_step(self.facts.unit, self.facts.rounded_to)
        return quantity(value, self.facts.unit, self.language, rounded_to=step)

    @property
    def figure(self) -> GapFigure:
        return self.facts.figures[GapMeasure.DIFFERENCE]

    def size(self) -> str:
        high, low = self.facts.high, self.facts.low
        said = self.say(
            "{when} the figure was highest for {highest}, {high}, and lowest for {lowest}, {low}: "
            "a difference of {gap}.",
            when=_upper_first(period_when(self.figure.period, self.language)),
            highest=high.name,
            high=self.quantity(high.value),
            lowest=low.name,
            low=self.quantity(low.value),
            gap=self.gap(high.value - low.value),
        )
        times = self._times()
        if not times:
            return said
        return f"{said} {self.say('That is about {times} times as much.', times=times)}"

    def _times(self) -> str:
        """The ratio with the decimals that the rounding of the two figures leaves it."""
        high, low = self.facts.high.value, self.facts.low.value
        if GapMeasure.RATIO not in self.facts.figures or low <= 0 or high / low < LEAST_TIMES:
            return ""
        half = self.facts.rounded_to / 2
        error = high / low * hypot(half / high, half / low)
        return number(high / low, self.language, decimals=min(1, max(0, -floor(log10(error)))))

    def sure(self) -> str:
        figure = self.figure
        if figure.lower is None or figure.upper is None:
            return self.say(
                "How much of the difference may be chance cannot be told: the margin of error of the figures "
                "is not known."
            )
        ends = {"lower": self.gap(figure.lower).partition(HARD)[0], "upper": self.gap(figure.upper)}
        if self.facts.whole is None and figure.areas == 2:
            return self.say("With chance counted in it is between {lower} and {upper}.", **ends)
        return self.say(
            "With what chance gives taken away the difference is {gap}, between {lower} and {upper}.",
            gap=self.gap(figure.value),
            **ends,
        )

    def change(self, change: GapChange) -> str:
        why = self.say(WHY_NOT[change.reason])
        if change.first is None:
            return why
        since = period_when(change.first.period, self.language)
        first = self.say(
            "{when} the difference was {gap}.", when=_upper_first(since), gap=self.gap(change.first.value)
        )
        if change.lower is None or change.upper is None:
            return f"{first} {why}"
        moved = self.say(
            "It has moved by {change}, between {lower} and {upper} with chance counted in.",
            change=self.gap(change.latest.value - change.first.value),
            lower=self.gap(change.lower).partition(HARD)[0],
            upper=self.gap(change.upper),
        )
        return f"{first} {moved} {why}"

    def coverage(self) -> str:
        return " ".join(said for said in (self._known(), self._protected()) if said)

    def _known(self) -> str:
        whole, known = self.facts.whole, self.figure.areas
        if whole is None or known >= whole:
            return ""
        return self.say(
            "There are figures for {known} of {whole} districts; the difference between all of them may be "
            "larger.",
            known=known,
            whole=whole,
        )

    def _protected(self) -> str:
        hidden = self.figure.protected
        if not hidden:
            return ""
        return translate_plural(
            "One figure is protected and takes no part in the comparison.",
            "{count} figures are protected and take no part in the comparison.",
            hidden,
            self.language,
        )

    def slope(self) -> str:
        figure = self.facts.figures.get(GapMeasure.SLOPE)
        if figure is None or figure.lower is None or figure.upper is None:
            return ""
        change = self.facts.changes.get(GapMeasure.SLOPE)
        said = self.say(
            "Along a line through all districts, from the worst-off to the best-off, the difference is "
            "{gap}, between {lower} and {upper}; above zero the worst-off have it worse.",
            gap=self.gap(figure.value),
            lower=self.gap(figure.lower).partition(HARD)[0],
            upper=self.gap(figure.upper),
        )
        if change is None or change.first is None:
            return said
        return f"{said} {self.say(VERDICTS[change.verdict])}. {self.say(WHY_NOT[change.reason])}"

    def between(self) -> str:
        figure = self.facts.figures.get(GapMeasure.BETWEEN_SHARE)
        if figure is None:
            return ""
        share = number(figure.value * 100, self.language, decimals=1)
        return self.say(
            "Of all differences between people, {share} per cent lies between districts; the rest is between "
            "people who live in the same one.",
            share=share,
        )

    def people(self) -> str:
        if self.facts.unit.measure is not Measure.SHARE:
            return ""
        high, low = self.facts.high, self.facts.low
        worse = high if self.facts.worse_high else low
        if self.facts.worse_high is not None and worse.base:
            return self.say(
                "If {worse} had the same share as {better}, that would make a difference to about {count} "
                "people.",
                worse=worse.name,
                better=(low if self.facts.worse_high else high).name,
                count=number(_two_digits((high.value - low.value) / 100 * worse.base), self.language),
            )
        if high.persons is not None and low.persons is not None:
            return self.say(
                "In people: {high} for {highest} and {low} for {lowest}.",
                high=number(high.persons, self.language),
                highest=high.name,
                low=number(low.persons, self.language),
                lowest=low.name,
            )
        return self.say(
            "How many people the difference is cannot be told: how many each share is of is not known."
        )

    def needed(self, change: GapChange | None) -> tuple[str, ...]:
        reasons = [change.reason] if change and change.verdict is GapVerdict.CANNOT_TELL else []
        if self.figure.lower is None:
            reasons.append(GapReason.NO_ERROR_KNOWN)
        if self.facts.whole is not None and self.figure.areas + self.figure.protected < self.facts.whole:
            reasons.append(GapReason.TOO_FEW_AREAS)
        return tuple(dict.fromkeys(self.say(NEEDED[reason]) for reason in reasons if reason in NEEDED))


def _two_digits(value: float) -> float:
    """People are told as roughly as they are known: two digits."""
    if value <= 0:
        return 0.0
    step = 10.0 ** max(0, floor(log10(value)) - 1)
    return round(value / step) * step


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
