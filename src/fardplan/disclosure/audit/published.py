"""What publications let their readers prove of what they hide, without a look at the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from fardplan.disclosure.audit.bounds import Intervals, bounds
from fardplan.disclosure.audit.certificates import Ends, certify
from fardplan.disclosure.audit.consistency import Row, consistent
from fardplan.disclosure.audit.knowledge import Numbers, Open
from fardplan.disclosure.audit.pieces import Pieces, cut
from fardplan.disclosure.audit.reasons import Search
from fardplan.disclosure.audit.told import Told
from fardplan.disclosure.tables import CellKey, Dimension
from fardplan.vocabulary.errors import InputError


class Which(StrEnum):
    """Who of those a figure is about."""

    WHOLE = "whole"  # everybody it counts, or whom it is a share of
    PART = "part"  # those with the trait
    REST = "rest"  # those without it: anybody can subtract


class Proof(StrEnum):
    """What a reader can prove of a hidden number."""

    BELOW = "below"  # that it is below the minimum
    REASON = "reason"  # the same, from knowing that something small must be the reason for what is hidden
    EXACT = "exact"  # which number it is
    CLOSE = "close"  # more closely than the publisher wishes


@dataclass(frozen=True, slots=True)
class Finding:
    """A hidden number that is not open: whose, what is possible (whole numbers), and what that proves.

    `leak`: whether it betrays a small group. That a large number was hidden in vain is told without it.
    """

    told: Told
    which: Which
    lower: float
    upper: float
    proof: Proof
    leak: bool


@dataclass(frozen=True, slots=True)
class Readers:
    """What is protected, and what a reader is thought to know.

    `minimum`: no reader may prove that a hidden number is smaller. `closest`: nor know one within fewer than
    so many persons. `zero_part`, `zero_rest`: whether it may not be known either that nobody has the trait,
    or that nobody lacks it. `know_threshold`: the reader knows that something below the minimum is the reason
    for everything hidden. `whole`: the reader uses that persons are whole, by a search that can take long.
    """

    minimum: int
    closest: int = 1
    zero_part: bool = False
    zero_rest: bool = True
    know_threshold: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PublishedAudit:
    """`contradictory`: figures of now that cannot be true together; `revised`: earlier ones that are not.

    Both were left out when the `checked` hidden numbers were searched for `findings`.
    """

    findings: tuple[Finding, ...]
    contradictory: tuple[Told, ...]
    revised: tuple[Told, ...]
    checked: int

    @property
    def leaks(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.leak)

    @property
    def passed(self) -> bool:
        return not self.leaks and not self.contradictory


def audit_published(
    dimensions: Sequence[Dimension], told: Sequence[Told], readers: Readers
) -> PublishedAudit:
    """Search all that is `told` of one register and period, also in earlier editions, for what it betrays.

    A figure shown in any edition counts as shown; it gives its number, a rounded share the whole numbers that
    it can be rounded from. Figures that were revised are told apart: the newer one holds. Raises `Unsolved`
    when the solver proved nothing, and `InputError` for codes that the dimensions do not have: then the audit
    has failed.
    """
    cells, place = _cells(told)
    pieces = cut(dimensions, cells)
    rows, impossible = _rows(told, place, pieces)
    left, dropped = consistent(rows, pieces.links)
    wrong = [*impossible, *(row.told for row in dropped)]
    hidden = _hidden(told, place, pieces)
    return PublishedAudit(
        findings=tuple(_findings(hidden, left, readers)),
        contradictory=_once(one for one in wrong if not one.edition),
        revised=_once(one for one in wrong if one.edition),
        checked=len(hidden),
    )


def _once(told: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(told))


def _cells(told: Sequence[Told]) -> tuple[list[CellKey], dict[CellKey, int]]:
    asked = dict.fromkeys(cell for one in told for cell in (one.whole, one.part) if cell is not None)
    return list(asked), {cell: place for place, cell in enumerate(asked)}


def _rows(told: Sequence[Told], place: dict[CellKey, int], pieces: Pieces) -> tuple[list[Row], list[Told]]:
    """Every figure as rows about pieces, the newest first, and those that no number of persons gives."""
    rows, impossible = [], []
    for one in sorted(told, key=lambda item: item.edition):
        whole = csr_array(pieces.members[[place[one.whole]]])
        if one.base is not None:
            rows.append(Row(one, whole, *one.bases()))
        if one.part is None or one.share is None:
            continue
        part = csr_array(pieces.members[[place[one.part]]])
        if one.base is None:
            rows += _proportions(one, whole, part)
            continue
        try:
            rows.append(Row(one, part, *one.numerators()))
        except InputError:
            impossible.append(one)
    return rows, impossible


def _proportions(one: Told, whole: Any, part: Any) -> list[Row]:
    """A share of nobody knows how many: part - low × whole >= 0 and part - high × whole <= 0, unbroken."""
    low, high = one.shares()
    if low == high:
        return [Row(one, low.denominator * part - low.numerator * whole, 0, 0)]
    times = lcm(low.denominator, high.denominator)
    return [
        Row(one, times * part - int(low * times) * whole, 0, np.inf),
        Row(one, times * part - int(high * times) * whole, -np.inf, 0),
    ]


@dataclass(frozen=True, eq=False, slots=True)
class _Hidden:
    told: Told
    which: Which
    row: Any
    whole: Any


def _hidden(told: Sequence[Told], place: dict[CellKey, int], pieces: Pieces) -> list[_Hidden]:
    """Every number that an edition hides, once."""
    found: dict[tuple[int, int | None, Which], _Hidden] = {}
    for one in sorted(told, key=lambda item: item.edition):
        whole = pieces.members[[place[one.whole]]]
        if one.hides_whole:
            found.setdefault((place[one.whole], None, Which.WHOLE), _Hidden(one, Which.WHOLE, whole, whole))
        if one.part is not None and one.hides_part:
            part = pieces.members[[place[one.part]]]
            key = (place[one.whole], place[one.part])
            found.setdefault((*key, Which.PART), _Hidden(one, Which.PART, part, whole))
            found.setdefault((*key, Which.REST), _Hidden(one, Which.REST, csr_array(whole - part), whole))
    for hidden in found.values():
        hidden.row.eliminate_zeros()
        if hidden.row.nnz and hidden.row.data.min() < 0:
            raise InputError(f"{hidden.told.part} is not a part of {hidden.told.whole}")
    return list(found.values())


def _findings(hidden: Sequence[_Hidden], left: Open, readers: Readers) -> Iterable[Finding]:
    if not hidden:
        return
    targets = csr_array(vstack([one.row for one in hidden], format="csr"))
    seen, alone = _seen(targets, left, readers)
    open_enough = (seen.upper >= readers.minimum) & (seen.upper - seen.lower >= readers.closest)
    asked = np.flatnonzero(~open_enough | alone | readers.whole)
    exact = bounds(left, csr_array(targets[asked]), whole=readers.whole).whole()
    for place, lower, upper in zip(asked.tolist(), exact.lower.tolist(), exact.upper.tolist(), strict=True):
        proof = _proof(lower, upper, bool(alone[place]), readers)
        if proof is not None:
            one = hidden[place]
            leak = proof is not Proof.EXACT if upper else _zero_matters(one, left, readers)
            yield Finding(one.told, one.which, lower, upper, proof, leak)


def _seen(targets: Any, left: Open, readers: Readers) -> tuple[Intervals, NDArray[np.bool_]]:
    """How far each hidden number was seen to reach, and which are the only reason for all that is hidden.

    The end asked for is the minimum; what was seen is possible, and more may be.
    """
    rows, lower = left.split(targets)
    upper, place = lower.copy(), left.place()
    alone = np.zeros(len(lower), dtype=np.bool_)
    for group in left.groups(rows, tied=True):
        part = csr_array(rows[:, place[group.free]])
        asked = np.flatnonzero(np.diff(part.indptr))
        sums = csr_array(part[asked])
        constant = lower[asked]
        found = certify(group, sums, np.full(len(asked), np.inf), readers.minimum - constant)
        least, most = _moved(group, sums, found, readers.closest)
        lower[asked] += least
        upper[asked] += most
        if readers.know_threshold:
            alone[asked] = Search(group, sums, readers.minimum - 1 - constant, least).alone()
    return Intervals(lower, upper), alone


def _moved(group: Open, sums: Any, found: Ends, closest: int) -> tuple[Numbers, Numbers]:
    """What was seen, when those that have hardly moved yet have been asked to."""
    lower, upper = found.lower.copy(), found.upper.copy()
    still = np.flatnonzero(upper - lower < closest)
    if len(still):
        never = np.full(len(still), np.inf)
        more = certify(group, csr_array(sums[still]), never, lower[still] + closest)
        lower[still], upper[still] = (
            np.minimum(lower[still], more.lower),
            np.maximum(upper[still], more.upper),
        )
    return lower, upper


def _proof(lower: float, upper: float, alone: bool, readers: Readers) -> Proof | None:
    if upper < readers.minimum:
        return Proof.BELOW
    if alone:
        return Proof.REASON
    if lower == upper:
        return Proof.EXACT
    return Proof.CLOSE if upper - lower < readers.closest else None


def _zero_matters(one: _Hidden, left: Open, readers: Readers) -> bool:
    """That nobody has a trait, or nobody lacks it, is told of somebody: not where nobody is at all."""
    rule = {Which.WHOLE: False, Which.PART: readers.zero_part, Which.REST: readers.zero_rest}[one.which]
    return rule and bool(bounds(left, csr_array(one.whole)).whole().upper[0] > 0)
