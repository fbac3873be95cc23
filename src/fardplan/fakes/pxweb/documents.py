"""The documents of the fake PxWeb: what both versions of the API say, in their own shapes."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import ceil
from typing import Any

from fardplan.fakes.pxweb.table import Choice, FakeCodelist, FakeTable, FakeVariable, Figures

Document = dict[str, Any]
ROLES = ("time", "geo", "metric")


def config(cells: int, calls: int, seconds: float) -> Document:
    """What `/config` says."""
    return {
        "apiVersion": "2.2.0",
        "appVersion": "1.0.0",
        "languages": [{"id": "sv", "label": "Svenska"}, {"id": "en", "label": "English"}],
        "defaultLanguage": "sv",
        "maxDataCells": cells,
        "maxCallsPerTimeWindow": calls,
        "timeWindow": seconds,
        "license": "https://creativecommons.org/share-your-work/public-domain/cc0/",
        "sourceReferences": [{"language": "sv", "text": "Källa: påhittad"}],
        "defaultDataFormat": "json-stat2",
        "dataFormats": ["json-stat2"],
        "features": [],
    }


def listing(tables: Sequence[FakeTable], page: int, size: int) -> Document:
    """A page of the list of tables, from 1."""
    return {
        "language": "sv",
        "tables": [entry(table) for table in tables[(page - 1) * size : page * size]],
        "page": {
            "pageNumber": page,
            "pageSize": size,
            "totalElements": len(tables),
            "totalPages": max(1, ceil(len(tables) / size)),
            "links": [],
        },
        "links": [],
    }


def entry(table: FakeTable) -> Document:
    """What the list says of a table."""
    times = next((one.codes for one in table.variables if one.role == "time"), ("",))
    return {
        "language": "sv",
        "id": table.key,
        "label": table.label,
        "description": "",
        "updated": table.updated,
        "firstPeriod": times[0],
        "lastPeriod": times[-1],
        "category": "public",
        "variableNames": [variable.text for variable in table.variables],
        "source": table.source,
        "paths": [[{"id": "XX", "label": "Påhittat", "sortCode": "XX"}]],
        "links": [],
    }


def metadata(table: FakeTable) -> Document:
    """The JSON-stat of a table without figures."""
    choices = tuple(Choice(variable, variable.codes) for variable in table.variables)
    return _dataset(table, choices) | {"value": []}


def figures(answer: Figures) -> Document:
    """The JSON-stat of figures; signs by cell."""
    document = _dataset(answer.table, answer.choices)
    document["value"] = list(answer.values)
    if answer.signs:
        document["status"] = {str(cell): sign for cell, sign in answer.signs.items()}
    return document


def codelist(found: FakeCodelist) -> Document:
    """What `/codelists` says of one."""
    return {
        "id": found.key,
        "label": found.label,
        "language": "sv",
        "languages": ["sv"],
        "elimination": False,
        "type": found.kind,
        "values": [
            {"code": code, "label": label, "valueMap": list(members)}
            for code, (label, members) in found.groups.items()
        ],
        "links": [],
    }


def _dataset(table: FakeTable, choices: Sequence[Choice]) -> Document:
    keys = {role: [c.variable.key for c in choices if c.variable.role == role] for role in ROLES}
    document: Document = {
        "version": "2.0",
        "class": "dataset",
        "label": table.label,
        "source": table.source,
        "updated": table.updated,
        "role": {role: named for role, named in keys.items() if named},
        "id": [choice.variable.key for choice in choices],
        "size": [len(choice.codes) for choice in choices],
        "dimension": {choice.variable.key: _dimension(table, choice) for choice in choices},
        "extension": {"px": {"tableid": table.key, "language": "sv"}},
    }
    if table.notes:
        document["note"] = list(table.notes)
    if table.decimals is not None:
        document["extension"]["px"]["decimals"] = table.decimals
    return document


def _dimension(table: FakeTable, choice: Choice) -> Document:
    variable = choice.variable
    category: Document = {
        "index": {code: at for at, code in enumerate(choice.codes)},
        "label": {code: choice.label(code) for code in choice.codes},
    }
    if variable.role == "metric":
        category["unit"] = {code: dict(table.units[code]) for code in choice.codes if code in table.units}
    return {"label": variable.text, "category": category, "extension": _extension(variable)}


def _extension(variable: FakeVariable) -> Document:
    extension: Document = {
        "elimination": variable.optional,
        "show": "code" if variable.role == "time" else "value",
        "codelists": [
            {"id": one.key, "label": one.label, "type": one.kind, "links": []} for one in variable.codelists
        ],
    }
    if variable.total:
        extension["eliminationValueCode"] = variable.total
    return extension


def v1_metadata(table: FakeTable) -> Document:
    """What v1 says of a table."""
    return {"title": table.label, "variables": [_v1_variable(variable) for variable in table.variables]}


def _v1_variable(variable: FakeVariable) -> Document:
    told: Document = {
        "code": variable.key,
        "text": variable.text,
        "values": list(variable.codes),
        "valueTexts": list(variable.labels.values()),
    }
    if variable.optional:
        told["elimination"] = True
    if variable.role == "time":
        told["time"] = True
    return told


def v1_figures(answer: Figures) -> Document:
    """The answer `json` of v1: figures are texts, one column for each measure."""
    spread = [at for at, choice in enumerate(answer.choices) if choice.variable.role == "metric"]
    keyed = [at for at in range(len(answer.choices)) if at not in spread]
    rows: dict[tuple[str, ...], list[str]] = {}
    for cell, codes in enumerate(product(*(choice.codes for choice in answer.choices))):
        rows.setdefault(tuple(codes[at] for at in keyed), []).append(_figure(answer, cell))
    return {
        "columns": [*(_key_column(answer.choices[at]) for at in keyed), *_figure_columns(answer, spread)],
        "comments": [],
        "data": [{"key": list(codes), "values": values} for codes, values in rows.items()],
        "metadata": [
            {
                "infofile": "",
                "updated": answer.table.updated,
                "label": answer.table.label,
                "source": answer.table.source,
            }
        ],
    }


def _key_column(choice: Choice) -> Mapping[str, str]:
    kind = "t" if choice.variable.role == "time" else "d"
    return {"code": choice.variable.key, "text": choice.variable.text, "type": kind}


def _figure_columns(answer: Figures, spread: Sequence[int]) -> list[Mapping[str, str]]:
    if not spread:
        return [{"code": answer.table.key, "text": answer.table.label, "type": "c"}]
    choice = answer.choices[spread[0]]
    return [{"code": code, "text": choice.label(code), "type": "c"} for code in choice.codes]


def _figure(answer: Figures, cell: int) -> str:
    value = answer.values[cell]
    if value is None:
        return answer.signs.get(cell, "..")
    return str(int(value)) if float(value).is_integer() else str(value)
