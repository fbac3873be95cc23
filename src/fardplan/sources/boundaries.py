"""The borders of a city's areas: GeoJSON files from maps, and for each a page that says what it is."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

import shapely
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from fardplan.geography import inner_place, shape_of
from fardplan.sources.faults import faulty, told
from fardplan.sources.yaml_file import read_text
from fardplan.vocabulary.boundary import Boundary, Polygon
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text

FOLDER = "boundaries"


class BoundariesFile(Frozen):
    """What a YAML file in `boundaries/` says of the map beside it.

    `divisions` are those whose every area is in `file`. `epsg` is the number of the reference system, a
    plane in metres, that `system` names.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.geojson$")]
    epsg: int
    system: str
    as_of: date
    source: str
    licence: str | None = None
    address: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    note: Text | None = None
    divisions: tuple[str, ...]


class _Properties(BaseModel):
    area: str
    valid_from: date | None = None
    valid_to: date | None = None


_Place = tuple[float, float]
_Rings = tuple[tuple[_Place, ...], ...]


class _PolygonGeometry(BaseModel):
    type: Literal["Polygon"]
    coordinates: _Rings


class _MultiPolygonGeometry(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: tuple[_Rings, ...]


class _Feature(BaseModel):
    properties: _Properties
    geometry: Annotated[_PolygonGeometry | _MultiPolygonGeometry, Field(discriminator="type")]


class _Name(BaseModel):
    name: str


class _System(BaseModel):
    properties: _Name


class _Collection(BaseModel):
    type: Literal["FeatureCollection"]
    crs: _System | None = None
    features: tuple[_Feature, ...]


_COLLECTION = TypeAdapter(_Collection)


def read_map(path: Path, epsg: int) -> tuple[Boundary, ...]:
    """The boundaries in a GeoJSON file in order of area and time, rounded to whole metres.

    Each feature has the property `area`, and `valid_from` and `valid_to` where a border has moved; other
    properties are passed over. Raises `InputError` with everything that is wrong, a line each, and
    `NotFoundError` or `StorageError` when there is no such file or it cannot be opened.
    """
    collection = _parsed(path)
    faults = [f"{path}: {fault}" for fault in _wrong_system(collection, epsg)]
    found = []
    for number, feature in enumerate(collection.features if not faults else ()):
        try:
            found.append(_boundary(feature))
        except ValueError as error:
            faults.append(f"{path}: feature {number} ('{feature.properties.area}'): {_first_words(error)}")
    if faults:
        raise faulty(faults)
    return tuple(sorted(found, key=lambda item: (item.area, item.valid_from or date.min)))


def _parsed(path: Path) -> _Collection:
    text = read_text(path)
    try:
        return _COLLECTION.validate_python(json.loads(text))
    except json.JSONDecodeError as error:
        raise InputError(f"this is not JSON: {error.msg}", where=f"{path}:{error.lineno}") from error
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise faulty(f"{path}: {_way(detail['loc'])}: {told(detail)}" for detail in details) from error


def _way(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).lstrip(".") or "file"


def _wrong_system(collection: _Collection, epsg: int) -> Iterator[str]:
    """GeoJSON without a system is in degrees, and so are the files of a careless export."""
    name = collection.crs.properties.name if collection.crs else "degrees, since the file names no system"
    if not name.endswith(f":{epsg}"):
        yield f"the positions are in {name}, and EPSG:{epsg} is wanted"


def _boundary(feature: _Feature) -> Boundary:
    geometry = feature.geometry
    many = geometry.coordinates if isinstance(geometry, _MultiPolygonGeometry) else (geometry.coordinates,)
    polygons: tuple[Polygon, ...] = tuple(
        tuple(tuple((round(x), round(y)) for x, y in ring) for ring in polygon) for polygon in many
    )
    told_of: dict[str, Any] = feature.properties.model_dump()
    draft = Boundary(**told_of, polygons=polygons, place=next(chain.from_iterable(polygons))[0])
    shape = shape_of(draft.polygons)
    if not shape.is_valid:
        raise ValueError(f"the border crosses itself: {shapely.is_valid_reason(shape)}")
    return draft.model_copy(update={"place": inner_place(shape)})


def _first_words(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(told(detail) for detail in error.errors(include_url=False))
    return str(error)
