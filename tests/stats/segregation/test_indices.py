"""Indices on drawn examples, against outside witnesses, and by their laws."""

import json
from csv import DictReader
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fardplan.stats.segregation import (
    SegregationInputError,
    dissimilarity,
    entropy,
    entropy_index,
    eta_squared,
    exposure,
    gini_segregation,
    isolation,
    local_by_area,
    local_by_group,
    mutual_information,
    nested_by_area,
    nested_by_group,
    within_each,
)

RACES = ("asian", "black", "hisp", "white", "native")
PYSAL = json.loads((Path(__file__).parents[1] / "witness" / "segregation_pysal.json").read_text())

tables = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.integers(2, 4)),
    elements=st.integers(0, 60).map(float),
).filter(lambda table: bool((table.sum(axis=0) > 0).all()))
pairs = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 12), st.just(2)), elements=st.integers(0, 60).map(float)
).filter(lambda table: bool((table.sum(axis=0) > 0).all()))

TWO_GROUP_INDICES = (dissimilarity, gini_segregation, eta_squared)


def schools(folder: Path, year: str) -> tuple[list[tuple[str, str, str]], np.ndarray]:
    """The table of pupils by school and group, and each school's state, district and name."""
    rows: dict[tuple[str, str, str], list[float]] = {}
    with (folder / "data" / "segregation_reference" / f"schools{year}.csv").open() as file:
        for row in DictReader(file):
            key = (row["state"], row["district"], row["school"])
            rows.setdefault(key, [0.0] * 5)[RACES.index(row["race"])] += float(row["n"])
    return list(rows), np.array(list(rows.values()))


def witness_city() -> np.ndarray:
    number = np.arange(60)
    return np.column_stack(
        [20 + (number * 37) % 101, 200 + (number * 53) % 307, 5 + (number * number) % 29]
    ).astype(float)


# Drawn examples, the arithmetic left visible ------------------------------------------------------------

FOUR = np.array([[100, 0], [60, 40], [40, 60], [0, 100]], dtype=float)


def test_four_areas_by_hand():
    """Group 100 60 40 0 of 200, others 0 40 60 100 of 200, 100 residents in each."""
    assert dissimilarity(FOUR[:, 0], FOUR[:, 1]) == pytest.approx((100 + 20 + 20 + 100) / 200 / 2)
    assert isolation(FOUR[:, 0], FOUR[:, 1]) == pytest.approx((100 * 1 + 60 * 0.6 + 40 * 0.4) / 200)
    assert exposure(FOUR[:, 0], FOUR[:, 1]) == pytest.approx((60 * 0.4 + 40 * 0.6) / 200)
    assert eta_squared(FOUR[:, 0], FOUR[:, 1]) == pytest.approx((0.76 - 0.5) / 0.5)
    # Trapezia under the curve through (0, 0), (.5, 0), (.8, .2), (1, .5), (1, 1), others first.
    under = 0.3 * 0.2 / 2 + 0.2 * (0.2 + 0.5) / 2
    assert gini_segregation(FOUR[:, 0], FOUR[:, 1]) == pytest.approx(1 - 2 * under)


def test_information_of_four_areas_by_hand():
    """Half the residents live where everybody is alike, half where the mix is 60 to 40."""
    mixed = -(0.6 * np.log(0.6) + 0.4 * np.log(0.4))
    assert mutual_information(FOUR) == pytest.approx(np.log(2) - mixed / 2)
    assert entropy_index(FOUR) == pytest.approx(1 - mixed / 2 / np.log(2))
    assert entropy([200, 200]) == pytest.approx(np.log(2))


def test_exposure_to_one_of_three_groups_counts_all_residents():
    """Group 10 and 30 of 40, others 5 and 0, residents 20 and 60."""
    assert exposure([10, 30], [5, 0], total=[20, 60]) == pytest.approx(10 / 40 * 5 / 20)


def test_local_scores_of_two_areas_by_hand():
    """Areas 30:10 and 10:30 of a city of 40:40."""
    local = local_by_area([[30, 10], [10, 30]])
    score = 0.75 * np.log(0.75 / 0.5) + 0.25 * np.log(0.25 / 0.5)
    assert local.scores == pytest.approx([score, score])
    assert local.weights == pytest.approx([0.5, 0.5])


