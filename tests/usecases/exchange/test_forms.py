"""A board's form out and in: what it changes, what others did meanwhile, all of it or nothing."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from fardplan.boards.chain import ItemKind, Person, PlanItem
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.mastery import Mastery
from fardplan.roadmap.assessing import Judgement
from fardplan.store.audit import entries
from fardplan.store.follow_ups import follow_ups
from fardplan.store.plan_items import plan_item, plans_of
from fardplan.store.plan_masters import set_master
from fardplan.store.plan_saves import add_items, save_item
from fardplan.store.years import locked_submission, set_meeting, step_of
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.exchange.form_loading import LoadedForm, load_form
from fardplan.usecases.exchange.form_looking import look_at_form
from fardplan.usecases.exchange.forms import bring_form, fetch_form, forms_brought
from fardplan.usecases.homes import Home
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import InputError, PermissionDenied, RuleError
from tests.usecases.exchange.conftest import TODAY, YEAR

GOAL, ACTIVITY, UNDERTAKING = "Goals of the board", "Activities of the board", "Undertakings"


@pytest.fixture
def plan(year: int) -> dict[str, PlanItem]:
    """Farsta's plan: a goal, an indicator and two activities."""
    goal = PlanItem("g", "farsta", YEAR, ItemKind.BOARD_GOAL, "Fler i skolan", answers="barn")
    items = [
        goal,
        replace(
            goal,
            key="i",
            kind=ItemKind.BOARD_INDICATOR,
            title="Närvaro",
            parent="g",
            answers=None,
            target="94",
        ),
        replace(
            goal,
            key="a",
            kind=ItemKind.BOARD_ACTIVITY,
            title="Öka närvaron",
            parent="g",
            answers=None,
            ends=date(2027, 6, 30),
            responsible=Person("Åsa Berg"),
        ),
        replace(goal, key="b", kind=ItemKind.BOARD_ACTIVITY, title="Läxhjälp", parent="g", answers=None),
    ]
    return {item.key: made for item, made in zip(items, add_items(items, by="Kim", day=TODAY), strict=True)}


