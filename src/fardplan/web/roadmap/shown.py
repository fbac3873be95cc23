"""A roadmap's text as pages show it: every part with its address and the names of those who answer for it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from fardplan.presentation.numbers import as_given, level
from fardplan.roadmap.parts import Kind, Part
from fardplan.roadmap.version import DecisionPoint, Milestone, RoadmapVersion, Strategy, TargetArea
from fardplan.usecases.steering.cases import AreaText
from fardplan.vocabulary.text import Language, Text
from fardplan.web.shell.home import home


@dataclass(frozen=True, slots=True)
class ShownMilestone:
    item: Milestone
    where: str
    words: str
    indicator: Text | None
    responsible: tuple[Text, ...]
    level: str
    """The level as it was given, in what it is measured in; empty without one."""


@dataclass(frozen=True, slots=True)
class ShownStrategy:
    item: Strategy
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownArea:
    area: TargetArea
    where: str
    words: str
    milestones: tuple[ShownMilestone, ...]
    strategies: tuple[ShownStrategy, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class ShownPoint:
    item: DecisionPoint
    where: str


def shown_areas(
    areas: Sequence[AreaText],
    names: Mapping[str, Text],
    language: Language,
    writable: Container[str] = (),
) -> tuple[ShownArea, ...]:
    """`names` has what organisations are called; a key that it lacks is shown as it is."""
    measures = {item.key: item.name for item in home().city.indicators}
    return tuple(
        ShownArea(
            area=one.area,
            where=str(Part(Kind.AREA, one.area.key)),
            words=one.area.name.in_language(language),
            milestones=tuple(
                ShownMilestone(
                    item,
                    str(Part(Kind.MILESTONE, item.key)),
                    item.text.in_language(language),
                    _named(item.indicator.indicator, measures) if item.indicator else None,
                    tuple(_named(link.organisation, names) for link in item.responsible),
                    _level(item, language),
                )
                for item in one.milestones
            ),
            strategies=tuple(
                ShownStrategy(item, str(Part(Kind.STRATEGY, item.key)), item.text.in_language(language))
                for item in one.strategies
            ),
            may_write=one.area.key in writable,
        )
        for one in areas
    )


def _level(item: Milestone, language: Language) -> str:
    if item.level is None:
        return ""
    unit = home().city.unit_of(item)
    return level(item.level, unit, language) if unit else as_given(item.level, language)


def _named(key: str, names: Mapping[str, Text]) -> Text:
    return names.get(key, Text(sv=key))


def shown_points(version: RoadmapVersion) -> tuple[ShownPoint, ...]:
    return tuple(
        ShownPoint(point, str(Part(Kind.POINT, str(point.number)))) for point in version.decision_points
    )
