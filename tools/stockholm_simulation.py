"""Derive what Stockholm's simulated city rests on: `python -m tools.stockholm_simulation BOUNDARIES`.

BOUNDARIES is a folder with two files of github.com/filipwastberg/swemaps2 (CC0; Statistics Sweden and the
City of Stockholm): `basomraden_befolkning_2014_2016.csv`, residents by base area, sex and age, and
`basomraden_419_2016.geojson`, the shapes in WGS 84.

Written are the residents of 2015 with the district of every division, and the shapes in whole metres
(SWEREF 99 18 00) drawn in by a few metres, so that a point inside lies inside the true shape too. The levels
in `levels.csv` beside them are kept by hand, row by row with their sources.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

from tools.stockholm_boundaries import BLASUT, DISTRICTS, EPSG, MERGED, PARTS

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/fardplan/cities/stockholm/simulation"
YEAR = 2015
AGES = ("0", "6", "16", "20", "45", "65", "80")
MEN = ("0_5", "6_15", "16_19", "20_44", "45_64", "65_79", "80")
SOURCE = "Folkmängd efter basområde, kön och ålder den 31 december 2015. SCB och Stockholms stad"
ADDRESS = "https://github.com/filipwastberg/swemaps2"
VIA = "data/city-maps.rda, objektet 'sthlm', i den version som började med 77eda1d0"
LICENCE = "CC0"
INWARD = 3.0
"""Metres that a shape is drawn in: more than the simplification and the rounding take together."""


def main(folder: Path) -> None:
    TARGET.mkdir(exist_ok=True)
    shapes = shapes_of(folder / "basomraden_419_2016.geojson")
    write_shapes(shapes, TARGET / "basomraden.geojson")
    with (folder / "basomraden_befolkning_2014_2016.csv").open(encoding="utf-8") as file:
        rows = [as_written(row, shapes[row["nyckelkod"]]) for row in csv.DictReader(file)]
    with (TARGET / "basomraden.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: str(row["code"])))
    print(f"{len(rows)} base areas")


def as_written(row: dict[str, str], surface: shapely.Geometry) -> dict[str, object]:
    """A base area: where it lies, its residents, and the source."""
    district = DISTRICTS[row["sdo_2018"]]
    later = next((new for new, olds in MERGED.items() if district in olds), district)
    half = "hagersten-alvsjo" if later == "hagersten-alvsjo" else district
    point = shapely.point_on_surface(surface)
    return {
        "code": row["nyckelkod"],
        "part": next(part for part, districts in PARTS.items() if district in districts),
        "sdo14": district,
        "sdo13": half,
        "sdo11": "enskede-arsta-vantor" if row["nyckelkod"] == BLASUT else later,
        "x": round(point.x),
        "y": round(point.y),
        "year": YEAR,
        **{f"K_{age}": int(row[f"kvinnor_{age}_{YEAR}"] or 0) for age in AGES},
        **{f"M_{age}": int(row[f"man_{men}_{YEAR}"] or 0) for age, men in zip(AGES, MEN, strict=True)},
        "source": SOURCE,
        "address": ADDRESS,
        "via": VIA,
        "licence": LICENCE,
    }


def shapes_of(path: Path) -> dict[str, shapely.Geometry]:
    """Each base area's shape in metres, drawn in; one too narrow for that as it is."""
    to_metres = Transformer.from_crs(4326, EPSG, always_xy=True)

    def project(corners: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.column_stack(to_metres.transform(corners[:, 0], corners[:, 1]))

    features = json.loads(path.read_text("utf-8"))["features"]
    whole = {
        item["properties"]["nyckelkod"]: shapely.transform(shape(item["geometry"]), project)
        for item in features
    }
    return {code: drawn_in(surface) for code, surface in whole.items()}


def drawn_in(surface: shapely.Geometry) -> shapely.Geometry:
    inner = shapely.set_precision(shapely.simplify(surface.buffer(-INWARD), 2.0), 1.0)
    return surface if inner.is_empty or not inner.is_valid else inner


def write_shapes(shapes: dict[str, shapely.Geometry], path: Path) -> None:
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {"code": code}, "geometry": rounded(shapes[code])},
            separators=(",", ":"),
        )
        for code in sorted(shapes)
    ]
    about = json.dumps(
        {"epsg": EPSG, "source": SOURCE, "address": ADDRESS, "licence": LICENCE}, ensure_ascii=False
    )
    path.write_text(
        f'{{"type":"FeatureCollection","about":{about},"features":[\n' + ",\n".join(lines) + "\n]}\n", "utf-8"
    )


def rounded(surface: shapely.Geometry) -> dict[str, Any]:
    return dict(mapping(shapely.transform(surface, np.round)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
