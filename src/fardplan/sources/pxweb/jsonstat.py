"""JSON-stat 2.0 (json-stat.org): a dataset read into a cube, a table's metadata, and a cube written out."""

from collections.abc import Iterator, Mapping
from math import isnan, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.reading import (
    a_count,
    a_list,
    a_text,
    an_object,
    malformed,
    placed,
    shown,
    texts,
)
from fardplan.sources.pxweb.table import Table, Variable

MOST_CELLS = 100_000_000


def read_jsonstat(document: object, where: str) -> Cube:
    """The cube of a JSON-stat dataset. `where` is its file or address, for messages.

    Values may be a list or an object by cell number, and so may signs (`status`), which may also be one for
    all. Raises `SourceError` with what is wrong and where.
    """
    dataset = _dataset(document, where)
    dimensions = _dimensions(dataset, where)
    cells = prod(len(dimension) for dimension in dimensions)
    if cells > MOST_CELLS:
        raise malformed(where, f"the table has {cells:,} cells, and at most {MOST_CELLS:,} are read at once")
    with placed(where):
        return Cube(
            dimensions,
            _values(dataset.get("value"), cells, where),
            _marks(dataset.get("status"), cells, where),
            **_said(dataset, dimensions, where),
        )


def read_table(document: object, where: str, key: str) -> Table:
    """The table that PxWeb describes in a JSON-stat dataset without values."""
    dataset = _dataset(document, where)
    dimensions = _dimensions(dataset, where)
    told = dataset["dimension"]
    return Table(
        key,
        variables=tuple(_variable(dimension, told[dimension.key], where) for dimension in dimensions),
        **_said(dataset, dimensions, where),
    )


def write_jsonstat(cube: Cube) -> dict[str, Any]:
    """A cube as a JSON-stat dataset. Reading it again gives the same cube, but for what was summed over."""
    dataset: dict[str, Any] = {"version": "2.0", "class": "dataset", "label": cube.label}
    if cube.source:
        dataset["source"] = cube.source
    if cube.updated:
        dataset["updated"] = cube.updated
    if cube.notes:
        dataset["note"] = list(cube.notes)
    dataset["role"] = {
        role.value: keys for role in Role if (keys := [d.key for d in cube.dimensions if d.role is role])
    }
    dataset["id"] = [dimension.key for dimension in cube.dimensions]
    dataset["size"] = list(cube.shape)
    dataset["dimension"] = {d.key: _written(d, cube) for d in cube.dimensions}
    if (usual := cube.decimals.get("")) is not None:
        dataset["extension"] = {"px": {"decimals": usual}}
    dataset["value"] = [None if isnan(value) else _short(value) for value in cube.values.tolist()]
    if cube.marks:
        dataset["status"] = {str(cell): mark for cell, mark in sorted(cube.marks.items())}
    return dataset


def _dataset(document: object, where: str) -> dict[str, Any]:
    dataset = an_object(document, where, "the document")
    if dataset.get("class", "dataset") != "dataset" or "dimension" not in dataset:
        kind = shown(dataset.get("class", sorted(dataset)[:6]))
        raise malformed(where, f"this is no JSON-stat 2.0 dataset, but {kind}")
    return dataset


def _dimensions(dataset: dict[str, Any], where: str) -> tuple[Dimension, ...]:
    keys = texts(dataset.get("id"), where, "id")
    told = an_object(dataset["dimension"], where, "dimension")
    roles = _roles(an_object(dataset.get("role") or {}, where, "role"), where)
    sizes = [a_count(size, where, "size") for size in a_list(dataset.get("size"), where, "size")]
    if len(sizes) != len(keys):
        raise malformed(where, f"'id' names {len(keys)} dimensions and 'size' {len(sizes)}")
    found = []
    for key, size in zip(keys, sizes, strict=True):
        with placed(where):
            dimension = _dimension(key, told.get(key), roles.get(key), f"{where}: dimension.{key}")
        if len(dimension) != size:
            raise malformed(where, f"dimension '{key}' has {len(dimension)} codes, and 'size' says {size}")
        found.append(dimension)
    return tuple(found)


def _roles(told: dict[str, Any], where: str) -> dict[str, Role]:
    return {key: role for role in Role for key in texts(told.get(role.value), where, f"role.{role}")}


def _dimension(key: str, told: object, role: Role | None, where: str) -> Dimension:
    dimension = an_object(told, where, key)
    category = an_object(dimension.get("category"), where, "category")
    labels = an_object(category.get("label") or {}, where, "category.label")
    codes = _codes(category.get("index"), labels, where)
    named = tuple(a_text(labels.get(code, code), where, f"category.label.{code}") for code in codes)
    return Dimension(key, a_text(dimension.get("label", key), where, "label"), codes, named, role)


