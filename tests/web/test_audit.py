"""The pages of the log: who did what, field by field, proved whole, taken along."""

import io
import json
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from fardplan.store.audit import entries, record
from fardplan.store.models import AuditEvent
from fardplan.usecases.actors import Role
from tests.databases import without_guard
from tests.portal.markup import Element
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]


@pytest.fixture
def auditor(visit: Visit) -> Visitor:
    return visit(Role.AUDITOR, name="Rut Revisor")


def written(count: int = 3) -> None:
    for number in range(count):
        record(
            "Åsa Berg" if number % 2 else "Bo Ek",
            "give grant",
            f"person {number}",
            before={"role": "manager", "valid_to": None},
            after={"role": "controller", "valid_to": "2027-05-01", "second_factor": True},
            why="Ny controller",
            decision="KF 2027-01-01 § 3",
        )


def heading(page: Element) -> str:
    return page.all("h1")[0].text


def rows(page: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("th", "td")] for row in page.all("tr")]


def test_the_newest_stands_first_and_filters_narrow(auditor: Visitor) -> None:
    written()
    page = auditor.get("/arbete/logg/")
    assert [row[0] for row in rows(page)[1:]] == ["3", "2", "1"]
    assert rows(page)[1][2:] == ["Bo Ek", "gav en roll", "konto 2", "Ny controller KF 2027-01-01 § 3"]
    assert [row[0] for row in rows(auditor.get("/arbete/logg/", av="Åsa Berg"))[1:]] == ["2"]
    assert [row[0] for row in rows(auditor.get("/arbete/logg/", om="person 1"))[1:]] == ["2"]
    assert [
        row[0] for row in rows(auditor.get("/arbete/logg/", vad="give grant", fran="2020-01-01"))[1:]
    ] == [
        "3",
        "2",
        "1",
    ]
    for asked in ({"vad": "end grant"}, {"till": "2020-01-01"}, {"av": "Ingen"}):
        page = auditor.get("/arbete/logg/", **asked)
        assert ("0 poster" in page.text, rows(page)) == (True, [])
    assert auditor.get("/arbete/logg/", fran="inte en dag", sida="x", status=422)


def test_a_long_log_has_pages(auditor: Visitor) -> None:
    written(102)
    assert len(rows(auditor.get("/arbete/logg/"))) == 101
    assert [row[0] for row in rows(auditor.get("/arbete/logg/", sida="2"))[1:]] == ["2", "1"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_a_constant_number_of_questions(auditor: Visitor, count: int) -> None:
    written(count)
    with assert_queries(7):
        auditor.get("/arbete/logg/")


def test_an_entry_tells_each_field_in_words(auditor: Visitor) -> None:
    written(1)
    page = auditor.get("/arbete/logg/1/")
    assert rows(page) == [
        ["Fält", "Före", "Efter"],
        ["roll", "chef", "controller"],
        ["till", "–", "1 maj 2027"],
        ["andra faktor", "–", "ja"],
    ]
    auditor.get("/arbete/logg/2/", status=404)


def test_the_log_is_proved_and_the_browser_remembers(auditor: Visitor) -> None:
    written()
    page = auditor.post("/arbete/logg/prova/")
    last = list(entries())[-1]
    assert heading(page) == "Loggen är hel"
    assert [item.text for item in page.all("code")] == [f"3:{last.seal}"]
    written()
    page = auditor.post("/arbete/logg/prova/")
    assert "Posten som den här webbläsaren mindes finns där" in page.text


def test_a_changed_entry_is_found(auditor: Visitor) -> None:
    written()
    without_guard("store_auditevent_kept_update", "store_auditevent")
    AuditEvent.objects.filter(number=2).update(actor="Någon annan")
    page = auditor.post("/arbete/logg/prova/")
    assert heading(page) == "Loggen har ändrats"
    assert "post 2 är inte som den skrevs" in page.text


def test_a_log_that_was_written_anew_is_not_the_one_the_browser_remembers(auditor: Visitor) -> None:
    written()
    auditor.post("/arbete/logg/prova/")
    without_guard("store_auditevent_kept_delete", "store_auditevent")
    AuditEvent.objects.filter(number=3).delete()
    page = auditor.post("/arbete/logg/prova/", status=422)
    assert heading(page) == "Loggen är inte den som mindes"


def test_an_entry_that_was_written_down_is_compared(auditor: Visitor) -> None:
    written()
    page = auditor.post("/arbete/logg/prova/", {"remembered": f"2:{'0' * 64}"}, status=422)
    assert heading(page) == "Loggen är inte den som mindes"
    page = auditor.post("/arbete/logg/prova/", {"remembered": "hej"}, status=422)
    assert page.all("h1")


def test_the_log_is_taken_along_whole_and_that_is_logged(auditor: Visitor) -> None:
    written(1)
    told = auditor.download("/arbete/logg/exportera/").content.decode()
    lines = [json.loads(line) for line in told.splitlines()]
    assert [(line["number"], line["action"]) for line in lines] == [(1, "give grant"), (2, "export log")]
    assert [line["seal"] for line in lines] == [item.seal for item in entries()]


def test_the_log_is_taken_along_as_a_workbook(auditor: Visitor) -> None:
    written(1)
    sheet = load_workbook(io.BytesIO(auditor.download("/arbete/logg/", fil="xlsx").content)).worksheets[0]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any("gav en roll" in [str(value) for value in row] for row in told)


def test_somebody_elses_cookie_is_no_memory(auditor: Visitor) -> None:
    written(1)
    auditor.client.cookies["fardplan_log"] = f"1:{'0' * 64}"
    assert heading(auditor.post("/arbete/logg/prova/")) == "Loggen är hel"


def test_proving_needs_a_form(auditor: Visitor) -> None:
    assert auditor.client.get("/arbete/logg/prova/").status_code == 405
    assert Client(SERVER_NAME="localhost").post("/arbete/logg/prova/").status_code == 302
