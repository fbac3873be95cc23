"""An indicator's figures as an Excel workbook: the columns of the other downloads, and what they are."""

from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from fardplan.presentation.translations import message, translate
from fardplan.presentation.workbooks import as_text, workbook_bytes
from fardplan.publishing.publication import PublishedIndicator
from fardplan.publishing.rows import SCHEMA, row_of
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.text import Language

FIGURES, ABOUT = message("Figures"), message("About the figures")
LANGUAGES: tuple[Language, ...] = ("sv", "en")
SIMULATED = message("Simulated figures: made up to show how the system works.")
LINE, WIDE = 15.0, 110
_WIDTHS = {"source": 48, "note": 48, "group": 24, "indicator": 30, "address": 30}
_STRONG, _TOP = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def indicator_workbook(indicator: PublishedIndicator, found: tuple[Observation, ...]) -> bytes:
    """Figures with their source, origin and notes, and a sheet that tells what they are in both languages.

    It is dated by the day on which the newest of the figures was loaded; the same figures are the same bytes.
    """
    book = Workbook(write_only=True)
    _write_figures(book.create_sheet(translate(FIGURES, "sv")), found)
    _write_about(book.create_sheet(translate(ABOUT, "sv")), _lines(indicator, found))
    book.properties.title = indicator.name.sv
    return workbook_bytes(book, max(item.provenance.loaded for item in found))


def _write_figures(sheet: Any, found: Iterable[Observation]) -> None:
    names = SCHEMA.names()
    for number, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, heads=True) for name in names])
    for item in found:
        sheet.append([_cell(sheet, value) for value in row_of(item).values()])


def _cell(sheet: Any, value: object, *, heads: bool = False) -> Any:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet)
    as_text(cell, value)
    if heads:
        cell.font = _STRONG
    return cell


def _write_about(sheet: Any, lines: Iterable[tuple[str, bool]]) -> None:
    sheet.column_dimensions["A"].width = WIDE
    for row, (text, strong) in enumerate(lines, start=1):
        sheet.row_dimensions[row].height = LINE * max(1, ceil(len(text) * 1.1 / WIDE))
        cell = _cell(sheet, text, heads=strong)
        cell.alignment = _TOP
        sheet.append([cell])


def _lines(indicator: PublishedIndicator, found: Iterable[Observation]) -> Iterator[tuple[str, bool]]:
    """What the figures are, a line each; true for headings."""
    items = tuple(found)
    simulated = any(item.provenance.origin is Origin.SIMULATED for item in items)
    sources = sorted({item.provenance.source for item in items})
    for language in LANGUAGES:
        yield indicator.name.in_language(language), True
        if simulated:
            yield translate(SIMULATED, language), True
        yield indicator.definition.in_language(language), False
        yield f"{translate('Unit', language)}: {indicator.unit.label.in_language(language)}", False
        yield f"{translate('Source', language)}: {'; '.join(sources)}", False
        for text in (indicator.error, *indicator.traps, *([indicator.retired] if indicator.retired else [])):
            yield text.in_language(language), False
        yield "", False
