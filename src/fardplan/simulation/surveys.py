"""Surveys: a sample in strata, answers by who one is, and silence that depends on area and age."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from fardplan.simulation.areas import SEXES, Places, codes_of
from fardplan.simulation.model import Survey
from fardplan.simulation.people import ORIGINS, TENURES, People
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, apportion, evenly, sampled, stream

SAFETY = ("mycket_trygg", "ganska_trygg", "ganska_otrygg", "mycket_otrygg", "gar_inte_ut", "vet_ej")
TRUST = ("mycket_hogt", "ganska_hogt", "varken", "ganska_lagt", "mycket_lagt", "vet_ej")
UNSAFE, LOW = (2, 3), (3, 4)
PROPORTIONAL = 0.7
"""Of the sample lies over the strata by their people, the rest evenly."""
AFFIRMED = {"safety": ((0, 1), (0.5, 0.5)), "trust": ((0, 1, 2), (0.14, 0.36, 0.5))}
"""The answers of the others who give a view, with their shares."""
NO_VIEW = {"safety": ((4, 5), (0.6, 0.4)), "trust": ((5,), (1.0,))}
"""The answers of those who give none, with their shares."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Who was asked in a year, and what the whole population would have said.

    `share`: of everybody of those ages who would give one of the two low answers, of all who give a view;
    `expected_unweighted`: the same among those who are likely to answer, as a count without weights finds it.
    """

    people: People
    stratum: Whole
    age_group: Whole
    responded: Truths
    answer: Codes
    weight: Floats
    boards: Places
    share: float
    expected_unweighted: float
    response: float


def boards_of(plan: SimulationPlan, year: int) -> Places:
    """The districts of the last division that held on the year's last day."""
    held = [board for board in plan.model.boards if board.first <= year]
    return plan.areas.places((held or plan.model.boards)[-1].column)


def survey_of(plan: SimulationPlan, residents: People, year: int, *, name: str) -> Sample:
    """A survey of a year, `safety` or `trust`: drawn, answered and weighted."""
    survey: Survey = getattr(plan.model.surveys, name)
    rng = stream(plan.seed, f"survey {name}", year)
    age = year - residents.born
    frame = np.flatnonzero(
        (age >= survey.least_age) & (age <= survey.most_age) & (residents.area < plan.areas.nowhere)
    )
    boards = boards_of(plan, year)
    stratum = boards.of[residents.area[frame]]
    group = np.searchsorted([start for start, _ in survey.age_groups], age[frame], side="right") - 1
    low = low_chance(plan, survey, residents.where(frame), group, year, name=name)
    answers = answer_chance(plan, survey, residents.where(frame), group, year, name=name)
    size = np.bincount(stratum, minlength=boards.size)
    number = min(round(survey.sample * plan.scale), len(frame))
    allotted = np.minimum(
        apportion(number, PROPORTIONAL * size / size.sum() + (1 - PROPORTIONAL) / boards.size), size
    )
    design = allotted[stratum] / np.maximum(size[stratum], 1)
    drawn = sampled(rng, stratum, allotted)
    responded = rng.random(len(drawn)) < answers[drawn]
    is_low = evenly(rng, stratum[drawn], np.where(responded, low[drawn], 0.0), within=group[drawn])
    answer = _answers(rng, survey, is_low, float(low.mean()), name=name)
    view = 1.0 - survey.no_answer
    likely = design * answers
    return Sample(
        people=residents.where(frame[drawn]),
        stratum=stratum[drawn],
        age_group=group[drawn],
        responded=responded,
        answer=np.where(responded, answer, -1),
        weight=weights(stratum, group, drawn, responded),
        boards=boards,
        share=float(low.mean()) / view,
        expected_unweighted=float(low @ likely / likely.sum()) / view,
        response=float(responded.mean()) if len(drawn) else 0.0,
    )


def city_level(plan: SimulationPlan, survey: Survey, year: int, *, name: str) -> float:
    """The city's planted share of low answers, of all who give a view, whatever the way of asking."""
    measure = {"safety": "unsafe", "trust": "low_trust"}[name]
    level = plan.levels.at(measure, plan.levels.city, year)
    changed = survey.mode_change is not None and year >= survey.mode_change
    return level + (survey.mode_effect if changed else 0.0)


def _ratio(plan: SimulationPlan, name: str) -> Floats:
    measure = {"safety": "unsafe_ratio", "trust": "low_trust_ratio"}[name]
    return plan.levels.by_place(measure, plan.targets.levels)


def low_chance(
    plan: SimulationPlan, survey: Survey, asked: People, group: Codes, year: int, *, name: str
) -> Floats:
    """The chance of a low answer: districts lie to each other as the levels say, and the city is met."""
    district = plan.targets.levels.of[asked.area]
    size = plan.targets.levels.size + 1
    shape = (size, 2, len(ORIGINS), len(survey.by_age), len(TENURES))
    kind = np.ravel_multi_index((district, asked.sex, asked.origin, group, asked.tenure), shape)
    people = np.bincount(kind, minlength=int(np.prod(shape))).astype(np.float64)
    where, sex, origin, age, tenure = np.unravel_index(np.arange(len(people)), shape)
    within = (
        np.array(survey.by_sex)[sex]
        * np.array(survey.by_origin)[origin]
        * np.array(survey.by_age)[age]
        * np.where(tenure == 0, 1.15, 0.9)
    )
    mean = np.bincount(where, within * people, size) / np.maximum(np.bincount(where, people, size), 1)
    chance = _ratio(plan, name)[where] * within / np.maximum(mean[where], 1e-9)
    aim = city_level(plan, survey, year, name=name) * (1.0 - survey.no_answer)
    return _met(aim, 2.0, people, lambda factor: np.minimum(chance * factor, 0.85))[kind]


