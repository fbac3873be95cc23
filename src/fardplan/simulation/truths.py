"""What is planted, in numbers that a count of the registers must find again."""

from typing import Any

import numpy as np

from fardplan.simulation.living import BANDS, Life
from fardplan.simulation.people import People
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.projects import planted_share, starts
from fardplan.simulation.pupils import Pupils, gap_of, known_level
from fardplan.simulation.schools import MUNICIPAL, Schools
from fardplan.simulation.streams import Truths
from fardplan.simulation.surveys import Sample
from fardplan.simulation.workplaces import day_population


def of_year(
    plan: SimulationPlan, residents: People, life: Life, schools: Schools, pupils: Pupils, year: int
) -> dict[str, Any]:
    """The truths of a year. A share is from 0 to 1; where none can be, there is nothing."""
    return {
        "population": _population(plan, residents),
        "foreign_background": _by_district(plan, life, residents.foreign, np.ones(len(residents), bool)),
        "employed_20_64": _by_district(plan, life, life.employed, (life.age >= 20) & (life.age <= 64)),
        "neither_17_24": _youth(plan, life),
        "eligibility": _eligibility(plan, schools, pupils, year),
        "day_population": _day(plan, year),
        "housing": _housing(plan, year),
    }


def of_survey(sample: Sample) -> dict[str, Any]:
    """The share that the weights mend, and what a count without them is expected to find."""
    return {
        "share": round(sample.share, 6),
        "expected_unweighted": round(sample.expected_unweighted, 6),
        "asked": len(sample.people),
        "answered": int(sample.responded.sum()),
    }


def plants(plan: SimulationPlan, schools: Schools) -> dict[str, Any]:
    """The truths that hold in every year, as they were asked for."""
    model = plan.model
    rule = model.eligibility
    return {
        "youth": {
            "districts": list(model.youth.group), "first": model.youth.first, "change": model.youth.change
        },
        "eligibility": {
            "districts": list(rule.group),
            "gap": rule.gap,
            "gap_year": rule.level_year,
            "gap_trend": rule.gap_trend,
            "level_trend_outside_known_years": rule.trend,
            "three_subjects_before": rule.eight_subjects,
            "without_unknown_background": list(rule.without_unknown),
        },
        "schools": {schools.names[0]: rule.best_school, schools.names[1]: rule.worst_school},
        "foreign_background": {
            "level_year": model.origins.level_year, "trend": model.origins.trend, "drift": model.origins.drift
        },
        "workplaces": {
            "districts": list(model.work.group),
            "share_trend": model.work.share_trend,
            "break_year": model.work.break_year,
            "break_factor": model.work.break_factor,
            "dominated_area": model.work.dominated_area,
            "dominated_share": model.work.dominated_share,
        },
        "housing": {
            "areas": list(model.housing.group),
            "level_year": model.housing.level_year,
            "share": model.housing.share,
            "trend": model.housing.trend,
            "not_reported_by_quarter_last_first": list(model.housing.late),
        },
        "trust": {
            "mode_change": model.surveys.trust.mode_change, "mode_effect": model.surveys.trust.mode_effect
        },
    }  # fmt: skip


def _population(plan: SimulationPlan, residents: People) -> dict[str, int]:
    places = plan.targets.margins
    counts = np.bincount(places.of[residents.area], minlength=places.size + 1)
    return {
        name: int(count) for name, count in zip((*places.names, plan.model.unplaced), counts, strict=True)
    }


def _by_district(plan: SimulationPlan, life: Life, part: Truths, whole: Truths) -> dict[str, Any]:
    places = plan.targets.levels
    every = np.bincount(life.district[whole], minlength=places.size)
    some = np.bincount(life.district[whole & part], minlength=places.size)
    return {name: [int(some[place]), int(every[place])] for place, name in enumerate(places.names)}


def _youth(plan: SimulationPlan, life: Life) -> dict[str, Any]:
    least, most = BANDS[1]
    young = (life.age >= least) & (life.age <= most) & ~life.nordic
    return {
        "city": [int((young & life.neet).sum()), int(young.sum())],
        "districts": _by_district(plan, life, life.neet, young),
    }


def _eligibility(plan: SimulationPlan, schools: Schools, pupils: Pupils, year: int) -> dict[str, Any]:
    municipal = (schools.provider[pupils.school] == MUNICIPAL) & pupils.graded
    if year in plan.model.eligibility.without_unknown:
        municipal &= ~pupils.unknown
    return {
        "level": round(known_level(plan, year), 6),
        "gap": round(gap_of(plan, year), 6),
        "municipal": [int((municipal & pupils.eligible).sum()), int(municipal.sum())],
    }


def _day(plan: SimulationPlan, year: int) -> dict[str, Any]:
    totals = day_population(plan, year)
    names = plan.targets.levels.names
    inside = np.isin(names, plan.model.work.group)
    placed = totals[:-1]
    return {
        "districts": {name: int(count) for name, count in zip(names, placed, strict=True)},
        "unplaced": int(totals[-1]),
        "share_of_group": round(float(placed[inside].sum() / max(placed.sum(), 1)), 6),
    }


def _housing(plan: SimulationPlan, year: int) -> dict[str, Any]:
    total, inside = starts(plan, year)
    return {
        "begun": int(total.sum()),
        "begun_in_group": int(inside.sum()),
        "planted_share": round(planted_share(plan, year), 6),
    }
