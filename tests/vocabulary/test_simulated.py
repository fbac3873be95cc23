"""The mark of a simulated file."""

from fardplan.vocabulary.simulated import marked_simulated


def test_the_mark_as_text_and_as_bytes():
    assert marked_simulated({"fardplan.origin": "simulated"})
    assert marked_simulated({b"fardplan.origin": b"simulated", b"ARROW:schema": b"\xff"})


def test_an_origin_that_is_not_understood_is_no_real_one():
    assert marked_simulated({"fardplan.origin": ""})


def test_a_column_says_it_where_the_file_no_longer_does():
    assert marked_simulated(None, ["person", "simulated"])
    assert marked_simulated({"pandas": "x"}, ["Simulated "])
    assert not marked_simulated({}, ["person", "not_simulated"])


def test_a_file_that_claims_nothing():
    assert not marked_simulated(None)
    assert not marked_simulated({})
    assert not marked_simulated({"pandas": "simulated"})
