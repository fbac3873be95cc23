"""The key from DeSO to RegSO out of a workbook or a CSV file, whatever stands around it."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from fardplan.sources.small_areas.key_file import SmallAreaKey, read_key
from fardplan.vocabulary.errors import InputError

ROWS = [
    ["Koppling mellan DeSO 2025 och RegSO 2025"],
    ["Statistiska centralbyrån, 2026-03-25"],
    [],
    ["Kommun", "Kommunnamn", "DeSO", "RegSO", "RegSO-namn"],
    ["0180", "Stockholm", "0180C1010", "0180R123", "Östra Farsta Strand"],
    ["0180", "Stockholm", "0180C1030", "0180R112", "Västra  Farsta Strand"],
    ["1280", "Malmö", "1280C1070", "1280R055", "Oxie"],
    [],
    ["Källa: SCB"],
]


def workbook(folder: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = folder / "koppling-deso2025-regso2025_2026-03-25.xlsx"
    book.save(path)
    return path


def written(folder: Path, text: str) -> Path:
    path = folder / "key.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_workbook_with_a_banner_and_a_footnote(tmp_path: Path) -> None:
    key = read_key(workbook(tmp_path, ROWS))
    assert key.of("0180") == SmallAreaKey(
        {"0180C1010": "0180R123", "0180C1030": "0180R112"},
        {"0180R123": "Östra Farsta Strand", "0180R112": "Västra Farsta Strand"},
    )
    assert key.regso["1280C1070"] == "1280R055"


@pytest.mark.parametrize(
    "header",
    ["deso2025,regso2025,regso_name", "DeSO-kod;RegSO-kod;RegSO namn", "desokod\tregsokod\tRegSOnamn"],
)
def test_other_headings(tmp_path: Path, header: str) -> None:
    sign = next(one for one in ",;\t" if one in header)
    row = sign.join(["0180C1010", "0180R123", "Farsta"])
    key = read_key(written(tmp_path, f"{header}\n{row}\n"))
    assert key == SmallAreaKey({"0180C1010": "0180R123"}, {"0180R123": "Farsta"})


def test_names_may_be_missing(tmp_path: Path) -> None:
    key = read_key(written(tmp_path, "DeSO,RegSO\n0180C1010,0180R123\n"))
    assert key == SmallAreaKey({"0180C1010": "0180R123"}, {})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kod,namn\na,b\n", "no row has a column for DeSO and one for RegSO"),
        ("DeSO,RegSO\n", "there is no row below the header on line 1"),
        (
            "DeSO,RegSO\n0180C101,0180R123\n,0180R123\n",
            "key.csv:2: '0180C101' and '0180R123' are no DeSO and RegSO; they are written 0180C1010 and "
            "0180R001\n{}:3: '' and '0180R123' are no DeSO and RegSO; they are written",
        ),
        ("DeSO,RegSO\n0180C1010,1280R001\n", ":2: '0180C1010' lies in '1280R001', of another municipality"),
        (
            "DeSO,RegSO\n0180C1010,0180R001\n0180C1010,0180R002\n",
            ":3: '0180C1010' lies in '0180R001' and in '0180R002'",
        ),
        (
            "DeSO,RegSO,RegSO-namn\n0180C1010,0180R001,Ett\n0180C1020,0180R001,Två\n",
            ":3: '0180R001' is called 'Ett' and 'Två'",
        ),
    ],
)
def test_what_is_wrong_in_a_key(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as raised:
        read_key(path)
    assert told.format(path) in str(raised.value)


def test_the_key_of_stockholm(reference_data: Path) -> None:
    key = read_key(reference_data / "data/scb_deso_regso_stockholm/deso2025_regso2025_0180.csv")
    assert (len(key.regso), len(set(key.regso.values())), len(key.names)) == (569, 127, 127)
    assert (key.regso["0180C1010"], key.names["0180R123"]) == ("0180R123", "Östra Farsta Strand")
