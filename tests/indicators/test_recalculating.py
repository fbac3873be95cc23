"""Figures of older districts recalculated to today's: exact, within bounds, or not at all, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.geography.crosswalk import Grid
from fardplan.geography.history import AreaHistory
from fardplan.geography.lineage import Lineage
from fardplan.indicators.definition import SurveyError
from fardplan.indicators.recalculating import recalculated
from fardplan.sources.city_package import load_city
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.recalculated import Reason, Recalculated
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import definition, observation, provenance

CHANGE = date(2020, 7, 1)


def area(code: str, *successors: str, moved: bool = False, until: date | None = None) -> Area:
    versions: tuple[AreaVersion, ...] = (AreaVersion(name=code, valid_to=until),)
    if moved:
        versions = (
            AreaVersion(name=code, valid_to=date(2020, 6, 30)),
            AreaVersion(name=code, valid_from=CHANGE, note="Ny gräns"),
        )
    return Area(code=code, kind=AreaKind.DISTRICT, versions=versions, successors=successors)


OLD = Division(
    code="fyra", name="Fyra", valid_to=date(2020, 6, 30), areas=("norr", "soder", "vast", "ost", "ensam")
)
NEW = Division(code="tre", name="Tre", valid_from=CHANGE, areas=("allt", "vast", "ost", "ensam"))
"""North and south became one, west and east moved their border, and one stayed as it was."""

LINEAGE = Lineage(
    (
        area("norr", "allt", until=date(2020, 6, 30)),
        area("soder", "allt", until=date(2020, 6, 30)),
        area("vast", moved=True),
        area("ost", moved=True),
        area("ensam"),
        Area(code="allt", kind=AreaKind.DISTRICT, versions=(AreaVersion(name="allt", valid_from=CHANGE),)),
    ),
    (OLD, NEW),
)
GRID = Grid(
    ("1", "2", "3", "4", "5", "6"),
    np.array([60.0, 40.0, 90.0, 10.0, 50.0, 30.0]),
    {
        "fyra": ("norr", "soder", "vast", "vast", "ost", "ensam"),
        "tre": ("allt", "allt", "vast", "ost", "ost", "ensam"),
    },
)
KEYED, UNKEYED = AreaHistory(LINEAGE, GRID), AreaHistory(LINEAGE)
COUNT = Unit(measure=Measure.COUNT, label=Text(sv="personer"))
RATE = Unit(measure=Measure.RATE, label=Text(sv="kronor"))
ALL = {"norr": 30.0, "soder": 10.0, "vast": 20.0, "ost": 25.0, "ensam": 7.0}


def told(values: Mapping[str, float | None], period: str = "2017", **changes: Any) -> list[Observation]:
    return [observation(period, value, area=code, **changes) for code, value in values.items()]


def brief(found: tuple[Recalculated, ...]) -> dict[str, tuple[float | None, float | None, float | None, str]]:
    def six(number: float | None) -> float | None:
        return None if number is None else round(number, 6)

    return {
        item.area: (six(item.value), six(item.lowest), six(item.highest), item.reason.value) for item in found
    }


def test_counts_of_residents_are_summed_where_areas_merged_and_bounded_where_they_were_cut() -> None:
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    assert brief(recalculated(counted, told(ALL), NEW, KEYED)) == {
        "allt": (40.0, 40.0, 40.0, "whole_areas"),
        "vast": (18.0, 10.0, 20.0, "divided"),
        "ost": (27.0, 25.0, 35.0, "divided"),
        "ensam": (7.0, None, None, "unchanged"),
    }


def test_of_what_is_no_residents_nothing_is_told_where_areas_were_cut() -> None:
    jobs = definition(unit=COUNT, rounded_to=1)
    assert brief(recalculated(jobs, told(ALL), NEW, KEYED)) == {
        "allt": (40.0, 40.0, 40.0, "whole_areas"),
        "vast": (None, None, None, "not_residents"),
        "ost": (None, None, None, "not_residents"),
        "ensam": (7.0, None, None, "unchanged"),
    }


def test_without_a_key_merged_areas_are_told_and_cut_ones_are_not() -> None:
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    assert brief(recalculated(counted, told(ALL), NEW, UNKEYED)) == {
        "allt": (40.0, 40.0, 40.0, "whole_areas"),
        "vast": (None, None, None, "no_key"),
        "ost": (None, None, None, "no_key"),
        "ensam": (7.0, None, None, "unchanged"),
    }


def test_shares_with_bases_are_weighted_by_them_and_are_as_exact_as_their_rounding() -> None:
    shares = [
        observation("2017", value, area=code, base=base)
        for code, value, base in (("norr", 50.0, 40), ("soder", 20.0, 10), ("ensam", 3.0, 20))
    ]
    found = brief(recalculated(definition(of_residents=True), shares, NEW, KEYED))
    assert found["allt"] == (44.0, 43.95, 44.05, "whole_areas")
    assert found["ensam"] == (3.0, None, None, "unchanged")


def test_shares_without_bases_lie_between_those_they_are_made_of() -> None:
    assert brief(recalculated(definition(of_residents=True), told(ALL), NEW, KEYED)) == {
        "allt": (22.0, 9.95, 30.05, "bases_unknown"),
        "vast": (None, None, None, "no_base"),
        "ost": (None, None, None, "no_base"),
        "ensam": (7.0, None, None, "unchanged"),
    }


def test_shares_of_cut_areas_with_bases_have_the_bounds_of_every_way_to_cut_them() -> None:
    shares = [
        observation("2017", value, area=code, base=base)
        for code, value, base in (("vast", 20.0, 100), ("ost", 40.0, 50), ("ensam", 3.0, 20))
    ]
    exact = definition(of_residents=True, rounded_to=1e-9)
    found = brief(recalculated(exact, shares, NEW, KEYED))
    assert found["vast"] == (20.0, 11.111111, 22.222222, "divided")
    assert found["ost"] == (36.666667, 33.333333, 50.0, "divided")
    jobs = definition(rounded_to=1e-9)
    assert brief(recalculated(jobs, shares, NEW, KEYED))["vast"] == (None, None, None, "not_residents")


def test_a_base_larger_than_the_people_of_a_cut_area_is_of_others_and_not_used() -> None:
    shares = [observation("2017", value, area=code, base=1_000) for code, value in ALL.items()]
    with_bases = brief(recalculated(definition(of_residents=True), shares, NEW, KEYED))
    assert with_bases == brief(recalculated(definition(of_residents=True), told(ALL), NEW, KEYED))


def test_one_base_unknown_is_all_unknown() -> None:
    shares = [
        observation("2017", ALL[code], area=code, base=base) for code, base in (("norr", 60), ("soder", None))
    ]
    found = brief(recalculated(definition(), shares, NEW, KEYED))
    assert found["allt"] == (22.0, 9.95, 30.05, "bases_unknown")


def test_more_counted_than_live_there_are_not_some_of_those_people() -> None:
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    found = brief(recalculated(counted, told(ALL | {"vast": 200.0}), NEW, KEYED))
    assert found["vast"] == (180.0, 0.0, 200.0, "divided")


def test_counts_rounded_to_tens_are_as_sure_as_that() -> None:
    rounded = definition(unit=COUNT, rounded_to=10, of_residents=True)
    found = brief(recalculated(rounded, told(ALL), NEW, KEYED))
    assert found["allt"] == (40.0, 30.0, 50.0, "whole_areas")
    assert found["ensam"] == (7.0, None, None, "unchanged")


def test_means_lie_between_those_they_are_made_of_and_are_not_told_of_cut_areas() -> None:
    mean = definition(unit=RATE, rounded_to=0.2, of_residents=True)
    assert brief(recalculated(mean, told(ALL), NEW, KEYED)) == {
        "allt": (22.0, 9.9, 30.1, "bases_unknown"),
        "vast": (None, None, None, "no_base"),
        "ost": (None, None, None, "no_base"),
        "ensam": (7.0, None, None, "unchanged"),
    }


def test_answers_are_put_together_only_with_their_sampling_errors() -> None:
    asked = definition(error=SurveyError())
    without = brief(recalculated(asked, told(ALL), NEW, KEYED))
    assert without == {
        "allt": (None, None, None, "no_error"),
        "vast": (None, None, None, "no_base"),
        "ost": (None, None, None, "no_base"),
        "ensam": (7.0, None, None, "unchanged"),
    }
    with_errors = [replace(item, lower=item.value - 4, upper=item.value + 6) for item in told(ALL)]  # type: ignore[operator]
    found = brief(recalculated(asked.model_copy(update={"of_residents": True}), with_errors, NEW, KEYED))
    assert found["allt"] == (22.0, 6.0, 36.0, "bases_unknown")
    assert found["vast"] == (None, None, None, "no_base")


@pytest.mark.parametrize("status", [Status.SUPPRESSED, Status.MISSING, Status.NOT_APPLICABLE, Status.ROUNDED])
def test_what_is_not_a_plain_number_is_not_calculated_with(status: Status) -> None:
    value = 30.0 if status is Status.ROUNDED else None
    figures = [*told({"soder": 10.0}), observation("2017", value, area="norr", status=status)]
    found = brief(recalculated(definition(unit=COUNT, rounded_to=1), figures, NEW, KEYED))
    assert found["allt"] == (None, None, None, "missing")


def test_zero_is_a_value() -> None:
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    found = brief(recalculated(counted, told({**ALL, "norr": 0.0, "soder": 0.0}), NEW, KEYED))
    assert found["allt"] == (0.0, 0.0, 0.0, "whole_areas")


def test_a_figure_that_the_unit_cannot_have_is_not_calculated_with() -> None:
    found = brief(recalculated(definition(), told({"norr": 130.0, "soder": 10.0}), NEW, KEYED))
    assert found["allt"] == (None, None, None, "missing")


def test_what_it_is_made_of_and_who_made_it_are_told() -> None:
    figures = [
        observation(
            "2017",
            30.0,
            area="norr",
            status=Status.PRELIMINARY,
            provenance=provenance(source="A", published=date(2018, 3, 1), address="https://example.org/a"),
        ),
        observation(
            "2017", 10.0, area="soder", provenance=provenance(source="B", published=date(2018, 2, 1))
        ),
    ]
    (made, *_rest) = recalculated(definition(unit=COUNT, rounded_to=1), figures, NEW, KEYED)
    assert made == Recalculated(
        area="allt",
        period=figures[0].period,
        value=40.0,
        lowest=40.0,
        highest=40.0,
        reason=Reason.WHOLE_AREAS,
        made_of=("norr", "soder"),
        origin=Origin.OWN_CALCULATION,
        preliminary=True,
        source="A; B",
        address="https://example.org/a",
        published=date(2018, 3, 1),
    )
    assert made.is_recalculated


def test_simulated_parts_make_a_simulated_whole() -> None:
    figures = [
        *told({"norr": 1.0}, provenance=provenance(origin=Origin.SIMULATED)),
        *told({"soder": 1.0}),
    ]
    (made, *_rest) = recalculated(definition(unit=COUNT, rounded_to=1), figures, NEW, KEYED)
    assert made.origin is Origin.SIMULATED


def test_groups_and_periods_are_carried_each_by_itself_in_order() -> None:
    women = Group((("sex", "K"),))
    figures = [*told(ALL, "2018"), *told(ALL, "2017", group=women), *told(ALL, "2017")]
    found = recalculated(definition(of_residents=True), figures, NEW, KEYED)
    assert [(str(item.period), item.group) for item in found[::4]] == [
        ("2017", str(EVERYBODY)),
        ("2017", "sex=K"),
        ("2018", ""),
    ]
    assert [item.area for item in found] == [*NEW.areas] * 3


def test_what_the_target_is_told_for_already_is_left_alone() -> None:
    new = {"allt": 1.0, "vast": 2.0, "ost": 3.0, "ensam": 4.0}
    assert recalculated(definition(), told(new, "2021"), NEW, KEYED) == ()
    assert recalculated(definition(), told({**new, **ALL}, "2021"), NEW, KEYED) == ()
    assert recalculated(definition(), told({"allt": 1.0, "vast": 1.0}, "2017"), NEW, KEYED) == ()


def test_figures_of_shared_areas_alone_belong_to_the_division_of_their_time() -> None:
    shared = {"vast": 20.0, "ensam": 7.0}
    assert recalculated(definition(), told(shared, "2021"), NEW, KEYED) == ()
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    assert brief(recalculated(counted, told(shared, "2017"), NEW, KEYED)) == {
        "allt": (None, None, None, "missing"),
        "vast": (18.0, 10.0, 20.0, "divided"),
        "ost": (None, None, None, "missing"),
        "ensam": (7.0, None, None, "unchanged"),
    }


def test_areas_of_other_kinds_and_a_single_district_make_no_series() -> None:
    figures = [observation("2017", 1.0, area="0180"), observation("2017", 1.0, area="norr")]
    assert recalculated(definition(), figures, NEW, KEYED) == ()


def test_an_unchanged_area_has_its_published_figure_with_all_that_is_known_of_it() -> None:
    women = Group((("sex", "K"),))
    published = provenance(source="A", address="https://example.org/a", published=date(2018, 3, 1))
    kept = observation(
        "2017", 7.0, area="ensam", group=women, status=Status.PRELIMINARY, provenance=published
    )
    found = recalculated(definition(), [kept, *told({"norr": 1.0}, group=women)], NEW, KEYED)
    assert found[-1] == Recalculated(
        area="ensam",
        group="sex=K",
        period=kept.period,
        value=7.0,
        reason=Reason.UNCHANGED,
        made_of=("ensam",),
        origin=Origin.OFFICIAL,
        preliminary=True,
        source="A",
        address="https://example.org/a",
        published=date(2018, 3, 1),
    )
    assert not found[-1].is_recalculated


def test_what_has_no_number_is_not_preliminary_either() -> None:
    figures = [*told({"norr": 1.0}, status=Status.PRELIMINARY), *told({"soder": None, "ensam": 3.0})]
    (made, *_rest, kept) = recalculated(definition(unit=COUNT, rounded_to=1), figures, NEW, KEYED)
    assert (made.value, made.preliminary, kept.preliminary) == (None, False, False)


def test_answers_are_not_weighed_by_how_many_answered() -> None:
    asked = definition(error=SurveyError(), of_residents=True)
    figures = [
        replace(item, lower=item.value - 4, upper=item.value + 6, base=base)  # type: ignore[operator]
        for item, base in zip(told({"norr": 30.0, "soder": 10.0}), (10, 1_000), strict=True)
    ]
    assert brief(recalculated(asked, figures, NEW, KEYED))["allt"] == (22.0, 6.0, 36.0, "bases_unknown")


def test_one_part_without_its_sampling_error_is_one_too_few() -> None:
    figures = told({"norr": 30.0, "soder": 10.0})
    half = [replace(figures[0], lower=26.0, upper=36.0), figures[1]]
    found = brief(recalculated(definition(error=SurveyError()), half, NEW, KEYED))
    assert found["allt"] == (None, None, None, "no_error")


@pytest.mark.parametrize(("step", "lowest", "highest"), [(1, 1.0, 1.0), (2, 0.0, 3.0), (0.5, 1.0, 1.0)])
def test_a_rounded_count_is_not_below_zero(step: float, lowest: float, highest: float) -> None:
    rounded = definition(unit=COUNT, rounded_to=step, of_residents=True)
    found = brief(recalculated(rounded, told({"norr": 1.0, "soder": 0.0}), NEW, KEYED))
    assert found["allt"] == (1.0, lowest, highest, "whole_areas")


def test_an_index_and_what_is_counted_here_are_not_recalculated() -> None:
    index = definition(unit=Unit(measure=Measure.INDEX, label=Text(sv="index")), rounded_to=1)
    assert recalculated(index, told(ALL), NEW, KEYED) == ()
    counted = load_city("stockholm").indicator("uvas-16-24-egen")
    ratio = load_city("stockholm").indicator("jobb-per-sysselsatt-egen")
    assert counted is not None
    assert ratio is not None
    assert counted.count
    assert ratio.ratio
    for own in (counted, ratio):
        assert recalculated(own, told(ALL, indicator=own.key), NEW, KEYED) == ()


def test_backwards_what_merged_was_cut() -> None:
    new = {"allt": 40.0, "vast": 2.0, "ost": 3.0, "ensam": 4.0}
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    found = brief(recalculated(counted, told(new, "2021"), OLD, KEYED))
    assert found["norr"] == (24.0, 0.0, 40.0, "divided")
    assert found["ensam"] == (4.0, None, None, "unchanged")


def test_an_area_that_no_cell_lies_in_has_no_number() -> None:
    grid = replace(GRID, keys={**GRID.keys, "tre": ("allt", "allt", "vast", "ost", "ost", None)})
    found = brief(recalculated(definition(), told(ALL), NEW, AreaHistory(LINEAGE, grid)))
    assert found["ensam"] == (None, None, None, "outside")


@settings(max_examples=150)
@given(
    people=st.lists(st.integers(0, 20), min_size=6, max_size=6),
    having=st.lists(st.integers(0, 20), min_size=6, max_size=6),
)
def test_the_truth_lies_within_the_bounds_whoever_it_is_that_is_counted(
    people: list[int], having: list[int]
) -> None:
    """Cell by cell the truth is known; the districts tell sums alone."""
    counts = [min(one, all_of_them) for one, all_of_them in zip(having, people, strict=True)]
    grid = replace(GRID, people=np.array(people, dtype=float))
    old, new = GRID.keys["fyra"], GRID.keys["tre"]
    by_old = {
        code: float(sum(c for c, k in zip(counts, old, strict=True) if k == code)) for code in OLD.areas
    }
    truth = {code: sum(c for c, k in zip(counts, new, strict=True) if k == code) for code in NEW.areas}
    counted = definition(unit=COUNT, rounded_to=1, of_residents=True)
    found = recalculated(counted, told(by_old), NEW, AreaHistory(LINEAGE, grid))
    for item in found:
        if item.reason is Reason.UNCHANGED:
            assert item.value == truth[item.area]
        elif item.value is not None:
            assert item.lowest is not None
            assert item.highest is not None
            assert item.lowest - 1e-9 <= truth[item.area] <= item.highest + 1e-9
            assert item.lowest <= item.value <= item.highest
    if all(item.value is not None for item in found):
        assert sum(item.value or 0 for item in found) == pytest.approx(sum(counts))
