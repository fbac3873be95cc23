"""Doubts about lists and about the document as a whole: counts that do not meet, parts that are missing."""

from collections.abc import Iterator

from .areas import stated_count
from .doubts import doubt
from .draft import Doubt, Draft
from .genre import KINDS_OF_DOCUMENT
from .goals import GoalList
from .layout import Count, Layout
from .level_words import Role
from .references import disagreeing_titles


def list_doubts(one: GoalList) -> list[Doubt]:
    """Numerals taken on trust, numerals without text, a count in the announcing sentence not met."""
    items = one.read.items
    lines = [line for item in items for line in (item.mark_line or item.passage.lines[0],)]
    found = []
    if any(item.on_trust for item in items):
        marks = " ".join(item.mark or "–" for item in items)
        found.append(doubt("numbering", lines, marks, [str(item.number) for item in items]))
    if one.read.miscounted:
        alone = [text for text, _ in one.read.alone]
        counts = [str(len(alone)), str(len(items))]
        found.append(
            doubt("numerals_without_text", [line for _, line in one.read.alone], " ".join(alone), counts)
        )
    stated = stated_count(one.stated, one.role) if one.stated else None
    if stated is not None and stated != len(items):
        every = [line for item in items for line in item.passage.lines]
        found.append(doubt("count", every, one.stated, [str(stated), str(len(items))]))
    return found


def whole_doubts(layout: Layout, draft: Draft) -> list[Doubt]:
    """What is missing or does not agree, in the document as a whole."""
    return [
        *_missing(draft),
        *_counts(layout, draft),
        *_lost(layout),
        *_unread(layout),
        *_contradictions(layout, draft),
        *_budgets(layout),
    ]


def _missing(draft: Draft) -> Iterator[Doubt]:
    """What a paper to be decided on must have; a programme that has been adopted may say neither."""
    proposes = draft.document.kind is None or draft.document.kind in KINDS_OF_DOCUMENT
    if draft.title is None:
        yield doubt("no_title")
    if not draft.decisions and proposes:
        yield doubt("no_decisions")
    if draft.mandate is None and proposes:
        yield doubt("no_mandate")
    if not draft.target_areas:
        yield doubt("no_areas")


def _counts(layout: Layout, draft: Draft) -> Iterator[Doubt]:
    for stated in layout.counts:
        if stated.role is Role.AREA and draft.target_areas and stated.count != len(draft.target_areas):
            yield _miscounted(stated, len(draft.target_areas))


def _unread(layout: Layout) -> Iterator[Doubt]:
    if layout.goals.unread:
        yield doubt("list_not_placed", layout.goals.unread)


def _miscounted(stated: Count, found: int) -> Doubt:
    return doubt("count", stated.passage.lines, stated.passage.as_read, [str(stated.count), str(found)])


def _lost(layout: Layout) -> Iterator[Doubt]:
    texts = {row.line: row.text for row in layout.rows}
    for line in layout.suspects:
        yield doubt("lost_text", [line], texts.get(line, ""))


def _contradictions(layout: Layout, draft: Draft) -> Iterator[Doubt]:
    repaired = dict(zip(layout.references, draft.references, strict=True))
    for one, other in disagreeing_titles(layout.references):
        lines = sorted({*one.passage.lines, *other.passage.lines})
        yield doubt("contradiction", lines, None, [repaired[one].text, repaired[other].text])


def _budgets(layout: Layout) -> Iterator[Doubt]:
    for one in layout.earlier:
        if one.budget_year is not None:
            years = [str(one.budget_year - 1), str(one.budget_year)]
            yield doubt("budget_year", one.passage.lines, one.passage.as_read, years)
