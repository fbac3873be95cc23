import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import ItemKind
from fardplan.boards.follow_up import (
    ACTIVITY_NAMES,
    FIELD_NAMES,
    FIELDS,
    ActivityState,
    Merged,
    Told,
    asked_of,
    can_mark_ready,
    check_ready,
    lacking,
    merged,
    merged_text,
    plain_told,
    proposed_judgement,
    read_told,
)
from fardplan.roadmap.assessing import JUDGEMENTS, Judgement
from fardplan.vocabulary.errors import NotReadyError
from fardplan.vocabulary.status import Direction

ENDS = date(2027, 9, 30)
MEASURE, ACTIVITY, GOAL = ItemKind.COUNCIL_INDICATOR, ItemKind.BOARD_ACTIVITY, ItemKind.BOARD_GOAL


def test_every_field_and_choice_has_a_name() -> None:
    assert set(FIELD_NAMES) == set(FIELDS)
    assert set(JUDGEMENTS) == set(Judgement)
    assert set(ACTIVITY_NAMES) == set(ActivityState)
    assert {field for kind in ItemKind for field in asked_of(kind, individual=True)} == set(FIELDS)


@pytest.mark.parametrize(
    ("kind", "plainly", "of_individuals"),
    [
        (
            MEASURE,
            ("outcome", "judgement", "missing_why", "text"),
            ("outcome", "women", "men", "judgement", "missing_why", "text"),
        ),
        (ACTIVITY, *[("activity", "new_end", "stopped_why", "text")] * 2),
        (GOAL, *[("judgement", "text")] * 2),
    ],
)
def test_what_is_asked_of_an_item(
    kind: ItemKind, plainly: tuple[str, ...], of_individuals: tuple[str, ...]
) -> None:
    assert asked_of(kind) == asked_of(kind, individual=False) == plainly
    assert asked_of(kind, individual=True) == of_individuals


def test_what_was_told_is_read_as_it_was_kept() -> None:
    assert plain_told(Told()) == {
        "text": "",
        "outcome": None,
        "women": None,
        "men": None,
        "judgement": None,
        "missing_why": "",
        "activity": None,
        "new_end": None,
        "stopped_why": "",
    }
    kept = (
        '{"text": "Sent", "outcome": 0.0, "women": 1.5, "men": 2.0, "judgement": "partly", '
        '"missing_why": "Därför", "activity": "delayed", "new_end": "2027-09-30", "stopped_why": "Pengar"}'
    )
    told = Told(*("Sent", 0.0, 1.5, 2.0, Judgement.PARTLY, "Därför"), ActivityState.DELAYED, ENDS, "Pengar")
    assert json.dumps(plain_told(told), ensure_ascii=False) == kept
    assert read_told(json.loads(kept)) == told
    assert read_told({}) == Told()


