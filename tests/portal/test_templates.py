"""The templates' own words: what they escape, translate and refuse."""

import re
from pathlib import Path

import pytest
from django.template import Context, TemplateSyntaxError
from django.utils.safestring import mark_safe

from fardplan.portal.addresses import Address, Kind
from fardplan.portal.engine import TemplateNameError, engine, render
from fardplan.vocabulary.text import Language, Text

TEMPLATES = Path(__file__).parents[2] / "src" / "fardplan" / "portal" / "templates"
HOSTILE = '<script>alert("1")</script> & co'


def written(template: str, language: Language = "sv", **values: object) -> str:
    context = {"language": language, "here": Address(Kind.MILESTONE, language, "uvas"), **values}
    return engine().from_string(template).render(Context(context, use_l10n=False, use_tz=False))


def test_values_in_a_sentence_are_escaped() -> None:
    assert written('{% t "Contact: {contact}" contact=who %}', who=HOSTILE) == (
        "Kontakt: &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; co"
    )


def test_markup_that_is_safe_already_stays_markup() -> None:
    safe = mark_safe("<b>a</b>")
    assert written('{% t "Contact: {contact}" contact=who %}', who=safe) == "Kontakt: <b>a</b>"


@pytest.mark.parametrize(("count", "said"), [(1, "1 uppgift"), (0, "0 uppgifter"), (3, "3 uppgifter")])
def test_plurals(count: int, said: str) -> None:
    assert written('{% tn "{count} figure" "{count} figures" n %}', n=count) == said


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("sv", Text(sv="Skola & hem"), "Skola &amp; hem"),
        ("en", Text(sv="Skola", en="School <1>"), "School &lt;1&gt;"),
        ("en", Text(sv="Skola & hem"), '<span lang="sv">Skola &amp; hem</span>'),
    ],
)
def test_a_text_is_in_the_pages_language_or_marked(language: Language, said: Text, expected: str) -> None:
    assert written("{% text said %}", language, said=said) == expected


def test_what_exists_in_swedish_alone_is_marked_elsewhere() -> None:
    assert written("{% swedish said %}", "en", said="Källa <1>") == '<span lang="sv">Källa &lt;1&gt;</span>'
    assert written("{% swedish said %}", "sv", said="Källa <1>") == "Källa &lt;1&gt;"


def test_links_start_from_the_page_they_stand_on() -> None:
    template = '{% page "strategy" "las-ihop" %} {% page "start" %} {% file "data/x.csv" %}'
    assert written(template, "en") == "../../../en/strategy/las-ihop/ ../../../en/ ../../../data/x.csv"


def test_a_large_number_has_its_unit_apart() -> None:
    assert written("{% large said %}", said="87,4\u00a0procent") == (
        '<span class="big">87,4</span> <span class="big-unit">procent</span>'
    )


def test_sizes_are_told_in_what_suits_them() -> None:
    assert written("{% size 1 %}, {% size 1000 %}, {% size 12345678 %}") == "1 kB, 1 kB, 12,3 MB"


def test_a_name_that_the_page_does_not_give_stops_the_site() -> None:
    with pytest.raises(TemplateNameError) as error:
        written("{{ missing.thing }}")
    assert str(error.value) == "the template asks for 'missing.thing', which its page does not give"


def test_an_unknown_template_is_not_an_empty_page() -> None:
    with pytest.raises(Exception, match=r"portal/nothing\.html"):
        render("portal/nothing.html", {})


def test_an_unknown_tag_names_its_line() -> None:
    with pytest.raises(TemplateSyntaxError) as error:
        engine().from_string("{% csrf_tokn %}")
    assert error.value.token.lineno == 1  # type: ignore[attr-defined]


def test_no_template_switches_escaping_off_or_carries_style_or_script() -> None:
    telltale = re.compile(
        r"\|safe\b|autoescape|<script|<style|\bstyle=|\bon[a-z]+=|https?://(?!www\.digg\.se/)"
    )
    found = {
        path.name: telltale.findall(path.read_text("utf-8"))
        for path in TEMPLATES.rglob("*.html")
        if telltale.search(path.read_text("utf-8"))
    }
    assert found == {}
