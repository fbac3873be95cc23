"""Other organisations' rules for whether a figure has developed, written from their own descriptions.

Open SDG and Statistics Canada: "Progress Measurement Methodology for the Sustainable Development Goals", in
the documentation of Open SDG (docs/progress-methodology.md, github.com/open-sdg/open-sdg) and at
sdgcif-data-canada-oddcic-donnee.github.io/methodology. Scotland: "How is Scotland performing?", Scottish
Parliament Information Centre (spice-spotlight.scot, 2021 to 2023), and "Scotland Performs: Methodology",
Scottish Government (www2.gov.scot/About/Performance/scotPerforms).
"""

from enum import IntEnum

import numpy as np

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Whole = np.ndarray[tuple[int, ...], np.dtype[np.int_]]

ZERO_BECOMES = 0.001
"""A base or a target of zero is replaced: growth from or to nothing has no rate."""

WITHOUT_TARGET = (0.0, 0.005, 0.015)
"""Growth a year in the wanted direction from which progress is limited, moderate and substantial."""

WITH_TARGET = (0.0, 0.60, 0.95)
"""The same for growth as a share of the growth that reaches the target in time."""

NEARNESS = 4.44
"""The exponent by which thresholds shrink near a natural limit."""

PERCENTAGE_POINT = 1.0
"""Scotland sets a criterion for each indicator; this stands in for them where none is tuned."""


class Progress(IntEnum):
    DETERIORATION = 0
    LIMITED = 1
    MODERATE = 2
    SUBSTANTIAL = 3
    ACHIEVED = 4


def growth(first: Floats, latest: Floats, years: float) -> Floats:
    """The compound annual growth rate between two figures of one sign."""
    base = np.where(first == 0, ZERO_BECOMES, first)
    return np.asarray((latest / base) ** (1 / years) - 1)


def near_limit(first: Floats, limit: float) -> Floats:
    """The factor, 0 to 1, that thresholds above zero shrink by when the base is near a natural limit."""
    base, bound = np.abs(first), abs(limit)
    if bound == 0:
        return np.ones_like(base)
    nearness = np.where(base <= bound, base / bound, np.clip((2 * bound - base) / bound, 0, None))
    return np.asarray(1 - nearness**NEARNESS)


def open_sdg(
    first: Floats, latest: Floats, years: float, *, wanted: int, limit: float | None = None
) -> Whole:
    """`Progress` without a target, from the first figure and the latest; `wanted`: 1 for up, -1 for down."""
    value = np.sign(np.where(first < 0, -1, 1)) * wanted * growth(first, latest, years)
    factor = np.ones_like(value) if limit is None else near_limit(first, limit)
    return _category(value, [bound * factor for bound in WITHOUT_TARGET])


def open_sdg_with_target(
    first: Floats, latest: Floats, target: Floats, *, years: float, years_in_all: float, wanted: int
) -> Whole:
    """`Progress` towards a target, `years_in_all` after the first figure and `years` of them gone."""
    aim = np.where(target == 0, ZERO_BECOMES, target)
    ratio = progress_ratio(first, latest, aim, years=years, years_in_all=years_in_all, wanted=wanted)
    found = _category(ratio, [np.full_like(ratio, bound) for bound in WITH_TARGET])
    return np.asarray(np.where((latest - aim) * wanted >= 0, Progress.ACHIEVED, found))


def progress_ratio(
    first: Floats, latest: Floats, target: Floats, *, years: float, years_in_all: float, wanted: int
) -> Floats:
    """Growth so far in the wanted direction over the growth that reaches the target in time."""
    sign = np.where(first < 0, -1, 1) * wanted
    return np.asarray(sign * growth(first, latest, years) / np.abs(growth(first, target, years_in_all)))


def last_two(previous: Floats, latest: Floats, criterion: Floats | float) -> Whole:
    """Scotland's rule: 1 for a rise since the previous figure of at least the criterion, -1 for a fall."""
    change = latest - previous
    return np.asarray(np.where(np.abs(change) >= criterion, np.sign(change), 0).astype(int))


def _category(value: Floats, bounds: list[Floats]) -> Whole:
    return np.asarray(sum((value >= bound).astype(int) for bound in bounds))
