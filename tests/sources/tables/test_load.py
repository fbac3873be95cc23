"""Small tables with one habit each, through the whole reading."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fardplan.indicators.definition import IndicatorDefinition, Retired
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.load import TableReading, load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion
from fardplan.vocabulary.errors import FardplanError, InputError, NotFoundError
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text

LoadText = Callable[..., TableReading]
LOADED = date(2026, 11, 23)

CITY = Area(code="0180", kind=AreaKind.CITY, versions=(AreaVersion(name="Stockholm"),))
SIMPLE = """
indicator: behorighet-kommunala-skolor
area: "0180"
period: {column: år}
values: [andel]
source: {name: Provtabell}
origin: simulated
"""
HEAD = """
area: {column: Område, codes: {Hela staden: "0180"}}
source: {name: Provtabell}
origin: simulated
"""
LONG = HEAD + "indicator: behorighet-kommunala-skolor\nperiod: {column: År}\nvalues: [Andel]\n"


def told(reading: TableReading) -> list[tuple[str, str, str, float | None]]:
    return [(x.area, str(x.period), str(x.group), x.value) for x in reading.observations]


def refusal(load: Callable[[], TableReading]) -> list[tuple[int, str, str]]:
    with pytest.raises(TableRefused) as refused:
        load()
    return [(fault.line, fault.column, fault.value) for fault in refused.value.faults]


def test_a_row_becomes_an_observation_to_the_last_field(load_text: LoadText) -> None:
    mapping = """
    indicator: {column: mått, codes: {Otrygga: otrygga-bostadsomrade}}
    area: {column: område}
    period: {column: år}
    groups: {sex: {column: kön, everybody: [Alla], codes: {Kvinnor: K}}, age: 16-79}
    values:
      - column: andel
        base: svar
        lower: från
        upper: till
        status: {column: flagga, codes: {prel: preliminary}}
        scale: 100
    source:
      name: Trygghetsmätningen
      publisher: Socialförvaltningen
      code: T1
      address: https://example.org/t
      licence: CC0
      via: en pressida
    origin: official
    clearance: published_by_source
    published: {on: 2018-03-01}
    """
    table = (
        "mått;område;år;kön;andel;svar;från;till;flagga\n"
        "Otrygga;Farsta;2017;Kvinnor;0,57;1 042;0,5;0,61*;prel\n"
    )

    assert load_text(table, mapping).observations == (
        Observation(
            indicator="otrygga-bostadsomrade",
            area="farsta",
            period=Period.of_year(2017),
            value=57.0,
            provenance=Provenance(
                source="Socialförvaltningen: Trygghetsmätningen (T1)",
                origin=Origin.OFFICIAL,
                loaded=LOADED,
                published=date(2018, 3, 1),
                published_basis=PublishedBasis.STATED,
                address="https://example.org/t",
                via="en pressida",
                licence="CC0",
                clearance=Clearance.PUBLISHED_BY_SOURCE,
            ),
            group=Group((("sex", "K"), ("age", "16-79"))),
            status=Status.PRELIMINARY,
            lower=50.0,
            upper=61.0,
            base=1042,
        ),
    )


def test_what_a_mapping_leaves_out_is_internal_and_known_from_the_load(load_text: LoadText) -> None:
    (observation,) = load_text("år,andel\n2018,86.9\n").observations

    assert observation == Observation(
        "behorighet-kommunala-skolor",
        "0180",
        Period.of_year(2018),
        86.9,
        Provenance("Provtabell", Origin.SIMULATED, LOADED, LOADED, PublishedBasis.LOADED),
        group=EVERYBODY,
    )


@pytest.mark.parametrize(
    "table",
    [
        "Område;År;Andel\nFarsta;2018;86,9\nÄlvsjö;2018;0\n".encode(),
        "\ufeffOmråde;År;Andel\r\nFarsta;2018;86,9\r\nÄlvsjö;2018;0\r\n".encode(),
        "Område;År;Andel\nFarsta;2018;86,9\nÄlvsjö;2018;0\n".encode("cp1252"),
        "Område\tÅr\tAndel\nFarsta\t2018\t86,9\nÄlvsjö\t2018\t0\n".encode("utf-16"),
        b'"Omr\xc3\xa5de","\xc3\x85r","Andel"\n"Farsta","2018","86,9"\n"\xc3\x84lvsj\xc3\xb6","2018","0"\n',
        "Område|År|Andel\nFarsta|2018|86,9\nÄlvsjö|2018|0\n".encode(),
        "OMRÅDE;år; Andel \n farsta ;2018;86,9 %\n\n\nälvsjö;2018;0\n".encode(),
    ],
)
def test_encodings_delimiters_and_spaces(load_text: LoadText, table: bytes) -> None:
    assert told(load_text(table, LONG)) == [("farsta", "2018", "", 86.9), ("alvsjo", "2018", "", 0.0)]


def test_a_stated_encoding_and_delimiter_are_used(load_text: LoadText) -> None:
    table = "Område:År:Andel\nÄlvsjö:2018:86.9\n".encode("mac_roman")

    reading = load_text(table, LONG + "encoding: mac_roman\ndelimiter: ':'\n")
    assert told(reading) == [("alvsjo", "2018", "", 86.9)]


def test_banners_notes_empty_rows_and_repeated_headings_are_no_figures(load_text: LoadText) -> None:
    table = """Behöriga elever 2018;;
