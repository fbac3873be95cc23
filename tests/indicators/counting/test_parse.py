"""Conditions: what can be written, what it means of a row, and how a wrong one is told."""

import contextlib
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.counting.columns import as_polars
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
    Some,
)
from fardplan.indicators.counting.meaning import columns_of, evaluate, parameters_of, written
from fardplan.indicators.counting.parse import parse_condition
from fardplan.vocabulary.errors import InputError
from tests.counting_cases import REGISTER, row
from tests.indicators.counting.expressions import BASE, PARAMETERS, cells, conditions

AGE, SEX = ColumnRef("age"), ColumnRef("sex")
WRITTEN: dict[str, Expression] = {
    "age >= 16": Compared(Comparison.AT_LEAST, AGE, Constant(16)),
    "employed": ColumnRef("employed"),
    "not employed": Not(ColumnRef("employed")),
    "true": Constant(True),
    "16 <= age < 25": Every(
        (Compared(Comparison.AT_MOST, Constant(16), AGE), Compared(Comparison.LESS, AGE, Constant(25)))
    ),
    "sex == 'K'": Compared(Comparison.EQUAL, SEX, Constant("K")),
    'sex != "K"': Compared(Comparison.NOT_EQUAL, SEX, Constant("K")),
    "owner == 'it''s'": Compared(Comparison.EQUAL, ColumnRef("owner"), Constant("it's")),
    "sex in ('K')": OneOf(SEX, ("K",)),
    "age not in (1, -2.5)": Not(OneOf(AGE, (1, -2.5))),
    "missing(income)": Missing(ColumnRef("income")),
    "since < '2016-02-29'": Compared(Comparison.LESS, ColumnRef("since"), Constant(date(2016, 2, 29))),
    "income <= 2 * base": Compared(
        Comparison.AT_MOST, ColumnRef("income"), Computed(Arithmetic.TIMES, Constant(2), BASE)
    ),
    "age - 1 - 2 * 3 == -4": Compared(
        Comparison.EQUAL,
        Computed(
            Arithmetic.MINUS,
            Computed(Arithmetic.MINUS, AGE, Constant(1)),
            Computed(Arithmetic.TIMES, Constant(2), Constant(3)),
        ),
        Constant(-4),
    ),
    "employed or not employed and true": Some(
        (ColumnRef("employed"), Every((Not(ColumnRef("employed")), Constant(True))))
    ),
    "(employed or true)\n  and true": Every((Some((ColumnRef("employed"), Constant(True))), Constant(True))),
}
WRONG = {
    "": "the condition is empty\nWrite true for everybody.",
    "agee > 3": (
        "character 1, at \"agee > 3\": there is no column or parameter 'agee'\n"
        "There is: age, base, employed, income, left, omrade, origin, owner, person, sex, since, surface, "
        "year. "
        "Did you mean 'age'?"
    ),
    "age >": 'at the end of "age >": a column, a number or a text is missing here',
    "age = 3": 'character 5, at "= 3": this cannot stand in a condition\nEqual is written ==.',
    "age": 'character 1, at "age": this is a number, not a condition',
    "'K'": "character 1, at \"'K'\": this is a text, not a condition",
    "employed and age": 'character 14, at "age": this is a number, not a condition',
    "age > 3 AND employed": (
        'character 9, at "AND employed": nothing can follow here\nWrite it with small letters: and.'
    ),
    "age > 3 employed": 'character 9, at "employed": nothing can follow here\nJoin conditions with and, or.',
    "sex == 'X'": "character 8, at \"'X'\": the column 'sex' has no category 'X'\nThere is: K, M.",
    "sex in ('K', 'm')": "character 14, at \"'m')\": the column 'sex' has no category 'm'\nThere is: K, M.",
    "sex < 'K'": "character 5, at \"< 'K'\": a text is neither more nor less\nUse ==, != or in (…).",
    "age == 'K'": "character 5, at \"== 'K'\": a number is held against a text",
    "age in ('K')": "character 9, at \"'K')\": a number is held against a text",
    "sex in (owner)": 'character 9, at "owner)": only numbers and texts can be chosen among',
    "since > 'igår'": (
        "character 9, at \"'igår'\": this is not a day\nWrite a day as '2018-06-14'."
    ),
    "employed + 1 > 2": (
        'character 1, at "employed + 1 > 2": this is true or false, and only numbers are computed with'
    ),
    "owner == 'a": "character 10, at \"'a\": this cannot stand in a condition\nThe quote is never closed.",
    "-age > 3": (
        'character 1, at "-age > 3": a column, a number or a text is missing here\n'
        "Write 0 - x for the opposite of x."
    ),
    "age not 3": 'character 9, at "3": after a value comes `in` or a comparison',
    "missing age": 'character 9, at "age": a `(` is missing here',
    "(age > 3": 'at the end of "(age > 3": a `)` is missing here',
    "age / 2 > 3": (
        'character 5, at "/ 2 > 3": this cannot stand in a condition\n'
        "Nothing is divided in a condition: multiply the other side instead."
    ),
    "and": 'character 1, at "and": a column, a number or a text is missing here',
    "__import__('os')": (
        "character 1, at \"__import__('os')\": there is no column or parameter '__import__'\n"
        "There is: age, base, employed, income, left, omrade, origin, owner, person, sex, since, surface, "
        "year."
    ),
    "(" * 60 + "true" + ")" * 60: (
        f'character 51, at "{"(" * 10}true{")" * 16}": it nests deeper than 50 levels'
    ),
    "x" * 4001: "a condition of 4001 characters\nAt most 4000.",
}  # fmt: skip


