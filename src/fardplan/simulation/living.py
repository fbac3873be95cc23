"""Studies, work and income of a year, and the population register made of them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import ndtri

from fardplan.simulation.areas import SEXES, codes_of, rates
from fardplan.simulation.moving import Year
from fardplan.simulation.people import (
    BORN_ABROAD,
    COMPULSORY,
    EDUCATIONS,
    ORIGINS,
    POST,
    TENURES,
    UPPER,
    People,
)
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, chosen, stream

AGE_GROUPS = ((0, "0-15"), (16, "16-19"), (20, "20-24"), (25, "25-29"), (30, "30-44"), (45, "45-64"),
              (65, "65-79"), (80, "80-"))  # fmt: skip
BANDS = ((16, 16), (17, 24), (25, 29))
"""Ages, first and last, that share a rate of neither working nor studying."""
STUDIES = ((0, 0.0), (6, 1.0), (16, 0.96), (19, 0.5), (20, 0.42), (23, 0.38), (25, 0.24), (28, 0.15),
           (32, 0.06),
           (45, 0.015), (65, 0.0))  # fmt: skip
_SPREAD = np.round(np.exp(0.55 * ndtri((np.arange(2048) + 0.5) / 2048)), 5)
_SPREAD[-40:] *= np.round(np.linspace(1.0, 2.2, 40), 5)
"""Earnings by place among earners: half of all within a factor of 1.5, the highest far above."""


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """What a year's registers say of each resident, in the order of the residents."""

    age: Codes
    district: Codes  # of the levels
    in_education: Truths
    student_aid: Truths
    sfi: Codes
    nordic: Truths
    neet: Truths
    employed: Truths
    income: Whole


def live(plan: SimulationPlan, residents: People, year: int) -> Life:
    """A year of studies and work: quotas by district, so that what is planted can be counted again."""
    rng = stream(plan.seed, "studies and work", year)
    age = year - residents.born
    district = plan.targets.levels.of[residents.area]
    size = plan.targets.levels.size + 1
    youth = plan.model.youth
    nordic = (age >= 16) & (age < 65) & (rng.random(len(age)) < youth.nordic)
    newcomer = (residents.origin == BORN_ABROAD) & (residents.arrived >= year - 3) & (age >= 16) & (age < 65)
    learns = newcomer & (rng.random(len(age)) < 0.55)
    studies = rates(STUDIES)[age] * np.where(age < 19, 1.0, np.array([0.45, 0.75, 1.6])[residents.final])
    neet = _neither(rng, plan, residents, age, district, nordic, year)
    learns &= ~nordic
    sfi = np.where(learns, np.where(neet, rng.integers(1, 61, len(age)), rng.integers(61, 600, len(age))), 0)
    in_education = (rng.random(len(age)) < studies) & ~neet & ~nordic
    aid = in_education & (age >= 20) & (age < 40) & (rng.random(len(age)) < 0.72)
    employed = _employed(rng, plan, residents, age, district, in_education, sfi, neet | nordic, year)
    income = _incomes(rng, plan, residents, year, Life(
        age, district, in_education, aid, sfi, nordic, neet, employed, np.zeros(0, np.int64)
    ), size)  # fmt: skip
    return Life(age, district, in_education, aid, sfi.astype(np.int16), nordic, neet, employed, income)


def _neither(
    rng: np.random.Generator,
    plan: SimulationPlan,
    residents: People,
    age: Codes,
    district: Codes,
    nordic: Truths,
    year: int,
) -> Truths:
    """Exactly the district's share of each band of ages, likelier for those who were so before."""
    shares = youth_shares(plan, age, district, nordic, year)
    found = np.zeros(len(age), bool)
    odds = np.array([4.0, 1.2, 0.5])[residents.final] * np.where(residents.origin == BORN_ABROAD, 1.4, 1.0)
    odds *= np.where(residents.neet, plan.model.youth.again, 1.0) * np.interp(age, (17, 20), (0.3, 1.0))
    for number, (least, most) in enumerate(BANDS):
        band = np.flatnonzero((age >= least) & (age <= most) & ~nordic)
        size = np.bincount(district[band], minlength=shares.shape[1])
        quota = np.round(shares[number] * size).astype(np.int64)
        found[band[chosen(rng, district[band], quota, odds[band])]] = True
    return found


