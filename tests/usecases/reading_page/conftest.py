"""Drafts to show: one with everything in it, with the lines it came from, and one that was scanned."""

from pathlib import Path

import pytest

from fardplan.sources.council_document import Draft, read_file
from fardplan.sources.council_document.lines import Line, split_lines
from tests.usecases.reading_page.drafts import EVERYTHING, TEXT

DOCUMENTS = Path(__file__).parents[2] / "sources/council_document/documents"


@pytest.fixture(scope="session")
def scanned() -> tuple[Draft, list[Line]]:
    """A document that a scan has garbled, with doubts of several kinds."""
    path = DOCUMENTS / "solberga_scan.txt"
    return read_file(path), split_lines(path.read_text("utf-8"))


@pytest.fixture(scope="session")
def everything() -> tuple[Draft, list[Line]]:
    return EVERYTHING, split_lines(TEXT)
