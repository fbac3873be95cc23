"""Every type of page of the workspace as people meet it, in every role: found by following the links.

What holds for all of them: strict HTML, nothing inline, every label and reference in its place, the policy in
the headers, and nothing that axe objects to, light or dark, on a phone, without scripts.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from fardplan.usecases.actors import Role
from tests.browser import LOOKS, PHONE, objections, width_of
from tests.portal.markup import Element, read
from tests.web.at_work import COOKIE, CityAtWork
from tests.web.pages import check_structure

pytestmark = pytest.mark.repeats
OF_A_TYPE = 2
"""How many pages of a type are followed in each role: what a list links to looks alike."""


@dataclass(frozen=True)
class Visited:
    """A page that somebody in a role came to by links."""

    role: Role
    path: str
    name: str
    status: int
    page: Element
    came_from: str


def type_of(path: str) -> str | None:
    """The name of an address of the workspace, None for other addresses."""
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def links_of(page: Element, path: str) -> list[str]:
    """Where a page's links lead within the workspace, without anchors, each once."""
    asked = [item.get("href") for item in page.all("a") if "href" in item.attributes]
    whole = [urljoin(path, href).partition("#")[0] for href in asked]
    return list(dict.fromkeys(href for href in whole if href.startswith(("/arbete/", "/konto/"))))


def is_file(link: str) -> bool:
    return re.search(r"[?&]\w*-?fil=|/exportera/|format=|\.xlsx|\.csv", link) is not None


def walked(city: CityAtWork, role: Role) -> list[Visited]:
    """The pages that a person in a role can come to, two of each type."""
    first = ("/arbete/", "/arbete/komponenter/", "/arbete/sok/?q=en")
    waiting, seen = [(path, "") for path in first], set()
    visited: list[Visited] = []
    count: dict[str, int] = defaultdict(int)
    while waiting:
        path, came_from = waiting.pop(0)
        name = type_of(path)
        if path in seen or name is None or count[name] >= OF_A_TYPE or is_file(path):
            continue
        seen.add(path)
        answer = city.get(role, path)
        if answer.kind != "text/html":
            continue
        count[name] += 1
        assert answer.policy == settings.PROTECTING_HEADERS["Content-Security-Policy"], path
        page = read(answer.text)
        visited.append(Visited(role, path, name, answer.status, page, came_from))
        waiting += [(link, path) for link in links_of(page, path)]
    return visited


@pytest.fixture(scope="session")
def every(at_work: CityAtWork) -> list[Visited]:
    """Every page that somebody came to, also those that did not open."""
    return [item for role in at_work.sessions for item in walked(at_work, role)]


@pytest.fixture(scope="session")
def visited(every: list[Visited]) -> list[Visited]:
    return [item for item in every if item.status == 200]


def test_there_is_somebody_in_every_role(at_work: CityAtWork) -> None:
    assert set(at_work.sessions) == set(Role)


def test_what_a_role_is_shown_a_link_to_opens_for_it(every: list[Visited]) -> None:
    closed = [
        f"{item.role.value} {item.status} {item.path} from {item.came_from}"
        for item in every
        if item.status != 200
    ]
    assert "\n".join(closed) == ""


def test_every_page_has_a_sound_structure(visited: list[Visited]) -> None:
    unsound = {}
    for item in visited:
        try:
            check_structure(item.page)
        except AssertionError as wrong:
            unsound[item.role.value, item.path] = str(wrong)[:400]
    assert unsound == {}


def test_every_page_names_its_language_and_landmarks(visited: list[Visited]) -> None:
    wrong = {}
    for item in visited:
        counts = [len(item.page.all(tag)) for tag in ("header", "main", "footer")]
        first = item.page.all("a")[0].get("href")
        if (item.page.all("html")[0].get("lang"), counts, first) != ("sv", [1, 1, 1], "#main"):
            wrong[item.path] = (counts, first)
    assert wrong == {}


def cookie_of(city: CityAtWork, role: Role) -> dict[str, object]:
    return {
        **{"name": COOKIE, "value": city.sessions[role], "domain": "127.0.0.1", "path": "/"},
        **{"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"},
    }


def forms_in(page: Element) -> list[Element]:
    return [form for main in page.all("main") for form in main.all("form") if "method" in form.attributes]


def one_of_each_type(visited: list[Visited]) -> list[Visited]:
    """The page of each type that has most on it, whoever sees it."""
    largest: dict[str, Visited] = {}
    for item in visited:
        if item.name not in largest or len(item.page.text) > len(largest[item.name].page.text):
            largest[item.name] = item
    return list(largest.values())


@pytest.mark.browser
def test_axe_finds_nothing_on_any_type_of_page(
    at_work: CityAtWork, visited: list[Visited], look_at: Callable[..., Page]
) -> None:
    found = {}
    for item in one_of_each_type(visited):
        page = look_at(at_work.address + item.path, cookie_of(at_work, item.role))
        if wrong := objections(page):
            found[item.path, "light"] = wrong
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        if wrong := objections(page, *LOOKS):
            found[item.path, "dark, on a phone"] = wrong
        if (width := width_of(page)) > PHONE["width"]:
            found[item.path, "width"] = [(str(width), [])]
    assert found == {}


@pytest.mark.browser
def test_every_type_of_page_that_sends_something_does_without_scripts(
    at_work: CityAtWork, visited: list[Visited], open_page: Callable[..., Page]
) -> None:
    different = {}
    sending = [item for item in visited if any(form.get("method") == "post" for form in forms_in(item.page))]
    page = open_page("about:blank", java_script_enabled=False)
    for item in one_of_each_type(sending):
        page.context.clear_cookies()
        page.context.add_cookies([cookie_of(at_work, item.role)])  # type: ignore[list-item]
        page.goto(at_work.address + item.path)
        heading = " ".join(page.locator("h1").first.inner_text().split())
        if heading != item.page.all("h1")[0].text:
            different[item.path] = heading
    assert different == {}
