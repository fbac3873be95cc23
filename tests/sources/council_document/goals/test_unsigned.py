"""Labels with nothing between them and their text: a colon is set where several rows begin so."""

import pytest

from fardplan.sources.council_document.goals import find_goals
from fardplan.sources.council_document.goals.unsigned import signed
from fardplan.sources.council_document.lines import Row, split_lines
from fardplan.sources.council_document.page_noise import clean

GOALS = ("Mål Fler båtar", "Mål Färre bilar", "Mål Alla seglar")
SIGNED = ["Mål: Fler båtar", "Mål: Färre bilar", "Mål: Alla seglar"]


def told(*texts: str) -> list[str]:
    return [row.text for row in signed([Row(number, text) for number, text in enumerate(texts, start=1)])]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (
            ["Ansvarig Hamnnämnden", "Ansvarig Nämnden", "Ansvarig Styrelsen"],
            ["Ansvarig: Hamnnämnden", "Ansvarig: Nämnden", "Ansvarig: Styrelsen"],
        ),
        (
            ["Klart senast Maj 2026", "Klart senast Juni 2026", "Klart senast Mars 2027"],
            ["Klart senast: Maj 2026", "Klart senast: Juni 2026", "Klart senast: Mars 2027"],
        ),
        (
            ["Övergripande mål Fler", "Övergripande mål Färre", "ÖVERGRIPANDE MÅL Alla"],
            ["Övergripande mål: Fler", "Övergripande mål: Färre", "ÖVERGRIPANDE MÅL: Alla"],
        ),
        (["Åtgärd Bygg", "Åtgärd Riv", "Åtgärd Sälj"], ["Åtgärd: Bygg", "Åtgärd: Riv", "Åtgärd: Sälj"]),
    ],
)
def test_labels_that_begin_several_rows_are_signed_beside_goals(texts: list[str], found: list[str]) -> None:
    assert told(*GOALS, *texts, "Fler båtar Går") == [*SIGNED, *found, "Fler båtar Går"]


@pytest.mark.parametrize(
    "text",
    [
        "Ansvarig Hamnnämnden",
        "Mål",
        "mål Fler båtar",
        "Mål fler båtar",
        "Mål 1 Fler båtar",
        "Mål A Fler båtar",
        "Mål II. Fler båtar",
        "Mål A2 Fler båtar",
        "Målen Fler båtar",
        "Åtgärder Bygg",
        "Målområde Hav",
        "Indikator Antal",
        "Mål och medel Fler båtar",
        "Mål Fler båtar   Nämnden",
    ],
)
def test_what_is_no_unsigned_label(text: str) -> None:
    assert told(*GOALS, text) == [*SIGNED, text]


@pytest.mark.parametrize(
    "texts",
    [
        GOALS[:2],
        ("Ansvarig Hamnnämnden", "Ansvarig Nämnden", "Ansvarig Styrelsen"),
        ("Indikator Antal", "Indikator Andel", "Indikator Mängd"),
        (*GOALS[:2], "Delmål Alla seglar"),
        (),
    ],
)
def test_nothing_is_signed_where_no_goal_is_labelled_time_after_time(texts: tuple[str, ...]) -> None:
    assert told(*texts) == list(texts)


def test_goals_of_a_table_printed_as_text() -> None:
    text = "\n\n".join(f"{goal}\nAnsvarig Hamnnämnden" for goal in GOALS)
    found = find_goals(clean(split_lines(text)).rows, office=None).goals
    assert [(goal.level, goal.passage.flat, [who.flat for who in goal.responsible]) for goal in found] == [
        ("Mål", "Fler båtar", ["Hamnnämnden"]),
        ("Mål", "Färre bilar", ["Hamnnämnden"]),
        ("Mål", "Alla seglar", ["Hamnnämnden"]),
    ]
