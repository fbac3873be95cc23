"""The page of a search: hits with their words marked, each with a link that leads somewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from fardplan.usecases.actors import Role
from fardplan.usecases.searching import Hit
from fardplan.vocabulary.searching import HitKind
from fardplan.vocabulary.text import Text
from fardplan.web.search.links import link
from fardplan.web.search.passages import LONGEST, marked, passage
from tests import boards_city
from tests.web.conftest import TODAY
from tests.web.pages import Visitor, assert_queries

Visit = Callable[..., Visitor]


@pytest.fixture
def _city(db: None, tmp_path: Path) -> None:
    boards_city.make_home(tmp_path)
    boards_city.council()
    boards_city.plan("skolnamnden", 7)


@pytest.mark.usefixtures("_city")
def test_what_is_found_is_shown_by_kind_with_its_words_marked(visit: Visit) -> None:
    page = visit(Role.CONTROLLER).get("/arbete/sok/", q="skol")
    assert [item.text for item in page.all("h2")] == [
        "Målområden",
        "Fullmäktiges mål, indikatorer och aktiviteter",
        "I planer",
        "Nämnder, bolag och enheter",
    ]
    assert [item.text for item in page.all("mark")] == ["Skol", "skol", "skol", "Skol"]
    assert [item.text for item in page if item.has_class("listing-count")] == ["4 träffar"]


@pytest.mark.usefixtures("_city")
def test_one_kind_alone_is_shown_whole(visit: Visit) -> None:
    visitor = visit(Role.CONTROLLER)
    page = visitor.get("/arbete/sok/", q="aktivitet")
    more = [item.get("href") for item in page.all("a") if item.text == "Fler av dem"]
    assert more == ["?q=aktivitet&slag=plan_item"]
    whole = visitor.get("/arbete/sok/", q="aktivitet", slag="plan_item")
    assert [item.text for item in whole if item.has_class("listing-count")] == ["7 träffar Visa alla slag"]


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize(
    ("asked", "told"),
    [("a", "Skriv minst två bokstäver"), ("zzzz", "Ingenting innehåller alla de här orden")],
)
def test_nothing_found_says_what_to_try(visit: Visit, asked: str, told: str) -> None:
    page = visit().get("/arbete/sok/", q=asked)
    assert [item.text for item in page if item.has_class("empty-title")] == [told]


@pytest.mark.usefixtures("_city")
def test_while_one_types_only_what_was_found_is_answered(visit: Visit) -> None:
    answer = visit(Role.CONTROLLER).client.get("/arbete/sok/", {"q": "skol"}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<p class="listing-count"')


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize(("more", "asked"), [(0, "skol"), (3, "aktivitet")])
def test_the_questions_to_the_database_do_not_grow_with_the_hits(visit: Visit, more: int, asked: str) -> None:
    if more:
        boards_city.plan("kulturnamnden", more)
    visitor = visit(Role.CONTROLLER)
    with assert_queries(14):
        visitor.get("/arbete/sok/", q=asked)


def hit(kind: HitKind) -> Hit:
    return Hit(kind, "7", Text(sv="X"), year=2027, step="t1", organisation_key="skolnamnden")


@pytest.mark.parametrize("kind", HitKind)
@pytest.mark.parametrize("inside", [True, False])
def test_every_hit_leads_somewhere(kind: HitKind, inside: bool) -> None:
    address = link(hit(kind), "sv", today=TODAY, inside=inside)
    if kind is HitKind.DECISION or (kind is HitKind.ORGANISATION and not inside):
        assert address is None
    else:
        assert address is not None
        assert not address.startswith("/arbete/") or resolve(address)


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_the_pieces_put_together_are_the_text(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, tuple(words))) == text


@given(st.text(alphabet="abc åÅ.", max_size=600), st.sampled_from(["a", "bc", "å"]))
def test_a_passage_is_short_and_holds_a_word_of_what_was_looked_for(text: str, word: str) -> None:
    told = "".join(piece.text for piece in passage(text, (word,)))
    assert len(told) <= LONGEST + 4
    if word in text.lower():
        assert word in told.lower()
