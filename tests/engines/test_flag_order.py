"""Bits are found in an order that asks little, and it changes nothing of what they say."""

from fardplan.engines.flag_order import Derived, conjuncts, in_order
from fardplan.engines.ranges import Ranges, Rest, ranges
from fardplan.indicators.counting.plan import Flag
from tests.counting_cases import REGISTER
from tests.engines.drawing import condition, flag

YOUNG, IDLE = condition("16 <= age <= 24"), condition("income <= 100 and not employed")


def dated(*whens: tuple[int | None, int | None, str], part: str = "population", indicator: str = "a") -> Flag:
    return Flag(indicator, part, tuple((first, last, condition(text)) for first, last, text in whens))


def test_what_is_asked_of_members_comes_after_their_population() -> None:
    flags = (
        flag("16 <= age <= 24", indicator="a"),
        flag("16 <= age <= 24 and income <= 100 and not employed", "numerator", indicator="a"),
        flag("age <= 29", indicator="b"),
        flag("age <= 29 and (income <= 100 and not employed)", "numerator", indicator="b"),
    )
    assert in_order(flags) == ((0, 2), (Derived(None, None, conjuncts(IDLE), ((0, 1), (2, 3))),))


def test_a_numerator_is_asked_of_the_population_that_leaves_least_to_ask() -> None:
    flags = (
        flag("true", indicator="all"),
        flag("age <= 29", indicator="b"),
        flag("age <= 29 and employed", "numerator", indicator="b"),
    )
    assert in_order(flags) == ((0, 1), (Derived(None, None, conjuncts(condition("employed")), ((1, 2),)),))


def test_rules_that_change_are_derived_within_the_time_of_their_population() -> None:
    population = dated((None, 2018, "age <= 24"), (2019, None, "age <= 29"))
    members = dated(
        (None, 2018, "age <= 24 and employed"), (2019, None, "age <= 29 and employed"), part="numerator"
    )
    early = dated((None, 2019, "age <= 24 and employed"), part="numerator")
    employed = conjuncts(condition("employed"))
    assert in_order((population, members)) == (
        (0,),
        (Derived(None, 2018, employed, ((0, 1),)), Derived(2019, None, employed, ((0, 1),))),
    )
    assert in_order((population, early)) == ((0, 1), ())


def test_ranges_of_a_number_become_a_table() -> None:
    flags = (
        flag("16 <= age <= 18 and sex == 'K'", indicator="a"),
        flag("age in (17, 20) and sex == 'K'", indicator="b"),
        flag("age >= 16", indicator="c"),
        flag("employed", indicator="d"),
        dated((2019, None, "17 <= age < 19"), indicator="e"),
    )
    assert ranges(REGISTER, flags, range(5)) == Ranges(
        "age",
        {16: 0b00001, 17: 0b10011, 18: 0b10001, 20: 0b00010},
        (Rest(0b00011, None, None, (condition("sex == 'K'"),)), Rest(0b10000, 2019, None, ())),
    )


def test_no_table_where_numbers_alone_do_not_tell() -> None:
    for text in (
        "age >= 16",
        "not (age == 20)",
        "missing(age)",
        "age * 2 == 40",
        "age == 20.5",
        "0 < age < 999",
    ):
        assert ranges(REGISTER, (flag(text), flag(text, indicator="b")), range(2)) is None, text
    assert ranges(REGISTER, (flag("age == 20"), flag("employed")), range(2)) is None
