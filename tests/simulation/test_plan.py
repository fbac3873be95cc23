"""What cannot be simulated says why; what a city's files lack is named."""

import numpy as np
import pytest

from fardplan.simulation import CityModel, read_areas, read_levels
from fardplan.simulation.areas import codes_of, rates
from fardplan.simulation.model import Life
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.errors import InputError
from tests.simulation.lillkoping import MODEL, areas_csv, areas_geojson, levels_csv, plan


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"persons": 999}, "a city of 999 persons cannot be simulated\nGive from 1000 to 20000000 persons."),
        (
            {"persons": 20_000_001},
            "a city of 20000001 persons cannot be simulated\nGive from 1000 to 20000000 persons.",
        ),
        ({"years": (2018, 2014)}, "the years 2018-2014 are the wrong way round\nWrite 2014-2018."),
        (
            {"years": (2007, 2014)},
            "the years 2007-2014 are not all in the city's simulation\nIt reaches from 2008 to 2026.",
        ),
        ({"seed": -1}, "the seed -1 is below 0\nGive a whole number from 0."),
    ],
)
def test_what_cannot_be_simulated(asked, told):
    with pytest.raises(InputError) as error:
        plan(**asked)
    assert str(error.value) == told


def test_an_area_file_without_its_columns():
    with pytest.raises(InputError) as error:
        read_areas("code,x,part\n1,2,3\n", areas_geojson(), unplaced="0", where="areas.csv")
    assert str(error.value).startswith("areas.csv: columns are lacking: y, K_0, K_6, ")


def test_an_area_without_a_shape_and_one_that_stands_twice():
    shapes = areas_geojson().replace('"403"', '"999"')
    with pytest.raises(InputError, match=r"areas.csv: 1 areas have no shape, '403' first"):
        read_areas(areas_csv(), shapes, unplaced="0", where="areas.csv")
    twice = areas_csv() + areas_csv().splitlines()[-1] + "\n"
    with pytest.raises(InputError, match="an area stands twice, or is called '0' as the unplaced are"):
        read_areas(twice, areas_geojson(), unplaced="0", where="areas.csv")
    with pytest.raises(InputError, match="an area stands twice, or is called '403' as the unplaced are"):
        read_areas(areas_csv(), areas_geojson(), unplaced="403", where="areas.csv")


def test_a_level_that_is_lacking_is_named():
    levels = read_levels(levels_csv(), city="9999", where="levels.csv")
    with pytest.raises(InputError) as error:
        levels.at("rented", "nord", 2015)
    assert str(error.value) == (
        "the simulation needs the level 'rented' of 'nord', and the city's file has none\n"
        "There is: norr, ost, syd, vast. Did you mean 'norr'?"
    )
    with pytest.raises(InputError, match=r"levels.csv: columns are lacking: year, value"):
        read_levels("measure,area\na,b\n", city="9999", where="levels.csv")


def test_levels_between_before_and_after_the_known_years():
    levels = read_levels("measure,area,year,value\na,x,2010,10\na,x,2020,30\n", city="x", where="levels.csv")
    found = [levels.at("a", "x", year, outside=1.0) for year in (2008, 2010, 2015, 2020, 2022)]
    assert found == [10 - 2, 10, 20, 30, 30 + 2]
    assert (levels.knows("a", "x", 2010), levels.knows("a", "x", 2011), levels.knows("b", "x")) == (
        True,
        False,
        False,
    )


def test_a_rate_holds_from_its_age_to_the_next():
    found = rates(((16, 0.5), (18, 0.25)), 21)
    assert found.tolist() == [0.0] * 16 + [0.5, 0.5, 0.25, 0.25, 0.25]


def test_codes_become_text_and_none_below_zero():
    assert codes_of(("a", "b"), np.array([1, 0, -1], np.int8)).to_list() == ["b", "a", None]


def test_a_model_that_contradicts_itself_is_refused():
    for text, fault in (
        (MODEL.replace("first: 2008\n", "first: 2016\n", 1), "the base year 2015 is not from 2016 to 2026"),
        (MODEL.replace("last: 2026", "last: 2027"), "base_amount lacks [2027]"),
    ):
        with pytest.raises(InputError) as error:
            parse_yaml(text, CityModel, where="simulation.yaml")
        assert fault in str(error.value)


def test_districts_meet_their_real_numbers_in_every_size():
    """The largest remainder: each is within one of its exact part, and they sum."""
    for persons in (1_000, 7_777, 1_000_000):
        targets = plan(persons, (2015, 2015)).targets
        for year in (2009, 2012, 2020, 2024):
            by_margin, by_area = targets.by_margin(year), targets.by_area(year)
            inside = np.bincount(targets.margins.of, by_area, targets.margins.size + 1)
            assert inside.tolist() == by_margin.tolist()
    assert plan(128_500, (2015, 2015)).targets.by_margin(2015).tolist() == [42_000, 64_000, 22_000, 500]


def test_the_usual_life_keeps_a_city_going():
    born = rates(Life().births)[15:50].sum()
    assert 1.4 < born < 2.0
