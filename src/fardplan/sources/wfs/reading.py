"""Reading a map server's answers: every one checked, so that a changed form is told and never guessed at."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from fardplan.sources.asking.refusals import KEPT
from fardplan.vocabulary.errors import SourceError

_NAMES = re.compile(r"<(?:\w+:)?FeatureType\b[^>]*>.*?<(?:\w+:)?Name\b[^>]*>([^<]+)<", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Feature:
    """A thing on a map: its id, what is said of it, and where it lies, or None where that was not asked."""

    id: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Features that came together, and how many there are in all; `where` they were asked for."""

    features: tuple[Feature, ...]
    matched: int
    where: str


def strange(where: str, what: str, instead: str | None = None) -> SourceError:
    """An answer that is not as it should be."""
    return SourceError(
        what,
        where=where[:300],
        instead=instead or "The source may have changed its form: nothing was guessed.",
        outcome=KEPT,
    )


def page_of(document: object, where: str, epsg: int) -> Page:
    """A page of features (GeoJSON as GeoServer writes it), whose positions are in EPSG:`epsg`."""
    page = _fields(document, where, "a collection of features")
    listed = page.get("features")
    if page.get("type") != "FeatureCollection" or not isinstance(listed, list):
        raise strange(where, "the answer is no collection of features")
    told = page.get("numberReturned", len(listed))
    if told != len(listed):
        raise strange(where, f"{told} features are said to have come, and there are {len(listed)}")
    matched = page.get("numberMatched", page.get("totalFeatures"))
    if not isinstance(matched, int) or isinstance(matched, bool) or matched < 0:
        raise strange(where, f"the server does not say how many features there are in all: {matched!r:.40}")
    features = tuple(_feature(item, where) for item in listed)
    if any(item.geometry is not None for item in features):
        _check_system(page.get("crs"), where, epsg)
    if len(features) > matched:
        raise strange(where, f"{matched} features are promised, and {len(features)} have come")
    return Page(features, matched, where)


def properties_of(document: object, where: str) -> tuple[str, ...]:
    """The names of the properties of a layer, from what the server says of its form."""
    types = _fields(document, where, "the form of a layer").get("featureTypes")
    if not isinstance(types, list) or len(types) != 1:
        raise strange(where, "the answer does not tell the form of one layer")
    listed = _fields(types[0], where, "the form of a layer").get("properties")
    if not isinstance(listed, list) or not listed:
        raise strange(where, "the answer does not tell which properties the layer has")
    return tuple(_text(_fields(item, where, "a property"), "name", where) for item in listed)


def layers_of(body: bytes, where: str) -> tuple[str, ...]:
    """The names of the layers in what a server says of itself (XML)."""
    found = _NAMES.findall(body.decode("utf-8", errors="replace"))
    if not found:
        raise strange(where, "the server does not tell of any layer")
    return tuple(html.unescape(name).strip() for name in found)


def _feature(document: object, where: str) -> Feature:
    found = _fields(document, where, "a feature")
    id = _text(found, "id", where)
    properties = _fields(found.get("properties"), where, f"the properties of '{id}'")
    return Feature(id, properties, _geometry(found.get("geometry"), id, where))


def _geometry(document: object, id: str, where: str) -> BaseGeometry | None:
    """A border. No corner may be lost: what is no polygon, or has no surface, is told."""
    if document is None:
        return None
    told = _fields(document, where, f"the border of '{id}'")
    try:
        with np.errstate(invalid="ignore"):  # what is no number is told below
            found = shape(told)
        places = shapely.get_coordinates(found)
    except (shapely.errors.ShapelyError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise strange(where, f"the border of '{id}' cannot be understood: {error!s:.100}") from error
    if found.geom_type not in ("Polygon", "MultiPolygon") or found.is_empty:
        raise strange(where, f"the border of '{id}' is no polygon: {found.geom_type}")
    if not np.isfinite(places).all():
        raise strange(where, f"a position of '{id}' is no number")
    return found


def _check_system(told: object, where: str, epsg: int) -> None:
    """A server that does not know a system may answer in another one. What names none is in degrees."""
    crs = told if isinstance(told, dict) else {}
    properties = crs.get("properties")
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not re.search(rf"[:/]{epsg}$", name) and not (epsg == 4326 and not name):
        raise strange(where, f"the positions are in {name or 'degrees'}, and EPSG:{epsg} was asked for")


def _fields(document: object, where: str, what: str) -> Mapping[str, Any]:
    if not isinstance(document, dict):
        raise strange(where, f"there is {document!r:.60} where {what} was expected")
    return document


def _text(found: Mapping[str, Any], name: str, where: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise strange(where, f"'{name}' is {value!r:.60}, and a text was expected")
    return value


def east_and_north(
    shapes: Sequence[BaseGeometry], east: tuple[float, float], north: tuple[float, float]
) -> tuple[BaseGeometry, ...] | None:
    """The shapes with east before north, where they may have come the other way round; None where neither.

    `east` and `north`: from where to where the country reaches. Of both orders only one can be right when
    these do not overlap. Servers, versions of WFS and formats differ in which they write.
    """
    places = shapely.get_coordinates(list(shapes))
    for turned in (False, True):
        across, up = places[:, 1 if turned else 0], places[:, 0 if turned else 1]
        inside = (across >= east[0]) & (across <= east[1]) & (up >= north[0]) & (up <= north[1])
        if inside.all():
            return tuple(shapely.transform(one, lambda at: at[:, ::-1]) if turned else one for one in shapes)
    return None
