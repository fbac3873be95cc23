"""Derive which areas of Stockholm each basområde lies in: `python -m tools.stockholm_area_key FOLDER`.

FOLDER holds `basomraden_befolkning_2014_2016.csv` (419 basområden with name, district and population by
sex and age; github.com/filipwastberg/swemaps2, CC0, from Statistics Sweden and the City of Stockholm).

The districts of the file are the 14 of 2007; the 13 and the 11 follow from `areas.yaml`, which says who took
over from whom. Blåsut has moved from Skarpnäck to Enskede-Årsta-Vantör, so it alone lies in a district that
goes on without it. Every row says between which days a basområde lies in a district: as long as the district
exists, from its first day on. What a district lies in stands in `areas.yaml`. The codes are those of 2016;
that a basområde was the same before and after is assumed.
"""

import csv
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fardplan.sources.city_models import AreasFile
from fardplan.sources.yaml_file import parse_marked, read_text
from fardplan.vocabulary.area import Area
from tools.stockholm_boundaries import AFTER_BLASUT, BEFORE_BLASUT, BLASUT, DISTRICTS

CITY = Path(__file__).resolve().parents[1] / "src/fardplan/cities/stockholm"
TARGET = CITY / "registers/basomraden.csv"
BLASUT_NOW = "enskede-arsta-vantor"


class Row(NamedTuple):
    code: str
    area: str
    valid_from: date | None
    valid_to: date | None


def main(folder: Path) -> None:
    written = document(key(folder))
    TARGET.write_text(written, "utf-8")
    print(f"{TARGET.name}: {written.count(chr(10)) - 1} rows")


def key(folder: Path) -> list[Row]:
    """The rows of the key in order of code, day and area."""
    areas = {area.code: area for area in areas_of_the_city()}
    with (folder / "basomraden_befolkning_2014_2016.csv").open(encoding="utf-8", newline="") as file:
        districts = {row["nyckelkod"]: DISTRICTS[row["sdo_2018"]] for row in csv.DictReader(file)}
    found = [row for code, district in districts.items() for row in rows_of(code, district, areas)]
    return sorted(found, key=lambda row: (row.code, row.valid_from or date.min, row.area))


def areas_of_the_city() -> tuple[Area, ...]:
    path = CITY / "areas.yaml"
    built, _ = parse_marked(read_text(path), AreasFile, where=str(path))
    return built.areas


def rows_of(code: str, district: str, areas: dict[str, Area]) -> Iterator[Row]:
    """The districts that a basområde lies in, one after another."""
    if code == BLASUT:
        yield Row(code, district, areas[district].versions[0].valid_from, BEFORE_BLASUT)
        yield Row(code, BLASUT_NOW, AFTER_BLASUT, None)
        return
    for follower in (district, *areas[district].successors):
        versions = areas[follower].versions
        yield Row(code, follower, versions[0].valid_from, versions[-1].valid_to)


def document(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows([("" if value is None else value) for value in row] for row in rows)
    return text.getvalue()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
