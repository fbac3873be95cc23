"""Counting a register of 20 million person-years, ours beside others: `python benchmarks/count.py [--quick]`.

Every way runs in a process of its own, on two threads, over the same Parquet file: a scan of the columns
that are needed, our pass, our whole way (the pass, rolled up to every area and category, as shares with
intervals), the same breakdown by breakdown, Spark, and pandas where it is installed. Then the whole way on
registers from 1 to 200 million rows (`--quick`: to 20). They are made up once and kept in `--folder`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from _count_register import make
from _count_ways import WAYS, installed, planned

ROWS = 20_000_000
GROWTH = (1_000_000, 5_000_000, ROWS, 50_000_000, 200_000_000)
QUICKEST = 3
SLOW = {"breakdown by breakdown, DuckDB": 1, "pass, Spark": 2, "pass by hand, pandas": 1}
"""Ways that are not repeated so often; Spark twice, so that its start is left out of the shortest time."""

WHOLE = "whole way, DuckDB"
SCANS = ("scan, DuckDB", "scan, Polars")
MOST_SCANS, MOST_MEMORY = 2.0, 0.6e9
WAYS_FILE = Path(__file__).with_name("_count_ways.py")


def measured(way: str, path: Path, times: int) -> dict[str, Any]:
    command = [sys.executable, str(WAYS_FILE), way, str(path), str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def told(way: str, found: dict[str, Any], scan: dict[str, Any]) -> None:
    """Also in processor time, which tells more where the machine has other things to do."""
    print(
        f"{way:32}{found['seconds']:9.2f} s{found['seconds'] / scan['seconds']:8.1f}"
        f"{found['processor']:9.2f} s{found['processor'] / scan['processor']:8.1f}"
        f"{found['peak'] / 1e9:9.2f} GB{found['out']:12,}",
        flush=True,
    )


def beside_others(path: Path) -> dict[str, dict[str, Any]]:
    print(
        f"{ROWS:,} rows, {path.stat().st_size / 1e6:,.0f} MB of Parquet, two threads; the shortest of several"
    )
    print(f"{'':32}{'wall':>11}{'x scan':>8}{'processor':>11}{'x scan':>8}{'peak':>12}{'out':>12}")
    found: dict[str, dict[str, Any]] = {}
    for way in WAYS:
        if not installed(way):
            print(f"{way:32} not installed")
            continue
        found[way] = measured(way, path, SLOW.get(way, QUICKEST))
        told(way, found[way], found[SCANS[0]])
    return found


def growth(folder: Path, codes: list[str], sizes: tuple[int, ...]) -> None:
    print("\nGrowth of the whole way")
    print(f"{'rows':>14}{'wall':>11}{'processor':>11}{'peak':>12}{'per 1 M':>12}")
    for rows in sizes:
        found = measured(WHOLE, make(rows, codes, folder), 1 if rows > ROWS else 2)
        print(
            f"{rows:14,}{found['seconds']:9.2f} s{found['processor']:9.2f} s{found['peak'] / 1e9:9.2f} GB"
            f"{found['seconds'] / rows * 1e6:10.3f} s",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the registers above 20 million rows")
    default = Path(tempfile.gettempdir()) / "fardplan-bench-count"
    parser.add_argument(
        "--folder", type=Path, default=default, help="where the registers are kept (%(default)s)"
    )
    chosen = parser.parse_args()
    codes = sorted(planned().geography.known)
    found = beside_others(make(ROWS, codes, chosen.folder))
    growth(chosen.folder, codes, tuple(rows for rows in GROWTH if not chosen.quick or rows <= ROWS))
    scan = min((found[way] for way in SCANS), key=lambda one: one["seconds"])
    wall, used = (found[WHOLE][what] / scan[what] for what in ("seconds", "processor"))
    peak = found[WHOLE]["peak"]
    print(
        f"\nThe whole way is {wall:.1f} times the quicker scan, {used:.1f} times in processor time", end=" "
    )
    print(f"(goal: at most {MOST_SCANS:.0f}).")
    print(f"Its peak memory is {peak / 1e9:.2f} GB (goal: at most {MOST_MEMORY / 1e9:.1f}).")


if __name__ == "__main__":
    main()
