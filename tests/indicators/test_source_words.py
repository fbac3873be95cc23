"""What a source says of its figures: which side it counts, whether it ended, whether its meaning changed."""

from typing import Any

import pytest

from fardplan.indicators.definition import Retired
from fardplan.indicators.source_words import SourceWords, check_words
from fardplan.vocabulary.check import CheckName, Severity
from fardplan.vocabulary.period import Period
from tests.builders import definition, sv

PLAIN = SourceWords(
    "N15436", "Elever som är behöriga, andel (%)", "Antal behöriga dividerat med antal elever."
)


def found(title: str, description: str, **more: Any) -> list[CheckName]:
    words = SourceWords("N00001", title, description, more.pop("before", None))
    return [item.name for item in check_words(definition(**more), words, "N00001")]


def test_words_that_agree_are_nothing_to_tell_of() -> None:
    assert check_words(definition(), PLAIN, "N15436") == ()


def test_a_title_that_says_the_opposite_of_what_is_counted_stops() -> None:
    """As Kolada's N07609: unsafety in the title, the share who feel safe in the description."""
    words = SourceWords(
        "N07609",
        "Otrygghet vid utomhusvistelse, andel (%)",
        "Andel som svarat ”Mycket trygg” eller ”Ganska trygg” på frågan ”Hur trygg eller otrygg är du?”",
    )
    [check] = check_words(definition(), words, "N07609")

    assert (check.name, check.severity) == (CheckName.POLARITY, Severity.STOP)
    assert check.text.en == (
        "N07609 is called “Otrygghet vid utomhusvistelse, andel (%)”, but its description speaks of the "
        "opposite, “trygg”. See which of them the figures are."
    )


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Trygg utomhus", "Andel som svarat ”Mycket trygg” på frågan ”Hur trygg eller otrygg är du?”"),
        ("Otrygga, andel", "Andel som svarat ”Ganska otrygg” på frågan ”Hur trygg är du?”"),
        ("Arbetslösa", "Antal arbetslösa dividerat med arbetslösa och sysselsatta."),
        ("Invånare totalt", "Antal invånare den 31 december."),
        ("Trygga och otrygga", "Andel otrygga."),
    ],
)
def test_titles_and_descriptions_that_count_the_same_side(title: str, description: str) -> None:
    assert found(title, description) == []


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Behöriga till gymnasiet", "Andel obehöriga elever."),
        ("Nöjda med skolan", "Andel missnöjda på frågan om skolan"),
        ("Högt förtroende", "Andel med lågt förtroende"),
    ],
)
def test_opposites_of_every_kind_are_seen(title: str, description: str) -> None:
    assert found(title, description) == [CheckName.POLARITY]


def test_a_code_that_the_source_no_longer_has_is_told() -> None:
    [check] = check_words(definition(), None, "N02904")

    assert (check.name, check.severity) == (CheckName.RETIRED, Severity.STOP)
    assert (check.text.en, check.text.sv) == (
        "The source no longer has N02904.",
        "Källan har inte längre N02904.",
    )


def test_a_code_that_the_source_says_has_ended_is_told_unless_that_is_known() -> None:
    retired = Retired(last=Period.of_year(2022), text=sv("Upphörde"))

    assert found("Trångboddhet (avslutad), andel", "Andel hushåll.") == [CheckName.RETIRED]
    assert found("Trångboddhet (avslutad), andel", "Andel hushåll.", retired=retired) == []


def test_a_description_in_other_words_is_told_with_both() -> None:
    words = SourceWords("N15436", PLAIN.title, "Antal behöriga, utom nyinvandrade.", PLAIN.description)
    [check] = check_words(definition(), words, "N15436")

    assert (check.name, check.severity) == (CheckName.REDEFINED, Severity.STOP)
    assert check.text.en == (
        "The source describes N15436 in other words than before: “Antal behöriga, utom nyinvandrade.” "
        "instead of “Antal behöriga dividerat med antal elever.”."
    )


def test_another_line_break_is_no_other_description() -> None:
    assert found("Elever", "Antal  behöriga\nelever", before="Antal behöriga elever") == []
