"""Own texts read back out of Word files: as they were written, and as people and programs change them."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fardplan.reports.own import paragraphs_of
from fardplan.reports.reading import Edited, ReadText, computed_lines, read_report
from fardplan.reports.tree import OwnText, Report, Section, paragraph
from fardplan.reports.word import as_word
from fardplan.reports.word_marks import sum_of
from fardplan.vocabulary.errors import InputError
from tests.reports.sample import AS_OF, AWKWARD, report
from tests.reports.word_edits import (
    as_libreoffice,
    edited,
    field,
    paragraph_xml,
    replaced,
    run_xml,
    typed,
    without_field,
    without_parts,
    written,
    xml,
)
from tests.reports.word_templates import of_kind, saved, template, with_part

MADE = replace(report(), subject="2027/t1/skolnamnden", edition="abc123")


@pytest.fixture(scope="module")
def made() -> bytes:
    return as_word(MADE)


def read(content: bytes) -> dict[str, tuple[str, ...]]:
    return {item.key: item.paragraphs for item in read_report(content).texts}


def small(*texts: OwnText) -> Report:
    return replace(MADE, parts=(Section("Rubrik", (paragraph("Beräknat."), *texts)),))


def test_a_file_says_of_itself_what_it_is(made: bytes) -> None:
    marks = read_report(made).marks
    assert (marks.kind, marks.subject, marks.language, marks.as_of, marks.edition) == (
        "status",
        "2027/t1/skolnamnden",
        "sv",
        AS_OF,
        "abc123",
    )
    assert marks.texts == {"view-0": 0, "empty-0": 0}
    saves = as_word(small(OwnText("a", "A", ("x",), revision=7), OwnText("b", "B")))
    assert read_report(saves).marks.texts == {"a": 7, "b": 0}


def test_what_nobody_has_touched_is_read_as_it_was_written(made: bytes) -> None:
    found = read_report(made)
    assert found.texts == (
        ReadText("view-0", (AWKWARD, "Andra stycket.")),
        ReadText("empty-0", ()),
    )
    assert found.edited == ()
    in_template = read_report(as_word(MADE, template()))
    assert (in_template.texts, in_template.edited) == (found.texts, ())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4), st.lists(st.text(max_size=40), max_size=3))
@example(["\x00\x0b\ud800", "a\r\nb\tc", " \u00a0x "], ["{{ content }}", "&amp;<w:t>"])
@example(["\u2011\u00ad\u2028\u200f😀 שלום" * 9], ["]]>"])
def test_any_text_comes_back_as_it_is_kept(first: list[str], second: list[str]) -> None:
    texts = [paragraphs_of(first), paragraphs_of(second)]
    made = small(*(OwnText(f"k{at}", "T", words, "Skriv.") for at, words in enumerate(texts)))
    for content in (as_word(made), as_word(made, template())):
        assert read(content) == {"k0": texts[0], "k1": texts[1]}
        assert read_report(content).edited == ()


def test_a_long_key_comes_back_whole() -> None:
    key = "met-" + "strategi-" * 19
    content = as_word(small(OwnText(key, "T", ("Text.",)), OwnText(f"{key}b", "T", ("Annan.",))))
    assert read(content) == {key: ("Text.",), f"{key}b": ("Annan.",)}
    tags = [one.get(qn("w:val")) for one in Document(io.BytesIO(content)).element.body.iter(qn("w:tag"))]
    assert [len(tag) for tag in tags] == [64, 64]


INSIDE: dict[str, tuple[str, tuple[str, ...]]] = {
    "cut in pieces": (paragraph_xml(run_xml("Vi "), run_xml("före"), run_xml("slår.")), ("Vi föreslår.",)),
    "line breaks and tabs": (
        paragraph_xml("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"),
        ("a\nb\tc",),
    ),
    "a page break": (paragraph_xml('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'), ("ab",)),
    "empty paragraphs": (paragraph_xml() + paragraph_xml(run_xml("  x ")) + paragraph_xml(), ("x",)),
    "changes that are tracked": (
        paragraph_xml(
            run_xml("Det "),
            f'<w:del w:id="1" w:author="B">{run_xml("inte ", "delText")}</w:del>',
            f'<w:ins w:id="2" w:author="B">{run_xml("nog ")}</w:ins>',
            run_xml("går."),
        ),
        ("Det nog går.",),
    ),
    "breaks that were taken out": (
        paragraph_xml(
            run_xml("Vi"),
            '<w:del w:id="1" w:author="B"><w:r><w:br/><w:tab/><w:delText>bort</w:delText>'
            '<w:footnoteReference w:id="2"/></w:r></w:del>',
            run_xml(" går."),
        ),
        ("Vi går.",),
    ),
    "a paragraph joined with the next": (
        paragraph_xml(run_xml("Ett "), properties='<w:rPr><w:del w:id="1" w:author="B"/></w:rPr>')
        + paragraph_xml(run_xml("två.")),
        ("Ett två.",),
    ),
    "a paragraph that was moved": (
        paragraph_xml(f'<w:moveFrom w:id="1" w:author="B">{run_xml("Sist.")}</w:moveFrom>')
        + paragraph_xml(run_xml("Först."))
        + paragraph_xml(f'<w:moveTo w:id="2" w:author="B">{run_xml("Sist.")}</w:moveTo>'),
        ("Först.", "Sist."),
    ),
    "comments": (
        paragraph_xml(
            '<w:commentRangeStart w:id="1"/>',
            run_xml("Text."),
            '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        ),
        ("Text.",),
    ),
    "links and fields": (
        paragraph_xml(
            f'<w:hyperlink w:anchor="a">{run_xml("Länk")}</w:hyperlink>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            run_xml(" PAGE ", "instrText"),
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run_xml(" 3"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        ("Länk 3",),
    ),
    "hyphens that do not break": (
        paragraph_xml("<w:r><w:t>KF</w:t><w:noBreakHyphen/><w:t>mål</w:t></w:r>"),
        ("KF\u2011mål",),
    ),
    "lists": (
        paragraph_xml(run_xml("Vi vill"))
        + paragraph_xml(run_xml("ett"), properties='<w:pStyle w:val="ListBullet"/>')
        + paragraph_xml(run_xml("två"), properties='<w:pStyle w:val="ListBullet"/>')
        + paragraph_xml(run_xml("först"), properties='<w:pStyle w:val="ListNumber"/>')
        + paragraph_xml(run_xml("sedan"), properties='<w:pStyle w:val="ListNumber"/>'),
        ("Vi vill", "• ett", "• två", "1. först", "2. sedan"),
    ),
    "a table": (
        paragraph_xml(run_xml("Före."))
        + "<w:tbl><w:tr><w:tc>"
        + paragraph_xml(run_xml("a"))
        + "</w:tc><w:tc>"
        + paragraph_xml(run_xml("b"))
        + "</w:tc></w:tr><w:tr><w:tc>"
        + paragraph_xml(run_xml("c"))
        + "</w:tc></w:tr></w:tbl>"
        + paragraph_xml(run_xml("Efter.")),
        ("Före.", "a\tb", "c", "Efter."),
    ),
    "a field within": (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph_xml(run_xml("Inne.")) + "</w:sdtContent></w:sdt>",
        ("Inne.",),
    ),
    "what was there before, and more": (
        paragraph_xml(run_xml("Skriv hur ärendet har beretts.")) + paragraph_xml(run_xml("Så här.")),
        ("Så här.",),
    ),
    "nothing": (paragraph_xml(), ()),
}


@pytest.mark.parametrize("name", INSIDE)
def test_what_stands_in_a_field_is_read_as_people_read_it(made: bytes, name: str) -> None:
    inside, wanted = INSIDE[name]
    found = read_report(edited(made, written("empty-0", inside)))
    assert found.texts[1] == ReadText("empty-0", wanted, name == "a table")
    assert found.edited == ()


def test_pictures_and_notes_are_told_to_be_left_behind(made: bytes) -> None:
    inside = paragraph_xml(run_xml("Se"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    assert read_report(edited(made, written("empty-0", inside))).texts[1] == ReadText(
        "empty-0", ("Se",), True
    )


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Klicka eller tryck här för att ange text.", ()),
        ("Click or tap here to enter text.", ()),
        ("Skrivet där uppmaningen stod.", ("Skrivet där uppmaningen stod.",)),
    ],
)
def test_what_word_shows_in_an_emptied_field_is_nothing_and_what_somebody_wrote_there_is_read(
    made: bytes, text: str, read_as: tuple[str, ...]
) -> None:
    def emptied(document: Any) -> None:
        content = field(document, "view-0")
        for child in list(content):
            content.remove(child)
        shown = f'<w:r><w:rPr><w:rStyle w:val="Platshllartext"/></w:rPr><w:t>{text}</w:t></w:r>'
        content.append(xml(paragraph_xml(shown))[0])
        content.getparent().find(qn("w:sdtPr")).append(xml("<w:showingPlcHdr/>")[0])

    assert read(edited(made, emptied)) == {"view-0": read_as, "empty-0": ()}


def test_a_file_that_libreoffice_has_saved_is_read_alike(made: bytes) -> None:
    def both(document: Any) -> None:
        typed("empty-0", "Skrivet här.", "Mer.")(document)
        as_libreoffice(document)

    assert read(edited(made, both)) == {
        "view-0": (AWKWARD, "Andra stycket."),
        "empty-0": ("Skrivet här.", "Mer."),
    }


def test_a_field_that_is_cut_in_two_is_one(made: bytes) -> None:
    def cut(document: Any) -> None:
        first = field(document, "view-0").getparent()
        second = deepcopy(first)
        first.addnext(second)
        for one, at in ((first, 1), (second, 0)):
            content = one.find(qn("w:sdtContent"))
            content.remove(content[at])

    assert read(edited(made, cut))["view-0"] == (AWKWARD, "Andra stycket.")


def copied(text: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        again = deepcopy(field(document, "view-0").getparent())
        for piece in again.iter(qn("w:t")):
            piece.text = text or piece.text
        document.element.body.insert(0, again)

    return edit


def test_a_field_that_was_copied_is_read_once_or_not_at_all(made: bytes) -> None:
    assert read(edited(made, copied("")))["view-0"] == (AWKWARD, "Andra stycket.")
    with pytest.raises(InputError, match="the field 'view-0' stands in several places"):
        read_report(edited(made, copied("Annat.")))


def test_a_field_that_is_gone_or_from_elsewhere(made: bytes) -> None:
    assert read(edited(made, without_field("view-0"))) == {"empty-0": ()}

    def foreign(document: Any) -> None:
        one = field(document, "view-0").getparent()
        one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").set(qn("w:val"), "own:annan")

    assert read(edited(made, foreign)) == {"annan": (AWKWARD, "Andra stycket."), "empty-0": ()}


def test_computed_text_that_was_edited_is_found(made: bytes) -> None:
    found = read_report(edited(made, replaced("Läget i korthet.", "Läget är bra.")))
    assert found.edited == (Edited((sum_of("Läget i korthet."),), ("Läget är bra.",)),)
    assert computed_lines(made)[sum_of("Läget i korthet.")] == "Läget i korthet."
    figure = read_report(edited(made, replaced("1 000,5", "9 000"))).edited
    assert figure is not None
    assert [item.after for item in figure] == [("9 000",)] * 3

    def removed(document: Any) -> None:
        gone = next(one for one in document.paragraphs if one.text == "Läget i korthet.")
        gone._p.getparent().remove(gone._p)

    assert read_report(edited(made, removed)).edited == (Edited((sum_of("Läget i korthet."),), ()),)


def test_a_file_that_has_lost_what_was_computed_still_has_its_texts(made: bytes) -> None:
    found = read_report(edited(made, without_parts("/customXml")))
    assert (found.edited, [item.key for item in found.texts]) == (None, ["view-0", "empty-0"])


def test_nothing_that_is_taken_out_of_the_text_stays_in_the_file(made: bytes) -> None:
    secret = edited(made, replaced("Läget i korthet.", ""))
    with zipfile.ZipFile(io.BytesIO(secret)) as package:
        assert [name for name in package.namelist() if b"korthet" in package.read(name)] == []


FOREIGN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another's": (lambda _: saved(Document()), "filen är ingen rapport som har gjorts här"),
    "without its marks": (
        lambda made: edited(made, without_parts("/custom-properties")),
        "filen är ingen rapport som har gjorts här",
    ),
    "with marks that nobody can read": (
        lambda made: with_part(
            made, "docProps/custom.xml", _properties(made).replace(b"2027-05-03", b"i g\xc3\xa5r")
        ),
        "filen är ingen rapport som har gjorts här",
    ),
    "damaged": (lambda made: made[: len(made) // 2], "filen är ingen Wordfil"),
    "macros": (lambda made: with_part(made, "word/vbaProject.bin", b"x"), "filen har makron"),
    "a template": (lambda made: of_kind(made, "template.main+xml"), "filen är en Wordmall (.dotx)"),
}


def _properties(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("docProps/custom.xml")


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_not_ours_is_told_so(made: bytes, name: str) -> None:
    change, told = FOREIGN[name]
    with pytest.raises(InputError) as caught:
        read_report(change(made), where="rapport.docx")
    assert caught.value.what.in_language("sv") == told  # type: ignore[attr-defined]
    assert (caught.value.where, caught.value.outcome) == ("rapport.docx", "Nothing was read from it.")


def test_a_template_that_was_a_report_once_tells_of_the_new_one_alone(made: bytes) -> None:
    def emptied(document: Any) -> None:
        for child in list(document.element.body)[:-1]:
            document.element.body.remove(child)

    found = read_report(as_word(small(OwnText("a", "A", ("x",), revision=2)), edited(made, emptied)))
    assert (found.marks.texts, found.texts, found.edited) == ({"a": 2}, (ReadText("a", ("x",)),), ())
    with pytest.raises(InputError, match="has the fields of a report"):
        as_word(MADE, made)


def test_the_citys_own_properties_stay() -> None:
    document = Document()
    part = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Klass">'
        b"<vt:lpwstr>Intern</vt:lpwstr></property></Properties>",
        document.part.package,
    )
    document.part.package.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    )
    properties = parse_xml(_properties(as_word(MADE, saved(document))))
    assert [(one.get("name"), one.get("pid")) for one in properties] == [
        ("Klass", "7"),
        *((f"fardplan.{name}", str(8 + at)) for at, name in enumerate(NAMES)),
    ]


NAMES = ("kind", "subject", "language", "as_of", "edition", "text.view-0", "text.empty-0", "prompt.empty-0")
