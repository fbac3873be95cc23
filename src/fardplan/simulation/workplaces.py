"""Workplaces and employers: the day population of every district, the break in method, a dominated area."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fardplan.simulation.areas import codes_of
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Whole, apportion, apportion_within, stream

REPLACED = 0.08
"""Of workplaces close every year, and another takes the place."""
PUBLIC = 0.22
"""Of workplaces have a public employer."""


@dataclass(frozen=True, slots=True, eq=False)
class Workplaces:
    """Every place of work, whoever is there: a place may change hands. The first is the dominating one."""

    area: Whole
    employer: Whole
    public: Codes
    industry: Whole
    weight: Floats
    employers: tuple[str, ...]


def workplaces_of(plan: SimulationPlan) -> Workplaces:
    """Places to the day population's size, where people work and a little where they live."""
    rng = stream(plan.seed, "workplaces")
    rule, areas = plan.model.work, plan.areas
    totals = day_population(plan, plan.model.base_year)
    number = np.maximum(np.round(totals / rule.per_workplace), 1).astype(np.int64)
    inside = plan.targets.levels.of
    pull = np.exp(rng.normal(0, 1.4, len(areas.codes))) * (plan.targets.before + 200.0)
    pull[areas.codes.index(rule.dominated_area)] = 0.0
    counts = apportion_within(number, inside, pull)
    area = np.repeat(np.arange(len(areas.codes)), counts)
    home = areas.codes.index(rule.dominated_area)
    beside = max(2, round(totals[inside[home]] * rule.dominated_part * (1 - rule.dominated_share) / 6))
    area = np.concatenate(([home], np.full(beside, home), area))
    size = len(area)
    public = (rng.random(size) < PUBLIC).astype(np.int8)
    public[0] = 0
    employer = np.where(
        public == 1, _employers(rng, size, 12, 1.1), 12 + _employers(rng, size, size // 2 + 2, 0.7)
    )
    top = int(employer.max()) + 1
    employer[0] = top
    odds = np.array([[one for _, one, _ in rule.industries], [one for _, _, one in rule.industries]])
    ladder = np.cumsum(odds, axis=1) / odds.sum(axis=1, keepdims=True)
    industry = (ladder[1 - public] < rng.random(size)[:, None]).sum(axis=1)
    weight = np.minimum(rng.pareto(1.15, size) + 0.2, 150.0) * np.where(public == 1, 2.0, 1.0)
    names = tuple(f"sim-arbetsgivare-{one + 1:06}" for one in range(top + 1))
    return Workplaces(area, employer, public, industry, weight, names)


def _employers(rng: np.random.Generator, size: int, number: int, slope: float) -> Whole:
    """Employers for workplaces: a few have many of them (Zipf)."""
    ladder = np.cumsum(1.0 / np.arange(1, number + 1) ** slope)
    return np.searchsorted(ladder / ladder[-1], rng.random(size), side="right")


def day_population(plan: SimulationPlan, year: int) -> Whole:
    """Employed persons by where they work: every district of the levels, and last those who cannot be placed.

    Known years as they are; before and after by the growth of the city and the planted share of the group;
    from the break on everything is counted higher by the factor.
    """
    rule, places, levels = plan.model.work, plan.targets.levels, plan.levels
    years = sorted(levels.values["day_population"][places.names[0]])
    near = float(np.clip(year, years[0], years[-1]))
    real = np.array([levels.at("day_population", name, near) for name in places.names])
    group = np.isin(places.names, rule.group)
    total = real.sum() * (1 + rule.growth) ** (year - near)
    share = real[group].sum() / real.sum() + rule.share_trend * max(0, year - years[-1])
    real = np.where(
        group, real * share / max(real[group].sum(), 1e-9), real * (1 - share) / real[~group].sum()
    )
    placed = total * real
    if year >= rule.break_year:
        placed = placed * rule.break_factor
    unplaced = _unplaced(plan) * placed.sum()
    return apportion(round((placed.sum() + unplaced) * plan.scale), np.append(placed, unplaced))


def _unplaced(plan: SimulationPlan) -> float:
    """Those without a place, for each that has one."""
    model, levels = plan.model, plan.levels
    if not levels.knows("day_population", model.unplaced):
        return 0.0
    (year, value), *_ = levels.values["day_population"][model.unplaced].items()
    return value / sum(levels.at("day_population", name, year) for name in plan.targets.levels.names)


class Tenants:
    """Who is in every place: places change hands year by year from the model's first year on."""

    def __init__(self, plan: SimulationPlan, places: Workplaces) -> None:
        self.seed, self.reached = plan.seed, plan.model.first - 1
        self.turn = np.zeros(len(places.area), np.int64)
        self.weight = places.weight

    def until(self, year: int) -> None:
        """Let the years pass to the end of `year`, none of them twice."""
        for passed in range(self.reached + 1, year + 1):
            rng = stream(self.seed, "tenants", passed)
            new = rng.random(len(self.turn)) < REPLACED
            new[0] = False
            self.turn = self.turn + new
            fresh = np.minimum(rng.pareto(1.15, len(new)) + 0.2, 150.0)
            self.weight = np.where(new, fresh, self.weight * np.exp(rng.normal(0, 0.06, len(new))))
        self.reached = year


def workplace_rows(plan: SimulationPlan, places: Workplaces, tenants: Tenants, year: int) -> pl.DataFrame:
    """The register `arbetsplatser`: each district's day population over its workplaces."""
    rule = plan.model.work
    district = plan.targets.levels.of[places.area]
    totals = day_population(plan, year)
    home = int(places.area[0])
    hers = places.area == home
    reserved = round(int(totals[district[0]]) * rule.dominated_part)
    holder = round(reserved * rule.dominated_share)
    rest = totals.copy()
    rest[district[0]] -= reserved
    tenants.until(year)
    weight = tenants.weight
    employed = np.zeros(len(places.area), np.int64)
    employed[~hers] = apportion_within(rest, district[~hers], weight[~hers])
    employed[hers] = np.append(holder, apportion(reserved - holder, weight[hers][1:]))
    there = np.flatnonzero(employed > 0)
    number = pl.Series(there).cast(pl.String).str.zfill(6)
    turn = pl.Series(tenants.turn[there]).cast(pl.String).str.zfill(2)
    return pl.DataFrame(
        {
            "workplace": "sim-arbetsstalle-" + number + "-" + turn,
            "employer": codes_of(places.employers, places.employer[there]),
            "year": pl.Series(np.full(len(there), year), dtype=pl.Int16),
            "basomrade": codes_of(plan.areas.codes, places.area[there]),
            "employed": pl.Series(employed[there]).cast(pl.Int32),
            "sector": codes_of(rule.sectors, 1 - places.public[there]),
            "industry": codes_of([name for name, _, _ in rule.industries], places.industry[there]),
            "method": pl.Series(np.full(len(there), rule.methods[year >= rule.break_year]), dtype=pl.String),
        }
    )
