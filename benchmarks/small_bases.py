"""How often intervals of gaps hold the truth in small districts: `python benchmarks/small_bases.py`.

Fourteen districts with known true shares, persons drawn again; the share of 95 % intervals that cover, and
how far the raw and the corrected measures lie from the truth on average. With even districts every lower
end is 0, and a two-sided interval can only cover or show a difference that is not there.
"""

import numpy as np

from fardplan.stats.between import (
    GINI,
    RANGE,
    SPREAD,
    THEIL,
    VARIANCE_SHARE,
    Counted,
    inequality,
    inequality_change,
)
from fardplan.stats.gaps import Share, difference, ratio
from fardplan.stats.slope import slope_change, slope_index

CITIES = 200
DRAWS = 399
DISTRICTS = 14
NOTHING = 1e-12  # a truth of 0 comes out of the formulas as 1e-17 or so
STANDING = np.arange(DISTRICTS, dtype=float)
MEASURES = (SPREAD, VARIANCE_SHARE, GINI, THEIL, RANGE)


def truth(spread: float) -> np.ndarray:
    """Shares about 12 %, `spread` apart on the logit scale in the order of standing, with some disorder."""
    disorder = np.array([0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1, 0.4, -0.3, 0.2, -0.2, 0.1, -0.1, 0.0])
    logit = -2 + spread * (np.linspace(-1, 1, DISTRICTS) + disorder)
    return 1 / (1 + np.exp(-logit))


def measures(rng: np.random.Generator, size: int, spread: float) -> None:
    base = rng.integers(size // 2, size * 2, DISTRICTS)
    shares = truth(spread)
    weights = base / base.sum()
    found: dict[str, list[tuple[float, float, bool]]] = {measure.name: [] for measure in MEASURES}
    for city in range(CITIES):
        figures = Counted(rng.binomial(base, shares), base)
        if figures.values.sum() == 0:
            continue
        for measure in MEASURES:
            known = float(measure.of(shares, weights))
            one = inequality(figures, measure, draws=DRAWS, seed=city)
            found[measure.name].append(
                (
                    one.raw - known,
                    one.value - known,
                    one.lower <= known + NOTHING and known <= one.upper + NOTHING,
                )
            )
    for name, rows in found.items():
        raw, value, covered = np.mean(rows, axis=0)
        print(f"{size:6} {spread:6} {name:34} {raw:+9.4f} {value:+9.4f} {covered:8.1%}")


def pairs(rng: np.random.Generator, size: int, spread: float) -> None:
    base = rng.integers(size // 2, size * 2, DISTRICTS)
    shares = truth(spread)
    scaled = slope_index(shares * base, base, STANDING)
    covered = np.zeros(4)
    for _ in range(CITIES * 4):
        cases = rng.binomial(base, shares)
        low, high = Share(cases[0] / base[0], base[0]), Share(cases[-1] / base[-1], base[-1])
        gap = difference(high, low)
        covered[0] += gap.lower <= shares[-1] - shares[0] <= gap.upper
        times = ratio(high, low) if low.value + high.value > 0 else None
        covered[1] += times is None or times.lower <= shares[-1] / shares[0] <= times.upper
        if cases.sum():
            slope = slope_index(cases, base, STANDING)
            covered[2] += slope.lower <= scaled.slope <= slope.upper
            covered[3] += slope.ratio_lower <= scaled.ratio <= slope.ratio_upper
    for name, share in zip(
        ("difference", "ratio", "slope index", "relative index"), covered / CITIES / 4, strict=True
    ):
        print(f"{size:6} {spread:6} {name:34} {'':9} {'':9} {share:8.1%}")


def changes(rng: np.random.Generator, size: int, closing: float, drift: float) -> None:
    """How often a change of inequality is found at the 5 % level, by chance of persons and by areas."""
    base = rng.integers(size // 2, size * 2, DISTRICTS)
    found = np.zeros(4)
    for city in range(CITIES):
        years = []
        for spread in (0.5, 0.5 * (1 - closing)):
            logit = np.log(truth(spread) / (1 - truth(spread))) + drift * rng.standard_normal(DISTRICTS)
            years.append(rng.binomial(base, 1 / (1 + np.exp(-logit))))
        change = inequality_change(
            Counted(years[0], base), Counted(years[1], base), SPREAD, draws=DRAWS, seed=city
        )
        slope = slope_change((years[0], base), (years[1], base), STANDING, draws=DRAWS, seed=city)
        found += [
            change.p_chance <= 0.05,
            change.p_areas <= 0.05,
            slope.lower > 0 or slope.upper < 0,
            slope.p_areas <= 0.05,
        ]
    print(f"{size:6} {closing:8.0%} {drift:6} " + " ".join(f"{share:14.1%}" for share in found / CITIES))


def main() -> None:
    print("  base spread measure                             raw bias corrected  covered")
    for spread in (0.0, 0.25, 0.5):
        for size in (25, 100, 1000):
            measures(np.random.default_rng(1), size, spread)
            pairs(np.random.default_rng(2), size, spread)
    print("\n  base  closing  drift  spread persons  spread areas  slope persons   slope areas")
    for size in (100, 1000):
        for closing, drift in ((0.0, 0.0), (0.0, 0.15), (0.3, 0.0), (0.6, 0.0), (0.6, 0.15)):
            changes(np.random.default_rng(3), size, closing, drift)


if __name__ == "__main__":
    main()
