"""The pages of what is exchanged with other systems: in, looked at, out; without scripts."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.boards.mastery import Mastery
from fardplan.store.models import ImportFile
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_masters import set_master
from fardplan.store.plan_saves import add_items
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import create_home
from tests.small_city import write_city
from tests.sources.management_system.exports import ROWS, as_csv
from tests.usecases.exchange.conftest import YEAR, make_year
from tests.web.pages import Visitor, assert_queries

DAY = date(2027, 3, 1)
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture(autouse=True)
def _year(db: None, city: Path, tmp_path: Path, settings: Settings) -> None:
    """A city's home with a year in it."""
    create_home(tmp_path / "home", str(city), actor=Actor.operator("test"), today=DAY, with_figures=False)
    settings.HOME = tmp_path / "home"
    make_year()


@pytest.fixture
def strategist(visit: Visit) -> Visitor:
    return visit(Role.STRATEGIST)


@pytest.fixture
def controller(visit: Visit) -> Visitor:
    return visit(Role.CONTROLLER, name="Kim Controller", organisation="farsta")


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bring(visitor: Visitor, rows=ROWS, *, status: int = 200):
    sent = {"file": upload(as_csv(rows), "export.csv"), "system": "Stratsys", "step": ""}
    return visitor.post(f"/arbete/ar/{YEAR}/utbyte/export/", sent, status=status)


def test_the_year_says_what_is_kept_where(strategist: Visitor) -> None:
    page = strategist.get(f"/arbete/ar/{YEAR}/utbyte/")
    assert "Ingen export har kommit i år" in page.text
    assert "Farsta stadsdelsnämnd" in page.text


def test_an_export_is_brought_mapped_looked_at_and_taken_in(strategist: Visitor) -> None:
    strategist.post(
        f"/arbete/ar/{YEAR}/utbyte/annat-system/", {"organisation": "", "system": "Stratsys", "why": "ILS"}
    )
    page = bring(strategist)
    assert page.all("h1")[0].text == "Så läses exporten från Stratsys för 2027"
    form = fields(page)
    assert form["kolumn-4"] == "part:title"
    page = strategist.post(f"/arbete/utbyte/export/{last_file()}/lasanvisning/", form, status=422)
    assert "det är inte sagt vad ”Kommunfullmäktige” betyder" in page.text
    form["ord-organisation-2"] = "-"
    page = strategist.post(f"/arbete/utbyte/export/{last_file()}/lasanvisning/", form)
    assert page.all("h1")[0].text == "Vad export.csv skulle ändra"
    assert "12 rader" in page.text
    page = strategist.post(f"/arbete/utbyte/export/{last_file()}/", fields(page))
    assert "Exporten är inläst." in page.text
    assert "Inga skillnader" in page.text
    assert len(plans_of(YEAR, DAY)) == 4


def last_file() -> int:
    """The number of the file that came last."""
    return ImportFile.objects.latest("pk").pk


def fields(page) -> dict[str, str]:
    """What the page's own form would send as it stands: every field, every chosen option."""
    form = next(one for one in page.all("main")[0].all("form") if one.get("method") == "post")
    sent = {}
    for one in form.all("input"):
        if one.get("name") and one.get("type") in ("hidden", "text"):
            sent[one.get("name")] = one.get("value")
    for one in form.all("select"):
        options = one.all("option")
        chosen = [option for option in options if "selected" in option.attributes] or options[:1]
        sent[one.get("name")] = chosen[0].get("value")
    return sent


def test_what_cannot_be_read_in_is_told_line_by_line(strategist: Visitor) -> None:
    set_master(Mastery(YEAR, None, "Stratsys", DAY, "Åsa"))
    form = fields(bring(strategist))
    form["ord-organisation-2"] = "-"
    strategist.post(f"/arbete/utbyte/export/{last_file()}/lasanvisning/", form)
    rows = [list(row) for row in ROWS]
    rows[6][6] = "i vår"
    page = bring(strategist, rows)
    assert "Rad 7, kolumnen ”Startdatum”: ”i vår”. Ett datum, som 2027-01-31." in page.text
    assert "Inget lästes in." in page.text


def test_a_file_that_is_no_table_is_told_in_the_form(strategist: Visitor) -> None:
    sent = {"file": upload(b"PK\x03\x04", "export.xlsx"), "system": "Stratsys"}
    page = strategist.post(f"/arbete/ar/{YEAR}/utbyte/export/", sent, status=422)
    assert "arbetsboken är skadad och går inte att läsa" in page.text
    page = strategist.post(f"/arbete/ar/{YEAR}/utbyte/export/", {"system": "Stratsys"}, status=422)
    assert "Välj en fil." in page.text


