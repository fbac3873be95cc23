"""One figure as it is told: which shares, and how many persons, it can stand for."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fardplan.disclosure.audit import Told, told_of
from fardplan.disclosure.tables import Dimension
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period
from tests.disclosure.audit.tables import dimension

WHOLE, PART = ("a", "e.population"), ("a", "e.numerator")


def share(base: int | None, per_cent: float | None, step: float) -> Told:
    return Told(WHOLE, PART, base, per_cent, step)


def test_what_a_figure_hides() -> None:
    told = [
        Told(WHOLE),
        Told(WHOLE, base=7),
        share(7, 42.9, 0.1),
        share(7, None, 0.1),
        share(None, 42.9, 0.1),
        share(None, None, 0.1),
    ]
    assert [(one.hides_whole, one.hides_part) for one in told] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
        (True, False),
        (True, True),
    ]


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        (share(200, 93.0, 0.1), ("0.9295", "0.9305")),
        (share(None, 93.0, 0.1), ("0.9295", "0.9305")),  # rounded, so no exact ratio
        (share(200, 93.0, 1.0), ("0.925", "0.935")),
        (share(200, 100.0, 0.1), ("0.9995", "1")),  # nobody has more than all
        (share(200, 0.0, 0.1), ("0", "0.0005")),
        (share(200, 93.0, 0.0), ("0.929999995", "0.930000005")),  # a millionth of a per cent
        (share(None, 100 / 3, 0.0), ("1/3", "1/3")),
        (share(None, 12.5, 0.0), ("1/8", "1/8")),
        # 10 / 81 is 12.34567901: that much is not told as a ratio, and so is a thousandth of a per cent
        (share(None, 12.3456789, 0.0), ("0.123451789", "0.123461789")),
    ],
)
def test_a_share_stands_for_what_is_rounded_to_it(told: Told, ends: tuple[str, str]) -> None:
    assert told.shares() == tuple(map(Fraction, ends))


@given(st.integers(1, 500), st.data(), st.sampled_from([0.0, 0.1, 0.5, 1.0]))
@example(8, None, 1.0)
def test_the_numerators_are_those_whose_share_is_rounded_to_what_is_told(
    base: int, data: st.DataObject | None, step: float
) -> None:
    number = 1 if data is None else data.draw(st.integers(0, base))
    exact = Fraction(100 * number, base)
    by = Fraction(str(step))
    per_cent = float(round(exact / by) * by) if by else float(exact)
    told = share(base, per_cent, step)
    half = max(by, Fraction(1, 1_000_000)) / 2
    near = [n for n in range(base + 1) if abs(Fraction(100 * n, base) - Fraction(str(per_cent))) <= half]
    least, most = told.numerators()
    assert list(range(least, most + 1)) == near
    assert number in near


def test_a_half_is_rounded_either_way() -> None:
    """Of 8 persons 1 is 12.5 per cent, told as 12 or as 13; of 40, 5 is 12.5 and 13 is 32.5."""
    assert [share(8, told, 1.0).numerators() for told in (12.0, 13.0)] == [(1, 1), (1, 1)]
    assert share(40, 12.0, 1.0).numerators() == (5, 5)
    assert share(200, 1.0, 1.0).numerators() == (1, 3)  # 0.5, 1 and 1.5 per cent


def test_what_cannot_be_said() -> None:
    with pytest.raises(InputError, match="does not say what it is the share of"):
        Told(WHOLE, base=7, share=50.0)
    with pytest.raises(InputError, match=r"cannot be rounded to -0\.1"):
        share(7, 50.0, -0.1)
    with pytest.raises(InputError, match=r"the share of .* is hidden"):
        share(7, None, 0.1).shares()
    with pytest.raises(InputError, match=r"the base of .* is hidden"):
        share(None, 50.0, 0.1).numerators()


def test_an_indicator_with_no_step_is_told_as_exactly_as_it_stands() -> None:
    day = date(2024, 3, 1)
    source = Provenance("register", Origin.OWN_CALCULATION, loaded=day, published=day)
    conditions = Dimension("counted", {"e.population": frozenset("nr"), "e.numerator": frozenset("n")})
    item = Observation("e", "a", Period.of_year(2023), 37.5, source, status=Status.VALUE, base=8)
    assert told_of([item], (dimension("area", a="a"), conditions), {"other": 1.0}) == (share(8, 37.5, 0.0),)


@pytest.mark.parametrize(
    ("count", "step", "ends"),
    [(40, 0.0, (40, 40)), (40, 1.0, (40, 40)), (40, 10.0, (35, 45)), (0, 10.0, (0, 5)), (40, 5.0, (38, 42))],
)
def test_a_count_in_steps_stands_for_all_that_are_rounded_to_it(
    count: int, step: float, ends: tuple[int, int]
) -> None:
    day = date(2024, 3, 1)
    source = Provenance("register", Origin.OWN_CALCULATION, loaded=day, published=day)
    conditions = Dimension("counted", {"e.population": frozenset("nr")})
    item = Observation("e", "a", Period.of_year(2023), float(count), source, status=Status.VALUE)
    (told,) = told_of([item], (dimension("area", a="a"), conditions), {"e": step})
    assert (told.base, told.bases()) == (count, ends)


def test_the_base_of_a_share_is_told_as_it_is_and_a_hidden_one_stands_for_nothing() -> None:
    assert share(40, 50.0, 10.0).bases() == (40, 40)
    with pytest.raises(InputError, match="is hidden"):
        Told(WHOLE).bases()


def test_one_decimal_tells_the_number_of_fewer_than_a_thousand() -> None:
    """The shares of n and n + 1 of 999 lie more than 0.1 apart; of 1,000 a half is rounded either way."""
    for base in (7, 40, 998, 999):
        each = [
            share(base, float(round(Fraction(100 * n, base), 1)), 0.1).numerators() for n in range(base + 1)
        ]
        assert each == [(n, n) for n in range(base + 1)]
    assert share(1001, 50.0, 0.1).numerators() == (500, 501)
