"""Every planted truth is found again by counting the registers."""

import polars as pl
import pytest

from tests.simulation.conftest import simulated
from tests.simulation.lillkoping import plan

PASSES = pl.col("swedish") & pl.col("english") & pl.col("maths")
ELIGIBLE = PASSES & (pl.col("other_passes") >= 5)


def share(rows, condition, *by):
    """The share of rows with the condition, by one column or by several."""
    counted = rows.group_by(*by).agg(condition.mean().alias("share")).iter_rows()
    return {row[:-1] if len(by) > 1 else row[0]: row[-1] for row in counted}


def neither(rows):
    amount = pl.when(pl.col("year") == 2014).then(40_000).otherwise(45_000)
    return rows.filter(pl.col("age").is_between(17, 24) & ~pl.col("nordic_income")).with_columns(
        neither=(pl.col("income") <= amount)
        & ~pl.col("in_education")
        & ~pl.col("student_aid")
        & (pl.col("sfi_hours") <= 60)
    )


def test_the_young_who_neither_work_nor_study(city):
    rows = neither(city.residents)
    counted = rows.drop_nulls("district").group_by("year", "district").agg(pl.col("neither").sum(), pl.len())
    assert counted.height == 5 * 4
    for year, district, number, size in counted.iter_rows():
        assert city.truths[year]["neither_17_24"]["districts"][district] == [number, size]
    known = {2014: 0.09, 2015: 0.0875}
    found = share(rows, pl.col("neither"), "year")
    assert {year: found[year] for year in known} == pytest.approx(known, abs=0.002)


def test_the_change_in_one_district_from_its_year(city):
    ratio = {"norr": 0.6, "ost": 1.0, "syd": 0.8, "vast": 1.7}
    found = share(neither(city.residents).drop_nulls("district"), pl.col("neither"), "district", "year")
    for year in (2014, 2015):
        assert found["vast", year] / found["ost", year] == pytest.approx(1.7, rel=0.06)
    for year in (2016, 2017, 2018):
        rest = sum(found[name, year] for name in ("norr", "ost", "syd")) / (0.6 + 1.0 + 0.8)
        assert found["vast", year] == pytest.approx(ratio["vast"] * rest - 0.05, abs=0.008)


def test_foreign_background_drifts_as_planted(city):
    """Level in 2015, plus 0.4 points a year, plus a hundredth a year of the distance to the city's mean."""
    then = {"norr": 0.15, "ost": 0.3, "syd": 0.2, "vast": 0.6}
    size = {"norr": 400, "ost": 300, "syd": 200, "vast": 350}
    mean = sum(then[name] * size[name] for name in then) / sum(size.values())
    found = share(city.residents.drop_nulls("district"), pl.col("origin") != "sverige", "district", "year")
    assert len(found) == 5 * 4
    for (district, year), value in found.items():
        planted = then[district] + (year - 2015) * (0.004 + 0.01 * (then[district] - mean))
        assert value == pytest.approx(planted, abs=0.001)


def test_employment_by_district(city):
    rows = city.residents.filter(pl.col("age").is_between(20, 64) & (pl.col("year") == 2017)).drop_nulls(
        "district"
    )
    planted = {"norr": 0.85, "ost": 0.8, "syd": 0.82, "vast": 0.66}
    assert share(rows, pl.col("employed"), "district") == pytest.approx(planted, abs=0.001)


def municipal(city, year):
    rows = city["elever-ak9"].filter(
        (pl.col("year") == year) & (pl.col("provider") == "kommunal") & pl.col("graded")
    )
    return rows.filter(~pl.col("unknown_background")) if year == 2016 else rows