def test_a_plan_that_is_kept_here_is_told_and_not_touched(strategist: Visitor) -> None:
    form = fields(bring(strategist))
    form["ord-organisation-2"] = "-"
    page = strategist.post(f"/arbete/utbyte/export/{last_file()}/lasanvisning/", form)
    assert "planen för Farsta stadsdelsnämnd förs här" in page.text
    assert [one for one in page.all("button") if "Läs in allt" in one.text] == []


def test_a_plan_is_kept_elsewhere_and_here_again(strategist: Visitor) -> None:
    page = strategist.post(
        f"/arbete/ar/{YEAR}/utbyte/annat-system/", {"organisation": "farsta", "system": "Stratsys", "why": ""}
    )
    assert "Planen förs nu i Stratsys." in page.text
    page = strategist.post(
        f"/arbete/ar/{YEAR}/utbyte/annat-system/",
        {"organisation": "farsta", "system": "Stratsys", "why": "Mitt skäl"},
        status=422,
    )
    assert "Den förs redan i Stratsys" in page.text
    assert "Mitt skäl" in page.text
    page = strategist.post(f"/arbete/ar/{YEAR}/utbyte/har/", {"organisation": "farsta"})
    assert "Planen förs här igen." in page.text


def test_only_a_strategist_brings_an_export(controller: Visitor, visit: Visit) -> None:
    controller.get(f"/arbete/ar/{YEAR}/utbyte/")
    bring(controller, status=403)
    visit(Role.PARTNER, name="Pia Partner").get(f"/arbete/ar/{YEAR}/utbyte/", status=403)


def plan(count: int = 1) -> list[PlanItem]:
    goal = PlanItem("g", "farsta", YEAR, ItemKind.BOARD_GOAL, "Fler i skolan", answers="barn")
    items = [goal]
    items += [
        PlanItem(f"a{number}", "farsta", YEAR, ItemKind.BOARD_ACTIVITY, f"Läxhjälp {number}", parent="g")
        for number in range(count)
    ]
    return list(add_items(items, by="Kim", day=DAY))


def fetched(visitor: Visitor) -> openpyxl.Workbook:
    answer = visitor.download(f"/arbete/ar/{YEAR}/blankett/vp/farsta/hamta/")
    assert answer["Content-Disposition"] == 'attachment; filename="farsta-vp-2027.xlsx"'
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def bring_form(visitor: Visitor, book: openpyxl.Workbook, *, status: int = 200):
    written = io.BytesIO()
    book.save(written)
    sent = {"file": upload(written.getvalue(), "farsta.xlsx")}
    return visitor.post(f"/arbete/ar/{YEAR}/blankett/vp/farsta/", sent, status=status)


def test_a_form_goes_out_and_comes_back(controller: Visitor) -> None:
    plan()
    assert "Hämta blanketten" in controller.get(f"/arbete/ar/{YEAR}/blankett/vp/farsta/").text
    book = fetched(controller)
    book["Nämndens aktiviteter"]["B5"].value = "Läxhjälp varje dag"
    page = bring_form(controller, book)
    assert "Läxhjälp varje dag" in page.text
    page = controller.post(f"/arbete/utbyte/blankett/{last_file()}/", fields(page))
    assert "Blanketten är inläst: 1 ändrad, 0 nya." in page.text
    assert "Läxhjälp varje dag" in {item.title for item in plans_of(YEAR, DAY)}


def test_what_is_wrong_in_a_form_is_told_cell_by_cell(controller: Visitor) -> None:
    plan()
    book = fetched(controller)
    book["Nämndens aktiviteter"]["E5"].value = "i vår"
    book["Nämndens mål"]["C5"].value = "Ett annat mål"
    page = bring_form(controller, book, status=422)
    assert "Bladet ”Nämndens aktiviteter”, cell E5" in page.text
    assert "Bladet ”Nämndens mål”, cell C5" in page.text
    assert "Inget lästes in." in page.text


def test_two_who_wrote_the_same_field_are_shown_beside_each_other(controller: Visitor) -> None:
    from dataclasses import replace

    from fardplan.store.plan_saves import save_item

    item = plan()[1]
    book = fetched(controller)
    book["Nämndens aktiviteter"]["B5"].value = "Min lydelse"
    save_item(replace(item, title="Bos lydelse"), by="Bo", day=DAY)
    page = bring_form(controller, book)
    assert [one.text for one in page.all("div") if one.get("class") == "conflict-text"] == [
        "Bos lydelse",
        "Min lydelse",
    ]
    form = fields(page)
    page = controller.post(f"/arbete/utbyte/blankett/{last_file()}/", form, status=422)
    assert "inget är valt" in page.text
    page = controller.post(
        f"/arbete/utbyte/blankett/{last_file()}/", {**form, "val-board_activity-5-title": "yours"}
    )
    assert "Min lydelse" in {one.title for one in plans_of(YEAR, DAY)}


