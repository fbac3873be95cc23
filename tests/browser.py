"""A real browser for tests that need one, and a web server on loopback for it to look at.

Chromium is found on the path or in `$CHROMIUM`. Without it the tests are skipped with a sentence that says
how to get it; on a build server (`CI=true`) they fail instead.
"""

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "Chromium is not installed; get it with: apt-get install chromium "
    "(or name another Chromium in the environment variable CHROMIUM)"
)
LEFT_BEHIND = "net::ERR_ABORTED"
"""What a request fails with when the page is left before it was answered: nothing is wrong then."""

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; every test opens its own page with `open_page`."""
    program = find_chromium()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def complaints_of(page: Page) -> list[str]:
    """Fills while the page is used: what it tells the console as an error, and requests that failed."""
    complaints: list[str] = []

    def note_failure(request: Request) -> None:
        if request.failure != LEFT_BEHIND:
            complaints.append(f"{request.url}: {request.failure}")

    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("requestfailed", note_failure)
    return complaints


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh page; settings as of Playwright's `new_context`.

    Whatever the page tells the console as an error, a refused style or file among it, fails the test.
    """
    contexts = []
    complaints: list[list[str]] = []

    def opened(address: str, **settings: Any) -> Page:
        context = chromium.new_context(**{"viewport": DESKTOP, **settings})
        contexts.append(context)
        page = context.new_page()
        complaints.append(complaints_of(page))
        page.goto(address)
        page.evaluate("document.fonts.ready")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [told for page in complaints for told in page] == []


@pytest.fixture(scope="session")
def kept_page(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page for all tests that only look, and its complaints."""
    page = chromium.new_context(viewport=DESKTOP).new_page()
    yield page, complaints_of(page)
    page.context.close()


@pytest.fixture
def look_at(kept_page: tuple[Page, list[str]]) -> Iterator[Callable[..., Page]]:
    """Opens an address in the page that is kept, as wide as a desktop's, with all details open.

    It has the cookies that are given and no others. As with `open_page`, a complaint fails the test; a fresh
    page takes five times as long.
    """
    page, complaints = kept_page
    complaints.clear()

    def looked(address: str, *cookies: Any, scheme: Any = "light") -> Page:
        page.context.clear_cookies()
        page.context.add_cookies(cookies)
        page.emulate_media(media="screen", color_scheme=scheme)
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        page.goto(address)
        page.evaluate("document.fonts.ready")
        page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
        return page

    yield looked
    assert complaints == []


def width_of(page: Page) -> int:
    """How wide a page is, once it has been laid out anew for the size that its window was given."""
    assert page.viewport_size is not None
    page.wait_for_function("width => window.innerWidth === width", arg=page.viewport_size["width"])
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return int(page.evaluate("document.documentElement.scrollWidth"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing: pytest's output is for failures."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on loopback and returns its address, which ends with a slash."""
    servers: list[ThreadingHTTPServer] = []

    def served(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield served
    for server in servers:
        server.shutdown()
        server.server_close()


def objections(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """What axe objects to on a page, by all its rules or by some: the rule and where.

    Where it objects it is asked again: on a busy machine it may have looked while the page was being drawn.
    """
    told: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        told["runOnly"] = {"type": "rule", "values": list(rules)}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    ask = "told => axe.run(told).then(found => found.violations)"
    found = page.evaluate(ask, told)
    if found:
        page.wait_for_timeout(500)
        found = page.evaluate(ask, told)
    return [(item["id"], [node["html"][:200] for node in item["nodes"]][:3]) for item in found]


LOOKS = ("color-contrast", "target-size", "scrollable-region-focusable")
"""Rules whose answer hangs on colours and width; the others say the same in every scheme and size."""
