"""One sum, all = a + b + c, by hand: what a move proves, what rests on a cell, and which cuts hold."""

import numpy as np
import pytest

from fardplan.disclosure.suppression.alternatives import Goal, Move
from fardplan.disclosure.suppression.cuts import Cutter
from fardplan.disclosure.suppression.model import Model, model_of
from fardplan.disclosure.suppression.proof import Proof
from fardplan.disclosure.tables import Dimension, LinkedCells, Needs

ALL, A, B, C = range(4)
AREA = Dimension(
    "area", {"all": frozenset("abc"), "a": frozenset("a"), "b": frozenset("b"), "c": frozenset("c")}
)


def model(upper: int = 5, lower: int = 1, known: str = "", small: str = "a") -> Model:
    """10 = 3 + 4 + 3, of which a (and what else is `small`) must be able to be `lower` and `upper`."""
    values = np.array([10, 3, 4, 3])
    names = [("all",), ("a",), ("b",), ("c",)]
    cells = LinkedCells((AREA,), tuple(names), values, np.array([name in known for (name,) in names]))
    sensitive = np.array([name in small for (name,) in names])
    needs = Needs(sensitive, np.where(sensitive, lower, values), np.where(sensitive, upper, values))
    found = model_of(cells, needs, np.ones(4))
    assert found.node.tolist() == [ALL, A, B, C]
    return found


def move(**change: float) -> Move:
    names = {"all_": ALL, "a": A, "b": B, "c": C}
    return np.array([names[name] for name in change], dtype=np.intp), np.array([*change.values()])


def hidden(*nodes: int) -> np.ndarray:
    return np.isin(np.arange(4), nodes)


UP, DOWN = Goal(A, 1, 2.0), Goal(A, -1, 2.0)


@pytest.mark.parametrize(
    "swap",
    [
        move(a=1.0, b=-1.0),
        move(a=0.25, b=-0.25),
        move(a=-0.25, b=0.25),
        move(a=-3.0, b=3.0),
        move(b=40.0, a=-40.0),
    ],
)
def test_a_move_proves_what_it_reaches_stretched_shrunk_and_turned_around(swap: Move) -> None:
    """b can fall by its 4, so a can rise by 4; a can fall by its 3."""
    for upper, lower, left in (
        (5, 1, []),
        (7, 0, []),
        (8, 0, [Goal(A, 1, 5.0)]),
    ):
        proof = Proof(model(upper, lower))
        assert [(goal.sign, goal.amount) for goal in proof.open()] == [(1, upper - 3), (-1, 3 - lower)]
        proof.note(swap)
        assert proof.open() == left
        assert [proof.proven((A, sign)) for sign in (1, -1)] == [not left, True]


def test_nothing_falls_below_nobody() -> None:
    """a and b cannot both fall by more than a's 3 without all falling as much."""
    proof = Proof(model(upper=7, lower=0))
    proof.note(move(all_=-2.0, a=-1.0, b=-1.0))  # all can rise without end, and so can a
    assert proof.open() == []
    proof = Proof(model(upper=7, lower=0))
    proof.note(move(a=2.0, b=-1.0, c=-1.0))  # c has 3, so a rises by 6; a falls by its 3
    assert proof.open() == []
    proof = Proof(model(upper=10, lower=0))
    proof.note(move(a=2.0, b=-1.0, c=-1.0))
    assert proof.open() == [Goal(A, 1, 7.0)]


def test_a_move_that_breaks_a_sum_proves_nothing() -> None:
    proof = Proof(model())
    for broken in (move(a=1.0), move(a=1.0, b=-0.999), move(a=1.0, b=1.0)):
        proof.note(broken)
        assert proof.open() == [UP, DOWN]


def test_what_rests_on_a_cell_is_open_when_it_is_shown() -> None:
    proof = Proof(model())
    both = [(A, 1), (A, -1)]
    assert [proof.resting_on(node) for node in (ALL, A, B, C)] == [[], [], [], []]
    proof.note(move(a=1.0, b=-1.0))
    assert [proof.resting_on(node) for node in (ALL, A, B, C)] == [[], both, both, []]
    proof.note(move(a=1.0, c=-1.0))
    assert [proof.resting_on(node) for node in (ALL, A, B, C)] == [[], both, [], []]
    assert [proof.rests((A, 1), node) for node in (ALL, A, B, C)] == [False, True, False, False]
    proof.show(B)
    assert [proof.resting_on(node) for node in (ALL, A, B, C)] == [[], both, [], both]
    assert proof.open() == []
    proof.show(C)
    assert proof.open() == [UP, DOWN]
    assert [proof.resting_on(node) for node in (ALL, A, B, C)] == [[], [], [], []]


