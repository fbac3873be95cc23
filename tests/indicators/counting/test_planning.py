"""Plans: what one pass is asked, what needs a pass of its own, and how a plan is told."""

import pytest

from fardplan.indicators.counting.explaining import told_plan
from fardplan.indicators.counting.meaning import written
from fardplan.indicators.counting.plan import CountingPlan, Summed
from fardplan.indicators.counting.planning import plan_counts
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period
from tests.counting_cases import GEOGRAPHY, REGISTER, Told, counted

YEARS = [Period.of_year(year) for year in (2018, 2019, 2020)]
EMPLOYED = {"kind": "share", "numerator": "employed"}
SEX = [{"columns": ["sex"]}]
ORIGIN = [{"columns": ["origin"]}]
KEPT = "(not left == 'dead' or missing(left == 'dead')) and (not left == 'moved' or missing(left == 'moved'))"


def plan(*told: Told, periods: list[Period] | None = None) -> CountingPlan:
    return plan_counts(REGISTER, told, periods or YEARS, GEOGRAPHY)


def test_indicators_share_a_pass_at_the_finest_grain_they_need_together() -> None:
    found = plan(
        counted("arbetar", population="age >= 16", measure=EMPLOYED, breakdowns=SEX),
        counted("unga", population="age < 25", measure={"kind": "count"}, breakdowns=ORIGIN),
        counted("medel", population="age < 25", measure={"kind": "mean", "column": "income"}, divisions=[]),
    )
    (main,) = found.passes
    assert found.main == main
    assert (main.breakdowns, main.values, main.periods) == (("sex", "origin"), (), (2018, 2020))
    assert main.sums == (Summed("income", 0),)
    assert [(flag.indicator, flag.part, flag.breakdowns) for flag in main.flags] == [
        ("arbetar", "population", ("sex",)),
        ("arbetar", "numerator", ("sex",)),
        ("unga", "population", ("origin",)),
        ("medel", "population", ()),
    ]
    assert [written(flag.whens[0][2]) for flag in main.flags] == [
        "age >= 16",
        "age >= 16 and employed",  # whoever has the trait is in the population
        "age < 25",
        "age < 25 and not missing(income)",
    ]
    assert main.keep is not None
    assert written(main.keep) == (f"{KEPT} and (age >= 16 or age < 25 or age < 25 and not missing(income))")


def test_areas_that_are_never_told_apart_share_a_leaf() -> None:
    (main,) = plan(counted("a", measure={"kind": "count"})).passes
    assert main.leaves == (("gräns", "gräns"), ("n1", "n1"), ("n2", "n1"), ("o1", "o1"), ("s1", "s1"))
    (main,) = plan(counted("a", measure={"kind": "count"}, divisions=[])).passes
    assert main.leaves == ()


def test_values_of_a_quantile_get_a_pass_of_their_own_and_the_plan_says_so() -> None:
    found = plan(
        counted("arbetar", measure=EMPLOYED, breakdowns=SEX),
        counted("median", measure={"kind": "quantile", "column": "income"}, divisions=[]),
    )
    main, beside = found.passes
    assert (main.values, main.breakdowns, len(main.flags)) == ((), ("sex",), 3)
    assert (beside.values, beside.breakdowns, len(beside.flags)) == (("income",), (), 1)
    assert found.valued("income") == beside
    assert found.notes == (
        "a pass of its own for median: the values of 'income' would multiply the groups of all the others",
    )
    with pytest.raises(InputError, match="no pass of the register 'boende' groups by 'surface'"):
        found.valued("surface")


def test_contributors_join_the_main_pass_when_everything_is_summed_by_them() -> None:
    summed = {"kind": "count", "column": "surface", "contributor": "owner"}
    (main,) = plan(counted("yta", measure=summed)).passes
    assert (main.values, main.sums) == (("owner",), (Summed("surface", 1),))
    main, beside = plan(counted("yta", measure=summed), counted("antal", measure={"kind": "count"})).passes
    assert (main.values, main.sums) == ((), ())
    assert (beside.values, beside.sums) == (("owner",), (Summed("surface", 1),))


