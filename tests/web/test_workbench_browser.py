"""The workbench in a real browser: arrow keys in the grid, plus and minus, and what cannot be weighed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fardplan.usecases.actors import Role
from tests.web.at_work import COOKIE, CityAtWork

pytestmark = pytest.mark.browser
BENCH = "/arbete/verkstad/betyg/"
Browse = Callable[[str], Page]


@pytest.fixture
def browse(open_page: Callable[..., Page], at_work: CityAtWork) -> Browse:
    """Opens an address of the workspace as a strategist."""
    cookie = {
        **{"name": COOKIE, "value": at_work.sessions[Role.STRATEGIST], "domain": "127.0.0.1", "path": "/"},
        **{"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"},
    }

    def browsing(path: str) -> Page:
        return open_page(at_work.address + path, storage_state={"cookies": [cookie], "origins": []})

    return browsing


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_arrow_keys_move_in_the_grid_and_the_answers_follow(browse: Browse) -> None:
    page = browse(BENCH)
    cells = page.locator(".bench-grid tbody tr:nth-child(3) a.cell")
    cells.nth(1).focus()
    start = focused(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".bench-sentence")).to_be_visible()
    first = page.locator(".bench-sentence").inner_text()
    moved = focused(page)
    assert moved not in ("", start)
    assert moved == page.locator(".bench-grid a[aria-current]").get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".bench-sentence")).not_to_have_text(first)
    assert focused(page) not in ("", start, moved)
    expect(page.locator("#bank-besked")).to_contain_text(page.locator(".bench-sentence").inner_text())


def test_plus_and_minus_keep_the_focus_and_the_address_follows(browse: Browse) -> None:
    page = browse(f"{BENCH}?niva=92&ar=2030")
    page.click("#ar-upp")
    expect(page.locator("#ar")).to_have_value("2031")
    assert page.url.endswith("?niva=92&ar=2031")
    assert focused(page) == "ar-upp"
    page.keyboard.press("Enter")
    expect(page.locator("#ar")).to_have_value("2032")
    page.click("#niva-ner")
    expect(page.locator("#niva")).not_to_have_value("92")


def test_a_field_that_is_left_weighs_what_is_typed(browse: Browse) -> None:
    page = browse(f"{BENCH}?niva=92&ar=2030")
    page.fill("#niva", "93.5")
    page.press("#niva", "Tab")
    expect(page.locator(".bench-sentence")).to_contain_text("93,5")


def test_what_cannot_be_weighed_is_told_at_once_and_stays_as_typed(browse: Browse) -> None:
    page = browse(f"{BENCH}?niva=92&ar=2030")
    page.fill("#niva", "150")
    page.press("#niva", "Tab")
    expect(page.locator("#bank-nej")).to_contain_text("Nivån 150 kan inte finnas")
    expect(page.locator("#niva")).to_have_value("150")


def test_it_works_without_scripts(open_page: Callable[..., Page], at_work: CityAtWork) -> None:
    cookie = {
        **{"name": COOKIE, "value": at_work.sessions[Role.STRATEGIST], "domain": "127.0.0.1", "path": "/"},
        **{"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"},
    }
    page = open_page(
        f"{at_work.address}{BENCH}?niva=92&ar=2030",
        java_script_enabled=False,
        storage_state={"cookies": [cookie], "origins": []},
    )
    page.click("#ar-upp")
    expect(page.locator("#ar")).to_have_value("2031")
    page.locator(".bench-grid a.cell").first.click()
    expect(page.locator(".bench-grid a[aria-current]")).to_have_count(1)
