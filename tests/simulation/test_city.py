"""What a simulated city must be whatever is planted: who is where, who gets older, what sums to what."""

import numpy as np
import polars as pl
import pytest

from fardplan.simulation.moving import pass_year
from fardplan.simulation.people import first_people
from tests.simulation.lillkoping import DISTRICTS, LATER, plan

KEPT = ["sex", "origin"]


def test_the_districts_have_exactly_their_part_of_the_real_population(city):
    later = pl.DataFrame({"district": DISTRICTS, "later": [LATER[name] for name in DISTRICTS]})
    counted = (
        city.residents.join(later, on="district", how="left")
        .with_columns(pl.col("later").fill_null("0"))
        .group_by("year", "later")
        .len()
    )
    found = {(year, name): number for year, name, number in counted.iter_rows()}
    real = {
        2014: {"norr": 41_600, "ost-vast": 63_200, "syd": 21_600, "0": 500},
        2018: {"norr": 43_200, "ost-vast": 65_200, "syd": 23_200, "0": 500},
    }
    scale = 20_000 / (42_000 + 64_000 + 22_000 + 500)
    for year, places in real.items():
        assert all(abs(found[year, name] - number * scale) <= 1 for name, number in places.items())
        assert sum(found[year, name] for name in places) == round(sum(places.values()) * scale)
    truths = {
        (year, name): n for year, truth in city.truths.items() for name, n in truth["population"].items()
    }
    assert truths == found


def test_nobody_stands_twice_in_a_year(city):
    assert not city["befolkning"].select("person", "year").is_duplicated().any()
    assert not city["elever-ak9"].select("person", "year").is_duplicated().any()
    assert not city["arbetsplatser"].select("workplace", "year").is_duplicated().any()
    assert not city["bostadsprojekt"].select("project", "stage").is_duplicated().any()
    assert not city["trygghetsmatning"].select("person", "year").is_duplicated().any()


def test_people_get_a_year_older_and_stay_who_they_are(city):
    rows = city["befolkning"].select("person", "year", "age", *KEPT)
    later = rows.with_columns(year=pl.col("year") - 1, age=pl.col("age") - 1)
    both = rows.join(later, on=["person", "year"], suffix="_later")
    assert both.height > 60_000
    for column in ("age", *KEPT):
        assert (both[column] == both[f"{column}_later"]).all()


def test_who_has_left_does_not_come_back(city):
    left = city["befolkning"].filter(pl.col("left").is_not_null()).select("person", gone="year")
    assert left.height > 1000
    after = city["befolkning"].join(left, on="person").filter(pl.col("year") > pl.col("gone"))
    assert after.is_empty()
    months = (
        city["befolkning"]
        .group_by(pl.col("left").is_null())
        .agg(pl.col("left_month").is_null().all().alias("none"), pl.col("left_month").is_between(1, 12).all())
    )
    assert months.sort("left").rows() == [(False, False, True), (True, True, True)]


def test_who_is_there_was_there_before_or_is_new(city):
    """Moves within, into and out of the city all occur, and most stay where they are."""
    now = city.residents.filter(pl.col("year") == 2016).select("person", "basomrade", "age")
    then = city.residents.filter(pl.col("year") == 2015).select("person", before="basomrade")
    both = now.join(then, on="person", how="left")
    babies = both.filter(pl.col("age") == 0)
    assert babies["before"].is_null().all()
    assert 0.008 < babies.height / now.height < 0.02
    came = both.filter(pl.col("before").is_null() & (pl.col("age") > 0)).height / now.height
    moved = both.filter(pl.col("before") != pl.col("basomrade")).height / now.height
    assert 0.02 < came < 0.12
    assert 0.04 < moved < 0.16


def test_children_live_in_the_homes_of_grown_ups():
    model = plan(20_000, (2014, 2016))
    residents = first_people(model, 2013)
    for year in (2014, 2015, 2016):
        residents = pass_year(model, residents, year, int(residents.person.max()) + 1).residents
    age = 2016 - residents.born
    adults = np.unique(residents.household[age >= 19])
    children = age < 16
    assert np.isin(residents.household[children], adults).mean() > 0.93
    area_of = {}
    together = 0
    for household, area in zip(residents.household[~children], residents.area[~children], strict=True):
        area_of.setdefault(household, area)
    pairs = list(zip(residents.household[children], residents.area[children], strict=True))
    together = sum(area_of.get(household) == area for household, area in pairs)
    assert together / len(pairs) > 0.9


def test_the_day_population_is_the_sum_of_the_employed_at_workplaces(city):
    counted = city["arbetsplatser"].group_by("year", "district").agg(pl.col("employed").sum())
    found = {(year, district or "0"): number for year, district, number in counted.iter_rows()}
    for year, truth in city.truths.items():
        day = truth["day_population"]
        assert {name: found[year, name] for name in DISTRICTS} == day["districts"]
        assert found[year, "0"] == day["unplaced"]
    scale = 20_000 / 128_500
    assert [found[2016, name] for name in DISTRICTS] == pytest.approx(
        [41_000 * scale, 10_000 * scale, 9_500 * scale, 15_500 * scale], abs=1
    )


def test_income_studies_and_work_agree(city):
    rows = city.residents.with_columns(amount=pl.when(pl.col("year") == 2014).then(40_000).otherwise(45_000))
    children = rows.filter(pl.col("age") < 16)
    assert children.select(pl.col("income", "employed", "sfi_hours").sum()).row(0) == (0, 0, 0)
    assert children["education"].is_null().all()
    assert not rows.filter(pl.col("student_aid") & ~pl.col("in_education")).height
    young = rows.filter(pl.col("age").is_between(16, 29) & ~pl.col("nordic_income"))
    between = pl.col("income").is_between(0.91 * pl.col("amount"), 1.09 * pl.col("amount"))
    assert not young.filter(between & ~pl.col("in_education") & (pl.col("sfi_hours") <= 60)).height
    assert not rows.filter(pl.col("nordic_income") & pl.col("employed")).height


def test_the_registers_have_the_rows_their_definitions_tell_of(city):
    ages = {"0-15": (0, 15), "16-19": (16, 19), "20-24": (20, 24), "25-29": (25, 29), "30-44": (30, 44),
            "45-64": (45, 64), "65-79": (65, 79), "80-": (80, 120)}  # fmt: skip
    spans = city["befolkning"].group_by("age_group").agg(pl.col("age").min().alias("a"), pl.col("age").max())
    for group, least, most in spans.iter_rows():
        assert ages[group][0] <= least <= most <= ages[group][1]
    pupils = city["elever-ak9"]
    assert pupils.filter(pl.col("home_city") == pl.col("basomrade").is_null()).is_empty()
    silent = city["trygghetsmatning"].filter(~pl.col("responded"))
    assert silent["out_alone"].is_null().all()
    assert silent["weight"].is_null().all()
