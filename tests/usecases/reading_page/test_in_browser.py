"""The reading page in a real browser: accessible, without scripts, on a phone, on paper, by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from fardplan.sources.council_document import Draft, Paper
from fardplan.usecases.reading_page import reading_page
from fardplan.vocabulary.text import LANGUAGES, Language
from tests.browser import LOOKS, PHONE, objections, width_of
from tests.usecases.reading_page.drafts import PLAIN, changed

pytestmark = pytest.mark.browser
Shown = tuple[Draft, Paper]
LOOK = """item => {
    const look = getComputedStyle(item.closest('.found') || item);
    return [look.backgroundColor, look.borderInlineStartWidth, look.boxShadow];
}"""
HIDDEN = "items => items.filter(item => !item.getClientRects().length).map(item => item.id)"


@pytest.fixture(scope="session")
def addresses(
    tmp_path_factory: pytest.TempPathFactory, everything: Shown, scanned: Shown
) -> dict[tuple[str, Language], str]:
    folder = tmp_path_factory.mktemp("reading")
    earlier = changed(decisions=PLAIN["decisions"][:1], vision=None)
    made = {}
    for name, (draft, paper) in (("everything", everything), ("scanned", scanned)):
        for language in LANGUAGES:
            path = folder / f"{name}-{language}.html"
            since = earlier if name == "everything" else None
            path.write_text(reading_page(draft, paper, language=language, since=since).html, "utf-8")
            made[name, language] = path.as_uri()
    return made


def test_axe_finds_nothing(addresses: dict[tuple[str, Language], str], look_at: Callable[..., Page]) -> None:
    found = {}
    for key, address in addresses.items():
        page = look_at(address)
        if wrong := objections(page):
            found[key, "light"] = wrong
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        if wrong := objections(page, *LOOKS):
            found[key, "dark, on a phone"] = wrong
        if (width := width_of(page)) > PHONE["width"]:
            found[key, "width"] = [(str(width), [])]
    assert found == {}


def test_what_a_link_has_led_to_is_marked_and_in_view(
    addresses: dict[tuple[str, Language], str], look_at: Callable[..., Page]
) -> None:
    for target in ("text-goals-5", "item-goals-5", "line-12", "note-2", "doubt-2"):
        plain = look_at(addresses["everything", "sv"]).locator(f"#{target}").evaluate(LOOK)
        page = look_at(f"{addresses['everything', 'sv']}#{target}")
        assert page.locator(f"#{target}").evaluate(LOOK) != plain, target
        assert page.locator(f"#{target}").evaluate(
            "item => { const at = item.getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight; }"
        ), target


def test_each_column_scrolls_on_its_own_and_the_keyboard_reaches_the_document(
    addresses: dict[tuple[str, Language], str], look_at: Callable[..., Page]
) -> None:
    page = look_at(f"{addresses['scanned', 'sv']}#roadmap")
    before = page.evaluate("scrollY")
    page.locator(".document").focus()
    page.keyboard.press("PageDown")
    page.wait_for_timeout(500)
    assert page.locator(".document").evaluate("item => item.scrollTop") > 100
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.document') !== null")


def test_it_says_the_same_without_scripts(
    addresses: dict[tuple[str, Language], str], open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses["everything", "sv"], java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Program för en hel stad"
    page.locator("a[href='#text-goals-5']").click()
    assert page.url.endswith("#text-goals-5")


def test_on_paper_everything_is_there(
    addresses: dict[tuple[str, Language], str], look_at: Callable[..., Page], scanned: Shown
) -> None:
    page = look_at(addresses["scanned", "sv"])
    page.emulate_media(media="print")
    assert page.locator(".document").evaluate("item => item.scrollHeight - item.clientHeight") == 0
    assert page.locator(".document").evaluate("item => getComputedStyle(item).position") == "static"
    lines = page.locator(".document [id^='line-']")
    assert lines.count() == len(scanned[1].lines)
    assert lines.evaluate_all(HIDDEN) == []
    doubts = page.locator("[id^='doubt-']")
    assert doubts.count() == len(scanned[0].doubts)
    assert doubts.evaluate_all(HIDDEN) == []
