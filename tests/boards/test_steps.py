"""Who may hand in what and when: truth tables, and laws of long histories."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.cycle import StepDays, StepKind
from fardplan.boards.steps import (
    HANDING_IN,
    MOVE_NAMES,
    STATE_NAMES,
    WRITABLE,
    Move,
    Situation,
    State,
    can,
    check,
    check_take_in_late,
    is_late,
    is_locked,
    may_take_in_late,
    why_not,
)
from fardplan.vocabulary.errors import RuleError
from tests.builders import sv

STEP = StepDays(
    "t1",
    sv("Tertialrapport 1"),
    StepKind.REPORT,
    date(2027, 4, 30),
    date(2027, 4, 15),
    date(2027, 5, 10),
    date(2027, 5, 20),
    date(2027, 5, 31),
)
BEFORE, OPEN, LATE, LAST, LOCKED = (
    date(2027, 4, 14),
    date(2027, 5, 3),
    date(2027, 5, 11),
    date(2027, 5, 31),
    date(2027, 6, 1),
)
WRITER, MANAGER = "Ada Lind", "Bo Ek"
NOW = Situation(State.WRITING, STEP, OPEN, hands=frozenset({WRITER}))


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


def test_refusals_say_what_can_be_done_instead() -> None:
    with pytest.raises(RuleError) as locked:
        check(Move.WRITE, replace(NOW, today=LOCKED), WRITER)
    assert locked.value.instead == "The coordinator can take it in late, with a reason."
    with pytest.raises(RuleError) as ready:
        check(Move.WRITE, replace(NOW, state=State.READY), WRITER)
    assert ready.value.instead == "What can be done: take back, return with a comment."
    with pytest.raises(RuleError) as early:
        check(Move.DECIDE, replace(NOW, state=State.APPROVED), MANAGER, decided=LATE)
    assert early.value.instead == "Record it when the board has met."


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        *((state, date(2027, 5, 10), False) for state in State),
        (State.NOT_BEGUN, LATE, True),
        (State.WRITING, LATE, True),
        (State.RETURNED, LATE, True),
        (State.READY, LATE, False),
        (State.READY, LAST, False),
        (State.READY, LOCKED, True),
        (State.APPROVED, LAST, False),
        (State.APPROVED, LOCKED, True),
        (State.DECIDED, LOCKED, False),
        (State.ENDED, LOCKED, False),
    ],
)
def test_what_is_late(state: State, today: date, late: bool) -> None:
    assert is_late(replace(NOW, state=state, today=today)) is late
    assert not is_late(replace(NOW, state=state, today=today, year_closed=True))


def test_a_unit_that_is_approved_owes_nothing_more() -> None:
    assert not is_late(replace(NOW, state=State.APPROVED, today=LOCKED, is_unit=True))


@pytest.mark.parametrize(
    ("change", "can_be"),
    [
        ({"today": LAST}, False),
        ({"today": LOCKED}, True),
        ({"today": LOCKED, "state": State.NOT_BEGUN}, True),
        ({"today": LOCKED, "state": State.RETURNED}, True),
        ({"today": LOCKED, "state": State.READY}, True),
        ({"today": LOCKED, "state": State.APPROVED}, False),
        ({"today": LOCKED, "state": State.DECIDED}, False),
        ({"today": LOCKED, "state": State.ENDED}, False),
        ({"today": LOCKED, "year_closed": True}, False),
        ({"today": LOCKED, "ended": LAST}, False),
        ({"today": LOCKED, "ended": LOCKED}, True),
    ],
)
def test_what_can_be_taken_in_late(change: dict[str, object], can_be: bool) -> None:
    now = replace(NOW, **change)  # type: ignore[arg-type]
    assert may_take_in_late(now) is can_be
    if can_be:
        check_take_in_late(now, LOCKED, "Ny controller sedan 1 maj")
    else:
        with pytest.raises(RuleError) as settled:
            check_take_in_late(now, LOCKED, "Ny controller sedan 1 maj")
        assert str(settled.value) == ("it is not late, or it has been settled already\nNothing was changed.")


def test_what_is_taken_in_late_has_a_day_to_come_and_a_reason() -> None:
    now = replace(NOW, today=LOCKED)
    with pytest.raises(RuleError, match=r"^2027-05-31 has passed already\n"):
        check_take_in_late(now, LAST, "…")
    with pytest.raises(RuleError, match=r"^it must be said why\n"):
        check_take_in_late(now, LOCKED, " ")


people = st.sampled_from(["Ada Lind", "Bo Ek", "Cia Alm"])
days = st.dates(date(2027, 4, 1), date(2027, 7, 31))


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[State, Move, str, State, frozenset[str], bool]]:
    """What three people manage to do with one text, day after day, as long as the rules let them."""
    now = Situation(State.NOT_BEGUN, STEP, date(2027, 4, 15), ended=draw(st.none() | days))
    done = []
    for _ in range(draw(st.integers(1, 15))):
        now = replace(
            now, today=now.today + timedelta(draw(st.integers(0, 6))), unready=draw(st.integers(0, 1))
        )
        move, person = draw(st.sampled_from(Move)), draw(people)
        decided = draw(st.none() | st.just(now.today))
        meeting = draw(st.none() | st.just(now.today + timedelta(20)))
        try:
            state = check(
                move, now, person, comment=draw(st.sampled_from(["", "…"])), decided=decided, meeting=meeting
            )
        except RuleError:
            continue
        done.append((now.state, move, person, state, now.hands, decided is not None))
        hands = now.hands | {person} if move in (Move.WRITE, Move.MARK_READY) else now.hands
        now = replace(
            now,
            state=state,
            hands=frozenset() if move is Move.DECIDE else hands,
            meeting=meeting if move in (Move.RETURN, Move.REOPEN) else now.meeting,
        )
    return done


@given(histories())
def test_four_eyes_always(history: list[tuple[State, Move, str, State, frozenset[str], bool]]) -> None:
    for _, move, person, _, hands, _ in history:
        assert move is not Move.APPROVE or person not in hands


@given(histories())
def test_what_is_decided_comes_back_to_writing_by_decision_alone(
    history: list[tuple[State, Move, str, State, frozenset[str], bool]],
) -> None:
    for start, move, _, end, _, decided in history:
        if start is State.DECIDED:
            assert decided
            assert move in (Move.REOPEN, Move.CORRECT)
            assert end is (State.RETURNED if move is Move.REOPEN else State.DECIDED)


@given(histories())
def test_nothing_is_decided_that_was_not_approved_and_nothing_ends_twice(
    history: list[tuple[State, Move, str, State, frozenset[str], bool]],
) -> None:
    for start, move, _, end, _, _ in history:
        assert end is not State.DECIDED or start in (State.APPROVED, State.DECIDED)
        assert move is not Move.WRITE or start in WRITABLE
        assert start is not State.ENDED


@given(days, st.none() | days, st.none() | days, people, st.sampled_from(State))
def test_what_is_locked_is_not_written(
    today: date, meeting: date | None, until: date | None, person: str, state: State
) -> None:
    now = Situation(state, STEP, today, meeting=meeting, taken_in_until=until)
    if is_locked(now):
        assert not can(Move.WRITE, now, person)
        assert not can(Move.MARK_READY, now, person)
        assert not can(Move.APPROVE, now, person)
