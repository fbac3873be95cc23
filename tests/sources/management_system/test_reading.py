"""Exports of several layouts into items: whole, or told by line, in any order of the rows."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import ItemKind
from fardplan.boards.external import ExternalItem, Part
from fardplan.sources.management_system.reading import ExportRefused, read_items, without_order
from fardplan.sources.management_system.table import read_export
from fardplan.vocabulary.errors import InputError, NotFoundError
from tests.sources.management_system.exports import (
    LEVEL_MAPPING,
    LEVELS,
    ROW_MAPPING,
    ROWS,
    as_csv,
    as_xlsx,
)

Told = list[tuple[str, str | None, str, str | None, dict[Part, str]]]


def told(items: Sequence[ExternalItem]) -> Told:
    """Kind, organisation, title, the title above and what is said, of each item."""
    titles = {one.ref: one.title for one in items}
    return [
        (one.kind.value, one.organisation, one.title, titles.get(one.parent or ""), dict(one.contents))
        for one in items
    ]


EXPECTED: Told = [
    ("orientation_goal", None, "Ett Stockholm som håller samman", None, {Part.RESPONSIBLE: ""}),
    (
        "area_goal",
        None,
        "Alla barn når sin potential",
        "Ett Stockholm som håller samman",
        {Part.RESPONSIBLE: ""},
    ),
    (
        "council_indicator",
        "farsta",
        "Behöriga elever",
        "Alla barn når sin potential",
        {Part.RESPONSIBLE: "", Part.TARGET: "88.5"},
    ),
    (
        "council_indicator",
        "jarva",
        "Behöriga elever",
        "Alla barn når sin potential",
        {Part.RESPONSIBLE: "", Part.TARGET: "81"},
    ),
    (
        "board_goal",
        "farsta",
        "Fler elever är i skolan",
        "Alla barn når sin potential",
        {Part.RESPONSIBLE: ""},
    ),
    (
        "board_activity",
        "farsta",
        "Öka närvaron",
        "Fler elever är i skolan",
        {
            Part.RESPONSIBLE: "Åsa Berg",
            Part.STARTS: "2027-01-15",
            Part.ENDS: "2027-06-30",
            Part.STATE: "under_way",
        },
    ),
    ("board_goal", "jarva", "Fler klarar skolan", "Alla barn når sin potential", {Part.RESPONSIBLE: ""}),
    (
        "board_indicator",
        "jarva",
        "Närvaro",
        "Fler klarar skolan",
        {Part.RESPONSIBLE: "", Part.TARGET: "94"},
    ),
]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(ROWS), "export.csv"),
        (as_csv(ROWS, "cp1252"), "export.csv"),
        (as_csv(ROWS, "utf-16"), "export.txt"),
        (as_xlsx(ROWS), "export.xlsx"),
    ],
)
def test_a_row_for_each_item(content: bytes, name: str) -> None:
    items = read_items(read_export(content, name), ROW_MAPPING)
    assert told(items) == EXPECTED
    assert [one.external_id for one in items] == ["1", "2", "3", "3", "4", "5", "6", "7"]
    assert [one.lines for one in items] == [(line,) for line in range(2, 10)]


def filled_down() -> list[list[str]]:
    rows = [list(row) for row in LEVELS]
    rows[4][:2] = rows[3][:2]
    return rows


LEVELS_EXPECTED: Told = [
    ("area_goal", None, "Alla barn når sin potential", None, {}),
    ("board_goal", "farsta", "Fler elever är i skolan", "Alla barn når sin potential", {}),
    ("board_indicator", "farsta", "Närvaro", "Fler elever är i skolan", {Part.TARGET: "94"}),
    (
        "board_activity",
        "farsta",
        "Öka närvaron",
        "Fler elever är i skolan",
        {Part.ENDS: "2027-06-30", Part.STATE: "under_way"},
    ),
    (
        "board_activity",
        "farsta",
        "Läxhjälp",
        "Fler elever är i skolan",
        {Part.ENDS: "2027-12-31", Part.STATE: "not_begun"},
    ),
    ("area_goal", None, "Fler är i arbete", None, {}),
    ("board_goal", "farsta", "Kortare väg till jobb", "Fler är i arbete", {}),
    ("board_activity", "farsta", "Praktik", "Kortare väg till jobb", {Part.ENDS: "", Part.STATE: ""}),
]


def test_a_column_for_each_level_with_merged_cells() -> None:
    content = as_xlsx(LEVELS, merged=("A1:G1", "A4:A5", "B4:B5", "C4:C5", "D4:D5"))
    assert told(read_items(read_export(content, "vp.xlsx"), LEVEL_MAPPING)) == LEVELS_EXPECTED


def test_a_column_for_each_level_with_every_cell_filled() -> None:
    content = as_csv(filled_down())
    assert told(read_items(read_export(content, "vp.csv"), LEVEL_MAPPING)) == LEVELS_EXPECTED


def test_a_goal_of_orientation_may_stand_above_or_be_left_out() -> None:
    """A goal for an area of work stands alone in an export that begins with it."""
    table = read_export(as_csv(filled_down()), "vp.csv")
    assert {one.parent for one in read_items(table, LEVEL_MAPPING) if one.kind is ItemKind.AREA_GOAL} == {
        None
    }


def faults(rows: Sequence[Sequence[str]], mapping=ROW_MAPPING) -> list[tuple[int, str, str, str]]:
    with pytest.raises(ExportRefused) as caught:
        read_items(read_export(as_csv(rows), "export.csv"), mapping)
    assert str(caught.value).endswith("Nothing was loaded.")
    return [(one.line, one.heading, one.value, str(one.expected)) for one in caught.value.faults]


def with_cell(line: int, column: int, text: str) -> list[list[str]]:
    rows = [list(row) for row in ROWS]
    rows[line - 1][column] = text
    return rows


@pytest.mark.parametrize(
    ("line", "column", "text", "heading", "expected"),
    [
        (7, 8, "Pausad", "Status", "The mapping does not say what this means."),
        (7, 2, "Projekt", "Typ", "The mapping does not say what this means."),
        (7, 3, "Skarpnäck", "Enhet", "The mapping does not say what this means."),
        (7, 6, "i vår", "Startdatum", "A day, as 2027-01-31."),
        (4, 5, "ungefär 88", "Årsmål 2027", "A number, as 87.5 or 87,5."),
        (9, 0, "6", "Nod-ID", "One row for each item; line 8 has it already."),
        (9, 1, "77", "Överordnad ID", "There is no item numbered or called so in the export."),
        (7, 4, "", "Namn", "The wording of the item."),
        (7, 2, "", "Typ", "What kind of item it is."),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(
    line: int, column: int, text: str, heading: str, expected: str
) -> None:
    value = "77" if heading == "Överordnad ID" else text
    assert (line, heading, value, expected) in faults(with_cell(line, column, text))


def test_an_item_that_stands_where_it_cannot_is_told() -> None:
    assert faults(with_cell(7, 1, "2")) == [
        (
            7,
            "Överordnad ID",
            "Alla barn når sin potential",
            "An item of this kind, board_activity, stands beneath: board_goal, council_activity.",
        )
    ]


def test_names_that_the_mapping_leaves_out_are_not_read() -> None:
    mapping = ROW_MAPPING.model_copy(
        update={"organisations": {**ROW_MAPPING.organisations, "Järva stadsdelsnämnd": ""}}
    )
    items = read_items(read_export(as_csv(ROWS), "export.csv"), mapping)
    assert {one.organisation for one in items} == {None, "farsta"}


def test_a_missing_column_a_missing_sheet_and_an_empty_file_are_told() -> None:
    with pytest.raises(InputError) as caught:
        read_items(read_export(as_csv([row[:-1] for row in ROWS]), "export.csv"), ROW_MAPPING)
    assert str(caught.value.what) == "the export has no column 'Ansvarig'"
    with pytest.raises(NotFoundError, match="there is no sheet 'Blad2'"):
        read_export(as_xlsx(ROWS), "export.xlsx", "Blad2")
    with pytest.raises(InputError, match="no row of the file looks like headings"):
        read_export(b"hej\r\n", "export.csv")
    with pytest.raises(InputError, match="the workbook is empty"):
        read_export(as_xlsx([]), "export.xlsx")


def test_a_formula_in_an_export_is_told_by_its_cell() -> None:
    with pytest.raises(InputError, match=r"cell E2: '=1\+1' is a formula"):
        read_export(as_xlsx([ROWS[0], ["1", "", "Nämndmål", "Farsta SDN", "=1+1", *[""] * 5]]), "export.xlsx")


def test_columns_called_the_same_are_told_apart() -> None:
    table = read_export(as_csv([["Namn", "Typ", "", "Namn"], ["a", "b", "c", "d"]]), "export.csv")
    assert table.headings == ("Namn", "Typ", "(3)", "Namn (2)")


@given(st.permutations(ROWS[1:]))
def test_the_order_of_the_rows_changes_nothing(rows: list[Sequence[str]]) -> None:
    expected = read_items(read_export(as_csv(ROWS), "export.csv"), ROW_MAPPING)
    items = read_items(read_export(as_csv([ROWS[0], *rows]), "export.csv"), ROW_MAPPING)
    assert without_order(items) == without_order(expected)


@given(st.permutations(range(len(ROWS[0]))))
def test_the_order_of_the_columns_changes_nothing(order: list[int]) -> None:
    items = read_items(read_export(as_csv([[row[at] for at in order] for row in ROWS]), "e.csv"), ROW_MAPPING)
    assert told(items) == EXPECTED
