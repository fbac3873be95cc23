"""Derive Stockholm's focus areas as polygons to look places up in: `python -m tools.stockholm_places FOLDER`.

FOLDER holds `stadsdelar_117.geojson`, the stadsdelar of Stadskartan of 13 April 2021, water included
(github.com/KTHHealthData/stockholm-stadsdelar, CC0, from the city's data portal).

The city plan of 2018 names its focus areas; its own limits are not known to us. Each is here the stadsdelar
that its name covers: an interpretation, which `fokusomraden.yaml` tells and the city replaces with its own.
The feature `0180` is the whole city, so that a place outside it can be told. Positions are whole metres.
"""

import sys
from datetime import date
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from tools.stockholm_boundaries import Feature, document, read, together

TARGET = Path(__file__).resolve().parents[1] / "src/fardplan/cities/stockholm/places/fokusomraden.geojson"

PLAN_IN_FORCE = date(2018, 3, 23)
CITY = "0180"
DISTRICTS = {"farsta": "Farsta", "skarholmen": "Skärholmen"}
STADSDELAR = {
    "hagsatra-ragsved": {"Hagsätra", "Rågsved"},
    "kista-jarva": {"Akalla", "Hansta", "Husby", "Kista", "Rinkeby", "Tensta"},
}
GAP = 10_000.0
"""Holes smaller than this, in square metres, are where two stadsdelar do not quite meet."""


def main(folder: Path) -> None:
    written = document(features(folder))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(written, "utf-8")
    print(f"{TARGET.name}: {len(written.encode()) / 1000:.0f} kB")


def features(folder: Path) -> list[Feature]:
    """The city and its focus areas, in order of code."""
    stadsdelar = read(folder / "stadsdelar_117.geojson")
    found = [Feature(CITY, whole([item for _, item in stadsdelar]))]
    for code, name in DISTRICTS.items():
        members = [item for told, item in stadsdelar if told["sdo_2018"] == name]
        found.append(Feature(code, whole(members), valid_from=PLAN_IN_FORCE))
    for code, names in STADSDELAR.items():
        members = [item for told, item in stadsdelar if told["stadsdel"] in names]
        if len(members) != len(names):
            sys.exit(f"the map has {len(members)} of the {len(names)} stadsdelar of {code}")
        found.append(Feature(code, whole(members), valid_from=PLAN_IN_FORCE))
    return apart(sorted(found, key=lambda item: item.area))


def apart(found: list[Feature]) -> list[Feature]:
    """The same without the square metres that two focus areas have in common: they stay with the first."""
    kept: list[Feature] = []
    for item in found:
        taken = shapely.union_all([other.surface for other in kept if other.area != CITY])
        free = shapely.difference(item.surface, taken, grid_size=1) if item.area != CITY else item.surface
        kept.append(item._replace(surface=shapely.MultiPolygon(shapely.get_parts(free).tolist())))
    return kept


def whole(members: list[BaseGeometry]) -> BaseGeometry:
    """Stadsdelar as one surface on a grid of metres, without the slits between them."""
    parts = shapely.get_parts(together(members))
    closed = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > GAP])
        for part in parts
        if part.area > GAP
    ]
    return shapely.MultiPolygon(closed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
