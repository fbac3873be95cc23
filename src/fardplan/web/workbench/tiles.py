"""The workbench's answers at a glance: a number each, and what it rests on or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.presentation.charts.grid_words import share_cell
from fardplan.presentation.outlook import about
from fardplan.presentation.translations import translate_plural
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.equity import Lift
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.words import tell_probability
from fardplan.vocabulary.gap import GapMeasure

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Tile:
    """`value` is the number, `unit` what stands after it, `text` what it rests on; `anchor` the section."""

    key: str
    heading: str
    value: str
    unit: str
    text: str
    anchor: str

    @property
    def known(self) -> bool:
        return self.value != UNKNOWN


def tiles(found: Calibration, speech: Speech) -> tuple[Tile, ...]:
    return tuple(_tiles(found, speech))


def _tiles(found: Calibration, speech: Speech) -> Iterator[Tile]:
    yield _probability(found, speech)
    yield _precedent(found, speech)
    yield _record(found, speech)
    yield _people(found, speech)
    yield _gap(found, speech)
    yield _next_target(found, speech)


def _probability(found: Calibration, speech: Speech) -> Tile:
    heading = speech.say("Chance if nothing new is done")
    if found.probability is None:
        return Tile("probability", heading, UNKNOWN, "", tell_probability(found, speech), "utsikt")
    figures = speech.evidence.own[-1]
    told = speech.say(
        "A forecast of {count} comparable figures, {first} to {last}. It knows of no new measures.",
        count=len(figures),
        first=figures[0][0],
        last=figures[-1][0],
    )
    return Tile("probability", heading, share_cell(found.probability, speech.language), "", told, "utsikt")


def _precedent(found: Calibration, speech: Speech) -> Tile:
    heading, precedent = speech.say("Precedent"), found.precedent
    if precedent.share is None:
        told = speech.say("Too few comparable municipalities can be followed for that long.")
        return Tile("precedent", heading, UNKNOWN, "", told, "forebilder")
    counted = speech.say("{managed} of {count}", managed=len(precedent.managed), count=len(precedent.members))
    told = speech.say(
        "municipalities near the same level did as much in as long a time; with chance taken off, {share}.",
        share=speech.percent(precedent.shrunk_share or 0.0),
    )
    return Tile("precedent", heading, counted, "", told, "forebilder")


def _record(found: Calibration, speech: Speech) -> Tile:
    heading, record = speech.say("The city's own record"), found.record
    if not record.windows:
        told = speech.say(
            "The city's figures cannot be compared over {years} years; the longest comparable stretch is "
            "{longest}.",
            years=record.years,
            longest=speech.count(record.longest),
        )
        return Tile("record", heading, UNKNOWN, "", told, "egen")
    counted = speech.say("{managed} of {count}", managed=record.managed, count=len(record.windows))
    told = translate_plural(
        "comparable stretch of {years} years in which the city did as much.",
        "comparable stretches of {years} years in which the city did as much; they overlap.",
        len(record.windows),
        speech.language,
        years=record.years,
    )
    return Tile("record", heading, counted, "", told, "egen")


def _people(found: Calibration, speech: Speech) -> Tile:
    heading, people = speech.say("People it means"), found.people
    if people is None:
        told = speech.say("The size of the group is not known, so people cannot be counted.")
        return Tile("people", heading, UNKNOWN, "", told, "manniskor")
    counted = speech.evidence.counted
    who = counted.in_language(speech.language) if counted else speech.say("people")
    value = "0" if people.total <= 0 else about(people.total, speech.language)
    if people.lower is None or people.upper is None or people.total <= 0:
        told = speech.say("{who} in {year}, of {size}.", **_group(found, who, speech))
    else:
        told = speech.say(
            "{who} in {year}, of {size}; {lower} to {upper} as the group may grow or shrink.",
            **_group(found, who, speech),
            lower=speech.count(people.lower),
            upper=speech.count(people.upper),
        )
    return Tile("people", heading, value, "", told, "manniskor")


def _group(found: Calibration, who: str, speech: Speech) -> dict[str, object]:
    size = found.people.group_size if found.people else 0.0
    return {"who": who, "year": found.candidate.year, "size": speech.count(size)}


def _gap(found: Calibration, speech: Speech) -> Tile:
    heading, equity = speech.say("Between districts"), found.equity
    if equity is None:
        told = speech.say("There are no figures by district with their size, so the gap cannot be told.")
        return Tile("gap", heading, UNKNOWN, "", told, "skillnader")
    today = equity.today[GapMeasure.DIFFERENCE]
    if equity.passed:
        told = speech.say("between highest and lowest today; the mean is at the level already.")
        return Tile("gap", heading, speech.bare(today), speech.points, told, "skillnader")
    after = {item.lift: item.gaps[GapMeasure.DIFFERENCE] for item in equity.outcomes}
    told = speech.say(
        "between highest and lowest today; {furthest} if those furthest behind are lifted, {closest} if "
        "those closest are.",
        furthest=speech.bare(after[Lift.FURTHEST]),
        closest=speech.bare(after[Lift.CLOSEST]),
    )
    return Tile("gap", heading, speech.bare(today), speech.points, told, "skillnader")


def _next_target(found: Calibration, speech: Speech) -> Tile:
    heading = speech.say("The next yearly target")
    if not found.yearly:
        return Tile("target", heading, UNKNOWN, "", "", "arsmal")
    asked_in = speech.evidence.asked_in or found.yearly[0].year
    coming = next((item for item in found.yearly if item.year >= asked_in), found.yearly[-1])
    unit = speech.evidence.unit.label.in_language(speech.language)
    told = (
        speech.say("by {year}. How far a single figure moves by itself is not known.", year=coming.year)
        if coming.lower is None or coming.upper is None
        else speech.say(
            "by {year}; an outcome within {half} of it tells nothing yet.",
            year=coming.year,
            half=speech.size((coming.upper - coming.lower) / 2),
        )
    )
    return Tile("target", heading, speech.bare(coming.level), unit, told, "arsmal")
