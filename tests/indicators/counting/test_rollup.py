"""Rolling up: from sums of pieces to linked cells, held against counting each figure among all rows."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.disclosure.magnitudes import contributions_to
from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.rollup import RolledUp, linked_cells, published
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period
from tests.counting_cases import GEOGRAPHY, REGISTER, counted, row, rows, slow_counts, slow_pass

YEARS = [Period.of_year(year) for year in (2018, 2019, 2020, 2021)]
UNEMPLOYED = counted(
    "utan-arbete",
    population="age >= 16",
    measure={"kind": "share", "numerator": "not employed or income <= 100"},
    breakdowns=[
        {"columns": ["sex"]},
        {"columns": ["origin", "sex"]},
        {"columns": ["origin"], "areas": False},
    ],
)
RULES = [{"first": 2018, "when": "employed"}, {"first": 2020, "when": "income > 0"}]
YOUNG = counted(
    "unga",
    population="16 <= age <= 24",
    measure={"kind": "share", "numerator": RULES},
    breakdowns=[{"columns": ["sex"]}],
    recounted=False,
)
INHABITANTS = counted("invanare", measure={"kind": "count"}, divisions=["tva"])
SURFACE = counted(
    "yta", population="age >= 18", measure={"kind": "count", "column": "surface", "contributor": "owner"},
    breakdowns=[{"columns": ["sex"]}],
)  # fmt: skip
SHARED = counted(
    "andel-yta",
    measure={"kind": "share_of_sum", "column": "surface", "numerator": "sex == 'K'", "contributor": "owner"},
)
COUNTS = (UNEMPLOYED, YOUNG, INHABITANTS)


def _ordered(codes: tuple[str, ...], names: list[str]) -> list[str]:
    return [dict(zip(("sex", "origin"), codes, strict=True))[name] for name in names]


@settings(max_examples=25)
@given(rows)
def test_every_cell_is_what_counting_it_by_itself_gives(people: list[dict]) -> None:
    plan = plan_counts(REGISTER, COUNTS, YEARS, GEOGRAPHY)
    sums = slow_pass(plan.passes[0], people)
    for period in YEARS:
        cells = linked_cells(sums, plan, GEOGRAPHY, period)
        shown = published(cells, GEOGRAPHY.told(period, ["tre", "tva"]))
        names = [dimension.name for dimension in cells.dimensions[1:-1]]
        found = dict(zip(cells.cells, cells.values.tolist(), strict=True))
        rolled = RolledUp(sums, plan, GEOGRAPHY)
        shown = shown & (np.arange(len(shown)) < rolled.told_cells(period))
        expected = {
            (
                area,
                *(dict(zip(("sex", "origin"), codes, strict=True))[name] for name in names),
                f"{told.key}.{part}",
            ): n
            for told in COUNTS
            if rolled.told(told.key, period)
            for (area, codes, part), n in slow_counts(told, people, period).items()
        }
        assert {cell: n for cell, n in found.items() if cell in expected} == expected
        assert {cell for cell, is_shown in zip(cells.cells, shown, strict=True) if is_shown} == {
            cell for cell in expected if not cell[-1].endswith(".rest")
        }


@settings(max_examples=25)
@given(rows)
def test_every_cell_is_the_sum_over_its_leaves(people: list[dict]) -> None:
    """What the dimensions say of how cells are linked is true of the numbers."""
    plan = plan_counts(REGISTER, COUNTS, YEARS, GEOGRAPHY)
    sums = slow_pass(plan.passes[0], people)
    cells = linked_cells(sums, plan, GEOGRAPHY, YEARS[2])
    by_leaf: dict[tuple[str, ...], int] = {}
    for one in sums.cells.filter(sums.cells["time"] == 2020).iter_rows(named=True):
        codes = [one[name] or "-" for name in plan.passes[0].breakdowns]
        key = (one["area"] or "", *codes, str(one["flags"]))
        by_leaf[key] = by_leaf.get(key, 0) + one["rows"]
    for cell, value in zip(cells.cells, cells.values.tolist(), strict=True):
        leaves = [dimension.codes[code] for dimension, code in zip(cells.dimensions, cell, strict=True)]
        # Whoever has no category is in '' even where no cell tells of those without one.
        leaves = [of | {"-"} if code == "" else of for of, code in zip(leaves, cell, strict=True)]
        assert value == sum(by_leaf.get(key, 0) for key in product(*leaves))


@settings(max_examples=25)
@given(rows, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_how_files_are_split_matters(
    people: list[dict], chance: object
) -> None:
    plan = plan_counts(REGISTER, COUNTS, YEARS, GEOGRAPHY)
    whole = slow_pass(plan.passes[0], people)
    shuffled = list(people)
    chance.shuffle(shuffled)
    half = len(people) // 2
    parts = [slow_pass(plan.passes[0], part).cells for part in (shuffled[:half], shuffled[half:])]
    split = type(whole)(whole.plan, parts[0].vstack(parts[1]))
    for period in YEARS:
        one, other = (linked_cells(sums, plan, GEOGRAPHY, period) for sums in (whole, split))
        assert (one.cells, one.dimensions) == (other.cells, other.dimensions)
        assert (one.values == other.values).all()


@settings(max_examples=25)
@given(rows)
def test_sums_and_whose_they_are(people: list[dict]) -> None:
    plan = plan_counts(REGISTER, [SURFACE, SHARED], YEARS, GEOGRAPHY)
    assert [one.values for one in plan.passes] == [("owner",)]
    rolled = RolledUp(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, "surface")
    for period in YEARS:
        cells = rolled.cells(period)
        found = dict(zip(cells.cells, cells.values.tolist(), strict=True))
        for told in (SURFACE, SHARED):
            if rolled.told(told.key, period):
                for (area, codes, part), value in slow_counts(told, people, period, "surface").items():
                    assert found[area, codes[0], f"{told.key}.{part}"] == value
        of = contributions_to(cells, rolled.parts(period))
        assert (of.value == cells.values).all()
        place = next(
            (i for i, cell in enumerate(cells.cells) if cell == ("staden", "", "yta.population")), None
        )
        if place is not None:
            amounts: dict[str | None, int] = {}
            for one in people:
                if one["year"] == period.year and one["left"] is None and one["age"] >= 18:
                    amounts[one["owner"]] = amounts.get(one["owner"], 0) + round((one["surface"] or 0) * 10)
            top = sorted((n for n in amounts.values() if n), reverse=True)
            assert (of.largest[place], of.second[place], of.number[place]) == (*[*top, 0, 0][:2], len(top))


def test_a_year_without_rows_has_no_cells_and_a_count_of_nobody_is_0() -> None:
    old = counted("aldre", population="age > 65", measure={"kind": "count"}, divisions=[])
    plan = plan_counts(REGISTER, [UNEMPLOYED, old], YEARS, GEOGRAPHY)
    sums = slow_pass(plan.passes[0], [row(year=2019, employed=True, income=200)])
    rolled = RolledUp(sums, plan, GEOGRAPHY)
    assert [rolled.told("aldre", period) for period in YEARS] == [False, True, False, False]
    assert [len(rolled.cells(period).cells) for period in YEARS][0::2] == [0, 0]
    cells = rolled.cells(YEARS[1])
    found = dict(zip(cells.cells, cells.values.tolist(), strict=True))
    assert found["staden", "", "", "aldre.population"] == 0
    assert found["staden", "", "", "utan-arbete.numerator"] == 0
    conditions = cells.dimensions[-1].codes
    assert conditions["utan-arbete.numerator"] == {"3"}  # nobody meets it, and somebody could
    assert conditions["utan-arbete.population"] == {"1", "3"}
    assert conditions["aldre.population"] == {"4"}


def test_areas_of_another_time_are_counted_on_their_own_borders() -> None:
    people = [row(omrade=code) for code in ("n1", "s1", "o1", "gräns", "gräns", "skog", "0")]
    plan = plan_counts(REGISTER, [counted("invanare", measure={"kind": "count"})], YEARS, GEOGRAPHY)
    cells = linked_cells(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, YEARS[1])
    found = {cell[0]: value for cell, value in zip(cells.cells, cells.values.tolist(), strict=True)}
    assert found == {
        "staden": 7,
        "norr": 3,  # n1 and, until 2019, the border
        "soder": 1,
        "oster": 1,
        "sydost": 4,  # s1, o1 and the border, as from 2020
        "staden-tre": 2,  # the wood and who has no place; what tva leaves over is the same
        "sydost-tre": 2,  # the border, which a reader can compute
    }
    assert np.array_equal(cells.known, np.zeros(len(cells.cells), dtype=bool))


def test_a_count_of_nobody_is_0_in_a_year_that_the_register_has() -> None:
    old = counted("aldre", population="age > 65", measure={"kind": "count"}, divisions=[])
    plan = plan_counts(REGISTER, [old, UNEMPLOYED], YEARS, GEOGRAPHY, covered=[2019, 2020])
    rolled = RolledUp(slow_pass(plan.passes[0], []), plan, GEOGRAPHY)
    assert [rolled.told("aldre", period) for period in YEARS] == [False, True, True, False]
    cells = rolled.cells(YEARS[1])
    assert (cells.cells, cells.values.tolist()) == ((("staden", "", "", "aldre.population"),), [0])


def test_what_one_indicator_tells_of_is_a_cell_of_all() -> None:
    """A reader knows that nobody young has owner b, and that nobody's origin is unknown; so do the cells."""
    by = [{"columns": ["owner"], "areas": False}]
    share = {"kind": "share", "numerator": "employed"}
    young = counted("unga", population="age < 25", measure=share, divisions=[], breakdowns=by)
    all_ = counted("alla", measure=share, divisions=[], breakdowns=by)
    plan = plan_counts(REGISTER, [young, all_], YEARS, GEOGRAPHY)
    people = [
        row(age=20, owner="a"),
        row(age=30, owner="b"),
        row(age=30, owner=None),
        row(age=30, owner="c", year=2020),
    ] * 10
    cells = linked_cells(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, YEARS[1])
    found = dict(zip(cells.cells, cells.values.tolist(), strict=True))
    assert {cell[1]: n for cell, n in found.items() if cell[-1] == "unga.population"} == {
        "": 10, "a": 10, "b": 0, "-": 0,
    }  # fmt: skip
    assert dict(cells.dimensions[1].codes) == {"": {"a", "b", "-"}, "a": {"a"}, "b": {"b"}, "-": {"-"}}


