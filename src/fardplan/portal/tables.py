"""Figures row by row with their sources, for the tables behind the charts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fardplan.portal.contents import Contents
from fardplan.presentation.numbers import number, stepped
from fardplan.presentation.periods import date_text, period_short
from fardplan.presentation.phrases import (
    CELL_MARKS,
    cell_word,
    origin_word,
    published_basis_sentence,
)
from fardplan.presentation.translations import translate
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.observation import Observation, Origin, Provenance, PublishedBasis, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Figure
from fardplan.vocabulary.text import Language

KINDS = (
    AreaKind.CITY,
    AreaKind.PART,
    AreaKind.DISTRICT,
    AreaKind.SMALL,
    AreaKind.COUNTY,
    AreaKind.COUNTRY,
)
"""The order of the tables after the one of the area that the indicator is about."""

MOST_ROWS = 120
"""A table of own counts with more rows is shortened: they run to thousands, which no page can hold."""

MOST_OPEN = 30
"""A table of own counts with more rows is folded."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where figures came from, once for all figures that came the same way; `last` is the latest day.

    `release` is the privacy report of figures that are counted here.
    """

    source: str
    address: str | None
    via: str | None
    licence: str | None
    origin: str
    last: str
    basis: str
    release: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, written out. `marked` says in words what a cell's mark means."""

    place: str
    group: str
    period: str
    value: str
    marked: str
    interval: str
    base: str
    origin: str
    simulated: bool
    source: str
    address: str | None
    via: str | None
    published: str
    note: str | None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows about one kind of area, and which columns have anything in them.

    `left_out`: how many rows more there are in the files. `folded`: whether its rows are folded away.
    """

    caption: str
    rows: tuple[Row, ...]
    has_places: bool
    has_groups: bool
    has_intervals: bool
    has_bases: bool
    left_out: int = 0
    folded: bool = False


def figure_tables(
    contents: Contents, indicator: PublishedIndicator, language: Language
) -> tuple[FigureTable, ...]:
    """Every figure of an indicator: first its own area, then other areas by kind."""
    found = contents.observations(indicator.key)
    own = [item for item in found if item.area == indicator.area]
    tables = [_table(contents, indicator, own, contents.area_name(indicator.area), language)]
    for kind in KINDS:
        others = [
            item for item in found if item.area != indicator.area and contents.area_kind(item.area) is kind
        ]
        tables.append(_table(contents, indicator, others, _kind_words(kind, language), language))
    return tuple(table for table in tables if table.rows)


def source_lines(items: Iterable[Observation], language: Language) -> tuple[SourceLine, ...]:
    """The sources of some figures, each once, in order of name, with the address of the newest figure."""
    latest: dict[tuple[str, str, str, Origin], Provenance] = {}
    for item in items:
        told = item.provenance
        key = (told.source, told.via or "", told.licence or "", told.origin)
        if key not in latest or latest[key].published < told.published:
            latest[key] = told
    return tuple(_source_line(latest[key], language) for key in sorted(latest))


def last_published(items: Iterable[Observation]) -> date | None:
    """The day the newest of the figures was published."""
    return max((item.provenance.published for item in items), default=None)


def _source_line(told: Provenance, language: Language) -> SourceLine:
    return SourceLine(
        source=told.source,
        address=told.address,
        via=told.via,
        licence=told.licence,
        origin=origin_word(told.origin, language),
        last=date_text(told.published, language),
        basis=published_basis_sentence(told.published_basis, language),
        release=told.release,
    )


def _table(
    contents: Contents,
    indicator: PublishedIndicator,
    found: list[Observation],
    scope: str,
    language: Language,
) -> FigureTable:
    known = {figure.period: figure for figure in indicator.intervals}
    everything, found = found, _shortened(found) if indicator.own else found
    ordered = sorted(
        found, key=lambda item: (contents.area_name(item.area, item.period), str(item.group), item.period)
    )
    rows = tuple(_row(contents, indicator, item, known, language) for item in ordered)
    return FigureTable(
        caption=translate(
            "{name}: {scope}", language, name=indicator.name.in_language(language), scope=scope
        ),
        rows=rows,
        has_places=len({row.place for row in rows}) > 1,
        has_groups=any(item.group.categories for item in found),
        has_intervals=any(row.interval for row in rows),
        has_bases=any(row.base for row in rows),
        left_out=len(everything) - len(found),
        folded=indicator.own is not None and len(rows) > MOST_OPEN,
    )


def _shortened(found: list[Observation]) -> list[Observation]:
    """What a page has room for.

    Where there is no room for all: every period of a single area for everybody, and the newest period of
    everything else; where that is too much, the newest period for everybody.
    """
    if len(found) <= MOST_ROWS:
        return found
    newest = max(item.period.end for item in found)
    single = len({item.area for item in found}) == 1
    kept = [item for item in found if item.period.end == newest or (single and not item.group.categories)]
    return kept if len(kept) <= MOST_ROWS else [item for item in kept if not item.group.categories]


def _row(
    contents: Contents,
    indicator: PublishedIndicator,
    item: Observation,
    known: dict[Period, Figure],
    language: Language,
) -> Row:
    told = item.provenance
    return Row(
        place=contents.area_name(item.area, item.period),
        group=contents.group_words(indicator.key, item.group, language),
        period=period_short(item.period, language),
        value=_value(item, indicator, language),
        marked="" if item.status is Status.VALUE else cell_word(item.status, language),
        interval=_interval(item, indicator, known, language),
        base="" if item.base is None else number(item.base, language),
        origin=origin_word(told.origin, language),
        simulated=told.origin is Origin.SIMULATED,
        source=told.source,
        address=told.address,
        via=told.via,
        published=_published(told, language),
        note=item.note,
    )


def _value(item: Observation, indicator: PublishedIndicator, language: Language) -> str:
    if item.value is None:
        return CELL_MARKS[item.status]
    return stepped(item.value, language, rounded_to=indicator.rounded_to)


def _interval(
    item: Observation, indicator: PublishedIndicator, known: dict[Period, Figure], language: Language
) -> str:
    about_area = item.area == indicator.area and not item.group.categories
    figure = known.get(item.period) if about_area else None
    lower, upper = (figure.lower, figure.upper) if figure else (item.lower, item.upper)
    if lower is None or upper is None:
        return ""
    written = (stepped(end, language, rounded_to=indicator.rounded_to) for end in (lower, upper))
    return "–".join(written)


def _published(told: Provenance, language: Language) -> str:
    day = date_text(told.published, language)
    if told.published_basis is PublishedBasis.STATED:
        return day
    if told.published_basis is PublishedBasis.CALENDAR:
        return translate("{day}, the ordinary day", language, day=day)
    if told.published_basis is PublishedBasis.NO_LATER_THAN:
        return translate("no later than {day}", language, day=day)
    return translate("not known; loaded {day}", language, day=day)


def _kind_words(kind: AreaKind, language: Language) -> str:
    words = {
        AreaKind.CITY: translate("the whole city", language),
        AreaKind.PART: translate("parts of the city", language),
        AreaKind.DISTRICT: translate("districts", language),
        AreaKind.SMALL: translate("small areas", language),
        AreaKind.COUNTY: translate("the county", language),
        AreaKind.COUNTRY: translate("the country", language),
    }
    return words[kind]
