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
    keyed = [name for name in px.all_of("STUB") if px.one("KEYS", None, name)]
    signs = _signs(px)
    if keyed:
        return _by_keys(px, dimensions, signs)
    tokens = _TOKEN.findall(px.data)
    if len(tokens) != cells:
        raise malformed(px.where, f"DATA has {len(tokens):,} figures and signs for {cells:,} cells")
    return _parsed(px, tokens, signs)


def _signs(px: Statements) -> Mapping[str, str]:
    """What each sign in DATA is to be shown as."""
    shown_as = {"." * dots: px.one(f"DATASYMBOL{dots}") or "." * dots for dots in range(1, _DOTS + 1)}
    return shown_as | {NIL: px.one("DATASYMBOLNIL") or NIL}


def _parsed(
    px: Statements, tokens: list[str], signs: Mapping[str, str]
) -> tuple[NDArray[np.float64], dict[int, str]]:
    values = np.full(len(tokens), np.nan)
    marks: dict[int, str] = {}
    for cell, token in enumerate(tokens):
        if _NUMBER.fullmatch(token):
            values[cell] = float(token)
        else:
            sign = token.strip('"')
            if _NUMBER.fullmatch(sign) or not sign:
                raise malformed(px.where, f"figure {cell + 1:,} in DATA is neither number nor sign: {token}")
            if token[0] != '"' and sign not in signs:
                raise malformed(px.where, f"figure {cell + 1:,} in DATA cannot be read: {shown(token)}")
            marks[cell] = signs.get(sign, sign)
    return values, marks


def _by_keys(
    px: Statements, dimensions: tuple[Dimension, ...], signs: Mapping[str, str]
) -> tuple[NDArray[np.float64], dict[int, str]]:
    """Rows that begin with the codes of the stub."""
    stub = dimensions[: len(px.all_of("STUB"))]
    width = prod(len(dimension) for dimension in dimensions[len(stub) :])
    rows = {codes: at for at, codes in enumerate(product(*(_row_keys(px, one) for one in stub)))}
    values = np.zeros(len(rows) * width)
    marks: dict[int, str] = {}
    tokens = _TOKEN.findall(px.data)
    if len(tokens) % (len(stub) + width):
        raise malformed(px.where, f"DATA by KEYS has {len(tokens):,} parts: no whole rows of {width}")
    seen: set[int] = set()
    for start in range(0, len(tokens), len(stub) + width):
        codes = tuple(token.strip('"') for token in tokens[start : start + len(stub)])
        row = rows.get(codes)
        if row is None or row in seen:
            problem = "is not in the table" if row is None else "stands twice"
            raise malformed(px.where, f"the row {', '.join(codes)} in DATA {problem}")
        seen.add(row)
        first = start + len(stub)
        found, signed = _parsed(px, tokens[first : first + width], signs)
        values[row * width : (row + 1) * width] = found
        marks |= {row * width + cell: mark for cell, mark in signed.items()}
    return values, marks


def _row_keys(px: Statements, dimension: Dimension) -> tuple[str, ...]:
    by = [texts[0] for about, texts in px.about("KEYS", None) if texts and about]
    return dimension.labels if by and by[0].upper() == "VALUES" else dimension.codes
