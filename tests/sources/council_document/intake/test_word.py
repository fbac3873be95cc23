"""Word documents: what is drawn and not in the text, what is in it and not drawn, tables, notes."""

import time

import pytest

from fardplan.sources.council_document.intake.word import package
from fardplan.vocabulary.errors import InputError
from tests.sources.council_document.intake.made import p, packed, read, told, word, xml

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Kommunens rubrik"/>
<w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Niva"><w:name w:val="Egen nivå"/>
<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Inne"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Fet"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Rutig"><w:name w:val="Rutig"/>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def cell(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text, run=run)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def shown(body: str, **parts: str) -> list[str]:
    return told(read(word(body, styles=STYLES, **parts)))


def test_headings_by_style_whatever_the_style_is_called_and_by_look() -> None:
    large = '<w:b/><w:sz w:val="32"/>'
    assert shown(
        p("Plan", style("Titel"))
        + p("Inledning", style("Rubrik1"))
        + p("Bakgrund", style("Egen"))
        + p("Mål", style("Niva"))
        + p("Direkt", '<w:outlineLvl w:val="1"/>')
        + p("Vanlig", style("Rubrik1") + '<w:outlineLvl w:val="9"/>')
        + p("Fetare än allt", run=large)
        + p("Löpande text som är vanlig. " * 5)
        + p("Åtgärder", run='<w:rStyle w:val="Fet"/>')
        + p("Löpande text.")
        + p("Fet mening som slutar med punkt.", run="<w:b/>")
        + p("Sist och fet", run="<w:b/>")
    ) == [
        "h1 Plan",
        "h1 Inledning",
        "h1 Bakgrund",
        "h3 Mål",
        "h2 Direkt",
        "Vanlig",
        "h4 Fetare än allt",
        ("Löpande text som är vanlig. " * 5).strip(),
        "h5 Åtgärder",
        "Löpande text.",
        "b Fet mening som slutar med punkt.",
        "b Sist och fet",
    ]


def test_runs_breaks_fields_links_and_signs() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    body = (
        "<w:p>" + run.format("Yasmin") + "<w:r><w:br/><w:t>Ordförande</w:t><w:tab/><w:t>Dnr</w:t></w:r></w:p>"
        "<w:p><w:hyperlink>" + run.format("Länk") + "</w:hyperlink>" + field + run.format(" 3") + "</w:p>"
        "<w:p><w:r><w:t>hälso</w:t><w:noBreakHyphen/><w:t>vård, skol</w:t><w:softHyphen/>"
        "<w:t>gård\u00a0ﬁn</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gömt</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent>" + p("I en kontroll") + "</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent>" + run.format("Inne i rad") + "</w:sdtContent></w:sdt></w:p>"
    )
    assert shown(body) == [
        "Yasmin",
        "~ Ordförande    Dnr",
        "Länk 3",
        "hälso-vård, skolgård fin",
        "I en kontroll",
        "Inne i rad",
    ]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>Minst </w:t></w:r><w:del><w:r><w:delText>90</w:delText></w:r></w:del><w:ins><w:r>"
        "<w:t>95</w:t></w:r></w:ins><w:r><w:t> procent</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Delad </w:t></w:r></w:p>"
        + p("rad")
        + "<w:p><w:moveFrom><w:r><w:t>flyttad</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>flyttad hit</w:t></w:r></w:moveTo></w:p>"
    )
    assert shown(body) == ["Minst 95 procent", "Delad rad", "flyttad hit"]


def test_tables_with_merged_cells_heads_and_tables_in_them() -> None:
    inner = f"<w:tbl>{row(cell('i'), cell('ii'))}</w:tbl>"
    table = "<w:tbl>" + row(
        cell("Mål", run="<w:b/>"), cell("Ansvarig", '<w:gridSpan w:val="2"/>', run="<w:b/>")
    )
    table += row(cell("A", '<w:vMerge w:val="restart"/>'), cell("x"), f"<w:tc><w:p/>{inner}<w:p/></w:tc>")
    table += row(cell("", "<w:vMerge/>"), cell("y"), cell("z")) + row(cell("bort"), properties="<w:del/>")
    assert shown(table + "</w:tbl>") == [
        "b t0:0,0h Mål",
        "b t0:0,1h+1/2 Ansvarig",
        "t0:1,0+2/1 A",
        "t0:1,1 x",
        "t1:0,0 i",
        "t1:0,1 ii",
        "t0:2,1 y",
        "t0:2,2 z",
    ]


