"""What the words of a table mean: its names for indicators, areas, groups and days become ours."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.source import Source
from fardplan.sources.public_figures import source_name
from fardplan.sources.tables.cells import read_period, spring_year, tidy
from fardplan.sources.tables.columns import Header
from fardplan.sources.tables.faults import CellFault
from fardplan.sources.tables.mapping import (
    AreaColumn,
    GroupColumn,
    IndicatorColumn,
    PeriodColumn,
    TableMapping,
    TableSource,
)
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.observation import Provenance, PublishedBasis
from fardplan.vocabulary.period import Period

_FOOTNOTE = re.compile(r"([a-zåäöé])[\d*¹²³⁰⁴-⁹]+$")

Catalogue = Mapping[str, IndicatorDefinition]


def indicator_reader(looked: IndicatorColumn, catalogue: Catalogue) -> Callable[[str], str | None]:
    """Gives the key of the indicator that a text names, or None for a row to leave out."""
    codes, ignore = _folded_keys(looked.codes), set(map(_fold, looked.ignore))

    @cache
    def read(text: str) -> str | None:
        key = codes.get(_fold(text), tidy(text))
        if _fold(text) in ignore or (key not in catalogue and looked.unknown == "ignore"):
            return None
        if key not in catalogue:
            raise CellFault(
                f"a code that the mapping translates to an indicator{_nearest(text, looked.codes)}"
            )
        return key

    return read


def area_reader(looked: AreaColumn, areas: Sequence[Area]) -> Callable[[str], str | None]:
    """Gives the code of the area that a text names, by our codes and names and the mapping's own."""
    codes, ignore = _folded_keys(looked.codes), set(map(_fold, looked.ignore))
    ours = {_fold(area.code): area.code for area in areas}
    named = _by_name(areas)

    @cache
    def read(text: str) -> str | None:
        folded = _fold(text)
        if folded not in ignore and folded not in codes and folded not in named:
            # A footnote mark is often set right after a name: Hela staden5.
            bare = _FOOTNOTE.sub(r"\1", folded)
            folded = bare if bare in ignore or bare in codes or bare in named else folded
        if folded in ignore:
            return None
        if folded in codes:
            return codes[folded]
        code = _padded(folded, looked.pad)
        if code in ours:
            return ours[code]
        if len(named.get(folded, ())) == 1:
            return named[folded][0]
        return _unknown_area(tidy(text), code, looked, named)

    return read


def _unknown_area(text: str, code: str, looked: AreaColumn, named: Mapping[str, list[str]]) -> str | None:
    if looked.unknown == "ignore":
        return None
    if (
        looked.unknown == "keep"
        and text
        and (looked.pad is None or (code.isdigit() and len(code) == looked.pad))
    ):
        return code if looked.pad else text
    if several := named.get(_fold(text)):
        raise CellFault(f"the name of one area; this is the name of {', '.join(several)}: say which in codes")
    raise CellFault(f"an area that is known, or one that the mapping translates{_nearest(text, named)}")


