"""The head of a document: where it ends, and all that is stated in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import date_in, stated_date
from ..headings import section_heading
from ..lines import Line, Passage, Piece, Row, unfinished
from .bodies import body_in
from .facts import Fact, Label, facts
from .kinds import extract_of_minutes, form_of, kind_of_document
from .numbers import case_number
from .officers import officer
from .places import municipality
from .titles import ONE_WORD, piece, title_of

_LOOKED_THROUGH = 70  # rows at the top, and fewer at the end, where labels are looked for
_AT_THE_END = 25
_LONGEST_HEAD = 60  # rows
_TITLE = 0.7  # of the row after it: a row that ends there ends something
_RUNNING = 16  # words of a paragraph from which it is running text
_CONTENTS = re.compile(
    r"^(?:innehåll(?:sförteckning)?|förord|inledning|sammanfattning|bakgrund)\b", re.IGNORECASE
)
_ADOPTED = re.compile(
    r"\b(?:antagen|antaget|antagna|fastställd|fastställt|fastställda|beslutad|beslutat|beslutade|godkänd"
    r"|godkänt)"
    r"\s+(?:av|i)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head states; None where it does not. `rows` is how many rows it has."""

    kind: str | None
    dnr: str | None
    date: str | None
    title: Passage | None
    officer: str | None = None
    municipality: str | None = None
    decided_by: Passage | None = None
    stated: tuple[Fact, ...] = ()


_WAS_ADOPTED = re.compile(
    r"(?:^|\b[Mm]ålen|\b\w*(?:[Pp]rogrammet|planen|strategin|policyn|[Dd]okumentet))[ –-]*"
    r"(?:beslutades|antogs|fastställdes)\s+(?:av|i)\s+"
)
_EARLIER = re.compile(r"\b(?:tidigare|förra|nuvarande|gällande|föregående|gamla|ersätter)\b", re.IGNORECASE)
_AFTER_HEAD = 2  # rows where the title of an extract stands, when the head has none


def head_end(rows: Sequence[Row]) -> int:
    """How many rows come before the first heading of a part or the first paragraph of running text."""
    for at, row in enumerate(rows[:_LONGEST_HEAD]):
        if at and _CONTENTS.match(_unnumbered(row.text)) and len(row.text.split()) <= 3:
            return at
        if _runs(rows, at):
            return at
    return min(len(rows), _LONGEST_HEAD)


def _unnumbered(text: str) -> str:
    return re.sub(r"^\d+(?:\.\d+)*\.?\s+", "", text)


def _runs(rows: Sequence[Row], at: int) -> bool:
    """Whether a paragraph of sentences begins here, and no title right over one."""
    following = rows[at + 1].text if at + 1 < len(rows) else ""
    if len(rows[at].text) < _TITLE * len(following) and following[:1].isupper() and unfinished(rows[at].text):
        return False
    if ONE_WORD.fullmatch(following.strip()) and unfinished(rows[at].text):
        return False
    words: list[str] = []
    for row in rows[at : at + 4]:
        if words and row.open_gap:
            break
        words += row.text.split()
    text = " ".join(words)
    stop = re.search(r"[a-zåäö)]{2}\.(?:\s|$)", text)
    small = sum(word[:1].islower() for word in words)
    return len(words) >= _RUNNING and bool(stop or len(words) > 40) and small > 0.6 * len(words)


