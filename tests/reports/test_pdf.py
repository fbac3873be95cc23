"""PDF files as a checker of PDF/UA-1 and PDF/A-2a sees them."""

import page
import pytest

from fardplan.reports.pdf import as_pdf
from tests.reports.sample import report

PROFILES = ("PDF_UA_1", "PDF_A_2A")


@pytest.fixture(scope="module")
def whole() -> bytes:
    return as_pdf(report(rows=300, sections=2))


@pytest.mark.parametrize("profile", PROFILES)
def test_it_passes_the_checker(whole: bytes, profile: str) -> None:
    found = page.validate_pdf_bytes(whole, profile=getattr(page.ValidationProfile, profile))
    assert [failure.description for failure in found.failures] == []
    assert found.is_compliant


def test_the_checker_sees_what_is_wrong(whole: bytes) -> None:
    broken = whole.replace(b"/MarkInfo", b"/MarkInfa", 1)
    assert not page.is_pdf_compliant_bytes(broken, profile=page.ValidationProfile.PDF_UA_1)


def test_the_same_report_is_the_same_bytes(whole: bytes) -> None:
    assert as_pdf(report(rows=300, sections=2)) == whole


def test_a_long_table_goes_on_over_pages(whole: bytes) -> None:
    found = page.validate_pdf_bytes(whole, profile=page.ValidationProfile.PDF_UA_1)
    assert found.document.page_count > 10
