"""What a year waits for before it is closed."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.closing import can_close, check_can_close, is_waited_for
from fardplan.boards.cycle import StepDays, StepKind
from fardplan.boards.progress import Progress
from fardplan.boards.steps import State
from fardplan.vocabulary.errors import RuleError
from tests.builders import sv

CLOSES = date(2028, 4, 30)
REPORT = StepDays(
    "t1",
    sv("Tertialrapport 1"),
    StepKind.REPORT,
    date(2027, 4, 30),
    date(2027, 4, 15),
    date(2027, 5, 7),
    date(2027, 5, 15),
    date(2027, 6, 15),
)
PLAN = replace(REPORT, key="vp", kind=StepKind.PLAN, per=None)
UNTOLD = Progress("skolnamnden", "t1", State.NOT_BEGUN, items=3, ready=0)
EMPTY = replace(UNTOLD, items=0)
BEFORE, AFTER = date(2026, 2, 1), date(2027, 6, 16)


@pytest.mark.parametrize(
    ("step", "now", "opened", "ended", "waits"),
    [
        (REPORT, UNTOLD, BEFORE, None, True),
        (REPORT, replace(UNTOLD, state=State.APPROVED), BEFORE, None, True),
        (REPORT, replace(UNTOLD, state=State.DECIDED), BEFORE, None, False),
        (REPORT, replace(UNTOLD, state=State.ENDED), BEFORE, None, False),
        (REPORT, replace(UNTOLD, kept_in="Stratsys"), BEFORE, None, False),
        # nothing to tell of, unless somebody has begun to all the same; a plan is always wanted
        (REPORT, EMPTY, BEFORE, None, False),
        (REPORT, replace(EMPTY, state=State.WRITING), BEFORE, None, True),
        (PLAN, EMPTY, BEFORE, None, True),
        # the step was over when the year was opened
        (PLAN, EMPTY, AFTER, None, False),
        (PLAN, replace(EMPTY, state=State.RETURNED), AFTER, None, True),
        # the organisation is no longer there
        (REPORT, UNTOLD, BEFORE, date(2027, 6, 30), False),
        (REPORT, UNTOLD, BEFORE, CLOSES, True),
        # the budget has been adopted
        (replace(PLAN, kind=StepKind.INPUT), replace(EMPTY, state=State.WRITING), BEFORE, None, False),
    ],
)
def test_a_year_waits_for_what_somebody_owes(
    step: StepDays, now: Progress, opened: date, ended: date | None, waits: bool
) -> None:
    assert is_waited_for(step, now, opened=opened, ended=ended, today=CLOSES) is waits


@pytest.mark.parametrize(
    ("today", "left", "why", "told"),
    [
        (date(2028, 4, 29), 0, "", "the year can be closed from 2028-04-30"),
        (date(2028, 4, 29), 2, "De kom aldrig.", "the year can be closed from 2028-04-30"),
        (CLOSES, 2, "", "2 of what the boards hand in are not decided yet"),
        (CLOSES, 2, " ", "2 of what the boards hand in are not decided yet"),
        (CLOSES, 2, "De kom aldrig.", None),
        (CLOSES, 0, "", None),
    ],
)
def test_a_year_closes_when_all_is_decided_or_it_is_said_why_not(
    today: date, left: int, why: str, told: str | None
) -> None:
    assert can_close(CLOSES, left, today, why=why) is (told is None)
    if told is None:
        check_can_close(CLOSES, left, today, why=why)
    else:
        with pytest.raises(RuleError) as refused:
            check_can_close(CLOSES, left, today, why=why)
        assert refused.value.what == told
