"""fardplan calibrate: a candidate, the grid, its rule, its picture, and all as JSON."""

import json
from xml.etree import ElementTree


def test_a_candidate_in_two_lines_and_paragraphs(program):
    told = program.told("calibrate", "trygghet", "--level", 9, "--year", 2025)
    lines = told.replace("\u00a0", " ").splitlines()
    assert lines[:2] == [
        "9 procent till 2025 är en minskning med 2 procentenheter från 11 procent år 2020, i genomsnitt "
        "0,4 procentenheter om året.",
        "Går inte att avgöra. Sannolikheten om inget nytt görs går inte att säga: det finns 2 jämförbara "
        "uppgifter, och 6 behövs. För få jämförbara kommuner kan följas så länge.",
    ]
    assert [line for line in lines[2:] if line and not line.startswith(" ")] == [
        "Stadens egen historia",
        "Förebilder",
        "Vägen till visionen",
        "Människor",
        "Skillnader mellan stadsdelsområden",
        "Årsmål",
    ]


def test_a_level_that_is_there_already_asks_for_nothing(program):
    told = program.told("calibrate", "trygghet", "--level", 12, "--year", 2025)
    lines = told.replace("\u00a0", " ").splitlines()
    assert (
        lines[0]
        == "12 procent till 2025 kräver ingen förbättring: den senaste uppgiften är 11 procent, 2020."
    )
    assert lines[-1] == "  Den senaste uppgiften är redan där."


def test_the_grid_with_its_legend(program):
    lines = program.told("calibrate", "trygghet", "--as-of", "2021-03-01").splitlines()
    assert lines[0] == "Vilken nivå som vore djärv men prövad av andra går inte att avgöra."
    assert [line.split()[0] for line in lines[4:9]] == ["2023", "2026", "2029", "2032", "2035"]
    assert lines[-5:] == [
        "○ inom räckhåll utan något nytt",
        "◆ djärvt, men andra har gjort det",
        "△ nästan ingen har gjort det",
        "? går inte att avgöra",
        "✓ den senaste uppgiften är redan där",
    ]


def test_what_cannot_be_aimed_at_is_refused(program):
    assert program.refused("calibrate", "trygghet", "--level", 8, "--year", 2041) == (
        "the year 2041 is after the vision's, 2040\nChoose 2040 or earlier."
    )
    assert program.refused("calibrate", "trygghet", "--level", 108, "--year", 2030) == (
        "the level 108 cannot be: it is in procent\nIt lies from 0 to 100."
    )
    assert program.refused("calibrate", "trygghet", "--gap", "difference") == (
        "a gap is told of a candidate\nGive --level and --year as well."
    )


def test_the_levels_and_years_of_the_grid_can_be_chosen(program):
    lines = program.told("calibrate", "trygghet", "--levels", "10,8.5", "--years", "2025,2030").splitlines()
    assert lines[2].split() == ["10", "8,5"]
    assert [line.split()[0] for line in lines[4:6]] == ["2025", "2030"]


def test_levels_that_are_no_numbers_are_refused_with_how_to_write_them(program):
    assert program.refused("calibrate", "trygghet", "--levels", "tio") == (
        "'tio' is not a list of levels\nPart them by commas: 85,87.5,90."
    )
    assert program.refused("calibrate", "trygghet", "--years", "2025;2030") == (
        "'2025;2030' is not a list of years\nPart them by commas: 2025,2030."
    )


def test_the_picture_is_a_file_that_stands_by_itself(program, tmp_path):
    path = tmp_path / "rutnat.svg"
    told = program.told("calibrate", "trygghet", "--picture", path)
    assert told.splitlines()[-1] == f"Bilden ligger i {path}."
    root = ElementTree.fromstring(path.read_text("utf-8"))
    kinds = [child.tag.rpartition("}")[2] for child in root]
    assert (root.tag, kinds[:3]) == ("{http://www.w3.org/2000/svg}svg", ["style", "title", "desc"])


def test_candidate_and_grid_in_one_json(program):
    told = json.loads(
        program.told(
            "calibrate", "trygghet", "--level", 9, "--year", 2025, "--grid", "--json", "--most-probable", 0.4
        )
    )
    assert list(told) == [
        "milestone",
        "indicator",
        "by_context",
        "instead_of",
        "unit",
        "rounded_to",
        "wanted",
        "latest",
        "comparable_figures",
        "panel",
        "rule",
        "candidate",
        "grid",
    ]
    assert told["rule"] == {"most_probable": 0.4, "least_precedent": 0.1, "recommended_precedent": 0.25}
    assert told["latest"]["period"] == "2020"
    found = told["candidate"]
    assert (found["level"], found["year"], found["mark"], found["probability"]) == (
        9.0,
        2025,
        "cannot_tell",
        None,
    )
    assert found["precedent"]["neighbourhood"] == {
        "width": 0.0,
        "foretells_best": None,
        "held": 0,
        "widened": False,
    }
    grid = told["grid"]
    assert {cell["mark"] for row in grid["cells"] for cell in row} == {"cannot_tell"}
    assert (len(grid["cells"]), grid["recommended"]) == (len(grid["years"]), [])


def test_an_indicator_that_is_not_the_milestones_is_refused(program):
    assert program.refused("calibrate", "trygghet", "--indicator", "behoriga") == (
        "'behoriga' is neither the indicator of 'trygghet' nor one for context\nThere is: otrygga."
    )


def test_a_level_without_a_year_is_no_candidate(program):
    assert program.refused("calibrate", "trygghet", "--level", 9) == (
        "a candidate is a level and a year\nGive both --level and --year."
    )
