"""Searching over everything that a person may read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fardplan.store.searching import Hit, hits
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.rules import can_see_people
from fardplan.usecases.steering.case_rights import can_read_cases
from fardplan.usecases.year.may import can_read_year
from fardplan.vocabulary.searching import HitKind

__all__ = ["READABLE", "Found", "Group", "Hit", "search", "words_of"]

AT_FIRST = 5
AT_MOST = 100
SHORTEST = 2
MOST_WORDS = 8


def _anybody(_: Actor) -> bool:
    return True


def _can_read_decisions(actor: Actor) -> bool:
    return can_read_year(actor) or can_read_cases(actor)


READABLE: Mapping[HitKind, Callable[[Actor], bool]] = {
    HitKind.MILESTONE: _anybody,
    HitKind.STRATEGY: _anybody,
    HitKind.TARGET_AREA: _anybody,
    HitKind.COUNCIL_ITEM: can_read_year,
    HitKind.PLAN_ITEM: can_read_year,
    HitKind.FOLLOW_UP: can_read_year,
    HitKind.DECISION_POINT: _anybody,
    HitKind.DECISION: _can_read_decisions,
    HitKind.ORGANISATION: _anybody,
    HitKind.PERSON: can_see_people,
}
"""Who finds what: a search shows nothing that its reader could not open."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of a kind. `more`: there is more of it than was fetched."""

    kind: HitKind
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `words` are what was looked for; without any, nothing was looked for."""

    words: tuple[str, ...]
    groups: tuple[Group, ...]


def words_of(asked: str) -> tuple[str, ...]:
    """The words that are looked for: those of two letters or more, eight at most."""
    return tuple(word for word in asked.split() if len(word) >= SHORTEST)[:MOST_WORDS]


def search(actor: Actor, asked: str, *, kind: HitKind | None = None) -> Found:
    """What holds every word of `asked`, of each kind that the actor may read, or of one kind alone.

    A query for each kind. Of one kind alone a hundred at most are given, else five of each.
    """
    words = words_of(asked)
    if not words:
        return Found((), ())
    limit = AT_MOST if kind else AT_FIRST
    groups = []
    for one, readable in READABLE.items():
        if readable(actor) and kind in (None, one):
            found = hits(one, words, limit + 1)
            if found:
                groups.append(Group(one, tuple(_named_first(found, words)[:limit]), len(found) > limit))
    return Found(words, tuple(groups))


def _named_first(found: list[Hit], words: tuple[str, ...]) -> list[Hit]:
    """Those whose title holds every word before those whose text does; else in the order they came."""
    return sorted(found, key=lambda hit: not all(word.lower() in hit.title.sv.lower() for word in words))
