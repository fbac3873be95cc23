"""The roadmap's pages as a browser shows them: nothing that axe objects to, nothing wider than a phone."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from fardplan.usecases.homes import Home
from tests.browser import DESKTOP, LOOKS, PHONE, objections, width_of
from tests.web.pages import Visitor
from tests.web.roadmap.test_pages import adopted, brought, opened, referred

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PATHS = (
    "",
    "jamfor/?gammal=1&ny=2&alla",
    "arenden/2/",
    "arenden/2/del/milestone:betyg/",
    "arenden/2/del/point:1/",
    "arenden/2/del/frame/",
    "arenden/2/ny/strategy/?omrade=skola",
    "arenden/2/steg/withdraw/",
    "beslut/rad/1/",
    "dokument/1/",
)
"""Types of page, and states, that following the links of a city does not come to (web/test_every_page)."""


@pytest.fixture
def filled(town: Home) -> None:
    adopted(3)
    opened(3)
    referred(3)
    brought(town, 3)


@pytest.fixture
def browse(chromium: Browser, office: Visitor, filled: None) -> Callable[..., Page]:
    """A page of the office's, fetched before the browser asks for it: the database is the test's alone."""
    client: Client = office.client
    kept: dict[str, HttpResponse] = {}

    def get(path: str) -> HttpResponse:
        if path not in kept:
            kept[path] = client.get(path)
        return kept[path]

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url)
        got = kept[f"{asked.path}?{asked.query}" if asked.query else asked.path]
        route.fulfill(status=got.status_code, headers=dict(got.headers), body=got.content)

    def opened_at(path: str, page: Page | None = None, **how: object) -> Page:
        whole = get(f"/arbete/fardplan/{path}").content.decode()
        for name in re.findall(r'(?:href|src)="(/arbete/filer/[^"]+)"', whole):
            for inner in re.findall(r"url\(([^)]+)\)", _text(get(name))):
                get(urljoin(name, inner.strip("\"'")))
        if page is None:
            page = chromium.new_context(viewport=DESKTOP, **how).new_page()  # type: ignore[arg-type]
            page.route("**/*", answer)
        page.goto(f"http://localhost/arbete/fardplan/{path}")
        return page

    return opened_at


def _text(answer: HttpResponse) -> str:
    return answer.content.decode() if "css" in answer.headers["Content-Type"] else ""


def test_axe_finds_nothing_and_a_phone_is_wide_enough(browse: Callable[..., Page]) -> None:
    found, page = {}, None
    for path in PATHS:
        page = browse(path, page)
        page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
        for scheme, size, rules in (("light", DESKTOP, ()), ("dark", PHONE, LOOKS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(size)  # type: ignore[arg-type]
            if wrong := objections(page, *rules):
                found[path, scheme] = wrong
        if (width := width_of(page)) > PHONE["width"]:
            found[path, "width"] = [(str(width), [])]
    page.context.close()
    assert found == {}


def test_a_doubt_is_settled_without_scripts(browse: Callable[..., Page], office: Visitor) -> None:
    page = browse("dokument/1/", java_script_enabled=False)
    assert page.locator(".doubt mark").first.inner_text() == "for"
    names = [button.inner_text() for button in page.locator("#tvekan-0 .doubt-choices button").all()]
    assert names == ["för", "for (som det lästes)"]
    page.context.close()
    settled = office.post("/arbete/fardplan/dokument/1/tvekan/0/", {"svar": "choice-0"})
    assert [item.get("id") for item in settled if item.has_class("is-settled")] == ["tvekan-0"]
