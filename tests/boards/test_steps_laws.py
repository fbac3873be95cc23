"""Laws of what a board hands in, whatever three people try with it day after day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.steps import WRITABLE, Move, Situation, State, can, check, is_locked
from fardplan.vocabulary.errors import RuleError
from tests.handed_in import STEP

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
