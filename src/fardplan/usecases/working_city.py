"""What the generator of a city at work must know, taken from a city package and its roadmap."""

from datetime import date

from fardplan.boards.carrying import reaches
from fardplan.boards.cycle import CycleTemplate, StepDays, year_of
from fardplan.roadmap.version import Milestone as RoadmapMilestone
from fardplan.roadmap.version import RoadmapVersion
from fardplan.roadmap.version import TargetArea as RoadmapArea
from fardplan.simulation.city_at_work import (
    Body,
    Goal,
    Measure,
    Milestone,
    Strategy,
    TargetArea,
    WorkingCity,
    WorkWords,
)
from fardplan.sources.city_models import Organisation
from fardplan.sources.city_package import CityPackage
from fardplan.sources.yaml_file import read_yaml
from fardplan.vocabulary.status import Direction

PARTNER = "other"
"""The kind of the organisations that the city works with; the last one's person signs in."""

WORDS = "work.yaml"
"""The file of a city package with its words for a simulated year; it may be missing."""


def working_city(
    package: CityPackage, cycle: CycleTemplate, roadmap: RoadmapVersion, today: date
) -> WorkingCity:
    """The city as the generator wants it, with last year, this year and the next where that has begun."""
    years = {year: year_of(cycle, year) for year in (today.year - 1, today.year, today.year + 1)}
    executive = next((item.key for item in package.organisations if item.kind == "executive"), "")
    where = package.path / WORDS
    return WorkingCity(
        bodies=tuple(_body(package, item) for item in package.organisations if item.kind in cycle.takes_part),
        executive=executive,
        areas=tuple(_area(package, roadmap, item) for item in roadmap.target_areas),
        goals=tuple(
            Goal(item.key, item.text)
            for item in package.goals
            if item.parent is None and reaches(item.period, today.year)
        ),
        years={year: steps for year, steps in years.items() if _has_begun(steps, today)},
        words=read_yaml(where, WorkWords) if where.is_file() else WorkWords(),
        partner=next((item.key for item in package.organisations[::-1] if item.kind == PARTNER), None),
    )


def _has_begun(steps: tuple[StepDays, ...], today: date) -> bool:
    return any(step.opens <= today for step in steps)


def _body(package: CityPackage, item: Organisation) -> Body:
    area = package.area(item.area) if item.area else None
    name = area.versions[-1].name if area else None
    return Body(item.key, item.name.sv, item.kind, name, item.valid_from, item.valid_to)


def _area(package: CityPackage, roadmap: RoadmapVersion, item: RoadmapArea) -> TargetArea:
    return TargetArea(
        item.key,
        item.name,
        item.description,
        tuple(_milestone(package, one) for one in roadmap.milestones_of(item.key)),
        tuple(Strategy(one.key, one.text) for one in roadmap.strategies_of(item.key)),
    )


def _milestone(package: CityPackage, item: RoadmapMilestone) -> Milestone:
    measure = _measure(package, item.indicator.indicator) if item.indicator else None
    return Milestone(item.key, item.text, "down" if item.wanted is Direction.DOWN else "up", measure)


def _measure(package: CityPackage, key: str) -> Measure | None:
    definition = package.indicator(key)
    if definition is None:
        return None
    told = [
        row
        for row in package.figures_of(key)
        if row.area == definition.area and not row.group and row.value is not None
    ]
    latest = max(told, key=lambda row: row.period.start, default=None)
    return Measure(
        key,
        definition.name,
        definition.unit.label.sv,
        by_sex=definition.counted is not None,
        latest=latest.value if latest else None,
    )
