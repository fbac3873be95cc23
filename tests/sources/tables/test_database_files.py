"""Files that statistical databases save: one table gives the same figures in whatever form it comes."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.city_models import AreasFile
from fardplan.sources.pxweb.cube import Cube, Role
from fardplan.sources.pxweb.px_file import read_px
from fardplan.sources.tables.files import read_table
from fardplan.sources.tables.load import load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.suggest import suggest_mapping
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.errors import FardplanError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Status
from tests.sources.pxweb import px_writer
from tests.sources.tables.conftest import LOADED, LoadText
from tests.sources.tables.database_files import cubes, json_stat, json_stat_1, sdmx_csv

Catalogue = Mapping[str, IndicatorDefinition]


Told = dict[tuple[str, str, str, str], tuple[float | None, Status]]


STATUS_OF_SIGN = {
    "..": Status.SUPPRESSED,
    "...": Status.SUPPRESSED,
    ".": Status.NOT_APPLICABLE,
    "-": Status.MISSING,
}


INDICATORS = {"BE01": "folkmangd", "BE02": "medelinkomst", "": "folkmangd"}


LABELS = {"BE01": "Folkmängd", "BE02": "Medelinkomst"}


def mapping_of(cube: Cube, columns: Mapping[str, str]) -> TableMapping:
    """The mapping for a drawn table, with the columns named as in one kind of file."""
    keys = [one.key for one in cube.dimensions]
    measure = cube.of_role(Role.METRIC)
    text = f'area: {{column: "{columns["Region"]}", unknown: keep}}\nperiod: {{column: {columns["Tid"]}}}\n'
    if "Kon" in keys:
        sexes = 'everybody: "1+2", codes: {"1": M, "2": K}'
        text += f'groups: {{sex: {{column: "{columns["Kon"]}", {sexes}}}}}\n'
    if measure and "measure" in columns:
        codes = ", ".join(f"{code}: {INDICATORS[code]}" for code in measure.codes)
        text += f'indicator: {{column: "{columns["measure"]}", codes: {{{codes}}}}}\nvalues: [OBS_VALUE]\n'
    else:
        named = {code: LABELS[code] for code in measure.codes} if measure else {"": columns["value"]}
        told = [f"{{column: {name}, indicator: {INDICATORS[code]}}}" for code, name in named.items()]
        text += f"values: [{', '.join(told)}]\n"
    text += "source: {name: Prov}\norigin: simulated\n"
    return parse_yaml(text, TableMapping, where="mapping")


IN_CUBES = {"Region": "region (code)", "Tid": "tid", "Kon": "kön (code)", "value": "value"}


IN_SDMX = {"Region": "Region", "Tid": "TIME_PERIOD", "Kon": "Kon", "value": "OBS_VALUE"}


def told(cube: Cube) -> Told:
    """What the cells of a cube say, worked out here cell by cell."""
    found: Told = {}
    for cell in cube.cells():
        sex = {"1": "sex=M", "2": "sex=K"}.get(cell.codes.get("Kon", ""), "")
        period = cell.codes["Tid"].replace("M", "-")
        indicator = INDICATORS[cell.codes.get("ContentsCode", "")]
        status = Status.VALUE if cell.value is not None else STATUS_OF_SIGN[cell.mark or "-"]
        found[indicator, cell.codes["Region"], sex, period] = (cell.value, status)
    return found


def as_told(observations: tuple[Observation, ...]) -> Told:
    return {
        (one.indicator, one.area, str(one.group), str(one.period)): (one.value, one.status)
        for one in observations
    }


@given(cube=cubes())
def test_every_form_of_a_table_gives_the_same_figures(
    tmp_path_factory: pytest.TempPathFactory, cube: Cube, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    folder = tmp_path_factory.getbasetemp()
    forms = {
        "t.px": (px_writer.written(cube), IN_CUBES),
        "t.json": (json_stat(cube), IN_CUBES),
        "t1.json": (json_stat_1(cube), IN_CUBES),
        "t1.csv": (sdmx_csv(cube, version=1), IN_SDMX | {"measure": "ContentsCode"}),
        "t2.csv": (sdmx_csv(cube), IN_SDMX | {"measure": "ContentsCode"}),
        "names.csv": (sdmx_csv(cube, names=True), IN_SDMX | {"measure": "ContentsCode"}),
    }
    expected = told(cube)
    for name, (content, columns) in forms.items():
        path = folder / name
        path.write_bytes(content)
        reading = load_table(
            path,
            mapping_of(cube, columns),
            catalogue=catalogue,
            areas=areas_file.areas,
            loaded=LOADED,
        )
        assert as_told(reading.observations) == expected, name


@pytest.fixture
def reference_server(reference_data: Path) -> Path:
    folder = reference_data / "data" / "pxwebapi_server_reference" / "px"
    if not folder.is_dir():
        pytest.skip("reference data folder beside the checkout has no PX files of the reference server")
    return folder


def test_real_tables_are_the_same_from_px_json_stat_and_csv(
    reference_server: Path, load_text: LoadText
) -> None:
    mapping = """
