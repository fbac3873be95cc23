"""Whole documents in the manner of different municipalities, clean and scanned, against what they tell."""

import pytest
import yaml

NAMES = ("lindalen", "norrvik", "remiss", "sjostad", "solberga_scan")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_tells_what_it_says(name, documents, read, told):
    expected = yaml.safe_load((documents / "expected.yaml").read_text(encoding="utf-8"))
    assert told(read(documents / f"{name}.txt")) == expected[name]


@pytest.mark.parametrize("name", ["lindalen", "norrvik", "remiss", "sjostad"])
def test_a_clean_document_comes_through_untouched(name, documents, read):
    draft = read(documents / f"{name}.txt")
    parted = [item for item in draft.items() if "-\n" in item.as_read]
    whole = [item for item in draft.items() if "-\n" not in item.as_read]
    assert draft.document.noise == 0.0
    assert [item.text.split() for item in whole] == [item.as_read.split() for item in whole]
    assert [item.text.replace(" ", "") for item in parted] == [
        "".join(item.as_read.replace("-\n", "").split()) for item in parted
    ]


def test_lines_and_reading_of_an_item_are_kept(documents, read):
    area = read(documents / "solberga_scan.txt").target_areas[1]
    assert [(goal.as_read, goal.lines) for goal in area.strategies] == [
        ("Underlitta végen till arbete for den som stir langt frén\narbetsmarknaden", (72, 73)),
        ("Oka tillgéngen till praktikplatser i kommunens\nverksamheter", (74, 78)),
        ("Anvind upphandling for att skapa nya arbeten", (79,)),
    ]


def test_areas_name_their_best_place(documents, read):
    areas = read(documents / "solberga_scan.txt").target_areas
    assert [(area.name, area.as_read, area.lines) for area in areas] == [
        ("Hälsa och utbildning", "Hilsa och utbildning", (31,)),
        ("Arbete och delaktighet", "Arbete och delaktighet", (32,)),
    ]


def test_a_text_that_is_no_council_document_is_refused(documents, read):
    from fardplan.vocabulary.errors import InputError

    with pytest.raises(InputError) as refused:
        read(documents / "recept.txt")
    assert str(refused.value) == (
        "recept.txt: this is not a council document (such as a tjänsteutlåtande, programme, policy or plan) "
        "that can be read\n"
        "Looked for what such a document calls itself (tjänsteutlåtande, program, policy, plan, strategi, "
        "riktlinjer), who has adopted it or is to decide, its case number, headings such as 'Förslag till "
        "beslut', 'Bakgrund' and 'Uppföljning', and for decisions or goals. Found: sammanfattning, beslutar, "
        "and at the top what is no such document: ingredienser.\n"
        "No draft was made."
    )
