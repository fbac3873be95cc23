"""Figures carried between divisions: exact sums where areas merged, bounds that hold where they were cut."""

import math
from collections.abc import Iterable
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fardplan.geography import (
    Carried,
    Crosswalk,
    Grid,
    KeyCheck,
    Lineage,
    Reason,
    by_cells,
    by_succession,
    carry_counts,
    carry_shares,
    check_key,
)
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.errors import InputError, NotFoundError
from tests.geography.slow import ways_to_divide


def grid(*rows: tuple[str, float, str | None, str | None]) -> Grid:
    """Cells with people, the area before and the area after."""
    names, people, before, after = zip(*rows, strict=True)
    return Grid(names, np.array(people, dtype=float), {"before": before, "after": after})


def crosswalk(*rows: tuple[str, float, str | None, str | None]) -> Crosswalk:
    return by_cells(grid(*rows), "before", "after")


def exact(area: str, value: float) -> Carried:
    return Carried(area, value, value, value, Reason.WHOLE_AREAS)


def nothing(area: str, reason: Reason) -> Carried:
    return Carried(area, None, None, None, reason)


MERGED = crosswalk(("1", 60, "norr", "allt"), ("2", 40, "söder", "allt"), ("3", 50, "väst", "väst"))
"""North and south became one; west stayed."""

CUT = crosswalk(("1", 60, "norr", "norr"), ("2", 40, "norr", "söder"), ("3", 100, "söder", "söder"))
"""Forty of the hundred in the north were moved to the south."""


def test_counts_of_merged_areas_are_exact_sums() -> None:
    assert carry_counts(MERGED, {"norr": 7, "söder": 5, "väst": 3}, of_people=True) == {
        "allt": exact("allt", 12.0),
        "väst": exact("väst", 3.0),
    }


def test_a_divided_count_is_spread_as_people_are_within_its_bounds() -> None:
    carried = carry_counts(CUT, {"norr": 70, "söder": 10}, of_people=True)
    assert carried == {
        "norr": Carried("norr", 42.0, 30.0, 60.0, Reason.DIVIDED),
        "söder": Carried("söder", 38.0, 20.0, 50.0, Reason.DIVIDED),
    }
    assert (carried["norr"].is_recalculated, carried["norr"].is_exact) == (True, False)


def test_what_is_not_people_may_all_lie_in_one_part() -> None:
    assert carry_counts(CUT, {"norr": 700, "söder": 10}, of_people=False) == {
        "norr": Carried("norr", 420.0, 0.0, 700.0, Reason.DIVIDED),
        "söder": Carried("söder", 290.0, 10.0, 710.0, Reason.DIVIDED),
    }


def test_counting_everybody_leaves_no_doubt() -> None:
    carried = carry_counts(CUT, {"norr": 100, "söder": 100}, of_people=True)
    assert [(item.lowest, item.value, item.highest) for item in carried.values()] == [
        (60, 60, 60),
        (140, 140, 140),
    ]


def test_shares_of_merged_areas_are_weighted_by_their_bases() -> None:
    carried = carry_shares(
        MERGED, {"norr": 0.5, "söder": 0.2, "väst": 0.1}, {"norr": 20, "söder": 10, "väst": 5}
    )
    assert carried == {"allt": exact("allt", 12 / 30), "väst": exact("väst", 0.1)}


def test_shares_without_bases_are_weighted_by_people_and_bounded_by_the_shares() -> None:
    assert carry_shares(MERGED, {"norr": 0.5, "söder": 0.2, "väst": 0.1}) == {
        "allt": Carried("allt", 0.38, 0.2, 0.5, Reason.BASES_UNKNOWN),
        "väst": exact("väst", 0.1),
    }


def test_a_divided_share_has_bounds() -> None:
    carried = carry_shares(CUT, {"norr": 0.1, "söder": 0.3}, {"norr": 100, "söder": 100})
    assert carried == {
        "norr": Carried("norr", pytest.approx(0.1), 0.0, pytest.approx(10 / 60), Reason.DIVIDED),
        "söder": Carried(
            "söder", pytest.approx(34 / 140), pytest.approx(30 / 140), pytest.approx(40 / 140), Reason.DIVIDED
        ),
    }


def test_a_divided_share_without_bases_is_of_the_people() -> None:
    carried = carry_shares(CUT, {"norr": 0.1, "söder": 0.3})
    assert carried["norr"] == Carried("norr", 0.1, 0.0, pytest.approx(10 / 60), Reason.DIVIDED)
    assert carried["söder"] == Carried("söder", pytest.approx(34 / 140), 0.0, 0.3, Reason.DIVIDED)


