"""A year in the life of the city: who dies, leaves, is born, moves within it and arrives."""

from dataclasses import dataclass

import numpy as np

from fardplan.simulation.areas import rates
from fardplan.simulation.people import (
    BORN_ABROAD,
    NATIVE,
    POST,
    SECOND,
    People,
    abroad_or_here,
    people,
    schooling,
    tenures,
    together,
)
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import (
    Codes,
    Floats,
    Truths,
    Whole,
    chosen,
    rank_within,
    stream,
)

COUPLES = 0.55
"""Of those who move and live alone find each other."""
BLOCK = 5
"""Homes that become free beside each other, on average."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """The residents at the end of a year, and those who left in it, with `dead` and the month."""

    year: int
    residents: People
    left: People
    dead: Truths
    month: Codes
    next_person: int


def pass_year(plan: SimulationPlan, residents: People, year: int, next_person: int) -> Year:
    """From the last day of the year before to that of `year`: every small area meets its target exactly."""
    rng = stream(plan.seed, "life", year)
    age = year - residents.born
    heads = _oldest(residents, age)
    dead = rng.random(len(age)) < _dying(plan, age, residents.sex)
    leaving = ~dead & _whole_households(rng, residents, heads, rates(plan.model.life.leaves_city))
    gone = dead | leaving
    left = residents.where(gone)
    left_dead = dead[gone]
    stayed = residents.where(~gone)
    age = age[~gone]
    children = _births(rng, plan, stayed, age, year, next_person)
    next_person += len(children)
    residents = together(stayed, children)
    age = year - residents.born
    moving = _movers(rng, plan, residents, age, _oldest(residents, age))
    staying, movers = residents.where(~moving), residents.where(moving)
    target = plan.targets.by_area(year)
    free = target - _counted(target, staying)
    pushed = _too_many(rng, staying, free)
    left, left_dead = _add(left, left_dead, staying.where(pushed))
    staying = staying.where(~pushed)
    free = np.maximum(free, 0)
    movers, too_many = _settle(rng, plan, movers, year - movers.born, free)
    left, left_dead = _add(left, left_dead, too_many)
    free -= _counted(target, movers)
    movers.tenure = tenures(rng, plan, movers) if len(movers) else movers.tenure
    settled = together(staying, movers)
    newcomers = _arrivals(rng, plan, settled, free, year, next_person)
    next_person += len(newcomers)
    month = rng.integers(1, 13, len(left)).astype(np.int16)
    return Year(year, together(settled, newcomers), left, left_dead, month, next_person)


def _oldest(residents: People, age: Codes) -> Codes:
    """The age of the oldest member of everybody's household."""
    oldest = np.zeros(int(residents.household.max(initial=0)) + 1, np.int16)
    np.maximum.at(oldest, residents.household, age.astype(np.int16))
    return oldest[residents.household]


def _dying(plan: SimulationPlan, age: Codes, sex: Codes) -> Floats:
    life = plan.model.life
    ages = np.arange(121)
    by_age = np.minimum(life.death_at_60 * np.exp(life.death_growth * (ages - 60)) + 0.0001, 0.6)
    by_age[105:] = 1.0
    chance: Floats = by_age[age] * np.where(sex == 1, 1.15, 0.87)
    return chance


def _whole_households(rng: np.random.Generator, residents: People, heads: Codes, by_age: Floats) -> Truths:
    """A household goes or stays as one, by the age of its oldest and by how it lives."""
    draw = rng.random(int(residents.household.max(initial=0)) + 1)[residents.household]
    going: Truths = draw < by_age[heads] * np.array([1.15, 1.0, 0.6])[residents.tenure]
    return going


def _movers(
    rng: np.random.Generator, plan: SimulationPlan, residents: People, age: Codes, heads: Codes
) -> Truths:
    """Households that move within the city, and the young who leave home, each to one of their own."""
    life = plan.model.life
    moving = _whole_households(rng, residents, heads, rates(life.moves_within))
    own = (heads - age >= 16) & (rng.random(len(age)) < rates(life.leaves_home)[age])
    first = int(residents.household.max(initial=0)) + 1
    residents.household[own] = first + np.arange(int(own.sum()), dtype=np.int32)
    _move_together(rng, residents, moving | own, age)
    return moving | own


def _move_together(rng: np.random.Generator, residents: People, moving: Truths, age: Codes) -> None:
    """Some of those who move and live alone find somebody, and move into one home."""
    alone = np.bincount(residents.household)[residents.household] == 1
    ready = moving & alone & (age >= 21) & (age < 60) & (rng.random(len(age)) < COUPLES)
    women, men = (np.flatnonzero(ready & (residents.sex == sex)) for sex in (0, 1))
    women, men = (group[np.argsort(age[group], kind="stable")] for group in (women, men))
    pairs = min(len(women), len(men))
    residents.household[men[:pairs]] = residents.household[women[:pairs]]


