"""Differences in living conditions: all of them at a glance, and those of each target area."""

from dataclasses import dataclass

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.gap_figures import Compared, between_districts, between_groups
from fardplan.portal.pages.measures import breaks
from fardplan.portal.reports import about
from fardplan.portal.tables import SourceLine, source_lines
from fardplan.publishing.publication import PublishedIndicator, PublishedMilestone
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator's differences, and the milestones it measures or stands beside."""

    indicator: PublishedIndicator
    measures: tuple[PublishedMilestone, ...]
    comparisons: tuple[Compared, ...]
    sources: tuple[SourceLine, ...]
    breaks: list[dict[str, object]]
    standing: PublishedIndicator | None


def differences(contents: Contents, here: Address) -> dict[str, object]:
    """The page of one target area, or of all together where the address names none."""
    if here.key is None:
        areas = contents.publication.target_areas
        return {"area": None, "entries": [_entry(contents, item.key, here.language) for item in areas]}
    return {
        "area": contents.target_area(here.key),
        "reports": about(contents.reports, (here.key,), here.language),
        **_of_area(contents, here.key, here.language),
    }


def _of_area(contents: Contents, key: str, language: Language) -> dict[str, object]:
    known = measured_in(contents, key, language)
    return {
        "measured": [item for item in known if item.comparisons],
        "unknown": [item for item in known if not item.comparisons],
        "milestones": contents.milestones_of(key),
    }


def _entry(contents: Contents, key: str, language: Language) -> dict[str, object]:
    """A target area on the page of all: each comparison in a line."""
    found = _of_area(contents, key, language)
    return {"area": contents.target_area(key), **found}


def indicators_of(contents: Contents, target_area: str) -> tuple[PublishedIndicator, ...]:
    """The indicators of a target area: first those that measure its milestones, then those beside them."""
    milestones = contents.milestones_of(target_area)
    measured = [contents.measure_of(item) for item in milestones]
    beside = [found for item in milestones for found in contents.beside(item)]
    unique = {item.key: item for item in (*measured, *beside) if item is not None}
    return tuple(unique.values())


def measured_in(contents: Contents, target_area: str, language: Language) -> tuple[Measured, ...]:
    """Every indicator of a target area; one of which nothing is known has no comparisons."""
    return tuple(_measured(contents, item, language) for item in indicators_of(contents, target_area))


def _measured(contents: Contents, indicator: PublishedIndicator, language: Language) -> Measured:
    gaps = contents.publication.gaps_of(indicator.key)
    districts = between_districts(contents, indicator, gaps, language) if gaps else None
    groups = between_groups(contents, indicator, gaps, language) if gaps else ()
    return Measured(
        indicator=indicator,
        measures=contents.milestones_measured_by(indicator.key),
        comparisons=(*((districts,) if districts else ()), *groups),
        sources=source_lines(contents.observations(indicator.key), language),
        breaks=breaks(contents, indicator, language),
        standing=contents.indicator(gaps.standing) if gaps and gaps.standing else None,
    )
