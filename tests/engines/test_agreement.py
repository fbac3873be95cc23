"""All engines say the same of any register: DuckDB of many small ones, Spark of one that is larger."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.reference import ReferenceEngine
from fardplan.engines.spark_engine import SparkEngine
from fardplan.indicators.counting.plan import DistinctPlan, Flag, PassPlan, Summed
from tests.counting_cases import GEOGRAPHY, REGISTER, Row, row, rows
from tests.engines.drawing import condition, written

TEXTS = (
    "true",
    "age >= 16",
    "17 <= age <= 24",
    "income <= 100",
    "income * 2 + age > 300",
    "employed",
    "sex == 'K'",
    "sex != 'K' or origin == 'utrikes'",
    "origin in ('utrikes')",
    "owner in ('a', 'b') and owner != 'a'",
    "missing(owner) or owner == 'c'",
    "surface * 2 >= 24.6",
    "surface == 0.1",
    "missing(income <= 100)",
    "omrade == 'n1'",
)
KEEP = " and ".join(f"(not (left == '{how}') or missing(left == '{how}'))" for how in ("dead", "moved"))
conditions = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda it: f"({it[0]}) {it[1]} ({it[2]})"
        ),
    ),
    max_leaves=4,
)
COLUMNS = ("sex", "origin", "employed", "owner")
asked = st.none() | st.lists(st.sampled_from(COLUMNS), max_size=2, unique=True).map(tuple)


@st.composite
def flags(draw: st.DrawFn, number: int) -> list[Flag]:
    """A population, some of its members, and perhaps another rule from a year on."""
    key, population, more = f"tal {number}", condition(draw(conditions)), draw(conditions)
    columns, year = draw(asked), draw(st.none() | st.integers(2018, 2021))
    both = condition(f"({more})")
    whens = ((None, None, population),) if year is None else ((year, None, population),)
    members = tuple((first, last, _both(when, both)) for first, last, when in whens)
    return [Flag(key, "population", whens, columns), Flag(key, "numerator", members, columns)]


def _both(one: object, other: object) -> object:
    from fardplan.indicators.counting.expression import Every

    return Every((one, other))  # type: ignore[arg-type]


@st.composite
def plans(draw: st.DrawFn) -> PassPlan:
    drawn = [flag for number in range(draw(st.integers(0, 3))) for flag in draw(flags(number))]
    leaves = draw(st.sampled_from([None, (), (("n1", "n"), ("n2", "n"), ("s1", "s"), ("0", ""))]))
    periods = draw(st.sampled_from([(None, None), (2019, 2020), (None, 2019), (2020, None)]))
    return PassPlan(
        REGISTER,
        draw(st.lists(st.sampled_from(COLUMNS), max_size=3, unique=True).map(tuple)),
        tuple(drawn),
        draw(st.sampled_from([(), (Summed("income", 0), Summed("surface", 1))])),
        draw(st.sampled_from([(), ("income",), ("surface",), ("owner",)])),
        draw(st.none() | st.just(condition(KEEP)) | conditions.map(condition)),
        periods,
        leaves,
    )


@settings(max_examples=80)
@given(rows, plans())
def test_duckdb_counts_as_the_reference_does(tmp_path_factory, people: list[Row], one: PassPlan) -> None:
    path = written(people, tmp_path_factory.mktemp("drawn") / "drawn.parquet")
    assert_frame_equal(
        DuckDbEngine(threads=1).run(one, [path]).cells,
        ReferenceEngine().run(one, [path]).cells,
        check_row_order=False,
    )


@settings(max_examples=30)
@given(rows, conditions, st.integers(1, 3), st.sampled_from([(None, None), (2018, 2020), (2019, None)]))
def test_duckdb_finds_the_distinct_ones_of_the_reference(
    tmp_path_factory, people: list[Row], text: str, years: int, periods: tuple[int | None, int | None]
) -> None:
    path = written(people, tmp_path_factory.mktemp("drawn") / "drawn.parquet")
    one = DistinctPlan(
        REGISTER,
        "person",
        Flag("personer", "population", ((None, None, condition(text)),)),
        ((), ("sex",), ("sex", "origin")),
        years,
        periods,
        condition(KEEP),
    )
    assert_frame_equal(
        DuckDbEngine(threads=1).distinct(one, [path]),
        ReferenceEngine().distinct(one, [path]),
        check_row_order=False,
    )


@settings(max_examples=30)
@given(rows, st.sampled_from([(None, None), (2019, 2020), (2030, 2031)]), st.sampled_from([None, 8]))
def test_duckdb_finds_the_faults_of_the_reference(
    tmp_path_factory, people: list[Row], periods: tuple[int | None, int | None], remembered: int | None
) -> None:
    path = written(people, tmp_path_factory.mktemp("drawn") / "drawn.parquet")
    engine = DuckDbEngine(threads=1)
    engine.remembered = remembered
    found = engine.quality(REGISTER, [path], GEOGRAPHY, periods)
    assert found == ReferenceEngine().quality(REGISTER, [path], GEOGRAPHY, periods)


def larger(seed: int = 4, size: int = 5000) -> list[Row]:
    """Everything that a row can have, faults and numbers that are none included."""
    draw = random.Random(seed)
    return [
        row(
            person=draw.randrange(2000),
            year=draw.choice([2018, 2019, 2020, 2021]),
            omrade=draw.choice(["n1", "n2", "s1", "o1", "gräns", "skog", "0", "okänd", None]),
            sex=draw.choice(["K", "M", "X"]),
            origin=draw.choice(["inrikes", "utrikes", None]),
            age=draw.choice([*range(14, 40), 130]),
            income=draw.choice([None, 0, 100, 200, 50_000, -1]),
            employed=draw.choice([None, True, False]),
            surface=draw.choice([None, 0.0, 0.05, 0.1, 12.35, 70.5, -0.0, float("nan"), float("inf"), 1e300]),
            owner=draw.choice([None, "a", "b'; --", "c\\", "ö"]),
            since=draw.choice([None, date(2018, 6, 14), date(1912, 1, 1)]),
            left=draw.choice([None, None, None, "dead", "moved"]),
        )
        for _ in range(size)
    ]


def _flag(indicator: str, part: str, text: str, *columns: str) -> Flag:
    return Flag(indicator, part, ((None, None, condition(text)),), columns)


WHOLE = PassPlan(
    REGISTER,
    COLUMNS,
    (
        Flag(
            "unga",
            "population",
            ((None, 2019, condition("16 <= age <= 24")), (2020, None, condition("age <= 29"))),
            ("sex", "origin"),
        ),
        _flag("unga", "numerator", "age <= 24 and income <= 100 and not employed", "sex", "origin"),
        _flag("alla", "population", "true", "employed"),
        _flag("alla", "numerator", "surface * 2 > 24.6 or owner in ('c')", "employed"),
        _flag("sena", "population", "since >= '2018-06-14' or income * age > 5000", "owner"),
    ),
    (Summed("income", 0), Summed("surface", 1)),
    ("surface",),
    condition(KEEP),
    (2018, 2021),
    (("n1", "n"), ("n2", "n"), ("s1", "s"), ("0", "")),
)


def test_all_three_agree_on_a_larger_register(spark: SparkEngine, tmp_path: Path) -> None:
    people = larger()
    files = [written(people[:3000], tmp_path / "a.parquet"), written(people[3000:], tmp_path / "b.parquet")]
    expected = ReferenceEngine().run(WHOLE, [tmp_path]).cells
    for engine in (DuckDbEngine(threads=2), spark):
        assert_frame_equal(engine.run(WHOLE, files).cells, expected, check_row_order=False)
    as_they_are = replace(WHOLE, leaves=None, values=(), sums=(), periods=(None, None))
    assert_frame_equal(
        spark.run(as_they_are, files).cells,
        DuckDbEngine(threads=2).run(as_they_are, files).cells,
        check_row_order=False,
    )


def test_all_three_find_the_same_faults_and_persons(spark: SparkEngine, tmp_path: Path) -> None:
    written(larger(), tmp_path / "drawn.parquet")
    one = DistinctPlan(REGISTER, "person", WHOLE.flags[2], (("sex",),), 2, (2018, 2021), condition(KEEP))
    reference = ReferenceEngine()
    faults, persons = (
        reference.quality(REGISTER, [tmp_path], GEOGRAPHY, (2018, 2020)),
        reference.distinct(one, [tmp_path]),
    )
    for engine in (DuckDbEngine(threads=2), spark):
        assert engine.quality(REGISTER, [tmp_path], GEOGRAPHY, (2018, 2020)) == faults
        assert_frame_equal(engine.distinct(one, [tmp_path]), persons, check_row_order=False)
    columns = ["person", "surface", "owner"]
    asked_of = (REGISTER, columns, condition("age <= 20"), [tmp_path], (2019, 2020))
    assert_frame_equal(spark.rows(*asked_of), DuckDbEngine().rows(*asked_of), check_row_order=False)
    assert isinstance(spark.rows(*asked_of).schema["surface"], pl.Float64)