def answer_chance(
    plan: SimulationPlan, survey: Survey, asked: People, group: Codes, year: int, *, name: str
) -> Floats:
    """The chance to answer: by age, and lower where the district's level is high; the mean is as known."""
    measure = {"safety": "safety_response", "trust": "trust_response"}[name]
    known = plan.levels.knows(measure, plan.levels.city, year)
    aim = plan.levels.at(measure, plan.levels.city, year) if known else survey.usual_response
    shape = (plan.targets.levels.size + 1, len(survey.responds))
    kind = np.ravel_multi_index((plan.targets.levels.of[asked.area], group), shape)
    people = np.bincount(kind, minlength=int(np.prod(shape))).astype(np.float64)
    reluctant = np.clip(1.0 - survey.reluctance * (_ratio(plan, name) - 1.0), 0.2, 2.0)
    odds = np.outer(reluctant, survey.responds).ravel()
    return _met(aim, 50.0, people, lambda factor: factor * odds / (1.0 + factor * odds))[kind]


def _met(aim: float, most: float, people: Floats, chances: Callable[[float], Floats]) -> Floats:
    """The chances at the factor, from 0 to `most`, at which their mean over people is the aim; by halving."""
    low, high = 0.0, most
    for _ in range(50):
        middle = (low + high) / 2
        enough = chances(middle) @ people >= aim * people.sum()
        low, high = (low, middle) if enough else (middle, high)
    return chances(high)


def _answers(rng: np.random.Generator, survey: Survey, low: Truths, usual: float, *, name: str) -> Whole:
    """One of the two low answers; of the others some give no view, and the rest affirm."""
    pair = np.array(UNSAFE if name == "safety" else LOW)[(rng.random(len(low)) < 0.32).astype(np.int8)]
    none = rng.random(len(low)) < survey.no_answer / max(1.0 - usual, 0.1)
    other = np.where(none, _dealt(rng, NO_VIEW[name], len(low)), _dealt(rng, AFFIRMED[name], len(low)))
    return np.where(low, pair, other)


def _dealt(rng: np.random.Generator, of: tuple[Sequence[int], Sequence[float]], size: int) -> Whole:
    """Answers by their shares."""
    codes, shares = of
    ladder = np.cumsum(shares)
    found: Whole = np.array(codes)[np.searchsorted(ladder / ladder[-1], rng.random(size), side="right")]
    return found


def weights(stratum: Codes, group: Codes, drawn: Whole, responded: Truths) -> Floats:
    """How many each answer stands for, to four decimals: the people of its stratum and age group.

    A stratum with an age group that nobody answered in is weighted as a whole. Silent: not a number.
    """
    groups = int(group.max()) + 1
    cells = int(stratum.max()) * groups + groups
    cell = stratum * groups + group
    people = np.bincount(cell, minlength=cells)
    answered = np.bincount(cell[drawn][responded], minlength=cells)
    whole = people.reshape(-1, groups).sum(axis=1)
    all_answers = answered.reshape(-1, groups).sum(axis=1)
    lacking = ((people > 0) & (answered == 0)).reshape(-1, groups).any(axis=1)
    by_cell = np.where(
        np.repeat(lacking, groups),
        np.repeat(whole / np.maximum(all_answers, 1), groups),
        people / np.maximum(answered, 1),
    )
    return np.where(responded, np.round(by_cell[cell[drawn]], 4), np.nan)


def survey_rows(plan: SimulationPlan, sample: Sample, year: int, *, name: str) -> pl.DataFrame:
    """The registers `trygghetsmatning` and `medborgarundersokning`: everybody who was asked."""
    survey: Survey = getattr(plan.model.surveys, name)
    asked = sample.people
    size = len(asked)
    answer = ("out_alone", SAFETY) if name == "safety" else ("trust", TRUST)
    place = codes_of(sample.boards.names, sample.stratum)
    columns: dict[str, pl.Series] = {
        "person": pl.Series(asked.person, dtype=pl.Int64),
        "year": pl.Series(np.full(size, year), dtype=pl.Int16),
        "basomrade": codes_of(plan.areas.codes, asked.area),
        **({"board": place} if name == "trust" else {}),
        "stratum": place,
        "sex": codes_of(SEXES, asked.sex),
        "age_group": codes_of([label for _, label in survey.age_groups], sample.age_group),
        "origin": codes_of(ORIGINS, asked.origin),
        "tenure": codes_of(TENURES, asked.tenure),
        "responded": pl.Series(sample.responded),
        answer[0]: codes_of(answer[1], sample.answer),
        **({"mode": _mode(survey, size, year)} if name == "trust" else {}),
        "weight": pl.Series(sample.weight, dtype=pl.Float64).fill_nan(None),
    }
    return pl.DataFrame(columns)


def _mode(survey: Survey, size: int, year: int) -> pl.Series:
    changed = survey.mode_change is not None and year >= survey.mode_change
    return pl.Series(["sms" if changed else "post"] * size, dtype=pl.String)
