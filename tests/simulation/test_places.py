"""Projects stand inside their areas; schools and workplaces are as unlike each other as real ones."""

import polars as pl
import shapely

from fardplan.simulation.projects import STAGES
from fardplan.simulation.schools import schools_of
from tests.simulation.conftest import simulated
from tests.simulation.lillkoping import plan


def test_every_project_stands_inside_its_area(city):
    surfaces = dict(zip(city.plan.areas.codes[:-1], city.plan.areas.surfaces, strict=True))
    rows = city["bostadsprojekt"].select("basomrade", "x", "y")
    assert rows.height > 50
    assert all(shapely.contains_xy(surfaces[code], x, y) for code, x, y in rows.iter_rows())
    assert (rows["x"].round(2) == rows["x"]).all()


def test_stages_come_in_their_order_and_keep_what_they_are():
    rows = simulated(plan(20_000, (2010, 2020))).registers["bostadsprojekt"]
    ordered = rows.with_columns(
        when=pl.col("year").cast(pl.Int32) * 4 + pl.col("quarter"),
        step=pl.col("stage").replace_strict({name: number for number, name in enumerate(STAGES)}),
    ).sort("project", "step")
    gaps = ordered.select(pl.col("when").diff().over("project").drop_nulls())["when"]
    assert gaps.len() > 100
    assert gaps.min() > 0
    same = rows.group_by("project").agg(
        pl.col("dwellings", "tenure", "form", "basomrade", "x", "y").n_unique()
    )
    assert same.drop("project").max().row(0) == (1,) * 6


def test_schools_have_unlike_pupils(city):
    rows = city["elever-ak9"].filter("home_city")
    shares = rows.group_by("school").agg((pl.col("origin") != "sverige").mean().alias("share"), pl.len())
    assert shares["share"].max() - shares["share"].min() > 0.2
    by_provider = dict(
        rows.group_by("provider").agg((pl.col("parents_education") == "eftergymnasial").mean()).iter_rows()
    )
    assert by_provider["fristaende"] > by_provider["kommunal"] + 0.05


def test_every_district_has_a_municipal_school():
    model = plan(20_000)
    schools = schools_of(model)
    assert len(set(schools.names)) == len(schools.names)
    near = schools.pull[:-1][:, schools.provider == 0].argmax(axis=1)
    assert len(set(near.tolist())) >= 4


def test_most_workplaces_are_small_and_most_people_work_in_the_large(city):
    rows = city["arbetsplatser"].filter(pl.col("year") == 2016)
    size = rows["employed"].sort(descending=True)
    assert size.median() < 6
    assert size.head(len(size) // 10).sum() / size.sum() > 0.5
    assert rows.group_by("employer").len()["len"].max() > 5


def test_workplaces_come_and_go(city):
    places = {
        year: set(city["arbetsplatser"].filter(pl.col("year") == year)["workplace"]) for year in (2015, 2016)
    }
    stayed = len(places[2015] & places[2016]) / len(places[2015])
    assert 0.75 < stayed < 0.95


def test_areas_stay_unlike_each_other(city):
    """Dissimilarity of foreign background over small areas: it changes slowly and does not vanish."""
    counts = city.residents.group_by("year", "basomrade").agg(
        there=(pl.col("origin") != "sverige").sum(), others=(pl.col("origin") == "sverige").sum()
    )
    index = (
        counts.group_by("year")
        .agg(
            (pl.col("there") / pl.col("there").sum() - pl.col("others") / pl.col("others").sum()).abs().sum()
            / 2
        )
        .sort("year")["there"]
    )
    assert index.min() > 0.25
    assert (index.diff().drop_nulls().abs() < 0.03).all()
