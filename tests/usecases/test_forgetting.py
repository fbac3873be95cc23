"""Old answers of sources are forgotten, all or none, and never those that figures rest on."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import SnapshotStore
from fardplan.store.models import AuditEvent
from fardplan.usecases.actors import Actor
from fardplan.usecases.approvals import approve, decline, waiting
from fardplan.usecases.forgetting import Forgotten, forget_answers
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import InputError, PermissionDenied, StorageError
from tests.evidence.test_disk import DiskThatLosesPower, PowerCut
from tests.sources.asking.test_snapshots import ASKED, MONDAY, answer
from tests.usecases.test_refresh import (
    LATER,
    NOW,
    YEARS,
    asker,
    asking_city,
    held,
    home,
    known,
    refreshed,
)

__all__ = ["asker", "asking_city", "home"]  # fixtures

TODAY = date(2030, 1, 1)


def checksums(home: Home) -> set[str]:
    return {one.checksum for one in home.snapshots.everything()}


def test_answers_that_any_edition_rests_on_are_kept_whether_current_earlier_or_waiting(
    home: Home, asker: object, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2019: 85.3}), statistician, LATER)
    refreshed(home, asker, held(YEARS | {2019: 85.3, 2021: 40.0}), statistician, LATER + timedelta(days=1))
    assert len(waiting(home)) == 1
    before = checksums(home)
    # Asked for, and never part of an edition.
    refreshed(home, asker, held(YEARS | {2019: 85.4}), statistician, LATER + timedelta(days=2), trial=True)
    idle = checksums(home) - before
    assert len(idle) == 1

    told = forget_answers(home, TODAY, actor=statistician, today=TODAY, trial=True)
    assert (told.answers, told.saved) == (1, False)
    assert checksums(home) == before | idle
    told = forget_answers(home, TODAY, actor=statistician, today=TODAY)

    assert told == Forgotten(1, told.size, in_use=len(home.snapshots.everything()), recent=0, saved=True)
    assert told.size > 0
    assert checksums(home) == before
    rested = {
        checksum
        for store in (home.evidence, home.waiting)
        for vintage in store.vintages("behoriga")
        for checksum in vintage.answers
    }
    assert rested <= before
    assert home.snapshots.problems() == ()
    row = AuditEvent.objects.get(action="forget answers")
    assert row.after == {"before": "2030-01-01", "answers": 1, "bytes": told.size}


def test_what_was_declined_keeps_what_it_rested_on(home: Home, asker: object, statistician: Actor) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    decline(home, "behoriga", actor=statistician, today=LATER.date())
    before = checksums(home)
    forget_answers(home, TODAY, actor=statistician, today=TODAY)

    assert checksums(home) == before


def test_everything_goes_on_as_before_when_answers_are_forgotten(
    home: Home, asker: object, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician, trial=True)
    told = forget_answers(home, TODAY, actor=statistician, today=TODAY)
    assert (told.answers, told.in_use) == (2, 0)
    assert home.snapshots.everything() == ()
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    refreshed(home, asker, held(YEARS | {2021: 95.0}), statistician, LATER + timedelta(days=1))
    approve(home, "behoriga", actor=statistician, today=LATER.date())

    assert known(home)["2021"] == 95.0


def test_what_has_been_seen_since_the_day_is_kept(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    store.keep(answer(b"[1]"))
    store.keep(answer(b"[1]", days=7))
    store.keep(answer(b"[2]", days=8))

    assert [(one.checksum, one.seen) for one in store.history(ASKED)] == [
        (answer(b"[1]").checksum, MONDAY + timedelta(days=7)),
        (answer(b"[2]").checksum, MONDAY + timedelta(days=8)),
    ]
    assert {one.checksum for one in store.everything()} == {one.checksum for one in store.history(ASKED)}


def test_a_day_to_come_and_a_stranger_are_refused(home: Home, statistician: Actor, visitor: Actor) -> None:
    with pytest.raises(InputError) as error:
        forget_answers(home, TODAY + timedelta(days=1), actor=statistician, today=TODAY)
    assert str(error.value) == (
        "2030-01-02 has not come yet\nWrite a day no later than today, 2030-01-01.\nNothing was forgotten."
    )
    with pytest.raises(PermissionDenied):
        forget_answers(home, TODAY, actor=visitor, today=TODAY)


@pytest.mark.parametrize("folder", ["evidence", "waiting", "snapshots"])
def test_nothing_is_forgotten_where_it_cannot_be_told_what_is_in_use(
    home: Home, asker: object, statistician: Actor, folder: str
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    name = "newest" if folder == "snapshots" else "manifest.json"
    damaged = next(iter((home.path / folder).rglob(name)))
    damaged.write_text("{")
    files = sorted(home.path.rglob("snapshots/*/*/*"))

    with pytest.raises(StorageError):
        forget_answers(home, TODAY, actor=statistician, today=TODAY)
    assert sorted(home.path.rglob("snapshots/*/*/*")) == files


@pytest.mark.parametrize("seed", range(3))
def test_forgetting_that_is_cut_off_anywhere_is_finished_or_never_began(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    steps, finished = 0, False
    while not finished:
        folder = tmp_path / f"{steps}"
        kept = SnapshotStore(folder)
        wanted = [kept.keep(_answer(page, b"old")) for page in range(3)]
        stays = [kept.keep(_answer(page, b"new")) for page in (0, 3)]
        disk = DiskThatLosesPower(steps, keeps=lambda: chance.random() < 0.5)
        try:
            SnapshotStore(folder, disk=disk).forget(wanted)
            finished = True
            disk.lose_power()
        except PowerCut:
            steps += 1
        kept.sweep()
        there = {(one.address, one.checksum) for one in kept.everything()}
        without = {(one.address, one.checksum) for one in stays}
        assert there == without or there == without | {(one.address, one.checksum) for one in wanted}
        assert not finished or there == without
        assert kept.problems() == ()
        assert [path.name for path in folder.glob("*") if path.is_file()] == []
    assert steps > 8


def _answer(page: int, body: bytes) -> Answer:
    asked: datetime = MONDAY if body == b"old" else NOW
    return Answer(Request("http://127.0.0.1/v3", (("page", str(page)),)), body, asked)


def test_a_body_that_nothing_is_said_of_is_swept_away(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    kept = store.keep(answer(b"[1]"))
    [said] = tmp_path.glob("*/*/*.json")
    left = said.with_name(f"{'0' * 64}.gz")
    left.write_bytes(b"cut off")
    store.sweep()

    assert not left.exists()
    assert store.answer(ASKED, kept).body == b"[1]"
