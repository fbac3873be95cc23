"""What a new year takes with it of the last: what goes on comes along, with a link to where it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.boards.chain import MEASURES, PROMISES, CouncilItem, ItemKind, PlanItem
from fardplan.boards.follow_up import OPEN_STATES, ActivityState
from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError


class Stays(StrEnum):
    """Why something stays in the old year."""

    DROPPED = "dropped"
    DONE = "done"
    STOPPED = "stopped"
    PERIOD_OVER = "period_over"  # the council's goals were set for a period that has ended


class Doubt(StrEnum):
    """What a person should look at in something that comes along."""

    NO_TARGET = "no_target"  # the yearly target is decided anew every year
    PAST_END = "past_end"  # its last day lies before the new year
    GOAL_GONE = "goal_gone"  # the council's goal that it answered does not go on


@dataclass(frozen=True, slots=True)
class Coming:
    """An item that comes along, what to look at in it, and the last day that it has now."""

    item: PlanItem
    doubts: tuple[Doubt, ...] = ()
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class CouncilComing:
    item: CouncilItem
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What comes along into `year`, and what stays with the reason, of the council and of the boards."""

    year: int
    council: tuple[CouncilComing, ...]
    council_stays: tuple[tuple[CouncilItem, Stays], ...]
    plans: tuple[Coming, ...]
    plans_stay: tuple[tuple[PlanItem, Stays], ...]


@dataclass(frozen=True, slots=True)
class LastTold:
    """Where an activity stood when it was last told of, and the new last day of one that was delayed."""

    state: ActivityState
    new_end: date | None = None


def carried_over(
    year: int,
    council: Iterable[CouncilItem],
    plans: Iterable[PlanItem],
    *,
    told: Mapping[tuple[str, str], LastTold],
    goals_go_on: bool,
) -> CarryOver:
    """What of the year before comes along into `year`.

    `told`: what was last told of each activity and undertaking, by organisation and key. `goals_go_on`: the
    period for which the council set its goals reaches into `year`. Open activities, undertakings, indicators
    with their definition and goals come along; what is done, stopped or dropped stays.
    """
    first = date(year, 1, 1)
    coming, council_stays = _council(council, first, goals_go_on)
    going = {one.item.key for one in coming}
    plans_coming, plans_stay = [], []
    for item in plans:
        stays = _why_stays(item, told.get((item.organisation, item.key)), first)
        if stays:
            plans_stay.append((item, stays))
        else:
            plans_coming.append(_coming(item, told.get((item.organisation, item.key)), going, first))
    return CarryOver(year, coming, council_stays, tuple(plans_coming), tuple(plans_stay))


def _council(
    council: Iterable[CouncilItem], first: date, goals_go_on: bool
) -> tuple[tuple[CouncilComing, ...], tuple[tuple[CouncilItem, Stays], ...]]:
    coming, stays = [], []
    for item in council:
        if not item.is_live(first):
            stays.append((item, Stays.DROPPED))
        elif not goals_go_on:
            stays.append((item, Stays.PERIOD_OVER))
        else:
            doubts = (Doubt.NO_TARGET,) if item.kind is ItemKind.COUNCIL_INDICATOR else ()
            coming.append(CouncilComing(item, doubts))
    return tuple(coming), tuple(stays)


def _why_stays(item: PlanItem, told: LastTold | None, first: date) -> Stays | None:
    if not item.is_live(first):
        return Stays.DROPPED
    if item.kind not in PROMISES:
        return None
    if told and told.state not in OPEN_STATES:
        return Stays.STOPPED if told.state is ActivityState.STOPPED else Stays.DONE
    return Stays.DONE if item.finished else None


def _coming(item: PlanItem, told: LastTold | None, going: set[str], first: date) -> Coming:
    ends = told.new_end if told and told.new_end else item.ends
    doubts = []
    if item.kind in MEASURES:
        doubts.append(Doubt.NO_TARGET)
    if item.kind in PROMISES and ends and ends < first:
        doubts.append(Doubt.PAST_END)
    if item.answers and item.answers not in going:
        doubts.append(Doubt.GOAL_GONE)
    return Coming(item, tuple(doubts), ends)


def reaches(period: str, year: int) -> bool:
    """Whether a period of goals, `2019–2022` or `2023–` while it goes on, reaches into a year."""
    first, _, last = period.partition("–")
    return int(first) <= year and (not last or year <= int(last))


def can_open(year: int, opened: Iterable[int]) -> bool:
    """Whether a year can be opened: it is the first, or the one after the last."""
    there = set(opened)
    return year not in there and (not there or year == max(there) + 1)


def check_can_open(year: int, opened: Iterable[int]) -> None:
    there = sorted(opened)
    if not can_open(year, there):
        raise RuleError(
            Sentence("{year} is open already", year=year)
            if year in there
            else Sentence("{year} does not follow on {last}", year=year, last=there[-1]),
            instead=Sentence("The next year to open is {year}.", year=there[-1] + 1),
            outcome=Sentence("Nothing was changed."),
        )
