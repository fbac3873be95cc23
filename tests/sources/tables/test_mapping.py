"""What a mapping may say, and what it may not."""

import pytest

from fardplan.sources.tables.mapping import (
    AreaColumn,
    GroupColumn,
    IndicatorColumn,
    Measure,
    PeriodColumn,
    Published,
    StatusColumn,
    TableMapping,
    TableSource,
)
from fardplan.sources.yaml_file import parse_yaml, write_yaml
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Clearance, Origin, Status

SHORT = """
indicator: behorighet
area: 0180
period: 2018
groups: {sex: K}
values: [andel]
source: {name: Tabell}
origin: official
"""


def test_the_short_way_and_the_long_way_say_the_same() -> None:
    long = """
    indicator: {const: behorighet}
    area: {const: "0180"}
    period: {const: "2018"}
    groups: {sex: {const: K}}
    values: [{column: andel}]
    source: {name: Tabell}
    origin: official
    clearance: internal
    published: {}
    """
    expected = TableMapping(
        indicator=IndicatorColumn(const="behorighet"),
        area=AreaColumn(const="0180"),
        period=PeriodColumn(const="2018"),
        groups={"sex": GroupColumn(const="K")},
        values=(Measure(column="andel"),),
        source=TableSource(name="Tabell"),
        origin=Origin.OFFICIAL,
        clearance=Clearance.INTERNAL,
        published=Published(),
    )
    assert [parse_yaml(text, TableMapping, where="m") for text in (SHORT, long)] == [expected, expected]


def test_a_mapping_is_written_and_read_back() -> None:
    mapping = parse_yaml(
        SHORT + "header: 4\nwhere: {a: b}\nmarks: {'<5': suppressed}\nextends: true\n",
        TableMapping,
        where="m",
    )
    assert parse_yaml(write_yaml(mapping), TableMapping, where="m") == mapping


def test_a_status_column_may_be_named_alone() -> None:
    text = SHORT.replace("[andel]", "[{column: andel, status: flagga}]")
    mapping = parse_yaml(text, TableMapping, where="m")

    assert mapping.values == (Measure(column="andel", status=StatusColumn(column="flagga")),)
    assert Measure.model_validate(
        {"column": "a", "status": {"column": "b", "codes": {"p": "preliminary"}}}
    ).status == StatusColumn(column="b", codes={"p": Status.PRELIMINARY})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("period: 2018", "period: 18"), "m:4: period: '18' is not a period."),
        (
            ("period: 2018", "period: {}"),
            "m:4: period: give one of const, column, in_header, banner; none was given",
        ),
        (
            ("period: 2018", "period: {column: år, banner: År}"),
            "m:4: period: give one of const, column, in_header, banner; column and banner was given",
        ),
        (("area: 0180", "area: {column: a, pad: 0}"), "m:3: area.pad: '0'"),
        (("values: [andel]", "values: []"), "m:2: there is no column of figures in 'values'"),
        (("values: [andel]", "values: [{}]"), "m:2: a column of figures is named unless the periods stand"),
        (
            ("period: 2018", "period: {in_header: true}"),
            "m:2: a column of figures is named unless the periods stand in the header",
        ),
        (("indicator: behorighet\n", ""), "m:2: no indicator is given for some figures"),
        (("source: {name: Tabell}", "source: {}"), "m:7: source: give either the key of a source"),
        (("origin: official", "origin: gissad"), "m:8: origin: 'gissad'"),
        (("origin: official", "origin: official\nmarks: {x: noll}"), "m:9: marks.x: 'noll'"),
        (
            ("origin: official", "origin: official\nclearance: published_by_source"),
            "m:2: figures published by their source need its address",
        ),
        (
            ("origin: official", "origin: own_calculation\nclearance: protected"),
            "m:2: figures are protected by being computed here; those of a table are not",
        ),
        (
            ("origin: official", "origin: official\npublished: {on: 2018-01-01, every_year: 09-25}"),
            "m:9: published: give one of on, column, every_year; on and every_year were given",
        ),
        (
            ("origin: official", "origin: official\npublished: {basis: stated}"),
            "m:9: published: the basis 'stated' contradicts the day of publication given",
        ),
        (
            ("origin: official", "origin: official\npublished: {on: 2018-01-01, basis: loaded}"),
            "m:9: published: the basis 'loaded' contradicts the day of publication given",
        ),
        (
            ("origin: official", "origin: official\npublished: {every_year: 04-31}"),
            "m:9: published: day is out",
        ),
        (
            ("values: [andel]", "values: [{column: andel, group: {sex: K}}]"),
            "m:2: sex is said both by values and by groups",
        ),
        (("origin: official", "origin: official\nvärden: x"), "m:9: värden: there is no field 'värden'."),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(change: tuple[str, str], told: str) -> None:
    with pytest.raises(InputError) as error:
        parse_yaml(SHORT.replace(*change), TableMapping, where="m")

    assert told in error.value.what
