"""fardplan calibrate: a candidate, the grid, and both as JSON."""

import json


def test_a_candidate_in_two_lines_and_paragraphs(program):
    told = program.told("calibrate", "trygghet", "--level", 9, "--year", 2025)
    lines = told.replace("\u00a0", " ").splitlines()
    assert lines[:2] == [
        "9 procent till 2025 är −2 procentenheter från 11 procent år 2020, −0,4 procentenheter om året.",
        "Går inte att avgöra. Sannolikheten om inget nytt görs går inte att säga med så få uppgifter. "
        "För få jämförbara kommuner kan följas så länge.",
    ]
    assert [line for line in lines[2:] if line and not line.startswith(" ")] == [
        "Stadens egen historia",
        "Förebilder",
        "Människor",
        "Skillnader mellan stadsdelsområden",
        "Årsmål",
    ]


def test_the_grid_with_its_legend(program):
    lines = program.told("calibrate", "trygghet").splitlines()
    assert lines[0] == "Ingen nivå är både djärv och prövad av andra, eller så går det inte att avgöra."
    assert [line.split()[0] for line in lines[4:9]] == ["2023", "2026", "2029", "2032", "2035"]
    assert lines[-5:] == [
        "· inom räckhåll utan något nytt",
        "◆ djärvt, men andra har gjort det",
        "△ nästan ingen har gjort det",
        "? går inte att avgöra",
        "✓ den senaste uppgiften är redan där",
    ]


def test_both_as_json(program):
    found = json.loads(program.told("calibrate", "trygghet", "--level", 9, "--year", 2025, "--json"))
    assert (found["candidate"], found["mark"], found["probability"]) == (
        {"level": 9.0, "year": 2025},
        "cannot_tell",
        None,
    )
    rows = json.loads(program.told("calibrate", "trygghet", "--json"))
    assert {cell["mark"] for row in rows for cell in row} == {"cannot_tell"}


def test_a_level_without_a_year_is_no_candidate(program):
    assert program.refused("calibrate", "trygghet", "--level", 9) == (
        "a candidate is a level and a year\nGive both --level and --year."
    )
