"""The figures of a PX file: numbers and signs in the order of the cells, or rows told by their codes."""

import re
from collections.abc import Mapping
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from fardplan.sources.pxweb.cube import NIL, Dimension
from fardplan.sources.pxweb.jsonstat import MOST_CELLS
from fardplan.sources.pxweb.px_statements import Statements
from fardplan.sources.pxweb.reading import malformed, shown

_TOKEN = re.compile(r'"[^"]*"|[^\s,"]+')
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_DOTS = 6


def figures(px: Statements, dimensions: tuple[Dimension, ...]) -> tuple[NDArray[np.float64], dict[int, str]]:
    """Values by number of the cell, NaN where there is none, and the signs of cells that have one.

    A file with KEYS tells rows by their codes, and a row that is left out is zero throughout. Raises
    `SourceError` when there are more or fewer figures than cells, or one is neither number nor sign.
    """
    cells = prod(len(dimension) for dimension in dimensions)
    if cells > MOST_CELLS:
        raise malformed(px.where, f"the table has {cells:,} cells, and at most {MOST_CELLS:,} are read")
    signs = _signs(px)
    tokens = _TOKEN.findall(px.data)
    if _is_keyed(px):
        return _by_keys(px, dimensions, tokens, signs)
    if len(tokens) != cells:
        raise malformed(_at(px, 0), f"DATA has {len(tokens):,} figures and signs for {cells:,} cells")
    return _parsed(px, tokens, 0, signs)


def lines_of(px: Statements, dimensions: tuple[Dimension, ...]) -> tuple[int, ...]:
    """The line on which each cell stands; one that is left out counts as standing where DATA begins.

    For a file whose figures have been read.
    """
    standing = _lines(px)
    if not _is_keyed(px):
        return tuple(standing)
    keys, width = _keys_and_width(px, dimensions)
    tokens = _TOKEN.findall(px.data)
    lines = [px.data_line] * (len(keys) * width)
    stub = len(px.all_of("STUB"))
    for start in range(0, len(tokens), stub + width):
        row = keys[tuple(token.strip('"') for token in tokens[start : start + stub])]
        lines[row * width : (row + 1) * width] = standing[start + stub : start + stub + width]
    return tuple(lines)


def _lines(px: Statements) -> list[int]:
    """The line of each part of DATA."""
    found, line, end = [], px.data_line, 0
    for token in _TOKEN.finditer(px.data):
        line += px.data.count("\n", end, token.start())
        end = token.start()
        found.append(line)
    return found


def _at(px: Statements, part: int) -> str:
    """The place of a part of DATA, from 0."""
    lines = _lines(px)
    return f"{px.where}:{lines[part] if part < len(lines) else px.data_line}"


def _is_keyed(px: Statements) -> bool:
    return any(px.one("KEYS", None, name) for name in px.all_of("STUB"))


def _signs(px: Statements) -> Mapping[str, str]:
    """What each sign in DATA is to be shown as."""
    shown_as = {"." * dots: px.one(f"DATASYMBOL{dots}") or "." * dots for dots in range(1, _DOTS + 1)}
    return shown_as | {NIL: px.one("DATASYMBOLNIL") or NIL}


def _parsed(
    px: Statements, tokens: list[str], first: int, signs: Mapping[str, str]
) -> tuple[NDArray[np.float64], dict[int, str]]:
    """The figures of some parts of DATA, of which the first has the number `first`."""
    values = np.full(len(tokens), np.nan)
    marks: dict[int, str] = {}
    for cell, token in enumerate(tokens):
        if _NUMBER.fullmatch(token):
            values[cell] = float(token)
        else:
            sign = token.strip('"')
            if _NUMBER.fullmatch(sign) or not sign:
                what = f"figure {cell + 1:,} in DATA is neither number nor sign: {token}"
                raise malformed(_at(px, first + cell), what)
            if token[0] != '"' and sign not in signs:
                what = f"figure {cell + 1:,} in DATA cannot be read: {shown(token)}"
                raise malformed(_at(px, first + cell), what)
            marks[cell] = signs.get(sign, sign)
    return values, marks


def _by_keys(
    px: Statements, dimensions: tuple[Dimension, ...], tokens: list[str], signs: Mapping[str, str]
) -> tuple[NDArray[np.float64], dict[int, str]]:
    """Rows that begin with the codes of the stub."""
    rows, width = _keys_and_width(px, dimensions)
    stub = len(px.all_of("STUB"))
    values = np.zeros(len(rows) * width)
    marks: dict[int, str] = {}
    if len(tokens) % (stub + width):
        what = f"DATA by KEYS has {len(tokens):,} parts: no whole rows of {width}"
        raise malformed(_at(px, 0), what)
    seen: set[int] = set()
    for start in range(0, len(tokens), stub + width):
        codes = tuple(token.strip('"') for token in tokens[start : start + stub])
        row = rows.get(codes)
        if row is None or row in seen:
            problem = "is not in the table" if row is None else "stands twice"
            raise malformed(_at(px, start), f"the row {', '.join(codes)} in DATA {problem}")
        seen.add(row)
        first = start + stub
        found, signed = _parsed(px, tokens[first : first + width], first, signs)
        values[row * width : (row + 1) * width] = found
        marks |= {row * width + cell: mark for cell, mark in signed.items()}
    return values, marks


def _keys_and_width(
    px: Statements, dimensions: tuple[Dimension, ...]
) -> tuple[dict[tuple[str, ...], int], int]:
    """The number of each row by its codes, and how many figures a row has."""
    stub = len(px.all_of("STUB"))
    keys = product(*(_row_keys(px, one) for one in dimensions[:stub]))
    width = prod(len(dimension) for dimension in dimensions[stub:])
    return {codes: at for at, codes in enumerate(keys)}, width


def _row_keys(px: Statements, dimension: Dimension) -> tuple[str, ...]:
    by = [texts[0] for about, texts in px.about("KEYS", None) if texts and about]
    return dimension.labels if by and by[0].upper() == "VALUES" else dimension.codes