def form(actor: Actor, home: Home, step: str, change: Callable[[Any], None] | None = None) -> bytes:
    """The form, perhaps with something filled in."""
    content = fetch_form(actor, home, YEAR, step, "farsta", today=TODAY, language="en").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def put(sheet: str, **cells: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for address, value in cells.items():
            book[sheet][address].value = value

    return change


def bring(actor: Actor, step: str, content: bytes) -> int:
    return bring_form(actor, YEAR, step, "farsta", content, "farsta.xlsx", today=TODAY)


def load(actor: Actor, home: Home, number: int, **choices: str) -> LoadedForm:
    """Load a form as it is looked at; `choices` by field, of the first row."""
    look = look_at_form(actor, home, number, today=TODAY)
    named = {f"{look.rows[0].name}-{field}": choice for field, choice in choices.items()}
    return load_form(actor, home, number, choices=named, seen=look.seen, today=TODAY)


def test_an_untouched_form_changes_nothing(home: Home, plan: dict, controller: Actor) -> None:
    for step in ("vp", "t1"):
        look = look_at_form(
            controller, home, bring(controller, step, form(controller, home, step)), today=TODAY
        )
        assert (look.rows, look.there) == ((), 0)


def test_a_plan_is_filled_in_offline(home: Home, plan: dict, controller: Actor) -> None:
    def fill(book: Any) -> None:
        put(ACTIVITY, B6="Läxhjälp varje vecka", D6="Bo Ek", F6=date(2027, 11, 30))(book)
        put(ACTIVITY, B7="Föräldramöten", C7="Fler i skolan")(book)

    sheet = openpyxl.load_workbook(io.BytesIO(form(controller, home, "vp")))[ACTIVITY]
    assert [cell.value for cell in sheet[4][1:]] == [
        "What",
        "Beneath",
        "Who answers for it",
        "First day",
        "Last day",
    ]
    number = bring(controller, "vp", form(controller, home, "vp", fill))
    look = look_at_form(controller, home, number, today=TODAY)
    assert [
        (row.title, row.is_new, [(one.heading, one.theirs, one.yours) for one in row.changed])
        for row in look.rows
    ] == [
        (
            "Läxhjälp",
            False,
            [
                ("What", "Läxhjälp", "Läxhjälp varje vecka"),
                ("Who answers for it", "", "Bo Ek"),
                ("Last day", "", "2027-11-30"),
            ],
        ),
        ("Föräldramöten", True, [("What", "", "Föräldramöten"), ("Beneath", "", "Fler i skolan")]),
    ]
    assert load(controller, home, number) == LoadedForm(changed=1, added=1)
    item = plan_item(plan["b"].key)
    assert (item.title, item.responsible and item.responsible.name, item.ends) == (
        "Läxhjälp varje vecka",
        "Bo Ek",
        date(2027, 11, 30),
    )
    assert "Föräldramöten" in {one.title for one in plans_of(YEAR, TODAY, ["farsta"])}
    assert [entry.action for entry in entries()][-4:] == [
        "bring form",
        "change plan",
        "add to plan",
        "load form",
    ]


def test_the_same_form_twice_adds_nothing_twice(home: Home, plan: dict, controller: Actor) -> None:
    content = form(controller, home, "vp", put(ACTIVITY, B7="Föräldramöten", C7="Fler i skolan"))
    number = bring(controller, "vp", content)
    load(controller, home, number)
    assert bring(controller, "vp", content) == number
    look = look_at_form(controller, home, number, today=TODAY)
    assert (look.rows, look.there) == ((), 1)
    assert load(controller, home, number) == LoadedForm(0, 0)


def test_what_others_did_meanwhile_is_joined_where_it_can_be(
    home: Home, plan: dict, controller: Actor
) -> None:
    content = form(controller, home, "vp", put(ACTIVITY, B5="Öka närvaron nu"))
    save_item(replace(plan["a"], ends=date(2027, 9, 30)), by="Bo", day=TODAY)
    number = bring(controller, "vp", content)
    look = look_at_form(controller, home, number, today=TODAY)
    assert ([one.name for one in look.rows[0].changed], look.conflicts) == (["title"], 0)
    load(controller, home, number)
    item = plan_item(plan["a"].key)
    assert (item.title, item.ends) == ("Öka närvaron nu", date(2027, 9, 30))


def test_a_field_that_both_changed_waits_for_a_choice(home: Home, plan: dict, controller: Actor) -> None:
    content = form(controller, home, "vp", put(ACTIVITY, B5="Min lydelse", F5=date(2027, 8, 31)))
    save_item(replace(plan["a"], title="Bos lydelse", ends=date(2027, 9, 30)), by="Bo", day=TODAY)
    number = bring(controller, "vp", content)
    row = look_at_form(controller, home, number, today=TODAY).rows[0]
    assert [(one.name, one.base, one.theirs, one.yours) for one in row.conflicts] == [
        ("title", "Öka närvaron", "Bos lydelse", "Min lydelse"),
        ("ends", "2027-06-30", "2027-09-30", "2027-08-31"),
    ]
    with pytest.raises(RuleError, match="nothing is chosen for Last day"):
        load(controller, home, number, title="yours")
    assert plan_item(plan["a"].key).title == "Bos lydelse"
    load(controller, home, number, title="yours", ends="theirs")
    item = plan_item(plan["a"].key)
    assert (item.title, item.ends) == ("Min lydelse", date(2027, 9, 30))


def test_a_row_whose_item_is_gone_is_told_and_not_written(home: Home, plan: dict, controller: Actor) -> None:
    content = form(controller, home, "vp", put(ACTIVITY, B6="Läxhjälp nu"))
    save_item(replace(plan["b"], dropped=TODAY, dropped_why="Hinns inte."), by="Bo", day=TODAY)
    number = bring(controller, "vp", content)
    look = look_at_form(controller, home, number, today=TODAY)
    assert [(row.title, row.lost) for row in look.rows] == [("Läxhjälp", True)]
    assert load(controller, home, number) == LoadedForm(0, 0)


def test_what_changes_between_looking_and_loading_is_told(home: Home, plan: dict, controller: Actor) -> None:
    number = bring(controller, "vp", form(controller, home, "vp", put(ACTIVITY, B5="Min lydelse")))
    look = look_at_form(controller, home, number, today=TODAY)
    save_item(replace(plan["a"], title="Bos lydelse"), by="Bo", day=TODAY)
    with pytest.raises(RuleError, match="somebody has changed something"):
        load_form(controller, home, number, choices={}, seen=look.seen, today=TODAY)


def test_all_or_nothing_and_the_row_that_hinders_is_named(home: Home, plan: dict, controller: Actor) -> None:
    def fill(book: Any) -> None:
        put(ACTIVITY, B5="Öka närvaron nu")(book)
        put(ACTIVITY, E6=date(2027, 5, 1), F6=date(2027, 4, 1))(book)

    number = bring(controller, "vp", form(controller, home, "vp", fill))
    with pytest.raises(InputError) as caught:
        load(controller, home, number)
    assert str(caught.value) == (
        "Activities of the board, 6: its last day 2027-04-01 comes before its first 2027-05-01\n"
        "Change one of them.\nNothing was loaded."
    )
    assert plan_item(plan["a"].key).title == "Öka närvaron"


def test_a_follow_up_is_filled_in_offline(home: Home, plan: dict, controller: Actor) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(controller, home, "t1")))
    assert book.sheetnames[:4] == ["Read first", "Goals", "Indicators", "Activities"]
    headings = [cell.value for cell in book["Indicators"][4][1:]]
    assert headings == [
        *(
            "Indicator",
            "Beneath",
            "Target",
            "Outcome",
            "Assessment",
            "Why there is no outcome",
            "Text",
            "Ready?",
        ),
    ]
    assert [cell.value for cell in book["Indicators"]["B"][4:6]] == ["Behöriga elever", "Närvaro"]

    def fill(book: Any) -> None:
        put("Indicators", E6=93.5, F6="Fulfilled partly", H6="Bättre.", I6="Yes")(book)
        put("Activities", E5="Delayed", F5=date(2027, 9, 30), H5="Sent igång.")(book)

    number = bring(controller, "t1", form(controller, home, "t1", fill))
    assert load(controller, home, number) == LoadedForm(changed=2, added=0)
    told = {one.ref: (one.told, one.ready) for one in follow_ups(YEAR, step="t1")}
    assert told == {
        f"p{plan['i'].key}": (Told("Bättre.", 93.5, judgement=Judgement.PARTLY), True),
        f"p{plan['a'].key}": (
            Told("Sent igång.", activity=ActivityState.DELAYED, new_end=date(2027, 9, 30)),
            False,
        ),
    }


