"""Size and power of two-period tests of segregation: `python benchmarks/segregation_power.py [CITIES]`.

Cities of 500 areas with 1,700 residents, of 130 with 400, of 100 with 40. How often each test finds a change
at the 5 % level: where there is none (5 % is right) and where the distances between the groups' shares have
shrunk. Where PySAL's `segregation` is installed its three two-period tests run on the same cities, fewer of
them, with 99 draws.
"""

import importlib.util
import os
import sys
import warnings
from collections.abc import Callable

import numpy as np

from fardplan.stats.segregation import D, H, Index, change_by_areas, change_by_persons
from fardplan.stats.segregation.chance import shrunk

CITIES = 100
PEER_CITIES = 25
PEER_CASES = ("no change", "no change, group twice as large", "fall of 3 %")
PEER_TESTS = ("bootstrap", "random_label", "composition")
Cities = Callable[[np.random.Generator], tuple[np.ndarray, np.ndarray]]


def expected(areas: int, residents: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    size, share = rng.integers(residents // 2, residents * 3 // 2, areas), rng.beta(2, 6, areas)
    return np.column_stack([size * share, size * (1 - share)])


def drawn(rng: np.random.Generator, table: np.ndarray, together: int = 1) -> np.ndarray:
    """Persons who fall by the table's shares, `together` at a time."""
    counts = [rng.multinomial(int(group.sum()) // together, group / group.sum()) for group in table.T]
    return np.column_stack(counts).astype(float) * together


def drifted(rng: np.random.Generator, table: np.ndarray) -> np.ndarray:
    """The same areas, each gone its own way: a tenth up or down in the odds of the group."""
    moved = table * np.column_stack([np.exp(0.1 * rng.standard_normal(len(table))), np.ones(len(table))])
    return moved * table.sum(axis=1, keepdims=True) / moved.sum(axis=1, keepdims=True)


def cases(table: np.ndarray) -> dict[str, Cities]:
    even = shrunk(table, 0.0)
    return {
        "no change": lambda rng: (drawn(rng, table), drawn(rng, table)),
        "no change, group twice as large": lambda rng: (drawn(rng, table), drawn(rng, table * [2.0, 1.0])),
        "no change, half as many persons": lambda rng: (drawn(rng, table), drawn(rng, table / 2)),
        "no change, families of three": lambda rng: (drawn(rng, table, 3), drawn(rng, table, 3)),
        "no change, areas drift": lambda rng: (
            drawn(rng, drifted(rng, table)),
            drawn(rng, drifted(rng, table)),
        ),
        "no change, even city": lambda rng: (drawn(rng, even), drawn(rng, even)),
        "fall of 3 %": lambda rng: (drawn(rng, table), drawn(rng, shrunk(table, 0.97))),
        "fall of 10 %": lambda rng: (drawn(rng, table), drawn(rng, shrunk(table, 0.9))),
    }


def ours(make: Cities, index: Index, cities: int) -> tuple[float, float]:
    """The share of cities in which persons' and areas' test find a change."""
    rng = np.random.default_rng(2)
    found = np.zeros(2)
    for seed in range(cities):
        before, after = make(rng)
        found[0] += change_by_persons(before, after, index, draws=199, seed=seed).p <= 0.05
        found[1] += change_by_areas(before, after, index, draws=999, seed=seed).p <= 0.05
    return tuple(found / cities)


def peers(make: Cities) -> list[float]:
    import geopandas
    from segregation.inference import TwoValueTest
    from segregation.singlegroup import Dissim
    from shapely.geometry import Point

    rng = np.random.default_rng(2)
    found = np.zeros(len(PEER_TESTS))
    for _ in range(PEER_CITIES):
        fitted = []
        for table in make(rng):
            places = [Point(n, 0) for n in range(len(table))]
            columns = {"group": table[:, 0], "total": table.sum(axis=1)}
            frame = geopandas.GeoDataFrame(columns, geometry=places, crs="EPSG:3006")
            fitted.append(Dissim(frame, "group", "total"))
        for place, approach in enumerate(PEER_TESTS):
            test = TwoValueTest(*fitted, iterations_under_null=99, null_approach=approach, n_jobs=1)
            found[place] += test.p_value <= 0.05
    return list(found / PEER_CITIES)


def main() -> None:
    cities = int(sys.argv[1]) if len(sys.argv) > 1 else CITIES
    has_peer = importlib.util.find_spec("segregation") is not None
    warnings.filterwarnings("ignore")
    os.environ["TQDM_DISABLE"] = "1"  # read when the peer is imported, further down
    names = ["D persons", "D areas", "H persons", "H areas", *(PEER_TESTS if has_peer else ())]
    print(f"Found at the 5 % level; {cities} pairs of years" + f" (PySAL: {PEER_CITIES})" * has_peer)
    print(f"{'areas':>6} {'size':>5}  {'':34}" + " ".join(f"{name:>12}" for name in names))
    for areas, residents in ((500, 1700), (130, 400), (100, 40)):
        for name, make in cases(expected(areas, residents)).items():
            shares = [*ours(make, D, cities), *ours(make, H, cities)]
            shares += peers(make) if has_peer and areas == 500 and name in PEER_CASES else []
            row = " ".join(f"{share:12.1%}" for share in shares)
            print(f"{areas:6} {residents:5}  {name:34}{row}", flush=True)


if __name__ == "__main__":
    main()
