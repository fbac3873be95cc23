"""People made up for every role and organisation; their names say that they are."""

from collections.abc import Iterator
from datetime import date, timedelta

from fardplan.simulation.city_at_work.carrying import taking_part
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.city import Body, WorkingCity
from fardplan.simulation.city_at_work.things import DEMO_DOMAIN, SimulatedPerson

FIRST = (
    "Alva", "Björn", "Cecilia", "David", "Elsa", "Fatima", "Gustav", "Hanna", "Ibrahim", "Jonna", "Karim",
    "Linnea", "Malin", "Nils", "Olga", "Petra", "Rasmus", "Samira", "Tore", "Ulrika", "Viktor", "Wilma",
    "Yasmin", "Åke", "Örjan",
)  # fmt: skip
MADE_UP = ("Exempel", "Låtsas", "Påhitts", "Utkasts", "Förlags", "Fiktiv")
ENDINGS = ("berg", "gren", "kvist", "hed", "lund", "ström")
ROLE_NAMES = {
    "strategist": "strateg",
    "statistician": "statistiker",
    "controller": "controller",
    "manager": "chef",
    "board_secretary": "namndsekreterare",
    "politician": "politiker",
    "auditor": "revisor",
    "partner": "partner",
    "administrator": "administrator",
}
"""How the address of the one who signs in for a role begins."""
WHOLE_CITY = ("strategist", "statistician", "politician", "auditor", "partner", "administrator")
OF_A_BOARD = ("controller", "manager", "board_secretary")
OFFICERS = 3
"""Who answers for things in a board's plan, besides its controller."""


def names(seed: int) -> Iterator[str]:
    """Names of people who are not there: every one once, in an order by chance, then numbered."""
    chance = Chance(seed, "names")
    pairs = [f"{first} {made_up}{ending}" for first in FIRST for made_up in MADE_UP for ending in ENDINGS]
    round_ = 1
    while True:
        for name in _shuffled(pairs, chance):
            yield name if round_ == 1 else f"{name} {round_}"
        round_ += 1


def _shuffled(pairs: list[str], chance: Chance) -> list[str]:
    return sorted(pairs, key=lambda _: chance.between(0, 1))


def shown_boards(city: WorkingCity, day: date) -> tuple[str, ...]:
    """Up to three boards whose people sign in, district boards before others.

    The first one's controller has something to write, the second one's manager something to approve, and the
    third one's secretary something to record.
    """
    there = [body for body in city.bodies if body.is_there(day)]
    ordered = sorted(there or city.bodies, key=lambda body: body.kind != "district_board")
    return tuple(body.key for body in ordered[:3])


def people_of(city: WorkingCity, today: date, seed: int) -> tuple[SimulatedPerson, ...]:
    """One for each role of the whole city, and the people of every body that plans for one of the years."""
    name = names(seed)
    shown = shown_boards(city, today)
    also = dict(zip(("manager", "board_secretary"), shown[1:], strict=False))
    where = {"partner": city.partner}
    found = [
        _person(next(name), f"city:{role}", ROLE_NAMES[role], ((role, where.get(role)),))
        for role in WHOLE_CITY
    ]
    for body in _planning(city):
        for role in OF_A_BOARD:
            signs_in = body.key == shown[0]
            address = ROLE_NAMES[role] if signs_in else f"{ROLE_NAMES[role]}.{body.key}"
            held = [(role, body.key), *([(role, also[role])] if signs_in and role in also else [])]
            found.append(_person(next(name), f"{body.key}:{role}", address, tuple(held), body.key))
        for number in range(1, OFFICERS + 1):
            address = f"handlaggare{number}.{body.key}"
            found.append(_person(next(name), f"{body.key}:{number}", address, (), body.key))
    return (*found, *_gone(city, today, name, seed))


def _planning(city: WorkingCity) -> tuple[Body, ...]:
    there = {body.key for year in city.years for body in taking_part(city, year)}
    return tuple(body for body in city.bodies if body.key in there)


def _gone(city: WorkingCity, today: date, name: Iterator[str], seed: int) -> Iterator[SimulatedPerson]:
    """Of every sixth body somebody has left without handing over, so that there is something to find."""
    chance = Chance(seed, "left")
    for body in _planning(city):
        if chance.happens(1 / 6):
            left = today - timedelta(days=chance.whole(20, 120))
            yield _person(next(name), f"{body.key}:left", f"slutat.{body.key}", (), body.key, left)


def _person(
    name: str,
    key: str,
    address: str,
    roles: tuple[tuple[str, str | None], ...],
    organisation: str | None = None,
    ended: date | None = None,
) -> SimulatedPerson:
    return SimulatedPerson(key, name, f"{address}@{DEMO_DOMAIN}", roles, organisation, ended)