def test_the_form_says_the_board_s_own_last_day(home: Home, plan: dict, controller: Actor) -> None:
    def told() -> set[object]:
        book = openpyxl.load_workbook(io.BytesIO(form(controller, home, "t1")))
        return {cell.value for row in book["Read first"] for cell in row}

    assert "To be ready by 20\u00a0May 2027." in told()
    held = locked_submission(step_of(YEAR, "t1"), "farsta", by="Kim Controller")
    set_meeting(held, date(2027, 6, 1), by="Cia Alm")
    assert "To be ready by 18\u00a0May 2027." in told()


def test_two_who_tell_of_the_same_are_both_told(home: Home, plan: dict, controller: Actor) -> None:
    content = form(controller, home, "t1", put("Activities", H5="Min text", E5="Done"))
    ref = f"p{plan['a'].key}"
    tell(controller, home, YEAR, "t1", "farsta", ref, Told("Bos text"), revision=0, today=TODAY)
    number = bring(controller, "t1", content)
    row = look_at_form(controller, home, number, today=TODAY).rows[0]
    assert ([one.name for one in row.changed], [one.name for one in row.conflicts]) == (
        ["activity"],
        ["text"],
    )
    load(controller, home, number, text="theirs")
    assert follow_ups(YEAR, step="t1")[0].told == Told("Bos text", activity=ActivityState.DONE)


def test_a_row_marked_ready_that_lacks_something_loads_nothing(
    home: Home, plan: dict, controller: Actor
) -> None:
    content = form(controller, home, "t1", put("Activities", E5="Stopped", I5="Yes"))
    with pytest.raises(RuleError, match="It was stopped: say why"):
        load(controller, home, bring(controller, "t1", content))
    assert follow_ups(YEAR, step="t1") == ()


