"""A thing in a plan as fields of text: nothing is lost on the way there and back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import MEASURES, CouncilItem, ItemKind, Person, PlanItem
from fardplan.boards.plan_fields import (
    FIELD_NAMES,
    FIELDS_OF,
    as_kept,
    content_of,
    council_fields,
    fields_of,
    responsible_in,
    with_council_fields,
    with_fields,
)
from fardplan.vocabulary.errors import InputError

words = st.text("abcåäö .", min_size=1).map(str.strip).filter(bool)
keys = st.frozensets(st.sampled_from(["s1", "s2", "laxhjalp"]), max_size=3)
days = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31))
maybe = st.none() | words


@st.composite
def items(draw: st.DrawFn) -> PlanItem:
    starts, ends = sorted([draw(st.dates(date(2027, 1, 1))), draw(st.dates(date(2027, 1, 1)))])
    return PlanItem(
        "1",
        "kultur",
        2027,
        draw(st.sampled_from(list(FIELDS_OF))),
        draw(words),
        parent=draw(maybe),
        answers=draw(maybe),
        expected_result=draw(maybe),
        responsible=draw(st.none() | st.builds(Person, words)),
        starts=draw(st.sampled_from([None, starts])),
        ends=draw(st.sampled_from([None, ends])),
        strategies=draw(keys),
        milestones=draw(keys),
        programme=draw(st.booleans()),
        dropped=draw(days),
        dropped_why=draw(maybe),
        target=draw(maybe),
        unit=draw(maybe),
        indicator=draw(maybe),
        wanted=draw(st.sampled_from([None, "up", "down"])),
        by_sex=draw(st.booleans()),
    )


@given(items())
def test_there_and_back_nothing_is_lost(item: PlanItem) -> None:
    assert with_fields(item, fields_of(item)) == item
    assert with_fields(item, {}) == item
    bare = PlanItem("1", "kultur", 2027, item.kind, "x")
    assert as_kept(bare, content_of(item), item.revision) == item


@given(items(), items())
def test_each_field_changes_itself_alone(one: PlanItem, other: PlanItem) -> None:
    changed = one
    for name, value in fields_of(other).items():
        if name not in ("starts", "ends"):
            changed = with_fields(changed, {name: value})
            assert fields_of(changed)[name] == value
    kept = {"starts", "ends"}
    assert {name: value for name, value in fields_of(changed).items() if name not in kept} == {
        name: value for name, value in fields_of(other).items() if name not in kept
    }


def test_a_revision_is_kept_with_these_names() -> None:
    dropped = PlanItem(
        *("1", "kultur", 2027, ItemKind.BOARD_ACTIVITY, "Läxhjälp"),
        responsible=Person("Åsa Berg"),
        starts=date(2027, 5, 1),
        ends=date(2027, 5, 1),
        strategies=frozenset({"s2", "s1"}),
        by_sex=True,
        dropped=date(2027, 6, 1),
        dropped_why="Pengarna räckte inte.",
        revision=3,
    )
    kept = {
        "title": "Läxhjälp",
        "expected_result": None,
        "target": None,
        "unit": None,
        "wanted": None,
        "indicator": None,
        "responsible": "Åsa Berg",
        "starts": "2027-05-01",
        "ends": "2027-05-01",
        "strategies": "s1, s2",
        "milestones": None,
        "answers": None,
        "parent": None,
        "by_sex": "yes",
        "programme": None,
        "kind": "board_activity",
        "dropped": "2027-06-01",
        "dropped_why": "Pengarna räckte inte.",
    }
    assert content_of(dropped) == kept
    now = PlanItem("1", "kultur", 2027, ItemKind.BOARD_ACTIVITY, "Läxhjälp i alla skolor", revision=5)
    assert as_kept(now, kept, 3) == dropped


def test_every_kind_has_fields_that_have_a_name() -> None:
    assert {name for names in FIELDS_OF.values() for name in names} == set(FIELD_NAMES)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": " "}, "it has no wording"),
        ({"ends": "i vår"}, "'i vår' is not a day"),
        (
            {"starts": "2027-05-02", "ends": "2027-05-01"},
            "its last day 2027-05-01 comes before its first 2027-05-02",
        ),
    ],
)
def test_what_cannot_be_understood_is_told(fields: dict[str, str | None], told: str) -> None:
    item = PlanItem("1", "kultur", 2027, ItemKind.BOARD_ACTIVITY, "Läxhjälp")
    with pytest.raises(InputError) as error:
        with_fields(item, fields)
    assert error.value.what == told


def test_the_account_of_whoever_answers_stays_while_the_name_does() -> None:
    person = Person("Åsa Berg", None, 7)
    item = PlanItem("1", "kultur", 2027, ItemKind.BOARD_ACTIVITY, "Läxhjälp", responsible=person)
    assert with_fields(item, {"responsible": "Åsa Berg"}).responsible is person
    assert with_fields(item, {"responsible": "Robin Ek"}).responsible == Person("Robin Ek")


@st.composite
def council_items(draw: st.DrawFn) -> CouncilItem:
    kind = draw(st.sampled_from([ItemKind.AREA_GOAL, *MEASURES]))
    return CouncilItem(
        *("behoriga", 2027, kind, draw(words)),
        parent=draw(maybe),
        responsible=draw(st.frozensets(st.sampled_from(["kultur", "farsta"]))),
        targets={},
        text_en=draw(maybe),
        unit=draw(maybe) if kind in MEASURES else None,
        indicator=draw(maybe),
        wanted=draw(st.sampled_from([None, "up", "down"])),
        by_sex=draw(st.booleans()),
        strategies=draw(keys),
        milestones=draw(keys),
    )


@given(council_items(), council_items())
def test_each_field_of_the_councils_changes_itself_alone(one: CouncilItem, other: CouncilItem) -> None:
    other = replace(other, kind=one.kind, unit=other.unit if one.kind in MEASURES else None)
    assert with_council_fields(one, {}) == one
    for name, value in council_fields(other).items():
        changed = with_council_fields(one, {name: value})
        assert council_fields(changed) == council_fields(one) | {name: value}
    assert with_council_fields(one, council_fields(other)) == other


def test_only_what_is_measured_has_a_unit() -> None:
    goal = CouncilItem("mal", 2027, ItemKind.AREA_GOAL, "Mål", unit="%", by_sex=True)
    fields = council_fields(goal)
    assert (fields["unit"], fields["by_sex"]) == (None, "yes")
    assert council_fields(replace(goal, kind=ItemKind.COUNCIL_INDICATOR))["unit"] == "%"


@given(st.dictionaries(st.sampled_from(["kultur", "farsta"]), maybe), maybe, st.sampled_from(list(MEASURES)))
def test_the_councils_things_come_back_too(
    given_targets: dict[str, str | None], city: str | None, kind: ItemKind
) -> None:
    targets: dict[str | None, str] = {key: target for key, target in given_targets.items() if target}
    if city:
        targets[None] = city
    item = CouncilItem(
        "behoriga", 2027, kind, "Andel", responsible=frozenset(given_targets), targets=targets, unit="%"
    )
    assert with_council_fields(item, council_fields(item)) == item
    assert responsible_in(council_fields(item)["responsible"]) == given_targets
    assert with_council_fields(item, {"responsible": None}) == replace(
        item, responsible=frozenset(), targets={None: city} if city else {}
    )
