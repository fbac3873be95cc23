"""The dot chart: places or groups side by side, sorted by value, with intervals and the whole between."""

from collections.abc import Iterator

from fardplan.presentation.charts.dot_layout import COMPACT, WIDE, Layout, Words
from fardplan.presentation.charts.dot_words import describe, dot_notes, dot_table
from fardplan.presentation.charts.hatch import hatch, hatched
from fardplan.presentation.charts.model import DotChart, DotRow, Drawing
from fardplan.presentation.charts.placing import Box
from fardplan.presentation.charts.scale import Scale
from fardplan.presentation.charts.svg import dot, line, picture, text
from fardplan.presentation.charts.text_width import text_width
from fardplan.presentation.periods import period_short
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Language

EMPTY_HEIGHT = 32.0


def dot_chart(chart: DotChart, language: Language, *, id: str) -> Drawing:
    """Draw the rows by falling value, those without one last. `id` is unique on the page."""
    description = describe(chart, language)
    words = Words(chart, language)
    drawn = []
    for size in (WIDE, COMPACT):
        own, layout = f"{id}{size.suffix}", Layout(chart, words, size) if chart.rows else None
        drawn.append(
            picture(
                *_painted(chart, layout, language, own),
                width=size.width,
                height=layout.height if layout else EMPTY_HEIGHT,
                id=own,
                title=chart.title,
                description=description,
                class_="c-chart",
            )
        )
    table, notes = dot_table(chart, language), dot_notes(chart, language)
    return Drawing(drawn[0], drawn[1], chart.title, description, table, notes)


def _painted(chart: DotChart, layout: Layout | None, language: Language, id: str) -> Iterator[str]:
    if layout is None:
        yield text(translate("There are no figures yet.", language), 0, 20, class_="c-quiet c-small")
    else:
        yield from _Painter(chart, layout, language, id).paint()


class _Painter:
    """Draws one edition from the back: axis, the whole's line, rows."""

    def __init__(self, chart: DotChart, layout: Layout, language: Language, id: str) -> None:
        self.chart, self.at, self.language, self.id = chart, layout, language, id
        self.small = layout.size.small

    def paint(self) -> Iterator[str]:
        at = self.at
        if at.place:
            yield from self._axis(at.place)
            yield from self._whole(at.place)
        if at.compared and self.chart.earlier_period:
            yield from self._key(self.chart.earlier_period, self.chart.period)
        if at.simulated:
            words = translate("Simulated", self.language)
            yield text(words, at.size.width, self.small, class_="c-simulated-word c-small", anchor="end")
            yield hatch(self.id)
        for row, lines, y in zip(at.rows, at.names, at.centres, strict=True):
            yield from self._row(row, lines, y)
            if at.place and row.value is not None:
                yield from self._marks(row, row.value, y, at.place)

    def _axis(self, place: Scale) -> Iterator[str]:
        at, small = self.at, self.small
        for tick, words in zip(at.ticks, at.tick_words, strict=True):
            x = place(tick)
            yield line(x, at.top, x, at.bottom, class_="c-zero" if tick == 0 else "c-grid")
            yield text(words, x, at.bottom + small + 4, class_="c-quiet c-small", anchor="middle")
        yield text(at.words.unit, at.size.width, at.unit_y, class_="c-quiet c-small", anchor="end")
        if at.note:
            yield text(at.note, 0, at.note_y, class_="c-quiet c-note")

    def _whole(self, place: Scale) -> Iterator[str]:
        """A line through all rows with its name above."""
        at, words = self.at, self.at.whole_words
        if at.whole and at.whole.value is not None:
            x, half = place(at.whole.value), text_width(words, self.small) / 2
            middle = min(max(x, half), at.size.width - half)
            yield line(x, at.top - 6, x, at.bottom, class_="c-whole")
            yield text(words, middle, at.top - 10, class_="c-small c-strong", anchor="middle")

    def _key(self, earlier: Period, period: Period) -> Iterator[str]:
        """What hollow and filled dots are."""
        small, x = self.small, 6.0
        for one, hollow in ((earlier, " c-hollow"), (period, "")):
            words = period_short(one, self.language)
            yield dot(x, small * 0.65, 4.5, class_=f"c-dot c-s1{hollow}")
            yield text(words, x + 10, small, class_="c-quiet c-small")
            x += text_width(words, small) + 28

    def _row(self, row: DotRow, lines: tuple[str, ...], y: float) -> Iterator[str]:
        small = self.small
        first = y + small * 0.35 - (len(lines) - 1) * (small + 2) / 2
        for index, words in enumerate(lines):
            yield text(words, 0, first + index * (small + 2), class_="c-small")
        said, right = self.at.words.value(row), self.at.size.width
        yield text(said, right, y + small * 0.35, class_="c-small", anchor="end")

    def _marks(self, row: DotRow, value: float, y: float, place: Scale) -> Iterator[str]:
        x, half = place(value), self.at.size.row / 2
        yield line(place.start - 8, y, x, y, class_="c-guide")
        if row.origin is Origin.SIMULATED:
            yield hatched(Box(place.start - 8, y - half, place.end + 8, y + half), self.id)
        if row.lower is not None and row.upper is not None:
            yield line(place(row.lower), y, place(row.upper), y, class_="c-whisker c-s1")
        if row.earlier is not None:
            before = place(row.earlier)
            if abs(before - x) > 9:
                yield line(before + (4.5 if before < x else -4.5), y, x, y, class_="c-move")
            yield dot(before, y, 4.5, class_="c-dot c-s1 c-hollow")
        yield dot(x, y, 5, class_="c-dot c-s1")
