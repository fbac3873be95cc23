"""Grade 9: who is eligible for upper secondary school, with level, gap and school effects planted."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fardplan.simulation.areas import SEXES, codes_of
from fardplan.simulation.people import BORN_ABROAD, EDUCATIONS, MISSING, NATIVE, ORIGINS, People, schooling
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.schools import MUNICIPAL, PROVIDERS, Schools, choose_schools, in_grade_nine
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, evenly, stream

ELSEWHERE = 1_000_000_000
"""Serial numbers of pupils from other municipalities begin here."""
SUBJECTS = 13
"""Beside Swedish, English and mathematics."""


@dataclass(frozen=True, slots=True, eq=False)
class Pupils:
    """A year's pupils: those of the city first. `parents` is -1 where nothing is known of them."""

    person: Whole
    area: Codes
    city: Truths
    sex: Codes
    origin: Codes
    parents: Codes
    newly: Truths
    unknown: Truths
    graded: Truths
    school: Whole
    group: Truths  # lives in the districts of the planted gap
    eligible: Truths


def pupils_of(plan: SimulationPlan, schools: Schools, residents: People, year: int) -> Pupils:
    """Those who leave grade 9 in the city's schools in a year, each with a school and a result."""
    rng = stream(plan.seed, "grade 9", year)
    own = residents.where(in_grade_nine(residents, year))
    number = round(plan.model.eligibility.from_elsewhere * len(own))
    area = np.concatenate((own.area.astype(np.int64), np.full(number, plan.areas.nowhere)))
    city = np.arange(len(area)) < len(own)
    away_origin = np.where(rng.random(number) < 0.78, NATIVE, BORN_ABROAD)
    _, away_parents = schooling(rng, plan, area[len(own) :], away_origin)
    origin = np.concatenate((own.origin, away_origin))
    parents = np.concatenate((own.parents, away_parents))
    newly = np.concatenate(((own.arrived >= year - 4) & (own.origin == BORN_ABROAD), np.zeros(number, bool)))
    unknown = newly & (rng.random(len(area)) < 0.25)
    parents = np.where(unknown, MISSING, parents)
    sex = np.concatenate((own.sex, (rng.random(number) < 0.5).astype(np.int8)))
    graded = rng.random(len(area)) >= 0.008
    share = plan.levels.at(
        "independent_share", plan.levels.city, year, outside=plan.model.eligibility.independent_trend
    )
    school = choose_schools(rng, schools, min(share, 0.9), area, parents, city)
    person = np.concatenate((own.person, ELSEWHERE + (year - 1900) * 1_000_000 + np.arange(number)))
    district = plan.targets.levels.mask(plan.model.eligibility.group)
    group = district[area] & city
    found = Pupils(
        person,
        area,
        city,
        sex,
        origin,
        parents,
        newly,
        unknown,
        graded,
        school,
        group,
        np.zeros(len(area), bool),
    )
    chance = chances(plan, schools, found, year)
    stratum = schools.provider[school] * 4 + group * 2 + 1 * ~graded
    found.eligible[:] = evenly(rng, stratum, chance, within=school) & graded
    return found


def known_level(plan: SimulationPlan, year: int) -> float:
    """The share eligible in municipal schools: as known, outside those years by the planted trend."""
    return plan.levels.at("eligible_municipal", plan.levels.city, year, outside=plan.model.eligibility.trend)


def gap_of(plan: SimulationPlan, year: int) -> float:
    """How far the planted group lies below the other pupils of the city, in municipal schools."""
    rule = plan.model.eligibility
    return max(0.0, rule.gap + rule.gap_trend * (year - rule.level_year))


