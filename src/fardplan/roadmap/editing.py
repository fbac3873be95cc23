"""Editing a draft: adding, taking out and moving its parts, and merging what two people wrote at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.parts import FRAME, Fields, Kind, Part, fields_of, find, has
from fardplan.roadmap.version import (
    DecisionPoint,
    Force,
    Milestone,
    RoadmapVersion,
    Strategy,
    TargetArea,
)
from fardplan.roadmap.written_parts import checked
from fardplan.vocabulary.errors import FieldConflict, InputError, RuleError
from fardplan.vocabulary.keys import key_of
from fardplan.vocabulary.text import Text

Way = Literal["up", "down"]


def as_kept(text: str) -> str:
    """A text as texts are kept: one sign for a line's end, whatever the browser sends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def added(
    version: RoadmapVersion, kind: Kind, text: str, *, target_area: str | None = None
) -> tuple[RoadmapVersion, Part]:
    """The version with a new part last among its like, and which part that is.

    Its key is made of its words and is never one that the version has. Milestones and strategies need a
    target area. Raises `InputError` where the text is empty or the area is not there.
    """
    wording = text.strip()
    if not wording:
        raise InputError(Sentence("the text is empty"), where="text", outcome=Sentence("Nothing was added."))
    if kind is Kind.POINT:
        number = max((point.number for point in version.decision_points), default=0) + 1
        point = DecisionPoint(number=number, text=Text(sv=wording), addressee=None, force=Force.UNCLEAR)
        changes: dict[str, Any] = {"decision_points": (*version.decision_points, point)}
        return checked(version, changes), Part(kind, str(number))
    key = key_of(wording, _keys(version))
    return checked(version, _with_new(version, kind, key, wording, target_area or "")), Part(kind, key)


def _with_new(
    version: RoadmapVersion, kind: Kind, key: str, wording: str, target_area: str
) -> dict[str, Any]:
    said = Text(sv=wording)
    if kind is Kind.AREA:
        return {"target_areas": (*version.target_areas, TargetArea(key=key, name=said))}
    if not has(version, Part(Kind.AREA, target_area)):
        raise InputError(
            Sentence("it belongs to no target area of this text"),
            where="target_area",
            outcome=Sentence("Nothing was added."),
        )
    if kind is Kind.MILESTONE:
        made = Milestone(key=key, target_area=target_area, text=said, wanted=None)
        return {"milestones": (*version.milestones, made)}
    number = 1 + len(version.strategies_of(target_area))
    strategy = Strategy(key=key, target_area=target_area, number=number, text=said)
    return {"strategies": (*version.strategies, strategy)}


def _keys(version: RoadmapVersion) -> set[str]:
    areas = {area.key for area in version.target_areas}
    goals = {item.key for item in version.milestones}
    return areas | goals | {item.key for item in version.strategies}


def removed(version: RoadmapVersion, part: Part) -> RoadmapVersion:
    """The version without a part. A target area goes last, when nothing belongs to it any more.

    Decision points are numbered anew; links from other milestones to a milestone go with it.
    """
    if part == FRAME:
        raise RuleError(Sentence("the frame cannot be taken out"), outcome=Sentence("Nothing was changed."))
    find(version, part)
    if part.kind is Kind.AREA:
        return _without_area(version, part.key)
    if part.kind is Kind.POINT:
        kept = [point for point in version.decision_points if str(point.number) != part.key]
        return checked(version, {"decision_points": _numbered(kept)})
    if part.kind is Kind.STRATEGY:
        kept_strategies = [item for item in version.strategies if item.key != part.key]
        return checked(version, {"strategies": _numbered_in_areas(kept_strategies)})
    milestones = tuple(
        item.model_copy(
            update={"related": tuple(link for link in item.related if link.milestone != part.key)}
        )
        for item in version.milestones
        if item.key != part.key
    )
    return checked(version, {"milestones": milestones})


def _without_area(version: RoadmapVersion, key: str) -> RoadmapVersion:
    inside = len(version.milestones_of(key)) + len(version.strategies_of(key))
    if inside:
        raise RuleError(
            Sentence("{count} milestones and strategies belong to the target area", count=inside),
            instead=Sentence("Take them out or move them to another area first."),
            outcome=Sentence("Nothing was changed."),
        )
    return checked(version, {"target_areas": tuple(item for item in version.target_areas if item.key != key)})


