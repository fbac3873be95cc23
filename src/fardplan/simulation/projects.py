"""Housing projects: points inside real areas, stages over years, the last quarters not all reported yet."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely

from fardplan.simulation.areas import codes_of
from fardplan.simulation.people import TENURES
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.streams import Codes, Floats, Truths, Whole, apportion, stream

STAGES = ("planstart", "antagen", "paborjad", "fardig")
BEGUN = 2
FORMS = ("flerbostadshus", "smahus")
DEVELOPERS = 40
EARLIEST, LATEST = 8, 5
"""Years after and before, in which a project begun in a year can have another stage."""


@dataclass(frozen=True, slots=True, eq=False)
class Projects:
    """All projects begun in one year. `quarter`: (projects, stages), in quarters since year 0."""

    begun: int
    number: Whole
    area: Whole
    dwellings: Whole
    tenure: Codes
    form: Codes
    developer: Whole
    x: Floats
    y: Floats
    quarter: Whole


def starts(plan: SimulationPlan, year: int) -> tuple[Whole, Whole]:
    """Dwellings begun in every part of the city, in all and of them in the planted group of areas."""
    rule, levels = plan.model.housing, plan.levels
    places = plan.areas.places(plan.model.parts_of)
    names = places.names
    if all(levels.knows("starts", name, year) for name in names):
        real = np.array([levels.at("starts", name, year) for name in names])
    else:
        mean = np.array([np.mean(list(levels.values["starts"][name].values())) for name in names])
        real = mean * rule.starts / mean.sum() * stream(plan.seed, "starts", year).uniform(0.85, 1.15)
    total = apportion(round(real.sum() * plan.scale), real)
    wanted = round(float(np.clip(planted_share(plan, year), 0, 1)) * int(total.sum()))
    group = group_mask(plan)
    possible = np.array([bool((group[:-1] & (places.of[:-1] == part)).any()) for part in range(len(names))])
    most = np.where(possible, total, 0)
    inside = apportion(min(wanted, int(most.sum())), most.astype(np.float64))
    return total, np.minimum(inside, total)


def planted_share(plan: SimulationPlan, year: int) -> float:
    rule = plan.model.housing
    return rule.share + rule.trend * (year - rule.level_year)


def group_mask(plan: SimulationPlan) -> Truths:
    """The areas where the planted share is built: districts and single areas."""
    wanted = plan.model.housing.group
    named: Truths = np.array([code in wanted for code in plan.areas.codes])
    return named | plan.targets.levels.mask(wanted)


def projects_begun(plan: SimulationPlan, year: int) -> Projects:
    """The projects begun in a year: the known number of dwellings, in projects of all sizes."""
    rng = stream(plan.seed, "projects", year)
    area, dwellings = _placed(rng, plan, *starts(plan, year))
    size = len(area)
    form = ((dwellings <= 12) & (rng.random(size) < 0.6)).astype(np.int8)
    flat = (rng.random(size) < 0.55).astype(np.int8)
    tenure = np.where(form == 1, np.where(rng.random(size) < 0.7, 2, 1), flat)
    points = np.array([_point(rng, plan.areas.surfaces[one]) for one in area]).reshape(-1, 2)
    begun = year * 4 + rng.integers(0, 4, size)
    adopted = begun - rng.integers(2, 13, size)
    planned, ready = adopted - rng.integers(6, 19, size), begun + rng.integers(5, 13, size)
    shares = np.cumsum(1 / np.arange(1, DEVELOPERS + 1))
    return Projects(
        begun=year,
        number=np.arange(1, size + 1),
        area=area,
        dwellings=dwellings,
        tenure=tenure.astype(np.int8),
        form=form,
        developer=np.searchsorted(shares / shares[-1], rng.random(size)),
        x=points[:, 0],
        y=points[:, 1],
        quarter=np.stack((planned, adopted, begun, ready), axis=1),
    )


def _placed(
    rng: np.random.Generator, plan: SimulationPlan, total: Whole, inside: Whole
) -> tuple[Whole, Whole]:
    """An area and a number of dwellings for each project, where people live and a little elsewhere."""
    parts = plan.areas.places(plan.model.parts_of).of[:-1]
    group = group_mask(plan)[:-1]
    pull = plan.targets.before[:-1] + 300.0
    areas: list[Whole] = []
    sizes: list[Whole] = []
    for part in range(len(total)):
        for in_group, dwellings in ((True, inside[part]), (False, total[part] - inside[part])):
            found = _sizes(rng, int(dwellings))
            here = np.flatnonzero((parts == part) & (group == in_group))
            here = here if len(here) else np.flatnonzero(parts == part)
            areas.append(rng.choice(here, len(found), p=pull[here] / pull[here].sum()))
            sizes.append(found)
    return np.concatenate(areas).astype(np.int64), np.concatenate(sizes)


def _sizes(rng: np.random.Generator, dwellings: int) -> Whole:
    """Projects of very different size that together have so many dwellings."""
    found: list[int] = []
    left = dwellings
    while left > 0:
        size = min(
            left, int(np.ceil(rng.gamma(1.1, 55.0))) if rng.random() < 0.75 else int(rng.integers(1, 13))
        )
        found.append(size)
        left -= size
    return np.array(found, np.int64)


def _point(rng: np.random.Generator, surface: shapely.Geometry) -> tuple[float, float]:
    """A place inside, on the centimetre; the first of some tries, or a point that always lies inside."""
    west, south, east, north = surface.bounds
    for _ in range(200):
        x, y = round(rng.uniform(west, east), 2), round(rng.uniform(south, north), 2)
        if shapely.contains_xy(surface, x, y):
            return x, y
    inner = shapely.point_on_surface(surface)
    return round(inner.x, 2), round(inner.y, 2)


def project_stages(plan: SimulationPlan) -> pl.DataFrame:
    """The register `bostadsprojekt` of all years of the plan: every stage that a project reached in them.

    The last four quarters are preliminary: what was begun in them is not all reported.
    """
    first, last = plan.years
    frames = [
        _stages(plan, projects_begun(plan, year)) for year in range(first - LATEST, last + EARLIEST + 1)
    ]
    found = pl.concat(frames).filter(pl.col("year").is_between(first, last))
    return found.sort("year", "quarter", "project", "stage")


def _stages(plan: SimulationPlan, item: Projects) -> pl.DataFrame:
    """A row for each project and stage, without the starts that are not reported by the plan's end."""
    size = len(item.number)
    at = np.tile(np.arange(size), len(STAGES))
    stage = np.repeat(np.arange(len(STAGES)), size)
    when = item.quarter.T.ravel()
    preliminary = when // 4 == plan.years[1]
    late = stream(plan.seed, "late", item.begun).random(size)
    unreported = np.array(plan.model.housing.late)[3 - when % 4] > late[at]
    there = ~(preliminary & (stage == BEGUN) & unreported)
    number = pl.Series(item.number).cast(pl.String).str.zfill(5)
    names = (f"sim-projekt-{item.begun}-" + number).to_list()
    developers = [f"sim-byggherre-{one + 1:02}" for one in range(DEVELOPERS)]
    return pl.DataFrame(
        {
            "project": codes_of(names, at),
            "stage": codes_of(STAGES, stage),
            "year": pl.Series(when // 4).cast(pl.Int16),
            "quarter": pl.Series(when % 4 + 1).cast(pl.Int16),
            "preliminary": pl.Series(preliminary),
            "dwellings": pl.Series(item.dwellings[at]).cast(pl.Int32),
            "tenure": codes_of(TENURES, item.tenure[at]),
            "form": codes_of(FORMS, item.form[at]),
            "developer": codes_of(developers, item.developer[at]),
            "x": pl.Series(item.x[at], dtype=pl.Float64),
            "y": pl.Series(item.y[at], dtype=pl.Float64),
            "basomrade": codes_of(plan.areas.codes, item.area[at]),
        }
    ).filter(pl.Series(there))
