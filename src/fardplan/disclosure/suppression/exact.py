"""The exact method, and the bound: cuts are added until the lightest choice that fulfils them is safe."""

from dataclasses import dataclass

from fardplan.disclosure.suppression.cuts import Cutter, Master
from fardplan.disclosure.suppression.model import Model
from fardplan.disclosure.tables import Mask

ROUNDS = 40
"""So many times cuts are added for choices in part, at most."""
BRANCHES = 20_000
WHOLE_ROUNDS = 200


@dataclass(frozen=True, eq=False, slots=True)
class Lightest:
    """`hidden`: a safe choice that nothing safe is lighter than, or None where the search ended before.

    `bound`: no safe choice weighs less.
    """

    hidden: Mask | None
    bound: float


def bound_of(model: Model, rounds: int = ROUNDS) -> float:
    """A weight that no safe choice goes below: nodes hidden in part, against all cuts found in `rounds`."""
    return _relaxed(model, Cutter(model), rounds)[1]


def exact(model: Model) -> Lightest:
    """The lightest safe choice. It takes long where there are more than some hundred cells."""
    cutter = Cutter(model)
    master, bound = _relaxed(model, cutter, ROUNDS)
    master.take_whole(BRANCHES)
    for _ in range(WHOLE_ROUNDS):
        hidden, found = master.lightest()
        bound = max(bound, found)
        if not master.finished:
            return Lightest(None, bound)
        chosen = hidden > 0.5
        cuts = [cutter.broken(chosen.astype(float), goal, whole=True) for goal in cutter.goals]
        broken = [cut for cut in cuts if cut is not None]
        if not broken:
            return Lightest(chosen, bound)
        for cut in broken:
            master.add(cut)
    return Lightest(None, bound)


def _relaxed(model: Model, cutter: Cutter, rounds: int) -> tuple[Master, float]:
    master = Master(model, cutter.chosen)
    bound = float(model.weight[model.sensitive].sum())
    for _ in range(rounds):
        hidden, bound = master.lightest()
        broken = [cut for goal in cutter.goals if (cut := cutter.broken(hidden, goal, whole=False))]
        if not broken:
            return master, bound
        for cut in broken:
            master.add(cut)
    return master, master.lightest()[1]
