"""The pages of accounts, roles and one's own: what they show, what they do, how many questions they ask."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from fardplan.store.audit import entries
from fardplan.store.models import CycleYear, Organisation, PlanItem, RoleGrant, User
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.people import accounts
from fardplan.web.shell.clock import now
from tests.portal.markup import Element
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
OPERATOR = Actor.operator("the tests")


@pytest.fixture
def schools(db: None) -> Organisation:
    return Organisation.objects.create(key="skolnamnden", name_sv="Skolnämnden", kind="board")


def account(first: str, last: str) -> int:
    email = f"{first}.{last}@stad.example".lower().replace("å", "a").replace("ö", "o")
    made = accounts.add_person(first, last, email, actor=OPERATOR, at=now(), password="ett långt lösenord")
    return made.person.number


def logged() -> list[tuple[str, str, str]]:
    return [(item.actor, item.action, item.subject) for item in entries()]


def heading(page: Element) -> str:
    return page.all("h1")[0].text


def cells(page: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("th", "td")] for row in page.all("tr")]


def test_the_list_shows_everybody_with_roles_and_state(visit: Visit, schools: Organisation) -> None:
    number = account("Bo", "Ek")
    RoleGrant.objects.create(
        user_id=number,
        role="controller",
        organisation=schools,
        valid_from=date(2027, 1, 1),
        given_by="x",
        given_at=now(),
    )
    page = visit(Role.ADMINISTRATOR, name="Åsa Berg").get("/arbete/personer/")
    assert cells(page) == [
        ["Namn", "Roller", "Läge", "Andra faktor", "Senast inloggad", "Öppet i personens namn"],
        ["Bo Ek", "controller, Skolnämnden", "har inte loggat in än", "nej", "", "0"],
        ["Åsa Berg", "administratör", "i bruk", "nej", cells(page)[2][4], "0"],
    ]
    english = visit(Role.AUDITOR, name="Rut Revisor")
    english.client.cookies["fardplan_language"] = "en"
    page = english.get("/arbete/personer/", roll="controller")
    assert [row[0] for row in cells(page)[1:]] == ["Bo Ek"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_constant_number_of_questions(visit: Visit, count: int) -> None:
    for number in range(count):
        account("Bo", f"Ek{'abc'[number]}")
    visitor = visit(Role.ADMINISTRATOR)
    with assert_queries(10):
        visitor.get("/arbete/personer/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_asks_a_constant_number_of_questions(
    visit: Visit, schools: Organisation, count: int
) -> None:
    number = account("Bo", "Ek")
    for role in list(Role)[:count]:
        RoleGrant.objects.create(
            user_id=number,
            role=role,
            organisation=schools,
            valid_from=date(2027, 1, 1),
            given_by="x",
            given_at=now(),
        )
    visitor = visit(Role.ADMINISTRATOR)
    with assert_queries(10):
        visitor.get(f"/arbete/personer/{number}/")


def test_the_list_is_taken_along(visit: Visit) -> None:
    account("Bo", "Ek")
    told = visit(Role.ADMINISTRATOR).download("/arbete/personer/", fil="csv").content.decode("utf-8-sig")
    assert "Bo Ek" in told
    assert "bo.ek@stad.example" in told


def test_an_account_is_made_and_its_link_is_shown_once(visit: Visit) -> None:
    visitor = visit(Role.ADMINISTRATOR)
    page = visitor.post(
        "/arbete/personer/nytt-konto/",
        {"first_name": "Bo", "last_name": "Ek", "email": "Bo.Ek@stad.example", "language": "sv"},
    )
    made = User.objects.get(email="bo.ek@stad.example")
    link = next(item.text for item in page.all("code"))
    assert (heading(page), made.username, made.has_usable_password()) == ("Bo Ek", "Bo Ek", False)
    assert link.startswith("http://localhost/konto/losenord/nytt/")
    assert logged() == [("Åsa Berg", "make account", f"person {made.pk}")]
    assert visitor.get(f"/arbete/personer/{made.pk}/").all("code") == []
    chosen = Visitor(Client(SERVER_NAME="localhost"))
    form = chosen.client.get(link, follow=True)
    address = form.request["PATH_INFO"]
    page = chosen.post(address, {"password1": "en lång mening här", "password2": "en lång mening här"})
    made.refresh_from_db()
    assert heading(page) == "Lösenordet är sparat", page.text
    assert made.check_password("en lång mening här")
    assert heading(Visitor._page(chosen.client.get(link, follow=True), 200)) == "Länken gäller inte längre"


def test_the_link_goes_by_letter_where_letters_are_sent(visit: Visit, settings: Settings) -> None:
    settings.LETTERS_ARE_SENT = True
    page = visit(Role.ADMINISTRATOR).post(
        "/arbete/personer/nytt-konto/",
        {"first_name": "Bo", "last_name": "Ek", "email": "bo.ek@stad.example", "language": "en"},
    )
    assert page.all("code") == []
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["bo.ek@stad.example"], "Choose your password")
    assert re.search(r"http://localhost/konto/losenord/nytt/\S+/", letter.body)


def test_what_was_typed_is_kept_when_an_account_cannot_be_made(visit: Visit) -> None:
    account("Bo", "Ek")
    sent = {"first_name": "Bo", "last_name": "Ek", "email": "bo.ek@stad.example", "language": "sv"}
    page = visit(Role.ADMINISTRATOR).post("/arbete/personer/nytt-konto/", sent, status=422)
    assert [item.get("value") for item in page.all("input") if item.get("name") == "first_name"] == ["Bo"]
    assert "Ett annat konto har adressen bo.ek@stad.example" in page.text


def test_a_role_is_given_and_ended(visit: Visit, schools: Organisation) -> None:
    number = account("Bo", "Ek")
    visitor = visit(Role.ADMINISTRATOR)
    sent = {
        "role": "controller",
        "organisation": "skolnamnden",
        "target_area": "",
        "valid_from": "2027-03-01",
        "valid_to": "",
        "why": "Ny controller",
    }
    page = visitor.post(f"/arbete/personer/{number}/ny-roll/", sent)
    assert cells(page)[1][:5] == ["controller", "Skolnämnden", "1 mars 2027", "–", "gäller"]
    again = visitor.post(f"/arbete/personer/{number}/ny-roll/", sent, status=422)
    assert "Bo Ek har redan den här rollen" in again.text
    grant = RoleGrant.objects.get(user_id=number)
    page = visitor.post(f"/arbete/personer/{number}/roll/{grant.pk}/avsluta/", {"why": "Slutar"})
    assert cells(page)[1][4].startswith("avslutad")
    grant.refresh_from_db()
    assert (grant.ended_on, grant.ended_by, grant.ended_why) == (date(2027, 3, 1), "Åsa Berg", "Slutar")
    assert logged()[1:] == [
        ("Åsa Berg", "give grant", f"person {number}"),
        ("Åsa Berg", "end grant", f"person {number}"),
    ]


def test_an_account_is_corrected_and_who_was_first_is_told(visit: Visit) -> None:
    number = account("Bo", "Ek")
    visitor = visit(Role.ADMINISTRATOR)
    sent = {"first_name": "Bo", "last_name": "Al", "email": "bo.al@stad.example", "revision": "1"}
    assert heading(visitor.post(f"/arbete/personer/{number}/ratta/", sent)) == "Bo Al"
    page = visitor.post(f"/arbete/personer/{number}/ratta/", sent | {"last_name": "Ask"}, status=409)
    assert "Al" in page.text
    assert [item.get("value") for item in page.all("input") if item.get("name") == "last_name"] == ["Ask"]


def test_an_ended_account_is_signed_out_and_its_open_items_are_handed_over(
    visit: Visit, schools: Organisation
) -> None:
    number = account("Bo", "Ek")
    gone = Client(SERVER_NAME="localhost")
    gone.force_login(User.objects.get(pk=number))
    item = plan_item(schools, number)
    visitor = visit(Role.ADMINISTRATOR)
    page = visitor.post(f"/arbete/personer/{number}/avsluta/", {"why": "Slutat"})
    assert "avslutat" in page.text
    assert gone.get("/arbete/min-sida/").headers["Location"].startswith("/konto/logga-in/")
    page = visitor.get("/arbete/personer/har-slutat/")
    assert "Läxhjälp" in page.text
    heir = account("Eva", "Al")
    visitor.post("/arbete/personer/har-slutat/", {"items": [str(item.pk)], "to": str(heir)})
    item.refresh_from_db()
    assert (item.responsible_id, item.updated_by) == (heir, "Åsa Berg")
    assert logged()[-1] == ("Åsa Berg", "hand over", f"plan item {item.pk}")


def plan_item(organisation: Organisation, person: int) -> PlanItem:
    year = CycleYear.objects.create(**_year())
    values: dict[str, Any] = {
        "year": year,
        "organisation": organisation,
        "kind": "board_activity",
        "text": "Läxhjälp",
        "responsible_id": person,
        "position": 1,
        "updated_by": "x",
        "updated_at": now(),
    }
    return PlanItem.objects.create(**values)


def _year() -> dict[str, Any]:
    known: dict[str, Any] = {
        "year": 2027,
        "template": "t",
        "opened_by": "x",
        "opened_at": now(),
        "opened_on": date(2027, 1, 1),
        "closes": date(2028, 4, 1),
        "takes_part": ["board"],
    }
    names = {field.name for field in CycleYear._meta.local_fields}
    return {name: value for name, value in known.items() if name in names}


def test_ones_own_page_shows_roles_and_whom_one_stands_in_for(visit: Visit, schools: Organisation) -> None:
    visitor = visit(Role.CONTROLLER, name="Åsa Berg", organisation="skolnamnden")
    absent = account("Bo", "Ek")
    User.objects.filter(pk=absent).update(
        away_from=date(2027, 2, 1),
        away_to=date(2027, 3, 1),
        deputy=User.objects.get(username="Åsa Berg"),
    )
    page = visitor.get("/arbete/min-sida/")
    assert "controller, Skolnämnden" in page.text
    assert "För Bo Ek" in page.text


def test_leave_is_taken_and_the_deputy_is_told(visit: Visit, settings: Settings) -> None:
    settings.LETTERS_ARE_SENT = True
    deputy = account("Bo", "Ek")
    visitor = visit(name="Åsa Berg")
    sent = {"first_day": "2027-03-01", "last_day": "2027-03-20", "deputy": str(deputy)}
    page = visitor.post("/arbete/min-sida/ledighet/", sent)
    assert "Bo Ek vikarierar" in page.text
    assert [letter.to for letter in mail.outbox] == [["bo.ek@stad.example"]]
    page = visitor.post("/arbete/min-sida/ledighet/tillbaka/")
    assert "vikarierar" not in page.text
    wrong = visitor.post("/arbete/min-sida/ledighet/", sent | {"last_day": "2027-02-01"}, status=422)
    assert "ligger före den första" in wrong.text


def test_language_and_reminders_are_chosen(visit: Visit) -> None:
    visitor = visit(name="Åsa Berg")
    page = visitor.post("/arbete/min-sida/val/", {"language": "en"})
    user = User.objects.get(username="Åsa Berg")
    assert (page.all("html")[0].get("lang"), user.language, user.reminders) == ("en", "en", False)


def test_a_copy_of_ones_data_has_all_of_it_and_no_secret(visit: Visit, schools: Organisation) -> None:
    visitor = visit(Role.CONTROLLER, name="Åsa Berg", organisation="skolnamnden")
    user = User.objects.get(username="Åsa Berg")
    user.set_password("ett långt lösenord")
    user.save()
    visitor.client.force_login(user)
    plan_item(schools, user.pk)
    answer = visitor.client.post("/arbete/min-sida/kopia/")
    told = json.loads(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mina-uppgifter.json"'
    assert told["person"] == "Åsa Berg"
    assert {"store.User", "store.RoleGrant", "store.PlanItem", "store.AuditEvent"} <= set(told)
    assert told["store.User"][0]["password"] == "–"
    assert told["store.PlanItem"][0]["text"] == "Läxhjälp"
    assert "updated_by" not in told["store.PlanItem"][0]
    assert user.password not in answer.content.decode()


def test_who_may_do_what_is_told_to_everybody(visit: Visit) -> None:
    page = visit(name="Bo Ek").get("/arbete/behorigheter/")
    assert heading(page) == "Vem får göra vad"
    rows = {row[0]: row[1:] for row in cells(page)}
    assert rows["Ge och avsluta roller"] == ["nej"] * 8 + ["egen organisation"]


def test_a_manager_registers_the_leave_of_somebody_who_has_fallen_ill(
    visit: Visit, schools: Organisation, settings: Settings
) -> None:
    settings.LETTERS_ARE_SENT = True
    absent, deputy = account("Ada", "Lind"), account("Bo", "Ek")
    grant = {"role": "controller", "organisation": schools, "valid_from": date(2027, 1, 1)}
    RoleGrant.objects.create(user_id=absent, given_by="x", given_at=now(), **grant)
    manager = visit(Role.MANAGER, name="Eva Chef", organisation="skolnamnden")
    manager.get("/arbete/min-sida/")
    page = manager.get("/arbete/personer/lediga/")
    assert [link.text for item in page if item.has_class("task-title") for link in item.all("a")] == [
        "Ada Lind"
    ]
    at = f"/arbete/personer/{absent}/ledighet/"
    manager.get(at)
    wrong = manager.post(at, {"first_day": "2027-03-05", "last_day": "2027-03-01"}, status=422)
    assert [item.get("value") for item in wrong.all("input") if item.get("name") == "first_day"] == [
        "2027-03-05"
    ]
    sent = {"first_day": "2027-03-01", "last_day": "2027-03-20", "deputy": str(deputy)}
    page = manager.post(at, sent)
    assert "Ledigheten är anmäld" in page.text
    assert "Bo Ek vikarierar." in page.text
    assert [letter.to for letter in mail.outbox] == [["ada.lind@stad.example"], ["bo.ek@stad.example"]]
    assert logged()[-1] == ("Eva Chef", "take leave", f"person {absent}")
    assert "Ledigheten är återtagen." in manager.post(f"{at}tillbaka/").text
    visit(Role.CONTROLLER, name="Cia Al", organisation="skolnamnden").get(at, status=403)
