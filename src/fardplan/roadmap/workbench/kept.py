"""Kept candidates: what may be done with one, by the state that it is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import RuleError

UNCHANGED = Sentence("Nothing was changed.")


class CandidateState(StrEnum):
    """Where a kept candidate stands. `PROPOSED` is for good: it went into a draft with its reasons."""

    KEPT = "kept"
    PROPOSED = "proposed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class KeptCandidate:
    """A level and a year for a milestone that somebody keeps, with the workbench's answers of `day`.

    `based_on` is the edition of the roadmap that it was weighed for, `case` the matter that it was proposed
    in, `revision` what a save must be made from. `answers` is plain JSON.
    """

    number: int
    milestone: str
    indicator: str
    name: str
    level: float
    year: int
    reasons: str
    state: CandidateState
    answers: Mapping[str, Any]
    day: date
    based_on: int
    case: int | None
    by: str
    revision: int
    updated_by: str
    origin: str


@dataclass(frozen=True, slots=True)
class CandidateWording:
    """What a candidate said after a save."""

    revision: int
    name: str
    reasons: str
    state: CandidateState
    day: date
    by: str


class CandidateMove(StrEnum):
    """What a person does with a kept candidate."""

    EDIT = "edit"
    PROPOSE = "propose"
    DROP = "drop"
    TAKE_UP = "take_up"


MOVES: dict[CandidateState, dict[CandidateMove, CandidateState]] = {
    CandidateState.KEPT: {
        CandidateMove.EDIT: CandidateState.KEPT,
        CandidateMove.PROPOSE: CandidateState.PROPOSED,
        CandidateMove.DROP: CandidateState.DROPPED,
    },
    CandidateState.PROPOSED: {},
    CandidateState.DROPPED: {CandidateMove.TAKE_UP: CandidateState.KEPT},
}
"""Which moves each state allows, and where they lead."""

REFUSED = {
    CandidateState.KEPT: message("the candidate is kept already"),
    CandidateState.PROPOSED: message("the candidate has been made a proposal"),
    CandidateState.DROPPED: message("the candidate has been put aside"),
}
INSTEAD = {
    CandidateState.KEPT: message("It can be changed, made a proposal or put aside."),
    CandidateState.PROPOSED: message(
        "It stays as it was proposed. Change the draft, or keep a new candidate."
    ),
    CandidateState.DROPPED: message("Take it up again first."),
}


def can_move(state: CandidateState, move: CandidateMove) -> bool:
    """Whether a candidate in `state` can be moved so."""
    return move in MOVES[state]


def check_can_move(state: CandidateState, move: CandidateMove) -> CandidateState:
    """The state that the move leads to. Raises `RuleError` where it is not allowed, with those that are."""
    if not can_move(state, move):
        raise RuleError(Sentence(REFUSED[state]), instead=Sentence(INSTEAD[state]), outcome=UNCHANGED)
    return MOVES[state][move]


def can_propose(state: CandidateState, reasons: str, *, by_context: bool, year: int, this_year: int) -> bool:
    """Whether it can be proposed: kept, with reasons, weighed with the milestone's own indicator,
    of a year that is ahead.
    """
    ready = bool(reasons.strip()) and not by_context and year > this_year
    return can_move(state, CandidateMove.PROPOSE) and ready


def check_can_propose(
    state: CandidateState, reasons: str, *, by_context: bool, year: int, this_year: int
) -> None:
    """Raise `RuleError` where `can_propose` says no, telling the first thing that is lacking."""
    check_can_move(state, CandidateMove.PROPOSE)
    if by_context:
        raise RuleError(
            Sentence("the candidate was weighed with another indicator than the milestone's own"),
            instead=Sentence(
                "A level of another indicator is no level for the milestone: weigh with its own."
            ),
            outcome=UNCHANGED,
        )
    if year <= this_year:
        raise RuleError(
            Sentence("the year {year} has come", year=year),
            instead=Sentence("Keep a candidate of a year that is ahead."),
            outcome=UNCHANGED,
        )
    if not reasons.strip():
        raise RuleError(
            Sentence("the candidate has no reasons"),
            instead=Sentence("Write why this level in this year, then make it a proposal."),
            outcome=UNCHANGED,
        )
