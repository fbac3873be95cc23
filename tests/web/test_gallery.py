"""The component gallery: every component is on it, in each of its states."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fardplan.web.shell.tags import SHAPES
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
TEMPLATES = Path(__file__).parents[2] / "src/fardplan/web/templates/web"
INCLUDED = re.compile(r'{% include "(web/(?:parts|forms)/\w+\.html)"')


def test_every_shape_of_a_state_is_shown(visit: Visit) -> None:
    page = visit().get("/arbete/komponenter/")
    shown = {name for item in page for name in item.get("class").split() if name.startswith("is-")}
    assert {f"is-{shape}" for shape in SHAPES} - shown == set()


def included(template: Path) -> set[str]:
    return set(INCLUDED.findall(template.read_text("utf-8")))


def test_every_component_is_on_the_page() -> None:
    """Found through what the gallery includes, what that includes, and what the forms are rendered with."""
    found = {"web/forms/form.html", "web/forms/field.html", "web/gallery/gallery.html", "web/base.html"}
    while more := {name for known in found for name in included(TEMPLATES.parent / known)} - found:
        found |= more
    components = {
        f"web/{path.parent.name}/{path.name}"
        for kind in ("parts", "forms")
        for path in (TEMPLATES / kind).glob("*.html")
    }
    assert components - found == set()


def test_the_sample_list_is_filtered_and_taken_along(visit: Visit) -> None:
    visitor = visit()
    page = visitor.get("/arbete/komponenter/", lage="late")
    assert [item.text for item in page.all("p") if item.has_class("listing-count")] == [
        "13 av 65 rader Visa alla"
    ]
    taken = visitor.download("/arbete/komponenter/", lage="late", fil="csv").content.decode("utf-8-sig")
    assert len(taken.splitlines()) == 14


def test_the_gallery_asks_the_database_for_nothing_of_its_own(visit: Visit) -> None:
    visitor = visit()
    with assert_queries(5):
        visitor.get("/arbete/komponenter/")
