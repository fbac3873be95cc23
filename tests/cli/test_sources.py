"""Looking at sources, and the fakes of them, which answer until they are stopped."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from fardplan.cli.sources import faults_of
from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.indicators.asked import PxWebAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.errors import InputError
from tests.cli.conftest import Program
from tests.sources.pxweb.tables import POPULATION

PROGRAM = Path(sys.executable).with_name("fardplan")


def test_a_fake_pxweb_answers_with_its_tables_and_limits(tmp_path: Path) -> None:
    command = [PROGRAM, "--home", tmp_path, "sources", "fake", "pxweb", "--port", "0", "--cells", "500"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        try:
            assert running.stdout is not None
            first, second = running.stdout.readline(), running.stdout.readline()
            address = next(word for word in first.split() if word.startswith("http"))
            with urlopen(f"{address}/config", timeout=10) as answer:
                limits = json.loads(answer.read())
        finally:
            running.terminate()
    assert limits["maxDataCells"] == 500
    assert second.endswith(f"{address}/tables/TAB1/metadata\n")


TOLD = """\
TAB1: Folkmängd efter region, ålder, kön, tabellinnehåll och år
  Påhittad källa
  2026-06-08T06:00:00Z
Region (region): 4 koder
  kan utelämnas: källan svarar då för alla tillsammans
  0180  Stockholm
  0181  Södertälje
  1480  Göteborg
  1280  Malmö
  kodlista agg_Lan: län
  kodlista vs_Stader: städer
Alder (ålder): 4 koder
  0-15  0–15 år
  16-64  16–64 år
  65+  65 år och äldre
  a,b  uppgift saknas
Kon (kön): 2 koder
  kan utelämnas: källan svarar då för alla tillsammans
  1  män
  2  kvinnor
ContentsCode (tabellinnehåll): 2 koder
  BE01  Folkmängd
  BE02  Andel
Tid (år): 5 koder
  2019  2019
  2020  2020
  2021  2021
  2022  2022
  2023  2023
"""


def test_looking_for_a_table_and_at_it(program: Program) -> None:
    with FakePxWeb([POPULATION]) as fake:
        assert program.told("sources", "find", "folkmängd", "--address", fake.v2) == (
            "TAB1  2019–2023  Folkmängd efter region, ålder, kön, tabellinnehåll och år\n"
        )
        assert program.told("sources", "find", "vatten", "--address", fake.v2) == "Ingen tabell passar.\n"
        assert program.told("sources", "table", "TAB1", "--address", fake.v2) == TOLD
        over_v1 = program.told("sources", "table", "TAB1", "--address", fake.v1, "--version", 1)
        assert "Kon (kön): 2 koder\n" in over_v1


def test_a_definition_to_correct(program: Program) -> None:
    with FakePxWeb([POPULATION]) as fake:
        text = program.told("sources", "table", "TAB1", "--address", fake.v2, "--suggest")
    definition = parse_yaml(text, IndicatorDefinition, where="suggested")
    asked = definition.sources[0].asks
    assert isinstance(asked, PxWebAsked)
    assert (definition.area, asked.of_area, asked.address) == ("9999", "9999", fake.v2)
    assert asked.select["Kon"] == ("1", "2")


@pytest.mark.parametrize(
    ("fault", "what", "instead"),
    [
        (
            "too_many=x",
            "'x' cannot be the value of too_many",
            "Write a whole number: too_many=3 is every third call, and 0 never.",
        ),
        (
            "slow=x",
            "'x' cannot be the value of slow",
            "Write seconds: slow=0.5 is half a second before every",
        ),
        (
            "paging=x",
            "'x' cannot be the value of paging",
            "Write one of null, empty, relative: paging=empty.",
        ),
        ("to_many=3", "'to_many' is no fault of a fake source", "Did you mean 'too_many'?"),
    ],
)
def test_a_fault_that_is_written_wrongly_is_told(fault: str, what: str, instead: str) -> None:
    with pytest.raises(InputError) as error:
        faults_of(["down=2", fault])
    assert (error.value.where, error.value.what) == ("--fault", what)
    assert instead in (error.value.instead or "")


def test_faults_are_read_as_they_are_written() -> None:
    assert faults_of(["too_many", "slow=0.5", "paging=relative"]) == Faults(
        too_many=1, slow=0.5, paging=Paging.RELATIVE
    )
