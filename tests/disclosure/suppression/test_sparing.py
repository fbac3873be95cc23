"""No more is hidden than must be: a cell that could be shown is, and what it costs is told."""

import numpy as np
import pytest
from hypothesis import given, settings

from fardplan.disclosure.suppression import suppress
from fardplan.disclosure.suppression.suppressing import Suppression
from fardplan.disclosure.tables import Dimension, LinkedCells
from fardplan.vocabulary.errors import InputError, RuleError
from tests.disclosure.suppression.attack import failures
from tests.disclosure.suppression.drawn import linked_cells, small_counts


@given(linked_cells())
@settings(max_examples=25, deadline=None)
def test_without_limit_of_effort_no_hidden_cell_could_be_shown(cells: LinkedCells) -> None:
    needs = small_counts(cells)
    try:
        hidden = suppress(cells, needs, effort=None).hidden
    except RuleError:
        assert failures(cells, needs, ~cells.known) != []
        return
    for place in np.flatnonzero(hidden & ~needs.sensitive):
        fewer = hidden.copy()
        fewer[place] = False
        assert failures(cells, needs, fewer) != [], cells.cells[place]


def test_the_gap_is_a_share_of_the_bound() -> None:
    none = np.zeros(0, dtype=np.bool_)
    assert [Suppression(none, 12.0, bound).gap for bound in (None, 0.0, 8.0, 12.0)] == [None, 0.0, 0.5, 0.0]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1.0, np.nan], "a weight is negative or not a number"),
        ([1.0, np.inf], "a weight is negative or not a number"),
        ([-1.0, 1.0], "a weight is negative or not a number"),
        ([1.0], "needs and weights have another shape than the (2,) cells"),
    ],
)
def test_weights_that_are_none_are_refused(weights: list[float], said: str) -> None:
    area = Dimension("area", {"city": frozenset("ab"), "a": frozenset("a")})
    cells = LinkedCells((area,), (("city",), ("a",)), np.array([9, 3]))
    with pytest.raises(InputError) as refused:
        suppress(cells, small_counts(cells), weights=np.array(weights))
    assert str(refused.value) == said
