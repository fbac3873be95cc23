"""The map: districts filled by class, or with circles for counts, numbered, with the key beside."""

from collections.abc import Iterator

from fardplan.presentation.charts.hatch import STRIPE, TILE, tile
from fardplan.presentation.charts.map_classes import Classes, Fill, Look, Way, classes
from fardplan.presentation.charts.map_layout import (
    COMPACT,
    SWATCH,
    VEIL,
    WIDE,
    KeyRow,
    Layout,
    Plane,
    circles,
    polygons_of,
)
from fardplan.presentation.charts.map_words import describe, map_notes, map_table
from fardplan.presentation.charts.model import Drawing, MapChart
from fardplan.presentation.charts.svg import dot, element, num, picture, text
from fardplan.presentation.charts.text_width import text_width
from fardplan.vocabulary.boundary import Polygon
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.text import Language

_INSIDE = 9.0
"""A circle with this radius has room for its number."""

_DOTS = {
    Look.STEP_2: ((4.0, 4.0, 0.9),),
    Look.STEP_3: ((2.0, 2.0, 1.2), (6.0, 6.0, 1.2)),
    Look.STEP_4: ((2.0, 2.0, 1.3), (6.0, 2.0, 1.3), (2.0, 6.0, 1.3), (6.0, 6.0, 1.3)),
    Look.HIGHER: ((2.0, 2.0, 1.2), (6.0, 6.0, 1.2)),
}
"""More dots for more: the order of the steps can be read without any colour."""

_LINES = {Look.LOWER: "M0 2H8M0 6H8"}

_CROSSES = {Look.PROTECTED: "M2 4H6M4 2V6"}


def map_chart(chart: MapChart, language: Language, *, id: str) -> Drawing:
    """Draw the areas with a figure and those without. `id` is unique on the page.

    At least one area is given, each with its shape.
    """
    classed = classes(chart, language)
    description = describe(chart, classed, language)
    plane = Plane(polygons_of(chart), WIDE.map_width)
    land = {fill: plane.path(_filled_so(fill, chart, classed)) for fill in dict.fromkeys(classed.fills)}
    drawn = []
    for size in (WIDE, COMPACT):
        own, layout = f"{id}{size.suffix}", Layout(chart, classed, plane, size, language)
        drawn.append(
            picture(
                *_Painter(chart, classed, layout, plane, land, own).paint(),
                width=size.width,
                height=layout.height,
                id=own,
                title=chart.title,
                description=description,
                class_="c-chart",
            )
        )
    table, notes = map_table(chart, classed, language), map_notes(chart, classed, language)
    return Drawing(drawn[0], drawn[1], chart.title, description, table, notes)


def _filled_so(fill: Fill, chart: MapChart, classed: Classes) -> Iterator[Polygon]:
    for own, shape in zip(classed.fills, chart.shapes, strict=True):
        if own == fill:
            yield from shape.polygons


