"""Figures of older districts recalculated to those of today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.recalculating import recalculated
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.publishing.recalculated import PublishedRecalculation
from fardplan.sources.city_package import CityPackage
from fardplan.usecases.evidence import Series, series
from fardplan.usecases.homes import Home
from fardplan.vocabulary.area import AreaKind, Division
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.recalculated import Recalculated

KINDS = (AreaKind.DISTRICT, AreaKind.SMALL)
"""Divisions into parts of a city are drawn once; those into districts and small areas are drawn anew."""


def published_recalculations(
    city: CityPackage, cleared: Cleared, today: date
) -> tuple[PublishedRecalculation, ...]:
    """Every indicator's figures in the districts of today, made of cleared figures alone.

    Those that can be recalculated nowhere are left out.
    """
    figures: dict[str, list[Observation]] = defaultdict(list)
    for item in cleared:
        figures[item.indicator].append(item)
    divisions = _of_today(city, today)
    made = (
        _stated(definition, figures[definition.key], division, city)
        for definition in city.indicators
        for division in divisions
        if definition.key in figures
    )
    return tuple(item for item in made if any(figure.is_recalculated for figure in item.figures))


def recalculated_series(
    home: Home, indicator: str, division: str, *, as_of: date | None
) -> tuple[Series, tuple[Recalculated, ...]]:
    """An indicator's figures as they were known on a day, and what they come to in a division.

    Raises `NotFoundError` with the divisions there are.
    """
    found = series(home, indicator, as_of=as_of)
    there = {item.code: item for item in home.city.divisions}
    if division not in there:
        raise NotFoundError(
            Sentence("there is no division '{division}'", division=division),
            instead=there_is(there, asked=division),
        )
    history = home.city.area_history
    return found, recalculated(found.definition, found.observations, there[division], history)


def _of_today(city: CityPackage, today: date) -> Sequence[Division]:
    kinds = {area.code: area.kind for area in city.areas}
    return [item for item in city.divisions if item.holds_on(today) and kinds[item.areas[0]] in KINDS]


def _stated(
    definition: IndicatorDefinition, found: Iterable[Observation], division: Division, city: CityPackage
) -> PublishedRecalculation:
    figures = recalculated(definition, found, division, city.area_history)
    return PublishedRecalculation(indicator=definition.key, division=division.code, figures=figures)
