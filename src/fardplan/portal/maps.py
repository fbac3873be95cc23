"""From cleared figures to maps: areas and places where they lay in the latest period."""

from dataclasses import replace

from fardplan.portal.contents import Contents
from fardplan.portal.figures import Districts, Shown, districts, lower_first, periods_with, row_of, shown_of
from fardplan.presentation.charts import DotChart, DotRow, MapChart, Shape, map_chart
from fardplan.presentation.periods import date_text, period_text
from fardplan.presentation.translations import translate
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.place import Places
from fardplan.vocabulary.text import Language


def place_map(
    contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str
) -> Shown | None:
    """The same districts on a map, where they are of one division and the borders of that time are known."""
    return _on_a_map(contents, indicator, districts(contents, indicator, language), language, id=id)


def small_map(
    contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str
) -> Shown | None:
    """Areas smaller than districts (RegSO, DeSO) on a map of their own, as `place_map`."""
    small = districts(contents, indicator, language, AreaKind.SMALL)
    return _on_a_map(contents, indicator, small, language, id=id)


def _on_a_map(
    contents: Contents,
    indicator: PublishedIndicator,
    known: Districts | None,
    language: Language,
    *,
    id: str,
) -> Shown | None:
    if known is None:
        return None
    period = known.figures.period
    division = contents.division_of(known.codes, period)
    drawn = contents.borders_of(division, period) if division else None
    if division is None or drawn is None:
        return None
    maps, lands = drawn
    rows = dict(zip(known.codes, known.figures.rows, strict=True))
    name, when = indicator.name.in_language(language), period_text(period, language)
    title = (
        translate("{name} by small area on a map, {period}", language, name=name, period=when)
        if contents.area_kind(division.areas[0]) is AreaKind.SMALL
        else translate("{name} on a map, {period}", language, name=name, period=when)
    )
    figures = replace(
        known.figures,
        title=title,
        rows=tuple(
            rows.get(code) or DotRow(contents.area_name(code, period), None, status=Status.MISSING)
            for code in division.areas
        ),
        earlier_period=None,
    )
    shapes = tuple(Shape(item.polygons, item.place) for item in lands)
    chart = map_chart(MapChart(figures, shapes, border_note(maps, language)), language, id=id)
    shown = shown_of(chart, [item for item in known.found if item.period == period], language)
    return replace(shown, of_places=True)


def focus_map(
    contents: Contents, indicator: PublishedIndicator, language: Language, *, id: str
) -> Shown | None:
    """The groups that are places of a set (focus areas), where those places lay in the latest period.

    None where no set is known, or no place of it has a figure.
    """
    own = indicator.own
    places = contents.publication.set_of_places(own.places) if own and own.places else None
    if own is None or places is None or not own.place_column:
        return None
    found = {
        (item.period, code): item
        for item in contents.observations(indicator.key)
        if item.area == indicator.area
        and len(item.group.categories) == 1
        and (code := item.group.category(own.place_column))
    }
    periods = periods_with(found.values())
    if not periods:
        return None
    period = periods[-1]
    borders = places.on(period.end)
    names = {item.code: item.name.in_language(language) for item in places.places}
    rows = tuple(
        row_of(item, names[one.area], None)
        if (item := found.get((period, one.area)))
        else DotRow(names[one.area], None, status=Status.MISSING)
        for one in borders
    )
    title = translate(
        "{name}: {places} on a map, {period}",
        language,
        name=indicator.name.in_language(language),
        places=lower_first(places.name.in_language(language)),
        period=period_text(period, language),
    )
    figures = DotChart(title, indicator.unit, indicator.rounded_to, period, rows)
    shapes = tuple(Shape(item.polygons, item.place) for item in borders)
    outline = places.outline.polygons if places.outline else ()
    chart = map_chart(MapChart(figures, shapes, border_note(places, language), outline), language, id=id)
    return shown_of(chart, [item for (when, _), item in found.items() if when == period], language)


def border_note(maps: Boundaries | Places, language: Language) -> str:
    """Whose map it is, as of when, and what was done with it."""
    told = borders_cited(maps, language)
    return f"{told} {maps.note.in_language(language)}" if maps.note else told


def borders_cited(maps: Boundaries | Places, language: Language) -> str:
    """Whose map it is, and as of when."""
    said = {"source": maps.source, "day": date_text(maps.as_of, language)}
    if not maps.licence:
        return translate("Borders: {source}, as of {day}, simplified.", language, **said)
    return translate(
        "Borders: {source}, as of {day}, simplified ({licence}).", language, licence=maps.licence, **said
    )
