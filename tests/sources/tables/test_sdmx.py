"""SDMX-CSV: the codes beside figures, multipliers, names beside codes, and what cannot be read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from fardplan.indicators.definition import IndicatorDefinition, SeriesBreak
from fardplan.sources.city_models import AreasFile
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.files import read_table
from fardplan.sources.tables.load import load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
from tests.sources.tables.conftest import LOADED, LoadText

Catalogue = Mapping[str, IndicatorDefinition]


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


def test_a_figure_beyond_every_number_is_refused_before_it_is_multiplied(load_text: LoadText) -> None:
    head = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT"
    with pytest.raises(TableRefused, match=r"column 'OBS_VALUE': '1e99999999'\. Expected a number"):
        load_text(f"{head}\nXX:FOLK(1.0),0180,2019,1e99999999,3\n", SDMX)


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
