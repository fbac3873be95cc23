from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.cycle import (
    MONTHS,
    YEARS,
    CycleTemplate,
    StepDays,
    StepKind,
    StepTemplate,
    can_hold_meeting,
    check_days,
    check_meeting,
    current_step,
    day_of,
    days_of,
    disorder,
    year_at_work,
    year_of,
)
from fardplan.vocabulary.errors import InputError, RuleError
from tests.builders import sv

T1 = StepTemplate(
    key="t1",
    name=sv("Tertialrapport 1"),
    kind=StepKind.REPORT,
    per="30 April",
    opens="15 April",
    ready_by="10 May",
    decided_from="20 May",
    decided_by="31 May",
    source="…",
)
PLAN = StepTemplate(
    key="vp",
    name=sv("Verksamhetsplan"),
    kind=StepKind.PLAN,
    opens="1 November the year before",
    ready_by="30 November the year before",
    decided_from="10 December the year before",
    decided_by="31 January",
    source="…",
)
TEMPLATE = CycleTemplate(takes_part=("board",), closes="30 April the year after", steps=(PLAN, T1))


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("30 April", date(2027, 4, 30)),
        ("1 January", date(2027, 1, 1)),
        ("last February", date(2027, 2, 28)),
        ("15 December the year before", date(2026, 12, 15)),
        ("10 February the year after", date(2028, 2, 10)),
        ("last February the year after", date(2028, 2, 29)),
    ],
)
def test_a_rule_names_a_day(rule: str, day: date) -> None:
    assert day_of(rule, 2027) == day


@pytest.mark.parametrize(
    "rule",
    ["", "April", "30 april", "31 April", "29 February", "0 May", "32 May", "2027-04-30", "1 May next year"],
)
def test_what_is_no_day_of_every_year_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"names no day of a year|is not a day of every year"):
        day_of(rule, 2027)


@given(
    st.sampled_from([*map(str, range(1, 29)), "last"]),
    st.sampled_from(MONTHS),
    st.sampled_from([f" {words}" if words else "" for words in YEARS]),
    st.integers(1990, 2100),
)
def test_the_same_rule_is_a_year_apart_in_the_next_year(day: str, month: str, around: str, year: int) -> None:
    rule = f"{day} {month}{around}"
    now, then = day_of(rule, year), day_of(rule, year + 1)
    assert (then.year - now.year, then.month) == (1, now.month)


def test_the_days_of_a_year_follow_the_rules_and_no_last_day_is_at_a_weekend() -> None:
    # 2027-05-10 is a Monday, 2025-05-10 a Saturday
    assert [year_of(TEMPLATE, year)[1].ready_by for year in (2027, 2025)] == [
        date(2027, 5, 10),
        date(2025, 5, 9),
    ]
    assert year_of(TEMPLATE, 2027)[1] == StepDays(
        "t1",
        sv("Tertialrapport 1"),
        StepKind.REPORT,
        date(2027, 4, 30),
        date(2027, 4, 15),
        date(2027, 5, 10),
        date(2027, 5, 20),
        date(2027, 5, 31),
    )


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_step_keeps_how_long_before_a_meeting_texts_are_ready(year: int) -> None:
    short = T1.model_copy(update={"days_before_meeting": 7})
    template = TEMPLATE.model_copy(update={"steps": (PLAN, short)})
    assert [step.days_before_meeting for step in year_of(template, year)] == [14, 7]


@given(st.integers(1990, 2100))
def test_every_year_has_its_days_in_order(year: int) -> None:
    for step in year_of(TEMPLATE, year):
        check_days(step)
        assert step.ready_by.weekday() < 5


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"opens": "11 May"}, "texts are to be ready on 2000-05-10, before writing begins on 2000-05-11"),
        ({"ready_by": "21 May"}, "boards decide from 2000-05-20, before texts are ready on 2000-05-21"),
        ({"decided_by": "19 May"}, "the last day to decide, 2000-05-19, is before the first, 2000-05-20"),
        ({"per": None}, "'t1' is a follow-up and does not say per which day: give 'per'"),
        ({"opens": "31 June"}, "'31 June' is not a day of every year; write last June"),
    ],
)
def test_a_template_that_contradicts_itself_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        StepTemplate(**(T1.model_dump() | change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"steps": (T1, T1)}, "the step 't1' is there twice"),
        ({"steps": (T1, PLAN)}, "the step 'vp' opens before 't1', which stands above it"),
        ({"closes": "1 May"}, r"the year closes 1 May, before its last step is decided \(31 May 2001\)"),
    ],
)
def test_a_year_that_contradicts_itself_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        CycleTemplate(**({"takes_part": ("board",), "closes": "30 June", "steps": (PLAN, T1)} | change))  # type: ignore[arg-type]


