"""The grid of a city: read whole, or every fault told with its line."""

from pathlib import Path

import pytest

from fardplan.sources.city_package import load_city_folder
from fardplan.sources.grid import read_grid
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.errors import InputError
from tests.small_city import write_city

DIVISIONS = (
    Division(code="tre", name="Tre", areas=("norr", "soder", "vast")),
    Division(code="tva", name="Två", areas=("allt", "vast")),
)
GOOD = "cell,people,tre,tva\n1,10,norr,allt\n2,20.5,soder,allt\n3,0,,vast\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "grid.csv"


def faults(path: Path, text: str) -> list[str]:
    path.write_text(text, "utf-8")
    found, told = read_grid(path, DIVISIONS)
    assert found is None
    return [fault.removeprefix(f"{path}:") for fault in told]


def test_a_grid_is_read_with_the_area_of_each_division(table: Path) -> None:
    table.write_text(GOOD, "utf-8")
    grid, told = read_grid(table, DIVISIONS)
    assert told == ()
    assert grid is not None
    assert (grid.cells, grid.people.tolist()) == (("1", "2", "3"), [10.0, 20.5, 0.0])
    assert grid.keys == {"tre": ("norr", "soder", None), "tva": ("allt", "allt", "vast")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cell,tre\n1,norr\n", ["1: 'people' is a column once, not 0 times"]),
        ("cell,cell,people,tre\n", ["1: 'cell' is a column once, not 2 times"]),
        (
            "cell,people,fyra\n1,2,norr\n",
            ["1: there is no division 'fyra'. There is: tre, tva."],
        ),
        ("cell,people\n1,2\n", ["1: no column is a division. There is: tre, tva."]),
        ("cell,people,tre,tre\n", ["1: the division 'tre' has more than one column"] * 2),
        ("cell,people,tre\n", ["1: it has no cells"]),
        ("", ["1: 'cell' is a column once, not 0 times", "1: 'people' is a column once, not 0 times"]),
        ('cell,people,tre\n1,2,"norr\n', ["2: this is not CSV: unexpected end of data"]),
    ],
)
def test_what_is_wrong_with_the_whole_is_told(table: Path, text: str, told: list[str]) -> None:
    found = faults(table, text)
    assert found[: len(told)] == told


def test_every_wrong_row_is_told(table: Path) -> None:
    text = "cell,people,tre\n1,10,norr\n1,10,norr\n,1,norr\n2,-1,norr\n3,inf,norr\n4,x,ost\n5,1\n"
    assert faults(table, text) == [
        "3: the cell '1' stands on line 2 already",
        "4: cell: nothing is given",
        "5: people: '-1' is given; it should be a number, 0 or more",
        "6: people: 'inf' is given; it should be a number, 0 or more",
        "7: people: 'x' is given; it should be a number, 0 or more",
        "7: tre: there is no area 'ost'. There is: norr, soder, vast.",
        "8: the row has 2 cells, the header 3",
    ]


AREAS = """\
areas:
  - {code: '9999', kind: city, versions: [{name: Lillköping}]}
  - {code: norr, kind: district, versions: [{name: Norr}], part_of: ['9999']}
  - {code: soder, kind: district, versions: [{name: Söder}], part_of: ['9999']}
divisions:
  - {code: tva, name: Två, areas: [norr, soder]}
"""


def test_a_city_has_its_grid_and_tells_its_faults_among_the_others(tmp_path: Path) -> None:
    folder = write_city(tmp_path / "stad")
    (folder / "areas.yaml").write_text(AREAS, "utf-8")
    (folder / "grid.yaml").write_text("{file: grid.csv, day: 2015-12-31, source: SCB}", "utf-8")
    with pytest.raises(InputError) as refused:
        load_city_folder(folder)
    assert f"{folder / 'grid.csv'}" in str(refused.value)

    (folder / "grid.csv").write_text("cell,people,tva\n1,5,vast\n", "utf-8")
    with pytest.raises(InputError) as refused:
        load_city_folder(folder)
    assert f"{folder / 'grid.csv'}:2: tva: there is no area 'vast'" in str(refused.value)

    (folder / "grid.csv").write_text("cell,people,tva\n1,5,norr\n2,6,soder\n", "utf-8")
    city = load_city_folder(folder)
    assert city.grid is not None
    assert city.area_history.grid is city.grid
    assert city.grid.people_by_area("tva") == {"norr": 5.0, "soder": 6.0}