@pytest.mark.parametrize(
    ("kind", "told", "lacks"),
    [
        (
            GOAL,
            Told(),
            [
                "Say whether the goal is fully, partly or not reached.",
                "Say in a sentence what the assessment rests on.",
            ],
        ),
        (GOAL, Told(text="Bra", judgement=Judgement.FULLY), []),
        (
            GOAL,
            Told(text=" ", judgement=Judgement.FULLY),
            ["Say in a sentence what the assessment rests on."],
        ),
        (
            MEASURE,
            Told(),
            ["Say whether the target is fully, partly or not reached, or the outcome missing."],
        ),
        (MEASURE, Told(outcome=0.0, judgement=Judgement.FULLY), []),
        (MEASURE, Told(judgement=Judgement.NOT), ["Give the outcome, or say that it is missing."]),
        (MEASURE, Told(judgement=Judgement.NO_OUTCOME), ["Say why there is no outcome."]),
        (MEASURE, Told(judgement=Judgement.NO_OUTCOME, missing_why="Mäts i höst"), []),
        (
            MEASURE,
            Told(outcome=3.0, judgement=Judgement.NO_OUTCOME, missing_why="…"),
            ["There is an outcome, and the assessment says that it is missing."],
        ),
        (ACTIVITY, Told(), ["Say where it stands."]),
        *((ACTIVITY, Told(activity=state), []) for state in ("not_begun", "under_way", "done")),
        (ACTIVITY, Told(activity=ActivityState.DELAYED), ["It is delayed: give the new last day."]),
        (
            ACTIVITY,
            Told(activity=ActivityState.DELAYED, new_end=ENDS),
            ["The new last day, 2027-09-30, is not later than 2027-09-30."],
        ),
        (ACTIVITY, Told(activity=ActivityState.DELAYED, new_end=date(2027, 10, 1)), []),
        (ACTIVITY, Told(activity=ActivityState.STOPPED), ["It was stopped: say why."]),
        (ACTIVITY, Told(activity=ActivityState.STOPPED, stopped_why="Inga medel"), []),
    ],
)
def test_what_an_item_lacks(kind: ItemKind, told: Told, lacks: list[str]) -> None:
    assert list(lacking(kind, told, ends=ENDS)) == lacks
    assert can_mark_ready(kind, told, ends=ENDS) is (not lacks)
    if lacks:
        with pytest.raises(NotReadyError) as refused:
            check_ready(kind, told, ends=ENDS)
        assert (refused.value.what, refused.value.outcome) == (
            lacks[0],
            "What was written is kept; the item is not marked ready.",
        )
    else:
        check_ready(kind, told, ends=ENDS)


@pytest.mark.parametrize(
    ("women", "men", "ready"), [(None, None, True), (1.0, 2.0, True), (0.0, None, False), (None, 0.0, False)]
)
def test_an_indicator_of_individuals_is_told_by_both_sexes_or_neither(
    women: float | None, men: float | None, ready: bool
) -> None:
    told = Told(outcome=1.5, women=women, men=men, judgement=Judgement.FULLY)
    assert can_mark_ready(MEASURE, told, individual=True) is ready
    assert can_mark_ready(MEASURE, told)
    lacks = () if ready else ("The outcome is given for one sex: give it for the other too.",)
    assert (lacking(MEASURE, told, individual=True), lacking(MEASURE, told)) == (lacks, ())
    check_ready(MEASURE, told)
    if not ready:
        with pytest.raises(NotReadyError, match=f"^{lacks[0]}\n"):
            check_ready(MEASURE, told, individual=True)


@pytest.mark.parametrize(
    ("outcome", "before", "interval", "proposed"),
    [
        (90.0, None, None, Judgement.FULLY),
        (91.0, 80.0, None, Judgement.FULLY),
        (89.0, 88.0, None, Judgement.PARTLY),
        (89.0, 89.0, None, Judgement.NOT),
        (88.0, 89.0, None, Judgement.NOT),
        (89.0, None, None, None),
        (91.0, 80.0, (89.0, 93.0), None),
        (91.0, 80.0, (90.0, 92.0), Judgement.FULLY),
        (0.0, 0.0, None, Judgement.NOT),
        (None, 80.0, None, Judgement.NO_OUTCOME),
    ],
)
def test_what_figures_alone_would_say_of_a_target(
    outcome: float | None,
    before: float | None,
    interval: tuple[float, float] | None,
    proposed: Judgement | None,
) -> None:
    assert proposed_judgement(outcome, 90.0, Direction.UP, before=before, interval=interval) is proposed


def test_without_a_target_figures_say_nothing() -> None:
    assert proposed_judgement(90.0, None, Direction.UP, before=1.0) is None


numbers = st.integers(-50, 50).map(float)


@given(numbers, numbers, st.none() | numbers, st.none() | st.tuples(numbers, numbers))
def test_up_and_down_are_mirror_images(
    outcome: float, target: float, before: float | None, interval: tuple[float, float] | None
) -> None:
    turned = None if interval is None else (-interval[0], -interval[1])
    assert proposed_judgement(
        outcome, target, Direction.UP, before=before, interval=interval
    ) is proposed_judgement(
        -outcome, -target, Direction.DOWN, before=None if before is None else -before, interval=turned
    )


