"""PX files: made ones of every kind, a writer that is turned round, and those of the reference server."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.jsonstat import read_table
from fardplan.sources.pxweb.px_file import read_px, read_px_table
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.vocabulary.errors import NotFoundError, SourceError, StorageError
from tests.sources.pxweb.px_writer import written

FILE = """\
CHARSET="ANSI";
AXIS-VERSION="2010";
CODEPAGE="iso-8859-1";
LANGUAGE="sv";
LANGUAGES="sv","en";
CREATION-DATE="20260101 12:00";
DECIMALS=1;
MATRIX="T1";
TABLEID="TAB1";
TITLE="Elever efter "
"kommun, tabell"
"innehåll och år";
TITLE[en]="Pupils by municipality, contents and year";
CONTENTS="Elever";
STUB="kommun";
HEADING="tabellinnehåll","år";
STUB[en]="municipality";
HEADING[en]="contents","year";
CONTVARIABLE="tabellinnehåll";
VARIABLECODE("kommun")="Region";
VALUES("kommun")="Stockholm",
"Västerås; centrum";
CODES("kommun")="0180","1980";
VALUES[en]("municipality")="Stockholm","Vasteras";
ELIMINATION("kommun")="Stockholm";
MAP("kommun")="kommuner";
VALUES("tabellinnehåll")="Behöriga (procent)";
CODES("tabellinnehåll")="U1";
UNITS="antal";
UNITS("Behöriga (procent)")="procent";
PRECISION("tabellinnehåll","Behöriga (procent)")=2;
VALUES("år")="2021","2022","2023";
TIMEVAL("år")=TLIST(A1),"2021","2022","2023";
SOURCE="Skolverket";
LAST-UPDATED("Behöriga (procent)")="20260525 15:42";
LAST-UPDATED="20260401";
NOTE="Första stycket,#andra raden##Andra stycket";
NOTE[en]="In English";
NOTEX("kommun")="Om kommunen";
VALUENOTE("år","2023")="Om = 2023";
DATASYMBOL1=".";
DATASYMBOL2="..";
DATASYMBOL3="*";
DATA=
87.4 "..." -0.5
"-" "." 1e2
;
"""
CUBE = Cube(
    (
        Dimension("Region", "kommun", ("0180", "1980"), ("Stockholm", "Västerås; centrum"), Role.GEO),
        Dimension("tabellinnehåll", "tabellinnehåll", ("U1",), ("Behöriga (procent)",), Role.METRIC),
        Dimension("år", "år", ("2021", "2022", "2023"), ("2021", "2022", "2023"), Role.TIME),
    ),
    np.array([87.4, np.nan, -0.5, np.nan, np.nan, 100]),
    {1: "*", 3: "-", 4: "."},
    label="Elever efter kommun, tabellinnehåll och år",
    source="Skolverket",
    updated="2026-05-25T15:42:00",
    notes=("Första stycket,\nandra raden", "Andra stycket", "kommun: Om kommunen", "år, 2023: Om = 2023"),
    units={"": "antal", "U1": "procent"},
    decimals={"": 1, "U1": 2},
)


def file(folder: Path, text: str = FILE, charset: str = "iso-8859-1") -> Path:
    path = folder / "t1.px"
    path.write_bytes(text.encode(charset))
    return path


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    assert read_px(file(tmp_path)) == CUBE


def test_another_language_changes_words_alone(tmp_path: Path) -> None:
    english = read_px(file(tmp_path), "en")
    assert [(one.key, one.label, one.labels) for one in english.dimensions] == [
        ("Region", "municipality", ("Stockholm", "Vasteras")),
        ("tabellinnehåll", "contents", ("Behöriga (procent)",)),
        ("år", "year", ("2021", "2022", "2023")),
    ]
    assert [one.role for one in english.dimensions] == [Role.GEO, Role.METRIC, Role.TIME]
    assert (english.label, english.notes) == ("Pupils by municipality, contents and year", ("In English",))
    assert list(english.cells()) == list(CUBE.cells())
    with pytest.raises(NotFoundError, match="not written in 'fi'\nThere is: en, sv"):
        read_px(file(tmp_path), "fi")


def test_what_a_file_says_of_its_table(tmp_path: Path) -> None:
    region, contents, year = CUBE.dimensions
    assert read_px_table(file(tmp_path)) == Table(
        "TAB1",
        CUBE.label,
        (Variable(region, True, "0180"), Variable(contents), Variable(year)),
        CUBE.source,
        CUBE.updated,
        CUBE.notes,
        CUBE.units,
        CUBE.decimals,
    )


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('CODEPAGE="utf-8";', "utf-8"),
        ('CODEPAGE="windows-1252";', "cp1252"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "cp1252"),
    ],
)
def test_character_sets(tmp_path: Path, head: str, charset: str) -> None:
    text = FILE.replace('CODEPAGE="iso-8859-1";', head)
    assert read_px(file(tmp_path, text, charset)) == CUBE


def test_a_file_that_an_editor_saved_in_another_character_set(tmp_path: Path) -> None:
    assert read_px(file(tmp_path, FILE, "utf-8")) == CUBE


def test_a_file_of_dos(tmp_path: Path) -> None:
    text = FILE.replace('CODEPAGE="iso-8859-1";\n', "").replace('"ANSI"', '"OEM"')
    assert read_px(file(tmp_path, text, "cp850")) == CUBE


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"-" "." 1e2\n;', '"-" "." 1e2', "t1.px:44: the statement that begins here has no end"),
        ('"-" "." 1e2', '"-" "."', "t1.px:45: DATA has 5 figures and signs for 6 cells"),
        ('"-" "." 1e2', '"-" "." 1,2', "t1.px:45: DATA has 7 figures and signs for 6 cells"),
        ('"-" "." 1e2', '"-" "." x', "t1.px:46: figure 6 in DATA cannot be read: 'x'"),
        ('"-" "." 1e2', '"-" "." "12"', 't1.px:46: figure 6 in DATA is neither number nor sign: "12"'),
        ("DATA=", "DATUM=", "t1.px: the file has no figures: there is no statement DATA"),
        ('MATRIX="T1";', "MATRIX;", "t1.px:8: no statement 'KEYWORD=…;' begins here"),
        ("DECIMALS=1;", "DECIMALS=ett;", "t1.px: DECIMALS is no whole number, but 'ett'"),
        (
            'CODES("kommun")="0180","1980"',
            'CODES("kommun")="0180"',
            "dimension 'Region' has 1 codes and 2 labels",
        ),
        (
            'VALUES("år")="2021","2022","2023";\nTIMEVAL("år")=TLIST(A1),"2021","2022","2023";\n',
            "",
            "has no VALUES",
        ),
        ('"iso-8859-1"', '"klingonska"', "t1.px: the character set 'klingonska' is not known"),
    ],
)
def test_a_malformed_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in FILE
    with pytest.raises(SourceError) as error:
        read_px(file(tmp_path, FILE.replace(old, new)))
    assert what in str(error.value)


def test_times_told_by_their_ends_are_named_by_their_values(tmp_path: Path) -> None:
    for years in (("2021", "2022", "2023"), ("2020", "2021", "2022", "2023")):
        listed = ",".join(f'"{year}"' for year in years)
        text = FILE.replace('VALUES("år")="2021","2022","2023"', f'VALUES("år")={listed}')
        ends = f'TIMEVAL("år")=TLIST(A1,"{years[0]}"-"{years[-1]}");'
        text = text.replace('TIMEVAL("år")=TLIST(A1),"2021","2022","2023";', ends)
        start = text.index("DATA=")
        path = file(tmp_path, f"{text[:start]}DATA=\n{' '.join('1' * 2 * len(years))}\n;")
        dimension = read_px(path).dimensions[-1]
        assert (dimension.codes, dimension.labels, dimension.role) == (years, years, Role.TIME)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"No such file"):
        read_px(tmp_path / "borta.px")


def test_an_empty_file_and_bytes_of_something_else(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04\x00\x00", b'CODEPAGE="utf-8";\n\xff'):
        path = tmp_path / "x.px"
        path.write_bytes(content)
        with pytest.raises(SourceError):
            read_px(path)


WORDS = st.text(
    st.characters(blacklist_categories=("C", "Z"), blacklist_characters='"#'), min_size=1, max_size=12
)
SIGNS = st.sampled_from(["..", ".", "-", ":", "...."])
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e12, 1e12, allow_nan=False), st.just(0.0))


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    count = draw(st.integers(1, 4))
    names = draw(st.lists(WORDS, min_size=count, max_size=count, unique=True))
    keys = draw(st.lists(WORDS, min_size=count, max_size=count, unique=True))
    roles = draw(st.permutations([Role.TIME, Role.GEO, Role.METRIC, None]))
    dimensions = []
    for name, key, role in zip(names, keys, roles, strict=False):
        codes = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
        labels = draw(st.lists(WORDS, min_size=len(codes), max_size=len(codes), unique=True))
        dimensions.append(Dimension(key, name, tuple(codes), tuple(labels), role))
    cells = int(np.prod([len(one) for one in dimensions]))
    told = draw(st.lists(st.one_of(NUMBERS, SIGNS, st.just(0)), min_size=cells, max_size=cells))
    values = np.array([np.nan if isinstance(one, str) else one for one in told], dtype=float)
    marks = {at: one for at, one in enumerate(told) if isinstance(one, str)}
    units = {code: draw(WORDS) for one in dimensions if one.role is Role.METRIC for code in one.codes}
    said = {"label": draw(WORDS), "source": draw(WORDS), "updated": "2026-06-08T08:00:00"}
    return Cube(tuple(dimensions), values, marks, **said, notes=(draw(WORDS),), units=units, decimals={"": 2})


@given(cubes(), st.data())
def test_the_reader_undoes_the_writer(
    tmp_path_factory: pytest.TempPathFactory, cube: Cube, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "drawn.px"
    path.write_bytes(written(cube, heading=data.draw(st.integers(0, len(cube.dimensions)))))
    assert read_px(path) == cube


@given(cubes(), st.sampled_from(["CODES", "VALUES"]), st.data())
def test_rows_of_zeros_may_be_left_out(
    tmp_path_factory: pytest.TempPathFactory, cube: Cube, keys: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "keyed.px"
    path.write_bytes(written(cube, data.draw(st.integers(0, len(cube.dimensions) - 1)), keys=keys))
    assert read_px(path) == cube


def test_rows_by_keys_that_are_wrong(tmp_path: Path) -> None:
    keyed = FILE.replace("DATA=", 'KEYS("kommun")=CODES;\nDATA=')
    start = keyed.index("DATA=")
    for rows, what in (
        ('"0180" 1 2 3\n"9999" 4 5 6', "t1.px:47: the row 9999 in DATA is not in the table"),
        ('"0180" 1 2 3 "0180" 4 5 6', "t1.px:46: the row 0180 in DATA stands twice"),
        ('"0180" 1 2', "t1.px:46: DATA by KEYS has 3 parts: no whole rows of 3"),
    ):
        with pytest.raises(SourceError, match=what):
            read_px(file(tmp_path, f"{keyed[:start]}DATA=\n{rows};"))


@pytest.fixture
def reference_server(reference_data: Path) -> Path:
    folder = reference_data / "data" / "pxwebapi_server_reference"
    if not folder.is_dir():
        pytest.skip("reference data folder beside the checkout has no PX files of the reference server")
    return folder


@pytest.mark.parametrize("number", [1, 3, 4])
def test_files_of_the_reference_server_are_what_it_says_of_them(reference_server: Path, number: int) -> None:
    """Every word of its metadata but the day, which the server has moved to another time zone."""
    expected = reference_server / "ExpectedJson" / f"MetadataById_tab00{number}_js2.json"
    said = read_table(json.loads(expected.read_bytes()), "expected", f"TAB00{number}")
    table = read_px_table(reference_server / "px" / f"TAB00{number}.px")
    usual = table.units[""]

    assert replace(table, updated=said.updated, units=said.units, decimals=said.decimals) == said
    assert {"": usual, **said.units} == table.units
    assert set(said.decimals.values()) == {0} == set(table.decimals.values())


@pytest.mark.parametrize(
    ("number", "shape", "without", "picked"),
    [
        (1, (30, 3, 22, 1, 3), 2259, {"REGION": "AT", "SEX": "F", "AGE": "TOTAL", "TIME": "1991"}),
        (2, (30, 3, 22, 5, 1, 2), 9921, {"REGION": "AT", "SEX": "F", "AGE": "TOTAL", "CITIZENSHIP": "FOR"}),
        (3, (9, 34, 2, 4), 18, {}),
        (4, (14, 11, 1, 28), 1103, {"SECTOR": "7.0", "GREENHOUSEGAS": "CO2", "TIME": "2017"}),
        (5, (291, 11, 1, 2), 107, {"REGION": "00", "LANDUSECLASS": "11", "TIME": "2010"}),
    ],
)
def test_all_files_of_the_reference_server(
    reference_server: Path, number: int, shape: tuple[int, ...], without: int, picked: dict[str, str]
) -> None:
    path = reference_server / "px" / f"TAB00{number}.px"
    cube, swedish = read_px(path), read_px(path, "sv")
    assert (cube.shape, int(np.isnan(cube.values).sum()), set(cube.marks.values())) == (
        shape,
        without,
        {".."},
    )
    assert np.array_equal(cube.values, swedish.values, equal_nan=True)
    known = {1: 4041797, 2: 334532, 4: 445, 5: 2633457}
    if picked:
        codes = picked | ({"TIME": "1991"} if number == 2 else {})
        assert cube.cell(codes).value == known[number]


def test_a_part_that_the_reference_server_has_written(reference_server: Path) -> None:
    part = read_px(reference_server / "ExpectedJson" / "tab4_fewcells.px")
    whole = read_px(reference_server / "px" / "TAB004.px")
    codes = {one.key: list(one.codes) for one in part.dimensions}
    assert list(whole.only(codes).cells()) == list(part.cells())
    assert whole.only(codes).dimensions == part.dimensions
