"""Which item of an export is which that we had: examples a person can follow, and laws."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import ItemKind
from fardplan.boards.differences import Change, Difference, applied, differences
from fardplan.boards.external import ExternalItem, Part, folded
from fardplan.boards.matching import NEAR, How, Matching, Pair, likeness, match

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


def known_again(
    read: Sequence[ExternalItem], had: Sequence[ExternalItem] = HAD
) -> list[tuple[str, str, How]]:
    """What was not known again by its number or its place, and how."""
    pairs = match(had, read).pairs
    return [(pair.known.ref, pair.read.ref, pair.how) for pair in pairs if pair.how is not How.PLACE]


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


def test_a_number_follows_a_board_s_own_item_to_another_board() -> None:
    had = (item("k1", "Läxhjälp", ACTIVITY, external_id="7"),)
    read = (item("r1", "Lovskola", ACTIVITY, "jarva", external_id="7"),)
    assert match(had, read) == Matching((Pair(had[0], read[0], How.NUMBER),), (), (), ())


def test_the_councils_indicator_has_one_number_and_a_row_for_each_board() -> None:
    shared = ItemKind.COUNCIL_INDICATOR
    had = (
        item("k1", "Andel", shared, external_id="7"),
        item("k2", "Andel", shared, "jarva", external_id="7"),
    )
    read = (
        item("r1", "Behöriga elever", shared, "jarva", external_id="7"),
        item("r2", "Behöriga elever", shared, external_id="7"),
    )
    assert known_again(read, had) == [("k1", "r2", How.NUMBER), ("k2", "r1", How.NUMBER)]


@pytest.mark.parametrize(
    ("changed", "how"),
    [
        ({}, How.PLACE),
        ({"parent": "r1"}, How.MOVED_PARENT),
        ({"organisation": "jarva"}, How.MOVED_ORGANISATION),
        ({"parent": "r1", "organisation": "jarva"}, How.MOVED_BOTH),
        ({"title": "Matcha till praktiken"}, How.REWORDED),
    ],
)
def test_how_an_item_without_a_number_is_known_again(changed: dict[str, object], how: How) -> None:
    pairs = {pair.known.ref: pair for pair in match(HAD, same(r4=changed)).pairs}
    assert (pairs["k4"].read.ref, pairs["k4"].how) == ("r4", how)


def test_what_stood_alone_has_moved_when_it_stands_beneath_something_new() -> None:
    had = (item("k1", "Läxhjälp", ACTIVITY),)
    read = (item("r1", "Alla lär sig läsa"), item("r2", "Läxhjälp", ACTIVITY, parent="r1"))
    assert known_again(read, had) == [("k1", "r2", How.MOVED_PARENT)]
    assert told(read, had) == [
        (Change.MOVED, "k1", None, None, "Alla lär sig läsa"),
        (Change.NEW, "r1", None, None, None),
    ]


def test_what_stood_beneath_something_that_is_no_longer_known_has_moved() -> None:
    had = (item("k1", "Läxhjälp", ACTIVITY, parent="dropped"),)
    assert told((item("r1", "Läxhjälp", ACTIVITY),), had) == [(Change.MOVED, "k1", None, None, None)]


def test_a_difference_has_the_item_as_the_export_says_or_as_it_was_where_it_is_gone() -> None:
    new, read = item("r9", "Lovskola", ACTIVITY), same(r3={"title": "Öka närvaron i skolan"})
    without = [*(one for one in read if one.ref != "r4"), new]
    assert differences(match(HAD, without), HAD) == (
        Difference(Change.REWORDED, "k3", read[2], None, "Öka närvaron", "Öka närvaron i skolan"),
        Difference(Change.NEW, "r9", new),
        Difference(Change.GONE, "k4", HAD[3]),
    )


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


def test_wordings_that_changed_are_known_again_in_each_place_whatever_is_new_in_another() -> None:
    read = [
        *same(r3={"title": "Öka närvaron i skolan"}, r4={"title": "Matcha till praktiken"}),
        item("r9", "Trygga kvarter", ACTIVITY, parent="r2"),
        item("s1", "Lovskola", INDICATOR, parent="r2"),
    ]
    assert known_again(read) == [
        ("k1", "r1", How.NUMBER),
        ("k3", "r3", How.REWORDED),
        ("k4", "r4", How.REWORDED),
    ]


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


def test_a_wording_that_a_person_has_told_apart_is_not_taken_for_another() -> None:
    found = match(HAD, same(r3={"title": "Öka närvaron i skolan"}), frozenset({("k3", "r3")}))
    assert ([one.ref for one in found.new], [one.ref for one in found.gone]) == (["r3"], ["k3"])


def test_a_part_that_is_given_and_empty_is_no_change_where_nothing_was() -> None:
    assert told(same(r4={"contents": {Part.ENDS: ""}})) == []


def test_what_is_kept_after_an_export() -> None:
    read = [
        replace(one, lines=(2,))
        for one in same(
            r1={"external_id": "201"}, r4={"external_id": "204"}, r5={"title": "Behöriga elever."}
        )
    ]
    new = item("r6", "Lovskola", ACTIVITY, parent="r2", external_id="206", lines=(9,))
    found = match((*HAD, item("k0", "Trygga kvarter", external_id="100")), [*read, new])
    assert applied(HAD, found) == (
        item("k0", "Trygga kvarter", external_id="100", gone=True),
        replace(HAD[0], external_id="201"),
        *HAD[1:3],
        replace(HAD[3], external_id="204"),
        replace(HAD[4], title="Behöriga elever."),
        item("r6", "Lovskola", ACTIVITY, parent="k2", external_id="206"),
    )


def test_a_number_that_an_export_does_not_give_stays() -> None:
    read = same(r1={"external_id": None, "title": "Alla barn når sin potential"})
    assert applied(HAD, match(HAD, read))[0] == replace(HAD[0], title="Alla barn når sin potential")


def test_the_live_one_of_two_alike_is_meant_before_the_gone_one() -> None:
    had = (item("k1", "Fler i arbete", gone=True), item("k2", "Fler i arbete"))
    assert [pair.known.ref for pair in match(had, (item("r1", "Fler i arbete"),)).pairs] == ["k2"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Öka närvaron.", "öka  närvaron", 1.0),
        ("", "", 1.0),
        ("Öka närvaron", "Minska kön", 0.0),
        ("a" * 18 + "b" * 7, "a" * 18 + "c" * 7, 0.72),  # 2 · 18 of 50 letters
        ("a" * 18, "a" * 18 + "b" * 14, 0.72),
        ("alla barn ska läsa " * 20, "alla barn ska läsa " * 19 + "alla barn ska räkna", 754 / 759),
    ],
)
def test_how_alike_two_wordings_are(one: str, other: str, alike: float) -> None:
    assert (likeness(one, other), likeness(other, one)) == (alike, alike)


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12))
def test_wordings_that_are_near_are_as_alike_as_their_common_letters_say(one: str, other: str) -> None:
    first, second = sorted((folded(one), folded(other)))
    slowly = SequenceMatcher(None, first, second, autojunk=False).ratio()
    found = likeness(one, other)
    assert found == slowly if slowly >= NEAR else found < NEAR


def test_wordings_just_as_alike_as_the_limit_says_are_the_same_item() -> None:
    had, read = (item("k1", "a" * 18 + "b" * 7),), (item("r1", "a" * 18 + "c" * 7),)
    assert known_again(read, had) == [("k1", "r1", How.REWORDED)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("  Öka\u00a0 närvaron. ", "öka närvaron"), ("Linje X", "linje x"), ("ÅR 9 . .", "år 9"), ("", "")],
)
def test_what_does_not_make_a_wording_another_one(text: str, plain: str) -> None:
    assert folded(text) == plain
