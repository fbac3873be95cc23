"""Stockholm's figures of fourteen districts in the eleven of today, for the public and for a statistician."""

from datetime import date
from pathlib import Path

import pytest

from fardplan.disclosure.clearance import clear
from fardplan.indicators.recalculating import recalculated
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.sources.public_figures import observation
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.recalculations import published_recalculations, recalculated_series
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Clearance, Observation
from fardplan.vocabulary.recalculated import Reason
from tests.usecases.conftest import TODAY


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def figures(city: CityPackage) -> tuple[Observation, ...]:
    loaded = date(2026, 11, 28)
    return tuple(
        observation(row, definition, loaded)
        for definition in city.indicators
        for row in city.figures_of(definition.key)
    )


@pytest.fixture
def home(db: None, tmp_path: Path, strategist: Actor) -> Home:
    return create_home(tmp_path / "home", "stockholm", actor=strategist, today=TODAY).home


def test_the_public_sees_what_can_be_recalculated_to_the_districts_of_the_day(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    cleared = clear(figures).cleared
    told = {
        item.indicator: item.division for item in published_recalculations(city, cleared, date(2026, 11, 28))
    }
    assert told == dict.fromkeys(
        [
            "dagbefolkning",
            "disponibel-inkomst",
            "ekonomiskt-bistand",
            "ekonomiskt-bistand-18-24",
            "ekonomiskt-bistand-18-24-antal",
            "ekonomiskt-bistand-antal",
            "forvarvsfrekvens",
            "oppet-arbetslosa",
        ],
        "sdo11",
    )
    then = published_recalculations(city, cleared, date(2021, 1, 1))
    assert {item.division for item in then} == {"sdo13"}
    assert published_recalculations(city, cleared, date(2019, 1, 1)) == ()
    assert published_recalculations(city, Cleared(()), date(2026, 11, 28)) == ()


def test_persons_with_economic_assistance_are_summed_where_districts_merged(
    city: CityPackage, figures: tuple[Observation, ...]
) -> None:
    cleared = clear(figures).cleared
    (told,) = (
        item
        for item in published_recalculations(city, cleared, date(2026, 11, 28))
        if item.indicator == "ekonomiskt-bistand-antal"
    )
    known = {
        (item.area, str(item.period)): item.value for item in figures if item.indicator == told.indicator
    }
    found = {(item.area, str(item.period)): item for item in told.figures}
    assert found["jarva", "2017"].value == known["rinkeby-kista", "2017"] + known["spanga-tensta", "2017"]  # type: ignore[operator]
    assert found["jarva", "2017"].reason is Reason.WHOLE_AREAS
    moved = found["enskede-arsta-vantor", "2015"]
    assert (moved.lowest, moved.highest, moved.reason) == (3622.0, 4867.0, Reason.DIVIDED)
    assert moved.value == pytest.approx(3622 + 1387 * 1245 / 46961)


def test_internal_figures_are_not_published(city: CityPackage, figures: tuple[Observation, ...]) -> None:
    open_ones = [item for item in figures if item.provenance.clearance is not Clearance.INTERNAL]
    assert len(open_ones) == len(figures)
    (definition,) = (item for item in city.indicators if item.key == "ekonomiskt-bistand-antal")
    target = next(item for item in city.divisions if item.code == "sdo11")
    assert recalculated(definition, (), target, city.area_history) == ()


def test_a_statistician_recalculates_to_any_division(home: Home) -> None:
    series, made = recalculated_series(home, "ekonomiskt-bistand-antal", "sdo13", as_of=None)
    assert series.definition.key == "ekonomiskt-bistand-antal"
    assert {item.reason for item in made} == {Reason.UNCHANGED, Reason.WHOLE_AREAS}
    assert {item.area for item in made if item.is_recalculated} == {"hagersten-alvsjo"}
    none, of_then = recalculated_series(home, "ekonomiskt-bistand-antal", "sdo13", as_of=date(2014, 1, 1))
    assert (none.observations, of_then) == ((), ())


def test_an_unknown_division_is_told_with_those_there_are(home: Home) -> None:
    with pytest.raises(NotFoundError, match="there is no division 'sdo12'") as refused:
        recalculated_series(home, "ekonomiskt-bistand-antal", "sdo12", as_of=None)
    assert "sdo11, sdo13, sdo14" in str(refused.value)
