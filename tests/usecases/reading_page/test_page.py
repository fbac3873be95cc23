"""The reading page: whole, sound, and standing alone."""

import re

import pytest

from fardplan.sources.council_document import Draft, Paper
from fardplan.sources.council_document.lines import Cell, Line, Look
from fardplan.usecases.reading_page import Back, reading_page
from fardplan.usecases.reading_page.lines_html import printable
from fardplan.vocabulary.text import LANGUAGES, Language
from tests.portal.markup import Element, read
from tests.usecases.reading_page.drafts import NINETY, PLAIN, changed, goal
from tests.web.pages import check_structure, policy_of, style_hash

Shown = tuple[Draft, Paper]


def page_of(shown: Shown, language: Language = "sv", **more: object) -> Element:
    return read(reading_page(*shown, language=language, **more).html)  # type: ignore[arg-type]


def paper_of(*lines: Line) -> Paper:
    return Paper(lines, "text")


def with_id(page: Element, key: str) -> Element:
    return next(item for item in page if item.get("id") == key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_sound_and_stands_alone(everything: Shown, scanned: Shown, language: Language) -> None:
    for shown in (everything, scanned):
        made = reading_page(*shown, language=language)
        page = read(made.html)
        check_structure(page)
        assert page.all("html")[0].get("lang") == language
        assert page.all("script", "img", "form", "object") == []
        assert [item.get("rel") for item in page.all("link")] == ["icon"]
        [style] = page.all("style")
        assert (
            made.policy
            == policy_of(page)
            == (
                f"default-src 'none'; style-src {style_hash(style)}; font-src data:; img-src data:; "
                "base-uri 'none'; form-action 'none'"
            )
        )
        assert set(re.findall(r"url\(([^)]{5})", "".join(map(str, style.children)))) <= {'"data', "data:"}
        assert [item.get("href") for item in page.all("a") if not item.get("href").startswith("#")] == []


def test_the_same_reading_gives_the_same_page(everything: Shown) -> None:
    assert reading_page(*everything, language="sv") == reading_page(*everything, language="sv")


def test_the_roadmap_in_swedish(everything: Shown) -> None:
    [roadmap] = [item for item in page_of(everything).all("section") if item.has_class("roadmap")]
    assert roadmap.lines == [
        "Färdplanen ur dokumentet",
        "Beslutspunkter beslutas av Kommunfullmäktige",
        "Programmet antas.",
        "godkänns",
        "rad 5 ordagrann",
        "Nämnderna ska följa det.",
        "ska",
        "till Nämnderna",
        "rad 6 ordagrann",
        "Uppdrag",
        "Kommunstyrelsen gav 2020 i uppdrag att ta fram ett program.",
        "rad 3–4 ordagrann",
        "Läst som Kommunstyrelsen gav 2020 i uppdrag att ta fram ett program. Det har beretts av kontoret.",
        "Ärendets beredning",
        "Det har beretts av kontoret.",
        "rad 4 ordagrann",
        "Tidigare beslut",
        "Kommunstyrelsen gav 2020 i uppdrag",
        "2020",
        "rad 3 ordagrann",
        "Vision",
        "en stad för alla",
        "senast 2035",
        "rad 2 ordagrann",
        "Tidshorisonter",
        "Vision 2035",
        "2035",
        "rad 2 ordagrann",
        "Mål",
        "2 fokusområden → målområde · 2 delmål → etappmål · 1 aktivitet → ingen plats i en färdplan",
        "Fokusområde A",
        "Skola",
        "rad 7 ordagrann",
        "Delmål A1",
        "Minst 90 procent är behöriga 2027",
        "minst 90 procent senast 2027",
        "ska öka",
        "ansvarig: Skolnämnden",
        "rad 8 ordagrann",
        "Indikator",
        "Andel behöriga",
        "källa: Kolada",
        "rad 9 ordagrann",
        "Aktivitet",
        "Läs mera <b>nu</b>",
        "har ingen plats i en färdplan; det står kvar i utkastet",
        "rad 10 ordagrann",
        "Fokusområde B",
        "Natur",
        "rad 11 ordagrann",
        "Delmål B1",
        "Utsläppen minskar",
        "ska minska",
        "rad 12 87 % säker att texten är ordagrann tvekan 2",
        "Läst som Utslappen minskar",
        "Dokument som nämns",
        "Agenda 2030",
        "rad 15 ordagrann",
        "Bilagor",
        "Karta",
        "bilaga 1",
        "finns inte i filen",
        "rad 14 ordagrann tvekan 1",
        "Undertecknat av",
        "Eva Ek",
        "Direktör",
        "rad 13 ordagrann",
    ]


def test_what_to_look_at_in_english(everything: Shown) -> None:
    page = page_of(everything, "en")
    [band] = [item for item in page.all("section") if item.has_class("band")]
    assert band.lines == [
        "To look at",
        "1 Text that may be missing",
        "1 Words that can be read in more than one way",
        "Text that may be missing 1",
        "Look in the original: something may have been lost on its way here.",
        "On line 14 the document refers to the annex 'Karta', but the annex is not in the file.",
        "Words that can be read in more than one way 1",
        "The first reading is the one taken. Look at the line, and mend it in the draft if it is wrong.",
        "'Utslappen' on line 12 is no word; it is read as 'Utsläppen', but may also be 'Utslagen'.",
        "How sure the reading is",
        "16 of 17 texts of the roadmap are word for word what was printed; of the others it is told how sure "
        "that is. There is no scan noise, and nothing is repaired.",
        "A figure such as 87 % is the belief that a text is word for word what was printed. It is lower "
        "where a word can be read in more than one way, where a numeral was lost, or where a line may be "
        "missing.",
        "It is about the words alone. Whether a text was rightly taken for a goal, and its level, year and "
        "way, only the document tells; and what was not taken stands unmarked among its lines.",
        "What comes next",
        "Make the draft, a text file: fardplan document read program.txt --out utkast.yaml",
        "Compare it with the document and correct it in any text editor.",
        "Let it become a roadmap, which is proposed until it is adopted: fardplan roadmap import utkast.yaml",
    ]
    assert [link.get("href") for link in with_id(page, "doubt-2").all("a")] == ["#line-12"]


def test_a_line_tells_what_it_became_and_what_is_in_doubt(everything: Shown) -> None:
    page = page_of(everything)
    passage = next(
        item for item in page.all("div") if item.has_class("found") and "B1 Utslappen" in item.text
    )
    [tag, doubted, noted] = passage.all("a")
    assert (tag.get("href"), tag.text) == ("#item-goals-5", "Delmål B1")
    assert (doubted.get("href"), doubted.text) == ("#note-2", "Utslappen")
    assert (noted.get("href"), noted.text) == ("#doubt-2", "I tvekan")
    assert [item.text for item in passage.all("mark")] == ["Utslappen minskar"]
    assert with_id(page, "item-goals-5").all("a")[0].get("href") == "#text-goals-5"


def test_pages_of_the_document_are_marked(everything: Shown) -> None:
    marks = [item.text for item in page_of(everything).all("p") if item.has_class("page-mark")]
    assert marks == ["sida 1", "sida 2"]


def test_what_was_looked_for_and_not_found_is_said() -> None:
    bare = changed(
        **dict.fromkeys(("title", "mandate", "preparation", "vision")),
        **dict.fromkeys(
            (
                *("decisions", "earlier_decisions", "horizons", "goals", "indicators"),
                *("signatories", "annexes", "references", "doubts"),
            ),
            (),
        ),
        document={
            **dict.fromkeys(("kind", "dnr", "date", "decided_by", "officer", "municipality")),
            "name": "tomt.txt",
            "noise": 0.0,
        },
    )
    page = read(reading_page(bare, paper_of(Line(1, "Hej")), language="sv").html)
    check_structure(page)
    [missing] = [item for item in page.all("ul") if item.has_class("missing-list")]
    assert missing.lines == [
        "vad det är för slags dokument",
        "vem som beslutar",
        "diarienummer",
        "datum",
        "handläggare",
        "kommun eller region",
        "rubrik",
        "beslutspunkter",
        "uppdrag",
        "hur ärendet har beretts",
        "tidigare beslut",
        "vision",
        "tidshorisont",
        "mål",
        "indikatorer",
        "andra dokument som nämns",
        "bilagor",
        "undertecknare",
    ]
    assert page.all("h1")[0].text == "tomt.txt"
    assert "Läsningen fann inget tveksamt; jämför ändå med dokumentet." in page.text


def test_what_a_file_says_of_a_line_is_seen(everything: Shown) -> None:
    draft, paper = everything
    lines = paper.lines
    looks = [
        Line(1, lines[0].text, look=Look(heading=1)),
        Line(2, lines[1].text, look=Look(bold=True)),
        Line(3, lines[2].text, look=Look(mark="1.2", depth=2)),
        *(
            Line(4 + at, lines[3 + at].text, look=Look(cell=Cell(0, at // 2, at % 2, at < 2)))
            for at in range(4)
        ),
        *lines[7:],
    ]
    told = Paper(tuple(looks), "pdf", 4, (1,) * 9 + (4,) * 6, frozenset({9}))
    page = page_of((draft, told))
    assert [with_id(page, f"line-{number}").get("class") for number in range(1, 10)] == [
        *("h h1", "b", "l2", "t th row", "t th c1", "t row", "t c1", "", "aside"),
    ]
    assert [item.text for item in page.all("p") if item.has_class("page-mark")] == ["sida 1", "sida 4"]
    assert with_id(page, "line-3").text.startswith("31.2 Kommunstyrelsen")


def test_it_leads_back_and_says_that_a_document_is_made_up(everything: Shown) -> None:
    page = page_of(everything, back=Back("/arbete/x/", "Tillbaka"), simulated=True)
    check_structure(page)
    assert [item.text for item in page.all("a") if item.get("href") == "/arbete/x/"] == ["Tillbaka"]
    assert page.all("aside")[0].lines == [
        "Simulerat. Dokumentet är påhittat, för att visa hur programmet fungerar."
    ]


def test_goals_deeper_than_a_page_is_wide_are_all_there() -> None:
    deep = [goal(f"g{n}", f"Mål {n}", 7, parent=f"g{n - 1}" if n > 1 else None) for n in range(1, 41)]
    page = read(reading_page(changed(goals=deep, indicators=()), paper_of(Line(1, "x")), language="sv").html)
    check_structure(page)
    assert [item.text for item in page.all("bdi") if re.fullmatch(r"Mål \d+", item.text)] == [
        f"Mål {n}" for n in range(1, 41)
    ]


def test_signs_beyond_the_first_font_bring_the_second_along(everything: Shown) -> None:
    draft, paper = everything
    plain = reading_page(draft, paper, language="sv").html
    rare = reading_page(draft, paper_of(*paper.lines, Line(16, "Łódź")), language="sv").html
    assert plain.count("font/woff2;base64") == 1
    assert rare.count("font/woff2;base64") == 2


def test_signs_that_no_page_can_hold_are_shown_as_signs() -> None:
    assert printable("a\x00b\x0bc\x85d\ud800e\tf\u202eg") == "a␀b␋c\ufffdd\ufffde\tf\u202eg"


def test_an_enormous_document_shows_where_something_was_found(
    everything: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, paper = everything
    monkeypatch.setattr("fardplan.usecases.reading_page.page.MOST_LINES", 30)
    long = (*paper.lines, *(Line(number, f"rad {number}") for number in range(16, 101)))
    page = page_of((draft, paper_of(*long)))
    check_structure(page)
    assert [item.text for item in page.all("p") if item.has_class("left-out")] == [
        "rad 19–100 visas inte här: inget hittades på dem"
    ]
    assert "82 rader där inget hittades visas inte." in page.all("footer")[0].text
    shown = [item.get("id") for item in page.all("p") if item.get("id").startswith("line-")]
    assert shown == [f"line-{number}" for number in range(1, 19)]


def test_many_doubts_of_one_sort_are_folded_and_then_counted(
    everything: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fardplan.usecases.reading_page.doubted.MOST", 10)
    one = PLAIN["doubts"][1]
    page = page_of((changed(doubts=[one] * 14), everything[1]))
    check_structure(page)
    [family] = [item for item in page.all("section") if item.has_class("family")]
    assert len(family.all("li")) == 10
    assert family.all("summary")[0].text == "6 till"
    assert family.lines[-1] == "4 till är utmärkta på raderna och står inte här."


def test_a_target_is_told_as_far_as_it_is_said() -> None:
    targets = [
        {**NINETY, "direction": "down"},
        {**NINETY, "relative": True},
        {**NINETY, "relative": True, "direction": "down", "year": None},
        {"year": 2030},
        {"value": 0.0},
    ]
    goals = [goal(f"g{n}", f"Mål {n}", 8, target=target) for n, target in enumerate(targets)]
    page = read(reading_page(changed(goals=goals, indicators=()), paper_of(Line(1, "x")), language="sv").html)
    told = [with_id(page, f"item-goals-{number}").all("li")[0].text for number in range(1, 6)]
    assert told == [
        "högst 90 procent senast 2027",
        "en ökning med 90 procent senast 2027",
        "en minskning med 90 procent",
        "senast 2030",
        "0",
    ]
