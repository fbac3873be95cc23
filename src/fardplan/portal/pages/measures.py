"""The list of indicators and the page of each: definition, charts, every figure with its source."""

from collections.abc import Iterable

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.figures import groups_of_each, history, places
from fardplan.portal.maps import focus_map, place_map, small_map
from fardplan.portal.own_figures import own_count, variants
from fardplan.portal.recalculated import recalculated
from fardplan.portal.tables import figure_tables, source_lines
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import CELL_MARKS, cell_reason
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.text import Language


def indicators(contents: Contents, here: Address) -> dict[str, object]:
    measured: list[dict[str, object]] = []
    beside: list[dict[str, object]] = []
    for item in contents.publication.indicators:
        milestones = contents.milestones_measured_by(item.key)
        entry = {
            "indicator": item,
            "milestones": milestones or contents.milestones_beside(item.key),
            "span": _span(contents, item, here.language),
            "simulated": contents.is_simulated_in(item.key),
        }
        (measured if milestones else beside).append(entry)
    return {"measured": measured, "beside": beside}


def indicator(contents: Contents, here: Address) -> dict[str, object]:
    item = next(one for one in contents.publication.indicators if one.key == here.key)
    found = contents.observations(item.key)
    tables = figure_tables(contents, item, here.language)
    return {
        "indicator": item,
        "measures": contents.milestones_measured_by(item.key),
        "beside": contents.milestones_beside(item.key),
        "chart": history(contents, item, here.language, id="history"),
        "places": places(contents, item, here.language, id="places"),
        "map": place_map(contents, item, here.language, id="map"),
        "small": small_map(contents, item, here.language, id="small"),
        "recalculated": recalculated(contents, item, here.language, id="recalculated"),
        "groups": groups_of_each(contents, item, here.language, id="groups"),
        "focus": focus_map(contents, item, here.language, id="focus"),
        "tables": tables,
        "shortened": any(table.left_out for table in tables),
        "own": own_count(contents, item, here.language),
        "variants": variants(contents, item, here.language),
        "sources": source_lines(found, here.language),
        "files": contents.files[item.key],
        "about_area": contents.area_name(item.area),
        "breaks": breaks(contents, item, here.language),
        "marks": cell_marks(found, here.language),
        "simulated": contents.is_simulated_in(item.key),
    }


def breaks(contents: Contents, item: PublishedIndicator, language: Language) -> list[dict[str, object]]:
    """The changes of definition with the period each begins in and the areas it concerns, if not all."""
    return [
        {
            "period": period_short(one.first, language),
            "text": one.text,
            "areas": [contents.area_name(code) for code in one.areas],
        }
        for one in item.breaks
    ]


def cell_marks(found: Iterable[Observation], language: Language) -> list[dict[str, str]]:
    """What the marks that occur among some figures mean."""
    occurring = {item.status for item in found}
    return [
        {"mark": sign, "word": cell_reason(status, language)}
        for status, sign in CELL_MARKS.items()
        if status in occurring
    ]


def _span(contents: Contents, item: PublishedIndicator, language: Language) -> str:
    """The first and last period with a figure, empty when there is none."""
    periods = sorted(one.period for one in contents.observations(item.key) if one.value is not None)
    if not periods:
        return ""
    first, last = period_short(periods[0], language), period_short(periods[-1], language)
    return first if first == last else f"{first}–{last}"
