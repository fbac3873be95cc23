"""How often a stated probability of reaching a level is right: simulated truths, and real years withheld.

Each forecast is asked about one level, drawn by chance near the series' own size of change, so that no series
counts twice at a horizon.
"""

from dataclasses import dataclass
from itertools import pairwise

import _competition
import forecast_panel
import numpy as np
from _verdict_series import KINDS, Floats, populations

from fardplan.forecast.fan import ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_many
from fardplan.forecast.pool import ErrorPool
from fardplan.forecast.series import YearlySeries
from fardplan.stats.share import wilson
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure

AHEAD = (1, 3, 5, 10)
STEPS = (-1.5, -0.75, -0.25, 0.25, 0.75, 1.5)
"""Levels asked for: the latest figure and so many mean yearly changes, times the root of the years ahead."""

EDGES = np.array([0.0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0])
FOLDS = 10
LENGTHS = (8, 11, 15)


@dataclass(frozen=True)
class Answers:
    """Stated probabilities, whether the level was reached, how many years ahead, and how far away it was.

    `steps` is the distance in the direction asked for, in the unit of `STEPS`. All of one shape.
    """

    stated: Floats
    came: Floats
    ahead: Floats
    steps: Floats

    def only(self, chosen: np.ndarray) -> "Answers":
        return Answers(self.stated[chosen], self.came[chosen], self.ahead[chosen], self.steps[chosen])

    def by_distance(self) -> Floats:
        """What all levels as far away, as many years ahead, turned out to be worth: known only afterwards."""
        _, kind = np.unique(np.column_stack([self.ahead, self.steps]), axis=0, return_inverse=True)
        return np.asarray((np.bincount(kind, self.came) / np.bincount(kind))[kind])


def ask(
    series: list[YearlySeries],
    later: list[dict[int, float]],
    rng: np.random.Generator,
    pool: ErrorPool | None,
) -> Answers:
    """One level for every series and horizon that has a figure; `later` holds the figures by years ahead."""
    rows = []
    for known, came, fan in zip(series, later, forecast_many(series, max(AHEAD), pool=pool), strict=True):
        if not isinstance(fan, ForecastFan):
            continue
        change = float(np.abs(np.diff(known.values)).mean())
        for ahead in AHEAD:
            if ahead not in came:
                continue
            step = rng.choice(STEPS)
            level = known.values[-1] + step * change * np.sqrt(ahead)
            direction = Direction.UP if rng.random() < 0.5 else Direction.DOWN
            stated = attainment_probability(fan, level, ahead, direction)
            rows.append(
                (stated, float((came[ahead] - level) * direction.sign >= 0), ahead, step * direction.sign)
            )
    return Answers(*np.array(rows, dtype=float).reshape(-1, 4).T)


