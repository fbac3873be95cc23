"""Levels under a word of the document's own, that its headings count: "Ledstjärna 1: …"."""

import pytest

from fardplan.sources.council_document.goals.own_words import counted_headings
from fardplan.sources.council_document.lines import Cell, Look, Row
from tests.sources.council_document.goals.made import tree

Told = dict[int, tuple[str, str, str, str]]


def told(rows: list[Row]) -> Told:
    """The headings by their places: the word, what it is, the number, the text."""
    return {
        at: (own.level.word, own.level.role.value, own.number, rows[at].text[own.start :])
        for at, own in counted_headings(rows).items()
    }


def apart(*texts: str) -> list[Row]:
    return [Row(number, text, "blank") for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (
            ("Ledstjärna 1: Rent hav", "Havet är djupt.", "Ledstjärna 2: Hela bryggor", "Ledstjärna 3: Ljus"),
            {
                0: ("Ledstjärna", "area", "1", "Rent hav"),
                2: ("Ledstjärna", "area", "2", "Hela bryggor"),
                3: ("Ledstjärna", "area", "3", "Ljus"),
            },
        ),
        (
            ("4.1 Löv 1 – Alla ska simma", "4.2 Löv 2. Ingen ska frysa", "4.3. Löv 3 - Havet är rent"),
            {
                0: ("Löv", "goal", "1", "Alla ska simma"),
                1: ("Löv", "goal", "2", "Ingen ska frysa"),
                2: ("Löv", "goal", "3", "Havet är rent"),
            },
        ),
        (
            ("Löv 1: Alla ska simma", "Löv 2: Rent hav", "Löv 3: Hela bryggor", "Löv 4: Ingen skall frysa"),
            {
                0: ("Löv", "area", "1", "Alla ska simma"),
                1: ("Löv", "area", "2", "Rent hav"),
                2: ("Löv", "area", "3", "Hela bryggor"),
                3: ("Löv", "area", "4", "Ingen skall frysa"),
            },
        ),
        (
            ("Löv 1: Rent hav", "Löv 1: Igen", "Löv 2: Hela bryggor", "Löv 4: Fel", "Löv 3: Ljus"),
            {
                0: ("Löv", "area", "1", "Rent hav"),
                2: ("Löv", "area", "2", "Hela bryggor"),
                4: ("Löv", "area", "3", "Ljus"),
            },
        ),
        (("Löv 1: Rent hav", "Löv 2: Hela bryggor"), {}),
        (("Löv 1: Rent hav", "Blad 2: Hela bryggor", "Löv 3: Ljus"), {}),
        (("Löv 2: Rent hav", "Löv 3: Hela bryggor", "Löv 4: Ljus"), {}),
        (("löv 1: Rent hav", "löv 2: Hela bryggor", "löv 3: Ljus"), {}),
        (("Löv 1: rent hav", "Löv 2: hela bryggor", "Löv 3: ljus"), {}),
        (("Löv 1 Rent hav", "Löv 2 Hela bryggor", "Löv 3 Ljus"), {}),
        (("Löv 1: Rent hav", "Löv 2: Hela bryggor", "Löv 3: Ljus" + " och ljus" * 7), {}),
        (("Löv 1: Rent hav", "Löv 2: Hela bryggor", "Löv 3: Ljus" + " ljus" * 12), {
            0: ("Löv", "area", "1", "Rent hav"),
            1: ("Löv", "area", "2", "Hela bryggor"),
            2: ("Löv", "area", "3", "Ljus" + " ljus" * 12),
        }),
        ((), {}),
    ],
)  # fmt: skip
def test_headings_that_count_a_word_that_is_nobody_elses(texts: tuple[str, ...], found: Told) -> None:
    assert told(apart(*texts)) == found


@pytest.mark.parametrize(
    "word", ["Bilaga", "Tabell", "Fråga", "Steg", "Årskurs", "Mål", "Insats", "Målområde", "Indikator"]
)
def test_words_that_count_something_else_or_are_known_levels(word: str) -> None:
    assert told(apart(f"{word} 1: Hav", f"{word} 2: Land", f"{word} 3: Luft")) == {}


def test_such_a_heading_begins_something_and_stands_in_no_table() -> None:
    texts = ("Löv 1: Hav", "Löv 2: Land", "Löv 3: Luft")
    looks = [Look(heading=2), Look(new_block=True), Look(new_block=True, cell=Cell(0, 0, 0))]
    found = [told([Row(at, text, look=look) for at, text in enumerate(texts)]) for look in looks]
    assert [len(one) for one in found] == [3, 3, 0]
    assert told([Row(at, text) for at, text in enumerate(texts)]) == {}


def test_what_stands_beneath_such_areas_belongs_to_them() -> None:
    assert tree(
        "Strategi för hamnen\n\nLedstjärna 1: Från land till hav\n\nMål\n- Fler båtar ska gå på el.\n"
        "- Färre bilar ska stå på kajen.\n\nLedstjärna 2: Från ensam till\ntillsammans\n\nMål\n"
        "- Alla ska ha någon att segla med.\n\nLedstjärna 3: Från mörkt till ljust\n\nMål\n"
        "- Kajen ska ha ljus hela natten."
    ) == [
        "Ledstjärna 1: Från land till hav",
        "  Mål: Fler båtar ska gå på el.",
        "  Mål: Färre bilar ska stå på kajen.",
        "Ledstjärna 2: Från ensam till tillsammans",
        "  Mål: Alla ska ha någon att segla med.",
        "Ledstjärna 3: Från mörkt till ljust",
        "  Mål: Kajen ska ha ljus hela natten.",
    ]


def test_what_stands_beneath_such_goals_is_done_for_them() -> None:
    assert tree(
        "Plan för simning\n\nLedstjärna 1: Alla ska kunna simma\n\nSå gör vi\n- Erbjuda simskola.\n"
        "- Bygga badhus.\n\nLedstjärna 2: Ingen ska frysa\n\nSå gör vi\n- Värma badhuset.\n\n"
        "Ledstjärna 3: Alla ska få segla\n\nBåtarna är många och bryggorna få."
    ) == [
        "Ledstjärna 1: Alla ska kunna simma",
        "  -: Erbjuda simskola.",
        "  -: Bygga badhus.",
        "Ledstjärna 2: Ingen ska frysa",
        "  -: Värma badhuset.",
        "Ledstjärna 3: Alla ska få segla",
    ]


def test_such_a_heading_ends_the_list_before_it() -> None:
    first = "Löv 1: Alla ska simma\n\nSå gör vi\n- Erbjuda simskola\n- Bygga bad"
    assert tree(f"Plan\n\n{first}\n\nLöv 2: Ingen ska frysa\n\nLöv 3: Alla ska segla") == [
        "Löv 1: Alla ska simma",
        "  -: Erbjuda simskola",
        "  -: Bygga bad",
        "Löv 2: Ingen ska frysa",
        "Löv 3: Alla ska segla",
    ]
