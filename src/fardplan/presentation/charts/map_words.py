"""A map in words: its description, its notes and the table behind it."""

from collections.abc import Iterator, Sequence

from fardplan.presentation.charts.cells import interval_cell, mark_notes, remark, value_cell
from fardplan.presentation.charts.dot_words import describe as describe_dots
from fardplan.presentation.charts.dot_words import simulated_words
from fardplan.presentation.charts.map_classes import Classes, PlaceClass, Way
from fardplan.presentation.charts.model import DotRow, MapChart, Table
from fardplan.presentation.numbers import reading_step
from fardplan.presentation.ordering import swedish_order
from fardplan.presentation.periods import period_short, period_when
from fardplan.presentation.translations import translate, translate_plural
from fardplan.vocabulary.text import Language

MOST_NUMBERED = 40


def alphabetical(chart: MapChart) -> tuple[int, ...]:
    """The rows by name: numbers on a map are keys and must not look like ranks."""
    names = [swedish_order(row.name) for row in chart.figures.rows]
    return tuple(sorted(range(len(names)), key=names.__getitem__))


def is_numbered(chart: MapChart) -> bool:
    """Whether each place has a number on the map and a line in its key: more would hide the land."""
    return len(chart.figures.rows) <= MOST_NUMBERED


def describe(chart: MapChart, classed: Classes, language: Language) -> str:
    """What the map shows, for those who do not see it: the ends of counts, or each class and its places.

    Where they are too many to number, how many there are in each class, and the ends.
    """
    rows = chart.figures.rows
    if classed.way is Way.COUNTS or all(row.value is None for row in rows):
        return describe_dots(chart.figures, language)
    when = period_when(chart.figures.period, language)
    parts = []
    for one in classed.occurring:
        names = [rows[place].name for place in alphabetical(chart) if classed.words[place] == one.words]
        parts.append(
            f"{one.words}: {', '.join(names)}." if is_numbered(chart) else _how_many(one, names, language)
        )
    parts += simulated_words(chart.figures, language)
    if not is_numbered(chart):
        parts.append(describe_dots(chart.figures, language))
    return " ".join([translate("The map shows {when}.", language, when=when), *parts])


def _how_many(one: PlaceClass, names: Sequence[str], language: Language) -> str:
    return translate_plural(
        "{class_}: {count} place.", "{class_}: {count} places.", len(names), language, class_=one.words
    )


def map_notes(chart: MapChart, classed: Classes, language: Language) -> tuple[str, ...]:
    """What a reader should know beside the map."""
    return tuple(_notes(chart, classed, language))


def _notes(chart: MapChart, classed: Classes, language: Language) -> Iterator[str]:
    rows = chart.figures.rows
    if is_numbered(chart):
        yield translate("The numbers on the map are those of the list; they are no ranks.", language)
    else:
        yield translate(
            "The places are too many to name on the map: the table has the figure of each.", language
        )
    if classed.way is Way.COUNTS:
        yield translate("The area of a circle follows the figure.", language)
    if classed.way is Way.COMPARED:
        yield translate(
            "A place is called higher or lower only where its whole 95 per cent interval lies on one side.",
            language,
        )
    if classed.held_together:
        yield translate("Places whose intervals overlap are not put in different classes.", language)
    yield from mark_notes([(row.status, row.origin) for row in rows], language)
    yield chart.note


def map_table(chart: MapChart, classed: Classes, language: Language) -> Table:
    """One row a place by name, with its number on the map and its class, and the whole last."""
    figures = chart.figures
    order = alphabetical(chart)
    whole = [figures.whole] if figures.whole else []
    listed = [*(figures.rows[place] for place in order), *whole]
    numbers = [*(str(number) for number in range(1, len(order) + 1)), *([""] * len(whole))]
    words = [*(classed.words[place] for place in order), *([""] * len(whole))]
    columns = [
        (translate("Name", language), [row.name for row in listed]),
        *([(translate("Number on the map", language), numbers)] if is_numbered(chart) else []),
        (period_short(figures.period, language), [_value(chart, row, language) for row in listed]),
    ]
    sometimes = [
        (translate("95 per cent interval", language), [_interval(chart, row, language) for row in listed]),
        (translate("Class on the map", language), words),
        (translate("Remark", language), [remark(row.status, row.origin, language) for row in listed]),
    ]
    columns += [(name, cells) for name, cells in sometimes if any(cells)]
    return Table(
        tuple(name for name, _ in columns), tuple(zip(*(cells for _, cells in columns), strict=True))
    )


def _value(chart: MapChart, row: DotRow, language: Language) -> str:
    return value_cell(row.value, row.status, language, rounded_to=chart.figures.rounded_to)


def _interval(chart: MapChart, row: DotRow, language: Language) -> str:
    step = reading_step(chart.figures.unit, chart.figures.rounded_to)
    return interval_cell(row.lower, row.upper, language, rounded_to=step)
