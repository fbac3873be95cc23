"""Tables for the fake PxWeb: from PX files and JSON-stat, or made up."""

import json
from collections.abc import Mapping
from pathlib import Path

from fardplan.fakes.pxweb.table import FakeTable, FakeVariable
from fardplan.presentation.sentences import Sentence
from fardplan.sources.municipalities import municipality_names
from fardplan.sources.pxweb.jsonstat import read_jsonstat, read_table, write_jsonstat
from fardplan.sources.pxweb.px_file import read_px, read_px_table
from fardplan.sources.pxweb.table import Table
from fardplan.vocabulary.errors import InputError, StorageError

YEARS = range(2010, 2026)
MADE_UP = "TAB1"


def table_of(path: Path) -> FakeTable:
    """The table in a file: PX, or the JSON-stat that a PxWeb answers.

    Its identity is what the file says, or the file's name. Raises `SourceError` or `InputError` when it
    cannot be understood, and `StorageError` when it cannot be opened.
    """
    if path.suffix.lower() == ".px":
        return _fake(write_jsonstat(read_px(path)), read_px_table(path))
    if path.suffix.lower() != ".json":
        raise InputError(
            Sentence("'{suffix}' is no kind of file that a fake PxWeb reads", suffix=path.suffix),
            where=str(path),
            instead=Sentence("Give a PX file (.px) or a JSON-stat answer (.json)."),
        )
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise StorageError(
            Sentence("the file cannot be read: {why}", why=error.strerror), where=str(path)
        ) from error
    except ValueError as error:
        raise InputError(Sentence("this is not JSON: {error}", error=error), where=str(path)) from error
    cube = read_jsonstat(document, str(path))
    return _fake(write_jsonstat(cube), read_table(document, str(path), path.stem))


def _fake(document: Mapping[str, object], table: Table) -> FakeTable:
    totals = {variable.key: variable.total for variable in table.variables if variable.optional}
    return FakeTable.of(document, table.key).with_optional(totals)


def made_up_table() -> FakeTable:
    """A table of made-up shares by municipality, sex and year, which says that it is made up."""
    regions = {"00": "Riket"} | municipality_names()
    sexes = {"1": "män", "2": "kvinnor", "1+2": "totalt"}
    variables = (
        FakeVariable("Region", "region", regions, "geo", optional=True, total="00"),
        FakeVariable("Kon", "kön", sexes, optional=True, total="1+2"),
        FakeVariable("ContentsCode", "tabellinnehåll", {"ANDEL": "Andel, procent (påhittad)"}, "metric"),
        FakeVariable("Tid", "år", {str(year): str(year) for year in YEARS}, "time"),
    )
    values = tuple(
        round(20 - at % 7 - 0.3 * (year - YEARS[0]) + {"1": 0.8, "2": -0.8, "1+2": 0.0}[sex], 1)
        for at in range(len(regions))
        for sex in sexes
        for year in YEARS
    )
    return FakeTable(
        MADE_UP,
        "Påhittad andel efter region, kön, tabellinnehåll och år",
        variables,
        values,
        source="Påhittad källa",
        notes=("Siffrorna är påhittade.",),
        units={"ANDEL": {"base": "procent", "decimals": 1}},
    )
