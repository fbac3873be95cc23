"""The workbench in words: two lines that say the most, and a sentence for everything below them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fardplan.presentation.numbers import difference, number, quantity
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.roadmap.workbench.calibration import Calibration, Evidence
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell, Mark
from fardplan.roadmap.workbench.equity import Lift
from fardplan.roadmap.workbench.precedent import LEAST_NEIGHBOURS, Member
from fardplan.roadmap.workbench.vision import Course, VisionRule
from fardplan.vocabulary.text import Language

MARKS = {
    Mark.WITHIN_REACH: message("within reach without anything new"),
    Mark.AMBITIOUS_PRECEDENTED: message("ambitious, yet others have done it"),
    Mark.UNPRECEDENTED: message("hardly anyone has done it"),
    Mark.CANNOT_TELL: message("cannot be told"),
    Mark.PASSED: message("the latest figure is there already"),
}
LIFTS = {
    Lift.CLOSEST: message("lifting those who are closest"),
    Lift.ALL_ALIKE: message("lifting all alike"),
    Lift.FURTHEST: message("lifting those furthest behind"),
}
COURSES = {
    Course.STRAIGHT: message("straight"),
    Course.FRONT_LOADED: message("most of it early"),
    Course.BACK_LOADED: message("most of it late"),
}
RULES = {
    VisionRule.LEVEL: message("a stated level"),
    VisionRule.NO_GAP: message("every district where the best one is today"),
    VisionRule.BEST_QUARTER: message("where the best quarter of the comparable municipalities begins"),
}
REACHED = message("It becomes {gap} by {lift}.")
NOT_REACHED = message("The level is not reached by {lift}; the gap would be {gap}.")
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A calibration in one language: two lines first, then headed paragraphs."""

    summary: tuple[str, str]
    paragraphs: tuple[tuple[str, str], ...]


def tell_calibration(
    found: Calibration, evidence: Evidence, names: Mapping[str, str], language: Language
) -> Told:
    """Say what a candidate asks, in plain words that never say more than the figures carry."""
    teller = _Teller(found, evidence, names, language)
    return Told(summary=(teller.asked(), teller.chance()), paragraphs=tuple(teller.paragraphs()))


