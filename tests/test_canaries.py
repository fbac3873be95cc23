"""The search for canaries finds them wherever they hide."""

import gzip
import sqlite3
from pathlib import Path

import polars as pl
import pytest

from tests.canaries import Found, find

CANARIES = (987654321, 7654321, 481516.23, "19990101-KANARIE")


def test_canaries_are_found_in_files_of_every_kind(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("inkomst 7 654 321 kr")
    (tmp_path / "page.html").write_text("<p>7\u202f654\u202f321</p>", "utf-8")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<td>481516,23</td>"))
    pl.DataFrame({"id": [987654321], "text": ["x"]}).write_parquet(tmp_path / "rows.parquet")
    pl.DataFrame({"id": [1]}).write_parquet(tmp_path / "mark.parquet", metadata={"who": "19990101-kanarie"})
    with sqlite3.connect(tmp_path / "home.db") as database:
        database.execute("create table log (said text)")
        database.execute("insert into log values ('row 987654321')")
    (tmp_path / "987654321.json").write_text("{}")

    assert find(CANARIES, folders=[tmp_path]) == [
        Found(987654321, "987654321.json"),
        Found(987654321, "home.db"),
        Found(7654321, "log.txt"),
        Found("19990101-KANARIE", "mark.parquet"),
        Found(7654321, "page.html"),
        Found(481516.23, "page.html.gz"),
        Found(987654321, "rows.parquet"),
    ]


def test_canaries_are_found_in_texts() -> None:
    assert find(CANARIES, texts={"error": "person 987,654,321 has a fault", "log": "all well"}) == [
        Found(987654321, "error")
    ]


@pytest.mark.parametrize("said", ["19876543210", "9876543211", "1.7654321", "", "kanarie"])
def test_other_values_are_no_canaries(said: str) -> None:
    assert find(CANARIES, texts={"said": said}) == []
