"""Working scales: where a series is forecast, so that no interval leaves what its unit can hold."""

from dataclasses import dataclass

import numpy as np

from fardplan.forecast.arrays import Floats
from fardplan.vocabulary.unit import Measure

EDGE = 0.05
"""Per cent: where a share of 0 or 100 stands on the logit scale, half the step of a published decimal."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A monotone rising scale from the unit to the working numbers and back."""

    def forward(self, values: Floats) -> Floats:
        """Working numbers of figures in the unit; NaN stays NaN."""
        return values

    def back(self, working: Floats) -> Floats:
        """Figures in the unit, inside its range, whatever the working number."""
        return working

    def exact(self, values: Floats) -> Floats:
        """The working numbers that `back` makes `values` of; inside the range, without an edge."""
        return self.forward(values)

    def slope(self, values: Floats, errors: Floats) -> Floats:
        """How much the working number changes with the figure, for standard `errors` of the figures."""
        del errors
        return np.ones_like(values)


@dataclass(frozen=True, slots=True)
class TwoThirds(Scale):
    """The power 2/3, under which a Poisson count is nearly symmetric (Anscombe 1953).

    It allows 0, keeps forecasts of counts and rates from going below, and was the most accurate of the powers
    tried on real yearly series.
    """

    def forward(self, values: Floats) -> Floats:
        return np.cbrt(values) ** 2

    def back(self, working: Floats) -> Floats:
        return np.maximum(working, 0.0) ** 1.5

    def slope(self, values: Floats, errors: Floats) -> Floats:
        # A figure is taken no nearer 0 than its own error: the scale has no slope at 0.
        away: Floats = np.maximum(np.maximum(values, errors), np.finfo(float).tiny)
        slope: Floats = 2 / (3 * np.cbrt(away))
        return slope


@dataclass(frozen=True, slots=True)
class Logit(Scale):
    """Log odds of a share in per cent. A share and its complement are mirror images."""

    def forward(self, values: Floats) -> Floats:
        return self.exact(np.clip(values, EDGE, 100 - EDGE))

    def exact(self, values: Floats) -> Floats:
        logit: Floats = np.log(values / (100 - values))
        return logit

    def back(self, working: Floats) -> Floats:
        # Both forms are exact for one sign of the number and overflow for the other.
        small = np.exp(-np.abs(working))
        share = np.where(working >= 0, 1.0, small) / (1 + small)
        figures: Floats = 100 * share
        return figures

    def slope(self, values: Floats, errors: Floats) -> Floats:
        nearest = np.maximum(np.maximum(np.minimum(values, 100 - values), errors), EDGE)
        share: Floats = np.minimum(nearest, 50.0)
        slope: Floats = 100 / (share * (100 - share))
        return slope


SCALES: dict[Measure, Scale] = {
    Measure.SHARE: Logit(),
    Measure.COUNT: TwoThirds(),
    Measure.RATE: TwoThirds(),
    Measure.INDEX: Scale(),
}
