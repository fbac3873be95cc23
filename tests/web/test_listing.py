"""A list as its address asks for it: what matches, in which order, page by page, and as a file."""

import io
from dataclasses import dataclass
from datetime import date

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import PER_PAGE, Listing
from tests.portal.markup import Element, read

STATES = {"ready": State("full", "klart"), "late": State("late", "sent")}


@dataclass(frozen=True)
class Undertaking:
    name: str
    board: str
    state: str
    areas: tuple[str, ...]
    due: date | None
    share: float | None


ROWS = (
    Undertaking("Läsning i förskolan", "Årsta", "ready", ("skola",), date(2027, 5, 1), 12.5),
    Undertaking("=1+1", "Bromma", "late", ("skola", "trygghet"), None, None),
    Undertaking("Belysning", "Östermalm", "ready", ("trygghet",), date(2027, 3, 1), 3.0),
)


def listing(asked: str = "", rows: tuple[Undertaking, ...] = ROWS, prefix: str = "") -> Listing[Undertaking]:
    request: HttpRequest = RequestFactory().get(f"/arbete/lista/{asked}")
    request.language = "sv"  # type: ignore[attr-defined]
    request.today = date(2027, 5, 3)  # type: ignore[attr-defined]
    return Listing(
        request,  # type: ignore[arg-type]
        rows,
        name="ataganden",
        title="Åtaganden",
        columns=(
            Column[Undertaking](
                "namn", "Namn", lambda row: row.name, href=lambda row: f"/arbete/{row.board}/"
            ),
            Column("namnd", "Nämnd", lambda row: row.board),
            Column("lage", "Läge", lambda row: STATES[row.state]),
            Column("senast", "Senast", lambda row: row.due),
            Column("andel", "Andel", lambda row: row.share),
            Column("omraden", "Områden", lambda row: ", ".join(row.areas), file_only=True),
        ),
        choices=(
            Choice[Undertaking]("lage", "Läge", lambda row: row.state, said=lambda value: STATES[value].word),
            Choice("omrade", "Område", lambda row: row.areas, first=("trygghet",)),
        ),
        search=lambda row: f"{row.name} {row.board}",
        simulated=lambda row: row.state == "late",
        prefix=prefix,
    )


def names(made: Listing[Undertaking]) -> list[str]:
    return [row.name for row in made.found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["Läsning i förskolan", "=1+1", "Belysning"]),
        ("?q=årsta läs", ["Läsning i förskolan"]),
        ("?q=finns-inte", []),
        ("?lage=ready", ["Läsning i förskolan", "Belysning"]),
        ("?omrade=trygghet", ["=1+1", "Belysning"]),
        ("?omrade=trygghet&lage=late", ["=1+1"]),
        ("?ordning=namnd", ["=1+1", "Läsning i förskolan", "Belysning"]),
        ("?ordning=-namnd", ["Belysning", "Läsning i förskolan", "=1+1"]),
        ("?ordning=senast", ["Belysning", "Läsning i förskolan", "=1+1"]),
        ("?ordning=-andel", ["Läsning i förskolan", "Belysning", "=1+1"]),
        ("?ordning=finns-inte", ["Läsning i förskolan", "=1+1", "Belysning"]),
    ],
)
def test_the_address_says_which_rows_and_in_which_order(asked: str, expected: list[str]) -> None:
    assert names(listing(asked)) == expected


@given(st.text(max_size=8), st.sampled_from(["", "namn", "-namn", "senast", "-senast", "-andel", "lage"]))
def test_whatever_is_asked_rows_come_from_the_list_and_empty_ones_last(sought: str, order: str) -> None:
    request = RequestFactory().get("/", {"q": sought, "ordning": order})
    request.language = "sv"  # type: ignore[attr-defined]
    made = listing()
    made._request = request  # type: ignore[assignment]
    assert [row for row in made.found if row not in ROWS] == []
    if order.endswith(("senast", "andel")) and not sought.split():
        assert names(made)[-1] == "=1+1"


@pytest.mark.parametrize(
    ("asked", "page"), [("", 1), ("?sida=2", 2), ("?sida=99", 3), ("?sida=x", 1), ("?sida=0", 1)]
)
def test_a_long_list_has_pages(asked: str, page: int) -> None:
    many = tuple(
        Undertaking(f"{number:03}", "B", "ready", (), None, None) for number in range(2 * PER_PAGE + 1)
    )
    made = listing(asked, many)
    assert (made.page, made.pages) == (page, 3)
    first = (page - 1) * PER_PAGE
    assert [cells[0].text for cells, _ in made.rows] == [row.name for row in many[first : first + PER_PAGE]]
    assert (made.before, made.after) == (
        f"?sida={page - 1}" if page > 1 else "",
        f"?sida={page + 1}" if page < 3 else "",
    )