def test_another_boards_form_and_another_systems_plan_are_refused(
    home: Home, plan: dict, controller: Actor, strategist: Actor
) -> None:
    content = form(controller, home, "vp")
    both = Actor("Alla", frozenset(controller.roles | strategist.roles), controller.grants)
    with pytest.raises(PermissionDenied):
        bring_form(controller, YEAR, "vp", "jarva", content, "f.xlsx", today=TODAY)
    with pytest.raises(InputError, match="the form is of farsta, vp 2027"):
        bring_form(controller, YEAR, "t1", "farsta", content, "f.xlsx", today=TODAY)
    with pytest.raises(PermissionDenied):
        fetch_form(Actor("Bo"), home, YEAR, "vp", "farsta", today=TODAY, language="sv")
    assert forms_brought(both, YEAR, "farsta") == ()
    number = bring(controller, "vp", content)
    neighbour = Actor("Bo", grants=frozenset({Grant(Role.CONTROLLER, frozenset({"jarva"}))}))
    with pytest.raises(PermissionDenied):
        look_at_form(neighbour, home, number, today=TODAY)
    with pytest.raises(PermissionDenied):
        load_form(neighbour, home, number, choices={}, seen="", today=TODAY)
    set_master(Mastery(YEAR, "farsta", "Stratsys", TODAY, "Åsa"))
    with pytest.raises(RuleError, match="are kept in Stratsys in 2027"):
        fetch_form(controller, home, YEAR, "vp", "farsta", today=TODAY, language="sv")
    with pytest.raises(RuleError, match="are kept in Stratsys in 2027"):
        bring(controller, "vp", content)


def test_a_new_goal_and_what_stands_beneath_it_come_in_at_once(
    home: Home, plan: dict, controller: Actor
) -> None:
    """A new row is chosen by the row it stands on, down the whole chain; the same again adds nothing."""

    def fill(book: Any) -> None:
        asked = put(GOAL, B6="Fler läser", C6="Alla barn når sin potential")
        beneath = put(ACTIVITY, B7="Bokbuss", C7="New goal, row 6", C5="New goal, row 6")
        for change in (
            asked,
            beneath,
            put(UNDERTAKING, B5="Bussen går varje vecka", C5="New activity, row 7"),
        ):
            change(book)

    content = form(controller, home, "vp", fill)
    number = bring(controller, "vp", content)
    look = look_at_form(controller, home, number, today=TODAY)
    assert [(row.title, row.is_new) for row in look.rows] == [
        ("Fler läser", True),
        ("Öka närvaron", False),
        ("Bokbuss", True),
        ("Bussen går varje vecka", True),
    ]
    assert load(controller, home, number) == LoadedForm(1, 3)
    items = plans_of(YEAR, TODAY, ["farsta"])
    titles = {item.key: item.title for item in items}
    assert {item.title: titles.get(item.parent or "") for item in items} == {
        "Fler i skolan": None,
        "Fler läser": None,
        "Närvaro": "Fler i skolan",
        "Öka närvaron": "Fler läser",
        "Läxhjälp": "Fler i skolan",
        "Bokbuss": "Fler läser",
        "Bussen går varje vecka": "Bokbuss",
    }
    again = look_at_form(controller, home, bring(controller, "vp", content), today=TODAY)
    assert (again.rows, again.there) == ((), 3)


def test_a_whole_plan_comes_in_at_once(home: Home, year: int, controller: Actor) -> None:
    def fill(book: Any) -> None:
        put(GOAL, B5="Fler läser", C5="Alla barn når sin potential")(book)
        put(ACTIVITY, B5="Bokbuss", C5="New goal, row 5")(book)

    number = bring(controller, "vp", form(controller, home, "vp", fill))
    assert load(controller, home, number) == LoadedForm(0, 2)


def test_what_stands_beneath_an_empty_row_is_refused(home: Home, plan: dict, controller: Actor) -> None:
    content = form(controller, home, "vp", put(ACTIVITY, B7="Bokbuss", C7="New goal, row 6"))
    with pytest.raises(InputError) as caught:
        bring(controller, "vp", content)
    assert str(caught.value) == (
        "farsta.xlsx: Sheet 'Activities of the board', cell C7, column 'Beneath': 'New goal, row 6'. "
        "Nothing is filled in on the row that this is to stand beneath.\nNothing was loaded."
    )
    assert len(plans_of(YEAR, TODAY, ["farsta"])) == 4
