"""Files that statistical databases save: one table gives the same figures in whatever form it comes."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.definition import IndicatorDefinition, SeriesBreak
from fardplan.sources.city_models import AreasFile
from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.px_file import read_px
from fardplan.sources.tables.cubes import Source, table_of
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.files import read_table
from fardplan.sources.tables.load import load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.suggest import suggest_mapping, suggestion_text
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.errors import FardplanError, InputError, NotFoundError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
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


def sdmx(*rows: str, head: str = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS") -> str:
    return "\n".join([head, *(f"XX:FOLK(1.0),{row}" for row in rows)]) + "\n"


SDMX = """
indicator: folkmangd
area: {column: REF_AREA}
period: {column: TIME_PERIOD}
values: [OBS_VALUE]
source: {name: Prov}
origin: simulated
"""


@pytest.mark.parametrize(
    ("value", "status", "conf", "expected"),
    [
        ("12", "A", "F", (12.0, Status.VALUE, None)),
        ("0", "", "", (0.0, Status.VALUE, None)),
        ("12", "P", "F", (12.0, Status.PRELIMINARY, "'P' in the source: provisional")),
        ("12", "E", "F", (12.0, Status.VALUE, "'E' in the source: estimated")),
        ("12", "bp", "", (12.0, Status.PRELIMINARY, "'bp' in the source: a series break, provisional")),
        ("", "Q", "F", (None, Status.SUPPRESSED, "'Q' in the source: suppressed")),
        ("NaN", "M", "F", (None, Status.NOT_APPLICABLE, "'M' in the source: cannot exist")),
        ("", "L", "F", (None, Status.MISSING, "'L' in the source: exists and was not collected")),
        ("", "A", "F", (None, Status.MISSING, None)),
        ("", "", "C", (None, Status.SUPPRESSED, "'C' in the source: confidential")),
        ("3", "A", "N", (None, Status.SUPPRESSED, "'N' in the source: confidential")),
    ],
)
def test_what_codes_beside_a_figure_mean(
    load_text: LoadText,
    value: str,
    status: str,
    conf: str,
    expected: tuple[float | None, Status, str | None],
) -> None:
    reading = load_text(sdmx(f"0180,2019,{value},{status},{conf}"), SDMX)

    (found,) = reading.observations
    assert (found.value, found.status, found.note) == expected


def test_a_confidential_figure_that_stands_in_the_file_is_told_and_not_kept(load_text: LoadText) -> None:
    reading = load_text(sdmx("0180,2019,3,A,C", "0180,2020,,Q,C"), SDMX)

    assert [one.value for one in reading.observations] == [None, None]
    assert reading.warnings == ("Figures marked confidential by their source, read as suppressed: 1.",)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "0180,2019,12,R,F",
            "tabell.csv:2: column 'OBS_VALUE': '12'. Expected a known code in 'OBS_STATUS', not 'R' "
            "(known are A, B, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, S, U, V, W, b, d, e, f, i, m, n, "
            "p, u, c, r, s, z, :); say what it means in the mapping, "
            "status: {column: OBS_STATUS, codes: {R: value}}.",
        ),
        (
            "0180,2019,12,Q,F",
            "tabell.csv:2: column 'OBS_VALUE': '12'. Expected no number beside 'Q', which means: suppressed.",
        ),
        (
            "0180,2030,12,F,F",
            "tabell.csv:2: column 'OBS_VALUE': '12'. Expected no number beside 'F', which means: a forecast.",
        ),
        (
            "0180,2019,12,A,H",
            "tabell.csv:2: column 'OBS_VALUE': '12'. Expected a known code in 'CONF_STATUS', not 'H' "
            "(known are F, A, C, D, E, G, M, N, O, P, S, T, X); say what it means in the mapping, "
            "status: {column: CONF_STATUS, codes: {H: value}}.",
        ),
        (
            '0180,2019,"12,5",A,F',
            "tabell.csv:2: column 'OBS_VALUE': '12,5'. Expected a number with decimal point, as elsewhere "
            "in the column.",
        ),
        (
            "0180,2019-Q1,12,A,F",
            "tabell.csv:2: column 'TIME_PERIOD': '2019-Q1'. Expected a period: a year (2018), school year "
            "(2017/18), term (VT 2018) or month (2018-09); a quarter is none that figures can be about here.",
        ),
    ],
)
def test_what_sdmx_says_and_cannot_be_read(load_text: LoadText, row: str, fault: str) -> None:
    with pytest.raises(TableRefused) as error:
        load_text(sdmx(row), SDMX)

    first, *rest = str(error.value).split("\n")
    assert first.rpartition("/tabell.csv")[2] == fault.removeprefix("tabell.csv")
    assert rest == [
        "1 cell in all cannot be read.",
        "Nothing was loaded. What was loaded before stays as it was.",
    ]


def test_a_mapping_says_what_a_code_of_its_own_means(load_text: LoadText) -> None:
    mapping = SDMX.replace(
        "[OBS_VALUE]",
        "[{column: OBS_VALUE, status: {column: OBS_STATUS, codes: {R: preliminary, F: value}}}]",
    )
    reading = load_text(sdmx("0180,2019,1,R,F", "0180,2020,2,F,F", "0180,2021,3,P,F"), mapping)

    assert [(one.value, one.status) for one in reading.observations] == [
        (1.0, Status.PRELIMINARY),
        (2.0, Status.VALUE),
        (3.0, Status.PRELIMINARY),
    ]


def test_a_series_break_that_the_definition_does_not_tell_of_is_told(load_text: LoadText) -> None:
    reading = load_text(sdmx("0180,2019,1,A,F", "0180,2020,2,B,F", "farsta,2020,1,B,F"), SDMX)

    assert [(one.value, one.status, one.note) for one in reading.observations][1] == (
        2.0,
        Status.VALUE,
        "'B' in the source: a series break",
    )
    assert reading.warnings == (
        "folkmangd, 2020: the source marks a series break (2 areas), and the definition of the indicator "
        "tells of none. Figures before cannot be compared with those from 2020 on: add it under "
        "breaks in the definition.",
    )


def test_a_series_break_that_the_definition_tells_of_is_nothing_to_tell(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    told_of = SeriesBreak(first=Period.of_year(2020), text=Text(sv="Ny metod"), areas=("0180",))
    definition = catalogue["folkmangd"].model_copy(update={"breaks": (told_of,)})
    path = tmp_path / "t.csv"
    path.write_text(sdmx("0180,2020,2,B,F", "farsta,2020,1,B,F"))
    reading = load_table(
        path,
        parse_yaml(SDMX, TableMapping, where="mapping"),
        catalogue={"folkmangd": definition},
        areas=areas_file.areas,
        loaded=LOADED,
    )

    assert reading.warnings == (
        "folkmangd, 2020: the source marks a series break (farsta), and the definition of the indicator "
        "tells of none. Figures before cannot be compared with those from 2020 on: add it under "
        "breaks in the definition.",
    )


def test_figures_are_multiplied_as_their_row_says(load_text: LoadText) -> None:
    head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS"
    rows = ["I,0180,2019,12.345,3,A", "I,0180,2020,7,0,A", "I,0180,2021,0.1,6,A", "I,0180,2022,..,3,A"]
    text = "\n".join([head, *(f"dataflow,XX:FOLK(1.0),{row}" for row in rows)])
    reading = load_text(text, SDMX)

    assert [one.value for one in reading.observations] == [12345.0, 7.0, 100000.0, None]
    assert reading.warnings == (
        "Figures multiplied by 10^3, as UNIT_MULT says: 1.",
        "Figures multiplied by 10^6, as UNIT_MULT says: 1.",
    )


def test_rows_of_attributes_alone_are_left_out(load_text: LoadText) -> None:
    head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,TITLE"
    rows = ["I,0180,,,Folkmängd i Stockholm", "I,0180,2019,5,", "M,0180,2020,,"]
    text = "\n".join([head, *(f"dataflow,XX:FOLK(1.0),{row}" for row in rows)])

    found = load_text(text, SDMX).observations
    assert [(str(one.period), one.value) for one in found] == [("2019", 5.0), ("2020", None)]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (
            "D,0180,2019,5",
            "tabell.csv:2: column 'ACTION': 'D' takes figures away, and a table only gives them\n"
            "Save the table whole; what it no longer holds is withdrawn by itself.\nNothing was loaded.",
        ),
        (
            "X,0180,2019,5",
            "tabell.csv:2: column 'ACTION': 'X'. Expected one of I, A, M, R.\nNothing was loaded.",
        ),
        (
            "I,0180,2019",
            "tabell.csv:2: the row has 5 cells and there are 6 headings\n"
            "Was the file cut short? Text with the delimiter in it stands in quotes.\nNothing was loaded.",
        ),
        ("I,0180,,", "tabell.csv:1: no row has a figure in OBS_VALUE\nNothing was loaded."),
    ],
)
def test_rows_of_sdmx_that_cannot_be_read(load_text: LoadText, row: str, what: str) -> None:
    head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE"
    with pytest.raises(InputError) as error:
        load_text(f"{head}\ndataflow,XX:FOLK(1.0),{row}\n", SDMX)
    assert str(error.value).rpartition("/")[2] == what


def test_a_file_of_eurostat(load_text: LoadText) -> None:
    text = (
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
        "ESTAT:DEMO(1.0),23/02/24 11:00:00,A,NR,SE,2019,5,p,\n"
        "ESTAT:DEMO(1.0),23/02/24 11:00:00,A,NR,SE,2020,6,,\n"
        "ESTAT:DEMO(1.0),23/02/24 11:00:00,A,NR,SE,2021,,:,\n"
    )
    mapping = SDMX.replace("{column: REF_AREA}", '{column: geo, codes: {SE: "0180"}}')
    found = load_text(text, mapping).observations

    assert [(one.value, one.status) for one in found] == [
        (5.0, Status.PRELIMINARY),
        (6.0, Status.VALUE),
        (None, Status.MISSING),
    ]


def json_table(**more: object) -> bytes:
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd",
        "id": ["region", "tid"],
        "size": [1, 2],
        "role": {"time": ["tid"], "geo": ["region"]},
        "dimension": {
            "region": {"label": "region", "category": {"label": {"0180": "Stockholm"}}},
            "tid": {"label": "tid", "category": {"index": ["2019", "2020"]}},
        },
        "value": [5, 6],
    }
    return json.dumps(dataset | more).encode()


JSON = """
indicator: folkmangd
area: {column: region}
period: {column: tid}
values: [value]
source: {name: Prov}
origin: simulated
"""


@pytest.mark.parametrize(
    ("values", "status", "expected"),
    [
        ([5, 0], None, [(5.0, Status.VALUE), (0.0, Status.VALUE)]),
        ([5, None], {"1": ".."}, [(5.0, Status.VALUE), (None, Status.SUPPRESSED)]),
        ([None, None], [".", "-"], [(None, Status.NOT_APPLICABLE), (None, Status.MISSING)]),
        ({"0": 5}, {"0": "p"}, [(5.0, Status.PRELIMINARY), (None, Status.MISSING)]),
        ([5, None], ["b", "c"], [(5.0, Status.VALUE), (None, Status.SUPPRESSED)]),
        ([5, 1.234], "A", [(5.0, Status.VALUE), (1.234, Status.VALUE)]),
        ([5, None], {"1": ":"}, [(5.0, Status.VALUE), (None, Status.MISSING)]),
    ],
)
def test_signs_of_json_stat(
    load_text: LoadText, values: object, status: object, expected: list[tuple[float | None, Status]]
) -> None:
    found = load_text(json_table(value=values, status=status), JSON, name="t.json").observations
    assert [(one.value, one.status) for one in found] == expected


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "t.json:1: this is not JSON: Expecting value at sign 1 of the line"),
        (
            b'{\n"a": }',
            "t.json:2: this is not JSON: Expecting value at sign 6 of the line",
        ),
        (b"\xff\xfe", "t.json: the file is not text in UTF-8, as JSON is"),
        (b"[1]", "t.json: this is no JSON-stat: it is no object with names"),
        (
            b'{"data": [], "columns": []}',
            "t.json: this is no JSON-stat: it has columns, data\nSave the table as",
        ),
        (json_table(value=[]), "t.json: this JSON-stat describes a table and has no figures"),
        (json_table(value=[5]), "t.json: 'value' has 1 places for 2 cells"),
        (json_table(value=[5, 10**400]), "t.json: 'value' of cell 1 is larger than any figure"),
        (json_table(value=[5, "6"]), "t.json: 'value' of cell 1 is no number, but '6'"),
        (
            json_table().replace(b"[5, 6]", b"[5, NaN]"),
            "t.json: this is not JSON: NaN is not a number that JSON",
        ),
        (
            b'{"class": "collection", "link": {"item": [{"class": "dataset", "href": "https://example.org"}]}}',
            "t.json: this JSON-stat is a list of tables without their figures",
        ),
    ],
)
def test_json_that_cannot_be_read(load_text: LoadText, content: bytes, what: str) -> None:
    with pytest.raises(InputError) as error:
        load_text(content, JSON, name="t.json")
    assert str(error.value).rpartition("/t.json")[2].startswith(what.removeprefix("t.json"))
    assert str(error.value).endswith("Nothing was loaded.")


def test_a_figure_of_json_stat_that_cannot_be_read_is_told_by_its_cell(load_text: LoadText) -> None:
    content = json_table(value=[5, None], status={"1": "hemligt"})
    with pytest.raises(TableRefused) as error:
        load_text(content, JSON, name="t.json")
    assert str(error.value).split("\n")[0].rpartition("/")[2] == (
        "t.json: cell 1: column 'value': 'hemligt'. Expected a number such as 12,3 or 1 234, or one of the "
        "marks .. . - NA."
    )

    marked = JSON + "marks: {hemligt: suppressed}\n"
    (_, found) = load_text(content, marked, name="t.json").observations
    assert (found.value, found.status) == (None, Status.SUPPRESSED)


def test_one_of_several_datasets_is_read(
    load_text: LoadText, tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    first, second = json.loads(json_table()), json.loads(json_table(value=[7, 8], label="Annat"))
    bundle = json.dumps({"ett": first, "två": second, "version": "1.0"}).encode()
    collection = json.dumps({"class": "collection", "link": {"item": [first, second]}}).encode()

    for content, name in ((bundle, "två"), (collection, "Annat")):
        reading = load_text(content, JSON, name="t.json")
        assert [one.value for one in reading.observations] == [5.0, 6.0]
        assert reading.warnings[0].startswith("Only the first dataset, ")
        chosen = load_text(content, f'{JSON}sheet: "{name}"\n', name="t.json")
        assert [one.value for one in chosen.observations] == [7.0, 8.0]
        assert chosen.warnings == ()
        path = tmp_path / "bundle.json"
        path.write_bytes(content)
        mapping = suggestion_text(*suggest_mapping(path, catalogue, areas_file.areas))
        assert mapping.startswith(f"# The file also has {name}.\nsheet: ")
    with pytest.raises(NotFoundError, match="there is no dataset 'tre'"):
        load_text(bundle, f"{JSON}sheet: tre\n", name="t.json")


PX = """\
LANGUAGE="sv";
TITLE="Folkmängd efter region och år";
STUB="region";
HEADING="tid";
VALUES("region")="Stockholm","Atlantis";
CODES("region")="0180","9999";
VALUES("tid")="2019","2020";
TIMEVAL("tid")=TLIST(A1),"2019","2020";
DATASYMBOL2=":";
DATA=
1 ".."
3 0
;
"""


AN_AREA = "Expected an area that is known, or one that the mapping translates."


def test_a_place_in_a_px_file_is_told_by_its_line(load_text: LoadText) -> None:
    with pytest.raises(TableRefused) as error:
        load_text(PX, JSON, name="t.px")
    assert [one.rpartition("/")[2] for one in str(error.value).split("\n")] == [
        *["t.px:12: column 'region': 'Atlantis'. " + AN_AREA] * 2,
        "2 cells in all cannot be read.",
        "Nothing was loaded. What was loaded before stays as it was.",
    ]


def test_rows_that_a_px_file_by_keys_leaves_out_are_zero_and_stand_at_its_figures(
    load_text: LoadText, tmp_path: Path
) -> None:
    keyed = PX.replace('DATA=\n1 ".."\n3 0\n', 'KEYS("region")=CODES;\nDATA=\n"0180",1,2\n')
    mapping = JSON.replace("{column: region}", "{column: region, unknown: keep}")
    found = load_text(keyed, mapping, name="t.px").observations

    assert [(one.area, one.value) for one in found] == [
        ("0180", 1.0),
        ("0180", 2.0),
        ("Atlantis", 0.0),
        ("Atlantis", 0.0),
    ]
    assert read_table(tmp_path / "t.px").lines == (12, 12, 12, 11, 11)


def test_a_table_that_is_too_large_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    codes = tuple(map(str, range(2_300)))
    dimensions = tuple(Dimension(name, name, codes, codes) for name in ("a", "b"))
    path = tmp_path / "t.px"
    with pytest.raises(InputError) as error:
        table_of(Cube(dimensions, np.zeros(2_300**2)), Source(path, "", range(2_300**2), "cell"))
    assert str(error.value) == (
        f"{path}: the table has 5,290,000 figures, and at most 5,000,000 are read from a file\n"
        "Select fewer in the database where it was saved.\nNothing was loaded."
    )


def test_signs_of_a_px_file_are_those_that_it_shows(load_text: LoadText) -> None:
    mapping = JSON.replace("{column: region}", "{column: region, unknown: keep}") + "decimal: comma\n"
    found = load_text(PX, mapping, name="t.px").observations

    assert [(one.area, str(one.period), one.value, one.status) for one in found] == [
        ("0180", "2019", 1.0, Status.VALUE),
        ("0180", "2020", None, Status.MISSING),
        ("Atlantis", "2019", 3.0, Status.VALUE),
        ("Atlantis", "2020", 0.0, Status.VALUE),
    ]


def test_a_mapping_says_what_a_sign_means_whatever_others_mean_by_it(load_text: LoadText) -> None:
    mapping = JSON.replace("{column: region}", "{column: region, unknown: keep}") + 'marks: {":": zero}\n'
    found = load_text(PX, mapping, name="t.px").observations

    assert [(one.value, one.status) for one in found][1] == (0.0, Status.VALUE)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("3 0\n", "3\n", "t.px:11: DATA has 3 figures and signs for 4 cells\nNothing was loaded."),
        ("3 0\n", "3 x\n", "t.px:12: figure 4 in DATA cannot be read: 'x'\nNothing was loaded."),
        (
            '"0180","9999"',
            '"0180","0180"',
            "the table is not whole: dimension 'region' has the code '0180' twice",
        ),
        ("DATA=", "DATUM=", "t.px: the file has no figures: there is no statement DATA\nNothing was loaded."),
    ],
)
def test_a_px_file_that_cannot_be_read(load_text: LoadText, old: str, new: str, what: str) -> None:
    assert old in PX
    with pytest.raises(InputError) as error:
        load_text(PX.replace(old, new), JSON, name="t.px")
    assert what in str(error.value)


def test_a_column_that_is_not_there(load_text: LoadText) -> None:
    with pytest.raises(InputError) as error:
        load_text(PX, JSON.replace("column: region", "column: kommun"), name="t.px")
    assert str(error.value).rpartition("/")[2] == (
        "t.px: there is no column 'kommun'\nThere is: region, region (code), tid, value."
    )


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


def test_sdmx_as_swedish_programs_save_it(load_text: LoadText) -> None:
    text = sdmx("0180,2019,12.5,P,F", "0180,2020,..,Q,C").replace(",", ";").replace("12.5", "12,5")
    found = load_text("\ufeff" + text, SDMX + "decimal: comma\n").observations

    assert [(one.value, one.status) for one in found] == [
        (12.5, Status.PRELIMINARY),
        (None, Status.SUPPRESSED),
    ]


def test_sdmx_without_time_has_its_period_from_the_mapping(load_text: LoadText) -> None:
    text = "DATAFLOW,REF_AREA,OBS_VALUE\nXX:FOLK(1.0),0180,5\nXX:FOLK(1.0),farsta,\n"
    found = load_text(text, SDMX.replace("{column: TIME_PERIOD}", "2019")).observations

    assert [(one.area, one.value) for one in found] == [("0180", 5.0), ("farsta", None)]


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


def test_headings_with_names_over_codes_alone_are_one_column_each(
    load_text: LoadText, tmp_path: Path
) -> None:
    head = "DATAFLOW,REF_AREA: (Name of 'REF_AREA'),TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status"
    text = f"{head}\nXX:FOLK(1.0),0180,2019,5,A\n"
    (found,) = load_text(text, SDMX).observations

    assert (found.area, found.value) == ("0180", 5.0)
    assert read_table(tmp_path / "tabell.csv").rows[0] == (
        "DATAFLOW",
        "REF_AREA",
        "TIME_PERIOD",
        "OBS_VALUE",
        "OBS_STATUS",
    )


def test_a_figure_beyond_every_number_is_refused_before_it_is_multiplied(load_text: LoadText) -> None:
    head = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT"
    with pytest.raises(TableRefused, match=r"column 'OBS_VALUE': '1e99999999'\. Expected a number"):
        load_text(f"{head}\nXX:FOLK(1.0),0180,2019,1e99999999,3\n", SDMX)
