"""The chain: what may stand where, the outline of a plan, and what the council asks that it does not
answer.
"""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import (
    ANSWERS,
    PARENTS,
    CouncilItem,
    ItemKind,
    Person,
    PlanItem,
    can_answer,
    can_stand_under,
    check_can_answer,
    check_can_stand_under,
    in_outline,
    moved,
)
from fardplan.boards.unanswered import Asked, Unanswered, unanswered
from fardplan.vocabulary.errors import RuleError

K = ItemKind
DAY = date(2027, 4, 30)

STANDS_UNDER = {
    (K.ORIENTATION_GOAL, None),
    (K.AREA_GOAL, K.ORIENTATION_GOAL),
    (K.COUNCIL_INDICATOR, K.AREA_GOAL),
    (K.COUNCIL_ACTIVITY, K.AREA_GOAL),
    (K.BOARD_GOAL, None),
    (K.BOARD_INDICATOR, K.BOARD_GOAL),
    (K.BOARD_ACTIVITY, K.BOARD_GOAL),
    (K.UNDERTAKING, K.BOARD_GOAL),
    (K.UNDERTAKING, K.BOARD_ACTIVITY),
}
ANSWERING = {
    (K.BOARD_GOAL, K.AREA_GOAL),
    (K.BOARD_INDICATOR, K.COUNCIL_INDICATOR),
    (K.BOARD_INDICATOR, None),
    (K.BOARD_ACTIVITY, K.COUNCIL_ACTIVITY),
    (K.BOARD_ACTIVITY, None),
    (K.UNDERTAKING, None),
    *((kind, None) for kind in K if kind.value.startswith(("council", "orientation", "area"))),
}


@pytest.mark.parametrize(("kind", "above"), list(product(K, (None, *K))))
def test_what_may_stand_beneath_what(kind: ItemKind, above: ItemKind | None) -> None:
    allowed = (kind, above) in STANDS_UNDER
    assert can_stand_under(kind, above) is allowed
    if not allowed:
        with pytest.raises(RuleError):
            check_can_stand_under(kind, above)


@pytest.mark.parametrize(("kind", "asked"), list(product(K, (None, *K))))
def test_what_may_answer_what(kind: ItemKind, asked: ItemKind | None) -> None:
    allowed = (kind, asked) in ANSWERING
    assert can_answer(kind, asked) is allowed
    if not allowed:
        with pytest.raises(RuleError):
            check_can_answer(kind, asked)


def test_every_kind_has_its_place_and_no_chain_goes_in_a_circle() -> None:
    assert set(PARENTS) == set(K)
    assert set(ANSWERS) < set(K)
    for kind in K:
        above, steps = {kind}, 0
        while above:
            above = {parent for item in above for parent in PARENTS[item]}
            steps += 1
            assert steps < len(K)


@pytest.mark.parametrize(
    ("kind", "above", "told", "instead"),
    [
        (
            K.BOARD_ACTIVITY,
            K.BOARD_ACTIVITY,
            "activity of the board: it may not stand beneath: activity of the board",
            "It stands beneath: goal of the board.",
        ),
        (
            K.UNDERTAKING,
            None,
            "undertaking: it cannot stand alone",
            "It stands beneath: activity of the board or goal of the board.",
        ),
        (
            K.BOARD_GOAL,
            K.BOARD_GOAL,
            "goal of the board: it may not stand beneath: goal of the board",
            "It stands alone.",
        ),
    ],
)
def test_a_refused_place_says_where_it_stands_instead(
    kind: ItemKind, above: ItemKind | None, told: str, instead: str
) -> None:
    with pytest.raises(RuleError) as refused:
        check_can_stand_under(kind, above)
    assert str(refused.value) == f"{told}\n{instead}\nNothing was changed."


@pytest.mark.parametrize(
    ("kind", "asked", "told", "instead"),
    [
        (
            K.BOARD_GOAL,
            None,
            "goal of the board: it must say what of the council's it answers",
            "It answers: goal for an area of work.",
        ),
        (
            K.BOARD_ACTIVITY,
            K.AREA_GOAL,
            "activity of the board: it cannot answer: goal for an area of work",
            "It answers: activity of the council.",
        ),
        (
            K.UNDERTAKING,
            K.COUNCIL_ACTIVITY,
            "undertaking: it cannot answer: activity of the council",
            "It answers nothing of the council's.",
        ),
    ],
)
def test_a_refused_answer_says_what_it_answers_instead(
    kind: ItemKind, asked: ItemKind | None, told: str, instead: str
) -> None:
    with pytest.raises(RuleError) as refused:
        check_can_answer(kind, asked)
    assert str(refused.value) == f"{told}\n{instead}\nNothing was changed."