def _births(
    rng: np.random.Generator, plan: SimulationPlan, residents: People, age: Codes, year: int, next_person: int
) -> People:
    """Children in their mothers' homes; of two parents born abroad mostly where she is."""
    chance = rates(plan.model.life.births)[age] * (residents.sex == 0)
    mothers = residents.where(rng.random(len(age)) < chance)
    both = rng.random(len(mothers)) < 0.72
    father = rng.random(len(mothers))
    better = np.where(father < 0.25, np.minimum(mothers.final + 1, POST), mothers.final)
    own = mothers.final + (rng.random(len(mothers)) < 0.35) - (rng.random(len(mothers)) < 0.12)
    return people(
        person=next_person + np.arange(len(mothers)),
        born=year,
        sex=(rng.random(len(mothers)) < 0.514).astype(np.int8),
        origin=np.where((mothers.origin == BORN_ABROAD) & both, SECOND, NATIVE),
        area=mothers.area,
        household=mothers.household,
        final=np.clip(own, 0, POST),
        parents=better,
        tenure=mothers.tenure,
        arrived=0,
        talent=rng.random(len(mothers)),
        neet=False,
        employed=False,
    )


def _counted(target: Whole, residents: People) -> Whole:
    return np.bincount(residents.area, minlength=len(target)).astype(np.int64)


def _too_many(rng: np.random.Generator, residents: People, free: Whole) -> Truths:
    """Those who must leave areas that hold more than the target, by lot."""
    quota = np.maximum(-free, 0)
    if not quota.any():
        return np.zeros(len(residents), bool)
    return chosen(rng, residents.area.astype(np.int64), quota, np.ones(len(residents)))


def _add(left: People, dead: Truths, more: People) -> tuple[People, Truths]:
    return together(left, more), np.concatenate((dead, np.zeros(len(more), bool)))


def _settle(
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


def _arrivals(
    rng: np.random.Generator, plan: SimulationPlan, settled: People, free: Whole, year: int, next_person: int
) -> People:
    """Newcomers into every home still free; their origins bring each district to its planted share."""
    area = np.repeat(np.arange(len(free)), free)
    district = plan.targets.levels.of[area]
    size = plan.targets.levels.size + 1
    here = plan.targets.levels.of[settled.area]
    total = np.bincount(here, minlength=size) + np.bincount(district, minlength=size)
    present = np.bincount(here, settled.foreign, size)
    wanted = np.round(plan.targets.foreign(year) * total - present).astype(np.int64)
    quota = np.clip(wanted, 0, np.bincount(district, minlength=size))
    foreign = chosen(rng, district, quota, _drawn_abroad(plan, settled, free, year)[area])
    weights = rates(plan.model.life.arrives)[:100]
    ladder = np.cumsum(weights) / weights.sum()
    age = np.searchsorted(ladder, rng.random(len(area)), side="right")
    origin = np.where(foreign, abroad_or_here(rng, age), NATIVE)
    final, parents = schooling(rng, plan, area, origin)
    lately = np.where(rng.random(len(area)) < 0.5, 0, rng.integers(0, 25, len(area)))
    household = int(settled.household.max(initial=0)) + 1 + _families(area, age)
    newcomers = people(
        person=next_person + np.arange(len(area)),
        born=year - age,
        sex=(rng.random(len(area)) < 0.5).astype(np.int8),
        origin=origin,
        area=area,
        household=household,
        final=final,
        parents=parents,
        tenure=0,
        arrived=np.where(origin == BORN_ABROAD, year - np.minimum(lately, age), 0),
        talent=rng.random(len(area)),
        neet=False,
        employed=(age >= 20) & (age < 65) & (rng.random(len(area)) < 0.7),
    )
    newcomers.tenure = tenures(rng, plan, newcomers)
    return newcomers


def _drawn_abroad(plan: SimulationPlan, settled: People, free: Whole, year: int) -> Floats:
    """The odds that a newcomer is of foreign background, for every area to come to its own share."""
    present = np.bincount(settled.area, settled.foreign, len(free))
    total = np.bincount(settled.area, minlength=len(free)) + free
    lacking = np.clip(plan.targets.foreign_by_area(year) * total - present, 0.02 * free, 0.98 * free)
    return (lacking + 0.01) / (free - lacking + 0.01)


def _families(area: Codes, age: Codes) -> Whole:
    """A number for each household of newcomers: the young come with whoever stands before them."""
    alone = (age >= 19) | np.concatenate(([True], area[1:] != area[:-1]))[: len(area)]
    return np.cumsum(alone) - 1
