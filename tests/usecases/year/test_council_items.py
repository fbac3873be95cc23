"""What the council asks: edited until it is adopted, and after that changed by decision alone."""

from collections.abc import Callable
from datetime import date

import pytest

from fardplan.boards.chain import ItemKind
from fardplan.boards.changes import Change, ChangeKind, Move, State
from fardplan.store import audit
from fardplan.store.council_items import council_of
from fardplan.store.decision_records import TakenDecision
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.changes import (
    Proposal,
    approve_annex,
    can_propose,
    move_change,
    propose_change,
)
from fardplan.usecases.year.changes_page import changes_page
from fardplan.usecases.year.council_items import (
    add_council_item,
    adopt_council_budget,
    bring_council_goals,
    change_council_item,
    council_page,
    covers,
    set_target_of_own,
    withdraw_council_item,
)
from fardplan.vocabulary.errors import EditConflict, InputError, NotFoundError, PermissionDenied, RuleError
from tests.boards_city import STRATEGIST, acting, council

AUTUMN = date(2026, 10, 20)
ADOPTED = date(2026, 11, 26)
IN_T2 = date(2027, 9, 15)
BUDGET = TakenDecision("Kommunfullmäktige", ADOPTED, "§ 3", "KS 2026/1")
ANNEX = TakenDecision("Kommunfullmäktige", date(2027, 11, 22), "§ 14", "KS 2027/88")
AFTER = date(2027, 11, 30)
OTHER = Actor("Eva Strateg", frozenset({Role.STRATEGIST}))


@pytest.fixture
def asked(home: Home) -> Home:
    council()
    return home


@pytest.fixture
def adopted(asked: Home) -> Home:
    adopt_council_budget(2027, BUDGET, actor=STRATEGIST, today=ADOPTED)
    return asked


@pytest.mark.parametrize(
    ("period", "year", "holds"),
    [("2019–2022", 2019, True), ("2019–2022", 2022, True), ("2019–2022", 2023, False), ("2023–", 2040, True)],
)
def test_a_period_has_its_years(period: str, year: int, holds: bool) -> None:
    assert covers(period, year) is holds


def test_goals_of_the_package_are_taken_in_once(home: Home) -> None:
    assert bring_council_goals(home, 2027, actor=STRATEGIST, today=AUTUMN) == ()
    with pytest.raises(PermissionDenied):
        bring_council_goals(home, 2027, actor=Actor("Bo"), today=AUTUMN)


def test_a_strategist_edits_and_what_two_change_is_joined(asked: Home) -> None:
    added = add_council_item(
        2027,
        ItemKind.COUNCIL_ACTIVITY,
        {"text": "Öppna fler bibliotek", "parent": "skolan-lyfter", "responsible": "kulturnamnden"},
        actor=STRATEGIST,
        today=AUTUMN,
    )
    assert added.key == "oppna-fler-bibliotek"
    change_council_item(2027, "behoriga", {"target": "91"}, revision=1, actor=STRATEGIST, today=AUTUMN)
    change_council_item(2027, "behoriga", {"text": "Andel behöriga"}, revision=1, actor=OTHER, today=AUTUMN)
    item = council_of(2027, AUTUMN)[2]
    assert (item.text, item.given_to(None), item.revision) == ("Andel behöriga", "91", 3)
    with pytest.raises(EditConflict) as told:
        change_council_item(2027, "behoriga", {"target": "92"}, revision=1, actor=OTHER, today=AUTUMN)
    assert [(one.theirs, one.yours) for one in told.value.fields] == [("91", "92")]


def test_what_cannot_stand_there_is_refused(asked: Home) -> None:
    def add(kind: ItemKind, **fields: str) -> None:
        add_council_item(2027, kind, fields, actor=STRATEGIST, today=AUTUMN)

    with pytest.raises(RuleError):
        add(ItemKind.COUNCIL_INDICATOR, text="Andel", parent="en-hel-stad")
    with pytest.raises(NotFoundError):
        add(ItemKind.COUNCIL_INDICATOR, text="Andel", parent="skolan-lyfter", responsible="finns-inte")
    with pytest.raises(InputError):
        add(ItemKind.BOARD_GOAL, text="Mål")


