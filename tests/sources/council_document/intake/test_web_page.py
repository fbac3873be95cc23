"""Web pages: the text of the page, its lists as they are drawn, its tables, and nothing of the site."""

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.lines import Cell
from fardplan.vocabulary.errors import InputError
from tests.sources.council_document.intake.made import read, told


def page(body: str, title: str = "") -> list[str]:
    head = f"<title>{title}</title>" if title else ""
    return told(read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"))


def test_the_site_around_the_text_is_left_out_and_its_title_kept_beside_it() -> None:
    assert page(
        """<a href="#c">Till innehållet</a><div role="dialog">Vi använder kakor</div>
        <header><a>Sjöby kommun</a><form><button>Sök</button></form></header>
        <nav><ul><li><a href="/a">Barn</a></li></ul></nav><div class="breadcrumb">Start / Plan</div>
        <main id="c"><h1>Plan för Sjöby</h1><h2>Innehåll på sidan</h2>
        <ul><li><a href="#m">Mål</a></li><li><a href="#u">Uppföljning</a></li></ul>
        <h2 id="m">Mål</h2><p>Alla ska <b>må bra</b> 2030.</p><script>mål()</script>
        <aside><h2>Relaterat</h2></aside><p>Sidan granskad: 9 maj 2023</p><p>Hjälpte sidan dig?</p></main>
        <footer><p>Torget 1</p></footer>""",
        "Plan – Sjöby kommun",
    ) == [
        "(Plan – Sjöby kommun",
        "h1 Plan för Sjöby",
        "h2 (Innehåll på sidan",
        "[•] d1 (Mål",
        "[•] d1 (Uppföljning",
        "h2 Mål",
        "Alla ska må bra 2030.",
        "(Sidan granskad: 9 maj 2023",
        "(Hjälpte sidan dig?",
    ]


def test_a_layout_table_and_a_form_around_everything_are_no_table_and_no_form() -> None:
    assert page(
        """<form id="aspnetForm"><table role="presentation"><tr><td><ul class="submeny"><li><a href="/x">A</a>
        </li></ul></td><td><h1>Plan</h1><p>Text.</p></td></tr></table></form>"""
    ) == ["h1 Plan", "Text."]


def test_lists_have_the_marks_that_are_drawn() -> None:
    assert page(
        """<ol start="4"><li>Fyra<ul><li>punkt</li></ul>och mer</li><li value="9">Nio</li><li><p>Tio</p>
        <p>två stycken</p></li></ol><ol type="a" reversed><li>b</li><li>a</li></ol>
        <ol type="I"><li>ett</ol>"""
    ) == [
        "[4.] d1 Fyra",
        "[•] d2 punkt",
        "d1 och mer",
        "[9.] d1 Nio",
        "[10.] d1 Tio",
        "d1 två stycken",
        "[b.] d1 b",
        "[a.] d1 a",
        "[I.] d1 ett",
    ]


def test_line_breaks_soft_hyphens_blanks_and_ligatures() -> None:
    assert page(
        "<p>Beslutad&nbsp;2020<br>Dnr&shy;  1\n <strong>eﬀekt</strong></p>"
        "<p><b>Allt fett</b> <strong>här</strong></p>"
        "<div>▪ Ett</div>Lös text<pre>en\n  två</pre>"
    ) == ["Beslutad 2020", "~ Dnr 1 effekt", "b Allt fett här", "▪ Ett", "Lös text", "en", "  två"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>Ett<br>två<br><br>Tre<br>fyra</p>", ["Ett", "~ två", "Tre", "~ fyra"]),
        ("<p>Ett<br> &nbsp;\n<br>Två<br><br><br>Tre</p>", ["Ett", "Två", "Tre"]),
        ("<p><br>Ett<br></p><p>Två</p>", ["Ett", "Två"]),
        (
            "<p><b>Mål</b><br>Alla ska delta<br>i allt.<br><b>Mått</b><br><b>och mer</b><br>Andel</p>",
            ["b Mål", "Alla ska delta", "~ i allt.", "b Mått", "b ~ och mer", "Andel"],
        ),
        ("<p>Alla ska <b>delta</b><br>i <b>allt</b>.</p>", ["Alla ska delta", "~ i allt."]),
        ("<ul><li>Ett<br>två<br><br>tre<li>fyra</ul>", ["[•] d1 Ett", "d1 ~ två", "d1 tre", "[•] d1 fyra"]),
    ],
)
def test_an_empty_line_or_a_change_of_bold_begins_a_block(body: str, lines: list[str]) -> None:
    assert page(body) == lines


