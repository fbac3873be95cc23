"""Whether the auditor finds every sensitive cell that is not open, and no other."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fardplan.disclosure.audit import Audit, Narrow, audit
from fardplan.disclosure.tables import Dimension, LinkedCells, Mask, Needs
from tests.disclosure.audit.tables import counted, dimension, slow, tables

MINIMUM = 5


def small(cells: LinkedCells) -> Needs:
    """From 1 to 4 persons: whoever reads must think 1 possible and 5 as well."""
    sensitive = (cells.values > 0) & (cells.values < MINIMUM)
    return Needs(sensitive, np.minimum(cells.values, 1), np.maximum(cells.values, MINIMUM))


def audited(cells: LinkedCells, shown: Mask, needs: Needs | None = None) -> Audit:
    return audit(cells.dimensions, cells.cells, shown, cells.values, needs or small(cells))


def failing(cells: LinkedCells, shown: Mask, needs: Needs) -> set[tuple[str, ...]]:
    asked = np.flatnonzero(needs.sensitive)
    lower, upper = slow(cells, shown, needs.sensitive)
    narrow = (lower > needs.lower[asked] + 1e-5) | (upper < needs.upper[asked] - 1e-5)
    return {cells.cells[place] for place in asked[narrow]}


AREA = dimension("area", city="abc", a="a", b="b", c="c")
SEX = dimension("sex", all="km", K="k", M="m")
PEOPLE = {
    ("a", "k"): 3, ("a", "m"): 20,
    ("b", "k"): 2, ("b", "m"): 30,
    ("c", "k"): 40, ("c", "m"): 41,
}  # fmt: skip


def test_primary_suppression_alone_is_caught() -> None:
    """(a, K) = 23 - 20 = 3 and (b, K) = 32 - 30 = 2."""
    cells = counted((AREA, SEX), PEOPLE)
    found = audited(cells, ~small(cells).sensitive)
    assert found.failures == (Narrow(("a", "K"), 3, 3, 1, 5), Narrow(("b", "K"), 2, 2, 1, 5))
    assert [failure.exact for failure in found.failures] == [True, True]
    assert (found.checked, found.determined, found.programmes, found.passed) == (2, 2, 0, False)


def test_a_rectangle_that_is_too_tight() -> None:
    """K: (a, K) + (b, K) = 45 - 40 = 5. So (a, K) = t, (b, K) = 5 - t, with t from 0 to 5: both are open."""
    cells = counted((AREA, SEX), PEOPLE)
    hidden = {("a", "K"), ("a", "M"), ("b", "K"), ("b", "M")}
    shown = np.array([cell not in hidden for cell in cells.cells])
    assert audited(cells, shown) == Audit((), 2, 0, 4, 0, 0)
    fewer = counted((AREA, SEX), {**PEOPLE, ("b", "k"): 1})  # now 4 between them: 5 is impossible
    assert audited(fewer, shown).failures == (
        Narrow(("a", "K"), 0, 4, 1, 5),
        Narrow(("b", "K"), 0, 4, 1, 5),
    )


def test_a_sensitive_cell_that_is_shown_fails() -> None:
    cells = counted((AREA, SEX), PEOPLE)
    found = audited(cells, np.ones(len(cells.cells), bool))
    assert [(failure.cell, failure.lower, failure.upper) for failure in found.failures] == [
        (("a", "K"), 3, 3),
        (("b", "K"), 2, 2),
    ]


def test_population_less_numerator_is_a_cell() -> None:
    """97 of 100 pupils pass: the 3 who do not are told by both, although no figure is about them."""
    part = dimension("counted", **{"e.population": "nr", "e.numerator": "n", "e.rest": "r"})
    cells = counted((part,), {("n",): 97, ("r",): 3})
    found = audited(cells, np.array([True, True, False]))
    assert found.failures == (Narrow(("e.rest",), 3, 3, 1, 5),)


def test_divisions_that_differ_by_one_leaf() -> None:
    """A district before (x, y: 54) and after (x: 52) its border moved: 2 live in between."""
    area = dimension("area", before="xy", after="x", between="y")
    cells = counted((area,), {("x",): 52, ("y",): 2})
    found = audited(cells, np.array([True, True, False]))
    assert found.failures == (Narrow(("between",), 2, 2, 1, 5),)


def test_a_full_cell_has_ends_of_its_own() -> None:
    """Nobody in the district lacks the trait: the 0 is sensitive, and must be able to be 5."""
    part = dimension("counted", population="nr", numerator="n", rest="r")
    cells = counted(
        (AREA, part), {(a, "n"): 30 for a in "abc"} | {("a", "r"): 0, ("b", "r"): 9, ("c", "r"): 8}
    )
    sensitive = np.array([cell == ("a", "rest") for cell in cells.cells])
    needs = Needs(sensitive, np.zeros(len(cells.cells), int), np.where(sensitive, 5, cells.values))
    hidden = {(area, code) for area in "ab" for code in ("numerator", "rest")}
    shown = np.array([cell not in hidden for cell in cells.cells])
    assert audited(cells, shown, needs).passed  # (a, rest) + (b, rest) = 9
    shown[cells.cells.index(("b", "rest"))] = True
    assert audited(cells, shown, needs).failures == (Narrow(("a", "rest"), 0, 0, 0, 5),)


def test_two_codes_of_the_same_people_are_searched_as_one() -> None:
    """Of 10 in the origin at most 6 are no women, so at least 4 are: neither cell is open to 1."""
    sexes = Dimension("sex", {"women": frozenset("w"), "kvinnor": frozenset("w"), "all": frozenset("wm")})
    origins = Dimension("origin", {"": frozenset("abc"), "a": frozenset("a")})
    values = {("women", ""): 12, ("women", "a"): 4, ("kvinnor", ""): 12, ("kvinnor", "a"): 4}
    values |= {("all", ""): 18, ("all", "a"): 10}
    cells = LinkedCells((sexes, origins), tuple(values), np.array(list(values.values())))
    shown = ~small(cells).sensitive
    found = audited(cells, shown).failures
    assert found == (Narrow(("women", "a"), 4, 10, 1, 5), Narrow(("kvinnor", "a"), 4, 10, 1, 5))


@settings(max_examples=40, deadline=None)
@given(tables())
def test_as_the_slow_twin(table: tuple[LinkedCells, Mask]) -> None:
    cells, shown = table
    shown &= ~small(cells).sensitive
    found = audited(cells, shown)
    assert {failure.cell for failure in found.failures} == failing(cells, shown, small(cells))
    assert found.checked == small(cells).sensitive.sum()


@settings(max_examples=25, deadline=None)
@given(tables(), st.data())
def test_one_cell_more_shown_is_noticed_whenever_it_matters(
    table: tuple[LinkedCells, Mask], data: st.DataObject
) -> None:
    """Start from a table in which everything sensitive is open, and show one more of the others."""
    cells, shown = table
    needs = small(cells)
    shown &= ~needs.sensitive
    for narrow in iter(lambda: audited(cells, shown).failures, ()):
        hide = np.flatnonzero(shown)
        assume(len(hide) and narrow)
        shown[hide[: max(1, len(hide) // 3)]] = False
    others = np.flatnonzero(~shown & ~needs.sensitive)
    assume(len(others))
    shown[data.draw(st.sampled_from(others.tolist()))] = True
    assert {failure.cell for failure in audited(cells, shown).failures} == failing(cells, shown, needs)
