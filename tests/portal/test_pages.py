"""What pages say, whole."""

from pathlib import Path

import pytest

from tests.portal.markup import Element, read
from tests.portal.sample import MILESTONES


def main_of(site: Path, name: str) -> list[str]:
    page = read((site / name / "index.html").read_text("utf-8"))
    return page.all("main")[0].lines


def test_the_list_of_strategies_with_one_row(one_row: Path) -> None:
    assert main_of(one_row, "strategier") == [
        "Strategier",
        "Vad staden tänker göra, målområde för målområde. En strategi hör till ett målområde, inte till ett "
        "enskilt etappmål.",
        "Område 1",
        "Gör 1",
    ]


def test_the_list_of_strategies_with_three_rows(three_rows: Path) -> None:
    assert main_of(three_rows, "en/strategies") == [
        "Strategies",
        "What the city means to do, by target area. A strategy is tied to a target area, not to a single "
        "milestone.",
        "The texts are unofficial translations; the decided wording is the Swedish one.",
        "Area 1",
        "Do 1",
        "Do 2",
        "Do 3",
        "Area 2",
        "No strategy has been set in this area.",
        "Area 3",
        "No strategy has been set in this area.",
    ]


def test_the_list_of_indicators_with_one_row(one_row: Path) -> None:
    assert main_of(one_row, "indikatorer") == [
        "Indikatorer",
        "Vad som mäts, och vad som visas vid sidan av.",
        "De mäter ett etappmål",
        "Mått 1",
        "Så här räknas mått 1.",
        "Uppgifter: 2010. Mål 1 ökar",
    ]


def test_the_list_of_indicators_with_three_rows(three_rows: Path) -> None:
    assert main_of(three_rows, "en/indicators")[2:] == [
        "They measure a milestone",
        "Measure 1",
        "How measure 1 is counted.",
        "Figures: 2010–2012. Target 1 rises",
        "Measure 2",
        "How measure 2 is counted.",
        "Figures: 2010–2012. Target 2 rises",
        "Measure 3",
        "How measure 3 is counted.",
        "Figures: 2010–2012. Target 3 rises",
    ]


def test_the_history_of_decisions(site: Path) -> None:
    assert main_of(site, "en/history") == [
        "Decisions and history",
        "Every edition of the roadmap, who decided it, and how it differs from the one before.",
        "Edition 2 proposed, not adopted",
        "Roadmap for Björkvik",
        "Nobody has adopted this edition. It was drawn up by Kommunkontoret, dated 14 June 2018.",
        "Source: Tjänsteskrivelse KS 2016/1",
        "Why it was made",
        "New targets are needed.",
        "Differences from edition 1",
        "The level for swimming is set to 98 per cent.",
        "Ett nytt etappmål.",
        "Edition 1 superseded",
        "Roadmap for Björkvik",
        "Adopted by Kommunfullmäktige on 23 May 2016, § 12, case number KS 2016/1.",
        "Source: Tjänsteskrivelse KS 2016/1",
        "Decision points",
        "The texts are unofficial translations; the decided wording is the Swedish one.",
        "The roadmap is approved. No addressee is named. Force: is approved.",
        "Nämnderna ska följa upp. Addressee: Nämnderna. Force: shall.",
    ]


def test_a_strategy_says_that_nobody_answers_for_it(site: Path) -> None:
    assert main_of(site, "strategi/bocker")[:6] == [
        "Strategi 2 i målområdet Skola",
        "Köp böcker",
        "Vem gör vad",
        "Ingen har fått ansvaret för strategin: ansvarig är inte utsedd.",
        "Ingen plan för den och ingen uppföljning av den är publicerad här.",
        "Etappmål i samma målområde",
    ]
    assert main_of(site, "strategi/bocker")[-3:] == [
        "Föregående Läs ihop",
        "Nästa Simma mer",
        "Alla strategier",
    ]


