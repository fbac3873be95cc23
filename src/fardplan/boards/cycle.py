"""The boards' year: a city's template of steps with rules for their days, and the days of one year."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.version import Key
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text


class StepKind(StrEnum):
    """What a step of the year is about."""

    INPUT = "input"  # what a board wants weighed in the budget
    BUDGET = "budget"  # the council's own decision: boards hand in nothing
    PLAN = "plan"  # a board's plan for the year
    REPORT = "report"  # a follow-up during the year
    CLOSING = "closing"  # the follow-up of the whole year


FOLLOWED_UP = frozenset({StepKind.REPORT, StepKind.CLOSING})
"""Steps in which every item of a plan is told of."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
YEARS = {None: 0, "the year before": -1, "the year after": 1}
_RULE = re.compile(
    rf"(?P<day>[1-9]|[12]\d|3[01]|last) (?P<month>{'|'.join(MONTHS)})"
    r"(?: (?P<year>the year (?:before|after)))?"
)


def day_of(rule: str, year: int) -> date:
    """The day in or around `year` that a rule names: `30 April`, `15 December the year before`.

    `last February` is the 28th or 29th. Raises `ValueError` for what is no rule, or no day of every year.
    """
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(
            f"'{rule}' names no day of a year: write for example 30 April, last February, "
            "15 December the year before, or 10 February the year after"
        )
    around, month = year + YEARS[match["year"]], MONTHS.index(match["month"]) + 1
    if match["day"] == "last":
        return date(around, month, monthrange(around, month)[1])
    if int(match["day"]) > monthrange(2001, month)[1]:
        raise ValueError(f"'{rule}' is not a day of every year; write last {match['month']}")
    return date(around, month, int(match["day"]))


def _checked(rule: str) -> str:
    day_of(rule, 2001)
    return rule


DayRule = Annotated[str, AfterValidator(_checked)]
"""A day of every year, as `day_of` reads it."""


class StepTemplate(Frozen):
    """A step of every year. `per` is the day that a report reckons to.

    Writing begins when the step `opens`; texts are ready by `ready_by`, or `days_before_meeting` days before
    the board's own meeting where its day is known; boards meet from `decided_from` to `decided_by`, when the
    step locks. `source` is where these days are told.
    """

    key: Key
    name: Text
    kind: StepKind
    per: DayRule | None = None
    opens: DayRule
    ready_by: DayRule
    decided_from: DayRule
    decided_by: DayRule
    days_before_meeting: Annotated[int, Field(ge=0, le=60)] = 14
    source: str
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "StepTemplate":
        for year in (2000, 2001):  # a leap year and one that is not
            wrong = disorder(days_of(self, year))
            if wrong:
                raise ValueError(f"the days of '{self.key}' contradict each other: {wrong}")
        if self.per is None and self.kind in FOLLOWED_UP:
            raise ValueError(f"'{self.key}' is a follow-up and does not say per which day: give 'per'")
        return self


