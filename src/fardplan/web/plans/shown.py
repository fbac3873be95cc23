"""A plan as its pages show it: grouped under what the council asks, with words for every state."""

from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.considered import Answer
from fardplan.boards.unanswered import Asked
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.plan_page import AreaStand, PlanPage, PlanRow, StrategyStand
from fardplan.vocabulary.text import Language, Text
from fardplan.web.plans.words import answer_word, drawn_words, flaw_word, kind_word, stand_word


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Link:
    """What of the roadmap a thing serves."""

    text: Text
    milestone: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that can be added: its kind and the words of the link."""

    kind: ItemKind
    words: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A thing in the outline in words. `deep`: below a goal."""

    row: PlanRow
    kind: str
    when: str
    flaws: tuple[str, ...]
    links: tuple[Link, ...]
    additions: tuple[Addition, ...]

    @property
    def is_goal(self) -> bool:
        return self.row.item.kind is ItemKind.BOARD_GOAL


@dataclass(frozen=True, slots=True)
class Group:
    """A goal of the council's with what the board answers; None gathers what answers nothing there."""

    goal: CouncilItem | None
    rows: tuple[ShownRow, ...]


_ADD = {
    ItemKind.BOARD_ACTIVITY: message("Add an activity"),
    ItemKind.BOARD_INDICATOR: message("Add an indicator"),
    ItemKind.UNDERTAKING: message("Add an undertaking"),
}


def shown_plan(plan: PlanPage, language: Language) -> tuple[Group, ...]:
    """The outline under the council's goals, in their order."""
    groups: dict[str | None, list[ShownRow]] = {}
    key: str | None = None
    for row in plan.rows:
        if row.depth == 0:
            key = row.answers.key if row.answers else None
        groups.setdefault(key, []).append(shown_row(row, plan, language))
    goals = [item for item in plan.council if item.key in groups]
    found = [Group(goal, tuple(groups[goal.key])) for goal in goals]
    return (*found, Group(None, tuple(groups[None]))) if None in groups else tuple(found)


def shown_row(row: PlanRow, plan: PlanPage, language: Language) -> ShownRow:
    item = row.item
    strategies, milestones = plan.strategy_names, plan.milestone_names
    return ShownRow(
        row,
        kind_word(item.kind, language),
        _when(row, language),
        tuple(flaw_word(flaw, language) for flaw in row.flaws),
        (
            *(
                Link(strategies.get(key, Text(sv=key)), milestone=False)
                for key in sorted(item.strategies, key=list(strategies).index)
                if key in strategies
            ),
            *(Link(milestones[key], milestone=True) for key in milestones if key in item.milestones),
        ),
        tuple(Addition(kind, translate(_ADD[kind], language)) for kind in row.below),
    )


def _when(row: PlanRow, language: Language) -> str:
    item = row.item
    days = [date_text(day, language) if day else "" for day in (item.starts, item.last_day)]
    if days[0] and days[1]:
        return f"{days[0]} – {days[1]}"
    if days[1]:
        return translate("by {day}", language, day=days[1])
    return translate("from {day}", language, day=days[0]) if days[0] else ""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Something that the council asks and the plan does not answer, and what would answer it."""

    item: CouncilItem
    words: str
    action: str
    kind: ItemKind | None


_ASKED = {
    Asked.NO_GOAL: (message("no goal of the board answers it"), message("Add a goal"), ItemKind.BOARD_GOAL),
    Asked.NO_ACTIVITY: (
        message("no activity answers it"),
        message("Add an activity"),
        ItemKind.BOARD_ACTIVITY,
    ),
    Asked.NO_TARGET: (message("the board has no yearly target for it"), message("Set a target"), None),
}


def asked_groups(plan: PlanPage, language: Language) -> tuple[AskedRow, ...]:
    found = []
    for one in plan.unanswered:
        words, action, kind = _ASKED[one.why]
        found.append(AskedRow(one.item, translate(words, language), translate(action, language), kind))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ShownStand:
    """A stand in words. `titles` are what acts in the plan; `before` tells what was answered last year.
    `place` tells it apart from the others on its page."""

    key: str
    name: Text
    shape: str
    word: str
    certain: str
    why: str
    titles: tuple[str, ...]
    can_confirm: bool
    acts: bool
    before: str
    before_answer: str
    before_why: str
    place: str
    strategies: tuple["ShownStand", ...] = ()


def shown_stands(stands: Iterable[AreaStand], language: Language) -> tuple[ShownStand, ...]:
    return tuple(_stand(stand, language) for stand in stands)


def _stand(stand: AreaStand, language: Language) -> ShownStand:
    shape, word = stand_word(stand.stand, language)
    before = stand.before
    again = before is not None and before.answer is not Answer.ACTS and stand.stand.answer is None
    return ShownStand(
        stand.key,
        stand.name,
        shape,
        word,
        drawn_words(stand.stand, language),
        stand.stand.why or "",
        tuple(item.title for item in stand.items),
        stand.stand.can_confirm,
        bool(stand.items),
        answer_word(before.answer, language) if before and again else "",
        before.answer.value if before and again else "",
        (before.why or "") if before and again else "",
        stand.key,
        tuple(_strategy(one, stand.key, language) for one in stand.strategies),
    )


def _strategy(one: StrategyStand, area: str, language: Language) -> ShownStand:
    shape, word = stand_word(one.stand, language)
    if one.stand.answer is None:
        shape, word = "dash", translate("no answer of its own", language)
    return ShownStand(
        one.key,
        one.text,
        shape,
        word,
        drawn_words(one.stand, language) if one.stand.given else "",
        one.stand.why or "",
        tuple(item.title for item in one.items),
        one.stand.given is not None and one.stand.can_confirm,
        bool(one.items),
        "",
        "",
        "",
        f"{area} {one.key}",
    )


def locked_words(plan: PlanPage, language: Language) -> str:
    """Why nothing can be written in a plan, as a page says it; empty where it can."""
    return said_in(plan.locked, language) if plan.locked else ""
