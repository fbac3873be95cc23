"""Series with a known truth, of kinds that a city meets, for the study of verdicts.

A truth is a growth of the level by a share a year. Movement is added where the figure has its own scale:
shares move on the logit scale, so that none leaves 0 to 100, everything else on the logarithm's.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import _competition
import forecast_panel
import numpy as np

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

FIGURES_FITTED = 14
"""The latest figures of each real series that its movement is taken from."""

TRIED_MEMORIES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True)
class Draws:
    """`table`: (series, n). `truth`: same shape, the levels without movement or chance.

    `variances`: sampling variances of the same shape, None for registers.
    """

    table: Floats
    truth: Floats
    variances: Floats | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of share: `draw(rng, series, n, growth)` gives series whose level grows by `growth` a year."""

    name: str
    draw: Callable[[np.random.Generator, int, int, Floats], Draws]
    memory: float


def memory_errors(rng: np.random.Generator, count: int, years: int, memory: Floats | float) -> Floats:
    """Autoregressive errors of standard deviation 1; a `memory` of 1 is a random walk with steps of 1."""
    kept = np.broadcast_to(np.asarray(memory, dtype=float), count)
    shocks = rng.standard_normal((count, years))
    step = np.where(kept < 1, np.sqrt(1 - np.minimum(kept, 1) ** 2), 1.0)
    errors = np.empty((count, years))
    errors[:, 0] = shocks[:, 0]
    for year in range(1, years):
        errors[:, year] = kept * errors[:, year - 1] + step * shocks[:, year]
    return errors


def moved(level: Floats, share: Floats, errors: Floats) -> Floats:
    """`errors`, on each row's scale, added to `level`; both (series, n), `share` (series,) of booleans."""
    of_share = share[:, None]
    kept = np.where(of_share, np.clip(level, 0.01, 99.9), level)
    logit = np.log(kept / (100 - np.where(of_share, kept, 0.0)))
    with_errors = np.where(of_share, logit, np.log(kept)) + errors
    return np.asarray(np.where(of_share, 100 / (1 + np.exp(-with_errors)), np.exp(with_errors)))


def paths(level: Floats, growth: Floats, years: int) -> Floats:
    """Levels that grow evenly and are `level` in the middle, shape (series, years)."""
    time = np.arange(years) - (years - 1) / 2
    return np.asarray(level[:, None] * (1 + growth[:, None]) ** time)


def register(name: str, *, level: float, movement: float, memory: float, people: int | None = None) -> Kind:
    """A share of everybody that moves by `movement` percentage points, and by chance among `people`."""

    def draw(rng: np.random.Generator, count: int, years: int, growth: Floats) -> Draws:
        line = paths(np.full(count, level), growth, years)
        share = np.full(count, True)
        scale = movement / (level * (1 - level / 100))
        figures = moved(line, share, scale * memory_errors(rng, count, years, memory))
        if people:
            figures = 100 * rng.binomial(people, figures / 100) / people
        return Draws(np.round(figures, 1), line)

    return Kind(name, draw, memory)


def survey(name: str, *, level: float, answers: int, movement: float = 0.0) -> Kind:
    """A share estimated from a simple random sample, of a truth that may move besides."""

    def draw(rng: np.random.Generator, count: int, years: int, growth: Floats) -> Draws:
        line = paths(np.full(count, level), growth, years)
        scale = movement / (level * (1 - level / 100))
        truth = moved(line, np.full(count, True), scale * memory_errors(rng, count, years, 0.5))
        said = rng.binomial(answers, truth / 100)
        smoothed = (said + 2) / (answers + 4)
        variances = smoothed * (1 - smoothed) / (answers + 4) * 100**2 + 0.1**2 / 12
        return Draws(np.round(100 * said / answers, 1), line, variances)

    return Kind(name, draw, 0.5 if movement else 0.0)


