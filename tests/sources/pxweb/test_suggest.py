"""A definition proposed for a table: a file that can be read, and what it asks for gives figures."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.indicators.asked import PxWebAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.jsonstat import read_table, write_jsonstat
from fardplan.sources.pxweb.observing import ForIndicator, observations_of
from fardplan.sources.pxweb.suggest import suggested
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.sources.yaml_file import parse_yaml
from fardplan.usecases.fake_tables import made_up_table
from tests.sources.pxweb.direct import Directly
from tests.sources.pxweb.test_jsonstat import cubes

LOADED = date(2026, 11, 28)
ADDRESS = "https://example.org/api/v2"
TABLE = Table(
    "TAB1",
    "Arbetslösa 20–64 år, andel efter region, kön, ålder och månad",
    (
        Variable(Dimension("Region", "region", ("00", "0180"), ("Riket", "Stockholm"))),
        Variable(Dimension("Kon", "kön", ("1", "2", "T"), ("män", "kvinnor", "totalt, båda")), optional=True),
        Variable(Dimension("Alder", "ålder", ("20-24", "tot"), ("20–24 år", "samtliga åldrar"))),
        Variable(Dimension("Form", "form", ("a", "b", "c"), ("första", "andra", "tredje"))),
        Variable(Dimension("ContentsCode", "innehåll", ("A1",), ("Andel: 'alla'",), Role.METRIC)),
        Variable(Dimension("Tid", "månad", ("2020M01", "2020M02"), ("2020M01", "2020M02"), Role.TIME)),
    ),
    source="SCB",
    units={"A1": "procent"},
    decimals={"A1": 1},
)
SUGGESTED = """\
key: "arbetslosa-2064-ar-andel-efter-region-kon-alder-och-manad"  # the name of the file, without .yaml
name: {sv: "Arbetslösa 20–64 år, andel efter region, kön, ålder och månad"}  # as residents should read it
definition: {sv: "Arbetslösa 20–64 år, andel efter region, kön, ålder och månad"}  # what, of whom, when
unit: {measure: share, label: {sv: "procent"}}
polarity: null  # up or down: which way is better for residents; null where neither is
kind: context
area: "0180"
rounded_to: 0.1
error: {kind: register}  # or survey, for answers of a sample
sources:
  - key: "scb"
    name: "Arbetslösa 20–64 år, andel efter region, kön, ålder och månad"
    publisher: "SCB"
    code: "TAB1"
    asks:
      kind: pxweb
      address: https://example.org/api/v2
      table: "TAB1"
      select:
        "Region": ["0180", "00"]
        "Kon": ["1", "2", "T"]
        "Alder": ["tot"]  # all together
        "Form": ["a"]  # första; there are 3
        "ContentsCode": ["A1"]  # Andel: 'alla'
        "Tid": ["from(2020M01)"]
      time: "Tid"
      area: "Region"
      areas: {"00": "0000"}  # what the table's codes are called here
      groups:
        "Kon": {"1": "sex=M", "2": "sex=K", "T": ""}
"""


def test_a_definition_to_read_and_correct() -> None:
    assert suggested(TABLE, ADDRESS, 2, "0180", "0180") == SUGGESTED
    parse_yaml(SUGGESTED, IndicatorDefinition, where="suggested")


def test_a_city_that_is_called_otherwise_here_and_a_table_of_no_areas() -> None:
    other = suggested(TABLE, ADDRESS, 1, "0180", "staden")
    assert '      areas: {"0180": "staden", "00": "0000"}' in other
    assert "      version: 1\n" in other
    of_no_area = suggested(replace(TABLE, variables=TABLE.variables[1:]), ADDRESS, 2, "0180", "0180")
    assert '      of_area: "0180"  # the area that all figures are about\n' in of_no_area


def test_what_is_proposed_for_the_made_up_table_gives_figures() -> None:
    with FakePxWeb([made_up_table()]) as fake:
        client = PxWebClient(Directly(fake), fake.v2)
        text = suggested(client.metadata("TAB1"), fake.v2, 2, "0180", "0180")
        definition = parse_yaml(text, IndicatorDefinition, where="suggested")
        asked = definition.sources[0].asks
        assert isinstance(asked, PxWebAsked)
        cube = client.data(asked.table, asked.select)
    of = ForIndicator(definition, asked, "Påhittad", "https://example.org", None, {"0180", "0000"})
    found, _ = observations_of(cube, of, LOADED)
    assert len(found) == 2 * 3 * 16
    assert {item.area for item in found} == {"0180", "0000"}


@given(cubes())
def test_whatever_a_table_is_called_the_file_can_be_read(cube: Cube) -> None:
    document = write_jsonstat(cube)
    text = suggested(read_table(document, "svar", "T1"), ADDRESS, 2, "0180", "0180")
    if cube.of_role(Role.TIME):
        parse_yaml(text, IndicatorDefinition, where="suggested")


def test_a_table_of_statistics_sweden(reference_data: Path) -> None:
    path = reference_data / "data/pxweb_v2_scb_recorded/TAB6471_metadata.json"
    if not path.is_file():
        pytest.skip("the recorded answers of Statistics Sweden are not beside the checkout")
    table = read_table(json.loads(path.read_bytes()), "svar", "TAB6471")
    definition = parse_yaml(
        suggested(table, ADDRESS, 2, "0180", "0180"), IndicatorDefinition, where="suggested"
    )
    asked = definition.sources[0].asks
    assert isinstance(asked, PxWebAsked)
    assert dict(asked.select) == {
        "Region": ("0180", "00"),
        "Alder": ("TotSA",),
        "Kon": ("TotSa", "1", "2"),
        "ContentsCode": ("000007SF",),
        "Tid": ("from(2025M01)",),
    }
