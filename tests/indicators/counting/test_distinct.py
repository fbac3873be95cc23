"""Different persons over time: a breakdown is told whole or not at all."""

import polars as pl

from fardplan.indicators.counting.distinct import distinct_observations
from fardplan.indicators.counting.planning import plan_counts
from fardplan.vocabulary.period import Period
from tests.counting_cases import GEOGRAPHY, REGISTER, counted
from tests.indicators.counting.test_observing import FROM

YEARS = [Period.of_year(2020), Period.of_year(2021)]
EVER = counted(
    "nagon-gang",
    population="not employed",
    measure={"kind": "distinct", "column": "person", "years": 3},
    divisions=[],
    breakdowns=[{"columns": ["sex"]}, {"columns": ["origin", "sex"]}],
)
SCHEMA = {
    "grouping": pl.Int64, "time": pl.Int64, "sex": pl.String, "origin": pl.String, "distinct": pl.Int64,
}  # fmt: skip
ANSWER = pl.DataFrame(
    [
        (0, 2020, None, None, 20),
        (1, 2020, "K", None, 12),
        (1, 2020, "M", None, 9),  # somebody changed; they need not sum
        (2, 2020, "K", "inrikes", 10),
        (2, 2020, "K", None, 2),  # two without a category: nothing of the breakdown is told
        (0, 2021, None, None, 4),
        (1, 2021, "M", None, 5),
    ],
    schema=SCHEMA,
    orient="row",
)


def told(period: Period, minimum: int) -> dict[str, float | None]:
    plan = plan_counts(REGISTER, [EVER], YEARS, GEOGRAPHY)
    found = distinct_observations(plan, [ANSWER], GEOGRAPHY, period, FROM, minimum)
    return {str(item.group): item.value for item in found}


def test_a_window_reaches_back_to_its_first_period() -> None:
    (asked,) = plan_counts(REGISTER, [EVER], YEARS, GEOGRAPHY).distinct
    assert (asked.periods, asked.years) == ((2018, 2021), 3)
    assert asked.groupings == ((), ("sex",), ("origin", "sex"))


def test_a_breakdown_with_few_in_a_category_is_hidden_as_a_whole() -> None:
    assert told(YEARS[0], 5) == {
        "": 20, "sex=K": 12, "sex=M": 9, "origin=inrikes;sex=K": None, "origin=inrikes;sex=M": None,
        "origin=utrikes;sex=K": None, "origin=utrikes;sex=M": None,
    }  # fmt: skip


def test_nobody_in_a_category_is_0() -> None:
    found = told(YEARS[1], 5)
    assert (found[""], found["sex=K"], found["sex=M"]) == (None, 0, 5)


def test_a_window_that_begins_before_the_register_is_not_told() -> None:
    """Three years up to 2020 of a register from 2019 are two: 2021 less it would be who came that year."""

    def years(covered: range) -> list[float | None]:
        plan = plan_counts(REGISTER, [EVER], YEARS, GEOGRAPHY, covered=covered)
        return [
            item.value
            for period in YEARS
            for item in distinct_observations(plan, [ANSWER], GEOGRAPHY, period, FROM, 1)
            if not str(item.group)
        ]

    assert years(range(2018, 2022)) == [20, 4]
    assert years(range(2019, 2022)) == [4]
    assert years(range(2020, 2022)) == []
