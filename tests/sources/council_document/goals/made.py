"""Trees of goals, as a person would draw them, read from small texts."""

from collections.abc import Iterator

from fardplan.sources.council_document import Goal
from fardplan.sources.council_document.compose_goals import compose_goals
from fardplan.sources.council_document.goals import find_goals
from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.repair.noise import CLEAN


def read(text: str) -> tuple[tuple[Goal, ...], list[str]]:
    rows = clean(split_lines(text)).rows
    found = find_goals(rows, office=None)

    def fields(passage, **_):  # type: ignore[no-untyped-def]
        shown = " ".join(passage.flat.split())
        return {"text": shown, "as_read": passage.as_read, "lines": passage.lines, "confidence": 1.0}

    goals, indicators = compose_goals(found, CLEAN, fields, [])
    measures = [f"= {one.of} {one.text} [{one.source or '-'}]" for one in indicators]
    return goals, measures


def told(goals: tuple[Goal, ...]) -> Iterator[str]:
    """A goal on each line, further in the deeper it stands."""
    depth: dict[str | None, int] = {None: -1}
    for goal in goals:
        depth[goal.id] = depth[goal.parent] + 1
        year = goal.target.year if goal.target else None
        facts = [*goal.responsible, *([str(year)] if year else [])]
        label = " ".join(part for part in (goal.level or "-", goal.number) if part)
        told_more = f" ({', '.join(facts)})" if facts else ""
        yield "  " * depth[goal.id] + f"{label}: {goal.text}{told_more}"


def tree(text: str) -> list[str]:
    """The goals of a text, further in the deeper they stand, and the measures after them."""
    goals, measures = read(text)
    return [*told(goals), *measures]
