"""Every kind of report as PDF and Word in both languages: right for archives and listeners, nothing lost."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page
import pytest
from docx import Document
from docx.oxml.ns import qn

from fardplan.boards.considered import Answer
from fardplan.portal.contents import Contents
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Report
from fardplan.reports.word import as_word
from fardplan.roadmap.case import Move
from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting import (
    differences_report,
    disclosure_report,
    district_profile,
    official,
    status_report,
)
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.kinds import KINDS, make
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.usecases.reporting.published_parts import WHOLE
from fardplan.usecases.steering.case_moves import move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.steering.desks import DESKS
from fardplan.usecases.year.considered import consider
from fardplan.vocabulary.text import LANGUAGES, Language
from tests import boards_city
from tests.boards_city import IN_T1, STRATEGIST, council
from tests.portal import counted
from tests.reports.documents import frames_of_pdf, headings_skip_none, said_in_pdf, said_in_word, says
from tests.rich_home import enrich
from tests.small_city import write_city
from tests.usecases.reporting import test_decision_memo as of_milestone
from tests.usecases.reporting import test_official as of_case
from tests.usecases.reporting.test_board_reports import MET, told_of

COUNTED = Edition(Contents(counted.publication()), "def", date(2022, 1, 12))
PUBLISHED = {
    "status": (status_report, ("", "skola")),
    "differences": (differences_report, ("", "skola", "miljo")),
    "profile": (district_profile, ("ankdammen", "ekbacken", "dammhagen")),
    "disclosure": (disclosure_report, ("",)),
}
"""Kinds that are made of an edition, and of what: figures of others and counted here, some simulated."""
BOARDS = {
    "board-plan": "2027/vp/skolnamnden",
    "board-report": "2027/t1/skolnamnden",
    "board-annual": "2027/vb/skolnamnden",
    "status-boards": "",
}
OPEN = dict.fromkeys(BOARDS, MET) | {"board-annual": date(2027, 12, 15)}
"""A day when there was a report to compare with."""
WORDS = ("Det här vill vi säga & <inte> {{ annat }}.", "Rad ett\nRad två")
"""What an officer has written in every place but the first, which stays as a prompt."""
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
SPOKEN = {"sv": "sv-SE", "en": "en-GB"}


def texts(report: Report) -> dict[str, tuple[str, ...]]:
    return {part.key: WORDS for part in report.own_texts[1:]}


def of_edition(kind: str, language: Language) -> Iterator[Report]:
    of, keys = PUBLISHED[kind]
    areas = COUNTED.contents.publication.target_areas
    subjects = {"": Subject("", WHOLE)} | {item.key: Subject(item.key, item.name) for item in areas}
    subjects |= {item.key: item for item in district_profile.subjects_of(COUNTED)}
    for key in keys:
        order = Order(subjects[key], language, date(2022, 2, 1), officer="Åsa Ek", dnr="KS 2022/1")
        yield of.written(COUNTED, replace(order, texts=texts(of.written(COUNTED, order))))
        if KINDS[kind].has_short:
            yield of.written(COUNTED, replace(order, short=True))


def of_the_boards(kind: str, language: Language, folder: Path) -> Iterator[Report]:
    home = boards_city.make_home(folder)
    day = date(2028, 1, 10)
    publish(home, actor=STRATEGIST, today=IN_T1)
    controller = boards_city.acting("Eva Öman", Role.CONTROLLER, "skolnamnden")
    consider(2027, "skolnamnden", "skola", Answer.ORDINARY, actor=controller, today=IN_T1)
    told_of(home)
    council()
    asked: dict[str, Any] = {"as_of": day, "language": language, "officer": "Åsa Ek", "phone": "08-1"}
    first = make(STRATEGIST, home, kind, BOARDS[kind], **asked)
    yield make(STRATEGIST, home, kind, BOARDS[kind], texts=texts(first), since=OPEN[kind], **asked)


def of_a_case(home: Home, language: Language) -> Iterator[Report]:
    kept = [
        of_case.KnownOrganisation(key, of_case.sv(name), kind, packaged=True)
        for key, name, kind in of_case.BODIES
    ]
    of_case.keep_organisations(kept)
    first, last = of_case.TODAY, of_case.later(43)
    case = open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=STRATEGIST, today=first)
    of_case.referred(case)
    move_case(case, Move.CLOSE_REFERRAL, actor=STRATEGIST, today=of_case.later(41))
    of_case.write(case, of_case.later(42), level="92")
    asked: dict[str, Any] = {"as_of": last, "language": language, "office": "Kontoret"}
    plain = make(STRATEGIST, home, "official", str(case), **asked)
    yield make(STRATEGIST, home, "official", str(case), texts=texts(plain), **asked)
    yield make(STRATEGIST, home, "official", str(case), since=of_case.later(5), **asked)


def of_a_milestone(home: Home, language: Language) -> Iterator[Report]:
    DESKS.forget()
    enrich(home)
    for level in (90, 92, 94, 95):
        of_milestone.keep(home, level, 2032)
    for subject in ("betyg", "trygghet"):
        asked: dict[str, Any] = {"as_of": of_milestone.DAY, "language": language}
        first = make(STRATEGIST, home, "decision-memo", subject, **asked)
        yield make(STRATEGIST, home, "decision-memo", subject, texts=texts(first), **asked)


@pytest.fixture(params=KINDS)
def made(request: pytest.FixtureRequest, db: None, tmp_path: Path) -> Callable[[Language], list[Report]]:
    """What makes some reports of a kind, each kind once."""
    kind = request.param

    def reports(language: Language) -> list[Report]:
        if kind in PUBLISHED:
            return list(of_edition(kind, language))
        if kind in BOARDS:
            return list(of_the_boards(kind, language, tmp_path))
        city = str(write_city(tmp_path / "city"))
        home = create_home(tmp_path / "home", city, actor=STRATEGIST, today=of_case.TODAY).home
        return list((of_a_case if kind == official.KIND.key else of_a_milestone)(home, language))

    return reports


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_heard_whole_and_passes_the_checkers(
    made: Callable[[Language], list[Report]], language: Language
) -> None:
    reports = made(language)
    assert reports
    for report in reports:
        _check_pdf(report, as_pdf(report))
        _check_word(report, as_word(report))


def _check_pdf(report: Report, content: bytes) -> None:
    for profile in PROFILES:
        found = page.validate_pdf_bytes(content, profile=profile)
        assert ([failure.message for failure in found.failures], found.is_compliant) == ([], True)
    language, said = said_in_pdf(content)
    assert said == says(report, in_pdf=True)
    assert language == report.language
    assert headings_skip_none(said)
    for at, frame in enumerate(frames := frames_of_pdf(content), start=1):
        assert frame.startswith(report.head.office)
        assert frame.endswith(f" {at} ({len(frames)})")
        assert (("Simulerade siffror" in frame) or ("Simulated figures" in frame)) is report.simulated


def _check_word(report: Report, content: bytes) -> None:
    language, said = said_in_word(content)
    assert said == says(report, in_pdf=False)
    assert language == SPOKEN[report.language]
    assert headings_skip_none(said)
    body = Document(io.BytesIO(content)).element.body
    for table in body.iter(qn("w:tbl")):
        rows = table.iter(qn("w:tr"))
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert all(drawn.get("descr") and drawn.get("title") for drawn in body.iter(qn("wp:docPr")))
