"""What a follow-up tells of an item: what must be there, what is proposed, and two people in one text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Any

from fardplan.boards.chain import MEASURES, ItemKind
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.roadmap.assessing import Judgement
from fardplan.vocabulary.errors import NotReadyError
from fardplan.vocabulary.status import Direction


class ActivityState(StrEnum):
    """Where an activity or an undertaking stands."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    DELAYED = "delayed"
    STOPPED = "stopped"


ACTIVITY_NAMES = {
    ActivityState.NOT_BEGUN: message("not begun"),
    ActivityState.UNDER_WAY: message("under way"),
    ActivityState.DONE: message("done"),
    ActivityState.DELAYED: message("delayed"),
    ActivityState.STOPPED: message("stopped"),
}
OPEN_STATES = frozenset({ActivityState.NOT_BEGUN, ActivityState.UNDER_WAY, ActivityState.DELAYED})
"""What goes on into the next year."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one item.

    `outcome` is in the indicator's unit, `women` and `men` the same for each sex. `missing_why` says why
    there is no outcome, `new_end` the new last day of what is delayed, `stopped_why` why it was stopped.
    """

    text: str = ""
    outcome: float | None = None
    women: float | None = None
    men: float | None = None
    judgement: Judgement | None = None
    missing_why: str = ""
    activity: ActivityState | None = None
    new_end: date | None = None
    stopped_why: str = ""


FIELDS = tuple(item.name for item in fields(Told))
FIELD_NAMES: Mapping[str, str] = {
    "text": message("text"),
    "outcome": message("outcome"),
    "women": message("outcome, women"),
    "men": message("outcome, men"),
    "judgement": message("assessment"),
    "missing_why": message("why there is no outcome"),
    "activity": message("where it stands"),
    "new_end": message("new last day"),
    "stopped_why": message("why it was stopped"),
}


def plain_told(told: Told) -> dict[str, Any]:
    """What JSON can hold of what is told."""
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(told).items()
    }


def read_told(content: Mapping[str, Any]) -> Told:
    """The opposite of `plain_told`; what it does not know it leaves out."""
    judgement, activity, end = (content.get(name) for name in ("judgement", "activity", "new_end"))
    return Told(
        content.get("text", ""),
        content.get("outcome"),
        content.get("women"),
        content.get("men"),
        Judgement(judgement) if judgement else None,
        content.get("missing_why", ""),
        ActivityState(activity) if activity else None,
        date.fromisoformat(end) if end else None,
        content.get("stopped_why", ""),
    )


def asked_of(kind: ItemKind, *, individual: bool = False) -> tuple[str, ...]:
    """The fields that are asked for an item of a kind; by sex too where the indicator counts individuals."""
    if kind in MEASURES:
        by_sex = ("women", "men") if individual else ()
        return ("outcome", *by_sex, "judgement", "missing_why", "text")
    if kind in (ItemKind.BOARD_ACTIVITY, ItemKind.COUNCIL_ACTIVITY, ItemKind.UNDERTAKING):
        return ("activity", "new_end", "stopped_why", "text")
    return ("judgement", "text")


def lacking(
    kind: ItemKind, told: Told, *, individual: bool = False, ends: date | None = None
) -> tuple[Sentence, ...]:
    """What must be there before an item can be marked ready, as sentences; none where all is there.

    `ends` is the last day that the plan gives the item.
    """
    if kind in MEASURES:
        return _lacking_measure(told, individual)
    if "activity" in asked_of(kind):
        return _lacking_activity(told, ends)
    faults = []
    if told.judgement is None:
        faults.append(Sentence("Say whether the goal is fully, partly or not reached."))
    if not told.text.strip():
        faults.append(Sentence("Say in a sentence what the assessment rests on."))
    return tuple(faults)


def _lacking_measure(told: Told, individual: bool) -> tuple[Sentence, ...]:
    if told.judgement is None:
        return (Sentence("Say whether the target is fully, partly or not reached, or the outcome missing."),)
    if told.judgement is Judgement.NO_OUTCOME:
        if told.outcome is not None:
            return (Sentence("There is an outcome, and the assessment says that it is missing."),)
        return () if told.missing_why.strip() else (Sentence("Say why there is no outcome."),)
    if told.outcome is None:
        return (Sentence("Give the outcome, or say that it is missing."),)
    if individual and (told.women is None) != (told.men is None):
        return (Sentence("The outcome is given for one sex: give it for the other too."),)
    return ()


