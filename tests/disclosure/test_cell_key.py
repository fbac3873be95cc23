"""Cell-key perturbation: the table against its constraints and against a published one; consistency."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from fardplan.disclosure.cell_key import (
    KEYS,
    cell_keys,
    perturb,
    perturbation_table,
    record_keys,
)
from fardplan.vocabulary.errors import InputError

SALT = "b1946ac92492d2347c6235b4d2611184"

tables = st.sampled_from([(2, 1.0, 1), (3, 1.5, 2), (4, 2.0, 1), (5, 3.0, 3), (8, 6.0, 4), (10, 8.0, 2)])


def test_a_published_table() -> None:
    """The vignette of the R package ptable (1.0.0) prints, for at most 2 with variance 1, the row
    0.0638 … 0.383 … 0.0638 for counts of 2 or more.
    """
    table = perturbation_table(2, 1.0)

    assert table.probabilities[2].round(4).tolist() == [0.0638, 0.2447, 0.383, 0.2447, 0.0638]
    assert table.probabilities[3].tolist() == pytest.approx(table.probabilities[2].tolist(), abs=1e-12)


@given(tables)
def test_every_row_meets_its_constraints(settings: tuple[int, float, int]) -> None:
    maximum, variance, smallest = settings
    table = perturbation_table(*settings)
    rows = table.probabilities

    assert rows.shape == (maximum + smallest + 1, 2 * maximum + 1)
    assert rows.sum(axis=1) == pytest.approx(np.ones(len(rows)), abs=1e-12)
    assert rows @ table.changes == pytest.approx(np.zeros(len(rows)), abs=1e-10)
    assert rows[1:] @ table.changes**2 == pytest.approx(np.full(len(rows) - 1, variance), abs=1e-10)
    for count, row in enumerate(rows):
        after = count + table.changes
        possible = (after == 0) | (after >= smallest) if count else table.changes == 0
        assert (row[~possible] == 0).all()
        assert (row[possible] > 0).all()


@given(tables)
def test_a_row_is_a_bell_on_what_is_allowed(settings: tuple[int, float, int]) -> None:
    """Of maximum entropy under a mean and a variance is what has a quadratic logarithm, and nothing else."""
    table = perturbation_table(*settings)
    for row in table.probabilities[1:]:
        allowed = row > 0
        change = table.changes[allowed].astype(float)
        features = np.stack([np.ones_like(change), change, change**2], axis=1)
        logarithms = np.log(row[allowed])
        fitted, *_ = np.linalg.lstsq(features, logarithms, rcond=None)
        assert features @ fitted == pytest.approx(logarithms, abs=1e-7)


def test_no_other_distribution_of_the_constraints_is_less_telling() -> None:
    """A general optimiser, started elsewhere, comes to the same row."""
    row = perturbation_table(3, 1.5, 2).probabilities[2]
    change = np.array([-2.0, 0.0, 1.0, 2.0, 3.0])

    found = minimize(
        lambda p: float(np.sum(p * np.log(p))),
        np.full(5, 0.2),
        method="SLSQP",
        bounds=[(1e-9, 1)] * 5,
        constraints=[
            {"type": "eq", "fun": lambda p: p.sum() - 1},
            {"type": "eq", "fun": lambda p: p @ change},
            {"type": "eq", "fun": lambda p: p @ change**2 - 1.5},
        ],
        options={"ftol": 1e-14, "maxiter": 500},
    )

    assert row[row > 0] == pytest.approx(found.x, abs=1e-5)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ((2, 2.0, 1), ("1", "2", "Its variance lies between 0 and 2, both excluded.")),
        ((5, 2.0, 3), ("1", "2", "Its variance lies between 2 and 5, both excluded.")),
        (
            (1, 0.5, 3),
            (
                "1",
                "0.5",
                "Every count that may come out lies on the same side of it; let the maximum be larger.",
            ),
        ),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_what_could(
    settings: tuple[int, float, int], told: tuple[str, str, str]
) -> None:
    with pytest.raises(InputError) as refusal:
        perturbation_table(*settings)

    assert str(refusal.value) == (
        f"the count {told[0]} cannot be moved with mean 0 and variance {told[1]}\n{told[2]}"
    )


def test_counts_are_moved_by_what_the_key_finds() -> None:
    """Cumulative for counts from 2: 0.0638, 0.3085, 0.6915, 0.9362; for 1: 0.3981, 0.7038, 0.8980."""
    table = perturbation_table(2, 1.0)
    shares = np.array([0.0, 0.0637, 0.0639, 0.5, 0.9361, 0.9363, 0.9999, 0.39, 0.40, 0.95, 0.5])
    counts = np.array([9, 9, 9, 9, 9, 9, 9, 1, 1, 1, 0])

    moved = perturb(counts, np.floor(shares * KEYS).astype(np.int64), table)

    assert moved.tolist() == [7, 7, 8, 9, 10, 11, 11, 0, 1, 3, 0]


def test_the_last_key_of_all_finds_a_change() -> None:
    assert perturb(np.array([100]), np.array([KEYS - 1]), perturbation_table(5, 3.0)).tolist() == [105]


@given(tables, st.integers(0, 60))
def test_noise_is_right_on_average(settings: tuple[int, float, int], count: int) -> None:
    """Over 100,000 keys spread evenly the mean is the count and the variance what the table says."""
    keys = (np.arange(100_000) * KEYS // 100_000).astype(np.int64)

    moved = perturb(np.full(100_000, count), keys, perturbation_table(*settings))

    assert moved.mean() == pytest.approx(count, abs=2e-3)
    assert moved.var() == pytest.approx(settings[1] if count else 0.0, abs=2e-2)
    assert not ((moved > 0) & (moved < settings[2])).any()
    assert np.abs(moved - count).max() <= settings[0]


def test_the_same_people_have_the_same_noise_wherever_they_are_counted() -> None:
    keys = record_keys([(number,) for number in range(40)], SALT)
    once, again = keys[:20].sum(), keys[19::-1].sum()
    in_parts = keys[:7].sum() + keys[7:20].sum()
    table = perturbation_table(5, 3.0, 3)

    moved = perturb(np.full(3, 20), cell_keys(np.array([once, again, in_parts])), table)

    assert len(set(moved.tolist())) == 1


def test_a_key_is_what_an_engine_would_compute() -> None:
    """`printf 'salt\\x1f7\\x1fanna' | sha256sum | cut -c1-8`, read as a hexadecimal number."""
    digest = hashlib.sha256(SALT.encode() + b"\x1f7\x1fanna").hexdigest()

    assert record_keys([(7, "anna")], SALT).tolist() == [int(digest[:8], 16)]


def test_keys_depend_on_the_salt_and_on_every_part() -> None:
    other = SALT[::-1]
    keys = [
        *record_keys([(1, 2), (12,), (2, 1), ("1", "2")], SALT).tolist(),
        *record_keys([(1, 2)], other).tolist(),
    ]

    assert keys[0] == keys[3]
    assert len(set(keys)) == 4


def test_keys_are_spread_evenly() -> None:
    keys = record_keys([(number,) for number in range(20_000)], SALT)

    assert 0 <= keys.min() < keys.max() < KEYS
    assert np.bincount(keys * 10 // KEYS, minlength=10) == pytest.approx(np.full(10, 2000), abs=200)


def test_a_short_salt_is_refused_without_telling_it() -> None:
    with pytest.raises(InputError) as refusal:
        record_keys([(1,)], "hemligt")

    assert str(refusal.value) == "a salt of 7 characters can be guessed\nIt has 32 or more."


def test_sums_of_keys_wrap_around() -> None:
    assert cell_keys(np.array([5, KEYS, KEYS * 9 + 7])).tolist() == [5, 0, 7]
