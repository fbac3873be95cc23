"""From text to passages: everything the document says that a draft has a place for, before any repair."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .about import Head, head_end, read_head
from .about.facts import Fact, Label
from .areas import stated_count
from .closing import AnnexFound, Signature, annexes, signatures
from .decisions import Point, decision_points
from .genre import Section
from .goals import Goals, find_goals, label_of
from .level_words import Role
from .lines import Line, Passage, Row, passage
from .page_noise import Clean
from .references import Reference, listed_documents, references
from .sections import Part, office_of
from .sentences import Sentence, sentences
from .told import (
    Dated,
    Envisioned,
    Years,
    earlier_decisions,
    horizons,
    mandate,
    preparation,
    prose_rows,
    vision,
)
from .told.horizons import span_of_name, years_in

_UNTOLD = frozenset({Section.HEAD, Section.DISTRIBUTION})
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
    preparation: Passage | None
    earlier: tuple[Dated, ...]
    vision: Envisioned | None
    horizons: tuple[Years, ...]
    references: tuple[Reference, ...]
    signatures: tuple[Signature, ...]
    annexes: tuple[AnnexFound, ...]
    counts: tuple[Count, ...]
    suspects: tuple[int, ...]

    @property
    def goals_found(self) -> int:
        """How many goals the document sets out."""
        return len(self.goals.goals)


def lay_out(lines: Sequence[Line], page: Clean, parts: Sequence[Part], *, clean: bool) -> Layout:
    """Find the passages of a document that has been cut into its parts; `clean`: it shows no scan noise."""
    rows = page.rows
    signed, signed_lines = signatures(rows, head_end(rows))
    annexed, annex_lines = annexes(parts, rows, signed_lines)
    stops = signed_lines | annex_lines
    points, decided_by = decision_points(parts, stops)
    goals = find_goals(_goal_rows(parts, rows), office=office_of(parts), stops=signed_lines, clean=clean)
    decided = _decided_lines(parts, points)
    head = read_head(lines, parts[0].rows, rows, _text(points), proposed=_proposed(parts))
    stated = frozenset(fact.value.row.line for fact in head.stated if _is_table_of_facts(fact))
    named_in = _told(parts, stops | stated)
    told = _told(parts, goals.taken | stops | stated | decided)
    of_the_past = _told(
        parts, stops | stated | decided
    )  # no goal is told in the past, whatever a list is taken for
    given = mandate(of_the_past)
    return Layout(
        rows=rows,
        head=head,
        points=tuple(points),
        decided_by=head.decided_by or decided_by,
        goals=goals,
        mandate=given,
        preparation=preparation(of_the_past, given),
        earlier=tuple(earlier_decisions(of_the_past, given)),
        vision=vision(told),
        horizons=tuple(_horizons(told, head, parts[0].rows)),
        references=tuple(
            references(
                named_in,
                own=_own(head),
                listed=[*_listed(head.stated), *listed_documents(_untaken(rows, signed_lines))],
            )
        ),
        signatures=tuple(signed),
        annexes=tuple(annexed),
        counts=tuple(_counts(told)),
        suspects=page.suspects,
    )


_COVER = 6  # rows of a cover, where the years of a document stand under its name


def _is_table_of_facts(fact: Fact) -> bool:
    """Whether a fact stands with its label alone in a row or a table, so that no sentence is told there."""
    row = fact.value.row
    labelled = ":" in row.text[: fact.value.start] or row.look.cell is not None
    return labelled and fact.label is not Label.OTHER


def _untaken(rows: Sequence[Row], taken: frozenset[int]) -> list[Row]:
    return [row for row in rows if row.line not in taken]


def _decided_lines(parts: Sequence[Part], points: Sequence[Point]) -> set[int]:
    """The lines of the points and of what announces them, in the part where they stand."""
    lines = {line for point in points for line in point.item.passage.lines}
    for part in parts:
        if part.section is Section.DECISION and (within := lines & {row.line for row in part.rows}):
            lines |= {row.line for row in part.rows if row.line <= max(within)}
    return lines


def _text(points: Sequence[Point]) -> str:
    return " ".join(point.item.passage.flat for point in points)


def _own(head: Head) -> str | None:
    return head.title.flat if head.title else None


def _proposed(parts: Sequence[Part]) -> bool:
    """Whether a part proposes decisions: then it is a paper of the administration."""
    return any(
        part.section is Section.DECISION and part.heading and "rslag" in part.heading.flat for part in parts
    )


def _horizons(told: Sequence[Sentence], head: Head, rows: Sequence[Row]) -> list[Years]:
    """Those of the text, and before them one that only a label, a row of the head or the name states."""
    found = horizons(told)
    known = {one.years for one in found} | {one.years[-1:] for one in found}
    in_force = [
        Years(_value(fact), years)
        for fact in head.stated
        if fact.label in {Label.VALID, Label.VALID_FROM}
        and (years := years_in(fact.value.text))
        and years not in known
        and (len(years) == 2 or fact.label is Label.VALID)
    ]
    in_head = horizons([one for row in rows for one in sentences([row])])
    in_force += [one for one in in_head if one.years not in known]
    known_ends = {one.years[-1] for one in [*in_force[:1], *found]}
    names = [head.title] if head.title else []
    names += [passage([row]) for row in rows[:_COVER] if row.look.heading]
    spans = [span for name in names if (span := span_of_name(name)) and span.years[-1] not in known_ends]
    return [*in_force[:1], *spans[:1], *found, *_reviewed(head, known)]


def _reviewed(head: Head, known: set[tuple[int, ...]]) -> list[Years]:
    """When the document is to be looked over, by a label alone."""
    return [
        Years(_value(fact), years)
        for fact in head.stated
        if fact.label is Label.REVIEWED and (years := years_in(fact.value.text)) and years not in known
    ][:1]


def _value(fact: Fact) -> Passage:
    return passage([fact.value.row]).slice(fact.value.start, fact.value.end)


def _listed(stated: Sequence[Fact]) -> list[Passage]:
    """Names of documents that stand alone: what this one replaces."""
    found = []
    for fact in stated:
        if fact.label is Label.REPLACES:
            name = fact.value.text.split(",")[0].split(" (")[0]
            whole = passage([fact.value.row])
            found.append(whole.slice(fact.value.start, fact.value.start + len(name)))
    return [name for name in found if name and name.flat[:1].isupper()]


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
    """The sentences of the text but for some lines, each heading a sentence of its own."""
    found: list[Sentence] = []
    for part in parts:
        if part.section in _UNTOLD or len(found) >= _MOST_SENTENCES:
            continue
        rows = [row for row in part.rows if row.line not in taken]
        heading = (
            [Row(piece.line, piece.text, "blank") for piece in part.heading.pieces] if part.heading else []
        )
        found += sentences(prose_rows([*heading, *_apart(rows)]))
    return found[:_MOST_SENTENCES]


def _apart(rows: Sequence[Row]) -> list[Row]:
    """The rows of a part, its first apart from the heading."""
    return [replace(rows[0], gap=rows[0].gap or "blank"), *rows[1:]] if rows else []


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
