"""Settling the doubts of a reading: what a person can answer to each, and the draft that follows from it.

A ruling never changes the reading itself. The draft is made anew from the reading and all rulings that apply,
so that taking one back gives what was there before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fardplan.vocabulary.text import Text

from .aligning import with_word
from .draft import Doubt, Draft, EarlierDecision, Goal, Item

Resolution = Literal["chosen", "written", "as_read"]

WORDS = frozenset({"real_word", "uncertain_repair", "unknown_word", "possible_misreading"})
"""Doubts about single words."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person has answered: a reading that was offered, one of their own, or that it stands as read."""

    resolution: Resolution
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that takes one click. `taken`: the draft says so already."""

    ruling: Ruling
    label: Text
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked about a doubt: the answers that take a click, and what may be written instead.

    `writes` names what they would write; None where writing has no effect on the draft.
    """

    choices: tuple[Choice, ...]
    writes: Text | None


def asked(doubt: Doubt) -> Asked:
    """The answers to a doubt, that of the reading first."""
    if doubt.kind in WORDS:
        return _asked_about_word(doubt)
    offered = _OFFERED.get(doubt.kind, ()) or _readings(doubt)
    chosen = tuple(Choice(Ruling("chosen", value), label) for value, label in offered)
    accepted = Choice(Ruling("as_read"), _ACCEPTED.get(doubt.kind, _LEAVE), taken=True)
    return Asked((accepted, *chosen), _WRITTEN.get(doubt.kind))


def _asked_about_word(doubt: Doubt) -> Asked:
    choices = [
        Choice(Ruling("chosen", reading), Text(sv=reading), taken=number == 0)
        for number, reading in enumerate(doubt.readings)
        if reading != doubt.as_read
    ]
    stands = not doubt.readings or doubt.readings[0] == doubt.as_read
    as_read = Choice(
        Ruling("as_read"),
        Text(sv=f"{doubt.as_read} (som det lästes)", en=f"{doubt.as_read} (as it was read)"),
        taken=stands,
    )
    ordered = (as_read, *choices) if stands else (*choices, as_read)
    return Asked(ordered, Text(sv="Ett annat ord", en="Another word"))


def _readings(doubt: Doubt) -> tuple[tuple[str, Text], ...]:
    if doubt.kind not in {"budget_year", "contradiction"}:
        return ()
    return tuple((reading, Text(sv=reading)) for reading in doubt.readings)


_LEAVE = Text(sv="Sett: lämna som det är", en="Seen: leave it as it is")
_ACCEPTED = {
    "numbering": Text(sv="Numreringen stämmer", en="The numbering is right"),
    "lost_text": Text(sv="Inget har gått förlorat", en="Nothing is lost"),
    "annex_missing": Text(sv="Bilagan läses för sig", en="The annex is read on its own"),
    "names_in_one_row": Text(sv="Namnen är rätt delade", en="The names are parted rightly"),
    "budget_year": Text(sv="Lämna datumet tomt", en="Leave the date empty"),
    "contradiction": Text(sv="Dokumentet säger båda", en="The document says both"),
    "direction_unclear": Text(sv="Riktningen är inte bestämd", en="The direction is not decided"),
    "force_unclear": Text(sv="Det framgår inte", en="It is not clear"),
}
_OFFERED: Mapping[str, tuple[tuple[str, Text], ...]] = {
    "direction_unclear": (
        ("up", Text(sv="Ska öka", en="Is to go up")),
        ("down", Text(sv="Ska minska", en="Is to go down")),
    ),
    "force_unclear": (
        ("godkänns", Text(sv="Godkänns", en="Is approved")),
        ("ska", Text(sv="Ska", en="Shall")),
        ("uppmanas", Text(sv="Uppmanas", en="Is urged")),
    ),
}
_WRITTEN = {
    "numbering": Text(
        sv="Numren i den ordning de står, med komma", en="The numbers as they stand, with commas"
    ),
    "lost_text": Text(sv="Hela stycket som det ska stå", en="The whole passage as it should read"),
    "names_in_one_row": Text(sv="Namnen, med semikolon mellan", en="The names, with semicolons between"),
    "budget_year": Text(sv="Datumet: 2014, 2014-11 eller en dag", en="The date: 2014, 2014-11 or a day"),
    "contradiction": Text(sv="Det rätta namnet", en="The right name"),
    "area_not_named": Text(sv="Målområdets namn", en="The name of the target area"),
    "no_title": Text(sv="Ärendets rubrik", en="The title of the matter"),
}


def resolved(draft: Draft, rulings: Mapping[int, Ruling]) -> Draft:
    """The draft with rulings applied; each is keyed by its doubt's place among the draft's doubts, from 0.

    A ruling that fits nothing any more, as of a word that another ruling took away, changes nothing.
    """
    for number, ruling in sorted(rulings.items()):
        doubt = draft.doubts[number]
        draft = _by_word(draft, doubt, ruling) if doubt.kind in WORDS else _by_kind(draft, doubt, ruling)
    return draft


def open_doubts(draft: Draft, rulings: Mapping[int, Ruling]) -> int:
    return sum(number not in rulings for number in range(len(draft.doubts)))


# A word, wherever it stands --------------------------------------------------