class _Painter:
    """Draws one edition from the back: land, circles, numbers, key."""

    def __init__(
        self,
        chart: MapChart,
        classed: Classes,
        layout: Layout,
        plane: Plane,
        land: dict[Fill, str],
        id: str,
    ) -> None:
        self.chart, self.classed, self.at, self.plane = chart, classed, layout, plane
        self.land, self.id = land, id

    def paint(self) -> Iterator[str]:
        yield from self._patterns()
        if self.chart.outline:
            yield element("path", class_="c-outline", d=self.plane.path(self.chart.outline))
        for fill, path in self.land.items():
            yield self._filled(fill, path)
        if self.classed.way is Way.COUNTS:
            yield from self._circles()
        else:
            yield from filter(None, map(self._number, range(len(self.chart.shapes))))
        yield from self._key()

    def _patterns(self) -> Iterator[str]:
        wanted = [fill for fill in self.land if _has_pattern(fill)]
        if any(map(self._is_simulated, range(len(self.chart.shapes)))):
            wanted.append(VEIL)
        if wanted:
            yield element("defs", *(tile(*_grain(fill), id=self._name(fill)) for fill in wanted))

    def _name(self, fill: Fill) -> str:
        return f"{self.id}-{fill.look}{'-simulated' if fill.simulated else ''}"

    def _is_simulated(self, place: int) -> bool:
        row = self.chart.figures.rows[place]
        return bool(row.value) and row.origin is Origin.SIMULATED

    def _filled(self, fill: Fill, path: str) -> str:
        """A surface in the look of its class; a pattern is named by attribute, since a sheet cannot."""
        kind = "c-land c-blank" if fill.look is Look.NOTHING else "c-land"
        if _has_pattern(fill):
            return element("path", class_=kind, fill=f"url(#{self._name(fill)})", d=path)
        return element("path", class_=f"{kind} c-in-{fill.look}", d=path)

    def _number(self, place: int, *, beside: float = 0.0) -> str:
        """A place's number in the middle of it, or beside something with the radius `beside`."""
        (x, y), number = self.plane(self.chart.shapes[place].place), self.at.numbers.get(place)
        if number is None:
            return ""
        small, width = self.at.size.small, self.at.size.width
        half = text_width(number, small) / 2
        if beside:
            x += (beside + 3 + half) * (1 if x + beside + 3 + 2 * half < width else -1)
        middle = min(max(x, half), width - half)
        return text(number, middle, y + small * 0.35, class_="c-small c-strong", anchor="middle")

    def _circles(self) -> Iterator[str]:
        drawn = circles(self.chart, self.plane)
        for x, y, radius, place in drawn:
            yield dot(x, y, radius, class_="c-bubble")
            if self._is_simulated(place):
                yield element("circle", fill=f"url(#{self._name(VEIL)})", cx=x, cy=y, r=radius)
        radii = {place: radius for _, _, radius, place in drawn}
        for place in range(len(self.chart.shapes)):
            radius = radii.get(place, 0.0)
            if numbered := self._number(place, beside=radius if radius < _INSIDE else 0.0):
                yield numbered

    def _key(self) -> Iterator[str]:
        left = self.at.size.key_left
        for row in self.at.classes:
            yield from self._swatch(row)
            yield from self._lines(row, left + SWATCH + 8)
        if self.at.rows or self.at.whole:
            unit = self.at.words.unit
            yield text(unit, self.at.size.width, self.at.unit_y, class_="c-quiet c-small", anchor="end")
        for row in self.at.rows:
            yield from self._swatch(row)
            yield text(row.number, self.at.number_right, row.y, class_="c-small c-strong", anchor="end")
            yield from self._lines(row, self.at.name_left)
            yield text(row.value, self.at.size.width, row.y, class_="c-small", anchor="end")
        if self.at.whole:
            yield from self._lines(self.at.whole, self.at.name_left)
            yield text(
                self.at.whole.value, self.at.size.width, self.at.whole.y, class_="c-small", anchor="end"
            )

    def _swatch(self, row: KeyRow) -> Iterator[str]:
        if row.fill:
            left, top = num(self.at.size.key_left), row.y - SWATCH + 2
            right, bottom = num(self.at.size.key_left + SWATCH), num(top + SWATCH)
            yield self._filled(row.fill, f"M{left} {num(top)}H{right}V{bottom}H{left}z")

    def _lines(self, row: KeyRow, left: float) -> Iterator[str]:
        for index, words in enumerate(row.lines):
            yield text(words, left, row.y + index * (self.at.size.small + 3), class_="c-small")


def _has_pattern(fill: Fill) -> bool:
    return fill.simulated or any(fill.look in looks for looks in (_DOTS, _LINES, _CROSSES))


def _grain(fill: Fill) -> Iterator[str]:
    """What a tile is made of: the colour, the pattern of the class, stripes over what is simulated."""
    if fill != VEIL:
        yield element("rect", class_=f"c-in-{fill.look}", x=0, y=0, width=TILE, height=TILE)
    for one in _DOTS.get(fill.look, ()):
        yield dot(*one, class_="c-grain")
    if fill.look in _LINES:
        yield element("path", class_="c-lines", d=_LINES[fill.look])
    if fill.look in _CROSSES:
        yield element("path", class_="c-crosses", d=_CROSSES[fill.look])
    if fill.simulated:
        yield element("path", class_="c-veil", d=STRIPE)
