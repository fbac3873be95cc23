"""The roadmap's pages: as many questions to the database with one row as with three, and what they refuse."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fardplan.roadmap.case import Move
from fardplan.store.case_documents import add_document
from fardplan.store.cases import case_numbered
from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home
from fardplan.usecases.steering.case_editing import add_part, save_part
from fardplan.usecases.steering.case_moves import GivenDecision, move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.steering.document_files import file_of
from fardplan.usecases.steering.relays import send
from tests.portal.markup import read
from tests.web.conftest import TODAY
from tests.web.pages import Visitor, assert_queries, check_structure, policy_of
from tests.web.roadmap.conftest import STRATEGIST

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
BOARDS = ("skolnamnden", "fritid-kultur", "brand")
SAID = GivenDecision(TODAY, "§ 4", "KS 1")


def opened(rows: int = 1) -> int:
    """A case with so many milestones, strategies and decision points beside those that were there."""
    case = open_from_edition(None, title="Färdplan 2", why="", actor=STRATEGIST, today=TODAY)
    for row in range(rows):
        for kind, area in (("milestone", "skola"), ("strategy", "skola"), ("point", None)):
            add_part(case, kind, f"Del {row}", target_area=area, why=None, actor=STRATEGIST, today=TODAY)
    return case


def referred(rows: int = 1) -> int:
    case = opened(rows)
    move_case(
        case,
        Move.REFER,
        actor=STRATEGIST,
        today=TODAY,
        asked=BOARDS[:rows],
        last_day=date(2027, 4, 1),
    )
    return case


def adopted(rows: int = 1) -> int:
    """An adopted edition whose first decision point has gone to so many bodies."""
    case = opened(rows)
    move_case(case, Move.PROPOSE, actor=STRATEGIST, today=TODAY, comment="Bråttom")
    for move in (Move.SUBMIT, Move.ADOPT):
        edition = move_case(case, move, actor=STRATEGIST, today=TODAY, decision=SAID).edition
    assert edition is not None
    send(edition, 1, BOARDS[:rows], due=None, note="", actor=STRATEGIST, today=TODAY)
    return edition


def brought(home: Home, rows: int) -> int:
    """A document with so many doubts."""
    content = b"ett for\n"
    digest = hashlib.sha256(content).hexdigest()
    file_of(home, digest).parent.mkdir(exist_ok=True)
    file_of(home, digest).write_bytes(content)
    doubt = {"kind": "real_word", "message": "", "lines": [1], "as_read": "for", "readings": ["för", "for"]}
    about = {"name": "x", "kind": None, "dnr": None, "date": None, "decided_by": None, "noise": 0.0}
    lists = (
        "decisions",
        "earlier_decisions",
        "horizons",
        "goals",
        "indicators",
        "signatories",
        "annexes",
        "references",
    )
    draft = {
        "document": about,
        "title": None,
        "mandate": None,
        "preparation": None,
        "vision": None,
        **{name: [] for name in (*lists, "references")},
    }
    return add_document(
        sha256=digest, name="x.txt", size=8, draft=draft, doubts=[doubt] * rows, day=TODAY, by="Åsa"
    )


FRAME = 5
"""What every page asks for the sign-in and its own frame."""


@pytest.mark.parametrize("rows", [1, 3])
class TestAsManyQuestionsWithOneRowAsWithThree:
    def test_the_first_page(self, office: Visitor, rows: int) -> None:
        for _ in range(rows):
            referred(rows)
        with assert_queries(FRAME + 18):
            office.get("/arbete/fardplan/")

    def test_editions(self, office: Visitor, rows: int) -> None:
        for _ in range(rows):
            adopted(rows)
        with assert_queries(FRAME + 11):
            office.get("/arbete/fardplan/utgavor/")
        with assert_queries(FRAME + 14):
            office.get("/arbete/fardplan/utgavor/2/")
        with assert_queries(FRAME + 10):
            office.get("/arbete/fardplan/jamfor/", gammal=1, ny=2)

    def test_cases(self, office: Visitor, rows: int) -> None:
        for _ in range(rows):
            case = referred(rows)
        with assert_queries(FRAME + 3):
            office.get("/arbete/fardplan/arenden/")
        with assert_queries(FRAME + 16):
            office.get(f"/arbete/fardplan/arenden/{case}/")
        with assert_queries(FRAME + 2):
            office.get(f"/arbete/fardplan/arenden/{case}/historik/")

    def test_a_part(self, office: Visitor, rows: int) -> None:
        case = opened(rows)
        with assert_queries(FRAME + 4):
            office.get(f"/arbete/fardplan/arenden/{case}/del/milestone:del-0/")

    def test_answers(self, office: Visitor, rows: int) -> None:
        case = referred(rows)
        with assert_queries(FRAME + 14):
            office.get(f"/arbete/fardplan/arenden/{case}/remiss/")
        with assert_queries(FRAME + 14):
            office.get("/arbete/fardplan/remissvar/1/")

    def test_decision_points(self, office: Visitor, rows: int) -> None:
        edition = adopted(rows)
        with assert_queries(FRAME + 13):
            office.get("/arbete/fardplan/beslut/")
        with assert_queries(FRAME + 13):
            office.get("/arbete/fardplan/beslut/paminnelser/")
        with assert_queries(FRAME + 13):
            office.get(f"/arbete/fardplan/beslut/{edition}/1/")
        with assert_queries(FRAME + 14):
            office.get("/arbete/fardplan/beslut/rad/1/")

    def test_documents(self, town: Home, office: Visitor, rows: int) -> None:
        for _ in range(rows):
            number = brought(town, rows)
        with assert_queries(FRAME + 3):
            office.get("/arbete/fardplan/dokument/")
        with assert_queries(FRAME + 3):
            office.get(f"/arbete/fardplan/dokument/{number}/")
        with assert_queries(FRAME + 3):
            office.download(f"/arbete/fardplan/dokument/{number}/lasning/")


def test_two_who_write_at_once_see_both_texts(office: Visitor) -> None:
    case = opened()
    save_part(
        case,
        "milestone:betyg",
        {"text_sv": "Deras text"},
        revision=case_numbered(case).revision,
        why=None,
        actor=STRATEGIST,
        today=TODAY,
    )
    sent = {"revision": "1", "text_sv": "Min text", "target_area": "skola", "wanted": "up", "strength": "any"}
    page = office.post(f"/arbete/fardplan/arenden/{case}/del/milestone:betyg/", sent, status=409)
    texts = [item.text for item in page if item.has_class("conflict-text")]
    assert texts == ["Deras text", "Min text"]
    assert next(item for item in page.all("textarea") if item.get("name") == "text_sv").text == "Min text"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"level": "hög", "year": "2030"}, "”hög” är inget tal. Skriv till exempel 92,5."),
        ({"level": "90", "year": ""}, "has only one of level and year"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(office: Visitor, fields: dict[str, str], told: str) -> None:
    case = opened()
    plain = {"text_sv": "Ett mål", "target_area": "skola", "wanted": "up", "strength": "any"}
    sent = {"revision": str(case_numbered(case).revision), **plain, **fields}
    page = office.post(f"/arbete/fardplan/arenden/{case}/del/milestone:betyg/", sent, status=422)
    assert told in page.text
    assert case_numbered(case).revision == int(sent["revision"])


def test_parts_are_added_moved_and_taken_out(office: Visitor) -> None:
    case = opened()
    office.post(f"/arbete/fardplan/arenden/{case}/ny/strategy/?omrade=skola", {"text": "Fler lärare"})
    page = office.post(f"/arbete/fardplan/arenden/{case}/del/strategy:fler-larare/flytta/", {"vart": "upp"})
    order = [item.get("id") for item in page.all("li") if item.get("id").startswith("strategy-")]
    assert order[:3] == ["strategy-lasning", "strategy-fler-larare", "strategy-del-0-2"]
    revision = case_numbered(case).revision
    page = office.post(
        f"/arbete/fardplan/arenden/{case}/del/strategy:fler-larare/bort/", {"revision": str(revision)}
    )
    assert "strategy-fler-larare" not in [item.get("id") for item in page.all("li")]
    page = office.post(f"/arbete/fardplan/arenden/{case}/historik/{revision}/", {"why": "Den behövs"})
    assert "strategy-fler-larare" in [item.get("id") for item in page.all("li")]


def test_a_part_that_somebody_just_changed_is_not_taken_out(office: Visitor) -> None:
    case = opened()
    before = case_numbered(case).revision
    save_part(
        case, "strategy:lasning", {"text_sv": "Läs"}, revision=before, why=None, actor=STRATEGIST, today=TODAY
    )
    page = office.post(
        f"/arbete/fardplan/arenden/{case}/del/strategy:lasning/bort/", {"revision": str(before)}, status=409
    )
    assert page.all("h1")[0].text == "Den togs inte bort"


def test_who_sees_what(town: Home, visit: Visit) -> None:
    case = referred(3)
    address = f"/arbete/fardplan/arenden/{case}/"
    politician = visit(Role.POLITICIAN, name="Per Politiker")
    page = politician.get(address)
    assert [item for item in page.all("a") if "/steg/" in item.get("href")] == []
    politician.get(f"{address}del/milestone:betyg/", status=403)
    partner = visit(Role.PARTNER, name="Pia Partner", organisation="brand")
    page = partner.get("/arbete/fardplan/")
    (own,) = (item.get("href") for item in page.all("a") if "/remissvar/" in item.get("href"))
    partner.get(own)
    closed = [f"/arbete/fardplan/{part}/" for part in ("arenden", "dokument", "beslut", "remissvar/1")]
    for path in (address, *closed):
        partner.get(path, status=403)


def test_who_steers_one_area_writes_in_it_alone(town: Home, visit: Visit) -> None:
    case = opened()
    of_school = visit(Role.STRATEGIST, name="Anna Område", target_area="skola")
    page = of_school.get(f"/arbete/fardplan/arenden/{case}/")
    shown = [item.get("href") for item in page.all("a") if "/del/" in item.get("href")]
    assert {href.rpartition("/del/")[2] for href in shown} == {
        "area:skola/",
        "milestone:betyg/",
        "milestone:del-0/",
        "strategy:lasning/",
        "strategy:del-0-2/",
    }
    of_school.get(f"/arbete/fardplan/arenden/{case}/del/milestone:trygghet/", status=403)


def test_the_reading_page_of_a_document_stands_alone_and_leads_back(town: Home, office: Visitor) -> None:
    number = brought(town, 1)
    answer = office.download(f"/arbete/fardplan/dokument/{number}/lasning/")
    page = read(answer.content.decode())
    check_structure(page)
    assert answer.headers["Content-Security-Policy"] == f"{policy_of(page)}; frame-ancestors 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert [item.text for item in page.all("a") if item.get("href").startswith("/")] == [
        "Tillbaka till arbetsytan"
    ]
    assert [item.text for item in page.all("a") if item.has_class("doubted")] == ["for"]
    of_document = office.get(f"/arbete/fardplan/dokument/{number}/")
    links = [item.get("href") for item in of_document.all("a") if item.text == "Läsningen bredvid texten"]
    assert links == [f"/arbete/fardplan/dokument/{number}/lasning/"]


def test_a_doubt_that_is_settled_is_no_doubt_on_the_reading_page(town: Home, office: Visitor) -> None:
    number = brought(town, 1)
    office.post(f"/arbete/fardplan/dokument/{number}/tvekan/0/", {"svar": "choice-0"})
    page = read(office.download(f"/arbete/fardplan/dokument/{number}/lasning/").content.decode())
    assert "Läsningen fann inget tveksamt; jämför ändå med dokumentet." in page.text


def test_the_reading_page_is_for_those_who_may_read_cases(town: Home, visit: Visit, office: Visitor) -> None:
    number = brought(town, 1)
    visit(Role.PARTNER, name="Pia Partner", organisation="brand").get(
        f"/arbete/fardplan/dokument/{number}/lasning/", status=403
    )
    office.get("/arbete/fardplan/dokument/77/lasning/", status=404)


def test_what_is_no_document_is_told_and_nothing_kept(town: Home, office: Visitor) -> None:
    sent = {"document": SimpleUploadedFile("beslut.pdf", b"%PDF-1.7 ...")}
    page = office.post("/arbete/fardplan/dokument/", sent, status=422)
    assert "this is a PDF" in page.text or "pdf" in page.text.lower()
    assert not (town.path / "documents").exists()


def test_as_of_a_day(office: Visitor) -> None:
    adopted()
    page = office.get("/arbete/fardplan/", per="2020-01-01")
    assert "Utgåva 1" in page.text
    page = office.get("/arbete/fardplan/")
    assert "Antagen av Kommunfullmäktige" in page.text
    office.get("/arbete/fardplan/", per="i går", status=422)


def test_a_step_that_a_rule_forbids_is_told_in_its_form(office: Visitor) -> None:
    case = opened()
    address = f"/arbete/fardplan/arenden/{case}/steg/"
    page = office.post(f"{address}propose/", {"comment": ""}, status=422)
    assert "Ange varför" in page.text
    page = office.post(f"{address}refer/", {"last_day": "2027-02-01", "asked": ["brand"]}, status=422)
    assert "sista dagen för svar ligger inte efter" in page.text
    office.get(f"{address}hoppa/", status=404)
