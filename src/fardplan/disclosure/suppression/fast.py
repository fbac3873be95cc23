"""The fast method: eliminate, prove, mend what fails, show again what nothing needs."""

import numpy as np

from fardplan.disclosure.suppression.alternatives import DUST, Alternatives, Goal, as_move
from fardplan.disclosure.suppression.elimination import Elimination
from fardplan.disclosure.suppression.model import Model, impossible
from fardplan.disclosure.suppression.proof import Place, Proof
from fardplan.disclosure.suppression.within import Within, parts
from fardplan.disclosure.tables import Mask

GROUPS = 4
"""Sensitive nodes are kept apart from each other within each of so many groups. One group hides far too much,
a group for each node leaves half of them between others as small: measured in docs/methods/disclosure.md."""
SHARE = 128
"""What fails is mended in bundles of about a 128th of what is left: smaller hides less and takes longer."""
ROOM = 300_000
"""How many nodes all programs of the mending may have together, about; larger tables are mended in larger
bundles, and fewer of their cells are asked whether they can be shown again."""


def fast(model: Model, effort: int | None) -> Mask:
    """Nodes to hide, shape (nodes,). Raises `RuleError` when no hiding is enough.

    `effort`: how many programs may be solved to find cells that can be shown again; None is no limit.
    """
    hidden = model.sensitive | model.untold
    _eliminate(model, hidden)
    proof = Proof(model)
    _prove(model, Within(model, hidden), proof)
    _mend(model, hidden, proof)
    _show_again(model, hidden, proof, effort)
    if doubtful := proof.faults(hidden):
        hidden |= ~model.fixed
        _sure(model, doubtful)
    return hidden


def _heavy_first(model: Model, nodes: Mask) -> list[int]:
    order = np.lexsort((np.arange(len(nodes)), -model.weight))
    return [int(node) for node in order if nodes[node]]


def _eliminate(model: Model, hidden: Mask) -> None:
    """Hide nodes until sensitive ones of a group can move, each while the others of its group stay."""
    elimination = Elimination(model.matrix)
    sensitive = np.flatnonzero(model.sensitive).tolist()
    known = np.flatnonzero(model.fixed).tolist()
    for group in range(GROUPS):
        candidates = _heavy_first(model, ~hidden & ~model.fixed)
        hidden[elimination.hidden(known, candidates, sensitive[group::GROUPS])] = True


def _prove(model: Model, within: Within, proof: Proof) -> None:
    """Ask for every goal once, many in one program."""
    asked: set[Place] = set()
    while goals := [goal for goal in proof.open() if goal.place not in asked]:
        bundle = _apart(goals, model, len(goals))
        for move in within.towards(bundle):
            proof.note(move)
        asked.update(goal.place for goal in bundle)


def _mend(model: Model, hidden: Mask, proof: Proof) -> None:
    """Hide more, cheapest first, until every goal is proven."""
    goals = proof.open()
    if not goals:
        return
    tables = Alternatives(model.matrix, model.value)
    share = max(1, min(SHARE, ROOM // max(1, len(model.value))))
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
        goals = [goal for goal in proof.open() if goal.place not in lost]
    if lost:
        hidden |= ~model.fixed
        _sure(model, [proof.goal(place) for place in lost])


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
