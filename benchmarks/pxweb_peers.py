"""The same tables through other people's clients and through ours: the same numbers, and how many calls.

`python benchmarks/pxweb_peers.py [--px FOLDER]` runs with whichever of pxwebpy, pxstatspy (API v2),
pyscbwrapper (v1) and pyjstat can be imported, against the fake PxWeb on this machine; `--px` adds the PX
files of a folder. It ends with 1 where a number differs or a client fails. `make bench-pxweb` has all four.
"""

import argparse
import io
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from importlib.util import find_spec
from itertools import product
from math import isnan, prod
from pathlib import Path
from typing import Any

from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.fakes.pxweb.table import FakeTable, FakeVariable
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.pxweb.client_v1 import PxWebV1Client
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Cube
from fardplan.sources.pxweb.jsonstat import write_jsonstat
from fardplan.sources.pxweb.px_file import read_px
from fardplan.sources.pxweb.splitting import fewest

LIMITS = FakeLimits(cells=10_000, calls=100_000, seconds=1)
SIZES = (1, 2, 3, 5, 7, 11, 16, 21, 50, 101, 134, 290, 312)
Numbers = dict[tuple[str, ...], float | None]
"""By the codes of a cell, in the order of the table's variables."""


def made_up() -> FakeTable:
    """30,000 cells with signs, and codes that an address must not spoil."""
    draw = random.Random(1)
    regions = {f"{number:04d}": f"Kommun {number}" for number in range(30)}
    ages = {str(age): f"{age} år" for age in range(24)} | {"100+": "100 år och äldre"}
    variables = (
        FakeVariable("Region", "region", regions, "geo"),
        FakeVariable("Alder", "ålder", ages),
        FakeVariable("Kon", "kön", {"1": "män", "2": "kvinnor"}),
        FakeVariable("ContentsCode", "tabellinnehåll", {"BE01": "Folkmängd", "BE02": "Andel"}, "metric"),
        FakeVariable("Tid", "år", {str(year): str(year) for year in range(2014, 2024)}, "time"),
    )
    values = tuple(
        draw.choice([None, 0, draw.randrange(10**6), draw.randrange(-(10**4), 10**4) / 10])
        for _ in range(30_000)
    )
    signs = {cell: ".." for cell, value in enumerate(values) if value is None}
    return FakeTable("TAB1", "Folkmängd efter allt", variables, values, signs)


def through_ours(table: FakeTable, fake: FakePxWeb, asker: HttpAsker) -> Numbers:
    every = {variable.key: "*" for variable in table.variables}
    return numbers(PxWebClient(asker, fake.v2).data(table.key, every))


def through_ours_v1(table: FakeTable, fake: FakePxWeb, asker: HttpAsker, form: str) -> Numbers:
    every = {variable.key: "*" for variable in table.variables}
    client = PxWebV1Client(asker, fake.v1, most_cells=LIMITS.cells, form=form)
    return numbers(client.data(table.key, every))


def numbers(cube: Cube) -> Numbers:
    return {tuple(cell.codes.values()): cell.value for cell in cube.cells()}


def through_pxwebpy(table: FakeTable, fake: FakePxWeb) -> Numbers:
    from pxweb import PxApi

    api = PxApi(fake.v2, disable_cache=True)
    every = {variable.key: ["*"] for variable in table.variables}
    texts = [variable.text for variable in table.variables]
    return {
        tuple(row[text] for text in texts): row["value"]
        for row in api.get_table_data(table.key, value_codes=every, show="code")
    }


def through_pxstatspy(table: FakeTable, fake: FakePxWeb) -> Numbers:
    from pxstatspy import OutputFormat, PxAPI, PxAPIConfig

    every = {variable.key: ["*"] for variable in table.variables}
    with redirect_stdout(io.StringIO()):
        api = PxAPI(PxAPIConfig(base_url=fake.v2, language="sv"))
        found = api.get_table_data(table.key, value_codes=every, output_format=OutputFormat.JSON_STAT2)
    return {
        codes: value for part in found if isinstance(found, list) for codes, value in plainly(part)
    } or dict(plainly(found))


def plainly(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], float | None]]:
    codes = [list(document["dimension"][key]["category"]["index"]) for key in document["id"]]
    return zip(product(*codes), document["value"], strict=True)


def through_pyjstat(table: FakeTable, fake: FakePxWeb) -> Numbers:
    """Reads with pyjstat what our client's calls are answered."""
    import requests
    from pyjstat import pyjstat

    found: Numbers = {}
    every = {variable.key: "*" for variable in table.variables}
    for request in PxWebClient(HttpAsker(), fake.v2).plan(table.key, every).requests:
        answer = requests.request(
            request.method,
            request.full_address,
            data=request.body,
            headers={"Content-Type": "application/json"},
        )
        frame = pyjstat.Dataset.read(answer.text).write("dataframe", naming="id")
        for row in frame.itertuples(index=False):
            value = row[-1]
            found[tuple(row[:-1])] = None if value is None or isnan(value) else float(value)
    return found