def moved(version: RoadmapVersion, part: Part, way: Way) -> RoadmapVersion:
    """The version with a part one place earlier or later among its like, within its target area.

    The first cannot go earlier nor the last later; they stay. Strategies and decision points are renumbered.
    """
    find(version, part)
    if part.kind is Kind.AREA:
        return checked(version, {"target_areas": _swapped(version.target_areas, part.key, way)})
    if part.kind is Kind.POINT:
        keyed = _swapped_points(version.decision_points, int(part.key), way)
        return checked(version, {"decision_points": _numbered(keyed)})
    if part.kind is Kind.MILESTONE:
        return checked(version, {"milestones": _swapped_in_area(version.milestones, part.key, way)})
    strategies = _swapped_in_area(version.strategies, part.key, way)
    return checked(version, {"strategies": _numbered_in_areas(list(strategies))})


def _swapped(items: tuple[TargetArea, ...], key: str, way: Way) -> tuple[TargetArea, ...]:
    order = list(items)
    at = next(place for place, item in enumerate(order) if item.key == key)
    to = at + (1 if way == "down" else -1)
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return tuple(order)


def _swapped_points(items: tuple[DecisionPoint, ...], number: int, way: Way) -> list[DecisionPoint]:
    order = list(items)
    at = next(place for place, item in enumerate(order) if item.number == number)
    to = at + (1 if way == "down" else -1)
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def _swapped_in_area(items: Any, key: str, way: Way) -> Any:
    order = list(items)
    area = next(item.target_area for item in order if item.key == key)
    places = [place for place, item in enumerate(order) if item.target_area == area]
    at = next(index for index, place in enumerate(places) if order[place].key == key)
    to = at + (1 if way == "down" else -1)
    if 0 <= to < len(places):
        first, second = places[at], places[to]
        order[first], order[second] = order[second], order[first]
    return tuple(order)


def _numbered(points: list[DecisionPoint]) -> tuple[DecisionPoint, ...]:
    return tuple(point.model_copy(update={"number": place}) for place, point in enumerate(points, start=1))


def _numbered_in_areas(strategies: list[Strategy]) -> tuple[Strategy, ...]:
    """Numbered from 1 in each area; those that had gaps in their numbers get them closed."""
    counted: dict[str, int] = {}
    made = []
    for strategy in strategies:
        counted[strategy.target_area] = counted.get(strategy.target_area, 0) + 1
        made.append(strategy.model_copy(update={"number": counted[strategy.target_area]}))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of an edit where somebody else has saved since it was begun.

    `fields`: what to save: yours where only you changed it, theirs elsewhere. `conflicts`: fields that both
    changed, differently; nothing is saved as long as there are any.
    """

    fields: Fields
    conflicts: tuple[FieldConflict, ...]


def merged(base: Mapping[str, str] | None, theirs: Mapping[str, str], yours: Mapping[str, str]) -> Merged:
    """Merge field by field what two people made of the same part.

    `base` is what both began from, None where that is not known: then every difference is a conflict. `yours`
    may name some of the fields alone; the others are untouched.
    """
    fields: Fields = dict(theirs)
    conflicts = []
    for name, mine in yours.items():
        began = base.get(name, "") if base is not None else None
        other = theirs.get(name, "")
        if mine in (other, began):
            continue
        if other == began:
            fields[name] = mine
        else:
            conflicts.append(FieldConflict(name=name, base=began, theirs=other, yours=mine))
    return Merged(fields, tuple(conflicts))


def merged_part(
    base: RoadmapVersion, current: RoadmapVersion, part: Part, yours: Mapping[str, str]
) -> Merged:
    """Merge an edit of a part made from `base` into `current`. Where the part has been taken out since, every
    field that the edit changed is a conflict with nothing on the other side."""
    began = fields_of(base, part)
    if has(current, part):
        return merged(began, fields_of(current, part), yours)
    lost = tuple(
        FieldConflict(name=name, base=began.get(name, ""), theirs=None, yours=mine)
        for name, mine in yours.items()
        if mine != began.get(name, "")
    )
    return Merged({}, lost)