@pytest.mark.parametrize(
    ("left", "gone"),
    [(None, False), (date(2027, 5, 1), False), (DAY, True), (date(2027, 4, 29), True)],
)
def test_who_has_left_is_gone_from_that_day(left: date | None, gone: bool) -> None:
    assert Person("Kim", left).is_gone(DAY) is gone


def item(key: str, parent: str | None = None, position: int = 0, **more: object) -> PlanItem:
    return PlanItem(key, "kulturnamnden", 2027, K.BOARD_ACTIVITY, key, position, parent, **more)  # type: ignore[arg-type]


def test_an_outline_goes_down_each_branch_in_order() -> None:
    plan = [
        item("b", position=2),
        item("a", position=1),
        item("a2", "a", 2),
        item("a1", "a", 1),
        item("x", "z"),
    ]
    assert [(depth, one.key) for depth, one in in_outline(plan)] == [
        (0, "x"),
        (0, "a"),
        (1, "a1"),
        (1, "a2"),
        (0, "b"),
    ]


def test_things_that_stand_beneath_each_other_come_at_the_top() -> None:
    plan = [item("a", "b"), item("b", "a"), item("c", "c"), item("d", "a"), item("e", position=1)]
    assert [(depth, one.key) for depth, one in in_outline(plan)] == [
        (0, "e"),
        (0, "a"),
        (0, "b"),
        (0, "c"),
        (0, "d"),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9), st.integers(0, 3)), unique_by=lambda row: row[0])
)
def test_an_outline_never_hides_anything(rows: list[tuple[int, int, int]]) -> None:
    plan = [item(str(key), str(parent), position) for key, parent, position in rows]
    keys = [one.key for _, one in in_outline(plan)]
    assert sorted(keys) == sorted(one.key for one in plan)


@given(st.lists(st.text(max_size=3), min_size=1, unique=True), st.data())
def test_a_step_up_and_down_again_changes_nothing_but_at_the_ends(
    keys: list[str], data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(keys))
    up = moved(keys, key, up=True)
    assert sorted(up) == sorted(keys)
    if keys[0] == key:
        assert up == tuple(keys)
    else:
        assert moved(up, key, up=False) == tuple(keys)
    assert moved(keys, keys[-1], up=False) == tuple(keys)


def council(key: str, kind: ItemKind, *responsible: str, **more: object) -> CouncilItem:
    return CouncilItem(key, 2027, kind, key, responsible=frozenset(responsible), **more)  # type: ignore[arg-type]


def test_what_the_council_asks_that_the_plan_does_not_answer() -> None:
    goal = council("m", K.AREA_GOAL, "kulturnamnden")
    activity = council("a", K.COUNCIL_ACTIVITY, "kulturnamnden", position=1)
    other = council("o", K.COUNCIL_ACTIVITY, "idrottsnamnden", position=2)
    ended = council("e", K.COUNCIL_ACTIVITY, "kulturnamnden", position=3, ended=DAY)
    measure = council("i", K.COUNCIL_INDICATOR, "kulturnamnden", position=4, targets={None: "90"})
    asked = [measure, ended, other, activity, goal]
    assert unanswered("kulturnamnden", asked, [], DAY) == (
        Unanswered(goal, Asked.NO_GOAL),
        Unanswered(activity, Asked.NO_ACTIVITY),
        Unanswered(measure, Asked.NO_TARGET),
    )
    plan = [item("1", answers="m"), item("2", answers="a", dropped=DAY), item("3", answers="o")]
    assert unanswered("kulturnamnden", asked, plan, DAY) == (
        Unanswered(activity, Asked.NO_ACTIVITY),
        Unanswered(measure, Asked.NO_TARGET),
    )
    own = council("i", K.COUNCIL_INDICATOR, "kulturnamnden", own={"kulturnamnden": "0"})
    assert unanswered("kulturnamnden", [own], plan, DAY) == ()
