"""A visitor of the workspace who reads every page strictly: structure, labels, links, nothing inline."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.portal.markup import Element, read

FIELDS = ("input", "select", "textarea")


@dataclass(frozen=True)
class Visitor:
    """`get` and `post` give the page they end at, after checking what holds for every page."""

    client: Client

    def get(self, address: str, *, status: int = 200, **asked: Any) -> Element:
        return self._page(self.client.get(address, asked), status)

    def post(self, address: str, sent: dict[str, Any] | None = None, *, status: int = 200) -> Element:
        """Send a form and follow where it leads."""
        return self._page(self.client.post(address, sent or {}, follow=True), status)

    def download(self, address: str, **asked: Any) -> HttpResponse:
        answer = self.client.get(address, asked)
        assert answer.status_code == 200, address
        return answer

    @staticmethod
    def _page(answer: HttpResponse, status: int) -> Element:
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[-2000:])
        assert (
            answer.headers["Content-Security-Policy"]
            == settings.PROTECTING_HEADERS["Content-Security-Policy"]
        )
        page = read(answer.content.decode())
        check_structure(page)
        return page


def check_structure(page: Element) -> None:
    """What holds for every page of the workspace."""
    levels = [int(item.tag[1]) for item in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[:1] == [1], levels
    assert levels.count(1) == 1, levels
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    ids = [item.get("id") for item in page if item.get("id")]
    assert sorted(ids) == sorted(set(ids)), "an id stands twice"
    _check_references(page, set(ids))
    _check_nothing_inline(page)
    _check_labels(page)
    named = [item.get("aria-label") for item in page.all("nav")]
    assert all(named), named
    assert len(named) == len(set(named)), named
    assert [item for item in page.all("form") if item.get("method") == "post" and not _has_token(item)] == []


def _check_references(page: Element, ids: set[str]) -> None:
    names = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")
    asked = {part for item in page for name in names for part in item.get(name).split()}
    anchors = {item.get("href")[1:] for item in page.all("a") if item.get("href").startswith("#")}
    missing = (asked | anchors - {""}) - ids
    assert missing == set(), f"referred to and not on the page: {missing}"


def _check_nothing_inline(page: Element) -> None:
    assert page.all("iframe", "object", "embed", "base") == []
    for style in page.all("style"):
        assert style_hash(style) in policy_of(page), "a style sheet that the page's own policy does not allow"
    for script in page.all("script"):
        assert script.get("src").startswith("/arbete/filer/"), script
        assert script.text == ""
    for item in page:
        handlers = [key for key in item.attributes if key == "style" or key.startswith(("on", "hx-on"))]
        assert handlers == [], (item.tag, handlers)


def policy_of(page: Element) -> str:
    """The policy that a page states itself: one that stands alone does."""
    stated = [
        item for item in page.all("meta") if item.get("http-equiv").lower() == "content-security-policy"
    ]
    return stated[0].get("content") if stated else ""


def style_hash(style: Element) -> str:
    """How a policy names a style sheet that stands in the page."""
    written = "".join(child for child in style.children if isinstance(child, str))
    return f"'sha256-{base64.b64encode(hashlib.sha256(written.encode()).digest()).decode()}'"


def _check_labels(page: Element) -> None:
    labelled = {item.get("for") for item in page.all("label")}
    inside = {id(field) for label in page.all("label") for field in label.all(*FIELDS)}
    for field in page.all(*FIELDS):
        if field.get("type") in ("hidden", "submit"):
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.get("id") in labelled or id(field) in inside, (field.tag, field.attributes)
    for control in page.all("button", "a"):
        assert control.text or control.get("aria-label"), (control.tag, control.attributes)


def _has_token(form: Element) -> bool:
    return any(item.get("name") == "csrfmiddlewaretoken" for item in form.all("input"))


@contextmanager
def assert_queries(count: int) -> Iterator[None]:
    """Exactly so many questions to the database, those of the sign-in among them; all are shown if not."""
    with CaptureQueriesContext(connection) as asked:
        yield
    told = "\n".join(query["sql"][:300] for query in asked.captured_queries)
    assert len(asked) == count, f"{len(asked)} questions, not {count}:\n{told}"
