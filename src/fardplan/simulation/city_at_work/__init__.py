"""A city at work, made up: what all boards and companies plan, consider and tell, from a seed."""

from fardplan.simulation.city_at_work.city import (
    Body,
    Goal,
    Measure,
    Milestone,
    Strategy,
    TargetArea,
    WorkingCity,
    WorkWords,
)
from fardplan.simulation.city_at_work.generating import city_at_work, counted
from fardplan.simulation.city_at_work.people import ROLE_NAMES
from fardplan.simulation.city_at_work.steering import BodyDecision, MadeUpAnswer, Steering
from fardplan.simulation.city_at_work.things import (
    DEMO_DOMAIN,
    CityAtWork,
    Considered,
    CouncilThing,
    Followed,
    Handed,
    Moved,
    PlanThing,
    SimulatedPerson,
)

__all__ = [
    "DEMO_DOMAIN",
    "ROLE_NAMES",
    "Body",
    "BodyDecision",
    "CityAtWork",
    "Considered",
    "CouncilThing",
    "Followed",
    "Goal",
    "Handed",
    "MadeUpAnswer",
    "Measure",
    "Milestone",
    "Moved",
    "PlanThing",
    "SimulatedPerson",
    "Steering",
    "Strategy",
    "TargetArea",
    "WorkWords",
    "WorkingCity",
    "city_at_work",
    "counted",
]
