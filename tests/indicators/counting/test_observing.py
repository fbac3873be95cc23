"""From protected cells to observations, with the arithmetic of every answer beside it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings

from fardplan.disclosure.protecting import Protected
from fardplan.disclosure.rules import DisclosureRules
from fardplan.disclosure.tables import LinkedCells
from fardplan.indicators.counting.observing import Observing
from fardplan.indicators.counting.planning import plan_counts
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import ProtectionMethod
from tests.counting_cases import GEOGRAPHY, REGISTER, Told, counted, row, rows, slow_counts, slow_pass

YEAR = Period.of_year(2019)
FROM = Provenance(
    source="Boende", origin=Origin.SIMULATED, loaded=date(2026, 1, 1), published=date(2026, 1, 1),
    published_basis=PublishedBasis.LOADED, clearance=Clearance.PROTECTED, release="0123456789abcdef",
)  # fmt: skip


def told(cells: LinkedCells, *hidden: tuple[str, ...], variance: float = 0.0) -> Protected:
    """`cells` with some of them hidden, as protection hands them on."""
    shown = np.array([cell not in hidden for cell in cells.cells], dtype=np.bool_)
    assert set(hidden) <= set(cells.cells)
    values = np.where(shown, cells.values, -1)
    return Protected(
        cells.dimensions, cells.cells, shown, values, ProtectionMethod.SUPPRESSION, 0, variance, None
    )


def observed(
    indicators: list[Told], people: list[dict], *hidden: tuple[str, ...], table: str = "", **more: float
) -> dict[tuple[str, str, str], Observation]:
    plan = plan_counts(REGISTER, indicators, [YEAR], GEOGRAPHY)
    observing = Observing(plan, [slow_pass(one, people) for one in plan.passes], GEOGRAPHY)
    protected = {
        name: told(rolled.cells(YEAR), *(hidden if name == table else ()), **more)
        for name, rolled in observing.tables.items()
    }
    found = observing.observations(YEAR, protected, FROM, smallest=2)
    return {(item.indicator, item.area, str(item.group)): item for item in found}


def plain(items: dict[tuple[str, str, str], Observation]) -> dict[tuple[str, str, str], tuple]:
    return {key: (item.value, item.base, str(item.status)) for key, item in items.items()}


EMPLOYED = {"kind": "share", "numerator": "employed"}
BY_SEX = [{"columns": ["sex"], "areas": False}]
WORK = counted("arbetar", measure=EMPLOYED, divisions=["tre"], breakdowns=BY_SEX)
PEOPLE = [
    *[row(omrade="n1", sex="K", employed=True)] * 3,
    *[row(omrade="n2", sex="M", employed=False)] * 1,
    *[row(omrade="s1", sex="M", employed=True)] * 2,
    *[row(omrade="skog", sex="K", employed=None)] * 1,
]


def test_a_share_in_per_cent_with_its_base() -> None:
    assert plain(observed([WORK], PEOPLE)) == {
        ("arbetar", "staden", ""): (71.4, 7, "value"),  # 5 of 7; who is unknown does not have the trait
        ("arbetar", "norr", ""): (75.0, 4, "value"),  # 3 of 4
        ("arbetar", "soder", ""): (100.0, 2, "value"),  # 2 of 2
        ("arbetar", "oster", ""): (None, 0, "not_applicable"),  # nobody lives there
        ("arbetar", "staden", "sex=K"): (75.0, 4, "value"),  # 3 of 4
        ("arbetar", "staden", "sex=M"): (66.7, 3, "value"),  # 2 of 3
    }


def test_an_observation_as_a_whole() -> None:
    found = observed([WORK], PEOPLE)["arbetar", "staden", "sex=K"]
    assert found == Observation("arbetar", "staden", YEAR, 75.0, FROM, Group((("sex", "K"),)), base=4)


def test_what_is_hidden_hides_what_rests_on_it() -> None:
    """The population of the north, the numerator of the south, the rest of the city's women."""
    found = plain(
        observed(
            [WORK],
            PEOPLE,
            ("norr", "", "arbetar.population"),
            ("soder", "", "arbetar.numerator"),
            ("staden", "K", "arbetar.rest"),
        )
    )
    assert found == {
        ("arbetar", "staden", ""): (71.4, 7, "value"),
        ("arbetar", "norr", ""): (None, None, "suppressed"),
        ("arbetar", "soder", ""): (None, 2, "suppressed"),  # its base may be told
        ("arbetar", "oster", ""): (None, 0, "not_applicable"),
        ("arbetar", "staden", "sex=K"): (None, 4, "suppressed"),
        ("arbetar", "staden", "sex=M"): (66.7, 3, "value"),
    }


