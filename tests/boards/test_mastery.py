"""Who keeps a plan: the truth tables of what may be written where."""

from datetime import date

import pytest

from fardplan.boards.cycle import StepDays, StepKind
from fardplan.boards.mastery import (
    Mastery,
    can_edit_here,
    can_take_in,
    check_can_edit_here,
    check_can_take_in,
)
from fardplan.boards.progress import progress_of
from fardplan.boards.steps import (
    HANDING_IN,
    Move,
    Situation,
    State,
    can,
    check,
    is_late,
    may_take_in_late,
)
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Text

STARTED = {Move.WRITE, Move.MARK_READY, Move.TAKE_BACK, Move.APPROVE, Move.RETURN}
ELSEWHERE = Mastery(2027, "farsta", "Stratsys", date(2026, 12, 1), "Åsa Berg")


@pytest.mark.parametrize(("mastery", "may"), [(None, True), (ELSEWHERE, False)])
def test_a_plan_is_edited_where_it_is_kept(mastery: Mastery | None, may: bool) -> None:
    assert can_edit_here(mastery) is may
    if may:
        check_can_edit_here(mastery)
    else:
        with pytest.raises(RuleError) as caught:
            check_can_edit_here(mastery)
        assert str(caught.value) == (
            "this plan and its follow-ups are kept in Stratsys in 2027, and are read-only here\n"
            "Write in Stratsys: its export is read in here. Links to strategies and milestones, and what has "
            "been considered, are made here.\nNothing was changed."
        )


@pytest.mark.parametrize(
    ("mastery", "closed", "may"),
    [(None, False, False), (None, True, False), (ELSEWHERE, False, True), (ELSEWHERE, True, False)],
)
def test_an_export_writes_only_what_its_system_keeps(
    mastery: Mastery | None, closed: bool, may: bool
) -> None:
    assert can_take_in(mastery, year_closed=closed) is may
    if may:
        check_can_take_in(mastery, year_closed=closed, organisation="farsta")
    else:
        with pytest.raises(RuleError):
            check_can_take_in(mastery, year_closed=closed, organisation="farsta")


REPORT = StepDays(
    *("t1", Text(sv="Tertialrapport 1"), StepKind.REPORT, date(2027, 4, 30)),
    *(date(2027, 4, 30), date(2027, 5, 20), date(2027, 5, 20), date(2027, 6, 10)),
)


@pytest.mark.parametrize("today", [date(2027, 5, 3), date(2027, 7, 1)])
@pytest.mark.parametrize(
    ("move", "state"), [(way.move, way.start) for way in HANDING_IN.transitions if way.move in STARTED]
)
def test_what_another_system_keeps_is_neither_written_nor_owed_here(
    move: Move, state: State, today: date
) -> None:
    now = Situation(state, REPORT, today, unready=3, kept_in="Stratsys")
    assert not can(move, now, "Ada")
    assert (is_late(now), may_take_in_late(now)) == (False, False)
    progress = progress_of("farsta", now, 3)
    assert (progress.late, progress.settled) == (0, True)
    with pytest.raises(RuleError) as caught:
        check(move, now, "Ada", comment="…")
    assert str(caught.value) == (
        "it is kept in Stratsys, and read in from there\n"
        "Write and approve it in Stratsys: its export is read in here.\nNothing was changed."
    )


def test_a_decision_is_recorded_here_wherever_the_texts_are_kept() -> None:
    now = Situation(State.APPROVED, REPORT, date(2027, 6, 12), kept_in="Stratsys")
    assert check(Move.DECIDE, now, "Cia", decided=date(2027, 6, 10)) is State.DECIDED


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.NOT_BEGUN, "kept in Stratsys, not read in yet"),
        (State.WRITING, "read in from Stratsys"),
        (State.APPROVED, "approved, read in from Stratsys"),
        (State.DECIDED, "decided by the board"),
    ],
)
def test_where_it_stands_says_where_it_comes_from(state: State, words: str) -> None:
    now = Situation(state, REPORT, date(2027, 7, 1), kept_in="Stratsys")
    assert progress_of("farsta", now, 3).words == words
