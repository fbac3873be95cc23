"""How long a simulated city takes, and how much memory: `python benchmarks/simulate.py`.

Each size runs in a process of its own, so that the peak is its own. The seed is 1.
"""

import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from fardplan.usecases.simulate import simulate_city

SIZES = ((100_000, (2014, 2024)), (1_000_000, (2005, 2024)))
CITY = "stockholm"

Measured = tuple[int, int, float, float, int]


def run(persons: int, years: tuple[int, int]) -> Measured:
    """Rows, bytes, seconds by the clock, seconds of processor, peak of memory in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        began, used = time.perf_counter(), time.process_time()
        made = simulate_city(CITY, Path(folder) / "registers", persons=persons, years=years)
        took, processor = time.perf_counter() - began, time.process_time() - used
        size = sum(path.stat().st_size for path in made.folder.iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return sum(made.rows.values()), size, took, processor, peak


def main() -> None:
    print(
        f"{'persons':>10} {'years':>10} {'rows':>12} {'MB':>7} {'clock':>8} {'processor':>10} {'peak MB':>8}"
    )
    fresh = multiprocessing.get_context("spawn")
    for persons, years in SIZES:
        with fresh.Pool(1) as pool:
            rows, size, took, processor, peak = pool.apply(run, (persons, years))
        span = f"{years[0]}-{years[1]}"
        print(
            f"{persons:>10,} {span:>10} {rows:>12,} {size / 1e6:>7.1f} {took:>8.1f} {processor:>10.1f}"
            f" {peak / 1e6:>8.0f}"
        )


if __name__ == "__main__":
    main()
