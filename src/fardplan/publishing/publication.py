"""A publication: everything the public site shows, as plain frozen data that has passed clearance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import InstanceOf, StringConstraints, field_validator, model_validator

from fardplan.publishing.counting import PublishedOwnCount, PublishedRegister
from fardplan.publishing.gaps import PublishedGaps, uncleared_gaps
from fardplan.publishing.outlook import PublishedOutlook
from fardplan.publishing.recalculated import PublishedRecalculation, recalculation_faults
from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.place import Places
from fardplan.vocabulary.status import Direction, Figure, MilestoneStatus
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Unit

FORMAT = 4
"""Older publications lack what came later, and are read with nothing in its place."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A name that becomes part of file names and addresses: nothing in it can lead out of a folder."""


class PublishedCity(Frozen):
    """The publisher. `home_area` is the code of the whole city."""

    key: Key
    name: Text
    publisher: Text
    home_area: str
    contact: str | None = None
    supervisor: Text | None = None


class PublishedVision(Frozen):
    title: Text
    year: int
    text: Text | None
    source: str


class PublishedDecision(Frozen):
    body: str
    date: date
    paragraph: str
    dnr: str


class PublishedDecisionPoint(Frozen):
    number: int
    text: Text
    addressee: str | None
    force: str


class PublishedVersion(Frozen):
    """One edition in the roadmap's history; `changes` tells in words how it differs from `based_on`.

    `standing` is proposed, adopted or superseded, as of the publication.
    """

    number: int
    title: Text
    standing: str
    dnr: str | None
    dated: str
    drawn_up_by: str
    source: str
    based_on: int | None
    why: Text | None
    decision: PublishedDecision | None
    decision_points: tuple[PublishedDecisionPoint, ...]
    changes: tuple[Text, ...]


class PublishedTargetArea(Frozen):
    key: Key
    name: Text
    description: Text | None


class PublishedLink(Frozen):
    """A link and where it was said: a related milestone, a measuring indicator, an organisation."""

    key: Key
    name: Text
    state: str
    confidence: float | None = None
    source: str


class PublishedMilestone(Frozen):
    key: Key
    target_area: Key
    text: Text
    wanted: Direction | None
    strength: str
    rationale: Text | None
    related: tuple[PublishedLink, ...]
    indicator: PublishedLink | None
    context: tuple[str, ...]
    responsible: tuple[PublishedLink, ...]
    needed: Text | None
    status: MilestoneStatus
    ahead: PublishedOutlook = PublishedOutlook()


class PublishedStrategy(Frozen):
    key: Key
    target_area: Key
    number: int
    text: Text


class PublishedBreak(Frozen):
    first: Period
    text: Text
    areas: tuple[str, ...]


class PublishedSource(Frozen):
    key: str
    name: str
    publisher: str
    code: str | None
    address: str | None
    ordinarily_published: Text | None


class PublishedIndicator(Frozen):
    """A definition with what can be said of its figures, which are in `Publication.cleared`.

    `own` says how the city counts it, where it does.
    """

    key: Key
    name: Text
    definition: Text
    population: Text | None
    numerator: Text | None
    denominator: Text | None
    unit: Unit
    polarity: Direction | None
    kind: str
    area: str
    rounded_to: float
    error: Text
    breaks: tuple[PublishedBreak, ...]
    retired: Text | None
    sources: tuple[PublishedSource, ...]
    traps: tuple[Text, ...]
    intervals: tuple[Figure, ...] = ()
    persons: Key | None = None
    own: PublishedOwnCount | None = None


