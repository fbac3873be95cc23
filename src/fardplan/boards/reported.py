"""How far another system says that a report has come, and which moves bring it as far here."""

from collections import deque
from collections.abc import Iterable, Mapping
from enum import StrEnum

from fardplan.boards.external import ExternalItem, Part
from fardplan.boards.steps import HANDING_IN, Move, State
from fardplan.presentation.state_machine import Transition
from fardplan.presentation.translations import message


class Reported(StrEnum):
    """What another system says of the report on an item."""

    WRITING = "writing"
    READY = "ready"
    APPROVED = "approved"


REPORTED_NAMES = {
    Reported.WRITING: message("being written"),
    Reported.READY: message("ready for approval"),
    Reported.APPROVED: message("approved"),
}
STANDS: Mapping[Reported, frozenset[State]] = {
    Reported.WRITING: frozenset({State.WRITING, State.RETURNED}),
    Reported.READY: frozenset({State.READY}),
    Reported.APPROVED: frozenset({State.APPROVED}),
}
"""Where what an organisation hands in stands here when the other system says so of all of it."""

Way = Transition[State, Move]
_FOLLOWED = tuple(way for way in HANDING_IN.transitions if not way.decision)


def reported_of(items: Iterable[ExternalItem]) -> dict[str, Reported]:
    """How far each organisation's report has come: as far as its item that has come least far.

    Items of which the other system says nothing do not count; nor does an organisation without others.
    """
    order = list(Reported)
    found: dict[str, Reported] = {}
    for item in items:
        word = item.contents.get(Part.REPORTED)
        if word and item.organisation:
            told = Reported(word)
            found[item.organisation] = min(told, found.get(item.organisation, told), key=order.index)
    return found


def ways_to(state: State, reported: Reported) -> tuple[Way, ...]:
    """The moves that bring what is handed in from a state to where the other system says that it stands.

    None where it stands there already, and none from what rests on a decision: that only another changes.
    """
    waiting: deque[tuple[State, tuple[Way, ...]]] = deque([(state, ())])
    seen = {state}
    while waiting:
        at, ways = waiting.popleft()
        if at in STANDS[reported]:
            return ways
        for way in _FOLLOWED:
            if way.start is at and way.end not in seen:
                seen.add(way.end)
                waiting.append((way.end, (*ways, way)))
    return ()
