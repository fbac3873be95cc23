"""The client of map servers before a fake one: every feature once whatever the paging, or an error."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from fardplan.fakes.faults import Faults
from fardplan.fakes.serving import FakeServer
from fardplan.fakes.wfs.layers import FakeLayer, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.asking.refusals import refusal
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.wfs.client import Wanted, WfsClient
from fardplan.sources.wfs.reading import east_and_north
from fardplan.vocabulary.errors import InputError, RefusedError, SourceError, UnreachableError
from tests.sources.asking.scripted import NOON, Clock

REGSO = Wanted("stat:RegSO_2025", "regsokod", {"kommunkod": "0180"}, 3006)
EVERYWHERE = Wanted("stat:RegSO_2025", "regsokod", {}, 3006)


@pytest.fixture
def fake() -> Iterator[FakeWfs]:
    with FakeWfs(made_up_layers()) as server:
        yield server


@pytest.fixture
def asker() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(attempts=8, pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


def test_layers_and_their_properties(fake: FakeWfs, asker: HttpAsker) -> None:
    client = WfsClient(asker, fake.wfs)
    assert client.layers() == ("stat:RegSO_2025", "stat:DeSO_2025")
    assert client.properties("stat:DeSO_2025")[:4] == ("geom", "objectid", "objekttyp", "desokod")
    with pytest.raises(InputError, match=r"no layer 'stat:DeSO_25'\n.*Did you mean 'stat:DeSO_2025'\?"):
        client.properties("stat:DeSO_25")


def test_a_server_may_leave_out_the_workspace_before_a_name() -> None:
    listed = b"<FeatureTypeList><FeatureType><Name>RegSO_2025</Name></FeatureType></FeatureTypeList>"
    form = {"featureTypes": [{"typeName": "RegSO_2025", "properties": [{"name": "regsokod"}]}]}
    client = WfsClient(Saying(listed, form), "https://x.example/wfs")
    assert client.properties("stat:RegSO_2025") == ("regsokod",)


def test_features_of_a_municipality_in_one_call(fake: FakeWfs, asker: HttpAsker) -> None:
    found = WfsClient(asker, fake.wfs).features(REGSO)
    assert [item.properties["regsokod"] for item in found] == [f"0180R00{number}" for number in range(1, 7)]
    assert found[0].id == "RegSO_2025.1"
    assert found[0].geometry is not None
    assert found[0].geometry.equals(box(500_000, 6_500_000, 501_000, 6_501_000))
    assert len(fake.calls) == 1


def test_some_properties_without_the_border(fake: FakeWfs, asker: HttpAsker) -> None:
    wanted = Wanted("stat:DeSO_2025", "desokod", {"kommunkod": "1280"}, 3006, ("desokod", "regsokod"))
    first, *others = WfsClient(asker, fake.wfs).features(wanted)
    assert (dict(first.properties), first.geometry) == (
        {"desokod": "1280C1010", "regsokod": "1280R001"},
        None,
    )
    assert len(others) == 11


def test_all_pages_but_the_last_are_asked_for_again(fake: FakeWfs, asker: HttpAsker) -> None:
    found = WfsClient(asker, fake.wfs, most=7).features(EVERYWHERE)
    assert len(found) == len({item.id for item in found}) == 18
    starts = [call.partition("startIndex=")[2].partition("&")[0] for _, call in fake.calls]
    assert starts == ["0", "7", "14", "0", "7"]


def test_a_server_that_gives_less_than_it_is_asked_for(asker: HttpAsker) -> None:
    with FakeWfs(made_up_layers(), most=5) as fake:
        assert len(WfsClient(asker, fake.wfs).features(EVERYWHERE)) == 18


def test_an_exception_is_told_in_the_server_s_words_whatever_its_status(
    fake: FakeWfs, asker: HttpAsker
) -> None:
    client = WfsClient(asker, fake.wfs)
    with pytest.raises(RefusedError, match="answers 400 Bad Request: Illegal property name: kod"):
        client.features(Wanted("stat:RegSO_2025", "kod", {}, 3006))
    fake.faults = Faults(exception=1)
    calls = len(fake.calls)
    with pytest.raises(RefusedError, match="an exception: NoApplicableCode: java"):
        client.features(REGSO)
    assert len(fake.calls) == calls + 1


def test_a_quote_in_a_name_is_no_end_of_it(fake: FakeWfs, asker: HttpAsker) -> None:
    wanted = Wanted("stat:RegSO_2025", "regsokod", {"regsonamn": "d'Artagnans ' OR '1'='1"}, 3006)
    assert WfsClient(asker, fake.wfs).features(wanted) == ()


@pytest.mark.parametrize(
    "faults", [Faults(too_many=2), Faults(down=2), Faults(truncated=2), Faults(broken_json=2)]
)
def test_faults_that_pass_change_nothing(asker: HttpAsker, faults: Faults) -> None:
    with FakeWfs(made_up_layers(), faults=faults) as fake:
        assert len(WfsClient(asker, fake.wfs, most=5).features(EVERYWHERE)) == 18


def test_a_server_that_is_down_gives_nothing_at_all(asker: HttpAsker) -> None:
    with FakeWfs(made_up_layers(), faults=Faults(down=1)) as fake, pytest.raises(UnreachableError):
        WfsClient(asker, fake.wfs).features(REGSO)


def test_another_page_s_features_are_never_given_for_those_that_were_lost(asker: HttpAsker) -> None:
    with FakeWfs(made_up_layers(), faults=Faults(lost=2)) as fake:
        with pytest.raises(SourceError, match=r"the feature 'RegSO_2025\.\d+' came twice"):
            WfsClient(asker, fake.wfs, most=4).features(EVERYWHERE)
        fake.faults = Faults(lost=1)
        with pytest.raises(SourceError, match="6 features are promised, and 5 have come"):
            WfsClient(asker, fake.wfs).features(REGSO)


@dataclass
class Plain:
    """Asks the fake without a network between and takes every answer as it comes."""

    fake: FakeServer

    def ask(self, request: Request) -> Answer:
        said = self.fake.respond(request.method, request.full_address.removeprefix(self.fake.address), b"")
        if said.status != 200:
            raise refusal(request, said.status, said.body)
        return Answer(request, said.body, NOON)


def layer(codes: list[int], version: str) -> list[dict[str, Any]]:
    corners = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    return [
        {
            "type": "Feature",
            "id": f"A.{code}",
            "geometry": {"type": "Polygon", "coordinates": corners},
            "properties": {"kod": f"{code:04d}", "kommunkod": "0180", "version": version},
        }
        for code in codes
    ]


codes = st.lists(st.integers(0, 99), unique=True, max_size=30)
every = st.integers(0, 4)
faulty = st.builds(
    Faults,
    too_many=every,
    down=every,
    truncated=every,
    broken_json=every,
    exception=every,
    lost=every,
    revised=st.integers(0, 8),
)


@given(codes=codes, most=st.integers(1, 40), served=st.integers(1, 40))
def test_whatever_the_size_of_a_page_all_features_come_once(codes: list[int], most: int, served: int) -> None:
    with FakeWfs([FakeLayer("stat:A", layer(codes, "v1"))], most=served) as fake:
        found = WfsClient(Plain(fake), fake.wfs, most=most).features(
            Wanted("stat:A", "kod" if codes else "", {"kommunkod": "0180"} if codes else {}, 3006)
        )
    assert [item.properties["kod"] for item in found] == [f"{code:04d}" for code in sorted(codes)]


@given(codes=codes, later=codes, most=st.integers(1, 40), faults=faulty)
def test_whatever_goes_wrong_all_of_one_edition_comes_or_an_error(
    codes: list[int], later: list[int], most: int, faults: Faults
) -> None:
    """Never a part of it, and never something of one edition and something of the next."""
    editions = [[(f"{code:04d}", name) for code in sorted(at)] for at, name in ((codes, "v1"), (later, "v2"))]
    held = FakeLayer("stat:A", layer(codes, "v1"), revised=layer(later, "v2"))
    with FakeWfs([held], faults=faults) as fake:
        try:
            found = WfsClient(Plain(fake), fake.wfs, most=most).features(Wanted("stat:A", "", {}, 3006))
        except SourceError:
            return
    told = sorted((item.properties["kod"], item.properties["version"]) for item in found)
    assert told in editions


class Saying:
    """Answers with documents, one after another, the last one again and again."""

    def __init__(self, *documents: Any) -> None:
        self.documents = list(documents)

    def ask(self, request: Request) -> Answer:
        document = self.documents.pop(0) if len(self.documents) > 1 else self.documents[0]
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return Answer(request, body, datetime(2026, 11, 28, tzinfo=UTC))


SYSTEM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}


def one(**changes: Any) -> dict[str, Any]:
    return {"id": "A.1", "properties": {"kod": "1"}, "geometry": SQUARE} | changes


def page(*features: Any, **changes: Any) -> dict[str, Any]:
    told = {"numberMatched": len(features), "numberReturned": len(features), "crs": SYSTEM}
    return {"type": "FeatureCollection", "features": list(features), **told, **changes}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], r"there is \[\] where a collection of features was expected"),
        ({"type": "Feature"}, "the answer is no collection of features"),
        (page(one(), numberReturned=2), "2 features are said to have come, and there are 1"),
        (page(one(), numberMatched="unknown"), "does not say how many features there are in all: 'unknown'"),
        (page(one(), numberMatched=True), "how many features there are in all: True"),
        (page(one(), numberMatched=0), "0 features are promised, and 1 have come"),
        (page(one(), one()), "the feature 'A.1' came twice"),
        (page("A"), "there is 'A' where a feature was expected"),
        (page(one(id=7)), "'id' is 7, and a text was expected"),
        (page(one(properties=None)), "there is None where the properties of 'A.1' was expected"),
        (page(one(geometry="here")), "there is 'here' where the border of 'A.1' was expected"),
        (page(one(geometry={"type": "Point", "coordinates": [1, 2]})), "is no polygon: Point"),
        (page(one(geometry={"type": "Polygon", "coordinates": []})), "is no polygon: Polygon"),
        (page(one(geometry={"type": "Polygon"})), "the border of 'A.1' cannot be understood"),
        (page(one(geometry={**SQUARE, "coordinates": [[[0, 0], [1, 1]]]})), "cannot be understood"),
        (
            page(one(geometry={**SQUARE, "coordinates": [[[0, 0], [1, 0], [1, float("nan")], [0, 0]]]})),
            "a position of 'A.1' is no number",
        ),
        (page(one(), crs=None), "the positions are in degrees, and EPSG:3006 was asked for"),
        (
            page(one(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::13006"}}),
            "the positions are in urn:ogc:def:crs:EPSG::13006, and EPSG:3006 was asked for",
        ),
        (b'{"type": "Feature', "the answer is not JSON"),
        (b"<ExceptionReport><ExceptionText>slut</ExceptionText></ExceptionReport>", "an exception: slut"),
    ],
)
def test_a_changed_form_is_told(document: Any, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        WfsClient(Saying(document), "https://x.example/wfs").features(REGSO)


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([page(one(), numberMatched=2), page(one(id="A.2"), numberMatched=3)], "2 features became 3"),
        ([page(one(), numberMatched=2), page(numberMatched=2)], "2 features are promised, and 1 have come"),
        (
            [page(one(), numberMatched=2), page(one(id="A.2"), one(id="A.3"), numberMatched=2)],
            "2 features are promised, and 3 have come",
        ),
        (
            [
                page(one(), numberMatched=2),
                page(one(id="A.2"), numberMatched=2),
                page(one(properties={"kod": "9"}), numberMatched=2),
            ],
            "the layer was changed while it was read\nAsk again.",
        ),
    ],
)
def test_pages_that_do_not_belong_together_are_told(pages: list[Any], told: str) -> None:
    with pytest.raises(SourceError, match=told):
        WfsClient(Saying(*pages), "https://x.example/wfs").features(REGSO)


def test_degrees_need_no_system_named() -> None:
    """GeoJSON without one is in WGS 84."""
    told = Wanted("A", "kod", {}, 4326)
    (found,) = WfsClient(Saying(page(one(), crs=None)), "https://x.example/wfs").features(told)
    assert found.geometry is not None


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({}, "does not tell the form of one layer"),
        ({"featureTypes": [{"properties": []}]}, "which properties the layer has"),
    ],
)
def test_a_form_that_cannot_be_read(document: Any, told: str) -> None:
    layers = b"<FeatureTypeList><FeatureType><Name>a:A</Name></FeatureType></FeatureTypeList>"
    with pytest.raises(SourceError, match=told):
        WfsClient(Saying(layers, document), "https://x.example/wfs").properties("a:A")
    with pytest.raises(SourceError, match="the server does not tell of any layer"):
        WfsClient(Saying(b"<html/>"), "https://x.example/wfs").layers()


def test_positions_with_north_first_are_turned() -> None:
    straight = (box(500_000, 6_500_000, 501_000, 6_501_000), box(501_000, 6_500_000, 502_000, 6_501_000))
    turned = [shapely.transform(item, lambda at: at[:, ::-1]) for item in straight]
    inside = ((200_000, 1_000_000), (6_100_000, 7_700_000))
    for given_ in (straight, turned):
        found = east_and_north(given_, *inside)
        assert found is not None
        assert all(shapely.equals(found, straight))
    assert east_and_north([straight[0], turned[1]], *inside) is None
    assert east_and_north([box(18, 59, 19, 60)], *inside) is None
