"""The disclosure report: what was counted here, how people are protected, what that hides and who has tried.

For the archive and the data protection officer. It is made from a published edition alone, so that it holds
nothing that a reader of the site cannot see; the privacy reports themselves are internal.
"""

from collections.abc import Iterator
from datetime import date

from fardplan.portal.tables import source_lines
from fardplan.presentation.numbers import number
from fardplan.presentation.phrases import CELL_MARKS, cell_reason
from fardplan.presentation.translations import message, translate
from fardplan.reports.tree import Paragraph, Part, Report, Run, Section, Table, paragraph
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.differences_words import FEW
from fardplan.usecases.reporting.disclosure_counts import Counted, counts_of, released, withheld_by_others
from fardplan.usecases.reporting.disclosure_register import (
    cells,
    conditions,
    headings,
    register_name,
    register_section,
)
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.reporting.published_parts import (
    head_of,
    made_from,
    of_edition,
    site_edition,
    source_list,
    standing,
)
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.text import Text

WHOLE = Text(sv="Hela utgåvan", en="The whole edition")


def subjects(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
    """The edition that stood on the day; none before the first."""
    del actor
    return (Subject("", WHOLE),) if standing(home, day) else ()


def written(edition: Edition, order: Order) -> Report:
    """The report of an edition: nothing but what has been published can come into it."""
    return _Writer(edition, order).report()


class _Writer:
    """Writes the parts of the report in their order, in one language."""

    def __init__(self, edition: Edition, order: Order) -> None:
        self._edition, self._order, self._language = edition, order, order.language
        self._contents = edition.contents
        self._released = released(self._contents)
        self._source = site_edition(edition.name, order.language)

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def _number(self, value: int) -> str:
        return number(value, self._language)

    def report(self) -> Report:
        city = self._contents.publication.city.name
        found = [one for item in self._released for one in item.found]
        return Report(
            kind=KIND.key,
            title=self.say("How individuals are protected"),
            subtitle=city.in_language(self._language),
            language=self._language,
            head=head_of(self._contents, self._order, KIND.name),
            parts=tuple(self._parts()),
            as_of=self._order.as_of,
            edition=self._edition.name,
            simulated=any(item.simulated for item in self._released),
            sources=source_list(source_lines(found, self._language), self._language),
        )

    def _parts(self) -> Iterator[Part]:
        yield Section(self.say("Summary"), tuple(self._summary()), "in-short")
        if self._released:
            yield Section(self.say("How the protection works"), tuple(self._works()), "works")
        for item in self._released:
            yield register_section(self._edition, item, self._language)
        yield Section(self.say("Figures that others publish"), tuple(self._others()), "others")
        tables = [conditions(self._edition, item, self._language) for item in self._released]
        if annex := tuple(filter(None, tables)):
            said = paragraph(self.say("The conditions stand as the program has them."), key="annex-said")
            title = self.say("Annex: how each indicator is counted")
            yield Section(title, (said, *annex), "annex", new_page=True)

    def _summary(self) -> Iterator[Part]:
        whole = len(self._contents.publication.cleared.observations)
        found = [one for item in self._released for one in item.found]
        counts = counts_of(found)
        if not self._released:
            yield paragraph(self.say("No figures here are counted in registers of persons."), key="none")
        else:
            yield paragraph(
                self.say(
                    "Of the {whole} figures of the edition {count} are counted here. {hidden} of these are "
                    "protected and not shown.",
                    whole=self._number(whole),
                    count=self._number(counts.figures),
                    hidden=self._number(counts.hidden),
                ),
                key="counted",
                lead=True,
            )
        yield self._order.own(
            "assessment",
            self.say("The data protection officer's assessment"),
            self.say("Write how the protection is judged, and what is to be followed up."),
        )
        if self._released:
            yield self._by_register()
        yield made_from(self._edition, self._language)

    def _by_register(self) -> Table:
        return Table(
            self.say("The registers of the edition"),
            (self.say("Register"), *headings(self._language), self.say("Privacy report")),
            tuple(
                (
                    register_name(item, self._language),
                    *cells(counts_of(item.found), self._language),
                    ", ".join(item.register.releases),
                )
                for item in self._released
            ),
            frozenset({1, 2, 3}),
            (self.say("The privacy reports are internal and kept by the publisher."),),
            self._source,
        )

    def _works(self) -> Iterator[Part]:
        for at, said in enumerate((ROWS, FEW)):
            yield paragraph(self.say(said), key=f"works-{at}")
        mark, reason = CELL_MARKS[Status.SUPPRESSED], cell_reason(Status.SUPPRESSED, self._language)
        yield Paragraph((Run(mark, strong=True), Run(f" = {reason}.")), "works-reason")
        yield paragraph(self.say(SAME), key="works-mark")
        yield paragraph(self.say(AUDIT), key="works-audit")
        yield paragraph(self.say(REACH), key="works-reach")

    def _others(self) -> Iterator[Part]:
        yield paragraph(self.say(OTHERS), key="others-said")
        found = withheld_by_others(self._contents)
        if not found:
            yield paragraph(
                self.say("No figure of others in the edition is withheld or rounded for protection."),
                key="others-none",
            )
            return
        yield Table(
            self.say("Figures that their sources have withheld or rounded"),
            (
                self.say("Indicator"),
                self.say("Figures"),
                self.say("Withheld"),
                self.say("Rounded to protect"),
            ),
            tuple(self._others_row(item) for item in found),
            frozenset({1, 2, 3}),
            source=self._source,
        )

    def _others_row(self, item: Counted) -> tuple[str, ...]:
        rounded = sum(one.status is Status.ROUNDED for one in item.found)
        counts = item.counts
        numbers = (counts.figures, counts.hidden, rounded)
        return item.indicator.name.in_language(self._language), *map(self._number, numbers)


ROWS = message(
    "Some figures are counted here, in registers with a row for each person, dwelling or workplace. The "
    "rows never leave the place where they are counted: neither this site nor the program's database holds "
    "any."
)
SAME = message(
    "The same mark stands for both, so that the mark itself tells nothing of how small a number is."
)
AUDIT = message(
    "Before anything is published a second program, written apart from the first, tries to work out every "
    "hidden number from everything that this site shows and has shown before. If it comes too close to "
    "any, nothing is published."
)
REACH = message(
    "The attack reckons with what is published here, now and earlier. What others publish of nearly the same "
    "people is not taken as known."
)
OTHERS = message(
    "Most figures here have been published by their source, which has protected the individuals in them. A "
    "figure that the source has withheld stays withheld."
)
KIND = Kind(
    "disclosure",
    Text(sv="Skyddsredovisning", en="Disclosure report"),
    Text(
        sv="Hur enskilda skyddas i det som staden själv räknar: reglerna, vad som inte visas, vad det "
        "kostar och vem som har prövat skyddet. För arkivet och dataskyddsombudet.",
        en="How individuals are protected in what the city counts itself: the rules, what is not shown, "
        "what that costs and who has tested it. For the archive and the data protection officer.",
    ),
    subjects,
    of_edition(written),
    public=True,
)
