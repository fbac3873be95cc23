"""What each choice in the forecast method is worth: `python benchmarks/forecast_choices.py`.

The competition series, error tables made without the fold; one choice is changed at a time. The choices
were made looking at these series, so the differences are evidence for them, not a test of the whole; that is
`benchmarks/forecast.py` and the municipal panel.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from _competition import LAST_WINDOW, SHORTEST, Competition, Errors, load
from _peers import AHEAD, LEVELS, Floats, Forecasts
from forecast import folds, score

from fardplan.forecast.lines import DRIFT_SHARES as SHARES
from fardplan.forecast.lines import PRIOR, Following, follow, smoother_weights
from fardplan.forecast.pool import PROBABILITIES, Windows, windows
from fardplan.forecast.scales import Scale, TwoThirds
from fardplan.forecast.swing import MEASURES, swings

Weights = Callable[[Floats, Following, np.ndarray, np.ndarray], Floats]


@dataclass(frozen=True, slots=True)
class SquareRoot(Scale):
    def forward(self, values: Floats) -> Floats:
        return np.sqrt(values)

    def back(self, working: Floats) -> Floats:
        return np.maximum(working, 0.0) ** 2


@dataclass(frozen=True, slots=True)
class Logarithm(Scale):
    def forward(self, values: Floats) -> Floats:
        return np.log(values)

    def back(self, working: Floats) -> Floats:
        return np.exp(working)


def always(noise: int, share: int) -> Weights:
    """All the weight to one smoother."""
    one = np.zeros((3, 3))
    one[noise, share] = 1.0
    return lambda _table, _following, rows, _ends: np.repeat(one[..., None], len(rows), axis=2)


def by_record(prior: Floats, power: float) -> Weights:
    """The prior times the likelihood to a power; 0 leaves the record of the series unheard."""

    def weights(table: Floats, following: Following, rows: np.ndarray, ends: np.ndarray) -> Floats:
        heard = smoother_weights(table, following, rows, ends) / PRIOR[..., None]
        found = prior[..., None] * np.maximum(heard, 1e-300) ** power
        return found / found.sum(axis=(0, 1))

    return weights


OURS = by_record(PRIOR, 1.0)
EVEN = np.full((3, 3), 1 / 9)


def evaluate(
    competition: Competition,
    name: str,
    *,
    scale: Scale | None = None,
    weights: Weights = OURS,
    habits: tuple[str, ...] = MEASURES,
    last_window: float = LAST_WINDOW,
) -> None:
    scale = scale or TwoThirds()
    table = scale.forward(competition.table)
    found = windows(table, least=SHORTEST)
    following = follow(table)
    at = found.rows, found.ends
    weight = weights(table, following, *at)
    slope = SHARES[:, None] * following.drift[at]
    level = following.level[:, *at][:, None] + slope * (found.ends - following.clock[:, *at])[:, None]
    start, step = np.einsum("nso,nso->o", weight, level), np.einsum("nso,so->o", weight, slope)
    ahead = start[:, None] + step[:, None] * np.arange(1, found.ahead.shape[1] + 1)
    chosen = [MEASURES.index(one) for one in habits]
    size = np.exp(np.log(swings(table, *at)[:, chosen]).mean(axis=1))
    changed = Windows(found.rows, found.ends, ahead, found.came, size)
    errors = Errors(changed, found.ends + 1 == competition.known[found.rows])
    own = score(cross_validated(competition, errors, scale, last_window), competition)
    print(
        f"{name:<48}{own['MASE']:7.3f}{own['MSIS0.8']:8.2f}{own['MSIS0.95']:8.2f}"
        f"{own['covered0.8']:8.1%}{own['covered0.95']:8.1%}"
    )


def cross_validated(competition: Competition, errors: Errors, scale: Scale, last_window: float) -> Forecasts:
    last = np.flatnonzero(errors.is_last)
    ahead, size = errors.found.ahead[last, :AHEAD], errors.found.swing[last, None]
    bounds = {level: (np.empty_like(ahead), np.empty_like(ahead)) for level in LEVELS}
    for group in folds(len(competition.known)):
        table = errors.table(~group, last_window)[:AHEAD]
        for level in LEVELS:
            half = size[group] * table[:, list(PROBABILITIES).index(level)]
            bounds[level][0][group] = scale.back(ahead[group] - half)
            bounds[level][1][group] = scale.back(ahead[group] + half)
    return Forecasts("", scale.back(ahead), bounds, 0.0)


def main() -> None:
    competition = load()
    print(f"{'':<48}{'MASE':>7}{'MSIS80':>8}{'MSIS95':>8}{'80 %':>8}{'95 %':>8}")
    evaluate(competition, "As chosen")
    print("Working scale")
    evaluate(competition, "  the figures themselves", scale=Scale())
    evaluate(competition, "  square root", scale=SquareRoot())
    evaluate(competition, "  logarithm", scale=Logarithm())
    print("Line")
    evaluate(competition, "  random walk with drift alone", weights=always(0, 0))
    evaluate(competition, "  smoothing with half the drift alone", weights=always(1, 1))
    evaluate(competition, "  no change alone", weights=always(0, 2))
    evaluate(competition, "  all nine, as much of each", weights=by_record(EVEN, 0.0))
    evaluate(competition, "  all nine, prior weights alone", weights=by_record(PRIOR, 0.0))
    evaluate(competition, "  all nine, the series' own record alone", weights=by_record(EVEN, 1.0))
    evaluate(competition, "  all nine, half the record", weights=by_record(PRIOR, 0.5))
    print("Swing")
    for habit in MEASURES[:3]:
        evaluate(competition, f"  {habit} alone", habits=(habit,))
    for left_out in MEASURES:
        evaluate(
            competition, f"  without {left_out}", habits=tuple(one for one in MEASURES if one != left_out)
        )
    print("Weight of a series' last window in the error table, the rest on all its windows")
    for weight in (0.0, 1 / 3, 1.0):
        evaluate(competition, f"  {weight:.2f}", last_window=weight)


if __name__ == "__main__":
    main()
