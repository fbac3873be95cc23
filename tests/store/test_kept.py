"""What is kept in memory is what a fresh reading gives, whoever has written meanwhile and however."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.config.settings import database as described
from fardplan.presentation.log_words import ACTIONS
from fardplan.store import kept
from fardplan.store.audit import record
from fardplan.store.kept import Rests, changed_by, reading
from fardplan.store.models import AuditEvent, Organisation
from fardplan.store.organisations import organisations
from tests.databases import standing_in


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Tables whose changes are committed, as a server meets them."""
    settings = described(None, tmp_path_factory.mktemp("home"))
    with django_db_blocker.unblock(), standing_in(settings):
        call_command("migrate", verbosity=0, interactive=False)
        record("Kim", "create home", "home")
        yield settings


@pytest.fixture(autouse=True)
def city(home: dict[str, Any]) -> None:
    """Two organisations with the names that they begin every test with."""
    with transaction.atomic():
        name("norra", "Norra")
        name("sodra", "Södra")
        record("Kim", "bring organisations", "city")


def name(key: str, words: str) -> None:
    Organisation.objects.update_or_create(key=key, defaults={"name_sv": words, "kind": "board"})


def names() -> list[str]:
    return [item.name.sv for item in organisations()]


def written(key: str, words: str, action: str = "bring organisations") -> None:
    """A change and its entry, as every use case commits them."""
    with transaction.atomic():
        name(key, words)
        record("Kim", action, key)


def by_another(home: dict[str, Any], *change: str) -> None:
    """The same by another process: with a connection of its own, and nothing that this one keeps."""

    def work() -> None:
        with standing_in(home):
            written(*change)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def test_what_nobody_has_changed_is_read_once():
    with reading():
        first = organisations()
    with CaptureQueriesContext(connection) as asked, reading():
        assert organisations() is first
        assert organisations() is first
    assert [query["sql"].split()[1].split(".")[0] for query in asked.captured_queries] == [
        '"store_auditevent"'
    ]


def test_outside_a_reading_every_answer_is_fresh():
    with reading():
        organisations()
    Organisation.objects.filter(key="norra").update(name_sv="Utan logg")
    assert names() == ["Utan logg", "Södra"]


def test_what_another_process_has_changed_is_read_anew(home):
    with reading():
        names()
    by_another(home, "norra", "Nya Norra")
    with reading():
        assert names() == ["Nya Norra", "Södra"]
        by_another(home, "norra", "Under tiden")
        assert names() == ["Nya Norra", "Södra"]
    with reading():
        assert names() == ["Under tiden", "Södra"]


def test_what_one_has_written_oneself_is_seen_at_once():
    with reading():
        names()
        written("norra", "Nya Norra")
        assert names() == ["Nya Norra", "Södra"]


def test_what_is_rolled_back_was_never_kept():
    with reading():
        names()
        with transaction.atomic():
            name("norra", "Ångrat")
            assert names() == ["Ångrat", "Södra"]
            record("Kim", "bring organisations", "norra")
            assert names() == ["Ångrat", "Södra"]
            transaction.set_rollback(True)
        assert names() == ["Norra", "Södra"]
    written("sodra", "Nya Södra")
    with reading():
        assert names() == ["Norra", "Nya Södra"]


def test_what_changes_nothing_of_it_leaves_it():
    with reading():
        first = organisations()
    for action in ("follow up", "sign in", "change plan"):
        record("Kim", action, "x")
        with reading():
            assert organisations() is first
    record("Kim", "what nobody knows", "x")
    with reading():
        assert organisations() is not first


def test_another_log_is_another_city():
    """A copy that was put back: its last entry has the same number, and another seal."""
    with reading():
        names()
    last = AuditEvent.objects.order_by("-number").first()
    assert last is not None
    kept._shelf._seen = (last.number, "another seal")
    Organisation.objects.filter(key="norra").update(name_sv="Tillbaka")
    with reading():
        assert names() == ["Tillbaka", "Södra"]


def test_a_shorter_log_is_another_city():
    with reading():
        names()
    kept._shelf._seen = (10**9, "not written yet")
    Organisation.objects.filter(key="norra").update(name_sv="Tillbaka")
    with reading():
        assert names() == ["Tillbaka", "Södra"]


def test_a_long_backlog_is_not_looked_through(monkeypatch):
    monkeypatch.setattr(kept, "BACKLOG", 3)
    with reading():
        first = organisations()
    for _ in range(3):
        record("Kim", "sign in", "x")
    with reading():
        assert organisations() is not first


def test_those_asked_for_longest_ago_go_first(monkeypatch):
    monkeypatch.setattr(kept, "ROOM", 2)
    days = [date(2027, 1, day) for day in (1, 2, 3)]
    with reading():
        first, second, third = (organisations(day=day) for day in days)
        assert organisations(day=days[1]) is second
        assert organisations(day=days[2]) is third
        assert organisations(day=days[0]) is not first


def test_what_was_read_before_a_change_is_not_kept_after_it(home):
    """A slow reading ends when another has seen that its answer is old."""
    shelf = kept._shelf
    turn = shelf.turns()[Rests.FRAME]
    by_another(home, "norra", "Nya Norra")
    assert shelf.turns()[Rests.FRAME] == turn + 1
    shelf.keep(Rests.FRAME, turn, "key", "old")
    assert shelf.find(Rests.FRAME, turn, "key") is None
    assert shelf.find(Rests.FRAME, turn + 1, "key") is None
    shelf.keep(Rests.FRAME, turn + 1, "key", "new")
    assert shelf.find(Rests.FRAME, turn + 1, "key") == "new"


def test_who_looked_at_the_log_too_late_changes_nothing():
    shelf = kept._shelf
    shelf.turns()
    seen = shelf._seen
    record("Kim", "sign in", "x")
    old = shelf.turns()
    shelf._see_since(seen, [])
    assert shelf.turns() == old


def test_an_empty_log_keeps_nothing(tmp_path, home, django_db_blocker):
    with standing_in(described(None, tmp_path)):
        call_command("migrate", verbosity=0, interactive=False)
        for words in ("Norra", "Nya Norra"):
            name("norra", words)
            with reading():
                assert names() == [words]


def test_every_action_named_here_is_one_of_the_log():
    assert ACTIONS.keys() >= kept._NOTHING | kept._PLANS
    assert changed_by("open year") == changed_by("of tomorrow") == frozenset(Rests)
    assert changed_by("change plan") == frozenset({Rests.PLANS})
    assert changed_by("follow up") == frozenset()


STEPS = st.sampled_from(["read", "write", "another writes", "roll back", "sign in", "change plan"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(st.lists(st.tuples(STEPS, st.sampled_from(["norra", "sodra"])), max_size=12))
def test_whatever_happens_the_answer_is_that_of_a_fresh_reading(home, steps):
    for number, (step, key) in enumerate(steps):
        with reading():
            assert organisations() == organisations.__wrapped__()
            if step == "write":
                written(key, f"{key} {number}")
            elif step == "another writes":
                by_another(home, key, f"{key} {number}")
            elif step == "roll back":
                with transaction.atomic():
                    written(key, f"{key} {number}")
                    transaction.set_rollback(True)
            elif step != "read":
                record("Kim", step, key)
            if step != "another writes":
                assert organisations() == organisations.__wrapped__()
