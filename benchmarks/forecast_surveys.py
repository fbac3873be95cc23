"""Coverage for surveys whose sampling error is known: `python benchmarks/forecast_surveys.py`.

Simulated: the truth moves with yearly steps of standard deviation 1 (or not at all), the survey sees it
with an error. Told: the forecast gets the sampling variances. Untold: it takes the survey for a register.
"""

import numpy as np

from fardplan.forecast.forecasting import forecast_table
from fardplan.vocabulary.unit import Measure

SERIES, KNOWN, AHEAD = 2_000, 12, 6
ERRORS = (0.0, 0.5, 1.0, 2.0, 4.0)
SHOWN = (1, 3, 6)


def moving(rng: np.random.Generator) -> np.ndarray:
    return np.cumsum(rng.normal(0.2, 1.0, (SERIES, KNOWN + AHEAD)), axis=1)


def still(rng: np.random.Generator) -> np.ndarray:
    del rng
    return np.zeros((SERIES, KNOWN + AHEAD))


def report(name: str, truth: np.ndarray, error: float, rng: np.random.Generator) -> None:
    seen = truth + rng.normal(0.0, 1.0, truth.shape) * error
    known, came = seen[:, :KNOWN], seen[:, KNOWN:]
    line = f"{name:<8}{error:6.1f}"
    for variances in (None, np.full(known.shape, error**2)):
        fans = forecast_table(known, Measure.INDEX, AHEAD, variances=variances)
        for lower, upper in fans.bounds:
            inside = ((came >= lower) & (came <= upper)).mean(axis=0)
            line += "  " + "".join(f"{100 * inside[year - 1]:5.0f}" for year in SHOWN)
        lower, upper = fans.bounds[0]
        line += f"{(upper - lower)[:, -1].mean():8.1f}"
    print(line)


def main() -> None:
    rng = np.random.default_rng(2018)
    years = ", ".join(map(str, SHOWN))
    print(f"{SERIES} series of {KNOWN}; coverage in per cent {years} years ahead, and the 80 % width at 6")
    head = f"{'80 %':>17}{'95 %':>17}{'width':>8}"
    print(f"{'':<14}{'untold':>17}{'':>25}{'told':>17}\n{'truth':<8}{'error':>6}{head}{head}")
    for error in ERRORS:
        report("moving", moving(rng), error, rng)
    for error in ERRORS[1:]:
        report("still", still(rng), error, rng)


if __name__ == "__main__":
    main()
