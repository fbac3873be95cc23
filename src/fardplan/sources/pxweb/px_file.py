"""PX files (the PC-Axis format, 2000 and later), as statistical offices publish them, read into cubes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.px_figures import figures, lines_of
from fardplan.sources.pxweb.px_statements import Statements, decoded, statements
from fardplan.sources.pxweb.reading import malformed, placed, shown
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.vocabulary.errors import NotFoundError, StorageError, known

_GOES_ON = "#"


@dataclass(frozen=True, eq=False)
class PxFile:
    """What a PX file holds: its figures, what it says of its table, and the line that each cell stands on."""

    cube: Cube
    table: Table
    lines: Sequence[int]


def px_file(content: bytes, path: Path, language: str | None = None) -> PxFile:
    """Everything in the content of a PX file; `path` is where it lies, for messages. See `read_px`."""
    px = statements(decoded(content, str(path)), str(path))
    cube = _cube(px, language)
    return PxFile(cube, _table(px, cube, path, language), lines_of(px, cube.dimensions))


def read_px(path: Path, language: str | None = None) -> Cube:
    """The cube of a PX file, in one of its languages; without one, in the language that it is written in.

    Signs in the file ("..", "-") are marks of cells without a value, written as the file wants them shown.
    Raises `SourceError` with file, line and what is wrong, `NotFoundError` for a language it has not, and
    `StorageError` when it cannot be opened.
    """
    return _cube(_read(path), language)


def read_px_table(path: Path, language: str | None = None) -> Table:
    """What a PX file says of its table: variables, and which of them have a total to leave them out by."""
    px = _read(path)
    return _table(px, _cube(px, language), path, language)


def _table(px: Statements, cube: Cube, path: Path, language: str | None) -> Table:
    tongue = _tongue(px, language)
    own = _variable_names(px, None)
    names = _variable_names(px, tongue) or own
    variables = tuple(
        _variable(px, dimension, name, tongue, base)
        for dimension, name, base in zip(cube.dimensions, names, own, strict=True)
    )
    return Table(
        px.one("TABLEID") or px.one("MATRIX") or path.stem,
        cube.label,
        variables,
        cube.source,
        cube.updated,
        cube.notes,
        cube.units,
        cube.decimals,
    )


def _read(path: Path) -> Statements:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageError(f"the file cannot be read: {error.strerror}", where=str(path)) from error
    return statements(decoded(content, str(path)), str(path))


def _tongue(px: Statements, language: str | None) -> str | None:
    """The language as statements are marked by: None for the file's own."""
    own = px.one("LANGUAGE")
    if language is None or language == own:
        return None
    others = px.all_of("LANGUAGES")
    if language not in others:
        raise NotFoundError(
            f"the file is not written in '{language}'",
            where=px.where,
            instead=known({*others, *([own] if own else [])}, asked=language),
        )
    return language


def _variable_names(px: Statements, tongue: str | None) -> tuple[str, ...]:
    return px.all_of("STUB", tongue) + px.all_of("HEADING", tongue)


@dataclass(frozen=True, slots=True)
class _Words:
    """How a file names things in a language: its own names, and those of the language, in one order."""

    px: Statements
    tongue: str | None

    def texts(self, keyword: str, name: str, own_name: str) -> tuple[str, ...]:
        """What is said of a variable in the language, else in the file's own."""
        return self.px.all_of(keyword, self.tongue, name) or self.px.all_of(keyword, None, own_name)

    def text(self, keyword: str) -> str:
        return self.px.one(keyword, self.tongue) or self.px.one(keyword) or ""


def _cube(px: Statements, language: str | None) -> Cube:
    tongue = _tongue(px, language)
    own = _variable_names(px, None)
    names = _variable_names(px, tongue) or own
    if not own:
        raise malformed(px.where, "the file names no variables in STUB or HEADING")
    if len(names) != len(own):
        raise malformed(px.where, f"the file has {len(own)} variables, and {len(names)} in '{tongue}'")
    words = _Words(px, tongue)
    with placed(px.where):
        dimensions = tuple(_dimension(words, name, base) for name, base in zip(names, own, strict=True))
        values, marks = figures(px, dimensions)
        return Cube(dimensions, values, marks, **_said(words, dimensions))


