"""How much the reader finds in documents of many manners, and that every text stands in its lines.

The floors lie a little under what was measured (`make bench-reader`): a change that reads worse is seen.
"""

from pathlib import Path

import pytest

from fardplan.sources.council_document import paper_of, read_file
from fardplan.vocabulary.errors import InputError
from tests.reader.scoring import Said, compared, documents, plain, whole

CORPUS = Path(__file__).parent / "corpus"
HALVES = ("first", "second")
FLOOR = (0.9, 0.9)
"""Recall and precision of every kind of item in each half."""

LOWER = {
    ("second", "vision"): (0.65, 0.85),
    ("second", "references"): (0.75, 0.88),
    ("second", "horizons"): (0.8, 0.8),
    ("second", "signatories"): (0.85, 0.9),
    ("second", "mandate"): (0.8, 0.85),
    ("second", "preparation"): (0.9, 0.85),
    ("second", "earlier decisions"): (0.88, 0.83),
}
"""Where a half is read less well."""


@pytest.mark.parametrize("half", HALVES)
def test_each_kind_of_item_is_found(half: str) -> None:
    scores = whole(documents(CORPUS / half))
    assert scores["is document"].met == len(documents(CORPUS / half))
    low = {
        kind: (round(score.recall, 3), round(score.precision, 3), score.missed)
        for kind, score in scores.items()
        if score.recall < LOWER.get((half, kind), FLOOR)[0]
        or score.precision < LOWER.get((half, kind), FLOOR)[1]
    }
    assert low == {}


@pytest.mark.parametrize(
    "path", [path for half in HALVES for path in documents(CORPUS / half)], ids=lambda p: p.stem
)
def test_every_text_stands_in_the_lines_that_it_names(path: Path) -> None:
    lines = paper_of(path).texts
    try:
        draft = read_file(path)
    except InputError:
        return
    for item in draft.items():
        parts = item.as_read.split("\n") if item.as_read else []
        assert len(parts) == len(item.lines)
        assert all(part in lines[line - 1] for part, line in zip(parts, item.lines, strict=True))
    known = {goal.id for goal in draft.goals}
    assert {goal.parent for goal in draft.goals if goal.parent} <= known
    assert {one.of for one in draft.indicators if one.of} <= known


def test_each_found_item_is_used_once() -> None:
    wanted = [Said("Fler barn läser", {"number": "1"}), Said("Fler barn läser", {"number": "2"})]
    score = compared(wanted, [Said("fler barn läser.", {"number": "1"})], 0.97)
    assert (score.expected, score.found, score.met, score.recall, score.precision) == (2, 1, 1, 0.5, 1.0)
    assert score.facts == {"number": [1, 1]}
    assert score.missed == ["- Fler barn läser"]


def test_what_may_differ_between_texts_that_are_the_same() -> None:
    assert plain("Öka  andelen –\u00a0minst 90 %,") == plain("öka andelen - minst 90 %")
    assert plain("Färre äldre") != plain("Färre yngre")
