"""A target area's differences as a section of a report: at a glance, by indicator, and what is unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.portal.gap_figures import Compared
from fardplan.portal.pages.differences import Measured, measured_in
from fardplan.presentation.gaps import verdict_in_short
from fardplan.presentation.translations import translate
from fardplan.publishing.publication import PublishedIndicator, PublishedTargetArea
from fardplan.reports.tree import Part, Section, Table, paragraph, points
from fardplan.usecases.reporting.differences_parts import (
    BRACKETS,
    compared_words,
    difference_cell,
    indicator_section,
)
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.order import Order
from fardplan.usecases.reporting.published_parts import marked, site_edition
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure


@dataclass(frozen=True, slots=True)
class Area:
    """A target area with its indicators: those compared, and those of which nothing is known.

    `elsewhere` are those that stand beside its milestones too and are told under an earlier target area.
    """

    area: PublishedTargetArea
    measured: tuple[Measured, ...]
    unknown: tuple[PublishedIndicator, ...]
    elsewhere: tuple[PublishedIndicator, ...] = ()

    @property
    def comparisons(self) -> tuple[tuple[Measured, Compared], ...]:
        return tuple((item, one) for item in self.measured for one in item.comparisons)


def areas_of(contents: Contents, asked: str, language: Language) -> tuple[Area, ...]:
    """The target area that is asked for, all of them where none is; each indicator is told once."""
    told: set[str] = set()
    areas: list[Area] = []
    for area in contents.publication.target_areas:
        if asked in ("", area.key):
            areas.append(_known(contents, area, told, language))
            told |= {item.indicator.key for item in areas[-1].measured}
    return tuple(areas)


def _known(contents: Contents, area: PublishedTargetArea, told: set[str], language: Language) -> Area:
    found = measured_in(contents, area.key, language)
    compared = [item for item in found if item.comparisons]
    return Area(
        area,
        tuple(item for item in compared if item.indicator.key not in told),
        tuple(item.indicator for item in found if not item.comparisons),
        tuple(item.indicator for item in compared if item.indicator.key in told),
    )


def area_section(edition: Edition, area: Area, order: Order) -> Section:
    """What is told of a target area, with room for the officer's own words."""
    name = area.area.name.in_language(order.language)
    return Section(name, tuple(_Teller(edition, area, order).parts()), area.area.key, new_page=True)


class _Teller:
    def __init__(self, edition: Edition, area: Area, order: Order) -> None:
        self._contents, self._area, self._order = edition.contents, area, order
        self._language, self._source = order.language, site_edition(edition.name, order.language)
        self._key, self._name = area.area.key, area.area.name.in_language(order.language)

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def parts(self) -> Iterator[Part]:
        yield self._order.own(
            f"own-{self._key}",
            self.say("What the differences mean: {area}", area=self._name),
            self.say("Write what the differences mean, and what is done about them."),
        )
        if self._area.comparisons:
            yield self._overview()
        else:
            yield paragraph(self.say("Nothing is known of the differences yet."), key=f"{self._key}-nothing")
        for item in self._area.measured:
            yield indicator_section(self._contents, item, self._language, drawn=bool(self._order.subject.key))
        if self._area.elsewhere:
            yield paragraph(self.say("Told under an earlier target area:"), key=f"{self._key}-elsewhere")
            yield points(*(item.name.in_language(self._language) for item in self._area.elsewhere))
        if self._area.unknown:
            yield Section(self.say("Where nothing is known"), tuple(self._unknown()), f"{self._key}-unknown")

    def _overview(self) -> Table:
        """The comparisons in a row each: how large the difference is now, and which way it goes."""
        rows = tuple(self._row(item, one) for item, one in self._area.comparisons)
        return Table(
            self.say("{name}: the differences at a glance", name=self._name),
            (
                self.say("Indicator"),
                self.say("Compared"),
                self.say("Period"),
                self.say("Difference"),
                self.say("Verdict"),
            ),
            rows,
            frozenset({2}),
            notes=(self.say(BRACKETS),),
            source=self._source,
        )

    def _row(self, item: Measured, one: Compared) -> tuple[str, ...]:
        now = next(row for row in one.rows if row.told)
        name = item.indicator.name.in_language(self._language)
        return (
            marked(name, self._language, simulated=one.simulated),
            compared_words(self._contents, item.indicator, one, self._language),
            now.period,
            difference_cell(now),
            verdict_in_short(one.story.judged, self._language),
        )

    def _unknown(self) -> Iterator[Part]:
        yield paragraph(
            self.say("For these there are no figures that can be compared between districts or groups:"),
            key=f"{self._key}-unknown-of",
        )
        yield points(*(self._not_compared(item) for item in self._area.unknown))
        yield paragraph(
            self.say(
                "Figures by district or group for at least two periods, with how many people or answers each "
                "rests on, or its margin of error."
            ),
            key=f"{self._key}-needed",
        )

    def _not_compared(self, item: PublishedIndicator) -> str:
        name = item.name.in_language(self._language)
        if item.unit.measure is not Measure.COUNT:
            return name
        why = self.say(
            "Counts are not compared: how many there are follows from how large the district was drawn."
        )
        return f"{name}. {why}"
