"""Which word became which, and how a doubt is shown on the lines it stands on."""

import pytest

from fardplan.sources.council_document import Doubt
from fardplan.sources.council_document.aligning import doubted_spans, passages, with_word


def doubt(lines: tuple[int, ...], as_read: str | None) -> Doubt:
    return Doubt(kind="real_word", message="", lines=lines, as_read=as_read, readings=())


@pytest.mark.parametrize(
    ("text", "as_read", "said"),
    [
        ("en väg för alla", "en vag for alla", "en väg X alla"),
        ("för, för", "for, for", "X, X"),
        ("förför för", "forfor for", "förför X"),
        ("&för för", "&for for", "&för X"),
        ("för för", "for\nfor", "X för"),
        ("ny för", "gam mal ny for", "ny X"),
        ("en helt ny för", "ny for", "en helt ny X"),
        (
            "ett två tre fyra fem sex sju åtta nio tio för",
            "for",
            "ett två tre fyra fem sex sju åtta nio tio för",
        ),
    ],
)
def test_the_word_that_came_of_a_doubted_one_is_changed(text, as_read, said):
    assert with_word(text, as_read, (1, 2), (1,), "for", "för", "X") == said


def test_a_word_that_a_line_end_parted_is_known_with_its_hyphen_and_without():
    parted = ("KF-\nindikatorer", (1, 2), (2,))
    assert with_word("KF-indikatorer", *parted, "KF-indikatorer", "KF-indikatorer", "X") == "X"
    assert with_word("KFindikatorer", *parted, "KFindikatorer", "KFindikatorer", "X") == "X"


def test_a_word_that_was_read_as_one_and_became_two():
    assert with_word("sta rk kraft", "stark kraft", (1,), (1,), "stark", "sta", "X") == "X rk kraft"


def test_what_is_said_instead_is_taken_as_it_is():
    assert with_word("för", "for", (1,), (1,), "for", "för", r"\1") == r"\1"


@pytest.mark.parametrize(
    ("doubted", "told"),
    [
        ((1,), ["1! 2"]),
        ((7,), ["6 7!"]),
        ((3, 1), ["1! 2 3! 4"]),
        ((1, 4), ["1! 2", "3 4! 5"]),
        ((4, 4), ["3 4! 5"]),
        ((3, 5, 7), ["2 3! 4 5! 6 7!"]),
        ((0, 8), []),
        ((), []),
    ],
)
def test_the_lines_around_a_doubt(doubted, told):
    shown = passages(list("abcdefg"), doubt(doubted, "x"))
    assert [" ".join(f"{line.number}{'!' * line.meant}" for line in passage) for passage in shown] == told


@pytest.mark.parametrize(
    ("line", "as_read", "runs"),
    [
        ("for två for", "for", ["[for]", " två ", "[for]"]),
        ("ett for", "for", ["ett ", "[for]"]),
        ("forfor &for", "for", ["forfor &for"]),
        ("ett for två for", "for två", ["ett ", "[for två]", " for"]),
        ("for två for två", "for två", ["[for två]", " for två"]),
        ("tre två", "två \ntre", ["[tre]", " ", "[två]"]),
        ("ab abc", "ab abc\nabc", ["[ab abc]"]),
        ("för", "for tre", ["för"]),
        ("for", None, ["for"]),
        ("", "for", [""]),
    ],
)
def test_what_is_doubted_in_a_line(line, as_read, runs):
    [[shown]] = passages([line], doubt((1,), as_read))
    assert [f"[{run.text}]" if run.doubted else run.text for run in shown.runs] == runs


def test_a_line_near_a_doubt_shows_nothing_of_it():
    [[_, near]] = passages(["for", "for"], doubt((1,), "for"))
    assert [(run.text, run.doubted) for run in near.runs] == [("for", False)]


def test_where_a_line_is_doubted():
    assert doubted_spans("ett for två for", doubt((1,), "for\n\ntvå")) == ((4, 7), (8, 11), (12, 15))
