"""What comes out of the generator: people, the council's goals, plans, answers, follow-ups and moves."""

from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import ItemKind
from fardplan.boards.considered import Answer
from fardplan.boards.follow_up import Told
from fardplan.boards.steps import Move, State
from fardplan.simulation.city_at_work.steering import Steering

DEMO_DOMAIN = "demo.example"
"""Addresses end so: a domain that can never exist (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class SimulatedPerson:
    """Somebody made up; `roles` are pairs of a role and an organisation, None for the whole city.

    `ended`: the day on which they left.
    """

    key: str
    name: str
    email: str
    roles: tuple[tuple[str, str | None], ...]
    organisation: str | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class CouncilThing:
    """A goal, indicator or activity of the council's in a year; the same key goes on from year to year."""

    key: str
    year: int
    kind: ItemKind
    text: str
    text_en: str | None
    parent: str | None
    position: int
    indicator: str | None = None
    unit: str | None = None
    wanted: str | None = None
    target: float | None = None
    by_sex: bool = False
    starts: date | None = None
    ends: date | None = None
    responsible: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanThing:
    """Something in a board's plan for a year. `key` is its own within board and year, and goes on with it.

    `parent` is a key in the same plan, `answers` one of the council's things. `person` is the key of somebody
    made up. `level` is where its indicator stands.
    """

    key: str
    organisation: str
    year: int
    kind: ItemKind
    text: str
    position: int
    parent: str | None = None
    answers: str | None = None
    expected: str = ""
    unit: str | None = None
    wanted: str | None = None
    target: float | None = None
    level: float | None = None
    person: str | None = None
    starts: date | None = None
    ends: date | None = None
    programme: bool = False
    strategies: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    happened: str = ""


@dataclass(frozen=True, slots=True)
class Considered:
    """What a board answered for a target area in a year."""

    organisation: str
    year: int
    target_area: str
    answer: Answer
    why: str
    day: date
    person: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What was told of a thing of the plan (`item`) or of the council's (`council`) at a step."""

    organisation: str
    year: int
    step: str
    item: str | None
    council: str | None
    told: Told
    ready: bool
    day: date
    person: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of what a board hands in at a step."""

    move: Move
    day: date
    person: str
    comment: str | None = None
    paragraph: str | None = None
    dnr: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """How far a board has come with a step: the day of its meeting, and the moves that led to its state."""

    organisation: str
    year: int
    step: str
    meeting: date
    state: State
    moves: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class CityAtWork:
    """Everything that was made up for a city, on a day."""

    people: tuple[SimulatedPerson, ...]
    council: tuple[CouncilThing, ...]
    plans: tuple[PlanThing, ...]
    considered: tuple[Considered, ...]
    followed: tuple[Followed, ...]
    handed: tuple[Handed, ...]
    steering: Steering

    def person(self, key: str) -> SimulatedPerson:
        return next(item for item in self.people if item.key == key)