def test_rounding_widens_the_bounds_of_a_share() -> None:
    carried = carry_shares(MERGED, {"norr": 1.0, "söder": 0.2, "väst": 0.1}, rounded_to=0.01)
    assert carried["allt"] == Carried(
        "allt", pytest.approx(0.68), pytest.approx(0.195), 1.0, Reason.BASES_UNKNOWN
    )
    assert carried["väst"] == Carried("väst", 0.1, 0.095, 0.10500000000000001, Reason.WHOLE_AREAS)


def test_a_missing_figure_leaves_those_it_belongs_to_without_one() -> None:
    assert carry_counts(MERGED, {"norr": 7, "söder": None, "väst": 3}, of_people=True) == {
        "allt": nothing("allt", Reason.MISSING),
        "väst": exact("väst", 3.0),
    }
    assert carry_shares(MERGED, {"norr": 0.5, "väst": 0.1}, {"norr": 20, "väst": 5})["allt"] == nothing(
        "allt", Reason.MISSING
    )
    assert carry_shares(MERGED, {"norr": 0.5, "söder": 0.5, "väst": 0.1}, {"norr": 20, "väst": 5}) == {
        "allt": nothing("allt", Reason.MISSING),
        "väst": exact("väst", 0.1),
    }


def test_an_area_that_takes_in_new_ground_has_no_number() -> None:
    grown = crosswalk(("1", 60, "norr", "norr"), ("2", 40, None, "norr"), ("3", 9, None, "ny"))
    assert carry_counts(grown, {"norr": 7}, of_people=True) == {
        "norr": nothing("norr", Reason.OUTSIDE),
        "ny": nothing("ny", Reason.OUTSIDE),
    }


def test_an_area_that_loses_ground_is_divided() -> None:
    shrunk = crosswalk(("1", 60, "norr", "norr"), ("2", 40, "norr", None))
    assert carry_counts(shrunk, {"norr": 50}, of_people=True) == {
        "norr": Carried("norr", 30.0, 10.0, 50.0, Reason.DIVIDED)
    }


def test_the_count_of_a_divided_area_where_nobody_lives_cannot_be_spread() -> None:
    park = crosswalk(("1", 0, "park", "norr"), ("2", 0, "park", "söder"))
    assert carry_counts(park, {"park": 3}, of_people=False) == {
        "norr": nothing("norr", Reason.NO_KEY),
        "söder": nothing("söder", Reason.NO_KEY),
    }
    assert carry_counts(park, {"park": 0}, of_people=True)["norr"] == Carried("norr", 0, 0, 0, Reason.DIVIDED)


def test_the_share_of_nobody_is_no_number() -> None:
    empty = crosswalk(("1", 0, "a", "allt"), ("2", 0, "b", "allt"))
    assert carry_shares(empty, {"a": 0.5, "b": 0.2}) == {"allt": nothing("allt", Reason.NO_WEIGHT)}
    assert carry_shares(
        MERGED, {"norr": 0.5, "söder": 0.2, "väst": 1}, {"norr": 0, "söder": 0, "väst": 1}
    ) == {
        "allt": nothing("allt", Reason.NO_WEIGHT),
        "väst": exact("väst", 1.0),
    }


# By succession ----------------------------------------------------------------------------------------------


def area(code: str, first: int, last: int | None = None, successors: tuple[str, ...] = ()) -> Area:
    ends = date(last, 12, 31) if last else None
    version = AreaVersion(name=code, valid_from=date(first, 1, 1), valid_to=ends)
    return Area(code=code, kind=AreaKind.DISTRICT, versions=(version,), successors=successors)


MOVED = Area(
    code="flyttad",
    kind=AreaKind.DISTRICT,
    versions=(
        AreaVersion(name="flyttad", valid_to=date(2014, 12, 31)),
        AreaVersion(name="flyttad", valid_from=date(2015, 1, 1), note="ny gräns"),
    ),
)
OLD = Division(code="old", name="Old", areas=("norr", "söder", "delad", "flyttad", "borta"))
NEW = Division(code="new", name="New", areas=("allt", "ena", "andra", "flyttad", "ny"))
CITY = Lineage(
    (
        area("norr", 2000, 2009, ("allt",)),
        area("söder", 2000, 2009, ("allt",)),
        area("delad", 2000, 2009, ("ena", "andra")),
        area("borta", 2000, 2009),
        MOVED,
        *(area(code, 2010) for code in ("allt", "ena", "andra", "ny")),
    ),
    (OLD, NEW),
)
SUCCESSION = by_succession(CITY, OLD, NEW, before=date(2009, 12, 31), after=date(2015, 1, 1))
FIGURES = {"norr": 0.5, "söder": 0.25, "delad": 0.5, "flyttad": 0.5, "borta": 0.5}


