"""Two editions beside each other: which parts, in what order, and which words are marked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.roadmap.side_by_side import BothTexts, Change, Run, marked, side_by_side
from fardplan.roadmap.version import RoadmapVersion, Strategy
from tests.builders import milestone, sv, version
from tests.strategies import roadmap_versions


def test_words_that_came_and_went_are_marked() -> None:
    old, new = marked("Andelen elever som är behöriga ökar", "Andelen elever som är behöriga ökar tydligt")
    assert old == (Run("Andelen elever som är behöriga ökar", False),)
    assert new == (Run("Andelen elever som är behöriga ökar", False), Run(" tydligt", True))


def test_neighbouring_words_are_marked_as_one() -> None:
    old, new = marked("Den stora röda bilen kör hem", "Den lilla blå bilen kör hem")
    assert old == (Run("Den ", False), Run("stora röda", True), Run(" bilen kör hem", False))
    assert new == (Run("Den ", False), Run("lilla blå", True), Run(" bilen kör hem", False))


def test_texts_with_little_in_common_are_marked_whole() -> None:
    assert marked("Prioritera tidiga insatser", "Bygg fler bostäder nu") == (
        (Run("Prioritera tidiga insatser", True),),
        (Run("Bygg fler bostäder nu", True),),
    )
    assert marked("", "Nytt") == ((), (Run("Nytt", True),))


@given(st.text(max_size=60), st.text(max_size=60))
def test_runs_joined_are_the_texts(old: str, new: str) -> None:
    before, after = marked(old, new)
    assert "".join(run.text for run in before) == old
    assert "".join(run.text for run in after) == new
    if old == new:
        assert not any(run.changed for run in (*before, *after))


def strategy(key: str, number: int) -> Strategy:
    return Strategy(key=key, target_area="omrade", number=number, text=sv(key))


def test_parts_in_the_order_of_the_new_edition_with_what_is_gone_in_its_place() -> None:
    old = version(strategies=(strategy("a", 1), strategy("b", 2), strategy("c", 3)))
    new = version(
        milestone(level=90.0, year=2030), strategies=(strategy("a", 1), strategy("c", 2), strategy("d", 3))
    )
    both = side_by_side(old, new)
    assert [(str(item.part), item.change) for item in both] == [
        ("frame", Change.SAME),
        ("area:omrade", Change.SAME),
        ("milestone:mal", Change.CHANGED),
        ("strategy:a", Change.SAME),
        ("strategy:b", Change.GONE),
        ("strategy:c", Change.SAME),
        ("strategy:d", Change.NEW),
        ("point:1", Change.SAME),
    ]
    assert both[2].texts == (
        BothTexts("level", (), (Run("90", True),)),
        BothTexts("year", (), (Run("2030", True),)),
    )
    assert both[4].texts == (BothTexts("text_sv", (Run("b", True),), ()),)


@settings(max_examples=25)
@given(roadmap_versions())
def test_an_edition_beside_itself_differs_in_nothing(of: RoadmapVersion) -> None:
    assert {item.change for item in side_by_side(of, of)} == {Change.SAME}
