"""fardplan simulate: what it says, in both languages and as JSON, and what it refuses."""

import json

import polars as pl
import pytest

from fardplan.simulation import REGISTERS
from tests.simulation.lillkoping import write_simulation
from tests.small_city import write_city


@pytest.fixture(scope="module")
def simulated_city(tmp_path_factory):
    return write_simulation(write_city(tmp_path_factory.mktemp("city") / "lillkoping"))


@pytest.fixture
def arguments(simulated_city, tmp_path):
    return [
        "simulate",
        "--city",
        simulated_city,
        "--persons",
        1000,
        "--years",
        "2014-2015",
        "--out",
        tmp_path / "r",
    ]


def test_it_tells_what_was_written(no_home, arguments, tmp_path):
    lines = no_home.told(*arguments).replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    rows = pl.read_parquet(tmp_path / "r/befolkning.parquet").height
    assert lines[0] == f"En simulerad stad finns i {tmp_path / 'r'}. Ingenting i den är verkligt."
    assert lines[1].split() == ["Register", "Rader"]
    assert tuple(line.split()[0] for line in lines[3:-1]) == REGISTERS
    assert lines[3].replace(" ", "") == f"befolkning{rows}"
    assert lines[-1] == "Vad som är inplanterat i den står i truth.json."


def test_it_answers_in_english(no_home, arguments):
    no_home.language = "en"
    told = no_home.told(*arguments).splitlines()
    assert told[0].endswith("Nothing in it is real.")
    assert told[-1] == "What is planted in it stands in truth.json."


def test_it_answers_as_json_with_the_planted_faults(no_home, arguments, tmp_path):
    told = json.loads(no_home.told(*arguments, "--faults", "duplicates=0.05", "--json"))
    frame = pl.read_parquet(tmp_path / "r/befolkning.parquet")
    assert told["folder"] == str(tmp_path / "r")
    assert told["rows"]["befolkning"] == frame.height
    assert (
        told["faults"]["befolkning"]["duplicates"]
        == frame.select("person", "year").is_duplicated().sum() // 2
    )


def test_it_needs_no_home(no_home, arguments):
    no_home.told(*arguments)
    assert not no_home.home.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (["--years", "2015-2014"], "the years 2015-2014 are the wrong way round\nWrite 2014-2015."),
        (["--years", "soon"], "'soon' is not a span of years\nWrite for example 2005-2024."),
        (["--persons", 10], "a city of 10 persons cannot be simulated\nGive from 1000 to 20000000 persons."),
        (
            ["--city", "lund"],
            "there is no city package 'lund', and no folder of that name\nThere is: stockholm.",
        ),
        (["--faults", "missing=1"], "the rate 1 of 'missing' is not from 0 to 0.2"),
    ],
)
def test_what_it_refuses(no_home, arguments, changed, told, tmp_path):
    assert no_home.refused(*arguments, *changed) == told
    assert list(tmp_path.iterdir()) == []
