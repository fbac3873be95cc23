"""The page of all that a person owes, as browsers with and without scripts meet it."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.mastery import Mastery
from fardplan.roadmap.assessing import Judgement
from fardplan.store.follow_ups import follow_ups
from fardplan.store.plan_masters import set_master
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.telling import tell
from tests.boards_city import IN_T1, account, council, plan
from tests.portal.markup import Element
from tests.web.pages import Visitor, assert_queries

MINE = "/arbete/uppfoljning/"
SCHOOL = "/arbete/uppfoljning/2027/t1/skolnamnden/"
STEP = "/arbete/ar/2027/steg/t1/skolnamnden/"
Visit = Callable[..., Visitor]


@pytest.fixture
def ada(home: Home, visit: Visit) -> Visitor:
    return visit(Role.CONTROLLER, organisation="skolnamnden", name="Ada Lind")


def sent(page: Element, **changes: str) -> dict[str, str]:
    """All that a browser would send of the page's form, with some fields changed by the end of their name."""
    found: dict[str, str] = {}
    for field in page.all("input", "textarea"):
        kind, name = field.get("type"), field.get("name")
        if field.get("form") != "follow-up" or not name:
            continue
        if kind == "radio" and "checked" not in field.attributes:
            continue
        found[name] = field.text if field.tag == "textarea" else field.get("value")
    for ending, value in changes.items():
        names = [field.get("name") for field in page.all("input", "textarea")]
        name = next(one for one in names if one.endswith(ending.replace("__", ":")))
        found[name] = value
    return found


def test_who_owes_nothing_is_told_what_will_stand_here(home: Home, visit: Visit) -> None:
    page = visit(name="Eva Sund").get(MINE)
    assert "Nothing to follow up now" in page.text or "Inget att följa upp nu" in page.text


def test_everything_owed_stands_on_one_page_filled_in(ada: Visitor) -> None:
    council()
    plan("skolnamnden")
    page = ada.get(MINE)
    titles = [item.text for item in page.all("h3")]
    assert titles == [
        "Alla klarar skolan",
        "Andel behöriga till gymnasiet",
        "Mål för skolnamnden",
        "Aktivitet 1",
    ]
    outcome = next(item for item in page.all("input") if item.get("name").endswith("m-behoriga:outcome"))
    assert outcome.get("value") == "88,1"


def test_without_scripts_all_that_was_typed_is_saved_by_one_press(ada: Visitor) -> None:
    council()
    goal, activity = plan("skolnamnden")
    told = sent(
        ada.get(MINE),
        **{
            f"p{goal.key}__text": "Det går bra",
            f"p{activity.key}__activity": "under_way",
            "behoriga__outcome": "90,5",
        },
    )
    ada.post(MINE, told | {"keep": "1"})
    kept = {item.ref: item.told for item in follow_ups(2027)}
    assert kept == {
        f"p{goal.key}": Told(text="Det går bra"),
        f"p{activity.key}": Told(activity=ActivityState.UNDER_WAY),
        "m-behoriga": Told(outcome=90.5),
    }


def test_one_press_marks_all_that_is_whole_as_ready_and_tells_of_the_rest(ada: Visitor) -> None:
    goal, activity = plan("skolnamnden")
    told = sent(ada.get(MINE), **{f"p{activity.key}__activity": "done"})
    page = ada.post(MINE, told | {"all": "1"}, status=422)
    assert {item.ref: item.ready for item in follow_ups(2027)} == {f"p{activity.key}": True}
    place = f"i-2027-t1-skolnamnden-p{goal.key}"
    assert [item.get("href") for item in page.all("a") if item.text == "Gå till den första"] == [f"#{place}"]
    lacks = next(item for item in page.all("article") if item.get("id") == place)
    assert [item.text for item in lacks.all("p") if item.get("class") == "ds-validation-message"] == [
        "Säg om målet är uppfyllt helt, delvis eller inte. Säg i en mening vad bedömningen vilar på."
    ]
    again = sent(page, **{f"p{goal.key}__judgement": "fully", f"p{goal.key}__text": "Bra"})
    ada.post(MINE, again | {"all": "1"})
    assert all(item.ready for item in follow_ups(2027))