def test_taking_out_needs_a_reason_and_nothing_beneath(asked: Home) -> None:
    with pytest.raises(InputError):
        withdraw_council_item(2027, "behoriga", " ", actor=STRATEGIST, today=AUTUMN)
    with pytest.raises(RuleError):
        withdraw_council_item(2027, "skolan-lyfter", "Nytt", actor=STRATEGIST, today=AUTUMN)
    withdraw_council_item(2027, "behoriga", "Mäts på annat sätt", actor=STRATEGIST, today=AUTUMN)
    page = council_page(2027, actor=STRATEGIST, today=AUTUMN)
    assert [row.item.key for row in page.rows] == ["en-hel-stad", "skolan-lyfter"]
    assert [item.key for item in page.ended] == ["behoriga"]


def test_an_adopted_budget_is_not_edited(adopted: Home) -> None:
    for deed in (
        lambda: change_council_item(
            2027, "behoriga", {"text": "x"}, revision=1, actor=STRATEGIST, today=AFTER
        ),
        lambda: withdraw_council_item(2027, "behoriga", "Slut", actor=STRATEGIST, today=AFTER),
        lambda: adopt_council_budget(2027, BUDGET, actor=STRATEGIST, today=AFTER),
    ):
        with pytest.raises(RuleError, match="the budget was adopted"):
            deed()
    page = council_page(2027, actor=STRATEGIST, today=ADOPTED)
    assert (page.adopted, page.can_edit) == (page.council.adopted, False)
    assert council_page(2027, actor=STRATEGIST, today=ADOPTED, as_of=AUTUMN).adopted is None


def test_a_board_sets_a_target_of_its_own(adopted: Home, controller: Actor) -> None:
    item = set_target_of_own(
        2027, "behoriga", "skolnamnden", "88", why="Nuläget", actor=controller, today=ADOPTED
    )
    assert (item.target_of("skolnamnden"), item.given_to("skolnamnden")) == ("88", None)
    with pytest.raises(PermissionDenied):
        set_target_of_own(2027, "behoriga", "kulturnamnden", "1", actor=controller, today=ADOPTED)
    elsewhere = acting("Ivar Annan", Role.CONTROLLER, "kulturnamnden")
    with pytest.raises(RuleError):
        set_target_of_own(2027, "behoriga", "kulturnamnden", "1", actor=elsewhere, today=ADOPTED)


PROPOSING = [
    (STRATEGIST, None, True),
    (STRATEGIST, "skolnamnden", True),
    (Actor("Kim", frozenset({Role.CONTROLLER})), "skolnamnden", True),
    (Actor("Kim", frozenset({Role.CONTROLLER})), None, False),
    (Actor("Kim", frozenset({Role.MANAGER})), "skolnamnden", False),
    (Actor("Kim"), "skolnamnden", False),
]


@pytest.mark.parametrize(("actor", "organisation", "may"), PROPOSING)
def test_who_may_propose_a_change(actor: Actor, organisation: str | None, may: bool) -> None:
    assert can_propose(actor, organisation) is may


def test_nothing_is_proposed_before_the_budget_is_adopted(asked: Home) -> None:
    with pytest.raises(RuleError, match="not adopted"):
        propose_change(
            2027, Proposal(ChangeKind.TARGET, "behoriga", "92", "x"), actor=STRATEGIST, today=AUTUMN
        )


@pytest.fixture
def propose(adopted: Home) -> Callable[..., Change]:
    def proposed(kind: ChangeKind, after: str | None = None, **more: object) -> Change:
        told = Proposal(kind, "behoriga", after, "Nya siffror från Skolverket", **more)  # type: ignore[arg-type]
        return propose_change(2027, told, actor=STRATEGIST, today=IN_T2)

    return proposed


def test_the_annex_is_approved_together_and_counts_from_its_day(
    propose: Callable[..., Change], controller: Actor
) -> None:
    target = propose(ChangeKind.TARGET, "92")
    who = propose(ChangeKind.RESPONSIBLE, "kulturnamnden, skolnamnden")
    fields = {"text": "Andel som läser", "parent": "skolan-lyfter", "responsible": "skolnamnden"}
    new = propose(ChangeKind.NEW, new_kind=ItemKind.COUNCIL_INDICATOR, new=fields)
    assert [change.before for change in (target, who, new)] == ["90", "skolnamnden", None]
    with pytest.raises(PermissionDenied):
        move_change(2027, 1, Move.COLLECT, actor=controller, today=IN_T2)
    for number in (1, 2, 3):
        move_change(2027, number, Move.COLLECT, actor=STRATEGIST, today=IN_T2)
    page = changes_page(2027, actor=controller, today=IN_T2)
    assert [row.change.number for row in page.annex] == [1, 2, 3]
    effect = date(2027, 12, 1)
    approve_annex(2027, [1, 2, 3], ANNEX, effect, actor=STRATEGIST, today=AFTER)
    before, after = council_of(2027, AFTER), council_of(2027, effect)
    assert [item.key for item in before] == ["en-hel-stad", "skolan-lyfter", "behoriga"]
    assert [item.key for item in after] == ["en-hel-stad", "skolan-lyfter", "behoriga", "andel-som-laser"]
    assert (after[2].given_to(None), after[2].responsible) == (
        "92",
        frozenset({"kulturnamnden", "skolnamnden"}),
    )
    entry = list(audit.entries(subject="change 2027 1"))[-1]
    assert (entry.action, entry.decision, entry.after) == (
        "approve change",
        ANNEX.reference,
        {"target": "92", "effect": "2027-12-01"},
    )


