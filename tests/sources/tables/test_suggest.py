"""Mappings proposed for real tables, and loaded as they are where everything was recognised."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.city_models import AreasFile
from fardplan.sources.tables.load import TableReading, load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.proposal import Note
from fardplan.sources.tables.suggest import suggest_mapping, suggestion_text
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.unit import PERCENT
from tests.sources.tables.conftest import PERSONS, definition

Catalogue = Mapping[str, IndicatorDefinition]


def suggest(path: Path, catalogue: Catalogue, areas_file: AreasFile) -> str:
    return suggestion_text(*suggest_mapping(path, catalogue, areas_file.areas))


def load(path: Path, text: str, catalogue: Catalogue, areas_file: AreasFile) -> TableReading:
    mapping = parse_yaml(text, TableMapping, where="suggestion")
    return load_table(path, mapping, catalogue=catalogue, areas=areas_file.areas, loaded=date(2026, 11, 23))


def test_a_suggestion_is_a_mapping_with_its_doubts_as_comments(
    reference_data: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = reference_data / "data" / "kolada_panel_290_2016_2019" / "kolada_panel_long.csv"

    assert suggest(path, catalogue, areas_file) == (
        """\
# Left out: N15008, N15034, N15419, N15485, N15488, N15505, N15569, N15570 and 9 more.
indicator:
  column: kpi
  codes:
    N15436: behorighet-kommunala-skolor
  unknown: ignore
area:
  column: municipality_id
  pad: 4
  unknown: keep
period:
  column: year
groups:
  sex:
    column: gender
    codes:
      K: K
      M: M
    everybody:
    - T
# Not used: municipality. What parts the figures belongs in groups.
values:
- column: value
source:
  key: kolada
# official, own_calculation or simulated?
origin: official
# The source's ordinary day for this series.
published:
  every_year: 09-25
