"""Differences for the public: of Stockholm's real figures, on cleared ones alone, the same every time."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.disclosure.clearance import clear
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.sources.public_figures import observation
from fardplan.usecases.differences import published_gaps, standing_of
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.gap import GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.observation import Clearance, Observation

LOADED = date(2026, 11, 23)


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def figures(city: CityPackage) -> tuple[Observation, ...]:
    found = ((row, city.indicator(row.indicator)) for row in city.figures)
    return tuple(observation(row, definition, LOADED) for row, definition in found if definition)


def told(gap: GapFigure) -> tuple[str, str, float, str | None, str | None, int]:
    return (gap.measure.value, str(gap.period), round(gap.value, 2), gap.highest, gap.lowest, gap.areas)


def test_economic_assistance_by_district_is_told_without_a_margin_that_nobody_knows(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    found = {item.indicator: item for item in published_gaps(city, Cleared(figures))}
    assistance = found["ekonomiskt-bistand"]
    assert [told(item) for item in assistance.districts if item.measure is GapMeasure.DIFFERENCE] == [
        ("difference", "2015", 8.0, "rinkeby-kista", "norrmalm", 14),
        ("difference", "2016", 7.3, "rinkeby-kista", "norrmalm", 14),
        ("difference", "2017", 6.9, "rinkeby-kista", "ostermalm", 14),
    ]
    assert {(item.lower, item.upper) for item in assistance.districts} == {(None, None)}
    assert {(item.verdict, item.reason) for item in assistance.district_changes} == {
        (GapVerdict.CANNOT_TELL, GapReason.NO_ERROR_KNOWN)
    }


def test_school_providers_are_told_with_newcombes_interval(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    found = {item.indicator: item for item in published_gaps(city, Cleared(figures))}
    between = [item for item in found["behorighet-skolor-i-staden"].groups if item.division == "provider"]
    assert [told(item) for item in between] == [
        ("difference", "2017/18", 5.1, "provider=independent", "provider=municipal", 2),
        ("ratio", "2017/18", 1.06, "provider=independent", "provider=municipal", 2),
    ]
    assert (between[0].lower, between[0].upper) == pytest.approx((3.85, 6.33), abs=0.01)


def test_the_day_population_and_dwellings_are_no_gaps(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    keys = {item.indicator for item in published_gaps(city, Cleared(figures))}
    assert not keys & {"dagbefolkning", "paborjade-bostader", "ekonomiskt-bistand-antal"}


def test_figures_that_are_not_cleared_are_in_no_gap(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    kept_in = {"rinkeby-kista", "norrmalm"}
    given = [
        replace(item, provenance=replace(item.provenance, clearance=Clearance.INTERNAL))
        if item.area in kept_in
        else item
        for item in figures
    ]
    found = {item.indicator: item for item in published_gaps(city, clear(given).cleared)}
    ends = {end for item in found["ekonomiskt-bistand"].districts for end in (item.highest, item.lowest)}
    assert ends.isdisjoint(kept_in)
    assert {item.areas for item in found["ekonomiskt-bistand"].districts} == {12}


def test_the_same_figures_give_the_same_gaps_whatever_their_order(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    # With bases, so that chance is drawn.
    based = tuple(
        replace(item, base=40_000) if item.indicator == "ekonomiskt-bistand-18-24" else item
        for item in figures
    )
    found = published_gaps(city, Cleared(based))
    assert published_gaps(city, Cleared(based[::-1])) == found
    young = next(item for item in found if item.indicator == "ekonomiskt-bistand-18-24")
    assert {item.measure for item in young.districts} == set(GapMeasure)
    assert young.standing == "ekonomiskt-bistand"
    slope = next(item for item in young.districts if item.measure is GapMeasure.SLOPE)
    assert 0 < (slope.lower or 0) < slope.value < (slope.upper or 0)


def test_a_city_that_orders_its_districts_by_nothing_has_no_slope(city: CityPackage) -> None:
    without = replace(city, city=city.city.model_copy(update={"standing": None}))
    assert standing_of(without, {}) is None
    assert published_gaps(without, Cleared(())) == ()
