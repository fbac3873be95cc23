"""The difference between two editions of a roadmap, in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fardplan.presentation.phrases import force_word
from fardplan.roadmap.milestone_diff import UnitOf, milestone_differences, unitless
from fardplan.roadmap.sentences import UNDECIDED, in_words, say
from fardplan.roadmap.text_diff import text_difference
from fardplan.roadmap.version import (
    DecisionPoint,
    Milestone,
    RoadmapVersion,
    Strategy,
    TargetArea,
)
from fardplan.vocabulary.text import Text

Part = TypeVar("Part", TargetArea, Milestone, Strategy)


def differences(old: RoadmapVersion, new: RoadmapVersion, unit_of: UnitOf = unitless) -> tuple[Text, ...]:
    """What changed from `old` to `new`, a sentence each, Swedish and English; empty when nothing did.

    The order is that of the document: vision and horizon, target areas, milestones, strategies,
    decision points. Title, decision and dates are not part of the content and not compared. Levels stand in
    what `unit_of` says of a milestone.
    """
    return (
        *_frame(old, new),
        *_parts(_AREA, old.target_areas, new.target_areas, lambda area: area.name),
        *_descriptions(old, new),
        *_parts(_MILESTONE, old.milestones, new.milestones, lambda milestone: milestone.text),
        *_milestones(old, new, unit_of),
        *_parts(_STRATEGY, old.strategies, new.strategies, lambda strategy: strategy.text),
        *_moved_strategies(old, new),
        *_decision_points(old.decision_points, new.decision_points),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of part is spoken of: the noun with its article, and as new."""

    the: Text
    new: Text


_AREA = _Kind(Text(sv="Målområdet", en="The target area"), Text(sv="Nytt målområde", en="New target area"))
_MILESTONE = _Kind(Text(sv="Etappmålet", en="The milestone"), Text(sv="Nytt etappmål", en="New milestone"))
_STRATEGY = _Kind(Text(sv="Strategin", en="The strategy"), Text(sv="Ny strategi", en="New strategy"))


_VISION_TEXT = Text(sv="Visionens text", en="The text of the vision")
_DESCRIPTION = Text(sv="beskrivningen", en="the description")


def _frame(old: RoadmapVersion, new: RoadmapVersion) -> Iterator[Text]:
    if (old.vision.title.sv, old.vision.year) != (new.vision.title.sv, new.vision.year):
        yield say(
            "Visionen är ”{new}” (år {year}); den var ”{old}” (år {before}).",
            "The vision is “{new}” (year {year}); it was “{old}” (year {before}).",
            new=new.vision.title,
            year=str(new.vision.year),
            old=old.vision.title,
            before=str(old.vision.year),
        )
    elif clause := text_difference(_VISION_TEXT, old.vision.text, new.vision.text):
        yield say("{clause}.", "{clause}.", clause=clause)
    if old.horizon != new.horizon:
        yield say(
            "Etappmålens tidshorisont är {new}; den var {old}.",
            "The milestones' horizon is {new}; it was {old}.",
            new=_years(new.horizon),
            old=_years(old.horizon),
        )


def _parts(
    kind: _Kind, old: Sequence[Part], new: Sequence[Part], wording: Callable[[Part], Text]
) -> Iterator[Text]:
    before, after = {part.key: part for part in old}, {part.key: part for part in new}
    for key, part in before.items():
        if key not in after:
            yield say(
                "{the} ”{text}” har utgått.", "{the} “{text}” is gone.", the=kind.the, text=wording(part)
            )
    for key, part in after.items():
        if key not in before:
            yield say("{new}: ”{text}”.", "{new}: “{text}”.", new=kind.new, text=wording(part))
        elif wording(part).sv != wording(before[key]).sv:
            yield say(
                "{the} ”{old}” har ny lydelse: ”{new}”.",
                "{the} “{old}” has a new wording: “{new}”.",
                the=kind.the,
                old=wording(before[key]),
                new=wording(part),
            )


def _descriptions(old: RoadmapVersion, new: RoadmapVersion) -> Iterator[Text]:
    before = {area.key: area for area in old.target_areas}
    for area in new.target_areas:
        was = before.get(area.key)
        clause = text_difference(_DESCRIPTION, was.description, area.description) if was else None
        if clause:
            yield say(
                "Målområdet ”{name}”: {clause}.",
                "The target area “{name}”: {clause}.",
                name=area.name,
                clause=clause,
            )


def _milestones(old: RoadmapVersion, new: RoadmapVersion, unit_of: UnitOf) -> Iterator[Text]:
    for milestone in new.milestones:
        was = old.milestone(milestone.key)
        if was is None:
            continue
        yield from milestone_differences(was, milestone, unit_of)
        if was.target_area != milestone.target_area:
            yield say(
                "Etappmålet ”{text}” hör till ”{area}”; det hörde till ”{was}”.",
                "The milestone “{text}” belongs to “{area}”; it belonged to “{was}”.",
                text=milestone.text,
                area=_area_name(new, milestone.target_area),
                was=_area_name(old, was.target_area),
            )


def _moved_strategies(old: RoadmapVersion, new: RoadmapVersion) -> Iterator[Text]:
    before = {strategy.key: strategy for strategy in old.strategies}
    for strategy in new.strategies:
        was = before.get(strategy.key)
        if was and (was.target_area, was.number) != (strategy.target_area, strategy.number):
            yield say(
                "Strategin ”{text}” är nummer {new} i {area}; den var nummer {old} i {was}.",
                "The strategy “{text}” is number {new} in {area}; it was number {old} in {was}.",
                text=strategy.text,
                new=str(strategy.number),
                area=_area_name(new, strategy.target_area),
                old=str(was.number),
                was=_area_name(old, was.target_area),
            )


def _area_name(version: RoadmapVersion, key: str) -> Text:
    return next(area.name for area in version.target_areas if area.key == key)


def _decision_points(old: Sequence[DecisionPoint], new: Sequence[DecisionPoint]) -> Iterator[Text]:
    before, after = {point.number: point for point in old}, {point.number: point for point in new}
    for key in sorted(before.keys() | after.keys()):
        was, now, n = before.get(key), after.get(key), str(key)
        if now is None:
            yield say("Beslutspunkt {n} har utgått.", "Decision point {n} is gone.", n=n)
        elif was is None:
            yield say(
                "Beslutspunkt {n} är ny: ”{text}”.",
                "Decision point {n} is new: “{text}”.",
                n=n,
                text=now.text,
            )
        elif was.text.sv != now.text.sv:
            yield say(
                "Beslutspunkt {n} lyder nu: ”{text}”.",
                "Decision point {n} now reads: “{text}”.",
                n=n,
                text=now.text,
            )
        elif (was.addressee, was.force) != (now.addressee, now.force):
            yield say(
                "Beslutspunkt {n} gäller nu {new}; den gällde {old}.",
                "Decision point {n} now concerns {new}; it concerned {old}.",
                n=n,
                new=_addressed(now),
                old=_addressed(was),
            )


def _addressed(point: DecisionPoint) -> Text:
    who = Text(sv=point.addressee) if point.addressee else _NOBODY
    return say("{who} ({force})", "{who} ({force})", who=who, force=in_words(force_word, point.force))


_NOBODY = Text(sv="ingen utpekad", en="nobody named")


def _years(horizon: tuple[int, int] | None) -> Text:
    return Text(sv=f"{horizon[0]}–{horizon[1]}") if horizon else UNDECIDED["den"]
