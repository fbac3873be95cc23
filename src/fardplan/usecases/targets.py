"""Proposing what a milestone is to reach: a level and a year, a gap between districts and a year, or both."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from fardplan.presentation.gap_target import gap_target_words
from fardplan.presentation.numbers import as_given
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.milestone_diff import target_in_words
from fardplan.roadmap.standing import applying_on
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.store.audit import record
from fardplan.store.roadmaps import all_versions, next_number, save_version, version_numbered
from fardplan.usecases.actors import Actor, check_can_steer
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Measure, Unit

UNCHANGED = Sentence("Nothing was changed.")


def set_target(
    home: Home,
    milestone: str,
    *,
    level: float | None = None,
    year: int | None = None,
    gap: GapTarget | None = None,
    actor: Actor,
    today: date,
    base: int | None = None,
) -> RoadmapVersion:
    """Propose a level and a year, a gap target, or both for a milestone: makes the next proposed edition.

    It is made from edition `base`, by default the newest. Raises `InputError` when neither target is whole,
    `NotFoundError` for an unknown milestone and `RuleError` for a level or a gap outside what the
    indicator's unit allows, or a year after the vision's.
    """
    check_can_steer(actor)
    _check_whole(level, year, gap)
    with transaction.atomic():
        versions = all_versions()
        before = applying_on(versions[-1:], today).version if base is None else version_numbered(base)
        was = before.milestone(milestone)
        if was is None:
            names = [item.key for item in before.milestones]
            raise NotFoundError(
                Sentence(
                    "there is no milestone '{milestone}' in version {number}",
                    milestone=milestone,
                    number=before.number,
                ),
                instead=there_is(names, asked=milestone),
                outcome=UNCHANGED,
            )
        if level is not None and year is not None:
            _check_level(home, was, level)
            _check_year(before, year)
        if gap is not None:
            _check_gap(home, was, gap)
            _check_year(before, gap.year)
        changes = _changes(home, was, before, level, year, gap)
        version = _proposed(before, was.model_copy(update=changes), actor=actor, today=today)
        save_version(version)
        _record(was, before, version, changes, actor)
    return version


def gap_target(measure: GapMeasure | None, level: float | None, year: int | None) -> GapTarget | None:
    """The gap target that is given, None when nothing of it is. Raises `InputError` for a part of one."""
    if measure is None and level is None and year is None:
        return None
    if measure is None or level is None or year is None:
        raise InputError(
            Sentence("a gap target has a measure, a level and a year, and one of them is missing"),
            instead=Sentence("Give --gap, --gap-level and --gap-year."),
            outcome=UNCHANGED,
        )
    try:
        return GapTarget(measure=measure, level=level, year=year)
    except ValidationError as error:
        told = "; ".join(item["msg"].removeprefix("Value error, ") for item in error.errors())
        raise InputError(Sentence("such a gap cannot be: {told}", told=told), outcome=UNCHANGED) from error


def _check_whole(level: float | None, year: int | None, gap: GapTarget | None) -> None:
    if (level is None) != (year is None):
        raise InputError(
            Sentence("a level and a year go together, and the level is missing")
            if level is None
            else Sentence("a level and a year go together, and the year is missing"),
            instead=Sentence("Give both --level and --year."),
            outcome=UNCHANGED,
        )
    if level is None and gap is None:
        raise InputError(
            Sentence("no target is given"),
            instead=Sentence("Give --level and --year, or --gap, --gap-level and --gap-year, or all five."),
            outcome=UNCHANGED,
        )


def _check_level(home: Home, milestone: Milestone, level: float) -> None:
    if not math.isfinite(level):
        raise RuleError(
            Sentence("the level {level} is not a number that can be reached", level=level), outcome=UNCHANGED
        )
    unit = home.city.unit_of(milestone)
    if unit and milestone.indicator and not unit.contains(level):
        raise RuleError(
            Sentence(
                "the level {level} cannot be: '{indicator}' is in {unit}",
                level=_number(level),
                indicator=milestone.indicator.indicator,
                unit=unit.label,
            ),
            instead=_scale(unit),
            outcome=UNCHANGED,
        )


def _number(value: float) -> Text:
    return Text(sv=as_given(value, "sv"), en=as_given(value, "en"))


def _scale(unit: Unit) -> str:
    floor = _number(unit.floor or 0)
    if not unit.ceiling:
        return Sentence("It goes from {floor} and up.", floor=floor)
    return Sentence("It goes from {floor} to {ceiling}.", floor=floor, ceiling=_number(unit.ceiling))


def _check_gap(home: Home, milestone: Milestone, gap: GapTarget) -> None:
    if not math.isfinite(gap.level):
        raise RuleError(
            Sentence("the gap {level} is not a number that can be reached", level=gap.level),
            outcome=UNCHANGED,
        )
    unit = home.city.unit_of(milestone)
    if unit and milestone.indicator and unit.measure is Measure.COUNT:
        raise RuleError(
            Sentence(
                "'{indicator}' counts {unit}, and counts are not compared between districts: "
                "they follow from how large a district was drawn",
                indicator=milestone.indicator.indicator,
                unit=unit.label,
            ),
            instead=Sentence("Set a gap target where a share or a rate measures the milestone."),
            outcome=UNCHANGED,
        )
    if unit is None or unit.floor is None or unit.ceiling is None:
        return
    in_the_unit = gap.measure in (GapMeasure.DIFFERENCE, GapMeasure.SLOPE)
    if in_the_unit and gap.level > unit.ceiling - unit.floor:
        raise RuleError(
            Sentence("the gap {level} cannot be: it is in {unit}", level=_number(gap.level), unit=unit.label),
            instead=_scale(unit),
            outcome=UNCHANGED,
        )


def _check_year(version: RoadmapVersion, year: int) -> None:
    first, last = version.proposed_from.year, version.vision.year
    if not first < year <= last:
        raise RuleError(
            Sentence(
                "the year {year} is not between the roadmap's {first} and the vision's {last}",
                year=year,
                first=first,
                last=last,
            ),
            outcome=UNCHANGED,
        )


def _changes(
    home: Home,
    was: Milestone,
    before: RoadmapVersion,
    level: float | None,
    year: int | None,
    gap: GapTarget | None,
) -> dict[str, Any]:
    """The fields that become another. Raises `RuleError` when none does."""
    changes: dict[str, Any] = {}
    said: list[Text] = []
    unit = home.city.unit_of(was)
    if level is not None:
        said.append(target_in_words(was.model_copy(update={"level": level, "year": year}), unit))
        if (was.level, was.year) != (level, year):
            changes |= {"level": level, "year": year}
    if gap is not None:
        said.append(Text(sv=gap_target_words(gap, unit, "sv"), en=gap_target_words(gap, unit, "en")))
        if was.gap != gap:
            changes["gap"] = gap
    if not changes:
        raise RuleError(_already(was, said, before), outcome=UNCHANGED)
    return changes


def _already(was: Milestone, said: Sequence[Text], before: RoadmapVersion) -> Sentence:
    if len(said) == 1:
        return Sentence(
            "'{key}' has {target} already, in version {number}",
            key=was.key,
            target=said[0],
            number=before.number,
        )
    return Sentence(
        "'{key}' has {target} and {gap} already, in version {number}",
        key=was.key,
        target=said[0],
        gap=said[1],
        number=before.number,
    )


def _proposed(before: RoadmapVersion, changed: Milestone, *, actor: Actor, today: date) -> RoadmapVersion:
    return before.model_copy(
        update={
            "number": next_number(),
            "based_on": before.number,
            "dated": today.isoformat(),
            "drawn_up_by": actor.name,
            "decision": None,
            "why": None,
            "milestones": tuple(changed if item.key == changed.key else item for item in before.milestones),
        }
    )


def _record(
    was: Milestone, before: RoadmapVersion, version: RoadmapVersion, changes: dict[str, Any], actor: Actor
) -> None:
    names = tuple(changes)
    now = was.model_copy(update=changes)
    record(
        actor.name,
        "set " + " and ".join({"gap": "gap target"}.get(name, name) for name in names),
        f"milestone {was.key}",
        before={"version": before.number, **_plain(was, names)},
        after={"version": version.number, **_plain(now, names)},
    )


def _plain(milestone: Milestone, names: tuple[str, ...]) -> dict[str, Any]:
    plain = milestone.model_dump(mode="json")
    return {name: plain[name] for name in names}
