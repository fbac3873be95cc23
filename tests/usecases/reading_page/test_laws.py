"""Whatever a document says: every line of it stands on its page, and nothing it says becomes markup."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from fardplan.sources.council_document import Paper
from fardplan.sources.council_document.lines import split_lines
from fardplan.usecases.reading_page import reading_page
from fardplan.usecases.reading_page.lines_html import printable
from fardplan.vocabulary.text import LANGUAGES
from tests.portal.markup import Element, read
from tests.usecases.reading_page.drafts import PLAIN, changed
from tests.web.pages import check_structure

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>1</script>",
    "-->]]>&lt;&amp;{{ x }}{% t %}",
    '" onmouseover="x',
    "\u202eabc\u202d مرحبا שלום",
    "x" * 200,
    "a\x00b\x0b\x1f",
    "\ud800",
    "\0000\000",
)
texts = st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), max_size=30).map("\n".join)


def written(page: Element) -> dict[int, str]:
    """The text of every line on the page, by its number."""
    lines = [item for item in page.all("p") if item.get("id").startswith("line-")]
    return {
        int(item.get("id").removeprefix("line-")): "".join("".join(bdi._texts()) for bdi in item.all("bdi"))
        for item in lines
    }


@given(texts, st.sampled_from(LANGUAGES))
@example("\n".join(HOSTILE), "sv")
def test_every_line_of_any_text_stands_on_the_page(text: str, language: Any) -> None:
    lines = tuple(split_lines(text))
    page = read(reading_page(changed(), Paper(lines, "text"), language=language).html)
    check_structure(page)
    assert page.all("script", "iframe", "form") == []
    assert written(page) == {line.number: printable(line.text) for line in lines}


@st.composite
def drafts(draw: Any) -> Any:
    """A draft of which any text, lines and doubt may be anything."""
    item = {
        "text": draw(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=30)),
        "as_read": draw(st.sampled_from(HOSTILE) | st.text(max_size=30)),
        "lines": tuple(draw(st.lists(st.integers(-3, 40), max_size=6))),
        "confidence": draw(st.floats(0, 1)),
    }
    doubt = {
        "kind": draw(st.sampled_from(["real_word", "lost_text", "by hand", "count", "no_title"])),
        "message": draw(st.sampled_from(HOSTILE)),
        "lines": tuple(draw(st.lists(st.integers(-3, 40), max_size=12))),
        "as_read": draw(st.none() | st.sampled_from(HOSTILE) | st.text(max_size=10)),
        "readings": tuple(draw(st.lists(st.text(max_size=5), max_size=3))),
    }
    goal = {**PLAIN["goals"][0], **item, "level": draw(st.none() | st.sampled_from(HOSTILE))}
    return changed(title=item, goals=[goal], indicators=[], references=[item] * 2, doubts=[doubt] * 2)


@given(drafts(), texts)
def test_any_draft_has_a_sound_page(draft: Any, text: str) -> None:
    page = read(reading_page(draft, Paper(tuple(split_lines(text)), "text"), language="sv").html)
    check_structure(page)
    assert page.all("script", "iframe", "form") == []
    [goal] = [item for item in page.all("p") if item.has_class("said") and item.get("lang") == "sv"][
        len(PLAIN["decisions"]) + 5 : len(PLAIN["decisions"]) + 6
    ]
    assert goal.text == " ".join(printable(draft.goals[0].text).split())
