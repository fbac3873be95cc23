"""The residents of a simulated city: arrays of one length, a place each, and how they come about."""

from dataclasses import dataclass, fields

import numpy as np

from fardplan.simulation.areas import AGES, SEXES
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, apportion_within, chosen, stream

ORIGINS = ("sverige", "utrikes_foraldrar", "utrikes")
EDUCATIONS = ("forgymnasial", "gymnasial", "eftergymnasial")
TENURES = ("hyresratt", "bostadsratt", "aganderatt")
NATIVE, SECOND, BORN_ABROAD = 0, 1, 2
COMPULSORY, UPPER, POST = 0, 1, 2
MISSING = -1

OLDEST = 104
WITHIN = (
    (1.0,) * 6,
    (1.0,) * 10,
    (1.0,) * 4,
    (*np.linspace(0.7, 1.25, 10), *np.linspace(1.25, 0.95, 15)),
    tuple(np.linspace(1.1, 0.9, 20)),
    tuple(np.linspace(1.2, 0.7, 15)),
    tuple(0.88**age for age in range(OLDEST - 80 + 1)),
)
"""How the ages of a group share its people, made up: few between 20 and 24, most around 30."""


@dataclass(slots=True, eq=False)
class People:
    """Everybody who lives in the city on the last day of a year, in no order.

    `area` is a place among the areas, `household` a number that its members share, `final` the education that
    a person will have, `arrived` the year of immigration (0 for those born in the country), `talent` the
    place, from 0 to 1, among earners. `parents` is their education, -1 where it is unknown.
    """

    person: Whole
    born: Codes
    sex: Codes
    origin: Codes
    area: Codes
    household: Codes
    final: Codes
    parents: Codes
    tenure: Codes
    arrived: Codes
    talent: Codes
    neet: Truths
    employed: Truths

    def __len__(self) -> int:
        return len(self.person)

    def where(self, kept: Truths | Whole) -> "People":
        return People(*(getattr(self, item.name)[kept] for item in fields(self)))

    @property
    def foreign(self) -> Truths:
        found: Truths = self.origin != NATIVE
        return found


def together(*groups: People) -> People:
    return People(*(np.concatenate([getattr(one, item.name) for one in groups]) for item in fields(People)))


TYPES = {
    "person": np.int64, "born": np.int16, "sex": np.int8, "origin": np.int8, "area": np.int16,
    "household": np.int32, "final": np.int8, "parents": np.int8, "tenure": np.int8, "arrived": np.int16,
    "talent": np.float32, "neet": np.bool_, "employed": np.bool_,
}  # fmt: skip


def people(**columns: Codes | int | bool) -> People:
    """People of whole columns or single values, in the types that they are kept in."""
    size = len(columns["person"])  # type: ignore[arg-type]
    return People(
        *(
            np.broadcast_to(np.asarray(columns[item.name], TYPES[item.name]), size).copy()
            for item in fields(People)
        )
    )


def first_people(plan: SimulationPlan, year: int) -> People:
    """The city at the end of a year: the real residents of every small area by sex and age, to scale."""
    rng = stream(plan.seed, "first people", year)
    targets = plan.targets
    by_area = targets.by_area(year)
    kinds = plan.areas.residents.reshape(len(by_area), -1).astype(np.float64)
    empty = kinds.sum(axis=1) == 0
    kinds[empty] = kinds[-1]
    size = kinds.shape[1]
    counts = apportion_within(by_area, np.repeat(np.arange(len(by_area)), size), kinds.ravel())
    area = np.repeat(np.repeat(np.arange(len(by_area)), size), counts)
    kind = np.repeat(np.tile(np.arange(size), len(by_area)), counts)
    sex, group = np.divmod(kind, len(AGES))
    age = _ages(rng, group)
    origin = _origins(rng, plan, year, area, age)
    final, parents = schooling(rng, plan, area, origin)
    born_abroad = origin == BORN_ABROAD
    stay = rng.integers(0, 30, len(area))
    assert len(SEXES) == 2
    found = people(
        person=np.arange(1, len(area) + 1),
        born=year - age,
        sex=sex,
        origin=origin,
        area=area,
        household=0,
        final=final,
        parents=parents,
        tenure=0,
        arrived=np.where(born_abroad, year - np.minimum(stay, age), 0),
        talent=rng.random(len(area)),
        neet=False,
        employed=(age >= 20) & (age < 65) & (rng.random(len(area)) < 0.8),
    )
    found.household = first_households(rng, found, age)
    found.tenure = tenures(rng, plan, found)
    return found


def _ages(rng: np.random.Generator, group: Codes) -> Whole:
    age = np.zeros(len(group), np.int64)
    for number, (start, weights) in enumerate(zip(AGES, WITHIN, strict=True)):
        here = group == number
        ladder = np.cumsum(weights) / np.sum(weights)
        age[here] = start + np.searchsorted(ladder, rng.random(int(here.sum())), side="right")
    return np.minimum(age, OLDEST)


