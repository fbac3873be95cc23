"""Text files: their lines as an editor counts them, columns beside each other one after the other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.intake import read_text
from tests.sources.council_document.intake.made import read

ROOT = Path(__file__).parents[4]
FIRST = ROOT / "tests/reader/corpus/first"

LEFT = (
    "Inledning",
    "Den som bor här ska kunna leva ett gott liv, i",
    "hela kommunen och under hela livet. Det är vad",
    "planen handlar om.",
    "",
    "Mål 1: Alla ska ha någon att tala med, varje",
    "dag i veckan.",
)
RIGHT = (
    "Uppföljning",
    "Planen följs upp varje år i samband med boks-",
    "lutet, och nämnden redovisar vad som har gjorts.",
    "Därefter tas en ny plan fram.",
    "Mål 2: Ingen ska behöva vänta mer än en vecka",
    "på svar.",
)


def beside(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    rows = max(len(left), len(right))
    pairs = zip([*left, *[""] * (rows - len(left))], [*right, *[""] * (rows - len(right))], strict=True)
    return [f"{one:<52}{other}".rstrip() for one, other in pairs]


def test_two_columns_come_one_after_the_other_below_what_runs_over_both() -> None:
    over = "Plan för ett gott liv i hela Sjöby kommun under åren 2024 till och med 2030, antagen i mars"
    text = "\n".join([over, "", *beside(LEFT, RIGHT), "", over])
    assert read_text(text).texts == (over, "", *LEFT, "", *RIGHT, "", over)


def test_heads_and_feet_of_pages_stay_at_their_edges() -> None:
    room = " " * 60
    last = (*LEFT[:-1], "dag i veckan och hela året.")
    pages = [
        [f"Sjöby kommun{room}Plan", "", *beside(one, other), "", "", f"Dnr 1{room}{number}"]
        for number, (one, other) in enumerate(((LEFT, RIGHT), (RIGHT, last)), start=1)
    ]
    paper = read_text("\f".join("\n".join(page) + "\n" for page in pages))
    first = (pages[0][0], "", *LEFT, "", *RIGHT, "", "", pages[0][-1])
    second = (pages[1][0], "", *RIGHT, "", *last, "", "", pages[1][-1])
    assert paper.texts == (*first, *second, "")
    assert [line.number for line in paper.lines if line.new_page] == [len(first) + 1]
    assert (paper.pages, paper.page_of) == (2, (1,) * len(first) + (2,) * (len(second) + 1))


def test_a_table_of_two_columns_of_text_keeps_its_rows() -> None:
    table = []
    for number in range(1, 6):
        table += beside(
            (f"{number}. Alla barn ska kunna simma tvåhundra", "meter när de slutar årskurs sex"),
            ("Nämnden för kultur, fritid och idrott i hela", "kommunen svarar för att det blir av"),
        )
        table.append("")
    assert read_text("\n".join(table)).texts == tuple(table)


SINGLE = [path for path in sorted(FIRST.glob("*.txt")) if "tva_spalter" not in path.name]


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: path.stem)
def test_tables_letterheads_and_signatures_are_left_as_they_stand(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_text(text).texts == tuple(text.replace("\f", "").split("\n"))


def test_the_columns_of_a_printed_strategy() -> None:
    texts = read((FIRST / "sju_sjoar_klimatstrategi_tva_spalter.txt").read_bytes()).texts
    headings = ["Förord", "Inledning", "Läsanvisning", "Fokusområde Resor och transpor-", "Uppföljning"]
    places = [texts.index(heading) for heading in headings]
    assert places == sorted(places)
    goal = texts.index("Mål 2: Kommunernas och förbundets egna fordon ska")
    assert texts[goal + 1] == "vara fossilfria senast 2025."
    note = next(at for at, text in enumerate(texts) if text.startswith("  1Utvärderingen"))
    assert texts[note - 2] == "biodrivmedel."
    assert texts[texts.index("rens och om kommunernas befogenheter. Förbundets") + 1].startswith("jurister")


def test_signs_that_are_one_letter_in_another_form() -> None:
    assert read_text("e\u0301 a\u030a \u00a0 ﬁ soft\u00adhyphen av\u00ad\n\ud800\x07\u200b").texts == (
        "é å   fi softhyphen av-",
        "\ufffd ",
    )


plain = st.text(
    st.characters(codec="ascii", exclude_categories=["Cc"]) | st.sampled_from("åäöÅÄÖ–”é\n"), max_size=300
)


@given(plain)
def test_the_lines_of_a_text_joined_are_the_text_but_for_what_stands_beside(text: str) -> None:
    """Any text: no letter is lost or made; without two pieces on a line, it is the text itself."""
    paper = read_text(text)
    assert sorted("".join(paper.texts).split()) == sorted("".join(text.split("\n")).split()) or "  " in text
    assert sorted("".join("".join(paper.texts).split())) == sorted("".join(text.split()))
    if "  " not in text:
        assert "\n".join(paper.texts) == text
    assert [line.number for line in paper.lines] == list(range(1, len(paper.lines) + 1))
