"""Exports as people make them in a management system: one row an item, or a column for each level."""

import io
from collections.abc import Sequence
from datetime import date

import openpyxl

from fardplan.boards.chain import ItemKind
from fardplan.boards.export_mapping import ExportMapping, Level
from fardplan.boards.external import Part

ROWS = (
    (
        "Nod-ID",
        "Överordnad ID",
        "Typ",
        "Enhet",
        "Namn",
        "Årsmål 2027",
        "Startdatum",
        "Slutdatum",
        "Status",
        "Ansvarig",
    ),
    (
        "1",
        "",
        "KF:s inriktningsmål",
        "Kommunfullmäktige",
        "Ett Stockholm som håller samman",
        "",
        "",
        "",
        "",
        "",
    ),
    (
        "2",
        "1",
        "KF:s mål för verksamhetsområdet",
        "Kommunfullmäktige",
        "Alla barn når sin potential",
        "",
        "",
        "",
        "",
        "",
    ),
    ("3", "2", "KF:s indikator", "Farsta SDN", "Behöriga elever", "88,5", "", "", "", ""),
    ("3", "2", "KF:s indikator", "Järva stadsdelsnämnd", "Behöriga elever", "81", "", "", "", ""),
    ("4", "2", "Nämndmål", "Farsta SDN", "Fler elever är i skolan", "", "", "", "", ""),
    (
        "5",
        "4",
        "Nämndaktivitet",
        "Farsta SDN",
        "Öka närvaron",
        "",
        "2027-01-15",
        "2027-06-30",
        "Pågår",
        "Åsa Berg",
    ),
    ("6", "2", "Nämndmål", "Järva stadsdelsnämnd", "Fler klarar skolan", "", "", "", "", ""),
    ("7", "6", "Nämndindikator", "Järva stadsdelsnämnd", "Närvaro", "94", "", "", "", ""),
)

LEVELS = (
    ("Rapport: Verksamhetsplan 2027", "", "", "", "", "", ""),
    ("", "", "", "", "", "", ""),
    (
        "KF:s mål för verksamhetsområdet",
        "Nämndmål",
        "Indikator",
        "Årsmål",
        "Aktivitet",
        "Slutdatum",
        "Status",
    ),
    (
        "Alla barn når sin potential",
        "Fler elever är i skolan",
        "Närvaro",
        "94",
        "Öka närvaron",
        "2027-06-30",
        "Pågår",
    ),
    ("", "", "", "", "Läxhjälp", "2027-12-31", "Ej påbörjad"),
    ("Fler är i arbete", "Kortare väg till jobb", "", "", "Praktik", "", ""),
)

ORGANISATIONS = {
    "farsta": "Farsta stadsdelsnämnd",
    "jarva": "Järva stadsdelsnämnd",
    "utbildning": "Utbildningsnämnden",
    "ostermalm": "Östermalms stadsdelsnämnd",
}

ROW_MAPPING = ExportMapping(
    system="Stratsys",
    columns={
        Part.ID: "Nod-ID",
        Part.PARENT_ID: "Överordnad ID",
        Part.KIND: "Typ",
        Part.ORGANISATION: "Enhet",
        Part.TITLE: "Namn",
        Part.TARGET: "Årsmål 2027",
        Part.STARTS: "Startdatum",
        Part.ENDS: "Slutdatum",
        Part.STATE: "Status",
        Part.RESPONSIBLE: "Ansvarig",
    },
    kinds={
        "KF:s inriktningsmål": ItemKind.ORIENTATION_GOAL,
        "KF:s mål för verksamhetsområdet": ItemKind.AREA_GOAL,
        "KF:s indikator": ItemKind.COUNCIL_INDICATOR,
        "Nämndmål": ItemKind.BOARD_GOAL,
        "Nämndaktivitet": ItemKind.BOARD_ACTIVITY,
        "Nämndindikator": ItemKind.BOARD_INDICATOR,
    },
    organisations={"Farsta SDN": "farsta", "Järva stadsdelsnämnd": "jarva", "Kommunfullmäktige": ""},
    states={"Pågår": "under_way"},
)

LEVEL_MAPPING = ExportMapping(
    system="Stratsys",
    columns={Part.TARGET: "Årsmål", Part.ENDS: "Slutdatum", Part.STATE: "Status"},
    levels=(
        Level(heading="KF:s mål för verksamhetsområdet", kind=ItemKind.AREA_GOAL),
        Level(heading="Nämndmål", kind=ItemKind.BOARD_GOAL),
        Level(heading="Indikator", kind=ItemKind.BOARD_INDICATOR),
        Level(heading="Aktivitet", kind=ItemKind.BOARD_ACTIVITY),
    ),
    organisation="farsta",
    states={"Pågår": "under_way", "Ej påbörjad": "not_begun"},
)


def as_csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def as_xlsx(rows: Sequence[Sequence[object]], *, merged: Sequence[str] = ()) -> bytes:
    """The rows as a workbook, days as days and figures as figures, as an export has them."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    for place in merged:
        sheet.merge_cells(place)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _typed(cell: object) -> object:
    if not isinstance(cell, str) or not cell:
        return cell or None
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return date.fromisoformat(cell)
    return float(cell.replace(",", ".")) if cell.replace(",", "").isdigit() else cell
