"""What is asked of a simulation: which city, how large, which years, which seed, which faults."""

from dataclasses import dataclass, field

import numpy as np

from fardplan.presentation.sentences import Sentence
from fardplan.simulation.areas import Areas, Levels, Places
from fardplan.simulation.faults import NO_FAULTS, FaultRates
from fardplan.simulation.model import CityModel
from fardplan.simulation.streams import Floats, Whole, apportion, stream
from fardplan.vocabulary.errors import InputError

LEAST, MOST = 1_000, 20_000_000


@dataclass(frozen=True, slots=True, eq=False)
class SimulationPlan:
    """A city in numbers and what is wanted of it.

    `persons`: residents in the model's base year, 1,000 to 20 million. `years`: the first and the last, both
    included. The same plan gives the same registers, row by row; a later last year leaves the earlier years
    as they are, except that the last year's housing is preliminary. Raises `InputError`.
    """

    city: str
    model: CityModel
    areas: Areas
    levels: Levels
    persons: int
    years: tuple[int, int]
    seed: int = 1
    faults: FaultRates = NO_FAULTS
    targets: "Targets" = field(init=False)

    def __post_init__(self) -> None:
        if not LEAST <= self.persons <= MOST:
            raise InputError(
                Sentence("a city of {persons} persons cannot be simulated", persons=self.persons),
                instead=Sentence("Give from {least} to {most} persons.", least=LEAST, most=MOST),
            )
        if self.seed < 0:
            raise InputError(
                Sentence("the seed {seed} is below 0", seed=self.seed),
                instead=Sentence("Give a whole number from 0."),
            )
        first, last = self.years
        if first > last:
            raise InputError(
                Sentence("the years {first}-{last} are the wrong way round", first=first, last=last),
                instead=Sentence("Write {last}-{first}.", last=last, first=first),
            )
        if first < self.model.first or last > self.model.last:
            raise InputError(
                Sentence(
                    "the years {first}-{last} are not all in the city's simulation", first=first, last=last
                ),
                instead=Sentence(
                    "It reaches from {first} to {last}.", first=self.model.first, last=self.model.last
                ),
            )
        object.__setattr__(self, "targets", Targets(self))

    @property
    def span(self) -> range:
        return range(self.years[0], self.years[1] + 1)

    @property
    def scale(self) -> float:
        """How large the simulated city is, as a part of the real one."""
        return self.persons / self.targets.real


class Targets:
    """How many live where in each year, and how many of them are of foreign background."""

    def __init__(self, plan: SimulationPlan) -> None:
        model, areas = plan.model, plan.areas
        self.plan = plan
        self.margins: Places = areas.places(model.margins_of)
        self.levels: Places = areas.places(model.levels_of)
        self.real = float(sum(self._real(model.base_year)))
        rng = stream(plan.seed, "areas")
        count = len(areas.codes)
        self.growth = rng.normal(0.0, model.life.newly_built, count)
        self.mixture = rng.normal(0.0, model.origins.spread, count)
        self.income = -0.25 * self.mixture + rng.normal(0.0, 0.1, count)
        self.before = areas.residents.sum(axis=(1, 2)).astype(np.float64)

    def _real(self, year: int) -> list[float]:
        names = (*self.margins.names, self.plan.model.unplaced)
        return [self._population(name, year) for name in names]

    def _population(self, name: str, year: int) -> float:
        """Before the first known year it grew as between the first two, after the last not at all."""
        years = self.plan.levels.values.get("population", {}).get(name, {})
        if not years and name == self.plan.model.unplaced:
            return 0.0
        known_years = sorted(years)
        slope = 0.0
        if len(known_years) > 1 and year < known_years[0]:
            a, b = known_years[:2]
            slope = (years[b] - years[a]) / (b - a)
        return self.plan.levels.at("population", name, year, outside=slope)

    def by_margin(self, year: int) -> Whole:
        """Residents of every district of the margins, and last of nowhere."""
        real = np.array(self._real(year))
        total = round(real.sum() * self.plan.persons / self.real)
        return apportion(total, real)

    def by_area(self, year: int) -> Whole:
        """Residents of every small area; they sum to the margins, and districts' areas grow unequally."""
        totals = self.by_margin(year)
        weights = self.before * np.exp(self.growth * (year - self.plan.model.base_year))
        weights[-1] = 1.0
        found = np.zeros(len(weights), np.int64)
        for place, total in enumerate(totals):
            inside = self.margins.of == place
            found[inside] = apportion(int(total), weights[inside])
        return found

    def foreign(self, year: int) -> Floats:
        """The share of foreign background in every district of the levels, and last of nowhere."""
        rule = self.plan.model.origins
        then = self.plan.levels.by_place("foreign_background", self.levels)
        size = np.bincount(self.levels.of, self.before, self.levels.size + 1)[:-1]
        mean = float(then[:-1] @ size / size.sum())
        passed = year - rule.level_year
        return np.clip(then + passed * (rule.trend + rule.drift * (then - mean)), 0.02, 0.95)

    def foreign_by_area(self, year: int) -> Floats:
        """The share of foreign background that every small area is drawn towards, by its mixture.

        On the scale of log odds an area lies as far from its district's others as its mixture says; the areas
        together meet the district's share.
        """
        aim, of = self.foreign(year), self.levels.of
        size = np.bincount(of, self.before, len(aim))
        low, high = np.full(len(aim), -12.0), np.full(len(aim), 12.0)
        for _ in range(40):
            middle = (low + high) / 2
            share = 1.0 / (1.0 + np.exp(-(middle[of] + 2.0 * self.mixture)))
            below = np.bincount(of, share * self.before, len(aim)) < aim * size
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return 1.0 / (1.0 + np.exp(-(high[of] + 2.0 * self.mixture)))
