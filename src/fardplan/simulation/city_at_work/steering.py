"""The roadmap's own way, made up: an adopted edition that was relayed, a revision out on referral."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fardplan.roadmap.referral import Position
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.city import Body, WorkingCity
from fardplan.simulation.city_at_work.general import COMMENTS, REFERRAL_ANSWERS

ADOPTED_BEFORE = timedelta(days=300)
"""How long ago the council adopted: long enough for boards to have decided, and for some to be late."""

OPENED, LAID_BEFORE, EXECUTIVE = timedelta(days=60), timedelta(days=40), timedelta(days=19)
"""How long before the council's day its case was opened, became a proposal and was dealt with before it."""

RELAYED_AFTER = timedelta(days=9)
PASSED_ON = timedelta(days=30)
"""Who passes a decision point on does so within this time, before any other decides."""

TIME_TO_DECIDE = timedelta(days=150)
DECIDE, STILL_UNDER_WAY = 0.75, 0.15
"""The share of bodies that decide, most of them in time; and of answers that are begun and not handed in."""

REVISION_OPENED, WEIGHED, REFERRED, ANSWERS_DUE = (timedelta(days=days) for days in (120, 95, 80, 14))
ANSWERED_IN_TIME, ANSWERED_LATE = 0.55, 0.15
OFTEN = (Position.SUPPORTS, Position.SUPPORTS_WITH_COMMENTS)
SELDOM = (Position.REJECTS, Position.ABSTAINS)


@dataclass(frozen=True, slots=True)
class BodyDecision:
    """What a body decided on what was relayed to it, and when."""

    organisation: str
    day: date
    paragraph: str
    dnr: str


@dataclass(frozen=True, slots=True)
class MadeUpAnswer:
    """A body's answer to the referral; `handed_in` None: begun on `begun` and not handed in.

    `on_milestone`: what it says of one milestone, the one at `place` counted round.
    """

    organisation: str
    begun: date
    handed_in: date | None
    position: Position
    text: str
    on_milestone: str
    place: int


@dataclass(frozen=True, slots=True)
class Steering:
    """Everything that happens to the roadmap in the simulated city, day by day.

    `asked` are the bodies that are asked about the revision; those without an answer have not begun.
    """

    opened: date
    laid_before: date
    executive: date
    council: date
    relayed: date
    passed_on: date
    due: date
    decisions: tuple[BodyDecision, ...]
    revised: date
    weighed: date
    referred: date
    last_day: date
    asked: tuple[str, ...]
    answers: tuple[MadeUpAnswer, ...]


def steering_of(city: WorkingCity, shown: Sequence[str], today: date, seed: int) -> Steering:
    """What has happened by `today`. Of the `shown` boards the first has begun its answer, the others not."""
    council = today - ADOPTED_BEFORE
    council -= timedelta(days=council.weekday())
    relayed = council + RELAYED_AFTER
    referred, last_day = today - REFERRED, today - ANSWERS_DUE
    bodies = [body for body in city.bodies if body.is_there(referred) and body.is_there(today)]
    asked = [body for body in bodies if body.key != city.executive]
    decisions = (_decided(body, relayed, today, body.key == city.executive, seed) for body in bodies)
    answers = (_answered(body, shown, referred, last_day, today, seed) for body in asked)
    return Steering(
        opened=council - OPENED,
        laid_before=council - LAID_BEFORE,
        executive=council - EXECUTIVE,
        council=council,
        relayed=relayed,
        passed_on=_thursday(relayed + PASSED_ON / 2),
        due=relayed + TIME_TO_DECIDE,
        decisions=tuple(item for item in decisions if item),
        revised=today - REVISION_OPENED,
        weighed=today - WEIGHED,
        referred=referred,
        last_day=last_day,
        asked=(*(body.key for body in asked), *filter(None, (city.partner,))),
        answers=tuple(item for item in answers if item),
    )


def _thursday(day: date) -> date:
    """The first from a day on: boards meet then."""
    return day + timedelta(days=(3 - day.weekday()) % 7)


def _decided(body: Body, relayed: date, today: date, leads: bool, seed: int) -> BodyDecision | None:
    chance = Chance(seed, f"relayed {body.key}")
    decides = chance.happens(DECIDE) or leads
    day = _thursday(chance.day(relayed + PASSED_ON, relayed + TIME_TO_DECIDE + timedelta(days=20)))
    paragraph, number = chance.whole(4, 28), chance.whole(100, 999)
    if not decides or day > today:
        return None
    return BodyDecision(body.key, day, f"§ {paragraph}", f"{chance.whole(1, 9)}.1/{day.year}-{number}")


def _answered(
    body: Body, shown: Sequence[str], referred: date, last_day: date, today: date, seed: int
) -> MadeUpAnswer | None:
    chance = Chance(seed, f"referral {body.key}")
    drawn, begun = chance.between(0, 1), chance.day(referred, last_day - timedelta(days=7))
    position = chance.one(SELDOM if chance.happens(0.15) else OFTEN)
    handed_in: date | None = None
    if drawn < ANSWERED_IN_TIME:
        handed_in = chance.day(begun, last_day)
    elif drawn < ANSWERED_IN_TIME + ANSWERED_LATE:
        handed_in = chance.day(last_day + timedelta(days=1), today)
    if body.key in shown:
        handed_in = None
    begins = drawn < ANSWERED_IN_TIME + ANSWERED_LATE + STILL_UNDER_WAY
    if body.key in shown[1:] or not (begins or body.key in shown):
        return None
    return MadeUpAnswer(
        body.key,
        begun,
        handed_in,
        position,
        chance.one(REFERRAL_ANSWERS[position]),
        chance.one(COMMENTS) if position is Position.SUPPORTS_WITH_COMMENTS else "",
        chance.whole(0, 99),
    )
