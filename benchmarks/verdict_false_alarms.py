"""How often a development is found in series that have none: `python benchmarks/verdict_false_alarms.py`."""

from collections.abc import Callable

import numpy as np

from fardplan.stats.trend import register_trend

DRAWS = 3_000
LENGTHS = (3, 5, 8, 11)


def independent(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.standard_normal(count)


def autocorrelated(rng: np.random.Generator, count: int) -> np.ndarray:
    """First-order autoregression with coefficient 0.5, begun in its stationary distribution."""
    shocks = rng.standard_normal(count)
    series = np.empty(count)
    series[0] = shocks[0] / np.sqrt(1 - 0.5**2)
    for year in range(1, count):
        series[year] = 0.5 * series[year - 1] + shocks[year]
    return series


def random_walk(rng: np.random.Generator, count: int) -> np.ndarray:
    return np.cumsum(rng.standard_normal(count))


KINDS: tuple[Callable[[np.random.Generator, int], np.ndarray], ...] = (
    independent,
    autocorrelated,
    random_walk,
)


def false_alarms(kind: Callable[[np.random.Generator, int], np.ndarray], count: int) -> float:
    """The share of trendless series of `count` figures in which a development is found."""
    rng = np.random.default_rng(20180911)
    times = np.arange(count, dtype=float)
    found = sum(register_trend(times, kind(rng, count), rounding=0).detectable for _ in range(DRAWS))
    return found / DRAWS


def main() -> None:
    print(f"False alarms of the 95 % rule, {DRAWS} series a cell")
    print("figures  " + "  ".join(f"{kind.__name__:>14}" for kind in KINDS))
    for count in LENGTHS:
        print(f"{count:7}  " + "  ".join(f"{false_alarms(kind, count):14.1%}" for kind in KINDS))


if __name__ == "__main__":
    main()