def test_changes_of_different_fields_both_stand() -> None:
    base = Told(text="Första", outcome=1.0)
    assert merged(base, Told(text="Första", outcome=2.0), Told(text="Andra", outcome=1.0)) == Merged(
        Told(text="Andra", outcome=2.0)
    )


def test_changes_of_different_paragraphs_both_stand_and_other_fields_are_told_of() -> None:
    base = Told("Ett\nTvå", outcome=1.0, missing_why="Ett\nTvå")
    theirs = Told("Ett!\nTvå", outcome=2.0, missing_why="Ett!\nTvå")
    mine = Told("Ett\nTvå!", outcome=3.0, missing_why="Ett\nTvå!", judgement=Judgement.NOT)
    assert merged(base, theirs, mine) == Merged(
        replace(theirs, text="Ett!\nTvå!", judgement=Judgement.NOT), ("outcome", "missing_why")
    )


def test_one_field_changed_by_both_is_a_conflict_and_what_is_there_stays() -> None:
    base, theirs, mine = (Told(text=text) for text in ("Första", "Hennes", "Min"))
    assert merged(base, theirs, mine) == Merged(theirs, ("text",))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "together"),
    [
        ("", "", "", ""),
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb", "a\nb\nc", "0\na\nb", "0\na\nb\nc"),
        ("a\nb", "a", "a\nb\nc", "a\nc"),
        ("a", "a\nb", "a\nc", None),
        ("a", "a\nb", "a\nb", "a\nb"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a", "b", "c", None),
        ("a\r\nb", "a\nb", "A\nb", "A\nb"),
        (
            "Ett stycke.\n\nEtt till.",
            "Ett kort stycke.\n\nEtt till.",
            "Ett stycke.\n\nSist.",
            "Ett kort stycke.\n\nSist.",
        ),
        ("a\nb\nc", "A\nB\nc", "a\nX\nY", None),  # both changed the second
        ("a\nb", "a\nx\nb", "a\nc", None),  # one put something before what the other changed
        ("a\nb\nc", "a\nx\nc", "a", None),
        ("a\nb", "x\na\nb", "b", None),
    ],
)
def test_two_texts_become_one_where_they_changed_different_paragraphs(
    base: str, theirs: str, mine: str, together: str | None
) -> None:
    assert merged_text(base, theirs, mine) == together


def test_a_long_text_with_many_blank_rows_is_compared_row_by_row() -> None:
    base = [row for number in range(150) for row in (f"Stycke {number}.", "")]
    theirs, mine, together = list(base), list(base), list(base)
    theirs[0], theirs[2] = together[0], together[2] = "Hennes första.", "Hennes andra."
    mine[1] = together[1] = "Min mellan dem."
    texts = ("\n".join(rows) for rows in (base, theirs, mine))
    assert merged_text(*texts) == "\n".join(together)


texts = st.lists(st.sampled_from("abcd"), max_size=5).map("\n".join)


@given(texts, texts)
def test_one_who_changed_nothing_takes_nothing_away(base: str, other: str) -> None:
    assert merged_text(base, other, base) == other
    assert merged_text(base, base, other) == other
    assert merged_text(base, other, other) == other


@given(texts, texts, texts)
def test_it_is_the_same_whoever_comes_first(base: str, one: str, other: str) -> None:
    assert merged_text(base, one, other) == merged_text(base, other, one)


tellings = st.builds(
    Told,
    text=texts,
    outcome=st.none() | numbers,
    judgement=st.none() | st.sampled_from(Judgement),
    stopped_why=st.sampled_from(["", "…"]),
)


@given(tellings, tellings, tellings)
def test_what_anybody_changed_is_there_or_told_of(base: Told, theirs: Told, mine: Told) -> None:
    found = merged(base, theirs, mine)
    for name in FIELDS:
        was, has, would, now = (getattr(item, name) for item in (base, theirs, mine, found.told))
        if name in found.conflicts:
            assert now == has
            assert len({str(was), str(has), str(would)}) == 3
        elif name != "text" or would in (was, has) or has == was:
            assert now == (has if would == was else would)