@dataclass(frozen=True, slots=True)
class _Teller:
    found: Calibration
    evidence: Evidence
    names: Mapping[str, str]
    language: Language

    def asked(self) -> str:
        required = self.found.required
        return self.say(
            "{level} by {year} is {change} from {latest} in {period}, {yearly} a year.",
            level=self._quantity(self.found.candidate.level),
            year=self.found.candidate.year,
            change=self._difference(required.total),
            latest=self._quantity(self.evidence.latest.value),
            period=self.evidence.latest.period,
            yearly=self._difference(required.yearly, finer=True),
        )

    def chance(self) -> str:
        parts = [self._probability(), self._precedent_short()]
        mark = self.say(MARKS[self.found.mark])
        return f"{mark[:1].upper()}{mark[1:]}. " + " ".join(part for part in parts if part)

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        yield self.say("The city's own record"), self._record()
        yield self.say("Precedent"), self._precedent()
        if self.found.vision:
            yield self.say("The way to the vision"), self._vision()
        yield self.say("People"), self._people()
        yield self.say("Differences between districts"), self._equity()
        yield self.say("Yearly targets"), self._yearly()

    def _probability(self) -> str:
        if self.found.probability is None:
            return self.say("The probability if nothing new is done cannot be told from so few figures.")
        return self.say(
            "If nothing new is done it is reached with a probability of {percent} per cent.",
            percent=self._percent(self.found.probability),
        )

    def _precedent_short(self) -> str:
        precedent = self.found.precedent
        if precedent.share is None:
            return self.say("Too few comparable municipalities can be followed for that long.")
        return self.say(
            "Of {count} municipalities that started near the same level, {managed} made it.",
            count=len(precedent.members),
            managed=sum(member.managed for member in precedent.members),
        )

    def _record(self) -> str:
        record = self.found.record
        if not record.windows:
            return self.say(
                "No stretch of {years} comparable years is known; the longest is {longest}.",
                years=record.years,
                longest=number(record.longest, self.language),
            )
        told = translate_plural(
            "Of {windows} stretches of {years} years the city improved as much in one.",
            "Of {windows} stretches of {years} years the city improved as much in {count}.",
            record.managed,
            self.language,
            windows=len(record.windows),
            years=record.years,
        )
        if record.best is None:
            return told
        return (
            told
            + " "
            + self.say(
                "Its greatest change was {change}, {first} to {last}.",
                change=self._difference(record.best.change),
                first=record.best.first,
                last=record.best.last,
            )
        )

    def _precedent(self) -> str:
        precedent = self.found.precedent
        if precedent.share is None or precedent.lower is None or precedent.upper is None:
            return self.say(
                "{count} of the panel's {panel} municipalities started near the same level and can be "
                "followed for {years} years; at least {least} would be needed.",
                count=len(precedent.members),
                panel=precedent.panel,
                years=precedent.years,
                least=LEAST_NEIGHBOURS,
            )
        told = self.say(
            "{managed} of {count} that started within {width} of the level made it in {years} years "
            "({share} per cent, between {lower} and {upper}). With chance movement taken off, about "
            "{shrunk} per cent did.",
            managed=sum(member.managed for member in precedent.members),
            count=len(precedent.members),
            width=self._difference(precedent.width).lstrip("+"),
            years=precedent.years,
            share=self._percent(precedent.share),
            lower=self._percent(precedent.lower),
            upper=self._percent(precedent.upper),
            shrunk=self._percent(precedent.shrunk_share or 0.0),
        )
        return " ".join(filter(None, (told, self._who(precedent.members))))

    def _who(self, members: Sequence[Member]) -> str:
        managed = [member for member in members if member.managed]
        if not managed:
            return ""
        named = ", ".join(
            f"{self.names.get(member.area, member.area)} ({member.first}–{member.last})"
            for member in managed[:MOST_NAMES]
        )
        more = len(managed) - MOST_NAMES
        rest = translate_plural(" and one more", " and {count} more", more, self.language) if more > 0 else ""
        return translate_plural(
            "It was {names}{rest}.",
            "They were {names}{rest}.",
            len(managed),
            self.language,
            names=named,
            rest=rest,
        )

    def _vision(self) -> str:
        vision = self.found.vision
        assert vision is not None  # asked only where there is one
        places = ", ".join(
            f"{self.say(COURSES[course])} {self._quantity(place)}"
            for course, place in vision.at_candidate.items()
        )
        told = self.say(
            "With {rule}, {level} by {year}, the curve is in {then} at: {places}.",
            rule=self.say(RULES[vision.rule]),
            level=self._quantity(vision.level),
            year=vision.year,
            then=self.found.candidate.year,
            places=places,
        )
        kept = ", ".join(self.say(COURSES[course]) for course in vision.kept)
        verdict = (
            self.say("The candidate keeps up with: {kept}.", kept=kept)
            if kept
            else self.say("The candidate keeps up with none of them.")
        )
        return f"{told} {verdict}"

    def _people(self) -> str:
        people = self.found.people
        if people is None:
            return self.say("The size of the group is not known, so people cannot be counted.")
        told = self.say(
            "It means about {people} people in a group of {size}.",
            people=number(round(people.total), self.language),
            size=number(people.group_size, self.language),
        )
        if not people.core:
            return told + " " + self.say("Where they live is not known.")
        core = ", ".join(self.names.get(area, area) for area in people.core)
        return told + " " + self.say("Half of them live in {areas}.", areas=core)

    def _equity(self) -> str:
        equity = self.found.equity
        if equity is None:
            return self.say("There are no figures by district with their size, so the gap cannot be told.")
        told = [self.say("Today the gap is {gap}.", gap=self._difference(equity.today.absolute).lstrip("+"))]
        for outcome in equity.outcomes:
            told.append(
                self.say(
                    "It becomes {gap} by {lift}."
                    if outcome.reached
                    else "The level is not reached by {lift}.",
                    gap=self._difference(outcome.gap.absolute).lstrip("+"),
                    lift=self.say(LIFTS[outcome.lift]),
                )
            )
        return " ".join(told)

    def _yearly(self) -> str:
        targets = self.found.yearly
        told = "; ".join(f"{target.year} {self._quantity(target.level)}" for target in targets)
        known = [target for target in targets if target.lower is not None and target.upper is not None]
        if not known:
            return f"{told}."
        first = known[0]
        half = ((first.upper or 0) - (first.lower or 0)) / 2
        return f"{told}. " + self.say(
            "An outcome within {tolerance} of a year's target tells nothing yet.",
            tolerance=self._difference(half).lstrip("+"),
        )

    def say(self, text: str, **values: object) -> str:
        return translate(text, self.language, **values)

    def _quantity(self, value: float) -> str:
        return quantity(value, self.evidence.unit, self.language, rounded_to=self._step())

    def _difference(self, value: float, *, finer: bool = False) -> str:
        step = self._step() / 10 if finer else self._step()
        return difference(value, self.evidence.unit, self.language, rounded_to=step)

    def _step(self) -> float:
        return max(self.evidence.rounded_to, 0.1) if self.evidence.unit.ceiling else self.evidence.rounded_to

    def _percent(self, share: float) -> str:
        return number(100 * share, self.language)


def reasons(cell: Cell, evidence: Evidence, language: Language, rule: AmbitionRule | None = None) -> str:
    """Why a cell of the grid is recommended."""
    counted = cell.counted or (0, 0)
    told = translate_plural(
        "{level} by {year}: one of {count} comparable municipalities has improved as much in as long a time, "
        "about {share} per cent when chance movement is taken off. If nothing new is done it is reached with "
        "a probability of {percent} per cent.",
        "{level} by {year}: {managed} of {count} comparable municipalities have improved as much in as long "
        "a time, about {share} per cent when chance movement is taken off. If nothing new is done it is "
        "reached with a probability of {percent} per cent.",
        counted[0],
        language,
        level=quantity(cell.candidate.level, evidence.unit, language, rounded_to=evidence.rounded_to),
        year=cell.candidate.year,
        managed=counted[0],
        count=counted[1],
        share=number(100 * (cell.precedent or 0.0), language),
        percent=number(100 * (cell.probability or 0.0), language),
    )
    return f"{told} {_chosen(cell, language, rule or AmbitionRule())}"


def _chosen(cell: Cell, language: Language, rule: AmbitionRule) -> str:
    """Which of a year's candidates this is."""
    well = (cell.precedent or 0.0) >= rule.recommended_precedent
    text = (
        "Of the levels laid out for the year it is the furthest that at least {percent} per cent have reached."
        if well
        else "No level for the year has been reached by {percent} per cent; this is the nearest ambitious one."
    )
    return translate(text, language, percent=number(100 * rule.recommended_precedent, language))