def _by_word(draft: Draft, doubt: Doubt, ruling: Ruling) -> Draft:
    read = doubt.as_read or ""
    taken = doubt.readings[0] if doubt.readings else read
    said = read if ruling.resolution == "as_read" else (ruling.reading or taken)
    if said == taken:
        return draft

    def change(item: Any) -> Any:
        text = with_word(item.text, item.as_read, item.lines, doubt.lines, read, taken, said)
        return item if text == item.text else item.model_copy(update={"text": text})

    return _everywhere(draft, change)


def _everywhere(draft: Draft, change: Callable[[Any], Any]) -> Draft:
    """The draft with every text changed but the names of those who signed."""
    single = {
        name: change(item)
        for name in ("title", "mandate", "preparation", "vision")
        if (item := getattr(draft, name)) is not None
    }
    listed = {
        name: tuple(map(change, getattr(draft, name)))
        for name in (
            "decisions",
            "earlier_decisions",
            "horizons",
            "goals",
            "indicators",
            "annexes",
            "references",
        )
    }
    return draft.model_copy(update=single | listed)


# Everything else -------------------------------------------------------------


def _by_kind(draft: Draft, doubt: Doubt, ruling: Ruling) -> Draft:
    effect = _EFFECTS.get(doubt.kind)
    if effect is None or ruling.reading is None:
        return draft
    return effect(draft, doubt, ruling.reading.strip())


def _direction(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    def change(item: Any) -> Any:
        meant = isinstance(item, Goal) and item.lines == doubt.lines
        return item.model_copy(update={"direction": reading}) if meant and reading in {"up", "down"} else item

    return _everywhere(draft, change)


def _force(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    forces = {value for value, _ in _OFFERED["force_unclear"]}
    return draft.model_copy(
        update={
            "decisions": tuple(
                item.model_copy(update={"force": reading})
                if item.lines == doubt.lines and reading in forces
                else item
                for item in draft.decisions
            )
        }
    )


def _date(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    def change(item: Any) -> Any:
        meant = isinstance(item, EarlierDecision) and item.lines == doubt.lines
        return item.model_copy(update={"date": reading}) if meant else item

    return _everywhere(draft, change)


def _one_name(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    def change(item: Any) -> Any:
        return item.model_copy(update={"text": reading}) if item.text in doubt.readings else item

    return draft.model_copy(update={"references": tuple(map(change, draft.references))})


def _passage(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    """What was lost under noise is written anew, in every text that stands on those lines."""

    def change(item: Any) -> Any:
        meant = reading and set(doubt.lines) & set(item.lines) and (doubt.as_read or "") in item.as_read
        return item.model_copy(update={"text": reading}) if meant else item

    return _everywhere(draft, change)


def _numbers(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    """Items of one list numbered anew, and put in the order of their numbers where they stood."""
    numbers = [part for part in reading.replace(",", " ").split() if part.isdecimal()]
    meant = [at for at, goal in enumerate(draft.goals) if goal.lines and goal.lines[0] in doubt.lines]
    if len(meant) != len(numbers) or len(set(numbers)) != len(numbers):
        return draft
    renumbered = [
        draft.goals[at].model_copy(update={"number": number})
        for at, number in zip(meant, numbers, strict=True)
    ]
    goals = list(draft.goals)
    for at, goal in zip(meant, sorted(renumbered, key=lambda goal: int(goal.number or 0)), strict=True):
        goals[at] = goal
    return draft.model_copy(update={"goals": tuple(goals)})


def _names(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    names = [name.strip() for name in reading.split(";") if name.strip()]
    meant = [item for item in draft.signatories if set(item.lines) & set(doubt.lines)]
    if len(names) != len(meant):
        return draft
    renamed = {id(item): name for item, name in zip(meant, names, strict=True)}
    return draft.model_copy(
        update={
            "signatories": tuple(
                item.model_copy(update={"text": renamed[id(item)]}) if id(item) in renamed else item
                for item in draft.signatories
            )
        }
    )


def _area_name(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    """An area of that name over the goals that stand beneath none."""
    beneath = {goal.id for goal in draft.goals if set(goal.lines) & set(doubt.lines) and goal.parent is None}
    if not reading or not beneath:
        return draft
    area = Goal(
        id=_free_id(draft),
        level=None,
        becomes="target_area",
        number=None,
        parent=None,
        direction="unclear",
        target=None,
        responsible=(),
        text=reading,
        as_read="",
        lines=(),
        confidence=1.0,
    )
    goals = tuple(
        goal.model_copy(update={"parent": area.id}) if goal.id in beneath else goal for goal in draft.goals
    )
    return draft.model_copy(update={"goals": (*goals, area)})


def _free_id(draft: Draft) -> str:
    taken = {goal.id for goal in draft.goals}
    return next(key for number in range(1, len(taken) + 2) if (key := f"g{number}") not in taken)


def _title(draft: Draft, doubt: Doubt, reading: str) -> Draft:
    del doubt
    title = Item(text=reading, as_read="", lines=(), confidence=1.0)
    return draft.model_copy(update={"title": title}) if reading else draft


_EFFECTS: Mapping[str, Callable[[Draft, Doubt, str], Draft]] = {
    "direction_unclear": _direction,
    "force_unclear": _force,
    "budget_year": _date,
    "contradiction": _one_name,
    "lost_text": _passage,
    "numbering": _numbers,
    "names_in_one_row": _names,
    "area_not_named": _area_name,
    "no_title": _title,
}
