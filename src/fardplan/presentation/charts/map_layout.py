"""Where things go in a map: the land scaled to its room, the key beside it or below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import sqrt

from fardplan.presentation.charts.dot_layout import Words
from fardplan.presentation.charts.map_classes import Classes, Fill, Look, PlaceClass, Way
from fardplan.presentation.charts.map_words import alphabetical, is_numbered
from fardplan.presentation.charts.model import DotRow, MapChart
from fardplan.presentation.charts.text_width import text_width, wrapped
from fardplan.presentation.translations import translate
from fardplan.vocabulary.boundary import Polygon, Position, Ring
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.text import Language

SWATCH = 13.0
LARGEST_CIRCLE = 22.0

VEIL = Fill(Look.LAND, simulated=True)
"""What lies over simulated figures: in the key, and over the circle of a count."""


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one edition of the drawing, in its own units (CSS pixels at full width)."""

    width: float
    small: float
    map_width: float
    key_left: float
    suffix: str

    @property
    def is_below(self) -> bool:
        """Whether the key stands below the map."""
        return self.key_left == 0


WIDE = Size(width=680, small=13, map_width=350, key_left=378, suffix="")
COMPACT = Size(width=360, small=12.5, map_width=350, key_left=0, suffix="-compact")
"""The land is drawn in the same size in both, so that the two copies compress to one."""


class Plane:
    """From metres to the drawing; north is up."""

    def __init__(self, polygons: Iterable[Polygon], width: float) -> None:
        positions = list(chain.from_iterable(ring for polygon in polygons for ring in polygon))
        self._left, self._top = min(x for x, _ in positions), max(y for _, y in positions)
        across = max(x for x, _ in positions) - self._left
        up = self._top - min(y for _, y in positions)
        self._scale = width / max(across, up, 1)
        self.height = up * self._scale

    def __call__(self, position: Position) -> tuple[float, float]:
        return (position[0] - self._left) * self._scale, (self._top - position[1]) * self._scale

    def path(self, polygons: Iterable[Polygon]) -> str:
        """Moves and lines to one decimal, zeros left out at the end: a map has a thousand corners."""
        rings = "".join(self._ring(ring) for polygon in polygons for ring in polygon)
        return rings.replace(".0 ", " ").replace(".0L", "L").replace(".0z", "z")

    def _ring(self, ring: Ring) -> str:
        """Corners that fall on the one before are left out."""
        left, top, scale = self._left, self._top, self._scale
        corners = [f"{(x - left) * scale:.1f} {(top - y) * scale:.1f}" for x, y in ring[:-1]]
        different = [at for before, at in zip(["", *corners], corners, strict=False) if at != before]
        return f"M{'L'.join(different)}z"


def polygons_of(chart: MapChart) -> Iterator[Polygon]:
    return chain(chart.outline, *(shape.polygons for shape in chart.shapes))


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A line of the key: a class by itself, or a place with its number, class and value."""

    y: float
    lines: tuple[str, ...]
    fill: Fill | None
    number: str = ""
    value: str = ""


class Layout:
    """The places of one edition. Built for charts with at least one row."""

    def __init__(
        self, chart: MapChart, classed: Classes, plane: Plane, size: Size, language: Language
    ) -> None:
        self.size, self.classed = size, classed
        self.words = Words(chart.figures, language)
        self._y = plane.height + 14 if size.is_below else 0.0
        made_up = any(row.value and row.origin is Origin.SIMULATED for row in chart.figures.rows)
        named = (
            *classed.occurring,
            *([PlaceClass(VEIL, translate("Simulated", language))] if made_up else []),
        )
        self.classes = tuple(self._class(one) for one in named)
        self._y += 6 if named else 0
        self.unit_y = self._y + size.small
        self._y += size.small + 8
        order = alphabetical(chart) if is_numbered(chart) else ()
        self.numbers = {place: str(number) for number, place in enumerate(order, start=1)}
        self.rows = tuple(self._place(chart.figures.rows[place], place) for place in order)
        whole = chart.figures.whole
        self._y += 4
        self.whole = self._place(whole, None) if whole else None
        self.height = max(plane.height + 6, self._y + 2)

    def _class(self, one: PlaceClass) -> KeyRow:
        left = self.size.key_left + SWATCH + 8
        return self._row(wrapped(one.words, self.size.small, self.size.width - left), one.fill)

    def _place(self, row: DotRow, place: int | None) -> KeyRow:
        value = self.words.value(row)
        left = self.name_left + text_width(value, self.size.small) + 10
        lines = wrapped(row.name, self.size.small, self.size.width - left)
        if place is None:
            return self._row(lines, None, value=value)
        fill = None if self.classed.way is Way.COUNTS else self.classed.fills[place]
        return self._row(lines, fill, number=self.numbers[place], value=value)

    def _row(self, lines: tuple[str, ...], fill: Fill | None, *, number: str = "", value: str = "") -> KeyRow:
        row = KeyRow(self._y + self.size.small, lines, fill, number, value)
        self._y += len(lines) * (self.size.small + 3) + 4
        return row

    @property
    def number_right(self) -> float:
        swatch = 0 if self.classed.way is Way.COUNTS else SWATCH + 6
        return self.size.key_left + swatch + 18

    @property
    def name_left(self) -> float:
        return self.number_right + 8


def circles(chart: MapChart, plane: Plane) -> tuple[tuple[float, float, float, int], ...]:
    """Centre, radius and row of each place's circle, the largest first so that none covers a smaller one."""
    rows = [(row.value, place) for place, row in enumerate(chart.figures.rows) if row.value]
    most = max((abs(value) for value, _ in rows), default=1.0)
    found = [
        (*plane(chart.shapes[place].place), LARGEST_CIRCLE * sqrt(abs(value) / most), place)
        for value, place in rows
    ]
    return tuple(sorted(found, key=lambda circle: -circle[2]))
