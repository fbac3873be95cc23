"""The ways of asking Kolada that `benchmarks/kolada_calls.py` measures, each in a process of its own.

`python benchmarks/_kolada_ways.py WAY`, with an address and what is asked as JSON on standard input, prints
what came as JSON. The polite pace is lifted, since the server is a fake on this machine.
"""

import hashlib
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

NO_PACE = 1_000_000
Cell = tuple[str, str, int, str, float | None, str, int, bool]
"""Key figure, place, year, gender, value, status, count, withdrawn."""


@dataclass(frozen=True)
class Asked:
    """What is asked: every one of these key figures for every one of these places and years."""

    kpis: Sequence[str]
    places: Sequence[str]
    years: Sequence[int]


def ours(address: str, asked: Asked) -> Iterable[Cell]:
    """Every record is checked on the way."""
    from fardplan.sources.asking.http import HttpAsker
    from fardplan.sources.asking.manners import Manners, Pace
    from fardplan.sources.kolada.client import KoladaClient

    asker = HttpAsker(Manners(first_pause=0.01, pace=Pace(NO_PACE, 1.0)))
    found = KoladaClient(asker, address).data(asked.kpis, asked.places, asked.years)
    asker.close()
    return (
        (one.kpi, one.place, one.year, one.gender, one.value, one.status, one.count, one.deleted)
        for one in found
    )


def koladapy(address: str, asked: Asked) -> Iterable[Cell]:
    """Its records as rows, without the data frame that it can make of them."""
    from koladapy.api import KoladaAPI
    from koladapy.utils import flatten_data

    client = KoladaAPI(base_url=f"{address}/", max_requests_per_second=NO_PACE)
    rows = flatten_data(client.get_values(list(asked.kpis), list(asked.places), list(asked.years)))
    names = ("kpi", "municipality", "period", "gender", "value", "status", "count", "isdeleted")
    return (tuple(row[name] for name in names) for row in rows)  # type: ignore[misc]


WAYS: dict[str, Callable[[str, Asked], Iterable[Cell]]] = {"ours": ours, "koladapy": koladapy}
MODULES = {
    "ours": ("fardplan.sources.asking.http", "fardplan.sources.kolada.client"),
    "koladapy": ("koladapy.api", "koladapy.utils"),
}


def installed(way: str) -> bool:
    return way == "ours" or importlib.util.find_spec(way) is not None


def told(cells: Iterable[Cell]) -> dict[str, Any]:
    """How many values came, how many more than once, and a digest that their order does not change."""
    rows = sorted(json.dumps(cell) for cell in cells)
    digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return {"values": len(rows), "twice": len(rows) - len(set(rows)), "digest": digest}


def measured(way: str, address: str, asked: Asked) -> dict[str, Any]:
    """What came, or the error that was raised; seconds and processor time of asking alone."""
    for module in MODULES[way]:
        importlib.import_module(module)
    began, used = time.perf_counter(), time.process_time()
    try:
        cells, error = list(WAYS[way](address, asked)), None
    except Exception as fault:  # whatever a client raises
        cells, error = [], f"{type(fault).__name__}: {fault}"
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    return told(cells) | {"seconds": seconds, "processor": processor, "error": error}


def main() -> None:
    question = json.load(sys.stdin)
    asked = Asked(question["kpis"], question["places"], question["years"])
    print(json.dumps(measured(sys.argv[1], question["address"], asked)))


if __name__ == "__main__":
    main()