def test_rules_hold_from_their_first_period_to_the_next() -> None:
    rules = [{"first": 2016, "when": "true"}, {"first": "2018/19", "when": "age > 20"}]
    found = plan(
        counted(
            "a",
            population=rules,
            measure={"kind": "share", "numerator": [{"first": 2018, "when": "employed"}]},
        )
    )
    population, numerator = found.passes[0].flags
    assert [(first, last, written(when)) for first, last, when in population.whens] == [
        (2016, 2018, "true"),
        (2019, None, "age > 20"),
    ]
    assert [(first, last, written(when)) for first, last, when in numerator.whens] == [
        (2018, 2018, "employed"),
        (2019, None, "age > 20 and employed"),
    ]
    keep = found.passes[0].keep
    assert keep is not None
    assert written(keep) == f"{KEPT} and (year >= 2016 and year <= 2018 or age > 20 and year >= 2019)"


def test_what_cannot_be_told_is_told() -> None:
    found = plan(
        counted(
            "a",
            measure={"kind": "share", "numerator": [{"first": 2019, "when": "income < base"}]},
            parameters={"base": {2019: 1.0}},
        )
    )
    assert found.untold == {
        "a": {2018: "no rule for the numerator holds", 2020: "the parameter 'base' has no value"}
    }
    assert found.notes == (
        "a has no figure for 2018: no rule for the numerator holds",
        "a has no figure for 2020: the parameter 'base' has no value",
    )


def test_a_plan_that_asks_nothing_or_of_another_register() -> None:
    told = counted("a", measure=EMPLOYED)
    for asked, periods, what in (
        ([], YEARS, "nothing is asked of the register 'boende'"),
        ([told], [], "nothing is asked of the register 'boende'"),
        ([Told("b", None)], YEARS, "the indicator 'b' is not counted in a register"),
        (
            [counted("c", register="annat", measure=EMPLOYED)],
            YEARS,
            "the indicator 'c' counts in the",
        ),
        ([told], [Period.parse("2018-VT")], "a register has a row's year, and '2018-VT' is a term"),
        ([counted(f"i{n}", measure=EMPLOYED) for n in range(32)], YEARS, "64 conditions of the register"),
    ):
        with pytest.raises(InputError, match=what):
            plan_counts(REGISTER, asked, periods, GEOGRAPHY)


def test_a_plan_is_told_in_lines() -> None:
    found = plan(
        counted("arbetar", population="age >= 16", measure=EMPLOYED, divisions=["tre"], breakdowns=SEX),
        counted("median", measure={"kind": "quantile", "column": "income"}, divisions=[]),
        counted("nagon", measure={"kind": "distinct", "column": "person", "years": 2}, divisions=[]),
    )
    assert "\n".join(told_plan(found)).replace(KEPT, "KEPT") == (
        "register boende, 2018 to 2020: arbetar, median, nagon\n"
        "pass 1 of 2, one scan of: year, omrade, sex, age, income, employed, left\n"
        "  grouped by: time, area (4 leaves of 5 codes), sex, signature\n"
        "  kept: KEPT and (age >= 16 or not missing(income))\n"
        "  bit 0: arbetar population: age >= 16\n"
        "  bit 1: arbetar numerator: age >= 16 and employed\n"
        "  bit 2: median population: not missing(income)\n"
        "  at most 270 groups\n"  # 3 years · (4 + 1) leaves · (2 + 1) sexes · (2 + 1) · 2 signatures
        "pass 2 of 2, one scan of: year, income, left\n"
        "  grouped by: time, area (0 leaves of 0 codes), signature, values of income\n"
        "  kept: KEPT and not missing(income)\n"
        "  bit 0: median population: not missing(income)\n"
        "  at most 6 groups times the values\n"
        "different values of person over 2 periods, counted each by itself\n"
        "  of: nagon population: true\n"
        "  by: everybody\n"
        "note: a pass of its own for median: "
        "the values of 'income' would multiply the groups of all the others"
    )


def test_a_column_is_summed_by_one_contributor() -> None:
    """Its sums are linked and protected together; by two contributors they would be two tables."""
    by_owner = {"column": "surface", "contributor": "owner"}
    with pytest.raises(InputError) as refusal:
        plan(
            counted("yta", measure={"kind": "count", **by_owner}),
            counted("medel", measure={"kind": "mean", **by_owner, "contributor": "person"}),
        )
    assert str(refusal.value) == (
        "the column 'surface' is summed by different contributors, or by none: ['owner', 'person']\n"
        "Figures that sum the same column name the same contributor.\nNothing was counted."
    )
