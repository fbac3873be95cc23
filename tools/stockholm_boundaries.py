"""Derive the borders of Stockholm's districts for small maps: `python tools/stockholm_boundaries.py FOLDER`.

FOLDER holds three GeoJSON files in WGS 84: `stadsdelar_117` and `stadsdelar_117_land` (the stadsdelar of
Stadskartan of 13 April 2021, whole and cut along the shore; github.com/KTHHealthData/stockholm-stadsdelar,
CC0, from the city's data portal) and `basomraden_419_2016` (github.com/filipwastberg/swemaps2, CC0).

The stadsdelar are put together to the 14 districts of 2007, cut along a shore without piers and straits,
made to share every border, simplified together and rounded to whole metres. Later districts and the parts
of the city are sums of these. Blåsut has moved from Skarpnäck to Enskede-Årsta-Vantör, so those two have
two versions. Points must not be looked up in the result: it is for drawing.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from fardplan.geography import polygons_of

TARGET = Path(__file__).resolve().parents[1] / "src/fardplan/cities/stockholm/boundaries/districts.geojson"

EPSG = 3011
STRAIT = 40.0
"""Water narrower than this, in metres, is filled."""
PIER = 20.0
"""Land narrower than this is left out."""
ISLAND, LAKE = 40_000.0, 100_000.0
"""Smaller ones, in square metres, are left out."""
SLIVER = 2_000.0
"""Pieces of this size, in square metres, come of two maps that do not quite agree."""
TOLERANCE = 100.0
"""Corners whose triangle with their neighbours is smaller than the square of this, in metres, go."""

DISTRICTS = {
    "Bromma": "bromma",
    "Enskede-Årsta-Vantör": "enskede-arsta-vantor",
    "Farsta": "farsta",
    "Hägersten-Liljeholmen": "hagersten-liljeholmen",
    "Hässelby-Vällingby": "hasselby-vallingby",
    "Kungsholmen": "kungsholmen",
    "Norrmalm": "norrmalm",
    "Rinkeby-Kista": "rinkeby-kista",
    "Skarpnäck": "skarpnack",
    "Skärholmen": "skarholmen",
    "Spånga-Tensta": "spanga-tensta",
    "Södermalm": "sodermalm",
    "Älvsjö": "alvsjo",
    "Östermalm": "ostermalm",
}
MERGED = {
    "hagersten-alvsjo": ("hagersten-liljeholmen", "alvsjo"),
    "jarva": ("rinkeby-kista", "spanga-tensta"),
    "norra-innerstaden": ("norrmalm", "ostermalm"),
}
PARTS = {
    "inre-staden": ("kungsholmen", "norrmalm", "sodermalm", "ostermalm"),
    "vasterort": ("bromma", "hasselby-vallingby", "rinkeby-kista", "spanga-tensta"),
    "soderort": (
        "enskede-arsta-vantor",
        "farsta",
        "hagersten-liljeholmen",
        "skarpnack",
        "skarholmen",
        "alvsjo",
    ),
}
OUTER_CITY = ("vasterort", "soderort")

BLASUT = "2150401"
"""The basområde that has moved."""
BEFORE_BLASUT, AFTER_BLASUT = date(2023, 6, 30), date(2023, 7, 1)
"""The day is not known; it lies after the map of 2021, and the city's tables of 2025 have the new border."""


class Feature(NamedTuple):
    area: str
    surface: BaseGeometry
    valid_from: date | None = None
    valid_to: date | None = None


def main(folder: Path) -> None:
    pieces = simplified(cut_along_the_shore(pieces_of(folder), shore(folder)))
    written = document(features(pieces))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(written, "utf-8")
    print(f"{TARGET.name}: {len(written.encode()) / 1000:.0f} kB")


