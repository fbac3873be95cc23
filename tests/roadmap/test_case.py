"""The way of a case: every state with every move, and everything that can hinder one."""

from datetime import date
from itertools import product

import pytest

from fardplan.roadmap.case import (
    AMENDABLE,
    CASE,
    CLOSED,
    FREEZES,
    MOVE_NAMES,
    STATE_NAMES,
    WRITABLE,
    Body,
    Move,
    Situation,
    State,
    can_edit,
    check_can_edit,
)
from fardplan.vocabulary.errors import InputError, RuleError
from tests.builders import decision

DAY = date(2027, 3, 1)
SAID = decision(day="2027-03-01")

TABLE = {
    (State.DRAFT, Move.REFER): State.REFERRED,
    (State.DRAFT, Move.PROPOSE): State.PROPOSED,
    (State.DRAFT, Move.WITHDRAW): State.WITHDRAWN,
    (State.REFERRED, Move.CLOSE_REFERRAL): State.PREPARED,
    (State.REFERRED, Move.WITHDRAW): State.WITHDRAWN,
    (State.PREPARED, Move.REFER): State.REFERRED,
    (State.PREPARED, Move.PROPOSE): State.PROPOSED,
    (State.PREPARED, Move.WITHDRAW): State.WITHDRAWN,
    (State.PROPOSED, Move.SUBMIT): State.COUNCIL,
    (State.PROPOSED, Move.RETURN): State.PREPARED,
    (State.PROPOSED, Move.REJECT): State.REJECTED,
    (State.PROPOSED, Move.WITHDRAW): State.WITHDRAWN,
    (State.COUNCIL, Move.ADOPT): State.ADOPTED,
    (State.COUNCIL, Move.RETURN): State.PREPARED,
    (State.COUNCIL, Move.REJECT): State.REJECTED,
    (State.COUNCIL, Move.WITHDRAW): State.WITHDRAWN,
}
BODIES = {
    (State.PROPOSED, Move.SUBMIT): Body.EXECUTIVE,
    (State.PROPOSED, Move.RETURN): Body.EXECUTIVE,
    (State.PROPOSED, Move.REJECT): Body.EXECUTIVE,
    (State.COUNCIL, Move.ADOPT): Body.COUNCIL,
    (State.COUNCIL, Move.RETURN): Body.COUNCIL,
    (State.COUNCIL, Move.REJECT): Body.COUNCIL,
    (State.COUNCIL, Move.WITHDRAW): Body.EXECUTIVE,
}


