"""The difference between two editions of a roadmap, in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fardplan.presentation.numbers import number
from fardplan.roadmap.version import DecisionPoint, Milestone, RoadmapVersion, Strategy, TargetArea
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import LANGUAGES, Language, Text

Part = TypeVar("Part", TargetArea, Milestone, Strategy)
Said = str | Text


def differences(old: RoadmapVersion, new: RoadmapVersion) -> tuple[Text, ...]:
    """What changed from `old` to `new`, a sentence each, Swedish and English; empty when nothing did.

    The order is that of the document: vision and horizon, target areas, milestones, strategies,
    decision points. Title, decision and dates are not part of the content and not compared.
    """
    return (
        *_frame(old, new),
        *_parts(_AREA, old.target_areas, new.target_areas, lambda area: area.name),
        *_parts(_MILESTONE, old.milestones, new.milestones, lambda milestone: milestone.text),
        *_milestone_details(old, new),
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


def _say(sv: str, en: str, **said: Said) -> Text:
    """One sentence in both languages; a `Text` among the values is said in the sentence's language."""

    def filled(pattern: str, language: Language) -> str:
        words = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in said.items()
        }
        return pattern.format(**words)

    return Text(sv=filled(sv, "sv"), en=filled(en, "en"))


def _frame(old: RoadmapVersion, new: RoadmapVersion) -> Iterator[Text]:
    if (old.vision.title, old.vision.year) != (new.vision.title, new.vision.year):
        yield _say(
            "Visionen är ”{new}” (år {year}); den var ”{old}” (år {before}).",
            "The vision is “{new}” (year {year}); it was “{old}” (year {before}).",
            new=new.vision.title,
            year=str(new.vision.year),
            old=old.vision.title,
            before=str(old.vision.year),
        )
    if old.horizon != new.horizon:
        yield _say(
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
            yield _say(
                "{the} ”{text}” har utgått.", "{the} “{text}” is gone.", the=kind.the, text=wording(part)
            )
    for key, part in after.items():
        if key not in before:
            yield _say("{new}: ”{text}”.", "{new}: “{text}”.", new=kind.new, text=wording(part))
        elif wording(part).sv != wording(before[key]).sv:
            yield _say(
                "{the} ”{old}” har ny lydelse: ”{new}”.",
                "{the} “{old}” has a new wording: “{new}”.",
                the=kind.the,
                old=wording(before[key]),
                new=wording(part),
            )


def _milestone_details(old: RoadmapVersion, new: RoadmapVersion) -> Iterator[Text]:
    for milestone in new.milestones:
        before = old.milestone(milestone.key)
        if before is not None:
            yield from _level(before, milestone)
            for name, said in _DETAILS:
                if said(before) != said(milestone):
                    yield _say(
                        "Etappmålet ”{text}”: {name} är {new}; det var {old}.",
                        "The milestone “{text}”: {name} is {new}; it was {old}.",
                        text=milestone.text,
                        name=name,
                        new=said(milestone),
                        old=said(before),
                    )


def _level(old: Milestone, new: Milestone) -> Iterator[Text]:
    if (old.level, old.year) == (new.level, new.year):
        return
    if new.level is None:
        yield _say(
            "Etappmålet ”{text}” har inte längre någon nivå och något årtal; det hade {old}.",
            "The milestone “{text}” no longer has a level and a year; it had {old}.",
            text=new.text,
            old=_target(old),
        )
    elif old.level is None:
        yield _say(
            "Etappmålet ”{text}” har fått nivå och årtal: {new}.",
            "The milestone “{text}” has been given a level and a year: {new}.",
            text=new.text,
            new=_target(new),
        )
    else:
        yield _say(
            "Etappmålet ”{text}” har ny nivå eller nytt årtal: {new}; det var {old}.",
            "The milestone “{text}” has a new level or year: {new}; it was {old}.",
            text=new.text,
            new=_target(new),
            old=_target(old),
        )


def _target(milestone: Milestone) -> Text:
    level = milestone.level or 0.0
    decimals = min(2, len(f"{level:.2f}".rstrip("0").partition(".")[2]))
    written = {language: number(level, language, decimals=decimals) for language in LANGUAGES}
    return Text(sv=f"{written['sv']} år {milestone.year}", en=f"{written['en']} by {milestone.year}")


_NOTHING = Text(sv="inte bestämt", en="not decided")


def _direction(milestone: Milestone) -> Text:
    if milestone.wanted is None:
        return _NOTHING
    return _UP if milestone.wanted is Direction.UP else _DOWN


_UP, _DOWN = Text(sv="uppåt", en="up"), Text(sv="nedåt", en="down")


def _indicator(milestone: Milestone) -> Text:
    return Text(sv=milestone.indicator.indicator) if milestone.indicator else _NOTHING


def _baseline(milestone: Milestone) -> Text:
    if milestone.baseline is None:
        return Text(
            sv="den senast kända uppgiften vid beslutet", en="the latest figure known at the decision"
        )
    return Text(sv=str(milestone.baseline))


def _responsible(milestone: Milestone) -> Text:
    names = ", ".join(item.organisation for item in milestone.responsible)
    return Text(sv=names) if names else _NOTHING


def _area(milestone: Milestone) -> Text:
    return Text(sv=milestone.target_area)


_DETAILS: tuple[tuple[Text, Callable[[Milestone], Text]], ...] = (
    (Text(sv="önskad riktning", en="the wanted direction"), _direction),
    (Text(sv="indikatorn", en="the indicator"), _indicator),
    (Text(sv="utgångsläget", en="the baseline"), _baseline),
    (Text(sv="ansvaret", en="the responsibility"), _responsible),
    (Text(sv="målområdet", en="the target area"), _area),
)


def _moved_strategies(old: RoadmapVersion, new: RoadmapVersion) -> Iterator[Text]:
    before = {strategy.key: strategy for strategy in old.strategies}
    for strategy in new.strategies:
        was = before.get(strategy.key)
        if was and (was.target_area, was.number) != (strategy.target_area, strategy.number):
            yield _say(
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
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        if now is None:
            yield _say("Beslutspunkt {n} har utgått.", "Decision point {n} is gone.", n=str(key))
        else:
            yield _say(
                "Beslutspunkt {n} är ny: ”{text}”."
                if was is None
                else "Beslutspunkt {n} lyder nu: ”{text}”.",
                "Decision point {n} is new: “{text}”."
                if was is None
                else "Decision point {n} now reads: “{text}”.",
                n=str(key),
                text=now.text,
            )


def _years(horizon: tuple[int, int] | None) -> Text:
    return Text(sv=f"{horizon[0]}–{horizon[1]}") if horizon else _NOTHING
