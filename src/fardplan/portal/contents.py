"""What an edition of the site has to show, looked up by key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from fardplan.portal.downloads import Download, everything, gap_files, indicator_files
from fardplan.portal.reports import PublishedReport
from fardplan.presentation.groups import NO_NAMES, Names, dimension_words, group_words
from fardplan.publishing.counting import PublishedOwnCount
from fardplan.publishing.publication import (
    Publication,
    PublishedIndicator,
    PublishedMilestone,
    PublishedStrategy,
    PublishedTargetArea,
)
from fardplan.vocabulary.area import AreaKind, Division
from fardplan.vocabulary.boundary import Boundaries, Boundary
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Language, Text


@dataclass(frozen=True)
class Contents:
    """A publication with its cross references, and the reports that are published with it.

    Raises `NotCleared` when a figure in it is not cleared.
    """

    publication: Publication
    reports: tuple[PublishedReport, ...] = ()

    def __post_init__(self) -> None:
        self.publication.checked()

    @cached_property
    def _by_indicator(self) -> dict[str, tuple[Observation, ...]]:
        sorted_out: dict[str, list[Observation]] = {}
        for item in self.publication.cleared:
            sorted_out.setdefault(item.indicator, []).append(item)
        return {key: tuple(items) for key, items in sorted_out.items()}

    @cached_property
    def _indicators(self) -> dict[str, PublishedIndicator]:
        return {item.key: item for item in self.publication.indicators}

    @cached_property
    def _areas(self) -> dict[str, tuple[AreaKind, str]]:
        return {item.code: (item.kind, item.name) for item in self.publication.areas}

    def observations(self, indicator: str) -> tuple[Observation, ...]:
        return self._by_indicator.get(indicator, ())

    def indicator(self, key: str | None) -> PublishedIndicator | None:
        return self._indicators.get(key) if key else None

    def measure_of(self, milestone: PublishedMilestone) -> PublishedIndicator | None:
        """The indicator that measures a milestone, where one is linked."""
        return self.indicator(milestone.indicator.key if milestone.indicator else None)

    def beside(self, milestone: PublishedMilestone) -> tuple[PublishedIndicator, ...]:
        """Indicators shown for context: near the milestone, and not what it is judged by."""
        return tuple(found for key in milestone.context if (found := self.indicator(key)))

    def target_area(self, key: str) -> PublishedTargetArea:
        return next(item for item in self.publication.target_areas if item.key == key)

    def milestones_of(self, target_area: str) -> tuple[PublishedMilestone, ...]:
        return tuple(item for item in self.publication.milestones if item.target_area == target_area)

    def strategies_of(self, target_area: str) -> tuple[PublishedStrategy, ...]:
        found = [item for item in self.publication.strategies if item.target_area == target_area]
        return tuple(sorted(found, key=lambda item: item.number))

    def milestones_measured_by(self, indicator: str) -> tuple[PublishedMilestone, ...]:
        return tuple(
            item for item in self.publication.milestones if item.indicator and item.indicator.key == indicator
        )

    def milestones_beside(self, indicator: str) -> tuple[PublishedMilestone, ...]:
        return tuple(item for item in self.publication.milestones if indicator in item.context)

    def area_kind(self, code: str) -> AreaKind | None:
        return self._areas[code][0] if code in self._areas else None

    def area_name(self, code: str, period: Period | None = None) -> str:
        """What an area was called at the end of `period`; its latest name without one."""
        area = self.publication.area(code)
        version = area.on(period.end) if area and period else None
        if version:
            return version.name
        return self._areas[code][1] if code in self._areas else code

    @cached_property
    def _group_names(self) -> dict[str, Names]:
        """What the categories of each indicator are called, where it is counted in a register."""
        return {item.key: self._names_of(item.own) for item in self.publication.indicators if item.own}

    def _names_of(self, own: PublishedOwnCount) -> Names:
        register = self.publication.register(own.register_key) if own.register_key else None
        names: dict[tuple[str, str], Text] = {}
        for dimension in register.dimensions if register else ():
            names |= {(dimension.key, ""): _inside(dimension.name)} if dimension.name else {}
            names |= {(dimension.key, one.code): _inside(one.name) for one in dimension.categories}
        places = self.publication.set_of_places(own.places) if own.places else None
        if places and own.place_column:
            names[own.place_column, ""] = _inside(places.name)
            names |= {(own.place_column, place.code): place.name for place in places.places}
        return names

    def group_words(self, indicator: str, group: Group, language: Language) -> str:
        """The categories of a group in words, as the register they were counted in calls them."""
        return group_words(group, language, self._group_names.get(indicator, NO_NAMES))

    def dimension_words(self, indicator: str, dimension: str, language: Language) -> str:
        """What people are divided by, as the register they were counted in calls it."""
        return dimension_words(dimension, language, self._group_names.get(indicator, NO_NAMES))

    def official_of(self, indicator: PublishedIndicator) -> PublishedIndicator | None:
        """The indicator with the official figures that an own count is a variant of."""
        return self.indicator(indicator.own.variant_of) if indicator.own else None

    def variants_of(self, indicator: str) -> tuple[PublishedIndicator, ...]:
        """The own counts that say why they differ from this indicator."""
        found = (item for item in self.publication.indicators if item.own)
        return tuple(item for item in found if item.own and item.own.variant_of == indicator)

    def division_of(self, codes: Iterable[str], period: Period) -> Division | None:
        """The division that held at the end of `period` and that all the areas belong to."""
        wanted = set(codes)
        holding = (item for item in self.publication.divisions if item.holds_on(period.end))
        return next((item for item in holding if wanted.issubset(item.areas)), None)

    def borders_of(
        self, division: Division, period: Period
    ) -> tuple[Boundaries, tuple[Boundary, ...]] | None:
        """The first map with every area of a division as it lay at the end of `period`, in its order."""
        for maps in self.publication.boundaries:
            found = [maps.on(code, period.end) for code in division.areas]
            lands = tuple(item for item in found if item)
            if lands and len(lands) == len(found):
                return maps, lands
        return None

    @cached_property
    def is_simulated(self) -> bool:
        return any(self.is_simulated_in(key) for key in self._by_indicator)

    def is_simulated_in(self, indicator: str) -> bool:
        return any(item.provenance.origin is Origin.SIMULATED for item in self.observations(indicator))

    @cached_property
    def files(self) -> dict[str, tuple[Download, ...]]:
        """The downloads of each indicator."""
        return {
            item.key: indicator_files(item, self.observations(item.key))
            for item in self.publication.indicators
        }

    @cached_property
    def all_together(self) -> tuple[Download, ...]:
        """The downloads that hold everything."""
        return everything(self.publication)

    @cached_property
    def gap_files(self) -> tuple[Download, ...]:
        """The downloads of the differences; they are among those that hold everything."""
        return gap_files(self.publication)

    def is_translated(self, language: Language) -> bool:
        """Whether every text of the publication exists in `language`."""
        return all(said.is_translated(language) for said in _texts(self.publication))

    @property
    def is_proposed(self) -> bool:
        return self.publication.version.standing == "proposed"


def _inside(said: Text) -> Text:
    """What a category or dimension is called inside a sentence; places are proper names and keep theirs."""
    return Text(sv=_lower_first(said.sv), en=_lower_first(said.en) if said.en else None)


def _lower_first(text: str) -> str:
    """An abbreviation, or a name with more capitals, keeps its first letter."""
    return text[:1].lower() + text[1:] if text[1:].lower() == text[1:] else text


def _texts(value: object) -> Iterator[Text]:
    """Every text inside a published object."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
