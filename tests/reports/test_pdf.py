"""PDF files as a checker of PDF/UA-1 and PDF/A-2a sees them."""

import io
import re
from dataclasses import replace

import page
import pytest
from pypdf import PdfReader

from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Form, Report, Table
from tests.reports.documents import frames_of_pdf, headings_skip_none, said_in_pdf, says
from tests.reports.sample import report, reworded

PROFILES = ("PDF_UA_1", "PDF_A_2A")


@pytest.fixture(scope="module")
def whole() -> bytes:
    return as_pdf(report(rows=300, sections=2))


@pytest.mark.parametrize("profile", PROFILES)
def test_it_passes_the_checker(whole: bytes, profile: str) -> None:
    found = page.validate_pdf_bytes(whole, profile=getattr(page.ValidationProfile, profile))
    assert [failure.message for failure in found.failures] == []
    assert found.is_compliant


def test_the_checker_sees_what_is_wrong(whole: bytes) -> None:
    broken = whole.replace(b"/MarkInfo", b"/MarkInfa", 1)
    assert not page.is_pdf_compliant_bytes(broken, profile=page.ValidationProfile.PDF_UA_1)


def test_the_same_report_is_the_same_bytes(whole: bytes) -> None:
    assert as_pdf(report(rows=300, sections=2)) == whole


def test_a_long_table_goes_on_over_pages(whole: bytes) -> None:
    found = page.validate_pdf_bytes(whole, profile=page.ValidationProfile.PDF_UA_1)
    assert found.document.page_count > 10


FROM_THE_RIGHT = re.compile("[\u0590-\u06ff]")
MADE: dict[str, Report] = {
    "ordinary": report(sections=2),
    "english": replace(report(), language="en"),
    "real, nothing in the head": replace(
        report(), simulated=False, head=replace(report().head, dnr="", phone="")
    ),
    "awkward": reworded(report(), lambda text: f'{FROM_THE_RIGHT.sub("", text)} & <b>"#x" $y$ @z *u*</b>'),
    "one page": replace(report(), form=Form.ONE_PAGE),
}


@pytest.mark.parametrize("name", MADE)
def test_everything_is_heard_as_what_it_is_in_its_order(name: str) -> None:
    """Headings, points with their numbers, tables, words for drawings, notes and sources."""
    language, said = said_in_pdf(as_pdf(MADE[name]))
    assert said == says(MADE[name], in_pdf=True)
    assert language == MADE[name].language
    assert headings_skip_none(said)


def test_every_page_says_whose_it_is_which_it_is_and_that_figures_are_made_up() -> None:
    made = report(sections=2)
    frames = frames_of_pdf(as_pdf(made))
    head = "Stadsledningskontoret Rapport Dnr KS 2018/911"
    foot = "Simulerade siffror: påhittade för att visa hur systemet fungerar."
    assert frames == [f"{head} {foot} {at} ({len(frames)})" for at in range(1, len(frames) + 1)]
    real = frames_of_pdf(as_pdf(replace(made, simulated=False)))
    assert real == [f"{head} {at} ({len(real)})" for at in range(1, len(real) + 1)]


def test_a_difference_and_its_unit_stand_on_one_line_beside_long_names() -> None:
    """Of columns of words beside numbers those with the most text have the room that is left."""
    name = "Behöriga till nationella program, elever som bor i staden, egen räkning (simulerad)"
    rows = tuple(
        (name, whose, "2024", f"1{at},8 procentenheter (5,8–17,5)", "går inte att avgöra")
        for at, whose in enumerate(("kön", "stadsdelsområden", "föräldrarnas högsta utbildning", "skola"))
    )
    header = ("Indikator", "Jämförda", "Period", "Skillnad", "Bedömning")
    made = as_pdf(replace(report(), parts=(Table("I korthet", header, rows, frozenset({2})),)))
    lines = [
        " ".join(line.split())
        for one in PdfReader(io.BytesIO(made)).pages
        for line in one.extract_text().split("\n")
    ]
    for at in range(len(rows)):
        assert any(f"1{at},8 procentenheter" in line for line in lines)
    assert sum("procentenheter" in line for line in lines) == len(rows)
