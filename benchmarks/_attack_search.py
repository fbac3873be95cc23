"""The attacker's search: what must be true of the hidden numbers, from differences to whole programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import highspy
import numpy as np
from _attack_relations import Known, Place, matrix, told_bounds
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import connected_components

SLACK = 1e-5
LOOKS, IDLE = 60, 4
WHOLE = 250
"""Unknowns up to which whole numbers are searched, and how many numbers and seconds at most."""

MOST = 1e7
"""More persons than any city has."""

WHOLE_NUMBERS, WHOLE_SECONDS = 6, 2.0

MATROID = 2500
"""Unknowns up to which a part is also solved by elimination, and numbers are found that hide each other."""


@dataclass(frozen=True)
class Proof:
    """A hidden number and what was proved of it: the way that did it, and the ends that are left."""

    place: Place
    way: str
    lower: float
    upper: float

    def below(self, minimum: int) -> bool:
        return self.upper < minimum

    @property
    def exact(self) -> bool:
        return self.lower == self.upper


class Contradiction(Exception):
    """The figures cannot be true together as the attacker understands them: a guess of his is wrong."""


@dataclass
class System:
    equal: csr_array
    positive: csr_array
    lower: np.ndarray
    upper: np.ndarray


def search(known: Known, minimum: int, *, seed: int = 0, whole: bool = True) -> list[Proof]:
    """Every hidden number that is known exactly or to be below `minimum`, by the first way that proves it."""
    width = len(known.lower)
    system = System(matrix(known.equal, width), matrix(known.positive, width), *told_bounds(known))
    asked = {known.places[place]: place for place in known.asked}
    proofs: dict[int, Proof] = {}

    def take(way: str, lower: np.ndarray, upper: np.ndarray) -> None:
        for column, place in asked.items():
            least, most = np.ceil(lower[column] - SLACK), np.floor(upper[column] + SLACK)
            if column not in proofs and (least == most or most < minimum):
                proofs[column] = Proof(place, way, float(least), float(most))

    differences(system)
    take("differences", system.lower, system.upper)
    rng = np.random.default_rng(seed)
    for part in _parts(system):
        wanted = [column for column in part.columns if column in asked and column not in proofs]
        if not wanted:
            continue
        for way, ends in _ways(system, part, wanted, minimum, rng, whole):
            take(way, *ends)
    return list(proofs.values())


def differences(system: System) -> None:
    """Each number is a whole less the others: bounds of all from bounds of the rest, until nothing moves."""
    rows = system.equal
    plus, minus = rows.maximum(0), (-rows).maximum(0)
    for _ in range(60):
        low, high = np.ceil(system.lower - SLACK), np.floor(system.upper + SLACK)
        moved = False
        finite = np.where(np.isfinite(high), high, 0)
        endless = (~np.isfinite(high)).astype(float)
        top = plus @ finite - minus @ low, plus @ endless
        bottom = plus @ low - minus @ finite, minus @ endless
        entry = coo_array(rows)
        row, column, sign = entry.row, entry.col, entry.data
        own_top = np.where(sign > 0, finite[column], -low[column])
        own_bottom = np.where(sign > 0, low[column], -finite[column])
        rest_top = np.where(
            top[1][row] - np.where(sign > 0, endless[column], 0) > 0, inf, top[0][row] - own_top
        )
        rest_bottom = np.where(
            bottom[1][row] - np.where(sign < 0, endless[column], 0) > 0, -inf, bottom[0][row] - own_bottom
        )
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, column, np.where(sign > 0, -rest_top, rest_bottom))
        np.minimum.at(new_high, column, np.where(sign > 0, -rest_bottom, rest_top))
        moved = bool((new_low > low).any() or (new_high < high).any())
        if (new_low > new_high).any():
            raise Contradiction
        system.lower, system.upper = new_low, new_high
        if not moved:
            return


@dataclass
class Part:
    """Unknowns that hang together, with their sums (`equal @ x == right`, `positive @ x >= right`)."""

    columns: np.ndarray
    equal: csr_array
    equal_right: np.ndarray
    positive: csr_array
    positive_right: np.ndarray


def _parts(system: System) -> list[Part]:
    free = np.flatnonzero(system.upper > system.lower)
    fixed = np.where(system.upper > system.lower, 0, np.where(np.isfinite(system.lower), system.lower, 0))
    if not len(free):
        return []
    equal, positive = csr_array(system.equal[:, free]), csr_array(system.positive[:, free])
    right, floor = -(system.equal @ fixed), -(system.positive @ fixed)
    both = coo_array(vstack([equal, positive]))
    height, width = both.shape
    graph = coo_array((np.ones(both.nnz), (both.row, both.col + height)), shape=(height + width,) * 2)
    label = connected_components(graph, directed=False)[1]
    found = []
    for name in np.unique(label[height:]):
        columns = np.flatnonzero(label[height:] == name)
        rows = np.flatnonzero((label[: equal.shape[0]] == name) & (np.diff(equal.indptr) > 0))
        more = np.flatnonzero((label[equal.shape[0] : height] == name) & (np.diff(positive.indptr) > 0))
        found.append(
            Part(
                free[columns],
                csr_array(equal[rows][:, columns]),
                right[rows],
                csr_array(positive[more][:, columns]),
                floor[more],
            )
        )
    return found


def _ways(
    system: System, part: Part, wanted: Sequence[int], minimum: int, rng: np.random.Generator, whole: bool
):
    sure = _eliminated(system, part)
    yield "elimination", sure
    system.lower, system.upper = sure
    programme = Programme(system, part)
    place = {column: number for number, column in enumerate(part.columns.tolist())}
    least, most = _looks(part, [place[column] for column in wanted], minimum, rng, programme)
    lower, upper = system.lower.copy(), system.upper.copy()
    for column in wanted:
        number = place[column]
        if most[number] >= minimum and most[number] - least[number] >= 1:
            continue
        if system.lower[column] == system.upper[column]:
            continue
        for sign in (1.0, -1.0):
            cost = np.zeros(len(part.columns))
            cost[number] = sign
            where = programme.best(cost)
            if sign > 0:
                upper[column] = where[number]
            else:
                lower[column] = where[number]
            least, most = np.minimum(least, where), np.maximum(most, where)
    yield "linear programme", (lower, upper)
    hanging = together(part, wanted)
    yield "knowing the threshold", _only_reason(part, hanging, (lower, upper), least, minimum, programme)
    if whole and len(part.columns) <= WHOLE:
        yield "whole numbers", _whole(system, part, wanted, lower, upper)


def _looks(
    part: Part,
    wanted: Sequence[int],
    minimum: int,
    rng: np.random.Generator,
    programme: "Programme",
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that each number was in tables that fit, made to be unlike for those wanted."""
    width = len(part.columns)
    least, most, number = np.full(width, inf), np.full(width, -inf), np.array(wanted)
    idle = 0
    for look in range(LOOKS):
        low, same = most[number] < minimum, most[number] - least[number] < 1
        if idle == IDLE or not (low | same).any():
            break
        cost = np.zeros(width)
        cost[number] = rng.uniform(0.5, 1.5, len(number)) * np.where(
            low | (same & (look % 2 == 0)), 1.0, -same.astype(float)
        )
        where = programme.best(cost)
        least, most = np.minimum(least, where), np.maximum(most, where)
        after = (most[number] < minimum).sum() + (most[number] - least[number] < 1).sum()
        idle = 0 if after < low.sum() + same.sum() else idle + 1
    return least, most


