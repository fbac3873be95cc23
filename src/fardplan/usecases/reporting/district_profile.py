"""The district profile: what is published of a district, on one page beside the city and earlier years.

It is made from a published edition alone. Where the figures do not carry more it says that it cannot tell.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from math import ceil

from fardplan.portal.contents import Contents
from fardplan.portal.maps import borders_cited
from fardplan.portal.tables import source_lines
from fardplan.presentation.charts import Shape, where_map
from fardplan.presentation.ordering import swedish_order
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import CELL_MARKS, cell_reason
from fardplan.presentation.sentences import Sentence, begun, there_is
from fardplan.presentation.story import counted
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.reports.tree import Figure, Form, Part, Report, Table, paragraph
from fardplan.reports.vector import on_paper
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.district_lines import Against, lines_of
from fardplan.usecases.reporting.district_rows import fitting, row_of
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.reporting.published_parts import (
    head_of,
    made_from,
    marked,
    of_edition,
    standing,
)
from fardplan.vocabulary.area import Area, AreaKind
from fardplan.vocabulary.boundary import Boundary
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.text import LANGUAGES, Language, Text


def subjects(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
    """The districts that the city has on the day, and earlier ones that the edition has figures for."""
    del actor
    edition = standing(home, day)
    return subjects_of(edition) if edition else ()


def subjects_of(edition: Edition) -> tuple[Subject, ...]:
    """Today's districts by name, then those that are no more."""
    contents = edition.contents
    areas = [item for item in contents.publication.areas if item.kind is AreaKind.DISTRICT]
    told = {item.area for item in contents.publication.cleared}
    now = [item for item in areas if item.on(edition.day)]
    then = [item for item in areas if not item.on(edition.day) and item.code in told]
    return tuple(
        Subject(item.code, _named(item, edition.day))
        for group in (now, then)
        for item in sorted(group, key=lambda item: swedish_order(item.name))
    )


def _named(area: Area, day: date) -> Text:
    """Its name, with until when it was there where it is no more."""
    last = max((item.valid_to for item in area.versions if item.valid_to), default=None)
    if area.on(day) or last is None:
        return Text(sv=area.name, en=area.name)
    said = {
        language: translate("{name} (until {day})", language, name=area.name, day=date_text(last, language))
        for language in LANGUAGES
    }
    return Text(sv=said["sv"], en=said["en"])


def written(edition: Edition, order: Order) -> Report:
    """The profile in an edition. Raises `NotFoundError` for what is no district there."""
    areas = {item.key: item for item in subjects_of(edition)}
    if order.subject.key not in areas:
        raise NotFoundError(
            Sentence("there is no district '{key}' in the edition", key=order.subject.key),
            instead=there_is(areas, asked=order.subject.key),
        )
    return _Writer(edition, order).report()


