"""The lowest and highest share of a city's pupils, whatever Skolverket hid or rounded."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.sources.skolverket.bounds import (
    NOTHING,
    Pupils,
    Told,
    almost_all,
    hidden,
    of_schools,
    rounded,
    without,
)

TENTH = Fraction(1, 10)
School = tuple[int, int]
"""Pupils of a school, and how many of them are counted."""

Shown = tuple[str, str]
"""The number of pupils and the share, as they are printed."""


def shown(pupils: int, counted: int, half: str) -> Shown:
    """How Skolverket prints a school: too few pupils and too few of them hidden, nearly all told roughly."""
    if pupils < 10:
        return "..", ".."
    if counted == 0:
        return str(pupils), "."
    if 1 <= pupils - counted <= 4:
        return str(pupils), "~100"
    if counted < 10:
        return str(pupils), ".."
    share = (Decimal(100 * counted) / Decimal(pupils)).quantize(Decimal("0.1"), half)
    return str(pupils), str(share).removesuffix(".0")


def told(one: Shown) -> Told:
    """What is told by the printed school."""
    pupils = None if one[0] == ".." else int(one[0])
    if one[1] == "..":
        return hidden(pupils)
    if one[1] == ".":
        return without(pupils)
    assert pupils is not None
    if one[1] == "~100":
        return almost_all(pupils)
    found = rounded(pupils, Fraction(one[1]), TENTH)
    assert found is not None
    return found


SCHOOLS = st.integers(0, 60).flatmap(lambda pupils: st.tuples(st.just(pupils), st.integers(0, pupils)))
CITIES = st.lists(SCHOOLS, max_size=25)
HALVES = st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN))


@given(CITIES, HALVES, st.booleans())
def test_the_truth_lies_between_the_lowest_and_the_highest(
    schools: list[School], half: str, graded: bool
) -> None:
    """Whether schools with `.` have pupils of whom none is counted, or pupils without grades."""
    printed = [shown(*school, half) for school in schools]
    found = of_schools(map(told, printed))
    there = [school for school, one in zip(schools, printed, strict=True) if graded or one[1] != "."]
    pupils = sum(school[0] for school in there)
    if pupils:
        truth = Fraction(sum(school[1] for school in there), pupils)
        assert found.lowest.share is not None
        assert found.lowest.share <= truth
        assert truth <= (found.highest.share or 0)


@given(CITIES, HALVES)
def test_what_is_between_lies_between(schools: list[School], half: str) -> None:
    found = of_schools(told(shown(*school, half)) for school in schools)
    if found.between.share is not None:
        assert found.lowest.share is not None
        assert found.highest.share is not None
        assert found.lowest.share <= found.between.share <= found.highest.share


@given(CITIES.flatmap(lambda schools: st.tuples(st.just(schools), st.permutations(schools))), st.data())
def test_schools_add_up_in_any_order_and_any_heaps(
    orders: tuple[list[School], list[School]], data: st.DataObject
) -> None:
    first, second = ([told(shown(*school, ROUND_HALF_UP)) for school in order] for order in orders)
    cut = data.draw(st.integers(0, len(second)))
    assert of_schools(first) == of_schools(second[:cut]) + of_schools(second[cut:])


def possible(one: Shown) -> Iterator[School]:
    """Every school that is printed so, and the empty one where its pupils may not count at all."""
    numbers = range(10) if one[0] == ".." else [int(one[0])]
    for pupils in numbers:
        yield from ((pupils, counted) for counted in range(pupils + 1) if fits(one[1], pupils, counted))
    if one[1] == ".":
        yield 0, 0


def fits(share: str, pupils: int, counted: int) -> bool:
    if share == "~100":
        return 1 <= pupils - counted <= 4
    if share in ("..", "."):
        return share == ".." or counted == 0
    return abs(Fraction(100 * counted, pupils) - Fraction(share)) * 20 <= 1


PRINTED = st.one_of(
    SCHOOLS.map(lambda school: shown(*school, ROUND_HALF_UP)),
    st.sampled_from([("12", ".."), ("..", "."), ("20", "."), ("11", "~100")]),
)


@settings(max_examples=60)
@given(st.lists(PRINTED, min_size=1, max_size=2))
def test_every_city_that_is_printed_so_tried_one_by_one_gives_the_same_ends(printed: list[Shown]) -> None:
    shares = [
        Fraction(sum(counted for _, counted in city), sum(pupils for pupils, _ in city))
        for city in product(*map(possible, printed))
        if sum(pupils for pupils, _ in city)
    ]
    found = of_schools(map(told, printed))
    assert found.lowest.share == (min(shares) if shares else None)
    if found.highest.share is not None:
        assert found.highest.share == max(shares)
    else:
        # Nobody is left when none of the pupils count: a share of 0 is then the only one there can be.
        assert set(shares) <= {0}


def test_one_school_of_each_kind() -> None:
    found = of_schools(
        [rounded(40, Fraction(75), TENTH) or NOTHING, almost_all(50), hidden(None), hidden(20)]
    )
    assert found == Told(
        lowest=Pupils(Fraction(30 + 46), 40 + 50 + 9 + 20),
        highest=Pupils(Fraction(30 + 49 + 9 + 20), 40 + 50 + 9 + 20),
        between=Pupils(Fraction(30) + Fraction(95, 2), 90),
        schools=4,
        rough=1,
        hidden=2,
    )


def test_a_school_without_a_share_is_there_in_the_lowest_and_not_in_the_highest() -> None:
    assert without(52) == Told(lowest=Pupils(Fraction(0), 52), schools=1, without=1)


def test_all_hidden_tells_nothing_between() -> None:
    found = of_schools([hidden(None), hidden(15)])
    assert (found.lowest.share, found.between.share, found.highest.share) == (
        Fraction(0),
        None,
        Fraction(1),
    )
    assert NOTHING.between.share is None


def test_nobody_counted_is_a_share_of_zero() -> None:
    found = rounded(30, Fraction(0), TENTH)
    assert found is not None
    assert (found.lowest.share, found.between.share, found.highest.share) == (Fraction(0),) * 3


@pytest.mark.parametrize(
    ("pupils", "share", "step", "ends"),
    [
        (174, "82.2", "0.1", (143, 143)),
        (16, "31.2", "0.1", (5, 5)),  # 31.25 may be rounded down
        (16, "31.3", "0.1", (5, 5)),  # or up
        (200, "90", "1", (179, 181)),
        (29, "50", "0.1", None),
    ],
)
def test_a_rounded_share_is_so_many_pupils(
    pupils: int, share: str, step: str, ends: tuple[int, int] | None
) -> None:
    found = rounded(pupils, Fraction(share), Fraction(step))
    assert (None if found is None else (int(found.lowest.counted), int(found.highest.counted))) == ends
