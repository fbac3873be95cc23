"""From text to passages: everything the document says that a draft has a place for, before any repair."""

from collections.abc import Sequence
from dataclasses import dataclass

from .areas import stated_count
from .closing import AnnexFound, Signature, annexes, signatures
from .decisions import Point, decision_points
from .genre import Section
from .goals import Goals, find_goals, label_of
from .head import Head, read_head
from .levels import Role
from .lines import Line, Passage, Row
from .page_noise import Clean
from .prose import Dated, Years, earlier_decisions, horizons, mandate
from .references import Reference, references
from .sections import Part, office_of
from .sentences import Sentence, sentences

_PROSE = frozenset(
    {Section.SUMMARY, Section.BACKGROUND, Section.PREPARATION, Section.MATTER, Section.OPINION, Section.OTHER}
)
_TOLD_FROM = (Section.MATTER, Section.BACKGROUND)
_WITHOUT_GOALS = frozenset({Section.DECISION, Section.DISTRIBUTION})
_MOST_SENTENCES = 6000


@dataclass(frozen=True, slots=True)
class Count:
    """A count the text states of something ("de fyra målområdena")."""

    role: Role
    count: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of one document by what they are."""

    rows: tuple[Row, ...]
    head: Head
    points: tuple[Point, ...]
    decided_by: Passage | None
    goals: Goals
    mandate: Passage | None
    earlier: tuple[Dated, ...]
    horizons: tuple[Years, ...]
    references: tuple[Reference, ...]
    signatures: tuple[Signature, ...]
    annexes: tuple[AnnexFound, ...]
    counts: tuple[Count, ...]
    suspects: tuple[int, ...]


def lay_out(lines: Sequence[Line], page: Clean, parts: Sequence[Part]) -> Layout:
    """Find the passages of a document that has been cut into its parts."""
    rows = page.rows
    signed, stops = signatures(rows)
    points, decided_by = decision_points(parts, stops)
    goals = find_goals(_goal_rows(parts, rows), office=office_of(parts), stops=stops)
    told = _told(parts, goals.taken | stops)
    decided = " ".join(point.item.passage.flat for point in points)
    return Layout(
        rows=rows,
        head=read_head(lines, parts[0].rows, rows, decided),
        points=tuple(points),
        decided_by=decided_by,
        goals=goals,
        mandate=mandate(told),
        earlier=tuple(earlier_decisions(told)),
        horizons=tuple(horizons(told)),
        references=tuple(references(told)),
        signatures=tuple(signed),
        annexes=tuple(annexes(parts, rows, stops)),
        counts=tuple(_counts(told)),
        suspects=page.suspects,
    )


def _goal_rows(parts: Sequence[Part], rows: Sequence[Row]) -> list[Row]:
    """The rows where goals may stand: not the decision points, nor to whom the decision is sent."""
    left_out = {row.line for part in parts if part.section in _WITHOUT_GOALS for row in _before_goals(part)}
    return [row for row in rows if row.line not in left_out]


def _before_goals(part: Part) -> Sequence[Row]:
    """The rows of a part up to the first that labels itself as a goal: a programme may have no other part."""
    for at, row in enumerate(part.rows):
        found = label_of(row)
        if found is not None and (found.number or found.level.role is Role.AREA):
            return part.rows[:at]
    return part.rows


def _told(parts: Sequence[Part], taken: set[int] | frozenset[int]) -> list[Sentence]:
    """The sentences of the running text: lists, headings over goals and signatures left out."""
    found: list[Sentence] = []
    for part in parts:
        if part.section in _PROSE and len(found) < _MOST_SENTENCES:
            found += sentences([row for row in part.rows if row.line not in taken])
    return found[:_MOST_SENTENCES]


def _counts(told: Sequence[Sentence]) -> list[Count]:
    """The first count stated of each kind of level."""
    found: dict[Role, Count] = {}
    for sentence in told:
        text = sentence.passage.flat
        for role in Role:
            count = stated_count(text, role) if role not in found else None
            if count:
                found[role] = Count(role, count, sentence.passage)
    return list(found.values())