WORDS = (
    "age", "sex", "'K'", "3", "==", "<", "(", ")", "and", "or", "not", "in", ",", "missing", "-", "+", "true",
)  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_what_can_be_written(text: str) -> None:
    found = parse_condition(text, REGISTER, PARAMETERS, None)
    assert found == WRITTEN[text]
    assert parse_condition(written(found), REGISTER, PARAMETERS, None) == found


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_wrong_condition_is_told_with_its_place(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_condition(text, REGISTER, PARAMETERS, "uvas.yaml:7")
    assert str(raised.value) == f"uvas.yaml:7: {WRONG[text]}"


@given(conditions)
def test_what_is_written_out_can_be_read_again(condition: Expression) -> None:
    assert parse_condition(written(condition), REGISTER, PARAMETERS, None) == condition


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_an_input_error(text: str) -> None:
    with contextlib.suppress(InputError):
        parse_condition(text, REGISTER, PARAMETERS, None)


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_are_a_condition_or_an_input_error(words: list[str]) -> None:
    try:
        found = parse_condition(" ".join(words), REGISTER, PARAMETERS, None)
    except InputError:
        return
    assert parse_condition(written(found), REGISTER, PARAMETERS, None) == found


@pytest.mark.parametrize(
    ("text", "values", "answer"),
    [
        ("income > 100", {"income": 101}, True),
        ("income > 100", {"income": None}, None),
        ("income > 100 and age > 20", {"income": None, "age": 10}, False),  # one false is enough
        ("income > 100 and age > 20", {"income": None, "age": 30}, None),
        ("income > 100 or age > 20", {"income": None, "age": 30}, True),  # one true is enough
        ("income > 100 or age > 20", {"income": None, "age": 10}, None),
        ("not income > 100", {"income": None}, None),
        ("missing(income > 100)", {"income": None}, True),
        ("origin in ('inrikes')", {"origin": None}, None),
        ("not (left == 'dead')", {"left": None}, None),
        ("income <= base", {"income": 100, "year": 2019}, True),  # 100.5 in 2019
        ("income <= base", {"income": 100, "year": 2018}, None),  # unknown in 2018
        ("income + 1 > 0", {"income": None}, None),
        ("2 * age - 10 == 50", {"age": 30}, True),
    ],
)
def test_the_meaning_of_a_condition(text: str, values: dict, answer: bool | None) -> None:
    assert evaluate(parse_condition(text, REGISTER, PARAMETERS, None), row(**values)) is answer


@given(conditions, conditions, cells)
def test_kleene(one: Expression, other: Expression, values: dict) -> None:
    """De Morgan, double negation, and the order of parts, whatever is unknown."""
    every, some = Every((one, other)), Some((one, other))
    assert evaluate(Not(every), values) is evaluate(Some((Not(one), Not(other))), values)
    assert evaluate(Not(some), values) is evaluate(Every((Not(one), Not(other))), values)
    assert evaluate(Not(Not(one)), values) is evaluate(one, values)
    assert evaluate(every, values) is evaluate(Every((other, one)), values)
    assert evaluate(Missing(one), values) is (evaluate(one, values) is None)


@given(conditions, st.lists(cells, min_size=1, max_size=6))
def test_whole_columns_give_the_same_as_row_by_row(condition: Expression, given_rows: list[dict]) -> None:
    types = {
        "income": pl.Int64,
        "surface": pl.Float64,
        "employed": pl.Boolean,
        "owner": pl.String,
        "since": pl.Date,
    }
    frame = pl.DataFrame(given_rows, schema_overrides=types)
    found = frame.select(pl.repeat(0, pl.len()), as_polars(condition).alias("found"))["found"].to_list()
    assert found == [evaluate(condition, one) for one in given_rows]


def test_what_a_condition_reads() -> None:
    found = parse_condition("income <= base and not missing(owner)", REGISTER, PARAMETERS, None)
    assert (columns_of(found), parameters_of(found)) == ({"income", "owner", "year"}, {"base"})
