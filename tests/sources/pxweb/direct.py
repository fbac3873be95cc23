"""Asking a fake without a network between, for laws that ask thousands of times."""

from dataclasses import dataclass

from fardplan.fakes.serving import FakeServer
from fardplan.sources.asking.request import Answer, Request
from tests.sources.asking.scripted import NOON


@dataclass
class Directly:
    """Asks the fake without a network between."""

    fake: FakeServer

    def ask(self, request: Request) -> Answer:
        address = request.full_address.removeprefix(self.fake.address)
        said = self.fake.respond(request.method, address, request.body or b"")
        assert said.status == 200
        return Answer(request, said.body, NOON)
