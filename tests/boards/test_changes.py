"""Changes in mid-year: the annex, the decision, and what applied on any day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.changes import (
    CHANGE,
    MOVE_NAMES,
    STATE_NAMES,
    Change,
    ChangeKind,
    Move,
    State,
    approved,
    changed,
    check_can_approve,
    declined,
    in_force,
    keys_in,
    named,
    now_of,
    outdated,
    proposed_change,
)
from fardplan.roadmap.version import Decision
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError

S = State
JUNE = date(2027, 6, 1)
NOVEMBER = Decision(body="Kommunfullmäktige", date=date(2027, 11, 22), paragraph="§ 12", dnr="KS 2027/77")
ITEM = CouncilItem(
    "behorighet",
    2027,
    ItemKind.COUNCIL_INDICATOR,
    "Andel elever som är behöriga",
    responsible=frozenset({"utbildningsnamnden"}),
    targets={None: "90 %", "utbildningsnamnden": "91 %"},
)


def change(kind: ChangeKind = ChangeKind.TARGET, after: str | None = "92 %", **more: object) -> Change:
    made = Change(1, 2027, "behorighet", kind, None, after, "Nya siffror", "Kim", JUNE)
    return proposed_change(replace(made, **more), ITEM)  # type: ignore[arg-type]


M = Move
POSSIBLE = {
    (S.PROPOSED, M.COLLECT): S.COLLECTED,
    (S.PROPOSED, M.WITHDRAW): S.WITHDRAWN,
    (S.PROPOSED, M.DECLINE): S.DECLINED,
    (S.COLLECTED, M.TAKE_OUT): S.PROPOSED,
    (S.COLLECTED, M.APPROVE): S.APPROVED,
    (S.COLLECTED, M.DECLINE): S.DECLINED,
}


@pytest.mark.parametrize(("state", "move"), list(product(S, M)))
def test_which_move_leads_where(state: State, move: Move) -> None:
    end = POSSIBLE.get((state, move))
    moved = replace(change(), state=state)
    assert CHANGE.can(move, moved) is (end is not None)
    if end:
        assert CHANGE.check(move, moved) is end
    else:
        with pytest.raises(RuleError) as refused:
            CHANGE.check(move, moved)
        assert str(refused.value) == (
            f"the change is {STATE_NAMES[state]}, and from there nobody can {MOVE_NAMES[move]}\n"
            "Propose a new change where it is needed.\nNothing was changed."
        )


def test_a_change_starts_from_what_applies() -> None:
    assert change().before == "90 %"
    assert change(organisation="utbildningsnamnden").before == "91 %"
    assert change(organisation="sdn-farsta").before is None
    assert change(ChangeKind.WORDING, "Andel behöriga").before == "Andel elever som är behöriga"
    moved = change(ChangeKind.RESPONSIBLE, "socialnamnden,  arbetsmarknadsnamnden")
    assert (moved.before, moved.after) == ("utbildningsnamnden", "arbetsmarknadsnamnden, socialnamnden")
    ended = change(ChangeKind.ENDS, "whatever")
    assert (ended.before, ended.after) == ("Andel elever som är behöriga", None)


@pytest.mark.parametrize(
    ("kind", "after", "why"),
    [
        (ChangeKind.TARGET, "90 %", "Nya siffror"),
        (ChangeKind.TARGET, "92 %", "  "),
        (ChangeKind.WORDING, " ", "Nya siffror"),
        (ChangeKind.RESPONSIBLE, "utbildningsnamnden", "Nya siffror"),
    ],
)
def test_a_change_without_reason_or_effect_is_none(kind: ChangeKind, after: str, why: str) -> None:
    with pytest.raises(InputError):
        change(kind, after, why=why)


def test_a_change_is_kept_with_its_reason_and_without_what_surrounds_it() -> None:
    assert change(after=" 92 % ", why="\n Nya siffror. ") == Change(
        *(1, 2027, "behorighet", ChangeKind.TARGET, "90 %", "92 %", "Nya siffror.", "Kim", JUNE)
    )


def test_a_new_wording_leaves_the_english_one_behind() -> None:
    item = replace(ITEM, text_en="Share of pupils who are eligible")
    reworded = change(ChangeKind.WORDING, "Andel behöriga")
    assert changed(item, reworded) == replace(ITEM, text="Andel behöriga")


@given(st.frozensets(st.text("abå-", min_size=1), max_size=3))
@example(frozenset())
def test_those_who_answer_for_it_are_kept_as_words_and_found_in_them(keys: frozenset[str]) -> None:
    assert keys_in(named(keys)) == keys


def test_what_does_not_apply_cannot_be_changed() -> None:
    made = Change(1, 2027, "behorighet", ChangeKind.TARGET, None, "1", "Därför", "Kim", JUNE)
    for item in (None, replace(ITEM, ended=JUNE)):
        with pytest.raises(RuleError) as refused:
            proposed_change(made, item)
        assert refused.value.outcome == "Nothing was proposed."


def test_only_what_is_collected_and_still_starts_from_what_applies_is_approved() -> None:
    one = replace(change(), state=S.COLLECTED)
    there = {"behorighet": ITEM}
    check_can_approve([one], there)
    other = replace(change(organisation="utbildningsnamnden"), number=2, state=S.COLLECTED)
    check_can_approve([one, other], there)
    with pytest.raises(RuleError, match="starts from something") as outdated_one:
        check_can_approve([one], {"behorighet": replace(ITEM, targets={None: "95 %"})})
    with pytest.raises(RuleError, match="number 2 is the second") as second:
        check_can_approve([one, replace(one, number=2)], there)
    assert {outdated_one.value.outcome, second.value.outcome} == {"Nothing was approved."}
    with pytest.raises(RuleError, match="from there nobody can"):
        check_can_approve([change()], there)


@pytest.mark.parametrize("state", [S.PROPOSED, S.COLLECTED])
def test_who_proposed_a_change_is_told_why_it_is_declined(state: State) -> None:
    one = replace(change(), state=state)
    why = "Siffrorna finns inte."
    assert declined(one, f" {why} ") == replace(one, state=S.DECLINED, declined_why=why)
    with pytest.raises(InputError) as unsaid:
        declined(one, " ")
    assert (unsaid.value.where, unsaid.value.outcome) == ("why", "Nothing was changed.")
    with pytest.raises(RuleError, match="from there nobody can decline"):
        declined(replace(one, state=S.APPROVED), "Siffrorna finns inte.")


def test_what_is_to_be_added_starts_from_nothing() -> None:
    new = replace(change(), kind=ChangeKind.NEW)
    assert (outdated(new, None), outdated(new, ITEM)) == (False, False)


def test_it_cannot_take_effect_before_it_is_decided() -> None:
    one = replace(change(), state=S.COLLECTED)
    with pytest.raises(RuleError):
        approved(one, NOVEMBER, NOVEMBER.date - timedelta(1))
    assert approved(one, NOVEMBER, NOVEMBER.date).decision == NOVEMBER


def test_history_says_what_applied_on_any_day() -> None:
    effect = NOVEMBER.date
    made = [
        change(),
        change(ChangeKind.RESPONSIBLE, "socialnamnden"),
        change(ChangeKind.WORDING, "Andel behöriga"),
        change(ChangeKind.TARGET, None, organisation="utbildningsnamnden"),
    ]
    decided = [
        approved(replace(one, number=n, state=S.COLLECTED), NOVEMBER, effect) for n, one in enumerate(made)
    ]
    assert in_force([ITEM], decided, effect - timedelta(1)) == (ITEM,)
    assert in_force([ITEM], decided, effect) == (
        replace(
            ITEM,
            text="Andel behöriga",
            responsible=frozenset({"socialnamnden"}),
            targets={None: "92 %"},
        ),
    )


def test_what_a_change_adds_is_there_from_the_day_it_takes_effect() -> None:
    new = change(ChangeKind.NEW, "Andel behöriga")
    assert (new.before, new.after) == (None, "Andel behöriga")
    assert in_force([ITEM], [new], NOVEMBER.date) == ()
    made = approved(replace(new, state=S.COLLECTED), NOVEMBER, NOVEMBER.date)
    assert in_force([ITEM], [made], NOVEMBER.date - timedelta(1)) == ()
    assert in_force([ITEM], [made], NOVEMBER.date) == (ITEM,)


kinds = st.sampled_from([ChangeKind.TARGET, ChangeKind.RESPONSIBLE, ChangeKind.WORDING, ChangeKind.ENDS])
states = st.sampled_from(S)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    effect = draw(st.none() | st.integers(0, 3).map(lambda days: NOVEMBER.date + timedelta(days)))
    return Change(
        draw(st.integers(1, 9)),
        2027,
        draw(st.sampled_from(["behorighet", "annan"])),
        draw(kinds),
        None,
        draw(st.none() | st.sampled_from(["a", "b"])),
        "Därför",
        "Kim",
        JUNE,
        organisation=draw(st.none() | st.just("utbildningsnamnden")),
        state=draw(states),
        effect=effect,
    )


@given(st.lists(changes(), unique_by=lambda one: one.number), st.integers(-1, 4))
def test_only_approved_changes_that_have_taken_effect_count(made: list[Change], days: int) -> None:
    day = NOVEMBER.date + timedelta(days)
    counting = [one for one in made if one.state is S.APPROVED and one.effect and one.effect <= day]
    item = ITEM
    for one in sorted(counting, key=lambda one: (one.effect, one.number)):
        item = changed(item, one) if one.item == ITEM.key else item
    assert in_force([ITEM], made[::-1], day) == (item,)


@given(changes())
def test_a_change_that_was_made_leaves_what_it_said(drawn: Change) -> None:
    made = replace(drawn, item="behorighet", effect=NOVEMBER.date)
    try:
        kept = proposed_change(made, ITEM)
    except FardplanError:
        return
    after = changed(ITEM, kept)
    assert not outdated(kept, ITEM)
    assert outdated(kept, after) is (kept.kind is not ChangeKind.NEW)
    if kept.kind is not ChangeKind.ENDS:
        assert now_of(after, kept.kind, kept.organisation) == kept.after