class _Writer:
    """Writes the page in one language."""

    def __init__(self, edition: Edition, order: Order) -> None:
        self._edition, self._order, self._language = edition, order, order.language
        self._contents, self._code = edition.contents, order.subject.key
        self._name = self._contents.area_name(self._code)
        self._city = self._contents.area_name(self._contents.publication.city.home_area)
        self._lines = lines_of(self._contents, self._code)
        self._sources = "; ".join(
            dict.fromkeys(
                item.source for item in source_lines([line.own for line in self._lines], self._language)
            )
        )
        self._rows = fitting([row_of(line, self._language) for line in self._lines], self._room())

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def _room(self) -> float:
        """How many lines the table may have, so that its sources and an officer's words find room below."""
        below = [self._sources, *self._order.texts.get(COMMENT, ())]
        title = len(self._order.subject.name.in_language(self._language)) // SIGNS_OF_A_TITLE
        return ROOM - 2 * title - sum(ceil(len(said) / SIGNS_OF_A_LINE) + 0.5 for said in below if said)

    def report(self) -> Report:
        return Report(
            kind=KIND.key,
            title=self._order.subject.name.in_language(self._language),
            subtitle=self.say("The district beside {city}", city=self._city),
            language=self._language,
            head=head_of(self._contents, self._order, KIND.name),
            parts=tuple(self._parts()),
            as_of=self._order.as_of,
            form=Form.ONE_PAGE,
            edition=self._edition.name,
            simulated=any(line.simulated for line in self._lines),
        )

    def _parts(self) -> Iterator[Part]:
        yield paragraph(self._lead(), key="lead", lead=True)
        if drawn := self._map():
            yield drawn
        if self._rows:
            yield self._table()
        yield self._order.own(
            COMMENT, self.say("The district's own words"), self.say("Write what the figures mean here.")
        )
        yield made_from(self._edition, self._language)

    def _lead(self) -> str:
        """What the comparisons with the city give, one sentence for each thing that can be said."""
        if not self._lines:
            return self.say("There are no published figures for {name}.", name=self._name)
        how_many = Counter(line.beside_city for line in self._lines)
        hidden = sum(line.is_protected for line in self._lines)
        said = [
            translate_plural(
                "There is one figure for {name}.",
                "There are figures of {count} indicators for {name}.",
                len(self._lines),
                self._language,
                count=counted(len(self._lines), self._language),
                name=self._name,
            ),
            *(self._sentence(item, how_many[item]) for item in LEADS if how_many[item]),
        ]
        if hidden:
            said.append(
                translate_plural(
                    "One figure is protected and not shown.",
                    "{count} figures are protected and not shown.",
                    hidden,
                    self._language,
                    count=begun(counted(hidden, self._language)),
                )
            )
        return " ".join(said)

    def _sentence(self, item: Against, many: int) -> str:
        written = begun(counted(many, self._language))
        return self.say(LEADS[item][many != 1], count=written, city=self._city)

    def _table(self) -> Table:
        title = self.say("{name} beside {city}", name=self._name, city=self._city)
        some = any(row.line.simulated for row in self._rows)
        return Table(
            marked(title, self._language, simulated=some),
            (
                self.say("Indicator"),
                self.say("Period"),
                self.say("The district"),
                self._city,
                self.say("Beside {city}", city=self._city),
                self.say("Beside an earlier year"),
            ),
            tuple(row.cells for row in self._rows),
            frozenset({1, 2, 3}),
            tuple(self._notes()),
            self._sources,
        )

    def _notes(self) -> Iterator[str]:
        yield self.say(RULE)
        against = {item for row in self._rows for item in (row.line.beside_city, row.line.beside_earlier)}
        yield from (self.say(words) for item, words in WHY.items() if item in against)
        marks = {row.line.own.status for row in self._rows}
        yield from (
            f"{sign} = {cell_reason(status, self._language)}"
            for status, sign in CELL_MARKS.items()
            if status in marks and status is Status.SUPPRESSED
        )
        if left := len(self._lines) - len(self._rows):
            yield translate_plural(
                "One figure more for the district is on the site; the page has no room for it.",
                "{count} figures more for the district are on the site; the page has no room for them.",
                left,
                self._language,
            )

    def _map(self) -> Figure | None:
        """Where the district lies among those of its time, where the borders are known."""
        lands, note = _lands(self._contents, self._code, self._edition.day, self._language)
        own = next((item for item in lands if item.area == self._code), None)
        if own is None:
            return None
        others = tuple(_shape(item) for item in lands if item is not own)
        drawing = where_map(self._name, _shape(own), others, self._language, id=f"where-{self._code}")
        return Figure(drawing.title, on_paper(drawing), drawing.description, notes=(note,))


def _shape(item: Boundary) -> Shape:
    return Shape(item.polygons, item.place)


def _lands(contents: Contents, area: str, day: date, language: Language) -> tuple[tuple[Boundary, ...], str]:
    """The districts of the newest division with the area that there is a map of, and whose map that is."""
    divisions = [item for item in contents.publication.divisions if area in item.areas]
    divisions.sort(key=lambda item: item.valid_from or date.min, reverse=True)
    for division, maps in product(divisions, contents.publication.boundaries):
        when = min(day, division.valid_to or day)
        found = [maps.on(code, when) for code in division.areas]
        lands = tuple(item for item in found if item)
        if len(lands) == len(division.areas):
            return lands, borders_cited(maps, language)
    return (), ""


COMMENT = "comment"
ROOM = 56.5
SIGNS_OF_A_LINE = 135
SIGNS_OF_A_TITLE = 32
"""The lines of text that a page has room for in its table, and how long a line of text and a title are."""

RULE = message(
    "In brackets: the 95 per cent interval. Higher and lower are said only where two intervals do not "
    "meet; among many comparisons chance alone may give one. It does not tell why."
)
WHY = {
    Against.UNKNOWN: message("Cannot tell: the margin of error of the figures is not known."),
    Against.COUNT: message(
        "Counts are not compared: how many there are follows from how large the district was drawn."
    ),
    Against.PRELIMINARY: message("A preliminary figure is shown and not judged."),
}
LEADS = {
    Against.HIGHER: (
        message("One is higher than in {city}."),
        message("{count} are higher than in {city}."),
    ),
    Against.LOWER: (message("One is lower than in {city}."), message("{count} are lower than in {city}.")),
    Against.ALIKE: (
        message("One cannot be told apart from that of {city}."),
        message("{count} cannot be told apart from those of {city}."),
    ),
    Against.UNKNOWN: (
        message("Of one it cannot be told: its margin of error is not known."),
        message("{count} cannot be compared: their margin of error is not known."),
    ),
}

KIND = Kind(
    "profile",
    Text(sv="Stadsdelsprofil", en="District profile"),
    Text(
        sv="Ett stadsdelsområde på en sida: det publicerade om området bredvid staden och bredvid tidigare "
        "år.",
        en="A district on one page: what is published of it beside the city and beside earlier years.",
    ),
    subjects,
    of_edition(written),
    public=True,
)
