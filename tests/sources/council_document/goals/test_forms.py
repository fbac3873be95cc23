"""Forms: what their lines say, which tables are none, and the goals and facts that they tell."""

import pytest

from fardplan.sources.council_document.goals import find_goals
from fardplan.sources.council_document.goals.forms import form_at
from fardplan.sources.council_document.lines import Cell, Look, Row

Told = tuple[str | None, str | None, list[str]]


def form(*lines: tuple[str, ...], table: int = 0, after: int = 0) -> list[Row]:
    """The rows of a table: a line end within a cell goes on in its block, a bullet begins an item."""
    rows: list[Row] = []
    for row, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            for at, text in enumerate(cell.split("\n")):
                mark = "•" if text.startswith("• ") else ""
                look = Look(mark=mark, cell=Cell(table, row, column), new_block=at == 0)
                number = after + len(rows) + 1
                rows.append(Row(number, text.removeprefix("• "), look=look, flows=at > 0 and not mark))
    return rows


def told(rows: list[Row]) -> list[Told] | None:
    """Each known line: its level or its fact, its number, its parts."""
    found = form_at(rows, 0)
    if found is None:
        return None
    assert found.used == len(rows)
    return [
        (entry.level.word if entry.level else entry.fact, entry.number, [part.flat for part in entry.parts])
        for entry in found.entries
    ]


@pytest.mark.parametrize(
    ("lines", "entries"),
    [
        (
            [("Mål", "Fler båtar"), ("Ansvarig:", "Hamnnämnden"), ("Tidplan", "2026"), ("Mått", "Antal")],
            [
                ("Mål", None, ["Fler båtar"]),
                ("responsible", None, ["Hamnnämnden"]),
                ("time", None, ["2026"]),
                ("Mått", None, ["Antal"]),
            ],
        ),
        (
            [("Målområde 2:", "Hav"), ("Delmål 2.1", "Fler båtar"), ("Foto", "Eva")],
            [("Målområde", "2", ["Hav"]), ("Delmål", "2.1", ["Fler båtar"])],
        ),
        (
            [("Mål för perioden", "Fler båtar"), ("Åtgärd som planeras", "Bygg")],
            [("Mål", None, ["Fler båtar"]), ("Åtgärd", None, ["Bygg"])],
        ),
        (
            [("Åtgärder", "• Bygg\n• Riv\noch sälj\nHyr\nut"), ("Källa", "Kolada")],
            [("Åtgärd", None, ["Bygg", "Riv och sälj", "Hyr ut"]), ("source", None, ["Kolada"])],
        ),
        (
            [("Mål", "• Fler båtar\n• Färre bilar", "i hamnen"), ("Klart", "2026", "maj")],
            [("Mål", None, ["Fler båtar Färre bilar i hamnen"]), ("time", None, ["2026 maj"])],
        ),
        (
            [("Mål 1: Fler båtar",), ("Ansvarig", "Nämnden"), ("Indikator 1: Antal",)],
            [("Mål", "1", ["Fler båtar"]), ("responsible", None, ["Nämnden"])],
        ),
        ([("Mål", "Fler båtar")], [("Mål", None, ["Fler båtar"])]),
        (
            [("Mål", "Det vi vill nå"), ("Delmål", "Fler båtar")],
            [("Mål", None, ["Det vi vill nå"]), ("Delmål", None, ["Fler båtar"])],
        ),
    ],
)
def test_first_cells_say_what_stands_beside_them(lines: list[tuple[str, ...]], entries: list[Told]) -> None:
    assert told(form(*lines)) == entries


@pytest.mark.parametrize(
    "lines",
    [
        [("Namn", "Eva"), ("Ansvarig", "Hamnnämnden")],
        [("Mål", "Fler båtar"), ("Namn", "Eva")],
        [("Mål", "Fler båtar"), ("Ansvarig", "N"), ("Namn", "Eva"), ("Foto", "Eva"), ("Tryck", "AB")],
        [("Mål", "Det som vi vill nå"), ("Mått", "Ett sätt att mäta"), ("Ansvarig", "Den som svarar")],
        [("Mål som finns på fler sätt än ett här", "Fler båtar"), ("Ansvarig", "N")],
        [("Mål vi har", "Fler båtar"), ("Ansvarig", "N")],
        [("Mål 1 Fler båtar", "Fler"), ("Ansvarig", "N")],
        [("Mål 1",), ("Ansvarig", "N")],
        [("Fler båtar",), ("Ansvarig", "N")],
        [("Indikator 1: Antal",), ("Ansvarig", "N")],
    ],
)
def test_tables_that_are_no_forms(lines: list[tuple[str, ...]]) -> None:
    assert told(form(*lines)) is None


