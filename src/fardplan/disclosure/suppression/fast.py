"""The fast method: eliminate, prove, mend what fails, choose again, show what nothing needs."""

import numpy as np

from fardplan.disclosure.suppression.alternatives import DUST, Alternatives, Goal, as_move
from fardplan.disclosure.suppression.elimination import Elimination
from fardplan.disclosure.suppression.model import Model, impossible
from fardplan.disclosure.suppression.proof import Place, Proof
from fardplan.disclosure.suppression.within import Within, parts
from fardplan.disclosure.tables import Mask

GROUPS, DENSE_GROUPS = 2, 4
"""Sensitive nodes are kept apart from each other within each of so many groups. One group hides far too much,
a group for each node leaves half of them between others as small: measured in docs/methods/disclosure.md."""
SHARE, FINE = 16, 128
"""What fails is mended in bundles of about a 16th of what is left: smaller hides less and takes longer. So
fine where effort has no limit, or nothing is chosen again."""
AGAIN = 32
"""The same where it is chosen again among the hidden alone, which takes less time for each."""
DENSE = 4
"""Where nodes are in more relations than this on average, programs over the hidden alone take as long as
those over all, and choosing again does not pay."""
ROOM = 300_000
"""How many nodes all programs of the mending may have together, about; larger tables are mended in larger
bundles, and fewer of their cells are asked whether they can be shown again."""


def fast(model: Model, effort: int | None) -> Mask:
    """Nodes to hide, shape (nodes,). Raises `RuleError` when no hiding is enough.

    `effort`: how many programs may be solved to find cells that can be shown again; None is no limit.
    """
    dense = model.matrix.nnz > DENSE * len(model.value)
    fine = dense or effort is None
    largest = max(1, ROOM // max(1, len(model.value)))
    hidden = model.sensitive | model.untold
    _eliminate(model, hidden, DENSE_GROUPS if dense else GROUPS)
    proof = Proof(model)
    _prove(model, Within(model, hidden), proof)
    _mend(model, hidden, proof, min(FINE if fine else SHARE, largest))
    if not dense:
        hidden, proof = _chosen_again(model, hidden, proof, min(FINE if fine else AGAIN, largest))
    _show_again(model, hidden, proof, effort)
    if doubtful := proof.faults(hidden):
        hidden |= ~model.fixed
        _sure(model, doubtful)
    return hidden


def _heavy_first(model: Model, nodes: Mask) -> list[int]:
    order = np.lexsort((np.arange(len(nodes)), -model.weight))
    return [int(node) for node in order if nodes[node]]


def _eliminate(model: Model, hidden: Mask, groups: int) -> None:
    """Hide nodes until sensitive ones of a group can move, each while the others of its group stay."""
    elimination = Elimination(model.matrix)
    sensitive = np.flatnonzero(model.sensitive).tolist()
    known = np.flatnonzero(model.fixed).tolist()
    for group in range(groups):
        candidates = _heavy_first(model, ~hidden & ~model.fixed)
        hidden[elimination.hidden(known, candidates, sensitive[group::groups])] = True


def _prove(model: Model, within: Within, proof: Proof) -> None:
    """Ask for every goal once, many in one program."""
    asked: set[Place] = set()
    while goals := [goal for goal in proof.open() if goal.place not in asked]:
        bundle = _apart(goals, model, len(goals))
        for move in within.towards(bundle):
            proof.note(move)
        asked.update(goal.place for goal in bundle)


def _mend(model: Model, hidden: Mask, proof: Proof, share: int) -> None:
    """Hide more until every goal is proven: the farthest goals first, others often come with them."""
    goals = _far_first(proof)
    if not goals:
        return
    tables = Alternatives(model.matrix, model.value)
    lost: set[Place] = set()
    while goals:
        for bundle in (_apart(goals, model, 1 + len(goals) // share), goals[:1]):
            price = np.where(hidden, 1e-3, model.price + 1e-3)
            price[model.fixed] = np.inf
            change = tables.towards(bundle, price)
            hidden |= np.abs(change) > DUST
            for move in parts(as_move(change), model):
                proof.note(move)
            if proof.proven(goals[0].place):
                break
        else:
            lost.add(goals[0].place)
        goals = [goal for goal in _far_first(proof) if goal.place not in lost]
    if lost:
        hidden |= ~model.fixed
        _sure(model, [proof.goal(place) for place in lost])


def _far_first(proof: Proof) -> list[Goal]:
    return sorted(proof.open(), key=lambda goal: -goal.amount)


def _chosen_again(model: Model, hidden: Mask, proof: Proof, share: int) -> tuple[Mask, Proof]:
    """A lighter choice among `hidden`, made from the start, with its proof; the same where none is found.

    The mending went by what elimination had left open. Now that it is known to be enough, each bundle of
    goals takes from it what costs least beside what the bundles before have taken.
    """
    within, kept, found = Within(model, hidden), model.sensitive | model.untold, Proof(model)
    while goals := _far_first(found):
        for bundle in (_apart(goals, model, 1 + len(goals) // share), goals[:1]):
            for move in within.towards(bundle, kept=kept):
                kept[move[0]] = True
                found.note(move)
            if found.proven(goals[0].place):
                break
        else:
            return hidden, proof
    return (kept, found) if model.weight[kept].sum() < model.weight[hidden].sum() else (hidden, proof)


def _sure(model: Model, goals: list[Goal]) -> None:
    """Raise `RuleError` unless each goal can be reached when everything is hidden that can be."""
    tables = Alternatives(model.matrix, model.value)
    gain, lose = np.where(model.fixed, 0.0, np.inf), np.where(model.fixed, 0.0, model.value)
    short = {goal.node for goal in goals if not tables.reaches(goal, gain, lose)}
    if short:
        raise impossible(len(short))


def _apart(goals: list[Goal], model: Model, most: int) -> list[Goal]:
    """The first goal, and others that share no relation with it or each other."""
    columns = model.columns
    taken: set[int] = set()
    found: list[Goal] = []
    for goal in goals:
        rows = columns.indices[columns.indptr[goal.node] : columns.indptr[goal.node + 1]].tolist()
        if taken.isdisjoint(rows) and len(found) < most:
            taken.update(rows)
            found.append(goal)
    return found


def _show_again(model: Model, hidden: Mask, proof: Proof, effort: int | None) -> None:
    """Show, heaviest first, what every goal can be reached without."""
    within = Within(model, hidden)
    most = np.inf if effort is None else effort * min(1.0, ROOM / 100 / max(1, len(model.value)))
    for node in _heavy_first(model, hidden & ~model.sensitive & ~model.untold):
        may_ask = within.asked < most
        if not proof.resting_on(node) or (may_ask and _spared(node, proof, within)):
            hidden[node] = False
            proof.show(node)
            within.show(node)


def _spared(node: int, proof: Proof, within: Within) -> bool:
    """Whether each goal that rests on a node can be reached while it stays."""
    for place in proof.resting_on(node):
        if proof.rests(place, node):
            for move in within.towards([proof.goal(place)], node):
                proof.note(move)
            if proof.rests(place, node):
                return False
    return True
