"""PX files as tables: places, signs, rows by keys, and what cannot be read."""

from pathlib import Path

import numpy as np
import pytest

from fardplan.sources.pxweb.cube import Cube, Dimension
from fardplan.sources.tables.cubes import Source, table_of
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.files import read_table
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Status
from tests.sources.tables.conftest import LoadText
from tests.sources.tables.database_files import REGION_AND_TIME

PX = """\
LANGUAGE="sv";
TITLE="Folkmängd efter region och år";
STUB="region";
HEADING="tid";
VALUES("region")="Stockholm","Atlantis";
CODES("region")="0180","9999";
VALUES("tid")="2019","2020";
TIMEVAL("tid")=TLIST(A1),"2019","2020";
DATASYMBOL2=":";
DATA=
1 ".."
3 0
;
"""


KEEPING = REGION_AND_TIME.replace("{column: region}", "{column: region, unknown: keep}")
AN_AREA = "Expected an area that is known, or one that the mapping translates."


def test_a_place_in_a_px_file_is_told_by_its_line(load_text: LoadText) -> None:
    with pytest.raises(TableRefused) as error:
        load_text(PX, REGION_AND_TIME, name="t.px")
    assert [one.rpartition("/")[2] for one in str(error.value).split("\n")] == [
        f"t.px:12: column 'region': 'Atlantis'. {AN_AREA} The same in 1 cell more.",
        "2 cells in all cannot be read.",
        "Nothing was loaded. What was loaded before stays as it was.",
    ]


def test_rows_that_a_px_file_by_keys_leaves_out_are_zero_and_stand_at_its_figures(
    load_text: LoadText, tmp_path: Path
) -> None:
    keyed = PX.replace('DATA=\n1 ".."\n3 0\n', 'KEYS("region")=CODES;\nDATA=\n"0180",1,2\n')
    mapping = KEEPING
    found = load_text(keyed, mapping, name="t.px").observations

    assert [(one.area, one.value) for one in found] == [
        ("0180", 1.0),
        ("0180", 2.0),
        ("Atlantis", 0.0),
        ("Atlantis", 0.0),
    ]
    assert read_table(tmp_path / "t.px").lines == (12, 12, 12, 11, 11)


def test_a_table_that_is_too_large_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    codes = tuple(map(str, range(2_300)))
    dimensions = tuple(Dimension(name, name, codes, codes) for name in ("a", "b"))
    path = tmp_path / "t.px"
    with pytest.raises(InputError) as error:
        table_of(Cube(dimensions, np.zeros(2_300**2)), Source(path, "", range(2_300**2), "cell"))
    assert str(error.value) == (
        f"{path}: the table has 5,290,000 figures, and at most 5,000,000 are read from a file\n"
        "Select fewer in the database where it was saved.\nNothing was loaded."
    )


def test_signs_of_a_px_file_are_those_that_it_shows(load_text: LoadText) -> None:
    mapping = KEEPING + "decimal: comma\n"
    found = load_text(PX, mapping, name="t.px").observations

    assert [(one.area, str(one.period), one.value, one.status) for one in found] == [
        ("0180", "2019", 1.0, Status.VALUE),
        ("0180", "2020", None, Status.MISSING),
        ("Atlantis", "2019", 3.0, Status.VALUE),
        ("Atlantis", "2020", 0.0, Status.VALUE),
    ]


def test_a_mapping_says_what_a_sign_means_whatever_others_mean_by_it(load_text: LoadText) -> None:
    mapping = KEEPING + 'marks: {":": zero}\n'
    found = load_text(PX, mapping, name="t.px").observations

    assert [(one.value, one.status) for one in found][1] == (0.0, Status.VALUE)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("3 0\n", "3\n", "t.px:11: DATA has 3 figures and signs for 4 cells\nNothing was loaded."),
        ("3 0\n", "3 x\n", "t.px:12: figure 4 in DATA cannot be read: 'x'\nNothing was loaded."),
        (
            '"0180","9999"',
            '"0180","0180"',
            "the table is not whole: dimension 'region' has the code '0180' twice",
        ),
        ("DATA=", "DATUM=", "t.px: the file has no figures: there is no statement DATA\nNothing was loaded."),
    ],
)
def test_a_px_file_that_cannot_be_read(load_text: LoadText, old: str, new: str, what: str) -> None:
    assert old in PX
    with pytest.raises(InputError) as error:
        load_text(PX.replace(old, new), REGION_AND_TIME, name="t.px")
    assert what in str(error.value)


def test_a_column_that_is_not_there(load_text: LoadText) -> None:
    with pytest.raises(InputError) as error:
        load_text(PX, REGION_AND_TIME.replace("column: region", "column: kommun"), name="t.px")
    assert str(error.value).rpartition("/")[2] == (
        "t.px: there is no column 'kommun'\nThere is: region, region (code), tid, value."
    )
