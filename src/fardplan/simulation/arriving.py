"""Who comes to the city: into every home that is free, in the mixture that is planted."""

import numpy as np

from fardplan.simulation.areas import rates
from fardplan.simulation.people import BORN_ABROAD, NATIVE, People, abroad_or_here, people, schooling, tenures
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Whole, chosen

TOGETHER = 0.3
"""Of grown newcomers come with somebody."""


def arrivals(
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
    household = int(settled.household.max(initial=0)) + 1 + _families(rng, area, age)
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


def _families(rng: np.random.Generator, area: Codes, age: Codes) -> Whole:
    """A number for each household of newcomers: the young, and some others, come with who stands before."""
    alone = ((age >= 19) & (rng.random(len(age)) >= TOGETHER)) | np.concatenate(
        ([True], area[1:] != area[:-1])
    )[: len(area)]
    return np.cumsum(alone) - 1
