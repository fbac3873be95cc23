"""Small tables of a made-up database, and writers of the files that databases save them as."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from math import isnan

from hypothesis import strategies as st

from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.jsonstat import write_jsonstat

REGIONS = {"0180": "Stockholm", "0181": "Södertälje", "1480": "Göteborg", "1280": "Malmö"}
SEXES = {"1": "män", "2": "kvinnor", "1+2": "totalt"}
YEARS = ("2019", "2020", "2021", "2022", "2023")
MONTHS = ("2023M01", "2023M05", "2023M12")
MEASURES = {"BE01": "Folkmängd", "BE02": "Medelinkomst"}
SIGNS = ("..", ".", "-", "...")
STATUS_OF_SIGN = {"..": "Q", "...": "Q", ".": "M", "-": "O"}
"""What SDMX writes where others write a sign, as the signs are read here."""

NUMBERS = st.one_of(
    st.just(0.0),
    st.integers(0, 10**9).map(float),
    st.floats(0, 1e12, allow_nan=False, allow_subnormal=False),
    st.integers(0, 99_999).map(lambda number: number / 1000),
)

REGION_AND_TIME = """
indicator: folkmangd
area: {column: region}
period: {column: tid}
values: [value]
source: {name: Prov}
origin: simulated
"""
"""The mapping of a table with region, tid and value."""


def dimension(key: str, label: str, names: Mapping[str, str], role: Role | None = None) -> Dimension:
    return Dimension(key, label, tuple(names), tuple(names.values()), role)


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    """A table by region, perhaps sex and perhaps measure, and time, with figures and signs."""

    def some(names: Mapping[str, str]) -> dict[str, str]:
        codes = draw(st.lists(st.sampled_from(sorted(names)), min_size=1, unique=True))
        return {code: names[code] for code in codes}

    periods = draw(st.sampled_from([YEARS, MONTHS]))
    measures = [dimension("ContentsCode", "tabellinnehåll", some(MEASURES), Role.METRIC)]
    dimensions = [
        dimension("Region", "region", some(REGIONS), Role.GEO),
        *draw(st.sampled_from([[], [dimension("Kon", "kön", some(SEXES))]])),
        *draw(st.sampled_from([[], measures])),
        dimension("Tid", "tid", some(dict(zip(periods, periods, strict=True))), Role.TIME),
    ]
    dimensions = list(draw(st.permutations(dimensions)))
    cells = 1
    for one in dimensions:
        cells *= len(one)
    told = draw(st.lists(NUMBERS | st.sampled_from(SIGNS), min_size=cells, max_size=cells))
    return Cube(
        tuple(dimensions),
        [float("nan") if isinstance(one, str) else one for one in told],  # type: ignore[arg-type]
        {at: one for at, one in enumerate(told) if isinstance(one, str)},
        label="Folkmängd efter region",
        source="Påhittad källa",
        updated="2026-06-08T08:00:00",
    )


def json_stat(cube: Cube) -> bytes:
    return json.dumps(write_jsonstat(cube), ensure_ascii=False).encode()


def json_stat_1(cube: Cube) -> bytes:
    """A bundle of one, as version 1 writes it."""
    now = write_jsonstat(cube)
    order = {name: now.pop(name) for name in ("id", "size", "role")}
    now["dimension"] = {**now["dimension"], **order}
    del now["version"], now["class"]
    return json.dumps({"dataset": now}).encode()


def sdmx_csv(cube: Cube, *, version: int = 2, names: bool = False) -> bytes:
    """The rows as SDMX-CSV writes them, with codes, or with codes and names."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    head = ["STRUCTURE", "STRUCTURE_ID", "ACTION"] if version == 2 else ["DATAFLOW"]
    first = ["dataflow", "XX:FOLK(1.0)", "I"] if version == 2 else ["XX:FOLK(1.0)"]
    writer.writerow([*head, *_headings(cube, names), "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "DECIMALS"])
    for codes, value, status in _figures(cube):
        keys = [_key(one, codes[one.key], names) for one in cube.dimensions]
        writer.writerow([*first, *keys, value, status, "F", "0"])
    return written.getvalue().encode()


def _headings(cube: Cube, names: bool) -> list[str]:
    return [
        ("TIME_PERIOD" if one.role is Role.TIME else f"{one.key}: {one.label}" if names else one.key)
        for one in cube.dimensions
    ]


def _key(one: Dimension, code: str, names: bool) -> str:
    return f"{code}: {one.label_of(code)}" if names and one.role is not Role.TIME else code


def _figures(cube: Cube) -> Iterator[tuple[Mapping[str, str], str, str]]:
    for cell in cube.cells():
        value = "" if cell.value is None or isnan(cell.value) else repr(cell.value)
        yield cell.codes, value, STATUS_OF_SIGN[cell.mark] if cell.mark else "A"
