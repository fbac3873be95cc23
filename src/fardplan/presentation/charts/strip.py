"""The strip: how all of a class fared, a dot each on one axis, and where a wanted change lies among them."""

from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.presentation.charts.model import Drawing, Table
from fardplan.presentation.charts.scale import Scale, tick_decimals, value_ticks
from fardplan.presentation.charts.svg import dot, line, picture, text
from fardplan.presentation.charts.text_width import text_width
from fardplan.presentation.numbers import difference, number, reading_step, signed
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure, Unit


@dataclass(frozen=True, slots=True)
class StripRow:
    """One of the class: its change in the wanted direction, over which years, and how certain that was."""

    name: str
    change: float
    when: str
    certain: str = ""


@dataclass(frozen=True, slots=True)
class StripChart:
    """Changes of a class in the wanted direction (above 0 is better), and the `wanted` change among them.

    `title` and the rows' texts are in the language the chart is drawn in.
    """

    title: str
    unit: Unit
    rounded_to: float
    rows: tuple[StripRow, ...]
    wanted: float


@dataclass(frozen=True, slots=True)
class _Size:
    width: float
    radius: float
    small: float
    suffix: str


HEADINGS = (
    message("Municipality"),
    message("Years"),
    message("Change for the better"),
    message("How likely that it truly was so large"),
)
"""The last one where the rows tell how certain they are."""

_SIZES = (_Size(680, 3.6, 13, ""), _Size(360, 3.0, 12.5, "-compact"))
_MARGIN, _HEAD, _FOOT = 14.0, 30.0, 34.0
_LEAST, _MOST = 40.0, 150.0


def strip_chart(chart: StripChart, language: Language, *, id: str) -> Drawing:
    """Draw the class by change. `id` is unique on the page; there is at least one row."""
    description = _describe(chart, language)
    painters = [_Painter(chart, language, size) for size in _SIZES]
    wide, compact = (
        picture(
            *painter.paint(),
            width=painter.size.width,
            height=painter.height,
            id=f"{id}{painter.size.suffix}",
            title=chart.title,
            description=description,
            class_="c-chart",
        )
        for painter in painters
    )
    return Drawing(wide, compact, chart.title, description, _table(chart, language))


class _Painter:
    """Dots of the same place stand on one another; where they would be too many they stand closer."""

    def __init__(self, chart: StripChart, language: Language, size: _Size) -> None:
        self.chart, self.language, self.size = chart, language, size
        values = [row.change for row in chart.rows]
        self.ticks = value_ticks([*values, chart.wanted, 0.0], _signed(chart.unit), most=7)
        self.x = Scale(self.ticks[0], self.ticks[-1], _MARGIN, size.width - _MARGIN)
        self.piles = self._piled(sorted(values))
        tallest = max(len(pile) for pile in self.piles.values())
        self.step = min(2 * size.radius + 0.6, _MOST / tallest)
        self.inner = min(max(tallest * self.step, _LEAST), _MOST)

    @property
    def floor(self) -> float:
        return _HEAD + self.inner

    @property
    def height(self) -> float:
        return self.floor + _FOOT

    def _piled(self, values: list[float]) -> dict[int, list[float]]:
        width = 2 * self.size.radius + 0.8
        piles: dict[int, list[float]] = {}
        for value in values:
            piles.setdefault(round(self.x(value) / width), []).append(value)
        return piles

    def paint(self) -> Iterator[str]:
        yield from self._axis()
        for place, pile in self.piles.items():
            x = place * (2 * self.size.radius + 0.8)
            for index, value in enumerate(pile):
                managed = value >= self.chart.wanted - 1e-9
                kind = "c-dot c-s1" if managed else "c-dot c-s1 c-hollow"
                yield dot(x, self.floor - 6 - index * self.step, self.size.radius, class_=kind)
        yield from self._wanted()

    def _axis(self) -> Iterator[str]:
        decimals = tick_decimals(self.ticks)
        yield line(_MARGIN, self.floor, self.size.width - _MARGIN, self.floor, class_="c-tick")
        for tick in self.ticks:
            x = self.x(tick)
            yield line(x, self.floor, x, self.floor + 4, class_="c-tick")
            words = number(tick, self.language, decimals=decimals)
            words = f"+{words}" if tick > 0 else words
            yield text(words, x, self.floor + 18, class_="c-quiet c-small", anchor="middle")

    def _wanted(self) -> Iterator[str]:
        x, small = self.x(self.chart.wanted), self.size.small
        words = translate(
            "so much is asked: {change}",
            self.language,
            change=signed(
                self.chart.wanted,
                self.language,
                rounded_to=reading_step(self.chart.unit, self.chart.rounded_to),
            ),
        )
        yield line(x, _HEAD - 8, x, self.floor, class_="c-path")
        half = text_width(words, small) / 2
        middle = min(max(x, half + 2), self.size.width - half - 2)
        yield text(words, middle, _HEAD - 14, class_="c-small c-strong", anchor="middle")


def _signed(unit: Unit) -> Unit:
    """A change may be below zero, and beyond the ends of the unit's scale."""
    return Unit(measure=Measure.INDEX, label=unit.label)


def _describe(chart: StripChart, language: Language) -> str:
    managed = sum(row.change >= chart.wanted - 1e-9 for row in chart.rows)
    step = reading_step(chart.unit, chart.rounded_to)
    return translate(
        "A dot for each of {count}. To the right is better. {managed} of them changed by {change} or more; "
        "those are filled. The changes go from {low} to {high}.",
        language,
        count=len(chart.rows),
        managed=managed,
        change=difference(chart.wanted, chart.unit, language, rounded_to=step),
        low=signed(min(row.change for row in chart.rows), language, rounded_to=step),
        high=signed(max(row.change for row in chart.rows), language, rounded_to=step),
    )


def _table(chart: StripChart, language: Language) -> Table:
    step = reading_step(chart.unit, chart.rounded_to)
    rows = sorted(chart.rows, key=lambda row: (-row.change, row.name))
    told = any(row.certain for row in rows)
    header = [translate(words, language) for words in (HEADINGS if told else HEADINGS[:-1])]
    return Table(
        tuple(header),
        tuple(
            (
                row.name,
                row.when,
                signed(row.change, language, rounded_to=step),
                *([row.certain] if told else []),
            )
            for row in rows
        ),
    )