def chances(plan: SimulationPlan, schools: Schools, pupils: Pupils, year: int) -> Floats:
    """The chance of each to be eligible, such that municipal schools meet the level and the gap exactly.

    Who is newly arrived or of unknown background has a chance of their own. The others differ by parents,
    origin, sex and school as planted, and are shifted together, the group and the rest each by what meets the
    level. Independent schools meet their own level.
    """
    rule = plan.model.eligibility
    counted = pupils.graded & ~(pupils.unknown & (year in rule.without_unknown))
    municipal = schools.provider[pupils.school] == MUNICIPAL
    fixed = np.where(pupils.unknown, rule.unknown, np.where(pupils.newly, rule.newly_arrived, np.nan))
    parents = [*rule.parents, rule.parents_missing]
    differs = (
        np.array(parents)[pupils.parents]
        + np.array(rule.origins)[pupils.origin]
        + np.where(pupils.sex == 0, rule.girls / 2, -rule.girls / 2)
        + schools.effect[pupils.school]
    )
    chance = np.zeros(len(pupils.person))
    level, gap = known_level(plan, year), gap_of(plan, year)
    part = _share(municipal & counted & pupils.group, municipal & counted)
    aims = {
        (True, True): level - gap * (1 - part),
        (True, False): level + gap * part,
        (False, True): plan.levels.at("eligible_independent", plan.levels.city, year, outside=0.001) - 0.03,
        (False, False): plan.levels.at("eligible_independent", plan.levels.city, year, outside=0.001),
    }
    for (of_city, of_group), aim in aims.items():
        here = (municipal == of_city) & (pupils.group == of_group)
        chance[here] = _shifted(differs[here], fixed[here], counted[here], aim)
    return np.where(pupils.graded, chance, 0.0)


def _share(part: Truths, whole: Truths) -> float:
    return float(part.sum()) / max(int(whole.sum()), 1)


def _shifted(differs: Floats, fixed: Floats, counted: Truths, aim: float) -> Floats:
    """Chances from 0.01 to 0.995 whose mean over the counted is the aim, by halving."""
    low, high = -1.0, 2.0
    for _ in range(50):
        middle = (low + high) / 2
        chance = np.where(np.isnan(fixed), np.clip(middle + differs, 0.01, 0.995), fixed)
        if counted.any() and chance[counted].mean() < aim:
            low = middle
        else:
            high = middle
    return np.where(np.isnan(fixed), np.clip(high + differs, 0.01, 0.995), fixed)


def pupil_rows(plan: SimulationPlan, schools: Schools, pupils: Pupils, year: int) -> pl.DataFrame:
    """The register `elever-ak9`: passes in subjects, such that the rule of the year tells who is eligible."""
    rng = stream(plan.seed, "grades", year)
    size = len(pupils.person)
    eligible, graded = pupils.eligible, pupils.graded
    eight = year >= plan.model.eligibility.eight_subjects
    only_others = ~eligible & (rng.random(size) < 0.12) if eight else np.zeros(size, bool)
    failed = ~eligible & ~only_others
    lacks = np.stack([rng.random(size) < chance for chance in (0.35, 0.45, 0.75)])
    lacks[2] |= ~lacks.any(axis=0)
    passes = [~(failed & lacks[number]) & graded for number in range(3)]
    few, many = rng.integers(0, 5, size), rng.integers(5, SUBJECTS + 1, size)
    enough = np.where(
        eligible, np.maximum(many, rng.integers(5, SUBJECTS + 1, size)), rng.integers(0, 12, size)
    )
    if not eight:
        enough = np.where(eligible & (rng.random(size) < 0.02), few, enough)
    others = np.where(graded, np.where(only_others, few, enough), 0)
    unknown = pupils.unknown
    return pl.DataFrame(
        {
            "person": pl.Series(pupils.person, dtype=pl.Int64),
            "year": pl.Series(np.full(size, year), dtype=pl.Int16),
            "school": codes_of(schools.names, pupils.school),
            "provider": codes_of(PROVIDERS, schools.provider[pupils.school]),
            "basomrade": codes_of(plan.areas.codes, np.where(pupils.city, pupils.area, -1)),
            "home_city": pl.Series(pupils.city),
            "sex": codes_of(SEXES, pupils.sex),
            "origin": codes_of(ORIGINS, np.where(unknown, -1, pupils.origin)),
            "newly_arrived": pl.Series(pupils.newly),
            "unknown_background": pl.Series(unknown),
            "parents_education": codes_of(EDUCATIONS, pupils.parents),
            "swedish": pl.Series(passes[0]),
            "english": pl.Series(passes[1]),
            "maths": pl.Series(passes[2]),
            "other_passes": pl.Series(others).cast(pl.Int16),
            "graded": pl.Series(graded),
        }
    )
