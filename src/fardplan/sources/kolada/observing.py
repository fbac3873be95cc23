"""Kolada's values as observations of an indicator."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.indicators.asked import KoladaAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.kolada.client import ADDRESS
from fardplan.sources.kolada.reading import KoladaValue, strange
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    Status,
)
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Unit

LICENCE = "CC BY 4.0; Källa: Kolada"
Cell = tuple[str, int, str]
"""Place, year and gender."""

GROUPS = {"T": EVERYBODY, "K": Group((("sex", "K"),)), "M": Group((("sex", "M"),))}


@dataclass(frozen=True, slots=True)
class ForIndicator:
    """What values become observations of: the indicator, what it asks, and under which name of a source.

    `areas`: our code for each of Kolada's places; those that are not among them are left out.
    """

    definition: IndicatorDefinition
    asked: KoladaAsked
    source: str
    areas: Mapping[str, str]


def observations_of(
    values: Iterable[KoladaValue], wanted: ForIndicator, loaded: date
) -> tuple[tuple[Observation, ...], int]:
    """The observations of an indicator, and how many values lay before its series begins.

    With the interval that its margins of error give, where the definition asks for them.

    Withdrawn values, means of many and, unless asked for, women's and men's own are left out. Raises
    `SourceError` where two values fill one cell and differ, or a margin of error is below zero.
    """
    found: dict[str, dict[Cell, KoladaValue]] = {kpi: {} for kpi in wanted.asked.kpis}
    early = 0
    for value in values:
        if value.kpi not in found or not _is_wanted(value, wanted):
            continue
        if wanted.definition.first and Period.of_year(value.year) < wanted.definition.first:
            early += value.kpi == wanted.asked.kpi and value.value is not None
            continue
        cell = (value.place, value.year, value.gender)
        if found[value.kpi].setdefault(cell, value) != value:
            raise _twice(value, found[value.kpi][cell])
    margins = found[wanted.asked.margin] if wanted.asked.margin else {}
    return tuple(
        _observation(value, margins.get(cell), wanted, loaded)
        for cell, value in found[wanted.asked.kpi].items()
    ), early


def _is_wanted(value: KoladaValue, wanted: ForIndicator) -> bool:
    return (
        value.place in wanted.areas
        and value.count == 1
        and not value.deleted
        and (wanted.asked.by_sex or value.gender == "T")
    )


def _observation(
    value: KoladaValue, margin: KoladaValue | None, wanted: ForIndicator, loaded: date
) -> Observation:
    period = Period.of_year(value.year)
    lower, upper = _interval(value, margin, wanted.definition.unit)
    published, basis = wanted.asked.public_from(period, loaded)
    return Observation(
        indicator=wanted.definition.key,
        area=wanted.areas[value.place],
        period=period,
        value=value.value,
        group=GROUPS[value.gender],
        status=Status.VALUE if value.value is not None else Status.MISSING,
        lower=lower,
        upper=upper,
        note=value.status or None,
        provenance=Provenance(
            source=wanted.source,
            origin=Origin.OFFICIAL,
            loaded=loaded,
            published=published,
            published_basis=basis,
            address=f"{ADDRESS}/data/kpi/{value.kpi}/municipality/{value.place}/year/{value.year}",
            licence=wanted.asked.licence or LICENCE,
            clearance=Clearance.PUBLISHED_BY_SOURCE,
        ),
    )


def _interval(
    value: KoladaValue, margin: KoladaValue | None, unit: Unit
) -> tuple[float, float] | tuple[None, None]:
    """The value give or take its margin of error, within what the unit can be; none where it is not known."""
    if value.value is None or margin is None or margin.value is None:
        return None, None
    if margin.value < 0:
        where = f"{ADDRESS}/data/kpi/{margin.kpi}"
        raise strange(where, f"a margin of error is below zero: {margin.value}, {margin.place} {margin.year}")
    low, high = value.value - margin.value, value.value + margin.value
    floor, ceiling = unit.floor, unit.ceiling
    return (
        low if floor is None else min(value.value, max(low, floor)),
        high if ceiling is None else max(value.value, min(high, ceiling)),
    )


def _twice(value: KoladaValue, other: KoladaValue) -> Exception:
    where = f"{ADDRESS}/data/kpi/{value.kpi}"
    cell = f"{value.place}, {value.year}, {value.gender}"
    return strange(where, f"there are two values for {cell}: {other.value} and {value.value}")


def places_of(areas: Collection[str], municipality: str, home_area: str) -> dict[str, str]:
    """Our area by Kolada's place: the city goes by the code of its municipality there."""
    return {municipality if area == home_area else area: area for area in areas}