KINDS = (
    register("large city, independent years", level=60, movement=1.0, memory=0.0),
    register("large city, memory 0.5", level=60, movement=1.0, memory=0.5),
    register("large city, memory 0.8", level=60, movement=1.0, memory=0.8),
    register("large city, random walk", level=60, movement=0.6, memory=1.0),
    register("small municipality (300 a year)", level=60, movement=1.0, memory=0.5, people=300),
    register("rare (8 %), memory 0.5", level=8, movement=0.4, memory=0.5),
    survey("survey, 1,500 answers", level=30, answers=1500),
    survey("survey, 1,500 answers, and movement", level=30, answers=1500, movement=1.0),
)


@dataclass(frozen=True)
class Population:
    """Real series' levels, movements (on their scale) and memories, each of shape (series,)."""

    level: Floats
    share: Floats
    movement: Floats
    memory: Floats

    def draw(self, rng: np.random.Generator, count: int, years: int, growth: Floats) -> Draws:
        chosen = rng.integers(len(self.level), size=count)
        line = paths(self.level[chosen], growth, years)
        errors = memory_errors(rng, count, years, self.memory[chosen])
        return Draws(moved(line, self.share[chosen], self.movement[chosen, None] * errors), line)


def populations() -> list[tuple[str, Population]]:
    """As the municipalities' indicators and the competitions' series move; only those that are at hand."""
    found = []
    if forecast_panel.FILE.is_file():
        found.append(("as Kolada's municipalities", municipal()))
    if _competition.FOLDER.is_dir():
        found.append(("as the competition series", competing()))
    return found


def municipal() -> Population:
    groups = []
    for title, panel in forecast_panel.panels().items():
        rows = [np.array(one.values[-FIGURES_FITTED:]) for one in panel]
        groups.append(([row for row in rows if row.min() > 0 and np.ptp(row) > 0], "(%)" in title))
    return _population(groups)


def competing() -> Population:
    competition = _competition.load()
    by_origin = defaultdict(list)
    for origin, row, known in zip(competition.origin, competition.table, competition.known, strict=True):
        figures = row[max(0, known - FIGURES_FITTED) : known]
        if figures.min() > 0 and np.ptp(figures) > 0:
            by_origin[str(origin)].append(figures)
    return _population([(rows, False) for rows in by_origin.values()])


def _population(groups: list[tuple[list[Floats], bool]]) -> Population:
    """Each series' own level and movement; the memory is its group's, which few figures cannot tell alone."""
    level, share, movement, memory = [], [], [], []
    for rows, of_share in groups:
        fits = [_fit(np.log(row / (100 - row)) if of_share else np.log(row)) for row in rows]
        longest = int(np.median([len(row) for row in rows]))
        strength, shrinkage = _strength(float(np.mean([one[1] for one in fits])), longest)
        level += [float(row.mean()) for row in rows]
        share += [of_share] * len(rows)
        movement += [spread / shrinkage for spread, _ in fits]
        memory += [strength] * len(rows)
    return Population(np.array(level), np.array(share), np.array(movement), np.array(memory))


def _fit(values: Floats) -> tuple[float, float]:
    """The spread of a year about a line, and the lag-1 correlation of what is left."""
    time = np.arange(len(values)) - (len(values) - 1) / 2
    left = values - values.mean() - (time @ values) / (time @ time) * time
    return float(np.sqrt(left @ left / (len(values) - 2))), float(left[1:] @ left[:-1] / (left @ left))


def _strength(correlation: float, years: int) -> tuple[float, float]:
    """The memory whose residuals about a line show `correlation` on average, and how small it makes them."""
    rng = np.random.default_rng(1954)
    shown, spreads = [], []
    for memory in TRIED_MEMORIES:
        fits = [_fit(row) for row in memory_errors(rng, 500, years, memory)]
        spreads.append(np.sqrt(np.mean([spread**2 for spread, _ in fits])))
        shown.append(np.mean([one for _, one in fits]))
    strength = float(np.interp(correlation, shown, TRIED_MEMORIES))
    return strength, float(np.interp(strength, TRIED_MEMORIES, spreads))
