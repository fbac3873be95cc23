"""How long suppression takes, what it hides, and what can still be derived: `make bench-disclosure`.

`python benchmarks/disclosure.py [--quick]`: --quick leaves out the large table and the search without limit.
"""

import sys
import time
from dataclasses import dataclass

from _disclosure_peers import show_peers
from _disclosure_tables import districts, release, small_areas, small_counts

from fardplan.disclosure.audit import audit
from fardplan.disclosure.suppression import suppress, usual_weights
from fardplan.disclosure.suppression.suppressing import EFFORT
from fardplan.disclosure.tables import LinkedCells

QUICK = "--quick" in sys.argv


@dataclass(frozen=True)
class Task:
    name: str
    cells: LinkedCells
    effort: int | None = EFFORT
    rounds: int = 0


def run(task: Task) -> None:
    needs = small_counts(task.cells)
    weights = usual_weights(task.cells.values)
    began, busy = time.perf_counter(), time.process_time()
    found = suppress(task.cells, needs, effort=task.effort)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    bound = suppress(task.cells, needs, effort=0, rounds=task.rounds).bound if task.rounds else None
    audited = audit(task.cells.dimensions, task.cells.cells, ~found.hidden, task.cells.values, needs)
    primary = float(weights[needs.sensitive].sum())
    told = "-" if bound is None else f"{bound:,.0f}"
    gap = "-" if bound is None else f"{found.weight / bound - 1:.0%}"
    further = "-" if bound is None else f"{(found.weight - primary) / (bound - primary) - 1:.0%}"
    print(
        f"{task.name:<34}{len(task.cells.cells):>8,}{needs.sensitive.sum():>10,}{found.hidden.sum():>8,}"
        f"{seconds:>9.1f}{busy:>9.1f}{found.weight:>10,.0f}{told:>10}{gap:>7}{further:>9}{len(audited.failures):>10}",
        flush=True,
    )


def main() -> None:
    print(
        f"{'table':<34}{'cells':>8}{'sensitive':>10}{'hidden':>8}{'seconds':>9}{'CPU':>9}{'weight':>10}"
        f"{'bound':>10}{'gap':>7}{'further':>9}{'derivable':>10}"
    )
    run(Task("districts", districts(), rounds=3 if QUICK else 8))
    run(Task("a release of six indicators", release()))
    if not QUICK:
        run(Task("districts, search without limit", districts(), effort=None, rounds=8))
        run(Task("small areas", small_areas()))
    print(
        "\nweight: all that is hidden, log2(2 + value) a cell. bound: no safe choice weighs less.\n"
        "gap: above the bound; further: the same without the sensitive cells, which are hidden anyway.\n"
        "derivable: sensitive cells open less than from 1 to 5, of all of them, found by the auditor."
    )
    show_peers()


if __name__ == "__main__":
    main()
