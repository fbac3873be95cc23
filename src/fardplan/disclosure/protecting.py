"""Protecting: from rules to what may be told of linked cells, attacked before it is let out."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fardplan.disclosure.audit import audit
from fardplan.disclosure.audit.insiders import InsiderAudit, audit_insiders
from fardplan.disclosure.audit.knowledge import SLACK
from fardplan.disclosure.cell_key import cell_keys, perturb, perturbation_table
from fardplan.disclosure.differences import with_differences
from fardplan.disclosure.insiders import Amounts, Insiders
from fardplan.disclosure.loss import loss
from fardplan.disclosure.magnitudes import contributions_to, needs_of_sums
from fardplan.disclosure.noise_attack import pinned
from fardplan.disclosure.reasons import Hiding, hidden_beyond_doubt
from fardplan.disclosure.rounding import round_controlled, round_randomly, round_to_nearest
from fardplan.disclosure.rules import DisclosureRules, needs_of
from fardplan.disclosure.suppression import suppress, usual_weights
from fardplan.disclosure.tables import CellKey, Counts, Dimension, LinkedCells, Mask, Needs, Parts
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.privacy import Attack, Loss, ProtectionMethod, RoundingWay

UNTOLD = -1
"""What stands in `Protected.values` where nothing is shown: no count, and never the true one."""

NOTHING_WRITTEN = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Findings:
    """What the privacy report tells of one table; see `vocabulary.privacy.ProtectedTable`."""

    sensitive: int
    differences: int
    already_told: int
    hidden_for_others: int
    narrowest: int | None
    attack: Attack
    loss: Loss


@dataclass(frozen=True, eq=False, slots=True)
class Protected:
    """What may be told of linked cells. It holds no true value of a cell that is not shown.

    `shown`, `values`: shape (cells,), in the order of `cells`; `values` is -1 where nothing is shown, and a
    moved or rounded count by those methods. A share, a rate, an interval or a sum is computed from these
    values, and told only where every count it is made of is shown. `deviation` is how far at most a value
    lies from the true one, `variance` the variance of that for counts whose remainders are spread evenly.
    `widths`: of suppression, how wide each cell must stay open, shape (cells,), 0 where nothing is asked.
    `free`: shape (cells,), those that are 0 and that the rules let be told to be so, shown or not.
    """

    dimensions: tuple[Dimension, ...]
    cells: tuple[CellKey, ...]
    shown: Mask
    values: Counts
    method: ProtectionMethod
    deviation: int
    variance: float
    findings: Findings
    widths: Counts = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    free: Mask = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def by_cell(self) -> dict[CellKey, int]:
        """Every cell that is shown, with the value that is told."""
        return {
            cell: value
            for cell, value, shown in zip(self.cells, self.values.tolist(), self.shown.tolist(), strict=True)
            if shown
        }

    @property
    def fingerprint(self) -> str:
        """The same for the same figures shown: 16 hexadecimal digits."""
        told = sorted(self.by_cell().items())
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def protect(
    cells: LinkedCells,
    rules: DisclosureRules,
    *,
    parts: Parts | None = None,
    keys: Counts | None = None,
    weights: NDArray[np.float64] | None = None,
    withheld: Mask | None = None,
    where: str | None = None,
) -> Protected:
    """Protect linked cells by `rules` and attack the result; it is returned only if it withstands.

    `parts`: for sums, what each contributor gave: then the rules of magnitudes hold. `keys`: the sums of the
    records' keys for each cell, shape (cells,), which perturbation and random rounding need. `weights`: what
    hiding each cell costs, shape (cells,). `withheld`: cells that suppression hides in any case, shape
    (cells,). `where` names the register and the period in errors. Raises `RuleError` when the method lacks
    what it needs or the auditor finds a protected cell: nothing may then be told of any cell.
    """
    ways = {
        ProtectionMethod.SUPPRESSION: _suppressed,
        ProtectionMethod.CELL_KEY: _perturbed,
        ProtectionMethod.ROUNDING: _rounded,
    }
    if parts is not None and rules.method is not ProtectionMethod.SUPPRESSION:
        raise RuleError(
            "sums of contributions are protected by suppression alone",
            where=where,
            instead="Noise and rounding fit for persons would not hide who makes up most of a sum.",
            outcome=NOTHING_WRITTEN,
        )
    return ways[rules.method](_Task(cells, rules, parts, keys, weights, withheld, where))


@dataclass(frozen=True, eq=False, slots=True)
class _Task:
    cells: LinkedCells
    rules: DisclosureRules
    parts: Parts | None
    keys: Counts | None
    weights: NDArray[np.float64] | None
    withheld: Mask | None
    where: str | None

    def refused(self, what: str, instead: str) -> RuleError:
        return RuleError(what, where=self.where, instead=instead, outcome=NOTHING_WRITTEN)


@dataclass(frozen=True, eq=False, slots=True)
class _Asked:
    """What is to be protected: the task's cells and, behind them, sensitive differences of cells.

    `named`: shape (cells,), what the rules name; `needs` asks for those of them that can still be kept open.
    """

    cells: LinkedCells
    named: Mask
    needs: Needs

    @property
    def narrowest(self) -> int | None:
        widths = (self.needs.upper - self.needs.lower)[self.needs.sensitive]
        return int(widths.min()) if len(widths) else None


def _suppressed(task: _Task) -> Protected:
    asked = _asked(task)
    cells, needs, first = asked.cells, asked.needs, len(task.cells.cells)
    hidden = _hidden(task, asked)
    found = audit(cells.dimensions, cells.cells, ~hidden, cells.values, needs)
    if not found.passed:
        raise task.refused(
            f"{len(found.failures)} of {found.checked} protected cells could be worked out from the others",
            "This is a fault of the suppression, found by the auditor; please report it.",
        )
    inside = _from_inside(task, asked, hidden)
    attack = Attack(
        checked=found.checked + inside.checked,
        certificates=found.certified + found.approximately,
        programmes=found.programmes + inside.programmes,
    )
    shown = ~(hidden | asked.named)[:first]
    values = np.where(shown, task.cells.values, UNTOLD)
    return _done(task, values, shown, asked, attack=attack, narrowest=asked.narrowest)


def _from_inside(task: _Task, asked: _Asked, hidden: Mask) -> InsiderAudit:
    """Attack sums on behalf of every contributor, where a rule is about what they know."""
    percent = task.rules.magnitudes.p_percent
    if task.parts is None or percent is None:
        return InsiderAudit(0, 0, 0)
    cells = asked.cells
    found = audit_insiders(cells.dimensions, cells.cells, ~hidden, cells.known, task.parts, percent)
    if not found.passed:
        raise task.refused(
            f"{found.failures} of {found.checked} amounts could be worked out by another contributor",
            "This is a fault of the suppression, found by the auditor; please report it.",
        )
    return found


def _hidden(task: _Task, asked: _Asked) -> Mask:
    cells, first = asked.cells, len(task.cells.cells)
    always, told = asked.named.copy(), np.arange(len(cells.cells)) < first
    weights = usual_weights(cells.values)
    if task.weights is not None:
        weights = np.concatenate([task.weights, np.zeros(len(cells.cells) - first)])
        told &= weights > 0
    if task.withheld is not None:
        always[:first] |= task.withheld
        told[:first] |= task.withheld

    def more(needs: Needs, hidden: Mask) -> Mask:
        costs = weights if not hidden.any() else np.where(hidden, 0.0, weights)
        return np.asarray((suppress(cells, needs, weights=costs).hidden | hidden) & ~cells.known)

    hidden = more(asked.needs, np.zeros(len(told), dtype=np.bool_)) | (always & ~cells.known)
    if task.parts is not None:
        amounts = Amounts.of(cells, task.parts)
        return Insiders(cells, amounts, task.rules.magnitudes, weights).hidden(asked.needs, hidden)
    return hidden_beyond_doubt(Hiding(cells, told, task.rules.minimum, more), hidden)


def _asked(task: _Task) -> _Asked:
    wide = with_differences(task.cells, task.rules.minimum if task.parts is None else 0)
    needs = (
        needs_of(wide, task.rules)
        if task.parts is None
        else needs_of_sums(contributions_to(wide, task.parts), task.rules.magnitudes)
    )
    kept = needs.sensitive | (np.arange(len(wide.cells)) < len(task.cells.cells))
    cells = LinkedCells(
        wide.dimensions,
        tuple(cell for cell, keep in zip(wide.cells, kept, strict=True) if keep),
        wide.values[kept],
        wide.known[kept],
    )
    needs = Needs(needs.sensitive[kept], needs.lower[kept], needs.upper[kept])
    return _Asked(cells, needs.sensitive, _still_open(cells, needs))


def _still_open(cells: LinkedCells, needs: Needs) -> Needs:
    """What can still be asked for, since what known cells tell cannot be taken back.

    A cell that they tell is asked for no more; one that they leave open less than the rules want is kept as
    open as it is.
    """
    if not cells.known.any():
        return needs
    secret, lower, upper = needs.sensitive & ~cells.known, needs.lower.copy(), needs.upper.copy()
    place = {cell: number for number, cell in enumerate(cells.cells)}
    before = Needs(secret.copy(), needs.lower, needs.upper)
    for told in audit(cells.dimensions, cells.cells, cells.known, cells.values, before).failures:
        where = place[told.cell]
        lower[where] = max(lower[where], int(np.ceil(told.lower - SLACK)))
        if np.isfinite(told.upper):
            upper[where] = min(upper[where], int(np.floor(told.upper + SLACK)))
        secret[where] = lower[where] < upper[where]
    return Needs(secret, lower, upper)


def _perturbed(task: _Task) -> Protected:
    keys = _keys(task)
    noise = task.rules.noise
    table = perturbation_table(noise.maximum, noise.variance, noise.smallest)
    values = perturb(task.cells.values, cell_keys(keys), table)
    lower = np.where(values > 0, np.maximum(values - noise.maximum, 1), 0)
    return _withstood(task, values, lower, values + noise.maximum, noise.maximum, noise.variance)


def _rounded(task: _Task) -> Protected:
    rounding = task.rules.rounding
    base, counts = rounding.base, task.cells.values
    if rounding.way is RoundingWay.NEAREST:
        values = round_to_nearest(counts, base)
        lower, upper = values - base // 2, values + (base - 1) // 2
    else:
        values = (
            round_controlled(task.cells, base)
            if rounding.way is RoundingWay.CONTROLLED
            else round_randomly(counts, cell_keys(_keys(task)), base)
        )
        reach = max(base - 1, int(np.abs(values - counts).max(initial=0)))
        lower, upper = values - reach, values + reach
    deviation = int(max((values - lower).max(initial=0), (upper - values).max(initial=0)))
    spread = (base**2 - 1) / (12 if rounding.way is RoundingWay.NEAREST else 6)
    return _withstood(task, values, np.maximum(lower, 0), upper, deviation, spread)


def _keys(task: _Task) -> Counts:
    if task.keys is None:
        raise task.refused(
            "there are no keys of records, by which the same people always get the same noise",
            "Choose suppression or controlled rounding, or carry 'record_key' through the count.",
        )
    if task.keys.shape != task.cells.values.shape:
        raise task.refused(
            f"{len(task.keys)} sums of keys for {len(task.cells.cells)} cells", "There is one for each cell."
        )
    return task.keys


def _withstood(
    task: _Task, values: Counts, lower: Counts, upper: Counts, deviation: int, variance: float
) -> Protected:
    """Attack counts each of which a reader knows to lie in an interval, and differences that they do not."""
    asked = _asked(task)
    cells, unseen = asked.cells, len(asked.cells.cells) - len(values)
    least = np.concatenate([lower, np.zeros(unseen)]).astype(np.float64)
    most = np.concatenate([upper, np.full(unseen, np.inf)]).astype(np.float64)
    least, most = np.where(cells.known, cells.values, least), np.where(cells.known, cells.values, most)
    sensitive = asked.needs.sensitive
    found = pinned(cells, least, most, sensitive)
    if found.pinned:
        raise task.refused(
            f"{found.pinned} of {int(sensitive.sum())} protected counts could be told exactly in spite of "
            "the noise, since so many cells overlap",
            "Choose suppression, more noise or a larger base, or tell fewer breakdowns.",
        )
    attack = Attack(
        checked=int(sensitive.sum()), certificates=found.certificates, programmes=found.programmes
    )
    return _done(
        task,
        values,
        np.ones(len(values), dtype=np.bool_),
        asked,
        attack=attack,
        narrowest=1 if sensitive.any() else None,
        deviation=deviation,
        variance=variance,
    )


def _done(
    task: _Task,
    values: Counts,
    shown: Mask,
    asked: _Asked,
    *,
    attack: Attack,
    narrowest: int | None,
    deviation: int = 0,
    variance: float = 0.0,
) -> Protected:
    cells, sensitive, first = task.cells, asked.needs.sensitive, len(values)
    findings = Findings(
        sensitive=int(sensitive.sum()),
        differences=int(sensitive[first:].sum()),
        already_told=int((asked.named & ~sensitive).sum()),
        hidden_for_others=int((~shown & ~asked.named[:first]).sum()),
        narrowest=narrowest,
        attack=attack,
        loss=loss(cells, values, shown),
    )
    widths = np.where(sensitive, asked.needs.upper - asked.needs.lower, 0)[:first]
    free = (cells.values == 0) & ~asked.named[:first]
    method = task.rules.method
    return Protected(
        cells.dimensions, cells.cells, shown, values, method, deviation, variance, findings, widths, free
    )
