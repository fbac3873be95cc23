"""Differences between districts and groups for the public, measured on cleared figures alone."""

from collections import defaultdict
from collections.abc import Iterator

from fardplan.indicators.definition import RegisterError
from fardplan.indicators.differences import Standing, gap_changes, gaps, group_gap_changes, group_gaps
from fardplan.indicators.gap_places import district_divisions
from fardplan.publishing.gaps import PublishedGaps
from fardplan.sources.city_package import CityPackage
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.observation import Observation

Figures = dict[str, list[Observation]]


def published_gaps(city: CityPackage, cleared: Cleared) -> tuple[PublishedGaps, ...]:
    """The gaps of every indicator that has figures for two districts or two groups, in the city's order."""
    figures: Figures = defaultdict(list)
    for item in cleared:
        figures[item.indicator].append(item)
    standing = standing_of(city, figures)
    return tuple(_gaps(city, figures, standing))


def standing_of(city: CityPackage, figures: Figures) -> Standing | None:
    """What orders the districts of a city from worst-off to best-off, if the city says."""
    definition = city.indicator(city.city.standing) if city.city.standing else None
    return Standing(definition, figures.get(definition.key, [])) if definition else None


def _gaps(city: CityPackage, figures: Figures, standing: Standing | None) -> Iterator[PublishedGaps]:
    divisions = district_divisions(city.divisions, city.areas)
    for definition in city.indicators:
        found = figures.get(definition.key, [])
        districts = gaps(found, definition, divisions, standing=standing)
        groups = group_gaps(found, definition, definition.area)
        if districts or groups:
            sloped = any(item.measure is GapMeasure.SLOPE for item in districts)
            yield PublishedGaps(
                indicator=definition.key,
                districts=districts,
                district_changes=gap_changes(found, definition, divisions, standing=standing),
                groups=groups,
                group_changes=group_gap_changes(found, definition, definition.area),
                standing=standing.definition.key if standing and sloped else None,
                bases_are_people=isinstance(definition.error, RegisterError),
            )
