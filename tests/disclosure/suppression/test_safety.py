"""Nothing that anyone can calculate comes closer to a sensitive cell than allowed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.disclosure.suppression import suppress
from fardplan.disclosure.tables import LinkedCells, Needs
from fardplan.vocabulary.errors import RuleError
from tests.disclosure.suppression.attack import failures
from tests.disclosure.suppression.drawn import linked_cells, needs_of, small_counts


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_fast_choice_withstands_the_slow_attacker_or_nothing_could(data: st.DataObject) -> None:
    cells = data.draw(linked_cells(known=True))
    needs = data.draw(st.one_of(st.just(small_counts(cells)), needs_of(cells)))
    _withstands(cells, needs)


def _withstands(cells: LinkedCells, needs: Needs) -> None:
    try:
        found = suppress(cells, needs)
    except RuleError:
        assert failures(cells, needs, ~cells.known) != []
        return
    assert failures(cells, needs, found.hidden) == []
    assert not np.any(found.hidden & cells.known)
    assert not np.any(needs.sensitive & ~found.hidden)
