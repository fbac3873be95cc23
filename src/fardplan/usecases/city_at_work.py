"""A workspace filled with a city at work that is made up, in a home that is a demonstration and nothing else.

The same rules decide as for people: every move is checked by the policy of the boards' year, every chain by
that of plans, and each part is one transaction with its entry in the log.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.simulation.city_at_work import (
    city_at_work,
    counted,
)
from fardplan.store.people import people
from fardplan.store.roadmaps import all_versions
from fardplan.store.years import years
from fardplan.usecases.actors import Actor, check_can_steer
from fardplan.usecases.filling import Filling
from fardplan.usecases.filling_steering import FillingSteering
from fardplan.usecases.homes import Home
from fardplan.usecases.working_city import working_city
from fardplan.vocabulary.errors import RuleError


@dataclass(frozen=True, slots=True)
class FilledWorkspace:
    """How many of what were made up (as `counted` names them), and for which years."""

    counts: dict[str, int]
    years: tuple[int, ...]


def can_fill(*, demonstration: bool, is_empty: bool) -> bool:
    """Whether a workspace may be filled with what is made up: nothing real is there, nor ever will be."""
    return demonstration and is_empty


def check_can_fill(*, demonstration: bool, is_empty: bool) -> None:
    if not can_fill(demonstration=demonstration, is_empty=is_empty):
        raise RuleError(
            Sentence(
                "this workspace cannot be filled with what is made up: {why}",
                why=Sentence("it holds something already")
                if demonstration
                else Sentence("its home is not a demonstration"),
            ),
            instead=Sentence("Make a demonstration in a folder of its own: fardplan --home FOLDER demo"),
            outcome=Sentence("Nothing was changed."),
        )


def workspace_is_empty() -> bool:
    """Whether nobody has an account and no year has been opened."""
    return not years() and not people()


def fill_workspace(
    home: Home,
    *,
    demonstration: bool,
    actor: Actor,
    today: date,
    seed: int = 1,
) -> FilledWorkspace | None:
    """Fill an empty workspace with a city at work as it would stand on `today`; marked as simulated all over.

    None where the city has no cycle. Raises `RuleError` where the home is not a demonstration, or the
    workspace holds something. All of it is one transaction: it is there as a whole or not at all.
    """
    check_can_steer(actor)
    check_can_fill(demonstration=demonstration, is_empty=workspace_is_empty())
    city, versions = home.city, all_versions()
    if city.cycle is None or not versions:
        return None
    work = city_at_work(working_city(city, city.cycle, versions[-1], today), today, seed)
    filling = Filling(city, city.cycle, versions[-1], work, actor, today)
    with transaction.atomic():
        filling.people()
        for year in filling.years:
            filling.year(year)
        FillingSteering(home, work.steering, filling.names, today).fill()
        filling.leave()
    return FilledWorkspace(counted(work), filling.years)
