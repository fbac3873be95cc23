"""A person's judgement beside the computed verdict: what was judged, and whether the two agree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.status import Development, MilestoneStatus, Verdict
from fardplan.vocabulary.text import Language

UNCHANGED = Sentence("Nothing was changed.")


class Judgement(StrEnum):
    """How far a goal is fulfilled in a period, as ILS asks."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"
    NO_OUTCOME = "no_outcome"


JUDGEMENTS = {
    Judgement.FULLY: message("fulfilled fully"),
    Judgement.PARTLY: message("fulfilled partly"),
    Judgement.NOT: message("not fulfilled"),
    Judgement.NO_OUTCOME: message("outcome is missing"),
}


class Part(StrEnum):
    """The part of a year that is judged at its end."""

    T1 = "t1"
    T2 = "t2"
    YEAR = "year"


PARTS = {
    Part.T1: message("Tertial 1 {year}"),
    Part.T2: message("Tertial 2 {year}"),
    Part.YEAR: message("The whole of {year}"),
}
ENDS = {Part.T1: (4, 30), Part.T2: (8, 31), Part.YEAR: (12, 31)}
"""Month and day by which each part has ended."""


@dataclass(frozen=True, slots=True, order=True)
class JudgedPeriod:
    """A year, or a tertial of one; in order of time where the year is the same."""

    year: int
    part: Part

    @classmethod
    def parse(cls, text: str) -> "JudgedPeriod":
        """`2027-t1`, `2027-t2` or `2027-year`. Raises `InputError` for anything else."""
        found = re.fullmatch(r"(\d{4})-(t1|t2|year)", text)
        if found is None:
            raise InputError(
                Sentence("'{text}' is no period to judge", text=text),
                instead=Sentence("Write it so: 2027-t1, 2027-t2 or 2027-year."),
            )
        return cls(int(found[1]), Part(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.part}"

    @classmethod
    def ended_on(cls, day: date) -> "JudgedPeriod":
        """The latest period that has ended on a day: the one that is judged then."""
        ended = [part for part in Part if (day.month, day.day) >= ENDS[part]]
        return cls(day.year, ended[-1]) if ended else cls(day.year - 1, Part.YEAR)

    def words(self, language: Language) -> str:
        return translate(PARTS[self.part], language, year=self.year)


class AssessedKind(StrEnum):
    """What is judged: a milestone of the roadmap, or an item of the council's budget."""

    MILESTONE = "milestone"
    COUNCIL_ITEM = "council_item"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement with its reasons, and `computed`, what the figures said on `day` (plain JSON or None).

    `organisation` is the key of whose judgement it is; None: the city's own.
    """

    number: int
    kind: AssessedKind
    subject: str
    period: JudgedPeriod
    organisation: str | None
    judgement: Judgement
    why: str
    computed: Mapping[str, Any] | None
    day: date
    by: str
    origin: str


class Standpoint(StrEnum):
    """What figures say of a goal, on the same scale as a judgement; `UNTOLD` where there are figures that
    cannot, `NO_FIGURES` where there are none.
    """

    FULLY = "fully"
    SOME_WAY = "some_way"
    NOT = "not"
    UNTOLD = "untold"
    NO_FIGURES = "no_figures"


class Agreement(StrEnum):
    """How a judgement stands to what is computed."""

    AGREES = "agrees"
    BRIGHTER = "brighter"
    DARKER = "darker"
    BEYOND = "beyond"  # figures cannot tell; the judgement rests on something else
    SILENT = "silent"  # no outcome is judged, though there are figures


AGREEMENTS: dict[Standpoint, dict[Judgement, Agreement]] = {
    Standpoint.FULLY: {
        Judgement.FULLY: Agreement.AGREES,
        Judgement.PARTLY: Agreement.DARKER,
        Judgement.NOT: Agreement.DARKER,
        Judgement.NO_OUTCOME: Agreement.SILENT,
    },
    Standpoint.SOME_WAY: {
        Judgement.FULLY: Agreement.BRIGHTER,
        Judgement.PARTLY: Agreement.AGREES,
        Judgement.NOT: Agreement.DARKER,
        Judgement.NO_OUTCOME: Agreement.SILENT,
    },
    Standpoint.NOT: {
        Judgement.FULLY: Agreement.BRIGHTER,
        Judgement.PARTLY: Agreement.BRIGHTER,
        Judgement.NOT: Agreement.AGREES,
        Judgement.NO_OUTCOME: Agreement.SILENT,
    },
    Standpoint.UNTOLD: {
        Judgement.FULLY: Agreement.BEYOND,
        Judgement.PARTLY: Agreement.BEYOND,
        Judgement.NOT: Agreement.BEYOND,
        Judgement.NO_OUTCOME: Agreement.SILENT,
    },
    Standpoint.NO_FIGURES: {
        Judgement.FULLY: Agreement.BEYOND,
        Judgement.PARTLY: Agreement.BEYOND,
        Judgement.NOT: Agreement.BEYOND,
        Judgement.NO_OUTCOME: Agreement.AGREES,
    },
}

TOLD = {
    Agreement.AGREES: message("The judgement and the figures say the same."),
    Agreement.BRIGHTER: message("The judgement is brighter than the figures."),
    Agreement.DARKER: message("The judgement is darker than the figures."),
    Agreement.BEYOND: message("The figures cannot tell; the judgement rests on something else."),
    Agreement.SILENT: message("There are figures, and the judgement says that the outcome is missing."),
}

STANDPOINTS = {
    Standpoint.FULLY: message("The figures speak for fulfilled fully."),
    Standpoint.SOME_WAY: message("The figures speak for fulfilled partly."),
    Standpoint.NOT: message("The figures speak for not fulfilled."),
    Standpoint.UNTOLD: message("The figures cannot tell whether it is fulfilled."),
    Standpoint.NO_FIGURES: message("There are no figures of it yet."),
}


def standpoint_of(status: MilestoneStatus) -> Standpoint:
    """What a milestone's verdict says of its fulfilment in the period.

    At the level, or in step with the way to it: fully. Behind the way, yet with a development that is seen
    to be better: some of the way. Without a decided level only the direction the wording asks for can be
    held against the figures, which is why a seen improvement is fully there.
    """
    if status.verdict in (Verdict.REACHED, Verdict.ON_TRACK):
        return Standpoint.FULLY
    if status.verdict is Verdict.BEHIND:
        improving = status.development is Development.IMPROVING
        return Standpoint.SOME_WAY if improving else Standpoint.NOT
    if status.verdict is Verdict.NOT_DECIDED and status.development is Development.IMPROVING:
        return Standpoint.FULLY
    if status.verdict is Verdict.NOT_DECIDED and status.development is Development.WORSENING:
        return Standpoint.NOT
    return Standpoint.UNTOLD if status.latest else Standpoint.NO_FIGURES


def standpoint_of_targets(reached: int, known: int, wanted: int) -> Standpoint:
    """What the yearly targets (årsmål) under a goal say: `reached` of those with a `known` outcome, of all
    that are `wanted`.

    All known and all reached: fully. All known and none: not. Some reached: some of the way, also while
    others wait. Nothing reached while others wait: untold. Nothing known: there are no figures.
    """
    if known == 0:
        return Standpoint.NO_FIGURES
    if reached == known == wanted:
        return Standpoint.FULLY
    if reached:
        return Standpoint.SOME_WAY
    return Standpoint.NOT if known == wanted else Standpoint.UNTOLD


def agreement_of(judgement: Judgement, standpoint: Standpoint) -> Agreement:
    """How the judgement stands to what the figures said that day."""
    return AGREEMENTS[standpoint][judgement]


def disagrees(judgement: Judgement, standpoint: Standpoint) -> bool:
    """Whether somebody who reads one of the two would be told otherwise by the other."""
    return agreement_of(judgement, standpoint) in (Agreement.BRIGHTER, Agreement.DARKER, Agreement.SILENT)


def can_judge(why: str, *, year: int, this_year: int) -> bool:
    """Whether a judgement can be recorded: it has reasons, and its year has begun."""
    return bool(why.strip()) and year <= this_year


def check_can_judge(why: str, *, year: int, this_year: int) -> None:
    """Raise where `can_judge` says no: `InputError` without reasons, `RuleError` for a year to come."""
    if not why.strip():
        raise InputError(
            Sentence("the judgement has no reasons"),
            instead=Sentence("Write what you weighed, and why."),
            outcome=UNCHANGED,
        )
    if year > this_year:
        raise RuleError(
            Sentence("the year {year} has not begun", year=year),
            instead=Sentence("Judge it when it has."),
            outcome=UNCHANGED,
        )
