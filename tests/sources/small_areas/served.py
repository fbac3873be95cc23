"""Small areas as a map server has them, made up for tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fardplan.fakes.wfs.layers import FakeLayer, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.sources.asking.refusals import refusal
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.wfs.client import WfsClient
from tests.sources.asking.scripted import NOON

CITY = "9999"
REGSO, DESO = made_up_layers((CITY,), across=2, up=1)


@dataclass
class Direct:
    """Asks the fake without a network between."""

    fake: FakeWfs

    def ask(self, request: Request) -> Answer:
        said = self.fake.respond(request.method, request.full_address.removeprefix(self.fake.address), b"")
        if said.status != 200:
            raise refusal(request, said.status, said.body)
        return Answer(request, said.body, NOON)


def client(fake: FakeWfs) -> WfsClient:
    return WfsClient(Direct(fake), fake.wfs)


def changed(layer: FakeLayer, at: int, /, **properties: Any) -> FakeLayer:
    """The layer with other properties of one feature; None takes a property away from all."""
    features = [
        {**item, "properties": _changed(item["properties"], properties, here=place == at)}
        for place, item in enumerate(layer.features)
    ]
    return FakeLayer(layer.name, features)


def _changed(found: Mapping[str, Any], changes: Mapping[str, Any], *, here: bool) -> dict[str, Any]:
    kept = {name: value for name, value in found.items() if changes.get(name, "") is not None}
    return {**kept, **{name: value for name, value in changes.items() if here and value is not None}}


def renamed(layer: FakeLayer, names: Mapping[str, str]) -> FakeLayer:
    """The layer with its properties called something else."""
    features = [
        {**item, "properties": {names.get(name, name): value for name, value in item["properties"].items()}}
        for item in layer.features
    ]
    return FakeLayer(layer.name, features)


def codes(areas: Any) -> Iterator[str]:
    return (item.code for item in areas.areas)
