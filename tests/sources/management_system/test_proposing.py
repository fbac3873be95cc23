"""What a mapping may be, proposed from the file, from usual names and from the mapping before."""

from fardplan.boards.external import Part
from fardplan.sources.management_system.proposing import ProposedWord, Surety, propose
from fardplan.sources.management_system.table import read_export
from tests.sources.management_system.exports import (
    LEVEL_MAPPING,
    LEVELS,
    ORGANISATIONS,
    ROW_MAPPING,
    ROWS,
    as_csv,
)


def test_an_export_with_usual_names_is_proposed_whole() -> None:
    proposal = propose(read_export(as_csv(ROWS), "export.csv"), ORGANISATIONS)
    assert {column.part: column.heading for column in proposal.columns} == ROW_MAPPING.columns
    assert {column.surety for column in proposal.columns} == {Surety.SAME}
    assert {word.word: word.meaning for word in proposal.words[Part.KIND]} == {
        word: str(kind) for word, kind in ROW_MAPPING.kinds.items()
    }
    assert proposal.words[Part.STATE] == (ProposedWord("Pågår", "under_way", Surety.SAME, 1),)
    assert proposal.changes == ()


def test_names_of_boards_are_known_by_what_is_their_own() -> None:
    proposal = propose(read_export(as_csv(ROWS), "export.csv"), ORGANISATIONS)
    assert proposal.words[Part.ORGANISATION] == (
        ProposedWord("Farsta SDN", "farsta", Surety.SAME, 3),
        ProposedWord("Järva stadsdelsnämnd", "jarva", Surety.SAME, 3),
        ProposedWord("Kommunfullmäktige", None, Surety.NONE, 2),
    )


def test_a_name_spelled_a_little_differently_is_a_near_one_and_one_between_two_is_none() -> None:
    rows = [
        ["Typ", "Namn", "Nämnd"],
        *[["Nämndmål", "x", name] for name in ("Östermalm", "Utbilningsnämnden", "Farstra", "SDN")],
    ]
    words = propose(read_export(as_csv(rows), "export.csv"), ORGANISATIONS).words[Part.ORGANISATION]
    assert {word.word: (word.meaning, word.surety) for word in words} == {
        "Östermalm": ("ostermalm", Surety.SAME),
        "Utbilningsnämnden": ("utbildning", Surety.NEAR),
        "Farstra": ("farsta", Surety.NEAR),
        "SDN": (None, Surety.NONE),
    }


def test_a_column_for_each_level_is_known_as_such() -> None:
    proposal = propose(read_export(as_csv(LEVELS), "vp.csv"), ORGANISATIONS)
    levels = [(column.heading, column.level) for column in proposal.columns if column.level]
    assert levels == [(level.heading, level.kind) for level in LEVEL_MAPPING.levels]
    assert {
        column.part: column.heading for column in proposal.columns if column.part
    } == LEVEL_MAPPING.columns


def test_next_year_begins_from_the_mapping_before_and_says_what_is_different() -> None:
    rows = [list(row) for row in ROWS]
    rows[0][4], rows[0][9] = "Text på noden", "Kontaktperson"
    rows[6][8] = "Rullar på"
    before = ROW_MAPPING.model_copy(
        update={
            "columns": {**ROW_MAPPING.columns, Part.TITLE: "Text på noden"},
            "states": {"Rullar på": "under_way"},
        }
    )
    proposal = propose(read_export(as_csv(rows), "export.csv"), ORGANISATIONS, before)
    kept = {column.heading: (column.part, column.surety) for column in proposal.columns}
    assert kept["Text på noden"] == (Part.TITLE, Surety.KEPT)
    assert kept["Kontaktperson"] == (None, Surety.NONE)
    assert proposal.words[Part.STATE] == (ProposedWord("Rullar på", "under_way", Surety.KEPT, 1),)
    assert [str(change) for change in proposal.changes] == [
        "The column 'Ansvarig' is no longer there.",
        "The column 'Kontaktperson' was not used before.",
    ]
    organisations = {word.word: word.surety for word in proposal.words[Part.ORGANISATION]}
    assert organisations["Kommunfullmäktige"] is Surety.KEPT
