"""From cleared figures to charts: which observations a chart shows. How it is drawn is presentation's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fardplan.portal.contents import Contents
from fardplan.portal.tables import SourceLine, source_lines
from fardplan.presentation.charts import (
    Break,
    DotChart,
    DotRow,
    Drawing,
    Fan,
    FanYear,
    LineChart,
    Series,
    Sparkline,
    dot_chart,
    line_chart,
    point_of,
    points_of,
    sparkline,
)
from fardplan.presentation.periods import period_text
from fardplan.presentation.phrases import origin_word
from fardplan.presentation.translations import translate
from fardplan.publishing.outlook import PublishedForecast
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import IntervalBasis, MilestoneStatus
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure

SEVERAL = 2

FEWEST_PLACES = SEVERAL
"""A comparison needs at least two places with a figure."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with who made the figures in it and where they come from.

    `of_places`: the rows of its table are names of places, which are Swedish in every language.
    """

    drawing: Drawing
    origins: str
    sources: tuple[SourceLine, ...]
    simulated: bool
    of_places: bool = False


def history(
    contents: Contents,
    indicator: PublishedIndicator,
    language: Language,
    *,
    id: str,
    status: MilestoneStatus | None = None,
    forecast: PublishedForecast | None = None,
) -> Shown | None:
    """The line of the area that the indicator is about; with `status` also its baseline and target.

    `forecast` is drawn and named as one among the origins.
    """
    found = _of_everybody(contents, indicator, indicator.area)
    points = points_of(found, indicator.intervals)
    if not points:
        return None
    chart = LineChart(
        title=_name_and_place(contents, indicator, language),
        unit=indicator.unit,
        rounded_to=indicator.rounded_to,
        series=(Series(contents.area_name(indicator.area), points),),
        breaks=_breaks(indicator, language),
        baseline=point_of(status.baseline) if status and status.baseline else None,
        target=status.target if status else None,
        fan=_fan(forecast) if forecast and forecast.years else None,
        bounds=_has_bounds(indicator),
    )
    shown = shown_of(line_chart(chart, language, id=id), found, language)
    if chart.fan is None:
        return shown
    return replace(shown, origins=f"{shown.origins}, {translate('forecast', language)}")


def _name_and_place(contents: Contents, indicator: PublishedIndicator, language: Language) -> str:
    """The indicator's name, and the area where that is not the whole city."""
    name = indicator.name.in_language(language)
    is_of_city = indicator.area == contents.publication.city.home_area
    return name if is_of_city else f"{name}, {contents.area_name(indicator.area)}"


def _fan(forecast: PublishedForecast) -> Fan:
    return Fan(tuple(FanYear(one.year, one.value, one.inner, one.outer) for one in forecast.years))


def spark(
    contents: Contents,
    indicator: PublishedIndicator,
    language: Language,
    *,
    id: str,
    status: MilestoneStatus | None = None,
) -> Drawing | None:
    """The same line without axes, for a card; None for fewer than two figures."""
    points = points_of(_of_everybody(contents, indicator, indicator.area), indicator.intervals)
    if sum(point.value is not None for point in points) < 2:
        return None
    chart = Sparkline(
        title=_name_and_place(contents, indicator, language),
        unit=indicator.unit,
        rounded_to=indicator.rounded_to,
        points=points,
        breaks=_breaks(indicator, language),
        target=status.target if status else None,
    )
    return sparkline(chart, language, id=id)


@dataclass(frozen=True, slots=True)
class Districts:
    """The districts' figures as a chart shows them, the code of each row's area, and what they came from."""

    figures: DotChart
    codes: tuple[str, ...]
    found: tuple[Observation, ...]


def places(contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str) -> Shown | None:
    """The districts in the latest period that has them, with the nearest earlier one of the same kind."""
    known = districts(contents, indicator, language)
    if known is None:
        return None
    shown = shown_of(dot_chart(known.figures, language, id=id), known.found, language)
    return replace(shown, of_places=True)


def districts(
    contents: Contents,
    indicator: PublishedIndicator,
    language: Language,
    kind: AreaKind = AreaKind.DISTRICT,
) -> Districts | None:
    """The figures of the districts, or of areas of another kind, in the latest period that has them."""
    found = [
        item
        for item in contents.observations(indicator.key)
        if not item.group.categories and contents.area_kind(item.area) is kind
    ]
    periods = periods_with(found)
    if not periods:
        return None
    period = periods[-1]
    found = _of_one_division(contents, found, period)
    earlier = comparable_before(indicator, [one for one in periods_with(found) if one < period], period)
    before = {item.area: item for item in found if item.period == earlier}
    latest = [item for item in found if item.period == period]
    name, when = indicator.name.in_language(language), period_text(period, language)
    title = (
        translate("{name} by small area, {period}", language, name=name, period=when)
        if kind is AreaKind.SMALL
        else translate("{name} by district, {period}", language, name=name, period=when)
    )
    rows = tuple(
        row_of(item, contents.area_name(item.area, period), before.get(item.area)) for item in latest
    )
    return Districts(
        _dots(contents, indicator, title, period=period, rows=rows, earlier=earlier),
        tuple(item.area for item in latest),
        tuple(item for item in found if item.period in (period, earlier)),
    )


def _of_one_division(contents: Contents, found: list[Observation], period: Period) -> list[Observation]:
    """The figures of the districts of one division, where those of a period are told for several.

    Of those that are told whole the one that held on the period's last day, else the newest. Where no two
    are, all figures stay as they are.
    """
    told = {item.area for item in found if item.period == period}
    whole = [item for item in contents.publication.divisions if item.areas and told.issuperset(item.areas)]
    if len(whole) < SEVERAL:
        return found
    chosen = max(whole, key=lambda item: (item.holds_on(period.end), item.valid_from or date.min))
    areas = set(chosen.areas)
    return [item for item in found if item.area in areas]


