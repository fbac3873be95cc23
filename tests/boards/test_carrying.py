from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.carrying import (
    CarryOver,
    Coming,
    CouncilComing,
    Doubt,
    LastTold,
    Stays,
    can_open,
    carried_over,
    check_can_open,
    reaches,
)
from fardplan.boards.chain import CouncilItem, ItemKind, PlanItem
from fardplan.boards.follow_up import ActivityState
from fardplan.vocabulary.errors import RuleError

GOAL = CouncilItem("mal", 2026, ItemKind.AREA_GOAL, "Mål")
MEASURE = CouncilItem("andel", 2026, ItemKind.COUNCIL_INDICATOR, "Andel", parent="mal")
GONE = CouncilItem("gammal", 2026, ItemKind.COUNCIL_ACTIVITY, "Gammal", parent="mal", ended=date(2026, 9, 30))


def plan(key: str, kind: ItemKind = ItemKind.BOARD_ACTIVITY, **more: object) -> PlanItem:
    return PlanItem(key, "u", 2026, kind, key, **more)  # type: ignore[arg-type]


def test_what_goes_on_comes_along_and_the_rest_stays_with_a_reason() -> None:
    goal = plan("g", ItemKind.BOARD_GOAL, answers="mal")
    measure = plan("m", ItemKind.BOARD_INDICATOR, parent="g")
    going, done, stopped, dropped, delayed, untold = (
        plan("a1", ends=date(2027, 6, 30)),
        plan("a2"),
        plan("a3"),
        plan("a4", dropped=date(2026, 5, 1)),
        plan("a5", ends=date(2026, 12, 31)),
        plan("a6", ends=date(2026, 12, 31)),
    )
    undertaking = plan("e", ItemKind.UNDERTAKING)
    told = {
        ("u", "a1"): LastTold(ActivityState.UNDER_WAY),
        ("u", "a2"): LastTold(ActivityState.DONE),
        ("u", "a3"): LastTold(ActivityState.STOPPED),
        ("u", "a5"): LastTold(ActivityState.DELAYED, date(2027, 3, 31)),
    }
    everything = (goal, measure, going, done, stopped, dropped, delayed, untold, undertaking)
    assert carried_over(2027, (GOAL, MEASURE, GONE), everything, told=told, goals_go_on=True) == CarryOver(
        2027,
        (CouncilComing(GOAL), CouncilComing(MEASURE, (Doubt.NO_TARGET,))),
        ((GONE, Stays.DROPPED),),
        (
            Coming(goal),
            Coming(measure, (Doubt.NO_TARGET,)),
            Coming(going, (), date(2027, 6, 30)),
            Coming(delayed, (), date(2027, 3, 31)),
            Coming(untold, (Doubt.PAST_END,), date(2026, 12, 31)),
            Coming(undertaking),
        ),
        ((done, Stays.DONE), (stopped, Stays.STOPPED), (dropped, Stays.DROPPED)),
    )


@pytest.mark.parametrize(
    ("changes", "doubts"),
    [
        ({"dropped": date(2027, 1, 2)}, ()),  # it still holds when the year begins
        ({"ends": date(2027, 1, 1)}, ()),
        ({"ends": date(2026, 12, 31)}, (Doubt.PAST_END,)),
        ({"ends": date(2026, 12, 31), "kind": ItemKind.BOARD_GOAL}, ()),
    ],
)
def test_what_reaches_into_the_first_day_of_the_year_comes_along(
    changes: dict[str, object], doubts: tuple[Doubt, ...]
) -> None:
    item = replace(plan("a"), **changes)  # type: ignore[arg-type]
    found = carried_over(2027, (), (item,), told={}, goals_go_on=True)
    assert found == CarryOver(2027, (), (), (Coming(item, doubts, item.ends),), ())


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"dropped": date(2027, 1, 1)}, Stays.DROPPED), ({"finished": True}, Stays.DONE)],
)
def test_what_no_longer_holds_or_is_finished_stays(changes: dict[str, object], why: Stays) -> None:
    item = replace(plan("a"), **changes)  # type: ignore[arg-type]
    found = carried_over(2027, (), (item,), told={}, goals_go_on=True)
    assert found == CarryOver(2027, (), (), (), ((item, why),))


def test_with_a_new_period_the_council_s_goals_stay_and_what_answered_them_is_told_of() -> None:
    goal = plan("g", ItemKind.BOARD_GOAL, answers="mal")
    found = carried_over(2027, (GOAL,), (goal,), told={}, goals_go_on=False)
    assert (found.council, found.council_stays) == ((), ((GOAL, Stays.PERIOD_OVER),))
    assert found.plans == (Coming(goal, (Doubt.GOAL_GONE,)),)


@pytest.mark.parametrize(
    ("period", "year", "does"),
    [
        ("2019–2022", 2018, False),
        ("2019–2022", 2019, True),
        ("2019–2022", 2022, True),
        ("2019–2022", 2023, False),
        ("2023–", 2022, False),
        ("2023–", 2040, True),
    ],
)
def test_how_far_a_period_reaches(period: str, year: int, does: bool) -> None:
    assert reaches(period, year) is does


@pytest.mark.parametrize(
    ("year", "opened", "can", "told"),
    [
        (2027, [], True, None),
        (2027, [2025, 2026], True, None),
        (2027, [2027], False, "2027 is open already"),
        (2028, [2026], False, "2028 does not follow on 2026"),
        (2025, [2026], False, "2025 does not follow on 2026"),
    ],
)
def test_years_open_one_after_another(year: int, opened: list[int], can: bool, told: str | None) -> None:
    assert can_open(year, opened) is can
    if told is None:
        check_can_open(year, opened)
    else:
        with pytest.raises(RuleError) as refused:
            check_can_open(year, opened)
        assert refused.value.what == told
