"""A file with a table in it, of any kind that is read, as rows of text."""

from pathlib import Path

from fardplan.sources.tables.json_stat import json_stat_table
from fardplan.sources.tables.px import px_table
from fardplan.sources.tables.raw import RawTable, content_of, read_raw
from fardplan.sources.tables.sdmx import is_sdmx, sdmx_table
from fardplan.vocabulary.errors import InputError, SourceError

PX, JSON = (".px",), (".json", ".jsonstat")


def read_table(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> RawTable:
    """The table in a file: PX and JSON-stat by how the file is named, SDMX-CSV by its headings.

    `sheet` names one of several sheets or datasets. `encoding` and `delimiter` are of text tables; the others
    say theirs. Raises `NotFoundError`, `StorageError` or `InputError`.
    """
    kind = path.suffix.casefold()
    if kind not in (*PX, *JSON):
        table = read_raw(path, sheet=sheet, encoding=encoding, delimiter=delimiter)
        return sdmx_table(table) if is_sdmx(table) else table
    content = content_of(path)
    try:
        return px_table(path, content) if kind in PX else json_stat_table(path, content, sheet)
    except SourceError as error:
        raise InputError(
            error.what, where=error.where, instead=error.instead, outcome="Nothing was loaded."
        ) from error
