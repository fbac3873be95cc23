"""The end of the document: who signs it, in what role, and what is annexed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fuzzy import fold
from .genre import ROLES, Section, canonical
from .headings import section_heading
from .lines import Passage, Piece, Row, passage
from .numerals import marked
from .sections import Part

_NAME = re.compile(r"^[A-ZÅÄÖÉ][\w'’-]+(?:\s+(?:[A-ZÅÄÖÉ][\w'’-]*\.?|von|af|de))+$")
_COLUMNS = re.compile(r"\s{2,}|\t+")
_ANNEX = re.compile(r"\b[Bb]ilag(?:a|or)\s+(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?")
_LABEL = re.compile(r"^(?:\d{1,2}[.)]|[Bb]ilaga\s+\d{1,2})\s*[.:–-]?\s*")
_INLINE = re.compile(r"^Bilaga(?:\s+(?P<number>\d{1,2}))?\s*[:–-]\s*(?P<name>\S.{2,})$")
_CONTENT = 5  # rows under an annex's own heading from which it counts as being there


@dataclass(frozen=True, slots=True)
class Signature:
    """A name with its role, and whether names that stood in one row had to be parted by counting words."""

    name: Passage
    role: Passage | None
    parted: bool = False


@dataclass(frozen=True, slots=True)
class AnnexFound:
    """An annex: the number it is referred to by, what names it, and whether it is in the file."""

    number: int | None
    passage: Passage
    present: bool
    reference: Passage | None


def signatures(rows: Sequence[Row]) -> tuple[list[Signature], frozenset[int]]:
    """The signatures, and the lines they stand on. A row of names counts only with a role next to it."""
    found: list[Signature] = []
    lines: set[int] = set()
    for at in range(len(rows) - 1):
        names, roles = rows[at], rows[at + 1]
        if names.line in lines or (roles.open_gap and roles.gap == "page"):
            continue
        parts = _roles(roles)
        if not parts or not _could_be_names(names.text):
            continue
        people, parted = _people(names, len(parts))
        if len(people) != len(parts):
            continue
        found += [Signature(name, role, parted) for name, role in zip(people, parts, strict=True)]
        lines |= {names.line, roles.line}
    return found, frozenset(lines)


def _could_be_names(text: str) -> bool:
    return all(_NAME.match(part.strip()) for part in _COLUMNS.split(text.strip())) and len(text.split()) <= 12


def _roles(row: Row) -> list[Passage]:
    """The roles that make up a row, or nothing when a word of it belongs to no role."""
    tokens = list(re.finditer(r"\S+", row.text))
    if not tokens or len(tokens) > 8:
        return []
    found: list[Passage] = []
    at = 0
    while at < len(tokens):
        size = next(
            (size for size in (2, 1) if at + size <= len(tokens) and _role(row.text, tokens, at, size)), 0
        )
        if size == 0:
            return []
        piece = row.text[tokens[at].start() : tokens[at + size - 1].end()]
        found.append(Passage((Piece(row.line, piece),)))
        at += size
    return found


def _role(text: str, tokens: list[re.Match[str]], at: int, size: int) -> bool:
    words = text[tokens[at].start() : tokens[at + size - 1].end()]
    return canonical(words, ROLES) is not None


def _people(row: Row, count: int) -> tuple[list[Passage], bool]:
    """The names of a row: by columns where room is left between them, else in equal parts, doubted."""
    columns = [part for part in _COLUMNS.split(row.text.strip()) if part]
    if len(columns) == count:
        return [Passage((Piece(row.line, part),)) for part in columns], False
    words = list(re.finditer(r"\S+", row.text))
    if len(words) % count or len(words) // count < 2:
        return [], False
    size = len(words) // count
    spans = [(words[at].start(), words[at + size - 1].end()) for at in range(0, len(words), size)]
    return [Passage((Piece(row.line, row.text[left:right]),)) for left, right in spans], True


def annexes(parts: Sequence[Part], rows: Sequence[Row], stops: frozenset[int]) -> list[AnnexFound]:
    """Annexes listed under the heading, then those only referred to by number."""
    listed = _listed(parts, stops)
    referred = _referred(rows)
    opening = _opening(rows)
    found = []
    numbers = list(referred)
    for at, (number, name) in enumerate(listed):
        known = number if number is not None else (numbers[at] if at < len(numbers) else None)
        found.append(AnnexFound(known, name, _is_there(opening, known, name), referred.get(known or 0)))
    seen = {annex.number for annex in found}
    for number, reference in referred.items():
        if number not in seen:
            found.append(AnnexFound(number, reference, _is_there(opening, number, reference), reference))
    return found


def _listed(parts: Sequence[Part], stops: frozenset[int]) -> list[tuple[int | None, Passage]]:
    listed: list[tuple[int | None, Passage]] = []
    for part in parts:
        if part.section is not Section.ANNEXES or _content(part.rows):
            continue
        for row in part.rows[:30]:
            if row.line in stops or section_heading(row.text):
                break
            text = row.text
            mark = marked(text)
            lead = _LABEL.match(text)
            number = int(re.findall(r"\d+", lead.group())[0]) if lead else None
            start = lead.end() if lead else len(text) - len(mark.text) if mark else 0
            if text[start:].strip():
                listed.append((number, passage([row]).slice(start, len(text))))
    return listed or _in_one_row(parts)


def _in_one_row(parts: Sequence[Part]) -> list[tuple[int | None, Passage]]:
    """Annexes named in the row that announces them ("Bilaga 1: Handlingsplan")."""
    listed: list[tuple[int | None, Passage]] = []
    for row in (row for part in parts if part.section is not Section.HEAD for row in part.rows):
        match = _INLINE.match(row.text)
        if match:
            number = int(match["number"]) if match["number"] else None
            listed.append((number, passage([row]).slice(match.start("name"), len(row.text))))
    return listed


def _referred(rows: Sequence[Row]) -> dict[int, Passage]:
    found: dict[int, Passage] = {}
    for row in rows:
        for match in _ANNEX.finditer(row.text):
            first, last = int(match[1]), int(match[2] or match[1])
            for number in range(first, min(last, first + 20) + 1):
                found.setdefault(number, passage([row]).slice(match.start(), match.end()))
    return found


def _content(rows: Sequence[Row]) -> bool:
    """Whether what stands under an annex heading is the annex itself: running text, not a list of names."""
    return len(rows) >= _CONTENT and any(row.text.endswith(".") for row in rows)


def _opening(rows: Sequence[Row]) -> dict[str, list[int]]:
    """Rows that open running text after a gap, by what they say ("bilaga 1", or a title): their lines."""
    found: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.open_gap and len(row.text) <= 90 and _content(rows[at + 1 : at + 40]):
            number = _ANNEX.match(row.text)
            for said in {fold(row.text), f"bilaga {number[1]}" if number else ""} - {""}:
                found.setdefault(said, []).append(row.line)
    return found


def _is_there(opening: dict[str, list[int]], number: int | None, name: Passage) -> bool:
    """Whether a later heading ("Bilaga 1", or the annex's name) opens running text."""
    lines = [*opening.get(f"bilaga {number}", ()), *opening.get(fold(name.flat), ())]
    return any(line > name.lines[-1] for line in lines)