def test_a_period_in_which_no_name_is_known_has_its_other_cells() -> None:
    by = [{"columns": ["owner"], "areas": False}]
    share = {"kind": "share", "numerator": "employed"}
    plan = plan_counts(
        REGISTER, [counted("alla", measure=share, divisions=[], breakdowns=by)], YEARS, GEOGRAPHY, [2018]
    )
    for people in ([], [row(year=2019, owner="a")], [row(year=2018, owner=None)]):
        rolled = RolledUp(slow_pass(plan.passes[0], people), plan, GEOGRAPHY)
        cells = [rolled.cells(period) for period in YEARS]
        assert [len(of.cells) for of in cells] == [
            6 if any(one["year"] == period.year for one in people) else 0 for period in YEARS
        ]


def test_an_area_that_is_more_than_a_place_is_told_of_while_it_exists() -> None:
    """In 2019 there is no `sydost`: recounted it is the places that became it, else it is not told at all."""
    plain = counted("platsen", measure={"kind": "count"})
    board = counted("namnden", measure={"kind": "count"}, recounted=False)
    plan = plan_counts(REGISTER, [plain, board], YEARS, GEOGRAPHY)
    rolled = RolledUp(slow_pass(plan.passes[0], [row(), row(year=2020)]), plan, GEOGRAPHY)
    assert [[rolled.told_areas(key, period) for key in ("platsen", "namnden")] for period in YEARS[1:3]] == [
        [("staden", "norr", "soder", "oster", "sydost"), ("staden", "norr", "soder", "oster")],
        [("staden", "norr", "soder", "oster", "sydost"), ("staden", "norr", "sydost")],
    ]


