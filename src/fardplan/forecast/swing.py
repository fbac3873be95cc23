"""How much a series is in the habit of moving: what the size of its forecast errors is judged from."""

import numpy as np

from fardplan.forecast.arrays import Flags, Floats, Whole
from fardplan.forecast.lines import changes_between_figures

MEASURES = ("ordinary", "recent", "latest", "drift")
"""Mean deviation of a yearly change from the drift, over all years; the same over the latest five changes;
mean size of the latest three changes; size of the drift."""

RECENT, LATEST = 5, 3

FLOOR = 0.1
"""No measure is taken below this share of the mean yearly change: a few regular years are luck."""

LEAST_LEFT = 0.3
"""However large the sampling errors, this share of a measure is the series' own: they vary by chance too."""

SHORT = {6: 1.40, 7: 1.25}
"""Series with so few figures swing more than they have shown: by these factors, estimated by
`benchmarks/forecast_table.py`."""

MEAN_SIZE = 2 / np.pi
"""Squared mean size over variance, of a normal number: what sampling errors add to a squared measure."""


def swing(table: Floats, rows: Whole, ends: Whole, noise: Floats | None = None) -> Floats:
    """The swing of `rows` as known at the end of column `ends`: shape (origins,), working units a year.

    The geometric mean of the `MEASURES`, so it scales with the series and never depends on its level.
    `noise`: shape (origins,), the mean sampling variance of the figures, whose part is taken away.
    """
    measures = swings(table, rows, ends, noise)
    figures = np.count_nonzero(~np.isnan(table[rows]) & (np.arange(table.shape[1]) <= ends[:, None]), axis=1)
    mean = np.exp(np.log(np.maximum(measures, np.finfo(float).tiny)).mean(axis=1))
    widening = np.select([figures <= few for few in SHORT], list(SHORT.values()), 1.0)
    result: Floats = mean * widening
    return result


def swings(table: Floats, rows: Whole, ends: Whole, noise: Floats | None = None) -> Floats:
    """Shape (origins, 4): the `MEASURES`, all above 0 unless the series is constant so far.

    A change over a gap of g years counts as √g yearly swings and as g yearly drifts.
    """
    seen = ~np.isnan(table)
    change, gap = changes_between_figures(table, seen)
    drift = (table[rows, ends] - table[rows, 0]) / ends
    found = np.empty((len(rows), len(MEASURES)))
    floor = np.empty(len(rows))
    for end in np.unique(ends):
        here = np.flatnonzero(ends == end)
        of = rows[here]
        found[here], floor[here] = _at(change[of, :end], gap[of, :end], drift[here])
    if noise is not None:
        of_measures = noise[:, None] * np.stack([np.full(len(ends), 2.0)] * 3 + [2 / ends**2], axis=1)
        found = np.sqrt(np.maximum(found**2 - MEAN_SIZE * of_measures, (LEAST_LEFT * found) ** 2))
    return np.maximum(found, FLOOR * floor[:, None])


def _at(change: Floats, gap: Floats, drift: Floats) -> tuple[Floats, Floats]:
    """The measures, shape (series, 4), and the mean yearly change, from changes of shape (series, years)."""
    is_change = gap > 0
    years = np.where(is_change, gap, 1.0)
    deviation = np.abs(change - drift[:, None] * gap) / np.sqrt(years)
    size = np.abs(change) / np.sqrt(years)
    # 1 for the latest change, 2 for the one before it, …
    age = np.cumsum(is_change[:, ::-1], axis=1)[:, ::-1]
    measures = np.stack(
        [
            _mean(deviation, is_change),
            _mean(deviation, is_change & (age <= RECENT)),
            _mean(size, is_change & (age <= LATEST)),
            np.abs(drift),
        ],
        axis=1,
    )
    return measures, _mean(np.abs(change) / years, is_change)


def _mean(values: Floats, chosen: Flags) -> Floats:
    mean: Floats = np.where(chosen, values, 0.0).sum(axis=1) / np.maximum(chosen.sum(axis=1), 1)
    return mean