def test_what_could_not_be_understood_stays_in_its_field_and_hinders_nothing_else(ada: Visitor) -> None:
    council()
    goal, _ = plan("skolnamnden")
    told = sent(ada.get(MINE), **{"behoriga__outcome": "många", f"p{goal.key}__text": "Bra"})
    page = ada.post(MINE, told | {"keep": "1"}, status=422)
    assert [item.ref for item in follow_ups(2027)] == [f"p{goal.key}"]
    outcome = next(item for item in page.all("input") if item.get("name").endswith("m-behoriga:outcome"))
    assert outcome.get("value") == "många"


def test_a_save_while_writing_answers_with_that_thing_alone(ada: Visitor) -> None:
    _, activity = plan("skolnamnden")
    slot = f"2027.t1.skolnamnden.p{activity.key}"
    told = {name: value for name, value in sent(ada.get(MINE)).items() if name.startswith(slot)}
    answer = ada.client.post(
        f"{MINE}spara/{slot}/", told | {f"{slot}:text": "Skrivet"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "Skrivet" in answer.content.decode()
    assert "<h3" not in answer.content.decode()
    assert follow_ups(2027)[0].told.text == "Skrivet"


def test_the_figure_and_an_outcome_that_is_written_are_judged_each_on_its_own(ada: Visitor) -> None:
    council()
    plan("skolnamnden")
    slot = "2027.t1.skolnamnden.m-behoriga"
    by_figure, by_outcome = (
        "Efter siffrorna: delvis uppfyllt.",
        "Efter det utfall som är skrivet: helt uppfyllt.",
    )
    first = ada.get(MINE)
    assert by_figure in first.text
    assert "Efter det utfall" not in first.text
    told = {name: value for name, value in sent(first).items() if name.startswith(slot)}
    answer = ada.client.post(f"{MINE}spara/{slot}/", told | {f"{slot}:outcome": "95"})
    assert by_outcome in answer.content.decode()
    again = ada.get(MINE).text
    assert by_figure in again
    assert by_outcome in again
    base = answer.content.decode().split(':base" value="')[1].split('"')[0].replace("&quot;", '"')
    back = told | {f"{slot}:outcome": "88,1", f"{slot}:base": base}
    assert "Efter det utfall" not in ada.client.post(f"{MINE}spara/{slot}/", back).content.decode()


def by_dag(home: Home, ref: str, told: Told) -> None:
    dag = account("Dag Ström")
    tell(
        Actor("Dag Ström", person=dag.pk), home, 2027, "t1", "skolnamnden", ref, told, revision=0, today=IN_T1
    )


@pytest.mark.parametrize(
    ("chosen", "stands"), [("mine", "Adas"), ("theirs", "Dags"), ("both", "Dags\n\nAdas")]
)
def test_two_who_write_the_same_are_told_and_one_of_them_chooses(
    ada: Visitor, home: Home, chosen: str, stands: str
) -> None:
    _, activity = plan("skolnamnden", responsible=account("Dag Ström"))
    ref, slot = f"p{activity.key}", f"2027.t1.skolnamnden.p{activity.key}"
    told = sent(ada.get(SCHOOL), **{f"{ref}__text": "Adas"})
    by_dag(home, ref, Told(text="Dags"))
    page = ada.post(SCHOOL, told | {"keep": "1"}, status=409)
    texts = [item.text for item in page.all("textarea") if item.get("name") == f"{slot}:text"]
    assert texts == ["Adas"]
    assert any(item.text == "Dags" for item in page.all("div"))
    ada.post(SCHOOL, sent(page) | {"choose": f"{slot}|{chosen}"})
    assert follow_ups(2027)[0].told.text == stands


def test_who_joined_with_another_is_told_and_writes_on_without_a_false_conflict(
    ada: Visitor, home: Home
) -> None:
    _, activity = plan("skolnamnden", responsible=account("Dag Ström"))
    ref, slot = f"p{activity.key}", f"2027.t1.skolnamnden.p{activity.key}"
    address = f"{MINE}spara/{slot}/"
    first = {name: value for name, value in sent(ada.get(SCHOOL)).items() if name.startswith(slot)}
    by_dag(home, ref, Told(text="", activity=ActivityState.UNDER_WAY))
    answer = ada.client.post(address, first | {f"{slot}:text": "Ett"})
    assert "Dag Ström" in answer.content.decode()
    base = answer.content.decode().split(':base" value="')[1].split('"')[0].replace("&quot;", '"')
    again = first | {f"{slot}:text": "Ett två", f"{slot}:base": base}
    assert ada.client.post(address, again).status_code == 200
    assert follow_ups(2027)[0].told == Told(text="Ett två", activity=ActivityState.UNDER_WAY)


def test_others_see_what_was_written_since_they_came(ada: Visitor, home: Home) -> None:
    _, activity = plan("skolnamnden", responsible=account("Dag Ström"))
    by_dag(home, f"p{activity.key}", Told(text="Dags"))
    told = {"since": "2020-01-01T00:00:00+00:00", "sheets": "2027.t1.skolnamnden"}
    answer = ada.client.get(f"{MINE}nytt/", told).content.decode()
    assert "Dag Ström" in answer
    assert "Aktivitet 1" in answer
    assert (
        "Dag Ström" not in ada.client.get(f"{MINE}nytt/", told | {"sheets": "2027.t1.norra"}).content.decode()
    )
    assert ada.client.get(f"{MINE}nytt/", {"since": "nu"}).status_code == 422
    for sheets in ("2027", "2027.t1", "\N{SUPERSCRIPT TWO}.t1.skolnamnden", f"{10**30}.t1.skolnamnden"):
        odd = ada.client.get(f"{MINE}nytt/", told | {"sheets": sheets})
        assert (odd.status_code, "Dag Ström" in odd.content.decode()) == (200, False)
    assert ada.client.post(f"{MINE}spara/\N{SUPERSCRIPT TWO}.t1.skolnamnden.p1/").status_code == 422


def test_what_is_ready_is_read_until_somebody_changes_it(ada: Visitor) -> None:
    _, activity = plan("skolnamnden")
    slot = f"2027.t1.skolnamnden.p{activity.key}"
    ada.post(MINE, sent(ada.get(MINE), **{f"p{activity.key}__activity": "done"}) | {"ready": slot})
    page = ada.get(MINE)
    assert not [item for item in page.all("input") if item.get("name") == f"{slot}:activity"]
    ada.post(MINE, sent(page) | {"again": slot})
    assert [item for item in ada.get(MINE).all("input") if item.get("name") == f"{slot}:activity"]


def test_a_politician_reads_and_writes_nothing(home: Home, visit: Visit) -> None:
    plan("skolnamnden")
    page = visit(Role.POLITICIAN, name="Pia Politiker").get(SCHOOL)
    assert page.all("textarea") == []
    visit(Role.PARTNER, name="Per Partner").get(SCHOOL, status=403)


def test_what_is_ready_is_handed_in_only_where_nothing_waits_for_others(home: Home, ada: Visitor) -> None:
    goal, activity = plan("skolnamnden", responsible=account("Dag Ström"))
    told = {f"p{goal.key}__judgement": "fully", f"p{goal.key}__text": "Bra"}
    page = ada.post(MINE, sent(ada.get(MINE), **told) | {"all": "1"})
    assert "Ditt är klart. En sak väntar på andra." in page.text
    assert [item.text for item in page.all("a") if item.get("href") == SCHOOL] == ["Se vad som väntar"]
    assert "lämna in" not in page.text
    step = ada.get(STEP)
    assert "En punkt är inte klarmarkerad än." in step.text
    place = f"{SCHOOL}#i-2027-t1-skolnamnden-p{activity.key}"
    waits = next(item for item in step.all("li") if item.all("a") and item.all("a")[0].get("href") == place)
    assert waits.text == "Aktivitet 1 Dag Ström"
    done = sent(ada.get(SCHOOL), **{f"p{activity.key}__activity": "done"})
    page = ada.post(SCHOOL, done | {"all": "1"})
    assert "Allt är klart: lämna in" in page.text


def test_who_came_too_late_is_told_since_when_and_who_can_help(
    home: Home, ada: Visitor, settings: Settings
) -> None:
    plan("skolnamnden")
    account("Åsa Strateg", Role.STRATEGIST, email="asa@example.se")
    settings.TODAY = "2027-06-16"
    for address in ("/arbete/", MINE, STEP):
        page = ada.get(address)
        assert "låst sedan 15 juni 2027" in page.text
        assert "Åsa Strateg, asa@example.se." in page.text
    assert [item.get("href") for item in ada.get(MINE).all("a") if item.text == "Tertialrapport 1 2027"] == [
        STEP
    ]
    assert "Inget att följa upp nu" not in ada.get(MINE).text
    assert "Ingenting väntar" not in ada.get("/arbete/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_thing_as_for_three(ada: Visitor, rows: int) -> None:
    council()
    plan("skolnamnden", rows)
    with assert_queries(35):
        ada.get(MINE)


def test_what_another_system_keeps_is_not_asked_for(home: Home, ada: Visitor, visit: Visit) -> None:
    """The page says where it is kept; nothing can be written, nothing is late, nothing waits."""
    council()
    plan("skolnamnden")
    acting = Actor("Ada Lind", grants=frozenset({Grant(Role.CONTROLLER, frozenset({"skolnamnden"}))}))
    told = Told("Fler är behöriga.", 90.0, judgement=Judgement.FULLY)
    tell(acting, home, 2027, "t1", "skolnamnden", "m-behoriga", told, today=IN_T1, ready=True)
    set_master(Mastery(2027, "skolnamnden", "Stratsys", IN_T1, "Åsa Berg", "ILS är master."))
    page = ada.get(MINE)
    assert "Förs i Stratsys" in page.text
    assert "Mål för skolnamnden" not in page.text
    assert "Sista dag" not in page.text
    page = ada.get(SCHOOL)
    assert "inläst från Stratsys" in page.text
    assert "Mål för skolnamnden" in page.text
    assert [one.get("name") for one in page.all("main")[0].all("textarea")] == []
    assert [one.text for one in page.all("main")[0].all("button")] == []
    assert "Lämna" not in ada.get("/arbete/ar/2027/steg/t1/skolnamnden/").all("main")[0].text
    table = visit(Role.STRATEGIST, name="Åsa Berg").get("/arbete/ar/2027/lage/")
    assert "inläst från Stratsys" in table.text
    slot = "2027.t1.skolnamnden.m-behoriga"
    refused = ada.client.post(f"/arbete/uppfoljning/spara/{slot}/", {f"{slot}:outcome": "90"})
    assert (refused.status_code, "förs i Stratsys" in refused.content.decode()) == (422, True)
    assert [one.told for one in follow_ups(2027, step="t1")] == [told]


def test_one_thing_is_marked_ready_in_its_place(ada: Visitor) -> None:
    _, activity = plan("skolnamnden")
    slot = f"2027.t1.skolnamnden.p{activity.key}"
    address = f"{MINE}spara/{slot}/"
    first = {name: value for name, value in sent(ada.get(MINE)).items() if name.startswith(slot)}
    refused = ada.client.post(address, first | {f"{slot}:text": "Ett", "ready": slot})
    assert (refused.status_code, "Säg hur det går" in refused.content.decode()) == (422, True)
    base = refused.content.decode().split(':base" value="')[1].split('"')[0].replace("&quot;", '"')
    again = first | {f"{slot}:text": "Ett två", f"{slot}:activity": "done", f"{slot}:base": base}
    answer = ada.client.post(address, again | {"ready": slot})
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#" + "i-" + slot.replace(".", "-"))
    assert 'class="owed is-ready"' in answer.content.decode()
    assert [(item.ready, item.told.text) for item in follow_ups(2027)] == [(True, "Ett två")]


def test_who_was_told_what_lacks_writes_on_without_a_false_conflict(ada: Visitor) -> None:
    _, activity = plan("skolnamnden")
    slot = f"2027.t1.skolnamnden.p{activity.key}"
    told = sent(ada.get(MINE), **{f"p{activity.key}__text": "Ett"})
    page = ada.post(MINE, told | {"ready": slot}, status=422)
    ada.post(MINE, sent(page, **{f"p{activity.key}__text": "Två"}) | {"keep": "1"})
    assert [item.told.text for item in follow_ups(2027)] == ["Två"]
