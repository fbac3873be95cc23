"""What a city says of its simulation in `simulation.yaml`: files, rates, and the truths planted in it.

A default is a round number for a Swedish city, made up. A share lies from 0 to 1, a change is per year.
"""

from typing import Annotated

from pydantic import Field, model_validator

from fardplan.vocabulary.model import Frozen

Share = Annotated[float, Field(ge=0, le=1)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Ages = tuple[tuple[int, float], ...]
"""Rates by age: each holds from its age to the next one's."""


class Board(Frozen):
    """A division: the column of the areas' file, and the first year on whose last day it held."""

    column: str
    first: Year = 1990


class Life(Frozen):
    """Births, deaths and moves, per person or household and year."""

    births: Ages = ((18, 0.01), (22, 0.035), (26, 0.08), (30, 0.125), (35, 0.075), (40, 0.018), (45, 0.0))
    death_at_60: float = 0.007
    death_growth: float = 0.1  # a year older, this much more likely (Gompertz)
    leaves_city: Ages = ((0, 0.05), (20, 0.065), (27, 0.08), (35, 0.06), (45, 0.025), (65, 0.012))
    moves_within: Ages = ((0, 0.1), (20, 0.16), (27, 0.15), (35, 0.09), (45, 0.05), (65, 0.03))
    leaves_home: Ages = ((0, 0.0), (19, 0.12), (21, 0.2), (24, 0.3), (28, 0.25), (32, 0.1))
    arrives: Ages = (
        (0, 0.8), (6, 0.6), (16, 0.8), (19, 2.6), (25, 3.4), (30, 2.3), (35, 1.2), (45, 0.35), (65, 0.12),
        (80, 0.02),
    )  # fmt: skip
    left_shown: Share = 0.2  # of those who moved out: still in the file of that year, with a mark
    sorting: float = 1.2  # how strongly movers choose areas like themselves; 0 is not at all
    newly_built: float = 0.008  # how differently areas of a district grow


class Youth(Frozen):
    """Neither working nor studying, by the quota of every district and year."""

    group: tuple[str, ...]
    first: Year  # of the planted change
    change: float  # in the group's share of ages 17–24 from that year on
    by_age: tuple[float, float, float] = (0.3, 1.0, 1.15)  # at 16, 17–24 and 25–29, to 17–24
    again: float = 5.0  # odds for who was so the year before
    nordic: Share = 0.004  # of ages 16–64: income in a neighbouring country and next to none here


class Origins(Frozen):
    """Foreign background: the city's trend, and how districts drift apart (or together, below 0)."""

    level_year: Year
    trend: float  # of every district's share
    drift: float  # of a district's distance from the city's share
    spread: float = 0.45  # between areas of a district, on the scale of log odds


class Eligibility(Frozen):
    """Grade 9: level, trend, gap between districts, school effects. Effects are shares, 0.01 is one point."""

    group: tuple[str, ...]
    level_year: Year
    gap: float  # the rest's share minus the group's, in the level year
    gap_trend: float
    trend: float  # of the level, outside the years that are known
    eight_subjects: Year = 2012  # before, three subjects were enough
    without_unknown: tuple[Year, ...] = ()  # years in which the known level leaves out unknown background
    independent_trend: float = 0.004  # of the share of pupils in independent schools
    from_elsewhere: Share = 0.12  # pupils from other municipalities, per pupil of the city
    best_school: float = 0.05
    worst_school: float = -0.09
    school_spread: float = 0.02
    girls: float = 0.02
    parents: tuple[float, float, float] = (-0.11, -0.02, 0.05)  # compulsory school, upper secondary, more
    parents_missing: float = -0.08
    origins: tuple[float, float, float] = (0.01, -0.02, -0.05)  # born here, of parents born abroad, abroad
    newly_arrived: Share = 0.5  # of them are eligible
    unknown: Share = 0.12  # of them are eligible


class Work(Frozen):
    """The day population: growth, where it goes, the break, and the employer that dominates an area."""

    group: tuple[str, ...]  # the districts whose share is planted: the outer city
    share_trend: float
    growth: float = 0.012
    break_year: Year = 2020
    break_factor: float = 1.03
    methods: tuple[str, str] = ("rams", "bas")
    dominated_area: str
    dominated_part: Share = 0.1  # of the district's day population lies in the area
    dominated_share: Share = 0.85  # of the area's is with the one employer
    per_workplace: float = 9.0
    sectors: tuple[str, str] = ("offentlig", "privat")
    industries: tuple[tuple[str, float, float], ...]  # code, odds in the public sector, odds in the private


class Housing(Frozen):
    """Dwellings begun: where the city builds, and how late it is reported."""

    group: tuple[str, ...]  # districts and areas where the planted share is built
    level_year: Year
    share: Share
    trend: float
    starts: int  # a year in the city, where it is not known
    late: tuple[Share, Share, Share, Share] = (
        0.45,
        0.3,
        0.2,
        0.1,
    )  # not yet reported, the last quarter first


class Survey(Frozen):
    """A survey: who is asked, who answers and what is planted in the answers.

    `responds` are odds by age group; `reluctance` is how much less those answer who live in districts with a
    high level: a district twice the city's has the odds times (1 - reluctance).
    """

    years: tuple[Year, ...]
    sample: int
    least_age: int
    most_age: int
    age_groups: tuple[tuple[int, str], ...]
    responds: tuple[float, ...]
    reluctance: Share
    by_sex: tuple[float, float]  # women, men: how many times the district's level, before it is met again
    by_origin: tuple[float, float, float]
    by_age: tuple[float, ...]
    usual_response: Share
    no_answer: Share = 0.09  # gives no view: does not know, or never goes out
    mode_change: Year | None = None
    mode_effect: float = 0.0  # from that year, in the share


class Surveys(Frozen):
    safety: Survey
    trust: Survey


class CityModel(Frozen):
    """The simulation of one city. `areas`, `shapes` and `levels` are files in the city's folder.

    `persons` of a plan are the residents of `base_year`; every count is that much smaller or larger than the
    city's. `levels_of` is the column of the areas' file with the districts that levels are given for,
    `margins_of` the one whose population is met, `parts_of` the one whose housing starts are met.
    """

    base_year: Year
    first: Year
    last: Year
    areas: str
    shapes: str
    levels: str
    levels_of: str
    margins_of: str
    parts_of: str
    boards: tuple[Board, ...]
    unplaced: str = "0"
    base_amount: dict[int, int]  # kronor a year: the income below which nobody supports themself
    income_growth: float = 0.03
    employed_trend: float = 0.003
    life: Life = Life()
    origins: Origins
    youth: Youth
    eligibility: Eligibility
    work: Work
    housing: Housing
    surveys: Surveys
    gone: tuple[str, ...] = ()  # area codes of another division, for planted faults

    @model_validator(mode="after")
    def _consistent(self) -> "CityModel":
        if not self.first <= self.base_year <= self.last:
            raise ValueError(f"the base year {self.base_year} is not from {self.first} to {self.last}")
        absent = [year for year in range(self.first - 1, self.last + 1) if year not in self.base_amount]
        if absent:
            raise ValueError(f"base_amount lacks {absent}")
        if not self.boards:
            raise ValueError("boards is empty: a survey is drawn within the districts of a division")
        return self
