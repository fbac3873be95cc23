"""A fake PxWeb with a made-up table, and an asker that does not wait."""

from collections.abc import Iterator

import pytest

from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.pxweb.client_v1 import PxWebV1Client
from fardplan.sources.pxweb.client_v2 import PxWebClient
from tests.sources.asking.scripted import Clock
from tests.sources.pxweb.tables import POPULATION


@pytest.fixture
def fake() -> Iterator[FakePxWeb]:
    with FakePxWeb([POPULATION], limits=FakeLimits(cells=100)) as server:
        yield server


@pytest.fixture
def asker() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(attempts=8, pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


@pytest.fixture
def client(fake: FakePxWeb, asker: HttpAsker) -> PxWebClient:
    return PxWebClient(asker, fake.v2)


@pytest.fixture
def old_client(fake: FakePxWeb, asker: HttpAsker) -> PxWebV1Client:
    return PxWebV1Client(asker, fake.v1, most_cells=100)
