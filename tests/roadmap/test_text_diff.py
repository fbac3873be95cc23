"""How a longer text differs: quoted where short, else what came and went; both languages, whole clauses."""

import pytest
from hypothesis import given

from fardplan.roadmap.text_diff import QUOTED, SHORT, keys_difference, text_difference
from fardplan.vocabulary.text import Text
from tests.builders import sv
from tests.strategies import texts

NAME = sv("motiveringen", "the rationale")
FIRST = (
    "Skolan är stadens viktigaste jämlikhetsfråga och därför är det där arbetet behöver börja först av allt."
)
SECOND = "Skillnaderna mellan stadsdelarna har vuxit i tio år, och de växer mest där de redan var störst."
THIRD = "Därför följs de varje år."
FILLER = "Ord " * 100


def clause(sv_clause: str, en_clause: str) -> Text:
    return Text(sv=f"motiveringen {sv_clause}", en=f"the rationale {en_clause}")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (None, None, None),
        (sv("Ja"), sv("Ja"), None),
        (sv("Ja", "Yes"), sv("Ja", "Yea"), None),
        (None, sv("Ja", "Yes"), clause("är ny: ”Ja”", "is new: “Yes”")),
        (sv("Ja"), None, clause("är borttagen; den löd ”Ja”", "is gone; it read “Ja”")),
        (
            sv("Ja", "Yes"),
            sv("Nej", "No"),
            clause("lyder nu ”Nej”; den löd ”Ja”", "now reads “No”; it read “Yes”"),
        ),
        # The translation was forgotten: the Swedish is shown rather than two equal sentences.
        (
            sv("Ja", "Yes"),
            sv("Nej", "Yes"),
            clause("lyder nu ”Nej”; den löd ”Ja”", "now reads “Nej”; it read “Ja”"),
        ),
        (
            sv(f"{FIRST} {SECOND}"),
            sv(f"{FIRST} {SECOND} {THIRD}"),
            clause(f"är ändrad; tillagt: ”{THIRD}”", f"has changed; added: “{THIRD}”"),
        ),
        (
            sv(f"{FIRST} {SECOND} {THIRD}"),
            sv(f"{FIRST} {SECOND}"),
            clause(f"är ändrad; borttaget: ”{THIRD}”", f"has changed; removed: “{THIRD}”"),
        ),
        (
            sv(f"{FIRST} {SECOND}", "First. Second."),
            sv(f"{THIRD} {SECOND}", "Third. Second."),
            clause(
                f"är ändrad; tillagt: ”{THIRD}”; borttaget: ”{FIRST}”",
                "has changed; added: “Third.”; removed: “First.”",
            ),
        ),
        (
            sv(f"{FIRST} {SECOND}"),
            sv(f"{FIRST}\n{SECOND}"),
            clause("är ändrad; bara mellanrum skiljer", "has changed; only the spacing differs"),
        ),
        (
            None,
            sv(FILLER),
            clause(f"är ny: ”{'Ord ' * 80}…”", f"is new: “{'Ord ' * 80}…”"),
        ),
    ],
)
def test_a_change_is_told_with_what_it_was(old, new, told):
    assert text_difference(NAME, old, new) == told


@pytest.mark.parametrize(("length", "whole"), [(SHORT, True), (SHORT + 1, False)])
def test_only_a_short_text_is_quoted_whole(length, whole):
    told = text_difference(NAME, sv("a" * length), sv("b"))
    assert told is not None
    assert told.sv.startswith("motiveringen lyder nu" if whole else "motiveringen är ändrad")


@given(texts, texts)
def test_something_is_told_exactly_when_the_swedish_differs(old, new):
    told = text_difference(NAME, old, new)
    assert (told is None) == (old.sv == new.sv)
    if told:
        assert len(told.sv) < 2 * QUOTED + 100


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ((), (), None),
        (("a", "b"), ("a", "b"), None),
        (("a", "b"), ("b", "a"), sv("ordningen är en annan", "the order is another")),
        ((), ("a", "b"), sv("tillagt: a, b", "added: a, b")),
        (("a", "b"), ("b",), sv("borttaget: a", "removed: a")),
        (("a",), ("b",), sv("tillagt: b; borttaget: a", "added: b; removed: a")),
    ],
)
def test_keys_that_came_and_went(old, new, told):
    assert keys_difference(old, new) == told
