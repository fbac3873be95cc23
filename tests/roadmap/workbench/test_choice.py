"""Which candidates are ambitious yet precedented, as a truth table, and which is recommended."""

import pytest

from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell, Mark, grid, mark_of

RULE = AmbitionRule()


@pytest.mark.parametrize(
    ("improvement", "probability", "precedent", "mark"),
    [
        (0.0, 0.1, 0.5, Mark.PASSED),
        (-1.0, None, None, Mark.PASSED),
        (1.0, 0.51, None, Mark.WITHIN_REACH),
        (1.0, 0.5, 0.1, Mark.AMBITIOUS_PRECEDENTED),
        (1.0, 0.5, 0.09, Mark.UNPRECEDENTED),
        (1.0, None, 0.09, Mark.UNPRECEDENTED),
        (1.0, None, 0.5, Mark.CANNOT_TELL),
        (1.0, 0.2, None, Mark.CANNOT_TELL),
        (1.0, None, None, Mark.CANNOT_TELL),
    ],
)
def test_marks(improvement, probability, precedent, mark):
    assert mark_of(improvement, probability, precedent, RULE) == mark


def cell(candidate: Candidate) -> Cell:
    """Each point further halves the precedent from one half; nothing new reaches none."""
    improvement = candidate.level - 80
    precedent = 0.5 ** max(improvement, 1)
    return Cell(
        candidate, improvement, 0.1, precedent, None, None, mark_of(improvement, 0.1, precedent, RULE)
    )


def test_the_furthest_with_good_precedent_is_recommended_once_a_year():
    rows = grid([80, 81, 82, 83, 84], [2025, 2030], cell, RULE)
    assert [[(item.mark, item.recommended) for item in row] for row in rows] == [
        [
            (Mark.PASSED, False),
            (Mark.AMBITIOUS_PRECEDENTED, False),
            (Mark.AMBITIOUS_PRECEDENTED, True),
            (Mark.AMBITIOUS_PRECEDENTED, False),
            (Mark.UNPRECEDENTED, False),
        ]
    ] * 2


def test_with_weak_precedent_the_nearest_is_recommended():
    strict = AmbitionRule(recommended_precedent=0.9)
    (row,) = grid([81, 82], [2025], cell, strict)
    assert [item.recommended for item in row] == [True, False]
