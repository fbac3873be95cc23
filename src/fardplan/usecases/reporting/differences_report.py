"""The differences report: what differs between districts and groups, how much, and which way it goes.

It is made from a published edition alone, in the words of the site. What cannot be told is said, with what
would be needed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from fardplan.portal.gap_figures import Compared
from fardplan.portal.own_figures import hidden_among
from fardplan.portal.pages.differences import Measured
from fardplan.portal.tables import source_lines
from fardplan.presentation.gaps import measure_words, verdict_in_short
from fardplan.presentation.numbers import number
from fardplan.presentation.phrases import gap_measure_word
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import translate, translate_plural
from fardplan.publishing.publication import PublishedIndicator
from fardplan.reports.tree import Part, Points, Report, Run, Section, Table, paragraph, points
from fardplan.usecases.reporting.differences_area import area_section, areas_of
from fardplan.usecases.reporting.differences_words import COUNTED, FEW, LEFT_OUT, METHOD
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.order import Kind, Order
from fardplan.usecases.reporting.published_parts import (
    head_of,
    made_from,
    marked,
    of_edition,
    site_edition,
    source_list,
    whole_and_areas,
)
from fardplan.vocabulary.gap import GapMeasure, GapVerdict
from fardplan.vocabulary.text import Text


def written(edition: Edition, order: Order) -> Report:
    """The report of an edition, whatever home it came from."""
    return _Writer(edition, order).report()


class _Writer:
    """Writes the parts of the report in their order, in one language."""

    def __init__(self, edition: Edition, order: Order) -> None:
        self._edition, self._order, self._language = edition, order, order.language
        self._contents = edition.contents
        self._areas = areas_of(self._contents, order.subject.key, order.language)

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def report(self) -> Report:
        order, city = self._order, self._contents.publication.city
        about = "" if not order.subject.key else f", {order.subject.name.in_language(self._language)}"
        compared = [item.indicator for area in self._areas for item in area.measured]
        found = [one for item in compared for one in self._contents.observations(item.key)]
        return Report(
            kind=KIND.key,
            title=self.say("Differences in living conditions"),
            subtitle=f"{city.name.in_language(self._language)}{about}",
            language=self._language,
            head=head_of(self._contents, order, KIND.name),
            parts=tuple(self._parts()),
            as_of=order.as_of,
            edition=self._edition.name,
            simulated=any(self._contents.is_simulated_in(item.key) for item in compared),
            sources=() if order.short else source_list(source_lines(found, self._language), self._language),
        )

    def _parts(self) -> Iterator[Part]:
        yield Section(self.say("Summary"), tuple(self._summary()), "in-short")
        if self._order.short:
            yield Section(self.say("How the differences are measured"), tuple(self._rules()), "method")
            return
        for area in self._areas:
            yield area_section(self._edition, area, self._order)
        yield Section(self.say("What is hidden, and why"), tuple(self._hidden()), "hidden")
        yield Section(self.say("How the differences are measured"), tuple(self._method()), "method")

    def _summary(self) -> Iterator[Part]:
        told = [(item, one) for area in self._areas for item, one in area.comparisons]
        if not told:
            yield paragraph(self.say("Nothing is known of the differences yet."), key="nothing", lead=True)
        else:
            yield paragraph(self._counted([one for _, one in told]), key="counted", lead=True)
        yield self._order.own(
            "summary", self.say("Summary"), self.say("Sum up what the differences mean for the city.")
        )
        yield from self._moved([(item, one) for item, one in told if one.story.judged in MOVED])
        if told and not self._order.subject.key:
            yield self._by_area()
        if not self._order.short:
            yield from self._where_more()
        yield made_from(self._edition, self._language)

    def _moved(self, moved: Sequence[tuple[Measured, Compared]]) -> Iterator[Part]:
        """What has grown or shrunk, a point each; in the short form no more than it has room for."""
        shown = moved[:MOST_IN_SHORT] if self._order.short else moved
        if shown:
            yield paragraph(self.say("What has changed by more than chance explains:"), key="moved")
            yield Points(tuple(self._finding(item, one) for item, one in shown))
        else:
            yield paragraph(
                self.say("In no comparison can it be told that the difference has grown or shrunk."),
                key="none-moved",
            )
        if more := len(moved) - len(shown):
            yield paragraph(
                translate_plural(
                    "One more is told of in the long report.",
                    "{count} more are told of in the long report.",
                    more,
                    self._language,
                ),
                key="more-moved",
            )

    def _by_area(self) -> Table:
        """How many comparisons of each verdict there are in each target area."""
        counted = [(area, Counter(one.story.judged for _, one in area.comparisons)) for area in self._areas]
        return Table(
            self.say("Comparisons by target area"),
            (
                self.say("Target area"),
                *(begun(verdict_in_short(item, self._language)) for item in GapVerdict),
            ),
            tuple(
                (
                    area.area.name.in_language(self._language),
                    *(str(counts[item]) for item in GapVerdict),
                )
                for area, counts in counted
            ),
            frozenset(range(1, 1 + len(GapVerdict))),
            source=site_edition(self._edition.name, self._language),
        )

    def _where_more(self) -> Iterator[Part]:
        if not self._order.subject.key:
            yield paragraph(
                self.say(
                    "The charts of the groups and of the differences over time are in the report of each "
                    "target area."
                ),
                key="where-more",
            )

    def _counted(self, told: list[Compared]) -> str:
        """How many comparisons there are, and how many of each verdict that occurs."""
        counted = Counter(one.story.judged for one in told)
        parts = [
            self.say(COUNTED[item][count != 1], count=count)
            for item in GapVerdict
            if (count := counted[item])
        ]
        whole = translate_plural(
            "The report has one comparison between districts or groups.",
            "The report has {count} comparisons between districts and groups.",
            len(told),
            self._language,
        )
        return " ".join((whole, *parts, *self._made_up(told)))

    def _made_up(self, told: Sequence[Compared]) -> Iterator[str]:
        made_up = sum(one.simulated for one in told)
        if made_up == len(told):
            yield self.say("They all rest on simulated figures.")
        elif made_up:
            yield translate_plural(
                "One of them rests on simulated figures.",
                "{count} of them rest on simulated figures.",
                made_up,
                self._language,
            )

    def _finding(self, item: Measured, one: Compared) -> tuple[Run, ...]:
        name = marked(
            item.indicator.name.in_language(self._language), self._language, simulated=one.simulated
        )
        said = " ".join(filter(None, (f"{one.story.verdict}.", one.story.size, one.story.partial)))
        return Run(f"{name}. {one.heading}: ", strong=True), Run(said)

    def _hidden(self) -> Iterator[Part]:
        indicators = {item.indicator.key: item.indicator for area in self._areas for item in area.measured}
        counted = [(item, self._contents.observations(item.key)) for item in indicators.values()]
        rows = [
            (self._named(item), len(found), hidden)
            for item, found in counted
            if (hidden := hidden_among(found))
        ]
        if not rows:
            yield paragraph(self.say("No figure that is compared here is protected."), key="none-hidden")
            return
        yield paragraph(self.say(FEW), key="why-hidden")
        yield paragraph(self.say(LEFT_OUT), key="left-out")
        yield Table(
            self.say("Figures and protected figures"),
            (self.say("Indicator"), self.say("Figures"), self.say("Protected ones")),
            tuple(
                (name, number(figures, self._language), number(hidden, self._language))
                for name, figures, hidden in rows
            ),
            frozenset({1, 2}),
            source=site_edition(self._edition.name, self._language),
        )

    def _named(self, item: PublishedIndicator) -> str:
        name, simulated = item.name.in_language(self._language), self._contents.is_simulated_in(item.key)
        return marked(name, self._language, simulated=simulated)

    def _method(self) -> Iterator[Part]:
        yield from self._rules()
        yield paragraph(self.say("The measures:"), key="measures")
        yield points(*map(self._measure, GapMeasure))

    def _rules(self) -> Iterator[Part]:
        for at, said in enumerate(METHOD):
            yield paragraph(self.say(said), key=f"method-{at}")

    def _measure(self, item: GapMeasure) -> str:
        name = begun(gap_measure_word(item, self._language))
        return f"{name}: {measure_words(item, self._language)}."


MOVED = (GapVerdict.GROWN, GapVerdict.CLOSED)
MOST_IN_SHORT = 6
"""Findings that two pages have room for."""

KIND = Kind(
    "differences",
    Text(sv="Skillnadsrapport", en="Differences report"),
    Text(
        sv="Hur livsvillkoren skiljer sig mellan stadsdelsområden och grupper: hur mycket, åt vilket håll "
        "det går och vad som inte kan avgöras. Av det som är publicerat.",
        en="How living conditions differ between districts and groups: how much, which way it goes and "
        "what cannot be told. Made of what has been published.",
    ),
    whole_and_areas,
    of_edition(written),
    public=True,
    has_short=True,
)