def through_pyscbwrapper(table: FakeTable, fake: FakePxWeb) -> Numbers:
    """A year at a time, since it does not split what is above the limit."""
    from pyscbwrapper import SCB

    scb = SCB("sv", table.key)
    scb.url = f"{fake.v1}/"
    texts = {variable.text.replace(" ", ""): list(variable.labels.values()) for variable in table.variables}
    time_of = next(variable for variable in table.variables if variable.role == "time")
    found: Numbers = {}
    for year in time_of.labels.values():
        scb.set_query(**(texts | {time_of.text.replace(" ", ""): [year]}))
        found |= of_v1_json(table, scb.get_data())
    return found


def of_v1_json(table: FakeTable, answer: Mapping[str, Any]) -> Numbers:
    keys = [column["code"] for column in answer["columns"] if column["type"] != "c"]
    measures = [column["code"] for column in answer["columns"] if column["type"] == "c"]
    metric = next((variable.key for variable in table.variables if variable.role == "metric"), "")
    found: Numbers = {}
    for row in answer["data"]:
        codes = dict(zip(keys, row["key"], strict=True))
        for measure, text in zip(measures, row["values"], strict=True):
            told = codes | {metric: measure}
            cell = tuple(told[variable.key] for variable in table.variables)
            found[cell] = None if text == ".." else float(text)
    return found


PEERS: dict[str, tuple[str, Callable[[FakeTable, FakePxWeb], Numbers]]] = {
    "pxwebpy": ("pxweb", through_pxwebpy),
    "pxstatspy": ("pxstatspy", through_pxstatspy),
    "pyjstat": ("pyjstat", through_pyjstat),
    "pyscbwrapper": ("pyscbwrapper", through_pyscbwrapper),
}


def compare(table: FakeTable) -> bool:
    """Every client on one table. Returns whether all numbers are the same."""
    asker = HttpAsker(Manners(pace=Pace(100_000, 1.0)))
    clients: dict[str, Callable[[FakeTable, FakePxWeb], Numbers]] = {
        "ours, v2": lambda table, fake: through_ours(table, fake, asker),
        "ours, v1 json": lambda table, fake: through_ours_v1(table, fake, asker, "json"),
        "ours, v1 json-stat2": lambda table, fake: through_ours_v1(table, fake, asker, "json-stat2"),
    }
    clients |= {name: way for name, (module, way) in PEERS.items() if find_spec(module)}
    truth = dict(zip(product(*(one.codes for one in table.variables)), table.values, strict=True))
    print(f"{table.key}: {table.label}. {len(truth):,} cells, at most {LIMITS.cells:,} in a call")
    same = [tell(name, way, table, truth) for name, way in clients.items()]
    asker.close()
    return all(same)


def tell(name: str, way: Callable[[FakeTable, FakePxWeb], Numbers], table: FakeTable, truth: Numbers) -> bool:
    with FakePxWeb([table], limits=LIMITS) as fake:
        began = time.perf_counter()
        try:
            found = way(table, fake)
        except Exception as error:  # a peer that fails is told, and the others go on
            print(f"  {name:20} failed: {type(error).__name__}: {str(error)[:90]}")
            return False
        seconds = time.perf_counter() - began
        data = sum(method == "POST" or "/data" in address for method, address in fake.calls)
        differ = sum(found.get(cell, "absent") != value for cell, value in truth.items())
        told = "the same" if found == truth else f"{differ:,} differ, {len(found) - len(truth):+,} cells"
        print(f"  {name:20} {told}; {len(fake.calls)} calls, {data} of them for figures; {seconds:.1f} s")
        return found == truth


def compare_splitting() -> None:
    """How many calls selections above the limit take, ours beside pxwebpy's cut of the longest variable."""
    from pxweb._internal.functions import split_value_codes

    draw = random.Random(3)
    ours = theirs = fewer = more = drawn = 0
    while drawn < 700:
        sizes = [draw.choice(SIZES) for _ in range(draw.randint(2, 6))]
        limit = draw.choice([1_000, 10_000, 100_000, 150_000])
        if not limit < prod(sizes) <= 5_000_000:
            continue
        every = {str(at): [str(code) for code in range(size)] for at, size in enumerate(sizes)}
        own, their = prod(fewest(sizes, limit)), len(split_value_codes(every, limit))
        ours, theirs, drawn = ours + own, theirs + their, drawn + 1
        fewer, more = fewer + (own < their), more + (own > their)
    print(f"{drawn} drawn selections: {ours:,} calls, pxwebpy {theirs:,}; fewer in {fewer}, more in {more}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--px", type=Path, help="a folder of PX files to compare too")
    told = parser.parse_args()
    absent = [name for name, (module, _) in PEERS.items() if not find_spec(module)]
    if absent:
        print(f"Not installed here: {', '.join(absent)}.")
    tables = [made_up()]
    for path in sorted(told.px.glob("*.px")) if told.px else ():
        tables.append(FakeTable.of(write_jsonstat(read_px(path)), path.stem))
    same = [compare(table) for table in tables]
    if find_spec("pxweb"):
        compare_splitting()
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
