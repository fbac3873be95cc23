"""People at work in the workspace: each opens a page, reads, writes, and thinks in between."""

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from lxml.html import HtmlElement, fromstring

YEAR = 2027
WORDS = ("läsning", "trygghet", "elever", "belysning", "samverkan stöd", "finnsinte", "möten")


@dataclass
class Form:
    """A form of a page as a browser would send it."""

    action: str
    method: str
    name: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def forms_of(page: str) -> list[Form]:
    """The forms of a page. What is off or belongs to a button is not sent.

    lxml reads it, since whoever measures shares two cores with the server that is measured.
    """
    root = fromstring(page)
    found = {}
    for form in root.iter("form"):
        found[form] = Form(form.get("action", ""), form.get("method", "get").lower(), form.get("id", ""))
    named = {form.name: form for form in found.values() if form.name}
    for part in root.iter("input", "textarea", "select"):
        whose = named.get(part.get("form", "")) or next(
            (found[above] for above in part.iterancestors("form")), None
        )
        if whose is not None and part.get("name"):
            _take(whose, part)
    return list(found.values())


def _take(form: Form, part: HtmlElement) -> None:
    name = part.get("name")
    if part.tag == "textarea":
        form.texts.append(name)
        form.fields.append((name, (part.text or "").removeprefix("\n")))
    elif part.tag == "select":
        chosen = [option.get("value", "") for option in part.iter("option") if "selected" in option.attrib]
        form.fields.append((name, chosen[-1] if chosen else ""))
    elif part.get("type") not in ("checkbox", "radio"):
        if part.get("type") not in ("submit", "file"):
            form.fields.append((name, part.get("value", "")))
    elif "checked" in part.attrib:
        form.fields.append((name, part.get("value", "on")))


