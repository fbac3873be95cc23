"""People in words: how many, of how large a group, and where they live."""

from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.group import Group
from fardplan.roadmap.workbench.people import People
from fardplan.roadmap.workbench.speech import Speech


def tell_people(found: Calibration, speech: Speech) -> str:
    """How many persons it means in the year, with the group's size and what that rests on."""
    people, group = found.people, found.group
    if people is None or group is None:
        return speech.say("The size of the group is not known, so people cannot be counted.")
    lines = [f"{_total(people, found.candidate.year, speech)} {_group(group, found.candidate.year, speech)}"]
    lines.append(_where(people, speech) if people.districts else speech.say("Where they live is not known."))
    return "\n".join(lines)


def _total(people: People, year: int, speech: Speech) -> str:
    counted = speech.evidence.counted
    who = counted.in_language(speech.language) if counted else speech.say("people")
    if people.lower is None or people.upper is None:
        return speech.say(
            "It means about {people} {who} in {year}.", people=speech.count(people.total), who=who, year=year
        )
    return speech.say(
        "It means about {people} {who} in {year}, {lower} to {upper} as the group may grow or shrink.",
        people=speech.count(people.total),
        who=who,
        year=year,
        lower=speech.count(people.lower),
        upper=speech.count(people.upper),
    )


def _group(group: Group, year: int, speech: Speech) -> str:
    if group.lower is not None and group.upper is not None:
        return speech.say(
            "The group is forecast to be {size} then (80 per cent interval {lower} to {upper}).",
            size=speech.count(group.size),
            lower=speech.count(group.lower),
            upper=speech.count(group.upper),
        )
    if group.latest_year == year:
        return speech.say("The group is {size}.", size=speech.count(group.size))
    return speech.say(
        "The group's latest known size, {size} in {known}, stands in for that of {year}, which cannot be "
        "forecast from so few.",
        size=speech.count(group.size),
        known=group.latest_year,
        year=year,
    )


def _where(people: People, speech: Speech) -> str:
    if not people.core:
        return ""
    each = speech.listed(f"{speech.name(item.area)} {speech.count(item.people)}" for item in people.districts)
    core = speech.listed(speech.name(area) for area in people.core)
    return speech.say(
        "If every district closes the same part of its distance they live so: {each}. Half of them live in "
        "{core} ({few} of {all} districts).",
        each=each,
        core=core,
        few=len(people.core),
        all=len(people.districts),
    )
