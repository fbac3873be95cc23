"""What is told of a goal on its own rows and beneath it: who answers for it, by when."""

import re

from ..lines import Passage
from .facts import facts_inside
from .found import FoundGoal
from .responsible import cut_responsible

_YEAR = re.compile(r"\b20\d\d\b")


def tell_goal(goal: FoundGoal, key: str, text: Passage) -> None:
    """A fact of a goal, by its key (labels.ATTRIBUTES); what has no place in a draft is passed over."""
    if key == "responsible" and text:
        goal.responsible.append(text)
        goal.year = goal.year or last_year(text.flat)
    elif key == "time":
        goal.year = goal.year or last_year(text.flat)
    elif key == "target":
        goal.target = goal.target or text


def told_inside(passage: Passage, *, trusted: bool) -> tuple[Passage, list[tuple[str, Passage]]]:
    """A goal's text without the facts that follow on its own rows, and those facts."""
    stop, facts = facts_inside(passage.flat)
    told = [(key, passage.slice(start, end)) for key, start, end in facts]
    text, who = cut_responsible(passage.slice(0, stop), trusted=trusted)
    return text, ([("responsible", who)] if who is not None else []) + told


def last_year(text: str) -> int | None:
    """The last year that a text names."""
    found = _YEAR.findall(text)
    return int(found[-1]) if found else None