def test_succession_alone_carries_merged_areas_and_no_divided_one() -> None:
    cut = {code: nothing(code, Reason.NO_KEY) for code in ("ena", "andra", "flyttad")}
    without = {**cut, "ny": nothing("ny", Reason.OUTSIDE)}
    assert carry_counts(SUCCESSION, FIGURES, of_people=False) == {"allt": exact("allt", 0.75), **without}
    bases = dict.fromkeys(FIGURES, 10.0)
    assert carry_shares(SUCCESSION, FIGURES, bases) == {"allt": exact("allt", 0.375), **without}
    assert carry_shares(SUCCESSION, FIGURES) == {"allt": nothing("allt", Reason.NO_WEIGHT), **without}


def test_a_share_of_an_area_that_only_changed_its_name_needs_no_weight() -> None:
    renamed = Lineage((area("a", 2000, 2009, ("b",)), area("b", 2010)), ())
    old, new = Division(code="o", name="O", areas=("a",)), Division(code="n", name="N", areas=("b",))
    same = by_succession(renamed, old, new, before=date(2009, 1, 1), after=date(2011, 1, 1))
    assert same.source_people is None
    assert carry_shares(same, {"a": 0.4}) == {"b": exact("b", 0.4)}


def test_a_border_that_had_not_moved_yet_is_no_hindrance() -> None:
    same = by_succession(CITY, OLD, NEW, before=date(2009, 12, 31), after=date(2012, 1, 1))
    assert carry_counts(same, FIGURES, of_people=False)["flyttad"] == exact("flyttad", 0.5)


# What cannot be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (
            {"nord": 1.0},
            "there is a figure for 'nord', which is not in the old division\nThere is: norr, söder",
        ),
        ({"norr": -1.0}, "the figure of 'norr' cannot be carried: -1.0"),
        ({"norr": math.nan}, "the figure of 'norr' cannot be carried: nan"),
        (
            {"norr": 101.0, "söder": 1.0},
            "101 are counted in 'norr', where 100 live\nGive people of the same day",
        ),
    ],
)
def test_counts_that_cannot_be_are_refused(figures: dict[str, float], told: str) -> None:
    with pytest.raises(InputError) as raised:
        carry_counts(CUT, figures, of_people=True)
    assert str(raised.value).startswith(told)


def test_shares_and_bases_that_cannot_be_are_refused() -> None:
    with pytest.raises(InputError, match=r"'norr' cannot be carried: 1\.1"):
        carry_shares(CUT, {"norr": 1.1})
    with pytest.raises(InputError, match="'norr' cannot be carried: -1"):
        carry_shares(CUT, {"norr": 1.0}, {"norr": -1})
    with pytest.raises(InputError, match="120 are counted in 'norr', where 100 live"):
        carry_shares(CUT, {"norr": 0.1, "söder": 0.1}, {"norr": 120, "söder": 10})


def test_a_grid_that_does_not_fit_together_is_refused() -> None:
    with pytest.raises(InputError, match="a cell of the grid stands twice"):
        grid(("1", 1, "a", "b"), ("1", 1, "a", "b"))
    with pytest.raises(InputError, match=r"the cell '2' has -1\.0 people"):
        grid(("1", 1, "a", "b"), ("2", -1, "a", "b"))
    with pytest.raises(InputError, match=r"2 cells have \(1,\) numbers of people"):
        Grid(("1", "2"), np.array([1.0]), {})
    with pytest.raises(InputError, match="the key to 'k' has 1 rows for 2 cells"):
        Grid(("1", "2"), np.array([1.0, 2.0]), {"k": ("a",)})
    with pytest.raises(NotFoundError, match="the grid has no key to 'efter'"):
        by_cells(grid(("1", 1, "a", "b")), "before", "efter")


