"""Choosing a method: what each would take from the same table."""

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.protecting import protect
from fardplan.disclosure.rules import DisclosureRules
from fardplan.disclosure.tables import Counts, LinkedCells
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.privacy import Loss, ProtectionMethod, RoundingWay


def losses(
    cells: LinkedCells,
    rules: DisclosureRules,
    *,
    keys: Counts | None = None,
    weights: NDArray[np.float64] | None = None,
) -> dict[str, Loss | RuleError]:
    """The loss of every method on one table under the same rules, or why it cannot be had there.

    By `suppression`, `cell_key`, `rounding_nearest`, `rounding_random` and `rounding_controlled`. `keys` and
    `weights`: as for `protect`; without keys the methods that draw noise are refused.
    """
    variants = {
        str(method): rules.model_copy(update={"method": method})
        for method in (ProtectionMethod.SUPPRESSION, ProtectionMethod.CELL_KEY)
    }
    for way in RoundingWay:
        rounding = rules.rounding.model_copy(update={"way": way})
        variants[f"rounding_{way}"] = rules.model_copy(
            update={"method": ProtectionMethod.ROUNDING, "rounding": rounding}
        )
    return {name: _loss(cells, variant, keys, weights) for name, variant in variants.items()}


def _loss(
    cells: LinkedCells, rules: DisclosureRules, keys: Counts | None, weights: NDArray[np.float64] | None
) -> Loss | RuleError:
    try:
        return protect(cells, rules, keys=keys, weights=weights).findings.loss
    except RuleError as refusal:
        return refusal
