"""Editions of the roadmap with the decisions behind them: the list, one of them, two beside each other."""

from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.diff import differences
from fardplan.roadmap.milestone_diff import UnitOf, unitless
from fardplan.roadmap.parts import Part
from fardplan.roadmap.side_by_side import BothParts, Change, side_by_side
from fardplan.roadmap.standing import Standing, applying_on, standing_on
from fardplan.roadmap.version import RoadmapVersion
from fardplan.sources.yaml_file import write_yaml
from fardplan.store.cases import KeptStep, steps_of, steps_with_editions
from fardplan.store.organisations import organisations
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_rights import can_prepare, can_read_cases
from fardplan.usecases.steering.cases import AreaText, areas_of, words_of
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from fardplan.vocabulary.text import Text

__all__ = [
    "ComparedPart",
    "Comparison",
    "KeptStep",
    "ListedVersion",
    "VersionList",
    "VersionPage",
    "can_read_version",
    "comparison",
    "version_list",
    "version_page",
    "version_yaml",
]


def can_read_version(actor: Actor, version: RoadmapVersion) -> bool:
    """An adopted edition is for everybody who is signed in; a proposed one for those who read cases, and a
    partner whom it was sent to reads it with their answer."""
    return version.decision is not None or can_read_cases(actor)


def _readable(actor: Actor) -> tuple[RoadmapVersion, ...]:
    return tuple(version for version in all_versions() if can_read_version(actor, version))


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """An edition, what it is on the day asked about, and the case that made it, where one did."""

    version: RoadmapVersion
    standing: Standing
    applies: bool
    case: int | None
    step: KeptStep | None


@dataclass(frozen=True, slots=True)
class VersionList:
    """Every edition that was known by a day, the latest first. `may_prepare`: may begin a case from one."""

    listed: tuple[ListedVersion, ...]
    may_prepare: bool
    may_read_cases: bool


def version_list(*, actor: Actor, as_of: date) -> VersionList:
    """Every edition known by a day with its decision. Constant queries."""
    versions = _readable(actor)
    made = steps_with_editions()
    known_then = [version for version in versions if version.proposed_from <= as_of]
    applies = applying_on(known_then, as_of).version if known_then else None
    return VersionList(
        tuple(
            ListedVersion(
                version,
                standing_on(version, versions, as_of),
                version == applies,
                *made.get(version.number, (None, None)),
            )
            for version in reversed(known_then)
        ),
        can_prepare(actor),
        can_read_cases(actor),
    )


@dataclass(frozen=True, slots=True)
class VersionPage:
    """An edition whole: what it is on a day, what it changed of the one it was made from, its steps."""

    version: RoadmapVersion
    standing: Standing
    applies: bool
    areas: tuple[AreaText, ...]
    changed: tuple[Text, ...]
    case: int | None
    steps: tuple[KeptStep, ...]
    others: tuple[int, ...]
    names: dict[str, Text]
    may_prepare: bool
    may_read_cases: bool


def version_page(number: int | None, *, actor: Actor, as_of: date, unit_of: UnitOf = unitless) -> VersionPage:
    """An edition, the one that applied on a day unless numbered. Raises `NotFoundError`. Constant queries."""
    versions = _readable(actor)
    applying = applying_on(versions, as_of).version if versions else None
    found = applying if number is None else _numbered(number, versions, actor)
    if found is None:
        raise NotFoundError(Sentence("no edition of the roadmap is there yet"))
    by_number = {version.number: version for version in versions}
    base = by_number.get(found.based_on) if found.based_on else None
    case = steps_with_editions().get(found.number, (None, None))[0]
    return VersionPage(
        version=found,
        standing=standing_on(found, versions, as_of),
        applies=found == applying,
        areas=areas_of(found),
        changed=differences(base, found, unit_of) if base else (),
        case=case,
        steps=steps_of([case])[case] if case else (),
        others=tuple(other for other in by_number if other != found.number),
        names={item.key: item.name for item in organisations()},
        may_prepare=can_prepare(actor),
        may_read_cases=can_read_cases(actor),
    )


def _numbered(number: int, versions: tuple[RoadmapVersion, ...], actor: Actor) -> RoadmapVersion:
    found = next((version for version in versions if version.number == number), None)
    if found:
        return found
    if any(version.number == number for version in all_versions()):
        raise PermissionDenied(Sentence("{name} may not read a proposed edition", name=actor.name))
    numbers = [str(version.number) for version in versions]
    raise NotFoundError(
        Sentence("there is no roadmap version {number}", number=number), instead=there_is(numbers)
    )


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A part of either edition by its own words, with both texts."""

    both: BothParts
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions: what changed in words, and every part with both texts. `versions`: what may be chosen."""

    old: RoadmapVersion
    new: RoadmapVersion
    sentences: tuple[Text, ...]
    parts: tuple[ComparedPart, ...]
    same: int
    versions: tuple[RoadmapVersion, ...]


def comparison(
    old: int, new: int, *, actor: Actor, all_parts: bool = False, unit_of: UnitOf = unitless
) -> Comparison:
    """Two editions beside each other; without `all_parts`, the parts that differ alone. Constant queries."""
    versions = _readable(actor)
    before, after = (_numbered(number, versions, actor) for number in (old, new))
    both = side_by_side(before, after)
    return Comparison(
        before,
        after,
        differences(before, after, unit_of),
        tuple(
            ComparedPart(item, _words(before, after, item.part))
            for item in both
            if all_parts or item.change is not Change.SAME
        ),
        sum(item.change is Change.SAME for item in both),
        versions,
    )


def _words(old: RoadmapVersion, new: RoadmapVersion, part: Part) -> str:
    words = words_of(new, part)
    return words if words != part.key else words_of(old, part)


def version_yaml(number: int, *, actor: Actor) -> str:
    """An edition as YAML that an import reads back exactly, as on the command line."""
    return write_yaml(_numbered(number, _readable(actor), actor))