indicator: folkmangd
area: {column: region (code), unknown: keep}
period: {column: year}
groups: {mark: {column: land use, unknown: keep}}
values: ["Land use, hectares"]
source: {name: Prov}
origin: simulated
"""
    path = reference_server / "TAB005.px"
    cube = read_px(path)
    rows = read_table(path).rows
    plain = "\n".join(";".join(row) for row in rows)
    readings = [
        load_text(path.read_bytes(), mapping, name="t.px"),
        load_text(json_stat(cube), mapping, name="t.json"),
        load_text(json_stat_1(cube), mapping, name="t1.json"),
        load_text(plain, mapping, name="t.csv"),
    ]

    first = readings[0].observations
    assert len(first) == 6402
    assert first[0].value == 2633457.0
    assert all(reading.observations == first for reading in readings)
    (stockholm,) = [
        one.value
        for one in first
        if (one.area, str(one.period), str(one.group)) == ("0180", "2015", "mark=total land area")
    ]
    assert stockholm == cube.cell({"REGION": "0180", "LANDUSECLASS": "911", "TIME": "2015"}).value


@pytest.mark.parametrize("table", ["001", "003"])
def test_a_server_says_the_same_of_a_table_in_json_stat_as_in_px(
    reference_server: Path, tmp_path: Path, table: str
) -> None:
    px = reference_server / f"TAB{table}.px"
    described = reference_server.parent / "ExpectedJson" / f"MetadataById_tab{table}_js2.json"
    cube = read_px(px)
    values = [None if isnan(value) else value for value in cube.values.tolist()]
    figures = {"value": values, "status": {str(cell): mark for cell, mark in cube.marks.items()}}
    path = tmp_path / "t.json"
    path.write_text(json.dumps(json.loads(described.read_text("utf-8")) | figures), "utf-8")
    of_px, of_json = read_table(px), read_table(path)

    assert of_json.rows == of_px.rows
    assert of_px.told
    assert of_json.told == replace(of_px.told, notes=of_json.told.notes if of_json.told else ())


def test_a_recorded_answer_of_the_national_database(reference_data: Path, load_text: LoadText) -> None:
    path = reference_data / "data" / "pxweb_v2_scb_recorded" / "TAB6471_data.json"
    if not path.is_file():
        pytest.skip("reference data folder beside the checkout has no recorded answers of the database")
    mapping = """
indicator: folkmangd
area: {column: region (code), unknown: keep}
period: {column: månad}
groups:
  sex: {column: kön (code), everybody: TotSa, codes: {"1": M, "2": K}}
  alder: {column: ålder, unknown: keep}
values: [Folkmängden per månad]
source: {name: Prov}
origin: simulated
"""
    found = load_text(path.read_bytes(), mapping, name="t.json").observations

    assert len(found) == 21 * 11 * 3 * 4
    assert (found[0].area, str(found[0].period), found[0].group, found[0].value) == (
        "01",
        "2026-01",
        Group((("alder", "0-9 år"),)),
        245284.0,
    )


@given(cube=cubes(), data=st.data())
def test_a_file_that_was_cut_short_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
    cube: Cube,
    data: st.DataObject,
    catalogue: Catalogue,
    areas_file: AreasFile,
) -> None:
    name, content = data.draw(
        st.sampled_from([("t.px", px_writer.written(cube)), ("t.json", json_stat(cube))]), label="file"
    )
    # Right at the end stand only a semicolon or bracket and a line break.
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content[: data.draw(st.integers(0, len(content.rstrip()) - 1), label="length")])
    with pytest.raises(FardplanError, match="Nothing was loaded"):
        load_table(
            path, mapping_of(cube, IN_CUBES), catalogue=catalogue, areas=areas_file.areas, loaded=LOADED
        )


@given(cube=cubes(), data=st.data())
def test_a_damaged_file_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory,
    cube: Cube,
    data: st.DataObject,
    catalogue: Catalogue,
    areas_file: AreasFile,
) -> None:
    forms = [
        ("t.px", px_writer.written(cube)),
        ("t.json", json_stat(cube)),
        ("old.json", json_stat_1(cube)),
        ("t.csv", sdmx_csv(cube)),
        ("names.csv", sdmx_csv(cube, names=True)),
    ]
    name, content = data.draw(st.sampled_from(forms), label="file")
    at = data.draw(st.integers(0, len(content) - 1), label="place")
    more = data.draw(st.sampled_from([b"", b",", b'"', b"{", b"\n", b";", b"9", b"\xff", b"null", b"D,"]))
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content[:at] + more + content[at + data.draw(st.integers(0, 3)) :])
    columns = IN_SDMX | {"measure": "ContentsCode"} if name.endswith("csv") else IN_CUBES
    with suppress(FardplanError):
        load_table(
            path, mapping_of(cube, columns), catalogue=catalogue, areas=areas_file.areas, loaded=LOADED
        )
        suggest_mapping(path, catalogue, areas_file.areas)