def _eliminated(system: System, part: Part) -> tuple[np.ndarray, np.ndarray]:
    """A number is determined when the sums leave a row with it alone."""
    lower, upper = system.lower.copy(), system.upper.copy()
    if part.equal.shape[0] and len(part.columns) <= MATROID:
        rows, pivots = _reduced(np.column_stack([part.equal.toarray(), part.equal_right]), last=1)
        alone = (np.abs(rows[: len(pivots), :-1]) > SLACK).sum(axis=1) == 1
        for number in np.flatnonzero(alone):
            column = part.columns[pivots[number]]
            lower[column] = upper[column] = np.round(rows[number, -1], 6)
    return lower, upper


def together(part: Part, wanted: Sequence[int]) -> list[list[int]]:
    """Hidden numbers that are the reason for each other's being hidden.

    They are together in a sum or difference that is known while no smaller one is: two of them are then in
    one row of the sums after everything that nobody asked for is eliminated.
    """
    asked = np.isin(part.columns, wanted)
    if part.equal.shape[0] == 0 or len(part.columns) > MATROID:
        return [list(wanted)]
    order = np.concatenate([np.flatnonzero(~asked), np.flatnonzero(asked)])
    rows, pivots = _reduced(part.equal.toarray()[:, order])
    first = int((~asked).sum())
    kept = rows[[number for number, pivot in enumerate(pivots) if pivot >= first]][:, first:]
    row, column = np.nonzero(np.abs(kept) > SLACK)
    height, width = kept.shape
    graph = coo_array((np.ones(len(row)), (row, column + height)), shape=(height + width,) * 2)
    label = connected_components(graph, directed=False)[1][height:]
    columns = part.columns[order[first:]]
    return [columns[label == name].tolist() for name in np.unique(label)]


