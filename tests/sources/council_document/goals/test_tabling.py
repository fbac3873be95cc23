"""Tables of goals: columns beside each other, columns that point at goals, who stands in a cell."""

import pytest

from fardplan.sources.council_document.goals.columns import columns_of
from fardplan.sources.council_document.lines import Row
from tests.sources.council_document.goals.test_forms import form, goals, measures

Told = list[tuple[str | None, str, str | None, list[str], int | None]]

ABOVE = [
    Row(1, "Övergripande mål: Havet ska vara rent", "blank"),
    Row(2, "Mål 1: Fler båtar ska gå på el", "blank"),
    Row(3, "Mål 2: Färre bilar ska stå på kajen", "blank"),
]


def filled(*lines: tuple[str, ...], after: int = 0) -> list[Row]:
    """A table in which a cell may be empty."""
    return [row for row in form(*lines, after=after) if row.text]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            [
                ("Kommunens åtaganden", "De idéburna organisationernas åtaganden"),
                ("Låna ut lokaler till alla", "Öppna sina möten för alla"),
                ("Betala ut stöd varje år", ""),
            ],
            [
                ("Åtagande", "Låna ut lokaler till alla", None, ["Kommunen"], None),
                ("Åtagande", "Öppna sina möten för alla", None, ["De idéburna organisationerna"], None),
                ("Åtagande", "Betala ut stöd varje år", None, ["Kommunen"], None),
            ],
        ),
        (
            [
                ("Åtgärder", "Föreningarnas åtgärder"),
                ("Låna ut lokaler till alla\nBetala ut stöd varje år", "Öppna sina möten för alla"),
            ],
            [
                ("Åtgärd", "Låna ut lokaler till alla Betala ut stöd varje år", None, [], None),
                ("Åtgärd", "Öppna sina möten för alla", None, ["Föreningarna"], None),
            ],
        ),
        (
            [
                ("Hamnens åtgärder", "Föreningarnas åtgärder"),
                ("• Låna ut lokaler till alla\n• Betala ut stöd varje år", "Öppna sina möten för alla"),
            ],
            [
                ("Åtgärd", "Låna ut lokaler till alla", None, ["Hamnen"], None),
                ("Åtgärd", "Betala ut stöd varje år", None, ["Hamnen"], None),
                ("Åtgärd", "Öppna sina möten för alla", None, ["Föreningarna"], None),
            ],
        ),
        (
            [("Mål", "Föreningarnas åtgärder"), ("Alla ska få segla", "Öppna sina möten för alla")],
            [
                ("Mål", "Alla ska få segla", None, [], None),
                ("Åtgärd", "Öppna sina möten för alla", "Alla ska få segla", [], None),
            ],
        ),
    ],
)
def test_what_two_undertake_stands_side_by_side(lines: list[tuple[str, ...]], found: Told) -> None:
    assert goals(filled(*lines)) == found


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        (["Regionens insatser", "De små kommunernas insatser"], ["Insats", "Insats"]),
        (["Mål", "Alla de små gröna kommunernas insatser", "Ansvarig"], ["Mål", None, None]),
        (["Mål", "Regionens insats", "Ansvarig"], ["Mål", "Insats", None]),
        (["Mål", "Föreningarnas åtgärd", "Ansvarig"], ["Mål", None, None]),
        (["Mål", "Föreningarnas fokusområden", "Ansvarig"], ["Mål", None, None]),
        (["Mål", "Flera åtgärder", "Ansvarig"], ["Mål", None, None]),
    ],
)
def test_whose_a_column_is(heads: list[str], levels: list[str | None]) -> None:
    columns = columns_of(heads)
    assert columns is not None
    assert [column.level.word if column.level else None for column in columns] == levels


def test_a_column_gives_goals_by_number_and_the_one_over_all_by_name() -> None:
    table = form(
        *(("Åtgärd", "Mål"), ("Bygga nya bryggor", "1"), ("Sälja alla bilar", "2.")),
        *(("Mäta allt vatten", "Övergripande"), ("Ladda alla båtar", "1 och 2")),
        after=3,
    )
    assert goals([*ABOVE, *table]) == [
        ("Övergripande mål", "Havet ska vara rent", None, [], None),
        ("Mål", "Fler båtar ska gå på el", "Havet ska vara rent", [], None),
        ("Åtgärd", "Bygga nya bryggor", "Fler båtar ska gå på el", [], None),
        ("Åtgärd", "Ladda alla båtar", "Fler båtar ska gå på el", [], None),
        ("Mål", "Färre bilar ska stå på kajen", "Havet ska vara rent", [], None),
        ("Åtgärd", "Sälja alla bilar", "Färre bilar ska stå på kajen", [], None),
        ("Åtgärd", "Mäta allt vatten", "Havet ska vara rent", [], None),
    ]


ACTIONS = ("Bygga nya bryggor", "Sälja alla bilar", "Mäta allt vatten", "Ladda alla båtar")


@pytest.mark.parametrize(
    ("cells", "above"),
    [
        (
            ("1", "2", "1", "se nedan"),
            ["Fler båtar ska gå på el", "Färre bilar ska stå på kajen", "Fler båtar ska gå på el"],
        ),
        (
            ("1", "2", "övergripande målet", "se nedan"),
            ["Fler båtar ska gå på el", "Färre bilar ska stå på kajen", "Havet ska vara rent"],
        ),
    ],
)
def test_three_cells_of_four_that_point_are_enough(cells: tuple[str, ...], above: list[str]) -> None:
    table = form(("Åtgärd", "Mål"), *zip(ACTIONS, cells, strict=True), after=3)
    found = {text: over for level, text, over, _, _ in goals([*ABOVE, *table]) if level == "Åtgärd"}
    assert [found[action] for action in ACTIONS[:3]] == above


def test_two_of_four_cells_do_not_point() -> None:
    cells = ("1", "2", "se nedan", "se ovan")
    table = form(("Åtgärd", "Mål"), *zip(ACTIONS, cells, strict=True), after=3)
    assert [(text, over) for level, text, over, _, _ in goals([*ABOVE, *table]) if level == "Åtgärd"] == [
        (action, "Havet ska vara rent") for action in ACTIONS
    ]


def test_a_column_has_the_fuller_name_of_the_heading_over_its_table() -> None:
    table = form(("Mål", "Ansvarig"), ("Fler båtar ska gå på el", "Hamnnämnden"), after=1)
    told = ("Fler båtar ska gå på el", None, ["Hamnnämnden"], None)
    assert goals([Row(1, "Strategiska mål", "blank"), *table]) == [("Strategiskt mål", *told)]
    assert goals([Row(1, "Åtgärder", "blank"), *table]) == [("Mål", *told)]


@pytest.mark.parametrize("head", ["Målet tilldelas", "Tilldelas:", "Uppdraget tilldelas"])
def test_to_whom_a_goal_is_given(head: str) -> None:
    assert goals(form(("Mål", "Fler båtar ska gå på el"), (head, "Hamnnämnden"))) == [
        ("Mål", "Fler båtar ska gå på el", None, ["Hamnnämnden"], None)
    ]


def test_measures_of_goals_are_named_as_such() -> None:
    rows = form(("Mål", "Fler båtar ska gå på el"), ("Målindikatorer", "• Andel båtar\n• Antal bryggor"))
    assert measures(rows) == [
        ("Andel båtar", None, None, "Fler båtar ska gå på el"),
        ("Antal bryggor", None, None, "Fler båtar ska gå på el"),
    ]
