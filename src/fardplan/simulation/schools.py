"""The schools of a simulated city, and which of them a pupil goes to."""

from dataclasses import dataclass

import numpy as np

from fardplan.simulation.people import POST, People
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, chosen, stream

PROVIDERS = ("kommunal", "fristaende")
MUNICIPAL, INDEPENDENT = 0, 1
PUPILS_A_SCHOOL = 75
SCHOOL_AGES = (1,)  # the age group 6–15 among those of the areas
NEAR, FAR = 1_000.0, 3_500.0
"""Metres over which a municipal and an independent school lose most of their pull."""


@dataclass(frozen=True, slots=True, eq=False)
class Schools:
    """Every school with a grade 9: municipal ones first. `effect`: on the share eligible, planted."""

    names: tuple[str, ...]
    provider: Codes
    effect: Floats
    pull: Floats  # (areas + 1, schools): how a school draws the pupils of an area
    schooled: Floats  # (schools,): how much more it draws those of schooled parents


def schools_of(plan: SimulationPlan) -> Schools:
    """As many as the city's pupils fill, spread over its districts where children live."""
    rng = stream(plan.seed, "schools")
    rule, areas = plan.model.eligibility, plan.areas
    pupils = plan.persons * plan.levels.at("pupils_per_resident", plan.levels.city, plan.model.base_year)
    number = max(6, round((pupils / PUPILS_A_SCHOOL) * (1.0 + 8.0 * (PUPILS_A_SCHOOL / pupils) ** 0.5) / 1.6))
    independent = max(2, round(number * 0.42))
    municipal = max(4, number - independent)
    children = areas.residents[:-1, :, SCHOOL_AGES].sum(axis=(1, 2)).astype(np.float64)
    place = np.concatenate(
        (
            _spread(rng, plan, children, municipal),
            rng.choice(len(children), independent, p=children / children.sum()),
        )
    )
    provider = np.repeat(np.array([MUNICIPAL, INDEPENDENT]), (municipal, independent))
    effect = np.clip(rng.normal(0, rule.school_spread, len(place)), -0.04, 0.04)
    effect[0], effect[1] = rule.best_school, rule.worst_school
    distance = np.hypot(
        areas.x[:, None] - areas.x[place][None, :], areas.y[:, None] - areas.y[place][None, :]
    )
    reach = np.where(provider == MUNICIPAL, NEAR, FAR)
    size = rng.uniform(0.6, 1.6, len(place))
    pull = size * np.maximum(1.0 / (1.0 + (distance / reach) ** 4), 1e-6)
    return Schools(
        names=tuple(f"sim-skola-{number + 1:03}" for number in range(len(place))),
        provider=provider,
        effect=effect,
        pull=np.concatenate((pull, size[None, :])),
        schooled=np.where(provider == INDEPENDENT, np.exp(rng.normal(0.4, 1.0, len(place))), 1.0),
    )


def _spread(rng: np.random.Generator, plan: SimulationPlan, children: Floats, number: int) -> Whole:
    """Municipal schools where most children live, no area with two before every district has one."""
    district = plan.targets.levels.of[:-1]
    taken: list[int] = []
    left = children * rng.uniform(0.7, 1.3, len(children))
    need = np.bincount(district, children)
    have = np.zeros(len(need))
    for _ in range(number):
        where = int(np.argmax(need / (have + 0.5)))
        inside = np.flatnonzero(district == where)
        best = int(inside[np.argmax(left[inside])])
        taken.append(best)
        left[best] *= 0.3
        have[where] += 1
    return np.array(taken)


def choose_schools(
    rng: np.random.Generator, schools: Schools, share: float, area: Codes, parents: Codes, city: Truths
) -> Whole:
    """A school for each pupil: exactly the share in independent ones, more of those with schooled parents.

    `area`: the home, nowhere for those from other municipalities (`city` false), who mostly come for an
    independent school.
    """
    odds = np.array([0.55, 1.0, 1.7, 0.8])[parents] * np.where(city, 1.0, 6.0)
    independent = chosen(
        rng, np.zeros(len(area), np.int64), np.array([round(share * len(area))]), odds
    ).astype(np.int64)
    draw = rng.random(len(area))
    found = np.zeros(len(area), np.int64)
    for provider in (MUNICIPAL, INDEPENDENT):
        own = schools.provider == provider
        for schooled in (False, True):
            who = np.flatnonzero((independent == provider) & ((parents == POST) == schooled))
            pull = schools.pull[:, own] * (schools.schooled[own] if schooled else 1.0)
            ladder = np.cumsum(pull, axis=1)
            ladder /= ladder[:, -1:]
            place = (ladder[area[who]] < draw[who, None]).sum(axis=1)
            found[who] = np.flatnonzero(own)[place]
    return found


def in_grade_nine(residents: People, year: int) -> Whole:
    """The places of the residents who turn 16 in the year."""
    return np.flatnonzero(residents.born == year - 16)
