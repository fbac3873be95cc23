"""From the gaps of a publication to what the page of differences shows: stories, charts and tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fardplan.portal.contents import Contents
from fardplan.portal.figures import Shown, groups, places
from fardplan.portal.tables import source_lines
from fardplan.presentation.charts import Break, LineChart, Point, Series, line_chart
from fardplan.presentation.gaps import (
    End,
    GapFacts,
    GapStory,
    gap_interval,
    gap_value,
    measure_words,
    tell_gap,
)
from fardplan.presentation.numbers import difference_unit
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import origin_word
from fardplan.presentation.translations import translate
from fardplan.publishing.gaps import PublishedGaps
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Language, Text
from fardplan.vocabulary.unit import Measure, Unit

MOST_PERIODS = 3
"""The newest periods of own counts, whose differences stand in a table; all of them are in the files."""

FEWEST_DRAWN = 2
"""A line over time needs at least two periods."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap in a period, written out. `told`: it is of the period and division that the story tells of."""

    period: str
    among: str
    measure: str
    value: str
    interval: str
    ends: str
    origin: str
    told: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator's differences between districts, or between the groups of one dimension.

    `course` is the difference over time, None for a single period; `now` the places themselves.
    """

    id: str
    heading: str
    story: GapStory
    course: Shown | None
    now: Shown | None
    rows: tuple[GapRow, ...]
    caption: str
    simulated: bool


def between_districts(
    contents: Contents, indicator: PublishedIndicator, gaps: PublishedGaps, language: Language
) -> Compared | None:
    """The districts of the latest division that has figures; earlier divisions are in the chart and table."""
    if not gaps.districts:
        return None
    divisions = {item.code: item for item in contents.publication.divisions}
    latest = max(gaps.districts, key=lambda item: (item.period, *_standing(divisions[item.division], item)))
    division = divisions[latest.division]
    known = [
        item
        for item in contents.observations(indicator.key)
        if not item.group.categories and item.area in division.areas
    ]
    found = {(item.area, item.period): item for item in known}
    story = _story(
        _Told(contents, indicator, gaps, language),
        gaps.districts,
        gaps.district_changes,
        latest,
        lambda code: found[code, latest.period],
        whole=len(division.areas),
    )
    name = f"gap-{indicator.key}"
    return Compared(
        id=f"{indicator.key}-districts",
        heading=translate("Between districts", language),
        story=story,
        course=_course(contents, indicator, gaps.districts, language, id=name),
        now=places(contents, indicator, language, id=f"{name}-now"),
        rows=_rows(contents, indicator, gaps.districts, latest, language),
        caption=_caption(indicator, translate("between districts", language), language),
        simulated=any(item.origin is Origin.SIMULATED for item in gaps.districts),
    )


def _standing(division: Division, figure: GapFigure) -> tuple[bool, date]:
    """Among divisions with figures for one period: the one that held then, and else the newest."""
    return division.holds_on(figure.period.end), division.valid_from or date.min


def between_groups(
    contents: Contents, indicator: PublishedIndicator, gaps: PublishedGaps, language: Language
) -> tuple[Compared, ...]:
    """One comparison for each dimension that people are divided by; the groups themselves with the first.

    Own counts have so many of both that their charts stand on the page of the indicator alone.
    """
    dimensions = tuple(dict.fromkeys(item.division for item in gaps.groups))
    shown: list[Compared] = []
    for dimension in dimensions:
        figures = tuple(item for item in gaps.groups if item.division == dimension)
        shown.append(_between(contents, indicator, gaps, figures, language, first=not shown))
    return tuple(shown)


def _between(
    contents: Contents,
    indicator: PublishedIndicator,
    gaps: PublishedGaps,
    figures: tuple[GapFigure, ...],
    language: Language,
    *,
    first: bool,
) -> Compared:
    latest = max(figures, key=lambda item: item.period)
    found = {
        (str(item.group), item.period): item
        for item in contents.observations(indicator.key)
        if item.area == indicator.area
    }
    told = _Told(contents, indicator, gaps, language)
    name = f"gap-{indicator.key}-{latest.division}"
    words = contents.dimension_words(indicator.key, latest.division, language)
    return Compared(
        id=f"{indicator.key}-{latest.division}",
        heading=translate("Between groups: {dimension}", language, dimension=words),
        story=_story(
            told, figures, gaps.group_changes, latest, lambda code: found[code, latest.period], whole=None
        ),
        course=None if indicator.own else _course(contents, indicator, figures, language, id=name),
        now=groups(contents, indicator, language, id=f"{name}-now") if first and not indicator.own else None,
        rows=_rows(contents, indicator, figures, latest, language),
        caption=_caption(
            indicator, translate("between groups: {dimension}", language, dimension=words), language
        ),
        simulated=any(item.origin is Origin.SIMULATED for item in figures),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    contents: Contents
    indicator: PublishedIndicator
    gaps: PublishedGaps
    language: Language

    def end(self, item: Observation, persons: dict[str, Observation]) -> End:
        """A place at an end, with its people where everybody is counted."""
        counted = persons.get(item.area) if not item.group.categories else None
        return End(
            name=_place(self.contents, item, self.language),
            value=item.value or 0.0,
            base=item.base if self.gaps.bases_are_people else None,
            persons=int(counted.value) if counted and counted.value is not None else None,
        )


def _story(
    told: _Told,
    figures: Iterable[GapFigure],
    changes: Iterable[GapChange],
    latest: GapFigure,
    find: Callable[[str], Observation],
    *,
    whole: int | None,
) -> GapStory:
    indicator = told.indicator
    now = {
        item.measure: item
        for item in figures
        if (item.period, item.division) == (latest.period, latest.division)
    }
    persons = {
        item.area: item
        for item in told.contents.observations(indicator.persons or "")
        if item.period == latest.period and item.group == EVERYBODY
    }
    figure = now[GapMeasure.DIFFERENCE]
    facts = GapFacts(
        figures=now,
        changes={item.measure: item for item in changes if item.latest == now.get(item.measure)},
        high=told.end(find(figure.highest or ""), persons),
        low=told.end(find(figure.lowest or ""), persons),
        whole=whole,
        unit=indicator.unit,
        rounded_to=indicator.rounded_to,
        worse_high=None if indicator.polarity is None else indicator.polarity is Direction.DOWN,
    )
    return tell_gap(facts, told.language)


def _course(
    contents: Contents,
    indicator: PublishedIndicator,
    figures: Iterable[GapFigure],
    language: Language,
    *,
    id: str,
) -> Shown | None:
    """The difference over time, a line for each division; none where there is a single period."""
    drawn = [item for item in figures if item.measure is GapMeasure.DIFFERENCE]
    if len({item.period for item in drawn}) < FEWEST_DRAWN:
        return None
    divisions = tuple(dict.fromkeys(item.division for item in drawn))
    series = tuple(
        Series(
            _division_name(contents, indicator, division, language),
            tuple(
                Point(item.period, item.value, item.lower, item.upper, origin=item.origin)
                for item in drawn
                if item.division == division
            ),
        )
        for division in divisions
    )
    title = translate("{name}: the difference over time", language, name=indicator.name.in_language(language))
    chart = LineChart(
        title=title,
        unit=_gap_unit(indicator.unit),
        rounded_to=indicator.rounded_to,
        series=series,
        breaks=tuple(Break(item.first, item.text.in_language(language)) for item in indicator.breaks),
        from_zero=True,
    )
    observations = contents.observations(indicator.key)
    origins = tuple(origin for origin in Origin if any(item.origin is origin for item in drawn))
    return Shown(
        drawing=line_chart(chart, language, id=id),
        origins=", ".join(origin_word(origin, language) for origin in origins),
        sources=source_lines(observations, language),
        simulated=Origin.SIMULATED in origins,
    )


def _gap_unit(unit: Unit) -> Unit:
    """What a difference is counted in: it may be below zero for named groups, and has no ceiling."""
    label = Text(sv=difference_unit(unit, "sv"), en=difference_unit(unit, "en"))
    return Unit(measure=Measure.INDEX, label=label)


def _rows(
    contents: Contents,
    indicator: PublishedIndicator,
    figures: Iterable[GapFigure],
    latest: GapFigure,
    language: Language,
) -> tuple[GapRow, ...]:
    ordered = sorted(figures, key=lambda item: list(GapMeasure).index(item.measure))
    periods = sorted({item.period for item in ordered}, reverse=True)[
        : MOST_PERIODS if indicator.own else None
    ]
    return tuple(
        GapRow(
            period=period_short(item.period, language),
            among=translate(
                "{name}: {count} with a figure",
                language,
                name=_division_name(contents, indicator, item.division, language),
                count=item.areas,
            ),
            measure=measure_words(item.measure, language),
            value=gap_value(item.measure, item.value, indicator.unit, language, indicator.rounded_to),
            interval=gap_interval(item, indicator.unit, language, indicator.rounded_to),
            ends=_ends(contents, indicator, item, language),
            origin=origin_word(item.origin, language),
            told=(item.period, item.division) == (latest.period, latest.division),
        )
        for item in sorted(ordered, key=lambda item: item.period, reverse=True)
        if item.period in periods
    )


def _ends(contents: Contents, indicator: PublishedIndicator, item: GapFigure, language: Language) -> str:
    if item.highest is None or item.lowest is None:
        return ""
    ends = (item.highest, item.lowest)
    return " – ".join(_end_name(contents, indicator, code, item, language) for code in ends)


def _end_name(
    contents: Contents, indicator: PublishedIndicator, code: str, item: GapFigure, language: Language
) -> str:
    if "=" in code:
        return contents.group_words(indicator.key, Group.parse(code), language)
    return contents.area_name(code, item.period)


def _place(contents: Contents, item: Observation, language: Language) -> str:
    if item.group.categories:
        return contents.group_words(item.indicator, item.group, language)
    return contents.area_name(item.area, item.period)


def _division_name(contents: Contents, indicator: PublishedIndicator, code: str, language: Language) -> str:
    found = next((item for item in contents.publication.divisions if item.code == code), None)
    return found.name if found else contents.dimension_words(indicator.key, code, language)


def _caption(indicator: PublishedIndicator, what: str, language: Language) -> str:
    return translate("{name}: {scope}", language, name=indicator.name.in_language(language), scope=what)