def _dimension(words: _Words, name: str, own_name: str) -> Dimension:
    px = words.px
    labels = words.texts("VALUES", name, own_name)
    # A list may be told by its ends alone, TLIST(A1,"1990"-"2020"), with signs between them.
    times = tuple(text for text in words.texts("TIMEVAL", name, own_name) if text[:1].isdigit())
    codes = words.texts("CODES", name, own_name) or (times if len(times) == len(labels) else labels)
    labels = labels or codes
    if not codes:
        raise malformed(px.where, f"variable '{name}' has no VALUES and no CODES")
    key = px.one("VARIABLECODE", None, own_name) or own_name
    return Dimension(key, name, codes, labels, _role(px, own_name))


def _role(px: Statements, own_name: str) -> Role | None:
    kind = (px.one("VARIABLE-TYPE", None, own_name) or "").upper()
    if px.all_of("TIMEVAL", None, own_name) or kind in ("T", "TIME"):
        return Role.TIME
    if px.one("CONTVARIABLE") == own_name:
        return Role.METRIC
    if px.one("MAP", None, own_name) or kind in ("G", "GEO", "GEOGRAPHICAL"):
        return Role.GEO
    return None


def _said(words: _Words, dimensions: tuple[Dimension, ...]) -> dict[str, Any]:
    units, decimals = _measures(words, dimensions)
    return {
        "label": words.text("DESCRIPTION") or words.text("TITLE") or words.text("CONTENTS"),
        "source": words.text("SOURCE"),
        "updated": _updated(words.px),
        "notes": tuple(_notes(words, dimensions)),
        "units": units,
        "decimals": decimals,
    }


def _updated(px: Statements) -> str | None:
    """The latest day that the file says, ISO, in the source's own time; a measure may have one of its own."""
    days = [texts[0] for _, texts in px.about("LAST-UPDATED", None) if texts]
    told = max(days, default=px.one("CREATION-DATE"))
    for form in ("%Y%m%d %H:%M:%S", "%Y%m%d %H:%M", "%Y%m%d"):
        try:
            return datetime.strptime(told or "", form).isoformat()  # noqa: DTZ007 - the file tells no zone
        except ValueError:
            continue
    return None


def _measures(words: _Words, dimensions: tuple[Dimension, ...]) -> tuple[dict[str, str], dict[str, int]]:
    """Units and decimals by the code of the measure, "" for all."""
    px = words.px
    units, decimals = {}, {}
    if usual := words.text("UNITS"):
        units[""] = usual
    if told := words.text("SHOWDECIMALS") or words.text("DECIMALS"):
        decimals[""] = _whole(px, "DECIMALS", told)
    for dimension in dimensions:
        if dimension.role is Role.METRIC:
            units |= {
                code: unit
                for code, label in zip(dimension.codes, dimension.labels, strict=True)
                if (unit := px.one("UNITS", words.tongue, label))
            }
        for about, texts in px.about("PRECISION", words.tongue):
            if len(about) == 2 and about[0] == dimension.label and about[1] in dimension.labels and texts:
                code = dimension.codes[dimension.labels.index(about[1])]
                decimals[code] = _whole(px, "PRECISION", texts[0])
    return units, decimals


def _whole(px: Statements, keyword: str, text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise malformed(px.where, f"{keyword} is no whole number, but {shown(text)}")


def _notes(words: _Words, dimensions: tuple[Dimension, ...]) -> Iterator[str]:
    names = {dimension.label for dimension in dimensions}
    for keyword in ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX"):
        for about, texts in words.px.about(keyword, words.tongue):
            if not about or about[0] in names or keyword.startswith("CELL"):
                lead = f"{', '.join(about)}: " if about else ""
                yield from (f"{lead}{note}" for text in texts for note in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[str]:
    """In a PX file one # is a line break and two are a new paragraph."""
    for paragraph in text.split(_GOES_ON * 2):
        if words := paragraph.replace(_GOES_ON, "\n").strip():
            yield words


def _variable(px: Statements, dimension: Dimension, name: str, tongue: str | None, own_name: str) -> Variable:
    told = px.one("ELIMINATION", tongue, name) or px.one("ELIMINATION", None, own_name)
    if told is None or told.upper() == "NO":
        return Variable(dimension)
    by_label = dict(zip(dimension.labels, dimension.codes, strict=True))
    return Variable(dimension, optional=True, total=by_label.get(told))