def test_a_plan_kept_elsewhere_has_no_form_and_says_why(controller: Visitor) -> None:
    set_master(Mastery(YEAR, "farsta", "Stratsys", DAY, "Åsa"))
    page = controller.get(f"/arbete/ar/{YEAR}/blankett/vp/farsta/")
    assert "Förs i Stratsys" in page.text
    assert "Hämta blanketten" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_database_as_often_for_one_row_as_for_three(
    strategist: Visitor, controller: Visitor, count: int
) -> None:
    set_master(Mastery(YEAR, None, "Stratsys", DAY, "Åsa"))
    form = fields(bring(strategist))
    form["ord-organisation-2"] = "-"
    strategist.post(f"/arbete/utbyte/export/{last_file()}/lasanvisning/", form)
    for number in range(count):
        rows = [list(row) for row in ROWS[: 5 + number]]
        rows[1][4] = f"Mål {number}"
        bring(strategist, rows)
    with assert_queries(14):
        strategist.get(f"/arbete/ar/{YEAR}/utbyte/")
    at = f"/arbete/utbyte/export/{last_file()}/"
    with assert_queries(13):
        strategist.get(f"{at}lasanvisning/")
    with assert_queries(28):
        strategist.get(at)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_a_form_too(controller: Visitor, count: int) -> None:
    plan(count)
    book = fetched(controller)
    for number in range(count):
        book["Nämndens aktiviteter"][f"B{5 + number}"].value = f"Ny {number}"
    bring_form(controller, book)
    with assert_queries(11):
        controller.get(f"/arbete/ar/{YEAR}/blankett/vp/farsta/")
    at = f"/arbete/utbyte/blankett/{last_file()}/"
    with assert_queries(25):
        controller.get(at)


def test_the_annex_is_a_list_and_two_files(strategist: Visitor) -> None:
    page = strategist.get(f"/arbete/ar/{YEAR}/utbyte/bilaga/")
    assert "Behöriga elever" in page.text
    book = strategist.download(f"/arbete/ar/{YEAR}/utbyte/bilaga/xlsx/")
    assert openpyxl.load_workbook(io.BytesIO(book.content)).active["C2"].value == "Behöriga elever"
    text = strategist.download(f"/arbete/ar/{YEAR}/utbyte/bilaga/csv/")
    assert text.content.decode("utf-8-sig").startswith("Slag;KF:s mål;KF:s indikator")
    strategist.get(f"/arbete/ar/{YEAR}/utbyte/bilaga/docx/", status=404)


def test_a_plan_kept_elsewhere_is_read_only_and_says_why(controller: Visitor, year_s_goal: str) -> None:
    """Its pages offer nothing but links to the roadmap, and what is sent all the same is refused."""
    set_master(Mastery(YEAR, "farsta", "Stratsys", DAY, "Åsa Berg"))
    at = f"/arbete/ar/{YEAR}/planer/farsta/"
    page = controller.get(at)
    assert "Förs i Stratsys" in page.text
    offered = [one.text for one in page.all("main")[0].all("a", "button")]
    assert [one for one in offered if one.startswith(("Lägg till", "Hämta", "Blankett", "Upp", "Ner"))] == []
    item = controller.get(f"/arbete/planer/punkt/{year_s_goal}/")
    assert "Förs i Stratsys" in item.text
    names = {one.get("name") for one in item.all("main")[0].all("input", "textarea", "select")}
    assert names - {"csrfmiddlewaretoken", "revision", "strategies", "milestones", ""} == set()
    page = controller.get(f"{at}nytt/?slag=board_goal")
    assert "Förs i Stratsys" in page.text
    assert page.all("main")[0].all("textarea") == []
    controller.post(f"{at}nytt/?slag=board_goal", {"title": "Ett mål", "answers": "barn"}, status=422)
    controller.post(f"/arbete/planer/punkt/{year_s_goal}/stryk/", {"why": "Nej"}, status=422)
    assert [(one.title, one.dropped) for one in plans_of(YEAR, DAY)] == [("Fler i skolan", None)]


@pytest.fixture
def year_s_goal() -> str:
    goal = PlanItem("g", "farsta", YEAR, ItemKind.BOARD_GOAL, "Fler i skolan", answers="barn")
    return add_items([goal], by="Kim", day=DAY)[0].key
