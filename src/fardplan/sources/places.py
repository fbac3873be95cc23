"""A city's sets of places: a page that says what they are, and a map with their borders."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from fardplan.indicators.source import Key
from fardplan.sources.boundaries import read_map
from fardplan.sources.faults import faulty
from fardplan.sources.yaml_file import parse_marked, read_text
from fardplan.vocabulary.boundary import Boundary
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.place import Place, Places, PlaceVersion
from fardplan.vocabulary.text import Text

FOLDER = "places"


class VersionRow(Frozen):
    """What is said of one version of a place's borders; the days are those of the map."""

    valid_from: date | None = None
    valid_to: date | None = None
    source: str
    note: Text | None = None


class PlaceRow(Frozen):
    code: Key
    name: Text
    versions: Annotated[tuple[VersionRow, ...], Field(min_length=1)]


class PlacesFile(Frozen):
    """A file of `places/`: what the map beside it shows.

    `epsg` is the number of the reference system, a plane in metres, that `system` names. `outline` is the
    code that the map gives the whole city.
    """

    key: Key
    name: Text
    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.geojson$")]
    epsg: int
    system: str
    as_of: date
    source: str
    licence: str | None = None
    address: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    note: Text | None = None
    outline: str | None = None
    places: Annotated[tuple[PlaceRow, ...], Field(min_length=1)]


def read_places(path: Path) -> Places:
    """The set of places that a YAML file and the map it names tell, held against each other.

    The map has a feature for every version of every place, with the same days, and for the outline; and no
    other. Raises `InputError` with everything that is wrong, a line each, and `NotFoundError` or
    `StorageError` when a file is not there or cannot be opened.
    """
    about, marks = parse_marked(read_text(path), PlacesFile, where=str(path))
    borders = read_map(path.parent / about.file, about.epsg)
    found = {(item.area, item.valid_from, item.valid_to): item for item in borders}
    faults = [
        f"{path}:{marks.line(('places',))}: {told}" for told in _against_the_map(about, found, len(borders))
    ]
    if path.stem != about.key:
        faults.append(f"{path}:{marks.line(('key',))}: '{about.key}' stands in a file of another name")
    if faults:
        raise faulty(faults)
    return Places(
        **about.model_dump(exclude={"file", "epsg", "outline", "places"}),
        places=tuple(_place(row, found) for row in about.places),
        outline=found[about.outline, None, None] if about.outline else None,
    )


_Borders = dict[tuple[str, date | None, date | None], Boundary]


def _against_the_map(about: PlacesFile, found: _Borders, features: int) -> Iterator[str]:
    if len(found) != features:
        yield f"{about.file} has {features - len(found)} features of the same place and days as another"
    told = [(row.code, item.valid_from, item.valid_to) for row in about.places for item in row.versions]
    if about.outline:
        told.append((about.outline, None, None))
    for one in dict.fromkeys(told):
        if told.count(one) > 1:
            yield f"{_version(*one)} stands twice"
        if one not in found:
            there = known([_version(*other) for other in found], limit=40)
            yield f"{about.file} has no borders of {_version(*one)}. {there}"
    for other in found:
        if other not in told:
            yield f"{about.file} has borders of {_version(*other)}, of which nothing is said"


def _version(code: str, valid_from: date | None, valid_to: date | None) -> str:
    days = f" from {valid_from}" if valid_from else ""
    return f"'{code}'{days}" + (f" to {valid_to}" if valid_to else "")


def _place(row: PlaceRow, found: _Borders) -> Place:
    return Place(
        code=row.code,
        name=row.name,
        versions=tuple(
            PlaceVersion(
                boundary=found[row.code, item.valid_from, item.valid_to], source=item.source, note=item.note
            )
            for item in row.versions
        ),
    )
