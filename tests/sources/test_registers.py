"""Registers, area keys and counts in a city package: what loads, and how everything wrong is told at once."""

import textwrap
from datetime import date
from pathlib import Path

import pytest

from fardplan.indicators.counting.areas import Lying
from fardplan.indicators.counting.count import Breakdown, Dated, ShareOf
from fardplan.sources.city_package import load_city, load_city_folder
from fardplan.sources.registers import read_area_key
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period
from tests.sources.test_city_package import FILES

MORE = {
    "registers/elever.yaml": """\
        key: elever
        name: {sv: Elever}
        row: {sv: elev}
        time: {column: year, kind: school_year}
        area: {column: omrade, key: omraden.csv, unplaced: ["0"]}
        identity: [person, year]
        columns:
          - {name: person, type: integer}
          - {name: year, type: integer}
          - {name: omrade, type: text}
          - name: sex
            type: text
            categories: [{code: K, name: {sv: Kvinnor}}, {code: M, name: {sv: Män}}]
          - {name: passes, type: integer, least: 0}
          - {name: school, type: text, optional: true}
          - {name: weight, type: number, decimals: 2, least: 0}
        exclusions:
          - {key: okanda, when: missing(school), text: {sv: Okända}}
        """,
    "registers/omraden.csv": """\
        code,area,valid_from,valid_to,name
        n1,norr,,2019-12-31,Norra ett
        n1,nordost,2020-01-01,,Norra ett
        o1,nordost,2020-01-01,,Östra ett
        """,
    "indicators/klarar.yaml": FILES["indicators/klarar.yaml"].rstrip(" ")
    + """\
        count:
          register: elever
          population: 'true'
          measure:
            kind: share
            numerator:
              - {first: 2012, when: passes >= 3}
              - {first: 2016/17, when: passes >= least}
          divisions: [tva]
          breakdowns: [{columns: [sex]}]
          parameters: {least: {2016: 8, 2017: 8}}
          time: year
        """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("indicators", "registers"):
        (tmp_path / name).mkdir()
    for name, text in (FILES | MORE).items():
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
    replace(tmp_path, "indicators/klarar.yaml", ", areas: [norr]", "")
    return tmp_path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_city_folder(folder)
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_a_register_and_what_is_counted_in_it(folder: Path) -> None:
    package = load_city_folder(folder)
    register = package.register("elever")
    assert register is not None
    assert [column.name for column in register.columns][:3] == ["person", "year", "omrade"]
    assert package.register("x") is None
    definition = package.indicator("klarar")
    assert definition is not None
    assert definition.count is not None
    assert definition.count.measure == ShareOf(
        numerator=(
            Dated(first=Period.of_year(2012), when="passes >= 3"),
            Dated(first=Period.parse("2016/17"), when="passes >= least"),
        )
    )
    assert definition.count.breakdowns == (Breakdown(columns=("sex",)),)


def test_the_areas_of_its_codes(folder: Path) -> None:
    package = load_city_folder(folder)
    register = package.register("elever")
    assert register is not None
    areas = package.area_sets(register)
    assert areas.lyings == (
        Lying("n1", "norr", None, date(2019, 12, 31)),
        Lying("n1", "nordost", date(2020, 1, 1), None),
        Lying("o1", "nordost", date(2020, 1, 1), None),
    )
    assert (areas.known, areas.known_on(date(2019, 6, 30))) == ({"n1", "o1", "0"}, {"n1", "0"})
    year = Period.of_year(2019)
    assert areas.told(year, ["tva"]) == ("staden", "norr", "nordost")
    leaves = areas.leaves([year], ["tva"])
    assert leaves == {"n1": "n1", "o1": "o1"}
    assert areas.sets(year, ["tva"], leaves) == {
        "staden": {"n1", "o1", ""},
        "norr": {"n1"},
        "nordost": {"n1", "o1"},
        "staden-tva": {""},
    }


def test_without_a_key_the_codes_are_the_areas_themselves(folder: Path) -> None:
    replace(folder, "registers/elever.yaml", "key: omraden.csv, ", "")
    package = load_city_folder(folder)
    register = package.register("elever")
    assert register is not None
    assert package.area_sets(register).known_on(date(2020, 6, 30)) == {"nordost", "0"}


IN_REGISTER = {
    ("type: integer, least: 0", "type: text, least: 0"): [
        "registers/elever.yaml:14: only a number has a least and a most; 'passes' is text",
    ],
    ("key: elever", "key: elev"): [
        "indicators/klarar.yaml:15: there is no register 'elever'. There is: elev. Did you mean 'elev'?",
        "registers/elever.yaml:1: the register 'elev' stands in a file of another name",
    ],
    ("kind: school_year", "kind: month"): [
        "registers/elever.yaml:4: a register is by year or school_year, not by month",
    ],
    ("omraden.csv", "omrade.csv"): [
        "registers/elever.yaml:5: there is no area key 'omrade.csv'. There is: omraden.csv. "
        "Did you mean 'omraden.csv'?"
    ],
    ("missing(school)", "mising(school)"): [
        'registers/elever.yaml:18: character 1, at "mising(school)": '
        "there is no column or parameter 'mising'. "
        "There is: omrade, passes, person, school, sex, weight, year."
    ],
    ("{name: school,", "{name: missing,"): [
        "registers/elever.yaml:15: 'missing' means something else in a condition; call it another name",
        "registers/elever.yaml:18: character 9, at \"school)\": there is no column or parameter 'school'. "
        "There is: missing, omrade, passes, person, sex, weight, year.",
    ],
    ("code: M", "code: K"): ["registers/elever.yaml:13: the categories ['K'] stand twice"],
    ("code: M", "code: '-'"): [
        "registers/elever.yaml:13: a category cannot be called '' or '-': "
        "they stand for everybody and for nobody known"
    ],
    ("type: number, decimals", "type: integer, decimals"): [
        "registers/elever.yaml:16: only a number has decimals; 'weight' is integer"
    ],
    ("time: {column: year", "time: {column: sex"): [
        "registers/elever.yaml:4: the column 'sex' is text; it should be integer"
    ],
    ("identity: [person, year]", "identity: [persn]"): [
        "registers/elever.yaml:1: there is no column ['persn']; there is: person, year, omrade, sex, passes, "
        "school, weight"
    ],
    ("area: {column: omrade", "area: {colum: omrade"): [
        "registers/elever.yaml:5: area.colum: there is no field 'colum'. There is: column, key, unplaced. "
        "Did you mean 'column'?",
        "registers/elever.yaml:5: area.column: the field is missing",
    ],
}


@pytest.mark.parametrize("change", IN_REGISTER, ids=range(len(IN_REGISTER)))
def test_what_is_wrong_in_a_register(folder: Path, change: tuple[str, str]) -> None:
    replace(folder, "registers/elever.yaml", *change)
    assert faults(folder) == IN_REGISTER[change]


IN_COUNT = {
    ("register: elever", "register: elver"): [
        "15: there is no register 'elver'. There is: elever. Did you mean 'elever'?"
    ],
    ("passes >= 3", "pases >= 3"): [
        "20: character 1, at \"pases >= 3\": there is no column or parameter 'pases'. "
        "There is: least, omrade, passes, person, school, sex, weight, year. Did you mean 'passes'?"
    ],
    ("first: 2016/17, when", "first: 2011, when"): ["21: '2011' does not come after '2012'"],
    ("first: 2016/17, when", "first: 2018, when"): [
        "21: the rule changes in 2018, and the indicator has no break then"
    ],
    ("first: 2012, when", "first: 2012-VT, when"): [
        "19: a register has a row's year, and '2012-VT' is a term"
    ],
    ("divisions: [tva]", "divisions: [tre]"): ["22: there is no division 'tre'. There is: tva."],
    ("columns: [sex]", "columns: [school]"): ["23: the column 'school' has no categories. There is: sex."],
    ("columns: [sex]", "columns: [sx]"): [
        "23: the column 'sx' is not there. There is: sex. Did you mean 'sex'?"
    ],
    ("columns: [sex]", "columns: []"): ["23: a breakdown names at least one column, and each once"],
    ("[{columns: [sex]}]", "[{columns: [sex]}, {columns: [sex]}]"): ["23: this breakdown stands twice"],
    ("{2016: 8, 2017: 8}", "{2015: 8, 2017: 8}"): ["24: the parameter 'least' has no value for 2016"],
    ("{2016: 8, 2017: 8}", "{}"): ["24: the parameter 'least' has no values"],
    ("{least: {2016: 8, 2017: 8}}", "{least: {2016: 8}, sex: {2016: 8}, most: {2016: 9}}"): [
        "24: no condition names the parameter 'most'",
        "24: the parameter 'sex' is called as a column or a word of conditions",
    ],
    ("kind: share\n", "kind: count\n"): [
        "19: count.measure.numerator: there is no field 'numerator'. There is: column, contributor, kind."
    ],
    ("time: year", "time: month"): ["25: a register cannot be told by month; it can by year or school_year"],
    ("time: year", "variant_of: klarra\n  differs: {sv: Annat}"): [
        "25: there is no other indicator 'klarra'. There is: elever."
    ],
    ("time: year", "variant_of: elever"): [
        "14: count: a variant of official figures says why it differs, and only a variant does"
    ],
}


@pytest.mark.parametrize("change", IN_COUNT, ids=range(len(IN_COUNT)))
def test_what_is_wrong_in_a_count(folder: Path, change: tuple[str, str]) -> None:
    replace(folder, "indicators/klarar.yaml", *change)
    assert faults(folder) == [f"indicators/klarar.yaml:{told}" for told in IN_COUNT[change]]


MEASURES = {
    "{kind: share, numerator: 'passes'}": ['15: character 1, at "passes": this is a number, not a condition'],
    "{kind: count}": ["15: a count is counted, and the unit is a share; it can be: count"],
    "{kind: share_of_sum, column: passes, numerator: 'true', contributor: skola}": [
        "15: there is no column 'skola'. There is: omrade, passes, person, school, sex, weight, year."
    ],
    "{kind: share_of_sum, column: person, numerator: 'true'}": [
        "15: the sum of 'person' can only be protected if no value is below 0. "
        "Say so in the register: least: 0."
    ],
    "{kind: share_of_sum, column: school, numerator: 'true'}": [
        "15: the column 'school' is text; it should be integer or number"
    ],
    "{kind: survey_share, numerator: 'true', answered: 'true', weight: weight, strata: stratm}": [
        "9: a survey_share has an error of the kind 'survey'",
        "15: there is no column 'stratm'. There is: omrade, passes, person, school, sex, weight, year.",
    ],
    "{kind: distinct, column: person}": [
        "15: a distinct is counted, and the unit is a share; it can be: count",
        "16: different values do not add up over areas: they are counted for the whole city alone",
    ],
    "{kind: count, contributor: school}": [
        "15: a contributor is whose a sum is, and no column is summed",
        "15: a count is counted, and the unit is a share; it can be: count",
    ],
    "{kind: mean, column: passes}": [
        "15: a mean is counted, and the unit is a share; it can be: count, rate, index",
        "15: a mean tells its sum, which is protected by who gave how much. "
        "Say who: contributor: (the column of the person, for amounts of persons).",
    ],
    "{kind: mean, column: person, contributor: person}": [
        "15: a mean is counted, and the unit is a share; it can be: count, rate, index",
        "15: the sum of 'person' can only be protected if no value is below 0. "
        "Say so in the register: least: 0.",
    ],
    "{kind: average, column: passes}": [
        "15: count.measure: 'average' is given. "
        "There is: count, distinct, mean, quantile, share, share_of_sum, survey_share."
    ],
}


@pytest.mark.parametrize("measure", MEASURES, ids=range(len(MEASURES)))
def test_what_is_wrong_in_a_measure(folder: Path, measure: str) -> None:
    file = folder / "indicators/klarar.yaml"
    text = file.read_text(encoding="utf-8")
    count = f"count:\n  {{register: elever, population: 'true', measure: {measure},\n   divisions: [tva]}}\n"
    file.write_text(text[: text.index("count:")] + count, encoding="utf-8")
    told = [fault.removeprefix("indicators/klarar.yaml:") for fault in faults(folder)]
    assert told == MEASURES[measure]


def test_faults_of_several_files_are_told_together(folder: Path) -> None:
    replace(folder, "registers/elever.yaml", "missing(school)", "missing school")
    replace(folder, "registers/omraden.csv", "o1,nordost", "o1,norost")
    replace(folder, "indicators/klarar.yaml", "passes >= 3", "passes >= '3'")
    assert faults(folder) == [
        "indicators/klarar.yaml:20: character 8, at \">= '3'\": a number is held against a text",
        'registers/elever.yaml:18: character 9, at "school": a `(` is missing here',
        "registers/omraden.csv:4: area: there is no area 'norost'. There is: nordost, norr, staden. "
        "Did you mean 'nordost'?",
    ]


def test_a_key_that_leaves_an_area_empty_or_a_code_twice(folder: Path) -> None:
    replace(folder, "registers/omraden.csv", "n1,norr,,2019-12-31", "n1,nordost,,2020-06-30")
    assert faults(folder) == [
        "registers/omraden.csv:1: no code lies in norr",
        "registers/omraden.csv:3: 'n1' lies in 'nordost' since line 2 already",
    ]


SMALL = """\
areas:
  - {code: R1, kind: small, versions: [{name: Ett}], part_of: [staden]}
  - {code: R2, kind: small, versions: [{name: Två}], part_of: [staden]}
divisions:
  - {code: regso, name: RegSO, areas: [R1, R2]}
"""


def test_a_key_may_be_about_some_of_the_divisions(folder: Path) -> None:
    """What is counted by a division needs a key that knows it."""
    (folder / "areas").mkdir()
    (folder / "areas/regso.yaml").write_text(SMALL, encoding="utf-8")
    deso = folder / "registers/deso.csv"
    deso.write_text("code,area,valid_from,valid_to\nC1,R1,,\nC2,R2,,\n", encoding="utf-8")
    assert load_city_folder(folder).area_keys["deso.csv"][0].area == "R1"
    deso.write_text("code,area,valid_from,valid_to\nC1,R1,,\n", encoding="utf-8")
    replace(folder, "indicators/klarar.yaml", "divisions: [tva]", "divisions: [tva, regso]")
    assert faults(folder) == [
        "indicators/klarar.yaml:22: no code of 'omraden.csv' lies in an area of the division 'regso'",
        "registers/deso.csv:1: no code lies in R2",
    ]


ROWS = {
    "n1,norr,,": [],
    "n1,norr,2019,": ["valid_from: '2019' is given; it should be a day such as 2018-06-14"],
    ",,,": ["code: nothing is given", "area: nothing is given"],
    "n1,norr,2020-01-01,2019-01-01": ["it ends 2019-01-01 before it begins 2020-01-01"],
    "n1,norr": ["the row has 2 cells, the header 4"],
    '"n1': ["this is not CSV: unexpected end of data"],
}


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_a_row_of_an_area_key(tmp_path: Path, row: str) -> None:
    file = tmp_path / "key.csv"
    file.write_text(f"code,area,valid_from,valid_to\n{row}\n", encoding="utf-8")
    found, told = read_area_key(file)
    assert told == tuple(f"{file}:2: {fault}" for fault in ROWS[row])
    assert len(found.rows) == (not ROWS[row])


def test_wrong_columns_of_an_area_key(tmp_path: Path) -> None:
    file = tmp_path / "key.csv"
    file.write_text("code,omrade,valid_from,valid_from\n", encoding="utf-8")
    what = "each of code, area, valid_from, valid_to is a column once; wrong is: area, valid_from, valid_to"
    assert read_area_key(file)[1] == (f"{file}:1: {what}",)


def test_the_packaged_registers_count_what_their_indicators_say() -> None:
    package = load_city("stockholm")
    counted = [item for item in package.indicators if item.count]
    assert {item.count.register for item in counted if item.count} == {item.key for item in package.registers}