def test_an_area_without_residents_has_no_score_and_changes_nothing():
    with_empty = np.vstack([FOUR, [0, 0]])
    assert mutual_information(with_empty) == pytest.approx(mutual_information(FOUR))
    assert gini_segregation(*with_empty.T) == pytest.approx(gini_segregation(*FOUR.T))
    local = local_by_area(with_empty)
    assert np.isnan(local.scores[-1])
    assert local.weights[-1] == 0


def test_segregation_within_districts_says_where_there_is_nothing_to_segregate():
    found = within_each([[10, 0], [20, 0], [5, 5], [0, 10]], ["north", "north", "south", "south"])
    assert found["north"].weight == pytest.approx(30 / 50)
    assert (found["north"].m, found["north"].h) == (0.0, None)
    assert found["south"].m == pytest.approx(mutual_information([[5, 5], [0, 10]]))


# Outside witnesses --------------------------------------------------------------------------------------


def test_published_values_of_schools_in_three_states(reference_data):
    """The R package's documentation: M .426, H .419; between states .0992 and .0977, within .326 and .321."""
    names, table = schools(reference_data, "00")
    known = json.loads(
        (reference_data / "data" / "segregation_reference" / "reference_values.json").read_text()
    )["schools00"]
    assert round(mutual_information(table), 6) == known["M"]
    assert round(entropy_index(table), 6) == known["H"]
    assert round(dissimilarity(table[:, 3], table[:, 1]), 6) == known["D_white_black"] == 0.728388
    for column, race in enumerate(RACES):
        rest = table.sum(axis=1) - table[:, column]
        assert round(isolation(table[:, column], rest), 6) == known["isolation"][race]
    between, within = nested_by_area(table, [[name[0] for name in names]])
    assert (round(between.m, 4), round(between.h, 4)) == (0.0992, 0.0977)
    assert (round(within.m, 3), round(within.h, 3)) == (0.326, 0.321)
    assert round(mutual_information(table), 3) == 0.426
    assert round(entropy_index(table), 3) == 0.419


def test_pysal_gives_the_same_indices():
    city = witness_city()
    a, b = city[:, 0], city[:, 1]
    assert {
        "D": dissimilarity(a, b),
        "gini": gini_segregation(a, b),
        "isolation": isolation(a, b),
        "exposure": exposure(a, b),
        "H_two": entropy_index(city[:, :2]),
        "H_three": entropy_index(city),
    } == {
        name: pytest.approx(PYSAL[name], abs=1e-12)
        for name in ("D", "gini", "isolation", "exposure", "H_two", "H_three")
    }


# Slow twins ---------------------------------------------------------------------------------------------


@given(pairs)
def test_gini_is_the_mean_difference_over_all_pairs_of_areas(table):
    residents = table.sum(axis=1)
    share = np.divide(table[:, 0], residents, out=np.zeros(len(table)), where=residents > 0)
    total, city = residents.sum(), table[:, 0].sum() / residents.sum()
    slow = sum(
        residents[i] * residents[j] * abs(share[i] - share[j])
        for i in range(len(table))
        for j in range(len(table))
    ) / (2 * total**2 * city * (1 - city))
    assert gini_segregation(*table.T) == pytest.approx(slow, abs=1e-9)


@given(tables)
def test_mutual_information_is_the_sum_of_its_definition(table):
    joint = table / table.sum()
    slow = sum(
        p * np.log(p / (joint[u].sum() * joint[:, g].sum())) for (u, g), p in np.ndenumerate(joint) if p > 0
    )
    assert mutual_information(table) == pytest.approx(slow, abs=1e-9)


# Laws ---------------------------------------------------------------------------------------------------


@given(pairs)
def test_bounds_and_order(table):
    d, gini = dissimilarity(*table.T), gini_segregation(*table.T)
    assert -1e-12 <= d <= gini + 1e-12 <= 1 + 2e-12
    share = table[:, 0].sum() / table.sum()
    assert share - 1e-12 <= isolation(*table.T) <= 1 + 1e-12
    assert -1e-12 <= entropy_index(table) <= 1 + 1e-12


@given(pairs)
def test_the_mirror_image_is_as_segregated(table):
    for index in TWO_GROUP_INDICES:
        assert index(table[:, 0], table[:, 1]) == pytest.approx(index(table[:, 1], table[:, 0]), abs=1e-9)


@given(tables, st.randoms(use_true_random=False))
def test_areas_and_groups_come_in_any_order(table, random):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = table[rows][:, columns]
    assert mutual_information(shuffled) == pytest.approx(mutual_information(table), abs=1e-9)
    assert entropy_index(shuffled) == pytest.approx(entropy_index(table), abs=1e-9)