def test_a_form_ends_where_its_table_does_and_text_is_none() -> None:
    first = form(("Mål", "Fler båtar"), ("Ansvarig", "Nämnden"))
    second = form(("Mål", "Färre bilar"), table=1, after=4)
    rows = [*first, *second, Row(7, "Mål", "blank")]
    assert [found.used if (found := form_at(rows, at)) else None for at in (0, 4, 6)] == [4, 2, None]


def test_a_column_that_is_empty_does_not_stand_first() -> None:
    rows = [Row(at, text, look=Look(cell=Cell(0, 0, at))) for at, text in ((1, "Mål"), (2, "Fler båtar"))]
    assert told(rows) == [("Mål", None, ["Fler båtar"])]


def goals(rows: list[Row]) -> list[tuple[str | None, str, str | None, list[str], int | None]]:
    """Each goal: its level, its text, the one above it, who answers for it, its year."""
    return [
        (
            goal.level,
            goal.passage.flat,
            goal.parent.passage.flat if goal.parent else None,
            [who.flat for who in goal.responsible],
            goal.year,
        )
        for goal in find_goals(rows, office=None).goals
    ]


def measures(rows: list[Row]) -> list[tuple[str, str | None, str | None, str | None]]:
    """Each measure: its text, its source, its value, the goal that it stands beneath."""
    return [
        (
            one.passage.flat,
            one.source.flat if one.source else None,
            one.target.flat if one.target else None,
            one.near.passage.flat if one.near else None,
        )
        for one in find_goals(rows, office=None).measures
    ]


def test_facts_are_told_of_the_goals_just_above() -> None:
    rows = form(
        ("Fokusområde", "Hav"),
        ("Ansvarig", "Kommunstyrelsen"),
        ("Mål", "Fler båtar ska gå på el. Klart senast: 2027"),
        ("Åtgärder", "• Bygg bryggor\n• Sälj bilar (hamnnämnden)"),
        ("Tidplan", "2026"),
        ("Ansvarig", "Tekniska nämnden"),
    )
    assert goals(rows) == [
        ("Fokusområde", "Hav", None, ["Kommunstyrelsen"], None),
        ("Mål", "Fler båtar ska gå på el.", "Hav", [], 2027),
        ("Åtgärd", "Bygg bryggor", "Fler båtar ska gå på el.", ["Tekniska nämnden"], 2026),
        (
            "Åtgärd",
            "Sälj bilar",
            "Fler båtar ska gå på el.",
            ["hamnnämnden", "Tekniska nämnden"],
            2026,
        ),
    ]
    assert find_goals(rows, office=None).taken == set(range(1, 14))


def test_a_source_and_a_value_are_told_of_the_measure_above_and_what_is_else_of_its_goal() -> None:
    rows = form(
        ("Mål", "Fler båtar ska gå på el"),
        ("Indikatorer", "• Antal båtar (Källa: SCB)\n• Andel båtar"),
        ("Källa", "Kolada"),
        ("Målvärde", "80 procent"),
        ("Ansvarig", "Hamnnämnden"),
    )
    assert measures(rows) == [
        ("Antal båtar", "SCB", None, "Fler båtar ska gå på el"),
        ("Andel båtar", "Kolada", "80 procent", "Fler båtar ska gå på el"),
    ]
    assert goals(rows) == [("Mål", "Fler båtar ska gå på el", None, ["Hamnnämnden"], None)]


def test_a_value_without_a_measure_is_the_goals_and_a_fact_before_a_goal_nobodys() -> None:
    rows = form(("Ansvarig", "Nämnden"), ("Mål", "Fler båtar"), ("Målvärde", "80"), ("Källa", "SCB"))
    (goal,) = find_goals(rows, office=None).goals
    assert (goal.passage.flat, goal.target.flat if goal.target else None) == ("Fler båtar", "80")
    assert (goal.responsible, measures(rows)) == ([], [])
