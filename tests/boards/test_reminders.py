"""Reminders: at most one message a person and day, none during leave, and no run that is missed is lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.reminders import (
    OFFSETS,
    Digest,
    Leave,
    Line,
    Owed,
    Reminders,
    is_time,
    reminders,
    who_gets_it,
)

LAST = date(2027, 5, 10)
ADA = Owed("ada", "utbildningsnamnden", "t1", LAST, 3)


@pytest.mark.parametrize("offset", OFFSETS)
def test_people_are_told_on_the_days_before_and_after(offset: int) -> None:
    today = LAST + timedelta(offset)
    assert reminders([ADA], [], {}, today) == Reminders((Digest("ada", today, (Line(ADA, -offset),)),))


@pytest.mark.parametrize(
    ("days", "told", "is_now"),
    [
        (-31, None, False),
        (-30, None, True),
        (-28, None, True),  # the run of the day was missed
        (-28, -29, False),
        (-24, None, True),
        (-23, None, False),
        (-7, -30, True),
        (0, -1, False),
        (0, -2, True),
        (1, -1, True),
        (1, 1, False),
        (30, 7, True),
        (37, 7, False),
    ],
)
def test_when_it_is_time(days: int, told: int | None, is_now: bool) -> None:
    last_told = None if told is None else LAST + timedelta(told)
    assert is_time(LAST, LAST + timedelta(days), last_told) is is_now


@pytest.mark.parametrize("told", [None, LAST + timedelta(30)])
def test_on_other_days_nobody_is_told(told: date | None) -> None:
    last_told = {"ada": told} if told else {}
    assert reminders([ADA], [], last_told, LAST + timedelta(37)) == Reminders(())


def test_what_is_ready_or_reaches_nobody_keeps_no_other_from_being_told() -> None:
    ready, away = Owed("bo", "u", "t1", LAST, 0), Owed("cia", "u", "t1", LAST, 1)
    today = LAST - timedelta(1)
    leave = Leave("cia", today, None)
    assert reminders([ready, away, ADA], [leave], {}, today) == Reminders(
        (Digest("ada", today, (Line(ADA, 1),)),), (away,)
    )


def test_one_message_tells_all_that_a_person_owes_what_is_most_urgent_first() -> None:
    later = Owed("ada", "kulturnamnden", "t1", LAST + timedelta(9), 1)
    today = LAST - timedelta(1)
    assert reminders([later, ADA], [], {}, today).digests == (
        Digest("ada", today, (Line(ADA, 1), Line(later, 10))),
    )


def test_nobody_is_told_of_what_is_ready_nor_twice_a_day() -> None:
    ready = Owed("bo", "kulturnamnden", "t1", LAST, 0)
    assert reminders([ADA, ready], [], {"ada": LAST - timedelta(1)}, LAST - timedelta(1)) == Reminders(())


AWAY = Leave("ada", date(2027, 5, 1), date(2027, 5, 20), "bo")


@pytest.mark.parametrize(
    ("leaves", "gets"),
    [
        ([], "ada"),
        ([AWAY], "bo"),
        ([Leave("ada", date(2027, 5, 1), None, "bo")], "bo"),
        ([Leave("ada", date(2027, 5, 1), date(2027, 5, 9), "bo")], "ada"),
        ([Leave("ada", date(2027, 5, 11), None, "bo")], "ada"),
        ([Leave("ada", date(2027, 5, 1), None)], None),
        ([AWAY, Leave("bo", date(2027, 5, 1), None, "cia")], "cia"),
        ([AWAY, Leave("bo", date(2027, 5, 1), None)], None),
        ([AWAY, Leave("bo", date(2027, 5, 1), None, "ada")], None),
        ([Leave("ada", LAST, LAST, "bo")], "bo"),
        ([Leave("ada", LAST, None, "bo"), Leave("ada", LAST, None, "cia")], "bo"),
        ([AWAY, Leave("cia", LAST, None, "ada")], "bo"),
    ],
)
def test_who_gets_a_message_during_leave(leaves: list[Leave], gets: str | None) -> None:
    assert who_gets_it("ada", leaves, LAST) == gets


def test_a_deputy_gets_one_message_with_both_persons_things_and_whose_they_are() -> None:
    own = Owed("bo", "kulturnamnden", "t1", LAST, 2)
    today = LAST - timedelta(1)
    assert reminders([ADA, own], [AWAY], {}, today) == Reminders(
        (Digest("bo", today, (Line(own, 1), Line(ADA, 1, "ada"))),)
    )


def test_what_reaches_nobody_is_told_to_whoever_runs_it() -> None:
    away = Leave("ada", date(2027, 5, 1), None)
    assert reminders([ADA], [away], {}, LAST - timedelta(1)) == Reminders((), (ADA,))
    assert reminders([ADA], [away], {}, LAST + timedelta(20)) == Reminders(())


persons = st.sampled_from(["ada", "bo", "cia"])
near = st.integers(-45, 45).map(lambda days: LAST + timedelta(days))
owing = st.lists(
    st.builds(Owed, persons, st.sampled_from(["u", "k"]), st.just("t1"), near, st.integers(0, 3)), max_size=6
)
leave = st.lists(st.builds(Leave, persons, near, st.none() | near, st.none() | persons), max_size=3)


@given(owing, leave, st.lists(st.booleans(), min_size=1, max_size=60))
def test_never_two_a_day_never_during_leave_and_only_of_what_is_owed(
    owed: list[Owed], leaves: list[Leave], runs: list[bool]
) -> None:
    told: dict[str, date] = {}
    for days, is_run in enumerate(runs):
        today = LAST + timedelta(days - 30)
        for _ in range(2 if is_run else 0):  # run twice the same day
            found = reminders(owed, leaves, told, today)
            for digest in found.digests:
                assert told.get(digest.person) != today
                assert not any(item.covers(today) for item in leaves if item.person == digest.person)
                assert all(line.owed in owed and line.owed.open_items for line in digest.lines)
                told[digest.person] = today
            assert len({digest.person for digest in found.digests}) == len(found.digests)


@given(owing, st.integers(0, 6), st.sampled_from(OFFSETS))
def test_a_run_that_was_missed_is_made_up_for_within_a_week(owed: list[Owed], days: int, offset: int) -> None:
    item = Owed("ada", "u", "t1", LAST, 1)
    today = LAST + timedelta(offset + days)
    assert "ada" in {digest.person for digest in reminders([*owed, item], [], {}, today).digests}
