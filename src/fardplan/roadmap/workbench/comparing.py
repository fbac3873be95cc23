"""Two candidates side by side: the same numbers of both, and in words what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fardplan.presentation.charts.grid_words import count_cell, share_cell
from fardplan.presentation.translations import message
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.equity import Equity, Lift
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.words import MARKS
from fardplan.vocabulary.gap import GapMeasure

GAP_AFTER = {
    Lift.CLOSEST: message("Gap between districts if those closest are lifted"),
    Lift.ALL_ALIKE: message("Gap between districts if all are lifted alike"),
    Lift.FURTHEST: message("Gap between districts if those furthest behind are lifted"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how it is called, and what the workbench found."""

    name: str
    found: Calibration


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that both have, written out; `differs` is False where they read alike."""

    heading: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Compared:
    """Two candidates of one indicator: rows of numbers, and sentences on what differs."""

    rows: tuple[Row, ...]
    sentences: tuple[str, ...]


def compare(first: Side, second: Side, speech: Speech) -> Compared:
    """Compare two candidates that were weighed with the same indicator on the same evidence."""
    return Compared(tuple(_rows(first, second, speech)), tuple(_sentences(first, second, speech)))


CHANCE = message("Chance if nothing new is done")
MARK = message("What can be said")


def _rows(first: Side, second: Side, speech: Speech) -> Iterator[Row]:
    a, b = first.found, second.found
    yield Row(speech.say("Level"), *(speech.asked(one.candidate.level) for one in (a, b)))
    yield Row(speech.say("Year"), *(str(one.candidate.year) for one in (a, b)))
    yield Row(speech.say(MARK), *(speech.say(MARKS[one.mark]) for one in (a, b)))
    yield Row(
        speech.say("Change from the latest figure"), *(speech.change(one.required.total) for one in (a, b))
    )
    yield Row(speech.say("Change a year"), *(_yearly(one, speech) for one in (a, b)))
    yield Row(
        speech.say(CHANCE),
        *(share_cell(one.probability, speech.language) for one in (a, b)),
    )
    yield Row(speech.say("Municipalities that did as much"), *(_counted(one, speech) for one in (a, b)))
    yield Row(
        speech.say("Precedent, chance taken off"),
        *(share_cell(one.precedent.shrunk_share, speech.language) for one in (a, b)),
    )
    yield Row(speech.say("The city's own stretches that did as much"), *(_own(one, speech) for one in (a, b)))
    yield Row(speech.say("People it means"), *(_people(one, speech) for one in (a, b)))
    for lift, heading in GAP_AFTER.items():
        told = tuple(_gap(one.equity, lift, speech) for one in (a, b))
        if any(told):
            yield Row(speech.say(heading), told[0] or "–", told[1] or "–")


def _yearly(found: Calibration, speech: Speech) -> str:
    return speech.size(found.required.yearly, finer=True)


def _counted(found: Calibration, speech: Speech) -> str:
    precedent = found.precedent
    if precedent.share is None:
        return "–"
    return speech.say("{managed} of {count}", managed=len(precedent.managed), count=len(precedent.members))


def _own(found: Calibration, speech: Speech) -> str:
    record = found.record
    if not record.windows:
        return "–"
    return speech.say("{managed} of {count}", managed=record.managed, count=len(record.windows))


def _people(found: Calibration, speech: Speech) -> str:
    return count_cell(found.people.total if found.people else None, speech.language)


def _gap(equity: Equity | None, lift: Lift, speech: Speech) -> str:
    if equity is None:
        return ""
    outcome = next(item for item in equity.outcomes if item.lift is lift)
    return speech.size(outcome.gaps[GapMeasure.DIFFERENCE])


def _sentences(first: Side, second: Side, speech: Speech) -> Iterator[str]:
    yield _asked(first, second, speech)
    yield from _likelier(first, second, speech)
    yield from _precedented(first, second, speech)
    yield from _more_people(first, second, speech)


def _asked(first: Side, second: Side, speech: Speech) -> str:
    """Which asks for more, and in how long a time."""
    a, b = first.found.required, second.found.required
    more = b.improvement - a.improvement
    years = second.found.candidate.year - first.found.candidate.year
    if abs(more) < 1e-9:
        same = speech.say("Both ask for the same level")
        if years == 0:
            return speech.say("{same}, in the same year.", same=same)
        later = second if years > 0 else first
        return speech.say(
            "{same}; {name} gives {years} years more.", same=same, name=later.name, years=abs(years)
        )
    bolder, other = (second, first) if more > 0 else (first, second)
    told = speech.say(
        "{bolder} asks for {size} more than {other}",
        bolder=bolder.name,
        other=other.name,
        size=speech.size(more),
    )
    gained = bolder.found.candidate.year - other.found.candidate.year
    pace = speech.say(
        "{own} a year against {others}",
        own=_yearly(bolder.found, speech),
        others=_yearly(other.found, speech),
    )
    if gained == 0:
        return speech.say("{told} in the same time: {pace}.", told=told, pace=pace)
    if gained > 0:
        return speech.say("{told}, with {years} years more: {pace}.", told=told, years=gained, pace=pace)
    return speech.say("{told}, with {years} years less: {pace}.", told=told, years=-gained, pace=pace)


def _likelier(first: Side, second: Side, speech: Speech) -> Iterator[str]:
    known = [side for side in (first, second) if side.found.probability is not None]
    if len(known) == 1:
        yield speech.say(
            "If nothing new is done the probability can be told for {name} alone: {percent}.",
            name=known[0].name,
            percent=speech.chance(known[0].found.probability or 0.0),
        )
    if len(known) < 2:
        return
    low, high = sorted(known, key=lambda side: side.found.probability or 0.0)
    words = [speech.chance(side.found.probability or 0.0) for side in (high, low)]
    if words[0] == words[1]:
        yield speech.say(
            "If nothing new is done both are reached with a probability of {percent}.", percent=words[0]
        )
        return
    yield speech.say(
        "If nothing new is done {high} is reached with a probability of {most}, {low} with {least}.",
        high=high.name,
        low=low.name,
        most=words[0],
        least=words[1],
    )


def _precedented(first: Side, second: Side, speech: Speech) -> Iterator[str]:
    known = [side for side in (first, second) if side.found.precedent.share is not None]
    if len(known) == 2:
        told = [_counted(side.found, speech) for side in known]
        yield speech.say(
            "As much as {first} asks was done by {some} comparable municipalities, as much as {second} by "
            "{others}.",
            first=known[0].name,
            second=known[1].name,
            some=told[0],
            others=told[1],
        )
    elif known:
        yield speech.say("Precedent can be told for {name} alone.", name=known[0].name)


def _more_people(first: Side, second: Side, speech: Speech) -> Iterator[str]:
    a, b = first.found.people, second.found.people
    if a is None or b is None:
        return
    more = round(b.total) - round(a.total)
    if more == 0:
        yield speech.say("Both mean as many people.")
        return
    counted = speech.evidence.counted
    yield speech.say(
        "{name} means {count} {who} more.",
        name=(second if more > 0 else first).name,
        count=speech.count(abs(more)),
        who=counted.in_language(speech.language) if counted else speech.say("people"),
    )


def then_and_now(answers: Mapping[str, Any], now: Calibration, speech: Speech) -> tuple[Row, ...]:
    """What was told when a candidate was kept beside what is told today; `answers` as they were kept."""
    then, latest = answers["candidate"], answers["latest"]
    precedent = then["precedent"]
    members = precedent["members"]
    managed = sum(bool(item["managed"]) for item in members)
    counted = (
        "–"
        if precedent["share"] is None
        else speech.say("{managed} of {count}", managed=managed, count=len(members))
    )
    people = then["people"]["total"] if then["people"] else None
    figure = speech.evidence.latest
    return (
        Row(
            speech.say("Latest figure"),
            f"{speech.figure(latest['value'])} ({latest['period']})",
            f"{speech.figure(figure.value)} ({figure.period})",
        ),
        Row(
            speech.say(CHANCE),
            share_cell(then["probability"], speech.language),
            share_cell(now.probability, speech.language),
        ),
        Row(speech.say("Municipalities that did as much"), counted, _counted(now, speech)),
        Row(
            speech.say("Precedent, chance taken off"),
            share_cell(precedent["shrunk_share"], speech.language),
            share_cell(now.precedent.shrunk_share, speech.language),
        ),
        Row(speech.say("People it means"), count_cell(people, speech.language), _people(now, speech)),
    )
