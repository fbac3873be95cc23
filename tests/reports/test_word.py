"""Word files read back part by part: what a reader, a screen reader and Word itself find in them."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Form, OwnText, Report, Section, Table, paragraph, points
from fardplan.reports.word import as_word
from tests.reports.documents import headings_skip_none, said_in_word, says
from tests.reports.sample import AWKWARD, LONG, drawing, report, reworded


@pytest.fixture(scope="module")
def written() -> bytes:
    return as_word(report())


@pytest.fixture(scope="module")
def document(written: bytes) -> Any:
    return Document(io.BytesIO(written))


def texts(element: Any) -> list[str]:
    return ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in element.iter(qn("w:p"))]


def test_headings_follow_each_other_without_a_gap(document: Any) -> None:
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "Förslag till beslut"),
        ("Heading 1", "Sammanfattning 0"),
        ("Heading 2", "Kontorets synpunkter"),
        ("Heading 1", "Källor"),
    ]


def test_no_word_is_lost(document: Any) -> None:
    said = texts(document.element.body)
    assert said.count(AWKWARD) == 2
    assert any(text.endswith(AWKWARD) and text.startswith("Att veta") for text in said)
    assert LONG in said
    assert "Det ökar mycket här" in said


def test_proposals_are_numbered_from_one_in_each_list(document: Any) -> None:
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    assert [p.text for p in numbered] == ["Godkänna rapporten.", AWKWARD]
    assert len({p._p.pPr.numPr.numId.val for p in numbered}) == 1


def test_tables_have_headings_and_words(document: Any) -> None:
    behind, areas = document.tables
    for table, title in ((behind, "Behörighet"), (areas, "Områden")):
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == title
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert [cell.text for cell in areas.rows[2].cells] == [LONG, "1", "1 000,5"]


def test_a_figure_is_vectors_with_a_picture_beside_and_has_words(written: bytes, document: Any) -> None:
    (described,) = document.element.body.iter(qn("wp:docPr"))
    assert (described.get("title"), described.get("descr")) == ("Behörighet", drawing().description)
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        pictures = sorted(name for name in package.namelist() if name.startswith("word/media/"))
        assert [name.rpartition(".")[2] for name in pictures] == ["svg", "png"]
        svg = package.read(pictures[0]).decode()
    assert "var(" not in svg
    assert "#0a4d8c" in svg


def test_own_texts_stand_in_fields_with_their_key(document: Any) -> None:
    fields = list(document.element.body.iter(qn("w:sdt")))
    assert [
        (
            field.find(f".//{qn('w:tag')}").get(qn("w:val")),
            field.find(f".//{qn('w:showingPlcHdr')}") is not None,
            texts(field),
        )
        for field in fields
    ] == [
        ("own:view-0", False, [AWKWARD, "Andra stycket."]),
        ("own:empty-0", True, ["Skriv hur ärendet har beretts."]),
    ]


def test_language_title_and_day_are_set(document: Any) -> None:
    (language,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "sv-SE"
    core = document.core_properties
    assert (core.title, core.author, core.created.date().isoformat()) == (
        "Lägesrapport för alla",
        "Stadsledningskontoret",
        "2027-05-03",
    )


def test_every_page_is_numbered_and_says_that_figures_are_made_up(document: Any) -> None:
    footer = document.sections[0].footer
    assert "påhittade" in footer.paragraphs[0].text
    fields = [part.text.strip() for part in footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_report_is_the_same_bytes(written: bytes) -> None:
    assert as_word(report()) == written


def test_every_part_is_well_formed(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".svg")):
                etree.fromstring(package.read(name))


def test_what_no_document_can_hold_is_seen_to_be_replaced() -> None:
    odd = replace(report(), title="Titel\x00 " + LONG * 2, parts=(paragraph("före\x0b\ud800efter"),))
    read = Document(io.BytesIO(as_word(odd)))
    assert "före\ufffd\ufffdefter" in texts(read.element.body)
    assert len(read.core_properties.title) == 255
    assert as_pdf(odd).startswith(b"%PDF")


def test_the_header_has_its_right_side_at_the_margin(document: Any) -> None:
    top = document.sections[0].header.paragraphs
    assert [line.text for line in top] == ["Stadsledningskontoret\tRapport", "\tDnr KS 2018/911"]
    stops = document.styles["Header"].paragraph_format.tab_stops
    assert [round(stop.position.cm, 1) for stop in stops] == [15.6]


def test_a_table_keeps_its_title_and_first_rows_together_and_nothing_after_it(document: Any) -> None:
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        for table in document.tables
    ]
    behind = len(document.tables[0].rows)
    assert kept == [[True] * 3 + [None] * (behind - 3), [True] * 3 + [None]]
    assert document.tables[1].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    short = replace(report(rows=1), parts=report(rows=1).parts[1:])
    (*_, table) = Document(io.BytesIO(as_word(short))).tables
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] == [True, None]


def test_words_after_a_table_without_notes_have_room_above(document: Any) -> None:
    bare = Table("Kort", ("A", "B"), (("1", "2"),))
    for after in (paragraph("Efteråt."), points("Efteråt."), OwnText("own", "Eget", ("Efteråt.",))):
        made = replace(report(), parts=(bare, after), sources=())
        (said,) = (
            one
            for one in Document(io.BytesIO(as_word(made))).element.body.iter(qn("w:p"))
            if "".join(piece.text or "" for piece in one.iter(qn("w:t"))) == "Efteråt."
        )
        assert said.pPr.spacing.before == Pt(9)
    headed = replace(report(), parts=(bare, Section("Rubrik", (paragraph("Text."),), "headed")), sources=())
    (heading,) = (one for one in Document(io.BytesIO(as_word(headed))).paragraphs if one.text == "Rubrik")
    assert heading.paragraph_format.space_before is None


MADE: dict[str, Report] = {
    "ordinary": report(sections=2),
    "english": replace(report(), language="en"),
    "awkward": reworded(report(), lambda text: f'{text} & <b>"{{{{ x }}}}"</b>'),
    "one page": replace(report(), form=Form.ONE_PAGE),
}


@pytest.mark.parametrize("name", MADE)
def test_everything_is_heard_as_what_it_is_in_its_order(name: str) -> None:
    """Headings, points with their numbers, tables, words for drawings, notes and sources."""
    language, said = said_in_word(as_word(MADE[name]))
    assert said == says(MADE[name], in_pdf=False)
    assert language == {"sv": "sv-SE", "en": "en-GB"}[MADE[name].language]
    assert headings_skip_none(said)


def test_a_second_numbered_list_begins_at_one_again() -> None:
    made = replace(report(), parts=(points("A", "B", numbered=True), points("C", numbered=True)))
    read: Any = Document(io.BytesIO(as_word(made)))
    numbers = [p._p.pPr.numPr.numId.val for p in read.paragraphs if p.style.name == "List Number"]
    assert [number == numbers[0] for number in numbers] == [True, True, False]
    lists = {one.numId: one for one in read.part.numbering_part.element.num_lst}
    for number in numbers:
        assert [one.find(qn("w:startOverride")).val for one in lists[number].lvlOverride_lst] == [1]


def test_no_heading_stands_alone_at_the_foot_of_a_page(document: Any) -> None:
    kept = [document.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in range(1, 5)]
    assert kept == [True] * 4