def test_areas_of_another_time_say_whose_borders() -> None:
    both = counted("arbetar", measure=EMPLOYED)
    found = observed([both], PEOPLE)
    assert {area: item.note for (_, area, _), item in found.items()} == {
        "staden": None,
        "norr": None,
        "soder": None,
        "oster": None,
        "sydost": "Räknat på områdets gränser den 2020-01-01.",
    }


def test_counts_means_and_quantiles() -> None:
    people = [
        row(income=100, surface=10.5),
        row(income=300, surface=None),
        row(income=None, surface=0.5),
        row(income=200, surface=30.0, sex="M"),
        row(income=200, surface=9.0, sex="M"),
    ]
    income = {"column": "income"}
    indicators = [
        counted("antal", measure={"kind": "count"}, divisions=[], breakdowns=BY_SEX),
        counted("medel", measure={"kind": "mean", **income}, divisions=[], breakdowns=BY_SEX),
        counted("median", measure={"kind": "quantile", **income}, divisions=[], breakdowns=BY_SEX),
        counted("yta", measure={"kind": "mean", "column": "surface"}, divisions=[]),
    ]
    assert plain(observed(indicators, people)) == {
        ("antal", "staden", ""): (5.0, None, "value"),
        ("antal", "staden", "sex=K"): (3.0, None, "value"),
        ("antal", "staden", "sex=M"): (2.0, None, "value"),
        ("medel", "staden", ""): (200.0, 4, "value"),  # (100 + 300 + 200 + 200) / 4, of those with an income
        ("medel", "staden", "sex=K"): (200.0, 2, "value"),  # (100 + 300) / 2
        ("medel", "staden", "sex=M"): (200.0, 2, "value"),
        ("median", "staden", ""): (200.0, 4, "value"),  # two of four have 200 or less, and no fewer would do
        ("median", "staden", "sex=K"): (
            None,
            2,
            "suppressed",
        ),  # one on either side: somebody's own
        ("median", "staden", "sex=M"): (None, 2, "suppressed"),
        ("yta", "staden", ""): (12.5, 4, "value"),  # (10.5 + 0.5 + 30.0 + 9.0) / 4
    }


def test_a_mean_is_told_where_its_sum_and_its_number_are() -> None:
    people = [
        row(person=1, income=100, omrade="n1"),
        row(person=2, income=300, omrade="s1"),
        row(person=3, income=200, omrade="s1", sex="M"),
    ]
    mean = {"kind": "mean", "column": "income", "contributor": "person"}
    indicators = [
        counted("medel", measure=mean, divisions=["tre"], breakdowns=BY_SEX),
        counted("antal", measure={"kind": "count"}, divisions=["tre"], breakdowns=[{"columns": ["origin"]}]),
    ]
    found = observed(indicators, people, ("norr", "", "medel.population"), table="income")
    told_of = {key: one for key, one in plain(found).items() if key[0] == "medel" and "=" not in key[2]}
    assert told_of == {
        ("medel", "staden", ""): (200.0, 3, "value"),
        ("medel", "norr", ""): (None, 1, "suppressed"),
        ("medel", "soder", ""): (250.0, 2, "value"),  # (300 + 200) / 2
        ("medel", "oster", ""): (None, 0, "not_applicable"),
    }
    assert plain(found)["medel", "staden", "sex=M"] == (200.0, 1, "value")


def test_sums_and_their_shares() -> None:
    people = [
        row(owner="a", surface=100.0, omrade="n1"),
        row(owner="b", surface=50.5, omrade="s1"),
        row(owner="a", surface=49.5, omrade="s1"),
        row(owner=None, surface=None, omrade="s1"),
    ]
    summed = {"column": "surface", "contributor": "owner"}
    of_a = {"kind": "share_of_sum", "numerator": "owner == 'a'", **summed}
    indicators = [
        counted("yta", measure={"kind": "count", **summed}, divisions=["tre"]),
        counted("andel", measure=of_a, divisions=["tre"]),
    ]
    assert plain(observed(indicators, people, ("norr", "yta.population"), table="surface")) == {
        ("yta", "staden", ""): (200.0, None, "value"),  # 100 + 50.5 + 49.5
        ("yta", "norr", ""): (None, None, "suppressed"),
        ("yta", "soder", ""): (100.0, None, "value"),
        ("yta", "oster", ""): (0.0, None, "value"),  # nothing is there, and nothing is 0
        ("andel", "staden", ""): (74.8, 200, "value"),  # (100 + 49.5) / 200 = 74.75
        ("andel", "norr", ""): (100.0, 100, "value"),
        ("andel", "soder", ""): (49.5, 100, "value"),
        ("andel", "oster", ""): (None, 0, "not_applicable"),
    }


