"""Keys: short, plain, stable, and never the same twice."""

import re

from hypothesis import given
from hypothesis import strategies as st

from fardplan.vocabulary.keys import LONGEST, key_of

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_a_key_is_made_of_the_first_words():
    assert key_of("Uppväxt och utbildning") == "uppvaxt-och-utbildning"
    assert key_of("Öka åtgärder i 3 (tre) områden!") == "oka-atgarder-i-3-tre-omraden"


def test_only_a_first_word_that_is_too_long_is_cut():
    assert key_of("a" * 40 + " " + "b" * 40) == "a" * 40
    assert key_of("a" * 200) == "a" * 60


def test_a_key_that_is_taken_gets_a_number():
    assert key_of("Trygghet", {"trygghet", "trygghet-2"}) == "trygghet-3"
    assert key_of("…") == "utan-namn"
    assert key_of("…", {"utan-namn"}) == "utan-namn-2"


@given(st.text())
def test_every_text_gives_a_key(text):
    key = key_of(text)
    assert KEY.fullmatch(key)
    assert len(key) <= LONGEST
    assert key_of(key) == key


@given(st.lists(st.text(max_size=5), max_size=12))
def test_keys_made_one_after_the_other_differ(texts):
    keys: list[str] = []
    for text in texts:
        keys.append(key_of(text, keys))
    assert len(set(keys)) == len(keys)
    assert all(KEY.fullmatch(key) for key in keys)
