"""The documents written for these tests, what they tell, and the reading of each, done once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fardplan.sources.council_document import Draft, Item, read_file

DOCUMENTS = Path(__file__).parent / "documents"


@cache
def _read(path: Path) -> Draft:
    return read_file(path)


@pytest.fixture(scope="session")
def documents() -> Path:
    return DOCUMENTS


@pytest.fixture(scope="session")
def read() -> Callable[[Path], Draft]:
    """Read a file; the same file is read once in a session."""
    return _read


@pytest.fixture(scope="session")
def told() -> Callable[[Draft], dict[str, Any]]:
    """A draft as a person would tell it: texts and findings, without lines and confidence."""
    return _told


def _told(draft: Draft) -> dict[str, Any]:
    def text(item: Item | None) -> str | None:
        return item.text if item else None

    return {
        "about": [draft.document.kind, draft.document.dnr, draft.document.date, draft.document.decided_by],
        "title": text(draft.title),
        "decisions": [[one.text, one.force, one.addressee] for one in draft.decisions],
        "mandate": text(draft.mandate),
        "earlier_decisions": [[one.date, one.text] for one in draft.earlier_decisions],
        "horizons": [list(one.years) for one in draft.horizons],
        "target_areas": {
            area.name: {
                "milestones": [[one.direction, one.text] for one in area.milestones],
                "strategies": [
                    [_number(one.number, at), one.text] for at, one in enumerate(area.strategies, start=1)
                ],
            }
            for area in draft.target_areas
        },
        "signatories": [[one.text, one.role] for one in draft.signatories],
        "annexes": [[one.number, one.text, one.present] for one in draft.annexes],
        "references": [one.text for one in draft.references],
        "doubts": sorted(one.kind for one in draft.doubts),
    }


def _number(printed: str | None, place: int) -> int:
    """A number as it counts: Roman ones by their place."""
    return int(printed) if printed and printed.isdecimal() else place
