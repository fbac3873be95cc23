"""Why a milestone cannot be laid on the workbench, and what would be needed."""

from enum import StrEnum

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.version import Milestone
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Language


class Obstacle(StrEnum):
    """The first thing that is lacking, in the order in which somebody has to mend them."""

    NO_INDICATOR = "no_indicator"
    UNKNOWN_INDICATOR = "unknown_indicator"
    NO_DIRECTION = "no_direction"
    NO_POLARITY = "no_polarity"
    NO_FIGURES = "no_figures"


WHY = {
    Obstacle.NO_INDICATOR: message("Nothing measures the milestone, so no level can be weighed."),
    Obstacle.UNKNOWN_INDICATOR: message(
        "The indicator that measures the milestone is not among the city's, so no level can be weighed."
    ),
    Obstacle.NO_DIRECTION: message(
        "The wording does not say which way the figure is to move, so no level can be weighed."
    ),
    Obstacle.NO_POLARITY: message(
        "Which way is better is not given for this indicator, so no level can be weighed with it."
    ),
    Obstacle.NO_FIGURES: message(
        "There are no figures of the area that is judged, so no level can be weighed."
    ),
}

NEEDED = {
    Obstacle.NO_INDICATOR: message(
        "Needed is a decision on which indicator measures it, or one for context that can be weighed with."
    ),
    Obstacle.UNKNOWN_INDICATOR: message("Needed is its definition among the city's indicators."),
    Obstacle.NO_DIRECTION: message("Needed is a wording that says which way is wanted."),
    Obstacle.NO_POLARITY: message("Needed is its polarity in the indicator's definition."),
    Obstacle.NO_FIGURES: message("Needed are its figures: {sources}."),
}


def obstacle_of(
    milestone: Milestone, own: IndicatorDefinition | None, asked: IndicatorDefinition | None, *, figures: bool
) -> Obstacle | None:
    """What stands in the way of weighing `milestone` with `asked`; None where nothing does.

    `own` is the definition of the milestone's indicator; `asked` is that one or one for context. `figures`:
    whether there are any of `asked` in the area that it is judged on.
    """
    if asked is None:
        return Obstacle.NO_INDICATOR if milestone.indicator is None else Obstacle.UNKNOWN_INDICATOR
    if milestone.wanted is None:
        return Obstacle.NO_DIRECTION
    if asked.polarity is None and (own is None or own.key != asked.key):
        return Obstacle.NO_POLARITY
    return None if figures else Obstacle.NO_FIGURES


def tell_obstacle(
    obstacle: Obstacle, milestone: Milestone, asked: IndicatorDefinition | None, language: Language
) -> tuple[str, ...]:
    """Why not, what is needed, and what the milestone itself says of the data it needs."""
    sources = ", ".join(f"{item.name} ({item.publisher})" for item in asked.sources) if asked else ""
    told = [translate(WHY[obstacle], language), translate(NEEDED[obstacle], language, sources=sources)]
    if milestone.needed is not None and obstacle in (Obstacle.NO_INDICATOR, Obstacle.NO_FIGURES):
        told.append(milestone.needed.in_language(language))
    return tuple(told)


def wanted_with(
    milestone: Milestone, own: IndicatorDefinition | None, asked: IndicatorDefinition
) -> Direction | None:
    """Which way `asked` is wanted: turned where better is the other way than for the milestone's own."""
    if own is not None and own.key == asked.key:
        return milestone.wanted
    if own is None or own.polarity is None or asked.polarity is None or milestone.wanted is None:
        return asked.polarity
    if own.polarity is asked.polarity:
        return milestone.wanted
    return Direction.DOWN if milestone.wanted is Direction.UP else Direction.UP
