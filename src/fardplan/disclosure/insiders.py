"""Insiders: contributors to sums who take their own amount from what is told, and so come close to others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, vstack

from fardplan.disclosure.magnitudes import Contributions, needs_of_sums
from fardplan.disclosure.remainders import remainders
from fardplan.disclosure.rules import Magnitudes
from fardplan.disclosure.tables import LinkedCells, Mask, Needs, Parts

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

NEAR = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Amounts:
    """Who gave how much to which piece of the cells: what each reader knows of themselves.

    `members`: shape (cells, pieces), 1 where a piece is a part of the cell; pieces are what somebody gave to
    and the cells tell apart. `given`: shape (contributors, pieces), in the sums' whole unit. Where somebody
    gave, and who, is taken as known to every reader (a register of workplaces is public); how much is not.
    """

    members: Any
    given: Any

    @staticmethod
    def of(cells: LinkedCells, parts: Parts) -> "Amounts":
        some = np.flatnonzero(parts.amount > 0)
        numbered = np.stack([_numbered(leaves[some]) for leaves in parts.leaves], axis=1)
        where, part = np.unique(numbered, axis=0, return_inverse=True)
        named = [np.unique(leaves[some]) for leaves in parts.leaves]
        held = np.ones((len(cells.cells), len(where)), dtype=np.bool_)
        for place, dimension in enumerate(cells.dimensions):
            has = {code: np.isin(named[place], list(leaves)) for code, leaves in dimension.codes.items()}
            inside = {code: held_by[where[:, place]] for code, held_by in has.items()}
            held &= np.array([inside[cell[place]] for cell in cells.cells]).reshape(held.shape)
        kinds, piece = np.unique(held, axis=1, return_inverse=True)
        who = _numbered(parts.contributor[some])
        shape = (int(who.max(initial=-1)) + 1, kinds.shape[1])
        each = csr_array((parts.amount[some].astype(float), (who, piece.ravel()[part.ravel()])), shape=shape)
        each.sum_duplicates()
        return Amounts(csr_array(kinds.astype(float)), each)

    def contributions(self, targets: Any) -> list[tuple[Places, Numbers]]:
        """For each target (rows over the pieces) who gave to it and how much, the largest first."""
        each = csr_array(csr_array(targets) @ self.given.T)
        found = []
        for row in range(each.shape[0]):
            held = slice(each.indptr[row], each.indptr[row + 1])
            order = np.argsort(-each.data[held], kind="stable")
            found.append((each.indices[held][order], each.data[held][order]))
        return found


def _numbered(values: NDArray[np.generic]) -> Places:
    return np.asarray(np.unique(values, return_inverse=True)[1], dtype=np.int64).ravel()


@dataclass(frozen=True, eq=False, slots=True)
class _Target:
    """Pieces whose sum somebody could want to know, and who gave to them, the largest first."""

    pieces: Numbers
    who: Places
    amount: Numbers

    def level(self, readers: Places, p: float) -> float:
        """How far above the sum every one of `readers` must find it possible, by the p % rule.

        A reader takes their own amount from the sum and has what is left as an estimate of the largest other.
        No readers are somebody who gave nothing.
        """
        largest, total = float(self.amount[0]), float(self.amount.sum())
        second = float(self.amount[1]) if len(self.amount) > 1 else 0.0
        inside = np.isin(self.who, readers)
        own = self.amount[1:][inside[1:]]  # in order of size
        of_first = (1 + p / 100) * second - total + largest if inside[0] else 0.0
        if len(readers) and len(readers) == int(inside[0]):
            return of_first
        return max(of_first, (1 + p / 100) * largest - total + float(own[0] if len(own) else 0.0))


class Insiders:
    """Hides more of sums until no contributor, and nobody who is none, comes too close to what others gave.

    `weights`: shape (cells,), what hiding each costs. `cells.known` cannot be hidden, and what follows from
    them alone is asked for no more.
    """

    def __init__(self, cells: LinkedCells, amounts: Amounts, rules: Magnitudes, weights: Numbers) -> None:
        self.cells, self.amounts, self.rules, self.weights = cells, amounts, rules, weights
        self.total = np.asarray(amounts.given.sum(axis=0)).ravel()

    def hidden(self, needs: Needs, hidden: Mask) -> Mask:
        """`hidden` and what must be hidden besides. `needs`: of readers who gave nothing, for each cell."""
        found = hidden.copy()
        for place in np.flatnonzero(needs.sensitive).tolist():
            pieces = self.amounts.members[[place]].toarray().ravel()
            value = int(self.cells.values[place])
            self._open(pieces, needs.upper[place] - value, self.total, found)
            self._open(-pieces, value - needs.lower[place], self.total, found)
        while self._unions(found):
            pass
        if self.rules.p_percent is not None:
            for target in self.targets:
                self._kept_open(target, self.rules.p_percent, found)
            while self._unions(found):
                pass
        return found

    @cached_property
    def targets(self) -> tuple[_Target, ...]:
        """All that the p % rule can ask for: pieces, cells, and what each contributor shares in with few.

        Whoever wants to know what one gave looks at the pieces where they gave, and at all of them, and all
        within one cell, together: more pieces only make the estimate worse.
        """
        assert self.rules.p_percent is not None
        found = _distinct(vstack(list(self._looked_at()), format="csr"))
        everybody = np.arange(self.amounts.given.shape[0])
        targets = [
            _Target(found[[row]].toarray().ravel(), who, amount)
            for row, (who, amount) in enumerate(self.amounts.contributions(found))
            if len(who) and _worst(amount, self.rules.p_percent) > NEAR
        ]
        return tuple(item for item in targets if item.level(everybody, self.rules.p_percent) > NEAR)

    def _looked_at(self) -> Iterator[Any]:
        members, given = self.amounts.members, self.amounts.given
        yield eye_array(members.shape[1], format="csr")
        yield members
        for row in np.flatnonzero(self._shares_with_few()).tolist():
            own = given.indices[given.indptr[row] : given.indptr[row + 1]]
            where = np.zeros(members.shape[1])
            where[own] = 1
            yield csr_array(where[None])
            within = csr_array(members[:, own])
            yield csr_array((within.data, own[within.indices], within.indptr), shape=members.shape)

    def _shares_with_few(self) -> Mask:
        """Contributors to several pieces who share one of them, at least, with hardly more than one other.

        Where more than p % beside the two come in all of them, they do so in every sum of them.
        """
        assert self.rules.p_percent is not None
        given = self.amounts.given
        largest = csr_array(given.max(axis=0)).toarray().ravel()
        second = np.zeros(len(largest))
        of_piece = given.tocsc()
        for piece, (start, end) in enumerate(pairwise(of_piece.indptr.tolist())):
            second[piece] = np.partition(of_piece.data[start:end], -2)[-2] if end - start > 1 else 0.0
        other = np.where(given.data == largest[given.indices], second[given.indices], largest[given.indices])
        beside = self.total[given.indices] - given.data - other
        few = csr_array((beside < self.rules.p_percent / 100 * given.data, given.indices, given.indptr))
        number = np.diff(given.indptr)
        return np.asarray((number > 1) & (np.asarray(few.sum(axis=1)).ravel() > 0))

    def _unions(self, hidden: Mask) -> bool:
        """Keep sums of hidden cells open that shown ones tell; whether any had to be.

        Two cells hidden for one contributor each are a sum of two, which either takes their own from.
        """
        shown = csr_array(self.amounts.members[np.flatnonzero(~hidden)])
        told = remainders(shown)
        of = _contributions(self.amounts.contributions(told))
        needs = needs_of_sums(of, self.rules)
        changed = False
        for row in np.flatnonzero(needs.sensitive).tolist():
            pieces, value = told[[row]].toarray().ravel(), int(of.value[row])
            changed |= self._open(pieces, needs.upper[row] - value, self.total, hidden)
            changed |= self._open(-pieces, value - needs.lower[row], self.total, hidden)
        return changed

    def _kept_open(self, target: _Target, p: float, hidden: Mask) -> None:
        """Keep a target open for every contributor: first for one who knows what all the largest gave."""
        order = np.argsort(-np.asarray(self.amounts.given.max(axis=1).todense()).ravel(), kind="stable")
        groups: list[Places] = [order, order[:0]]
        while groups:
            readers = groups.pop()
            level = target.level(readers, p)
            if level <= NEAR or self._room(target.pieces, level, self._left(readers), hidden)[0]:
                continue
            if len(readers) > 1:
                groups += [readers[len(readers) // 2 :], readers[: len(readers) // 2]]
            else:
                self._open(target.pieces, level, self._left(readers), hidden)

    def _left(self, readers: Places) -> Numbers:
        """What is open of each piece to whoever knows what the largest of `readers` gave."""
        if not len(readers):
            return self.total
        known = csr_array(self.amounts.given[readers]).max(axis=0).todense()
        return np.asarray(self.total - np.asarray(known).ravel())

    def _open(self, pieces: Numbers, level: float, left: Numbers, hidden: Mask) -> bool:
        """Hide cells, one at a time, until the sum of `pieces` can be `level` more; whether any had to be."""
        added: list[int] = []
        while True:
            enough, binding = self._room(pieces, level, left, hidden)
            able = [place for place in binding if not self.cells.known[place]]
            if enough or not able:
                break
            added.append(min(able, key=lambda place: (self.weights[place], place)))
            hidden[added[-1]] = True
        for place in added[:-1]:
            hidden[place] = False
            hidden[place] = not self._room(pieces, level, left, hidden)[0]
        return bool(added)

    def _room(self, pieces: Numbers, level: float, left: Numbers, hidden: Mask) -> tuple[bool, Sequence[int]]:
        """Whether the sum of `pieces` can be `level` more, and else the shown cells that hold it down."""
        if level <= NEAR:
            return True, ()
        shown = np.flatnonzero(~hidden)
        equations = csr_array(self.amounts.members[shown])
        found = linprog(
            -pieces,
            A_ub=pieces[None],
            b_ub=[level],
            A_eq=equations,
            b_eq=np.zeros(len(shown)),
            bounds=np.stack([-left, np.full(len(left), np.inf)], axis=1),
            method="highs",
        )
        if not found.success:
            return False, ()
        if -found.fun >= level - NEAR * max(1.0, level):
            return True, ()
        return False, shown[np.abs(found.eqlin.marginals) > NEAR].tolist()


def _worst(amount: Numbers, p: float) -> float:
    """The p % level of a sum that its two largest contributors make it most sensitive for."""
    second = amount[1] if len(amount) > 1 else 0.0
    return float(p * amount[0] / 100 - (amount.sum() - amount[0] - second))


def _contributions(each: Sequence[tuple[Places, Numbers]]) -> Contributions:
    top = [np.rint([*amount[:2], 0.0, 0.0][:2]).astype(np.int64) for _, amount in each]
    largest, second = np.array(top, dtype=np.int64).reshape(-1, 2).T
    value = np.array([round(float(amount.sum())) for _, amount in each], dtype=np.int64)
    return Contributions(value, largest, second, np.array([len(who) for who, _ in each], dtype=np.int64))


def _distinct(rows: Any) -> Any:
    """Rows that hold anything, each once."""
    rows = csr_array(rows)
    rows.sort_indices()
    seen: dict[bytes, int] = {}
    for row in range(rows.shape[0]):
        held = rows.indices[rows.indptr[row] : rows.indptr[row + 1]]
        if len(held):
            seen.setdefault(held.tobytes(), row)
    return csr_array(rows[list(seen.values())])
