"""What each method takes from one table: `python benchmarks/loss.py` (make bench-loss).

A city that is made up: 14 districts in 4 parts, sex, age and origin, and the young people among them who
neither work nor study, 1 to 18 per cent by district. Every figure that the table would tell is a linked cell.
"""

from itertools import product

import numpy as np

from fardplan.disclosure.cell_key import KEYS
from fardplan.disclosure.choosing import losses
from fardplan.disclosure.rules import DisclosureRules, Noise
from fardplan.disclosure.tables import Counts, Dimension, LinkedCells
from fardplan.presentation.privacy import tell_losses

PARTS = {"inre": 4, "vaster": 4, "soder": 6}
GROUPS = {"sex": ("K", "M"), "age": ("16-19", "20-24", "25-29"), "origin": ("sverige", "utrikes")}


def city(persons: int, crossed: bool, seed: int = 1) -> tuple[LinkedCells, Counts]:
    """The linked cells of `persons` young people and the sums of their keys.

    With `crossed` every combination of the three breakdowns is told by district, else one at a time.
    """
    chance = np.random.default_rng(seed)
    districts = [f"{part}{number}" for part, count in PARTS.items() for number in range(count)]
    share = dict(zip(districts, chance.permutation(np.linspace(0.01, 0.18, len(districts))), strict=True))
    size = chance.dirichlet(np.full(len(districts), 4.0))
    where = chance.choice(len(districts), size=persons, p=size)
    groups = {name: chance.integers(len(codes), size=persons) for name, codes in GROUPS.items()}
    out = chance.random(persons) < np.array([share[one] for one in districts])[where]
    keys = chance.integers(KEYS, size=persons)
    dimensions = (
        Dimension(
            "area",
            {"0180": frozenset(districts)}
            | {part: frozenset(one for one in districts if one.startswith(part)) for part in PARTS}
            | {one: frozenset({one}) for one in districts},
        ),
        *(
            Dimension(name, {"": frozenset(codes)} | {code: frozenset({code}) for code in codes})
            for name, codes in GROUPS.items()
        ),
        Dimension(
            "counted",
            {
                "uvas.population": frozenset({"in", "out"}),
                "uvas.numerator": frozenset({"out"}),
                "uvas.rest": frozenset({"in"}),
            },
        ),
    )
    leaves = [
        np.array(districts)[where],
        *(np.array(codes)[groups[name]] for name, codes in GROUPS.items()),
        np.where(out, "out", "in"),
    ]
    inside = [
        {code: np.isin(leaf, list(held)) for code, held in dimension.codes.items()}
        for dimension, leaf in zip(dimensions, leaves, strict=True)
    ]
    cells = [
        cell
        for cell in product(*(dimension.codes for dimension in dimensions))
        if crossed or sum(code != "" for code in cell[1:4]) <= 1
    ]
    held = [np.logical_and.reduce([inside[i][code] for i, code in enumerate(cell)]) for cell in cells]
    values = np.array([one.sum() for one in held], dtype=np.int64)
    return LinkedCells(dimensions, tuple(cells), values), np.array([keys[one].sum() for one in held])


def main() -> None:
    rules = DisclosureRules(noise=Noise(maximum=5, variance=3.0, smallest=3))
    for persons, crossed in ((20_000, False), (20_000, True), (100_000, True)):
        cells, keys = city(persons, crossed)
        small = int(((cells.values > 0) & (cells.values < rules.minimum)).sum())
        told = "every combination of three breakdowns" if crossed else "one breakdown at a time"
        print(f"\n{persons:,} young people, {told}: {len(cells.cells):,} cells, {small} of them small\n")
        found = losses(cells, rules, keys=keys)
        rows = tell_losses(
            {name: one if not isinstance(one, Exception) else one.what for name, one in found.items()}, "en"
        )
        for row in rows:
            print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
