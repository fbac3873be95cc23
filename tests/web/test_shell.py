"""The frame of every page, errors as pages, the language, and the workspace's own files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from fardplan.usecases.actors import Role
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]


def test_the_start_page_names_who_is_signed_in(visit: Visit) -> None:
    page = visit(Role.CONTROLLER, name="Åsa Berg").get("/arbete/")
    assert [item.text for item in page if item.has_class("person-name")] == ["Åsa Berg"]
    assert [item.text for item in page.all("h1")] == ["Mitt arbete"]


@pytest.mark.parametrize(
    ("roles", "entries"),
    [
        ((), ["Mitt arbete", "Följ upp", "Färdplan", "Rapporter"]),
        ((Role.ADMINISTRATOR,), ["Mitt arbete", "Rapporter", "Konton"]),
        ((Role.PARTNER,), ["Mitt arbete", "Färdplan", "Rapporter"]),
        (
            (Role.CONTROLLER, Role.ADMINISTRATOR),
            [
                *("Mitt arbete", "Följ upp", "Året", "Färdplan", "Planer", "Verkstad", "Egna bedömningar"),
                *("Rapporter", "Utbyte", "Konton"),
            ],
        ),
    ],
)
def test_the_menu_leads_where_a_person_has_something(
    visit: Visit, roles: tuple[Role, ...], entries: list[str]
) -> None:
    page = visit(*roles, name="Åsa Berg").get("/arbete/")
    menu = next(item for item in page.all("nav") if item.has_class("menu-wide"))
    assert [item.text for item in menu.all("a")] == entries


def test_an_address_that_leads_nowhere_has_a_page(visit: Visit) -> None:
    page = visit().get("/arbete/finns-inte/", status=404)
    assert page.all("h1")[0].text == "Sidan finns inte"


def test_a_demonstration_says_on_every_page_that_things_are_made_up(
    visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    def banners() -> list[str]:
        page = visit().get("/arbete/finns-inte/", status=404)
        return [item.get("aria-label") or "" for item in page if item.has_class("simulated-banner")]

    before = banners()
    (tmp_path / "home.json").write_text('{"demonstration": true}')
    settings.HOME = tmp_path
    assert (before, banners()) == ([], ["Simulerat innehåll"])


def test_the_language_is_chosen_and_stays(visit: Visit) -> None:
    visitor = visit()
    page = visitor.post("/arbete/sprak/", {"language": "en", "next": "/arbete/"})
    assert (page.all("html")[0].get("lang"), page.all("h1")[0].text) == ("en", "My work")


def test_the_way_back_after_choosing_a_language_leads_nowhere_else(visit: Visit) -> None:
    answer = visit().client.post("/arbete/sprak/", {"language": "en", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/arbete/"


def test_the_files_a_page_names_are_answered_and_kept(visit: Visit) -> None:
    visitor = visit()
    page = visitor.get("/arbete/")
    named = [item.get("href") for item in page.all("link")] + [item.get("src") for item in page.all("script")]
    for name in named:
        answer = visitor.client.get(name)
        assert answer.status_code == 200, name
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", name
    assert visitor.client.get("/arbete/filer/annan.css").status_code == 404


def test_the_start_page_asks_the_database_a_constant_number_of_questions(visit: Visit) -> None:
    visitor = visit(Role.CONTROLLER, Role.MANAGER)
    with assert_queries(8):
        visitor.get("/arbete/")
