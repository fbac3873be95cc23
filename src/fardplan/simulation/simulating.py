"""A simulated city, year by year: the frames of its registers and the truths planted in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from fardplan.simulation import truths
from fardplan.simulation.faults import planted
from fardplan.simulation.living import live, population
from fardplan.simulation.moving import pass_year
from fardplan.simulation.people import first_people
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.projects import project_stages
from fardplan.simulation.pupils import pupil_rows, pupils_of
from fardplan.simulation.schools import schools_of
from fardplan.simulation.surveys import survey_of, survey_rows
from fardplan.simulation.workplaces import Tenants, workplace_rows, workplaces_of

REGISTERS = (
    "befolkning",
    "elever-ak9",
    "arbetsplatser",
    "bostadsprojekt",
    "trygghetsmatning",
    "medborgarundersokning",
)
SURVEYS = {"safety": "trygghetsmatning", "trust": "medborgarundersokning"}


@dataclass(frozen=True, slots=True, eq=False)
class CityYear:
    """What one year adds: rows of every register that has any, planted truths, and faults by register."""

    year: int
    rows: dict[str, pl.DataFrame]
    truths: dict[str, Any]
    faults: dict[str, dict[str, int]]


def simulate(plan: SimulationPlan) -> Iterator[CityYear]:
    """The city's years in order, one at a time in memory.

    Every register is a function of the plan; a frame has the columns and types of the register's definition.
    Nobody stands twice in a year unless faults are planted.
    """
    schools, workplaces, projects = schools_of(plan), workplaces_of(plan), project_stages(plan)
    tenants = Tenants(plan, workplaces)
    residents = first_people(plan, plan.years[0] - 1)
    next_person = len(residents) + 1
    for year in plan.span:
        passed = pass_year(plan, residents, year, next_person)
        residents, next_person = passed.residents, passed.next_person
        life = live(plan, residents, year)
        residents.neet, residents.employed = life.neet, life.employed
        pupils = pupils_of(plan, schools, residents, year)
        rows = {
            "befolkning": population(plan, passed, life),
            "elever-ak9": pupil_rows(plan, schools, pupils, year),
            "arbetsplatser": workplace_rows(plan, workplaces, tenants, year),
            "bostadsprojekt": projects.filter(pl.col("year") == year),
        }
        found = truths.of_year(plan, residents, life, schools, pupils, year)
        for name, register in SURVEYS.items():
            if year in getattr(plan.model.surveys, name).years:
                sample = survey_of(plan, residents, year, name=name)
                rows[register] = survey_rows(plan, sample, year, name=name)
                found[name] = truths.of_survey(sample)
        yield _with_faults(plan, year, rows, found)


def _with_faults(
    plan: SimulationPlan, year: int, rows: dict[str, pl.DataFrame], found: dict[str, Any]
) -> CityYear:
    counted: dict[str, dict[str, int]] = {}
    for register, frame in rows.items():
        rows[register], faults = planted(
            frame, plan.faults, seed=plan.seed, register=register, year=year, gone=plan.model.gone
        )
        if faults:
            counted[register] = faults
    return CityYear(year, rows, found, counted)
