"""Comparing what was read with what is looked for."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.fuzzy import allowance, bare, distance, fold, nearest, resembles


def plain_distance(left: str, right: str) -> int:
    """The textbook table: slow and obviously right."""
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        before, row = row, [at]
        for place, other in enumerate(right, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other)))
    return row[-1]


@given(st.text("abå", max_size=9), st.text("abå", max_size=9), st.integers(0, 9))
def test_distance_is_that_of_the_table(left, right, limit):
    assert distance(left, right, limit) == min(plain_distance(left, right), limit + 1)


def test_distance_is_that_of_the_table_for_every_pair_of_short_words():
    words = ["".join(letters) for length in range(5) for letters in product("ab", repeat=length)]
    differ = [
        (left, right, limit)
        for left, right in product(words, repeat=2)
        for limit in (0, 1, 2, 4)
        if distance(left, right, limit) != min(plain_distance(left, right), limit + 1)
    ]
    assert differ == []


def test_folding_takes_away_what_scans_lose():
    assert fold("Målområdena  för\tÖsterort") == "malomradena for osterort"


def test_resembling_allows_a_share_of_letters():
    assert [
        resembles(read, "förslag till beslut") for read in ("férslag till beslut", "Forslag tiil beslut")
    ] == [
        True,
        True,
    ]
    assert not resembles("förslag till åtgärder", "förslag till beslut")


def test_short_words_have_to_be_met():
    assert not resembles("nu", "ny")


def test_the_nearest_is_found_or_none():
    months = ("januari", "februari", "juni", "juli")
    assert [nearest("febrnari", months), nearest("juli", months), nearest("sommar", months)] == [
        "februari",
        "juli",
        None,
    ]


def test_every_letter_that_a_scan_confuses_is_folded():
    marks = ("ÅÄÁÀÂÃÆ&#@", "ÖÓÒÔÕØ°", "ÉÈÊË", "ÍÌÎÏ", "ÜÚÙÛ", "—–‐‑−", "’‘´`", " \n ")
    assert [fold(letters) for letters in marks] == [
        "a" * 10,
        "o" * 7,
        "eeee",
        "iiii",
        "uuuu",
        "-----",
        "''''",
        "",
    ]


def test_how_many_letters_may_differ():
    assert [allowance(length) for length in (0, 3, 4, 9, 10, 14, 15)] == [0, 0, 1, 1, 2, 2, 3]
    assert [allowance(length, 0.5) for length in (3, 4, 9)] == [0, 2, 4]


def test_a_word_as_short_as_that_resembles_itself_alone():
    assert [
        resembles("NU", "nu"),
        resembles("abc", "abd"),
        resembles("abcd", "abce"),
        resembles("acce", "abcd"),
    ] == [
        *(True, False),
        *(True, False),
    ]


def test_of_two_that_are_as_near_the_first_is_taken():
    assert nearest("skola", ("skolb", "skolc")) == "skolb"
    assert nearest("skola", ("sklla", "skolb"), 0.4) == "sklla"
    assert nearest("Skola", ("skolb", "skola", "skolc")) == "skola"
    assert nearest("skola", ()) is None
    assert [nearest("skqqa", ("skola",)), nearest("skqqa", ("skola",), 0.4)] == [None, "skola"]
    assert [nearest("ÅR", ("är",)), nearest("SKOLA PÅ Ö", ("skola på ö",), 0.0)] == ["är", "skola på ö"]


def test_signs_around_a_word_that_stand_for_letters_are_kept():
    assert [bare(token) for token in ("»ord«", "ord.&", "&.ord", "ord).")] == ["ord", "ord.&", "&.ord", "ord"]
