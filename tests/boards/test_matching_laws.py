"""Laws of matching an export with what we had: nothing is lost, and the same twice changes nothing."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import ItemKind
from fardplan.boards.differences import applied, differences
from fardplan.boards.external import ExternalItem, Part
from fardplan.boards.matching import match

GOAL, ACTIVITY = ItemKind.BOARD_GOAL, ItemKind.BOARD_ACTIVITY

# Few words, few organisations: collisions are the point.
TITLES = st.sampled_from(
    ["Öka närvaron", "Öka närvaron nu", "Fler i arbete", "Trygga kvarter", "öka närvaron."]
)


@st.composite
def exports(draw: st.DrawFn, prefix: str) -> list[ExternalItem]:
    """A plan of goals and activities, with or without numbers, each place in it filled once."""
    numbers = draw(st.permutations(range(1, 9)))
    found: dict[object, ExternalItem] = {}
    for position in range(draw(st.integers(0, 7))):
        organisation = draw(st.sampled_from(["farsta", "jarva", None]))
        goals = [one for one in found.values() if one.kind is GOAL and one.organisation == organisation]
        parent = draw(st.sampled_from([None, *goals])) if goals else None
        one = ExternalItem(
            f"{prefix}{position}",
            ACTIVITY if parent else GOAL,
            organisation,
            draw(TITLES),
            parent.ref if parent else None,
            str(numbers[position]) if draw(st.booleans()) else None,
            draw(st.dictionaries(st.sampled_from([Part.ENDS, Part.TARGET]), st.sampled_from(["", "1", "2"]))),
        )
        found.setdefault((one.kind, organisation, one.parent, one.title.casefold().rstrip(".")), one)
    return list(found.values())


def kept(items: Sequence[ExternalItem]) -> tuple[ExternalItem, ...]:
    """An export as it is kept when nothing was there before it, under keys of its own."""
    first = applied((), match((), items))
    key = {one.ref: f"k{one.ref}" for one in first}
    return tuple(replace(one, ref=key[one.ref], parent=one.parent and key[one.parent]) for one in first)


@given(exports("a"))
def test_the_same_file_twice_changes_nothing(read: list[ExternalItem]) -> None:
    had = kept(read)
    assert differences(match(had, read), had) == ()
    assert applied(had, match(had, read)) == had


@given(exports("a"), exports("b"))
def test_after_an_export_is_taken_in_it_changes_nothing_more(
    before: list[ExternalItem], read: list[ExternalItem]
) -> None:
    had = kept(before)
    once = applied(had, match(had, read))
    again = match(once, read)
    assert [one.change for one in differences(again, once)] == []
    assert applied(once, again) == once


@given(exports("a"), exports("b"), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    before: list[ExternalItem], read: list[ExternalItem], random
) -> None:
    had = list(kept(before))
    found = match(had, read)
    random.shuffle(had)
    random.shuffle(read)
    assert match(had, read) == found


@given(exports("a"), exports("b"))
def test_every_item_is_matched_to_one_at_most_and_none_is_lost(
    before: list[ExternalItem], read: list[ExternalItem]
) -> None:
    had = kept(before)
    found = match(had, read)
    ours = [pair.known.ref for pair in found.pairs] + [one.ref for one in (*found.gone, *found.outside)]
    theirs = [pair.read.ref for pair in found.pairs] + [one.ref for one in found.new]
    assert sorted(ours) == sorted(one.ref for one in had)
    assert sorted(theirs) == sorted(one.ref for one in read)


@given(exports("a"), exports("b"))
def test_nothing_that_we_had_is_ever_taken_away(before: list[ExternalItem], read: list[ExternalItem]) -> None:
    had = kept(before)
    after = {one.ref for one in applied(had, match(had, read))}
    assert {one.ref for one in had} <= after
