"""Which item of an export is which that we had: examples a person can follow, and laws."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import ItemKind
from fardplan.boards.differences import Change, applied, differences
from fardplan.boards.external import ExternalItem, Part
from fardplan.boards.matching import How, likeness, match

GOAL, INDICATOR, ACTIVITY = ItemKind.BOARD_GOAL, ItemKind.BOARD_INDICATOR, ItemKind.BOARD_ACTIVITY


def item(
    ref: str, title: str, kind: ItemKind = GOAL, organisation: str | None = "farsta", **more
) -> ExternalItem:
    return ExternalItem(ref, kind, organisation, title, **more)


HAD = (
    item("k1", "Alla barn når sin fulla potential", external_id="101"),
    item("k2", "Fler i arbete"),
    item("k3", "Öka närvaron", ACTIVITY, parent="k1", contents={Part.ENDS: "2027-06-30"}),
    item("k4", "Matcha till praktik", ACTIVITY, parent="k2"),
    item("k5", "Behöriga elever", INDICATOR, parent="k1", contents={Part.TARGET: "88"}),
)


def told(read: Sequence[ExternalItem], had: Sequence[ExternalItem] = HAD) -> list[tuple[object, ...]]:
    found = differences(match(had, read), had)
    return [(one.change, one.ref, one.part, one.before, one.after) for one in found]


def same(**changed: dict[str, object]) -> list[ExternalItem]:
    """The export that says what we have, with some of it changed; parents by the export's own refs."""
    read = [replace(one, ref=f"r{one.ref[1:]}", parent=one.parent and f"r{one.parent[1:]}") for one in HAD]
    return [replace(one, **changed.get(one.ref, {})) for one in read]


def test_an_export_that_says_what_we_have_changes_nothing() -> None:
    assert told(same()) == []
    assert [pair.how for pair in match(HAD, same()).pairs] == [How.NUMBER, *[How.PLACE] * 4]


def test_the_other_systems_number_decides_before_the_wording() -> None:
    read = same(r1={"title": "Helt ny lydelse"})
    assert told(read) == [
        (Change.REWORDED, "k1", None, "Alla barn når sin fulla potential", "Helt ny lydelse"),
    ]


def test_a_number_that_names_another_kind_of_item_is_not_the_same_item() -> None:
    read = same(r1={"kind": ACTIVITY, "title": "Något annat"})
    assert (Change.GONE, "k1", None, None, None) in told(read)
    assert (Change.NEW, "r1", None, None, None) in told(read)


def test_an_item_beneath_another_parent_has_moved() -> None:
    assert told(same(r4={"parent": "r1"})) == [
        (Change.MOVED, "k4", None, "Fler i arbete", "Alla barn når sin fulla potential"),
    ]


def test_an_item_of_another_organisation_has_moved() -> None:
    read = same(r4={"organisation": "jarva"})
    assert told(read) == [(Change.MOVED_ORGANISATION, "k4", None, "farsta", "jarva")]


def test_a_wording_that_changed_a_little_is_the_same_item() -> None:
    read = same(r3={"title": "Öka närvaron i skolan"})
    assert told(read) == [(Change.REWORDED, "k3", None, "Öka närvaron", "Öka närvaron i skolan")]


def test_a_wording_near_two_is_neither() -> None:
    had = (item("k1", "Öka närvaron i år 7"), item("k2", "Öka närvaron i år 8"))
    read = (item("r1", "Öka närvaron i år 9"),)
    assert told(read, had) == [
        (Change.NEW, "r1", None, None, None),
        (Change.GONE, "k1", None, None, None),
        (Change.GONE, "k2", None, None, None),
    ]


def test_contents_differ_part_by_part_and_parts_not_given_stay() -> None:
    read = same(
        r3={"contents": {Part.ENDS: "2027-12-31", Part.RESPONSIBLE: "Åsa Berg"}},
        r5={"contents": {}},
    )
    assert told(read) == [
        (Change.CHANGED, "k3", Part.RESPONSIBLE, "", "Åsa Berg"),
        (Change.CHANGED, "k3", Part.ENDS, "2027-06-30", "2027-12-31"),
    ]
    after = {one.ref: one for one in applied(HAD, match(HAD, read))}
    assert after["k5"].contents == {Part.TARGET: "88"}
    assert after["k3"].contents == {Part.ENDS: "2027-12-31", Part.RESPONSIBLE: "Åsa Berg"}


def test_an_export_without_an_item_marks_it_gone_and_the_next_brings_it_back() -> None:
    without = [one for one in same() if one.ref != "r4"]
    assert told(without) == [(Change.GONE, "k4", None, None, None)]
    after = applied(HAD, match(HAD, without))
    assert [one.ref for one in after if one.gone] == ["k4"]
    assert told(without, after) == []
    assert told(same(), after) == [(Change.BACK, "k4", None, None, None)]


def test_an_export_says_nothing_of_organisations_and_kinds_that_it_does_not_have() -> None:
    elsewhere = item("k9", "Järvas eget mål", organisation="jarva")
    read = [one for one in same() if one.kind is not INDICATOR]
    found = match((*HAD, elsewhere), read)
    assert ([one.ref for one in found.gone], [one.ref for one in found.outside]) == ([], ["k5", "k9"])


def test_two_things_that_a_person_has_told_apart_are_not_matched() -> None:
    read = same(r4={"organisation": "jarva"})
    found = match(HAD, read, frozenset({("k4", "r4")}))
    assert [one.ref for one in found.new] == ["r4"]
    assert [one.ref for one in found.gone] == ["k4"]


def test_the_live_one_of_two_alike_is_meant_before_the_gone_one() -> None:
    had = (item("k1", "Fler i arbete", gone=True), item("k2", "Fler i arbete"))
    assert [pair.known.ref for pair in match(had, (item("r1", "Fler i arbete"),)).pairs] == ["k2"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("Öka närvaron.", "öka  närvaron", True), ("Öka närvaron", "Minska kön", False), ("", "", True)],
)
def test_likeness_knows_the_same_words(one: str, other: str, near: bool) -> None:
    assert (likeness(one, other) == 1.0) is near


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
