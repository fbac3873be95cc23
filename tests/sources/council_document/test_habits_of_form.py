"""Habits of form, each in a document of our own: names, signatures, measures, headings over lists."""

import pytest

from fardplan.sources.council_document import read_document
from fardplan.sources.council_document.draft import Draft

HEAD = "Kustplan för Viks kommun\nAntagen av kommunfullmäktige 2024-03-04, § 12. Dnr KS 2023/88\n\n"
END = "\n\nUppföljning\nKommunstyrelsen ska följa upp planen varje år. Nämnderna ansvarar för sina delar.\n"
PROSE = "Bakgrund\nKommunen har en lång kust som många lever av, och den behöver vård varje år.\n\n" * 2
GOAL = "Mål 1: Alla ska få nå en brygga.\n\n"


def _read(text: str, *, head: str = HEAD) -> Draft:
    return read_document(head + text + END)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Nära vattnet\nKustplan för Viks kommun 2024–2030\n", "Nära vattnet"),
        ("Mål och budget 2027\nmed ekonomisk plan 2028–2029\n", "Mål och budget 2027"),
        ("Remissversion\nKustplan för Viks kommun\n", "Kustplan för Viks kommun"),
        ("Hamnen\nKustplan för Viks kommun\n", "Kustplan för Viks kommun"),
    ],
)
def test_the_name_of_a_document_stands_over_what_it_is(top, title):
    adopted = "Antagen av kommunfullmäktige 2024-03-04, § 12. Dnr KS 2023/88\n\n"
    found = _read(GOAL, head=top + adopted).title
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize(
    ("text", "vision"),
    [
        (
            "Planen är ett steg mot visionen ”Vik 2040 – en kust för alla”.",
            ("Vik 2040 – en kust för alla", 2040),
        ),
        ("Kommunens vision är ”Nära hela livet”.", ("Nära hela livet", None)),
        ("Kommunens ord är ”Nära hela livet”.", None),
    ],
)
def test_a_vision_that_is_only_named(text, vision):
    found = _read(GOAL + "Inledning\n" + text).vision
    assert (found and (found.text, found.year)) == vision


def test_measures_tell_the_goal_that_they_are_of_beside_their_source():
    text = (
        "Mål 1: Alla ska få nå en brygga.\n\nMål 2: Fler båtar ska gå på el.\n\nIndikatorer\n"
        "- Antal bryggor (mål 1, källa: Hamnen)\n- Andel båtar på el (mål 2, källa: SCB)\n"
    )
    draft = _read(text)
    goals = {goal.id: goal.number for goal in draft.goals}
    told = [(one.text, one.source, goals[one.of or ""]) for one in draft.indicators]
    assert told == [("Antal bryggor", "Hamnen", "1"), ("Andel båtar på el", "SCB", "2")]


def test_a_column_says_where_the_figures_come_from_and_measures_nothing():
    text = (
        "Nr     Mål                                Målvärde     Mäts genom\n"
        "1.1    Fler ska få nå en brygga           80 procent   SCB\n"
        "1.2    Fler båtar ska gå på el            30 procent   Hamnens register\n"
    )
    draft = _read(text)
    assert [goal.text for goal in draft.goals] == ["Fler ska få nå en brygga", "Fler båtar ska gå på el"]
    assert draft.indicators == ()


def test_headings_over_lists_are_areas_when_the_document_says_how_many():
    lists = {
        "Fler bryggor": ["Hamnen ska bygga tio bryggor.", "Hamnen ska måla kajen."],
        "Renare vatten": ["Hamnen ska rena dagvattnet.", "Alla toaletter ska tömmas iland."],
    }
    chapters = "\n\n".join(
        f"3.{number} {name}\n\nSå här är det i dag, och det har det varit länge.\n\n"
        + "\n".join(f"{letter}) {item}" for letter, item in zip("ab", items, strict=True))
        for number, (name, items) in enumerate(lists.items(), start=1)
    )
    said = "3 Uppdrag till hamnen\n\nFörväntningarna är samlade i {} områden som gäller hela tiden.\n\n"

    def areas(count: str) -> list[str]:
        draft = _read(said.format(count) + chapters)
        return [goal.text for goal in draft.goals if goal.becomes == "target_area"]

    assert areas("två") == list(lists)
    assert areas("tre") == []


def test_who_signs_may_stand_after_the_role():
    names = "\n\nOrdförande Karin Åsberg\nSekreterare Per-Erik Modig\nJusterare Yvonne Tallgren"
    assert [(one.text, one.role) for one in read_document(HEAD + GOAL + PROSE + END + names).signatories] == [
        ("Karin Åsberg", "Ordförande"),
        ("Per-Erik Modig", "Sekreterare"),
        ("Yvonne Tallgren", "Justerare"),
    ]


def test_a_number_within_an_item_is_its_number():
    text = "Mål 1: Alla ska få nå en brygga.\n\nÅtgärder\n• 1.1 Bygga tio bryggor\n• 1.2 Måla kajen\n"
    actions = [(goal.number, goal.text) for goal in _read(text).goals if goal.level == "Åtgärd"]
    assert actions == [("1.1", "Bygga tio bryggor"), ("1.2", "Måla kajen")]