def test_a_name_is_known_in_whichever_place_of_a_breakdown_it_stands() -> None:
    """Ten women of owner a, ten men of b, ten women of nobody: by sex and owner, in either order."""
    people = [row(owner="a"), row(owner="b", sex="M"), row(owner=None), row(owner="c", year=2018)] * 10
    for columns in (["sex", "owner"], ["owner", "sex"]):
        by = [{"columns": columns, "areas": False}]
        all_ = counted("alla", measure={"kind": "count"}, divisions=[], breakdowns=by)
        plan = plan_counts(REGISTER, [all_], YEARS, GEOGRAPHY)
        cells = linked_cells(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, YEARS[1])
        names = [dimension.name for dimension in cells.dimensions]
        places = [names.index("sex"), names.index("owner")]
        found = {
            tuple(cell[place] for place in places): value
            for cell, value in zip(cells.cells, cells.values.tolist(), strict=True)
        }
        known = {("K", "a"): 10, ("K", "b"): 0, ("K", "-"): 10, ("M", "a"): 0, ("M", "b"): 10, ("M", "-"): 0}
        assert found == {("", ""): 30} | known


def test_only_what_nobody_meets_has_people_that_are_thought_of() -> None:
    """One is in work and one is old and is not: nobody else need be thinkable, and none is."""
    old = counted("aldre", population="age > 65", measure={"kind": "count"}, divisions=[])
    plan = plan_counts(REGISTER, [UNEMPLOYED, old], YEARS, GEOGRAPHY)
    people = [row(employed=True, income=200), row(age=70, employed=False)]
    cells = linked_cells(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, YEARS[1])
    assert dict(cells.dimensions[-1].codes) == {
        "utan-arbete.population": {"1", "7"},
        "utan-arbete.numerator": {"7"},
        "utan-arbete.rest": {"1"},
        "aldre.population": {"7"},
    }


