"""Kolada's client before a fake Kolada: its traps, and everything once whatever the paging."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, kpi_record, made_up
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.kolada.client import KoladaClient
from fardplan.sources.kolada.reading import KoladaValue, Kpi, Municipality, MunicipalityGroup, OperatingUnit
from fardplan.vocabulary.errors import RefusedError, SourceError, UnreachableError
from tests.sources.asking.scripted import NOON, Clock
from tests.sources.pxweb.direct import Directly

DATA = FakeKolada(
    values=(
        FakeValue("N15436", "0180", 2018, "T", 86.9),
        FakeValue("N15436", "0180", 2018, "K", 88.2),
        FakeValue("N15436", "0180", 2018, "M", None, status="Missing"),
        FakeValue("N15436", "0180", 2019, "T", 87.4),
        FakeValue("N15436", "0127", 2019, "T", 0.0, changed=date(2026, 9, 1)),
        FakeValue("N15436", "G128684", 2019, "T", 81.5, count=26),
        FakeValue("N02904", "0180", 2019, "T", 3.0, deleted=True, changed=date(2026, 10, 1)),
    ),
    kpis=(
        kpi_record("N15436", "Behöriga, andel (%)", description=None, has_ou_data=True),
        kpi_record("N01951", "Invånare", is_divided_by_gender=False, publication_date=None),
    ),
    municipalities=({"id": "0000", "title": "Riket", "type": "L"},),
    groups=({"id": "G128684", "title": "Stor-Stockholm", "members": [{"id": "0180", "title": "Stockholm"}]},),
    units=(
        {"id": "V15E1", "title": "Björkskolan", "municipality": "0180"},
        {"id": "V15E2", "title": "Askskolan", "municipality": "0127"},
    ),
    unit_values=(FakeValue("N15436", "V15E1", 2019, "T", 91.0),),
)


@pytest.fixture
def fake() -> Iterator[FakeKoladaServer]:
    with FakeKoladaServer(DATA) as server:
        yield server


@pytest.fixture
def asker() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(attempts=8, pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


@pytest.fixture
def client(fake: FakeKoladaServer, asker: HttpAsker) -> KoladaClient:
    return KoladaClient(asker, fake.v3)


def test_the_catalogue(client: KoladaClient) -> None:
    assert client.kpis() == (
        Kpi("N15436", "Behöriga, andel (%)", "", "K", by_sex=True, in_units=True, published="2026-03-01"),
        Kpi(
            "N01951",
            "Invånare",
            "Invånare. Påhittat nyckeltal.",
            "K",
            by_sex=False,
            in_units=False,
            published=None,
        ),
    )
    assert client.municipalities() == (Municipality("0000", "Riket", "L"),)
    assert client.groups() == (MunicipalityGroup("G128684", "Stor-Stockholm", ("0180",)),)
    assert client.units("0180") == (OperatingUnit("V15E1", "Björkskolan", "0180"),)


def test_key_figures_by_id_are_those_that_there_are(client: KoladaClient) -> None:
    assert [kpi.id for kpi in client.kpis(["N01951", "N99999"])] == ["N01951"]


def test_values_are_told_as_they_are(client: KoladaClient) -> None:
    """A 0 is a value, what is missing is none, and a mean of many says so."""
    assert client.data(["N15436"]) == (
        KoladaValue("N15436", "0127", 2019, "T", 0.0),
        KoladaValue("N15436", "0180", 2018, "K", 88.2),
        KoladaValue("N15436", "0180", 2018, "M", None, status="Missing"),
        KoladaValue("N15436", "0180", 2018, "T", 86.9),
        KoladaValue("N15436", "0180", 2019, "T", 87.4),
        KoladaValue("N15436", "G128684", 2019, "T", 81.5, count=26),
    )


def test_places_and_years_can_be_chosen(client: KoladaClient, fake: FakeKoladaServer) -> None:
    found = client.data(["N15436", "N02904"], ["0180"], [2019, 2020])

    assert found == (KoladaValue("N15436", "0180", 2019, "T", 87.4),)
    assert fake.calls == [
        ("GET", "/v3/data/kpi/N15436,N02904/municipality/0180/year/2019,2020?per_page=5000")
    ]


def test_an_increment_holds_what_changed_and_what_was_withdrawn(client: KoladaClient) -> None:
    found = client.data(["N15436", "N02904"], since=date(2026, 6, 1))

    assert found == (
        KoladaValue("N15436", "0127", 2019, "T", 0.0),
        KoladaValue("N02904", "0180", 2019, "T", None, deleted=True),
    )


def test_units_have_values_of_their_own(client: KoladaClient) -> None:
    assert client.unit_data(["N15436"], ["V15E1"]) == (KoladaValue("N15436", "V15E1", 2019, "T", 91.0),)


def test_more_than_25_ids_are_asked_for_in_several_calls(asker: HttpAsker) -> None:
    data = made_up(30, 60, [2019])
    with FakeKoladaServer(data) as fake:
        kpis, places = [kpi["id"] for kpi in data.kpis], [one["id"] for one in data.municipalities]
        found = KoladaClient(asker, fake.v3).data(kpis, places, [2019])

    assert len(fake.calls) == 2 * 3
    assert len(found) == len({(one.kpi, one.place, one.gender) for one in found}) == 30 * 60 * 3


def test_full_pages_need_the_fewest_calls(asker: HttpAsker) -> None:
    """20 places by 25 key figures by 20 years are 10,000 cells in two pages, not 25 by 25 by 20 in three."""
    data = made_up(25, 40, range(2000, 2020), genders=["T"])
    with FakeKoladaServer(data) as fake:
        found = KoladaClient(asker, fake.v3).data(
            [kpi["id"] for kpi in data.kpis],
            [one["id"] for one in data.municipalities],
            list(range(2000, 2020)),
        )

    assert len(fake.calls) == 4
    assert len(found) == 25 * 40 * 20


@pytest.mark.parametrize("paging", list(Paging))
def test_every_page_is_read_however_the_next_one_is_named(asker: HttpAsker, paging: Paging) -> None:
    """Some clients look for a name that the addresses had before, and read the first page alone."""
    data = made_up(3, 700, range(2015, 2020), genders=["T"])
    with FakeKoladaServer(data, faults=Faults(paging=paging)) as fake:
        found = KoladaClient(asker, fake.v3).data([kpi["id"] for kpi in data.kpis])

    assert len(fake.calls) == 3
    assert len({(one.kpi, one.place, one.year) for one in found}) == len(found) == 3 * 700 * 5


@pytest.mark.parametrize(
    "faults", [Faults(too_many=2), Faults(down=3), Faults(truncated=2), Faults(broken_json=2)]
)
def test_faults_that_pass_change_nothing(asker: HttpAsker, faults: Faults) -> None:
    data = made_up(2, 1500, range(2015, 2020), genders=["T"])
    with FakeKoladaServer(data, faults=faults) as fake:
        found = KoladaClient(asker, fake.v3).data([kpi["id"] for kpi in data.kpis])

    assert len(fake.calls) > 3
    assert {(one.kpi, one.place, one.year): one.value for one in found} == {
        (one.kpi, one.place, one.year): one.value for one in data.values
    }


def test_a_source_that_is_down_gives_nothing_at_all(asker: HttpAsker) -> None:
    down = FakeKoladaServer(made_up(1, 6000, [2019], ["T"]), faults=Faults(down=1))
    with down as fake, pytest.raises(UnreachableError, match="it answers 503, Service Unavailable"):
        KoladaClient(asker, fake.v3).data(["N90001"])


def test_an_address_that_there_is_not_is_refused(asker: HttpAsker, fake: FakeKoladaServer) -> None:
    with pytest.raises(RefusedError, match="answers 404 Not Found: Not Found"):
        KoladaClient(asker, f"{fake.v3}/old").municipalities()


class Saying:
    """Answers with documents, one after another."""

    def __init__(self, *documents: Any) -> None:
        self.documents = list(documents)

    def ask(self, request: Request) -> Answer:
        return Answer(request, json.dumps(self.documents.pop(0)).encode(), NOON)


def value(**changes: Any) -> dict[str, Any]:
    return {"gender": "T", "count": 1, "status": "", "value": 1.0, "isdeleted": False} | changes


def page(*items: Any, following: Any = None) -> dict[str, Any]:
    return {"values": list(items), "count": len(items), "next_url": following}


def item(*values: Any, **changes: Any) -> dict[str, Any]:
    return {"kpi": "N15436", "municipality": "0180", "period": 2019, "values": list(values)} | changes


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], r"there is \[\] where a record was expected"),
        ({"count": 0}, "'values' is absent, and a list was expected"),
        (page("N15436"), "there is 'N15436' where a record was expected"),
        (page(item(value(value="86,9"))), "'value' is '86,9', and a number or nothing was expected"),
        (page(item(value(value=True))), "'value' is True, and a number or nothing was expected"),
        (page(item(value(gender="X"))), "'gender' is 'X', and one of T, K, M was expected"),
        (page(item(value(isdeleted=0))), "'isdeleted' is 0, and true or false was expected"),
        (page(item(value(count=None))), "'count' is None, and a whole number was expected"),
        (page(item(value(), period="2019")), "'period' is '2019', and a whole number was expected"),
        (page(item(value(), period=True)), "'period' is True, and a whole number was expected"),
        (page(item(value(), municipality=180)), "'municipality' is 180, and a text was expected"),
        (page(following=7), "'next_url' is 7, and a text was expected"),
        (
            page(following="https://elsewhere.example/v3/data"),
            "the next page is on another host: https://else",
        ),
    ],
)
def test_an_answer_in_another_form_is_told_and_not_guessed_at(document: Any, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        KoladaClient(Saying(document)).data(["N15436"])

    assert error.value.where == "https://api.kolada.se/v3/data/kpi/N15436?per_page=5000"
    assert error.value.outcome == "Nothing was loaded from this answer."


def test_a_value_that_is_no_number_is_none_of_kolada() -> None:
    """JSON has no such number, and Python reads one all the same."""
    answer = page(item(value(value=float("nan"))))

    with pytest.raises(SourceError, match="'value' is nan, and a number or nothing was expected"):
        KoladaClient(Saying(answer)).data(["N15436"])


def test_a_value_that_is_left_out_is_not_taken_for_missing() -> None:
    without = {key: one for key, one in value().items() if key != "value"}

    with pytest.raises(SourceError, match="'value' is absent"):
        KoladaClient(Saying(page(item(without)))).data(["N15436"])


def test_pages_that_lead_in_a_circle_come_to_an_end() -> None:
    first = "https://api.kolada.se/v3/data/kpi/N15436?per_page=5000"

    with pytest.raises(SourceError, match="the pages lead in a circle"):
        KoladaClient(Saying(page(following=first))).data(["N15436"])


@given(
    kpis=st.integers(1, 60),
    places=st.integers(0, 60),
    years=st.integers(0, 30),
    paging=st.sampled_from(Paging),
)
def test_whatever_is_asked_everything_comes_once(kpis: int, places: int, years: int, paging: Paging) -> None:
    data = made_up(min(kpis, 3), min(places, 4) or 2, range(2000, 2000 + (min(years, 3) or 2)), ["T"])
    fake = FakeKoladaServer(data, faults=Faults(paging=paging))
    fake._server.server_close()  # asked without a network between
    named = [f"N{90001 + number}" for number in range(kpis)]
    codes = [f"{101 + number:04d}" for number in range(places)]
    found = KoladaClient(Directly(fake), fake.v3).data(
        named, codes, [2000 + number for number in range(years)]
    )

    cells = [(one.kpi, one.place, one.year) for one in found]
    there = {(one.kpi, one.place, one.year) for one in data.values}
    assert len(cells) == len(set(cells))
    assert set(cells) == {
        (kpi, place, year)
        for kpi, place, year in there
        if kpi in named and (not codes or place in codes) and (not years or year < 2000 + years)
    }


def test_answers_in_the_form_of_the_third_version_are_read_whole(reference_data: Path) -> None:
    """Documents in Kolada's form, rebuilt from its catalogue and values."""
    folder = reference_data / "data/kolada_metadata_2026/kolada_v3_rebuilt"

    def saying(name: str) -> KoladaClient:
        return KoladaClient(Saying(json.loads((folder / name).read_bytes())))

    kpis = {kpi.id: kpi for kpi in saying("kpi.json").kpis()}
    places = {place.id: place.type for place in saying("municipality.json").municipalities()}
    groups = {group.id: group for group in saying("municipality_groups.json").groups()}
    values = saying("data_N15436.json").data(["N15436"])

    assert (kpis["N02797"].by_sex, kpis["N07609"].by_sex, kpis["N07609"].about) == (True, False, "A")
    assert (len(places), places["0000"], places["0180"]) == (312, "L", "K")
    assert len(groups["G128684"].members) == 26
    stockholm = [value for value in values if value.place == "0180" and value.gender == "T"]
    assert [(value.year, value.value) for value in stockholm] == [
        (2016, 88.7),
        (2017, 84.7),
        (2018, 86.9),
        (2019, 87.4),
    ]