def test_a_key_is_checked_against_those_who_know() -> None:
    cells = grid(("1", 60, "norr", "a"), ("2", 45, "norr", "b"), ("3", 95, "söder", "b"), ("4", 5, None, "b"))
    checks = check_key(cells, "before", {"norr": 100.0, "söder": 100.0})
    assert checks == (KeyCheck("norr", 105.0, 100.0), KeyCheck("söder", 95.0, 100.0))
    assert [item.difference for item in checks] == [0.05, -0.05]
    with pytest.raises(InputError, match="cannot be checked for 'öster' with 3 people"):
        check_key(cells, "before", {"öster": 3})
    with pytest.raises(InputError, match="cannot be checked for 'norr' with 0 people"):
        check_key(cells, "before", {"norr": 0})


# Laws -------------------------------------------------------------------------------------------------------

cells = st.lists(
    st.tuples(st.integers(0, 50), st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=12
)


def drawn(rows: Iterable[tuple[int, str, str]]) -> Crosswalk:
    return crosswalk(*((str(n), people, old, new) for n, (people, old, new) in enumerate(rows)))


@given(cells, st.data())
def test_nobody_is_lost_or_counted_twice(rows: list[tuple[int, str, str]], data: st.DataObject) -> None:
    cut = drawn(rows)
    assert cut.source_people is not None
    counts = {
        area: float(data.draw(st.integers(0, int(people))))
        for area, people in zip(cut.sources, cut.source_people, strict=True)
    }
    carried = carry_counts(cut, counts, of_people=True).values()
    assert sum(item.value or 0 for item in carried) == pytest.approx(sum(counts.values()))
    for item in carried:
        assert item.lowest is not None
        assert item.lowest <= item.value <= item.highest  # type: ignore[operator]
        if item.is_exact:
            assert item.value == int(item.value or 0)


@given(cells, st.floats(0, 1))
def test_the_same_share_everywhere_stays_the_same(rows: list[tuple[int, str, str]], share: float) -> None:
    cut = drawn(rows)
    assert cut.people is not None
    assume((cut.source_people > 0).all())  # type: ignore[operator]
    lived = dict(zip(cut.targets, cut.people.sum(axis=0) > 0, strict=True))
    carried = carry_shares(cut, dict.fromkeys(cut.sources, share))
    assert {area: item.value for area, item in carried.items()} == {
        area: pytest.approx(share) if somebody else None for area, somebody in lived.items()
    }


@given(cells)
def test_a_division_carried_to_itself_is_itself(rows: list[tuple[int, str, str]]) -> None:
    same = drawn((people, old, old) for people, old, _ in rows)
    counts = {area: float(number + 3) for number, area in enumerate(same.sources)}
    assert carry_counts(same, counts, of_people=False) == {
        area: exact(area, value) for area, value in counts.items()
    }


small = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from("ab"), st.sampled_from("xy")), min_size=1, max_size=3
)


@settings(max_examples=40, deadline=None)
@given(small, st.data())
def test_no_way_of_dividing_people_passes_the_bounds_and_some_way_reaches_them(
    rows: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    """Tries every way in which those counted, those in the base and the rest can have lived in the pieces."""
    cut = drawn(rows)
    assert cut.people is not None
    assert cut.source_people is not None
    groups = []
    for everybody in cut.source_people.astype(int).tolist():
        having = data.draw(st.integers(0, everybody))
        lacking = data.draw(st.sampled_from([everybody - having, (everybody - having) // 2]))
        groups.append((having, lacking, everybody - having - lacking))
    counts = {area: float(group[0]) for area, group in zip(cut.sources, groups, strict=True)}
    bases = {area: float(group[0] + group[1]) for area, group in zip(cut.sources, groups, strict=True)}
    shares = {area: counts[area] / base if base else 0.0 for area, base in bases.items()}
    carried = carry_counts(cut, counts, of_people=True)
    of_base = carry_shares(cut, shares, bases)
    for position, target in enumerate(cut.targets):
        ways = [
            list(ways_to_divide(group, int(cut.people[source, position])))
            for source, group in enumerate(groups)
        ]
        possible = [tuple(map(sum, zip(*way, strict=True))) for way in product(*ways)]
        fewest, most = min(way[0] for way in possible), max(way[0] for way in possible)
        assert (carried[target].lowest, carried[target].highest) == (fewest, most)
        ratios = [way[0] / (way[0] + way[1]) for way in possible if way[0] + way[1]]
        told = of_base[target]
        if told.value is None or not ratios:
            continue
        assert told.lowest <= min(ratios) + 1e-12  # type: ignore[operator]
        assert told.highest >= max(ratios) - 1e-12  # type: ignore[operator]
        if all(group[2] == 0 for group in groups):
            assert (told.lowest, told.highest) == (pytest.approx(min(ratios)), pytest.approx(max(ratios)))