def test_a_milestone_without_figures_says_what_would_be_needed(site: Path) -> None:
    said = main_of(site, "etappmal/fortroende")
    assert said[: said.index("Vem gör vad")] == [
        "Etappmål",
        "Färre har lågt förtroende",
        "Inga uppgifter finns ännu.",
        "Bedömning",
        "uppgifter saknas Det behövs uppgifter som mäter etappmålet.",
        "Vad som är utlovat",
        "Nivå och årtal är inte beslutade.",
        "Vem som ansvarar",
        "Ansvarig är inte utsedd.",
        "Vad som har hänt",
        "Vad som skulle behövas",
        "Svar per område, från kommunen.",
        "Var och för vem",
        "Vad som är känt om skillnader mellan stadsdelsområden och grupper inom Trygghet",
    ]


def test_a_milestone_that_nobody_measures_says_so(site: Path) -> None:
    said = main_of(site, "en/milestone/lust")
    at = said.index("How do we know")
    assert said[at + 1] == "How the milestone is to be measured has not been settled."
    assert "What would be needed has not been stated." in said


@pytest.mark.parametrize("milestone", MILESTONES, ids=lambda item: item.key)
def test_the_sections_of_a_milestone_come_in_their_order(pages: dict[str, Element], milestone) -> None:  # type: ignore[no-untyped-def]
    page = pages[f"etappmal/{milestone.key}/index.html"]
    order = [
        "Vad som har hänt",
        "Vägen framåt",
        "Var och för vem",
        "Vem gör vad",
        "Hur vet vi det",
        "Vid sidan av etappmålet",
    ]
    found = [item.text for item in page.all("h2")]
    assert found == [title for title in order if title in found]
    assert {"Vad som har hänt", "Vem gör vad", "Hur vet vi det"} <= set(found)


def test_context_stands_apart_and_is_never_drawn_with_the_milestone(pages: dict[str, Element]) -> None:
    page = pages["etappmal/otrygga/index.html"]
    beside = next(item for item in page.all("section") if item.get("aria-labelledby") == "beside")
    assert beside.lines[:3] == [
        "Vid sidan av etappmålet",
        "De här uppgifterna handlar om något annat än etappmålet. De visas som sammanhang och jämförs inte "
        "med det.",
        "Orolig för brott",
    ]
    titles = [item.text for item in page.all("figcaption")]
    assert titles == ["Otrygga i sitt område", "Orolig för brott"]


def test_simulated_figures_are_unmistakable(pages: dict[str, Element], one_row: Path) -> None:
    for name, page in pages.items():
        assert len([item for item in page if item.has_class("simulated-banner")]) == 1, name
    figures = pages["etappmal/lekar/index.html"].all("figure")
    assert [item.has_class("is-simulated") for item in figures] == [True]
    assert figures[0].lines[1] == "Simulerat De här uppgifterna är påhittade."
    real = pages["etappmal/arbete/index.html"].all("figure")
    assert [item.has_class("is-simulated") for item in real] == [False]
    assert "simulated" not in (one_row / "index.html").read_text("utf-8")


def test_a_proposal_says_so_on_every_page_and_what_is_adopted_does_not(
    pages: dict[str, Element], one_row: Path
) -> None:
    for name, page in pages.items():
        lines = [item.text for item in page if item.has_class("standing-line")]
        assert len(lines) == 1, name
    assert "standing-line" not in (one_row / "index.html").read_text("utf-8")


def test_cells_without_a_value_keep_their_mark_and_say_what_it_means(pages: dict[str, Element]) -> None:
    table = pages["indikator/lasning/index.html"].all("table")[-1]
    rows = [[cell.text for cell in row if cell.tag in ("th", "td")] for row in table.all("tr")]
    assert rows[0] == [
        "Område", "Period", "procent", "Intervall", "Underlag", "Ursprung", "Källa", "Publicerad",
    ]  # fmt: skip
    shared = ["officiell statistik", "Björkviks statistik", "25 september 2018"]
    assert [
        row for row in rows if row[0] in ("Ankdammen", "Ekbacken", "Fiskartorp") and row[1] == "2018"
    ] == [
        ["Ankdammen", "2018", "71,4 preliminär", "67,4–75,4", "310", *shared],
        ["Ekbacken", "2018", ".. skyddad", "", "", *shared],
        ["Fiskartorp", "2018", ". inte aktuellt", "", "", *shared],
    ]


