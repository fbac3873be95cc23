"""A milestone's years to come in words: the path, the people, and the forecast where it has been released."""

from dataclasses import dataclass
from math import floor, log10

from fardplan.presentation.numbers import difference, level, number, quantity, reading_step, stepped
from fardplan.presentation.periods import period_text, period_when
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.publishing.outlook import (
    NoForecast,
    PublishedForecast,
    PublishedOutlook,
    PublishedPeople,
    PublishedProbability,
    PublishedRecommendation,
)
from fardplan.vocabulary.status import Direction, MilestoneStatus, Verdict
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure, Unit

SURE = 0.05
"""A probability closer than this to none or all is told as less or more than it: nobody knows it better."""

POINT = 1.0


@dataclass(frozen=True, slots=True)
class Ahead:
    """Finished sentences in one language; empty where there is nothing to say, or nothing is released.

    `path` is the introduction to `years`, pairs of a year and its level; `tolerance` says how near it a
    single figure tells nothing yet. `candidates` are pairs of a recommended level and year, and its reason.
    """

    path: str
    years: tuple[tuple[str, str], ...]
    tolerance: str
    people: tuple[str, ...]
    forecast: str
    probability: str
    candidates: tuple[tuple[str, str], ...]
    no_candidates: str

    def __bool__(self) -> bool:
        told = (self.path, self.people, self.forecast, self.probability, self.candidates, self.no_candidates)
        return any(told)


NOTHING = Ahead("", (), "", (), "", "", (), "")


def tell_ahead(
    outlook: PublishedOutlook,
    status: MilestoneStatus,
    *,
    unit: Unit | None,
    rounded_to: float | None,
    language: Language,
) -> Ahead:
    """Tell of the years to come whatever `outlook` holds. Nothing without a unit."""
    if unit is None or rounded_to is None:
        return NOTHING
    teller = _Teller(status, unit, reading_step(unit, rounded_to), language)
    recommended = outlook.recommended
    return Ahead(
        path=teller.path() if outlook.path else "",
        years=tuple((str(one.year), teller.quantity(one.level)) for one in outlook.path),
        tolerance=teller.tolerance() if outlook.path else "",
        people=teller.people(outlook.people) if outlook.people else (),
        forecast=teller.forecast(outlook.forecast) if outlook.forecast else "",
        probability=teller.probability(outlook.probability) if outlook.probability else "",
        candidates=tuple(map(teller.candidate, recommended or ())),
        no_candidates=teller.no_candidates() if recommended == () else "",
    )


OBSTACLES = {
    NoForecast.TOO_SHORT: message(
        "No forecast can be made. Comparable figures: {count}. At least {needed} are needed."
    ),
    NoForecast.BROKEN: message(
        "No forecast can be made. Comparable figures since the way of measuring was changed: {count}. At "
        "least {needed} are needed."
    ),
    NoForecast.CONSTANT: message(
        "No forecast can be made: all comparable figures are the same, so nothing tells how much the next "
        "may differ."
    ),
    NoForecast.NOT_FINITE: message("No forecast can be made from these figures."),
    NoForecast.OUT_OF_RANGE: message("No forecast can be made from these figures."),
    NoForecast.TOO_FAR: message("No forecast can be made: the year is too far ahead."),
}


