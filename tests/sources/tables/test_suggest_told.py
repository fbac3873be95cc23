"""Mappings proposed for files that say themselves what they hold, and loaded as they are."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.city_models import AreasFile
from fardplan.sources.pxweb.px_file import read_px
from fardplan.sources.tables.load import load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.suggest import suggest_mapping, suggestion_text
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.observation import Observation
from tests.sources.tables.conftest import LOADED
from tests.sources.tables.database_files import json_stat, json_stat_1

Catalogue = Mapping[str, IndicatorDefinition]

PX = """\
LANGUAGE="sv";
CREATION-DATE="20260101 12:00";
MATRIX="TAB1";
TITLE="Folkmängd efter region, kön, ålder, tabellinnehåll och år";
STUB="region","kön","ålder";
HEADING="tabellinnehåll","år";
CONTVARIABLE="tabellinnehåll";
VALUES("region")="Riket","Stockholms län","Stockholm","Göteborg","Malmö";
CODES("region")="00","01","0180","1480","1280";
MAP("region")="kommuner";
VALUES("kön")="män","kvinnor","totalt, båda könen";
CODES("kön")="1","2","1+2";
VALUES("ålder")="0-17 år","totalt ålder";
CODES("ålder")="0-17","tot";
ELIMINATION("ålder")="totalt ålder";
VALUES("tabellinnehåll")="Folkmängd (personer)","Anmälda brott";
CODES("tabellinnehåll")="BE01","BE02";
UNITS="antal";
UNITS("Folkmängd (personer)")="personer";
VALUES("år")="2021","2022";
TIMEVAL("år")=TLIST(A1),"2021","2022";
SOURCE="SCB";
LAST-UPDATED="20260215 08:00";
NOTE=".. = uppgift saknas eller är för osäker##- = inget finns att redovisa";
DATA=
{rows}
;
"""


def px() -> str:
    rows = [f"{row * 4} {row * 4 + 1} {row * 4 + 2} {row * 4 + 3}" for row in range(30)]
    rows[1] = '1 ".." 2 "-"'
    return PX.replace("{rows}", "\n".join(rows))


SUGGESTED = """\
# No municipalities, and left out: 01.
area:
  column: region (code)
  codes:
    '00': '0000'
  ignore:
  - '01'
  unknown: keep
period:
  column: år
groups:
  sex:
    column: kön
    codes:
      män: M
      kvinnor: K
    everybody:
    - totalt, båda könen
  ålder:
    column: ålder
    everybody:
    - totalt ålder
    unknown: keep
# 'Folkmängd (personer)' is in: personer.
# 'Anmälda brott' is in: antal.
# 'Folkmängd (personer)' is guessed to be folkmangd (100%).
# 'Anmälda brott' is guessed to be anmalda-brott (100%).
values:
- column: Folkmängd (personer)
  indicator: folkmangd
- column: Anmälda brott
  indicator: anmalda-brott
# The file says: .. = uppgift saknas eller är för osäker.
# The file says: - = inget finns att redovisa.
marks:
  '..': missing
  '-': missing
# Give the address where the table can be seen, and the licence.
source:
  name: Folkmängd efter region, kön, ålder, tabellinnehåll och år
  publisher: SCB
  code: TAB1
# official, own_calculation or simulated?
origin: official
# The day the file says that the table was last changed: no later than that.
published:
  'on': '2026-02-15'
  basis: no_later_than
