"""Errors as pages, forms that keep what was typed, and two who wrote at once."""

from collections.abc import Callable

import pytest
from django.template import engines
from pytest_django import Settings

from tests.portal.markup import Element, read
from tests.web import raising
from tests.web.pages import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
FORM = """{% extends "web/base.html" %}{% block title %}Prov{% endblock %}{% block main %}
<form class="form" method="post">{% csrf_token %}{{ form }}<button class="ds-button">Spara</button></form>
{% endblock %}"""


@pytest.fixture(autouse=True)
def _addresses(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = "tests.web.raising"
    engine = engines["django"].engine
    found = engine.find_template

    def with_ours(name: str, *args: object, **more: object) -> object:
        return (engine.from_string(FORM), None) if name == "tests/saves.html" else found(name, *args, **more)

    monkeypatch.setattr(engine, "find_template", with_ours)
    raising.SAVED.clear()


@pytest.mark.parametrize(
    ("kind", "status", "heading"),
    [
        ("PermissionDenied", 403, "Det får du inte göra"),
        ("NotFoundError", 404, "Det finns inte"),
        ("RuleError", 409, "Det går inte nu"),
        ("InputError", 422, "Det gick inte att förstå"),
        ("NotCleared", 409, "Det är inte granskat för andra"),
        ("StorageError", 503, "Stadens mapp gick inte att använda"),
        ("SourceError", 502, "En källa svarade inte"),
        ("FardplanError", 409, "Det gick inte"),
    ],
)
def test_what_is_refused_is_a_page_with_where_what_instead_and_outcome(
    visit: Visit, kind: str, status: int, heading: str
) -> None:
    page = visit().get(f"/arbete/prov/{kind}/", status=status)
    (told,) = [item for item in page if item.has_class("told")]
    assert page.all("h1")[0].text == heading
    who = "Du" if kind == "PermissionDenied" else "<b>Åsa</b>"
    assert told.lines == [
        f"{who} får inte skriva för den här organisationen",
        "Skolnämnden 2027",
        "Dess controller får det.",
        "Inget ändrades.",
        "Till mitt arbete",
    ]


@pytest.mark.parametrize(
    ("kind", "status", "heading"),
    [
        ("OperationalError", 503, "Databasen svarade inte i tid"),
        ("ZeroDivisionError", 500, "Något gick fel här"),
    ],
)
def test_a_fault_is_told_without_its_innards(visit: Visit, kind: str, status: int, heading: str) -> None:
    visitor = visit()
    visitor.client.raise_request_exception = False
    answer = visitor.client.get(f"/arbete/prov/{kind}/")
    page = read(answer.content.decode())
    assert (answer.status_code, page.all("h1")[0].text) == (status, heading)
    assert "internal words" not in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_its_sign_is_refused_with_a_page(visit: Visit) -> None:
    visitor = visit()
    visitor.client.handler.enforce_csrf_checks = True
    answer = visitor.client.post("/arbete/prov-spara/", {"title": "Min"})
    page = read(answer.content.decode())
    assert (answer.status_code, page.all("h1")[0].text) == (403, "Formuläret gäller inte längre")


def values(page: Element) -> dict[str, str]:
    """What stands in the form's own fields."""
    inputs = {
        item.get("name"): item.get("value") for item in page.all("input") if item.get("type") != "radio"
    }
    texts = {item.get("name"): item.text for item in page.all("textarea")}
    return {
        name: value for name, value in {**inputs, **texts}.items() if name in ("title", "text", "revision")
    }


def test_what_lacks_something_is_told_and_kept(visit: Visit) -> None:
    page = visit().post("/arbete/prov-spara/", {"title": "", "text": "Skrivet", "revision": "2"}, status=422)
    assert values(page) == {"title": "", "text": "Skrivet", "revision": "2"}
    assert [item.text for item in page.all("a") if item.get("href") == "#id_title"] == ["Rubrik"]
    (field,) = [item for item in page.all("input") if item.get("name") == "title"]
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", "id_title-error")


def test_what_a_rule_refuses_is_told_in_the_form_and_kept(visit: Visit) -> None:
    sent = {"title": "refuse", "text": "Skrivet", "revision": "2"}
    page = visit().post("/arbete/prov-spara/", sent, status=422)
    (problems,) = [item for item in page if item.has_class("problems")]
    assert problems.lines == ["Det sparades inte", "Inget ändrades.Dess controller får det."]
    assert values(page) == sent


MINE = {"title": "Min rubrik", "text": "Min text", "revision": "1"}


def test_two_who_wrote_at_once_see_both_texts_and_lose_nothing(visit: Visit) -> None:
    page = visit().post("/arbete/prov-spara/", MINE, status=409)
    assert [item.text for item in page if item.has_class("conflict-text")] == [
        *("Deras rubrik", "Min rubrik"),
        *("Deras <text>med rader", "Min text"),
    ]
    assert values(page) == {**MINE, "revision": "2"}
    chosen = [item.get("name") for item in page.all("input") if item.get("value") == "both"]
    assert chosen == ["choice-text"]


@pytest.mark.parametrize(
    ("choices", "title", "text"),
    [
        ({}, "Min rubrik", "Min text"),
        ({"choice-title": "yours", "choice-text": "yours"}, "Min rubrik", "Min text"),
        ({"choice-title": "theirs"}, "Deras rubrik", "Min text"),
        ({"choice-text": "both"}, "Min rubrik", "Deras <text>\r\nmed rader\n\nMin text"),
        ({"choice-title": "anything"}, "Min rubrik", "Min text"),
    ],
)
def test_a_choice_for_each_field_is_what_is_saved(
    visit: Visit, choices: dict[str, str], title: str, text: str
) -> None:
    visitor = visit()
    theirs = {"theirs-title": "Deras rubrik", "theirs-text": "Deras <text>\r\nmed rader"}
    page = visitor.post("/arbete/prov-spara/", {**MINE, "revision": "2", **theirs, **choices})
    saved, notices = list(raising.SAVED), [item.text for item in page if item.has_class("notice")]
    assert saved == [{"title": title, "text": text, "revision": 2}]
    assert notices[0] == "Ändringen är sparad."


def test_a_visitor_who_is_not_signed_in_is_led_to_the_sign_in_and_back(visit: Visit) -> None:
    answer = visit(user=None).client.get("/arbete/prov/RuleError/?a=1")
    assert answer.headers["Location"] == "/konto/logga-in/?next=/arbete/prov/RuleError/%3Fa%3D1"


def test_an_address_that_a_button_sends_to_has_a_page_that_says_so(visit: Visit) -> None:
    visitor = visit()
    answer = visitor.client.get("/arbete/prov/sent/")
    page = read(answer.content.decode())
    assert (answer.status_code, page.all("h1")[0].text) == (405, "Här finns ingen sida")
    assert "Gå tillbaka till sidan med knappen" in page.all("main")[0].text
