"""What a map may tell apart: never two places whose intervals overlap, and no count by its area's size."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fardplan.presentation.charts.model import DotRow, MapChart
from fardplan.presentation.charts.scale import tick_decimals, value_ticks
from fardplan.presentation.numbers import number
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure

MOST_TICKS = 5
"""Round ticks on the way from the lowest to the highest value: at most four classes between them."""


class Look(StrEnum):
    """How an area is filled; each has a colour and a pattern, so that neither is needed alone."""

    NOTHING = "nothing"
    PROTECTED = "protected"
    LOWER = "lower"
    ALIKE = "alike"
    HIGHER = "higher"
    STEP_1 = "step-1"
    STEP_2 = "step-2"
    STEP_3 = "step-3"
    STEP_4 = "step-4"
    LAND = "land"  # under the circles of a map of counts


STEPS = (Look.STEP_1, Look.STEP_2, Look.STEP_3, Look.STEP_4)


class Way(StrEnum):
    """How places are told apart."""

    COUNTS = "counts"  # by circles, since a class would make a large area look like more
    COMPARED = "compared"  # each with the whole, where every place has an interval
    VALUES = "values"  # by round limits that no interval straddles


class Fill(NamedTuple):
    look: Look
    simulated: bool


@dataclass(frozen=True, slots=True)
class PlaceClass:
    """A class in words; `fill` tells how it is drawn in the key."""

    fill: Fill
    words: str


@dataclass(frozen=True, slots=True)
class Classes:
    """How rows are told apart: the fill and the words of each, in their order.

    `occurring` are the classes there are, the highest first, protected and nothing last.
    """

    way: Way
    fills: tuple[Fill, ...]
    words: tuple[str, ...]
    occurring: tuple[PlaceClass, ...]
    held_together: bool = False  # intervals have kept places in one class that their values would part


def classes(chart: MapChart, language: Language) -> Classes:
    figures = chart.figures
    if figures.unit.measure is Measure.COUNT:
        return _counted(chart, language)
    if _can_compare(chart):
        return _compared(chart, language)
    return _by_value(chart, language)


def _counted(chart: MapChart, language: Language) -> Classes:
    """All land alike below the circles, but for what is protected, which is no circle of size nothing."""
    named = {Look.LAND: "", **_empty(language)}
    looks = [Look.PROTECTED if _is_protected(row) else Look.LAND for row in chart.figures.rows]
    fills = tuple(Fill(look, simulated=False) for look in looks)
    hidden = (PlaceClass(Fill(Look.PROTECTED, simulated=False), named[Look.PROTECTED]),)
    words = tuple(named[look] for look in looks)
    return Classes(Way.COUNTS, fills, words, hidden if Look.PROTECTED in looks else ())


def _empty(language: Language) -> dict[Look, str]:
    return {
        Look.PROTECTED: translate("Protected", language),
        Look.NOTHING: translate("No figure", language),
    }


def _is_protected(row: DotRow) -> bool:
    return row.status is Status.SUPPRESSED


def _looks(rows: Iterable[DotRow], look: Callable[[DotRow], Look]) -> list[Look]:
    """How each row is filled: by `look` where it has a value."""
    nothing = {True: Look.PROTECTED, False: Look.NOTHING}
    return [nothing[_is_protected(row)] if row.value is None else look(row) for row in rows]


def _can_compare(chart: MapChart) -> bool:
    whole, rows = chart.figures.whole, [row for row in chart.figures.rows if row.value is not None]
    known = all(row.lower is not None and row.upper is not None for row in rows)
    return bool(rows) and known and whole is not None and whole.value is not None


def _compared(chart: MapChart, language: Language) -> Classes:
    """A place is called higher or lower when its whole interval lies on one side of the whole's."""
    whole = chart.figures.whole
    assert whole is not None
    low, high = _ends(whole)
    named = {
        Look.HIGHER: translate("Higher than {whole}", language, whole=whole.name),
        Look.ALIKE: translate("Cannot be told apart from {whole}", language, whole=whole.name),
        Look.LOWER: translate("Lower than {whole}", language, whole=whole.name),
        **_empty(language),
    }

    def look(row: DotRow) -> Look:
        lower, upper = _ends(row)
        return Look.HIGHER if lower > high else Look.LOWER if upper < low else Look.ALIKE

    return _classes(chart, Way.COMPARED, _looks(chart.figures.rows, look), named)


def _by_value(chart: MapChart, language: Language) -> Classes:
    """Round limits; none lies within an interval, so that places in different classes never overlap."""
    nothing = _empty(language)
    rows = [row for row in chart.figures.rows if row.value is not None]
    if not rows:
        return _classes(chart, Way.VALUES, _looks(chart.figures.rows, lambda _: Look.NOTHING), nothing)
    ticks = value_ticks([row.value or 0.0 for row in rows], chart.figures.unit, most=MOST_TICKS)
    kept = [tick for tick in ticks[1:-1] if not any(_straddled(tick, row) for row in rows)]
    limits = (ticks[0], *kept, ticks[-1])
    decimals, unit = tick_decimals(ticks), chart.figures.unit.label.in_language(language)

    def words(place: int) -> str:
        low, high = (number(limits[place + end], language, decimals=decimals) for end in (0, 1))
        if place == len(limits) - 2:
            return translate("{low} to {high} {unit}", language, low=low, high=high, unit=unit)
        return translate("{low} to under {high} {unit}", language, low=low, high=high, unit=unit)

    def step(row: DotRow) -> Look:
        return STEPS[sum((row.value or 0.0) >= limit for limit in kept)]

    named = nothing | {look: words(place) for place, look in enumerate(STEPS[: len(limits) - 1])}
    looks = _looks(chart.figures.rows, step)
    return _classes(chart, Way.VALUES, looks, named, held_together=len(kept) < len(ticks) - 2)


def _straddled(limit: float, row: DotRow) -> bool:
    lower, upper = _ends(row)
    return lower < limit <= upper


def _ends(row: DotRow) -> tuple[float, float]:
    value = row.value or 0.0
    return (value if row.lower is None else row.lower, value if row.upper is None else row.upper)


def _classes(
    chart: MapChart, way: Way, looks: list[Look], named: dict[Look, str], *, held_together: bool = False
) -> Classes:
    """A class is drawn as simulated in the key when all of it is."""
    simulated = [row.value is not None and row.origin is Origin.SIMULATED for row in chart.figures.rows]
    fills = tuple(Fill(look, made_up) for look, made_up in zip(looks, simulated, strict=True))
    order = [Look.HIGHER, Look.ALIKE, Look.LOWER, *reversed(STEPS), Look.PROTECTED, Look.NOTHING]
    occurring = tuple(
        PlaceClass(Fill(look, Fill(look, simulated=False) not in fills), named[look])
        for look in order
        if look in looks
    )
    return Classes(way, fills, tuple(named[look] for look in looks), occurring, held_together)
