"""A JSON-stat file of any version, with one dataset or several, as a table."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fardplan.sources.pxweb.jsonstat import read_jsonstat, read_table
from fardplan.sources.tables.cubes import Source, table_of
from fardplan.sources.tables.raw import RawTable, checksum_of
from fardplan.vocabulary.errors import InputError, NotFoundError, known

_NOTHING_LOADED = "Nothing was loaded."
_SAVE_AS = "Save the table as JSON-stat, JSON-stat2 or PX."
_SAVE_FIGURES = "Save the table itself from the database."
_IN_DIMENSION = ("id", "size", "role")


def json_stat_table(path: Path, content: bytes, dataset: str | None = None) -> RawTable:
    """The table of one dataset, the first unless it is named; its places are the numbers of cells, from 0.

    JSON-stat 2.0 and the versions 1 before it are read, single datasets, bundles and collections. Raises
    `SourceError`, `InputError`, or `NotFoundError` for a dataset that is not there.
    """
    datasets = dict(_datasets(_document(path, content), str(path)))
    names = tuple(datasets)
    if dataset is not None and len(names) > 1 and dataset not in names:
        raise NotFoundError(
            f"there is no dataset '{dataset}'", where=str(path), instead=known(names, asked=dataset)
        )
    name = dataset if dataset in datasets else names[0]
    if not datasets[name].get("value"):
        raise _wrong(str(path), "this JSON-stat describes a table and has no figures", _SAVE_FIGURES)
    cube = read_jsonstat(datasets[name], str(path))
    told = read_table(datasets[name], str(path), _key(datasets[name]))
    totals = {one.key: one.total for one in told.variables if one.total}
    source = Source(path, checksum_of(content), range(cube.size), "cell", told.key, totals)
    return replace(table_of(cube, source), sheet=name, sheets=names)


def _document(path: Path, content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _wrong(str(path), "the file is not text in UTF-8, as JSON is") from error
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}"
        raise _wrong(where, f"this is not JSON: {error.msg} at sign {error.colno} of the line") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(str(path), f"this is not JSON: {error}") from error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a number that JSON has")


def _datasets(document: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dataset with its name, in the form of version 2."""
    if not isinstance(document, dict):
        raise _wrong(where, "this is no JSON-stat: it is no object with names", _SAVE_AS)
    if document.get("class") == "collection":
        yield from _of_collection(document, where)
    elif "dimension" in document:
        yield str(document.get("label") or "dataset"), _of_now(document)
    else:
        bundled = {name: one for name, one in document.items() if _is_dataset(one)}
        if not bundled:
            names = ", ".join(sorted(document)[:8]) or "nothing"
            raise _wrong(where, f"this is no JSON-stat: it has {names}", _SAVE_AS)
        yield from ((name, _of_now(one)) for name, one in bundled.items())


def _of_collection(document: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    link = document.get("link")
    items = link.get("item") if isinstance(link, dict) else None
    held = [one for one in items if _is_dataset(one)] if isinstance(items, list) else []
    if not held:
        raise _wrong(
            where,
            "this JSON-stat is a list of tables without their figures",
            _SAVE_FIGURES,
        )
    for number, one in enumerate(held, start=1):
        yield str(one.get("label") or f"dataset {number}"), _of_now(one)


def _is_dataset(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("dimension"), dict)


def _of_now(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset as version 2 writes it: before, order, size and roles stood among the dimensions."""
    dimensions = dataset["dimension"]
    if "id" in dataset or not isinstance(dimensions, dict) or "id" not in dimensions:
        return dataset
    moved = {name: dimensions[name] for name in _IN_DIMENSION if name in dimensions}
    rest = {name: one for name, one in dimensions.items() if name not in _IN_DIMENSION}
    return {**dataset, **moved, "dimension": rest, "class": "dataset"}


def _key(dataset: dict[str, Any]) -> str:
    """The table's key in its database, where the file tells it as PxWeb does."""
    extension = dataset.get("extension")
    px = extension.get("px") if isinstance(extension, dict) else None
    told = [px.get(name) for name in ("tableid", "matrix")] if isinstance(px, dict) else []
    return next((one for one in told if isinstance(one, str) and one), "")


def _wrong(where: str, what: str, instead: str | None = None) -> InputError:
    return InputError(what, where=where, instead=instead, outcome=_NOTHING_LOADED)
