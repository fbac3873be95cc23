"""Which codes an expression means, beside the fake's own understanding of the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.fakes.pxweb.choosing import Problem, expanded
from fardplan.sources.pxweb.cube import Dimension, Role
from fardplan.sources.pxweb.selecting import selected
from fardplan.vocabulary.errors import RefusedError

CODES = ("01", "0114", "0115", "0180", "03", "0305", "a,b", "top(1)", "Tot")
YEARS = tuple(str(year) for year in range(2015, 2025))
PLACES = Dimension("Region", "region", CODES, tuple(f"Område {code}" for code in CODES))
TIME = Dimension("Tid", "år", YEARS, YEARS, Role.TIME)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("0180", ("0180",)),
        ("tot", ("Tot",)),
        ("*", CODES),
        ("01*", ("01", "0114", "0115", "0180")),
        ("*05", ("0305",)),
        ("*1*", ("01", "0114", "0115", "0180", "top(1)")),
        ("??", ("01", "03")),
        ("01??", ("0114", "0115", "0180")),
        ("top(2)", ("01", "0114")),
        ("top(1)", ("top(1)",)),
        ("TOP(2,1)", ("0114", "0115")),
        ("bottom(2)", ("top(1)", "Tot")),
        ("from(a,b)", ("a,b", "top(1)", "Tot")),
        ("to(0114)", ("01", "0114")),
        ("range(0115,03)", ("0115", "0180", "03")),
        ("range(03, 0115)", ("0115", "0180", "03")),
        ("range(0305,a,b)", ("0305", "a,b")),
        (["03", "01*", "03"], ("03", "01", "0114", "0115", "0180")),
    ],
)
def test_codes_of_places(wanted: str | list[str], codes: tuple[str, ...]) -> None:
    assert selected(PLACES, wanted, "here") == codes


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("top(3)", ("2022", "2023", "2024")),
        ("top(2,1)", ("2022", "2023")),
        ("top(99)", YEARS),
        ("bottom(2)", ("2015", "2016")),
        ("from(2022)", ("2022", "2023", "2024")),
        ("range(2020,2018)", ("2018", "2019", "2020")),
        (["2024", "bottom(1)"], ("2024", "2015")),
    ],
)
def test_the_top_of_times_is_the_newest(wanted: str | list[str], codes: tuple[str, ...]) -> None:
    assert selected(TIME, wanted, "here") == codes


def test_the_newest_of_a_table_that_begins_with_it() -> None:
    turned = TIME.only(YEARS[::-1])
    assert selected(turned, "top(2)", "here") == ("2024", "2023")
    assert selected(turned, "bottom(2)", "here") == ("2016", "2015")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (
            "0118",
            "variable 'Region' has no code '0118'\nNearest are '0180' (Område 0180), ",
        ),
        ("område 03", "variable 'Region' has no code 'område 03'\nNearest are '03' (Område 03), "),
        ("§", "variable 'Region' has no code '§'\nIt has 9 codes, from '01' to 'Tot'."),
        ("9*", "no code of 'Region' is like '9*'"),
        ("0*5", "'0*5' is no pattern that a source understands\n* may stand at the beginning and the end"),
        ("?1*", "'?1*' is no pattern that a source understands"),
        ("top(0)", "'top(0)' does not say how many\nWrite top(5), or top(5,2) to pass over two first."),
        ("top(x)", "'top(x)' does not say how many"),
        ("from(0118)", "variable 'Region' has no code '0118'"),
        ("range(01)", "'range(01)' does not name two codes"),
        ("range(01,99)", "variable 'Region' has no code '99'"),
        ([], "nothing of 'Region' is asked for"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_nearest(wanted: str | list[str], told: str) -> None:
    with pytest.raises(RefusedError) as error:
        selected(PLACES, wanted, "here")
    assert str(error.value).startswith(f"here: {told}")
    assert str(error.value).endswith("\nNothing was asked of the source.")


SOME = st.sampled_from([*CODES, "x", "0", "1", "5"])
PLAIN = st.sampled_from(CODES[:6])
STARS = st.sampled_from(["", "*"])
NUMBERS = st.integers(0, 12)
EXPRESSIONS = st.one_of(
    SOME,
    st.builds(lambda code, at: f"{code[:at]}?{code[at + 1 :]}", SOME, st.integers(0, 3)),
    st.builds(
        lambda a, code, b: f"{a}{code}{b}", st.sampled_from(["", "*"]), SOME, st.sampled_from(["", "*"])
    ),
    st.builds(lambda way, n: f"{way}({n})", st.sampled_from(["top", "bottom", "TOP"]), NUMBERS),
    st.builds(lambda way, n, m: f"{way}({n},{m})", st.sampled_from(["top", "bottom"]), NUMBERS, NUMBERS),
    st.builds(
        lambda way, code: f"{way}({code})", st.sampled_from(["from", "to"]), st.sampled_from(CODES[:6])
    ),
    st.builds(lambda a, b: f"range({a},{b})", st.sampled_from(CODES[:6]), st.sampled_from(CODES[:6])),
)


@given(EXPRESSIONS, st.booleans())
def test_the_client_understands_what_a_server_does(expression: str, is_time: bool) -> None:
    ordered = Dimension("Tid", "tid", CODES, CODES, Role.TIME) if is_time else PLACES
    try:
        server = tuple(expanded(CODES, expression, is_time))
    except Problem:
        server = ()
    try:
        client = selected(ordered, expression, "here")
    except RefusedError:
        client = ()
    if re.fullmatch(r"\*.*\?.*|.*\?.*\*", expression):
        assert client == ()
    else:
        assert client == server
