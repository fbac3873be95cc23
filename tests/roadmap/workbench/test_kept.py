"""Kept candidates: which moves each state allows, and what a proposal needs."""

from itertools import product

import pytest

from fardplan.roadmap.workbench.kept import (
    MOVES,
    CandidateMove,
    CandidateState,
    can_move,
    can_propose,
    check_can_move,
    check_can_propose,
)
from fardplan.vocabulary.errors import RuleError

KEPT, PROPOSED, DROPPED = CandidateState
EDIT, PROPOSE, DROP, TAKE_UP = CandidateMove

LEADS = {
    (KEPT, EDIT): KEPT,
    (KEPT, PROPOSE): PROPOSED,
    (KEPT, DROP): DROPPED,
    (DROPPED, TAKE_UP): KEPT,
}


@pytest.mark.parametrize(("state", "move"), list(product(CandidateState, CandidateMove)))
def test_where_each_move_leads(state, move):
    assert can_move(state, move) == ((state, move) in LEADS)
    if can_move(state, move):
        assert check_can_move(state, move) is LEADS[state, move]
    else:
        with pytest.raises(RuleError):
            check_can_move(state, move)


def test_every_state_has_its_moves():
    assert set(MOVES) == set(CandidateState)


@pytest.mark.parametrize(
    ("state", "reasons", "by_context", "year", "allowed"),
    [
        (KEPT, "Därför.", False, 2030, True),
        (KEPT, "Därför.", False, 2027, False),
        (KEPT, "Därför.", True, 2030, False),
        (KEPT, "  ", False, 2030, False),
        (PROPOSED, "Därför.", False, 2030, False),
        (DROPPED, "Därför.", False, 2030, False),
    ],
)
def test_what_a_proposal_needs(state, reasons, by_context, year, allowed):
    asked = {"by_context": by_context, "year": year, "this_year": 2027}
    assert can_propose(state, reasons, **asked) == allowed
    if allowed:
        check_can_propose(state, reasons, **asked)
    else:
        with pytest.raises(RuleError):
            check_can_propose(state, reasons, **asked)