def test_what_can_be_chosen_is_what_occurs_in_words_and_order() -> None:
    asked = listing("?omrade=skola").choices
    told = [
        (one.name, [(option.value, option.words, option.chosen) for option in one.options]) for one in asked
    ]
    assert told == [
        ("lage", [("ready", "klart", False), ("late", "sent", False)]),
        ("omrade", [("trygghet", "trygghet", False), ("skola", "skola", True)]),
    ]


def test_links_keep_the_filter_and_what_else_the_address_says() -> None:
    made = listing("?per=2027-01-01&lage=ready&sida=4&ordning=namn")
    assert made.others == [("per", "2027-01-01")]
    assert made.as_csv == "?per=2027-01-01&lage=ready&ordning=namn&fil=csv"
    assert made.unfiltered == "?per=2027-01-01&ordning=namn"
    assert [head.href for head in made.heads][:2] == [
        "?per=2027-01-01&lage=ready&ordning=-namn",
        "?per=2027-01-01&lage=ready&ordning=namnd",
    ]
    assert [head.sorted for head in made.heads][:2] == ["ascending", "none"]


def test_two_lists_on_a_page_do_not_hear_each_others_questions() -> None:
    assert names(listing("?q=belys", prefix="andra-")) == names(listing())
    assert names(listing("?andra-q=belys", prefix="andra-")) == ["Belysning"]


def test_a_csv_has_every_row_that_matches_and_no_formula() -> None:
    made = listing("?fil=csv&omrade=trygghet")
    assert made.wanted == "csv"
    answer = made.download()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ataganden.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Namn;Nämnd;Läge;Senast;Andel;Områden",
        "'=1+1;Bromma;sent;;;skola, trygghet",
        "Belysning;Östermalm;klart;2027-03-01;3;trygghet",
    ]


def test_a_workbook_has_days_as_days_and_numbers_as_numbers() -> None:
    sheet = load_workbook(io.BytesIO(listing("?fil=xlsx&ordning=senast").download().content)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][1][2:5] == [
        "klart",
        sheet["D2"].value,
        3,
    ]
    assert (sheet["D2"].is_date, sheet["A4"].value, sheet["A4"].data_type) == (True, "=1+1", "s")


def test_a_workbook_tells_what_the_list_is() -> None:
    def told(asked: str) -> list[str]:
        book = load_workbook(io.BytesIO(listing(asked).download().content))
        assert book.sheetnames == ["Åtaganden", "Om listan"]
        return [cell for (cell,) in book["Om listan"].iter_rows(values_only=True)]

    taken = ["Åtaganden", "Hämtad från Färdplan 3\N{NO-BREAK SPACE}maj 2027."]
    assert told("?fil=xlsx") == [*taken, "Simulerat innehåll."]
    assert told("?fil=xlsx&lage=ready&q=bel") == [
        *taken,
        "1 av 3 rader, valda efter:",
        "Läge: klart",
        "Sök: bel",
    ]


def test_an_unknown_kind_of_file_is_the_page() -> None:
    assert listing("?fil=exe").wanted == ""


def rendered(made: Listing[Undertaking]) -> Element:
    html = render_to_string("web/parts/listing.html", {"listing": made, "language": "sv"})
    return read(f"<!doctype html>\n{html}")


def test_a_row_shows_links_shapes_numbers_and_that_it_is_simulated() -> None:
    page = rendered(listing("?lage=late"))
    row = page.all("tr")[1]
    assert [cell.text for cell in row.all("th", "td")] == ["=1+1 simulerad", "Bromma", "sent", "", ""]
    assert [item.get("class") for item in row.all("svg")] == [""]
    assert [item.get("href") for item in row.all("a")] == ["/arbete/Bromma/"]
    assert [item.text for item in page.all("p") if item.has_class("listing-count")] == [
        "1 av 3 rader Visa alla"
    ]


@pytest.mark.parametrize(
    ("rows", "asked", "title"), [((), "", "Här finns ingenting ännu"), (ROWS, "?q=zzz", "Inget passar")]
)
def test_an_empty_list_says_why_it_is_empty(rows: tuple[Undertaking, ...], asked: str, title: str) -> None:
    page = rendered(listing(asked, rows))
    assert [item.text for item in page if item.has_class("empty-title")] == [title]