@dataclass
class Measured:
    """What all of them have measured: seconds by page type, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, page: str, seconds: float) -> None:
        with self.lock:
            self.seconds[page].append(seconds)

    def failed(self, page: str, why: object) -> None:
        with self.lock:
            self.wrong[f"{page}: {why}"] += 1


class Browser:
    """One person's browser: it keeps its connection and its cookies."""

    def __init__(self, host: str, port: int, session: str, measured: Measured) -> None:
        self._line = http.client.HTTPConnection(host, port, timeout=30)
        self._cookies = {"fardplan_session": session}
        self._measured = measured

    def get(self, page: str, path: str) -> str:
        return self._ask(page, "GET", path, None)[1]

    def send(self, page: str, form: Form, path: str, **also: str) -> str:
        """Send a form as it stands, with some of its fields changed; what is answered, after a redirect."""
        fields = [(name, also.get(name, value)) for name, value in form.fields]
        status, answer = self._ask(page, "POST", form.action or path, urlencode(fields).encode())
        return self.get(f"{page}, what follows", answer) if status in (302, 303) else answer

    def _ask(self, page: str, method: str, path: str, body: bytes | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            answer = self._answer(method, path, body, headers)
            content = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self._measured.failed(page, type(error).__name__)
            self._line.close()
            return 0, ""
        self._measured.took(page, time.perf_counter() - began)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        if answer.status in (302, 303):
            return answer.status, answer.getheader("Location", "/arbete/")
        # What lacks something, or met what another wrote, is told in the form.
        if answer.status not in (200, 409, 422):
            self._measured.failed(page, answer.status)
        return answer.status, content

    def _answer(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """As a browser does: a connection that was closed meanwhile is opened anew."""
        for last in (False, True):
            try:
                self._line.request(method, path, body, headers)
                return self._line.getresponse()
            except (http.client.RemoteDisconnected, ConnectionError):
                self._line.close()
                if last:
                    raise
        raise AssertionError


@dataclass(frozen=True)
class Person:
    """Somebody at work, with what they do by its weight."""

    session: str
    role: str
    organisation: str


Deed = Callable[[Browser, Person, random.Random], None]


def opens(page: str, path: str) -> Deed:
    """Opens a page; `{own}` in its address is the person's organisation."""

    def deed(browser: Browser, person: Person, chance: random.Random) -> None:
        browser.get(page, path.format(own=person.organisation, word=urlencode({"q": chance.choice(WORDS)})))

    return deed


def marks_ready(browser: Browser, person: Person, chance: random.Random) -> None:
    """Presses the button of one thing: that thing is sent, and comes back ready or with what it lacks."""
    del person
    owed = _owed(browser)
    if owed:
        slot = chance.choice(owed.texts).partition(":")[0]
        browser.send("mark ready", _of_one(owed, slot, ("ready", slot)), "")


def _of_one(owed: Form, slot: str, *also: tuple[str, str]) -> Form:
    """What the page sends of one thing."""
    token = dict(owed.fields)["csrfmiddlewaretoken"]
    fields = [(one, value) for one, value in owed.fields if one.startswith(f"{slot}:")]
    return Form(
        f"/arbete/uppfoljning/spara/{slot}/", "post", fields=[("csrfmiddlewaretoken", token), *fields, *also]
    )


def _owed(browser: Browser) -> Form | None:
    page = browser.get("what I follow up", "/arbete/uppfoljning/")
    owed = next((form for form in forms_of(page) if form.name == "follow-up"), None)
    return owed if owed and owed.texts else None


def saves_while_typing(browser: Browser, person: Person, chance: random.Random) -> None:
    """Opens all that is owed, and writes a few words that are saved on the way."""
    del person
    owed = _owed(browser)
    if owed is None:
        return
    for _ in range(2):
        name = chance.choice(owed.texts)
        sent = _of_one(owed, name.partition(":")[0])
        told = browser.send(
            "save while typing", sent, "", **{name: f"Skrivet {chance.randint(1, 10**9)} om arbetet."}
        )
        bases = dict(
            field for form in forms_of(f"<form id='follow-up'>{told}</form>") for field in form.fields
        )
        owed.fields = [(one, bases.get(one, value)) for one, value in owed.fields]


READING: tuple[tuple[int, Deed], ...] = (
    (6, opens("my work", "/arbete/")),
    (3, opens("plans, all boards", f"/arbete/ar/{YEAR}/planer/")),
    (2, opens("coverage", f"/arbete/ar/{YEAR}/tackning/")),
    (2, opens("the council's goals", f"/arbete/ar/{YEAR}/fullmaktige/")),
    (1, opens("changes", f"/arbete/ar/{YEAR}/andringar/")),
    (3, opens("search", "/arbete/sok/?{word}")),
    (1, opens("workbench", "/arbete/verkstad/")),
    (1, opens("one's own page", "/arbete/min-sida/")),
)
OF_ONE = (
    (5, opens("a board's plan", f"/arbete/ar/{YEAR}/planer/{{own}}/")),
    (1, opens("a closed year's plan", f"/arbete/ar/{YEAR - 5}/planer/{{own}}/")),
    (2, opens("where a report stands", f"/arbete/ar/{YEAR}/steg/t1/{{own}}/")),
)
WRITING = ((8, saves_while_typing), (2, marks_ready))
DEEDS = {
    "controller": (*READING, *OF_ONE, *WRITING),
    "manager": (*READING, *OF_ONE),
    "board_secretary": (*READING, *OF_ONE),
    "strategist": (*READING, (3, opens("progress", f"/arbete/ar/{YEAR}/"))),
    "politician": READING,
    "auditor": (
        *READING,
        (3, opens("the log", "/arbete/logg/")),
        (1, opens("accounts", "/arbete/personer/")),
    ),
}
"""What people of each role do, and how often."""


def work(person: Person, browser: Browser, *, until: float, pause: float, seed: int) -> None:
    """Do one thing after another until then, with `pause` seconds between them on average."""
    chance, deeds = random.Random(seed), DEEDS[person.role]
    time.sleep(chance.random() * pause)
    while time.monotonic() < until:
        (deed,) = chance.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])
        deed(browser, person, chance)
        time.sleep(min(chance.expovariate(1 / pause), 4 * pause))
