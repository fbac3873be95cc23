"""When a year is closed: what it waits for, and what nobody owes it."""

from datetime import date

from fardplan.boards.cycle import FOLLOWED_UP, StepDays, StepKind
from fardplan.boards.progress import Progress
from fardplan.boards.steps import State
from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError


def is_waited_for(step: StepDays, now: Progress, *, opened: date, ended: date | None, today: date) -> bool:
    """Whether a year, `opened` on a day, waits for what an organisation hands in at a step.

    It waits for plans and follow-ups that are not settled. It does not wait for what somebody wanted weighed
    in a budget that has been adopted, for an organisation that is no longer there, or for what nobody
    ever had to begin: a step that was over when the year was opened, a follow-up with nothing to tell of.
    """
    if now.settled or step.kind is StepKind.INPUT or (ended is not None and ended < today):
        return False
    nothing_to_do = step.decided_by < opened or (step.kind in FOLLOWED_UP and now.items == 0)
    return not (now.state is State.NOT_BEGUN and nothing_to_do)


def can_close(closes: date, waited_for: int, today: date, *, why: str = "") -> bool:
    """Whether a year can be closed: its day has come, and it waits for nothing or it is said `why` not.

    Some things never come, and a year that waited for them would stay open for ever.
    """
    return today >= closes and (waited_for == 0 or bool(why.strip()))


def check_can_close(closes: date, waited_for: int, today: date, *, why: str = "") -> None:
    """Raises `RuleError` where the year cannot be closed."""
    if can_close(closes, waited_for, today, why=why):
        return
    if today < closes:
        raise RuleError(
            Sentence("the year can be closed from {day}", day=closes),
            outcome=Sentence("Nothing was changed."),
        )
    raise RuleError(
        Sentence("{count} of what the boards hand in are not decided yet", count=waited_for),
        instead=Sentence("The year's page shows what. Settle it, or say why the year is closed without it."),
        outcome=Sentence("Nothing was changed."),
    )
