"""Two versions of the same thing: a truth table, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.field_conflicts import Joined, chosen, joined
from fardplan.vocabulary.errors import FieldConflict


@pytest.mark.parametrize(
    ("base", "theirs", "yours", "expected"),
    [
        # nobody changed it; they did; you did; both the same way; each their own way
        ("a", "a", "a", Joined({"f": "a"}, (), ())),
        ("a", "b", "a", Joined({"f": "b"}, (), ())),
        ("a", "a", "c", Joined({"f": "c"}, ("f",), ())),
        ("a", "b", "b", Joined({"f": "b"}, (), ())),
        ("a", "b", "c", Joined({"f": "b"}, (), (FieldConflict("f", "a", "b", "c"),))),
        # emptying is a change like any other, and nothing is the same as the empty text
        ("a", "a", "", Joined({"f": None}, ("f",), ())),
        ("a", "b", None, Joined({"f": "b"}, (), (FieldConflict("f", "a", "b", None),))),
        ("a", None, "c", Joined({"f": None}, (), (FieldConflict("f", "a", None, "c"),))),
        ("", None, "c", Joined({"f": "c"}, ("f",), ())),
    ],
)
def test_a_field(base: str | None, theirs: str | None, yours: str | None, expected: Joined) -> None:
    assert joined({"f": base}, {"f": theirs}, {"f": yours}) == expected


def test_a_field_that_you_do_not_give_stays_theirs() -> None:
    assert joined({"f": "a", "g": "1"}, {"f": "a", "g": "2"}, {"f": "c"}) == Joined(
        {"f": "c", "g": "2"}, ("f",), ()
    )


def test_a_person_chooses_for_each_conflict() -> None:
    result = joined(
        {"f": "a", "g": "1", "h": "x"}, {"f": "b", "g": "2", "h": "y"}, {"f": "c", "g": "3", "h": "z"}
    )
    after, left = chosen(result, {"f": "yours", "g": "theirs"})
    assert after.fields == {"f": "c", "g": "2", "h": "y"}
    assert (after.changed, left) == (("f",), ("h",))


FIELDS = st.dictionaries(st.sampled_from("fgh"), st.sampled_from(["", "a", "b", "c"]))


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_that_they_changed_is_ever_overwritten(base: dict, theirs: dict, yours: dict) -> None:
    result = joined(base, theirs, yours)
    for name, value in theirs.items():
        if (value or None) != (base.get(name) or None):
            assert result.fields[name] == (value or None)


@given(FIELDS, FIELDS)
def test_who_changed_alone_gets_what_they_wrote(base: dict, yours: dict) -> None:
    result = joined(base, base, yours)
    assert result.conflicts == ()
    assert {name: value or None for name, value in (base | yours).items() if value} == {
        name: value for name, value in result.fields.items() if value
    }


@given(FIELDS, FIELDS, FIELDS)
def test_the_two_meet_the_same_conflicts(base: dict, theirs: dict, yours: dict) -> None:
    whole = dict.fromkeys("fgh", "")
    one = joined(base, whole | base | theirs, whole | base | yours)
    other = joined(base, whole | base | yours, whole | base | theirs)
    assert {c.name for c in one.conflicts} == {c.name for c in other.conflicts}