def test_at_the_end_every_goal_needs_a_witness_of_hidden_cells_alone() -> None:
    proof = Proof(model())
    proof.note(move(a=1.0, b=-1.0))
    proof.note(move(a=1.0, c=-1.0))
    assert proof.faults(hidden(A, B)) == proof.faults(hidden(A, C)) == proof.faults(hidden(A, B, C)) == []
    assert proof.faults(hidden(A)) == proof.faults(hidden(A, ALL)) == proof.faults(hidden(B, C)) == [UP, DOWN]


def test_a_cut_is_what_every_safe_choice_fulfils() -> None:
    """a rises when all rises, without end, or when b falls, by 4 at most, or c, by 3."""
    for amount, shares in ((2.0, [1.0, 1.0, 1.0]), (5.0, [1.0, 0.8, 0.6]), (7.0, [1.0, 4 / 7, 3 / 7])):
        goal = Goal(A, 1, amount)
        cutter = Cutter(model(upper=3 + int(amount)))
        assert goal in cutter.goals
        cut = cutter.broken(hidden(A).astype(float), goal, whole=True)
        assert cut is not None
        assert cut.nodes.tolist() == [ALL, B, C]
        assert cut.shares == pytest.approx(shares)
        assert cut.least == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("goal", "safe", "unsafe"),
    [
        (Goal(A, 1, 2.0), [(ALL,), (B,), (C,)], [()]),
        (Goal(A, 1, 4.0), [(ALL,), (B,), (B, C)], [(), (C,)]),
        (Goal(A, 1, 7.0), [(ALL,), (B, C)], [(), (B,), (C,)]),
        (Goal(A, 1, 8.0), [(ALL,), (ALL, C)], [(), (B,), (C,), (B, C)]),
        (Goal(A, -1, 3.0), [(ALL,), (B,), (C,)], [()]),
    ],
)
def test_a_choice_is_broken_by_a_cut_where_the_goal_is_not_reached(
    goal: Goal, safe: list[tuple[int, ...]], unsafe: list[tuple[int, ...]]
) -> None:
    cutter = Cutter(model(upper=3 + int(goal.amount) if goal.sign > 0 else 4, lower=0))
    choices = {others: hidden(A, *others).astype(float) for others in (*safe, *unsafe)}
    for others in safe:
        assert cutter.broken(choices[others], goal, whole=True) is None
    for others in unsafe:
        cut = cutter.broken(choices[others], goal, whole=True)
        assert cut is not None
        weight = dict(zip(cut.nodes.tolist(), cut.shares.tolist(), strict=True))
        reached = {one: sum(weight.get(node, 0.0) for node in one) for one in (*safe, *unsafe)}
        assert reached[others] < cut.least - 1e-6
        assert [one for one in safe if reached[one] < cut.least - 1e-6] == []


def test_half_a_cell_moves_by_half() -> None:
    """Half of b hidden is half of the move of 2 that is asked for; with half of c it is all of it."""
    cutter = Cutter(model())
    cut = cutter.broken(np.array([0.0, 1.0, 0.5, 0.0]), UP, whole=False)
    assert cut is not None
    assert (cut.nodes.tolist(), cut.least) == ([ALL, B, C], pytest.approx(1.0))
    assert cut.shares == pytest.approx([1.0, 1.0, 1.0])
    assert cutter.broken(np.array([0.0, 1.0, 0.5, 0.5]), UP, whole=False) is None
    assert cutter.broken(np.array([0.5, 1.0, 0.25, 0.25]), UP, whole=False) is None


def test_what_is_known_counts_for_nothing_in_a_cut_and_what_is_hidden_anyway_counts_already() -> None:
    """a is to rise by 4: c is known, so it takes all or b; with b hidden in any case, its 4 are enough."""
    cutter = Cutter(model(upper=7, known="c"))
    assert cutter.goals == [Goal(A, 1, 4.0), Goal(A, -1, 2.0)]
    assert cutter.chosen.tolist() == [True, False, True, False]
    cut = cutter.broken(hidden(A).astype(float), Goal(A, 1, 4.0), whole=True)
    assert cut is not None
    assert (cut.nodes.tolist(), cut.shares.tolist(), cut.least) == ([ALL, B], [1.0, 1.0], 1.0)
    both = Cutter(model(upper=8, lower=0, small="ab"))
    assert both.chosen.tolist() == [True, False, False, True]
    cut = both.broken(hidden(A, B).astype(float), Goal(A, 1, 5.0), whole=True)
    assert cut is not None
    assert cut.nodes.tolist() == [ALL, C]
    assert cut.shares == pytest.approx([1.0, 0.6])
    assert cut.least == pytest.approx(0.2)  # b's fall of 4 is four fifths of it