def test_places_that_are_not_named_in_an_address_are_left_out_afterwards(asker: HttpAsker) -> None:
    """One page of all places instead of two calls for 26 of them."""
    data = made_up(1, 40, [2019], ["T"])
    group = FakeValue("N90001", "G128684", 2019, "T", 50.0, count=26)
    wanted = [one["id"] for one in data.municipalities[:26]]
    with FakeKoladaServer(FakeKolada([*data.values, group])) as fake:
        found = KoladaClient(asker, fake.v3).data(["N90001"], wanted, [2019])

    assert fake.calls == [("GET", "/v3/data/kpi/N90001/year/2019?per_page=5000")]
    assert [one.place for one in found] == wanted


def test_nothing_is_asked_of_no_key_figure() -> None:
    assert KoladaClient(Saying()).data([], ["0180"]) == ()


def test_a_record_that_moved_to_the_next_page_meanwhile_counts_once() -> None:
    first = page(item(value()), following="/v3/data?page=2")

    assert KoladaClient(Saying(first, page(item(value())))).data(["N15436"]) == (
        KoladaValue("N15436", "0180", 2019, "T", 1.0),
    )


def test_a_value_that_comes_twice_and_not_the_same_is_told() -> None:
    first = page(item(value()), following="/v3/data?page=2")

    with pytest.raises(SourceError, match=r"N15436 0180 2019 T came twice, as 1\.0 and as 2\.0"):
        KoladaClient(Saying(first, page(item(value(value=2))))).data(["N15436"])


def test_pages_are_asked_for_as_safely_as_the_first() -> None:
    """A server behind a proxy may not know that it is asked over TLS."""

    class Noting(Saying):
        def ask(self, request: Request) -> Answer:
            asked.append(request.full_address)
            return super().ask(request)

    asked: list[str] = []
    KoladaClient(Noting(page(following="http://api.kolada.se/v3/data?page=2"), page())).data(["N15436"])

    assert asked[1] == "https://api.kolada.se/v3/data?page=2"
