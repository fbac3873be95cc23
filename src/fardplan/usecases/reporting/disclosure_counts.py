"""How many figures of an edition are protected, and where they lie: counted of what any reader can see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.portal.own_figures import hidden_among
from fardplan.publishing.counting import PublishedRegister
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.gap import GapFigure
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import Period


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures, and those among them that are protected."""

    figures: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator with its figures from one register."""

    indicator: PublishedIndicator
    found: tuple[Observation, ...]

    @property
    def counts(self) -> Counts:
        return counts_of(self.found)


@dataclass(frozen=True, slots=True)
class Released:
    """A register with everything in the edition that was counted in it, ratios of what was counted too."""

    register: PublishedRegister
    counted: tuple[Counted, ...]
    simulated: bool

    @property
    def found(self) -> tuple[Observation, ...]:
        return tuple(one for item in self.counted for one in item.found)


def counts_of(found: Sequence[Observation]) -> Counts:
    return Counts(len(found), hidden_among(found))


def released(contents: Contents) -> tuple[Released, ...]:
    """The registers in the order of the publication."""
    return tuple(_released(contents, item) for item in contents.publication.registers)


def _released(contents: Contents, register: PublishedRegister) -> Released:
    counted = []
    for item in contents.publication.indicators:
        found = tuple(
            one for one in contents.observations(item.key) if one.provenance.release in register.releases
        )
        if found:
            counted.append(Counted(item, found))
    simulated = any(contents.is_simulated_in(item.indicator.key) for item in counted)
    return Released(register, tuple(counted), simulated)


def by_place(contents: Contents, found: Iterable[Observation]) -> dict[tuple[AreaKind, bool], Counts]:
    """By kind of area, and whether of groups, in the order in which areas grow smaller."""
    parts: dict[tuple[AreaKind, bool], list[Observation]] = defaultdict(list)
    for item in found:
        kind = contents.area_kind(item.area) or AreaKind.CITY
        parts[kind, bool(item.group.categories)].append(item)
    order = list(AreaKind)
    keys = sorted(parts, key=lambda key: (order.index(key[0]), key[1]))
    return {key: counts_of(parts[key]) for key in keys}


def by_period(found: Iterable[Observation]) -> dict[Period, Counts]:
    parts: dict[Period, list[Observation]] = defaultdict(list)
    for item in found:
        parts[item.period].append(item)
    return {period: counts_of(parts[period]) for period in sorted(parts)}


def partial_gaps(contents: Contents, counted: Iterable[Counted]) -> tuple[int, int]:
    """Of how many comparisons of a period, and in how many of them a protected figure takes no part."""
    compared: dict[tuple[str, str, Period], GapFigure] = {}
    for item in counted:
        gaps = contents.publication.gaps_of(item.indicator.key)
        for gap in (*gaps.districts, *gaps.groups) if gaps else ():
            compared[item.indicator.key, gap.division, gap.period] = gap
    return len(compared), sum(gap.protected > 0 for gap in compared.values())


def withheld_by_others(contents: Contents) -> tuple[Counted, ...]:
    """What the sources of others' figures withhold or have rounded, of the indicators where they do."""
    found = (
        Counted(item, tuple(one for one in contents.observations(item.key) if one.provenance.release is None))
        for item in contents.publication.indicators
    )
    touched = (Status.SUPPRESSED, Status.ROUNDED)
    return tuple(item for item in found if any(one.status in touched for one in item.found))
