"""What surrounds the goals, in whole documents in the manner of different municipalities."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from fardplan.sources.council_document import Draft, Item, read_file

FOLDER = Path(__file__).parent / "documents" / "manners"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def surroundings(draft: Draft) -> dict[str, Any]:
    """Everything that a draft tells besides its goals, without lines and confidence."""

    def text(item: Item | None) -> str | None:
        return item.text if item else None

    about = draft.document
    return {
        "about": [about.kind, about.decided_by, about.dnr, about.date, about.officer, about.municipality],
        "title": text(draft.title),
        "decisions": [[one.force, one.addressee, one.text] for one in draft.decisions],
        "mandate": text(draft.mandate),
        "preparation": text(draft.preparation),
        "earlier_decisions": [[one.date, one.text] for one in draft.earlier_decisions],
        "vision": [draft.vision.text, draft.vision.year] if draft.vision else None,
        "horizons": [list(one.years) for one in draft.horizons],
        "references": [one.text for one in draft.references],
        "annexes": [[one.number, one.text, one.present] for one in draft.annexes],
        "signatories": [[one.text, one.role] for one in draft.signatories],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_document_tells_what_surrounds_its_goals(name):
    expected = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
    assert surroundings(read_file(FOLDER / f"{name}.txt")) == expected[name]
