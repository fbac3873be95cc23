"""The list of milestones on the workbench: what can be told of each, and what is lacking."""

from dataclasses import dataclass

from fardplan.presentation.periods import period_text
from fardplan.presentation.phrases import release_kind_word
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.version import Milestone, TargetArea
from fardplan.roadmap.workbench.obstacle import Obstacle, tell_obstacle
from fardplan.roadmap.workbench.speech import Speech
from fardplan.usecases.steering.workbench import OnBench, Tellable, WorkbenchList, is_simulated
from fardplan.vocabulary.text import Language

TELLS = (
    ("probability", message("Probability"), message("needs more figures that can be compared")),
    ("precedent", message("Precedent"), message("needs figures of enough other municipalities")),
    ("people", message("People"), message("needs the size of the group")),
    ("districts", message("Between districts"), message("needs figures by district with their size")),
)
"""The kinds of answers, and what each needs where it cannot be given."""

MENDS = {
    Obstacle.NO_INDICATOR: message("A strategist says in the roadmap's draft what measures it."),
    Obstacle.UNKNOWN_INDICATOR: message("A statistician writes its definition into the city's package."),
    Obstacle.NO_DIRECTION: message("A strategist says in the roadmap's draft which way is wanted."),
    Obstacle.NO_POLARITY: message("A statistician writes its polarity into the city's package."),
    Obstacle.NO_FIGURES: message("A statistician reads in the figures."),
}
"""Who does what about what is lacking."""


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of answer, and what it needs, empty where it can be given."""

    words: str
    needs: str


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone in the list; `why_not` is empty where it can be weighed. `next`: who does what next."""

    milestone: Milestone
    latest: str
    measure: str
    tells: tuple[Told, ...]
    why_not: tuple[str, ...]
    candidates: int
    released: tuple[str, ...]
    target: str
    simulated: bool
    next: str


def overview_page(
    found: WorkbenchList, language: Language
) -> tuple[tuple[TargetArea, tuple[Line, ...]], ...]:
    """Every target area with its milestones."""
    return tuple((area, tuple(_line(item, language) for item in items)) for area, items in found.areas)


def _line(item: OnBench, language: Language) -> Line:
    desk, on = item.desk, item.desk.bench
    why_not: tuple[str, ...] = ()
    if desk.obstacle is not None:
        # What the milestone itself says of the data it needs stands on its own page.
        why_not = tell_obstacle(desk.obstacle, item.milestone, desk.definition, language)[:2]
    latest = ""
    if on is not None:
        speech = Speech(on.evidence, {}, language)
        latest = translate(
            "{value}, {period}",
            language,
            value=speech.figure(on.evidence.latest.value),
            period=period_text(on.evidence.latest.period, language),
        )
    return Line(
        milestone=item.milestone,
        latest=latest,
        measure=desk.definition.name.in_language(language) if desk.definition else "",
        tells=_tells(item.tells, language) if on else (),
        why_not=why_not,
        candidates=item.candidates,
        released=tuple(release_kind_word(kind, language) for kind in sorted(item.released)),
        target=_target(item, language),
        simulated=is_simulated(desk),
        next=translate(next_step(item), language),
    )


def next_step(item: OnBench) -> str:
    """The message that says who does what next with a milestone on the workbench."""
    if item.desk.obstacle is not None:
        return MENDS[item.desk.obstacle]
    if not item.candidates:
        return message("A strategist or a statistician weighs a level and a year, and keeps it with reasons.")
    if not item.proposed:
        return message("A strategist makes a candidate a proposal in the roadmap's draft.")
    if not item.released and not item.tells.probability:
        return message(
            "Nothing of the years to come can be told yet: more figures that can be compared are needed."
        )
    if not item.released:
        return message("A strategist or a statistician releases what the public may see.")
    return message("What is released stands on the public page from the next publication.")


def _tells(tells: Tellable, language: Language) -> tuple[Told, ...]:
    return tuple(
        Told(translate(words, language), "" if getattr(tells, name) else translate(needs, language))
        for name, words, needs in TELLS
    )


def _target(item: OnBench, language: Language) -> str:
    """The level and year that the roadmap has, as they were given; empty without them."""
    milestone, on = item.milestone, item.desk.bench
    if milestone.level is None or milestone.year is None or on is None:
        return ""
    speech = Speech(on.evidence, {}, language)
    return translate("{level} by {year}", language, level=speech.asked(milestone.level), year=milestone.year)
