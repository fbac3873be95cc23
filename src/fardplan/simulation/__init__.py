"""A simulated city: registers that behave like a city's, made from a seed, to try everything on."""

from fardplan.simulation.areas import read_areas, read_levels
from fardplan.simulation.faults import NO_FAULTS, FaultRates, read_faults
from fardplan.simulation.model import CityModel
from fardplan.simulation.plan import SimulationPlan
from fardplan.simulation.simulating import REGISTERS, CityYear, simulate

__all__ = [
    "NO_FAULTS",
    "REGISTERS",
    "CityModel",
    "CityYear",
    "FaultRates",
    "SimulationPlan",
    "read_areas",
    "read_faults",
    "read_levels",
    "simulate",
]
