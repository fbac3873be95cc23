"""Refreshes under every fault, cut off anywhere: nothing lost, nothing twice, never half an edition."""

import os
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from fardplan.evidence.store import EvidenceStore
from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, kpi_record
from fardplan.sources.asking.request import Answer, Request
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.refresh import Sources, refresh
from fardplan.vocabulary.errors import UnreachableError
from tests.evidence.test_disk import DiskThatLosesPower, PowerCut
from tests.usecases.test_refresh import asking_city, home

__all__ = ["asking_city", "home"]  # fixtures

NOW = datetime(2021, 3, 1, 12, tzinfo=UTC)
REFRESHES = 30
SEEDS = int(os.environ.get("FARDPLAN_SEEDS", "1"))
"""How many homes are refreshed so often: 34 of them make a thousand refreshes."""


class Unreliable:
    """Asks the fake without a network between; by chance it does not come through."""

    def __init__(self, fake: FakeKoladaServer, chance: random.Random) -> None:
        self.fake, self.chance = fake, chance

    def ask(self, request: Request, known: Answer | None = None) -> Answer:
        if self.chance.random() < 0.1:
            raise UnreachableError(f"{request.host} was not reached")
        address = "/" + request.full_address.split("/", 3)[3]
        said = self.fake.respond("GET", address, b"")
        if said.status != 200 or said.length is not None:
            raise UnreachableError(f"{request.host} answers {said.status}")
        answer = Answer(request, said.body, NOW)
        try:
            _ = answer.json
        except Exception as error:
            raise UnreachableError("no whole answer") from error
        return answer


def held(values: dict[int, float]) -> FakeKolada:
    of_city = [FakeValue("N15436", "9999", year, "T", value) for year, value in values.items()]
    return FakeKolada(of_city, kpis=(kpi_record("N15436", "Behöriga, andel (%)"),))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_the_figures_are_those_of_some_whole_answer(
    seed: int, home: Home, statistician: Actor
) -> None:
    """After every refresh, cut off or not, one of the answers is current, whole, and never an older one."""
    chance = random.Random(seed)
    values = dict.fromkeys(range(2010, 2020), 80.0)
    given, newest = [dict(values)], 0
    for number in range(REFRESHES):
        if chance.random() < 0.5:
            values = values | {chance.choice([*values]): round(80 + chance.random(), 1)}
            given.append(dict(values))
        faults = Faults(
            paging=chance.choice(list(Paging)),
            too_many=chance.choice([0, 0, 3]),
            down=chance.choice([0, 0, 4]),
            truncated=chance.choice([0, 0, 3]),
            broken_json=chance.choice([0, 0, 5]),
        )
        cut = chance.choice([None, chance.randrange(1, 40)])
        disk = DiskThatLosesPower(cut_before=cut, keeps=lambda: chance.random() < 0.5)
        home.__dict__["evidence"] = EvidenceStore(home.path / "evidence", disk=disk)
        fake = FakeKoladaServer(held(values), faults=faults)
        fake._server.server_close()  # asked without a network between
        now = NOW + timedelta(days=number)
        try:
            refresh(
                home,
                sources=Sources(Unreliable(fake, chance), "http://127.0.0.1/v3"),
                actor=statistician,
                now=now,
            )
        except PowerCut:
            disk.lose_power()
        home.__dict__["evidence"] = EvidenceStore(home.path / "evidence")
        newest = _check(home, given, newest)
    assert newest > 1


def _check(home: Home, given: list[dict[int, float]], newest: int) -> int:
    """Which of the answers is current; none before the first that came."""
    harmless = ("is not in the list", "is unfinished", "the figures themselves are whole")
    assert [one for one in home.evidence.verify() if not any(words in one for words in harmless)] == []
    current = home.evidence.series("behoriga")
    if not current:
        assert newest == 0
        return 0
    found = {item.period.year: item.value for item in current}
    assert len(found) == len(current)
    places = [place for place, answer in enumerate(given) if answer == found]
    assert places
    assert places[-1] >= newest
    editions = [
        tuple(sorted((item.period.year, item.value) for item in edition))
        for edition in home.evidence.editions("behoriga")
    ]
    assert all(earlier != later for earlier, later in pairwise(editions))
    return places[-1]
