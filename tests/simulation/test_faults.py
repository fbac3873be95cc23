"""Planted faults: at their rates, of their kinds, and none where none is asked for."""

import polars as pl
import pytest

from fardplan.simulation import NO_FAULTS, FaultRates, read_faults, simulate
from fardplan.simulation.faults import UNKNOWN_AREA, USUAL_FAULTS, planted
from fardplan.vocabulary.errors import InputError
from tests.simulation.lillkoping import CODES, plan

RATES = FaultRates(duplicates=0.01, unknown_area=0.02, other_division=0.03, missing=0.04, out_of_range=0.05)


def test_every_fault_is_there_as_often_as_it_is_told():
    (year,) = simulate(plan(5_000, (2015, 2015), faults=RATES))
    rows, told = year.rows["befolkning"], year.faults["befolkning"]
    found = {
        "duplicates": rows.select("person", "year").is_duplicated().sum() // 2,
        "unknown_area": rows.filter(pl.col("basomrade") == UNKNOWN_AREA).height,
        "other_division": rows.filter(pl.col("basomrade") == "999").height,
        "missing": rows["sex"].null_count(),
        "out_of_range": rows.filter(pl.col("age") == 199).height,
    }
    assert found == told
    size = rows.height - told["duplicates"]
    assert {name: number / size for name, number in told.items()} == pytest.approx(
        {
            "duplicates": 0.01,
            "unknown_area": 0.02,
            "other_division": 0.03,
            "missing": 0.04,
            "out_of_range": 0.05,
        },
        abs=0.01,
    )


def test_without_faults_every_row_is_right():
    (year,) = simulate(plan(2_000, (2015, 2015)))
    assert year.faults == {}
    assert set(year.rows["befolkning"]["basomrade"]) <= {*CODES, "0"}


def test_workplaces_lose_their_area_and_count_below_zero():
    (year,) = simulate(plan(5_000, (2015, 2015), faults=RATES))
    rows, told = year.rows["arbetsplatser"], year.faults["arbetsplatser"]
    assert (rows["basomrade"].null_count(), (rows["employed"] < 0).sum()) == (
        told["missing"],
        told["out_of_range"],
    )


def test_a_register_without_numbers_has_none_out_of_range():
    frame = pl.DataFrame({"basomrade": ["1"] * 1000, "sex": ["K"] * 1000})
    rows, told = planted(frame, RATES, seed=1, register="x", year=2015, gone=())
    assert (told["out_of_range"], told["other_division"]) == (0, 0)
    assert rows["sex"].null_count() == told["missing"] > 0


def test_rates_as_text():
    assert read_faults("usual") == USUAL_FAULTS
    assert read_faults("duplicates=0.001,missing=0.02") == FaultRates(duplicates=0.001, missing=0.02)
    assert not NO_FAULTS.any


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "missin=0.1",
            "there is no fault 'missin'\nThere is: duplicates, missing, other_division, out_of_range, "
            "unknown_area. Did you mean 'missing'?",
        ),
        ("missing=much", "'much' is not a rate of 'missing'\nWrite 0.001."),
        ("missing=0.5", "the rate 0.5 of 'missing' is not from 0 to 0.2"),
    ],
)
def test_a_fault_that_is_not_understood(text, told):
    with pytest.raises(InputError) as error:
        read_faults(text)
    assert str(error.value) == told
