"""The forecast of one series, written year by year in plain Python: slow and obvious."""

import math
import statistics
from itertools import pairwise

PRIOR = {
    (noise, share): (8 if (noise, share) == (0, 1) else 1) / 16
    for noise in (0, 1, 4)
    for share in (1, 0.5, 0)
}


def smooth(points, noise):
    """The level after the last point, and the same for a straight line through the years."""
    (first_year, level), *rest = points
    clock, uncertainty, now = 0.0, float(noise), first_year
    for year, value in rest:
        uncertainty += year - now
        gain = uncertainty / (uncertainty + noise)
        level += gain * (value - level)
        clock += gain * (year - first_year - clock)
        uncertainty *= 1 - gain
        now = year
    return level, clock + first_year


def drift(points):
    (first, start), (last, end) = points[0], points[-1]
    return (end - start) / (last - first)


def smoother_forecast(points, noise, share, year):
    level, clock = smooth(points, noise)
    return level + share * drift(points) * (year - clock)


def weights(points):
    """Prior times Laplace likelihood of every next figure since the third."""
    sizes = [abs(v - u) / (b - a) for (a, u), (b, v) in pairwise(points)]
    found = {}
    for (noise, share), prior in PRIOR.items():
        errors = [
            abs(value - smoother_forecast(points[:number], noise, share, year))
            for number, (year, value) in enumerate(points)
            if number >= 2
        ]
        mean = statistics.fmean(errors) + 0.05 * statistics.fmean(sizes)
        found[noise, share] = math.log(prior) - len(errors) * math.log(mean)
    highest = max(found.values())
    likelihood = {key: math.exp(value - highest) for key, value in found.items()}
    return {key: value / sum(likelihood.values()) for key, value in likelihood.items()}


def line(points, horizons):
    """The forecasts 1, 2, … years after the last point; points are (year, working number)."""
    last = points[-1][0]
    shares = weights(points)
    return [
        sum(
            weight * smoother_forecast(points, noise, share, last + ahead)
            for (noise, share), weight in shares.items()
        )
        for ahead in range(1, horizons + 1)
    ]


def swing(points):
    """The geometric mean of four habits of movement, widened for short series."""
    slope = drift(points)
    changes = [(b - a, v - u) for (a, u), (b, v) in pairwise(points)]
    deviations = [abs(change - slope * gap) / math.sqrt(gap) for gap, change in changes]
    sizes = [abs(change) / math.sqrt(gap) for gap, change in changes]
    floor = 0.1 * statistics.fmean(abs(change) / gap for gap, change in changes)
    measures = [
        statistics.fmean(deviations),
        statistics.fmean(deviations[-5:]),
        statistics.fmean(sizes[-3:]),
        abs(slope),
    ]
    product = math.prod(max(one, floor) for one in measures)
    return product**0.25 * {6: 1.4, 7: 1.25}.get(len(points), 1.0)
