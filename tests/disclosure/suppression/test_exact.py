"""The exact choice against every mask there is, and the fast one against its bound."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.disclosure.suppression import Method, suppress
from fardplan.disclosure.tables import LinkedCells, Mask, Needs
from fardplan.vocabulary.errors import RuleError
from tests.disclosure.suppression.attack import failures
from tests.disclosure.suppression.drawn import linked_cells, needs_of, small_counts


def lightest(cells: LinkedCells, needs: Needs, weights: np.ndarray) -> float | None:
    """The least weight of all safe masks, by trying them from the lightest on; None when none is safe."""
    free = np.flatnonzero(~needs.sensitive & ~cells.known)
    masks: list[tuple[float, Mask]] = []
    for chosen in product([False, True], repeat=len(free)):
        hidden = needs.sensitive.copy()
        hidden[free] = chosen
        masks.append((float(weights[hidden].sum()), hidden))
    masks.sort(key=lambda each: each[0])
    return next((weight for weight, hidden in masks if not failures(cells, needs, hidden)), None)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_no_mask_is_lighter_than_the_exact_one_and_none_goes_below_the_bound(data: st.DataObject) -> None:
    cells = data.draw(linked_cells(most=7, known=True))
    needs = data.draw(st.one_of(st.just(small_counts(cells)), needs_of(cells)))
    count = len(cells.cells)
    weights = np.array(
        data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count)), dtype=np.float64
    )
    best = lightest(cells, needs, weights)
    if best is None:
        with pytest.raises(RuleError):
            suppress(cells, needs, method=Method.EXACT, weights=weights)
        return
    exact = suppress(cells, needs, method=Method.EXACT, weights=weights)
    fast = suppress(cells, needs, weights=weights, rounds=10)
    assert failures(cells, needs, exact.hidden) == failures(cells, needs, fast.hidden) == []
    assert exact.weight == best
    assert exact.bound == pytest.approx(best, abs=1e-6)
    assert fast.bound is not None
    assert fast.bound - 1e-6 <= best <= fast.weight