def test_every_figure_names_its_source_and_how_its_day_is_known(pages: dict[str, Element]) -> None:
    page = pages["indikator/oro/index.html"]
    rows = [
        [cell.text for cell in row if cell.tag in ("th", "td")][-3:]
        for table in page.all("table")[-2:]
        for row in table.all("tr")[1:]
    ]
    assert rows == [
        [
            "officiell statistik",
            "Björkviks statistik hämtad från En lokaltidning <2018>",
            "inte känt; inläst 25 september 2017",
        ],
        ["officiell statistik", "Björkviks statistik", "senast 25 september 2020"],
        ["officiell statistik", "Björkviks statistik", "25 september 2020, källans vanliga dag"],
    ]


def test_what_is_not_translated_is_marked_as_swedish(pages: dict[str, Element]) -> None:
    page = pages["en/milestone/fortroende/index.html"]
    heading = page.all("h1")[0]
    assert [(item.tag, item.get("lang"), item.text) for item in heading.all("span")] == [
        ("span", "sv", "Färre har lågt förtroende")
    ]
    original = next(item for item in page if item.has_class("original"))
    assert original.text == "There is no translation; the decided wording is shown in Swedish."


def test_a_translation_says_that_it_is_unofficial(pages: dict[str, Element]) -> None:
    page = pages["en/milestone/lasning/index.html"]
    original = next(item for item in page if item.has_class("original"))
    assert original.text == ("Unofficial translation. The decided wording: Fler barn läser säkert & gärna")
    swedish = pages["etappmal/lasning/index.html"]
    assert [item for item in swedish if item.has_class("original")] == []


def test_the_state_of_things_holds_every_milestone_and_its_reservations(site: Path) -> None:
    said = main_of(site, "en/status")
    assert said[said.index("Reservations") :] == [
        "Reservations",
        "The roadmap shown here is a proposal that nobody has adopted yet. "
        "Source: Tjänsteskrivelse KS 2016/1.",
        "Some figures on this site are made up, to show how it works. They say nothing about the city.",
        "A verdict is given only when a level and a year have been decided and the figures can carry it.",
        "Figures from before and after a change of definition are never compared.",
        "That something has changed does not tell why.",
        "As reports",
        "Status report simulated PDF: Status report, The whole roadmap 1 kB "
        "Word: Status report, The whole roadmap 1 kB",
        "All reports",
    ]
    page = read((site / "en/status/index.html").read_text("utf-8"))
    headings = [item.text for item in page.all("th") if item.get("scope") == "row"]
    assert headings == [item.text.en or item.text.sv for item in MILESTONES]


def test_the_accessibility_statement_says_what_the_law_asks_for(one_row: Path, site: Path) -> None:
    sections = [
        "Så tillgänglig är webbplatsen",
        "Vad som brister",
        "Påtala en brist",
        "Tillsyn",
        "Så har vi bedömt tillgängligheten",
        "Så är webbplatsen gjord",
    ]
    for folder in (one_row, site):
        page = read((folder / "tillganglighet/index.html").read_text("utf-8"))
        assert [item.text for item in page.all("h2")] == sections
    with_contact = main_of(one_row, "tillganglighet")
    assert (
        "Hör av dig om något inte fungerar för dig eller om du behöver innehållet i en annan form: "
        "mål@example.org" in with_contact
    )
    assert "Tillsynsmyndighet är inte angiven." in with_contact
    without = main_of(site, "tillganglighet")
    assert (
        "Björkviks kommun har inte angett var man påtalar en brist på den här webbplatsen. Vänd dig tills "
        "vidare till Björkviks kommuns vanliga kontakt." in without
    )
    assert (
        "Bedömningen gäller den utgåva av webbplatsen vars senaste uppgift publicerades 25 september 2020."
        in without
    )


def test_the_page_for_a_missing_address_stands_on_its_own(pages: dict[str, Element]) -> None:
    page = pages["404.html"]
    assert page.all("main")[0].lines == [
        "Sidan finns inte",
        "Det finns ingenting på den här adressen. Sidan kan ha hört till en tidigare utgåva.",
        "Till startsidan",
        "There is nothing at this address. To the start page in English",
    ]