def test_terms_and_tables_have_cells_in_their_places() -> None:
    assert page(
        """<dl><dt>Dnr</dt><dd>1</dd><dd>2</dd><dt>Datum</dt><dd>3</dd></dl><table><caption>Mått</caption><thead><tr><th>Mål<th>Källa</thead>
        <tr><td rowspan=2>A<td><p>x</p><ul><li>y</ul><tr><td>z<tr><td colspan=2>summa</table>"""
    ) == [
        "t0:0,0 Dnr",
        "t0:0,1 1",
        "t0:0,1 2",
        "t0:1,0 Datum",
        "t0:1,1 3",
        "Mått",
        "b t1:0,0h Mål",
        "b t1:0,1h Källa",
        "t1:1,0+2/1 A",
        "t1:1,1 x",
        "[•] d1 t1:1,1 y",
        "t1:2,1 z",
        "t1:3,0+1/2 summa",
    ]


def test_a_note_is_pointed_at_by_nothing_in_the_sentence_and_stands_beside_the_text() -> None:
    assert page(
        """<p>Lägst.<sup><a href="#n1">1</a></sup> Ytan är 30 m<sup>2</sup>.</p>
        <p id="n1">1. Avser 2018.</p>"""
    ) == ["Lägst. Ytan är 30 m2.", "(1. Avser 2018."]


def test_a_list_of_links_is_a_menu_where_the_page_does_not_say_what_its_text_is() -> None:
    menu = "<ul><li><a href='/a'>Förskola</a></li><li><a href='/b'>Skola</a></li></ul>"
    annexes = "<ul><li><a href='/1.pdf'>Bilaga 1. Karta</a></li><li><a href='/2.pdf'>Bilaga 2</a></li></ul>"
    assert page(f"{menu}<h1>Plan</h1>{annexes}") == [
        "[•] d1 (Förskola",
        "[•] d1 (Skola",
        "h1 Plan",
        "[•] d1 Bilaga 1. Karta",
        "[•] d1 Bilaga 2",
    ]
    assert page(f"<main><h1>Plan</h1>{menu}</main>")[1:] == ["[•] d1 Förskola", "[•] d1 Skola"]


@pytest.mark.parametrize(
    ("one", "other", "aside"),
    [("#", "#", ""), ("#a", "#", ""), ("#a", "/b", ""), ("#a", "#b", "(")],
)
def test_a_list_of_links_to_places_on_the_page_is_its_contents(one: str, other: str, aside: str) -> None:
    links = f"<ul><li><a href='{one}'>Fler båtar</a></li><li><a href='{other}'>Färre bilar</a></li></ul>"
    assert page(f"<main><h1>Plan</h1>{links}<p>Text.</p></main>") == [
        "h1 Plan",
        f"[•] d1 {aside}Fler båtar",
        f"[•] d1 {aside}Färre bilar",
        "Text.",
    ]


def test_what_a_button_opens_is_read_and_what_is_hidden_is_not() -> None:
    assert page(
        """<main><h1>Plan</h1><h2><button aria-controls="x">Mål 1</button></h2>
        <div id="x" hidden>Trygghet</div><div hidden>gömt</div><button>Dela</button></main>"""
    ) == ["h1 Plan", "h2 Mål 1", "Trygghet"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(st.lists(words, min_size=1, max_size=6), min_size=1, max_size=8))
def test_every_word_of_every_paragraph_comes_out_in_its_order(paragraphs: list[list[str]]) -> None:
    body = "".join(f"<p>{escape(' '.join(paragraph))}</p>" for paragraph in paragraphs)
    paper = read(f"<!doctype html><html><body><main>{body}</main></body></html>")
    assert (
        " ".join(paper.texts).split()
        == " ".join(
            read("\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n.").texts[:-1]
        ).split()
    )


def test_cells_reach_far_and_no_further() -> None:
    paper = read('<html><table><tr><td rowspan="9999" colspan="99999">a<td>b<tr><td>c</table></html>')
    assert [line.look.cell for line in paper.lines] == [
        Cell(0, 0, 0, rows=2, columns=1000),
        Cell(0, 0, 1000),
        Cell(0, 1, 1000),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<html>" + "<div>" * 100_000 + "djupt",
        "<html>" + "<ul><li>" * 5_000,
        "<html>" + "<b>" * 2_000_000,
    ],
    ids=["divisions", "lists", "elements"],
)
def test_pages_made_to_hang_are_refused_at_once(content: str) -> None:
    start = time.process_time()
    with pytest.raises(InputError):
        read(content)
    assert time.process_time() - start < 5


def test_entities_are_not_filled_in() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "hahaha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    assert read(f"{bomb}<html><p>&b;&x;</p></html>").texts == ("&b;&x;",)


def test_a_large_page_is_read_in_bounded_time() -> None:
    rows = "".join(f"<tr><td>Mål {at}</td><td>Nämnden</td></tr>" for at in range(40_000))
    start = time.process_time()
    paper = read(f"<html><main><h1>Plan</h1><table>{rows}</table></main></html>")
    assert len(paper.lines) == 80_001
    assert time.process_time() - start < 20
