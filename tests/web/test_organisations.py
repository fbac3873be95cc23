"""The pages of organisations and their units."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import Settings

from fardplan.store.models import Organisation
from fardplan.usecases.actors import Role
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def schools(db: None, settings: Settings) -> Organisation:
    return Organisation.objects.create(key="skolnamnden", name_sv="Skolnämnden", kind="board")


def test_a_controller_adds_and_ends_a_unit(visit: Visit) -> None:
    me = visit(Role.CONTROLLER, organisation="skolnamnden")
    page = me.get("/arbete/organisationer/skolnamnden/")
    assert "Ingen enhet än" in page.text
    sent = {"name": "Norra skolan", "valid_from": "2027-03-01"}
    me.post("/arbete/organisationer/skolnamnden/ny-enhet/", sent)
    page = me.get("/arbete/organisationer/skolnamnden/")
    assert [item.text for item in page.all("li") if "Norra" in item.text] == [
        "Norra skolan finns Avsluta Norra skolan"
    ]
    [unit] = Organisation.objects.filter(kind="unit")
    me.post(f"/arbete/organisationer/{unit.key}/avsluta/", {"day": "2027-02-01", "why": "Nej"}, status=422)
    me.post(f"/arbete/organisationer/{unit.key}/avsluta/", {"day": "2027-06-30", "why": "Läggs ner"})
    unit.refresh_from_db()
    assert unit.valid_to == date(2027, 6, 30)
    page = me.get("/arbete/organisationer/skolnamnden/")
    assert [item.text for item in page.all("li") if "Norra" in item.text] == [
        "Norra skolan finns slutdatum 30 juni 2027"
    ]


def test_others_read_and_change_nothing(visit: Visit) -> None:
    me = visit(Role.POLITICIAN)
    assert "Lägg till en enhet" not in me.get("/arbete/organisationer/skolnamnden/").text
    me.get("/arbete/organisationer/skolnamnden/ny-enhet/", status=403)
    me.post(
        "/arbete/organisationer/skolnamnden/ny-enhet/", {"name": "X", "valid_from": "2027-03-01"}, status=403
    )
    me.get("/arbete/organisationer/nej/", status=404)
    visit(Role.PARTNER, name="Ulrika Ek").get("/arbete/organisationer/", status=403)
    assert not Organisation.objects.filter(kind="unit").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_questions_with_one_unit_as_with_three(
    visit: Visit, schools: Organisation, rows: int
) -> None:
    for number in range(rows):
        Organisation.objects.create(
            key=f"skola-{number}", name_sv=f"Skola {number}", kind="unit", parent=schools
        )
    me = visit(Role.ADMINISTRATOR)
    with assert_queries(7):
        me.get("/arbete/organisationer/")
    with assert_queries(7):
        me.get("/arbete/organisationer/skolnamnden/")
