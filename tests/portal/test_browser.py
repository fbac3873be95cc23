"""The site as people meet it: with a keyboard, a small screen, a printer, a screen reader's rules."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fardplan.portal.addresses import FOLDERS, PREFIXES, Kind
from fardplan.vocabulary.text import LANGUAGES
from tests.browser import LOOKS, PHONE, objections, width_of

pytestmark = pytest.mark.browser

KEYS = {
    Kind.TARGET_AREA: "skola/",
    Kind.DIFFERENCES: "skola/",
    Kind.MILESTONE: "lasning/",
    Kind.STRATEGY: "bocker/",
    Kind.INDICATOR: "lasning/",
}
TYPES = [
    PREFIXES[language] + (f"{folders[language]}/" if folders[language] else "") + KEYS.get(kind, "")
    for kind, folders in FOLDERS.items()
    for language in LANGUAGES
]
STATES = [
    "skillnader/",
    "skillnader/trygghet/",
    "etappmal/lekar/",
    "en/milestone/fortroende/",
    "etappmal/platser/",
    "etappmal/simning/",
    "en/milestone/simning/",
    "en/milestone/arbete/",
    "indikator/oro/",
    "404.html",
]
"""Pages whose state, not type, is another.

All areas, no differences, simulated, without figures, counts, path and released forecast in both languages,
a forecast that cannot be made, one figure, missing.
"""

COUNTED = [
    "",
    "indikator/lasning-egen/",
    "en/indicator/lasning-egen/",
    "indikator/bostader-egen/",
    "indikator/kvot-egen/",
    "indikator/lasning/",
    "etappmal/egen/",
    "en/milestone/lasning/",
    "skillnader/skola/",
    "skydd/",
    "en/protection/",
]
"""Pages of figures that are counted here and simulated, some of them protected."""

NARROW = {"width": 320, "height": 640}

FOCUSED = """() => {
  const item = document.activeElement;
  const style = getComputedStyle(item);
  const box = item.getBoundingClientRect();
  return {
    words: (item.innerText || item.getAttribute('aria-label') || '').trim().replace(/\\s+/g, ' '),
    tag: item.tagName,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    number: [...document.querySelectorAll('*')].indexOf(item),
  };
}"""
FOCUSABLE = "a[href], summary, [tabindex='0']"


@pytest.fixture(scope="session")
def base(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture(scope="session")
def counted_base(counted_site: Path, serve: Callable[[Path], str]) -> str:
    return serve(counted_site)


def opened_wide(page: Page) -> Page:
    """All details open, so that what they hold is examined too."""
    page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    return page


def scheme_of(place: str) -> str:
    """Pages of both languages have the same colours: one language is looked at in the dark."""
    return "dark" if place.startswith("en/") else "light"


@pytest.mark.parametrize("place", TYPES)
def test_axe_finds_nothing_on_any_type_of_page(base: str, look_at: Callable[..., Page], place: str) -> None:
    page = look_at(base + place, scheme=scheme_of(place))
    assert objections(page) == []


@pytest.mark.parametrize("place", STATES)
def test_axe_finds_nothing_light_or_dark(base: str, look_at: Callable[..., Page], place: str) -> None:
    page = look_at(base + place)
    assert ("light", objections(page)) == ("light", [])
    page.emulate_media(color_scheme="dark")
    assert ("dark", objections(page, *LOOKS)) == ("dark", [])


@pytest.mark.parametrize("place", COUNTED)
def test_axe_finds_nothing_where_figures_are_counted_here(
    counted_base: str, look_at: Callable[..., Page], place: str
) -> None:
    page = look_at(counted_base + place, scheme=scheme_of(place))
    assert objections(page) == []
    page.set_viewport_size(NARROW)
    assert width_of(page) == NARROW["width"]


@pytest.mark.parametrize("place", TYPES[::2])
def test_the_keyboard_reaches_everything_in_order(
    base: str, open_page: Callable[..., Page], place: str
) -> None:
    page = open_page(base + place)
    reachable = page.evaluate(
        f"""() => [...document.querySelectorAll("{FOCUSABLE}")]
            .filter(item => item.checkVisibility({{contentVisibilityAuto: true}})).length"""
    )
    visited = []
    for _ in range(reachable):
        page.keyboard.press("Tab")
        visited.append(page.evaluate(FOCUSED))
    assert [item for item in visited if not (item["marked"] and item["seen"])] == []
    numbers = [item["number"] for item in visited]
    assert numbers == sorted(set(numbers))
    assert visited[0]["words"] in ("Hoppa till innehållet", "Skip to the content")


@pytest.mark.parametrize("place", ["", "en/milestone/lasning/"])
def test_the_skip_link_leads_past_the_menu(base: str, open_page: Callable[..., Page], place: str) -> None:
    page = open_page(base + place)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_details_open_with_the_keyboard(base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}etappmal/lasning/")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.locator("figure table").first.wait_for(state="visible")


def test_nothing_needs_sideways_scrolling_on_a_narrow_screen(
    base: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(base, viewport=NARROW)
    widths = {}
    for place in TYPES + STATES:
        page.goto(base + place)
        widths[place] = opened_wide(page).evaluate("document.documentElement.scrollWidth")
    assert {place: width for place, width in widths.items() if width != NARROW["width"]} == {}


@pytest.mark.parametrize("place", ["lage/", "en/status/"])
def test_the_state_of_things_prints_on_one_sheet(
    base: str, open_page: Callable[..., Page], place: str
) -> None:
    page = open_page(base + place, color_scheme="dark")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1


def test_paper_is_light_even_from_a_dark_screen(base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}etappmal/lasning/", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert max(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")) < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_gets_the_compact_chart_and_a_desktop_the_wide_one(
    base: str, open_page: Callable[..., Page], scheme: str
) -> None:
    phone = open_page(f"{base}etappmal/lasning/", viewport=PHONE, color_scheme=scheme)
    desktop = open_page(f"{base}etappmal/lasning/", color_scheme=scheme)
    shown = "document.querySelector('.chart-{}').checkVisibility()"
    assert [phone.evaluate(shown.format(form)) for form in ("compact", "wide")] == [True, False]
    assert [desktop.evaluate(shown.format(form)) for form in ("compact", "wide")] == [False, True]


def test_the_font_of_our_own_is_used(base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(base)
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length")
    assert loaded == 1
