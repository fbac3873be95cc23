"""Quantiles from how many have each value, held against sorting the values of each group by themselves."""

from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.quantiles import Valued
from fardplan.indicators.counting.rollup import RolledUp
from fardplan.vocabulary.period import Period
from tests.counting_cases import GEOGRAPHY, REGISTER, Row, Told, counted, lies, row, rows, slow_pass

YEARS = [Period.of_year(year) for year in (2019, 2020)]
PLACES = [("staden", ""), ("staden", "K"), ("staden", "M"), ("norr", ""), ("norr", "M")]
ADULTS = [row(income=income, age=20 + income % 3) for income in (0, 100, 200, 300, 400)]
OTHERS = [row(income=100, year=2020), row(income=900, age=17), row(income=None), row(income=500, left="dead")]


def quantile_of(key: str, population: str, at: float, column: str = "income") -> Told:
    measure = {"kind": "quantile", "column": column, "at": at}
    return counted(key, population=population, measure=measure, breakdowns=[{"columns": ["sex"]}])


def slow(people: list[Row], column: str, at: float, minimum: int) -> int | None:
    """Somebody's value: the first, from the smallest, that a share `at` of the people do not exceed."""
    values = sorted(one[column] for one in people)
    share = Fraction(str(at))
    enough = len(values) * min(share, 1 - share) >= minimum
    if not values or not enough:
        return None
    return next(v for v in values if Fraction(sum(x <= v for x in values), len(values)) >= share)


@settings(max_examples=25)
@example(ADULTS + OTHERS, 0.5, 0)
@example(ADULTS * 2 + OTHERS, 0.1, 1)  # one of ten: its own value, and nobody is below
@given(rows, st.sampled_from([0.1, 0.25, 0.5, 0.9]), st.integers(0, 2))
def test_a_quantile_is_what_sorting_the_values_gives(people: list[Row], at: float, minimum: int) -> None:
    """Two indicators of different people, so that one has flags of the other's rows beside its own."""
    told = {"vuxna": "age >= 18", "kvinnor": "sex == 'K'"}
    plan = plan_counts(REGISTER, [quantile_of(key, when, at) for key, when in told.items()], YEARS, GEOGRAPHY)
    (by_value,) = [one for one in plan.passes if one.values]
    rolled = RolledUp(slow_pass(by_value, people), plan, GEOGRAPHY)
    for period in YEARS:
        belongs = {"vuxna": lambda one: one["age"] >= 18, "kvinnor": lambda one: one["sex"] == "K"}
        for key in told:
            own = [
                one
                for one in people
                if one["year"] == period.year and one["income"] is not None and one["left"] is None
                if belongs[key](one)
            ]
            valued = Valued(rolled, key, period)
            for area, sex in PLACES:
                chosen = [one for one in own if lies(one, area, period) and sex in ("", one["sex"])]
                found = valued.of(rolled.leaves_of(area, key, period), {"sex": sex} if sex else {}, minimum)
                assert found == slow(chosen, "income", at, minimum), (key, area, sex)


def test_nobody_has_no_quantile() -> None:
    plan = plan_counts(REGISTER, [quantile_of("alla", "true", 0.5)], YEARS, GEOGRAPHY)
    (by_value,) = [one for one in plan.passes if one.values]
    rolled = RolledUp(slow_pass(by_value, [row(income=None), row(income=7, year=2020)]), plan, GEOGRAPHY)
    leaves = rolled.leaves_of("staden", "alla", YEARS[0])
    assert Valued(rolled, "alla", YEARS[0]).of(leaves, {}, 0) is None


def test_the_values_of_a_column_with_decimals_are_its_last_decimal() -> None:
    """Of 0.5, 9.0, 10.5 and 30.0 half have 9.0 or less: 90 tenths."""
    plan = plan_counts(REGISTER, [quantile_of("yta", "true", 0.5, "surface")], YEARS, GEOGRAPHY)
    (by_value,) = [one for one in plan.passes if one.values]
    people = [row(surface=value) for value in (30.0, 0.5, 10.5, 9.0, None)]
    rolled = RolledUp(slow_pass(by_value, people), plan, GEOGRAPHY)
    leaves = rolled.leaves_of("staden", "yta", YEARS[0])
    valued = Valued(rolled, "yta", YEARS[0])
    assert [valued.of(leaves, {}, minimum) for minimum in (2, 3)] == [90, None]
