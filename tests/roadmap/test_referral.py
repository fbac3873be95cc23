"""Answers to a referral: when they may be written, whether they came in time, and all of them together."""

from datetime import date
from itertools import product

import pytest

from fardplan.roadmap import case
from fardplan.roadmap.parts import Kind, Part
from fardplan.roadmap.referral import (
    ANSWER,
    MOVE_NAMES,
    POSITION_NAMES,
    STATE_NAMES,
    TIMING_NAMES,
    Answer,
    Compiled,
    Move,
    OnPart,
    Position,
    Said,
    Situation,
    State,
    Timing,
    check_comments,
    commented_parts,
    compiled,
    timing,
)
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from tests.builders import version

LAST = date(2027, 3, 1)
TABLE = {
    (State.ASKED, Move.WRITE): State.WRITING,
    (State.ASKED, Move.HAND_IN): State.ANSWERED,
    (State.WRITING, Move.WRITE): State.WRITING,
    (State.WRITING, Move.HAND_IN): State.ANSWERED,
    (State.ANSWERED, Move.REOPEN): State.WRITING,
}


@pytest.mark.parametrize(("where", "state", "move"), list(product(case.State, State, Move)))
def test_every_state_with_every_move(where: case.State, state: State, move: Move) -> None:
    expected = TABLE.get((state, move)) if where is case.State.REFERRED else None
    given = {"position": Position.SUPPORTS, "comment": "Nämnden ändrade sig."}
    assert ANSWER.can(move, Situation(state, where), **given) == (expected is not None)  # type: ignore[arg-type]
    if expected:
        assert ANSWER.check(move, Situation(state, where), **given) == expected  # type: ignore[arg-type]
    else:
        with pytest.raises(RuleError):
            ANSWER.check(move, Situation(state, where), **given)  # type: ignore[arg-type]


def test_an_answer_takes_a_position_before_it_is_handed_in() -> None:
    with pytest.raises(InputError, match="the answer takes no position"):
        ANSWER.check(Move.HAND_IN, Situation(State.WRITING, case.State.REFERRED))
    assert ANSWER.can(Move.WRITE, Situation(State.WRITING, case.State.REFERRED))


def test_an_answer_that_was_handed_in_is_opened_anew_with_a_reason() -> None:
    assert not ANSWER.can(Move.REOPEN, Situation(State.ANSWERED, case.State.REFERRED), comment=" ")
    assert ANSWER.can(Move.REOPEN, Situation(State.ANSWERED, case.State.REFERRED), comment="Fel fil")


def answer(name: str, **changes: object) -> Answer:
    return Answer(**({"organisation": name, "state": State.ASKED, "last_day": LAST} | changes))  # type: ignore[arg-type]


def answered(name: str, position: Position, day: date = LAST, **comments: str) -> Answer:
    said = {key.replace("_", ":"): text for key, text in comments.items()}
    return answer(name, state=State.ANSWERED, position=position, answered_on=day, comments=said)


@pytest.mark.parametrize(
    ("asked", "today", "when"),
    [
        (answer("a"), LAST, Timing.WAITING),
        (answer("a"), date(2027, 3, 2), Timing.OVERDUE),
        (answered("a", Position.REJECTS), date(2027, 4, 1), Timing.IN_TIME),
        (answered("a", Position.REJECTS, date(2027, 3, 2)), date(2027, 4, 1), Timing.LATE),
    ],
)
def test_timing(asked: Answer, today: date, when: Timing) -> None:
    assert timing(asked, today) == when


def test_all_answers_together() -> None:
    answers = [
        answered("a", Position.SUPPORTS, milestone_mal="Bra."),
        answered("b", Position.REJECTS, date(2027, 3, 2), point_1="Nej.", milestone_mal="För vagt."),
        answer("c"),
        answer("d", state=State.WRITING, comments={"milestone:mal": "Ännu inte sagt."}),
    ]
    assert compiled(version(), answers, date(2027, 3, 5)) == Compiled(
        positions={
            Position.SUPPORTS: 1,
            Position.SUPPORTS_WITH_COMMENTS: 0,
            Position.REJECTS: 1,
            Position.ABSTAINS: 0,
        },
        timings={Timing.IN_TIME: 1, Timing.LATE: 1, Timing.WAITING: 0, Timing.OVERDUE: 2},
        by_part=(
            OnPart(Part(Kind.MILESTONE, "mal"), (Said("a", "Bra."), Said("b", "För vagt."))),
            OnPart(Part(Kind.POINT, "1"), (Said("b", "Nej."),)),
        ),
    )


def test_the_parts_that_an_answer_may_speak_of() -> None:
    assert [str(part) for part in commented_parts(version())] == [
        "area:omrade",
        "milestone:mal",
        "strategy:strategi",
        "point:1",
    ]
    assert check_comments(version(), {"milestone:mal": " Bra. ", "point:1": " "}) == {"milestone:mal": "Bra."}
    with pytest.raises(InputError, match="the edition has no part “milestone:borta”"):
        check_comments(version(), {"milestone:borta": "Bra."})
    with pytest.raises(NotFoundError):
        check_comments(version(), {"kapitel": "Bra."})


def test_every_word_is_there() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(MOVE_NAMES) == set(Move)
    assert set(POSITION_NAMES) == set(Position)
    assert set(TIMING_NAMES) == set(Timing)