Område och år;;

Område;År;Andel
Söderort;;
Farsta;2018;86,9
;;
Område;År;Andel
Älvsjö;2018;..
Källa: Skolverket;;
1 Uppgifterna är preliminära;;
;Senast uppdaterad;
"""
    assert told(load_text(table, LONG)) == [("farsta", "2018", "", 86.9), ("alvsjo", "2018", "", None)]


def test_a_figure_without_its_period_is_a_fault_and_no_note(load_text: LoadText) -> None:
    table = "Område;År;Andel\nSöderort;;5\nFarsta;2018;86,9\nKälla: Skolverket;;\n"

    assert refusal(lambda: load_text(table, LONG)) == [(2, "År", "")]


def test_an_area_alone_with_empty_years_is_missing_and_no_note(load_text: LoadText) -> None:
    mapping = HEAD + "indicator: behorighet-hemkommun\nperiod: {in_header: true}\nvalues: [{}]\n"

    reading = load_text("Område;2017;2018\nFarsta;;\nKälla: Skolverket;;\n", mapping)
    assert told(reading) == [("farsta", "2017", "", None), ("farsta", "2018", "", None)]


@pytest.mark.parametrize("line", ["header: 4\n", ""])
def test_the_headings_are_found_below_a_banner_or_where_the_mapping_says(
    load_text: LoadText, line: str
) -> None:
    table = "Behöriga;;\nSkolor, andel per område;;\n\nOmråde;År;Andel\nFarsta;2018;86,9\n1 Not;;\n"

    assert told(load_text(table, LONG + line)) == [("farsta", "2018", "", 86.9)]


def test_stacked_headings_are_joined_and_years_in_them_become_periods(load_text: LoadText) -> None:
    table = "Område;2017;2018;Förän-;;\n;;;dring;2018;\nFarsta;84,7;86,9;2,2;9;\nÄlvsjö;~100;-;;9;\n"
    mapping = (
        HEAD + "indicator: behorighet-hemkommun\nperiod: {in_header: true}\nvalues: [{}]\nheader: [1, 2]\n"
    )

    reading = load_text(table, mapping)
    assert told(reading) == [
        ("farsta", "2017", "", 84.7),
        ("farsta", "2018", "", 86.9),
        ("alvsjo", "2017", "", 100.0),
        ("alvsjo", "2018", "", None),
    ]
    assert [x.status for x in reading.observations] == [
        Status.VALUE,
        Status.VALUE,
        Status.ROUNDED,
        Status.MISSING,
    ]


def test_periods_in_the_heading_can_be_ignored(load_text: LoadText) -> None:
    table = "Område;2017;2018;2034¹\nFarsta;84,7;86,9;90\n1 Prognos\n"
    mapping = (
        HEAD + "indicator: behorighet-hemkommun\nperiod: {in_header: true, ignore: '2034'}\nvalues: [{}]\n"
    )

    assert [period for _, period, _, _ in told(load_text(table, mapping))] == ["2017", "2018"]


def test_a_forecast_is_no_observation(load_text: LoadText) -> None:
    table = "Område;2017;2034\nFarsta;84,7;86,9\n"
    mapping = HEAD + "indicator: behorighet-hemkommun\nperiod: {in_header: true}\nvalues: [{}]\n"

    assert refusal(lambda: load_text(table, mapping)) == [(2, "2034", "86,9")]


def test_several_columns_of_figures_each_have_their_indicator_and_group(load_text: LoadText) -> None:
    mapping = (
        HEAD
        + """
period: 2018
values:
  - {column: Kvinnor, indicator: uvas-17-24, group: {sex: K}}
  - {column: Män, indicator: uvas-17-24, group: {sex: M}}
  - {column: Folk, indicator: folkmangd}
