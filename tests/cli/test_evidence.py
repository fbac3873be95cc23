"""fardplan evidence: load, list and show."""

import json

import pytest

TABLE = "år;andel\n2020;90,5\n2021;..\n"
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
    return path


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "betyg.yaml"
    path.write_text(MAPPING, "utf-8")
    return path


def test_a_table_is_loaded(program, english, table, mapping):
    assert program.told("evidence", "load", table, "--mapping", mapping) == (
        "behoriga: ändrad; 7 uppgifter, 2 nya, 0 ändrade, 0 utgångna.\n"
    )
    assert english.told("evidence", "load", table, "--mapping", mapping) == (
        "behoriga: unchanged; 7 figures, 0 new, 0 changed, 0 withdrawn.\n"
    )


def test_a_warning_stands_beside_the_answer(program, table, mapping):
    """A table that takes the place of the source's figures withdraws those that it does not hold."""
    mapping.write_text(MAPPING.replace("extends: true\n", ""), "utf-8")
    result = program("evidence", "load", table, "--mapping", mapping)
    assert (result.exit_code, result.stdout) == (
        0,
        "behoriga: ändrad; 2 uppgifter, 2 nya, 0 ändrade, 5 utgångna.\n",
    )
    assert result.stderr == (
        "Figures withdrawn, since this load does not hold them: 5, the first behoriga, 9999, 2015. "
        "To keep them, say extends: true.\n"
    )


def test_a_mapping_is_proposed_and_nothing_loaded(program, table):
    told = program.told("evidence", "load", table, "--suggest-mapping")
    assert "period: {column: år}" in told or "column: år" in told
    assert "ändrad" not in told


def test_the_editions_are_listed(english):
    lines = english.told("evidence", "list").splitlines()
    assert lines[0].split() == [
        "Indicator",
        "Source",
        "Edition",
        "Figures",
        "Published",
        "Loaded",
        "Standing",
    ]
    assert [line.split("  ")[0] for line in lines[2:]] == ["behoriga", "otrygga"]
    (edition,) = json.loads(english.told("evidence", "list", "--json"))[0]["editions"]
    assert {
        name: edition[name] for name in ("source", "rows", "published_first", "published_last", "current")
    } == {
        "source": "RKA: Behöriga (N15436)",
        "rows": 5,
        "published_first": "2015-09-25",
        "published_last": "2019-09-25",
        "current": True,
    }


SHOWN = """\
Feeling unsafe
Share of respondents

Period  Area  Group  Value  Base  Origin               Published            Source
──────  ────  ─────  ─────  ────  ───────────────────  ───────────────────  ──────────────────────────────
2017    9999         12     4000  official statistics  2017-10-01 (stated)  Lillköping: Trygghetsmätningen
2020    9999         11     4200  official statistics  2020-10-01 (stated)  Lillköping: Trygghetsmätningen
"""


def test_a_series_is_shown(english, program):
    assert english.told("evidence", "show", "otrygga") == SHOWN
    assert english.told("evidence", "show", "otrygga", "--as-of", "2018-01-01") == SHOWN.replace(
        SHOWN.splitlines()[-1] + "\n", ""
    )
    assert program.told("evidence", "show", "otrygga", "--as-of", "2000-01-01") == (
        "Otrygga\nAndel av de svarande\n\nInga uppgifter är kända.\n"
    )


def test_a_suppressed_and_an_internal_figure_are_told_apart(program, table, mapping):
    program.told("evidence", "load", table, "--mapping", mapping)
    *_, first, second, third, reason = program.told("evidence", "show", "behoriga").splitlines()
    assert reason == ".. = skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut"
    rows = [first, second, third]
    assert [row.split()[:3] for row in rows] == [
        ["2019", "9999", "88,1"],
        ["2020", "9999", "90,5"],
        ["2021", "9999", ".."],
    ]
    assert ["(intern" in row or "(internt" in row for row in rows] == [False, True, True]


def test_a_series_as_json(program):
    (first, _) = json.loads(program.told("evidence", "show", "otrygga", "--json"))
    loaded = first.pop("loaded")
    assert len(loaded) == 10
    assert first == {
        "indicator": "otrygga",
        "area": "9999",
        "group": "",
        "period": "2017",
        "value": 12.0,
        "lower": None,
        "upper": None,
        "base": 4000,
        "status": "value",
        "note": None,
        "source": "Lillköping: Trygghetsmätningen",
        "origin": "official",
        "address": "https://example.org/m",
        "via": None,
        "licence": None,
        "clearance": "published_by_source",
        "release": None,
        "published": "2017-10-01",
        "published_basis": "stated",
    }


def test_an_unknown_indicator_tells_which_there_are(program):
    assert program.refused("evidence", "show", "otryg") == (
        "there is no indicator 'otryg'\nThere is: behoriga, otrygga. Did you mean 'otrygga'?"
    )


def test_every_edition_is_held_against_its_checksum(program, english):
    assert english.told("evidence", "verify").endswith(" editions are as they were written.\n")
    file = sorted((program.home / "evidence").rglob("*.parquet"))[0]
    file.write_bytes(file.read_bytes()[:-1])
    result = english("evidence", "verify")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert result.stdout.startswith(f"{file}: the figures of '")
    assert result.stdout.endswith("' are not those that were written: the file is damaged\n")


PX = """\
LANGUAGE="sv";
MATRIX="T1";
TITLE="Behöriga elever efter kön och år";
HEADING="kön","år";
VALUES("kön")="totalt","flickor","pojkar";
VALUES("år")="2020","2021";
TIMEVAL("år")=TLIST(A1),"2020","2021";
SOURCE="Skolverket";
LAST-UPDATED="20221001 09:00";
DATA=
90.5 91.5 92 93 89 ".."
;
"""


def test_a_px_file_is_loaded_by_the_mapping_it_proposes(program, english, tmp_path):
    path = tmp_path / "behoriga.px"
    path.write_text(PX, "utf-8")
    told = program.told("evidence", "load", path, "--suggest-mapping")
    (tmp_path / "behoriga.px.map.yaml").write_text(told, "utf-8")

    assert program.told("evidence", "load", path) == (
        "behoriga: ny; 6 uppgifter, 6 nya, 0 ändrade, 0 utgångna.\n"
    )
    assert english.told("evidence", "load", path) == (
        "behoriga: unchanged; 6 figures, 0 new, 0 changed, 0 withdrawn.\n"
    )


def test_a_px_file_that_was_cut_short_is_told_with_its_line(program, tmp_path):
    path = tmp_path / "behoriga.px"
    path.write_text(PX.removesuffix(";\n"), "utf-8")

    assert program.refused("evidence", "load", path, "--suggest-mapping") == (
        f"{path}:10: the statement that begins here has no end\n"
        "It reads '\\n90.5 91.5 92 93 89 \"..\"\\n'.\n"
        "Nothing was loaded."
    )
