"""Cell-key perturbation: every count is moved a little, and the same people always by the same."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.tables import Counts
from fardplan.vocabulary.errors import InputError

KEYS = 2**32
"""Record keys are whole numbers from 0 up to this; divided by it they are uniform in [0, 1)."""

SHORTEST_SALT = 32
SEPARATOR = "\x1f"

Numbers = NDArray[np.float64]


def record_keys(identities: Iterable[tuple[str | int, ...]], salt: str) -> Counts:
    """A permanent key for each record, from its identity and a secret: whole numbers from 0 to 2³² - 1.

    The first eight hexadecimal digits of the SHA-256 of the salt and the parts of the identity in UTF-8, with
    the unit separator (U+001F) between, so that an engine can compute it where the rows lie. The same
    identity and salt give the same key for ever; without the salt nobody can tell which. It is kept in the
    home and never changes, or noise would differ between publications and cancel out. Raises `InputError` for
    a salt of fewer than 32 characters.
    """
    if len(salt) < SHORTEST_SALT:
        raise InputError(
            f"a salt of {len(salt)} characters can be guessed", instead=f"It has {SHORTEST_SALT} or more."
        )
    return np.array(
        [int(hashlib.sha256(_told(salt, identity)).hexdigest()[:8], 16) for identity in identities],
        dtype=np.int64,
    )


def _told(salt: str, identity: tuple[str | int, ...]) -> bytes:
    return SEPARATOR.join([salt, *map(str, identity)]).encode()


def cell_keys(sums: Counts) -> Counts:
    """The keys of cells from the sums of their records' keys: the sum modulo 2³².

    Sums of up to 2³¹ records fit into 64 bits; they add up as counts do, so a pass carries them as one more
    column to sum, and a roll-up adds them.
    """
    return np.asarray(sums % KEYS)


@dataclass(frozen=True, eq=False, slots=True)
class PerturbationTable:
    """How counts are moved: `probabilities` has a row for each count 0, 1, …, the last for all larger too.

    Its columns are the changes from `-maximum` to `maximum`. Every row has mean 0 and, but for the row of 0,
    the variance `variance`; no count from 1 to `smallest - 1` comes out; 0 stays 0.
    """

    maximum: int
    variance: float
    smallest: int
    probabilities: Numbers

    @property
    def changes(self) -> Counts:
        return np.arange(-self.maximum, self.maximum + 1)


def perturbation_table(maximum: int, variance: float, smallest: int = 1) -> PerturbationTable:
    """The table of maximum entropy under its constraints: of all that meet them, the one that tells least.

    Raises `InputError` where a count has no distribution with that variance, with the bounds it could have.

    For a count i the change d has p(d) ∝ exp(a d + b d²) on the changes that are allowed, with a and b such
    that the mean is 0 and the variance V. Sources: Marley & Leaver, A method for confidentialising
    user-defined tables (ISI, 2011); Giessing, Computational issues in the design of transition probabilities
    (PSD, 2016).
    """
    rows = [np.where(np.arange(-maximum, maximum + 1) == 0, 1.0, 0.0)]
    for count in range(1, maximum + smallest + 1):
        changes = np.arange(-maximum, maximum + 1)
        after = count + changes
        allowed = (after == 0) | (after >= smallest)
        row = np.zeros(len(changes))
        row[allowed] = _most_uncertain(count, changes[allowed].astype(np.float64), variance)
        rows.append(row)
    return PerturbationTable(maximum, variance, smallest, np.array(rows))


def _most_uncertain(count: int, changes: Numbers, variance: float) -> Numbers:
    below, above = np.abs(changes[changes <= 0]), changes[changes >= 0]
    least = below.min() * above.min() if len(below) and len(above) else 0.0
    most = below.max() * above.max() if len(below) and len(above) else 0.0
    if not least < variance < most:
        raise InputError(
            f"the count {count} cannot be moved with mean 0 and variance {variance:g}",
            instead=f"Its variance lies between {least:g} and {most:g}, both excluded."
            if most
            else "Every count that may come out lies on the same side of it; let the maximum be larger.",
        )
    return _entropy_maximum(np.stack([changes, changes**2]), np.array([0.0, variance]))


def _entropy_maximum(features: Numbers, means: Numbers) -> Numbers:
    """The distribution p ∝ exp(θ · features) whose features have the means: Newton on the convex dual."""
    scale = np.abs(features).max(axis=1, keepdims=True)
    centred = (features - means[:, None]) / scale
    theta = np.zeros(len(means))
    for _ in range(200):
        weights, level = _tilted(theta, centred)
        slope = centred @ weights
        if np.abs(slope).max() < 1e-14:
            break
        curve = (centred * weights) @ centred.T - np.outer(slope, slope)
        step = np.linalg.solve(curve, slope)
        length = 1.0
        while length > 1e-9 and _tilted(theta - length * step, centred)[1] > level - 1e-4 * length * (
            slope @ step
        ):
            length /= 2
        if length <= 1e-9:  # nothing lower within what a float can tell
            break
        theta = theta - length * step
    return _tilted(theta, centred)[0]


def _tilted(theta: Numbers, features: Numbers) -> tuple[Numbers, float]:
    exponents = theta @ features
    top = exponents.max()
    weights = np.exp(exponents - top)
    total = weights.sum()
    return weights / total, float(top + np.log(total))


def perturb(counts: Counts, keys: Counts, table: PerturbationTable) -> Counts:
    """Move each count by what its cell key finds in the table; both of shape (cells,).

    The keys, uniform, are read against the row's cumulative probabilities, from the most negative change up.
    """
    thresholds = np.round(np.cumsum(table.probabilities, axis=1) * KEYS).astype(np.int64)
    thresholds[:, -1] = KEYS
    row = np.minimum(counts, len(thresholds) - 1)
    change = (keys[:, None] >= thresholds[row]).sum(axis=1) - table.maximum
    return np.asarray(counts + change, dtype=np.int64)
