"""A draft whose goals a hand has made into no tree is refused, with the line of every fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document import Draft, from_yaml, to_yaml
from fardplan.sources.council_document.goal_tree import walked
from fardplan.vocabulary.errors import InputError
from tests.usecases.reading_page.drafts import EVERYTHING

WRITTEN = to_yaml(EVERYTHING)


def refused(written: str) -> str:
    with pytest.raises(InputError) as caught:
        from_yaml(written, where="utkast.yaml")
    return str(caught.value)


def line_of(written: str, words: str, nth: int = 0) -> int:
    return [number for number, row in enumerate(written.splitlines(), start=1) if words in row][nth]


def test_what_a_hand_may_change_comes_back() -> None:
    mended = from_yaml(
        WRITTEN.replace("becomes: null", "becomes: strategy").replace("parent: g2", "parent: g4")
    )
    assert [(goal.becomes, goal.parent) for goal in mended.goals if goal.id == "g3"] == [("strategy", "g4")]
    assert [len(area.strategies) for area in mended.target_areas] == [0, 1]


def test_a_parent_that_is_not_there() -> None:
    written = WRITTEN.replace("parent: g4", "parent: g44")
    assert refused(written) == (
        f"utkast.yaml:{line_of(written, 'parent: g44')}: goals[4].parent: there is no goal 'g44'. "
        "There is: g1, g2, g3, g4, g5. Did you mean 'g4'?"
    )


def test_two_goals_with_one_id() -> None:
    written = WRITTEN.replace("id: g3", "id: g2")
    assert refused(written) == (
        f"utkast.yaml:{line_of(written, 'id: g2', 1)}: goals[2].id: two goals have the id 'g2'; "
        "give one of them another"
    )


def test_goals_that_stand_above_themselves() -> None:
    written = WRITTEN.replace("parent: null", "parent: g3", 1)
    assert refused(written) == (
        f"utkast.yaml:{line_of(written, 'parent: g3')}: goals[0].parent: the goals stand above themselves: "
        "g1 → g3 → g2 → g1"
    )


def test_an_indicator_of_a_goal_that_is_not_there() -> None:
    written = WRITTEN.replace("of: g2", "of: g9")
    told = f"utkast.yaml:{line_of(written, 'of: g9')}: indicators[0].of: there is no goal 'g9'."
    assert refused(written).startswith(told)


def test_every_fault_is_told_at_once() -> None:
    written = WRITTEN.replace("parent: g4", "parent: g44").replace("id: g3", "id: g2")
    assert len(refused(written).splitlines()) == 2


@given(st.lists(st.integers(-1, 12), max_size=13))
def test_a_tree_is_refused_exactly_when_a_walk_does_not_reach_every_goal(parents: list[int]) -> None:
    """Each goal has the id of its place; its parent stands before or after it, or is none, or not there."""
    bare = EVERYTHING.goals[0].model_dump()
    keys = [(f"n{place}", f"n{parent}" if parent >= 0 else None) for place, parent in enumerate(parents)]
    goals = [{**bare, "id": key, "parent": parent} for key, parent in keys]
    try:
        Draft.model_validate({**EVERYTHING.model_dump(), "goals": goals, "indicators": ()})
    except ValueError:
        sound = False
    else:
        sound = True
    reached = sorted(place for place, _ in walked(keys))
    there = all(parent < len(parents) for parent in parents)
    assert sound == (there and reached == list(range(len(parents))))
