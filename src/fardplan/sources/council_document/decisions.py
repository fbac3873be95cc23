"""The decision points: their texts, who is to act, and with what force."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .fuzzy import bare, fold
from .genre import Section
from .lines import Passage, Row, continues, passage
from .lists import ListItem, read_list
from .numerals import marked, numeral_alone
from .sections import Part
from .sentences import plain

Force = Literal["godkänns", "ska", "uppmanas", "unclear"]

_FORCES: tuple[tuple[Force, re.Pattern[str]], ...] = (
    (
        "godkänns",
        re.compile(
            r"\b(?:godkan(?:ns|ner|na)|faststall(?:s|er|a)|anta[sr]?|laggs till handlingarna"
            r"|besvara[sr]?|avslas?|avslar|bifall(?:s|er|a)|overlamna[sr]?)\b"
        ),
    ),
    ("uppmanas", re.compile(r"\b(?:uppmana[sr]?|rekommendera[sr]?|anmoda[sr]?)\b")),
    ("ska", re.compile(r"\b(?:ska|skall|alagg(?:s|er|a)|uppdra[sr]?|i uppdrag|uppdraget att)\b")),
)
_ADDRESSED = re.compile(
    r"\b(?:uppdra|uppdrar|uppdras)\s+(?:åt|at|till|&t|ét)\s+(?P<given>.+?)\s+att\b"
    r"|\b(?:ge|ger|uppmana|uppmanar|rekommendera|rekommenderar|ålägga|anmoda)\s+(?P<urged>.+?)\s+(?:i\s+uppdrag\b|att\b)",
    re.IGNORECASE,
)
_ATT_END = re.compile(r"(?:\s*[,;]|\s+(?:samt|och))+\s*$")
_DECIDER = re.compile(
    r"(\w*fullm\w*ktige|\w*styrelsen|\w*n\wmnden|\w*utskottet)\s+(?:f\wr\s+egen\s+del\s+)?(?:f\wresl\w+\s+)?beslut\w*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A decision point before repair."""

    item: ListItem
    force: Force


def decision_points(parts: Sequence[Part], stops: frozenset[int]) -> tuple[list[Point], Passage | None]:
    """The points of the first decision part that has any, and the body that is to decide, as read."""
    for part in parts:
        if part.section is not Section.DECISION:
            continue
        rows = [row for row in part.rows if row.line not in stops]
        lead, items = _items(rows)
        if items:
            return [Point(item, force_of(item.passage.flat)) for item in items], decider(lead)
    return [], None


def _items(rows: Sequence[Row]) -> tuple[Passage, list[ListItem]]:
    """The announcing words before the first mark, and the points after it."""
    first = next((at for at, row in enumerate(rows) if _begins(row)), None)
    if first is None:
        return Passage(()), _unmarked(rows)
    if rows[first].text.startswith("att "):
        return passage(list(rows[:first])), _att_points(rows[first:])
    read = read_list(rows[first:], sentences=True)
    items = [item for item in read.items if not _announces_more(item.passage.flat)]
    return passage(list(rows[:first])), items


def _begins(row: Row) -> bool:
    return bool(marked(row.text, bare_numbers=True)) or numeral_alone(row.text) or row.text.startswith("att ")


def _att_points(rows: Sequence[Row]) -> list[ListItem]:
    """Points that each begin with "att" and end with a comma, "samt" or "och", which are left out of them."""
    groups: list[list[Row]] = []
    for at, row in enumerate(rows):
        begins = row.text.startswith("att ") and (
            at == 0 or row.open_gap or _ATT_END.search(rows[at - 1].text)
        )
        if not begins and row.open_gap and not continues(row):
            break
        if begins:
            groups.append([row])
        else:
            groups[-1].append(row)
    points = [passage(group) for group in groups]
    points = [point.slice(0, len(_ATT_END.sub("", point.flat))) for point in points]
    return [ListItem(point, "att", at, False, point.lines[0]) for at, point in enumerate(points, start=1)]


def _announces_more(text: str) -> bool:
    """A sentence between two lists of points ("Kommunstyrelsen beslutar för egen del:")."""
    return text.rstrip().endswith(":") and len(text.split()) <= 14


def _unmarked(rows: Sequence[Row]) -> list[ListItem]:
    """Points without any mark: every paragraph that decides something is one."""
    read = read_list(list(rows), sentences=True)
    return [
        item
        for item in read.items
        if force_of(item.passage.flat) != "unclear" and not _announces_more(item.passage.flat)
    ]


def decider(lead: Passage) -> Passage | None:
    """The body that is to decide, named last before the points ("… att kommunfullmäktige beslutar")."""
    found = list(_DECIDER.finditer(lead.flat))
    return lead.slice(*found[-1].span(1)) if found else None


def force_of(point: str) -> Force:
    """With what force a point binds, by the first verb that says so.

    "godkänns" also stands for fastställs, antas and the like: the council itself acts, nobody is told to.
    "ges i uppdrag" binds like "ska"; a point that urges someone to give a task urges.
    """
    text = plain(point)
    found = [(match.start(), force) for force, pattern in _FORCES if (match := pattern.search(text))]
    return min(found)[1] if found else "unclear"


def addressee_of(text: str, force: Force) -> str | None:
    """Who is to act, as the repaired point names them; None when the council itself acts or none is named."""
    if force in {"godkänns", "unclear"}:
        return None
    inner = _ADDRESSED.search(text)
    if inner and (fold(text).startswith("att ") or inner.start() < 5):
        return _name((inner["given"] or inner["urged"]).strip())
    words = text.split()
    verbs = {"ska", "skall", "uppmanas", "rekommenderas", "ges", "far", "alaggs", "uppdras", "anmodas"}
    at = next((place for place, word in enumerate(words) if fold(bare(word)) in verbs), None)
    if not at:
        return _name((inner["given"] or inner["urged"]).strip()) if inner else None
    return _name(" ".join(words[:at]))


def _name(words: str) -> str | None:
    return words if 0 < len(words.split()) <= 12 else None