def test_a_board_s_own_meeting_moves_its_last_day_and_its_lock() -> None:
    step = year_of(TEMPLATE, 2027)[1]
    assert (step.last_day(None), step.locks_after(None)) == (date(2027, 5, 10), date(2027, 5, 31))
    meeting = date(2027, 5, 27)
    assert (step.last_day(meeting), step.locks_after(meeting)) == (date(2027, 5, 13), meeting)


@pytest.mark.parametrize(("day", "can"), [(19, False), (20, True), (27, True), (31, True)])
def test_a_meeting_lies_within_the_days_for_deciding(day: int, can: bool) -> None:
    step = year_of(TEMPLATE, 2027)[1]
    assert can_hold_meeting(step, date(2027, 5, day)) is can
    if not can:
        with pytest.raises(RuleError) as refused:
            check_meeting(step, date(2027, 5, day))
        assert refused.value.instead == (
            "Boards decide from 2027-05-20 to 2027-05-31. "
            "A later meeting is taken in late by the coordinator."
        )


MAY = [date(2027, 5, day) for day in range(1, 32)]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((1, 1, 1, 1), None),
        ((1, 2, 3, 4), None),
        ((2, 1, 3, 4), "texts are to be ready on 2027-05-01, before writing begins on 2027-05-02"),
        ((1, 3, 2, 4), "boards decide from 2027-05-02, before texts are ready on 2027-05-03"),
        ((1, 2, 4, 3), "the last day to decide, 2027-05-03, is before the first, 2027-05-04"),
    ],
)
def test_days_follow_on_each_other_or_are_one(days: tuple[int, int, int, int], told: str | None) -> None:
    opens, ready, first, last = (MAY[day - 1] for day in days)
    step = days_of(T1, 2027)
    assert disorder(replace(step, opens=opens, ready_by=ready, decided_from=first, decided_by=last)) == told


def test_days_set_by_hand_must_be_in_order() -> None:
    step = year_of(TEMPLATE, 2027)[1]
    wrong = StepDays(
        step.key, step.name, step.kind, step.per, step.opens, step.ready_by, step.ready_by, step.opens
    )
    with pytest.raises(
        InputError, match="the last day to decide, 2027-04-15, is before the first, 2027-05-10"
    ):
        check_days(wrong)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 10, 1), "vp"),
        (date(2026, 11, 1), "vp"),
        (date(2027, 1, 31), "vp"),
        (date(2027, 2, 1), "t1"),
        (date(2027, 5, 31), "t1"),
        (date(2027, 6, 1), None),
    ],
)
def test_the_step_that_people_work_with(day: date, key: str | None) -> None:
    step = current_step(year_of(TEMPLATE, 2027), day)
    assert (step.key if step else None) == key


def test_of_two_open_steps_people_work_with_the_one_nearest_to_its_end() -> None:
    plan, report = year_of(TEMPLATE, 2027)
    early = replace(report, opens=date(2027, 1, 15))
    for steps in ((plan, early), (early, plan)):
        assert current_step(steps, date(2027, 1, 20)) is plan
        assert current_step(steps, date(2027, 2, 1)) is early


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 2, 1), 2027),  # the first, before its plans are begun
        (date(2026, 11, 1), 2027),
        (date(2027, 10, 31), 2027),
        (date(2027, 11, 1), 2028),
        (date(2030, 1, 1), 2028),
    ],
)
def test_the_year_that_people_work_with(day: date, year: int) -> None:
    steps = [(number, step) for number in (2027, 2028) for step in year_of(TEMPLATE, number)]
    assert year_at_work(steps, day) == year
    assert year_at_work([], day) is None
