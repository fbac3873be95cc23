"""Considered: that a board has taken a stand on what the roadmap wants, which is light to say.

One answer a target area is enough. Where the board's plan holds something that serves a strategy, the board
acts, and that follows from the plan. Below an answer for the area there may be one for a single strategy.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import InputError, RuleError


class Answer(StrEnum):
    """What a board says of a target area or a strategy."""

    ACTS = "acts"
    ORDINARY = "ordinary_work"
    NOT_ACTING = "not_acting"
    NOT_OURS = "not_ours"


ANSWER_NAMES = {
    Answer.ACTS: message("acts"),
    Answer.ORDINARY: message("in the ordinary work"),
    Answer.NOT_ACTING: message("considered, does not act"),
    Answer.NOT_OURS: message("not ours"),
}

NEEDS_A_REASON = frozenset({Answer.NOT_ACTING})
"""Considered, not acting: because …"""


@dataclass(frozen=True, slots=True)
class Consideration:
    """What an organisation answered on a day for a target area, or for one strategy of it.

    `basis` is the `basis_of` what the plan held then: with another plan the answer may be out of date.
    `programme`: it is said of the local development programme.
    """

    organisation: str
    year: int
    target_area: str
    strategy: str | None
    answer: Answer
    day: date
    by: str
    basis: str
    why: str | None = None
    programme: bool = False
    simulated: bool = False


class Drawn(StrEnum):
    """Where the stand comes from."""

    PLAN = "plan"  # follows from the plan, and nobody has confirmed it
    CONFIRMED = "confirmed"  # answered, and the plan is as it was then
    STALE = "stale"  # answered, and the plan has changed since
    NOTHING = "nothing"  # neither


@dataclass(frozen=True, slots=True)
class Stand:
    """What an organisation says of a target area or strategy; `answer` is None where it is silent.

    `given` is what it last answered itself, `items` are the keys in the plan by which it acts.
    """

    answer: Answer | None
    drawn: Drawn
    given: Consideration | None = None
    items: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        return self.answer is None

    @property
    def why(self) -> str | None:
        """The reason it gave; none where the plan says that it acts, whatever was answered before."""
        return self.given.why if self.given and not self.items else None

    @property
    def can_confirm(self) -> bool:
        """Whether one click makes it certain."""
        return self.answer is not None and self.drawn in (Drawn.PLAN, Drawn.STALE)


def basis_of(items: Iterable[PlanItem]) -> str:
    """What an answer rests on, as 64 hexadecimal digits: the same for the same things in any order.

    It changes when a thing comes or goes, is worded anew or serves something else; not with its last day or
    who answers for it, which say nothing of whether the board acts.
    """
    told = ",".join(
        _told(item.key, item.title, item.kind, item.strategies, item.milestones)
        for item in sorted(items, key=lambda item: item.key)
    )
    return hashlib.sha256(f"[{told}]".encode()).hexdigest()


@lru_cache(maxsize=20_000)
def _told(
    key: str, title: str, kind: ItemKind, strategies: frozenset[str], milestones: frozenset[str]
) -> str:
    """What an answer rests on of one thing. Written once: pages ask for the basis of every answer anew."""
    content = [key, title, kind, sorted(strategies), sorted(milestones)]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def latest(answers: Iterable[Consideration], day: date) -> dict[tuple[str, str, str | None], Consideration]:
    """The answer that applies on a day, by organisation, target area and strategy: the last one given by
    then.

    Of those given on the same day the later in order applies.
    """
    found: dict[tuple[str, str, str | None], Consideration] = {}
    for answer in answers:
        place = (answer.organisation, answer.target_area, answer.strategy)
        if answer.day <= day and (place not in found or found[place].day <= answer.day):
            found[place] = answer
    return found


def stand_of(items: Sequence[PlanItem], given: Consideration | None) -> Stand:
    """The stand of an organisation on something, from the living things of its plan that serve it.

    The plan speaks first: whoever has promised something acts, whatever was answered. Without anything in the
    plan an answer "acts" has lost its ground and says nothing any more.
    """
    keys = tuple(item.key for item in items)
    fresh = given is not None and given.basis == basis_of(items)
    if items:
        agrees = fresh and given is not None and given.answer is Answer.ACTS
        if agrees:
            return Stand(Answer.ACTS, Drawn.CONFIRMED, given, keys)
        return Stand(Answer.ACTS, Drawn.STALE if given else Drawn.PLAN, given, keys)
    if given is None:
        return Stand(None, Drawn.NOTHING)
    if given.answer is Answer.ACTS:
        return Stand(None, Drawn.STALE, given)
    return Stand(given.answer, Drawn.CONFIRMED if fresh else Drawn.STALE, given)


def can_answer_so(answer: Answer, items: Sequence[PlanItem]) -> bool:
    """Whether an answer agrees with the plan: who acts has something in it, and nobody else has."""
    return (answer is Answer.ACTS) == bool(items)


def check_can_answer_so(answer: Answer, items: Sequence[PlanItem]) -> None:
    if can_answer_so(answer, items):
        return
    if answer is Answer.ACTS:
        raise RuleError(
            Sentence("nothing in the plan serves this, so it cannot be answered that the board acts"),
            instead=Sentence("Link something in the plan, or answer that it is in the ordinary work."),
            outcome=Sentence("The answer is as it was."),
        )
    raise RuleError(
        Sentence(
            "the plan has something that serves this, so the board acts: “{title}”", title=items[0].title
        ),
        instead=Sentence("Confirm that the board acts, or first unlink or drop what the plan has."),
        outcome=Sentence("The answer is as it was."),
    )


def reason_for(answer: Answer, why: str | None) -> str | None:
    """The reason as it is kept; raises `InputError` where one is needed and missing."""
    told = (why or "").strip()
    if answer in NEEDS_A_REASON and not told:
        raise InputError(
            Sentence("not acting was chosen without a reason"),
            instead=Sentence("Write in a sentence why the board does not act."),
            outcome=Sentence("The answer is as it was."),
        )
    return told or None
