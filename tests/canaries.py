"""Canaries: values of single persons that are planted in a register, and a search for them everywhere.

A person-level value may stand in no file, log, message, database or page. `find` opens what hides it from a
plain search: packed files, Parquet, databases.
"""

import gzip
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

Value = int | float | str
SPACES = ("", " ", "\u00a0", "\u202f", ",", ".", "&nbsp;", "&#8239;")
"""What may stand between thousands."""


@dataclass(frozen=True, slots=True)
class Found:
    """A canary and where it sang: a file from the top of its folder, or the name of a text."""

    canary: Value
    where: str


def find(
    canaries: Iterable[Value],
    *,
    folders: Sequence[Path] = (),
    texts: Mapping[str, str] | None = None,
) -> list[Found]:
    """Every canary in any file below the folders, or in any of the texts by name; empty when there is none.

    A number is found as its digits, whatever stands between thousands and with a decimal point or comma, and
    never inside a longer number; a text as it is, whatever the case.
    """
    patterns = {canary: _pattern(canary) for canary in canaries}
    sought = [(where, said) for folder in folders for where, said in _inside(folder)]
    sought += list((texts or {}).items())
    return [
        Found(canary, where)
        for where, said in sought
        for canary, pattern in patterns.items()
        if pattern.search(said)
    ]


def _pattern(canary: Value) -> re.Pattern[str]:
    if isinstance(canary, str):
        return re.compile(re.escape(canary), re.IGNORECASE)
    whole, _, decimals = repr(canary).partition(".")
    between = f"(?:{'|'.join(map(re.escape, SPACES))})"
    thousands = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "\0", whole).split("\0")
    number = between.join(map(re.escape, thousands))
    if decimals.strip("0"):
        number += rf"[.,]{decimals}"
    return re.compile(rf"(?<![\d.,]){number}(?!\d)")


def _inside(folder: Path) -> Iterator[tuple[str, str]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
    for path in paths:
        where = path.relative_to(folder).as_posix() if path != folder else path.name
        yield where, f"{where}\n{_read(path)}"


def _read(path: Path) -> str:
    content = path.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    if content.startswith(b"PAR1"):
        return _parquet(content)
    if content.startswith(b"SQLite format 3"):
        return _database(path) + content.decode("latin-1")
    return content.decode("utf-8", "replace")


def _parquet(content: bytes) -> str:
    rows = pl.read_parquet(BytesIO(content))
    said = "\n".join("\t".join(map(str, row)) for row in rows.iter_rows())
    return f"{rows.columns}\n{said}\n{pl.read_parquet_metadata(BytesIO(content))}"


def _database(path: Path) -> str:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return "\n".join(database.iterdump())
