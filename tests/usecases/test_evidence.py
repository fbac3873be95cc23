"""What people do with evidence: load a table, list what there is, see a series on a day."""

from datetime import date

import pytest

from fardplan.evidence.report import Outcome
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.yaml_file import parse_yaml
from fardplan.store.models import AuditEvent
from fardplan.usecases import evidence
from fardplan.usecases.homes import create_home
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.observation import Clearance
from tests.usecases.conftest import TODAY

DAY = date(2021, 4, 1)
TABLE = "år;andel\n2020;90,5\n2021;91,0\n"
MAPPING = """\
indicator: behoriga
area: '9999'
period: {column: år}
values: [andel]
source: {key: kolada}
origin: official
published: {every_year: 09-25}
extends: true
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "betyg.csv"
    path.write_text(TABLE, "utf-8")
    path.with_name("betyg.csv.map.yaml").write_text(MAPPING, "utf-8")
    return path


@pytest.fixture
def load(home, statistician, table):
    def run(**changes):
        return evidence.load(
            home, table, **({"mapping": None, "actor": statistician, "today": DAY} | changes)
        )

    return run


def loads() -> list[tuple[object, ...]]:
    return list(
        AuditEvent.objects.filter(action="load evidence").values_list("actor", "action", "subject", "after")
    )


def test_a_table_is_loaded_through_the_mapping_beside_it(home, load):
    report = load()
    (series,) = report.saved.series
    assert (series.indicator, series.outcome, series.added, report.warnings) == (
        "behoriga",
        Outcome.REVISED,
        2,
        (),
    )
    found = home.evidence.series("behoriga")
    assert [(str(item.period), item.value, item.provenance.clearance) for item in found[-3:]] == [
        ("2019", 88.1, Clearance.PUBLISHED_BY_SOURCE),
        ("2020", 90.5, Clearance.INTERNAL),
        ("2021", 91.0, Clearance.INTERNAL),
    ]
    assert loads() == [
        (
            "Stig Statistiker",
            "load evidence",
            "betyg.csv",
            {"rows": 2, "series": ["behoriga: revised"]},
        )
    ]


def test_the_same_table_again_changes_nothing(home, load):
    load()
    before = home.evidence.vintages("behoriga")
    assert not load().saved.changed_anything
    assert home.evidence.vintages("behoriga") == before
    assert len(loads()) == 1


def test_another_mapping_may_be_named(home, load, tmp_path):
    other = tmp_path / "annan.yaml"
    other.write_text(MAPPING.replace("behoriga", "otrygga").replace("kolada", "matning"), "utf-8")
    (series,) = load(mapping=other).saved.series
    assert series.indicator == "otrygga"


def test_without_a_mapping_it_says_how_to_make_one(load, table):
    beside = table.with_name("betyg.csv.map.yaml")
    beside.unlink()
    with pytest.raises(NotFoundError) as refused:
        load()
    assert str(refused.value) == (
        "there is no mapping for betyg.csv\n"
        f"Make a proposal to correct: fardplan evidence load {table} --suggest-mapping > {beside}\n"
        "Nothing was loaded."
    )


def test_a_bad_row_refuses_the_whole_table(home, load, table):
    table.write_text(TABLE + "2022;många\n", "utf-8")
    before = home.evidence.series("behoriga")
    with pytest.raises(InputError):
        load()
    assert (home.evidence.series("behoriga"), loads()) == (before, [])


@pytest.mark.parametrize("value", ["101,0", "-1"])
def test_a_figure_that_its_unit_cannot_be_is_refused(home, load, table, value):
    """One such figure, once in, would stop every status and every publication."""
    table.write_text(TABLE + f"2022;{value}\n", "utf-8")
    with pytest.raises(InputError):
        load()
    assert loads() == []


def test_a_proposed_mapping_is_a_mapping(home, table):
    text = evidence.suggest(home, table)
    assert parse_yaml(text, TableMapping, where="förslag").period.column == "år"


def test_every_indicator_is_listed_with_or_without_figures(home, load):
    load()
    listed = evidence.listed(home, today=date(2026, 1, 1))
    assert [(item.definition.key, len(item.vintages), item.newer_since) for item in listed] == [
        ("behoriga", 2, None),
        ("otrygga", 1, None),
    ]


def test_that_a_source_ought_to_have_newer_figures_is_told(db, tmp_path, strategist):
    home = create_home(tmp_path / "home", "stockholm", actor=strategist, today=TODAY).home
    listed = {item.definition.key: item.newer_since for item in evidence.listed(home, today=date(2026, 1, 1))}
    assert {key: day for key, day in listed.items() if day} == {
        "behorighet-hemkommun": date(2020, 9, 25),
        "behorighet-kommunala-skolor": date(2020, 9, 25),
    }
    then = evidence.listed(home, today=date(2020, 1, 1))
    assert [item.newer_since for item in then if item.newer_since] == []


def test_a_series_is_shown_as_it_was_known(home, load):
    load()
    assert [
        len(evidence.series(home, "behoriga", as_of=day).observations) for day in (None, date(2017, 1, 1))
    ] == [
        7,
        2,
    ]


def test_an_indicator_that_is_not_there_tells_which_are(home):
    with pytest.raises(NotFoundError) as refused:
        evidence.series(home, "behorig", as_of=None)
    assert str(refused.value) == (
        "there is no indicator 'behorig'\nThere is: behoriga, otrygga. Did you mean 'behoriga'?"
    )