"""
    )
    assert told(load_text("Område;Kvinnor;Män;Folk\nFarsta;8,2;9;1 234\n", mapping)) == [
        ("farsta", "2018", "sex=K", 8.2),
        ("farsta", "2018", "sex=M", 9.0),
        ("farsta", "2018", "", 1234.0),
    ]


def test_merged_cells_are_filled_down(load_text: LoadText) -> None:
    table = "Område;År;Andel\nFarsta;2017;1\n;2018;2\nÄlvsjö;2017;3\n;2018;4\n"
    mapping = LONG.replace("column: Område", "column: Område, fill_down: true")

    assert [(area, value) for area, _, _, value in told(load_text(table, mapping))] == [
        ("farsta", 1.0),
        ("farsta", 2.0),
        ("alvsjo", 3.0),
        ("alvsjo", 4.0),
    ]


def test_lost_zeros_are_put_back_and_other_municipalities_kept(load_text: LoadText) -> None:
    table = "kod;år;andel\n180;2018;1\n0180.0;2017;2\n127;2018;3\n0;2018;4\n1280;2018;5\n"
    mapping = """
    indicator: behorighet-hemkommun
    area: {column: kod, pad: 4, unknown: keep}
    period: {column: år}
    values: [andel]
    source: {name: Provtabell}
    origin: simulated
    """
    reading = load_text(table, mapping)

    assert [x.area for x in reading.observations] == ["0180", "0180", "0127", "0000", "1280"]
    assert reading.warnings == ("Areas that are not among the city's own, kept by their codes: 2.",)


def test_a_kept_code_has_all_its_digits(load_text: LoadText) -> None:
    mapping = LONG.replace("column: Område", "column: Område, pad: 4, unknown: keep")

    faults = refusal(lambda: load_text("Område;År;Andel\nLandet;2018;1\n01800;2018;2\n;2018;3\n", mapping))
    assert faults == [(2, "Område", "Landet"), (3, "Område", "01800"), (4, "Område", "")]


def test_areas_are_known_by_code_by_name_and_by_footnoted_name(load_text: LoadText) -> None:
    table = "Område;År;Andel\nbromma;2018;1\nFARSTA¹;2018;2\nHela staden5;2018;3\nInre staden;2018;4\n"

    areas = [area for area, _, _, _ in told(load_text(table, LONG))]
    assert areas == ["bromma", "farsta", "0180", "inre-staden"]


def test_rows_are_kept_and_left_out_by_what_columns_say(load_text: LoadText) -> None:
    table = (
        "Område;År;Andel;Huvudman;Prov\n"
        "Farsta;2017;1;Kommunal;a\nFarsta;2018;2;Enskild;a\nFarsta;2019;3;kommunal;b\n"
    )
    mapping = LONG + "where: {Huvudman: Kommunal}\nskip: {Prov: [b, c]}\n"

    assert told(load_text(table, mapping)) == [("farsta", "2017", "", 1.0)]


def test_when_no_row_is_left_the_filters_are_told(load_text: LoadText) -> None:
    mapping = LONG + "where: {Andel: ['1', '2']}\nskip: {Område: Farsta}\n"
    with pytest.raises(InputError) as error:
        load_text("Område;År;Andel\nFarsta;2018;1\n", mapping)

    assert error.value.what == "no row gives a figure"
    assert error.value.instead == (
        "The mapping keeps rows where Andel is 1 or 2, and Område is not Farsta. "
        "Is that so written in the table?"
    )


@pytest.mark.parametrize(
    ("published", "basis", "day"),
    [
        ("{on: 2019-05-02}", PublishedBasis.STATED, date(2019, 5, 2)),
        ("{on: 2019-05-02, basis: no_later_than}", PublishedBasis.NO_LATER_THAN, date(2019, 5, 2)),
        ("{column: Dag}", PublishedBasis.STATED, date(2018, 10, 1)),
        ("{every_year: 09-25}", PublishedBasis.CALENDAR, date(2018, 9, 25)),
        ("{every_year: 02-29, years_after: 1}", PublishedBasis.CALENDAR, date(2019, 2, 28)),
        ("{every_year: 05-15, years_after: 9}", PublishedBasis.NO_LATER_THAN, LOADED),
        ("{}", PublishedBasis.LOADED, LOADED),
    ],
)
def test_the_day_of_publication(
    load_text: LoadText, published: str, basis: PublishedBasis, day: date
) -> None:
    table = "Område;År;Andel;Dag\nFarsta;2018;86,9;2018-10-01\n"
    (observation,) = load_text(table, LONG + f"published: {published}\n").observations

    provenance = observation.provenance
    assert (provenance.published, provenance.published_basis) == (day, basis)


@pytest.mark.parametrize("published", ["{on: 2027-01-01}", "{on: 2017-12-31}", "{column: Andel}"])
def test_a_day_of_publication_that_cannot_be_is_a_fault(load_text: LoadText, published: str) -> None:
    table = "Område;År;Andel\nFarsta;2018;86,9\n"

    assert refusal(lambda: load_text(table, LONG + f"published: {published}\n")) == [(2, "Andel", "86,9")]


def test_the_source_of_a_definition_gives_name_and_address(load_text: LoadText) -> None:
    mapping = (
        LONG.replace("{name: Provtabell}", "{key: kolada, via: en fil}") + "clearance: published_by_source\n"
    )
    (observation,) = load_text("Område;År;Andel\nFarsta;2018;86,9\n", mapping).observations

    assert observation.provenance == Provenance(
        source="Kolada: Tabell N15436 (N15436)",
        origin=Origin.SIMULATED,
        loaded=LOADED,
        published=LOADED,
        published_basis=PublishedBasis.LOADED,
        address="https://example.org/behorighet-kommunala-skolor",
        via="en fil",
        clearance=Clearance.PUBLISHED_BY_SOURCE,
    )


BAD = """Område;År;Andel;Svar
Farsta;2018;86,9;100
Farsta;20x8;tolv;100
Langt borta;2018;101;100
Farsta;2018;87;100
Älvsjö;2018;5;10,5
Älvsjö;2017;5;-3
Bromma;2018;5;100;och mer
"""


def test_every_bad_cell_is_reported_at_once_and_nothing_loaded(load_text: LoadText, tmp_path: Path) -> None:
    mapping = LONG.replace("[Andel]", "[{column: Andel, base: Svar}]")
    with pytest.raises(TableRefused) as error:
        load_text(BAD, mapping)

    file = tmp_path / "tabell.csv"
    assert str(error.value).splitlines() == [
        f"{file}:3: column 'År': '20x8'. Expected a period: a year (2018), school year (2017/18), "
        "term (VT 2018) or month (2018-09).",
        f"{file}:3: column 'Andel': 'tolv'. Expected a number such as 12,3 or 1 234, or one of the marks "
        ".. . - NA.",
        f"{file}:4: column 'Område': 'Langt borta'. Expected an area that is known, or one that the mapping "
        "translates.",
        f"{file}:5: column 'Andel': '87'. Expected one figure for behorighet-kommunala-skolor, farsta, 2018; "
        "line 2 has '86,9'.",
        f"{file}:6: column 'Andel': '5'. Expected a whole number of persons or answers in 'Svar', "
        "not '10,5'.",
        f"{file}:7: column 'Andel': '5'. Expected a whole number of persons or answers in 'Svar', not '-3'.",
        f"{file}:8: column '#5': 'och mer'. Expected no more cells than there are headings; text that holds "
        "the delimiter stands in quotes.",
        "7 cells in all cannot be read.",
        "Nothing was loaded. What was loaded before stays as it was.",
    ]


def test_many_bad_cells_are_listed_up_to_a_limit_and_counted(load_text: LoadText) -> None:
    rows = "".join(f"Farsta;{year};x{year}\n" for year in range(1950, 2000))
    with pytest.raises(TableRefused) as error:
        load_text("Område;År;Andel\n" + rows, LONG)

    lines = str(error.value).splitlines()
    assert (len(error.value.faults), len(lines)) == (50, 22)
    assert lines[20] == "50 cells in all cannot be read. The first 20 causes of 50 are listed."


def test_one_cause_in_many_cells_is_told_once(load_text: LoadText) -> None:
    rows = "".join(f"Farsta;{year};x\n" for year in range(1950, 2000)) + "Farsta;2001;y\nFarsta;2002;y\n"
    with pytest.raises(TableRefused) as error:
        load_text("Område;År;Andel\n" + rows, LONG)

    lines = str(error.value).splitlines()
    assert (len(error.value.faults), len(lines)) == (52, 4)
    assert ":2: column 'Andel': 'x'. " in lines[0]
    assert lines[0].endswith(" The same in 49 cells more.")
    assert ":52: column 'Andel': 'y'. " in lines[1]
    assert lines[1].endswith(" The same in 1 cell more.")
    assert lines[2] == "52 cells in all cannot be read."


@pytest.mark.parametrize("value", ["101", "-0,1", "100,01"])
def test_a_share_outside_its_range_is_a_fault(load_text: LoadText, value: str) -> None:
    with pytest.raises(TableRefused, match="a figure in per cent, from 0 to 100"):
        load_text(f"Område;År;Andel\nFarsta;2018;{value}\n", LONG)


def test_a_negative_count_is_a_fault_and_a_negative_index_none(load_text: LoadText) -> None:
    table = "Område;År;Andel\nFarsta;2018;-5\n"
    with pytest.raises(TableRefused, match="a figure in persons, not below zero"):
        load_text(table, LONG.replace("behorighet-kommunala-skolor", "folkmangd"))
    reading = load_text(table, LONG.replace("behorighet-kommunala-skolor", "medelinkomst"))
    assert told(reading) == [("farsta", "2018", "", -5.0)]


def test_an_interval_that_leaves_out_its_value_is_a_fault(load_text: LoadText) -> None:
    mapping = LONG.replace("[Andel]", "[{column: Andel, lower: Från}]")
    table = "Område;År;Andel;Från\nFarsta;2018;50;60\n"

    with pytest.raises(TableRefused, match=r"the value 50\.0 lies outside its interval 60\.0 to None"):
        load_text(table, mapping)


@pytest.mark.parametrize(
    ("row", "ok"),
    [
        ("86,9;prel", True),
        ("86,9;", True),
        ("86,9;X", False),
        ("..;prel", False),
        ("86,9;saknas", False),
        (";saknas", True),
    ],
)
def test_the_status_column_agrees_with_the_figure(load_text: LoadText, row: str, ok: bool) -> None:
    codes = "{prel: preliminary, saknas: missing}"
    mapping = LONG.replace("[Andel]", f"[{{column: Andel, status: {{column: Flagga, codes: {codes}}}}}]")
    table = f"Område;År;Andel;Flagga\nFarsta;2018;{row}\n"

    if ok:
        assert len(load_text(table, mapping).observations) == 1
    else:
        assert len(refusal(lambda: load_text(table, mapping))) == 1


def test_a_share_from_0_to_1_is_scaled_and_a_per_cent_sign_is_not(load_text: LoadText) -> None:
    mapping = LONG.replace("[Andel]", "[{column: Andel, scale: 100}]")
    table = "Område;År;Andel\nFarsta;2016;0,57\nFarsta;2017;57 %\nFarsta;2018;0\n"

    assert [value for *_, value in told(load_text(table, mapping))] == [57.0, 57.0, 0.0]


def test_school_years_may_be_known_by_their_spring(load_text: LoadText) -> None:
    mapping = LONG.replace("{column: År}", "{banner: 'Valt läsår:', school_year_as: spring_year}")
    table = "Statistik;;\nValt läsår: 2024/25;;\nOmråde;Andel\nFarsta;86,9\n"

    assert told(load_text(table, mapping)) == [("farsta", "2025", "", 86.9)]


def test_a_banner_that_is_not_there_is_told_with_those_that_are(load_text: LoadText) -> None:
    mapping = LONG.replace("{column: År}", "{banner: 'Läsår:'}")
    with pytest.raises(InputError) as error:
        load_text("Valt år: 2018;\nOmråde;Andel\nFarsta;86,9\n", mapping)

    assert (error.value.what, error.value.instead) == (
        "no line above the table begins with 'Läsår:'",
        "There is: Valt år: 2018.",
    )


ZEROS = "Område;År;Andel\n0000;2007;0,0\n0000;2008;7,31\nFarsta;2006;0\nHägersten-Älvsjö;2019;0\n"
FROM_2008 = LONG.replace("behorighet-kommunala-skolor", "uvas-16-24")


def test_zeros_before_an_indicator_or_area_began_are_refused(load_text: LoadText) -> None:
    with pytest.raises(TableRefused) as error:
        load_text(ZEROS, FROM_2008)

    assert [(fault.line, fault.expected) for fault in error.value.faults] == [
        (
            2,
            "no zero: 'uvas-16-24' begins with 2008, and 2007 is before. "
            "Leave such rows out, or say impossible_zeros: drop in the mapping",
        ),
        (
            4,
            "no zero: 'uvas-16-24' begins with 2008, and 2006 is before. "
            "Leave such rows out, or say impossible_zeros: drop in the mapping",
        ),
        (
            5,
            "no zero: the area 'hagersten-alvsjo' came to be on 2020-07-01, and 2019 is before. "
            "Leave such rows out, or say impossible_zeros: drop in the mapping",
        ),
    ]


def test_zeros_that_cannot_be_are_dropped_when_the_mapping_says_so(load_text: LoadText) -> None:
    reading = load_text(ZEROS, FROM_2008 + "impossible_zeros: drop\n")

    assert told(reading) == [("0000", "2008", "", 7.31)]
    assert reading.warnings == ("Zeros left out as impossible: 3, the first uvas-16-24, 0000, 2007.",)


def test_a_zero_of_an_area_that_has_ceased_is_refused(load_text: LoadText) -> None:
    faults = refusal(lambda: load_text("Område;År;Andel\nÄlvsjö;2021;0\n", LONG))
    assert faults == [(2, "Andel", "0")]


def test_a_zero_is_a_value_and_an_old_year_in_a_new_division_too(load_text: LoadText) -> None:
    """A source may have recalculated old years to the new districts; only zeros betray that it has not."""
    table = "Område;År;Andel\nFarsta;2018;0\nHägersten-Älvsjö;2019;12\n"

    assert told(load_text(table, LONG)) == [
        ("farsta", "2018", "", 0.0),
        ("hagersten-alvsjo", "2019", "", 12.0),
    ]


def test_any_figure_before_the_first_period_is_refused(load_text: LoadText) -> None:
    with pytest.raises(
        TableRefused, match="no figure before 2008, the first period of 'uvas-16-24', not 2007"
    ):
        load_text("Område;År;Andel\nFarsta;2007;7,1\n", FROM_2008)


def test_doubts_are_warnings_with_their_numbers(load_text: LoadText) -> None:
    table = """Område;År;Kön;Antal
