"""From a council document to an adopted edition, and on to the boards: played through page by page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fardplan.store.roadmaps import all_versions, version_numbered
from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home
from fardplan.web.shell.clock import today
from tests.portal.markup import Element
from tests.web.pages import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
TODAY = "2027-03-01"


def title(page: Element) -> str:
    return page.all("h1")[0].text


def states(page: Element) -> list[str]:
    return [item.text for item in page if item.has_class("status-word")]


def notices(page: Element) -> list[str]:
    return [item.text for item in page if item.has_class("notice")]


def waiting(page: Element) -> list[tuple[str, str]]:
    """What the start page says that waits: its words and where it leads."""
    return [
        (link.text, link.get("href"))
        for item in page
        if item.has_class("task-title")
        for link in item.all("a")
    ]


def uploaded(content: bytes, name: str = "tjansteskrivelse.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def decided(day: str = TODAY, paragraph: str = "§ 4", **more: str) -> dict[str, str]:
    return {"day": day, "paragraph": paragraph, "dnr": "KS 2027/7", "text": "Enligt förslaget.", **more}


def test_from_a_document_to_every_board(town: Home, office: Visitor, visit: Visit, document: Path) -> None:
    page = office.post("/arbete/fardplan/dokument/", {"document": uploaded(document.read_bytes())})
    assert title(page) == "tjansteskrivelse.txt"
    address = "/arbete/fardplan/dokument/1/"
    left = [item for item in page if item.has_class("doubt")]
    for number in range(len(left)):
        page = office.post(f"{address}tvekan/{number}/", {"svar": "choice-0"})
    assert "Alla tveksamheter är avgjorda." in page.text
    page = office.post(f"{address}utkast/", {"dated": "", "accept_matches": "on"})
    assert title(page) == "Färdplan för ett helt Lillköping"
    case = "/arbete/fardplan/arenden/1/"

    page = office.get(f"{case}del/milestone:betyg/")
    page = office.post(
        f"{case}del/milestone:betyg/",
        {
            "revision": "1",
            "text_sv": "Alla elever är behöriga",
            "target_area": "skola",
            "wanted": "up",
            "strength": "any",
            "level": "95",
            "year": "2030",
            "indicator": "behoriga",
            "indicator_state": "proposed",
        },
    )
    assert "Nivå 95 procent senast 2030." in page.text

    page = office.post(
        f"{case}steg/refer/",
        {"last_day": "2027-04-01", "asked": ["skolnamnden", "brand"], "comment": "Svara gärna tidigt."},
    )
    assert states(page)[0] == "på remiss"
    board = visit(Role.BOARD_SECRETARY, name="Sara Sekreterare", organisation="skolnamnden")
    page = board.get("/arbete/")
    assert waiting(page) == [("Remissvar om färdplanens utgåva 2", "/arbete/fardplan/remissvar/1/")]
    assert "sista dag 1 april 2027" in page.text
    assert "Svar på remissen: Skolnämnden" in board.get("/arbete/fardplan/").text
    page = board.post(
        "/arbete/fardplan/remissvar/1/",
        {
            "revision": "1",
            "position": "supports_with_comments",
            "text": "Bra, men.",
            "on:milestone:betyg": "För högt.",
            "lamna": "",
            **decided(),
        },
    )
    assert "Svaret är inlämnat." in notices(page)[0]
    assert waiting(board.get("/arbete/")) == []
    page = office.get(f"{case}remiss/")
    assert "För högt." in page.text
    assert [item.text for item in page.all("summary")[-5:]] == [
        "Tillstyrker förslaget med synpunkter 1 svar",
        "1 väntas",
        "Etappmål: Alla elever är behöriga 1 svar",
        "Fråga fler",
        "Sök, sortera och ta med 3 rader",
    ]
    assert [office.download(f"{case}remiss/", fil=kind).status_code for kind in ("csv", "xlsx")] == [200, 200]
    office.post(f"{case}steg/close-referral/", {"comment": "Alla vet."})
    office.post(f"{case}steg/propose/", {"comment": ""})
    page = office.post(f"{case}steg/submit/", decided())
    assert states(page)[0] == "hos kommunfullmäktige"
    page = office.post(f"{case}steg/adopt/", decided(paragraph="§ 12"))
    assert states(page)[0] == "antagen"
    adopted = all_versions()[-1]
    assert adopted.decision is not None
    assert (adopted.number, adopted.decision.paragraph) == (2, "§ 12")

    page = office.get("/arbete/fardplan/beslut/2/2/")
    ticked = [
        item.get("value") for item in page.all("input") if item.get("checked") or "checked" in item.attributes
    ]
    assert ticked == ["skolnamnden", "fritid-kultur"]
    page = office.post("/arbete/fardplan/beslut/2/2/", {"bodies": ticked, "due": "2027-05-01", "note": ""})
    assert "vidareförd, inte beslutad" in states(page)
    [(words, address)] = waiting(board.get("/arbete/"))
    assert (words.partition(":")[0], address) == ("Att-sats 2", "/arbete/fardplan/beslut/rad/1/")
    page = board.post(
        "/arbete/fardplan/beslut/rad/1/", {"revision": "1", "steg": "decide", **decided(), "comment": ""}
    )
    assert states(page)[0] == "beslutad"
    assert waiting(board.get("/arbete/")) == []
    page = office.get("/arbete/fardplan/beslut/", per="2027-02-28", status=200)
    assert title(page) == "Var beslutspunkterna binder"
    assert office.download("/arbete/fardplan/beslut/paminnelser/", fil="csv").status_code == 200
    assert version_numbered(2).decision is not None
    assert today().isoformat() == TODAY
