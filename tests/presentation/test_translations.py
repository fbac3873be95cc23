"""Every message has its Swedish, none is left over, and none overstates."""

import re
from pathlib import Path
from string import Formatter

import pytest

from fardplan.presentation.catalogue import SOURCE, Used, main, missing, orphaned, used_messages
from fardplan.presentation.translations import catalogue, translate, translate_plural

OVERSTATING = {
    "sv": r"\b(bara|endast|enbart|så mycket som|hela \d|rekord\w*|drastisk\w*|dramatisk\w*|kraftig\w*)\b",
    "en": r"\b(just|as much as|as many as|record|dramatic\w*|drastic\w*|sharp\w*|merely)\b",
}


def test_every_message_in_code_and_templates_has_a_swedish_translation() -> None:
    assert missing() == ()


def test_no_translation_is_left_over() -> None:
    assert orphaned() == ()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def pairs() -> list[tuple[str, str]]:
    found = []
    for entry in catalogue():
        ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        found += [(one, other) for one, other in zip(ids, strings, strict=True) if one]
    return found


def test_a_translation_fills_the_same_places() -> None:
    different = [(one, other) for one, other in pairs() if fields(one) != fields(other)]
    assert different == []


def test_a_translation_ends_as_the_message_does() -> None:
    """A sentence stays a sentence and a word a word."""
    assert [(one, other) for one, other in pairs() if one.endswith(".") != other.endswith(".")] == []


def spoken_of_figures() -> list[tuple[str, str]]:
    """What the shared phrases say, in both languages."""
    own = {used.text for used in used_messages(SOURCE) if used.where.startswith("presentation/")}
    return [(one, other) for one, other in pairs() if one in own]


def test_no_phrase_overstates() -> None:
    spoken = spoken_of_figures()
    told = [("en", one) for one, _ in spoken] + [("sv", other) for _, other in spoken]
    assert [text for language, text in told if re.search(OVERSTATING[language], text, re.IGNORECASE)] == []


def test_english_stands_as_it_is_and_values_are_filled_in() -> None:
    assert translate("The target is {level} by {year}.", "en", level="5", year=2028) == (
        "The target is 5 by 2028."
    )
    assert translate("The target is {level} by {year}.", "sv", level="5", year=2028) == (
        "Målet är 5 senast 2028."
    )


def test_english_stands_in_where_there_is_no_swedish() -> None:
    text = " ".join(("Nobody", "has", "translated", "this", "{name}"))
    assert translate(text, "sv", name="yet") == "Nobody has translated this yet"
    assert translate_plural(text, text, 2, "sv", name="yet") == "Nobody has translated this yet"


@pytest.mark.parametrize(
    ("count", "swedish", "english"),
    [(1, "på ett år", "in one year"), (2, "på 2 år", "in 2 years"), (0, "på 0 år", "in 0 years")],
)
def test_plurals(count: int, swedish: str, english: str) -> None:
    assert translate_plural("in one year", "in {count} years", count, "sv") == swedish
    assert translate_plural("in one year", "in {count} years", count, "en") == english


def test_values_are_never_read_as_messages() -> None:
    assert translate("Responsible: {names}.", "sv", names="{year}") == "Ansvarig: {year}."


def test_messages_are_found_in_python_and_templates(tmp_path: Path) -> None:
    (tmp_path / "templates" / "portal").mkdir(parents=True)
    (tmp_path / "code.py").write_text(
        'a = translate("One " "text", language)\n'
        'b = translate_plural("one {count}", "many {count}", 3, language)\n'
        'C = message("kept")\n'
        'now.say("said {x}", x=1)\n'
        "d = text.translate(table)\n"
        "e = translate(KINDS[kind], language)\n"
    )
    (tmp_path / "templates" / "portal" / "page.html").write_text(
        '<p>{% t "In a template" %}</p>\n{% t "With \\"quotes\\" {n}" n=3 %}{% tn "one" "many" count=n %}\n'
    )
    assert used_messages(tmp_path) == (
        Used("In a template", None, "templates/portal/page.html:1"),
        Used("One text", None, "code.py:1"),
        Used('With "quotes" {n}', None, "templates/portal/page.html:2"),
        Used("kept", None, "code.py:3"),
        Used("one", "many", "templates/portal/page.html:2"),
        Used("one {count}", "many {count}", "code.py:2"),
        Used("said {x}", None, "code.py:4"),
    )


def test_the_listing_is_empty_when_all_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == ""


def test_what_is_missing_is_listed_in_the_catalogue_s_own_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "code.py").write_text(
        """a = translate("Say \\"hello\\"", language)\n"""
        """b = translate_plural("one x", "many x", 2, language)\n"""
    )
    assert main(tmp_path) == 1
    told = capsys.readouterr().out
    assert told.startswith(
        '#: code.py:1\nmsgid "Say \\"hello\\""\nmsgstr ""\n\n'
        '#: code.py:2\nmsgid "one x"\nmsgid_plural "many x"\nmsgstr[0] ""\nmsgstr[1] ""\n\n'
    )
    assert '# nothing uses: "reached"\n' in told