def _by_name(areas: Sequence[Area]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for area in areas:
        for name in {_fold(version.name) for version in area.versions}:
            named.setdefault(name, []).append(area.code)
    return named


def _padded(code: str, pad: int | None) -> str:
    if pad is None:
        return code
    digits = code.removesuffix(".0")
    return digits.zfill(pad) if digits.isdigit() else code


def period_reader(looked: PeriodColumn) -> Callable[[str], Period | None]:
    """Gives the period that a text names, or None for one to leave out."""
    codes, ignore = _folded_keys(looked.codes), set(map(_fold, looked.ignore))

    @cache
    def read(text: str) -> Period | None:
        if _fold(text) in ignore:
            return None
        period = read_period(codes.get(_fold(text), text))
        if str(period) in ignore:
            return None
        return spring_year(period) if looked.school_year_as == "spring_year" else period

    return read


def banner_period(looked: PeriodColumn, header: Header) -> str:
    """The text after the words of `banner` above the table."""
    wanted = _fold(looked.banner or "")
    for text in header.banner:
        if _fold(text).startswith(wanted):
            return tidy(text)[len(wanted) :].strip(" :")
    raise InputError(
        f"no line above the table begins with '{looked.banner}'",
        where=header.table,
        instead=known(header.banner, asked=looked.banner),
    )


def category_reader(looked: GroupColumn) -> Callable[[str], str | None]:
    """Gives the category that a text names; None is everybody."""
    codes, everybody = _folded_keys(looked.codes), set(map(_fold, looked.everybody))

    @cache
    def read(text: str) -> str | None:
        folded = _fold(text)
        if folded in everybody:
            return None
        if folded in codes:
            return codes[folded]
        if looked.unknown == "everybody":
            return None
        if looked.unknown == "keep" and folded and not set(";=") & set(folded):
            return tidy(text)
        names = [*looked.codes, *looked.everybody]
        raise CellFault(f"a category that the mapping translates{_nearest(text, names)}")

    return read


@dataclass(frozen=True, slots=True)
class Said:
    """When a figure was published and how that is known."""

    published: date
    basis: PublishedBasis


def publication_reader(mapping: TableMapping, loaded: date) -> Callable[[Period, str], Said]:
    """Gives the day of publication of a figure, from its period and the text of the column, if there is one.

    A calendar day that has not come by the day of loading cannot be when the figure, which is here, was
    let out; it was no later than the loading.
    """
    told = mapping.published

    @cache
    def read(period: Period, text: str) -> Said:
        if told.on:
            return _checked(told.on, period, told.basis or PublishedBasis.STATED, loaded)
        if told.column:
            return _checked(_day(text), period, told.basis or PublishedBasis.STATED, loaded)
        if told.every_year:
            day = _calendar_day(period.end.year + told.years_after, told.every_year)
            if day > loaded:
                return Said(loaded, PublishedBasis.NO_LATER_THAN)
            return _checked(day, period, told.basis or PublishedBasis.CALENDAR, loaded)
        return Said(loaded, PublishedBasis.LOADED)

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(tidy(text).removesuffix("00:00:00").strip())
    except ValueError as error:
        raise CellFault("the day of publication, written 2018-09-25") from error


def _calendar_day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, min(day, 28) if month == 2 else day)


def _checked(day: date, period: Period, basis: PublishedBasis, loaded: date) -> Said:
    if day > loaded:
        raise CellFault(f"a day of publication no later than the day of loading, {loaded}, not {day}")
    if day < period.start:
        raise CellFault(f"a day of publication after the period {period} had begun, not {day}")
    return Said(day, basis)


def provenance_maker(
    mapping: TableMapping, catalogue: Catalogue, loaded: date
) -> Callable[[str, Said], Provenance]:
    """Gives the provenance of an indicator's figures, one object for all that share it."""

    @cache
    def make(indicator: str, said: Said) -> Provenance:
        told = mapping.source
        definition = _source_of(catalogue[indicator], told.key) if told.key else None
        return Provenance(
            source=_name(told, definition),
            origin=mapping.origin,
            loaded=loaded,
            published=said.published,
            published_basis=said.basis,
            address=told.address or (definition.address if definition else None),
            via=told.via,
            licence=told.licence,
            clearance=mapping.clearance,
        )

    return make


def _source_of(definition: IndicatorDefinition, key: str) -> Source:
    for source in definition.sources:
        if source.key == key:
            return source
    raise InputError(
        f"the indicator '{definition.key}' has no source '{key}'",
        instead=known((source.key for source in definition.sources), asked=key),
        outcome="Nothing was loaded.",
    )


def _name(told: TableSource, definition: Source | None) -> str:
    if definition:
        return source_name(definition)
    publisher = f"{told.publisher}: " if told.publisher else ""
    return f"{publisher}{told.name}" + (f" ({told.code})" if told.code else "")


def _fold(text: str) -> str:
    return tidy(text).casefold()


def _folded_keys(codes: Mapping[str, str]) -> dict[str, str]:
    return {_fold(code): meaning for code, meaning in codes.items()}


def _nearest(text: str, names: Mapping[str, object] | Sequence[str]) -> str:
    near = get_close_matches(_fold(text), list(map(_fold, names)), n=1)
    return f"; the nearest is '{near[0]}'" if near else ""