def groups_of_each(
    contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str
) -> tuple[Shown, ...]:
    """Groups of people, for an own count a chart for each thing that people are told apart by."""
    if indicator.own is None:
        alone = groups(contents, indicator, language, id=id)
        return (alone,) if alone else ()
    told = (item.group.categories for item in contents.observations(indicator.key))
    dimensions = dict.fromkeys(one[0][0] for one in told if len(one) == 1)
    charts = (
        groups(contents, indicator, language, id=f"{id}-{name}", of=name) for name in sorted(dimensions)
    )
    return tuple(chart for chart in charts if chart)


def groups(
    contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str, of: str | None = None
) -> Shown | None:
    """Groups of people in the indicator's area in the latest period that has them, and the nearest before.

    Those that differ in one thing (sex, origin), the dimension `of` where that is given; of those that differ
    in several only where there are no others.
    """
    grouped = [
        item
        for item in contents.observations(indicator.key)
        if item.group.categories
        and item.area == indicator.area
        and (of is None or [of] == [name for name, _ in item.group.categories])
    ]
    found = [item for item in grouped if len(item.group.categories) == 1] or grouped
    periods = periods_with(found)
    if not periods:
        return None
    earlier = comparable_before(indicator, periods[:-1], periods[-1])
    before = {item.group: item for item in found if item.period == earlier}
    rows = tuple(
        row_of(
            item,
            _upper_first(contents.group_words(indicator.key, item.group, language)),
            before.get(item.group),
        )
        for item in found
        if item.period == periods[-1]
    )
    said = {"name": indicator.name.in_language(language), "period": period_text(periods[-1], language)}
    if of is None:
        title = translate("{name} by group, {period}", language, **said)
    else:
        what = contents.dimension_words(indicator.key, of, language)
        title = translate("{name} by {dimension}, {period}", language, dimension=what, **said)
    figures = _dots(contents, indicator, title, period=periods[-1], rows=rows, earlier=earlier)
    drawing = dot_chart(figures, language, id=id)
    return shown_of(drawing, [item for item in found if item.period in (periods[-1], earlier)], language)


def shown_of(chart: Drawing, found: Iterable[Observation], language: Language) -> Shown:
    """A chart with the origins and sources of the figures that are in it."""
    observations = tuple(found)
    origins = {item.provenance.origin for item in observations}
    return Shown(
        drawing=chart,
        origins=", ".join(origin_word(origin, language) for origin in Origin if origin in origins),
        sources=source_lines(observations, language),
        simulated=Origin.SIMULATED in origins,
    )


def _dots(
    contents: Contents,
    indicator: PublishedIndicator,
    title: str,
    *,
    period: Period,
    rows: tuple[DotRow, ...],
    earlier: Period | None,
) -> DotChart:
    return DotChart(
        title=title,
        unit=indicator.unit,
        rounded_to=indicator.rounded_to,
        period=period,
        rows=rows,
        whole=_whole(contents, indicator, period),
        earlier_period=earlier,
        bounds=_has_bounds(indicator),
    )


def _has_bounds(indicator: PublishedIndicator) -> bool:
    """Whether the intervals of its figures are the lowest and highest that they can be."""
    return any(one.interval_basis is IntervalBasis.BOUNDS for one in indicator.intervals)


def _whole(contents: Contents, indicator: PublishedIndicator, period: Period) -> DotRow | None:
    """The city's own figure, for measures where a district can be compared with it: not for counts."""
    if indicator.unit.measure is Measure.COUNT:
        return None
    for area in (contents.publication.city.home_area, indicator.area):
        for item in _of_everybody(contents, indicator, area):
            if item.period == period:
                return row_of(item, contents.area_name(area, period), None)
    return None


def _of_everybody(contents: Contents, indicator: PublishedIndicator, area: str) -> list[Observation]:
    return [
        item
        for item in contents.observations(indicator.key)
        if item.area == area and not item.group.categories
    ]


def periods_with(found: Iterable[Observation]) -> list[Period]:
    """The periods with enough values to compare, in order."""
    counted: dict[Period, int] = {}
    for item in found:
        counted[item.period] = counted.get(item.period, 0) + (item.value is not None)
    return sorted(period for period, count in counted.items() if count >= FEWEST_PLACES)


def comparable_before(
    indicator: PublishedIndicator, candidates: list[Period], period: Period
) -> Period | None:
    """The nearest earlier period of the same kind that no break parts from `period`."""
    since = max((item.first for item in indicator.breaks if item.first <= period), default=None)
    usable = [item for item in candidates if item.kind is period.kind and (since is None or item >= since)]
    return usable[-1] if usable else None


def row_of(item: Observation, name: str, earlier: Observation | None) -> DotRow:
    """A figure as a row of a chart, with the earlier one beside it."""
    return DotRow(
        name,
        item.value,
        item.lower,
        item.upper,
        item.status,
        item.provenance.origin,
        earlier.value if earlier else None,
        earlier.status if earlier else Status.MISSING,
    )


def _breaks(indicator: PublishedIndicator, language: Language) -> tuple[Break, ...]:
    return tuple(
        Break(item.first, item.text.in_language(language))
        for item in indicator.breaks
        if not item.areas or indicator.area in item.areas
    )


def lower_first(text: str) -> str:
    """A title as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