def test_a_figure_that_may_still_change_is_preliminary() -> None:
    soon = counted("arbetar", measure=EMPLOYED, divisions=[], preliminary="age > 60")
    young, old = [row(employed=True)] * 2, [row(age=61, employed=False)]
    assert plain(observed([soon], young)) == {("arbetar", "staden", ""): (100.0, 2, "value")}
    assert plain(observed([soon], young + old)) == {("arbetar", "staden", ""): (66.7, 3, "preliminary")}


def test_moved_counts_have_an_interval_that_tells_of_the_moving() -> None:
    """Share 50 of 100: Wilson's 40.4 to 59.6; noise of variance 3 adds 1.96 √(3 · 1.25) / 100 = 3.8."""
    half = counted("halva", measure=EMPLOYED, divisions=[])
    people = [row(employed=True)] * 50 + [row(employed=False)] * 50
    found = observed([half], people, variance=3.0)["halva", "staden", ""]
    wide = np.hypot(9.617, 3.795)
    assert (found.value, found.base) == (50.0, 100)
    np.testing.assert_allclose([found.lower, found.upper], [50 - wide, 50 + wide], atol=0.01)


def test_a_year_is_told_as_the_school_year_or_the_other_way_round() -> None:
    told_as = counted("skola", measure={"kind": "count"}, divisions=[], time="school_year")
    (found,) = observed([told_as], PEOPLE).values()
    assert (str(found.period), found.status) == ("2018/19", Status.VALUE)


@settings(max_examples=25)
@given(rows)
def test_shares_are_those_of_counting_each_by_itself(people: list[dict]) -> None:
    by = counted(
        "utan", population="age >= 16", measure={"kind": "share", "numerator": "not employed"},
        breakdowns=[{"columns": ["origin", "sex"]}],
    )  # fmt: skip
    found = observed([by], people)
    counts = slow_counts(by, people, YEAR)
    told = [
        (area, codes)
        for area, codes, part in counts
        if part == "population" and (counts["staden", codes, part] or not any(codes))
    ]
    assert len(found) == (len(told) if counts["staden", ("", ""), "population"] else 0)
    for (_, area, group), item in found.items():
        codes = (Group.parse(group).category("sex") or "", Group.parse(group).category("origin") or "")
        population, numerator = (counts[area, codes, part] for part in ("population", "numerator"))
        assert item.base == population
        per_mille = Fraction(1000 * numerator, population or 1)
        assert item.value == (floor(per_mille + Fraction(1, 2)) / 10 if population else None)


def test_the_rules_of_a_register_are_what_they_are_by_default() -> None:
    assert REGISTER.disclosure == DisclosureRules()


def test_names_that_are_not_told_beforehand_are_those_of_the_rows() -> None:
    """Owners, as schools are: only those with anybody in the year, and for the whole city alone.

    Ten rows must have the name: what stands in one alone could be anything about that one.
    """
    by = counted(
        "arbetar", measure=EMPLOYED, divisions=[], breakdowns=[{"columns": ["owner"], "areas": False}]
    )
    people = [
        row(owner="Ägare b", employed=True),
        row(owner="a", employed=False),
        row(owner="a", employed=True),
        row(owner=None, employed=True),
        row(owner="c", year=2020, employed=True),
    ] * 10
    alone = [row(owner="Anna, undervisas hemma", employed=True)] * 9
    assert plain(observed([by], people + alone)) == {
        ("arbetar", "staden", ""): (79.6, 49, "value"),
        ("arbetar", "staden", "owner=a"): (50.0, 20, "value"),
        ("arbetar", "staden", "owner=Ägare b"): (100.0, 10, "value"),
    }


def test_every_indicator_is_told_in_its_own_step() -> None:
    """5 of 7 are 71.43 per cent: to tenths, to whole, and in halves of a per cent."""
    steps = {"tiondelar": 0.1, "hela": 1.0, "halva": 0.5}
    told = [replace(counted(key, measure=EMPLOYED, divisions=[]), rounded_to=by) for key, by in steps.items()]
    assert {key: item.value for (key, _, _), item in observed(told, PEOPLE).items()} == {
        "tiondelar": 71.4,
        "hela": 71.0,
        "halva": 71.5,
    }


def test_what_is_not_protected_is_not_told() -> None:
    plan = plan_counts(REGISTER, [WORK], [YEAR], GEOGRAPHY)
    observing = Observing(plan, [slow_pass(one, PEOPLE) for one in plan.passes], GEOGRAPHY)
    with pytest.raises(InputError, match=r"the tables \[''\] of 'boende' are not protected"):
        observing.observations(YEAR, {}, FROM)


