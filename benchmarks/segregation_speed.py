"""Inference on segregation, ours and PySAL's in one run: `make bench-segregation`.

Seconds of processor time, one thread each, for 1,000 draws on 500 and 6,000 areas; PySAL is timed on fewer
draws and scaled (its time is proportional to the draws; a first call, untimed, pays its start). Then whether
both compute the same index on the same drawn cities. The power study follows in `segregation_power.py`.
"""

import importlib.util
import os
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fardplan.stats.segregation import D, change_by_areas, change_by_persons
from fardplan.stats.segregation.draws import (
    areas,
    generator,
    systematic,
    values_of_areas,
    values_of_systematic,
)

DRAWS = 1000
PEER_DRAWS = 60
AREAS = (500, 6000)


@dataclass(frozen=True)
class Race:
    """One thing both do, and how many times quicker ours should be."""

    name: str
    ours: Callable[[], object]
    peers: Callable[[], object]
    goal: int


def city(count: int, unevenness: float = 1.0) -> np.ndarray:
    """Areas of 800 to 2,600 residents; the group's share about a quarter."""
    rng = np.random.default_rng(1)
    residents, share = rng.integers(800, 2600, count), rng.beta(2, 6, count)
    group = rng.binomial(residents, 0.25 + (share - 0.25) * unevenness)
    return np.column_stack([group, residents - group]).astype(float)


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """The least processor time of a few runs: what other programs do on the machine counts little."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def peer_frame(table: np.ndarray):
    import geopandas
    from shapely.geometry import Point

    columns = {"group": table[:, 0], "total": table.sum(axis=1)}
    return geopandas.GeoDataFrame(columns, geometry=[Point(n, 0) for n in range(len(table))], crs="EPSG:3006")


def races(count: int) -> list[Race]:
    from segregation.inference import SingleValueTest, TwoValueTest
    from segregation.singlegroup import Dissim

    before, after = city(count), city(count, 0.97)
    peer = [Dissim(peer_frame(table), "group", "total") for table in (before, after)]
    rng = generator(2)

    def one(approach: str) -> Callable[[], object]:
        return lambda: SingleValueTest(
            peer[0], iterations_under_null=PEER_DRAWS, null_approach=approach, n_jobs=1
        )

    def two(approach: str) -> Callable[[], object]:
        return lambda: TwoValueTest(*peer, iterations_under_null=PEER_DRAWS, null_approach=approach, n_jobs=1)

    def by_persons() -> object:
        return change_by_persons(before, after, draws=DRAWS, seed=1)

    def by_areas() -> object:
        return change_by_areas(before, after, draws=DRAWS, seed=1)

    return [
        Race("systematic draws", lambda: values_of_systematic(D, before, DRAWS, rng), one("systematic"), 45),
        Race("bootstrap of areas", lambda: values_of_areas(D, before, DRAWS, rng), one("bootstrap"), 250),
        Race("two periods, by areas, against 'bootstrap'", by_areas, two("bootstrap"), 1000),
        Race("two periods, by areas, against 'composition'", by_areas, two("composition"), 1000),
        Race("two periods, by persons, against 'bootstrap'", by_persons, two("bootstrap"), 1000),
    ]


def largest_difference(count: int) -> float:
    """Between PySAL's index and ours on the same drawn cities: areas drawn again, and persons anywhere."""
    from segregation.singlegroup import Dissim

    table, rng = city(count), generator(3)
    weights = areas(count, 10, rng)
    persons = next(systematic(table, 200, rng))
    as_tables = np.stack(persons, axis=-1).swapaxes(0, 1)[:10]
    pairs = [
        *zip(D.of_weights(table, weights), (np.repeat(table, row, axis=0) for row in weights), strict=True),
        *zip(D.of_counts(persons)[:10], as_tables, strict=True),
    ]
    return max(abs(ours - Dissim(peer_frame(drawn), "group", "total").statistic) for ours, drawn in pairs)


def main() -> int:
    if importlib.util.find_spec("segregation") is None:
        print("PySAL's `segregation` is not installed here; `make bench-segregation` makes its environment.")
        return 0
    warnings.filterwarnings("ignore")
    os.environ["TQDM_DISABLE"] = "1"  # read when the peer is imported, further down
    print(f"{DRAWS} draws, seconds of processor time, one thread")
    print(f"{'areas':>6}  {'':46} {'PySAL':>9} {'ours':>9} {'times':>8} {'goal':>6}")
    for count in AREAS:
        for race in races(count):
            race.ours(), race.peers()
            ours, peers = seconds(race.ours, 5), seconds(race.peers) * DRAWS / PEER_DRAWS
            print(
                f"{count:6}  {race.name:46} {peers:9.2f} {ours:9.4f} {peers / ours:8.0f} {race.goal:6}",
                flush=True,
            )
    for count in AREAS:
        print(f"Largest difference of the estimates, {count} areas: {largest_difference(count):.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
