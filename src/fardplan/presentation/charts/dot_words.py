"""A dot chart in words: its description, its notes and the table behind it."""

from collections.abc import Iterator
from itertools import pairwise

from fardplan.presentation.charts.cells import interval_cell, mark_notes, remark, value_cell
from fardplan.presentation.charts.model import DotChart, DotRow, Table
from fardplan.presentation.numbers import quantity, reading_step
from fardplan.presentation.periods import period_short, period_when
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.text import Language


def by_value(rows: tuple[DotRow, ...]) -> tuple[DotRow, ...]:
    """By falling value; equal ones by name; those without a value last."""
    return tuple(sorted(rows, key=lambda row: (row.value is None, -(row.value or 0.0), row.name)))


def describe(chart: DotChart, language: Language) -> str:
    """What the drawing shows, for those who do not see it."""
    known = [row for row in by_value(chart.rows) if row.value is not None]
    if not known:
        return " ".join(protected_words(chart, language)) or translate("There are no figures yet.", language)
    return " ".join(_told(chart, known, language))


def _told(chart: DotChart, known: list[DotRow], language: Language) -> Iterator[str]:
    step = reading_step(chart.unit, chart.rounded_to)

    def say(row: DotRow) -> str:
        return quantity(row.value or 0.0, chart.unit, language, rounded_to=step)

    high, low = known[0], known[-1]
    if len(known) == 1:
        yield f"{high.name}: {say(high)} {period_when(chart.period, language)}."
    else:
        yield translate(
            "Highest {when} is {high} with {high_value}, lowest {low} with {low_value}.",
            language,
            when=period_when(chart.period, language),
            high=high.name,
            high_value=say(high),
            low=low.name,
            low_value=say(low),
        )
    if chart.whole and chart.whole.value is not None:
        yield f"{chart.whole.name}: {say(chart.whole)}."
    if _overlap(known):
        yield translate("Where intervals overlap the order is not certain.", language)
    yield from protected_words(chart, language)
    yield from simulated_words(chart, language)


def simulated_words(chart: DotChart, language: Language) -> Iterator[str]:
    """That the figures are made up, for who hears of the drawing alone."""
    if any(row.origin is Origin.SIMULATED and row.value is not None for row in chart.rows):
        yield translate("The hatched figures are simulated.", language)


def protected_words(chart: DotChart, language: Language) -> Iterator[str]:
    """That some figures are protected, and therefore outside whatever is said of the highest and lowest."""
    hidden = [row.name for row in chart.rows if row.status is Status.SUPPRESSED]
    if hidden:
        yield translate(
            "Protected, and therefore neither shown nor counted among the highest and lowest: {names}.",
            language,
            names=", ".join(hidden),
        )


def _overlap(known: list[DotRow]) -> bool:
    """Whether the intervals of two neighbours in the ranking overlap."""
    ends = [(row.lower, row.upper) for row in known]
    return any(
        upper is not None and lower is not None and upper > lower for (lower, _), (_, upper) in pairwise(ends)
    )


def dot_notes(chart: DotChart, language: Language) -> tuple[str, ...]:
    """What a reader should know beside the drawing."""
    known = [row for row in by_value(chart.rows) if row.value is not None]
    overlap = [translate("Where intervals overlap the order is not certain.", language)]
    marks = mark_notes([*_states(chart)], language)
    return (*(overlap if _overlap(known) else []), *marks)


def _states(chart: DotChart) -> Iterator[tuple[Status, Origin]]:
    for row in chart.rows:
        yield row.status, row.origin
        if chart.earlier_period and row.earlier_status is Status.SUPPRESSED:
            yield row.earlier_status, row.origin


def dot_table(chart: DotChart, language: Language) -> Table:
    """One row a place in the order drawn, and the whole last."""
    rows = (*by_value(chart.rows), *([chart.whole] if chart.whole else []))
    intervals = any(row.lower is not None and row.upper is not None for row in rows)
    remarks = any(remark(row.status, row.origin, language) for row in rows)
    header = [translate("Name", language)]
    if chart.earlier_period:
        header.append(period_short(chart.earlier_period, language))
    header.append(period_short(chart.period, language))
    header += [interval_word(language, bounds=chart.bounds)] if intervals else []
    header += [translate("Remark", language)] if remarks else []
    cells = tuple(_cells(chart, row, language, intervals=intervals, remarks=remarks) for row in rows)
    return Table(tuple(header), cells)


def interval_word(language: Language, *, bounds: bool) -> str:
    """What the ends beside a value are."""
    if bounds:
        return translate("Lowest and highest", language)
    return translate("95 per cent interval", language)


def _cells(
    chart: DotChart, row: DotRow, language: Language, *, intervals: bool, remarks: bool
) -> tuple[str, ...]:
    cells = [row.name]
    if chart.earlier_period:
        status = row.earlier_status if row.earlier is None else Status.VALUE
        cells.append(value_cell(row.earlier, status, language, rounded_to=chart.rounded_to))
    cells.append(value_cell(row.value, row.status, language, rounded_to=chart.rounded_to))
    if intervals:
        step = reading_step(chart.unit, chart.rounded_to)
        cells.append(interval_cell(row.lower, row.upper, language, rounded_to=step))
    if remarks:
        cells.append(remark(row.status, row.origin, language))
    return tuple(cells)
