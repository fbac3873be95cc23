"""Rules of a line or two, each with words that no document of the corpus has."""

import pytest

from fardplan.sources.council_document.fuzzy import bare
from fardplan.sources.council_document.genre import Section
from fardplan.sources.council_document.goals.labels import label
from fardplan.sources.council_document.goals.nesting import number_above, printed, style_of
from fardplan.sources.council_document.goals.reach import lettered_chapters
from fardplan.sources.council_document.headings import section_heading
from fardplan.sources.council_document.levels import names_one, standing
from fardplan.sources.council_document.lines import Passage, Piece, Row, continues, split_lines, unfinished
from fardplan.sources.council_document.numerals import marked
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.repair import repair
from fardplan.sources.council_document.repair.figures import figure, number_read
from fardplan.sources.council_document.repair.judge import Finding, judge
from fardplan.sources.council_document.repair.noise import CLEAN, Noise
from fardplan.sources.council_document.sentences import plain, unbroken

NOISY = Noise(0.05)


@pytest.mark.parametrize(
    ("read", "following", "told"),
    [
        ("20l7", "", "2017"),
        ("1O", "", None),
        ("3OO", "", None),
        ("2O3O", "", "2030"),
        ("g", "procent", "9"),
        ("S", "miljoner", "5"),
        ("g", "barn", None),
        ("2017", "", None),
        ("barn", "procent", None),
    ],
)
def test_letters_among_figures(read, following, told):
    found = figure(read, following, NOISY)
    assert (found.text if found else None) == told
    assert figure(read, following, CLEAN) is None


def test_a_letter_alone_that_may_be_a_figure_is_a_doubt_with_both():
    found = figure("g", "procent", NOISY)
    assert found is not None
    assert (found.finding, found.readings) == (Finding.UNCERTAIN, ("9", "g"))


def test_a_stroke_between_the_figures_of_a_case_number():
    assert [number_read(one) for one in ("SBK 2.l.1-40/2015", "KS 2015/12", "l.2")] == [
        "SBK 2.1.1-40/2015",
        "KS 2015/12",
        "l.2",
    ]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("8nska", "önska"),
        ("f8rslag", "förslag"),
        ("trafiks8kerhet", "trafiks8kerhet"),
        ("blåb6rsk6", "blåbörskö"),
    ],
)
def test_a_figure_within_a_word_was_a_letter(read, told):
    assert judge(read, NOISY).text == told


def test_a_compound_of_a_compound_is_a_word():
    assert judge("avfallshanteringspr0gram", NOISY).text == "avfallshanteringsprogram"


def test_the_marks_of_notes_are_no_text_and_units_are():
    passage = Passage((Piece(1, "Fler bor här.¹ Varje park² är 3 km² stor, minst."),))
    assert repair(passage, CLEAN).text == "Fler bor här. Varje park är 3 km² stor, minst."


@pytest.mark.parametrize(
    ("text", "mark", "told"),
    [
        ("A1 Fler ska gå", "A1", "Fler ska gå"),
        ("VT2 Fler ska gå", "VT2", "Fler ska gå"),
        ("A1.2 Fler ska gå", "A1.2", "Fler ska gå"),
        ("2:1 Färre bilar", "2:1", "Färre bilar"),
        ("3,2 Inga barn", "3,2", "Inga barn"),
        ("3 .2 Inga barn", "3 .2", "Inga barn"),
        ("l.I Inga barn", "l.I", "Inga barn"),
        ("e Bygga en bro", "e", "Bygga en bro"),
        ("2.'Karta", "2.", "Karta"),
    ],
)
def test_marks_as_documents_and_scans_write_them(text, mark, told):
    found = marked(text)
    assert found is not None
    assert (found.mark, found.text) == (mark, told)


@pytest.mark.parametrize("text", ["A4 och brev", "E18 byggs om", "3,2 procent av barnen", "e-tjänster finns"])
def test_what_only_looks_like_a_mark(text):
    assert marked(text) is None


def test_marks_that_a_scan_broke_are_told_as_printed():
    assert [printed(mark) for mark in ("3,2", "3 .2", "l.I", "e", "e)", "•")] == [
        "3.2",
        "3.2",
        "1.1",
        None,
        "e",
        None,
    ]
    assert [style_of(mark) for mark in ("3,2", "A1", "2:1", "e", "e)")] == [
        "dotted",
        "dotted",
        "dotted",
        "bullet",
        "letter",
    ]


def test_the_number_of_what_stands_above():
    assert [number_above(one) for one in ("2.1.3", "2.1", "2:1", "A1", "2b", "A", "7")] == [
        "2.1",
        "2",
        "2",
        "A",
        "2",
        None,
        None,
    ]


def test_a_row_that_names_one_goal_is_no_running_head():
    assert [
        names_one(text) for text in ("Nämndmål 3", "Mål B2", "Sida 3", "Nämndmål", "Mål och budget 2024")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    pages = "\f".join(f"Plan för parken\n\nNämndmål {page}\nFler går dit.\n" for page in range(1, 5))
    assert [row.text for row in clean(split_lines(pages)).rows if row.text[0] in "NP"] == [
        "Plan för parken",
        "Nämndmål 1",
        "Nämndmål 2",
        "Nämndmål 3",
        "Nämndmål 4",
    ]


def test_words_set_goals_over_goals():
    words = (
        "Övergripande mål",
        "Kommunfullmäktiges mål",
        "Huvudmål",
        "Nämndmål",
        None,
        "Etappmål",
        "Milstolpe",
    )
    assert [standing(word) for word in words] == [0, 0, 0, 1, 1, 2, 2]


def test_headings_that_count_in_letters_have_text_between_them():
    def rows(*texts: str) -> list[Row]:
        return [Row(at, text, "blank") for at, text in enumerate(texts)]

    assert lettered_chapters(rows("A Luft", "Luften ska bli ren i hela staden.", "B Vatten")) == {0, 2}
    assert lettered_chapters(rows("A Luft", "B Vatten")) == frozenset()
    assert lettered_chapters(rows("A Luft", "Luften ska bli ren.", "C Vatten")) == frozenset()


def test_what_goes_on_in_the_row_before():
    assert [continues(Row(1, text)) for text in ("2031.", "2031", "2031 års plan", "6kade", "Fler")] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert continues(Row(1, "Fler", flows=True))


def test_a_sentence_has_ended_before_the_mark_of_a_note():
    assert [unfinished(text) for text in ("Det är så.²", "Det är så²", "Det är så. ", "")] == [
        False,
        True,
        False,
        False,
    ]


def test_strokes_of_a_garbled_roman_numeral():
    labels = [label(f"Målområde {read} Bygga") for read in ("[I.", "111.", "1V.")]
    assert [found.number for found in labels if found] == ["II", "III", "IV"]


def test_a_speck_between_words_parts_them():
    found = section_heading("Kontorets'förslag till beslut")
    assert found is not None
    assert found.section is Section.DECISION


def test_a_short_word_of_its_own_is_not_spelled_as_another():
    assert plain("för alla 2016") == "for alla 2016"


def test_a_word_parted_at_och_keeps_its_hyphen():
    pieces = (Piece(1, "enligt plan-"), Piece(2, "och bygglagen och skogs-"), Piece(3, "vårdslagen"))
    assert unbroken(Passage(pieces))[0] == "enligt plan- och bygglagen och skogsvårdslagen"


def test_signs_at_the_end_of_a_word():
    assert [bare(token) for token in ("(ord),", "#ord&", "...", "a,b;")] == ["ord", "#ord&", "", "a,b"]
