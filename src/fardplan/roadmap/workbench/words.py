"""The workbench in words: two lines that say the most, then a headed paragraph for each part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fardplan.forecast.pool import HORIZONS
from fardplan.forecast.series import LEAST_FIGURES
from fardplan.presentation.charts.grid_model import GridMark
from fardplan.presentation.charts.grid_words import MARKS as GRID_MARKS
from fardplan.presentation.translations import message, translate_plural
from fardplan.roadmap.workbench.calibration import Calibration, Evidence
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.choice import Mark
from fardplan.roadmap.workbench.equity_words import tell_equity
from fardplan.roadmap.workbench.people_words import tell_people
from fardplan.roadmap.workbench.precedent_words import tell_precedent
from fardplan.roadmap.workbench.record import OwnRecord
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.vision_words import tell_vision, tell_yearly
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.text import Language

MARKS = {mark: GRID_MARKS[GridMark(mark.value)] for mark in Mark}

RISE = message(
    "{level} by {year} is a rise of {change} from {latest} in {period}, on average {yearly} a year."
)
FALL = message(
    "{level} by {year} is a fall of {change} from {latest} in {period}, on average {yearly} a year."
)

ONE_DONE = message("In the only comparable stretch of {years} years the city improved as much.")
ONE_NOT_DONE = message("In the only comparable stretch of {years} years the city did not improve as much.")


@dataclass(frozen=True, slots=True)
class Told:
    """A calibration in one language: two lines first, then headed paragraphs of one or more lines."""

    summary: tuple[str, str]
    paragraphs: tuple[tuple[str, str], ...]


def tell_calibration(
    found: Calibration,
    evidence: Evidence,
    names: Mapping[str, str],
    language: Language,
    *,
    measure: GapMeasure | None = None,
) -> Told:
    """Say what a candidate asks, in plain words that never say more than the figures carry.

    `measure`: the gap to tell of; without one all that can be computed are told.
    """
    speech = Speech(evidence, names, language)
    summary = (_asked(found, speech), _chance(found, speech))
    return Told(summary, tuple(_paragraphs(found, speech, measure)))


def _paragraphs(found: Calibration, speech: Speech, measure: GapMeasure | None) -> Iterator[tuple[str, str]]:
    yield speech.say("The city's own record"), _record(found.record, speech)
    yield speech.say("Precedent"), tell_precedent(found, speech)
    yield speech.say("The way to the vision"), tell_vision(found, speech)
    yield speech.say("People"), tell_people(found, speech)
    yield speech.say("Differences between districts"), tell_equity(found.equity, speech, measure)
    yield speech.say("Yearly targets"), tell_yearly(found, speech)


def _asked(found: Calibration, speech: Speech) -> str:
    required, latest = found.required, speech.evidence.latest
    values = {
        "level": speech.asked(found.candidate.level),
        "year": found.candidate.year,
        "latest": speech.figure(latest.value),
        "period": latest.period,
    }
    if found.mark is Mark.PASSED:
        return speech.say(
            "{level} by {year} asks for no improvement: the latest figure is {latest}, {period}.", **values
        )
    values |= {"change": speech.size(required.total), "yearly": speech.size(required.yearly, finer=True)}
    return speech.say(RISE if required.total > 0 else FALL, **values)


def _chance(found: Calibration, speech: Speech) -> str:
    mark = speech.say(MARKS[found.mark])
    parts = (
        f"{mark[:1].upper()}{mark[1:]}.",
        tell_probability(found, speech),
        _precedent_short(found, speech),
    )
    return " ".join(parts)


def tell_probability(found: Calibration, speech: Speech) -> str:
    """The probability if nothing new is done, or why there is none and what would be enough."""
    if found.probability is not None:
        return speech.say(
            "If nothing new is done the probability of being there is {percent}.",
            percent=speech.chance(found.probability),
        )
    return why_no_probability(found.candidate, speech)


def why_no_probability(candidate: Candidate, speech: Speech) -> str:
    """Why the forecast is silent, and what would be enough."""
    evidence = speech.evidence
    figures = len(evidence.own[-1]) if evidence.own else 0
    if figures < LEAST_FIGURES:
        return translate_plural(
            "The probability if nothing new is done cannot be told: there is one comparable figure, and "
            "{needed} are needed.",
            "The probability if nothing new is done cannot be told: there are {count} comparable figures, "
            "and {needed} are needed.",
            figures,
            speech.language,
            needed=LEAST_FIGURES,
        )
    if candidate.year - evidence.latest.period.position > HORIZONS:
        return speech.say(
            "The probability if nothing new is done cannot be told: a forecast reaches {years} years ahead.",
            years=HORIZONS,
        )
    return speech.say("The probability if nothing new is done cannot be told from the city's figures.")


def _precedent_short(found: Calibration, speech: Speech) -> str:
    precedent = found.precedent
    if precedent.share is None:
        return speech.say("Too few comparable municipalities can be followed for that long.")
    return speech.say(
        "Of {count} municipalities that started near the same level, {managed} did it in as long a time.",
        count=len(precedent.members),
        managed=len(precedent.managed),
    )


def _record(record: OwnRecord, speech: Speech) -> str:
    if not record.windows:
        return speech.say(
            "The city's figures cannot be compared over {years} years; the longest comparable stretch is "
            "{longest}.",
            years=record.years,
            longest=speech.count(record.longest),
        )
    told = _counted(record, speech)
    best, sign = record.best, speech.evidence.wanted.sign
    if best is None or best.change * sign <= 0:
        return f"{told} {speech.say('In none did it get better.')}"
    most = speech.say(
        "The greatest improvement was {change}, from {first} to {last}.",
        change=speech.change(best.change),
        first=best.first,
        last=best.last,
    )
    return f"{told} {most}"


def _counted(record: OwnRecord, speech: Speech) -> str:
    if len(record.windows) == 1:
        text = ONE_DONE if record.managed else ONE_NOT_DONE
        return speech.say(text, years=record.years)
    told = (
        speech.say(
            "Of {count} comparable stretches of {years} years the city improved as much in {managed}.",
            count=len(record.windows),
            years=record.years,
            managed=record.managed,
        )
        if record.managed
        else speech.say(
            "In none of {count} comparable stretches of {years} years did the city improve as much.",
            count=len(record.windows),
            years=record.years,
        )
    )
    return told + " " + speech.say("They overlap, so they are not so many separate tries.")
