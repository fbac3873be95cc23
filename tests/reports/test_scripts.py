"""Words of the whole world in PDF and Word: a document that has them all, or an error that says what lacks.

Never is something left out without a word.
"""

import io
import re
import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from fardplan.presentation.charts import LineChart, Point, Series, line_chart
from fardplan.reports.letters import ORDINARY, drawn_words
from fardplan.reports.pdf import as_pdf
from fardplan.reports.plain import UNHELD
from fardplan.reports.tree import Figure, Note, Report, Section, Table, paragraph, points
from fardplan.reports.vector import on_paper
from fardplan.reports.word import as_word
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.period import Period
from tests.reports.sample import RATE, report

SHOWN = {
    "cyrillic": "Добрый день, Їжак",
    "greek": "Καλημέρα ᾠδή",
    "georgian": "თბილისი",
    "arabic": "مرحبا",
    "hebrew": "שלום",
    "devanagari": "हिन्दी क्षेत्र",
    "vietnamese": "Nguyễn Thị Hồng",
    "sami": "Ŋuorta Áŋŋel",
    "emoji": "🧑🏽‍🚀🫠🏳️‍🌈🇸🇪",
    "letters above letters": "e\u0301 ǫ̈",
}
LACKING = {"cjk": ("東京学校", "東 京 学 校"), "thai": ("กขค", "ก ข ค"), "ethiopic": ("ሰላም", "ሰ ላ ም")}
WORDS = st.text(
    st.one_of(
        st.characters(max_codepoint=0x24F),
        st.characters(min_codepoint=0x370, max_codepoint=0x5F4),
        st.characters(),
        st.sampled_from("😀🫠東กह\u200d\u202e\ue000\ufffe"),
    ),
    min_size=1,
    max_size=12,
)


def of(words: str) -> Report:
    """A report that says the words in every way there is."""
    parts = (
        paragraph(words),
        points(words),
        Note("Not", words),
        Table("Tabell", ("a", words), ((words, "1"),), notes=(words,), source=words),
    )
    return replace(
        report(), parts=(Section("Rubrik", parts),), sources=(), signatures=(), title="T", simulated=False
    )


def signs(text: str) -> str:
    """The signs of a text that are seen, in no order: a PDF tells them in that of the page."""
    seen = (
        sign
        for sign in unicodedata.normalize("NFKD", UNHELD.sub("\N{REPLACEMENT CHARACTER}", text))
        if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Mn", "Me", "Zs", "Sk")
    )
    return "".join(sorted(set(seen)))


def read(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@cache
def known() -> frozenset[str]:
    """The signs that stand in the PDF whatever is said."""
    return frozenset(signs(read(as_pdf(of("a")))))


@pytest.mark.parametrize("words", SHOWN.values(), ids=SHOWN)
def test_letters_that_the_fonts_have_stand_in_the_pdf(words: str) -> None:
    assert set(signs(words)) <= set(signs(read(as_pdf(of(words)))))


@pytest.mark.parametrize(("words", "told"), LACKING.values(), ids=LACKING)
def test_letters_that_the_fonts_lack_are_told_with_their_place(words: str, told: str) -> None:
    with pytest.raises(RuleError) as caught:
        as_pdf(of(f"Skola {words}"))
    assert str(caught.value) == (
        f"Rubrik: the fonts of the PDF lack these signs: {told}\n"
        "Make the report as Word, where the computer's own fonts are used, or write the words with other "
        "letters.\n"
        "No PDF was made."
    )


def test_letters_that_lack_in_the_head_or_among_sources_are_told() -> None:
    for changes in ({"subtitle": "東"}, {"sources": ("東",)}, {"signatures": (("東", ""),)}):
        with pytest.raises(RuleError, match="lack these signs: 東"):
            as_pdf(replace(of("a"), **changes))


@settings(max_examples=40)
@given(WORDS)
@example("\u0378")
@example("\ue000")
@example("a\x00b\ud800")
def test_a_pdf_has_every_sign_or_says_which_it_lacks(words: str) -> None:
    try:
        content = as_pdf(of(words))
    except RuleError as error:
        lacking = str(error.what).rpartition(": ")[2].split(" ")
        assert lacking != [""]
        assert set(lacking) <= set(words)
    else:
        assert set(signs(words)) <= set(signs(read(content))) | known()


@given(WORDS)
def test_word_has_every_text_as_it_is(words: str) -> None:
    document = Document(io.BytesIO(as_word(of(words))))
    held = UNHELD.sub("\N{REPLACEMENT CHARACTER}", words)
    paragraphs = document.element.body.iter(qn("w:p"))
    said = ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in paragraphs]
    plain = [re.sub(r"\s", "", text) for text in said]
    assert plain.count(re.sub(r"\s", "", held)) >= 3


def chart(label: str) -> Figure:
    values = tuple(Point(Period.of_year(year), 1.0 * (year - 2000)) for year in range(2015, 2020))
    drawn = line_chart(
        LineChart("Bild", RATE, 0.1, (Series(label, values), Series("B", values))), "sv", id="a"
    )
    return Figure("Bild", on_paper(drawn), "ord")


@pytest.mark.parametrize("label", ["a\x00b", "a\x1bb", "\ud800", "\ufffe", "\ue000"])
def test_a_chart_s_label_shows_where_a_sign_stood_that_cannot_be_held(label: str) -> None:
    made = replace(of("a"), parts=(chart(label),))
    held = UNHELD.sub("\N{REPLACEMENT CHARACTER}", label)
    assert any(held in words for words in drawn_words(chart(label).svg))
    assert as_pdf(made).startswith(b"%PDF")
    assert as_word(made).startswith(b"PK")


def test_a_chart_s_label_that_the_fonts_lack_is_told() -> None:
    with pytest.raises(RuleError, match="Bild: the fonts of the PDF lack these signs: 東 京"):
        as_pdf(replace(of("a"), parts=(chart("Skola 東京"),)))
    assert as_pdf(replace(of("a"), parts=(chart("Добрый"),))).startswith(b"%PDF")


def test_what_is_held_for_ordinary_can_be_set() -> None:
    everything = "".join(chr(code) for code in range(0x2300) if ORDINARY.fullmatch(chr(code)))
    assert set(signs(everything)) <= set(signs(read(as_pdf(of(everything)))))