@pytest.mark.parametrize(
    ("year", "level"), [(2014, 0.87), (2015, 0.875), (2016, 0.88), (2017, 0.85), (2018, 0.855)]
)
def test_the_level_of_eligibility_in_municipal_schools(city, year, level):
    rows = municipal(city, year)
    assert rows.select(ELIGIBLE.sum()).item() == pytest.approx(level * rows.height, abs=2)
    assert city.truths[year]["eligibility"]["municipal"] == [rows.select(ELIGIBLE.sum()).item(), rows.height]


def test_the_gap_between_districts_closes():
    """A larger city, so that a pupil more or less is little."""
    city = simulated(plan(120_000, (2016, 2017)))
    for year, gap in ((2016, 0.14), (2017, 0.13)):
        rows = municipal(city, year).with_columns(group=(pl.col("district") == "vast").fill_null(value=False))
        found = share(rows, ELIGIBLE, "group")
        assert found[False] - found[True] == pytest.approx(gap, abs=0.012)


def test_schools_make_the_difference_that_is_planted():
    """Against pupils of other municipal schools who are like them."""
    city = simulated(plan(60_000, (2010, 2021)))
    alike = ["parents_education", "origin", "newly_arrived", "sex", "year", pl.col("district") == "vast"]
    rows = (
        city["elever-ak9"]
        .filter((pl.col("provider") == "kommunal") & pl.col("graded"))
        .with_columns(
            eligible=pl.when(pl.col("year") >= 2012).then(ELIGIBLE).otherwise(PASSES).cast(pl.Float64)
        )
    )
    for school, effect in (("sim-skola-001", 0.05), ("sim-skola-002", -0.09)):
        own = rows.filter(pl.col("school") == school)
        usual = (
            rows.filter(~pl.col("school").is_in(["sim-skola-001", "sim-skola-002"]))
            .group_by(alike)
            .agg(expected=pl.col("eligible").mean())
        )
        keys = ["parents_education", "origin", "newly_arrived", "sex", "year", "district"]
        both = own.with_columns(pl.col("district") == "vast").join(usual, on=keys, nulls_equal=True)
        assert (both["eligible"] - both["expected"]).mean() == pytest.approx(effect, abs=0.035)


def test_three_subjects_were_enough_before_the_rule_changed():
    rows = simulated(plan(40_000, (2011, 2012)))["elever-ak9"].filter("graded")
    few = share(rows, PASSES & (pl.col("other_passes") < 5), "year")
    assert few[2011] > 0.0
    assert few[2012] > 0.0
    counted = {
        year: rows.filter((pl.col("year") == year) & (pl.col("provider") == "kommunal"))
        for year in (2011, 2012)
    }
    assert counted[2011].select(PASSES.mean()).item() == pytest.approx(0.855, abs=0.01)
    assert counted[2012].select(ELIGIBLE.mean()).item() == pytest.approx(0.86, abs=0.01)


def test_an_employer_dominates_an_area(city):
    area = city["arbetsplatser"].filter(pl.col("basomrade") == "402")
    largest = (
        area.group_by("year", "employer")
        .agg(pl.col("employed").sum())
        .group_by("year")
        .agg(pl.col("employed").max() / pl.col("employed").sum(), pl.len())
    )
    assert {year: top for year, top, _ in largest.iter_rows()} == pytest.approx(
        dict.fromkeys(range(2014, 2019), 0.85), abs=0.01
    )
    assert largest.select(pl.nth(2).min()).item() > 1


def test_the_break_and_the_outer_citys_share(city):
    placed = city["arbetsplatser"].drop_nulls("district")
    total = dict(placed.group_by("year").agg(pl.col("employed").sum()).iter_rows())
    assert total[2017] / total[2016] == pytest.approx(1.012 * 1.1, abs=0.002)
    assert total[2018] / total[2017] == pytest.approx(1.012, abs=0.002)
    assert dict(placed.group_by("year").agg(pl.col("method").unique().first()).iter_rows())[2017] == "bas"
    outer = (
        pl.col("employed").filter(pl.col("district").is_in(["ost", "vast"])).sum() / pl.col("employed").sum()
    )
    found = dict(placed.group_by("year").agg(outer).iter_rows())
    first = 25_500 / 76_000
    assert found == pytest.approx(
        {2014: 25_000 / 74_000, 2015: 25_000 / 74_000, 2016: first, 2017: first - 0.005, 2018: first - 0.01},
        abs=0.001,
    )


