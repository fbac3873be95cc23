"""More of what a document states of itself: titles over subtitles, who wrote it, whose it is, facts."""

import pytest

from fardplan.sources.council_document import read_document
from fardplan.sources.council_document.about import Head, head_end, read_head
from fardplan.sources.council_document.about.facts import facts
from fardplan.sources.council_document.about.numbers import number_in
from fardplan.sources.council_document.about.places import municipality
from fardplan.sources.council_document.lines import Line, split_lines
from fardplan.sources.council_document.page_noise import clean

PROSE = "\n\nDen här texten berättar i hela meningar vad kommunen vill, och den är lång nog för det.\n"


def head_of(text: str) -> Head:
    lines = split_lines(text)
    rows = clean(lines).rows
    return read_head(lines, rows[: head_end(rows)], rows, "")


def title_of(top: str) -> str | None:
    adopted = "Antagen av kommunfullmäktige 2023-02-27, § 14"
    title = head_of(f"Munkviks kommun\n\n{top}\n\n{adopted}{PROSE}").title
    return title.flat if title else None


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Enklare för fler\nStrategi för en digital hamn i hela Munkvik", "Enklare för fler"),
        ("Munkvik till sjöss\nVägen mot en hamn som räcker för alla", "Munkvik till sjöss"),
        ("Hamnplan 2024\nTillsammans för en levande kust", "Hamnplan 2024"),
        ("Hamnplan\n2024–2027\nTillsammans för en levande kust", "Hamnplan 2024–2027"),
        ("Hamnplan för\nAlla som bor i Munkvik", "Hamnplan för Alla som bor i Munkvik"),
        ("Hamnplan för trygga,\nRena och öppna kajer", "Hamnplan för trygga, Rena och öppna kajer"),
        (
            "Program mot buller och\nStrategi för tysta hamnar",
            "Program mot buller och Strategi för tysta hamnar",
        ),
        ("Hamnplan\nhela vägen till havet", "Hamnplan hela vägen till havet"),
    ],
)  # fmt: skip
def test_a_subtitle_is_left_out_where_the_name_above_it_is_whole(top: str, title: str) -> None:
    assert title_of(top) == title


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Hamnplan för Munkvik\n\nHamnplan för hela Munkvik", "Hamnplan för hela Munkvik"),
        ("Hamnplan för hela Munkvik\n\nHamnplan för Munkvik", "Hamnplan för hela Munkvik"),
        ("HAMNPLAN FÖR MUNKVIK\n\nHamnplan för Munkvik", "Hamnplan för Munkvik"),
        ("Hamnplan för Munkvik\n\nHAMNPLAN FÖR MUNKVIK", "Hamnplan för Munkvik"),
        ("En hamn för alla\n\nEn kust för alla", "En hamn för alla"),
        ("Hamnplan för Munkvik\n\nKajplan för viken", "Hamnplan för Munkvik"),
    ],
)
def test_of_equals_the_fullest_is_the_title_and_then_the_first(top: str, title: str) -> None:
    assert title_of(f"{top}\n\n\n") == title


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Vad ska vi ha en hamn till?", None),
        ("Hamnplan för vem?\n\nEn hamn för alla", "En hamn för alla"),
        ("Vad ska vi ha en hamn till?\n\nHamnplan", "Hamnplan"),
    ],
)
def test_a_question_is_no_title(top: str, title: str | None) -> None:
    assert title_of(top) == title


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("Tjänsteskrivelse 2023-04-11, Pernilla Ståhl", "Pernilla Ståhl"),
        ("Hamnkontorets tjänsteskrivelse den 11 april 2023, utredare Bo Ek", "Bo Ek"),
        ("• Tjänsteutlåtande 2023-04-11, Bo Ek", "Bo Ek"),
        ("- Tjänsteskrivelse daterad 2023-04-11, Bo Ek, hamnchef", "Bo Ek"),
        ("Tjänsteskrivelse 2023-04-11, hamnkontoret\nTjänsteskrivelse 2023-04-12, Bo Ek", "Bo Ek"),
        ("Tjänsteskrivelse 2023-04-11", None),
        ("Tjänsteskrivelse 2023-04-11, hamnkontoret", None),
        ("Protokoll 2023-04-11, Bo Ek", None),
    ],
)
def test_the_paper_that_a_decision_rests_on_names_who_wrote_it(paper: str, name: str | None) -> None:
    top = "Munkviks kommun\n\nPROTOKOLLSUTDRAG\n\nHamnplan för Munkvik"
    text = f"{top}{{}}{PROSE}\nBeslutsunderlag\n\n{paper}\n"
    assert head_of(text.format("")).officer == name
    assert head_of(text.format("\n\nHandläggare: Eva Lund")).officer == "Eva Lund"


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Region Sjömarks plan", "Region Sjömarks vilja", "Region Sjömark ska"], "Region Sjömark"),
        (
            ["Munkviks kommun", "Region Sjömarks plan", "Region Sjömark", "Region Sjömarks mål"],
            "Region Sjömark",
        ),
        (["Region Nordnäs plan", "Region Nordnäs mål"], "Region Nordnäs"),
        (["Region Nordnäs plan", "Region Nordnä"], "Region Nordnä"),
    ],
)
def test_a_region_in_the_genitive_is_the_same_region(texts: list[str], name: str) -> None:
    before = [Line(number, "text") for number in range(1, 15)]
    assert municipality([*before, *[Line(at, text) for at, text in enumerate(texts, start=20)]]) == name


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Dokumentet är beslutat av: Fullmäktige", "DECIDED", "Fullmäktige"),
        ("Dokumentet är beslutat av\nFullmäktige", "DECIDED", "Fullmäktige"),
        ("Dokumentet beslutades av: Hamnnämnden", "DECIDED", "Hamnnämnden"),
        ("Dokumentet är antaget av: Hamnnämnden", "DECIDED", "Hamnnämnden"),
        ("Dokumentet beslutades den: 2023-02-27", "DECIDED_ON", "2023-02-27"),
        ("Dokumentet antogs: 2023-02-27", "DECIDED_ON", "2023-02-27"),
        ("Dokumentet antogs den 27 februari 2023", "DECIDED_ON", "27 februari 2023"),
        ("Dokumentansvarig är: Eva Lund", "RESPONSIBLE", "Eva Lund"),
        ("Dokumentet förvaltas av: Hamnkontoret", "RESPONSIBLE", "Hamnkontoret"),
        ("Ansvarig för dokumentet är: Eva Lund", "RESPONSIBLE", "Eva Lund"),
        ("Dokumentet gäller till den: 31 december 2027", "VALID", "31 december 2027"),
        ("Dokumentet gäller tills: 2027-12-31", "VALID", "2027-12-31"),
        ("Dokumentet ersätter: Hamnplan 2019", "REPLACES", "Hamnplan 2019"),
    ],
)
def test_facts_under_labels_that_are_half_a_sentence(text: str, label: str, value: str) -> None:
    assert [(fact.label.name, fact.value.text) for fact in facts(clean(split_lines(text)).rows)] == [
        (label, value)
    ]


@pytest.mark.parametrize("number", ["KS.2022/187", "RS.2019.12", "HN. 2022/187"])
def test_a_case_number_with_a_dot_after_its_registry(number: str) -> None:
    assert [number_in(number), number_in(f"{number}  Sida 1")] == [number, number]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Målen beslutades av kommunfullmäktige 6 december 2018.", ("Kommunfullmäktige", "2018-12-06")),
        ("Båtprogrammet antogs av kommunfullmäktige den 21 mars 2017.", ("Kommunfullmäktige", "2017-03-21")),
        ("Båtprogrammet antogs av kommunfullmäktige.", (None, None)),
    ],
)
def test_a_sentence_of_the_text_tells_who_adopted_it_where_the_head_does_not(text, told):
    listed = "\n".join(f"{number}. Alla ska få nå brygga {number}" for number in (1, 2, 3))
    draft = read_document(f"Kommunfullmäktiges mål\n\n{text} Kommunen ska nå dem.\n\n{listed}\n")
    assert (draft.document.decided_by, draft.document.date) == told
    earlier = read_document(f"Kommunfullmäktiges mål\n\nDen förra {text} Kommunen ska nå dem.\n\n{listed}\n")
    assert earlier.document.decided_by is None
