"""The grid: levels by years, each cell with its mark, and the numbers behind it."""

from collections.abc import Iterator

from fardplan.presentation.charts.grid_layout import COMPACT, LINE, SIGN, WIDE, Layout, Place
from fardplan.presentation.charts.grid_model import GridCell, GridChart, GridMark
from fardplan.presentation.charts.grid_words import describe, grid_notes, grid_table
from fardplan.presentation.charts.hatch import TILE, tile
from fardplan.presentation.charts.model import Drawing
from fardplan.presentation.charts.svg import dot, element, num, picture, text
from fardplan.vocabulary.text import Language

_DOTS = ((2.0, 2.0, 1.1), (6.0, 6.0, 1.1))
_LINES = "M0 2H8M0 6H8"

_FILLS = {
    GridMark.WITHIN_REACH: "c-in-land",
    GridMark.AMBITIOUS_PRECEDENTED: "c-in-step-3",
    GridMark.UNPRECEDENTED: "c-in-lower",
    GridMark.CANNOT_TELL: "c-in-nothing",
    GridMark.PASSED: "c-in-step-1",
}

_PATTERNED = (GridMark.AMBITIOUS_PRECEDENTED, GridMark.UNPRECEDENTED)


def grid_chart(chart: GridChart, language: Language, *, id: str) -> Drawing:
    """Draw levels by years. `id` is unique on the page. At least one level and one year are given.

    Wide, a row is a year; on a phone a row is a level, since there are fewer years than levels.
    """
    description = describe(chart, language)
    drawn = []
    for size in (WIDE, COMPACT):
        own, layout = f"{id}{size.suffix}", Layout(chart, size, language)
        drawn.append(
            picture(
                *_Painter(layout, own).paint(),
                width=size.width,
                height=layout.height,
                id=own,
                title=chart.title,
                description=description,
                class_="c-chart",
            )
        )
    return Drawing(
        drawn[0],
        drawn[1],
        chart.title,
        description,
        grid_table(chart, language),
        grid_notes(chart, language),
    )


class _Painter:
    """Draws one edition from the back: patterns, cells, axes, key."""

    def __init__(self, layout: Layout, id: str) -> None:
        self.at, self.id = layout, id

    def paint(self) -> Iterator[str]:
        yield from self._patterns()
        for place in self.at.places:
            yield from self._cell(place)
        # Borders last: a neighbour's must not cover that of a recommended cell.
        for place in self.at.places:
            if place.cell.recommended:
                yield self._box(place.left, place.top, self.at.column, self.at.row, "c-chosen")
        yield from self._axes()
        yield from self._key()

    def _patterns(self) -> Iterator[str]:
        wanted = [mark for mark in _PATTERNED if mark in self.at.marks]
        if wanted:
            yield element("defs", *(tile(*_grain(mark), id=self._name(mark)) for mark in wanted))

    def _name(self, mark: GridMark) -> str:
        return f"{self.id}-{mark.value.replace('_', '-')}"

    def _cell(self, place: Place) -> Iterator[str]:
        cell, at = place.cell, self.at
        yield self._filled(cell.mark, place.left, place.top, at.column, at.row)
        yield sign(cell.mark, place.left + 5, place.top + 5)
        strong = " c-strong" if cell.recommended else ""
        for index, words in enumerate(at.cell_words(cell)):
            y = place.top + at.size.small + 4 + index * LINE
            yield text(words, place.left + at.column - 6, y, class_=f"c-small{strong}", anchor="end")

    def _filled(self, mark: GridMark, left: float, top: float, width: float, height: float) -> str:
        """A cell in the look of its mark; a pattern is named by attribute, since a sheet cannot."""
        kind = "c-land c-blank" if mark is GridMark.CANNOT_TELL else "c-land"
        if mark in _PATTERNED:
            return self._box(left, top, width, height, kind, fill=f"url(#{self._name(mark)})")
        return self._box(left, top, width, height, f"{kind} {_FILLS[mark]}")

    def _box(
        self, left: float, top: float, width: float, height: float, class_: str, fill: str | None = None
    ) -> str:
        path = f"M{num(left)} {num(top)}h{num(width)}v{num(height)}h{num(-width)}z"
        return element("path", class_=class_, fill=fill, d=path)

    def _axes(self) -> Iterator[str]:
        at = self.at
        yield text(at.corner, 0, at.heading_y, class_="c-quiet c-small")
        yield text(at.across, at.size.width, at.heading_y, class_="c-quiet c-small", anchor="end")
        for words, x in at.columns:
            yield text(words, x, at.top - 6, class_="c-small c-strong", anchor="middle")
        for words, y in at.rows:
            yield text(words, 0, y + at.size.small + 4, class_="c-small c-strong")
            for index, label in enumerate(at.line_labels):
                end = at.left - 6
                yield text(
                    label, end, y + at.size.small + 4 + index * LINE, class_="c-quiet c-note", anchor="end"
                )

    def _key(self) -> Iterator[str]:
        for row in self.at.key:
            if row.mark is not None:
                yield self._filled(row.mark, 0.5, row.y - 13, 22, 18)
                yield sign(row.mark, 6.5, row.y - 9)
            elif row.chosen:
                yield self._box(1.5, row.y - 13, 20, 17, "c-chosen")
            for index, words in enumerate(row.lines):
                yield text(words, row.left, row.y + index * LINE, class_="c-small")


def sign(mark: GridMark, x: float, y: float) -> str:
    """A shape for each mark, since colour is not enough; `x`, `y` is its upper left corner."""
    side, middle = SIGN, SIGN / 2
    if mark is GridMark.WITHIN_REACH:
        return dot(x + middle, y + middle, middle - 1, class_="c-sign")
    if mark is GridMark.AMBITIOUS_PRECEDENTED:
        path = f"M{num(x + middle)} {num(y)}l{num(middle)} {num(middle)}l{num(-middle)} {num(middle)}"
        return element("path", class_="c-sign c-full", d=f"{path}l{num(-middle)} {num(-middle)}z")
    if mark is GridMark.UNPRECEDENTED:
        path = f"M{num(x + middle)} {num(y)}l{num(middle)} {num(side)}h{num(-side)}z"
        return element("path", class_="c-sign", d=path)
    if mark is GridMark.PASSED:
        return element("path", class_="c-sign", d=f"M{num(x)} {num(y + middle)}l3 3.5l6 -7")
    return text("?", x, y + side, class_="c-small c-strong")


def _grain(mark: GridMark) -> Iterator[str]:
    yield element("rect", class_=_FILLS[mark], x=0, y=0, width=TILE, height=TILE)
    if mark is GridMark.UNPRECEDENTED:
        yield element("path", class_="c-lines", d=_LINES)
    else:
        for one in _DOTS:
            yield dot(*one, class_="c-grain")


__all__ = ["GridCell", "GridChart", "GridMark", "grid_chart", "sign"]