def at(state: State, **changes: object) -> Situation:
    return Situation(**({"state": state, "today": DAY, "last_step": DAY} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_state_with_every_move(state: State, move: Move) -> None:
    expected = TABLE.get((state, move))
    situation = at(state)
    assert CASE.can(move, situation, day=DAY, comment="Skäl", decision=SAID) == (expected is not None)
    if expected is None:
        with pytest.raises(RuleError, match=r"and from there one cannot"):
            CASE.check(move, situation, day=DAY, comment="Skäl", decision=SAID)
    else:
        assert CASE.check(move, situation, day=DAY, comment="Skäl", decision=SAID) is expected


def test_every_way_that_rests_on_a_decision_needs_one_of_its_body() -> None:
    assert {(item.start, item.move): item.by for item in CASE.transitions if item.decision} == BODIES
    for item in CASE.transitions:
        needed = CASE.why_not(item.move, at(item.start), day=DAY, comment="Skäl", decision=None)
        assert isinstance(needed, InputError) == item.decision


def test_every_way_that_needs_a_reason_is_refused_without_one() -> None:
    for item in CASE.transitions:
        blank = CASE.why_not(item.move, at(item.start), day=DAY, comment="  ", decision=SAID)
        assert isinstance(blank, InputError) == item.comment


def test_a_closed_case_goes_nowhere_and_every_other_goes_on() -> None:
    assert {state for state in State if not CASE.after(state)} == CLOSED
    assert not (WRITABLE | AMENDABLE | {State.REFERRED}) & CLOSED


def test_no_text_is_frozen_while_its_document_is_in_doubt() -> None:
    for item in CASE.transitions:
        hindrance = CASE.why_not(
            item.move, at(item.start, doubts_left=2), day=DAY, comment="Skäl", decision=SAID
        )
        assert (hindrance is not None) == (item.move in FREEZES)
    hindrance = CASE.why_not(Move.REFER, at(State.DRAFT, doubts_left=2), day=DAY, comment=None, decision=None)
    assert str(hindrance) == (
        "2 doubts of the reading of its document are not settled\n"
        "Settle them first: one click each.\n"
        "Nothing was changed."
    )


def test_an_empty_text_goes_nowhere() -> None:
    empty = at(State.DRAFT, has_content=False)
    assert not CASE.can(Move.REFER, empty, day=DAY)
    assert CASE.can(Move.WITHDRAW, empty, day=DAY, comment="Inget kom av det.")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2027, 3, 2), "the day 2027-03-02 has not come; today is 2027-03-01"),
        (date(2027, 2, 27), "the day 2027-02-27 lies before the latest step of the case, 2027-02-28"),
    ],
)
def test_a_step_lies_neither_in_the_future_nor_before_the_last(day: date, told: str) -> None:
    situation = at(State.PREPARED, last_step=date(2027, 2, 28))
    with pytest.raises(RuleError, match=told):
        CASE.check(Move.PROPOSE, situation, day=day)
    assert CASE.can(Move.PROPOSE, situation, day=date(2027, 2, 28))


@pytest.mark.parametrize(
    ("missing", "day", "comment", "allowed"),
    [
        (3, date(2027, 3, 1), None, False),
        (3, date(2027, 3, 1), "Alla har sagt sitt på annat sätt.", True),
        (3, date(2027, 3, 2), None, True),
        (0, date(2027, 3, 1), None, True),
    ],
)
def test_a_referral_is_closed_early_only_with_a_reason(
    missing: int, day: date, comment: str | None, allowed: bool
) -> None:
    situation = at(
        State.REFERRED, today=date(2027, 3, 2), answers_missing=missing, referral_ends=date(2027, 3, 1)
    )
    assert CASE.can(Move.CLOSE_REFERRAL, situation, day=day, comment=comment) == allowed


@pytest.mark.parametrize("name", ["body", "paragraph", "dnr"])
def test_a_decision_is_whole(name: str) -> None:
    hole = decision(day="2027-03-01", **{name: " "})
    with pytest.raises(InputError, match="the decision has no"):
        CASE.check(Move.ADOPT, at(State.COUNCIL), day=DAY, decision=hole)


def test_a_decision_is_of_the_day_of_its_step() -> None:
    other = decision(day="2027-02-28")
    with pytest.raises(InputError, match="the decision is dated 2027-02-28, the step 2027-03-01"):
        CASE.check(Move.ADOPT, at(State.COUNCIL), day=DAY, decision=other)


@pytest.mark.parametrize(
    ("state", "freely", "with_reason"),
    [
        (State.DRAFT, True, True),
        (State.REFERRED, False, False),
        (State.PREPARED, True, True),
        (State.PROPOSED, False, True),
        (State.COUNCIL, False, True),
        (State.ADOPTED, False, False),
        (State.REJECTED, False, False),
        (State.WITHDRAWN, False, False),
    ],
)
def test_who_may_write_when(state: State, freely: bool, with_reason: bool) -> None:
    assert (can_edit(state, None), can_edit(state, " "), can_edit(state, "KS ändrar")) == (
        freely,
        freely,
        with_reason,
    )
    for why, allowed in ((None, freely), ("KS ändrar", with_reason)):
        if allowed:
            check_can_edit(state, why)
        else:
            with pytest.raises((RuleError, InputError)):
                check_can_edit(state, why)


def test_every_state_and_move_has_a_name() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(MOVE_NAMES) == set(Move)
