"""Who moves within the city to where: like to like, and no district past its planted mixture."""

import numpy as np

from fardplan.simulation.people import People
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, chosen, rank_within

BLOCK = 5
"""Homes that become free beside each other, on average."""


def settle(
    rng: np.random.Generator, plan: SimulationPlan, movers: People, age: Codes, free: Whole
) -> tuple[People, People]:
    """Households into free homes, like to like: both are ordered by standing with some chance and meet.

    Returns those who found a home, in it, and those who did not, who leave the city. A third of what is free
    at least is kept for those who arrive.
    """
    room = np.maximum(free, 0)
    room = np.floor(room * min(1.0, len(movers) / max(int(room.sum()), 1))).astype(np.int64)
    room = np.minimum(room, np.maximum(free, 0) - np.maximum(free, 0) // 4)
    standing = _standing(plan)
    blocks = -(-room // BLOCK)
    area = np.repeat(np.arange(len(room)), blocks)
    size = np.full(len(area), BLOCK, np.int64)
    last = np.cumsum(blocks)[blocks > 0] - 1
    size[last] = room[blocks > 0] - BLOCK * (blocks[blocks > 0] - 1)
    order = np.argsort(plan.model.life.sorting * standing[area] + rng.normal(0, 1, len(area)), kind="stable")
    homes = np.repeat(area[order], size[order])
    own = (
        0.9 * (movers.talent - 0.5)
        + 0.45 * (movers.final - 1)
        - 1.6 * movers.foreign
        + 0.35 * (movers.tenure - 0.6)
    )
    head = _heads(movers, age)
    score = plan.model.life.sorting * own[head] + rng.normal(0, 1, len(movers))[head]
    queue = np.lexsort((movers.household, score))
    found = queue[: len(homes)]
    movers.area[found] = homes
    movers.area[found] = _with_the_first(movers.household[found], movers.area[found])
    over = np.zeros(len(movers), bool)
    over[queue[len(homes) :]] = True
    over |= _overfull(movers, over, free)
    return movers.where(~over), movers.where(over)


def against_the_share(
    rng: np.random.Generator, plan: SimulationPlan, staying: People, movers: People, year: int
) -> Truths:
    """Movers with whom a district could not come to its planted share of foreign background: they leave.

    Of foreign background where there would be too many; others where there would be too few even if everybody
    who arrives were of foreign background.
    """
    district = plan.targets.levels.of
    size = plan.targets.levels.size + 1
    total = np.bincount(district, plan.targets.by_area(year), size)
    wanted = np.round(plan.targets.foreign(year) * total)
    here = district[movers.area]
    found = np.zeros(len(movers), bool)
    for foreign, most in ((True, wanted), (False, total - wanted)):
        present = np.bincount(district[staying.area], staying.foreign == foreign, size)
        coming = np.flatnonzero(movers.foreign == foreign)
        excess = np.maximum(present + np.bincount(here[coming], minlength=size) - most, 0)
        found[coming] = chosen(rng, here[coming], excess.astype(np.int64), np.ones(len(coming)))
    return found


def _standing(plan: SimulationPlan) -> Floats:
    """How well off an area is and how few of foreign background live there, in spreads from the mean."""
    targets = plan.targets
    income = np.log(plan.levels.by_place("income", targets.levels))[targets.levels.of] + targets.income
    settled = (income - income.mean()) / income.std()
    standing: Floats = settled - 1.2 * targets.mixture / max(plan.model.origins.spread, 0.05)
    return standing


def _heads(residents: People, age: Codes) -> Whole:
    """The place of the oldest member of everybody's household."""
    order = np.lexsort((age, residents.household))
    household = residents.household[order]
    last = np.searchsorted(household, household, side="right") - 1
    heads = np.empty(len(order), np.int64)
    heads[order] = order[last]
    return heads


def _with_the_first(household: Codes, area: Codes) -> Codes:
    """Neighbours in the queue who share a household share the first one's home."""
    new = np.concatenate(([True], household[1:] != household[:-1]))[: len(household)]
    starts = np.maximum.accumulate(np.where(new, np.arange(len(household)), 0))
    return area[starts]


def _overfull(movers: People, already: Truths, free: Whole) -> Truths:
    """Who would be one too many in an area: the last in line."""
    order = np.lexsort((np.arange(len(movers)), already, movers.area))
    rank = rank_within(movers.area[order], len(free))
    over = np.zeros(len(movers), bool)
    over[order] = rank >= np.maximum(free, 0)[movers.area[order]]
    return over & ~already