def test_no_figure_is_made_of_those_without_a_category() -> None:
    by = [{"columns": ["origin"]}]
    all_ = counted("alla", measure={"kind": "share", "numerator": "employed"}, divisions=[], breakdowns=by)
    plan = plan_counts(REGISTER, [all_], YEARS, GEOGRAPHY)
    people = [row(origin="inrikes"), row(origin=None)]
    cells = linked_cells(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, YEARS[1])
    shown = published(cells, ["staden"])
    assert {cell for cell in cells.cells if cell[1] == "-"} != set()
    assert {cell for cell, is_shown in zip(cells.cells, shown, strict=True) if is_shown} == {
        ("staden", origin, f"alla.{part}")
        for origin in ("", "inrikes", "utrikes")
        for part in ("population", "numerator")
    }


@pytest.mark.parametrize("name", ["", "-", "a;b", "owner=a"])
def test_a_name_that_no_group_can_be_called_is_refused_and_not_told(name: str) -> None:
    by = [{"columns": ["owner"], "areas": False}]
    all_ = counted("alla", measure={"kind": "count"}, divisions=[], breakdowns=by)
    plan = plan_counts(REGISTER, [all_], YEARS, GEOGRAPHY)
    sums = slow_pass(plan.passes[0], [row(owner=name), row(owner="b")] * 10)
    with pytest.raises(InputError) as caught:
        RolledUp(sums, plan, GEOGRAPHY)
    assert str(caught.value) == (
        "figures cannot be told by 'owner': 1 of its 2 values are empty, -, or have a semicolon or an equals "
        "sign in them\nWrite them otherwise, or give the column categories."
    )
    few = slow_pass(plan.passes[0], [row(owner=name)] * 9 + [row(owner="b")] * 10)
    assert RolledUp(few, plan, GEOGRAPHY).codes("owner") == ("b",)


def test_what_the_pass_does_not_have_is_refused() -> None:
    plan = plan_counts(REGISTER, [INHABITANTS], YEARS, GEOGRAPHY)
    sums = slow_pass(plan.passes[0], [row()])
    with pytest.raises(InputError, match="the sums of 'boende' have no column 'sum_surface'"):
        RolledUp(sums, plan, GEOGRAPHY, "surface")
    rolled = RolledUp(sums, plan, GEOGRAPHY)
    with pytest.raises(InputError, match="the pass over 'boende' does not part contributors"):
        rolled.parts(YEARS[0])
    with pytest.raises(InputError, match="the plan does not have the period 2030"):
        rolled.cells(Period.of_year(2030))


def test_the_parts_of_a_sum_are_whose_they_are_where_they_are() -> None:
    """In the last decimal; a contribution of 0 is none, one without a name is its own, preliminary or not."""
    surface = counted(
        "yta", measure={"kind": "count", "column": "surface", "contributor": "owner"}, divisions=["tre"],
        breakdowns=[{"columns": ["sex"]}], preliminary="age > 60",
    )  # fmt: skip
    plan = plan_counts(REGISTER, [surface], YEARS, GEOGRAPHY)
    people = [
        row(owner="a", surface=1.5),
        row(owner="a", surface=2.0, omrade="n2", age=61),
        row(owner="a", surface=9.0, omrade="s1"),
        row(owner=None, surface=0.5, sex="M"),
        row(owner="b", surface=0.0),
        row(owner="b", surface=7.0, year=2020),
    ]
    rolled = RolledUp(slow_pass(plan.passes[0], people), plan, GEOGRAPHY, "surface")
    parts = rolled.parts(YEARS[1])
    found: dict[tuple[str, ...], int] = {}
    for *leaf, whose, value in zip(*parts.leaves, parts.contributor, parts.amount, strict=True):
        key = (*map(str, leaf), str(whose))
        found[key] = found.get(key, 0) + int(value)
    (population,) = rolled.cells(YEARS[1]).dimensions[-1].codes["yta.population"]
    assert found == {
        ("n1", "K", population, "a"): 35,
        ("s1", "K", population, "a"): 90,
        ("n1", "M", population, ""): 5,
    }
