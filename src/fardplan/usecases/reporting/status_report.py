"""The status report: where the roadmap or a target area stands, what is known of it, and what is needed.

It is made from a published edition alone, in the words of the site. The short form has two pages.
"""

from collections.abc import Iterable, Iterator

from fardplan.portal.pages.differences import measured_in
from fardplan.portal.tables import source_lines
from fardplan.presentation.translations import translate
from fardplan.publishing.publication import PublishedTargetArea
from fardplan.reports.tree import Part, Report, Section, paragraph, points
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.order import Kind, Order
from fardplan.usecases.reporting.published_parts import (
    head_of,
    made_from,
    of_edition,
    source_list,
    whole_and_areas,
)
from fardplan.usecases.reporting.status_glance import glance
from fardplan.usecases.reporting.status_milestone import milestone_section
from fardplan.usecases.reporting.status_record import decisions_section, reading_section
from fardplan.vocabulary.text import Text


def written(edition: Edition, order: Order) -> Report:
    """The report of an edition: nothing but what has been published can come into it."""
    return StatusWriter(edition, order).report(KIND)


class StatusWriter:
    """Writes the parts of the report in their order, in one language."""

    def __init__(self, edition: Edition, order: Order) -> None:
        self._edition, self._order, self._language = edition, order, order.language
        self._contents = edition.contents
        everything, asked = self._contents.publication, order.subject.key
        self._areas = tuple(item for item in everything.target_areas if asked in ("", item.key))
        milestones = [one for item in self._areas for one in self._contents.milestones_of(item.key)]
        self._glance = glance(self._contents, milestones, self._language, whole=not asked)

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def report(self, kind: Kind) -> Report:
        order = self._order
        return Report(
            kind=kind.key,
            title=self._title(),
            subtitle=self._contents.publication.version.title.in_language(self._language),
            language=self._language,
            head=head_of(self._contents, order, kind.name),
            parts=tuple(self._short() if order.short else self._whole()),
            as_of=order.as_of,
            edition=self._edition.name,
            simulated=any(item.simulated for item in self._glance.cards),
            sources=() if order.short else self._sources(),
        )

    def _title(self) -> str:
        if not self._order.subject.key:
            return self.say("Where the roadmap stands")
        name = self._order.subject.name.in_language(self._language)
        return self.say("Where the target area {name} stands", name=name)

    def _sources(self) -> tuple[str, ...]:
        keys = dict.fromkeys(item.indicator.key for item in self._glance.cards if item.indicator)
        found = (one for key in keys for one in self._contents.observations(key))
        return source_list(source_lines(found, self._language), self._language)

    def _short(self) -> Iterator[Part]:
        yield from self._lead()
        yield self._glance.table()
        matters = self._glance.matters()
        if matters:
            yield Section(self.say("What matters most"), (matters,), "matters")
        yield from self._of_boards_in_short()
        yield self._proposal()
        yield made_from(self._edition, self._language)

    def _whole(self) -> Iterator[Part]:
        yield Section(self.say("Summary"), tuple(self._summary()), "in-short")
        yield self._proposal()
        for area in self._areas:
            name = area.name.in_language(self._language)
            yield Section(name, tuple(self._about(area)), f"area-of-{area.key}")
        whole = not self._order.subject.key
        yield decisions_section(self._contents, self._language, whole=whole)
        yield reading_section(self._language, made_from(self._edition, self._language))

    def _lead(self) -> Iterator[Part]:
        yield paragraph(self._glance.lead(), key="lead", lead=True)
        rests = self._glance.rests()
        if rests:
            yield paragraph(rests, key="rests")

    def _summary(self) -> Iterator[Part]:
        yield from self._lead()
        prompt = self.say("Sum up what has happened and what it means.")
        yield self._order.own("summary", self.say("Summary"), prompt)
        if self._glance.cards:
            yield self._glance.table()

    def _proposal(self) -> Section:
        title = self.say("Proposal")
        prompt = self.say("Write what is proposed on account of where things stand.")
        return Section(title, (self._order.own("proposal", title, prompt),), "proposed")

    def _about(self, area: PublishedTargetArea) -> Iterator[Part]:
        if area.description:
            yield paragraph(area.description.in_language(self._language), key=f"about-{area.key}", lead=True)
        cards = [item for item in self._glance.cards if item.area.key == area.key]
        if not cards:
            yield paragraph(self.say("No milestone has been set in this area."), key=f"none-{area.key}")
        measured = measured_in(self._contents, area.key, self._language)
        for item in cards:
            yield milestone_section(self._contents, item, measured, self._language)
        yield from self._strategies(area)
        yield from self._of_boards(area)
        title = self.say("What has been done and what is proposed")
        prompt = self.say("Write what has been done in the area, and what is proposed.")
        named = self.say(
            "{area}: what has been done and what is proposed", area=area.name.in_language(self._language)
        )
        own = self._order.own(f"area-{area.key}", named, prompt)
        yield Section(title, (own,), f"done-{area.key}")

    def _of_boards(self, area: PublishedTargetArea) -> Iterable[Part]:
        """What a report that is not public adds of an area."""
        del area
        return ()

    def _of_boards_in_short(self) -> Iterable[Part]:
        """What a report that is not public adds to the two pages."""
        return ()

    def _strategies(self, area: PublishedTargetArea) -> Iterator[Part]:
        found = self._contents.strategies_of(area.key)
        if not found:
            return
        in_order = [item.number for item in found] == list(range(1, len(found) + 1))
        listed = points(*(item.text.in_language(self._language) for item in found), numbered=in_order)
        yield Section(self.say("Strategies"), (listed,), f"strategies-{area.key}")


KIND = Kind(
    "status",
    Text(sv="Lägesrapport", en="Status report"),
    Text(
        sv="Hur det går för etappmålen, vad bedömningarna bygger på och vad som behövs för att kunna "
        "avgöra mer. Av det som är publicerat.",
        en="Where the milestones stand, what the verdicts rest on and what is needed to tell more. "
        "Made of what has been published.",
    ),
    whole_and_areas,
    of_edition(written),
    public=True,
    has_short=True,
)
