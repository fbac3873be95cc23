"""One simulated Lillköping, made once: 20,000 persons, 2014–2018."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from fardplan.simulation import REGISTERS, SimulationPlan, simulate
from tests.simulation.lillkoping import CODES, DISTRICTS, plan


@dataclass(frozen=True)
class Simulated:
    plan: SimulationPlan
    registers: Mapping[str, pl.DataFrame]
    truths: Mapping[int, Any]

    def __getitem__(self, register: str) -> pl.DataFrame:
        """The register with the district of each row, nothing for who lives in none."""
        areas = pl.DataFrame({"basomrade": CODES, "district": [name for name in DISTRICTS for _ in range(3)]})
        return self.registers[register].join(areas, on="basomrade", how="left", maintain_order="left")

    @property
    def residents(self) -> pl.DataFrame:
        return self["befolkning"].filter(pl.col("left").is_null())


def simulated(of: SimulationPlan) -> Simulated:
    years = list(simulate(of))
    return Simulated(
        of,
        {
            name: pl.concat([year.rows[name] for year in years if name in year.rows])
            for name in REGISTERS
            if any(name in year.rows for year in years)
        },
        {year.year: year.truths for year in years},
    )


@pytest.fixture(scope="session")
def city() -> Simulated:
    return simulated(plan())