def youth_shares(plan: SimulationPlan, age: Codes, district: Codes, nordic: Truths, year: int) -> Floats:
    """The share neither working nor studying: (bands, districts and nowhere).

    The districts lie to each other as the levels say and meet the city's known share among ages 17–24; from
    the year of the planted change its group lies that much from where it would have been.
    """
    rule, places = plan.model.youth, plan.targets.levels
    ratio = plan.levels.by_place("neet_ratio", places)
    young = (age >= 17) & (age <= 24) & ~nordic
    size = np.bincount(district[young], minlength=places.size + 1)
    city = plan.levels.at("neet", plan.levels.city, year)
    shares = ratio * city * size.sum() / max(float(ratio @ size), 1e-9)
    if year >= rule.first:
        shares = shares + rule.change * np.append(np.isin(places.names, rule.group), False)
    return np.clip(np.outer(rule.by_age, shares), 0.0, 0.6)


def _employed(
    rng: np.random.Generator,
    plan: SimulationPlan,
    residents: People,
    age: Codes,
    district: Codes,
    in_education: Truths,
    sfi: Codes,
    not_working: Truths,
    year: int,
) -> Truths:
    """The district's share of ages 20–64; some of the young and the old as well."""
    places = plan.targets.levels
    passed = np.clip(plan.model.employed_trend * (year - 2017), -0.04, 0.02)
    share = np.clip(plan.levels.by_place("employed", places) + passed, 0.05, 0.98)
    working = np.flatnonzero((age >= 20) & (age <= 64))
    quota = np.round(share * np.bincount(district[working], minlength=len(share))).astype(np.int64)
    able = working[~not_working[working]]
    odds = np.where(in_education[able], 0.25, 1.0) * np.where(sfi[able] > 60, 0.2, 1.0)
    odds *= np.array([0.6, 1.0, 1.3])[residents.final[able]] * np.where(residents.employed[able], 6.0, 1.0)
    employed = np.zeros(len(age), bool)
    employed[able[chosen(rng, district[able], quota, odds)]] = True
    chance = np.where((age >= 16) & (age < 20), 0.3, np.where((age >= 65) & (age < 75), 0.14, 0.0))
    return employed | ((rng.random(len(age)) < chance) & ~not_working)


def _incomes(
    rng: np.random.Generator, plan: SimulationPlan, residents: People, year: int, life: Life, size: int
) -> Whole:
    """Earned income: the mean of ages 20–64 lies between districts as incomes do, and grows every year.

    Who is neither working nor studying earns at most nine tenths of the base amount, and who is not in
    education or Swedish for immigrants and is no such person, at least a tenth above it.
    """
    amount = plan.model.base_amount[year]
    draw = rng.random(len(life.age))
    little = np.floor(0.9 * amount * draw)
    earned = _SPREAD[np.minimum((residents.talent * 2048).astype(np.int64), 2047)]
    earned = earned * np.interp(life.age, (16, 20, 30, 45, 64), (0.25, 0.45, 0.85, 1.15, 1.1))
    earned = earned * np.array([0.85, 1.0, 1.35])[residents.final] * (0.9 + 0.2 * draw)
    earned = np.where(life.in_education, 0.3 * earned, earned)
    level = plan.levels.by_place("income", plan.targets.levels) * (1 + plan.model.income_growth) ** (
        year - 2016
    )
    grown = (life.age >= 20) & (life.age < 65)
    count = np.bincount(life.district, grown, size)
    sums = np.bincount(life.district, earned * (grown & life.employed), size)
    factor = level * count / np.where(sums > 0, sums, 1.0)
    working = np.maximum(np.floor(earned * factor[life.district]), 1.1 * amount)
    bound = (life.age >= 16) & (life.age < 30) & ~life.neet & ~life.nordic
    must = bound & ~life.in_education & (life.sfi <= 60)
    other = np.where(must, np.floor(amount * (1.1 + draw)), np.where(draw < 0.6, 0.0, little))
    student = life.in_education & life.employed
    income = np.where(
        life.employed, np.where(student, np.floor(earned * factor[life.district]), working), other
    )
    income = np.where(life.neet | life.nordic, np.where(draw < 0.5, 0.0, little), income)
    return np.where(life.age < 16, 0, income).astype(np.int64)


