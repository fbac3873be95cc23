"""The workspace of a scene in real browsers: a server whose day can be set, and people who are signed in."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.demo_logins import make_logins
from tests.at_work.scene import Scene
from tests.browser import objections

NUMBERS = re.compile(r"\d+")
EXPECTED = ("Failed to load resource", "net::ERR_INTERNET_DISCONNECTED")
"""What the console says while the network is lost."""


@dataclass
class Server:
    """The server of a scene. `day` is the day that it is there."""

    scene: Scene
    address: str

    def is_day(self, day: date) -> None:
        (self.scene.home.path / "today").write_text(day.isoformat(), "utf-8")


@contextmanager
def serving(scene: Scene, day: date) -> Iterator[Server]:
    """The real server of a scene, until the block ends."""
    home = scene.home.path
    line = socket.create_server(("127.0.0.1", 0))
    line.set_inheritable(True)
    port = line.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FARDPLAN_")}
    environment = {
        **kept,
        "FARDPLAN_HOME": str(home),
        "FARDPLAN_SECRET_KEY": "only for tests",
        **_database(scene),
    }
    server = Server(scene, f"http://127.0.0.1:{port}")
    server.is_day(day)
    command = [sys.executable, "-m", "tests.at_work.serving", str(scene.home.site), str(line.fileno())]
    with subprocess.Popen(
        command, env=environment, pass_fds=[line.fileno()], start_new_session=True
    ) as process:
        line.close()
        try:
            with urlopen(f"{server.address}/konto/logga-in/", timeout=120) as answer:
                answer.read()
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _database(scene: Scene) -> dict[str, str]:
    told = scene.settings
    if "sqlite" in told["ENGINE"]:
        return {}
    return {
        "FARDPLAN_DATABASE_URL": f"postgresql://{told['USER']}@{quote(told['HOST'], safe='')}/{told['NAME']}"
    }


@dataclass
class Person:
    """Somebody at a browser. Whatever the console complains of is kept in `complaints`."""

    server: Server
    page: Page
    looked_at: set[str]
    complaints: list[str] = field(default_factory=list)

    def goes_to(self, path: str, *, status: int = 200) -> Page:
        """Opens a page of the workspace; each type of page is held against axe once."""
        answer = self.page.goto(f"{self.server.address}/arbete/{path}")
        assert answer is not None
        assert answer.status == status, (path, answer.status)
        self._looks()
        return self.page

    def _looks(self) -> None:
        path = self.page.url.removeprefix(self.server.address)
        kind = NUMBERS.sub("N", path.partition("?")[0])
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        assert (path, objections(self.page)) == (path, [])

    def fills_in(self, values: Mapping[str, Any]) -> None:
        """Fills in the form that has the first of these fields, by name, and sends it."""
        named = self.page.locator(f"[name='{next(iter(values), 'csrfmiddlewaretoken')}']")
        place = self.page.locator("main form.form").filter(has=named).first
        for name, value in values.items():
            found = place.locator(f"[name='{name}']")
            kind = found.first.evaluate("item => item.type")
            if kind == "radio":
                place.locator(f"[name='{name}'][value='{value}']").check()
            elif kind.startswith("select"):
                found.select_option(value)
            else:
                found.fill(str(value))
        self._sends(place.locator("button.ds-button").first)

    def presses(self, button: str) -> None:
        self._sends(self.page.locator(button).first)

    def _sends(self, button: Any) -> None:
        with self.page.expect_navigation():
            button.click()
        problems = self.page.locator(".problems, .ds-validation-message:visible")
        assert problems.count() == 0, problems.first.inner_text()
        assert self.page.locator("h1").count() == 1
        self._looks()


@dataclass
class People:
    """Who plays: signs in for each role by its login, in a browser context of its own."""

    server: Server
    browser: Browser
    passwords: Mapping[Role, tuple[str, str]]
    looked_at: set[str] = field(default_factory=set)
    there: dict[Role, Person] = field(default_factory=dict)

    def __call__(self, role: Role) -> Person:
        if role not in self.there:
            self.there[role] = self._signed_in(role)
        return self.there[role]

    def _signed_in(self, role: Role) -> Person:
        context = self.browser.new_context(viewport={"width": 1200, "height": 900}, locale="sv-SE")
        page = context.new_page()
        person = Person(self.server, page, self.looked_at)
        page.on("console", lambda said: person.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: person.complaints.append(str(error)))
        email, password = self.passwords[role]
        page.goto(f"{self.server.address}/konto/logga-in/?next=/arbete/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", password)
        page.locator("main form button").first.click()
        page.wait_for_url(f"{self.server.address}/arbete/")
        return person

    @contextmanager
    def without_scripts(self, role: Role) -> Iterator[Page]:
        """A page of somebody whose browser runs no scripts, signed in already."""
        known = self(role).page.context.storage_state()
        context = self.browser.new_context(java_script_enabled=False, storage_state=known)
        yield context.new_page()
        context.close()

    def leave(self) -> None:
        for person in self.there.values():
            person.page.context.close()

    def complaints(self) -> list[str]:
        said = [text for person in self.there.values() for text in person.complaints]
        return [text for text in said if not text.startswith(EXPECTED)]


@contextmanager
def playing(scene: Scene, browser: Browser, day: date) -> Iterator[People]:
    with scene.open():
        logins = make_logins(demonstration=True, loopback=True, actor=Actor.operator("drift"))
    with serving(scene, day) as server:
        people = People(server, browser, {one.role: (one.email, one.password) for one in logins})
        try:
            yield people
        finally:
            people.leave()