def _codes(index: object, labels: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """The codes in order. A dimension with one code may leave the index out."""
    if isinstance(index, list):
        return texts(index, where, "category.index")
    if index is None and len(labels) == 1:
        return tuple(labels)
    places = an_object(index, where, "category.index")
    if sorted(a_count(at, where, f"category.index.{code}") for code, at in places.items()) != list(
        range(len(places))
    ):
        raise malformed(where, f"'category.index' does not count from 0: {shown(places)}")
    return tuple(sorted(places, key=lambda code: int(places[code])))


def _values(told: object, cells: int, where: str) -> NDArray[np.float64]:
    values = np.full(cells, np.nan)
    for cell, value in _by_cell(told, cells, where, "value"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise malformed(where, f"'value' of cell {cell} is no number, but {shown(value)}")
        try:
            values[cell] = value
        except OverflowError as error:
            raise malformed(where, f"'value' of cell {cell} is larger than any figure") from error
    return values


def _marks(told: object, cells: int, where: str) -> dict[int, str]:
    if told is None:
        return {}
    if isinstance(told, str):
        return dict.fromkeys(range(cells), told)
    return {
        cell: a_text(mark, where, f"status[{cell}]") for cell, mark in _by_cell(told, cells, where, "status")
    }


def _by_cell(told: object, cells: int, where: str, name: str) -> Iterator[tuple[int, Any]]:
    """Cell number and what is told of it, where something is: from a list of all, or an object of some."""
    if isinstance(told, list):
        if len(told) != cells:
            raise malformed(where, f"'{name}' has {len(told):,} places for {cells:,} cells")
        yield from ((cell, item) for cell, item in enumerate(told) if item is not None)
        return
    for number, item in an_object(told, where, name).items():
        if not (number.isascii() and number.isdigit() and int(number) < cells):
            raise malformed(where, f"'{name}' tells of cell '{number[:20]}', and there are {cells:,}, from 0")
        if item is not None:
            yield int(number), item


def _said(dataset: dict[str, Any], dimensions: tuple[Dimension, ...], where: str) -> dict[str, Any]:
    """What a table says of itself, by the names that cubes and tables have for it."""
    units, decimals = _measures(dataset, dimensions, where)
    return {
        "label": a_text(dataset.get("label") or "", where, "label"),
        "source": a_text(dataset.get("source") or "", where, "source"),
        "updated": a_text(dataset["updated"], where, "updated") if dataset.get("updated") else None,
        "notes": tuple(_notes(dataset, dimensions, where)),
        "units": units,
        "decimals": decimals,
    }


def _measures(
    dataset: dict[str, Any], dimensions: tuple[Dimension, ...], where: str
) -> tuple[dict[str, str], dict[str, int]]:
    units: dict[str, str] = {}
    decimals: dict[str, int] = {}
    extension = an_object(dataset.get("extension") or {}, where, "extension")
    usual = an_object(extension.get("px") or {}, where, "extension.px").get("decimals")
    if usual is not None:
        decimals[""] = a_count(usual, where, "extension.px.decimals")
    for dimension in dimensions:
        told = dataset["dimension"][dimension.key]["category"].get("unit") or {}
        for code, of_code in an_object(told, where, "category.unit").items():
            unit = an_object(of_code, where, f"category.unit.{code}")
            units[code] = a_text(unit.get("base", unit.get("label", "")), where, f"category.unit.{code}.base")
            if unit.get("decimals") is not None:
                decimals[code] = a_count(unit["decimals"], where, f"category.unit.{code}.decimals")
    return units, decimals


def _notes(dataset: dict[str, Any], dimensions: tuple[Dimension, ...], where: str) -> Iterator[str]:
    yield from texts(dataset.get("note"), where, "note")
    for dimension in dimensions:
        told = dataset["dimension"][dimension.key]
        yield from (f"{dimension.label}: {note}" for note in texts(told.get("note"), where, "note"))
        of_codes = an_object(told["category"].get("note") or {}, where, "category.note")
        for code, notes in of_codes.items():
            label = dimension.label_of(code) if code in dimension.codes else code
            yield from (f"{dimension.label}, {label}: {n}" for n in texts(notes, where, "category.note"))


def _variable(dimension: Dimension, told: dict[str, Any], where: str) -> Variable:
    extension = an_object(told.get("extension") or {}, where, f"dimension.{dimension.key}.extension")
    lists = extension.get("codelists", extension.get("codeLists")) or []
    total = extension.get("eliminationValueCode")
    return Variable(
        dimension,
        optional=extension.get("elimination") is True,
        total=None if total is None else a_text(total, where, "eliminationValueCode"),
        codelists=tuple(
            (a_text(item.get("id"), where, "id"), a_text(item.get("label") or "", where, "label"))
            for item in (an_object(one, where, "codelists") for one in a_list(lists, where, "codelists"))
        ),
    )


def _written(dimension: Dimension, cube: Cube) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": {code: at for at, code in enumerate(dimension.codes)},
        "label": dict(zip(dimension.codes, dimension.labels, strict=True)),
    }
    if dimension.role is Role.METRIC:
        told = {code: _unit(cube, code) for code in dimension.codes}
        category["unit"] = {code: unit for code, unit in told.items() if unit}
    return {"label": dimension.label, "category": category}


def _unit(cube: Cube, code: str) -> dict[str, Any]:
    unit: dict[str, Any] = {}
    if code in cube.units:
        unit["base"] = cube.units[code]
    if code in cube.decimals:
        unit["decimals"] = cube.decimals[code]
    return unit


def _short(value: float) -> float | int:
    """A whole number without a decimal point."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
