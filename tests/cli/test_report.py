"""fardplan report …"""

from pathlib import Path

import page
import pytest
from django.utils.timezone import localdate
from docx import Document

from fardplan.presentation.sentences import error_in
from fardplan.usecases.reporting.kinds import KINDS
from fardplan.vocabulary.errors import InputError
from tests.cli.conftest import Program


def test_the_kinds_are_listed(english: Program) -> None:
    told = english.told("report", "list").splitlines()
    assert [line.split()[0] for line in told[::2]] == list(KINDS)
    assert told[2].split(maxsplit=1)[1] == KINDS["decision-memo"].name.en


def test_what_a_kind_can_be_made_of_is_listed(english: Program) -> None:
    assert english.told("report", "list", "official") == "There is nothing yet that it can be made of.\n"
    keys = [line.split()[0] for line in english.told("report", "list", "decision-memo").splitlines()]
    assert keys == ["betyg", "trygghet", "bostader"]


def test_a_report_is_made_as_word_and_pdf(english: Program, tmp_path: Path) -> None:
    out = tmp_path / "out"
    order = ("report", "make", "decision-memo", "--for", "betyg", "--as-of", "2021-05-03", "--out", out)
    told = english.told(*order, "--officer", "Åsa Ek", "--dnr", "KS 1")
    word, pdf = (
        out / f"decision-memo-more-pupils-are-eligible-2021-05-03.{ending}" for ending in ("docx", "pdf")
    )
    assert told.splitlines() == [
        f"Written: {word}",
        f"Written: {pdf}",
        "Not written yet, so left out of the PDF: Proposal for decision; The office's judgement.",
    ]
    assert Document(str(word)).core_properties.title
    assert page.is_pdf_compliant(pdf, profile=page.ValidationProfile.PDF_UA_1)
    before = word.read_bytes(), pdf.read_bytes()
    english.told(*order, "--officer", "Åsa Ek", "--dnr", "KS 1")
    assert (word.read_bytes(), pdf.read_bytes()) == before


def test_one_form_alone(english: Program, tmp_path: Path) -> None:
    english.told("report", "make", "decision-memo", "--for", "betyg", "--pdf", "--out", tmp_path)
    assert [path.suffix for path in tmp_path.glob("decision-memo*")] == [".pdf"]


def test_what_is_not_there_is_told(english: Program, tmp_path: Path) -> None:
    assert "there is no kind of report 'memo'" in english.refused("report", "make", "memo")
    assert "'x' is nothing that this report is made of" in english.refused(
        "report", "make", "decision-memo", "--for", "x"
    )
    nowhere = tmp_path / "file" / "nowhere"
    nowhere.parent.write_text("")
    refused = english.refused("report", "make", "decision-memo", "--for", "betyg", "--out", nowhere)
    assert "Not a directory" in refused


@pytest.mark.parametrize(
    "order",
    [
        ("make", "decision-memo", "--for", "betyg"),
        ("batch", "--kind", "decision-memo"),
        ("archive", "decision-memo", "--for", "betyg"),
        ("list", "decision-memo"),
    ],
)
def test_a_day_that_has_not_come_is_refused(
    english: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FARDPLAN_TODAY", "2021-05-03")
    monkeypatch.chdir(tmp_path)
    out = ("--out", tmp_path / "out") if "list" not in order else ()
    result = english("report", *order, "--as-of", "2021-05-04", *out)
    assert isinstance(result.exception, InputError)
    assert error_in(result.exception, "en").splitlines()[0] == "4\u00a0May 2021 has not come yet"
    assert error_in(result.exception, "sv").splitlines()[0] == "4\u00a0maj 2021 har inte kommit än"
    assert list(tmp_path.glob("out*")) == []
    english.told("report", *order, "--as-of", "2021-05-03", *out)


def test_a_status_report_of_the_whole_needs_no_subject_and_has_two_pages(
    english: Program, tmp_path: Path
) -> None:
    english.told("publish")
    today = localdate().isoformat()
    assert english.told("report", "list", "status").splitlines() == [
        "The whole roadmap (leave --for out)",
        "skola  School",
        "trygghet-och-bostad  Safety and housing",
    ]
    order = ("report", "make", "status", "--short", "--pdf", "--out", tmp_path, "--as-of", today)
    pdf = tmp_path / f"status-report-short-{today}.pdf"
    assert english.told(*order).splitlines() == [
        f"Written: {pdf}",
        "Not written yet, so left out of the PDF: Proposal.",
    ]
    found = page.validate_pdf_bytes(pdf.read_bytes(), profile=page.ValidationProfile.PDF_UA_1)
    assert found.document.page_count <= 2


def test_a_kind_without_two_pages_says_which_have_them(english: Program) -> None:
    refused = english.refused("report", "make", "decision-memo", "--for", "betyg", "--short")
    assert "this kind of report has no form of two pages: 'decision-memo'" in refused
    having = sorted(key for key, kind in KINDS.items() if kind.has_short)
    assert f"There is: {', '.join(having)}." in refused
