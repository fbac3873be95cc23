"""How long suppression takes, what it hides, and what can still be derived: `make bench-disclosure`.

`python benchmarks/disclosure.py [--quick]`: --quick leaves out the large table and the search without limit.
"""

import sys
import time
from dataclasses import dataclass

import numpy as np
from _disclosure_peers import show_peers
from _disclosure_tables import districts, release, small_areas, small_counts
from scipy.optimize import linprog

from fardplan.disclosure.suppression import suppress, usual_weights
from fardplan.disclosure.suppression.relations import relations_of
from fardplan.disclosure.tables import LinkedCells, Mask, Needs

QUICK = "--quick" in sys.argv
SAMPLE = 30


@dataclass(frozen=True)
class Task:
    name: str
    cells: LinkedCells
    effort: int | None = 300
    rounds: int = 0


def derivable(cells: LinkedCells, needs: Needs, hidden: Mask) -> tuple[int, int]:
    """Of a sample of sensitive cells, how many are open too little; a program of its own for each end.

    The programs are SciPy's, over nodes and sums. (The tests attack small tables over all pieces.)
    """
    relations = relations_of(cells)
    size = relations.matrix.shape[1]
    bounds = np.column_stack([np.zeros(size), np.full(size, np.inf)])
    shown = np.flatnonzero(~hidden)
    bounds[relations.node[shown]] = cells.values[shown, None]
    asked = np.random.default_rng(1).permutation(np.flatnonzero(needs.sensitive))[:SAMPLE]
    found = 0
    for cell in asked:
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(size)
            cost[relations.node[cell]] = sign
            answer = linprog(
                cost, A_eq=relations.matrix, b_eq=np.zeros(relations.matrix.shape[0]), bounds=bounds
            )
            ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
        found += ends[0] > needs.lower[cell] + 1e-5 or ends[1] < needs.upper[cell] - 1e-5
    return found, len(asked)


def run(task: Task) -> None:
    needs = small_counts(task.cells)
    weights = usual_weights(task.cells.values)
    began, busy = time.perf_counter(), time.process_time()
    found = suppress(task.cells, needs, effort=task.effort)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    bound = suppress(task.cells, needs, effort=0, rounds=task.rounds).bound if task.rounds else None
    broken, asked = derivable(task.cells, needs, found.hidden)
    primary = float(weights[needs.sensitive].sum())
    told = "-" if bound is None else f"{bound:,.0f}"
    gap = "-" if bound is None else f"{found.weight / bound - 1:.0%}"
    further = "-" if bound is None else f"{(found.weight - primary) / (bound - primary) - 1:.0%}"
    print(
        f"{task.name:<34}{len(task.cells.cells):>8,}{needs.sensitive.sum():>10,}{found.hidden.sum():>8,}"
        f"{seconds:>9.1f}{busy:>9.1f}{found.weight:>10,.0f}{told:>10}{gap:>7}{further:>9}{broken:>6}/{asked}",
        flush=True,
    )


def main() -> None:
    print(
        f"{'table':<34}{'cells':>8}{'sensitive':>10}{'hidden':>8}{'seconds':>9}{'CPU':>9}{'weight':>10}"
        f"{'bound':>10}{'gap':>7}{'further':>9}{'derivable':>9}"
    )
    run(Task("districts", districts(), rounds=3 if QUICK else 8))
    run(Task("a release of six indicators", release()))
    if not QUICK:
        run(Task("districts, search without limit", districts(), effort=None, rounds=8))
        run(Task("small areas", small_areas()))
    print(
        "\nweight: all that is hidden, log2(2 + value) a cell. bound: no safe choice weighs less.\n"
        "gap: above the bound; further: the same without the sensitive cells, which are hidden anyway.\n"
        "derivable: of a sample of sensitive cells, those open less than from 1 to 5."
    )
    show_peers()


if __name__ == "__main__":
    main()
