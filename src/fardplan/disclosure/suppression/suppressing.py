"""Hide cells beside the sensitive ones, so that nobody can calculate back to these."""

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.suppression.exact import bound_of, exact
from fardplan.disclosure.suppression.fast import fast
from fardplan.disclosure.suppression.model import model_of
from fardplan.disclosure.tables import LinkedCells, Mask, Needs
from fardplan.vocabulary.errors import InputError

EFFORT = 20


class Method(enum.StrEnum):
    """How cells are chosen: `fast`, or `exact` with a proof that nothing lighter would do."""

    FAST = "fast"
    EXACT = "exact"


@dataclass(frozen=True, eq=False, slots=True)
class Suppression:
    """`hidden`: shape (cells,), what may not be shown, sensitive cells among them; `weight`: what that costs.

    `bound`: no safe choice costs less than this; None where it was not computed.
    """

    hidden: Mask
    weight: float
    bound: float | None = None

    @property
    def gap(self) -> float | None:
        """By which share of the bound the choice may be heavier than the lightest; None without a bound."""
        if self.bound is None:
            return None
        return (self.weight - self.bound) / self.bound if self.bound else 0.0


def usual_weights(values: NDArray[np.int64]) -> NDArray[np.float64]:
    """What hiding a cell costs where nobody says otherwise: log2(2 + value), 1 for an empty cell.

    Each doubling of a cell costs one more. With equal weights totals go first (they are in most sums), with
    the values themselves twenty small cells go for one of middling size; neither is a table one can read.
    """
    return np.asarray(np.log2(2.0 + values))


def suppress(
    cells: LinkedCells,
    needs: Needs,
    *,
    method: Method = Method.FAST,
    weights: NDArray[np.float64] | None = None,
    effort: int | None = EFFORT,
    rounds: int = 0,
) -> Suppression:
    """Choose cells to hide so that every sensitive cell keeps its interval, at little weight.

    Whoever knows all that is shown, all that is `known`, how the cells are made of the same leaves, and that
    nothing is negative finds possible, for each sensitive cell, a value at or below `needs.lower` and one at
    or above `needs.upper`. Each was seen: the choice is made of tables in which it is so.

    `weights`: shape (cells,), what hiding each costs, from 0 (`usual_weights` where not given). `effort`: how
    many programs the fast method solves to find cells that can be shown again after all; None for no limit.
    `rounds`: how many rounds of cuts the bound of the fast method is worth; 0 computes none. The exact method
    does both without limit, and ends with the fast choice and a bound where the search grows too large.

    The same input gives the same choice. Raises `RuleError`, with the number of cells, when what is known
    makes protection impossible; `InputError` when values contradict each other or an interval is empty.
    """
    if weights is None:
        weights = usual_weights(cells.values)
    _check(cells, needs, weights)
    model = model_of(cells, needs, weights)
    if method is Method.FAST:
        chosen = fast(model, effort)
        bound = bound_of(model, rounds) if rounds else None
    else:
        chosen = fast(model, None)
        found = exact(model)
        chosen, bound = chosen if found.hidden is None else found.hidden, found.bound
    hidden = chosen[model.node]
    return Suppression(hidden, float(weights[hidden].sum()), bound)


def _check(cells: LinkedCells, needs: Needs, weights: NDArray[np.float64]) -> None:
    shape = cells.values.shape
    if any(array.shape != shape for array in (needs.sensitive, needs.lower, needs.upper, weights)):
        raise InputError(f"needs and weights have another shape than the {shape} cells")
    if not np.all(np.isfinite(weights)) or weights.min(initial=0.0) < 0:
        raise InputError("a weight is negative or not a number")
    who = needs.sensitive
    lower, value, upper = needs.lower[who], cells.values[who], needs.upper[who]
    if np.any((lower > value) | (value > upper) | (lower >= upper)):
        raise InputError("a sensitive cell's value lies outside the interval that it needs, or that is empty")
