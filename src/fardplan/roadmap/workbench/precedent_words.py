"""Precedent in words: who is compared with, how they fared, and what chance had to do with it."""

from collections.abc import Sequence

from fardplan.presentation.translations import translate_plural
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.precedent import Member, Precedent
from fardplan.roadmap.workbench.reference import LEAST_NEIGHBOURS, Neighbourhood
from fardplan.roadmap.workbench.speech import Speech

MOST_NAMES = 12


def tell_precedent(found: Calibration, speech: Speech) -> str:
    """The reference class, its neighbourhood, the counts, the names; or why it cannot be told."""
    precedent = found.precedent
    if precedent.share is None:
        return _too_few(precedent, speech)
    lines = (
        _class(precedent, speech),
        _counts(precedent, speech),
        _chance(precedent, speech),
        _who(precedent, speech),
    )
    return "\n".join(filter(None, lines))


def _too_few(precedent: Precedent, speech: Speech) -> str:
    """What is lacking, and what would be enough."""
    if not precedent.longest and not precedent.panel:
        return speech.say(
            "There are no figures for other municipalities. Needed is the same indicator for at least "
            "{least} municipalities that stood near {level} and can be followed for {years} years without a "
            "series break.",
            least=LEAST_NEIGHBOURS,
            level=speech.figure(speech.evidence.latest.value),
            years=precedent.years,
        )
    if precedent.longest < precedent.years:
        return speech.say(
            "The other municipalities' figures reach over at most {longest} comparable years, and the year "
            "asks for {years}. Years up to {until} can be weighed, or load a longer panel.",
            longest=speech.count(precedent.longest),
            years=precedent.years,
            until=int(speech.evidence.latest.period.position + precedent.longest),
        )
    return translate_plural(
        "Of the panel's municipalities {panel} can be followed for {years} years, one of them from near the "
        "same level; at least {least} are needed.",
        "Of the panel's municipalities {panel} can be followed for {years} years, {count} of them from near "
        "the same level; at least {least} are needed.",
        len(precedent.members),
        speech.language,
        panel=precedent.panel,
        years=precedent.years,
        least=LEAST_NEIGHBOURS,
    )


def _class(precedent: Precedent, speech: Speech) -> str:
    told = speech.say(
        "Compared with: {count} of the {panel} municipalities whose figures can be followed for {years} "
        "years. They once stood within {width} of {level}; each counts once, from where it stood nearest.",
        count=len(precedent.members),
        panel=precedent.panel,
        years=precedent.years,
        width=speech.size(precedent.neighbourhood.width),
        level=speech.figure(speech.evidence.latest.value),
    )
    return " ".join(
        filter(None, (told, _width(precedent.neighbourhood, speech), _earlier(precedent, speech)))
    )


def _earlier(precedent: Precedent, speech: Speech) -> str:
    """How many are followed before a series break, where the figure meant something else."""
    earlier = sum(member.before_break for member in precedent.members)
    if not earlier:
        return ""
    return translate_plural(
        "One of them is followed in years before a series break, when the level meant something else.",
        "{count} of them are followed in years before a series break, when the level meant something else.",
        earlier,
        speech.language,
    )


def _width(near: Neighbourhood, speech: Speech) -> str:
    """Why the neighbourhood is as wide as it is."""
    if near.foretells_best is None:
        return speech.say(
            "The panel is too small to try which width is best, so it is the narrowest that holds {least}.",
            least=LEAST_NEIGHBOURS,
        )
    if near.widened:
        return speech.say(
            "The width that foretells the neighbours' change best is {best}, but only {held} stood inside "
            "it; it was widened until at least {least} did.",
            best=speech.size(near.foretells_best, finer=near.foretells_best < speech.step),
            held=near.held,
            least=LEAST_NEIGHBOURS,
        )
    return speech.say("Of the widths tried it is the one that best foretells the neighbours' change.")


def _counts(precedent: Precedent, speech: Speech) -> str:
    return speech.say(
        "As measured, {managed} of {count} improved as much ({share}; as a sample of such municipalities it "
        "tells {lower} to {upper}).",
        managed=len(precedent.managed),
        count=len(precedent.members),
        share=speech.percent(precedent.share or 0.0),
        lower=speech.percent(precedent.lower or 0.0),
        upper=speech.percent(precedent.upper or 0.0),
    )


def _chance(precedent: Precedent, speech: Speech) -> str:
    """What taking chance off does to the count."""
    swings = sorted(precedent.members, key=lambda member: (member.swing, member.area))
    least, middle, most = swings[0], swings[len(swings) // 2], swings[-1]
    told = speech.say(
        "Small municipalities swing by chance: a change over two figures by {typical} typically, from "
        "{least} in {calm} to {most} in {restless}.",
        typical=speech.size(middle.swing),
        least=speech.size(least.swing),
        calm=speech.name(least.area),
        most=speech.size(most.swing),
        restless=speech.name(most.area),
    )
    off = speech.say(
        "With that taken off, about {share} did.", share=speech.percent(precedent.shrunk_share or 0.0)
    )
    managed = precedent.managed
    if not managed:
        return f"{told} {off}"
    sure = speech.say(
        "Of those that improved as much as measured, {sure} of {managed} more likely than not truly did.",
        sure=sum(member.probability > 0.5 for member in managed),
        managed=len(managed),
    )
    return f"{told} {off} {sure}"


def _who(precedent: Precedent, speech: Speech) -> str:
    managed = _most_likely_first(precedent.managed)
    if not managed:
        return ""
    named = [f"{speech.name(item.area)} ({item.first}–{item.last})" for item in managed[:MOST_NAMES]]
    more = len(managed) - MOST_NAMES
    if more > 0:
        named.append(translate_plural("one more", "{count} more", more, speech.language))
    return speech.say("To ask, the most certain first: {names}.", names=speech.listed(named))


def _most_likely_first(members: Sequence[Member]) -> list[Member]:
    return sorted(members, key=lambda member: (-member.probability, -member.improvement, member.area))
