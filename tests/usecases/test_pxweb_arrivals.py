"""What a statistical database answers to a city's definitions: figures, or why there are none."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from fardplan.fakes.faults import Faults
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.fakes.pxweb.table import FakeCodelist, FakeTable, FakeVariable
from fardplan.indicators.source_words import SourceWords
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.asking.remembering import RecallingAsker, RememberingAsker
from fardplan.usecases.actors import Actor
from fardplan.usecases.arrivals import Arrived, Failed, wanted_series
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.pxweb_arrivals import ask_pxweb
from fardplan.usecases.refresh import Sources, refresh
from fardplan.usecases.refreshed import Refreshed
from fardplan.vocabulary.errors import RefusedError, UnreachableError
from tests.sources.asking.scripted import Clock
from tests.usecases.conftest import TODAY

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TABLE = FakeTable(
    "TAB1",
    "Behöriga efter kommun, kön och år",
    (
        FakeVariable("Region", "region", {"00": "Riket", "1480": "Göteborg", "99": "Lillköping"}, "geo"),
        FakeVariable("Kon", "kön", {"1": "män", "1+2": "totalt", "2": "kvinnor"}, optional=True, total="1+2"),
        FakeVariable("ContentsCode", "innehåll", {"B1": "Andel", "B2": "Antal"}, "metric"),
        FakeVariable("Tid", "år", {"2018": "2018", "2019": "2019"}, "time"),
    ),
    tuple(float(cell) for cell in range(36)),
    updated="2020-10-05T07:00:00Z",
    notes=("Andelar i procent.",),
)
ASKED: dict[str, Any] = {
    "kind": "pxweb",
    "table": "TAB1",
    "select": {
        "Region": ["99", "00"],
        "Kon": ["1", "2", "1+2"],
        "ContentsCode": ["B1"],
        "Tid": ["from(2018)"],
    },
    "time": "Tid",
    "area": "Region",
    "areas": {"99": "9999", "00": "0000"},
    "groups": {"Kon": {"1": "sex=M", "2": "sex=K", "1+2": ""}},
}


@pytest.fixture
def fake() -> Iterator[FakePxWeb]:
    with FakePxWeb([TABLE], limits=FakeLimits(cells=5, calls=40, seconds=2)) as server:
        yield server


@pytest.fixture
def http() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(attempts=4, pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


def home_that_asks(city: Path, folder: Path, actor: Actor, *asked: dict[str, Any]) -> Home:
    """A home of the small city, whose first indicator asks these."""
    shutil.copytree(city, folder / "lillkoping")
    path = folder / "lillkoping/indicators/behoriga.yaml"
    told = yaml.safe_load(path.read_text("utf-8"))
    told["sources"] += [
        {"key": f"px{number}", "name": f"Tabell {number}", "publisher": "SCB", "asks": one}
        for number, one in enumerate(asked, start=1)
    ]
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    city_folder = str(folder / "lillkoping")
    return create_home(folder / "home", city_folder, actor=actor, today=TODAY, with_figures=False).home


def came(home: Home, http: HttpAsker) -> list[Arrived | Failed]:
    asker = RememberingAsker(http, home.snapshots, NOW)
    return list(ask_pxweb(home, wanted_series(home), asker, TODAY))


def figures(arrived: Arrived | Failed) -> list[tuple[str, str, str, float | None]]:
    assert isinstance(arrived, Arrived)
    return [(one.area, str(one.group), str(one.period), one.value) for one in arrived.observations]


def test_a_table_becomes_figures_with_where_they_come_from(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"address": fake.v2})
    [arrived] = came(home, http)

    assert isinstance(arrived, Arrived)
    assert figures(arrived) == [
        ("9999", "sex=M", "2018", 24.0),
        ("9999", "sex=M", "2019", 25.0),
        ("9999", "sex=K", "2018", 32.0),
        ("9999", "sex=K", "2019", 33.0),
        ("9999", "", "2018", 28.0),
        ("9999", "", "2019", 29.0),
        ("0000", "sex=M", "2018", 0.0),
        ("0000", "sex=M", "2019", 1.0),
        ("0000", "sex=K", "2018", 8.0),
        ("0000", "sex=K", "2019", 9.0),
        ("0000", "", "2018", 4.0),
        ("0000", "", "2019", 5.0),
    ]
    assert arrived.areas == ("9999", "0000")
    assert arrived.words == SourceWords(
        "TAB1", TABLE.label, "Behöriga efter kommun, kön och år Andelar i procent."
    )
    where = arrived.observations[0].provenance
    assert (where.source, where.address) == ("SCB: Tabell 1", f"{fake.v2}/tables/TAB1")
    assert where.licence == "https://creativecommons.org/share-your-work/public-domain/cc0/"
    assert (where.published, where.published_basis.value) == (date(2020, 10, 5), "no_later_than")
    # Its limits, the table, and 12 cells, of which it gives 5 at once, in 3 calls.
    assert len(arrived.answers) == len(fake.calls) == 2 + 3
    assert list(http.pacing.own.values()) == [Pace(40, 2.0)]


def test_v1_gives_the_same(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    fake.limits = FakeLimits()
    over_v2, over_v1 = (
        ASKED | {"address": fake.v2},
        ASKED | {"address": fake.v1, "version": 1, "licence": "CC0"},
    )
    first, second = came(home_that_asks(city, tmp_path, strategist, over_v2, over_v1), http)
    assert figures(first) == figures(second)
    assert isinstance(second, Arrived)
    assert {(one.provenance.licence, one.provenance.address) for one in second.observations} == {
        ("CC0", f"{fake.v1}/TAB1")
    }


def test_one_series_that_cannot_be_had_stops_no_other(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    good = ASKED | {"address": fake.v2}
    unknown = good | {"table": "TAB9"}
    misspelt = good | {"select": ASKED["select"] | {"Region": ["9"]}}
    came_back = came(home_that_asks(city, tmp_path, strategist, unknown, misspelt, good), http)

    assert [type(one) for one in came_back] == [Failed, Failed, Arrived]
    assert isinstance(came_back[1], Failed)
    assert isinstance(came_back[1].error, RefusedError)
    assert "Nearest are '99' (Lillköping)." in str(came_back[1].error)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("wrong", "what", "instead"),
    [
        (
            {"groups": {"Kon": {"1": "sex=M", "2": "sex=K", "1+": ""}}},
            "variable 'Kon' has no code '1+'",
            "Nearest are '1+2' (totalt), '1' (män).",
        ),
        (
            {"groups": {"Kon": {"1": "sex=M", "2": "sex=K"}}},
            "'groups' says nothing of code '1+2' of variable 'Kon'",
            "It tells of: 1, 2.",
        ),
        (
            {"areas": {"99": "9999", "00": "0000", "148": "1480"}},
            "variable 'Region' has no code '148'",
            "Nearest are '1480' (Göteborg).",
        ),
    ],
)
def test_codes_that_are_given_a_meaning_are_held_against_the_table_before_figures_are_asked_for(
    db: None,
    city: Path,
    tmp_path: Path,
    strategist: Actor,
    fake: FakePxWeb,
    http: HttpAsker,
    version: int,
    wrong: dict[str, Any],
    what: str,
    instead: str,
) -> None:
    address = {1: fake.v1, 2: fake.v2}[version]
    asks = ASKED | {"address": address, "version": version} | wrong
    [failed] = came(home_that_asks(city, tmp_path, strategist, asks), http)

    assert isinstance(failed, Failed)
    assert str(failed.error) == (f"TAB1, for behoriga: {what}\n{instead}\nNothing was asked of the source.")
    assert [path for _, path in fake.calls if "/data" in path] == []
    assert [method for method, _ in fake.calls] == ["GET"] * len(fake.calls)


def test_codes_of_a_code_list_are_given_a_meaning_too(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    groups = {"A": ("alla", ("1", "2")), "M": ("män", ("1",))}
    fake.tables = {"TAB1": TABLE.with_codelist("Kon", FakeCodelist("agg_Kon", "Kön", groups))}
    asks: dict[str, Any] = ASKED | {"address": fake.v2, "codelists": {"Kon": "agg_Kon"}}
    asks["select"] = ASKED["select"] | {"Kon": ["A"]}
    right, wrong = (
        asks | {"groups": {"Kon": codes}} for codes in ({"A": "", "M": "sex=M"}, {"A": "", "K": ""})
    )
    arrived, failed = came(home_that_asks(city, tmp_path, strategist, right, wrong), http)

    assert [value for _, _, _, value in figures(arrived)] == [56.0, 58.0, 8.0, 10.0]
    assert isinstance(failed, Failed)
    assert "variable 'Kon' has no code 'K'" in str(failed.error)


def test_a_database_that_is_down_is_not_reached(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    fake.faults = Faults(down=1)
    [failed] = came(home_that_asks(city, tmp_path, strategist, ASKED | {"address": fake.v2}), http)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, UnreachableError)


def test_it_can_be_read_again_without_the_database(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"address": fake.v2})
    [arrived] = came(home, http)
    before = len(fake.calls)
    [again] = ask_pxweb(home, wanted_series(home), RecallingAsker(home.snapshots), TODAY)

    assert len(fake.calls) == before
    assert isinstance(again, Arrived)
    assert isinstance(arrived, Arrived)
    assert again.observations == arrived.observations


def test_a_figure_that_is_the_same_keeps_its_day_of_publication(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakePxWeb, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"address": fake.v2})
    [first] = came(home, http)
    assert isinstance(first, Arrived)
    home.evidence.save(first.observations, loaded=TODAY, came_from="SCB")

    values = tuple(99.0 if cell == 29 else value for cell, value in enumerate(TABLE.values))
    fake.tables = {"TAB1": FakeTable(**(vars(TABLE) | {"values": values, "updated": "2021-02-01T07:00:00Z"}))}
    [second] = came(home, http)
    assert isinstance(second, Arrived)
    days = {item.what: item.provenance.published for item in second.observations}
    changed = days.pop("behoriga, 9999, 2019")
    assert changed == date(2021, 2, 1)
    assert set(days.values()) == {date(2020, 10, 5)}


def test_a_refresh_makes_them_current(
    db: None,
    city: Path,
    tmp_path: Path,
    strategist: Actor,
    statistician: Actor,
    fake: FakePxWeb,
    http: HttpAsker,
) -> None:
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"address": fake.v2})
    report = refresh(home, sources=Sources(http), actor=statistician, now=NOW)
    again = refresh(home, sources=Sources(http), actor=statistician, now=NOW + timedelta(days=1))

    assert [(one.source, one.outcome, one.checks) for one in report.series] == [
        ("SCB: Tabell 1", Refreshed.NEW, ())
    ]
    assert [one.outcome for one in again.series] == [Refreshed.UNCHANGED]
    own = [item for item in home.evidence.series("behoriga") if (item.area, str(item.group)) == ("9999", "")]
    assert [(str(item.period), item.value) for item in own] == [("2018", 28.0), ("2019", 29.0)]
