"""The pages of reports: chosen, read, taken away and written in, without scripts."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import zip_longest
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.oxml.ns import qn
from pytest_django import Settings

from fardplan.roadmap.case import Move
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.reporting.own_texts import beside_of, texts_of, write_texts
from fardplan.usecases.reporting.templates import template_path
from fardplan.usecases.steering.candidates import keep_candidate
from fardplan.usecases.steering.case_moves import move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.steering.desks import DESKS
from fardplan.usecases.steering.workbench import Asked
from fardplan.web.reports.formats import FORMATS
from tests.portal.markup import Element
from tests.rich_home import enrich
from tests.small_city import write_city
from tests.web.pages import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
TODAY = date(2027, 3, 1)
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))
REPORTS = "/arbete/rapporter/"
MEMO = "/arbete/rapporter/decision-memo/"


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture
def home(db: None, city: Path, tmp_path: Path, settings: Settings) -> Home:
    DESKS.forget()
    made = enrich(create_home(tmp_path / "home", str(city), actor=STRATEGIST, today=TODAY).home)
    settings.HOME = made.path
    return made


def opened(person: Visitor, status: int = 200, **asked: str) -> Element:
    """The memo of a milestone, as the address asks for it."""
    return person.get(MEMO, status=status, **{"for": "betyg", **asked})


def links(page: Element) -> dict[str, str]:
    return {item.text: item.get("href") for main in page.all("main") for item in main.all("a")}


def written(page: Element) -> dict[str, str]:
    """What stands in the places of own texts."""
    return {item.get("id"): item.text for item in page.all("div") if item.has_class("report-own")}


def fields(page: Element) -> dict[str, str]:
    """What the form of own texts would send as it stands."""
    form = next(one for one in page.all("main")[0].all("form") if one.get("method") == "post")
    hidden = {
        item.get("name"): item.get("value") for item in form.all("input") if item.get("type") == "hidden"
    }
    return {**hidden, **{item.get("name"): item.text for item in form.all("textarea")}}


def test_the_kinds_are_those_that_a_person_may_make(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(REPORTS)
    assert links(page)["Fler elever är behöriga till gymnasiet"] == f"{MEMO}?for=betyg"
    assert "Beslutsunderlag" in [item.text for item in page.all("h2")]
    page = visit(name="Bo Ek").get(REPORTS)
    assert "Beslutsunderlag" not in [item.text for item in page.all("h2")]


def test_without_a_subject_there_is_a_list_to_search_in(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    page = person.get(f"{MEMO}amnen/")
    assert links(page)["Fler elever är behöriga till gymnasiet"] == f"{MEMO}?for=betyg"
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.all("tr")]
    assert rows[1] == ["Fler elever är behöriga till gymnasiet", *(one.words for one in FORMATS.values())]
    page = person.get(f"{MEMO}amnen/", q="station")
    assert [row.all("th")[0].text for row in page.all("tr")[1:]] == ["Fler bostäder byggs vid stationen"]
    assert person.client.get(MEMO).headers["Location"] == f"{MEMO}amnen/"
    assert "Det finns inget än" in visit(name="Bo Ek").get(f"{MEMO}amnen/").text


def test_a_report_is_read_on_its_page(home: Home, visit: Visit) -> None:
    page = opened(visit(Role.STRATEGIST), dnr="KS 2027/1", officer="Åsa Ek & co")
    assert page.all("h1")[0].text == "Nivå och årtal för ett etappmål"
    assert "Förslag till beslut" in [item.text for item in page.all("h2")]
    facts = {item.all("dt")[0].text: item.all("dd")[0].text for item in page.all("dl")[0].all("div")}
    assert facts == {"Datum": "1 mars 2027", "Dnr": "KS 2027/1", "Handläggare": "Åsa Ek & co"}
    assert all(item.get("aria-label") for item in page.all("svg") if item.get("role") == "img")


def test_a_report_may_be_in_another_language_than_the_page(home: Home, visit: Visit) -> None:
    page = opened(visit(Role.STRATEGIST), language="en")
    (article,) = page.all("article")
    assert (article.get("lang"), page.all("html")[0].get("lang")) == ("en", "sv")
    assert page.all("h1")[0].text == "Level and year for a milestone"


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_it_is_taken_away_under_a_name_that_says_what_it_is(
    home: Home, visit: Visit, ending: str, begins: bytes
) -> None:
    answer = visit(Role.STRATEGIST).download(MEMO, **{"for": "betyg", "fil": ending, "as_of": "2027-02-28"})
    name = f"beslutsunderlag-fler-elever-ar-behoriga-till-gymnasiet-2027-02-28.{ending}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == FORMATS[ending].kind
    assert answer.content.startswith(begins)


def test_its_links_carry_all_that_was_asked_for(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    page = opened(person, dnr="KS 2027/1", as_of="2027-02-28", phone="")
    word = next(href for words, href in links(page).items() if words == "Word")
    assert word == f"{MEMO}?for=betyg&dnr=KS+2027%2F1&as_of=2027-02-28&fil=docx"
    with zipfile.ZipFile(io.BytesIO(person.download(word).content)) as package:
        assert "KS 2027/1" in "".join(
            package.read(name).decode() for name in package.namelist() if "header" in name
        )


@pytest.mark.parametrize("asked", [{"as_of": "2027-03-02"}, {"as_of": "i vår"}, {"since": "2099-01-01"}])
def test_a_day_that_is_none_or_has_not_come_is_told_in_the_form(
    home: Home, visit: Visit, asked: dict[str, str]
) -> None:
    page = opened(visit(Role.STRATEGIST), 422, **asked)
    (order,) = (item for item in page.all("details") if item.has_class("report-order"))
    assert "open" in order.attributes
    wrong = [item for item in order.all("div") if item.has_class("has-error")]
    assert [item.all("input")[0].get("name") for item in wrong] == [*asked]
    assert page.all("article") == []
    assert page.all("h2")[0].text == "Rapporten gjordes inte"
    (day,) = asked.values()
    assert ("har inte kommit än" in wrong[0].text) is (day != "i vår")


def test_what_has_changed_since_a_day_is_marked(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    page = opened(person, since="2027-03-01", status=422)
    assert "1 mars 2027 är inte före 1 mars 2027" in page.text
    later = opened(person, since="2027-02-28")
    assert later.all("article")[0].all("h2")[0].text == "Vad som har ändrats"


def test_what_there_is_not_is_a_page_that_says_so(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    assert "Det finns ingen rapport av slaget" in person.get(f"{REPORTS}offical/", status=404).text
    assert "finns-inte" in person.get(f"{MEMO}?for=finns-inte", status=404).text
    person.get(f"{MEMO}?for=finns-inte&fil=pdf", status=404)
    person.get(f"{MEMO}?for=finns-inte&since=2027-02-28", status=404)
    opened(visit(name="Bo Ek"), 404)


def test_who_may_writes_where_the_text_stands(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    page = opened(person)
    assert written(page)["egen-judgement"].endswith("Skriv: Kontorets bedömning")
    page = opened(person, skriv="1")
    sent = fields(page)
    assert {name: value for name, value in sent.items() if "csrf" not in name} == {
        "proposal": "",
        "sett-proposal": "0",
        "judgement": "",
        "sett-judgement": "0",
    }
    page = person.post(f"{MEMO}?for=betyg&skriv=1", {**sent, "judgement": "Vi förordar 90.\r\n\r\nDärför."})
    assert "Texterna är sparade." in page.text
    assert texts_of("decision-memo", "betyg", "sv")["judgement"].paragraphs == ("Vi förordar 90.", "Därför.")
    assert "Vi förordar 90." in written(page)["egen-judgement"]
    assert "Vi förordar 90." in opened(person, fil="").text


def test_who_may_not_write_reads(home: Home, visit: Visit) -> None:
    person = visit(Role.POLITICIAN)
    page = opened(person, skriv="1")
    assert (page.all("textarea"), [item for item in page if item.has_class("report-write")]) == ([], [])
    person.post(f"{MEMO}?for=betyg&skriv=1", {"judgement": "Hej", "sett-judgement": "0"})
    assert texts_of("decision-memo", "betyg", "sv") == {}


def test_two_who_wrote_the_same_text_are_shown_beside_each_other(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    sent = fields(opened(person, skriv="1"))
    theirs = Actor("Bo Strateg", frozenset({Role.STRATEGIST}))
    first = {"judgement": (("Bos text",), 0), "proposal": (("Bos förslag",), 0)}
    write_texts(theirs, home, "decision-memo", "betyg", "sv", first, TODAY)
    address = f"{MEMO}?for=betyg&skriv=1"
    page = person.post(address, {**sent, "judgement": "Min text"}, status=409)
    assert [item.text for item in page.all("div") if item.has_class("conflict-text")] == [
        "Bos text",
        "Min text",
    ]
    again = fields(page)
    assert (again["judgement"], again["sett-judgement"]) == ("Min text", "1")
    page = person.post(address, {**again, "choice-judgement": "both", "theirs-judgement": "Bos text"})
    kept = texts_of("decision-memo", "betyg", "sv")
    assert kept["judgement"].paragraphs == ("Bos text", "Min text")
    assert kept["proposal"].paragraphs == ("Bos förslag",)


def test_what_was_kept_beside_is_told_until_its_author_saves(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    sent = fields(opened(person, skriv="1"))
    theirs = Actor("Bo Strateg", frozenset({Role.STRATEGIST}))
    write_texts(theirs, home, "decision-memo", "betyg", "sv", {"judgement": (("Bos text",), 0)}, TODAY)
    person.post(f"{MEMO}?for=betyg&skriv=1", {**sent, "judgement": "Min text"}, status=409)
    assert len(beside_of("decision-memo", "betyg", "sv")) == 1
    assert "skrev samtidigt" in written(opened(person))["egen-judgement"]


def test_the_menu_leads_to_reports(home: Home, visit: Visit) -> None:
    page = visit(Role.CONTROLLER, name="Kim").get("/arbete/")
    assert "Rapporter" in [item.text for item in page.all("nav")[0].all("a")]


def edited(content: bytes, key: str, *words: str) -> bytes:
    """A report in Word with something else written in one of its fields."""
    document = Document(io.BytesIO(content))
    field = next(
        item
        for item in document.element.body.iter(qn("w:sdt"))
        if item.find(f".//{qn('w:tag')}").get(qn("w:val")) == f"own:{key}"
    )
    placeholder = field.find(f".//{qn('w:showingPlcHdr')}")
    if placeholder is not None:
        placeholder.getparent().remove(placeholder)
    texts = list(field.iter(qn("w:t")))
    for text, said in zip_longest(texts, words, fillvalue=""):
        text.text = said
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def bring(person: Visitor, content: bytes, status: int = 200, **ticked: str) -> Element:
    sent = {"file": SimpleUploadedFile("beslutsunderlag.docx", content), **ticked}
    return person.post(f"{REPORTS}las-in/", sent, status=status)


def memo_in_word(person: Visitor) -> bytes:
    return bytes(person.download(f"{MEMO}?for=betyg&fil=docx").content)


def test_an_edited_word_file_is_loaded_back_field_by_field(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    file = edited(memo_in_word(person), "judgement", "Vi förordar 90.")
    page = bring(person, file, look="on")
    assert "En text skulle läsas in." in page.text
    assert texts_of("decision-memo", "betyg", "sv") == {}
    page = bring(person, file)
    assert [item.text for item in page.all("h3")] == ["Förslag till beslut", "Kontorets bedömning"]
    assert [item.text for item in page.all("div") if item.has_class("conflict-text")] == [
        "–",
        "Vi förordar 90.",
    ]
    assert texts_of("decision-memo", "betyg", "sv")["judgement"].paragraphs == ("Vi förordar 90.",)
    assert links(page)["Läs rapporten"] == f"{MEMO}?for=betyg&language=sv"
    assert "Det finns inget nytt i den." in bring(person, file).text


def test_a_file_that_meets_another_s_text_saves_nothing(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    file = edited(memo_in_word(person), "judgement", "Filens text")
    theirs = Actor("Bo Strateg", frozenset({Role.STRATEGIST}))
    write_texts(theirs, home, "decision-memo", "betyg", "sv", {"judgement": (("Bos text",), 0)}, TODAY)
    page = bring(person, file)
    assert [item.text for item in page.all("div") if item.has_class("conflict-text")] == [
        "Bos text",
        "Filens text",
    ]
    assert texts_of("decision-memo", "betyg", "sv")["judgement"].paragraphs == ("Bos text",)
    bring(person, file, mine="on")
    assert texts_of("decision-memo", "betyg", "sv")["judgement"].paragraphs == ("Filens text",)


def official_of(home: Home) -> int:
    """A case that somebody may still write the report of."""
    return open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=STRATEGIST, today=TODAY)


def withdrawn(case: int) -> None:
    move_case(case, Move.WITHDRAW, actor=STRATEGIST, today=TODAY, comment="Budgeten ändrades")


def has_empty_places(page: Element) -> bool:
    """Whether the page asks for texts that nobody has written."""
    return any(item.has_class("is-empty") for item in page.all("div"))


def test_what_has_been_decided_on_is_read_and_not_written(home: Home, visit: Visit) -> None:
    person, case = visit(Role.STRATEGIST), official_of(home)
    address = f"{REPORTS}official/?for={case}"
    note = "Den är beslutad: ärendet drogs tillbaka. Det som är skrivet i den står kvar som det är."
    page = person.get(address)
    assert ("Skriv i rapporten" in links(page), note in page.text) == (True, False)
    assert has_empty_places(page)
    assert not has_empty_places(visit(Role.AUDITOR, name="Rut").get(address))
    sent = fields(person.get(f"{address}&skriv=1"))
    file = edited(bytes(person.download(f"{address}&fil=docx").content), "views", "Ur filen.")
    withdrawn(case)
    page = person.get(f"{address}&skriv=1")
    assert ("Skriv i rapporten" in links(page), note in page.text) == (False, True)
    assert ("Läs in den från Word" in links(page), page.all("textarea")) == (False, [])
    assert not has_empty_places(page)
    page = person.post(f"{address}&skriv=1", {**sent, "views": "Det jag hann skriva."}, status=422)
    assert "Rapporten är beslutad: ärendet drogs tillbaka" in page.text
    assert fields(page)["views"] == "Det jag hann skriva."
    for look in ({}, {"look": "on"}):
        assert "Rapporten är beslutad: ärendet drogs tillbaka" in bring(person, file, 422, **look).text
    assert texts_of("official", str(case), "sv") == {}


def test_a_file_that_is_no_report_is_told_in_the_form(home: Home, visit: Visit) -> None:
    page = bring(visit(Role.STRATEGIST), b"PK\x03\x04", 422)
    assert [item.text for item in page.all("h2")] == ["Filen", "Det sparades inte"]
    assert (
        "Det finns ingen rapport som du kan skriva i"
        in visit(Role.PARTNER, name="Pia").get(f"{REPORTS}las-in/").text
    )


def template() -> bytes:
    document = Document()
    document.add_paragraph("Staden {{ dnr }}")
    document.add_paragraph("{{ content }}")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_the_city_s_template_is_kept_shown_and_removed(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    address = f"{REPORTS}mall/"
    assert "Ingen mall är sparad" in person.get(address).text
    person.get(f"{address}hamta/", status=404)
    page = person.post(address, {"file": SimpleUploadedFile("mall.docx", template())})
    assert "Rapporter görs i stadens mall." in page.text
    fetched = person.download(f"{address}hamta/")
    assert (fetched.content, fetched.headers["Content-Disposition"]) == (
        template_path(home).read_bytes(),
        'attachment; filename="rapportmall.docx"',
    )
    made = Document(io.BytesIO(memo_in_word(person)))
    assert made.paragraphs[0].text.startswith("Staden")
    page = person.post(f"{address}ta-bort/")
    assert "Ingen mall är sparad" in page.text
    assert not template_path(home).exists()


def test_only_who_may_keeps_a_template(home: Home, visit: Visit) -> None:
    person = visit(Role.CONTROLLER, name="Kim")
    page = person.get(f"{REPORTS}mall/")
    assert [item for item in page.all("input") if item.get("type") == "file"] == []
    person.post(f"{REPORTS}mall/", {"file": SimpleUploadedFile("mall.docx", template())}, status=403)
    person.post(f"{REPORTS}mall/ta-bort/", status=403)


def test_a_template_that_was_spoiled_is_told_and_can_be_removed(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    template_path(home).parent.mkdir(parents=True)
    template_path(home).write_bytes(b"spoiled")
    assert "Mallen går inte att använda" in person.get(f"{REPORTS}mall/").text
    person.get(f"{MEMO}?for=betyg&fil=docx", status=422)
    assert "Ingen mall är sparad" in person.post(f"{REPORTS}mall/ta-bort/").text


def test_pages_ask_the_database_as_often_with_three_of_everything_as_with_one(
    home: Home, visit: Visit
) -> None:
    person = visit(Role.STRATEGIST)

    def asked(*addresses: str) -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as caught:
                person.get(address)
            counts.append(len(caught))
        return counts

    pages = (REPORTS, f"{REPORTS}official/amnen/", f"{MEMO}?for=betyg", f"{REPORTS}official/?for=1")
    counts = []
    for number in range(3):
        title = f"Ärende {number}"
        open_from_edition(None, title=title, why="", actor=STRATEGIST, today=TODAY)
        weighed = Asked(90 + number, 2032)
        keep_candidate(home, "betyg", weighed, name="", reasons="", actor=STRATEGIST, today=TODAY)
        counts.append(asked(*pages))
    assert counts[0] == counts[2]
    assert counts[0][1] < 10


def test_what_is_written_in_one_language_stands_in_that_report_alone(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    sent = fields(opened(person, skriv="1", language="en"))
    person.post(f"{MEMO}?for=betyg&language=en&skriv=1", {**sent, "judgement": "We propose 90."})
    assert texts_of("decision-memo", "betyg", "sv") == {}
    assert texts_of("decision-memo", "betyg", "en")["judgement"].paragraphs == ("We propose 90.",)


def test_what_another_wrote_beside_is_words_whatever_it_looks_like(home: Home, visit: Visit) -> None:
    hostile = '</p><b onclick="x">&amp;</b>'
    person = visit(Role.STRATEGIST, name="Kim <b>Ek</b>")
    sent = fields(opened(person, skriv="1"))
    theirs = Actor("Bo Strateg", frozenset({Role.STRATEGIST}))
    write_texts(theirs, home, "decision-memo", "betyg", "sv", {"judgement": ((hostile,), 0)}, TODAY)
    page = person.post(f"{MEMO}?for=betyg&skriv=1", {**sent, "judgement": f"Min {hostile}"}, status=409)
    for shown in (page, opened(person), opened(person, skriv="1")):
        assert shown.all("main")[0].all("b") == []
    assert written(opened(person))["egen-judgement"].count(hostile) == 2


def test_the_template_is_not_dropped_by_following_a_link(home: Home, visit: Visit) -> None:
    person = visit(Role.STRATEGIST)
    person.post(f"{REPORTS}mall/", {"file": SimpleUploadedFile("mall.docx", template())})
    person.get(f"{REPORTS}mall/ta-bort/", status=405)
    assert template_path(home).exists()
