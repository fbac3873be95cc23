"""Kolada's values as observations: the interval that margins of error give."""

from datetime import date

import pytest

from fardplan.indicators.asked import KoladaAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.kolada.observing import ForIndicator, observations_of
from fardplan.sources.kolada.reading import KoladaValue
from fardplan.vocabulary.errors import SourceError

LOADED = date(2026, 11, 28)
SAFE, MARGIN = "N00610", "U01610"


def wanted(*, margin: str | None = MARGIN, measure: str = "share", first: str | None = None) -> ForIndicator:
    definition = IndicatorDefinition.model_validate(
        {
            "key": "trygg",
            "name": {"sv": "Trygg"},
            "definition": {"sv": "Andel trygga"},
            "unit": {"measure": measure, "label": {"sv": "procent"}},
            "polarity": "up",
            "area": "0180",
            "first": first,
            "rounded_to": 0.1,
            "error": {"kind": "survey"},
            "sources": [{"key": "kolada", "name": "Trygg", "publisher": "Kolada"}],
        }
    )
    asked = KoladaAsked(kpi=SAFE, margin=margin)
    return ForIndicator(definition, asked, "Kolada: Trygg", {"0180": "0180", "0000": "0000"})


def value(
    kpi: str, number: float | None, *, place: str = "0180", year: int = 2025, gender: str = "T"
) -> KoladaValue:
    return KoladaValue(kpi, place, year, gender, number)


def cells(values: list[KoladaValue], of: ForIndicator) -> list[tuple[object, ...]]:
    found, _ = observations_of(values, of, LOADED)
    return [(one.area, str(one.period), str(one.group), one.value, one.lower, one.upper) for one in found]


def test_a_margin_of_error_gives_the_interval_of_its_own_cell() -> None:
    values = [
        value(MARGIN, 2.5),
        value(SAFE, 70.5),
        value(SAFE, 64.0, gender="K"),
        value(MARGIN, 3.5, gender="K"),
        value(SAFE, 72.0, place="0000"),
        value(MARGIN, 9.0, year=2024),
    ]
    assert cells(values, wanted()) == [
        ("0180", "2025", "", 70.5, 68.0, 73.0),
        ("0180", "2025", "sex=K", 64.0, 60.5, 67.5),
        ("0000", "2025", "", 72.0, None, None),
    ]


def test_without_a_margin_asked_for_its_key_figure_is_another() -> None:
    assert cells([value(SAFE, 70.5), value(MARGIN, 2.5)], wanted(margin=None)) == [
        ("0180", "2025", "", 70.5, None, None)
    ]


def test_an_interval_does_not_reach_beyond_what_the_unit_can_be() -> None:
    high, low = [value(SAFE, 99.0), value(MARGIN, 2.0)], [value(SAFE, 1.0), value(MARGIN, 2.0)]
    assert cells(high, wanted()) == [("0180", "2025", "", 99.0, 97.0, 100.0)]
    assert cells(low, wanted()) == [("0180", "2025", "", 1.0, 0.0, 3.0)]
    assert cells(low, wanted(measure="index")) == [("0180", "2025", "", 1.0, -1.0, 3.0)]


def test_a_value_that_the_unit_cannot_have_keeps_its_place_in_the_interval() -> None:
    """Whether it can be so is asked by a check; here nothing is made of it that contradicts itself."""
    assert cells([value(SAFE, 101.0), value(MARGIN, 2.0)], wanted()) == [
        ("0180", "2025", "", 101.0, 99.0, 101.0)
    ]


def test_a_margin_of_zero_is_a_margin() -> None:
    assert cells([value(SAFE, 50.0), value(MARGIN, 0.0)], wanted()) == [
        ("0180", "2025", "", 50.0, 50.0, 50.0)
    ]


def test_no_value_has_no_interval_and_a_margin_alone_is_no_figure() -> None:
    values = [value(SAFE, None), value(MARGIN, 2.0), value(MARGIN, 2.0, year=2023)]
    assert cells(values, wanted()) == [("0180", "2025", "", None, None, None)]


def test_a_negative_margin_is_refused() -> None:
    with pytest.raises(SourceError) as refused:
        observations_of([value(SAFE, 50.0), value(MARGIN, -2.0)], wanted(), LOADED)
    assert "a margin of error is below zero: -2.0, 0180 2025" in str(refused.value)
    assert "kpi/U01610" in str(refused.value)


def test_margins_before_the_series_are_not_counted_among_the_figures_left_out() -> None:
    values = [value(SAFE, 50.0, year=2020), value(MARGIN, 2.0, year=2020), value(SAFE, 51.0)]
    found, early = observations_of(values, wanted(first="2021"), LOADED)
    assert ([str(one.period) for one in found], early) == (["2025"], 1)


def test_two_margins_of_one_cell_that_differ_are_refused() -> None:
    with pytest.raises(SourceError):
        observations_of([value(SAFE, 50.0), value(MARGIN, 1.0), value(MARGIN, 2.0)], wanted(), LOADED)