# published_by_source, with an address, lets the figures onto the public site.
clearance: internal
"""


def suggested(path: Path, catalogue: Catalogue, areas_file: AreasFile) -> str:
    return suggestion_text(*suggest_mapping(path, catalogue, areas_file.areas))


def loaded(path: Path, mapping: str, catalogue: Catalogue, areas_file: AreasFile) -> tuple[Observation, ...]:
    read = parse_yaml(mapping, TableMapping, where="suggestion")
    return load_table(path, read, catalogue=catalogue, areas=areas_file.areas, loaded=LOADED).observations


@pytest.fixture
def px_file(tmp_path: Path) -> Path:
    path = tmp_path / "folk.px"
    path.write_text(px(), encoding="utf-8")
    return path


def test_a_px_file_says_nearly_all_of_its_mapping(
    px_file: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    assert suggested(px_file, catalogue, areas_file) == SUGGESTED


def test_the_proposal_is_loaded_as_it_is_from_every_form_of_the_table(
    px_file: Path, catalogue: Catalogue, areas_file: AreasFile, tmp_path: Path
) -> None:
    cube = read_px(px_file)
    forms = {"folk.json": json_stat(cube), "gammal.json": json_stat_1(cube)}
    found = loaded(px_file, suggested(px_file, catalogue, areas_file), catalogue, areas_file)

    assert len(found) == 4 * 3 * 2 * 2 * 2
    assert [(one.what, one.value, str(one.status)) for one in found[:4]] == [
        ("folkmangd, 0000, sex=M;ålder=0-17 år, 2021", 0.0, "value"),
        ("anmalda-brott, 0000, sex=M;ålder=0-17 år, 2021", 2.0, "value"),
        ("folkmangd, 0000, sex=M;ålder=0-17 år, 2022", 1.0, "value"),
        ("anmalda-brott, 0000, sex=M;ålder=0-17 år, 2022", 3.0, "value"),
    ]
    missing = [(one.what, one.note) for one in found if one.value is None]
    assert missing == [
        ("folkmangd, 0000, sex=M, 2022", "'..' in the source"),
        ("anmalda-brott, 0000, sex=M, 2022", "'-' in the source"),
    ]
    assert {str(one.provenance.published) for one in found} == {"2026-02-15"}
    for name, content in forms.items():
        path = tmp_path / name
        path.write_bytes(content)
        # JSON-stat without the words of PxWeb does not tell which code is for everybody.
        mapping = suggested(path, catalogue, areas_file).replace(
            "    column: ålder\n", "    column: ålder\n    everybody: [totalt ålder]\n"
        )
        again = loaded(path, mapping, catalogue, areas_file)
        assert [(one.cell, one.value, one.status) for one in again] == [
            (one.cell, one.value, one.status) for one in found
        ]


def test_areas_of_others_are_left_out_where_some_are_ours(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "folk.px"
    text = px().replace('"00","01","0180","1480","1280"', '"X","Y","Z","V","W"')
    path.write_text(text.replace('"Göteborg","Malmö"', '"Farsta","Atlantis"'), encoding="utf-8")
    mapping = suggested(path, catalogue, areas_file)

    assert mapping.startswith(
        "# Not areas of the city, and left out: Stockholms län, Atlantis. Translate in codes.\n"
        "area:\n  column: region\n  unknown: ignore\n"
    )
    found = loaded(path, mapping, catalogue, areas_file)
    assert {one.area for one in found} == {"0000", "0180", "farsta"}


def test_areas_of_which_none_is_ours_are_asked_about(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "folk.px"
    text = px().replace('"00","01","0180","1480","1280"', '"X","Y","Z","V","W"')
    path.write_text(
        text.replace('"Riket"', '"Mars"').replace('"Stockholm","Göteborg"', '"Atlantis","Mu"'), "utf-8"
    )

    assert suggested(path, catalogue, areas_file).startswith(
        "# None is known: Mars, Stockholms län, Atlantis, Mu, Malmö. Translate in codes, or list under "
        "ignore.\narea:\n  column: region\nperiod:\n"
    )


def test_names_that_two_codes_share_are_told_apart_by_the_codes(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "folk.px"
    path.write_text(
        px().replace('"0-17 år","totalt ålder"', '"totalt ålder","totalt ålder"'), encoding="utf-8"
    )

    assert "  ålder:\n    column: ålder (code)\n" in suggested(path, catalogue, areas_file)


def test_periods_that_figures_cannot_be_about_are_told(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "folk.px"
    path.write_text(px().replace('"2021","2022"', '"2021K1","2021K2"'), encoding="utf-8")

    assert (
        "# No periods that figures can be about here: 2021K1, 2021K2.\nperiod:\n  column: år\n"
        in suggested(path, catalogue, areas_file)
    )


SPARSE = """\
TITLE="Folkmängd efter del av staden, ålder och år";
STUB="del","ålder";
HEADING="år";
VALUES("del")="Farsta","Älvsjö","";
CODES("del")="01","02","03";
VALUES("ålder")="0-17; barn","18- ; vuxna";
CODES("ålder")="b","v";
VALUES("år")="2021","2022";
DATA=
1 2 3 "c"
5 "-" ".." "x"
"c" 10 ".." 12
;
"""


def test_a_file_that_says_little_is_guessed_from_what_it_holds(
    tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "folk.px"
    path.write_text(SPARSE, encoding="utf-8")
    mapping = suggested(path, catalogue, areas_file)

    assert mapping == (
        """\
# Not areas of the city, and left out: 03. Translate in codes.
area:
  column: del
  unknown: ignore
period:
  column: år
# Nothing is of all ålder: choose one under where, or keep each.
groups:
  ålder:
    column: ålder (code)
    unknown: keep
# Guessed to be folkmangd from 'Folkmängd efter del av staden, ålder och år' (100%).
values:
- column: value
  indicator: folkmangd