def read_head(
    lines: Sequence[Line], head: Sequence[Row], rows: Sequence[Row], decided: str, proposed: bool = False
) -> Head:
    """Read the head. `decided` is the text of the decision points: the title is what they speak of.

    `proposed`: the decisions are a proposal, so that the form of the paper may be named anywhere in it.
    """
    stated = facts(rows[:_LOOKED_THROUGH])
    late = facts(rows[_LOOKED_THROUGH:][-_AT_THE_END:])
    known = {fact.label for fact in stated}
    stated += [fact for fact in late if fact.label not in known and fact.label is not Label.VALID]
    told = _adopted_in_text(rows) if not decided else None
    adopted = _adopted(stated, head) or (told and told[0])
    adopted_on = adopted.lines[0] if adopted else None
    title = _stated_title(stated) or title_of(head, decided, adopted_on)
    below = [row for row in rows[len(head) : len(head) + _AFTER_HEAD] if section_heading(row.text) is None]
    title = title or (title_of(below, decided, adopted_on) if decided else None)
    kind = kind_of_document(stated, head, title.flat if title else None, proposes=proposed)
    kind = extract_of_minutes(lines) or kind
    if proposed and not (kind and form_of(kind)):
        kind = next((form for row in rows if (form := form_of(row.text))), kind)
    return Head(
        kind=kind,
        dnr=case_number(stated, lines),
        date=_date(stated, head, lines) or (told[1] if told else None),
        title=title,
        officer=officer(stated, head, rows),
        municipality=municipality(lines),
        decided_by=adopted,
        stated=tuple(stated),
    )


def _stated_title(stated: Sequence[Fact]) -> Passage | None:
    """The title under a label of its own ("Dokumentnamn"), when it says what is named."""
    values = (fact.value for fact in stated if fact.label is Label.NAME)
    return next((piece(value.row, value.start, value.end) for value in values if len(value.text) > 3), None)


def _adopted(stated: Sequence[Fact], head: Sequence[Row]) -> Passage | None:
    """The body that adopted the document: under a label, in a sentence of the head, in a row with a date."""
    for fact in stated:
        if fact.label in {Label.DECIDED, Label.DECIDED_ON} and (found := body_in(fact.value.text)):
            return Passage((_piece(fact.value.row, fact.value.start, found),))
    for row in head:
        for match in _ADOPTED.finditer(row.text):
            if found := body_in(row.text[match.end() :]):
                return Passage((_piece(row, match.end(), found),))
    for row in head:
        if (
            date_in(row.text)
            and "§" in row.text
            and (found := body_in(row.text))
            and found[1] < len(row.text)
        ):
            return Passage((_piece(row, 0, found),))
    return None


def _adopted_in_text(rows: Sequence[Row]) -> tuple[Passage, str] | None:
    """The body and the day, where a sentence says so of the document or its goals ("Målen antogs av …")."""
    for at, row in enumerate(rows[:_LOOKED_THROUGH]):
        before = rows[at - 1].text if at and not row.open_gap else ""
        match = None if _EARLIER.search(f"{before} {row.text}") else _WAS_ADOPTED.search(row.text)
        body = body_in(row.text[match.end() :]) if match is not None else None
        following = rows[at + 1].text if at + 1 < len(rows) else ""
        date = date_in(f"{row.text[match.end() :]} {following}") if match is not None and body else None
        if match is not None and body and date:
            return Passage((_piece(row, match.end(), body),)), date
    return None


def _piece(row: Row, offset: int, span: tuple[int, int]) -> Piece:
    return Piece(row.line, row.text[offset + span[0] : offset + span[1]])


def _date(stated: Sequence[Fact], head: Sequence[Row], lines: Sequence[Line]) -> str | None:
    """When it was decided or written: under a label of decision, else the first date of the head."""
    for fact in stated:
        if fact.label in {Label.DECIDED, Label.DECIDED_ON} and (date := date_in(fact.value.text)):
            return date
    for fact in stated:
        if fact.label is Label.DATE and (date := date_in(fact.value.text)):
            return date
    validity = {
        fact.value.row.line
        for fact in stated
        if fact.label in {Label.VALID, Label.VALID_FROM, Label.REPLACES}
    }
    first = head[-1].line if head else 0
    for line in lines[:first]:
        if line.number not in validity and (date := date_in(line.text)):
            return date
    for fact in stated:
        if fact.label in {Label.DECIDED, Label.DECIDED_ON} and (date := stated_date(fact.value.text)):
            return date
    return None