class Publication(Frozen):
    """All that one edition of the public site shows.

    It takes figures only as `Cleared`, one for each cell, and keeps them in order of cell, so that the
    same data is the same publication. Raises `ValueError` when a figure that a status or interval states
    is not among them, when a cell is filled twice, a name stands twice or a link leads nowhere.
    """

    city: PublishedCity
    vision: PublishedVision
    horizon: tuple[int, int] | None
    version: PublishedVersion
    history: tuple[PublishedVersion, ...]
    target_areas: tuple[PublishedTargetArea, ...]
    milestones: tuple[PublishedMilestone, ...]
    strategies: tuple[PublishedStrategy, ...]
    indicators: tuple[PublishedIndicator, ...]
    areas: tuple[Area, ...]
    divisions: tuple[Division, ...]
    boundaries: tuple[Boundaries, ...] = ()
    gaps: tuple[PublishedGaps, ...] = ()
    recalculated: tuple[PublishedRecalculation, ...] = ()
    registers: tuple[PublishedRegister, ...] = ()
    places: tuple[Places, ...] = ()
    cleared: InstanceOf[Cleared]

    @field_validator("boundaries", mode="before")
    @classmethod
    def _several_maps(cls, found: object) -> object:
        """Until format 3 there was one map or none."""
        if found is None:
            return ()
        return (found,) if isinstance(found, dict | Boundaries) else found

    @field_validator("cleared")
    @classmethod
    def _one_of_each_cell_in_order(cls, cleared: Cleared) -> Cleared:
        ordered = sorted(cleared, key=_place)
        for one, next_one in pairwise(ordered):
            if one.cell == next_one.cell:
                raise ValueError(f"the cell {one.what} is filled twice; publish one edition of it")
        return replace(cleared, observations=tuple(ordered))

    @model_validator(mode="after")
    def _no_series_is_mixed(self) -> "Publication":
        kinds: dict[str, bool] = {}
        for item in self.cleared:
            simulated = item.provenance.origin is Origin.SIMULATED
            if kinds.setdefault(item.indicator, simulated) is not simulated:
                raise ValueError(f"'{item.indicator}' has simulated figures and real ones")
        return self

    @model_validator(mode="after")
    def _every_figure_is_cleared(self) -> "Publication":
        known = self._own_figures()
        for key, figure in self._stated_figures():
            found = known.get((key or "", figure.period))
            if found is None or found.value != figure.value:
                raise ValueError(f"the figure of '{key}' for {figure.period} is not among the cleared ones")
        for status in (milestone.status for milestone in self.milestones):
            if status.latest is None and (status.yearly_trend is not None or status.path is not None):
                raise ValueError(f"'{status.milestone}' states a trend or a path without a cleared figure")
        return self

    @model_validator(mode="after")
    def _every_year_to_come_rests_on_cleared_figures(self) -> "Publication":
        known = self._own_figures()
        for milestone in self.milestones:
            key, status, ahead = milestone.key, milestone.status, milestone.ahead
            bases = {period: item.base for (name, period), item in known.items() if name == status.indicator}
            if ahead.forecast and not bases.keys() >= {ahead.forecast.first, ahead.forecast.last}:
                raise ValueError(f"the forecast of '{key}' does not rest on cleared figures")
            if ahead.people and bases.get(ahead.people.period) != ahead.people.size:
                raise ValueError(f"the people of '{key}' in {ahead.people.period} are not a cleared base")
            if ahead.path and (status.baseline is None or status.target is None):
                raise ValueError(f"the path of '{key}' has no baseline or no target")
            if (ahead.probability or ahead.recommended) and status.latest is None:
                raise ValueError(f"a probability or level of '{key}' is told without a cleared figure")
        return self

    def _own_figures(self) -> dict[tuple[str, Period], Observation]:
        """The figures for everybody in the area that each indicator is about."""
        homes = {indicator.key: indicator.area for indicator in self.indicators}
        return {
            (item.indicator, item.period): item
            for item in self.cleared
            if not item.group.categories and item.area == homes.get(item.indicator)
        }

    @model_validator(mode="after")
    def _every_gap_rests_on_cleared_figures(self) -> "Publication":
        homes = {indicator.key: indicator.area for indicator in self.indicators}
        for fault in uncleared_gaps(self.gaps, self.cleared.observations, self.divisions, homes):
            raise ValueError(fault)
        return self

    @model_validator(mode="after")
    def _every_recalculated_figure_rests_on_cleared_ones(self) -> "Publication":
        names = {item.key for item in self.indicators}, {item.code for item in self.divisions}
        for fault in recalculation_faults(self.recalculated, self.cleared.observations, *names):
            raise ValueError(fault)
        return self

    @model_validator(mode="after")
    def _every_name_is_known(self) -> "Publication":
        indicators = _unique("indicator", (item.key for item in self.indicators))
        areas = _unique("target area", (item.key for item in self.target_areas))
        _unique("milestone", (item.key for item in self.milestones))
        _unique("strategy", (item.key for item in self.strategies))
        for key in _unique("indicator with gaps", (item.indicator for item in self.gaps)) - indicators:
            raise ValueError(f"there are gaps of '{key}', which is no indicator here")
        for strange in {item.indicator: None for item in self.cleared if item.indicator not in indicators}:
            raise ValueError(f"there are figures of '{strange}', which is no indicator here")
        homes = [(item.key, item.target_area) for item in self.milestones]
        homes += [(item.key, item.target_area) for item in self.strategies]
        for key, area in homes:
            if area not in areas:
                raise ValueError(f"'{key}' belongs to '{area}', which is no target area here")
        for milestone in self.milestones:
            for key in (*([milestone.indicator.key] if milestone.indicator else []), *milestone.context):
                if key not in indicators:
                    raise ValueError(f"'{milestone.key}' is tied to '{key}', which is no indicator here")
        return self

    @model_validator(mode="after")
    def _every_own_count_is_known(self) -> "Publication":
        indicators = {item.key for item in self.indicators}
        registers = _unique("register", (item.key for item in self.registers))
        for key, own in ((item.key, item.own) for item in self.indicators if item.own):
            if own.register_key and own.register_key not in registers:
                raise ValueError(f"'{key}' is counted in '{own.register_key}', which is no register here")
            if own.variant_of and own.variant_of not in indicators:
                raise ValueError(f"'{key}' is a variant of '{own.variant_of}', which is no indicator here")
        return self

    def _stated_figures(self) -> list[tuple[str | None, Figure]]:
        stated: list[tuple[str | None, Figure]] = [
            (indicator.key, figure) for indicator in self.indicators for figure in indicator.intervals
        ]
        for status in (milestone.status for milestone in self.milestones):
            changes = [change for change in (status.since_baseline, status.in_stretch) if change]
            figures = [status.latest, status.baseline, *(change.first for change in changes)]
            figures += [change.latest for change in changes]
            stated += [(status.indicator, figure) for figure in figures if figure]
        return stated

    def checked(self) -> "Publication":
        """The same, with every check made again: copies made with changes skip them."""
        return Publication(**{name: getattr(self, name) for name in type(self).model_fields})

    def observations(self, indicator: str) -> tuple[Observation, ...]:
        return tuple(item for item in self.cleared if item.indicator == indicator)

    def indicator(self, key: str) -> PublishedIndicator | None:
        return next((item for item in self.indicators if item.key == key), None)

    def gaps_of(self, indicator: str) -> PublishedGaps | None:
        return next((item for item in self.gaps if item.indicator == indicator), None)

    def recalculated_of(self, indicator: str) -> tuple[PublishedRecalculation, ...]:
        return tuple(item for item in self.recalculated if item.indicator == indicator)

    def register(self, key: str) -> PublishedRegister | None:
        return next((item for item in self.registers if item.key == key), None)

    def set_of_places(self, key: str) -> Places | None:
        return next((item for item in self.places if item.key == key), None)

    def area(self, code: str) -> Area | None:
        return next((item for item in self.areas if item.code == code), None)


def _place(item: Observation) -> tuple[str, str, Group, date, date]:
    return (item.indicator, item.area, item.group, item.period.end, item.period.start)


def _unique(what: str, keys: Iterable[str]) -> set[str]:
    counted = Counter(keys)
    twice = [key for key, times in counted.items() if times > 1]
    if twice:
        raise ValueError(f"the {what} '{twice[0]}' stands twice")
    return set(counted)