# Much of official statistics writes - for exactly zero: then zero.
# What does x mean: suppressed, not_applicable, missing or zero?
marks:
  c: suppressed
  '-': missing
  '..': suppressed
  x: missing
# Give the address where the table can be seen, and the licence.
source:
  name: Folkmängd efter del av staden, ålder och år
  code: folk
# official, own_calculation or simulated?
# When was this published? Say under published; now it is unknown.
origin: official
# published_by_source, with an address, lets the figures onto the public site.
clearance: internal
"""
    )
    found = loaded(path, mapping, catalogue, areas_file)
    assert [(one.area, str(one.group), one.value) for one in found][:3] == [
        ("farsta", "ålder=b", 1.0),
        ("farsta", "ålder=b", 2.0),
        ("farsta", "ålder=v", 3.0),
    ]


NAMED = """\
STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,REF_AREA,Area,SEX,Sex,UNIT_MEASURE,Unit,\
TIME_PERIOD,Time,OBS_VALUE,Value,OBS_STATUS,Status,UNIT_MULT,Multiplier
DATAFLOW,XX:FOLK(1.0),Folkmängd,I,A,Annual,0180,Stockholm,_T,Total,PS,Persons,2019,,974.073,,A,Normal,3,
DATAFLOW,XX:FOLK(1.0),Folkmängd,I,A,Annual,0180,Stockholm,F,Female,PS,Persons,2019,,490,,P,Provisional,3,
DATAFLOW,XX:FOLK(1.0),Folkmängd,I,A,Annual,0180,Stockholm,M,Male,PS,Persons,2019,,,,Q,Suppressed,3,
DATAFLOW,XX:FOLK(1.0),Folkmängd,I,A,Annual,0180,Stockholm,_T,Total,PC,Per cent,2019,,1,,A,Normal,0,
"""
BOTH = """\
DATAFLOW,LAST UPDATE,SEX: kön,REF_AREA: område,TIME_PERIOD: tid,OBS_VALUE: värde,OBS_STATUS: status
XX:FOLK(1.0): Folkmängd,23/02/24 11:00:00,_T: totalt,0180: Stockholm,2019,974073,A: Normal value
XX:FOLK(1.0): Folkmängd,23/02/24 11:00:00,F: kvinnor,0180: Stockholm,2019,490000,P: Provisional value
XX:FOLK(1.0): Folkmängd,23/02/24 11:00:00,M: män,0180: Stockholm,2019,,Q: Missing value; suppressed
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            NAMED,
            """\
# Unit can also be Per cent.
where:
  Unit:
  - Persons
area:
  column: REF_AREA
  unknown: keep
period:
  column: TIME_PERIOD
groups:
  sex:
    column: SEX (name)
    codes:
      Female: K
      Male: M
    everybody:
    - Total
# All figures are about Frequency: Annual.
# 'OBS_VALUE' is in: PS, PC.
# Guessed to be folkmangd from 'Folkmängd' (100%).
values:
- column: OBS_VALUE
  indicator: folkmangd
# Give the address where the table can be seen, and the licence.
source:
  name: Folkmängd
  code: XX:FOLK(1.0)
# official, own_calculation or simulated?
# When was this published? Say under published; now it is unknown.
origin: official
""",
        ),
        (
            BOTH,
            """\
area:
  column: REF_AREA
  unknown: keep
period:
  column: TIME_PERIOD
groups:
  sex:
    column: kön
    codes:
      kvinnor: K
      män: M
    everybody:
    - totalt
# Guessed to be folkmangd from 'Folkmängd' (100%).
values:
- column: OBS_VALUE
  indicator: folkmangd
# Give the address where the table can be seen, and the licence.
source:
  name: Folkmängd
  code: XX:FOLK(1.0)
# official, own_calculation or simulated?
origin: official
# The day the file says that the table was last changed: no later than that.
published:
  'on': '2024-02-23'
  basis: no_later_than
""",
        ),
    ],
)
def test_sdmx_with_names_beside_the_codes(
    text: str, expected: str, tmp_path: Path, catalogue: Catalogue, areas_file: AreasFile
) -> None:
    path = tmp_path / "folk.csv"
    path.write_text(text, encoding="utf-8")
    mapping = suggested(path, catalogue, areas_file)

    assert mapping.rpartition("# published_by_source")[0] == expected
    assert [
        (str(one.group), one.value, str(one.status)) for one in loaded(path, mapping, catalogue, areas_file)
    ] == [("", 974073.0, "value"), ("sex=K", 490000.0, "preliminary"), ("sex=M", None, "suppressed")]
