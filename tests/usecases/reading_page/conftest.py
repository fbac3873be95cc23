"""Drafts to show: one with everything in it, with the lines it came from, and one that was scanned."""

from pathlib import Path

import pytest

from fardplan.sources.council_document import Draft, Paper, paper_of, read_lines, read_paper
from tests.usecases.reading_page.drafts import EVERYTHING, TEXT

DOCUMENTS = Path(__file__).parents[2] / "sources/council_document/documents"


@pytest.fixture(scope="session")
def scanned() -> tuple[Draft, Paper]:
    """A document that a scan has garbled, with doubts of several kinds."""
    path = DOCUMENTS / "solberga_scan.txt"
    paper = paper_of(path)
    return read_lines(paper, name=path.name), paper


@pytest.fixture(scope="session")
def everything() -> tuple[Draft, Paper]:
    return EVERYTHING, read_paper(TEXT.encode(), name="program.txt")
