"""Which hidden numbers hang together, beside every combination tried."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fardplan.disclosure.audit.hanging import hanging_together


def parts(matrix: list[list[int]], sums: list[list[int]]) -> list[set[int]]:
    """The parts, as sets of the sums' places, by their smallest place."""
    label = hanging_together(np.array(matrix), np.array(sums))
    return [set(np.flatnonzero(label == one).tolist()) for one in dict.fromkeys(label.tolist())]


def slow_parts(matrix: list[list[int]], sums: list[list[int]]) -> list[set[int]]:
    """Every smallest set of sums that the equations tie, joined where they share one."""

    def rank(chosen: tuple[int, ...]) -> int:
        rows = np.array([*matrix, *(sums[one] for one in chosen)], dtype=float)
        return int(np.linalg.matrix_rank(rows)) if len(rows) else 0

    found: list[set[int]] = [{one} for one in range(len(sums))]
    tied: list[set[int]] = []
    for size in range(1, len(sums) + 1):
        for chosen in combinations(range(len(sums)), size):
            if rank(chosen) < rank(()) + size and not any(one <= set(chosen) for one in tied):
                tied.append(set(chosen))
                touched = [part for part in found if part & set(chosen)]
                found = [part for part in found if part not in touched] + [set().union(*touched)]
    return sorted(found, key=min)


def test_two_numbers_with_a_known_sum_hang_together_and_not_with_others() -> None:
    """x + y and z + w are known: what x gains y loses, and z knows nothing of it."""
    matrix = [[1, 1, 0, 0], [0, 0, 1, 1]]
    assert parts(matrix, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) == [{0, 1}, {2, 3}]


def test_a_total_that_follows_from_others_ties_nothing() -> None:
    matrix = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 1, 1, 1]]
    assert parts(matrix, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) == [{0, 1}, {2, 3}]


def test_pieces_that_nobody_tells_tie_what_is_told() -> None:
    """Rows and columns of a table whose inner cells are not told: no hidden row depends on a column."""
    total = [[1, 1, 1, 1]]
    row, other_row, column = [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0]
    assert parts(total, [row, other_row, column]) == [{0, 1}, {2}]


def test_the_same_number_twice_hangs_together() -> None:
    assert parts([[1, 1, 1]], [[1, 0, 0], [1, 0, 0], [0, 1, 0]]) == [{0, 1}, {2}]


def test_a_number_that_is_known_stands_alone() -> None:
    assert parts([[1, 1], [0, 1]], [[1, 0], [0, 1]]) == [{0}, {1}]


def test_without_sums_there_are_no_parts() -> None:
    assert hanging_together(np.array([[1, 1]]), np.zeros((0, 2), dtype=np.int64)).tolist() == []


@given(st.data())
def test_the_parts_are_those_that_every_combination_gives(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 5))
    row = st.lists(st.integers(0, 1), min_size=width, max_size=width)
    matrix = data.draw(st.lists(row, min_size=1, max_size=4))
    sums = data.draw(st.lists(row.filter(any), min_size=1, max_size=5))
    assert parts(matrix, sums) == slow_parts(matrix, sums)