def _origins(rng: np.random.Generator, plan: SimulationPlan, year: int, area: Codes, age: Codes) -> Whole:
    """Foreign background to the districts' shares, unequal between their areas; the young are born here."""
    targets = plan.targets
    district = targets.levels.of[area]
    size = np.bincount(district, minlength=targets.levels.size + 1)
    quota = np.round(targets.foreign(year) * size).astype(np.int64)
    share = targets.foreign_by_area(year)[area]
    odds = share / (1.0 - share) * np.where(age < 65, 1.0, 0.6)
    foreign = chosen(rng, district, quota, odds)
    return np.where(foreign, abroad_or_here(rng, age), NATIVE)


def abroad_or_here(rng: np.random.Generator, age: Codes) -> Whole:
    """Of people of foreign background: born abroad, or here of two parents born abroad."""
    here = np.interp(age, (0, 15, 30, 45, 90), (0.92, 0.7, 0.3, 0.06, 0.02))
    return np.where(rng.random(len(age)) < here, SECOND, BORN_ABROAD)


def schooling(
    rng: np.random.Generator, plan: SimulationPlan, area: Codes, origin: Codes
) -> tuple[Whole, Whole]:
    """The education people will have, and their parents', by district and origin."""
    places = plan.targets.levels
    post = plan.levels.by_place("post_secondary", places)[places.of[area]]
    least = plan.levels.by_place("compulsory_only", places)[places.of[area]]
    least = np.clip(least * np.array([0.7, 1.0, 1.5])[origin], 0.0, 0.6)
    first, second = rng.random(len(area)), rng.random(len(area))
    alike = np.where(rng.random(len(area)) < 0.45, first, second)
    unknown = rng.random(len(area)) < np.array([0.004, 0.01, 0.06])[origin]
    final = _level(first, least, post)
    parents = np.where(unknown, MISSING, _level(alike, least * 1.1, post * 0.95))
    return final, parents


def _level(draw: Floats, least: Floats, post: Floats) -> Whole:
    return np.where(draw < least, COMPULSORY, np.where(draw >= 1.0 - post, POST, UPPER))


def tenures(rng: np.random.Generator, plan: SimulationPlan, residents: People) -> Codes:
    """A tenure for every household, by its district's housing and its first member's schooling."""
    places = plan.targets.levels
    rented = plan.levels.by_place("rented", places)[places.of[residents.area]]
    owned = plan.levels.by_place("owned", places)[places.of[residents.area]]
    draw = rng.random(int(residents.household.max(initial=0)) + 1)[residents.household]
    return np.where(draw < rented, 0, np.where(draw >= 1.0 - owned, 2, 1)).astype(np.int8)


def first_households(rng: np.random.Generator, residents: People, age: Codes) -> Whole:
    """Children with a woman of their area aged 24–54, some women with a man; the others live alone."""
    household = np.arange(len(age), dtype=np.int64)
    children = np.flatnonzero(age < 19)
    mothers = np.flatnonzero((residents.sex == 0) & (age >= 24) & (age <= 54) & (rng.random(len(age)) < 0.62))
    household[children] = household[_matched(residents.area, age, children, mothers, children)]
    with_child = np.zeros(len(age), bool)
    with_child[household[children]] = True
    paired = rng.random(len(age)) < np.where(with_child, 0.9, 0.7)
    women = np.flatnonzero((residents.sex == 0) & (age >= 22) & paired)
    men = np.flatnonzero((residents.sex == 1) & (age >= 22) & (rng.random(len(age)) < 0.9))
    order = np.lexsort((age[women], residents.area[women]))
    women = women[order]
    rank = _ranks(residents.area[women])
    men = men[np.lexsort((age[men], residents.area[men]))]
    start = np.searchsorted(residents.area[men], residents.area[women])
    place = start + rank
    fits = (place < len(men)) & (
        residents.area[men[np.minimum(place, len(men) - 1)]] == residents.area[women]
    )
    household[men[place[fits]]] = household[women[fits]]
    return household


def _matched(area: Codes, age: Codes, seeking: Whole, offered: Whole, otherwise: Whole) -> Whole:
    """For each of the seeking one of the offered in the same area, the younger with the younger."""
    if len(offered) == 0:
        return otherwise
    order = np.lexsort((age[seeking], area[seeking]))
    ranked = seeking[order]
    offered = offered[np.lexsort((age[offered], area[offered]))]
    size = np.bincount(area[offered], minlength=int(area.max()) + 1)
    start = np.concatenate(([0], np.cumsum(size)[:-1]))
    rank = _ranks(area[ranked])
    here = size[area[ranked]]
    place = start[area[ranked]] + rank % np.maximum(here, 1)
    found = np.where(here > 0, offered[np.minimum(place, len(offered) - 1)], ranked)
    result = np.empty(len(seeking), np.int64)
    result[order] = found
    return result


def _ranks(groups: Codes) -> Whole:
    """The place of each in its group; `groups` are in order."""
    return np.arange(len(groups)) - np.searchsorted(groups, groups)
