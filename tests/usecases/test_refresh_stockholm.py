"""Stockholm's definitions asked of a Kolada that describes its key figures as the real one did in 2026."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue
from fardplan.indicators.asked import KoladaAsked
from fardplan.indicators.source import Source
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.city_package import load_city
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.refresh import Sources, refresh
from fardplan.usecases.refreshed import RefreshReport
from fardplan.vocabulary.group import EVERYBODY
from tests.sources.asking.scripted import Clock
from tests.usecases.conftest import TODAY

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PLACES = ("0180", "0000", "1280", "1480", "0114")
YEARS = range(2017, 2025)


@pytest.fixture
def home(db: None, tmp_path: Path, strategist: Actor) -> Home:
    return create_home(tmp_path / "home", "stockholm", actor=strategist, today=TODAY).home


@pytest.fixture
def catalogue(reference_data: Path) -> list[dict[str, Any]]:
    path = reference_data / "data/kolada_metadata_2026/kolada_v3_rebuilt/kpi.json"
    records: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["values"]
    return records


@pytest.fixture
def real_values(reference_data: Path) -> list[FakeValue]:
    """Eligibility in municipal schools, as Kolada gave it."""
    path = reference_data / "data/kolada_metadata_2026/kolada_v3_rebuilt/data_N15436.json"
    return [
        FakeValue(item["kpi"], item["municipality"], item["period"], one["gender"], one["value"])
        for item in json.loads(path.read_text("utf-8"))["values"]
        for one in item["values"]
    ]


@pytest.fixture
def asker() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


def asked() -> list[tuple[Source, KoladaAsked]]:
    """The sources of Stockholm's definitions that are asked of Kolada."""
    return [
        (source, source.asks)
        for definition in load_city("stockholm").indicators
        for source in definition.sources
        if isinstance(source.asks, KoladaAsked)
    ]


def made_up(kpi: str) -> list[FakeValue]:
    """Round figures for all places and years; margins of error that are small."""
    base = 2.0 if kpi in ("U01610", "N07657") else 30.0 + int(kpi[1:]) % 40
    return [
        FakeValue(kpi, place, year, gender, round(base + 0.1 * (year - 2017), 1))
        for place in PLACES
        for year in YEARS
        for gender in ("T", "K", "M")
    ]


def asked_of(home: Home, data: FakeKolada, asker: HttpAsker, actor: Actor) -> RefreshReport:
    with FakeKoladaServer(data) as fake:
        return refresh(home, sources=Sources(asker, fake.v3), actor=actor, now=NOW)


def test_every_key_figure_that_is_asked_for_is_in_the_catalogue(catalogue: list[dict[str, Any]]) -> None:
    """Under the title that the definition names, and by sex where it asks for that."""
    described = {item["id"]: item for item in catalogue}
    for source, one in asked():
        record = described[one.kpi]
        assert "".join(source.name.split()) == "".join(record["title"].split())
        assert source.code == one.kpi
        assert record["is_divided_by_gender"] or not one.by_sex
        if one.margin:
            assert described[one.margin]["title"].startswith("Osäkerhetstal - ")


def test_a_refresh_brings_the_city_its_peers_and_the_country(
    home: Home,
    catalogue: list[dict[str, Any]],
    real_values: list[FakeValue],
    asker: HttpAsker,
    statistician: Actor,
) -> None:
    others = [kpi for _, one in asked() for kpi in one.kpis if kpi != "N15436"]
    values = [*real_values, *(value for kpi in others for value in made_up(kpi))]
    report = asked_of(home, FakeKolada(values, kpis=catalogue), asker, statistician)

    told = {
        item.indicator: (item.outcome.value, [one.name.value for one in item.checks])
        for item in report.series
    }
    assert told["otrygghet-sen-kvall-ntu"][0] == "waiting"
    assert "polarity" in told["otrygghet-sen-kvall-ntu"][1]
    assert home.evidence.series("otrygghet-sen-kvall-ntu") == ()
    assert told["trygg-utomhus-morkt"] == ("new", [])
    assert told["behorighet-lageskommun"] == ("new", [])

    city = {
        item.period.start.year: (item.value, item.lower, item.upper)
        for item in home.evidence.series("trygg-utomhus-morkt")
        if (item.area, item.group) == ("0180", EVERYBODY)
    }
    assert city[2024] == (pytest.approx(40.7), pytest.approx(38.0), pytest.approx(43.4))
    areas = {item.area for item in home.evidence.series("trygg-utomhus-morkt")}
    assert areas == {"0180", "0000", "1280", "1480"}


def test_the_figures_that_come_with_the_city_are_those_that_kolada_gives(
    home: Home,
    catalogue: list[dict[str, Any]],
    real_values: list[FakeValue],
    asker: HttpAsker,
    statistician: Actor,
) -> None:
    before = {item.cell: item.value for item in home.evidence.series("behorighet-kommunala-skolor")}
    asked_of(home, FakeKolada(real_values, kpis=catalogue), asker, statistician)
    after = {item.cell: item.value for item in home.evidence.series("behorighet-kommunala-skolor")}
    assert before
    assert {cell: after.get(cell) for cell in before} == before
    assert {cell[1] for cell in after} == {"0180", "0000", "1280", "1480"}
