"""What is asked for in parts is of one moment: a source that changes between two parts is read again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fardplan.fakes import kolada as fake_kolada
from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, kpi_record
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.asking.remembering import RecallingAsker, RememberingAsker, together
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import SnapshotStore
from fardplan.sources.kolada.client import KoladaClient
from fardplan.sources.pxweb.client_v1 import PxWebV1Client
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.usecases.actors import Actor
from fardplan.usecases.arrivals import Arrived, wanted_series
from fardplan.usecases.pxweb_arrivals import ask_pxweb
from fardplan.usecases.whole_answers import Keeping, is_one_state_of_kolada, read_whole
from fardplan.vocabulary.errors import SourceError, UnreachableError
from tests.sources.asking.scripted import Clock
from tests.usecases.conftest import TODAY
from tests.usecases.test_pxweb_arrivals import ASKED, TABLE, home_that_asks

NOW = datetime(2026, 11, 28, tzinfo=UTC)
ADDRESS = "http://127.0.0.1/v3"
YEARS = range(2005, 2025)
BEFORE = [FakeValue("N1", "9999", year, "T", 1.0) for year in YEARS]
AFTER = [replace(value, value=2.0, changed=date(2026, 11, 28)) for value in BEFORE]


class Ticking:
    """Answers of a fake, a second apart."""

    def __init__(self, fake: FakeKoladaServer) -> None:
        self.fake, self.now = fake, NOW

    def ask(self, request: Request, known: Answer | None = None) -> Answer:
        self.now += timedelta(seconds=1)
        said = self.fake.respond("GET", "/" + request.full_address.split("/", 3)[3], b"")
        assert said.status == 200
        return Answer(request, said.body, self.now)


class TickingClock(Clock):
    def now(self) -> datetime:
        self.passed += 1
        return super().now()


@pytest.fixture
def http() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(pace=Pace(10_000, 1.0)), timer=TickingClock())
    yield asking
    asking.close()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeKoladaServer:
    """A fake Kolada that gives twenty values on five pages."""
    monkeypatch.setattr(fake_kolada, "MOST_A_PAGE", 4)
    relative = Faults(paging=Paging.RELATIVE)
    data = FakeKolada(BEFORE, (kpi_record("N1", "Andel"),), revised=AFTER)
    server = FakeKoladaServer(data, faults=relative)
    server._server.server_close()  # asked without a network between
    return server


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots")


def read(asker: Keeping) -> set[float | None]:
    client = KoladaClient(asker, ADDRESS)
    values, answers = read_whole(
        asker, lambda: client.data(["N1"], ["9999"]), is_one_state_of_kolada(client, asker, ["N1"])
    )
    assert (len(values), len(answers)) == (20, 5)
    return {value.value for value in values}


def remembering(network: Ticking, store: SnapshotStore, **more: Any) -> RememberingAsker:
    return RememberingAsker(network, store, network.now, **more)


def test_pages_are_known_to_be_of_one_moment_by_asking_once_what_has_changed(
    fake: FakeKoladaServer, store: SnapshotStore
) -> None:
    network = Ticking(fake)

    assert read(remembering(network, store)) == {1.0}
    assert len(fake.calls) == 5 + 1
    assert fake.calls[-1][1] == "/v3/data/kpi/N1?from_date=2026-11-27&per_page=5000"
    # Kept as being of one moment, so that nobody need be asked about it once more.
    assert read(RecallingAsker(store)) == {1.0}
    assert read(remembering(network, store, fresh=timedelta(hours=1))) == {1.0}
    assert read(remembering(network, store)) == {1.0}
    assert len(fake.calls) == 5 + 1 + 5


@pytest.mark.parametrize("call", range(1, 14))
def test_a_revision_between_any_two_calls_is_taken_whole_or_not_at_all(
    fake: FakeKoladaServer, store: SnapshotStore, call: int
) -> None:
    fake.faults = Faults(paging=Paging.RELATIVE, revised=call)

    assert read(remembering(Ticking(fake), store)) in ({1.0}, {2.0})
    assert read(RecallingAsker(store)) in ({1.0}, {2.0})


def test_what_an_interrupted_refresh_left_is_not_mixed_with_what_came_later(
    fake: FakeKoladaServer, store: SnapshotStore
) -> None:
    network = Ticking(fake)
    first = remembering(network, store)
    pages = KoladaClient(first, ADDRESS)._all("data/kpi/N1/municipality/9999")
    for _ in range(9):
        next(pages)
    assert len(first.used) == 3
    fake.faults = Faults(paging=Paging.RELATIVE, revised=1)

    assert read(remembering(network, store, fresh=timedelta(hours=1))) == {2.0}


def test_what_is_kept_is_not_read_where_it_is_of_two_moments(
    fake: FakeKoladaServer, store: SnapshotStore
) -> None:
    network = Ticking(fake)
    read(remembering(network, store))
    fake.faults = Faults(paging=Paging.RELATIVE, revised=1)
    asker = remembering(network, store)
    pages = KoladaClient(asker, ADDRESS)._all("data/kpi/N1/municipality/9999")
    next(pages)

    with pytest.raises(UnreachableError) as error:
        read(RecallingAsker(store))
    assert str(error.value) == (
        "the answers that are kept were not given at one time, and may be of different editions\n"
        "Ask over the network: the same without --kept.\n"
        "Figures that were loaded before are as they were."
    )


def test_a_source_that_changes_all_the_time_is_left(
    fake: FakeKoladaServer, store: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(call: int) -> Any:
        values = [replace(value, value=float(call), changed=date(2026, 11, 28)) for value in BEFORE]
        return fake_kolada._items(values)

    monkeypatch.setattr(fake, "_current", changing)
    with pytest.raises(UnreachableError) as error:
        read(remembering(Ticking(fake), store))
    assert error.value.what == "the source changed while it was read, 3 times in a row"


def test_what_cannot_be_read_though_nothing_changed_is_told(store: SnapshotStore) -> None:
    asker = RecallingAsker(store)

    def strange() -> None:
        raise SourceError("there is 1 where a record was expected")

    with pytest.raises(SourceError, match="there is 1 where a record was expected"):
        read_whole(asker, strange, lambda found, answers: True)


def test_answers_are_together_where_one_held_until_the_next_began(store: SnapshotStore) -> None:
    def kept(page: str, second: int, body: bytes = b"[]") -> Any:
        asked = Request("http://127.0.0.1/v3", (("page", page),))
        return store.keep(Answer(asked, body, NOW + timedelta(seconds=second)))

    first, other = kept("1", 0), kept("2", 1)
    assert together([])
    assert together([first])
    assert not together([first, other])
    assert together([kept("1", 2), other])
    # It was something else meanwhile, and is what it was before.
    kept("1", 3, b"[1]")
    assert not together([kept("1", 4), other])
    assert together([kept("2", 5), kept("1", 4)])


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("call", range(1, 14))
def test_a_table_that_is_updated_between_any_two_calls_is_taken_whole_or_not_at_all(
    db: None,
    city: Path,
    tmp_path: Path,
    strategist: Actor,
    http: HttpAsker,
    version: int,
    call: int,
) -> None:
    """The table gets a year besides, which what was said of it before knows nothing of."""
    later = replace(TABLE, updated="2026-11-28T06:00:00Z")
    time = later.variables[-1]
    years = replace(time, labels={**time.labels, "2020": "2020"})
    values = tuple(float(100 + cell) for cell in range(54))
    later = replace(later, variables=(*later.variables[:-1], years), values=values)
    with FakePxWeb([TABLE], limits=FakeLimits(cells=5 if version == 2 else 1000)) as fake:
        address = {1: fake.v1, 2: fake.v2}[version]
        home = home_that_asks(city, tmp_path, strategist, ASKED | {"address": address, "version": version})
        fake._table = lambda key, heard: later if heard.call >= call else TABLE  # type: ignore[method-assign]
        asker = RememberingAsker(http, home.snapshots, NOW)
        [arrived] = ask_pxweb(home, wanted_series(home), asker, TODAY)

    assert isinstance(arrived, Arrived), arrived
    assert len(arrived.observations) in (12, 18)
    assert {(item.value or 0) >= 100 for item in arrived.observations} == {len(arrived.observations) == 18}


@pytest.mark.parametrize("version", [1, 2])
def test_what_is_refused_by_what_was_recalled_is_asked_for_anew(
    db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker, version: int
) -> None:
    """A year was taken back within the hour: what was said of the table before names it still."""
    time = TABLE.variables[-1]
    shorter = replace(
        TABLE,
        variables=(*TABLE.variables[:-1], replace(time, labels={"2018": "2018"})),
        values=TABLE.values[:18],
        updated="2026-11-28T06:00:00Z",
    )
    with FakePxWeb([TABLE]) as fake:
        address = {1: fake.v1, 2: fake.v2}[version]
        home = home_that_asks(city, tmp_path, strategist, ASKED | {"address": address, "version": version})
        first = RememberingAsker(http, home.snapshots, http.timer.now())
        client = PxWebV1Client(first, address) if version == 1 else PxWebClient(first, address)
        client.metadata("TAB1")
        fake.tables = {"TAB1": shorter}
        asker = RememberingAsker(http, home.snapshots, http.timer.now(), timedelta(hours=1))
        [arrived] = ask_pxweb(home, wanted_series(home), asker, TODAY)

    assert isinstance(arrived, Arrived), arrived
    assert {str(item.period) for item in arrived.observations} == {"2018"}
    assert asker.recalled == []