def test_moved_sums_have_the_interval_of_as_many_whole_units() -> None:
    """100.0 of surface is told in tenths, and is no less sure than 100 persons."""
    of_a = {"kind": "share_of_sum", "numerator": "owner == 'a'", "column": "surface", "contributor": "owner"}
    people = [row(owner="a", surface=50.0), row(owner="b", surface=50.0)]
    half = [counted("halva", measure=of_a, divisions=[])]
    found = observed(half, people, variance=3.0)["halva", "staden", ""]
    wide = np.hypot(9.617, 3.795)  # as above
    assert (found.value, found.base) == (50.0, 100)
    np.testing.assert_allclose([found.lower, found.upper], [50 - wide, 50 + wide], atol=0.01)


def test_more_than_all_by_the_moving_of_counts_is_all() -> None:
    """52 of 50: all. Wilson's 50 / (50 + 3.84) = 92.87; noise 1.96 √(3 · 2) / 50 = 9.60; 11.96 together."""
    plan = plan_counts(REGISTER, [counted("alla", measure=EMPLOYED, divisions=[])], [YEAR], GEOGRAPHY)
    people = [row(employed=True)] * 50
    observing = Observing(plan, [slow_pass(one, people) for one in plan.passes], GEOGRAPHY)
    cells = observing.tables[""].cells(YEAR)
    moved = replace(
        told(cells, variance=3.0),
        values=cells.values
        + 2 * np.array([cell[-1] == "alla.numerator" for cell in cells.cells], dtype=np.int64),
    )
    (found,) = observing.observations(YEAR, {"": moved}, FROM)
    assert (found.value, found.upper, found.base, found.status) == (100.0, 100.0, 50, Status.VALUE)
    np.testing.assert_allclose(found.lower, 88.04, atol=0.01)


def test_the_base_of_a_share_of_a_sum_is_a_whole_number() -> None:
    of_a = {"kind": "share_of_sum", "numerator": "owner == 'a'", "column": "surface", "contributor": "owner"}
    people = [row(owner="a", surface=100.3), row(owner="b", surface=100.4)]
    found = observed([counted("andel", measure=of_a, divisions=[])], people)["andel", "staden", ""]
    assert (found.value, found.base, type(found.base)) == (50.0, 201, int)  # of 200.7


def test_nothing_is_told_of_a_share_that_nobody_is_counted_in() -> None:
    """Surface that is 0 for all has no owner's share; of persons above 65 there is no row in 2019."""
    of_a = {"kind": "share_of_sum", "numerator": "owner == 'a'", "column": "surface", "contributor": "owner"}
    share_ = counted("andel", measure=of_a, divisions=["tre"], breakdowns=BY_SEX)
    old = counted("aldre", population="age > 65", measure=EMPLOYED, divisions=["tre"], breakdowns=BY_SEX)
    assert observed([share_, old], [row(owner="a", surface=0.0), row(owner="b", surface=None)]) == {}


def test_where_noise_leaves_nobody_there_is_no_share() -> None:
    """Two persons told as none: of the city it is said that there is no share, of the sexes nothing."""
    plan = plan_counts(REGISTER, [WORK], [YEAR], GEOGRAPHY)
    observing = Observing(plan, [slow_pass(one, PEOPLE[:2]) for one in plan.passes], GEOGRAPHY)
    cells = told(observing.tables[""].cells(YEAR), variance=3.0)
    none = replace(cells, values=np.zeros_like(cells.values))
    found = observing.observations(YEAR, {"": none}, FROM)
    assert [(item.area, str(item.group), item.value, item.base, item.status) for item in found] == [
        (area, "", None, 0, Status.NOT_APPLICABLE) for area in ("staden", "norr", "soder", "oster")
    ]


def test_there_is_a_table_to_protect_for_each_thing_that_is_added_up() -> None:
    """Rows alone, a column alone, or both; what a register does not tell of needs no protection."""
    summed = {"kind": "count", "column": "surface", "contributor": "owner"}
    rows_, sums = counted("antal", measure={"kind": "count"}), counted("yta", measure=summed)
    found = []
    for told_ in ([rows_], [sums], [rows_, sums]):
        plan = plan_counts(REGISTER, told_, [YEAR], GEOGRAPHY)
        found.append(list(Observing(plan, [slow_pass(one, []) for one in plan.passes], GEOGRAPHY).tables))
    assert found == [[""], ["surface"], ["", "surface"]]
