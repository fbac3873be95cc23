"""Who may hand in what and when: truth tables."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from fardplan.boards.steps import (
    HANDING_IN,
    MOVE_NAMES,
    STATE_NAMES,
    Move,
    State,
    can,
    check,
    why_not,
)
from fardplan.vocabulary.errors import RuleError
from tests.handed_in import BEFORE, FIRST, LAST, LATE, LOCKED, MANAGER, NOW, OPEN, WRITER


def test_every_way_there_is() -> None:
    assert {(item.start, item.move): item.end for item in HANDING_IN.transitions} == {
        ("not_begun", "write"): "writing",
        ("writing", "write"): "writing",
        ("returned", "write"): "returned",
        ("writing", "mark_ready"): "ready",
        ("returned", "mark_ready"): "ready",
        ("ready", "take_back"): "writing",
        ("ready", "approve"): "approved",
        ("ready", "return"): "returned",
        ("approved", "return"): "returned",
        ("approved", "decide"): "decided",
        ("decided", "reopen"): "returned",
        ("decided", "correct"): "decided",
        ("not_begun", "end"): "ended",
        ("writing", "end"): "ended",
        ("ready", "end"): "ended",
        ("returned", "end"): "ended",
        ("approved", "end"): "ended",
    }
    assert set(STATE_NAMES) == set(State)
    assert set(MOVE_NAMES) == set(Move)


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_no_move_where_there_is_no_way(state: State, move: Move) -> None:
    if HANDING_IN.find(state, move) is None:
        now = replace(NOW, state=state)
        assert not can(move, now, MANAGER)
        assert (
            why_not(move, now, MANAGER)
            == f"it is {STATE_NAMES[state]}, and from there nobody can {MOVE_NAMES[move]}"
        )


TABLE = [
    # move, changes of the situation, person, can, why not
    (Move.WRITE, {}, WRITER, None),
    (Move.WRITE, {"today": BEFORE}, WRITER, "the step opens on 2027-04-15"),
    (Move.WRITE, {"today": FIRST}, WRITER, None),
    (Move.WRITE, {"today": LATE}, WRITER, None),
    (Move.WRITE, {"today": LAST}, WRITER, None),
    (Move.WRITE, {"today": LOCKED}, WRITER, "the step was locked after 2027-05-31"),
    (Move.WRITE, {"today": LATE, "meeting": OPEN}, WRITER, "the step was locked after 2027-05-03"),
    (Move.WRITE, {"today": LOCKED, "taken_in_until": LOCKED}, WRITER, None),
    (
        Move.WRITE,
        {"year_closed": True},
        WRITER,
        "the year is closed: what was reported is corrected by decision alone",
    ),
    (Move.WRITE, {"ended": BEFORE}, WRITER, "the organisation ended on 2027-04-14"),
    (Move.WRITE, {"ended": OPEN}, WRITER, None),
    (Move.MARK_READY, {}, WRITER, None),
    (Move.MARK_READY, {"unready": 1}, WRITER, "one item is not marked ready yet"),
    (Move.MARK_READY, {"unready": 3}, WRITER, "3 items are not marked ready yet"),
    (Move.MARK_READY, {"today": LOCKED}, WRITER, "the step was locked after 2027-05-31"),
    (Move.TAKE_BACK, {"state": State.READY}, WRITER, None),
    (Move.TAKE_BACK, {"state": State.READY, "today": LOCKED}, WRITER, "the step was locked after 2027-05-31"),
    (Move.APPROVE, {"state": State.READY}, MANAGER, None),
    (
        Move.APPROVE,
        {"state": State.READY},
        WRITER,
        "Ada Lind has written in it or marked it ready: another must approve",
    ),
    (
        Move.APPROVE,
        {"state": State.READY, "units_waiting": 2},
        MANAGER,
        "units below have not been approved yet: 2",
    ),
    (Move.APPROVE, {"state": State.READY, "today": LOCKED}, MANAGER, "the step was locked after 2027-05-31"),
    (Move.APPROVE, {"state": State.READY, "today": LOCKED, "taken_in_until": LOCKED}, MANAGER, None),
    (Move.DECIDE, {"state": State.APPROVED}, MANAGER, None),
    (Move.DECIDE, {"state": State.APPROVED, "today": FIRST}, MANAGER, None),
    (Move.DECIDE, {"state": State.APPROVED, "today": LOCKED}, MANAGER, None),
    (
        Move.DECIDE,
        {"state": State.APPROVED, "is_unit": True},
        MANAGER,
        "it is approved, and from there nobody can record the board's decision",
    ),
    (
        Move.DECIDE,
        {"state": State.APPROVED, "today": BEFORE},
        MANAGER,
        "the decision is dated 2027-04-14, before the step opened",
    ),
    (
        Move.DECIDE,
        {"state": State.APPROVED, "ended": BEFORE},
        MANAGER,
        "the decision is dated 2027-05-03, when the organisation had ended",
    ),
    (
        Move.DECIDE,
        {"state": State.APPROVED, "year_closed": True},
        MANAGER,
        "the year is closed: what was reported is corrected by decision alone",
    ),
    (Move.CORRECT, {"state": State.DECIDED}, MANAGER, None),
    (Move.CORRECT, {"state": State.DECIDED, "year_closed": True}, MANAGER, None),
    (Move.REOPEN, {"state": State.DECIDED}, MANAGER, None),
    (
        Move.REOPEN,
        {"state": State.DECIDED, "year_closed": True},
        MANAGER,
        "the year is closed: what was reported is corrected by decision alone",
    ),
    (Move.END, {"ended": BEFORE}, MANAGER, None),
    (Move.END, {"ended": OPEN}, MANAGER, "the organisation has not ended"),
    (Move.END, {}, MANAGER, "the organisation has not ended"),
]


@pytest.mark.parametrize(("move", "change", "person", "told"), TABLE)
def test_when_a_move_can_be_made(
    move: Move, change: dict[str, object], person: str, told: str | None
) -> None:
    now = replace(NOW, **change)  # type: ignore[arg-type]
    found = HANDING_IN.find(now.state, move)
    comment = "…" if found and found.comment else None
    decided = now.today if found and found.decision else None
    assert why_not(move, now, person, comment=comment, decided=decided) == told
    if told is None:
        assert found
        assert check(move, now, person, comment=comment, decided=decided) is found.end
    else:
        with pytest.raises(RuleError) as refused:
            check(move, now, person, comment=comment, decided=decided)
        assert (refused.value.what, refused.value.outcome) == (told, "Nothing was changed.")


@pytest.mark.parametrize("move", [Move.RETURN, Move.REOPEN, Move.CORRECT])
@pytest.mark.parametrize("comment", [None, "", "  \n"])
def test_a_return_and_a_correction_say_why(move: Move, comment: str | None) -> None:
    state = next(item.start for item in HANDING_IN.transitions if item.move is move)
    assert (
        why_not(move, replace(NOW, state=state), MANAGER, comment=comment, decided=OPEN)
        == "it must be said why"
    )


@pytest.mark.parametrize("move", [Move.DECIDE, Move.REOPEN, Move.CORRECT, Move.END])
def test_what_rests_on_a_decision_is_given_it(move: Move) -> None:
    state = next(item.start for item in HANDING_IN.transitions if item.move is move)
    now = replace(NOW, state=state, ended=BEFORE if move is Move.END else None)
    assert why_not(move, now, MANAGER, comment="…") == (
        "it rests on a decision, which must be given: body, date, paragraph and registration"
    )
    assert why_not(move, now, MANAGER, comment="…", decided=LATE) == (
        "the decision is dated 2027-05-11, which has not come yet"
    )


@pytest.mark.parametrize(
    ("today", "meeting", "told"),
    [
        (OPEN, None, None),
        (LAST, None, "the meeting was on 2027-05-31: give the day of the next"),
        (LOCKED, LOCKED, "the meeting was on 2027-05-31: give the day of the next"),
        (LOCKED, LOCKED + timedelta(1), None),
    ],
)
def test_a_board_that_returns_a_text_at_its_meeting_gives_the_day_of_the_next(
    today: date, meeting: date | None, told: str | None
) -> None:
    now = replace(NOW, state=State.APPROVED, today=today)
    assert why_not(Move.RETURN, now, MANAGER, comment="…", meeting=meeting) == told
    if told is None:
        assert check(Move.RETURN, now, MANAGER, comment="…", meeting=meeting) is State.RETURNED


@pytest.mark.parametrize(
    ("move", "state"),
    [(Move.RETURN, State.APPROVED), (Move.RETURN, State.READY), (Move.REOPEN, State.DECIDED)],
)
@pytest.mark.parametrize("today", [OPEN, LAST, LOCKED])
def test_a_text_can_be_returned_at_the_meeting_and_after_it(move: Move, state: State, today: date) -> None:
    assert can(move, replace(NOW, state=state, today=today), MANAGER)


def test_what_a_board_decided_while_it_was_there_can_be_recorded_when_it_has_ended() -> None:
    now = replace(NOW, state=State.APPROVED, today=LOCKED, ended=LAST)
    assert can(Move.DECIDE, now, MANAGER)
    assert check(Move.DECIDE, now, MANAGER, decided=LAST) is State.DECIDED
    assert not can(Move.DECIDE, replace(now, ended=BEFORE), MANAGER)


LATE_CAN_BE_TAKEN_IN = "The coordinator can take it in late, with a reason."


@pytest.mark.parametrize(
    ("move", "change", "decided", "instead"),
    [
        (Move.WRITE, {"today": LOCKED}, None, LATE_CAN_BE_TAKEN_IN),
        (Move.MARK_READY, {"today": LOCKED}, None, LATE_CAN_BE_TAKEN_IN),
        (Move.APPROVE, {"today": LOCKED, "state": State.READY}, None, LATE_CAN_BE_TAKEN_IN),
        (Move.TAKE_BACK, {"today": LOCKED, "state": State.READY}, None, "return with a comment"),
        (Move.WRITE, {"today": LOCKED, "year_closed": True}, None, None),
        (Move.WRITE, {"state": State.READY}, None, "take back, return with a comment"),
        (Move.WRITE, {"state": State.ENDED}, None, None),
        (Move.MARK_READY, {"unready": 1}, None, "write"),
        (Move.DECIDE, {"state": State.APPROVED}, LATE, "Record it when the board has met."),
        (Move.DECIDE, {"state": State.APPROVED}, None, "return with a comment"),
        (Move.DECIDE, {"state": State.APPROVED, "today": BEFORE}, BEFORE, "return with a comment"),
        (Move.CORRECT, {"state": State.DECIDED}, LATE, "return by decision"),
    ],
)
def test_refusals_say_what_can_be_done_instead(
    move: Move, change: dict[str, object], decided: date | None, instead: str | None
) -> None:
    with pytest.raises(RuleError) as refused:
        check(move, replace(NOW, **change), WRITER, comment="…", decided=decided)  # type: ignore[arg-type]
    one_can = instead and (instead if instead.endswith(".") else f"What can be done: {instead}.")
    assert (refused.value.instead, refused.value.outcome) == (one_can, "Nothing was changed.")
