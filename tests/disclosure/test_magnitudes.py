"""Sums of several contributors: the sensitivity rules by hand, and each at its boundary."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.disclosure.magnitudes import (
    Contributions,
    contributions,
    contributions_to,
    dominance_level,
    needs_of_sums,
    p_percent_level,
)
from fardplan.disclosure.rules import Dominance, Magnitudes
from fardplan.disclosure.tables import Dimension, LinkedCells, Parts
from fardplan.vocabulary.errors import InputError
from tests.disclosure.small_tables import cells_of


def of(*sums: list[int]) -> Contributions:
    """One sum for each list of contributions."""
    cell = np.array([i for i, parts in enumerate(sums) for _ in parts], dtype=np.int64)
    who = np.array([j for parts in sums for j, _ in enumerate(parts)], dtype=np.int64)
    amount = np.array([part for parts in sums for part in parts], dtype=np.int64)
    return contributions(cell, who, amount, len(sums))


def told(found: Contributions) -> list[tuple[int, int, int, int]]:
    return list(
        zip(
            *(array.tolist() for array in (found.value, found.largest, found.second, found.number)),
            strict=True,
        )
    )


def test_dominance_of_one() -> None:
    """80 of 100 are more than 75 per cent; with 80 / 0.75 - 100 = 6.67 more from others they would not be.
    75 of 100 are not more than 75 per cent.
    """
    level = dominance_level(of([80, 15, 5], [75, 15, 10]), Dominance(n=1, k=75))

    assert level == pytest.approx([20 / 3, 0.0])


def test_dominance_of_two() -> None:
    """50 + 40 of 100 against 85 per cent: 90 / 0.85 - 100 = 5.88."""
    level = dominance_level(of([50, 40, 10], [45, 40, 15]), Dominance(n=2, k=85))

    assert level == pytest.approx([100 / 17, 0.0])


def test_p_percent() -> None:
    """Of 110 = 50 + 30 + 20 + 10 the second, who gave 30, knows that the largest gave at most 110 - 30 = 80:
    60 % too high, sensitive only above p = 60. Of 100 = 80 + 15 + 5 it knows at most 85, that is 6.25 %
    too high, and at p = 10 the sum must be open by 8 - 5 = 3 more.
    """
    assert p_percent_level(of([50, 30, 20, 10], [80, 15, 5]), 10.0) == pytest.approx([-25.0, 3.0])
    assert p_percent_level(of([50, 30, 20, 10], [80, 15, 5]), 60.0) == pytest.approx([0.0, 43.0])


def test_one_contributor_is_estimated_exactly() -> None:
    """Who is alone is known from the sum, so that p per cent of it must be open."""
    assert p_percent_level(of([40]), 10.0) == pytest.approx([4.0])


def test_needs_of_a_dominated_sum_reach_as_far_down_as_up() -> None:
    needs = needs_of_sums(of([80, 15, 5], [50, 30, 20]), Magnitudes(p_percent=10, contributors=3))

    assert needs.sensitive.tolist() == [True, False]
    assert (needs.lower[0], needs.upper[0]) == (97, 103)


def test_the_widest_rule_decides_and_ends_are_whole() -> None:
    """20 / 3 from dominance beats 3 from p per cent, rounded up to 7."""
    needs = needs_of_sums(of([80, 15, 5]), Magnitudes(dominance=Dominance(n=1, k=75), p_percent=10))

    assert (needs.lower[0], needs.upper[0]) == (93, 107)


def test_two_contributors_are_too_few_and_three_are_not() -> None:
    needs = needs_of_sums(
        of([50, 50], [34, 33, 33], []), Magnitudes(p_percent=None, contributors=3, safety=15)
    )

    assert needs.sensitive.tolist() == [True, False, False]
    assert (needs.lower[0], needs.upper[0]) == (85, 115)


def test_a_small_sum_stays_open_by_one_and_not_below_zero() -> None:
    needs = needs_of_sums(of([1], [2]), Magnitudes(p_percent=10, safety=150))

    assert needs.sensitive.tolist() == [True, True]
    assert list(zip(needs.lower.tolist(), needs.upper.tolist(), strict=True)) == [(0, 3), (0, 5)]


def test_the_safety_of_few_contributors_is_in_per_cent() -> None:
    needs = needs_of_sums(of([600, 400]), Magnitudes(p_percent=None, safety=15))

    assert (needs.lower[0], needs.upper[0]) == (850, 1150)


def test_one_unit_of_play_is_asked_for_too() -> None:
    """Ten per cent of the ten that one contributor gave."""
    needs = needs_of_sums(of([10]), Magnitudes(p_percent=10, contributors=1))

    assert (needs.sensitive[0], needs.lower[0], needs.upper[0]) == (True, 9, 11)


def test_a_sum_at_the_boundary_of_a_rule_is_not_sensitive() -> None:
    """100 = 80 + 12 + 8: the rest 8 is exactly ten per cent of 80."""
    assert needs_of_sums(of([80, 12, 8]), Magnitudes(p_percent=10)).sensitive.tolist() == [False]


def test_contributors_are_gathered_before_they_are_compared() -> None:
    """Two projects of 30 of one developer are one contribution of 60; who gives nothing is nobody."""
    cell = np.array([0, 0, 0, 0, 2])
    developer = np.array(["Bygg", "Hus", "Bygg", "Tomt", "Hus"])
    amount = np.array([30, 40, 30, 0, 5])

    assert told(contributions(cell, developer, amount, 3)) == [(100, 60, 40, 2), (0, 0, 0, 0), (5, 5, 0, 1)]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 50)), max_size=40))
def test_top_two_agree_with_a_slow_count(parts: list[tuple[int, int, int]]) -> None:
    by_cell: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for cell, who, amount in parts:
        by_cell[cell][who] += amount
    slow = []
    for cell in range(4):
        given_amounts = sorted((amount for amount in by_cell[cell].values() if amount), reverse=True)
        top = [*given_amounts, 0, 0]
        slow.append((sum(given_amounts), top[0], top[1], len(given_amounts)))

    columns = np.array(parts, dtype=np.int64).reshape(-1, 3).T
    assert told(contributions(columns[0], columns[1], columns[2], 4)) == slow


@pytest.mark.parametrize(
    ("value", "largest", "second", "number", "fault"),
    [
        (10, 6, -1, 2, "a contribution or a sum below zero"),
        (-1, 0, 0, 0, "a contribution or a sum below zero"),
        (10, 4, 5, 2, "a second contribution that is larger than the largest"),
        (10, 6, 5, 2, "two contributions that exceed their sum"),
        (10, 6, 4, 1, "more contributions than contributors"),
    ],
)
def test_what_cannot_be_contributions_is_refused(
    value: int, largest: int, second: int, number: int, fault: str
) -> None:
    with pytest.raises(InputError) as refusal:
        Contributions(*(np.array(pair) for pair in ((9, value), (5, largest), (3, second), (3, number))))

    assert str(refusal.value) == (
        f"1 of 2 sums have {fault}\nRules of dominance hold for sums of contributions from zero."
    )


def test_negative_amounts_are_refused_without_telling_them() -> None:
    with pytest.raises(InputError) as refusal:
        contributions(np.array([0, 0]), np.array([1, 2]), np.array([5, -7341]), 1)

    assert str(refusal.value) == (
        "1 contributions are below zero\nRules of dominance hold for sums of contributions from zero."
    )


def test_contributions_of_different_shapes_are_refused() -> None:
    with pytest.raises(InputError, match="contributions of the shapes"):
        Contributions(np.zeros(2, int), np.zeros(2, int), np.zeros(2, int), np.zeros(1, int))


def test_contributions_to_linked_cells() -> None:
    """Two developers build in the north, one of them in the south as well."""
    area = Dimension(
        "area", {"city": frozenset({"n", "s"}), "north": frozenset({"n"}), "south": frozenset({"s"})}
    )
    form = Dimension("form", {"": frozenset({"flats", "houses"}), "houses": frozenset({"houses"})})
    cells = cells_of(
        {
            ("city", ""): 100,
            ("north", ""): 70,
            ("south", ""): 30,
            ("north", "houses"): 5,
            ("south", "houses"): 0,
        },
        area,
        form,
    )
    parts = Parts(
        (np.array(["n", "n", "n", "s"]), np.array(["flats", "flats", "houses", "flats"])),
        np.array(["Bygg", "Hus", "Hus", "Hus"]),
        np.array([40, 25, 5, 30]),
    )

    assert told(contributions_to(cells, parts)) == [
        (100, 60, 40, 2),
        (70, 40, 30, 2),
        (30, 30, 0, 1),
        (5, 5, 0, 1),
        (0, 0, 0, 0),
    ]


def test_contributions_that_do_not_make_the_sums_are_refused() -> None:
    cells = cells_of({("city",): 7}, Dimension("area", {"city": frozenset({"n"})}))

    with pytest.raises(InputError) as refusal:
        contributions_to(cells, Parts((np.array(["n"]),), np.array(["Bygg"]), np.array([8])))

    assert str(refusal.value) == "1 of 1 sums are not what their contributors gave together"


def test_no_cells_have_no_contributions() -> None:
    cells = LinkedCells((Dimension("area", {"city": frozenset({"n"})}),), (), np.zeros(0, dtype=np.int64))
    parts = Parts((np.array(["n"]),), np.array(["Bygg"]), np.array([8]))

    assert told(contributions_to(cells, parts)) == []
