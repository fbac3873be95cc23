"""Small documents in many manners, and the tree of goals that each sets out."""

from pathlib import Path

import pytest

from fardplan.sources.council_document.numerals import value
from tests.sources.council_document.goals.made import tree

MANNERS = Path(__file__).parent / "manners"


@pytest.mark.parametrize("path", sorted(MANNERS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_goals_of_a_manner(path: Path) -> None:
    expected = path.with_suffix(".tree").read_text(encoding="utf-8")
    assert "\n".join(tree(path.read_text(encoding="utf-8"))) + "\n" == expected


def test_a_footnote_mark_is_no_number() -> None:
    assert [value(mark) for mark in ("¹.", "2)", "c.", "•")] == [None, 2, 3, None]
