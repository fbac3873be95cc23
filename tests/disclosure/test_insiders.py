"""Contributors who take their own amount from what is told: by hand, and against one reader after another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fardplan.disclosure import protecting
from fardplan.disclosure.audit.insiders import InsiderAudit, audit_insiders
from fardplan.disclosure.protecting import protect
from fardplan.disclosure.remainders import remainders
from fardplan.disclosure.rules import DisclosureRules, Dominance, Magnitudes
from fardplan.disclosure.tables import Dimension, LinkedCells, Parts
from fardplan.vocabulary.errors import RuleError

DISTRICTS = ("a", "b", "c", "d")
AREA = Dimension("area", {"city": frozenset(DISTRICTS), **{one: frozenset({one}) for one in DISTRICTS}})
TRADES = ("handel", "vard", "bygg")
TRADE = Dimension("trade", {"": frozenset(TRADES), **{one: frozenset({one}) for one in TRADES}})
P10 = DisclosureRules(magnitudes=Magnitudes(p_percent=10, contributors=1))


def table(employed, *dimensions):
    """The cells of the dimensions, every code with every other; `employed`: (leaf …, who, how many)."""
    leaves = [np.array([line[place] for line in employed]) for place in range(len(dimensions))]
    who = np.array([line[-2] for line in employed])
    amount = np.array([line[-1] for line in employed], dtype=np.int64)
    cells = [()]
    for dimension in dimensions:
        cells = [(*cell, code) for cell in cells for code in dimension.codes]
    values = [int(amount[inside(cell, dimensions, leaves)].sum()) for cell in cells]
    return LinkedCells(tuple(dimensions), tuple(cells), np.array(values)), Parts(tuple(leaves), who, amount)


def inside(cell, dimensions, leaves):
    held = np.ones(len(leaves[0]), dtype=np.bool_)
    for code, dimension, leaf in zip(cell, dimensions, leaves, strict=True):
        held &= np.isin(leaf, list(dimension.codes[code]))
    return held


def spread(area, total, number=5):
    """So many employers of about the same size that nobody is anybody's secret."""
    return [(area, f"{area}{one}", total // number) for one in range(number)]


OTHERS = [*spread("c", 1350), *spread("d", 1800)]


def told(cells, protected):
    return {cell[0] for cell, shown in zip(cells.cells, protected.shown.tolist(), strict=True) if shown}


def test_two_lone_employers_do_not_tell_each_other() -> None:
    """a and b have an employer each, 300 and 280. Of the city's 3,730 the districts c and d, which are told,
    are 1,350 and 1,800: a and b together are 580, and who gave 300 knows of 280. So another is hidden too.
    """
    cells, parts = table([("a", "A", 300), ("b", "B", 280), *OTHERS], AREA)

    assert told(cells, protect(cells, P10, parts=parts)) == {"city", "d"}


def test_two_districts_of_several_employers_protect_each_other() -> None:
    """Nobody in b knows more of a than that it is 700 less what b's four others gave: 175 at most each."""
    cells, parts = table(
        [("a", "A", 300), *[("b", one, 100) for one in "BCDE"], *OTHERS],
        AREA,
    )

    assert told(cells, protect(cells, P10, parts=parts)) == {"city", "c", "d"}


def test_who_is_in_both_hidden_districts_is_no_protection() -> None:
    """A alone is in a; in b it gave 480 of 500. The others of b gave 20 together: a and b together, 800, tell
    each of them that A has 780 at most in all, and A alone that these have 20.
    """
    cells, parts = table(
        [("a", "A", 300), ("b", "A", 480), *[("b", one, 10) for one in "BC"], *OTHERS],
        AREA,
    )

    assert told(cells, protect(cells, P10, parts=parts)) == {"city", "d"}


def test_what_two_together_dominate_is_hidden_by_the_rule_of_dominance_too() -> None:
    """Two who give more than 85 per cent of a sum: of 300 + 280, which everybody has, they give all."""
    rules = DisclosureRules(
        magnitudes=Magnitudes(p_percent=None, contributors=1, dominance=Dominance(n=2, k=85))
    )
    cells, parts = table([("a", "A", 300), ("b", "B", 280), *OTHERS], AREA)

    assert told(cells, protect(cells, rules, parts=parts)) == {"city", "d"}


def test_three_employers_are_asked_for_in_sums_of_hidden_cells_too() -> None:
    rules = DisclosureRules(magnitudes=Magnitudes(p_percent=None, contributors=3))
    cells, parts = table([("a", "A", 300), ("b", "B", 280), *OTHERS], AREA)

    assert told(cells, protect(cells, rules, parts=parts)) == {"city", "d"}


def test_an_empty_district_hides_nobody() -> None:
    """Everybody knows that no employer is in b: hiding its 0 leaves a as it was."""
    cells, parts = table([("a", "A", 300), *OTHERS], AREA)
    protected = protect(cells, P10, parts=parts)

    assert told(cells, protected) & {"a", "c"} == set()


def test_the_auditor_finds_what_a_neighbour_learns() -> None:
    cells, parts = table([("a", "A", 300), ("b", "B", 280), *OTHERS], AREA)
    shown = np.array([cell[0] not in ("a", "b") for cell in cells.cells])
    known = np.zeros(len(shown), dtype=np.bool_)

    found = audit_insiders(cells.dimensions, cells.cells, shown, known, parts, 10.0)

    assert (found.failures, found.passed) == (2, False)  # A knows of B, and B of A
    again = audit_insiders(cells.dimensions, cells.cells, shown, shown, parts, 10.0)
    assert again.failures == 0  # what everybody knows beforehand is nobody's failure


def test_a_table_that_the_auditor_fails_is_not_let_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless(protecting.Insiders):
        def hidden(self, needs, hidden):
            return hidden

    monkeypatch.setattr(protecting, "Insiders", Careless)
    cells, parts = table([("a", "A", 300), ("b", "B", 280), *OTHERS], AREA)

    with pytest.raises(RuleError, match=r"2 of .* amounts could be worked out by another contributor"):
        protect(cells, P10, parts=parts, where="arbetsplatser, 2020")


def test_remainders_are_what_is_left_of_a_shown_cell() -> None:
    shown = np.array([[1, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 1]])

    assert remainders(shown).toarray().astype(int).tolist() == [[1, 1, 0, 0]]


employers = st.lists(
    st.tuples(
        st.sampled_from(DISTRICTS),
        st.sampled_from(TRADES),
        st.sampled_from("ABCDEFGH"),
        st.sampled_from([1, 3, 10, 30, 100, 400]),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=15, deadline=None)
@given(employers)
def test_no_contributor_comes_within_ten_per_cent_of_another(employed) -> None:
    """Every contributor as a reader, one after the other, about every set of pieces that another gave to."""
    cells, parts = table(employed, AREA, TRADE)
    protected = protect(cells, P10, parts=parts)

    assert slow_leaks(cells, parts, protected.shown, 10.0) == set()


@settings(max_examples=15, deadline=None)
@given(employers, st.integers(0, 2**20 - 1))
def test_the_auditor_finds_what_every_reader_finds(employed, hidden) -> None:
    """For any pattern, safe or not: it fails exactly the patterns in which the slow readers find something
    about what one gave to one piece, to all, or to all of a cell.
    """
    cells, parts = table(employed, AREA, TRADE)
    shown = np.array([not hidden >> place & 1 for place in range(len(cells.cells))])
    known = np.zeros(len(shown), dtype=np.bool_)

    found = audit_insiders(cells.dimensions, cells.cells, shown, known, parts, 10.0)

    assert isinstance(found, InsiderAudit)
    assert found.passed == (not slow_leaks(cells, parts, shown, 10.0, asked=sets_of_cells))


def sets_of_all(own, members):
    """All sets of a few pieces, the single ones of many."""
    if len(own) > 5:
        return sets_of_cells(own, members)
    return {
        frozenset(piece for place, piece in enumerate(own) if bits >> place & 1)
        for bits in range(1, 1 << len(own))
    }


def sets_of_cells(own, members):
    within = {frozenset(piece for piece in own if row[piece]) for row in members} - {frozenset()}
    return within | {frozenset({piece}) for piece in own} | {frozenset(own)}


def slow_leaks(cells, parts, shown, percent, asked=sets_of_all):
    """Pairs (reader, contributor): what the reader finds possible at most of what the other gave to some
    pieces is less than `percent` above it. One linear programme for each question; no reader is left out.
    """
    kinds = np.array([inside(cell, cells.dimensions, parts.leaves) for cell in cells.cells])
    pieces, piece = np.unique(kinds, axis=1, return_inverse=True)
    names = sorted(set(parts.contributor.tolist()))
    gave = np.zeros((len(names), pieces.shape[1]))
    for who, where, amount in zip(parts.contributor, piece.ravel(), parts.amount, strict=True):
        gave[names.index(who), where] += amount
    equations = pieces[shown].astype(float)
    found = set()
    for reader in (None, *range(len(names))):
        others = gave.sum(axis=0) - (0 if reader is None else gave[reader])
        for other in range(len(names)):
            own = np.flatnonzero(gave[other]).tolist()
            for wanted in asked(own, pieces) if other != reader else ():
                cost = np.zeros(len(others))
                cost[list(wanted)] = -1
                amount = (1 + percent / 100) * gave[other, list(wanted)].sum() - 0.01
                if others[list(wanted)].sum() >= amount:
                    continue  # as it is in truth
                best = linprog(
                    cost,
                    A_eq=equations if len(equations) else None,
                    b_eq=equations @ others if len(equations) else None,
                )
                if best.status == 0 and -best.fun < amount:
                    found.add((reader, other))
    return found
