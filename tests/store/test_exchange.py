"""What is exchanged with another system, in and out of the tables of both databases."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fardplan.boards.chain import ItemKind
from fardplan.boards.external import ExternalItem, Part
from fardplan.boards.mastery import Mastery
from fardplan.store.external_items import KeptItem, external_items, save_external_items
from fardplan.store.import_files import add_file, add_run, file_of, files_of
from fardplan.store.import_mappings import (
    add_mapping,
    last_mapping,
    latest_mappings,
    mapping_before,
    mapping_of,
    next_revision,
)
from fardplan.store.plan_masters import end_master, keeper, master_of, masters_of, set_master
from tests.sources.management_system.exports import LEVEL_MAPPING, ROW_MAPPING
from tests.usecases.exchange.conftest import TODAY, YEAR, make_year

GOAL = ExternalItem("r1", ItemKind.BOARD_GOAL, "farsta", "Fler i skolan", external_id="4")
ACTIVITY = ExternalItem(
    "r2",
    ItemKind.BOARD_ACTIVITY,
    "farsta",
    "Öka närvaron",
    parent="r1",
    contents={Part.ENDS: "2027-06-30"},
)


@pytest.fixture(autouse=True)
def _year(db: str) -> None:
    make_year()


def test_where_a_plan_is_kept() -> None:
    assert (masters_of(YEAR), master_of(YEAR, "farsta")) == ({}, None)
    every = Mastery(YEAR, None, "Stratsys", TODAY, "Åsa", "ILS")
    one = Mastery(YEAR, "farsta", "Hypergene", TODAY, "Åsa")
    set_master(every)
    set_master(one)
    assert masters_of(YEAR) == {None: every, "farsta": one}
    assert [keeper(masters_of(YEAR), key) for key in ("farsta", "jarva")] == [one, every]
    with pytest.raises(IntegrityError), transaction.atomic():
        set_master(every)
    end_master(YEAR, None, by="Åsa", day=TODAY)
    assert (master_of(YEAR, "jarva"), master_of(YEAR, "farsta")) == (None, one)


def test_every_revision_of_a_mapping_is_kept_and_the_last_applies() -> None:
    assert (mapping_of(YEAR, "Stratsys"), mapping_before(YEAR + 1, "Stratsys"), last_mapping(YEAR)) == (
        None,
    ) * 3
    for mapping in (ROW_MAPPING, LEVEL_MAPPING):
        add_mapping(YEAR, mapping, revision=next_revision(YEAR, "Stratsys"), by="Åsa", day=TODAY)
    kept = mapping_of(YEAR, "Stratsys")
    assert kept is not None
    assert (kept.revision, kept.mapping) == (2, LEVEL_MAPPING)
    assert mapping_before(YEAR + 1, "Stratsys") == last_mapping(YEAR) == kept
    assert latest_mappings(YEAR) == (kept,)


def test_a_file_stays_as_it_came_and_the_same_one_is_the_same() -> None:
    use = {"name": "e.csv", "year": YEAR, "by": "Åsa", "day": TODAY, "system": "Stratsys"}
    number = add_file("export", b"a;b", "0" * 64, **use)
    assert add_file("export", b"a;b", "0" * 64, **use) == number
    assert add_file("export", b"a;b", "0" * 64, **{**use, "system": "Annat"}) != number
    kept, content = file_of(number)
    assert (kept.name, kept.loaded, content) == ("e.csv", None, b"a;b")
    add_run(number, rows=1, outcome={"counts": {}}, by="Åsa", day=TODAY)
    assert [one.loaded for one in files_of(YEAR, ["export"])] == [None, TODAY]


def test_items_come_back_as_they_were_kept_and_change_in_place() -> None:
    file = add_file("export", b"x", "1" * 64, name="e", year=YEAR, by="Åsa", day=TODAY, system="S")
    run = add_run(file, rows=2, outcome={}, by="Åsa", day=TODAY)
    save_external_items(YEAR, "S", [KeptItem(GOAL, None, None), KeptItem(ACTIVITY, None, None)], run=run)
    goal, activity = external_items(YEAR, "S")
    assert (goal.item.title, goal.item.external_id, goal.item.parent) == ("Fler i skolan", "4", None)
    assert activity.item == replace(ACTIVITY, ref=activity.item.ref, parent=goal.item.ref)
    moved = replace(activity.item, organisation="jarva", parent=None, gone=True, contents={})
    save_external_items(YEAR, "S", [replace(activity, item=moved)], run=run)
    assert external_items(YEAR, "S") == (goal, KeptItem(moved, None, None))
    assert external_items(YEAR, "T") == ()


def test_a_council_item_is_linked_by_its_key() -> None:
    file = add_file("export", b"x", "1" * 64, name="e", year=YEAR, by="Åsa", day=TODAY, system="S")
    run = add_run(file, rows=1, outcome={}, by="Åsa", day=TODAY)
    item = ExternalItem("r", ItemKind.COUNCIL_INDICATOR, "farsta", "Behöriga elever")
    save_external_items(YEAR, "S", [KeptItem(item, None, "behoriga")], run=run)
    assert external_items(YEAR, "S")[0].council_item == "behoriga"


def test_days_are_days() -> None:
    set_master(Mastery(YEAR, None, "S", date(2027, 1, 2), "Åsa"))
    assert masters_of(YEAR)[None].since == date(2027, 1, 2)
