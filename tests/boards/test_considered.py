"""What may be answered of a target area, and when an answer has to be confirmed: truth tables."""

from datetime import date
from hashlib import sha256

import pytest

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.boards.considered import (
    ANSWER_NAMES,
    Answer,
    Consideration,
    Drawn,
    Stand,
    basis_of,
    can_answer_so,
    check_can_answer_so,
    latest,
    reason_for,
    stand_of,
)
from fardplan.vocabulary.errors import InputError, RuleError

ITEM = PlanItem("p1", "kultur", 2027, ItemKind.BOARD_GOAL, "Läsning")


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("items", [[], [ITEM]])
def test_only_who_has_something_in_the_plan_acts(answer: Answer, items: list[PlanItem]) -> None:
    allowed = (answer is Answer.ACTS) == bool(items)
    assert can_answer_so(answer, items) is allowed
    if allowed:
        check_can_answer_so(answer, items)
        return
    with pytest.raises(RuleError) as refused:
        check_can_answer_so(answer, items)
    assert refused.value.outcome == "The answer is as it was."
    assert ("“Läsning”" in refused.value.what) is bool(items)


@pytest.mark.parametrize(
    ("answer", "why", "kept"),
    [
        (Answer.NOT_ACTING, " Pengarna räcker inte. ", "Pengarna räcker inte."),
        (Answer.ORDINARY, None, None),
        (Answer.ORDINARY, "  ", None),
        (Answer.NOT_OURS, "Skolnämndens", "Skolnämndens"),
    ],
)
def test_a_reason_is_kept_without_what_surrounds_it(answer: Answer, why: str, kept: str | None) -> None:
    assert reason_for(answer, why) == kept


@pytest.mark.parametrize("why", [None, "", " \n"])
def test_who_does_not_act_says_why(why: str | None) -> None:
    with pytest.raises(InputError, match="not acting was chosen without a reason"):
        reason_for(Answer.NOT_ACTING, why)


@pytest.mark.parametrize(
    ("answer", "drawn", "silent", "confirms"),
    [
        (Answer.ACTS, Drawn.PLAN, False, True),
        (Answer.ACTS, Drawn.STALE, False, True),
        (Answer.ACTS, Drawn.CONFIRMED, False, False),
        (None, Drawn.STALE, True, False),
        (None, Drawn.NOTHING, True, False),
    ],
)
def test_what_one_click_makes_certain(
    answer: Answer | None, drawn: Drawn, silent: bool, confirms: bool
) -> None:
    stand = Stand(answer, drawn)
    assert (stand.is_silent, stand.can_confirm) == (silent, confirms)


def test_the_basis_of_an_answer_is_what_it_was_when_it_was_kept() -> None:
    other = PlanItem(
        *("a9", "kultur", 2027, ItemKind.BOARD_ACTIVITY, "Högläs"),
        strategies=frozenset({"s2", "s1"}),
        milestones=frozenset({"behorighet"}),
    )
    kept = '[["a9","Högläs","board_activity",["s1","s2"],["behorighet"]],["p1","Läsning","board_goal",[],[]]]'
    assert basis_of([ITEM, other]) == sha256(kept.encode()).hexdigest()
    assert basis_of([]) == sha256(b"[]").hexdigest()


def given(answer: Answer, items: list[PlanItem]) -> Consideration:
    basis = basis_of(items)
    return Consideration("kultur", 2027, "skola", None, answer, date(2027, 3, 1), "Kim", basis, "Därför.")


@pytest.mark.parametrize(
    ("items", "told", "then", "answer", "drawn", "why"),
    [
        ([], None, [], None, Drawn.NOTHING, None),
        ([ITEM], None, [], Answer.ACTS, Drawn.PLAN, None),
        ([ITEM], Answer.ACTS, [ITEM], Answer.ACTS, Drawn.CONFIRMED, None),
        ([ITEM], Answer.ACTS, [], Answer.ACTS, Drawn.STALE, None),
        ([ITEM], Answer.NOT_ACTING, [ITEM], Answer.ACTS, Drawn.STALE, None),
        ([], Answer.ACTS, [ITEM], None, Drawn.STALE, "Därför."),
        ([], Answer.NOT_ACTING, [], Answer.NOT_ACTING, Drawn.CONFIRMED, "Därför."),
        ([], Answer.NOT_ACTING, [ITEM], Answer.NOT_ACTING, Drawn.STALE, "Därför."),
    ],
)
def test_what_a_board_says_with_what_it_answered_and_what_its_plan_has(
    items: list[PlanItem],
    told: Answer | None,
    then: list[PlanItem],
    answer: Answer | None,
    drawn: Drawn,
    why: str | None,
) -> None:
    last = given(told, then) if told else None
    stand = stand_of(items, last)
    assert stand == Stand(answer, drawn, last, tuple(item.key for item in items))
    assert stand.why == why


def test_answers_of_a_day_are_told_apart_by_whom_and_what_they_are_of() -> None:
    def said(organisation: str, area: str, strategy: str | None, day: int) -> Consideration:
        answer = Answer.NOT_OURS
        return Consideration(organisation, 2027, area, strategy, answer, date(2027, 3, day), "Kim", "0" * 64)

    later, early = said("kultur", "skola", None, 5), said("kultur", "skola", None, 4)
    others = [
        said("farsta", "skola", None, 1),
        said("kultur", "arbete", None, 2),
        said("kultur", "skola", "s", 3),
    ]
    assert latest([later, early, *others], date(2027, 3, 5)) == {
        ("kultur", "skola", None): later,
        ("farsta", "skola", None): others[0],
        ("kultur", "arbete", None): others[1],
        ("kultur", "skola", "s"): others[2],
    }
    assert latest([later, early], date(2027, 3, 4)) == {("kultur", "skola", None): early}


def test_every_answer_has_a_name() -> None:
    assert set(ANSWER_NAMES) == set(Answer)
