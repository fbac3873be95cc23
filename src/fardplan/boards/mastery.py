"""Where a plan is kept: here, or in another management system whose exports are read in."""

from dataclasses import dataclass
from datetime import date

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError

KEPT_ELSEWHERE = FOLLOWED_UP | {StepKind.PLAN}
"""The steps that another system can keep: plans, and what is told of them."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """Another system keeps an organisation's plan and follow-ups in a year.

    `organisation` is None where it keeps all organisations'. `since` is the day from which, `by` who said so.
    """

    year: int
    organisation: str | None
    system: str
    since: date
    by: str
    why: str | None = None


def can_edit_here(mastery: Mastery | None) -> bool:
    """Whether plans and follow-ups are written here; links and considered answers always are."""
    return mastery is None


def check_can_edit_here(mastery: Mastery | None) -> None:
    if mastery is not None:
        raise RuleError(
            Sentence(
                "this plan and its follow-ups are kept in {system} in {year}, and are read-only here",
                system=mastery.system,
                year=mastery.year,
            ),
            instead=Sentence(
                "Write in {system}: its export is read in here. Links to strategies and milestones, and what "
                "has been considered, are made here.",
                system=mastery.system,
            ),
            outcome=Sentence("Nothing was changed."),
        )


def can_take_in(mastery: Mastery | None, *, year_closed: bool) -> bool:
    """Whether an export may write an organisation's plan: only where its system keeps it, in an open year."""
    return mastery is not None and not year_closed


def check_can_take_in(mastery: Mastery | None, *, year_closed: bool, organisation: str) -> None:
    if year_closed:
        raise RuleError(
            Sentence("the year is closed: what was reported is corrected by decision alone"),
            outcome=Sentence("Nothing was changed."),
        )
    if mastery is None:
        raise RuleError(
            Sentence("the plan of {organisation} is kept here", organisation=organisation),
            instead=Sentence("Say first that the other system keeps it, or write it here."),
            outcome=Sentence("Nothing was changed."),
        )
