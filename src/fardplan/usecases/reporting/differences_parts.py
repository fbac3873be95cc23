"""One indicator's differences as parts of a report: each comparison told, drawn and in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fardplan.portal.contents import Contents
from fardplan.portal.figures import Shown, groups
from fardplan.portal.gap_figures import Compared, GapRow
from fardplan.portal.maps import place_map
from fardplan.portal.pages.differences import Measured
from fardplan.presentation.gaps import verdict_in_short
from fardplan.presentation.numbers import HARD
from fardplan.presentation.periods import period_short
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import message, translate
from fardplan.publishing.publication import PublishedBreak, PublishedIndicator
from fardplan.reports.tree import Paragraph, Part, Run, Section, Table, paragraph, points
from fardplan.usecases.reporting.published_parts import cited, figure_of, marked
from fardplan.vocabulary.text import Language

DISTRICTS = "districts"
"""What the name of a comparison between districts ends with; of another, the dimension of its groups."""

BRACKETS = message(
    "In brackets: the 95 per cent interval. Where there is none, the margin of error is not known."
)

FEWEST_IN_A_LINE = 3
"""Periods that a line over time is drawn of."""

MOST_DRAWN = 40
"""Groups in one chart: more of them are in the open data alone."""


def indicator_section(
    contents: Contents, measured: Measured, language: Language, *, drawn: bool = True
) -> Section:
    """What is known of an indicator's differences, under its name.

    Unless it is to be `drawn` whole, the districts as they are now stand there, and groups in a table.
    """
    indicator = measured.indicator
    name = indicator.name.in_language(language)
    simulated = contents.is_simulated_in(indicator.key)
    teller = _Teller(contents, measured, language, drawn=drawn)
    return Section(marked(name, language, simulated=simulated), tuple(teller.parts()), indicator.key)


def difference_cell(row: GapRow) -> str:
    """A difference with its interval, in words that may be wrapped."""
    value = row.value.replace(HARD, " ")
    return f"{value} ({row.interval})" if row.interval else value


def is_of_districts(indicator: PublishedIndicator, one: Compared) -> bool:
    return one.id == f"{indicator.key}-{DISTRICTS}"


def compared_words(
    contents: Contents, indicator: PublishedIndicator, one: Compared, language: Language
) -> str:
    """What is compared, in a cell: the districts, or what groups are told apart by."""
    if is_of_districts(indicator, one):
        return translate("districts", language)
    dimension = one.id.removeprefix(f"{indicator.key}-")
    return contents.dimension_words(indicator.key, dimension, language)


class _Teller:
    def __init__(self, contents: Contents, measured: Measured, language: Language, *, drawn: bool) -> None:
        self._contents, self._measured, self._language, self._drawn = contents, measured, language, drawn
        self._indicator = measured.indicator

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def parts(self) -> Iterator[Part]:
        yield paragraph(f"{self._about()} {self._measures()}", key=f"{self._indicator.key}-about")
        in_full = [one for one in self._measured.comparisons if self._drawn or self._is_of_districts(one)]
        for one in in_full:
            yield Section(one.heading, tuple(self._comparison(one)), one.id)
        if in_short := [one for one in self._measured.comparisons if one not in in_full]:
            yield self._groups_in_short(in_short)
        yield from self._reservations()

    def _is_of_districts(self, one: Compared) -> bool:
        return is_of_districts(self._indicator, one)

    def _groups_in_short(self, compared: Sequence[Compared]) -> Table:
        """The groups of each dimension in a row: who is at the ends, how far apart, and which way it goes."""
        name = self._indicator.name.in_language(self._language)
        simulated = any(one.simulated for one in compared)
        return Table(
            marked(self.say("{name}: between groups", name=name), self._language, simulated=simulated),
            (
                self.say("Compared"),
                self.say("Highest and lowest"),
                self.say("Period"),
                self.say("Difference"),
                self.say("Verdict"),
            ),
            tuple(self._group_row(one) for one in compared),
            frozenset({2}),
            (self.say(BRACKETS),),
            source=cited(self._measured.sources, self._language),
        )

    def _group_row(self, one: Compared) -> tuple[str, ...]:
        now = next(row for row in one.rows if row.told)
        verdict = verdict_in_short(one.story.judged, self._language)
        words = compared_words(self._contents, self._indicator, one, self._language)
        return begun(words), now.ends, now.period, difference_cell(now), verdict

    def _about(self) -> str:
        return self._indicator.definition.in_language(self._language)

    def _measures(self) -> str:
        measures = self._measured.measures
        if not measures:
            return self.say("It does not measure a milestone; it is shown for context.")
        named = "; ".join(item.text.in_language(self._language) for item in measures)
        return f"{self.say('It measures the milestone:')} {named}."

    def _comparison(self, one: Compared) -> Iterator[Part]:
        story = one.story
        verdict = Run(f"{story.verdict}.", strong=True)
        yield Paragraph((verdict, *([Run(f" {story.change}")] if story.change else [])), f"{one.id}-change")
        yield paragraph(" ".join(filter(None, (story.size, story.partial, story.sure))), key=f"{one.id}-size")
        for number, said in enumerate(filter(None, (*story.more, story.people))):
            yield paragraph(said, key=f"{one.id}-more-{number}")
        if story.needed:
            needed = self.say("What would be needed")
            yield Paragraph(
                (Run(f"{needed}: ", strong=True), Run(" ".join(story.needed))), f"{one.id}-needed"
            )
        yield from self._figures(one)
        yield self._measured_now(one)

    def _figures(self, one: Compared) -> Iterator[Part]:
        of_districts = self._is_of_districts(one)
        if one.course and self._drawn:
            yield self._over_time(one.course)
        now = one.now or self._groups(one)
        if now:
            yield figure_of(now, self._language)
        drawn = place_map(self._contents, self._indicator, self._language, id=f"gap-{one.id}-map")
        if drawn and of_districts:
            yield figure_of(drawn, self._language, behind=False)

    def _over_time(self, course: Shown) -> Part:
        """The difference over time; of a few periods the figures alone, since no line tells more."""
        figure = figure_of(course, self._language)
        if figure.table is None or len(figure.table.rows) >= FEWEST_IN_A_LINE:
            return figure
        return replace(figure.table, notes=figure.notes[-1:], source=figure.source)

    def _groups(self, one: Compared) -> Shown | None:
        """The groups of an own count, which the site draws on the page of the indicator."""
        dimension = one.id.removeprefix(f"{self._indicator.key}-")
        if dimension == DISTRICTS or self._indicator.own is None:
            return None
        name = f"gap-{one.id}-now"
        shown = groups(self._contents, self._indicator, self._language, id=name, of=dimension)
        return shown if shown and len(shown.drawing.table.rows) <= MOST_DRAWN else None

    def _measured_now(self, one: Compared) -> Table:
        """The newest period's differences by every measure; earlier ones are in the drawing's table."""
        told = [row for row in one.rows if row.told]
        rows = tuple((row.measure, row.value, row.interval, row.ends) for row in told)
        title = f"{one.caption}, {told[0].period}"
        return Table(
            marked(title, self._language, simulated=one.simulated),
            (
                self.say("Measure"),
                self.say("Value"),
                self.say("Interval"),
                self.say("Highest and lowest"),
            ),
            rows,
            frozenset({1, 2}),
            (f"{self.say('Compared')}: {told[0].among}",),
            cited(self._measured.sources, self._language),
        )

    def _reservations(self) -> Iterator[Part]:
        standing, traps = self._measured.standing, self._indicator.traps
        if standing:
            ordered = self.say("The districts are ordered from the worst-off to the best-off by:")
            name = standing.name.in_language(self._language)
            yield paragraph(f"{ordered} {name}.", key=f"{self._indicator.key}-standing")
        key = self._indicator.key
        if traps:
            told = points(*(item.in_language(self._language) for item in traps))
            yield Section(self.say("What the figure cannot tell"), (told,), f"{key}-traps")
        if self._indicator.breaks:
            told = points(*(self._break(item) for item in self._indicator.breaks))
            yield Section(self.say("Breaks in the series"), (told,), f"{key}-breaks")

    def _break(self, item: PublishedBreak) -> str:
        names = [self._contents.area_name(code) for code in item.areas]
        where = f" ({', '.join(names)})" if names else ""
        told = item.text.in_language(self._language)
        return f"{period_short(item.first, self._language)}: {told}{where}"
