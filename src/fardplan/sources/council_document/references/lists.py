"""Lists of documents: items beneath a heading that says so ("Kopplingar till andra styrdokument")."""

import re
from collections.abc import Iterable, Sequence

from ..fuzzy import fold
from ..headings import section_heading
from ..lines import Cell, Passage, Row, continues, passage
from ..numerals import marked
from ..people import is_name, is_role
from .words import noun_in

_OVER = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:.*\b(?:styrdokument|styrande dokument|andra dokument|relaterade dokument"
    r"|beslutsunderlag|underlag for beslut\w*|handlingar i arendet"
    r"|referenser|referensdokument|kallor|kallforteckning|litteratur|litteraturforteckning)\b.*)$"
)
_OF_DECISION = re.compile(r"underlag|\bhandlingar\b")
_SURELY = frozenset({"beslutsunderlag", "underlag for beslut", "handlingar i arendet"})
_AN_ANNEX = re.compile(r"(?:Bilaga|Bil\.)\s+\w{1,2}\s*[.:,–-]?\s+(?=[A-ZÅÄÖ])")
_LONGEST_HEADING, _LONGEST_NAME = 8, 16  # words
_MOST_ROWS = 200
_FEWEST_ROWS = 2  # of a list without marks
_HEADS = frozenset(
    {"dokument", "styrdokument", "styrande dokument", "dokumentets namn", "plan eller program"}
)
_TOLD_OF = re.compile(
    r"\s*(?:(?<!-)(?<!rotokollsutdrag),(?!\s§)|\(|;|\s[–-]\s(?=[a-zåäö])|\.\s|:\s).*$", re.DOTALL
)


def listed_documents(rows: Sequence[Row]) -> list[Passage]:
    """The names of the items, without what is told of them after a comma or in parentheses."""
    found: list[Passage] = []
    for at, row in enumerate(rows):
        if _is_over(row):
            following = rows[at + 1 : at + 1 + _MOST_ROWS]
            if all(_AN_ANNEX.match(one.text) for one in following[:_FEWEST_ROWS]):
                continue  # a list of annexes, which are told as such
            of_decision = bool(_OF_DECISION.search(fold(row.text)))
            found += _names(following, any_name=of_decision) or _rows(following, any_name=of_decision)
        elif (cell := row.look.cell) and cell.row == 0 and fold(row.text.strip(" :")) in _HEADS:
            found += _cells(rows[at + 1 : at + 1 + _MOST_ROWS], cell)
    return found


def _cells(rows: Sequence[Row], head: Cell) -> Iterable[Passage]:
    """The cells of a table's column beneath a head that says that documents stand there."""
    column: dict[int, list[Row]] = {}
    for row in rows:
        cell = row.look.cell
        if cell is None or cell.table != head.table:
            break
        if cell.column == head.column:
            column.setdefault(cell.row, []).append(row)
    for group in column.values():
        whole = passage(group)
        name = _TOLD_OF.sub("", whole.flat).rstrip(" .,;")
        if 0 < len(name.split()) <= _LONGEST_NAME:
            yield whole.slice(0, len(name))


def _is_over(row: Row) -> bool:
    return (
        (row.open_gap or bool(row.look.heading) or fold(row.text.strip(" :")) in _SURELY)
        and len(row.text.split()) <= _LONGEST_HEADING
        and not row.text.rstrip().endswith(".")
        and not row.look.mark
        and bool(_OVER.match(fold(row.text)))
    )


def _same_sort(groups: Sequence[Sequence[Row]]) -> bool:
    """Whether a numbered row can go on a list: one that was numbered from its first item."""
    first = marked(groups[0][0].text) if groups else None
    return first is not None and not first.bullet


def _rows(rows: Sequence[Row], *, any_name: bool) -> list[Passage]:
    """The names of a list without marks: rows up to an empty one, each naming a document by a noun for one.

    `any_name`: what stands there is a document whatever it is called.
    """
    found: list[Passage] = []
    for at, group in enumerate(_with_rests(rows)):
        row, whole = group[0], passage(group)
        if section_heading(row.text) is not None:
            break
        annexed = _AN_ANNEX.match(whole.flat)
        start = annexed.end() if annexed else 0
        name = _TOLD_OF.sub("", whole.flat[start:]).rstrip(" .,;")
        person = is_name(name) or is_role(name)
        noun = any_name or any(noun_in(word) for word in name.split())
        named = noun and not person and row.text[:1].isupper()
        if (
            (at and row.open_gap)
            or not named
            or len(name.split()) > _LONGEST_NAME
            or whole.flat.endswith(".")
        ):
            break
        found.append(whole.slice(start, start + len(name)))
    return found if len(found) >= _FEWEST_ROWS else []


def _with_rests(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """Each row with those that go on from it ("… för kommunens folk- och / skolbibliotek")."""
    group: list[Row] = []
    for row in rows:
        if group and not row.open_gap and continues(row):
            group.append(row)
            continue
        if group:
            yield group
        group = [row]
    if group:
        yield group


def _names(rows: Sequence[Row], *, any_name: bool) -> list[Passage]:
    """The names of the list items that follow at once."""
    groups: list[list[Row]] = []
    for row in rows:
        if row.look.heading:
            break
        mark = marked(row.text)
        if row.look.mark or (mark and (mark.bullet or _same_sort(groups))):
            groups.append([row])
        elif groups and not row.open_gap and not row.look.new_block:
            groups[-1].append(row)
        elif groups or row.text.rstrip().endswith("."):
            break
    return [name for group in groups if (name := _named(group, any_name=any_name))]


def _named(group: Sequence[Row], *, any_name: bool) -> Passage | None:
    """The name of an item, when it names a document."""
    mark = marked(group[0].text)
    whole = passage(list(group))
    start = len(group[0].text) - len(mark.text) if mark and not group[0].look.mark else 0
    annexed = _AN_ANNEX.match(whole.flat, start)
    start = annexed.end() if annexed else start
    name = _TOLD_OF.sub("", whole.flat[start:]).rstrip(" .,;")
    words = name.split()
    known = any_name or any(noun_in(word) or re.search(r"\d{4}", word) for word in words)
    return whole.slice(start, start + len(name)) if 0 < len(words) <= _LONGEST_NAME and known else None