@given(pairs, st.floats(0.1, 50), st.floats(0.1, 50))
def test_d_and_gini_do_not_change_with_the_size_of_either_group(table, first, second):
    scaled = table * [first, second]
    assert dissimilarity(*scaled.T) == pytest.approx(dissimilarity(*table.T), abs=1e-9)
    assert gini_segregation(*scaled.T) == pytest.approx(gini_segregation(*table.T), abs=1e-9)


@given(tables, st.integers(0, 11), st.floats(0.05, 0.95))
def test_splitting_an_area_in_proportion_changes_nothing(table, area, part):
    area %= len(table)
    split = np.vstack([table, table[area] * part])
    split[area] *= 1 - part
    assert mutual_information(split) == pytest.approx(mutual_information(table), abs=1e-9)
    assert dissimilarity(split[:, 0], split[:, 1]) == pytest.approx(
        dissimilarity(table[:, 0], table[:, 1]), abs=1e-9
    )
    assert gini_segregation(split[:, 0], split[:, 1]) == pytest.approx(
        gini_segregation(table[:, 0], table[:, 1]), abs=1e-9
    )


@given(tables)
def test_local_scores_weigh_up_to_the_whole(table):
    for local in (local_by_area(table), local_by_group(table)):
        lived = local.weights > 0
        assert local.weights[lived] @ local.scores[lived] == pytest.approx(
            mutual_information(table), abs=1e-9
        )
        assert (local.scores[lived] > -1e-9).all()


@given(tables, st.data())
def test_nested_levels_sum_to_the_whole_and_none_is_negative(table, data):
    fine = data.draw(st.lists(st.integers(0, 4), min_size=len(table), max_size=len(table)))
    coarse = [number % 2 for number in fine]
    levels = nested_by_area(table, [coarse, fine])
    assert sum(level.m for level in levels) == pytest.approx(mutual_information(table), abs=1e-9)
    assert sum(level.h for level in levels) == pytest.approx(entropy_index(table), abs=1e-9)
    assert all(level.m > -1e-9 for level in levels)
    inside = within_each(table, coarse)
    assert sum(part.weight * part.m for part in inside.values()) == pytest.approx(
        levels[1].m + levels[2].m, abs=1e-9
    )


@given(tables)
def test_groups_of_groups_split_the_whole(table):
    assume(table.shape[1] > 2)
    families = ["first", *["rest"] * (table.shape[1] - 1)]
    between, within = nested_by_group(table, families)
    merged = np.column_stack([table[:, 0], table[:, 1:].sum(axis=1)])
    assert between.m == pytest.approx(mutual_information(merged), abs=1e-9)
    assert between.m + within.m == pytest.approx(mutual_information(table), abs=1e-9)
    assert within.m > -1e-9


# What cannot be told ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "others", "why"),
    [
        ([0, 0], [1, 2], "groups without members: column 0"),
        ([1, 2], [0, 0], "groups without members: column 1"),
        ([1, -1], [1, 2], "negative count -1.0"),
        ([1, np.nan], [1, 2], "not a finite number"),
        ([1, 2, 3], [1, 2], "shape"),
        ([], [], "shape"),
    ],
)
def test_an_undefined_index_is_refused(group, others, why):
    for index in (dissimilarity, isolation, exposure, eta_squared, gini_segregation):
        with pytest.raises(SegregationInputError, match=why):
            index(group, others)


def test_tables_divisions_and_totals_that_do_not_fit_are_refused():
    with pytest.raises(SegregationInputError, match="shape"):
        mutual_information([[1], [2]])
    with pytest.raises(SegregationInputError, match="not nested"):
        nested_by_area(FOUR, [["a", "a", "b", "b"], ["x", "y", "y", "z"]])
    with pytest.raises(SegregationInputError, match="4 areas and 2 names"):
        nested_by_area(FOUR, [["a", "b"]])
    with pytest.raises(SegregationInputError, match="4 areas and 1 names"):
        within_each(FOUR, ["a"])
    with pytest.raises(SegregationInputError, match="2 groups and 3 names"):
        nested_by_group(FOUR, ["a", "b", "c"])
    with pytest.raises(SegregationInputError, match="do not cover"):
        exposure([1, 2], [1, 2], total=[1, 9])
    with pytest.raises(SegregationInputError, match="diversity"):
        entropy([0, 0])
