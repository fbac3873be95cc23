"""Snapshots: whole or not at all, each answer once, and asking with and without them."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fardplan.sources.asking.remembering import RecallingAsker, RememberingAsker
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import Snapshot, SnapshotStore
from fardplan.vocabulary.errors import StorageError, UnreachableError
from tests.evidence.test_disk import DiskThatLosesPower, PowerCut

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ASKED = Request("https://api.kolada.se/v3/data/kpi/N15436", (("per_page", "5000"),))
OTHER = Request("https://api.kolada.se/v3/data/kpi/N15436", (("per_page", "100"),))


def answer(body: bytes, days: int = 0, etag: str | None = None) -> Answer:
    return Answer(ASKED, body, MONDAY + timedelta(days=days), etag)


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots")


def test_nothing_is_kept_of_what_was_never_asked(store: SnapshotStore) -> None:
    assert store.newest(ASKED) is None
    assert store.history(ASKED) == ()
    assert store.problems() == ()


def test_an_answer_is_kept_as_it_came(store: SnapshotStore) -> None:
    kept = store.keep(answer(b'{"values": [1]}', etag='"a"'), licence="CC BY 4.0")

    assert kept == Snapshot(
        address="https://api.kolada.se/v3/data/kpi/N15436?per_page=5000",
        body=None,
        accept="application/json",
        asked=MONDAY,
        seen=MONDAY,
        checksum=answer(b'{"values": [1]}').checksum,
        size=15,
        etag='"a"',
        licence="CC BY 4.0",
    )
    assert store.newest(ASKED) == kept
    assert store.answer(ASKED, kept) == answer(b'{"values": [1]}', etag='"a"')
    assert store.newest(OTHER) is None


def test_the_same_answer_again_is_only_noted_as_seen(store: SnapshotStore) -> None:
    first = store.keep(answer(b"[1]"))
    again = store.keep(answer(b"[1]", days=7, etag='"b"'))

    assert again == first.model_copy(update={"seen": MONDAY + timedelta(days=7), "etag": '"b"'})
    assert store.history(ASKED) == (first,)
    assert store.newest(ASKED) == again


def test_another_answer_leaves_the_first_readable(store: SnapshotStore) -> None:
    first, second = store.keep(answer(b"[1]")), store.keep(answer(b"[2]", days=1))
    back = store.keep(answer(b"[1]", days=2))

    assert store.history(ASKED) == (first, second)
    two_days_later = MONDAY + timedelta(days=2)
    assert back == first.model_copy(update={"seen": two_days_later, "since": two_days_later})
    assert store.newest(ASKED) == back
    assert [store.answer(ASKED, item).body for item in (first, second)] == [b"[1]", b"[2]"]


def test_what_was_posted_is_kept_with_the_answer(store: SnapshotStore) -> None:
    posted = Request("http://127.0.0.1:8001/v1/tab", body='{"query": "å"}'.encode())
    store.keep(Answer(posted, b"{}", MONDAY))

    found = store.newest(posted)
    assert found is not None
    assert found.body == '{"query": "å"}'
    assert store.problems() == ()


def test_a_damaged_answer_is_told_and_never_read(store: SnapshotStore) -> None:
    kept = store.keep(answer(b"[1]"))
    [path] = store.folder.rglob("*.gz")
    path.write_bytes(path.read_bytes()[:-4])

    with pytest.raises(StorageError, match="is not as it was written") as error:
        store.answer(ASKED, kept)
    assert error.value.where == str(path)
    assert store.problems() == (
        f"{path}: what a source answered is not as it was written: the file is damaged or absent",
    )


def test_an_answer_that_is_another_is_never_read(store: SnapshotStore) -> None:
    kept, other = store.keep(answer(b"[1]")), store.keep(answer(b"[2]"))
    folder = next(store.folder.rglob("newest")).parent
    (folder / f"{other.checksum}.gz").replace(folder / f"{kept.checksum}.gz")

    with pytest.raises(StorageError, match="is not as it was written"):
        store.answer(ASKED, kept)


@pytest.mark.parametrize("seed", range(40))
def test_a_power_cut_anywhere_leaves_whole_answers(seed: int, tmp_path: Path) -> None:
    """Whatever of the second answer reached the disk, the first or the second is the newest, and whole."""
    chance = random.Random(seed)
    folder = tmp_path / "snapshots"
    SnapshotStore(folder).keep(answer(b"[1]"))
    power = DiskThatLosesPower(cut_before=chance.randrange(1, 14), keeps=lambda: chance.random() < 0.5)
    try:
        SnapshotStore(folder, disk=power).keep(answer(b"[2]", days=1))
    except PowerCut:
        power.lose_power()

    after = SnapshotStore(folder)
    newest = after.newest(ASKED)
    assert newest is not None
    assert after.answer(ASKED, newest).body in (b"[1]", b"[2]")
    assert after.keep(answer(b"[2]", days=2)).seen == MONDAY + timedelta(days=2)
    assert after.problems() == ()


class Sending:
    """A source with a new answer for each time it is asked; None: that which is known still holds."""

    def __init__(self, *bodies: bytes | None) -> None:
        self.bodies: Iterator[bytes | None] = iter(bodies)
        self.known: list[Answer | None] = []

    def ask(self, request: Request, known: Answer | None = None) -> Answer:
        self.known.append(known)
        body = next(self.bodies)
        if body is None:
            assert known is not None
            body = known.body
        return Answer(request, body, MONDAY + timedelta(days=1))


def test_an_older_answer_is_shown_to_the_source_and_what_comes_is_kept(store: SnapshotStore) -> None:
    first = store.keep(answer(b"[1]", etag='"a"'))
    sending = Sending(None, b"[2]")
    days = (MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    askers = [RememberingAsker(sending, store, day, licence="CC0") for day in days]

    assert [asking.ask(ASKED).body for asking in askers] == [b"[1]", b"[2]"]
    assert sending.known[0] == answer(b"[1]", etag='"a"')
    used = [item for asking in askers for item in asking.used]
    assert [item.checksum for item in used] == [first.checksum, answer(b"[2]").checksum]
    assert [item.licence for item in used] == [None, "CC0"]


def test_what_was_just_answered_is_not_asked_again(store: SnapshotStore) -> None:
    store.keep(answer(b"[1]"))
    nobody = Sending()
    later = RememberingAsker(nobody, store, MONDAY + timedelta(minutes=59), fresh=timedelta(hours=1))

    assert later.ask(ASKED).body == b"[1]"
    assert nobody.known == []

    too_late = RememberingAsker(
        Sending(b"[2]"), store, MONDAY + timedelta(minutes=60), fresh=timedelta(hours=1)
    )
    assert too_late.ask(ASKED).body == b"[2]"


def test_a_damaged_answer_is_asked_for_again(store: SnapshotStore) -> None:
    store.keep(answer(b"[1]"))
    [path] = store.folder.rglob("*.gz")
    path.write_bytes(b"")
    sending = Sending(b"[2]")

    asking = RememberingAsker(sending, store, MONDAY, fresh=timedelta(days=1))
    assert asking.ask(ASKED).body == b"[2]"
    assert sending.known == [None]


def test_without_a_network_the_newest_answer_is_recalled(store: SnapshotStore) -> None:
    store.keep(answer(b"[1]"))
    newest = store.keep(answer(b"[2]", days=1))
    recalling = RecallingAsker(store)

    assert recalling.ask(ASKED).body == b"[2]"
    assert recalling.used == [newest]
    with pytest.raises(UnreachableError, match=r"api\.kolada\.se has never answered this"):
        recalling.ask(OTHER)


def test_what_is_damaged_hinders_no_other_answer(store: SnapshotStore) -> None:
    store.keep(answer(b"[1]"))
    store.keep(answer(b"[1]", days=7))
    [said] = store.folder.glob("*/*/*.json")
    assert store.last_seen() == {answer(b"[1]").checksum: MONDAY + timedelta(days=7)}
    said.write_text("{")
    second = store.keep(answer(b"[2]", days=8))

    assert store.newest(ASKED) == second
    assert store.last_seen() == {answer(b"[2]").checksum: MONDAY + timedelta(days=8)}
    with pytest.raises(StorageError):
        store.everything()