def test_all_or_none_is_approved(propose: Callable[..., Change]) -> None:
    propose(ChangeKind.TARGET, "92")
    propose(ChangeKind.TARGET, "93")
    for number in (1, 2):
        move_change(2027, number, Move.COLLECT, actor=STRATEGIST, today=IN_T2)
    with pytest.raises(RuleError, match="concern the same"):
        approve_annex(2027, [1, 2], ANNEX, AFTER, actor=STRATEGIST, today=AFTER)
    assert {row.change.state for row in changes_page(2027, actor=STRATEGIST, today=AFTER).rows} == {
        State.COLLECTED
    }
    approve_annex(2027, [1], ANNEX, AFTER, actor=STRATEGIST, today=AFTER)
    page = changes_page(2027, actor=STRATEGIST, today=AFTER)
    assert [row.outdated for row in page.rows] == [False, True]
    with pytest.raises(RuleError, match="no longer applies"):
        approve_annex(2027, [2], ANNEX, AFTER, actor=STRATEGIST, today=AFTER)


def test_what_starts_from_what_no_longer_applies_is_not_put_in_the_annex(
    propose: Callable[..., Change],
) -> None:
    propose(ChangeKind.TARGET, "92")
    propose(ChangeKind.TARGET, "93")
    move_change(2027, 1, Move.COLLECT, actor=STRATEGIST, today=IN_T2)
    approve_annex(2027, [1], ANNEX, AFTER, actor=STRATEGIST, today=AFTER)
    with pytest.raises(RuleError, match="number 2 starts from something that no longer applies"):
        move_change(2027, 2, Move.COLLECT, actor=STRATEGIST, today=AFTER)
    rows = changes_page(2027, actor=STRATEGIST, today=AFTER).rows
    assert [row.change.state for row in rows] == [State.APPROVED, State.PROPOSED]


def test_a_board_withdraws_what_it_proposed(adopted: Home, controller: Actor) -> None:
    told = Proposal(ChangeKind.ENDS, "behoriga", None, "Mäts inte", proposed_for="skolnamnden")
    propose_change(2027, told, actor=controller, today=IN_T2)
    for other in (acting("Ivar Annan", Role.CONTROLLER, "kulturnamnden"), Actor("Kim Berg")):
        with pytest.raises(PermissionDenied):
            move_change(2027, 1, Move.WITHDRAW, actor=other, today=IN_T2)
    assert move_change(2027, 1, Move.WITHDRAW, actor=controller, today=IN_T2).state is State.WITHDRAWN
    with pytest.raises(RuleError):
        move_change(2027, 1, Move.COLLECT, actor=STRATEGIST, today=IN_T2)


def test_what_was_to_be_added_and_was_declined_never_applies(propose: Callable[..., Change]) -> None:
    fields = {"text": "Andel som läser", "parent": "skolan-lyfter"}
    propose(ChangeKind.NEW, new_kind=ItemKind.COUNCIL_INDICATOR, new=fields)
    with pytest.raises(InputError, match="know why it is declined"):
        move_change(2027, 1, Move.DECLINE, actor=STRATEGIST, today=IN_T2, why=" ")
    told = move_change(2027, 1, Move.DECLINE, actor=STRATEGIST, today=IN_T2, why="Mäts redan ")
    assert (told.state, told.declined_why) == (State.DECLINED, "Mäts redan")
    entry = list(audit.entries(subject="change 2027 1"))[-1]
    assert (entry.action, entry.why, entry.after) == ("decline change", "Mäts redan", {"state": "declined"})
    assert changes_page(2027, actor=STRATEGIST, today=AFTER).rows[0].change.declined_why == "Mäts redan"
    assert "andel-som-laser" not in [item.key for item in council_of(2027, AFTER)]