def education_of(rng: np.random.Generator, residents: People, age: Codes, year: int) -> Codes:
    """The highest education reached by now; none told below 16, and unknown of some who have just come."""
    reached = np.where(
        age < 19, COMPULSORY, np.where(age < 25, np.minimum(residents.final, UPPER), residents.final)
    )
    reached = np.where((age >= 23) & (age < 25) & (residents.talent > 0.6), residents.final, reached)
    assert POST == 2
    new = (residents.origin == BORN_ABROAD) & (residents.arrived >= year - 1)
    unknown = rng.random(len(age)) < np.where(new, 0.35, 0.004)
    return np.where((age < 16) | unknown, -1, reached)


def population(plan: SimulationPlan, passed: Year, life: Life) -> pl.DataFrame:
    """The register `befolkning` of a year: residents, and after them those who left and are still in it."""
    rng = stream(plan.seed, "register", passed.year)
    shown = (passed.dead | (rng.random(len(passed.left)) < plan.model.life.left_shown)) & (
        passed.left.born <= passed.year
    )
    gone = passed.left.where(shown)
    now = population_rows(plan, rng, passed.residents, life, passed.year)
    then = population_rows(plan, rng, gone, _none(plan, gone, passed.year), passed.year)
    why = codes_of(("moved", "dead"), passed.dead[shown].astype(np.int8))
    return pl.concat(
        (
            now.with_columns(left=pl.lit(None, pl.String), left_month=pl.lit(None, pl.Int16)),
            then.with_columns(left=why, left_month=pl.Series(passed.month[shown], dtype=pl.Int16)),
        )
    )


def _none(plan: SimulationPlan, gone: People, year: int) -> Life:
    """Of those who left nothing more is told than who they were."""
    size = len(gone)
    no = np.zeros(size, bool)
    whole = np.zeros(size, np.int64)
    age = year - gone.born
    return Life(age, plan.targets.levels.of[gone.area], no, no, whole, no, no, no, whole)


def population_rows(
    plan: SimulationPlan, rng: np.random.Generator, residents: People, life: Life, year: int
) -> pl.DataFrame:
    group = np.searchsorted([start for start, _ in AGE_GROUPS], life.age, side="right") - 1
    return pl.DataFrame(
        {
            "person": pl.Series(residents.person, dtype=pl.Int64),
            "year": pl.Series(np.full(len(residents), year), dtype=pl.Int16),
            "basomrade": codes_of(plan.areas.codes, residents.area),
            "sex": codes_of(SEXES, residents.sex),
            "age": pl.Series(life.age, dtype=pl.Int16),
            "age_group": codes_of([name for _, name in AGE_GROUPS], group),
            "origin": codes_of(ORIGINS, residents.origin),
            "education": codes_of(EDUCATIONS, education_of(rng, residents, life.age, year)),
            "tenure": codes_of(TENURES, residents.tenure),
            "income": pl.Series(life.income).cast(pl.Int32),
            "nordic_income": pl.Series(life.nordic),
            "student_aid": pl.Series(life.student_aid),
            "in_education": pl.Series(life.in_education),
            "sfi_hours": pl.Series(life.sfi).cast(pl.Int16),
            "employed": pl.Series(life.employed),
        }
    )