def read(path: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Properties and shapes in metres."""
    to_metres = Transformer.from_crs(4326, EPSG, always_xy=True)

    def project(corners: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.column_stack(to_metres.transform(corners[:, 0], corners[:, 1]))

    features = json.loads(path.read_text("utf-8"))["features"]
    return [(item["properties"], shapely.transform(shape(item["geometry"]), project)) for item in features]


def pieces_of(folder: Path) -> dict[str, BaseGeometry]:
    """The 14 districts with Blåsut apart, water included."""
    stadsdelar = read(folder / "stadsdelar_117.geojson")
    basomraden = read(folder / "basomraden_419_2016.geojson")
    pieces = {
        code: together(item for properties, item in stadsdelar if properties["sdo_2018"] == name)
        for name, code in DISTRICTS.items()
    }
    (blasut,) = (item for properties, item in basomraden if properties["nyckelkod"] == BLASUT)
    moved = surfaces(shapely.intersection(pieces["skarpnack"], blasut, grid_size=1))
    return {**pieces, "skarpnack": surfaces(pieces["skarpnack"] - moved), "blasut": moved}


def shore(folder: Path) -> BaseGeometry:
    """All land as a map of a few centimetres can show it."""
    land = together(item for _, item in read(folder / "stadsdelar_117_land.geojson"))
    change = STRAIT / 2, -STRAIT / 2 - PIER / 2, PIER / 2
    for distance in change:
        land = land.buffer(distance, join_style="mitre")
    kept = [part for part in shapely.get_parts(land) if part.area > ISLAND]
    return shapely.MultiPolygon([without_ponds(part) for part in kept])


def without_ponds(part: BaseGeometry) -> BaseGeometry:
    return shapely.Polygon(
        part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > LAKE]
    )


def cut_along_the_shore(pieces: dict[str, BaseGeometry], land: BaseGeometry) -> dict[str, BaseGeometry]:
    cut = {code: surfaces(shapely.intersection(item, land, grid_size=1)) for code, item in pieces.items()}
    kept = {
        code: shapely.MultiPolygon([part for part in shapely.get_parts(item) if part.area > SLIVER])
        for code, item in cut.items()
    }
    clean = shapely.coverage_clean(np.array(list(kept.values())), snapping_distance=5.0, gap_width=20.0)
    return dict(zip(kept, clean, strict=True))


def simplified(pieces: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    fewer = shapely.transform(shapely.coverage_simplify(list(pieces.values()), TOLERANCE), np.round)
    if not (shapely.coverage_is_valid(fewer) and all(shapely.is_valid(fewer))):
        sys.exit("rounding to whole metres made borders cross; choose another tolerance")
    return dict(zip(pieces, fewer, strict=True))


def features(pieces: dict[str, BaseGeometry]) -> list[Feature]:
    def summed(codes: Sequence[str]) -> BaseGeometry:
        members = [*codes, *(["blasut"] if "skarpnack" in codes else [])]
        return shapely.coverage_union_all([pieces[code] for code in members])

    changed = ("enskede-arsta-vantor", "skarpnack")
    found = [Feature(code, pieces[code]) for code in DISTRICTS.values() if code not in changed]
    old, new = dict.fromkeys(changed), dict.fromkeys(changed)
    old["enskede-arsta-vantor"], new["skarpnack"] = pieces["enskede-arsta-vantor"], pieces["skarpnack"]
    old["skarpnack"] = summed(["skarpnack"])
    new["enskede-arsta-vantor"] = shapely.coverage_union_all(
        [pieces["enskede-arsta-vantor"], pieces["blasut"]]
    )
    found += [Feature(code, old[code], valid_to=BEFORE_BLASUT) for code in changed]
    found += [Feature(code, new[code], valid_from=AFTER_BLASUT) for code in changed]
    found += [Feature(code, summed(codes)) for code, codes in (MERGED | PARTS).items()]
    found.append(Feature("ytterstaden", summed([code for part in OUTER_CITY for code in PARTS[part]])))
    return sorted(found, key=lambda item: (item.area, item.valid_from or date.min))


def document(found: Iterable[Feature]) -> str:
    """GeoJSON with its reference system, a feature a line."""
    lines = ",\n".join(json.dumps(feature(item), ensure_ascii=False, separators=(",", ":")) for item in found)
    system = json.dumps({"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG}"}})
    return f'{{"type": "FeatureCollection",\n"crs": {system},\n"features": [\n{lines}\n]}}\n'


def feature(item: Feature) -> dict[str, Any]:
    days = {"valid_from": item.valid_from, "valid_to": item.valid_to}
    return {
        "type": "Feature",
        "properties": {"area": item.area, **{name: str(day) for name, day in days.items() if day}},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons_of(item.surface)},
    }


def together(items: Iterable[BaseGeometry]) -> BaseGeometry:
    return surfaces(shapely.union_all(list(items), grid_size=1))


def surfaces(item: BaseGeometry) -> BaseGeometry:
    """What has a surface: the lines and points of a collection left out."""
    return shapely.union_all([part for part in shapely.get_parts(item) if part.geom_type == "Polygon"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
