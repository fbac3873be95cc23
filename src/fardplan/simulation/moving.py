"""A year in the life of the city: who dies, leaves, is born, moves within it and arrives."""

from dataclasses import dataclass

import numpy as np

from fardplan.simulation.areas import rates
from fardplan.simulation.arriving import arrivals
from fardplan.simulation.people import (
    BORN_ABROAD,
    NATIVE,
    POST,
    SECOND,
    People,
    people,
    tenures,
    together,
)
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.settling import against_the_share, settle
from fardplan.simulation.streams import (
    Codes,
    Floats,
    Truths,
    Whole,
    chosen,
    stream,
)

COUPLES = 0.8
"""Of those who move and live alone find each other."""


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
    movers, too_many = settle(rng, plan, movers, year - movers.born, free)
    against = against_the_share(rng, plan, staying, movers, year)
    left, left_dead = _add(left, left_dead, together(too_many, movers.where(against)))
    movers = movers.where(~against)
    free -= _counted(target, movers)
    movers.tenure = tenures(rng, plan, movers) if len(movers) else movers.tenure
    settled = together(staying, movers)
    newcomers = arrivals(rng, plan, settled, free, year, next_person)
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
