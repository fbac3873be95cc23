"""Small documents in many manners, and the tree of goals that each sets out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fardplan.sources.council_document import Goal
from fardplan.sources.council_document.compose_goals import compose_goals
from fardplan.sources.council_document.goals import find_goals
from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.numerals import value
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.repair.noise import CLEAN

MANNERS = Path(__file__).parent / "manners"


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


@pytest.mark.parametrize("path", sorted(MANNERS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_goals_of_a_manner(path: Path) -> None:
    goals, measures = read(path.read_text(encoding="utf-8"))
    expected = path.with_suffix(".tree").read_text(encoding="utf-8")
    assert "\n".join([*told(goals), *measures]) + "\n" == expected


def test_a_footnote_mark_is_no_number() -> None:
    assert [value(mark) for mark in ("¹.", "2)", "c.", "•")] == [None, 2, 3, None]