def simulated(rng: np.random.Generator, count: int) -> dict[str, Answers]:
    """Series of the study's kinds, and of real series' movements, each with a growth of its own."""
    sources = [(one.name, one.draw, Measure.SHARE) for one in KINDS[:6]]
    sources += [(name, population.draw, Measure.COUNT) for name, population in populations()]
    found = {}
    for name, draw, measure in sources:
        parts = []
        for years in LENGTHS:
            growth = rng.normal(0, 0.01, count // len(LENGTHS))
            table = draw(rng, len(growth), years + max(AHEAD), growth).table
            series = [
                YearlySeries(f"{row}", measure, tuple(range(years)), tuple(figures[:years].tolist()))
                for row, figures in enumerate(table)
            ]
            later = [{ahead: float(row[years - 1 + ahead]) for ahead in AHEAD} for row in table]
            parts.append(ask(series, later, rng, None))
        found[f"simulated, {name}"] = joined(parts)
    return found


def competitions(rng: np.random.Generator) -> Answers:
    """Withheld years of the competitions, each series with the errors of nine tenths of the others."""
    competition = _competition.load()
    errors = _competition.errors_of(competition)
    group = rng.permutation(len(competition.names)) % FOLDS
    parts = []
    for fold in range(FOLDS):
        chosen = group == fold
        rows = np.flatnonzero(chosen)
        series, later = [], []
        for row in rows:
            known = int(competition.known[row])
            figures = tuple(competition.table[row, :known].tolist())
            series.append(YearlySeries(competition.names[row], Measure.COUNT, tuple(range(known)), figures))
            came = competition.came[row]
            later.append({year: float(came[year - 1]) for year in AHEAD if year <= np.isfinite(came).sum()})
        parts.append(ask(series, later, rng, _competition.pool_without(errors, chosen)))
    return joined(parts)


def municipalities(rng: np.random.Generator) -> Answers:
    """Withheld years of Kolada's municipalities, with the table that comes with the program."""
    series, later = [], []
    for panel in forecast_panel.panels().values():
        for one in panel:
            figures = dict(zip(one.years, one.values, strict=True))
            for origin in one.years[forecast_panel.FIRST_ORIGIN - 1 : -1]:
                series.append(one.until(origin))
                later.append({year: figures[origin + year] for year in AHEAD if origin + year in figures})
    return ask(series, later, rng, None)


def joined(parts: list[Answers]) -> Answers:
    return Answers(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("stated", "came", "ahead", "steps")
        )
    )


def show_calibration(*, seed: int, series: int) -> None:
    rng = np.random.default_rng((seed, 3))
    print("\nSTATED PROBABILITIES of reaching a level: how often it came, by what was stated")
    found = simulated(rng, series)
    found["simulated, all"] = joined(list(found.values()))
    if _competition.FOLDER.is_dir():
        found["real, competitions"] = competitions(rng)
    else:
        print("The competition series are not beside the checkout; that part was left out.")
    if forecast_panel.FILE.is_file():
        found["real, Kolada's municipalities"] = municipalities(rng)
    else:
        print("The municipal panel is not beside the checkout; that part was left out.")
    for name in ("simulated, all", "real, competitions", "real, Kolada's municipalities"):
        if name in found:
            show_curve(name, found[name])
    print("\nBrier score: mean square of stated minus what came. 'Climatology' states the same for all;")
    print("'by distance' the share that came of all levels as far away, which only the result tells.")
    print(f"{'':<44}{'asked':>7}{'Färdplan':>10}{'climatology':>13}{'by distance':>13}{'off by':>8}")
    for name, answers in found.items():
        show_score(name, answers)
        if not name.startswith("simulated, ") or name == "simulated, all":
            for ahead in AHEAD:
                at = answers.ahead == ahead
                if at.any():
                    show_score(f"  {ahead} years ahead", answers.only(at))


def show_curve(name: str, answers: Answers) -> None:
    print(f"\n{name}")
    print("   stated between      asked   mean stated    came   95 % interval")
    for low, high in pairwise(EDGES):
        inside = (answers.stated >= low) & ((answers.stated < high) | (high == 1))
        if inside.any():
            came = float(answers.came[inside].mean())
            lower, upper = wilson(came, float(inside.sum()))
            print(
                f"   {low:4.0%} and {high:4.0%}{inside.sum():11}{answers.stated[inside].mean():13.1%}"
                f"{came:8.1%}   {lower:.1%} to {upper:.1%}"
            )


def show_score(name: str, answers: Answers) -> None:
    """`off by`: the mean distance between stated and came over the bins, each weighed by its answers."""
    brier = float(np.mean((answers.stated - answers.came) ** 2))
    climatology = float(np.var(answers.came))
    distance = float(np.mean((answers.by_distance() - answers.came) ** 2))
    bins = np.clip(np.digitize(answers.stated, EDGES) - 1, 0, len(EDGES) - 2)
    off = sum(
        abs(float((answers.stated[bins == one] - answers.came[bins == one]).sum())) for one in np.unique(bins)
    ) / len(bins)
    print(f"{name:<44}{len(bins):7}{brier:10.3f}{climatology:13.3f}{distance:13.3f}{off:8.1%}")
