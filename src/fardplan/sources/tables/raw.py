"""A table as it lies in its file: rows of text with the lines they stand on, nothing understood yet."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import fastexcel

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.zips import is_whole
from fardplan.sources.tables.cells import NumberStyle
from fardplan.sources.tables.flags import Flag, FlagColumn
from fardplan.sources.tables.formulas import failed_formulas
from fardplan.vocabulary.errors import InputError, NotFoundError, StorageError

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
DELIMITERS = ";\t,|"

_NOTHING_LOADED = Sentence("Nothing was loaded.")


@dataclass(frozen=True, slots=True)
class Told:
    """What a file from a statistical database says of its own table, as far as it says it.

    Columns go by their headings: `dimensions` with names of codes, `codes` the column of the codes
    themselves where they differ from the names, `time` and `place` the dimensions of those, `totals` the
    name of the code for all together, `figures` the columns of figures and `units` what they are counted
    in. `signs` stand in place of figures. `updated` is the day the source last changed the table. `rest`
    are remarks on the reading.
    """

    dimensions: tuple[str, ...]
    figures: tuple[str, ...]
    title: str = ""
    publisher: str = ""
    key: str = ""
    updated: date | None = None
    time: str | None = None
    place: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    totals: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of a sheet or text file that hold anything, with their lines in the file, from 1.

    `sheets` are the names of the sheets in the workbook, none for a text file. `checksum` is the
    SHA-256 of the whole file. `errors` are the cells of the sheet where a formula failed, which come
    as empty.

    A file from a statistical database also says what it is (`told`): its headings are then the first row.
    Its places may be `counted` in something else than lines, its numbers have a `style` of their own, stated
    where no mapping can change it, `flags` are columns of codes that need no translation, and `signs` such
    codes that may stand in place of a figure.
    """

    path: Path
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    checksum: str
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    told: Told | None = None
    counted: str = "line"
    style: NumberStyle | None = None
    flags: tuple[FlagColumn, ...] = ()
    signs: Mapping[str, Flag] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How the table is named in messages."""
        return f"{self.path} [{self.sheet}]" if len(self.sheets) > 1 else str(self.path)

    @property
    def is_workbook(self) -> bool:
        return self.path.suffix.casefold() in WORKBOOKS


def read_raw(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> RawTable:
    """The table in a CSV or Excel file. What is not said is found out.

    Text is read as UTF-8 with or without a byte order mark, as UTF-16 with one, else as Windows-1252. A
    workbook's cells are taken as text, so that 0180 stays 0180 where the sheet has it as text.
    Raises `NotFoundError`, `StorageError` or `InputError`.
    """
    return raw_table(path, content_of(path), sheet=sheet, encoding=encoding, delimiter=delimiter)


def raw_table(
    path: Path,
    content: bytes,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> RawTable:
    """As `read_raw`, of what is held already; `path` is its name. Raises `InputError`, or `NotFoundError`."""
    if path.suffix.casefold() in WORKBOOKS:
        table = _from_workbook(path, content, sheet)
    else:
        text = _decoded(path, content, encoding)
        table = _from_text(path, text, delimiter or _delimiter_of(text), hashlib.sha256(content).hexdigest())
    if not table.rows:
        raise InputError(Sentence("the table is empty"), where=table.name, outcome=_NOTHING_LOADED)
    return table


def checksum_of(content: bytes) -> str:
    """The SHA-256 by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def content_of(path: Path) -> bytes:
    """What is in a file. Raises `NotFoundError` or `StorageError`."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(Sentence("there is no such file"), where=str(path)) from error
    except OSError as error:
        raise StorageError(
            Sentence("the file could not be read: {why}", why=error.strerror), where=str(path)
        ) from error


def _decoded(path: Path, content: bytes, encoding: str | None) -> str:
    for name in [encoding] if encoding else _encodings(content):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError as error:
            raise InputError(
                Sentence("'{name}' is not the name of an encoding", name=name), where=str(path)
            ) from error
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise InputError(
        Sentence("the file is not text in {encoding}", encoding=encoding)
        if encoding
        else Sentence("the file is not text"),
        where=str(path),
        instead=Sentence(
            "CSV and text are read, and workbooks that end with {endings}.",
            endings=", ".join(sorted(WORKBOOKS)),
        ),
        outcome=_NOTHING_LOADED,
    )


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8", "cp1252")


def _delimiter_of(text: str) -> str:
    """The sign that parts most lines into one and the same number of cells, more than one."""
    sample = "".join(io.StringIO(text, newline="").readlines()[:2000])
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, delimiter: str) -> tuple[int, int]:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(cells) for cells in rows)
    except csv.Error:  # a cell longer than any table's: the reading itself tells of it, with its line
        return (0, 0)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0, 0)
    width = max(several, key=lambda item: (several[item], item))
    return (several[width], width)


def _from_text(path: Path, text: str, delimiter: str, checksum: str) -> RawTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            numbered.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            Sentence("this is not CSV: {problem}", problem=str(error)),
            where=f"{path}:{line}",
            outcome=_NOTHING_LOADED,
        ) from error
    rows, lines = _filled(numbered)
    return RawTable(path, rows, lines, checksum)


def _from_workbook(path: Path, content: bytes, sheet: str | None) -> RawTable:
    try:
        if not is_whole(content):
            raise _unreadable(path, Sentence("the workbook is damaged and cannot be read"))
        book = fastexcel.read_excel(content)
        wanted = _chosen(book, path, sheet)
        # Skipping no row keeps the empty ones above the table, and with them the sheet's own numbers.
        cells = book.load_sheet(wanted, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        problem = str(error).splitlines()[0]
        what = Sentence("the workbook cannot be read: {problem}", problem=problem)
        raise _unreadable(path, what) from error
    numbered = enumerate(([cell or "" for cell in row] for row in cells.iter_rows()), start=1)
    rows, lines = _filled(numbered)
    names = tuple(book.sheet_names)
    return RawTable(
        path, rows, lines, checksum_of(content), wanted, names, failed_formulas(content, names.index(wanted))
    )


def _unreadable(path: Path, what: Sentence) -> InputError:
    instead = Sentence("Open it and save it again as .xlsx, without a password.")
    return InputError(what, where=str(path), instead=instead, outcome=_NOTHING_LOADED)


def _chosen(book: fastexcel.ExcelReader, path: Path, sheet: str | None) -> str:
    if not book.sheet_names:
        raise _unreadable(path, Sentence("the workbook has no sheets"))
    if sheet is None:
        return book.sheet_names[0]
    if sheet not in book.sheet_names:
        raise NotFoundError(
            Sentence("there is no sheet '{sheet}'", sheet=sheet),
            where=str(path),
            instead=there_is(book.sheet_names, asked=sheet),
        )
    return sheet


def _filled(numbered: Iterable[tuple[int, list[str]]]) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    kept = [(line, tuple(cells)) for line, cells in numbered if any(cell.strip() for cell in cells)]
    return tuple(cells for _, cells in kept), tuple(line for line, _ in kept)
