"""Forms: tables whose first cells say what stands beside them ("Mål", "Åtgärder", "Ansvarig", "Tidplan")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..fuzzy import fold
from ..level_words import Role
from ..levels import Level, level_at
from ..lines import Passage, Row, passage
from .facts import ATTRIBUTES
from .labels import label

_EXPLAINS = re.compile(r"(?:en|ett|det|de|den|vad|hur|är)\s", re.IGNORECASE)  # "Ett mått som visar …"
_LONGEST_HEAD = 8  # words of a cell that says what stands beside it
_FEWEST = 2  # lines of a form that are known


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a form: the level or the fact that it is, its number, and what stands there, part by part."""

    level: Level | None
    fact: str | None
    number: str | None
    parts: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The lines of a form that are known, and how many rows of the document it took."""

    entries: tuple[Entry, ...]
    used: int


def form_at(rows: Sequence[Row], at: int) -> Form | None:
    """The form that begins at a row, or None: most of its lines have to be known, and one to be of goals."""
    first = rows[at].look.cell
    if first is None:
        return None
    end = at
    lines: dict[int, list[Row]] = {}
    while end < len(rows) and (cell := rows[end].look.cell) and cell.table == first.table:
        lines.setdefault(cell.row, []).append(rows[end])
        end += 1
    entries = [_entry(line) for line in lines.values()]
    known = [entry for entry in entries if entry is not None]
    texts = [part.flat for entry in known if entry.level is not None for part in entry.parts]
    if (
        not texts
        or all(map(_EXPLAINS.match, texts))
        or 2 * len(known) < len(entries)
        or len(known) < min(_FEWEST, len(entries))
    ):
        return None
    return Form(tuple(known), end - at)


def _entry(line: Sequence[Row]) -> Entry | None:
    """A line of a form by its first cell; None where that says nothing known."""
    columns = {row.look.cell.column for row in line if row.look.cell}
    head = [row for row in line if row.look.cell and row.look.cell.column == min(columns)]
    beside = [row for row in line if row not in head]
    named = passage(head)
    if not beside:
        return _over_all_columns(named) if len(columns) == 1 else None
    text = named.flat.strip().rstrip(":").strip()
    fact = ATTRIBUTES.get(fold(text))
    found = label(named.flat)
    number = found.number if found is not None and not named.flat[found.start :].strip() else None
    level = found.level if found is not None and number else level_at(text.split())
    if fact is None and (level is None or (number is None and not _is_all(level, text))):
        return None
    level = None if fact else level
    several = level is not None and level.plural is True
    return Entry(level, fact, number, tuple(_parts(beside) if several else [passage(beside)]))


def _is_all(level: Level, text: str) -> bool:
    """Whether a head names a level and nothing more but what it is for ("Mål för perioden")."""
    words = text.split()
    rest = words[level.words :]
    return len(words) <= _LONGEST_HEAD and (not rest or rest[0] in {"för", "till", "och", "som", "inom"})


def _over_all_columns(named: Passage) -> Entry | None:
    """A line of one cell that labels its goal itself ("Mål 1: Fler …")."""
    found = label(named.flat)
    text = named.slice(found.start) if found is not None else None
    if found is None or not text or found.level.role is Role.MEASURE:
        return None
    return Entry(found.level, None, found.number, (text,))


def _parts(rows: Sequence[Row]) -> list[Passage]:
    """What stands in a cell, item by item: each mark or block begins one."""
    groups: list[list[Row]] = []
    for row in rows:
        goes_on = row.flows and not row.look.mark and row.text[:1].islower()
        if groups and goes_on:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [passage(group) for group in groups]
