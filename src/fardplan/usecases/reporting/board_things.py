"""What a board's plan holds, and what its reports tell of, as their reports have it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import PROMISES, ItemKind
from fardplan.boards.follow_up import Told
from fardplan.boards.subjects import Subject as ToldOf
from fardplan.boards.year_target import shown_target
from fardplan.store.follow_ups import Corrected, FollowedUp
from fardplan.usecases.year.corrections import standing
from fardplan.usecases.year.gathering import Entry
from fardplan.usecases.year.plan_page import PlanRow
from fardplan.vocabulary.text import Language

OWN = frozenset(
    {ItemKind.BOARD_GOAL, ItemKind.BOARD_INDICATOR, ItemKind.BOARD_ACTIVITY, ItemKind.UNDERTAKING}
)
GOALS = frozenset({ItemKind.BOARD_GOAL, ItemKind.AREA_GOAL, ItemKind.ORIENTATION_GOAL})
ACTIVITIES = PROMISES | {ItemKind.COUNCIL_ACTIVITY}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in a plan or one that is told of. `above` is what it answers, in words; `told` is None for a
    plan, and where nobody has told of it.
    """

    kind: ItemKind
    title: str
    above: str = ""
    expected: str = ""
    target: str = ""
    unit: str | None = None
    responsible: str = ""
    starts: date | None = None
    ends: date | None = None
    by_sex: bool = False
    told: Told | None = None
    source: str = ""


def planned(row: PlanRow, language: Language) -> Thing:
    """A row of a plan."""
    item = row.item
    unit = row.of_unit.name.in_language(language) if row.of_unit else ""
    return Thing(
        item.kind,
        f"{item.title} ({unit})" if unit else item.title,
        above=row.answers.words.in_language(language) if row.answers else "",
        expected=item.expected_result or "",
        target=shown_target(item.target, item.unit, language),
        unit=item.unit,
        responsible=item.responsible.name if item.responsible else "",
        starts=item.starts,
        ends=item.last_day,
        by_sex=item.by_sex,
    )


def told_of(entry: Entry, made: Sequence[Corrected], language: Language) -> Thing:
    """What is told of a thing, with what decisions have corrected."""
    subject, now = entry.subject, entry.now
    return Thing(
        subject.kind,
        title_of(subject, language),
        above=subject.above or "",
        expected=subject.expected or "",
        target=shown_target(subject.target, subject.unit, language),
        unit=subject.unit,
        responsible=subject.responsible.name if subject.responsible else "",
        ends=subject.ends,
        by_sex=subject.by_sex,
        told=standing(now, tuple(made)).now if now else None,
        source=_source(now),
    )


def title_of(subject: ToldOf, language: Language) -> str:
    return subject.title_en if language == "en" and subject.title_en else subject.title


def _source(now: FollowedUp | None) -> str:
    """Where an outcome was taken from, where it is still that figure."""
    evidence = now.evidence if now else None
    if not now or not evidence or evidence.get("value") != now.told.outcome:
        return ""
    return f"{evidence['source']}, {evidence['period']}"


def by_goal(things: Iterable[Thing]) -> Iterator[tuple[Thing | None, list[Thing]]]:
    """Each goal with what stands beneath it; first what has none above, where there is such."""
    goal: Thing | None = None
    below: list[Thing] = []
    for item in things:
        if item.kind is ItemKind.BOARD_GOAL:
            if goal or below:
                yield goal, below
            goal, below = item, []
        else:
            below.append(item)
    if goal or below:
        yield goal, below
