"""PxWeb API v1: a table's metadata, and the answer form `json`, in which figures are texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.reading import (
    a_list,
    a_text,
    an_object,
    malformed,
    maybe_text,
    objects,
    placed,
    shown,
    texts,
)
from fardplan.sources.pxweb.table import Table, Variable

CONTENTS = "ContentsCode"
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_FIGURE, _TIME = "c", "t"


def read_v1_table(document: object, where: str, key: str) -> Table:
    """The table that PxWeb v1 describes: `title`, and `variables` with code, text, values and their texts."""
    if isinstance(document, list):
        inside = [str(one.get("id")) for one in document if isinstance(one, dict)]
        there = f"In it are: {', '.join(inside[:12])}." if inside else None
        raise malformed(where, "this is a folder of tables and no table", there)
    told = an_object(document, where, "the document")
    variables = a_list(told.get("variables"), where, "variables")
    with placed(where):
        return Table(
            key,
            a_text(told.get("title") or "", where, "title"),
            tuple(_variable(an_object(one, where, "variables"), where) for one in variables),
        )


def _variable(told: dict[str, Any], where: str) -> Variable:
    code = a_text(told.get("code"), where, "code")
    codes = texts(told.get("values"), where, f"{code}.values")
    labels = texts(told.get("valueTexts", list(codes)), where, f"{code}.valueTexts")
    role = Role.TIME if told.get("time") is True else Role.METRIC if code == CONTENTS else None
    label = a_text(told.get("text", code), where, f"{code}.text")
    return Variable(Dimension(code, label, codes, labels, role), optional=told.get("elimination") is True)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of an answer: those of codes in order, and those of figures."""

    keys: tuple[tuple[str, str, Role | None], ...]
    figures: tuple[tuple[str, str], ...]


def read_v1_json(document: object, table: Table, where: str) -> Cube:
    """The cube of an answer in the form `json`, with labels from the table's metadata.

    Figures are texts: a number with a decimal point, or a sign such as "..", "." or ":", which becomes the
    mark of a cell without a value. Raises `SourceError` for anything else, and when a cell is missing or told
    twice.
    """
    told = an_object(document, where, "the document")
    columns = _columns(told, where)
    rows = [_row(one, columns, where) for one in a_list(told.get("data"), where, "data")]
    with placed(where):
        dimensions = _dimensions(columns, rows, table)
        values, marks = _figures(rows, columns, dimensions, where)
        said = _said(told, where)
        cube = Cube(
            dimensions,
            values,
            marks,
            label=maybe_text(said.get("label"), where, "label") or table.label,
            source=maybe_text(said.get("source"), where, "source") or "",
            updated=maybe_text(said.get("updated"), where, "updated") or None,
            notes=tuple(_comments(told, where)),
        )
        keys = {dimension.key for dimension in dimensions}
        return cube.ordered([variable.key for variable in table.variables if variable.key in keys])


_Row = tuple[tuple[str, ...], tuple[str, ...]]


def _columns(told: dict[str, Any], where: str) -> _Columns:
    columns = objects(a_list(told.get("columns"), where, "columns"), where, "columns")
    named = [
        (
            a_text(one.get("code"), where, "code"),
            a_text(one.get("text") or "", where, "text"),
            one.get("type"),
        )
        for one in columns
    ]
    keys = tuple((c, t, Role.TIME if k == _TIME else None) for c, t, k in named if k != _FIGURE)
    return _Columns(keys, tuple((c, t) for c, t, k in named if k == _FIGURE))


def _row(row: object, columns: _Columns, where: str) -> _Row:
    told = an_object(row, where, "data")
    codes, figures = texts(told.get("key"), where, "key"), texts(told.get("values"), where, "values")
    if len(codes) != len(columns.keys) or len(figures) != len(columns.figures):
        raise malformed(where, f"a row does not fit the columns: {shown(row)}")
    return codes, figures


def _dimensions(columns: _Columns, rows: Sequence[_Row], table: Table) -> tuple[Dimension, ...]:
    """A dimension for each column of codes, and one of what is measured where the table has it."""
    found = []
    for at, (key, text, role) in enumerate(columns.keys):
        codes = tuple(dict.fromkeys(row[0][at] for row in rows))
        found.append(_labelled(key, text, codes, role, table))
    measures = tuple(code for code, _ in columns.figures)
    spread = [v for v in table.variables if v.key not in {d.key for d in found}]
    measured = next((v.dimension for v in spread if set(measures) <= set(v.dimension.codes)), None)
    if measured is not None:
        labels = tuple(text for _, text in columns.figures)
        found.append(Dimension(measured.key, measured.label, measures, labels, measured.role))
    return tuple(found)


def _labelled(key: str, text: str, codes: tuple[str, ...], role: Role | None, table: Table) -> Dimension:
    own = next((one.dimension for one in table.variables if one.key == key), None)
    places = own.positions if own else {}
    labels = tuple(own.labels[places[code]] if own and code in places else code for code in codes)
    return Dimension(key, own.label if own else text, codes, labels, role or (own.role if own else None))


def _figures(
    rows: Sequence[_Row], columns: _Columns, dimensions: tuple[Dimension, ...], where: str
) -> tuple[NDArray[np.float64], dict[int, str]]:
    width = len(columns.figures)
    shape = [len(dimension) for dimension in dimensions[: len(columns.keys)]]
    if len(rows) != prod(shape) or len({codes for codes, _ in rows}) != len(rows):
        raise malformed(where, f"there are {len(rows):,} rows for {prod(shape):,} combinations of codes")
    if len(dimensions) == len(columns.keys) and width != 1:
        raise malformed(where, f"there are {width} figures in a row, and the table says not of what")
    keyed = dimensions[: len(columns.keys)]
    order = {codes: at for at, codes in enumerate(product(*(dimension.codes for dimension in keyed)))}
    values = np.full(len(rows) * width, np.nan)
    marks: dict[int, str] = {}
    for codes, figures in rows:
        first = order[codes] * width
        for cell, figure in enumerate(figures, start=first):
            if _NUMBER.fullmatch(figure.strip()):
                values[cell] = float(figure)
            else:
                marks[cell] = _sign(figure.strip(), where)
    return values, marks


def _sign(figure: str, where: str) -> str:
    if any(sign.isdigit() for sign in figure):
        raise malformed(where, f"a figure is neither a number nor a sign: {shown(figure)}")
    return figure or ".."


def _said(told: dict[str, Any], where: str) -> dict[str, Any]:
    """What newer servers say of the table beside its figures."""
    said = told.get("metadata")
    return an_object(said[0], where, "metadata") if isinstance(said, list) and said else {}


def _comments(told: dict[str, Any], where: str) -> list[str]:
    comments = objects(told.get("comments"), where, "comments")
    return [
        ", ".join(str(one[part]) for part in ("variable", "value") if one.get(part))
        + (": " if one.get("variable") else "")
        + str(one.get("comment", "")).strip()
        for one in comments
    ]
