"""How far corrected indices of segregation lie from the truth: `python benchmarks/segregation_bias.py`.

Cities of a hundred areas; mean error and, in brackets, root mean square error. D: raw, less its bootstrap
bias, with the density correction of Allen and others (2015), matched (ours). M, in thousandths: raw, less
Miller's bias with occupied cells, with all cells (ours), and Grassberger's estimator (2003).
"""

from math import pi, sqrt

import numpy as np
from scipy.special import ndtr, psi, xlogy

from fardplan.stats.segregation import corrected_dissimilarity, corrected_mutual_information
from fardplan.stats.segregation.counts import Floats

CITIES = 120
AREAS = 100


def mean_distance(mean: Floats, chance: Floats) -> Floats:
    return chance * sqrt(2 / pi) * np.exp(-((mean / chance) ** 2) / 2) + mean * (1 - 2 * ndtr(-mean / chance))


def rivals_of_d(table: Floats) -> list[float]:
    shares, everybody = table / table.sum(axis=0), table.sum(axis=1) / table.sum()
    apart = np.abs(shares[:, 0] - shares[:, 1])
    chance = np.sqrt(everybody * (1 - everybody) * (1 / table.sum(axis=0)).sum())
    likeliest = apart / chance
    for _ in range(200):
        likeliest = apart / chance * np.tanh(apart / chance * likeliest)
    bootstrap = 2 * apart - mean_distance(apart, chance)
    return [apart.sum() / 2, bootstrap.sum() / 2, (chance * likeliest).sum() / 2]


def grassberger(counts: Floats) -> float:
    n = np.maximum(counts, 1)
    logarithm = psi(n) + (-1.0) ** n / 2 * (psi((n + 1) / 2) - psi(n / 2))
    return float(np.where(counts > 0, counts * logarithm, 0).sum())


def rivals_of_m(table: Floats) -> list[float]:
    total, areas, groups = table.sum(), table.sum(axis=1), table.sum(axis=0)
    occupied = np.count_nonzero(table) - np.count_nonzero(areas) - len(groups) + 1
    better = (grassberger(table) - grassberger(areas) - grassberger(groups)) / total + np.log(total)
    corrected = corrected_mutual_information(table)
    return [corrected.raw, corrected.raw - occupied / (2 * total), corrected.value, better]


def mutual_information(table: Floats) -> float:
    joint = table / table.sum()
    margins = sum(float(xlogy(side, side).sum()) for side in (joint.sum(axis=0), joint.sum(axis=1)))
    return float(xlogy(joint, joint).sum()) - margins


def main() -> None:
    rng = np.random.default_rng(5)
    print(
        "size share true D  raw              bootstrap        density          matched          | M, the same"
    )
    for size in (10, 30, 100, 400):
        for share in (0.1, 0.3):
            for spread in (0.0, 0.3, 1.0, 3.0):
                logit = np.log(share / (1 - share)) + spread * rng.standard_normal(AREAS)
                residents = rng.integers(size // 2, size * 3 // 2, AREAS)
                group = residents / (1 + np.exp(-logit))
                expected = np.column_stack([group, residents - group])
                shares = expected / expected.sum(axis=0)
                true_d, true_m = np.abs(shares[:, 0] - shares[:, 1]).sum() / 2, mutual_information(expected)
                d, m = [], []
                for _ in range(CITIES):
                    table = np.column_stack(
                        [rng.multinomial(round(column.sum()), column / column.sum()) for column in expected.T]
                    ).astype(float)
                    table = table[table.sum(axis=1) > 0]
                    d.append([*rivals_of_d(table), corrected_dissimilarity(*table.T).value])
                    m.append(rivals_of_m(table))
                told = [*_told(np.array(d) - true_d), "|", *_told(1000 * (np.array(m) - true_m))]
                print(f"{size:4} {share:5} {true_d:6.3f}  " + "  ".join(told))


def _told(errors: Floats) -> list[str]:
    return [f"{e.mean():+7.3f} ({sqrt((e**2).mean()):5.3f})" for e in errors.T]


if __name__ == "__main__":
    main()
