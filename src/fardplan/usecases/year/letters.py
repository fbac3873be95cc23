"""What a reminder says: what is left, by when, where it is written, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.reminders import Digest, Line
from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.reminders import Receiver
from fardplan.store.roles import Reachable
from fardplan.store.years import KnownStep
from fardplan.vocabulary.text import Language, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder as it is sent: to whom, about how many things, what it says, and where answers go."""

    receiver: Receiver
    items: int
    subject: str
    body: str
    answers_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """What letters are written from: who receives and who coordinates, organisations, and steps by name."""

    receivers: Mapping[int, Receiver]
    coordinators: tuple[Reachable, ...]
    organisations: Mapping[str, KnownOrganisation]
    steps: Mapping[str, KnownStep]


def step_name(step: KnownStep) -> Text:
    """A step with its year."""
    name = step.days.name
    return Text(sv=f"{name.sv} {step.year}", en=f"{name.en or name.sv} {step.year}")


def letter(digest: Digest, world: World) -> Letter:
    """The letter of a digest, in its receiver's language, what is most urgent first."""
    receiver = world.receivers[int(digest.person)]
    language: Language = "en" if receiver.language == "en" else "sv"
    reachable = [one for one in world.coordinators if one.email]
    told = [
        translate("Hello {name},", language, name=receiver.first_name or receiver.name),
        translate("this is left to write or to hand in:", language),
        *(_line(line, world, language) for line in digest.lines),
        translate(
            "You get this letter because you write for the organisation, answer for something in its plan, "
            "or stand in for somebody who does.",
            language,
        )
        + " "
        + _if_wrong(reachable, language),
        translate(
            "You get at most one such letter a day, and none when all is handed in. Turn them off, or name a "
            "deputy while you are away: {address}",
            language,
            address=f"{settings.ADDRESS}/arbete/min-sida/",
        ),
        translate("Färdplan, where the city's boards plan and follow up", language)
        + f"\n{settings.ADDRESS}/arbete/",
    ]
    return Letter(
        receiver,
        sum(line.owed.open_items for line in digest.lines),
        _subject(digest, world, language),
        "\n\n".join(told) + "\n",
        tuple(one.email for one in reachable),
    )


def _if_wrong(coordinators: list[Reachable], language: Language) -> str:
    if not coordinators:
        return translate("If something is wrong, tell whoever coordinates the year.", language)
    names = ", ".join(one.name for one in coordinators)
    return translate(
        "If something is wrong, answer this letter: it goes to {names}, who coordinates the year.",
        language,
        names=names,
    )


_SUBJECTS = {
    "left": message("Reminder: {step}, last day {day}"),
    "late": message("Late: {step}, the last day was {day}"),
}


def _subject(digest: Digest, world: World, language: Language) -> str:
    first, *more = digest.lines
    told = translate(
        _SUBJECTS["late" if first.days_left < 0 else "left"],
        language,
        step=step_name(world.steps[first.owed.step]).in_language(language),
        day=date_text(first.owed.last_day, language),
    )
    if not more:
        return told
    return translate_plural(
        "{subject}, and one thing more",
        "{subject}, and {count} things more",
        len(more),
        language,
        subject=told,
    )


def _line(line: Line, world: World, language: Language) -> str:
    """What is left at one step of one organisation: its name, the day, what it is, and where."""
    owed, step = line.owed, world.steps[line.owed.step]
    organisation = world.organisations[owed.organisation].name.in_language(language)
    told = [_day(line, step, language), _left(line, step, language)]
    if line.instead_of is not None:
        absent = world.receivers.get(int(line.instead_of)) if line.instead_of else None
        told.append(translate("You stand in for {name}.", language, name=absent.name if absent else "?"))
    return f"{step_name(step).in_language(language)}, {organisation}\n{' '.join(told)}\n{_where(line, step)}"


def _day(line: Line, step: KnownStep, language: Language) -> str:
    owed = line.owed
    day = date_text(owed.last_day, language)
    if line.days_left < 0:
        ago = translate_plural("one day ago", "{count} days ago", -line.days_left, language)
        told = translate("The last day was {day}, {ago}.", language, day=day, ago=ago)
    elif line.days_left:
        left = translate_plural("one day left", "{count} days left", line.days_left, language)
        told = translate("The last day is {day}, {left}.", language, day=day, left=left)
    else:
        told = translate("The last day is today, {day}.", language, day=day)
    if owed.last_day != step.days.ready_by:
        told += " " + translate("It is set for this organisation alone.", language)
    return told


def _left(line: Line, step: KnownStep, language: Language) -> str:
    if line.owed.locked:
        return translate("It has been locked: whoever coordinates the year can let it come late.", language)
    if step.days.kind not in FOLLOWED_UP:
        return translate("It has not been handed in.", language)
    if line.owed.all_ready:
        return translate("All is ready. It is only to be handed in.", language)
    return translate_plural("One thing is left.", "{count} things are left.", line.owed.open_items, language)


def _where(line: Line, step: KnownStep) -> str:
    """The page where it is written; of what is ready or locked, the page where it is handed in."""
    owed, year = line.owed, step.year
    if owed.locked or owed.all_ready or step.days.kind is StepKind.INPUT:
        path = f"ar/{year}/steg/{step.days.key}/{owed.organisation}/"
    elif step.days.kind is StepKind.PLAN:
        path = f"ar/{year}/planer/{owed.organisation}/"
    else:
        path = "uppfoljning/"
    return f"{settings.ADDRESS}/arbete/{path}"
