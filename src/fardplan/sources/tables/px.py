"""A PX file, as statistical databases save it, as a table."""

from pathlib import Path

from fardplan.sources.pxweb.px_file import px_file
from fardplan.sources.tables.cubes import Source, table_of
from fardplan.sources.tables.raw import RawTable, checksum_of


def px_table(path: Path, content: bytes) -> RawTable:
    """The table of a PX file, with its places counted in lines. Raises `SourceError` or `InputError`."""
    read = px_file(content, path)
    totals = {one.key: one.total for one in read.table.variables if one.total}
    return table_of(read.cube, Source(path, checksum_of(content), read.lines, "line", read.table.key, totals))
