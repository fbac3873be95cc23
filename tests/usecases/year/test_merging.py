"""A board takes over from those that ended into it."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.changes import State as ChangeState
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.steps import State
from fardplan.store import audit
from fardplan.store.change_requests import changes_of
from fardplan.store.council_items import council_of
from fardplan.store.council_saves import add_council_items
from fardplan.store.decision_records import TakenDecision
from fardplan.store.models import Organisation
from fardplan.store.organisations import taken_over
from fardplan.store.plan_items import plans_of
from fardplan.store.years import submission
from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home
from fardplan.usecases.people.acting import actor_of
from fardplan.usecases.year.council_items import adopt_council_budget
from fardplan.usecases.year.follow_ups import my_follow_ups, organisation_s_follow_up
from fardplan.usecases.year.merging import Merged, merge, merger, mergers_waiting
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import PermissionDenied, RuleError
from tests.boards_city import IN_T1, STRATEGIST, acting, moment, plan

DAY = date(2027, 7, 1)
DECIDED = TakenDecision("Fullmäktige", date(2027, 4, 24), "§ 9", "KS 2026/1", "Nämnderna läggs samman.")


def test_what_is_open_goes_on_and_the_old_board_stays_to_be_read(home: Home) -> None:
    writer = acting("Nils Norr", Role.CONTROLLER, "norra")
    goal, going, done = plan("norra", 2)
    plan("sodra")
    at = (2027, "t1", "norra")
    tell(
        writer,
        home,
        *at,
        f"p{going.key}",
        Told("På väg", activity=ActivityState.UNDER_WAY),
        revision=0,
        today=IN_T1,
    )
    tell(
        writer, home, *at, f"p{done.key}", Told("Klart", activity=ActivityState.DONE), revision=0, today=IN_T1
    )
    assert [item.key for item in mergers_waiting(STRATEGIST, today=date(2027, 6, 30))] == []
    assert [item.key for item in mergers_waiting(STRATEGIST, today=DAY)] == ["forenade"]
    seen = merger(STRATEGIST, "forenade", today=DAY)
    assert [item.key for item in seen.predecessors] == ["norra", "sodra"]
    assert seen.going_on == 4
    assert [item.key for item in seen.plans[2027].ends] == [done.key]
    assert {(item.submitted.organisation, item.step.days.key) for item in seen.endings} == {
        (board, step) for board in ("norra", "sodra") for step in ("underlag", "vp", "t1")
    }
    assert [item.name for item in seen.people] == ["Nils Norr"]
    assert merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY)) == Merged(4, 6, 1)
    new = plans_of(2027, DAY, ["forenade"])
    assert [(item.title, item.carried_from) for item in new[:2]] == [
        ("Mål för norra", goal.key),
        ("Aktivitet 1", going.key),
    ]
    assert new[1].parent == new[0].key
    assert {item.dropped for item in plans_of(2027, DAY, ["norra"])} == {None, DAY}
    assert submission(2027, "t1", "norra").state is State.ENDED
    assert taken_over() == {"norra", "sodra"}
    assert mergers_waiting(STRATEGIST, today=DAY) == ()
    last = list(audit.entries())[-1]
    assert (last.action, last.subject, last.after, last.decision) == (
        "take over",
        "forenade",
        {"items": 4, "ended": 6, "grants": 1, "asked": 0},
        "Fullmäktige 2027-04-24 § 9, KS 2026/1",
    )


def test_the_successor_tells_of_the_rest_of_the_year_with_the_old_words(home: Home) -> None:
    writer = acting("Nils Norr", Role.CONTROLLER, "norra")
    _, going = plan("norra")
    told = Told("På väg", activity=ActivityState.UNDER_WAY)
    tell(writer, home, 2027, "t1", "norra", f"p{going.key}", told, revision=0, today=IN_T1)
    merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY))
    assert writer.person
    autumn = date(2027, 9, 1)
    sheets = my_follow_ups(actor_of(writer.person, on=autumn), home, today=autumn)
    assert [(sheet.found.organisation.key, sheet.found.step.days.key) for sheet in sheets] == [
        ("forenade", "t2")
    ]
    assert sheets[0].owed[1].told == told
    old = organisation_s_follow_up(STRATEGIST, home, 2027, "t1", "norra", today=autumn)
    assert [item.told.text for item in old.owed if item.entry.now] == ["På väg"]
    assert not old.writable


def test_roles_are_not_given_where_nobody_wants_that(home: Home) -> None:
    acting("Nils Norr", Role.CONTROLLER, "norra")
    assert merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY), with_grants=False).grants == 0


def test_a_takeover_is_made_once_in_its_time_by_a_strategist(home: Home) -> None:
    with pytest.raises(RuleError, match="end on 2027-06-30"):
        merger(STRATEGIST, "forenade", today=date(2027, 6, 30))
    with pytest.raises(PermissionDenied):
        merger(acting("Nils Norr", Role.CONTROLLER, "norra"), "forenade", today=DAY)
    late = TakenDecision("Fullmäktige", date(2027, 7, 2), "§ 9", "KS 2026/1")
    with pytest.raises(RuleError, match="dated 2027-07-02, which has not come yet"):
        merge(STRATEGIST, "forenade", late, today=DAY, at=moment(DAY))
    merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY))
    with pytest.raises(RuleError, match="'forenade' has taken over already"):
        merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY))


def test_a_year_that_the_successor_takes_no_part_in_stays_its_predecessors(home: Home) -> None:
    """The year before was decided before it was there, though nobody has closed it yet."""
    day = date(2028, 7, 1)
    Organisation.objects.filter(key__in=["norra", "sodra"]).update(valid_to=date(2028, 6, 30))
    Organisation.objects.filter(key="forenade").update(valid_from=day)
    open_year(STRATEGIST, home, 2028, today=date(2027, 2, 1))
    plan("norra", 1, year=2027)
    assert mergers_waiting(STRATEGIST, today=day) == ()
    plan("norra", 2, year=2028)
    assert [item.key for item in mergers_waiting(STRATEGIST, today=day)] == ["forenade"]
    seen = merger(STRATEGIST, "forenade", today=day)
    assert {year: len(handed.goes_on) for year, handed in seen.plans.items()} == {2028: 3}
    assert {item.step.year for item in seen.endings} == {2028}


@pytest.mark.parametrize("adopted", [True, False])
def test_what_the_council_asks_of_them_is_asked_of_the_successor(home: Home, adopted: bool) -> None:
    """In an adopted budget by a change with the same decision, else in the budget itself."""
    ours = frozenset({"norra", "sodra", "skolnamnden"})
    goal = CouncilItem("en-hel-stad", 2027, ItemKind.ORIENTATION_GOAL, "En hel stad")
    asked = CouncilItem(
        "trygghet", 2027, ItemKind.AREA_GOAL, "Trygga stadsdelar", parent="en-hel-stad", responsible=ours
    )
    other = replace(asked, key="skola", text="Alla klarar skolan", responsible=frozenset({"skolnamnden"}))
    add_council_items([goal, asked, other], by="Åsa Strateg", day=IN_T1)
    if adopted:
        budget = TakenDecision("Fullmäktige", IN_T1, "§ 1", "KS 2026/2", "")
        adopt_council_budget(2027, budget, actor=STRATEGIST, today=IN_T1)
    plan("norra")
    assert [item.key for item in merger(STRATEGIST, "forenade", today=DAY).asked_of_none[2027]] == [
        "trygghet"
    ]
    assert merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY)).asked == 1
    assert {item.key: set(item.responsible) for item in council_of(2027, DAY)} == {
        "en-hel-stad": set(),
        "trygghet": {"forenade", "skolnamnden"},
        "skola": {"skolnamnden"},
    }
    changes = [(item.item, item.state, item.effect, item.why) for item in changes_of(2027)]
    assert changes == ([("trygghet", ChangeState.APPROVED, DAY, DECIDED.text)] if adopted else [])


def test_what_the_council_asks_can_be_left_for_later(home: Home) -> None:
    item = CouncilItem(
        "trygghet", 2027, ItemKind.ORIENTATION_GOAL, "Trygga", responsible=frozenset({"norra"})
    )
    add_council_items([item], by="Åsa Strateg", day=IN_T1)
    plan("norra")
    assert merge(STRATEGIST, "forenade", DECIDED, today=DAY, at=moment(DAY), with_council=False).asked == 0
    assert [set(one.responsible) for one in council_of(2027, DAY)] == [{"norra"}]