@pytest.mark.parametrize(
    ("before", "head"),
    [
        ('<w:tblPr><w:tblStyle w:val="Rutig"/><w:tblLook w:firstRow="1"/></w:tblPr>', ""),
        ('<w:tblPr><w:tblStyle w:val="Rutig"/><w:tblLook w:val="0020"/></w:tblPr>', ""),
        ("", "<w:tblHeader/>"),
    ],
)
def test_heads_of_tables_by_their_style_or_mark(before: str, head: str) -> None:
    table = (
        f"<w:tbl>{before}{row(cell('Mål'), cell('År'), properties=head)}{row(cell('a'), cell('b'))}</w:tbl>"
    )
    assert shown(table) == ["t0:0,0h Mål", "t0:0,1h År", "t0:1,0 a", "t0:1,1 b"]


def test_a_frame_of_one_cell_and_a_text_box_are_text() -> None:
    box = f"<w:txbxContent>{p('I rutan')}</w:txbxContent>"
    both = "<mc:AlternateContent xmlns:mc='m'><mc:Choice><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback>"
    both += "<w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent>"
    body = f"<w:tbl>{row(cell('Visste du?'))}</w:tbl><w:p><w:r><w:t>Före</w:t>{both.format(box)}</w:r></w:p>"
    assert shown(body + p("Efter")) == ["Visste du?", "Före", "I rutan", "Efter"]


def test_notes_heads_feet_and_contents_stand_beside_the_text() -> None:
    reference = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    note = "<w:footnote w:id='{}'>{}</w:footnote>"
    section = "<w:sectPr><w:headerReference r:id='header'/><w:footerReference r:id='footer'/></w:sectPr>"
    body = f"<w:p><w:r><w:t>Lägst</w:t></w:r>{reference.format(2)}<w:r><w:t> i länet.</w:t></w:r></w:p>"
    assert shown(
        p("Mål    3", style("Inne")) + body + section,
        footnotes=note.format(2, p("Avser 2018.")) + note.format(3, p("Annat")),
        header=p("Sjöby kommun"),
        footer=p("Dnr 1"),
    ) == ["(Sjöby kommun", "(Mål    3", "Lägst i länet.", "[¹] (Avser 2018.", "(Dnr 1"]


def test_pages_begin_at_breaks_and_are_counted_when_word_says_where() -> None:
    broken = p("ett") + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + p("två")
    paper = read(word(broken + p("tre", "<w:pageBreakBefore/>") + p("fyra", "<w:sectPr/>") + p("fem")))
    assert [(line.text, line.new_page) for line in paper.lines] == [
        ("ett", False),
        ("två", True),
        ("tre", True),
        ("fyra", False),
        ("fem", True),
    ]
    assert (paper.pages, paper.page_of) == (None, None)
    rendered = "<w:p><w:r><w:t>två</w:t><w:lastRenderedPageBreak/><w:t> går över</w:t></w:r></w:p>"
    paper = read(word(p("ett") + rendered + p("tre")))
    assert (paper.pages, paper.page_of) == (2, (1, 1, 2))


def test_the_strict_form_of_the_format_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = xml(
        "document",
        f"<w:body>{p('Mål', '<w:outlineLvl w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:body>",
    )
    assert told(read(packed({"word/document.xml": document.replace(usual, strict)}))) == ["h1 Mål"]


DEEP = "its parts lie inside one another too deeply to be read"
BOMB = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            packed({"word/document.xml": b"<w>" + b" " * (package.MOST_UNPACKED + 1)}),
            "the file grows to more than 100,000,000 bytes unpacked",
        ),
        (
            packed({"word/document.xml": BOMB + xml("document", "<w:body>&b;</w:body>")}),
            "the file defines entities of its own, which no Word document does",
        ),
        (word("<w:sdt>" * 220 + "</w:sdt>" * 220), "its parts lie inside one another too deeply to be read"),
        (
            word("<w:sdt>" * 9000 + "</w:sdt>" * 9000),
            "its parts lie inside one another too deeply to be read",
        ),
        (packed({"word/document.xml": xml("document", "")}), "this is a Word document that is damaged"),
        (
            packed({f"{number}": b"" for number in range(20_001)} | {"word/document.xml": "<a/>"}),
            "the file holds too many parts to be read",
        ),
    ],
    ids=["bomb", "entities", "deep", "deeper", "no body", "parts"],
)
def test_files_made_to_harm_are_refused_at_once(content: bytes, what: str) -> None:
    start = time.process_time()
    with pytest.raises(InputError) as error:
        read(content)
    assert error.value.what == what
    assert time.process_time() - start < 5


def test_styles_that_go_round_in_a_circle_end() -> None:
    circle = "<w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='A'/></w:style>"
    assert told(read(word(p("text", style("A")), styles=circle))) == ["text"]


def test_a_document_of_two_thousand_pages_is_read_in_bounded_time() -> None:
    body = p("Nämnden ska verka för trygghet i hela kommunen. " * 8) * 30_000
    start = time.process_time()
    assert len(read(word(body, styles=STYLES)).lines) == 30_000
    assert time.process_time() - start < 30
