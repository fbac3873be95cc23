"""Markdown: its marks become looks, its tables cells, and what a program wrote of the file is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.intake import read_text
from fardplan.sources.council_document.intake.markdown import is_markdown, without_marks
from fardplan.sources.council_document.lines import PLAIN, Cell, Line, Look, split_lines

TABLE = "Mål | Mått\n--- | ---\n"


def written(text: str) -> list[tuple[str, Look]]:
    return [(line.text, line.look) for line in without_marks(split_lines(text))]


def cell(row: int, column: int, table: int = 0) -> Look:
    return Look(cell=Cell(table, row, column, head=row == 0))


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "Före\n| Mål | Mått |\n|:---|:---:|\n",
        "# Plan\n\n## Mål",
        "---\ntitle: Plan\n---\n",
        "---\ntags:\n  - plan\n---\nText.",
    ],
)
def test_what_is_written_with_marks(text: str) -> None:
    assert is_markdown(split_lines(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Plan\nText.",
        "#Plan\n#Mål",
        "####### Plan\n####### Mål",
        "Text | och\nmer | text",
        "--- | ---\nA | B",
        "Rubrik\n--- | ---\nA | B",
        "| Mål |\n|---|\n| Fler |",
        "---\ntitle: Plan",
        "---\n---\nText.",
        "---\nEn rad text.\n---\nMer.",
        "---\n" + "namn: Plan\n" * 40 + "---\n",
    ],
)
def test_what_is_written_without(text: str) -> None:
    assert not is_markdown(split_lines(text))
    assert [line.look for line in read_text(text).lines] == [PLAIN] * len(text.split("\n"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Plan", ("Plan", Look(1))),
        ("   ###### Mål 1: C# och ##", ("Mål 1: C# och", Look(6))),
        ("## Mål ##", ("Mål", Look(2))),
        ("## **Mål**", ("Mål", Look(2))),
        ("    # Mål", ("    # Mål", PLAIN)),
        ("#", ("#", PLAIN)),
        ("**Mål för alla**", ("Mål för alla", Look(bold=True))),
        ("  __Mål__", ("  Mål", Look(bold=True))),
        ("Alla ska **må bra** och __delta__.", ("Alla ska må bra och delta.", PLAIN)),
        ("2 ** 3 ** 4", ("2 ** 3 ** 4", PLAIN)),
        ("Se [planen](https://sjoby.se/plan).", ("Se planen.", PLAIN)),
        ('Se ![karta](karta.png "Över Sjöby") här', ("Se karta här", PLAIN)),
        ("Mål [1] och (2)", ("Mål [1] och (2)", PLAIN)),
        (r"1\. Fler \*barn\* \# \a", (r"1. Fler *barn* # \a", PLAIN)),
        ("Ett<br>två<BR />tre", ("Ett två tre", PLAIN)),
        ("Text<!-- sida 1 --> mer<!-- 2 -->", ("Text mer", PLAIN)),
        ("- punkt", ("- punkt", PLAIN)),
    ],
)
def test_marks_of_a_line(text: str, found: tuple[str, Look]) -> None:
    assert written(text) == [found]


def test_a_line_keeps_its_page_and_its_number() -> None:
    lines = split_lines("# Plan\n\f## Mål\nText.")
    assert without_marks(lines) == [
        Line(1, "Plan", look=Look(1)),
        Line(2, "Mål", new_page=True, look=Look(2)),
        Line(3, "Text."),
    ]


def test_what_a_program_says_of_the_file_is_empty_lines() -> None:
    assert written("---\ntitle: Plan\n  och mer\n---\n# Plan\n---") == [
        *[("", PLAIN)] * 4,
        ("Plan", Look(1)),
        ("---", PLAIN),
    ]


def test_the_lines_of_cells_are_lines_numbered_anew() -> None:
    text = (
        "Före\n| Mål | **Mått** |\n|---|---|\n| Fler | Andel<br>antal |\n| a \\| b | |\nEfter | detta\n\nSlut"
    )
    assert written(text) == [
        ("Före", PLAIN),
        ("", PLAIN),
        ("Mål", cell(0, 0)),
        ("Mått", cell(0, 1)),
        ("Fler", cell(1, 0)),
        ("Andel", cell(1, 1)),
        ("antal", cell(1, 1)),
        ("a | b", cell(2, 0)),
        ("", cell(2, 1)),
        ("Efter", cell(3, 0)),
        ("detta", cell(3, 1)),
        ("", PLAIN),
        ("", PLAIN),
        ("Slut", PLAIN),
    ]
    assert [line.number for line in without_marks(split_lines(text))] == list(range(1, 15))


def test_tables_are_counted_and_a_head_may_stand_alone() -> None:
    assert written(TABLE + "\n" + TABLE + "Fler | Antal") == [
        ("", PLAIN),
        ("Mål", cell(0, 0)),
        ("Mått", cell(0, 1)),
        ("", PLAIN),
        ("", PLAIN),
        ("", PLAIN),
        ("Mål", cell(0, 0, 1)),
        ("Mått", cell(0, 1, 1)),
        ("Fler", cell(1, 0, 1)),
        ("Antal", cell(1, 1, 1)),
        ("", PLAIN),
    ]


def test_a_text_file_is_read_as_it_is_printed() -> None:
    paper = read_text("# Plan\n\n" + TABLE + "Fler | Antal\n")
    assert paper.texts == ("Plan", "", "", "Mål", "Mått", "Fler", "Antal", "", "")
    assert paper.form == "text"


WORDS = st.text(st.sampled_from("abcåäö "), min_size=1, max_size=9).map(lambda text: f"x{text}x")


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width))))
def test_every_cell_stands_in_its_place(rows: list[list[str]]) -> None:
    width = len(rows[0]) if rows else 2
    heads = [f"Mål {at}" for at in range(width)]
    drawn = [heads, ["---"] * width, *rows]
    text = "\n".join(f"| {' | '.join(cells)} |" for cells in drawn)
    assert written(text)[1:-1] == [
        (words, cell(row, column))
        for row, cells in enumerate([heads, *rows])
        for column, words in enumerate(cells)
    ]


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    lines = without_marks(split_lines(text))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_a_bullet_alone_on_a_line_is_drawn_in_markdown_too() -> None:
    lines = read_text("# Mål\n# Åtgärder\n•\nEtt\n•\nTvå").lines
    assert [(line.text, line.look.heading, line.look.mark) for line in lines] == [
        ("Mål", 1, ""),
        ("Åtgärder", 1, ""),
        ("", 0, ""),
        ("Ett", 0, "•"),
        ("", 0, ""),
        ("Två", 0, "•"),
    ]
