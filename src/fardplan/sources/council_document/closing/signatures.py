"""Who signs: names with a role beneath, above or after a comma."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..about.facts import Slot, slots
from ..fuzzy import fold
from ..lines import Passage, Piece, Row
from ..people import is_name, is_role

_PARTY = re.compile(r"(?<=[a-zåäö])\s\([A-ZÅÄÖ]{1,3}\)")  # whom a politician represents
_CONTACT = re.compile(
    r"(?:kontakt\w*(?: person\w*)?\b.{0,24}|fragor(?: om .{3,40})?|vill du veta mer)\W*$|kontakta\s"
)
_CONTACT_ROWS = 2  # above a name
_COLUMNS = re.compile(r"\s{2,}|\t+")
_LABELLED = re.compile(r"^\S+(?:\s\S+){0,3}:")
_MOST_TOKENS = 12
_OUT_OF_STEP = 4  # letters between where a name and its role begin
_LONGEST_ROLE = 4  # words of a role in a row of roles run together


@dataclass(frozen=True, slots=True)
class Signature:
    """A name with its role, and whether names that stood in one row had to be parted by counting words."""

    name: Passage
    role: Passage | None
    parted: bool = False


def signatures(rows: Sequence[Row], head: int = 0) -> tuple[list[Signature], frozenset[int]]:
    """The signatures, and the lines they stand on. A row of names counts only with a role next to it.

    The first `head` rows name officers, who do not sign there.
    """
    rows = [replace(row, text=_PARTY.sub("", row.text)) for row in rows]
    found: list[Signature] = []
    lines: set[int] = set()
    for at in range(head, len(rows)):
        if rows[at].line in lines or _is_contact(rows, at):
            continue
        new = (
            _after_comma(rows[at])
            or _role_first(rows[at])
            or _side_by_side(rows[at])
            or _beneath(rows, at)
            or _above(rows, at, lines)
        )
        for names, used in new:
            found += names
            lines |= used
    return _each_once(found), frozenset(lines)


def _is_contact(rows: Sequence[Row], at: int) -> bool:
    """Whether who stands at a row is to be asked, and signs nothing ("Kontakt", "Vill du veta mer?")."""
    return any(_CONTACT.match(fold(row.text)) for row in rows[max(0, at - _CONTACT_ROWS) : at + 1])


def _each_once(found: Sequence[Signature]) -> list[Signature]:
    """A person who signs twice (a foreword and the end) is told once, as they sign last."""
    kept: dict[str, Signature] = {}
    for one in found:
        kept[fold(one.name.flat)] = one
    return list(kept.values())


_FORMAL = re.compile(r"ordforande|sekreterare|justerare|protokollforare|kommundirektor|regiondirektor")
_Found = list[tuple[list[Signature], set[int]]]


def _after_comma(row: Row) -> _Found:
    """ "Eva Lund, kommundirektör" alone in a row."""
    name, _, role = row.text.strip(" .").partition(",")
    if row.look.cell is not None or _COLUMNS.search(name.strip()):
        return []  # a table of facts
    if not role or _LABELLED.match(row.text) or not is_name(name.strip()) or not is_role(role.strip()):
        return []
    start = row.text.index(role.strip(), len(name))
    person = Passage((Piece(row.line, name.strip()),))
    title = Passage((Piece(row.line, row.text[start : start + len(role.strip())]),))
    return [([Signature(person, title)], {row.line})]


def _side_by_side(row: Row) -> _Found:
    """Names with their roles after a comma, in columns: "Eva Lund, justerare      Bo Ek, justerare"."""
    columns = [part for part in slots(row) if part.text.strip()]
    if row.look.cell is not None or len(columns) < 2:
        return []
    told = [_after_comma(Row(row.line, part.text.strip())) for part in columns]
    if not all(told):
        return []
    return [([one for found in told for one in found[0][0]], {row.line})]


def _role_first(row: Row) -> _Found:
    """ "Ordförande Eva Lund" alone in a row."""
    role, _, name = row.text.strip().partition(" ")
    if row.look.cell is not None or not _FORMAL.fullmatch(fold(role)) or not is_name(name.strip()):
        return []
    start = row.text.index(name.strip())
    person = Passage((Piece(row.line, row.text[start : start + len(name.strip())]),))
    return [([Signature(person, Passage((Piece(row.line, role),)))], {row.line})]


def _beneath(rows: Sequence[Row], at: int) -> _Found:
    """Names with their roles in the next row, side by side or one alone."""
    if at + 1 >= len(rows):
        return []
    if aligned := _in_columns(rows, at):
        return aligned
    if not _could_be_names(rows[at].text):
        return []
    names, below = rows[at], rows[at + 1]
    parts = _roles(below)
    people, parted = _people(names, len(parts)) if parts else ([], False)
    if not parts or len(people) != len(parts):
        return []
    made = [Signature(name, role, parted) for name, role in zip(people, parts, strict=True)]
    return [(made, {names.line, below.line})]


def _in_columns(rows: Sequence[Row], at: int) -> _Found:
    """Names in columns whose roles stand beneath them, also where the columns do not keep step."""
    names, below = rows[at], rows[at + 1]
    above = [slot for slot in slots(names) if is_name(slot.text.strip())]
    roles = [slot for slot in slots(below) if is_role(_without_body(slot.text))]
    if len(slots(names)) + len(slots(below)) < 3 or not above:
        return []
    pairs = [(name, role) for name in above for role in roles if _beneath_it(name, role)]
    if len(pairs) < len(above):
        return []
    made = [Signature(_said(name), _said(role)) for name, role in pairs]
    own = {names.line} if len(slots(names)) == len(above) else set()
    return [(made, own | ({below.line} if len(slots(below)) == len(roles) else set()))]


def _beneath_it(name: Slot, role: Slot) -> bool:
    return abs((name.row.indent + name.start) - (role.row.indent + role.start)) <= _OUT_OF_STEP


def _said(slot: Slot) -> Passage:
    return Passage((Piece(slot.row.line, slot.text.strip()),))


def _above(rows: Sequence[Row], at: int, lines: set[int]) -> _Found:
    """A role with a name beneath it, when the name has no role of its own."""
    if at + 1 >= len(rows) or not rows[at].open_gap or not is_role(rows[at].text) or rows[at].line in lines:
        return []
    below = rows[at + 1]
    if below.open_gap or not is_name(below.text) or (at + 2 < len(rows) and _roles(rows[at + 2])):
        return []
    name, role = (Passage((Piece(row.line, row.text),)) for row in (below, rows[at]))
    return [([Signature(name, role)], {rows[at].line, below.line})]


def _could_be_names(text: str) -> bool:
    columns = [part.strip() for part in _COLUMNS.split(text.strip())]
    if len(columns) == 1 and not is_name(columns[0]):
        return _names_run_together(columns[0])
    return all(map(is_name, columns)) and len(text.split()) <= _MOST_TOKENS


def _names_run_together(text: str) -> bool:
    """Several names in one row with single spaces: even in number, and each part a name."""
    words = text.split()
    half = len(words) // 2
    return 4 <= len(words) <= 8 and is_name(" ".join(words[:half])) and is_name(" ".join(words[half:]))


def _roles(row: Row) -> list[Passage]:
    """The roles that make up a row, or nothing when a word of it belongs to no role."""
    columns = [part for part in _COLUMNS.split(row.text.strip()) if part]
    if len(columns) > 1:
        roles = [Passage((Piece(row.line, part),)) for part in columns]
        return roles if all(is_role(_without_body(part)) for part in columns) else []
    apart = _run_together(row)
    if len(apart) > 1:
        return apart
    alone = Passage((Piece(row.line, row.text.strip()),))
    return [alone] if is_role(_without_body(row.text)) else []


def _without_body(role: str) -> str:
    """A role without where it is held ("Ordförande, Fågelviks bygderåd")."""
    return role.partition(",")[0].strip()


def _run_together(row: Row) -> list[Passage]:
    """Roles in one row with single spaces, each beginning with a capital."""
    tokens = list(re.finditer(r"\S+", row.text))
    found: list[Passage] = []
    at = 0
    while at < len(tokens):
        sizes = range(min(_LONGEST_ROLE, len(tokens) - at), 0, -1)
        size = next((size for size in sizes if _one_role(row.text, tokens, at, size)), 0)
        if size == 0:
            return []
        found.append(Passage((Piece(row.line, row.text[tokens[at].start() : tokens[at + size - 1].end()]),)))
        at += size
    return found


def _one_role(text: str, tokens: list[re.Match[str]], at: int, size: int) -> bool:
    words = text[tokens[at].start() : tokens[at + size - 1].end()]
    capitals = sum(token.group()[:1].isupper() for token in tokens[at + 1 : at + size])
    return words[:1].isupper() and capitals == 0 and is_role(words)


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
