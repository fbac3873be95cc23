"""What a scan can have made of a word: every reading with its cost, and nothing else."""

from itertools import islice

import pytest

from fardplan.sources.council_document.confusions import misreadings, neighbours, rare_misreadings


def _costs(found) -> dict[str, float]:
    """Each word with the least that it costs."""
    least: dict[str, float] = {}
    for word, cost in found:
        least[word] = min(round(cost, 3), least.get(word, cost))
    return least


def test_misreadings_of_diacritics_cost_what_each_edit_costs():
    assert list(misreadings("")) == list(misreadings("xyz")) == []
    assert list(misreadings("abx")) == [("åbx", 0.4), ("äbx", 0.4)]
    assert _costs(misreadings("6a")) == {
        **{"öa": 0.2, "óa": 2.0, "6å": 0.4, "6ä": 0.4},
        **{"öå": 0.6, "öä": 0.6, "óå": 2.4, "óä": 2.4},
    }
    assert _costs(misreadings("ii")) == {
        **{"ä": 0.7, "å": 1.2, "äi": 0.9, "åi": 1.4, "iä": 0.9, "iå": 1.4},
        **{"ää": 1.8, "äå": 2.3, "åä": 2.3, "åå": 2.8},
    }


def test_fewer_edits_come_first_and_there_are_four_at_most():
    edits = [round(cost / 0.3) for _, cost in misreadings("oooooox")]
    assert edits == [1] * 6 + [2] * 15 + [3] * 20 + [4] * 15


def test_rarer_mistakes_are_two_at_most():
    assert _costs(rare_misreadings("y")) == {
        **{"v": 2.0, "yå": 2.2, "yä": 2.2, "yö": 2.2, "åy": 2.2, "äy": 2.2, "öy": 2.2},
        **{a + "v": 4.2 for a in "åäö"},
        **{"v" + a: 4.2 for a in "åäö"},
        **{a + "y" + b: 4.4 for a in "åäö" for b in "åäö"},
        **{"y" + a + b: 4.4 for a in "åäö" for b in "åäö"},
        **{a + b + "y": 4.4 for a in "åäö" for b in "åäö"},
    }


def test_a_stroke_of_the_margin_may_stand_before_a_word_of_some_letters():
    found = dict(rare_misreadings("|for"))
    assert (found["for"], found["för"]) == (1.0, 1.3)
    assert "or" not in dict(rare_misreadings("Jor"))
    assert dict(rare_misreadings("Jfoo"))["föö"] == pytest.approx(2.8)
    assert "ffor" not in dict(rare_misreadings("xffor"))


def test_so_many_strings_and_no_more():
    assert [len(list(islice(words("a" * 30), 9000))) for words in (misreadings, rare_misreadings)] == [
        4000,
        4000,
    ]


@pytest.mark.parametrize(
    ("read", "true", "can"),
    [
        ("fr", "för", True),
        ("fr", "far", False),
        ("for", "for", True),
        ("For", "för", True),
        ("|skola", "skola", True),
        ("Jskola", "Skola", True),
        ("skola", "kola", False),
        ("B0", "80", True),
        ("m", "rn", True),
        ("rn", "m", True),
        ("ii", "ä", True),
        ("a", "", False),
        ("", "å", True),
        ("", "", True),
    ],
)
def test_what_a_word_can_have_been(read, true, can):
    assert neighbours(read, true) is can