def _lacking_activity(told: Told, ends: date | None) -> tuple[Sentence, ...]:
    if told.activity is None:
        return (Sentence("Say where it stands."),)
    if told.activity is ActivityState.DELAYED:
        if told.new_end is None:
            return (Sentence("It is delayed: give the new last day."),)
        if ends and told.new_end <= ends:
            return (
                Sentence(
                    "The new last day, {new}, is not later than {ends}.",
                    new=told.new_end,
                    ends=ends,
                ),
            )
    if told.activity is ActivityState.STOPPED and not told.stopped_why.strip():
        return (Sentence("It was stopped: say why."),)
    return ()


def can_mark_ready(kind: ItemKind, told: Told, *, individual: bool = False, ends: date | None = None) -> bool:
    return not lacking(kind, told, individual=individual, ends=ends)


def check_ready(kind: ItemKind, told: Told, *, individual: bool = False, ends: date | None = None) -> None:
    """Raises `NotReadyError` with the first that lacks."""
    faults = lacking(kind, told, individual=individual, ends=ends)
    if faults:
        raise NotReadyError(
            faults[0], outcome=Sentence("What was written is kept; the item is not marked ready.")
        )


def proposed_judgement(
    outcome: float | None,
    target: float | None,
    wanted: Direction,
    *,
    before: float | None = None,
    interval: tuple[float, float] | None = None,
) -> Judgement | None:
    """What the figures alone would say of a yearly target; the person decides. None: they cannot tell.

    Reached is full; not reached but on the right side of the outcome a year `before` is partly; else not.
    Where `interval` lies on both sides of the target nothing is proposed. Up and down are mirror images.
    """
    if outcome is None:
        return Judgement.NO_OUTCOME
    if target is None:
        return None
    sign = 1 if wanted is Direction.UP else -1
    if interval and min(interval) < target < max(interval):
        return None
    if sign * (outcome - target) >= 0:
        return Judgement.FULLY
    if before is not None and sign * (outcome - before) > 0:
        return Judgement.PARTLY
    return Judgement.NOT if before is not None else None


@dataclass(frozen=True, slots=True)
class Merged:
    """Two people's changes to one item together.

    `told` holds every change that only one of them made, and, where both changed one field differently,
    what stands there already. `conflicts` are the names of those fields: neither text is thrown away.
    """

    told: Told
    conflicts: tuple[str, ...] = ()


def merged(base: Told, theirs: Told, mine: Told) -> Merged:
    """What I write on top of what they have saved since I read `base`.

    Changes of different fields both stand. In the running text, changes of different paragraphs both stand
    too; a paragraph that both changed differently is a conflict.
    """
    values: dict[str, object] = {}
    conflicts = []
    for name in FIELDS:
        was, has, would = (getattr(item, name) for item in (base, theirs, mine))
        if would in (was, has):
            values[name] = has
        elif has == was:
            values[name] = would
        else:
            together = merged_text(was, has, would) if name == "text" else None
            values[name] = has if together is None else together
            conflicts += [name] if together is None else []
    return Merged(replace(theirs, **values), tuple(conflicts))  # type: ignore[arg-type]


def merged_text(base: str, theirs: str, mine: str) -> str | None:
    """Two people's changes to one text, paragraph by paragraph; None where both changed the same place."""
    old, first, second = (_paragraphs(text) for text in (base, theirs, mine))
    changes = sorted({*_changes(old, first), *_changes(old, second)})
    for earlier, later in pairwise(changes):
        if later[0] < earlier[1] or later[0] == earlier[0]:
            return None
    found: list[str] = []
    at = 0
    for start, stop, new in changes:
        found += [*old[at:start], *new]
        at = stop
    return "\n".join([*found, *old[at:]])


def _paragraphs(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (start, stop, tuple(new[first:last]))
        for tag, start, stop, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]
