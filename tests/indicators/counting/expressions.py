"""Hypothesis strategies for conditions on rows of the drawn register, as objects."""

from datetime import date

from hypothesis import strategies as st

from fardplan.indicators.counting.expression import (
    Arithmetic,
    ColumnRef,
    Compared,
    Comparison,
    Computed,
    Constant,
    Every,
    Expression,
    Missing,
    Not,
    OneOf,
    Parameter,
    Some,
)
from fardplan.vocabulary.period import Period

PARAMETERS = {"base": {Period.of_year(2019): 100.5, Period.of_year(2020): 200.0}}
BASE = Parameter("base", "year", ((2019, 100.5), (2020, 200.0)))
ORDERED = (Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST)
EQUAL = (Comparison.EQUAL, Comparison.NOT_EQUAL)

plain_numbers = st.integers(-300, 300) | st.sampled_from([0.5, 12.25, -7.125, 1e9, 1e-3]).map(float)
numbers = st.recursive(
    st.sampled_from([ColumnRef("age"), ColumnRef("income"), ColumnRef("surface"), BASE])
    | plain_numbers.map(Constant),
    lambda inner: st.builds(Computed, st.sampled_from(list(Arithmetic)), inner, inner),
    max_leaves=4,
)
sexes = st.sampled_from(["K", "M"])
owners = st.sampled_from(["a", "b", "it's", 'say "so"', "åäö", ""])
days = st.dates(date(2015, 1, 1), date(2016, 12, 31)).map(Constant)


def _choices(values: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    return st.lists(values, min_size=1, max_size=3).map(tuple)


simple = st.one_of(
    st.builds(Compared, st.sampled_from(list(Comparison)), numbers, numbers),
    st.builds(Compared, st.sampled_from(EQUAL), st.just(ColumnRef("sex")), sexes.map(Constant)),
    st.builds(Compared, st.sampled_from(EQUAL), owners.map(Constant), st.just(ColumnRef("owner"))),
    st.builds(Compared, st.sampled_from(list(Comparison)), st.just(ColumnRef("since")), days),
    st.builds(Compared, st.sampled_from(EQUAL), st.just(ColumnRef("employed")), st.booleans().map(Constant)),
    st.builds(OneOf, numbers, _choices(plain_numbers)),
    st.builds(OneOf, st.just(ColumnRef("owner")), _choices(owners)),
    st.builds(Missing, numbers | st.sampled_from([ColumnRef("owner"), ColumnRef("since")])),
    st.just(ColumnRef("employed")),
    st.booleans().map(Constant),
)


def _more(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, inner), st.builds(Missing, inner), several.map(Every), several.map(Some))


conditions: st.SearchStrategy[Expression] = st.recursive(simple, _more, max_leaves=8)

cells = st.fixed_dictionaries(
    {
        "year": st.sampled_from([2018, 2019, 2020]),
        "age": st.integers(0, 120),
        "sex": st.sampled_from(["K", "M"]),
        "income": st.none() | st.integers(0, 400),
        "surface": st.none() | st.sampled_from([0.0, 0.5, 12.25, 70.5]),
        "employed": st.none() | st.booleans(),
        "owner": st.none() | owners,
        "since": st.none() | st.dates(date(2015, 1, 1), date(2016, 12, 31)),
    }
)
