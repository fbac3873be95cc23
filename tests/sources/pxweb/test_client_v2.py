"""The client of PxWeb v2, before a fake that refuses what the real ones refuse."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.fakes.faults import Faults
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.fakes.pxweb.table import FakeTable, FakeVariable
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.pxweb.client_v2 import Found, Limits, PxWebClient
from fardplan.sources.pxweb.cube import Cell, Cube, Dimension, Role
from fardplan.vocabulary.errors import RefusedError, SourceError, UnreachableError
from tests.sources.pxweb.direct import Directly
from tests.sources.pxweb.tables import ALL, POPULATION

WOMEN = {"Region": "0180", "Alder": "0-15", "Kon": "2", "ContentsCode": "BE01", "Tid": "2019"}


def refused(client: PxWebClient, selection: dict[str, str], **more: dict[str, str]) -> str:
    with pytest.raises(RefusedError) as error:
        client.data("TAB1", selection, **more)
    return re.sub(r"127\.0\.0\.1:\d+", "HOST", str(error.value))


def test_limits_are_what_the_source_says_and_asked_once(fake: FakePxWeb, client: PxWebClient) -> None:
    limits = Limits(
        version="2.2.0",
        cells=100,
        calls=1000,
        seconds=1,
        languages=("sv", "en"),
        language="sv",
        licence="https://creativecommons.org/share-your-work/public-domain/cc0/",
        attribution={"sv": "Källa: påhittad"},
    )
    assert (client.config(), client.config()) == (limits, limits)
    assert fake.calls == [("GET", "/api/v2/config")]


def test_a_selection_has_its_cells_in_the_order_as_asked(client: PxWebClient) -> None:
    cube = client.data(
        "TAB1",
        {
            "Tid": ["2021", "2019"],
            "Region": ["1280", "0180"],
            "Alder": "0-15",
            "Kon": "1",
            "ContentsCode": "BE01",
        },
    )
    assert cube == Cube(
        (
            Dimension("Region", "region", ("1280", "0180"), ("Malmö", "Stockholm"), Role.GEO),
            Dimension("Alder", "ålder", ("0-15",), ("0–15 år",)),
            Dimension("Kon", "kön", ("1",), ("män",)),
            Dimension("ContentsCode", "tabellinnehåll", ("BE01",), ("Folkmängd",), Role.METRIC),
            Dimension("Tid", "år", ("2021", "2019"), ("2021", "2019"), Role.TIME),
        ),
        [3 * 242, 3 * 240, 3 * 2, 0],
        label=POPULATION.label,
        source="Påhittad källa",
        updated="2026-06-08T06:00:00Z",
        notes=("Siffrorna är påhittade.",),
        units={"BE01": "antal"},
        decimals={"BE01": 0},
    )


def test_a_sign_is_no_value_and_is_kept(client: PxWebClient) -> None:
    cube = client.data("TAB1", WOMEN | {"Kon": "1", "ContentsCode": "BE02"})
    assert list(cube.cells()) == [Cell(WOMEN | {"Kon": "1", "ContentsCode": "BE02"}, None, "..")]


def test_what_is_left_out_is_summed_and_the_cube_says_so(client: PxWebClient) -> None:
    cube = client.data("TAB1", {"Alder": "0-15", "ContentsCode": "BE01", "Tid": "2019"})
    men_and_women = 3 * sum(region * 80 + sex * 10 for region in range(4) for sex in range(2))
    assert (cube.summed, cube.values.tolist()) == (("Region", "Kon"), [men_and_women])


def test_a_code_list_gives_other_codes(client: PxWebClient) -> None:
    cube = client.data("TAB1", WOMEN | {"Region": "*"}, {"Region": "agg_Lan"})
    assert cube.dimension("Region") == Dimension(
        "Region", "region", ("01", "14"), ("Stockholms län", "Västra Götaland"), Role.GEO
    )
    assert cube.values.tolist() == [3 * (10 + 90), 3 * 170]


def test_a_selection_above_the_limit_is_split_into_the_fewest_calls(
    fake: FakePxWeb, client: PxWebClient
) -> None:
    """320 cells, of which the source gives 100 at once."""
    plan = client.plan("TAB1", ALL)
    assert (plan.cells, plan.limit, len(plan.requests)) == (320, 100, 4)
    before = len(fake.calls)
    cube = client.data("TAB1", ALL)
    assert len(fake.calls) - before == 4
    assert [cell.value for cell in cube.cells()] == list(POPULATION.values)
    assert dict(cube.marks) == POPULATION.signs


def test_the_address_is_plain_and_has_no_parameter_twice(client: PxWebClient) -> None:
    [request] = client.plan(
        "TAB1", WOMEN | {"Alder": ["a,b", "65+"], "Region": "01"}, {"Region": "agg_Lan"}
    ).requests
    address = urlsplit(request.full_address)
    assert (request.method, address.path) == ("GET", "/api/v2/tables/TAB1/data")
    assert "65%2B" in address.query
    assert parse_qsl(address.query) == [
        ("outputFormat", "json-stat2"),
        ("valueCodes[Region]", "01"),
        ("valueCodes[Alder]", "[a,b],65+"),
        ("valueCodes[Kon]", "2"),
        ("valueCodes[ContentsCode]", "BE01"),
        ("valueCodes[Tid]", "2019"),
        ("codelist[Region]", "agg_Lan"),
    ]


LONG = FakeTable(
    "LONG",
    "Många områden",
    (
        FakeVariable(
            "Region", "område", {f"0180C{number:04d}_DeSO2025": f"Område {number}" for number in range(200)}
        ),
        FakeVariable("Tid", "år", {"2024": "2024"}, "time"),
    ),
    tuple(range(200)),
)


def test_a_long_address_is_posted_instead(asker: HttpAsker) -> None:
    with FakePxWeb([LONG]) as fake:
        client = PxWebClient(asker, fake.v2, language="sv")
        [request] = client.plan("LONG", {"Region": "*", "Tid": "*"}).requests
        cube = client.data("LONG", {"Region": "*", "Tid": "*"})
    assert (request.method, request.parameters) == ("POST", (("lang", "sv"), ("outputFormat", "json-stat2")))
    assert json.loads(request.body or b"")["selection"][1] == {"variableCode": "Tid", "valueCodes": ["2024"]}
    assert cube.values.tolist() == list(range(200))


def test_a_code_that_would_be_read_wrongly_in_an_address_is_posted(asker: HttpAsker) -> None:
    codes = {"[a]": "ett", " b": "två", "c]d": "tre"}
    odd = FakeTable("ODD", "Udda", (FakeVariable("X", "x", codes),), (1, 2, 3))
    with FakePxWeb([odd]) as fake:
        client = PxWebClient(asker, fake.v2)
        assert client.data("ODD", {"X": "*"}).values.tolist() == [1, 2, 3]
        assert client.plan("ODD", {"X": "*"}).requests[0].method == "POST"


def test_unknown_codes_are_refused_with_the_nearest_before_figures_are_asked_for(
    fake: FakePxWeb, client: PxWebClient
) -> None:
    assert refused(client, WOMEN | {"Region": "Stockholm"}) == (
        "http://HOST/api/v2/tables/TAB1: variable 'Region' has no code 'Stockholm'\n"
        "Nearest are '0180' (Stockholm).\n"
        "Nothing was asked of the source."
    )
    assert refused(client, WOMEN | {"Regoin": "0180"}) == (
        "table TAB1 has no variable 'Regoin'\n"
        "There is: Alder, ContentsCode, Kon, Region, Tid. Did you mean 'Region'?\n"
        "Nothing was asked of the source."
    )
    assert refused(client, {"Alder": "*", "ContentsCode": "*"}) == (
        "http://HOST/api/v2/tables/TAB1: nothing is said of 'Tid'\n"
        "Choose codes, or * for all: the source gives no total of it. "
        "'Tid' has 5 codes, from '2019' to '2023'.\n"
        "Nothing was asked of the source."
    )
    assert refused(client, WOMEN, codelists={"Region": "agg_Nuts"}) == (
        "http://HOST/api/v2/tables/TAB1: variable 'Region' has no code list 'agg_Nuts'\n"
        "It has: 'agg_Lan' (län), 'vs_Stader' (städer).\n"
        "Nothing was asked of the source."
    )
    assert {path for _, path in fake.calls} == {"/api/v2/tables/TAB1/metadata?outputFormat=json-stat2"}


def test_what_contradicts_itself_is_refused(client: PxWebClient) -> None:
    assert refused(client, WOMEN | {"region": "1480"}).startswith(
        "http://HOST/api/v2/tables/TAB1: a variable stands twice in what is asked: "
        "'Region', 'Alder', 'Kon', 'ContentsCode', 'Tid', 'region'\n"
    )
    without = {key: code for key, code in WOMEN.items() if key != "Region"}
    assert refused(client, without, codelists={"Region": "agg_Lan"}).startswith(
        "http://HOST/api/v2/tables/TAB1: a code list is given for 'Region', and no codes in what is asked: "
        "'Alder', 'Kon', 'ContentsCode', 'Tid'\n"
    )


def test_a_selection_of_nothing_is_refused(asker: HttpAsker) -> None:
    """A source would answer with a selection of its own."""
    with FakePxWeb([POPULATION.with_optional(dict.fromkeys(ALL))]) as fake:
        client = PxWebClient(asker, fake.v2)
        assert refused(client, {}).split("\n")[0] == (
            "http://HOST/api/v2/tables/TAB1: no variable is chosen, "
            "and a source would answer with a selection of its own"
        )


def test_a_total_of_its_own_is_taken_in_place_of_the_sum(asker: HttpAsker) -> None:
    with FakePxWeb([POPULATION.with_optional({"Region": "0181", "Kon": None})]) as fake:
        client = PxWebClient(asker, fake.v2)
        cube = client.data("TAB1", {"Alder": "0-15", "ContentsCode": "BE01", "Tid": "2019"})
        assert client.metadata("TAB1").variable("region").total == "0181"
    assert (cube.values.tolist(), cube.summed) == ([3 * (80 + 90)], ("Region", "Kon"))


def test_another_refusal_is_told_as_it_is(fake: FakePxWeb, client: PxWebClient) -> None:
    client.plan("TAB1", WOMEN)
    fake.tables = {}
    assert "too much" not in refused(client, WOMEN)


def test_a_refusal_of_the_source_tells_how_much_was_asked(fake: FakePxWeb, client: PxWebClient) -> None:
    fake.faults = Faults(cell_limit=10)
    assert (
        refused(client, WOMEN | {"Tid": "*", "Alder": "*"})
        .split("\n")[0]
        .endswith("HOST answers 400 Bad Request: Too many cells selected")
    )
    assert (
        refused(client, WOMEN | {"Tid": "*", "Alder": "*"})
        .split("\n")[1]
        .startswith(
            "A refusal here means most often too much at once. "
            "Asked for were 20 cells in one call of at most 100."
        )
    )


def test_a_table_that_is_not_there_is_refused(client: PxWebClient) -> None:
    with pytest.raises(RefusedError, match="404 Not Found: Non-existent table"):
        client.metadata("TAB9")


def test_all_pages_of_the_list_are_read(asker: HttpAsker) -> None:
    tables = [
        FakeTable(f"TAB{n}", f"Tabell {n} om {'vatten' if n % 2 else 'luft'}", POPULATION.variables, ())
        for n in range(45)
    ]
    with FakePxWeb(tables) as fake:
        client = PxWebClient(asker, fake.v2)
        every, water = client.tables(page_size=20), client.tables("vatten", page_size=20)
        assert len(fake.calls) == 3 + 2
        assert client.tables() == every
        assert len(fake.calls) == 3 + 2 + 1
    assert [found.key for found in every] == [f"TAB{n}" for n in range(45)]
    assert water[0] == Found(
        "TAB1",
        "Tabell 1 om vatten",
        ("region", "ålder", "kön", "tabellinnehåll", "år"),
        "2019",
        "2023",
        "2026-06-08T06:00:00Z",
    )
    assert len(water) == 22


@pytest.mark.parametrize(
    "faults", [Faults(too_many=2), Faults(truncated=3), Faults(broken_json=2), Faults(down=3)]
)
def test_faults_that_pass_leave_no_trace(fake: FakePxWeb, client: PxWebClient, faults: Faults) -> None:
    whole = client.data("TAB1", ALL)
    fake.faults = faults
    assert client.data("TAB1", ALL) == whole


def test_a_source_that_is_down_gives_nothing(fake: FakePxWeb, client: PxWebClient) -> None:
    fake.faults = Faults(down=1)
    with pytest.raises(UnreachableError):
        client.data("TAB1", ALL)


def test_parts_of_two_editions_are_no_table(fake: FakePxWeb, client: PxWebClient) -> None:
    client.plan("TAB1", ALL)
    fake.faults = Faults(revised=len(fake.calls) + 3)
    with pytest.raises(SourceError, match="updated while it was fetched in parts"):
        client.data("TAB1", ALL)


@st.composite
def selections(draw: st.DrawFn) -> dict[str, list[str]]:
    return {
        variable.key: draw(st.lists(st.sampled_from(variable.codes), min_size=1, unique=True))
        for variable in POPULATION.variables
        if not variable.optional or draw(st.booleans())
    }


@pytest.fixture(scope="module")
def unlimited() -> Iterator[FakePxWeb]:
    with FakePxWeb([POPULATION], limits=FakeLimits(calls=1_000_000)) as server:
        yield server


@given(selections(), st.integers(1, 60))
def test_in_parts_is_the_same_as_at_once(
    unlimited: FakePxWeb, chosen: dict[str, list[str]], limit: int
) -> None:
    at_once = PxWebClient(Directly(unlimited), unlimited.v2).data("TAB1", chosen)
    unlimited.limits = replace(unlimited.limits, cells=limit)
    in_parts = PxWebClient(Directly(unlimited), unlimited.v2).data("TAB1", chosen)
    unlimited.limits = replace(unlimited.limits, cells=150_000)

    assert in_parts == at_once
    codes = [chosen[variable.key] for variable in POPULATION.variables if variable.key in chosen]
    assert [tuple(cell.codes.values()) for cell in at_once.cells()] == list(product(*codes))