@dataclass(frozen=True, slots=True)
class _Teller:
    status: MilestoneStatus
    unit: Unit
    step: float
    language: Language

    def say(self, sentence: str, **values: object) -> str:
        return translate(sentence, self.language, **values)

    def quantity(self, value: float) -> str:
        return quantity(value, self.unit, self.language, rounded_to=self.step)

    # The path and the people

    def path(self) -> str:
        target, baseline = self.status.target, self.status.baseline
        if target is None or baseline is None:
            return ""
        return self.say(
            "The straight way from the baseline, {baseline} {when}, to the target, {level} in {year}, gives "
            "each year a level of its own.",
            baseline=self.quantity(baseline.value),
            when=period_when(baseline.period, self.language),
            level=level(target.level, self.unit, self.language),
            year=target.year,
        )

    def tolerance(self) -> str:
        """Half the interval of the latest figure: how far one year's figure may be off."""
        latest = self.status.latest
        if latest is None or latest.lower is None or latest.upper is None:
            return ""
        half = (latest.upper - latest.lower) / 2
        return self.say(
            "A single year's figure is uncertain by about {half}. So near the level of its year it does not "
            "yet tell whether the city is on track.",
            half=difference(half, self.unit, self.language, rounded_to=self.step).lstrip("+"),
        )

    def people(self, found: PublishedPeople) -> tuple[str, ...]:
        counted = found.counted.in_language(self.language)
        rests = {
            "size": number(found.size, self.language),
            "counted": counted,
            "when": period_when(found.period, self.language),
        }
        said = []
        target = self.status.target
        if target and found.to_level is not None and found.to_level > 0 and not self._is_reached():
            said.append(
                self.say(
                    "From the latest figure to {level} it is about {count} {counted}.",
                    level=level(target.level, self.unit, self.language),
                    count=about(found.to_level, self.language),
                    counted=counted,
                )
            )
        if self.unit.measure is Measure.SHARE:
            one = about(found.size * POINT / 100, self.language)
            said.append(
                self.say(
                    "One percentage point is about {count} {counted}: {size} were counted {when}.",
                    count=one,
                    **rests,
                )
            )
        return tuple(said)

    def _is_reached(self) -> bool:
        return self.status.verdict is Verdict.REACHED

    # What is released

    def forecast(self, found: PublishedForecast) -> str:
        if found.obstacle:
            return self.say(OBSTACLES[found.obstacle], count=found.figures, needed=found.needed or "")
        last = found.years[-1]
        low, high = (stepped(end, self.language, rounded_to=self.step) for end in last.inner)
        return " ".join(
            (
                self.say(
                    "If nothing new is done the figure is expected to be about {value} in {year}. In four "
                    "cases of five it lands between {low} and {high}.",
                    value=self.quantity(last.value),
                    year=last.year,
                    low=low,
                    high=high,
                ),
                self.say(
                    "The forecast rests on {count} comparable figures, from {first} to {last}.",
                    count=number(found.figures, self.language),
                    first=period_text(found.first, self.language),
                    last=period_text(found.last, self.language),
                ),
            )
        )

    def probability(self, found: PublishedProbability) -> str:
        aim = level(found.level, self.unit, self.language)
        if found.value is None:
            return self.say(
                "How probable it is that {level} is reached by {year} if nothing new is done cannot be told.",
                level=aim,
                year=found.year,
            )
        values = {"level": self._aim(aim), "year": found.year, "percent": self._percent(found.value)}
        if found.value < SURE:
            return self.say(
                "If nothing new is done, {level} is reached in {year} with a probability of less than "
                "{percent} per cent.",
                **values,
            )
        if found.value > 1 - SURE:
            return self.say(
                "If nothing new is done, {level} is reached in {year} with a probability of more than "
                "{percent} per cent.",
                **values,
            )
        return self.say(
            "If nothing new is done, {level} is reached in {year} with a probability of about {percent} per "
            "cent.",
            **values,
        )

    def _aim(self, aim: str) -> str:
        if self.status.wanted is Direction.UP:
            return self.say("at least {level}", level=aim)
        return self.say("at most {level}", level=aim)

    def _percent(self, value: float) -> str:
        """To the nearest five: a forecast is not surer than that."""
        return number(5 * round(20 * min(max(value, SURE), 1 - SURE)), self.language)

    def candidate(self, found: PublishedRecommendation) -> tuple[str, str]:
        aim = self.say(
            "{level} by {year}",
            level=self._aim(level(found.level, self.unit, self.language)),
            year=found.year,
        )
        why = translate_plural(
            "One of {compared} comparable municipalities has improved as much in as long a time.",
            "{managed} of {compared} comparable municipalities have improved as much in as long a time.",
            found.managed,
            self.language,
            managed=found.managed,
            compared=found.compared,
        )
        return aim, why

    def no_candidates(self) -> str:
        return self.say(
            "No level could be recommended: the figures are too few, or none is both ambitious and tried."
        )


def about(count: float, language: Language) -> str:
    """A number of people to two figures, as `about` has it: 5 791 becomes 5 800."""
    if count < 10:
        return number(max(count, 1), language)
    step = 10 ** (floor(log10(count)) - 1)
    return number(round(count / step) * step, language)
