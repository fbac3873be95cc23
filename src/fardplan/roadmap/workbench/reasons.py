"""Why a level and year of the grid is recommended, in a sentence or two."""

from fardplan.presentation.translations import translate_plural
from fardplan.roadmap.workbench.calibration import Evidence
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell
from fardplan.roadmap.workbench.speech import Speech
from fardplan.vocabulary.text import Language


def reasons(cell: Cell, evidence: Evidence, language: Language, rule: AmbitionRule | None = None) -> str:
    """What speaks for a recommended cell: those who did it, what chance leaves, and doing nothing new."""
    speech = Speech(evidence, {}, language)
    managed, count = cell.counted or (0, 0)
    told = translate_plural(
        "{level} by {year}: one of {members} comparable municipalities improved as much in as long a time, "
        "or {share} when chance movement is taken off. If nothing new is done the probability is {percent}.",
        "{level} by {year}: {count} of {members} comparable municipalities improved as much in as long a "
        "time, or {share} when chance movement is taken off. If nothing new is done the probability "
        "is {percent}.",
        managed,
        language,
        level=speech.asked(cell.candidate.level),
        year=cell.candidate.year,
        members=count,
        share=speech.percent(cell.precedent or 0.0),
        percent=speech.chance(cell.probability or 0.0),
    )
    return " ".join((told, *_people(cell, speech), _chosen(cell, speech, rule or AmbitionRule())))


def _people(cell: Cell, speech: Speech) -> tuple[str, ...]:
    if cell.people is None:
        return ()
    counted = speech.evidence.counted
    who = counted.in_language(speech.language) if counted else speech.say("people")
    return (speech.say("It means about {people} {who}.", people=speech.count(cell.people), who=who),)


def _chosen(cell: Cell, speech: Speech, rule: AmbitionRule) -> str:
    """Which of a year's candidates this is."""
    percent = speech.percent(rule.recommended_precedent)
    if (cell.precedent or 0.0) >= rule.recommended_precedent:
        return speech.say(
            "Of the year's levels in the grid it is the furthest for which that share is at least {percent}.",
            percent=percent,
        )
    return speech.say(
        "No ambitious level in the grid for the year has a share of {percent}; this is the nearest of them.",
        percent=percent,
    )