def _reduced(rows: np.ndarray, last: int = 0) -> tuple[np.ndarray, list[int]]:
    """The reduced echelon form and its pivot columns, none of them among the `last`."""
    rows, pivots = rows.astype(float), []
    for column in range(rows.shape[1] - last):
        top = len(pivots)
        if top == rows.shape[0]:
            break
        best = top + int(np.abs(rows[top:, column]).argmax())
        if abs(rows[best, column]) < SLACK:
            continue
        rows[[top, best]] = rows[[best, top]]
        rows[top] /= rows[top, column]
        others = np.flatnonzero(rows[:, column])
        others = others[others != top]
        across = np.ix_(others, np.flatnonzero(rows[top]))
        left = rows[across] - np.outer(rows[others, column], rows[top, across[1][0]])
        left[np.abs(left) < 1e-9] = 0
        rows[across] = left
        pivots.append(column)
    return rows, pivots


def _only_reason(
    part: Part,
    hanging: Sequence[Sequence[int]],
    ends: tuple[np.ndarray, np.ndarray],
    least: np.ndarray,
    minimum: int,
    programme: "Programme",
) -> tuple[np.ndarray, np.ndarray]:
    """Something small is the reason for what is hidden; where only one number can be small, it is."""
    place = {column: number for number, column in enumerate(part.columns.tolist())}
    lower, told = ends[0], ends[1].copy()
    for columns in hanging:
        small = []
        for column in columns:
            number = place[column]
            if least[number] > minimum - 1:
                cost = np.zeros(len(part.columns))
                cost[number] = -1.0
                where = programme.best(cost)
                np.minimum(least, where, out=least)
                if where[number] > minimum - 1 + SLACK:
                    continue
            small.append(column)
            if len(small) > 1:
                break
        if len(small) == 1 and len(columns) > 1:
            told[small[0]] = min(told[small[0]], minimum - 1)
    return lower, told


def _whole(
    system: System, part: Part, wanted: Sequence[int], lower: np.ndarray, upper: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Persons are whole: a branching search for the few hidden numbers with the least room."""
    programme = Programme(system, part, whole=True)
    place = {column: number for number, column in enumerate(part.columns.tolist())}
    lower, upper = lower.copy(), upper.copy()
    for column in sorted(wanted, key=lambda one: upper[one])[:WHOLE_NUMBERS]:
        for sign in (1.0, -1.0):
            cost = np.zeros(len(part.columns))
            cost[place[column]] = sign
            try:
                where = programme.best(cost)
            except TimeoutError:
                continue
            (upper if sign > 0 else lower)[column] = where[place[column]]
    return lower, upper


class Quiet(highspy.Highs):
    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


class Programme:
    def __init__(self, system: System, part: Part, *, whole: bool = False) -> None:
        both = vstack([part.equal, part.positive], format="csc")
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = both.shape
        model.col_cost_ = np.zeros(both.shape[1])
        model.col_lower_ = system.lower[part.columns]
        model.col_upper_ = np.minimum(system.upper[part.columns], MOST)
        model.row_lower_ = np.concatenate([part.equal_right, part.positive_right])
        model.row_upper_ = np.concatenate([part.equal_right, np.full(len(part.positive_right), inf)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = both.indptr, both.indices
        model.a_matrix_.value_ = both.data
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * both.shape[1]
        self._highs = Quiet()
        self._highs.setOptionValue("time_limit", WHOLE_SECONDS if whole else 60.0)
        self._highs.setOptionValue("simplex_strategy", 4)
        self._highs.passModel(model)
        self._every = np.arange(both.shape[1], dtype=np.int32)

    def best(self, cost: np.ndarray) -> np.ndarray:
        """The numbers with the greatest sum of `cost`."""
        self._highs.changeColsCost(len(self._every), self._every, -cost)
        if self._highs.run() == highspy.HighsStatus.kError:
            raise RuntimeError("the solver failed: nothing is proved, and nothing is safe")
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction
        if status != highspy.HighsModelStatus.kOptimal:
            raise TimeoutError(self._highs.modelStatusToString(status))
        return np.array(self._highs.getSolution().col_value)
