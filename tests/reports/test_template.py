"""The city's own Word template: what is filled, what is put where, and what is said of one that is none."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.reports.plain import UNHELD, plain
from fardplan.reports.template import WORDS, read_template
from fardplan.reports.tree import Head, Section, paragraph
from fardplan.reports.word import as_word
from tests.reports.sample import AS_OF, AWKWARD, report
from tests.reports.word_templates import (
    all_texts,
    renamed,
    saved,
    split,
    template,
    without_styles,
)


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def test_words_are_filled_wherever_they_stand_and_however_they_are_cut() -> None:
    made = replace(report(), title=f"{AWKWARD} {{{{ content }}}} {{{{ dnr }}}}")
    written = as_word(made, template())
    texts = all_texts(written)
    assert f"Ärende: {made.title} – Rapport" in texts
    assert " Staden Stadsledningskontoret" in texts
    assert "Dnr KS 2018/911" in texts
    assert "3\u00a0maj 2027" in texts
    assert "Åsa Ek, 08-508 29 000" in texts
    assert [text for text in texts if "{{" in text.replace(made.title, "").replace(AWKWARD, "")] == []
    cut = opened(written).paragraphs[0]
    assert [(run.text, bool(run.bold)) for run in cut.runs if run.text] == [
        ("Ärende: ", False),
        (made.title, True),
        (" – Rapport", False),
    ]


def test_the_report_stands_in_its_place() -> None:
    texts = [one.text for one in opened(as_word(report(), template())).paragraphs]
    assert (texts[0], texts[-1]) == ("Ärende: Lägesrapport för alla – Rapport", "Slut på mallen.")
    assert texts[2:5] == ["Till: KS", "Våren 2027", texts[4]]
    assert texts[5] == "Förslag till beslut"


def test_without_a_place_it_stands_at_the_end() -> None:
    document = Document()
    document.add_paragraph("Före.")
    texts = [one.text for one in opened(as_word(report(), saved(document))).paragraphs]
    assert texts[:8] == [
        "Före.",
        "Stadsledningskontoret",
        "Rapport",
        "Dnr KS 2018/911",
        "3\u00a0maj 2027",
        "Handläggare: Åsa Ek",
        "Telefon: 08-508 29 000",
        "Till: KS",
    ]
    assert texts[8] == "Lägesrapport för alla"


def test_a_place_that_ends_a_section_leaves_the_section() -> None:
    document = Document()
    document.add_paragraph("{{ content }}")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Nästa avsnitt.")
    # The break stands in the paragraph of its own that Word makes; here in that of the report.
    first, ending = document.paragraphs[:2]
    if first._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None and ending._p.pPr is not None:
        first._p.get_or_add_pPr().append(ending._p.pPr.find(qn("w:sectPr")))
        ending._p.getparent().remove(ending._p)
    read = opened(as_word(report(), saved(document)))
    assert len(read.sections) == 2
    assert [one.text for one in read.paragraphs[-2:]] == ["", "Nästa avsnitt."]


def test_the_citys_styles_page_and_logo_are_used() -> None:
    read = opened(as_word(report(), template(renamed)))
    headings = [one.style.name for one in read.paragraphs if one.text == "Förslag till beslut"]
    assert headings == ["Rubrik 1"]
    bullets = [one.style.style_id for one in read.paragraphs if one.text == "En punkt"]
    assert bullets == ["Punktlista"]
    section = read.sections[0]
    assert round(section.left_margin.cm, 1) == 4.0
    assert section.header._element.find(f".//{qn('w:drawing')}") is not None
    widths = [int(one.get("cx")) for one in read.element.body.iter(qn("wp:extent"))]
    room = section.page_width - section.left_margin - section.right_margin
    assert [width <= room for width in widths] == [True]


def test_a_table_style_of_the_city_draws_the_tables() -> None:
    def named(document: Any) -> None:
        document.styles["Table Grid"].element.find(qn("w:name")).set(qn("w:val"), "Rapporttabell")

    tables = opened(as_word(report(), template(named))).tables
    assert [table.style.name for table in tables[1:]] == ["Rapporttabell", "Rapporttabell"]
    assert tables[1]._tbl.find(f".//{qn('w:tcBorders')}") is None


def test_styles_that_it_lacks_are_added_and_told() -> None:
    bare = template(without_styles)
    assert [warning.in_language("sv") for warning in read_template(bare).warnings] == [
        "Mallen saknar formatmallar för Title (Rubrik), Heading 1 (Rubrik 1), Heading 2 (Rubrik 2), "
        "Heading 3 (Rubrik 3), Heading 4 (Rubrik 4), List Bullet (Punktlista), List Number (Numrerad lista), "
        "Caption (Beskrivning), Report Table (Rapporttabell): de får vårt utseende."
    ]
    read = opened(as_word(report(), bare))
    heading = next(one for one in read.paragraphs if one.text == "Förslag till beslut")
    assert (heading.style.name, heading.style.base_style.name) == ("Heading 1", "Normal")
    numbered = next(one for one in read.paragraphs if one.text == "Godkänna rapporten.")
    assert numbered._p.pPr.numPr.numId.val == 1
    numbering = read.part.numbering_part.element
    kinds = [one.tag for one in numbering]
    assert kinds == sorted(kinds)  # Word wants what lists are made of before the lists


def test_a_whole_template_has_no_warnings_but_of_tables() -> None:
    found = read_template(template())
    assert (found.missing, found.has_place) == (("Report Table",), True)
    assert found.words == set(WORDS) - {"subtitle", "addressee"}
    assert read_template(saved(Document())).has_place is False


def simulated_footers(content: bytes) -> list[bool]:
    document = opened(content)
    return ["påhittade" in "".join(one.text for one in s.footer.paragraphs) for s in document.sections]


@pytest.mark.parametrize("word", ["{{ simulated }}", "Stad"])
def test_every_page_says_that_figures_are_made_up(word: str) -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = word
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_footer.paragraphs[0].text = word
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_footer.paragraphs[0].text = word
    document.add_section()
    content = as_word(report(), saved(document))
    assert simulated_footers(content) == [True, True]
    section = opened(content).sections[0]
    for footer in (section.first_page_footer, section.even_page_footer):
        assert "påhittade" in "".join(one.text for one in footer.paragraphs)
    plainly = as_word(replace(report(), simulated=False), saved(document))
    assert simulated_footers(plainly) == [False, False]


def test_the_same_template_and_report_are_the_same_bytes_in_the_reports_language() -> None:
    content = template()
    assert as_word(report(), content) == as_word(report(), content)
    english = opened(as_word(replace(report(), language="en"), content))
    assert {one.get(qn("w:val")) for one in english.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def said(value: object) -> Iterator[str]:
    """Every text in plain data, but for what names things."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and value.get("is") == "own":
        yield from value["paragraphs"] or [value["prompt"]]
    elif isinstance(value, Mapping):
        for name, inside in value.items():
            if name not in ("is", "key", "file", "href", "language", "form", "words", "alt"):
                yield from said(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from said(inside)


PLACES: dict[str, Callable[[Any], None]] = {
    "nothing": lambda document: None,
    "styles": without_styles,
    "swedish": renamed,
    "all words": lambda document: split(document.add_paragraph(), *(f"{{{{ {word} }}}}" for word in WORDS)),
    "a broken list": lambda document: document.styles["List Number"].element.pPr.numPr.numId.set(
        qn("w:val"), "999"
    ),
}


def _bare(write: Callable[[Any], None]) -> bytes:
    document = Document()
    write(document)
    return saved(document)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("base", [template, _bare])
def test_no_text_of_the_report_is_lost(base: Any, place: str) -> None:
    made = report()
    whole = "\n".join(all_texts(as_word(made, base(PLACES[place]))))
    data = plain(made)
    data.pop("drawings")
    assert [text for text in said(data) if text and text not in whole] == []


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200).filter(
    lambda text: bool(text.strip()) and not UNHELD.search(text)
)


@settings(max_examples=40, deadline=None)
@given(title=TEXT, office=TEXT, words=TEXT)
def test_any_words_are_filled_as_they_are(title: str, office: str, words: str) -> None:
    small = replace(
        report(),
        title=title,
        subtitle="",
        sources=(),
        signatures=(),
        head=Head(office, "K", day=AS_OF),
        parts=(Section(words, (paragraph(words),)),),
    )
    texts = all_texts(as_word(small, template()))
    title, office, words = (UNHELD.sub("\ufffd", text) for text in (title, office, words))
    assert f"Ärende: {title} – K" in texts
    assert f" Staden {office}" in texts
    assert texts.count(words) >= 2


def test_words_in_footnotes_are_filled() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>Se {{{{ dnr }}}}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    document = Document()
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    )
    with zipfile.ZipFile(io.BytesIO(as_word(report(), saved(document)))) as package:
        notes = parse_xml(package.read("word/footnotes.xml"))
    assert [one.text for one in notes.iter(qn("w:t"))] == ["Se KS 2018/911"]
