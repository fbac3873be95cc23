"""The start page and the pages of single milestones."""

from dataclasses import dataclass

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.figures import Shown, groups, history, places
from fardplan.portal.maps import focus_map, place_map, small_map
from fardplan.portal.own_figures import own_count
from fardplan.portal.pages.measures import breaks
from fardplan.portal.reports import about
from fardplan.portal.stories import ahead, card, gap_target
from fardplan.portal.tables import SourceLine, last_published, source_lines
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import interval_sentence
from fardplan.publishing.publication import PublishedIndicator, PublishedMilestone
from fardplan.vocabulary.status import IntervalBasis
from fardplan.vocabulary.text import Language

FEWEST_IN_A_COURSE = 2

NEWEST = 5
"""How many of the latest figures the start page names."""


@dataclass(frozen=True, slots=True)
class Beside:
    """An indicator near a milestone that the milestone is not judged by."""

    indicator: PublishedIndicator
    chart: Shown | None
    places: Shown | None
    focus: Shown | None
    simulated: bool


@dataclass(frozen=True, slots=True)
class News:
    """An indicator and the day its newest figure was published."""

    indicator: PublishedIndicator
    day: str
    milestones: tuple[PublishedMilestone, ...]
    simulated: bool


def start(contents: Contents, here: Address) -> dict[str, object]:
    language = here.language
    return {
        "cards": [card(contents, item, language) for item in contents.publication.milestones],
        "areas": [
            {
                "area": area,
                "milestones": contents.milestones_of(area.key),
                "strategies": contents.strategies_of(area.key),
            }
            for area in contents.publication.target_areas
        ],
        "news": _news(contents, language),
    }


def milestone(contents: Contents, here: Address) -> dict[str, object]:
    item = next(one for one in contents.publication.milestones if one.key == here.key)
    shown = card(contents, item, here.language)
    return {
        "card": shown,
        "milestone": item,
        "story": shown.story,
        "ahead": ahead(item, shown.indicator, here.language),
        "indicator": shown.indicator,
        "area": shown.area,
        "gap": gap_target(item, shown.indicator, here.language),
        "strategies": contents.strategies_of(item.target_area),
        "reports": about(contents.reports, (item.key, item.target_area), here.language),
        "beside": [_beside(contents, found, here.language) for found in contents.beside(item)],
        **_drawn(contents, item, shown.indicator, here.language),
    }


def _drawn(
    contents: Contents, item: PublishedMilestone, indicator: PublishedIndicator | None, language: Language
) -> dict[str, object]:
    if indicator is None:
        return {"chart": None, "places": None, "map": None, "small": None, "groups": None, "own": None}
    return {
        "chart": history(
            contents, indicator, language, id="history", status=item.status, forecast=item.ahead.forecast
        ),
        "places": places(contents, indicator, language, id="places"),
        "map": place_map(contents, indicator, language, id="map"),
        "small": small_map(contents, indicator, language, id="small"),
        "groups": groups(contents, indicator, language, id="groups"),
        "own": own_count(contents, indicator, language),
        "sources": _sources(contents, indicator, language),
        "interval": _interval(item, language),
        "breaks": breaks(contents, indicator, language),
        "files": contents.files[indicator.key],
    }


def _sources(contents: Contents, indicator: PublishedIndicator, language: Language) -> tuple[SourceLine, ...]:
    return source_lines(contents.observations(indicator.key), language)


def _interval(item: PublishedMilestone, language: Language) -> str:
    figure = item.status.latest
    if figure is None or figure.interval_basis is IntervalBasis.NONE:
        return ""
    return interval_sentence(figure.interval_basis, language)


def _beside(contents: Contents, indicator: PublishedIndicator, language: Language) -> Beside:
    return Beside(
        indicator=indicator,
        chart=_course(contents, indicator, language),
        places=places(contents, indicator, language, id=f"places-{indicator.key}"),
        focus=focus_map(contents, indicator, language, id=f"focus-{indicator.key}"),
        simulated=contents.is_simulated_in(indicator.key),
    )


def _course(contents: Contents, indicator: PublishedIndicator, language: Language) -> Shown | None:
    """The history of an indicator beside the milestone, where there is one: a lone figure has no course."""
    drawn = history(contents, indicator, language, id=f"beside-{indicator.key}")
    return drawn if drawn and len(drawn.drawing.table.rows) >= FEWEST_IN_A_COURSE else None


def _news(contents: Contents, language: Language) -> list[News]:
    dated = [
        (day, indicator)
        for indicator in contents.publication.indicators
        if (day := last_published(contents.observations(indicator.key)))
    ]
    dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].key))
    return [
        News(
            indicator,
            date_text(day, language),
            contents.milestones_measured_by(indicator.key),
            contents.is_simulated_in(indicator.key),
        )
        for day, indicator in dated[:NEWEST]
    ]
