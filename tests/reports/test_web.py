"""A report as HTML: read strictly, with what a screen reader needs, and nothing that a report says gone."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.charts.hatch import hatch
from fardplan.reports.plain import UNHELD
from fardplan.reports.tree import (
    Figure,
    Note,
    OwnText,
    Paragraph,
    Part,
    Report,
    Run,
    Section,
    Table,
    paragraph,
    points,
)
from fardplan.reports.web import OwnWriter, Place, as_web
from tests.portal.markup import Element, read
from tests.reports.sample import AS_OF, AWKWARD, figure, report, reworded


def written(made: Report, own: OwnWriter = lambda _, words: words) -> Element:
    return whole(as_web(made, own=own).body)


def whole(body: str) -> Element:
    return read(f"<!doctype html>\n<main>{body}</main>")


def of(*parts: Part) -> Report:
    return replace(report(), parts=parts, sources=(), signatures=())


def test_headings_begin_below_the_page_s_own_and_skip_no_level() -> None:
    page = written(report())
    assert [(item.tag, item.text) for item in page.all("h2", "h3", "h4")] == [
        ("h2", "Förslag till beslut"),
        ("h2", "Sammanfattning 0"),
        ("h3", "Kontorets synpunkter"),
        ("h2", "Källor"),
    ]


def test_the_contents_lead_to_the_first_headings() -> None:
    made = as_web(report())
    assert made.contents == (
        Place("rubrik-1", "Förslag till beslut"),
        Place("rubrik-2", "Sammanfattning 0"),
        Place("rubrik-4", "Källor"),
    )
    ids = {item.get("id") for item in whole(made.body)}
    assert {place.id for place in made.contents} <= ids


def test_the_head_says_whose_it_is_and_when() -> None:
    made = as_web(report())
    assert (made.title, made.subtitle, made.office, made.kind, made.facts) == (
        "Lägesrapport för alla",
        "Våren 2027",
        "Stadsledningskontoret",
        "Rapport",
        (
            ("Datum", "3\N{NO-BREAK SPACE}maj 2027"),
            ("Dnr", "KS 2018/911"),
            ("Handläggare", "Åsa Ek"),
            ("Telefon", "08-508 29 000"),
            ("Till", "KS"),
        ),
    )
    assert made.simulated == "Simulerade siffror: påhittade för att visa hur systemet fungerar."


def test_a_table_has_its_caption_and_what_heads_rows_and_columns() -> None:
    table = Table("Mått", ("Namn", "Antal"), (("A & B", "1"), ("<C>", "0")), frozenset({1}), ("Obs.",), "SCB")
    page = written(of(table))
    (found,) = page.all("table")
    assert [item.text for item in found.all("caption")] == ["Mått"]
    assert [
        (item.tag, item.get("scope"), item.get("class"), item.text) for item in found.all("th", "td")
    ] == [
        ("th", "col", "", "Namn"),
        ("th", "col", "numeric", "Antal"),
        ("th", "row", "", "A & B"),
        ("td", "", "numeric", "1"),
        ("th", "row", "", "<C>"),
        ("td", "", "numeric", "0"),
    ]
    assert [item.text for item in page.all("p")] == ["Obs.", "Källa: SCB"]


def test_a_drawing_has_its_words_and_its_table_behind() -> None:
    page = written(of(figure(), figure()))
    assert [item.get("aria-label") for item in page.all("svg")] == [figure().alt] * 2
    assert [item.text for item in page.all("figcaption")] == ["Behörighet"] * 2
    assert [item.all("table")[0].all("caption")[0].text for item in page.all("details")] == ["Behörighet"] * 2
    assert page.all("title", "desc") == []


def test_drawings_on_one_page_share_no_names() -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{hatch("a")}<path fill="url(#a-hatch)" d="M0 0"/></svg>'
    page = written(of(*(Figure(f"Bild {n}", svg, "En yta") for n in (1, 2))))
    assert [item.get("id") for item in page if item.get("id").startswith("figur")] == [
        "figur-1-a-hatch",
        "figur-2-a-hatch",
    ]
    assert [item.get("fill") for item in page.all("path") if "url" in item.get("fill")] == [
        "url(#figur-1-a-hatch)",
        "url(#figur-2-a-hatch)",
    ]


def test_what_is_new_is_marked_once_where_it_stands_together_and_with_a_word() -> None:
    runs = (Run("Fört. "), Run("Nu ", new=True), Run("mer", strong=True, new=True), Run(" sist"))
    page = written(of(Paragraph(runs)))
    assert [item.text for item in page.all("ins")] == ["ändrat: Nu mer"]
    assert page.text == "Fört. ändrat: Nu mer sist"
    assert [item.text for item in page.all("strong")] == ["mer"]


def test_an_officer_s_text_is_a_field_where_the_page_says_so() -> None:
    fields = {"view-0": "<p>fält</p>"}
    page = written(report(), own=lambda key, words: fields.get(key) or words)
    own = {
        item.get("id"): (item.get("class"), item.text)
        for item in page.all("div")
        if item.has_class("report-own")
    }
    assert own == {
        "egen-view-0": ("report-own", "fält"),
        "egen-empty-0": ("report-own is-empty", "Skriv hur ärendet har beretts."),
    }


def test_nothing_is_inline_and_awkward_words_are_words() -> None:
    page = written(of(paragraph(AWKWARD), points(AWKWARD, numbered=True), Note(AWKWARD, AWKWARD)))
    assert page.text.count(AWKWARD) == 4
    assert page.all("b", "style", "script") == []
    assert [item for item in page if "style" in item.attributes] == []


@given(st.text(min_size=1), st.text(min_size=1).filter(lambda text: not UNHELD.search(text)))
def test_any_words_stand_on_the_page_as_they_are(title: str, words: str) -> None:
    made = Report("k", "T", "sv", report().head, (Section(title, (paragraph(words),)),), AS_OF)
    assert whole(as_web(made).body).all("p")[0].text == " ".join(words.split())


def test_every_text_of_a_report_is_escaped_wherever_it_stands() -> None:
    hostile = "</p><b class=\"x\" onclick='y'>&amp;</b>"
    link = Paragraph((Run("Länk", href=f"https://a.example/?{hostile}"),))
    places = (replace(OwnText("k", "Egen"), key=f"k{hostile}"),)
    base = report()
    made = reworded(replace(base, parts=(*base.parts, link, *places)), lambda text: f"{text}{hostile}")
    page = written(made)
    assert page.all("b", "script") == []
    assert {name for item in page for name in item.attributes if name.startswith("on")} == set()
    assert page.text.count(hostile) > 30
