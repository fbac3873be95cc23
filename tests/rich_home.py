"""A home with enough to weigh: ten years of the city, and of 24 municipalities that began near it."""

from dataclasses import replace
from datetime import date

from fardplan.sources.municipalities import municipality_names
from fardplan.usecases.homes import Home
from fardplan.vocabulary.observation import Observation
from tests.builders import observation

LOADED = date(2021, 3, 1)
PANEL = sorted(municipality_names())[:24]
SWING = (0.0, 0.4, -0.3, 0.2, -0.4, 0.3, 0.0, -0.2, 0.4, -0.1)


def figures() -> list[Observation]:
    """The city gains 0.4 points a year about its own swing, the others up to 0.8."""
    own = [
        replace(observation(2009 + year, 84 + 0.4 * year + swing), indicator="behoriga", area="9999")
        for year, swing in enumerate(SWING)
    ]
    others = [
        replace(
            observation(2009 + year, 84 + place / 8 + place / 30 * year + swing),
            indicator="behoriga",
            area=area,
        )
        for place, area in enumerate(PANEL)
        for year, swing in enumerate(SWING)
    ]
    return [*own, *others]


def enrich(home: Home) -> Home:
    """Load them into a home of the small city."""
    home.evidence.save(figures(), loaded=LOADED, came_from="panel.csv")
    return home
