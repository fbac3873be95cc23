"""Figures of older districts recalculated to today's, as the page of an indicator shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.portal.figures import FEWEST_PLACES, Shown, comparable_before
from fardplan.portal.tables import source_lines
from fardplan.presentation.charts import DotChart, DotRow, dot_chart
from fardplan.presentation.numbers import stepped
from fardplan.presentation.periods import period_short, period_text
from fardplan.presentation.phrases import RECALCULATED, origin_word
from fardplan.presentation.translations import translate
from fardplan.publishing.publication import PublishedIndicator
from fardplan.publishing.recalculated import PublishedRecalculation
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.recalculated import Recalculated
from fardplan.vocabulary.text import Language

MARK = "*"
"""Behind the name of an area whose figure is recalculated."""


@dataclass(frozen=True, slots=True)
class RecalculatedRow:
    """A figure written out; without a value `why` says what hinders it, else how it was made."""

    place: str
    group: str
    period: str
    value: str
    bounds: str
    made_of: str
    why: str


@dataclass(frozen=True, slots=True)
class RecalculatedSection:
    """All that was recalculated to one division: a chart of the newest period, and every figure.

    `title` is the heading, `caption` that of the table.
    """

    title: str
    caption: str
    chart: Shown | None
    rows: tuple[RecalculatedRow, ...]
    has_groups: bool
    simulated: bool


def recalculated(
    contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str
) -> tuple[RecalculatedSection, ...]:
    """A section for each division that figures of the indicator were recalculated to."""
    told = contents.publication.recalculated_of(indicator.key)
    return tuple(
        RecalculatedSection(
            title=translate(
                "Recalculated to {division}", language, division=_division(contents, item.division)
            ),
            caption=_title(contents, indicator, item, language),
            chart=_chart(contents, indicator, item, language, id=f"{id}-{item.division}"),
            rows=tuple(_row(contents, indicator, figure, language) for figure in item.figures),
            has_groups=any(figure.group for figure in item.figures),
            simulated=item.simulated,
        )
        for item in told
    )


def _title(
    contents: Contents, indicator: PublishedIndicator, told: PublishedRecalculation, language: Language
) -> str:
    return translate(
        "{name}, recalculated to {division}",
        language,
        name=indicator.name.in_language(language),
        division=_division(contents, told.division),
    )


def _division(contents: Contents, code: str) -> str:
    return next((item.name for item in contents.publication.divisions if item.code == code), code)


def _chart(
    contents: Contents,
    indicator: PublishedIndicator,
    told: PublishedRecalculation,
    language: Language,
    *,
    id: str,
) -> Shown | None:
    everybody = [item for item in told.figures if not item.group]
    periods = sorted({item.period for item in everybody if item.is_recalculated}, key=lambda one: one.end)
    known = [period for period in periods if _told(everybody, period) >= FEWEST_PLACES]
    if not known:
        return None
    period, earlier = known[-1], comparable_before(indicator, known[:-1], known[-1])
    before = {item.area: item.value for item in everybody if item.period == earlier}
    rows = tuple(_dot(contents, item, before.get(item.area)) for item in everybody if item.period == period)
    title = _title(contents, indicator, told, language)
    chart = DotChart(
        title=f"{title}, {period_text(period, language)}",
        unit=indicator.unit,
        rounded_to=indicator.rounded_to,
        period=period,
        rows=rows,
        earlier_period=earlier,
        bounds=True,
    )
    return _shown(contents, told, chart, language, id=id)


def _told(figures: Sequence[Recalculated], period: Period) -> int:
    return sum(item.period == period and item.value is not None for item in figures)


def _dot(contents: Contents, item: Recalculated, earlier: float | None) -> DotRow:
    name = contents.area_name(item.area)
    return DotRow(
        name=f"{name}{MARK}" if item.is_recalculated else name,
        value=item.value,
        lower=item.lowest,
        upper=item.highest,
        status=_status(item),
        origin=item.origin,
        earlier=earlier,
        earlier_status=Status.VALUE if earlier is not None else Status.MISSING,
    )


def _status(item: Recalculated) -> Status:
    if item.value is None:
        return Status.MISSING
    return Status.PRELIMINARY if item.preliminary else Status.VALUE


def _shown(
    contents: Contents, told: PublishedRecalculation, chart: DotChart, language: Language, *, id: str
) -> Shown:
    periods = {chart.period, chart.earlier_period}
    parts = {
        (area, item.group, item.period)
        for item in told.figures
        if item.period in periods
        for area in item.made_of
    }
    found = [item for item in contents.observations(told.indicator) if _part(item) in parts]
    origins = {item.origin for item in told.figures if item.period == chart.period}
    return Shown(
        drawing=dot_chart(chart, language, id=id),
        origins=", ".join(origin_word(origin, language) for origin in Origin if origin in origins),
        sources=source_lines(found, language),
        simulated=told.simulated,
        of_places=True,
    )


def _part(item: Observation) -> tuple[str, str, Period]:
    return item.area, str(item.group), item.period


def _row(
    contents: Contents, indicator: PublishedIndicator, item: Recalculated, language: Language
) -> RecalculatedRow:
    def say(number: float) -> str:
        return stepped(number, language, rounded_to=indicator.rounded_to)

    bounded = item.lowest is not None and item.highest is not None and item.lowest < item.highest
    return RecalculatedRow(
        place=contents.area_name(item.area),
        group=contents.group_words(indicator.key, Group.parse(item.group), language),
        period=period_short(item.period, language),
        value="–" if item.value is None else say(item.value),
        bounds=f"{say(item.lowest or 0.0)}–{say(item.highest or 0.0)}" if bounded else "",
        made_of=", ".join(contents.area_name(code, item.period) for code in item.made_of),
        why=translate(RECALCULATED[item.reason], language),
    )
