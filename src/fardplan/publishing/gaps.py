"""The differences of an indicator as a publication states them: gaps in every period, and their changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import StringConstraints, model_validator

from fardplan.vocabulary.area import Division
from fardplan.vocabulary.gap import GapChange, GapFigure
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.period import Period

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Places = Mapping[Period, Mapping[str, Observation]]


class PublishedGaps(Frozen):
    """The gaps of one indicator between districts and between groups, each with its changes.

    A change's figures are among the figures. `standing` is the indicator that ordered the districts for the
    slope, where there is one. `bases_are_people`: everybody is counted, so that a figure's base is people and
    not answers.
    """

    indicator: Key
    districts: tuple[GapFigure, ...] = ()
    district_changes: tuple[GapChange, ...] = ()
    groups: tuple[GapFigure, ...] = ()
    group_changes: tuple[GapChange, ...] = ()
    standing: Key | None = None
    bases_are_people: bool = False

    @model_validator(mode="after")
    def _changes_are_between_its_figures(self) -> "PublishedGaps":
        for figures, changes in (
            (self.districts, self.district_changes),
            (self.groups, self.group_changes),
        ):
            for change in changes:
                for figure in (change.latest, change.first):
                    if figure is not None and figure not in figures:
                        told = f"a change of '{self.indicator}' rests on a gap in {figure.period}"
                        raise ValueError(f"{told} that is not stated")
        return self

    @property
    def simulated(self) -> bool:
        return any(item.origin is Origin.SIMULATED for item in (*self.districts, *self.groups))


def uncleared_gaps(
    gaps: Iterable[PublishedGaps],
    cleared: Sequence[Observation],
    divisions: Iterable[Division],
    homes: Mapping[str, str],
) -> Iterator[str]:
    """What is wrong with gaps that do not rest on cleared figures, a sentence each; nothing when all do.

    `homes` are the areas that the indicators are about: groups are compared there. Every place that a gap
    counts has a cleared value in its period, the ends among them, and a gap of simulated figures says so.
    """
    districts = {item.code: frozenset(item.areas) for item in divisions}
    for item in gaps:
        found = [one for one in cleared if one.indicator == item.indicator and one.value is not None]
        by_area = _by_period((one.area, one) for one in found if not one.group.categories)
        for gap in item.districts:
            yield from _faults(item, gap, by_area, districts.get(gap.division, frozenset()))
        here = [one for one in found if one.area == homes.get(item.indicator)]
        by_group = _by_period((str(one.group), one) for one in here if len(one.group.categories) == 1)
        for gap in item.groups:
            names = {name for name in by_group.get(gap.period, {}) if name.startswith(f"{gap.division}=")}
            yield from _faults(item, gap, by_group, frozenset(names))


def _by_period(items: Iterable[tuple[str, Observation]]) -> Places:
    found: dict[Period, dict[str, Observation]] = {}
    for name, one in items:
        found.setdefault(one.period, {})[name] = one
    return found


def _faults(item: PublishedGaps, gap: GapFigure, places: Places, wanted: frozenset[str]) -> Iterator[str]:
    what = f"the gap of '{item.indicator}' for {gap.period}"
    there = {name: one for name, one in places.get(gap.period, {}).items() if name in wanted}
    if len(there) < gap.areas:
        yield f"{what} is of {gap.areas} places, of which {len(there)} have a cleared figure"
    for end in (gap.highest, gap.lowest):
        if end is not None and end not in there:
            yield f"{what} has its end in '{end}', which has no cleared figure"
    simulated = any(one.provenance.origin is Origin.SIMULATED for one in there.values())
    if simulated and gap.origin is not Origin.SIMULATED:
        yield f"{what} rests on simulated figures and does not say so"
