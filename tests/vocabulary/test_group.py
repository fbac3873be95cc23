"""Groups of people, as written in tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import EVERYBODY, Group

names = st.text("abcåäö0_-", min_size=1, max_size=5)
categories = st.text(st.characters(exclude_characters=";=", exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text == text.strip()
)
groups = st.dictionaries(names, categories, max_size=4).map(lambda found: Group(tuple(found.items())))


@given(groups)
def test_what_is_written_is_read_back(group):
    assert Group.parse(str(group)) == group


@given(groups, st.randoms(use_true_random=False))
def test_the_order_of_dimensions_does_not_matter(group, random):
    pairs = list(group.categories)
    random.shuffle(pairs)
    assert Group(tuple(pairs)) == group
    assert hash(Group(tuple(pairs))) == hash(group)


def test_a_category_is_found_by_its_dimension():
    group = Group.parse("sex=K; provider=municipal")
    assert (group.category("sex"), group.category("provider"), group.category("age")) == (
        "K",
        "municipal",
        None,
    )
    assert str(group) == "provider=municipal;sex=K"


def test_everybody_is_written_as_nothing():
    assert Group.parse("  ") == EVERYBODY == Group()
    assert str(EVERYBODY) == ""


@pytest.mark.parametrize("text", ["K", "sex=", "sex=K;;", "=K", "sex=K=M"])
def test_what_is_no_group_is_refused(text):
    with pytest.raises(InputError) as refused:
        Group.parse(text)
    assert (
        str(refused.value)
        == f"'{text}' is not a group\nWrite for example sex=K;provider=municipal, or nothing."
    )


def test_a_dimension_stands_once():
    with pytest.raises(InputError, match="names one dimension twice"):
        Group((("sex", "K"), ("sex", "M")))