# published_by_source, with an address, lets the figures onto the public site.
clearance: internal
"""
    )


@pytest.mark.parametrize(
    ("table", "figures"),
    [
        ("kolada_panel_290_2016_2019/kolada_panel_long.csv", 291 * 4 * 3),
        ("stockholm_sdo_tables/b014_dag_nattbefolkning_2015_2016.csv", 36),
    ],
)
def test_a_table_that_is_recognised_loads_as_suggested(
    reference_data: Path, catalogue: Catalogue, areas_file: AreasFile, table: str, figures: int
) -> None:
    path = reference_data / "data" / table
    reading = load(path, suggest(path, catalogue, areas_file), catalogue, areas_file)

    assert len(reading.observations) == figures


def test_what_is_not_recognised_must_be_written_before_it_loads(
    reference_data: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = reference_data / "data" / "stockholm_stats" / "1.2-folkmangd-den-31-dec-2010-2034.xlsx"
    text = suggest(path, catalogue, areas_file)

    with pytest.raises(InputError, match="there is no indicator 'write-the-indicator-here'"):
        load(path, text, catalogue, areas_file)
    written = text.replace("write-the-indicator-here", "folkmangd")
    written = written.replace("column: '#1'", "column: '#1'\n  ignore: På staden skrivna")
    written = written.replace("in_header: true", "in_header: true\n  ignore: '2034'")
    assert len(load(path, written, catalogue, areas_file).observations) == 15 * 4


WIDE = """Statistik från Exempelverket, https://example.org;;;
Valt läsår: 2024/25;;;
;;;
Kommun-kod;Kön;Antal elever;Andel (%) behöriga
180;Flickor;100;90,5
180;Pojkar;..;..
180;Totalt;210;~100
127;Totalt;1 000;88
Källa: Exempelverket;;;
Senast uppdaterad: 2025-10-01;;;
"""


def test_lost_zeros_sex_base_banner_and_day_are_recognised(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "betyg.csv"
    path.write_text(WIDE, encoding="cp1252")
    mapping, notes = suggest_mapping(path, catalogue, areas_file.areas)

    assert mapping.model_dump(mode="json", exclude_defaults=True) == {
        "area": {"column": "Kommun-kod", "pad": 4, "unknown": "keep"},
        "period": {"banner": "Valt läsår:"},
        "groups": {
            "sex": {"column": "Kön", "everybody": ["Totalt"], "codes": {"Flickor": "K", "Pojkar": "M"}}
        },
        "values": [
            {
                "column": "Andel (%) behöriga",
                "indicator": "behorighet-kommunala-skolor",
                "base": "Antal elever",
            }
        ],
        "source": {"name": "Exempelverket"},
        "origin": "official",
        "published": {"on": "2025-10-01"},
    }
    assert notes == (
        Note("period", "From the line 'Valt läsår: 2024/25' above the table."),
        Note("values", "'Antal elever' is taken to be what the shares rest on."),
        Note("values", "'Andel (%) behöriga' is guessed to be behorighet-kommunala-skolor (100%)."),
        Note("source", "Name the table and its publisher, and the address where it can be seen."),
        Note("origin", "official, own_calculation or simulated?"),
        Note("clearance", "published_by_source, with an address, lets the figures onto the public site."),
        Note("published", "The day the table says that it was last updated."),
    )
    reading = load(path, suggestion_text(mapping, notes), catalogue, areas_file)
    assert [(x.area, str(x.period), str(x.group), x.value, x.base) for x in reading.observations] == [
        ("0180", "2024/25", "sex=K", 90.5, 100),
        ("0180", "2024/25", "sex=M", None, None),
        ("0180", "2024/25", "", 100.0, 210),
        ("0127", "2024/25", "", 88.0, 1000),
    ]


def test_a_table_without_areas_or_periods_is_about_the_city_in_a_year_to_be_checked(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("fråga;procent\nfråga ett;12,5\nfråga två;13,5\n")
    mapping, notes = suggest_mapping(path, catalogue, areas_file.areas)

    assert (mapping.area.const, mapping.period.const) == ("0180", "2000")
    assert Note("period", "Which period is the table about? It does not say.") in notes
    assert Note("area", "No column names areas; all figures are taken to be about the whole city.") in notes


def test_a_table_of_words_is_told_to_be_none(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "ord.csv"
    path.write_text("område;svar\nFarsta;ja\nBromma;nej\n")

    with pytest.raises(InputError, match="no column looks like figures"):
        suggest_mapping(path, catalogue, areas_file.areas)


def test_figures_are_not_guessed_to_be_of_an_indicator_whose_unit_cannot_hold_them(tmp_path: Path) -> None:
    """One table, b014, gives both the share and the count; 94,965 is no per cent."""
    both = {
        "andel": definition("andel", PERCENT, code="b014"),
        "dagbefolkning": definition("dagbefolkning", PERSONS, code="b014"),
    }
    path = tmp_path / "b014.csv"
    path.write_text("year;population\n2015;94965\n2016;96958\n")
    mapping, _ = suggest_mapping(path, both, [])

    assert [measure.indicator for measure in mapping.values] == ["dagbefolkning"]


def test_a_file_with_a_cell_longer_than_any_tables_is_told_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    path.write_text('{"coordinates": "' + "0 1 " * 100_000 + '"}')

    with pytest.raises(InputError, match=r"map\.geojson"):
        suggest_mapping(path, {}, [])


def test_an_indicator_that_cannot_hold_the_figures_is_not_guessed(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    """Two indicators from one table: the number of persons, and the share of them."""
    share = catalogue["uvas-17-24"].model_copy(update={"sources": catalogue["dagbefolkning"].sources})
    path = tmp_path / "b014.csv"
    path.write_text("område;år;natt\nFarsta;2015;27 720\nFarsta;2016;28 205\n")
    mapping, _ = suggest_mapping(path, {"a": share, **catalogue}, areas_file.areas)

    assert [measure.indicator for measure in mapping.values] == ["dagbefolkning"]
