"""The status report for the city's own use: with how the boards carry the strategies of each target area.

What the boards plan is not public, so this is a kind of its own, and the public report knows nothing of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fardplan.boards.coverage import Carrying, Flaw, Row
from fardplan.presentation.numbers import number
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate_plural
from fardplan.publishing.publication import PublishedTargetArea
from fardplan.reports.tree import Note, Paragraph, Part, Report, Run, Section, Table, paragraph
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.editions import Edition, edition_on
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.reporting.published_parts import (
    marked,
    whole_and_areas,
)
from fardplan.usecases.reporting.status_report import StatusWriter
from fardplan.usecases.year.coverage import CoveragePage, coverage_page, current_year
from fardplan.usecases.year.may import can_read_year, check
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text

COLUMNS = {
    Carrying.ACTS: message("Act"),
    Carrying.ORDINARY: message("Ordinary work"),
    Carrying.ELSEWHERE: message("Other strategies"),
    Carrying.NOT_ACTING: message("Do not act"),
    Carrying.NOT_OURS: message("Not theirs"),
    Carrying.SILENT: message("Have not answered"),
}
"""What every organisation says of a strategy; together they are all that are asked."""


def subjects(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
    """Those of the public report, once a boards' year is open; none for those who may not read that."""
    if not can_read_year(actor) or current_year(actor=actor, today=day) is None:
        return ()
    return whole_and_areas(home, actor, day)


def make(home: Home, actor: Actor, order: Order) -> Report:
    """The report with the plans of the year that the day belongs to.

    Raises `PermissionDenied` for those who may not read the boards' year, and `NotFoundError` before one was
    opened or an edition published.
    """
    check(can_read_year, actor)
    year = current_year(actor=actor, today=order.as_of)
    if year is None:
        raise NotFoundError(
            Sentence("no year of the boards has been opened"),
            instead=Sentence("Make the public status report."),
            outcome=Sentence("No report was made."),
        )
    page = coverage_page(year, actor=actor, today=order.as_of)
    return _Writer(edition_on(home, order.as_of), order, page).report(KIND)


class _Writer(StatusWriter):
    def __init__(self, edition: Edition, order: Order, page: CoveragePage) -> None:
        super().__init__(edition, order)
        self._page = page

    def report(self, kind: Kind) -> Report:
        made = super().report(kind)
        internal = Note(
            self.say("Internal"),
            self.say(
                "This report tells what the boards plan. Those outside the city get the public status report."
            ),
        )
        return replace(made, parts=(internal, *made.parts), simulated=made.simulated or self._page.simulated)

    def _of_boards_in_short(self) -> Iterator[Part]:
        """Two pages have no room for a table of each area: whether all is carried is told."""
        rows = [row for area in self._areas for row in self._rows(area)]
        if rows:
            said = self.say("Every strategy is carried by some board or company.")
            title = self.say("How the boards carry the strategies")
            yield Section(title, tuple(self._nobody(rows, "all")) or (paragraph(said),), "boards")

    def _rows(self, area: PublishedTargetArea) -> list[Row]:
        return [row for row in self._page.coverage.rows if row.target_area == area.key]

    def _of_boards(self, area: PublishedTargetArea) -> Iterator[Part]:
        rows = self._rows(area)
        if rows:
            title = self.say("How the boards carry the strategies")
            yield Section(title, tuple(self._carried(area, rows)), f"carried-{area.key}")

    def _carried(self, area: PublishedTargetArea, rows: list[Row]) -> Iterator[Part]:
        asked = len(self._page.coverage.columns)
        yield paragraph(
            translate_plural(
                "Drawn from the plans for {year} as they stood on {day}. One board or company is asked.",
                "Drawn from the plans for {year} as they stood on {day}. {count} boards and companies are "
                "asked.",
                asked,
                self._language,
                year=self._page.year.year,
                day=date_text(self._page.day, self._language),
            ),
            key=f"asked-{area.key}",
        )
        yield self._table(area, rows)
        yield from self._nobody(rows, area.key)
        yield from self._silent(area)

    def _table(self, area: PublishedTargetArea, rows: list[Row]) -> Table:
        title = self.say(
            "Boards and companies by strategy: {area}", area=area.name.in_language(self._language)
        )
        return Table(
            marked(title, self._language, simulated=self._page.simulated),
            (self.say("Strategy"), *(self.say(words) for words in COLUMNS.values())),
            tuple((self._name(row), *self._counted(row)) for row in rows),
            frozenset(range(1, len(COLUMNS) + 1)),
            source=self.say("The boards' plans {year}", year=self._page.year.year),
        )

    def _name(self, row: Row) -> str:
        return self._page.strategy_names[row.strategy].in_language(self._language)

    def _counted(self, row: Row) -> Iterator[str]:
        for carrying in COLUMNS:
            yield number(sum(cell.carrying is carrying for cell in row.cells), self._language)

    def _nobody(self, rows: list[Row], key: str) -> Iterator[Part]:
        names = [self._name(row) for row in rows if not row.is_carried]
        yield from self._named(f"nobody-{key}", self.say("Nobody carries"), names)

    def _silent(self, area: PublishedTargetArea) -> Iterator[Part]:
        names = [
            self._page.names[item.organisation].in_language(self._language)
            for item in self._page.coverage.findings
            if item.flaw is Flaw.SILENT and item.target_area == area.key and item.organisation
        ]
        yield from self._named(f"silent-{area.key}", self.say("Have not answered"), names)

    def _named(self, key: str, heading: str, names: list[str]) -> Iterator[Part]:
        if names:
            runs = (Run(f"{heading}: ", strong=True), Run(f"{'; '.join(names)}."))
            yield Paragraph(runs, key)


KIND = Kind(
    "status-boards",
    Text(sv="Lägesrapport med nämndernas planer", en="Status report with the boards' plans"),
    Text(
        sv="Lägesrapporten för stadens eget bruk: även hur nämnder och bolag bär strategierna i sina planer.",
        en="The status report for the city's own use: also how boards and companies carry the strategies in "
        "their plans.",
    ),
    subjects,
    make,
    has_short=True,
)