Söderort;2018;T;100
Västerort;2018;T;100
Inre staden;2018;T;100
Hela staden;2018;T;310
Hela staden;2018;K;150
Hela staden;2018;M;150
Ytterstaden;2018;T;200
"""
    mapping = (
        HEAD
        + """
indicator: folkmangd
period: {column: År}
groups: {sex: {column: Kön, everybody: T, codes: {K: K, M: M}}}
values: [Antal]
"""
    )
    assert load_text(table, mapping).warnings == (
        "folkmangd, 0180, 2018: women 150 and men 150 do not sum to 310",
        "folkmangd, 0180, 2018: 3 areas (Stadens tre delar) sum to 300 and the whole is 310, "
        "a difference of -10, -3.2 %",
        "folkmangd, 0180, 2018: 2 areas (Inre staden och ytterstaden) sum to 300 and the whole is 310, "
        "a difference of -10, -3.2 %",
    )


def test_a_share_for_all_that_is_outside_women_and_men_is_a_warning(load_text: LoadText) -> None:
    """As published for one municipality in 2017: women 95.0, men 95.1, all 96.2."""
    table = "Område;År;Kön;Andel\nFarsta;2017;K;95,0\nFarsta;2017;M;95,1\nFarsta;2017;T;96,2\n"
    mapping = LONG + "groups: {sex: {column: Kön, everybody: T, codes: {K: K, M: M}}}\n"

    assert load_text(table, mapping).warnings == (
        "behorighet-kommunala-skolor, farsta, 2017: all 96.2 is not between women 95 and men 95.1",
    )


@pytest.mark.parametrize(
    ("mapping", "what", "instead"),
    [
        (
            LONG.replace("behorighet-kommunala-skolor", "behorighet-kommunal-skola"),
            "the mapping does not fit: there is no indicator 'behorighet-kommunal-skola'",
            "Did you mean 'behorighet-kommunala-skolor'?",
        ),
        (
            LONG.replace('"0180"', "stockholm"),
            "the mapping does not fit: there is no area 'stockholm'",
            "There is: 0000, 0180,",
        ),
        (
            LONG.replace("{name: Provtabell}", "{key: koladda}"),
            "the mapping does not fit: the indicator 'behorighet-kommunala-skolor' has no source 'koladda'",
            "There is: kolada. Did you mean 'kolada'?",
        ),
        (
            LONG.replace("values: [Andel]", "values: [Andelar]"),
            "there is no column 'Andelar'",
            "There is: Andel, Område, År. Did you mean 'Andel'?",
        ),
        (
            LONG.replace('{column: Område, codes: {Hela staden: "0180"}}', "Farstad"),
            "the mapping does not fit: there is no area 'Farstad'",
            "There is: 0000",
        ),
        (LONG + "header: 9\n", "line 9, where the headings should stand, is empty", ""),
        (LONG + "sheet: Blad1\n", "", ""),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_with_what_there_is(
    load_text: LoadText, mapping: str, what: str, instead: str
) -> None:
    table = "Område;År;Andel\nFarsta;2018;86,9\n"
    if not what:
        assert len(load_text(table, mapping).observations) == 1
        return
    with pytest.raises(FardplanError) as error:
        load_text(table, mapping)
    assert error.value.what == what
    assert instead in (error.value.instead or "")


def test_columns_that_are_all_absent_are_told_with_those_that_are_there(load_text: LoadText) -> None:
    with pytest.raises(InputError) as error:
        load_text("ort;tid;tal\nFarsta;2018;x\n", LONG)

    assert (error.value.what, error.value.instead) == (
        "there are no columns 'Område', 'År', 'Andel'",
        "There is: ort, tal, tid.",
    )


def test_two_columns_with_one_heading_are_told_apart_by_place(load_text: LoadText) -> None:
    table = "Område;År;Andel;Andel\nFarsta;2018;1;2\n"
    with pytest.raises(InputError) as error:
        load_text(table, LONG)

    assert (error.value.what, error.value.instead) == (
        "2 columns are headed 'Andel'",
        "Name the one that is meant by its place: #3, #4.",
    )
    assert told(load_text(table, LONG.replace("[Andel]", '["#4"]'))) == [("farsta", "2018", "", 2.0)]


@pytest.mark.parametrize("table", [b"", b"\n\n;;\n"])
def test_an_empty_table_is_told(load_text: LoadText, table: bytes) -> None:
    with pytest.raises(InputError, match="the table is empty"):
        load_text(table)


def test_a_file_that_is_no_text_is_told(load_text: LoadText) -> None:
    with pytest.raises(InputError, match="the file is not text"):
        load_text(b"\x00\x01\x02\x03")
    with pytest.raises(InputError, match="the file is not text in ascii"):
        load_text("å".encode(), "encoding: ascii\n" + LONG)
    with pytest.raises(InputError, match="'klingon' is not the name of an encoding"):
        load_text(b"a", "encoding: klingon\n" + LONG)


def test_broken_quotes_are_told_with_their_line(load_text: LoadText, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_text('Område;År;Andel\nFarsta;2018;"86,9\nÄlvsjö;2018;1\n', LONG)

    assert str(error.value).splitlines()[0] == (
        f"{tmp_path / 'tabell.csv'}:2: this is not CSV: unexpected end of data"
    )


def test_an_ambiguous_column_is_refused_until_the_mapping_says(load_text: LoadText) -> None:
    table = "Område;År;Andel\nFarsta;2018;1.234\nÄlvsjö;2018;12.345\n"
    mapping = LONG.replace("behorighet-kommunala-skolor", "folkmangd")
    with pytest.raises(TableRefused, match="above a thousand or has three decimals"):
        load_text(table, mapping)

    assert [value for *_, value in told(load_text(table, mapping + "decimal: comma\n"))] == [1234.0, 12345.0]


def workbook(path: Path, fill: Callable[[Worksheet], None], *, more: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    for name in more:
        book.create_sheet(name).append(["Område", "År", "Andel"])
    book.save(path)
    book.close()
    return path.read_bytes()


def test_a_workbook_keeps_its_text_and_its_line_numbers(load_text: LoadText, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "Behörighet"
        for row, cells in enumerate(
            [("Kod", "År", "Andel"), ("0180", 2018, 86.9), (180, "2017", "84,7")], start=4
        ):
            for column, value in enumerate(cells, start=2):
                sheet.cell(row, column, value)
        sheet["B9"] = "0180"
        sheet["C9"] = 2016
        sheet["D9"] = "..."
        sheet["D10"] = "fel"
        sheet["B10"], sheet["C10"] = "0180", 2015

    content = workbook(tmp_path / "b.xlsx", fill)
    mapping = LONG.replace("column: Område", "column: Kod, pad: 4")

    assert refusal(lambda: load_text(content, mapping, name="t.xlsx")) == [(10, "Andel", "fel")]
    reading = load_text(content, mapping + "skip: {Andel: fel}\n", name="t.xlsx")
    assert told(reading) == [
        ("0180", "2018", "", 86.9),
        ("0180", "2017", "", 84.7),
        ("0180", "2016", "", None),
    ]


def test_what_a_workbook_hides_is_told(load_text: LoadText, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "Data"
        for row in (["Område", "År", "Andel"], ["Farsta", 2018, 86.9], ["Farsta", 2017, "#DIV/0!"]):
            sheet.append(row)

    content = workbook(tmp_path / "b.xlsx", fill, more=("Meta", "Gammalt"))

    assert load_text(content, LONG, name="t.xlsx").warnings == (
        "Only the first sheet, 'Data', was read, not 'Meta', 'Gammalt'.",
        "Cells of the sheet with a failed formula, read as empty: 1, the first C3 #DIV/0!.",
    )
    assert load_text(content, LONG + "sheet: Data\nskip: {År: '2017'}\n", name="t.xlsx").warnings[1:] == ()


def test_a_sheet_that_is_not_there_is_told(load_text: LoadText, tmp_path: Path) -> None:
    content = workbook(tmp_path / "b.xlsx", lambda sheet: sheet.append(["a"]), more=("Andra",))
    with pytest.raises(NotFoundError) as error:
        load_text(content, LONG + "sheet: Andre\n", name="t.xlsx")

    assert (error.value.what, error.value.instead) == (
        "there is no sheet 'Andre'",
        "There is: Andra, Sheet. Did you mean 'Andra'?",
    )


def test_a_workbook_that_is_none_is_told(load_text: LoadText) -> None:
    with pytest.raises(InputError, match="the workbook cannot be read"):
        load_text(b"a;b\n1;2\n", name="t.xlsx")


def test_a_file_that_is_not_there_is_told(
    load_text: LoadText, tmp_path: Path, load_file: Callable[[str, Path], TableReading]
) -> None:
    with pytest.raises(NotFoundError, match="there is no such file"):
        load_file("b014_day_population", tmp_path / "none.csv")


def test_a_cell_longer_than_any_tables_is_told(load_text: LoadText) -> None:
    with pytest.raises(InputError, match="this is not CSV: field larger than field limit"):
        load_text("Område;År;Andel\nFarsta;2018;" + "9" * 140_000 + "\n", LONG)


def test_figures_later_than_the_last_published_are_told(
    tmp_path: Path, catalogue: Mapping[str, IndicatorDefinition]
) -> None:
    key = "behorighet-kommunala-skolor"
    retired = Retired(last=Period.of_year(2017), text=Text(sv="Upphörd"))
    path = tmp_path / "t.csv"
    path.write_text("år;andel\n2016;1\n2017;2\n2018;3\n2019;4\n")
    reading = load_table(
        path,
        parse_yaml(SIMPLE, TableMapping, where="mapping"),
        catalogue={key: catalogue[key].model_copy(update={"retired": retired})},
        areas=[CITY],
        loaded=LOADED,
    )

    assert reading.warnings == (
        "behorighet-kommunala-skolor: 2 figures are later than 2017, the last that its source published",
    )


def test_an_area_whose_name_is_not_its_alone_is_told_apart(
    tmp_path: Path, catalogue: Mapping[str, IndicatorDefinition]
) -> None:
    other = CITY.model_copy(update={"code": "0001"})
    path = tmp_path / "t.csv"
    path.write_text("Område;År;Andel\nStockholm;2018;1\n0001;2018;2\n")

    with pytest.raises(TableRefused) as error:
        load_table(
            path,
            parse_yaml(LONG.replace(', codes: {Hela staden: "0180"}', ""), TableMapping, where="mapping"),
            catalogue=catalogue,
            areas=[CITY, other],
            loaded=LOADED,
        )
    assert [fault.expected for fault in error.value.faults] == [
        "the name of one area; this is the name of 0180, 0001: say which in codes"
    ]


def test_a_group_that_is_not_translated_is_told_with_the_nearest(load_text: LoadText) -> None:
    mapping = LONG + "groups: {sex: {column: Kön, everybody: Alla, codes: {Kvinnor: K}}}\n"
    with pytest.raises(TableRefused) as error:
        load_text("Område;År;Andel;Kön\nFarsta;2018;1;Kvinor\nFarsta;2018;2;Alla\n", mapping)

    assert [fault.expected for fault in error.value.faults] == [
        "a category that the mapping translates; the nearest is 'kvinnor'"
    ]


def test_a_source_without_an_address_cannot_have_published(
    tmp_path: Path, catalogue: Mapping[str, IndicatorDefinition]
) -> None:
    key = "behorighet-kommunala-skolor"
    source = catalogue[key].sources[0].model_copy(update={"address": None})
    path = tmp_path / "t.csv"
    path.write_text("år;andel\n2016;1\n")
    text = SIMPLE.replace("{name: Provtabell}", "{key: kolada}") + "clearance: published_by_source\n"

    with pytest.raises(InputError) as error:
        load_table(
            path,
            parse_yaml(text, TableMapping, where="mapping"),
            catalogue={key: catalogue[key].model_copy(update={"sources": (source,)})},
            areas=[CITY],
            loaded=LOADED,
        )
    assert (error.value.what, error.value.instead) == (
        f"the mapping does not fit: the source 'kolada' of '{key}' has no address where its figures are "
        "published",
        "Give the address in the mapping, or leave the figures internal.",
    )


@pytest.mark.parametrize("place", ["#9", "#0", "#x"])
def test_a_place_that_is_not_there_is_told(load_text: LoadText, place: str) -> None:
    with pytest.raises(InputError, match=f"there is no column '{place}'"):
        load_text("Område;År;Andel\nFarsta;2018;1\n", LONG.replace("[Andel]", f'["{place}"]') + "header: 1\n")


def test_no_heading_of_periods_is_told(load_text: LoadText) -> None:
    mapping = HEAD + "indicator: behorighet-hemkommun\nperiod: {in_header: true}\nvalues: [{}]\n"
    with pytest.raises(InputError, match="there is no column headed by a period"):
        load_text("Område;Andel\nFarsta;1\n", mapping)
    by_place = mapping.replace("column: Område", 'column: "#1"')
    with pytest.raises(InputError, match="no row is headed by years or other periods"):
        load_text("Område;Andel\nFarsta;1\n", by_place)
    ignored = mapping.replace("in_header: true", "in_header: true, ignore: ['2017', '2018']")
    with pytest.raises(InputError, match="no column is headed by a period that the mapping keeps"):
        load_text("Område;2017;2018\nFarsta;1;2\n", ignored)


def test_a_table_read_by_places_alone_finds_its_headings_by_their_looks(load_text: LoadText) -> None:
    mapping = """
    indicator: behorighet-hemkommun
    area: {column: "#1"}
    period: {column: "#2"}
    values: ["#3"]
    source: {name: Provtabell}
    origin: simulated
    """
    reading = load_text("Rubrik;;\nOmråde;År;Andel\nFarsta;2018;1\n", mapping)
    assert told(reading) == [("farsta", "2018", "", 1.0)]