class CycleTemplate(Frozen):
    """A city's year. `takes_part`: the kinds of organisation that hand in; it may close from `closes` on."""

    takes_part: Annotated[tuple[str, ...], Field(min_length=1)]
    closes: DayRule
    steps: Annotated[tuple[StepTemplate, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> "CycleTemplate":
        keys = [step.key for step in self.steps]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"the step '{twice[0]}' is there twice")
        year = 2001
        last = max(day_of(step.decided_by, year) for step in self.steps)
        if day_of(self.closes, year) < last:
            raise ValueError(
                f"the year closes {self.closes}, before its last step is decided ({last:%d %B %Y})"
            )
        for earlier, later in pairwise(self.steps):
            if day_of(later.opens, year) < day_of(earlier.opens, year):
                raise ValueError(
                    f"the step '{later.key}' opens before '{earlier.key}', which stands above it"
                )
        return self


@dataclass(frozen=True, slots=True)
class StepDays:
    """A step of one year, with its days as they were set when the year opened or changed since."""

    key: str
    name: Text
    kind: StepKind
    per: date | None
    opens: date
    ready_by: date
    decided_from: date
    decided_by: date
    days_before_meeting: int = 14

    def last_day(self, meeting: date | None) -> date:
        """The last day for texts to be ready: so long before the board's own meeting that it is called."""
        return meeting - timedelta(days=self.days_before_meeting) if meeting else self.ready_by

    def locks_after(self, meeting: date | None) -> date:
        """The day after which nothing is written any more: the board's meeting, or the last day for one."""
        return meeting or self.decided_by


def days_of(template: StepTemplate, year: int) -> StepDays:
    """The days of a step in `year`, exactly as its rules say."""
    return StepDays(
        template.key,
        template.name,
        template.kind,
        day_of(template.per, year) if template.per else None,
        day_of(template.opens, year),
        day_of(template.ready_by, year),
        day_of(template.decided_from, year),
        day_of(template.decided_by, year),
        template.days_before_meeting,
    )


def year_of(template: CycleTemplate, year: int) -> tuple[StepDays, ...]:
    """The steps of `year`. A last day for writing that is a Saturday or Sunday is the Friday before.

    Public holidays are not known here: whoever opens the year sees the days and may move them.
    """
    return tuple(_on_a_working_day(days_of(step, year)) for step in template.steps)


def _on_a_working_day(step: StepDays) -> StepDays:
    late = max(0, step.ready_by.weekday() - 4)
    return replace(step, ready_by=max(step.opens, step.ready_by - timedelta(days=late)))


def disorder(step: StepDays) -> Sentence | None:
    """What is wrong with the order of a step's days, None where nothing is."""
    if step.ready_by < step.opens:
        return Sentence(
            "texts are to be ready on {ready}, before writing begins on {opens}",
            ready=step.ready_by,
            opens=step.opens,
        )
    if step.decided_from < step.ready_by:
        return Sentence(
            "boards decide from {decided}, before texts are ready on {ready}",
            decided=step.decided_from,
            ready=step.ready_by,
        )
    if step.decided_by < step.decided_from:
        return Sentence(
            "the last day to decide, {last}, is before the first, {first}",
            last=step.decided_by,
            first=step.decided_from,
        )
    return None


def check_days(step: StepDays) -> None:
    """Raises `InputError` where the days of a step contradict each other."""
    wrong = disorder(step)
    if wrong:
        raise InputError(wrong, outcome=Sentence("Nothing was changed."))


def can_hold_meeting(step: StepDays, meeting: date) -> bool:
    """Whether a board's meeting for a step can be on this day: when boards decide."""
    return step.decided_from <= meeting <= step.decided_by


def check_meeting(step: StepDays, meeting: date) -> None:
    """Raises `RuleError` for a meeting before boards decide, or after the step has locked."""
    if not can_hold_meeting(step, meeting):
        raise RuleError(
            Sentence("a meeting on {day} does not lie within the days for this step", day=meeting),
            instead=Sentence(
                "Boards decide from {first} to {last}. A later meeting is taken in late by the coordinator.",
                first=step.decided_from,
                last=step.decided_by,
            ),
            outcome=Sentence("Nothing was changed."),
        )


def current_step(steps: Sequence[StepDays], today: date) -> StepDays | None:
    """The step that people work with on a day: the one nearest to its end of those that are open.

    Before the first opens and between two, the next to open; after the last, None.
    """
    open_now = [step for step in steps if step.opens <= today <= step.decided_by]
    if open_now:
        return min(open_now, key=lambda step: step.decided_by)
    ahead = [step for step in steps if step.opens > today]
    return min(ahead, key=lambda step: step.opens, default=None)


def year_at_work(steps: Iterable[tuple[int, StepDays]], today: date) -> int | None:
    """The year whose plans people work with, of all years' steps: the last whose plans are begun.

    Before any is, the first; None where there is no year. Late in a year it is the next: its plans are
    written then, and the last report of the year comes after.
    """
    known = [(year, step) for year, step in steps if step.kind not in (StepKind.INPUT, StepKind.BUDGET)]
    begun = (year for year, step in known if step.opens <= today)
    return max(begun, default=min((year for year, _ in known), default=None))