def test_dwellings_begun_in_the_planted_places(city):
    """All but those of the last year, which is preliminary and lacks some."""
    begun = city["bostadsprojekt"].filter(pl.col("stage") == "paborjad")
    inside = pl.col("district").eq("vast") | pl.col("basomrade").eq("201")
    counted = begun.group_by("year").agg(
        pl.col("dwellings").sum(), pl.col("dwellings").filter(inside).sum().alias("group")
    )
    scale = 20_000 / 128_500
    for year, dwellings, group in counted.iter_rows():
        truth = city.truths[year]["housing"]
        if year < 2018:
            assert [dwellings, group] == [truth["begun"], truth["begun_in_group"]]
            assert group / dwellings == pytest.approx(0.3 + 0.02 * (year - 2015), abs=0.005)
        else:
            assert dwellings < truth["begun"]
    assert city.truths[2016]["housing"]["begun"] == round(950 * scale)
    late = city["bostadsprojekt"].group_by("year").agg(pl.col("preliminary").all()).sort("year")
    assert late.rows() == [(2014, False), (2015, False), (2016, False), (2017, False), (2018, True)]


def answers(city, register, answer, low):
    view = ~pl.col(answer).is_in(["vet_ej", "gar_inte_ut"])
    rows = city[register].filter(pl.col("responded") & view)
    low_one = pl.col(answer).is_in(low)
    return rows.group_by("year").agg(
        plain=low_one.mean(), weighted=(low_one * pl.col("weight")).sum() / pl.col("weight").sum()
    )


def test_weights_mend_what_silence_bends(city):
    unsafe = ["ganska_otrygg", "mycket_otrygg"]
    found = answers(city, "trygghetsmatning", "out_alone", unsafe).sort("year")
    assert found["year"].to_list() == [2014, 2017]
    for year, plain, weighted in found.iter_rows():
        truth = city.truths[year]["safety"]
        assert truth["share"] == {2014: 0.15, 2017: 0.12}[year]
        assert truth["share"] - truth["expected_unweighted"] > 0.008
        assert plain == pytest.approx(truth["expected_unweighted"], abs=0.008)
        assert weighted == pytest.approx(truth["share"], abs=0.008)


def test_the_way_of_asking_changes_low_trust(city):
    found = {
        year: weighted
        for year, _, weighted in answers(
            city, "medborgarundersokning", "trust", ["ganska_lagt", "mycket_lagt"]
        ).iter_rows()
    }
    assert found == pytest.approx({2015: 0.2, 2016: 0.2, 2017: 0.2, 2018: 0.3}, abs=0.025)
    modes = city["medborgarundersokning"].group_by("year").agg(pl.col("mode").unique().first()).sort("year")
    assert modes["mode"].to_list() == ["post", "post", "post", "sms"]


def test_weights_stand_for_everybody_of_those_ages(city):
    rows = city.residents.filter(pl.col("age").is_between(16, 79) & (pl.col("basomrade") != "0"))
    people = dict(rows.group_by("year").len().iter_rows())
    stood = dict(city["trygghetsmatning"].group_by("year").agg(pl.col("weight").sum()).iter_rows())
    assert stood == pytest.approx({year: people[year] for year in stood}, abs=0.5)


def test_strata_are_the_districts_that_were_there(city):
    strata = city["medborgarundersokning"].group_by("year").agg(pl.col("board").unique().sort()).sort("year")
    assert strata["board"].to_list() == [["norr", "ost", "syd", "vast"]] * 3 + [["norr", "ost-vast", "syd"]]
