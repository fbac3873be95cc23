"""Goals as a tree: walking it, and what hinders them from being one, for drafts that a hand has corrected.

A goal is told here by its id and the id of the goal that it belongs to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from fardplan.presentation.sentences import Sentence, there_is

Fault = tuple[tuple[int, str], object, Sentence]
"""Where it stands, a place and a field; what stands there; what is wrong."""


def walked(goals: Sequence[tuple[str, str | None]]) -> Iterator[tuple[int, int]]:
    """The places of goals in the order of the tree, each with how deep it stands, from 0."""
    ids = {key for key, _ in goals}
    beneath: dict[str | None, list[int]] = defaultdict(list)
    for place, (_, parent) in enumerate(goals):
        beneath[parent if parent in ids else None].append(place)
    waiting = [(place, 0) for place in reversed(beneath[None])]
    while waiting:
        place, depth = waiting.pop()
        yield place, depth
        waiting += [(below, depth + 1) for below in reversed(beneath.get(goals[place][0], []))]


def tree_faults(goals: Sequence[tuple[str, str | None]]) -> None:
    """Raises `ValidationError` for goals, each an id and its parent's, that are no tree.

    No two may have one id, every parent must be there, and none may stand above itself.
    """
    first: dict[str, int] = {}
    for place, (key, _) in enumerate(goals):
        first.setdefault(key, place)
    faults: list[Fault] = [
        ((place, "id"), key, Sentence("two goals have the id '{key}'; give one of them another", key=key))
        for place, (key, _) in enumerate(goals)
        if first[key] != place
    ]
    faults += [
        ((place, "parent"), parent, _no_goal(parent, first))
        for place, (_, parent) in enumerate(goals)
        if parent is not None and parent not in first
    ]
    _raise([*faults, *_rings(goals, first)])


def strangers(of: Sequence[str | None], goals: Collection[str]) -> None:
    """Raises `ValidationError` for indicators that are of goals which are not there."""
    _raise(
        ((place, "of"), key, _no_goal(key, goals))
        for place, key in enumerate(of)
        if key is not None and key not in goals
    )


def _no_goal(key: str, goals: Iterable[str]) -> Sentence:
    return Sentence("there is no goal '{key}'. {goals}", key=key, goals=there_is(goals, asked=key))


def _rings(goals: Sequence[tuple[str, str | None]], first: dict[str, int]) -> list[Fault]:
    """One fault for each ring, at the first goal in it."""
    parents = {key: goals[place][1] for key, place in first.items()}
    settled: set[str] = set()
    faults: list[Fault] = []
    for start in first:
        way: dict[str, None] = {}
        key: str | None = start
        while key is not None and key in parents and key not in settled and key not in way:
            way[key] = None
            key = parents[key]
        if key is not None and key in way:
            faults.append(_ring(list(way)[list(way).index(key) :], first, parents))
        settled |= way.keys()
    return faults


def _ring(ring: list[str], first: dict[str, int], parents: dict[str, str | None]) -> Fault:
    top = min(ring, key=first.__getitem__)
    place = ring.index(top)
    said = " → ".join([*ring[place:], *ring[:place], top])
    wrong = Sentence("the goals stand above themselves: {ring}", ring=said)
    return (first[top], "parent"), parents[top], wrong


def _raise(faults: Iterable[Fault]) -> None:
    found = [
        InitErrorDetails(
            type=PydanticCustomError("value_error", "{error}", {"error": wrong}), loc=where, input=given
        )
        for where, given, wrong in faults
    ]
    if found:
        raise ValidationError.from_exception_data("Draft", found)
