"""Where the decision points stand, and each of them: numbered, with "att", with bullets, or unmarked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..about.bodies import is_body
from ..draft import Force
from ..genre import Section
from ..lines import Passage, Row, continues, passage, unfinished
from ..lists import ListItem, read_list
from ..numerals import marked, numeral_alone, value
from ..sections import Part
from .force import force_of
from .lead import announces_points, decider

_ATT = re.compile(r"^(?:[-–•*]\s+)?att\s+", re.IGNORECASE)
_STRAY_MARK = re.compile(r"^\d{1,2}\s[.)]\s+(?=[A-ZÅÄÖ])")
_ATT_END = re.compile(r"(?:\s?[,;]|\s(?:samt|och)){1,4}\s?$")
_FOLLOWING = re.compile(r"[,;]$|(?:\s|^)(?:samt|och)$")
_DECIDES = re.compile(r"^(?:\S+\s+){1,6}?beslutar(?:\s+att)?\s")
_ALSO_DECIDED = re.compile(r"\b(?:justeras|upph\S{1,2}r|upph\S{1,2}vs|upph\S{1,2}ver)\b")  # binds nobody
_LONGEST_UNMARKED = 80  # words of a paragraph that can be a point
_FIRST_MARKS = 2  # a list begins anew with one of these; other drops are numerals misread
_MOST_ROWS = 200  # of one list of points


@dataclass(frozen=True, slots=True)
class Point:
    """A decision point before repair."""

    item: ListItem
    force: Force


def decision_points(parts: Sequence[Part], stops: frozenset[int]) -> tuple[list[Point], Passage | None]:
    """The points of the first decision part that has any, and the body that is to decide, as read.

    Without such a part, the points that a sentence of the text announces ("Styrelsen beslutade: att …").
    """
    for part in parts:
        if part.section is not Section.DECISION:
            continue
        rows = [row for row in part.rows if row.line not in stops]
        lead, items = _items(rows)
        if items:
            return _points(items), decider(lead) or _owner(part) or _subject(items[0].passage)
    return _announced(parts, stops)


def _points(items: Sequence[ListItem]) -> list[Point]:
    return [Point(item, force_of(item.passage.flat)) for item in items]


def _owner(part: Part) -> Passage | None:
    """Whose decision it is, by the heading ("Kommunfullmäktiges beslut")."""
    return (part.heading and part.owner and decider_of_heading(part)) or None


def decider_of_heading(part: Part) -> Passage | None:
    """The body in a heading's genitive, when it decides itself and does not only propose."""
    heading = part.heading
    if heading is None or part.owner is None or "rslag" in heading.flat:
        return None
    owner = part.owner.split()[-1]
    if not re.search(
        r"(?:fullm\w*ktiges|styrelsens|n\wmndens|utskottets|direktionens|st\wmmans)$", owner, re.I
    ):
        return None
    at = heading.flat.index(part.owner)
    end = at + len(part.owner) - 1
    return heading.slice(at, end)


def _subject(point: Passage) -> Passage | None:
    """The body that a point says decides it ("Stadsdelsnämnden godkänner …")."""
    words = re.match(
        r"(?:.*\batt\s+)?(?P<body>(?:\S+\s+){0,3}?\S+)\s+(?:godk\wnner|antar|beslutar|fastst\wller|ger"
        r"|uppdrar)\b",
        point.flat,
    )
    if words is None or not is_body(words["body"].split()[-1]):
        return None
    return point.slice(*words.span("body"))


def _announced(parts: Sequence[Part], stops: frozenset[int]) -> tuple[list[Point], Passage | None]:
    """Points with "att" after a sentence that announces what is decided, wherever it stands."""
    rows = [row for part in parts for row in part.rows if row.line not in stops]
    for at, row in enumerate(rows):
        if not _ATT.match(row.text) or at == 0 or _ATT.match(rows[at - 1].text):
            continue
        lead = _paragraph_before(rows, at)
        if announces_points(passage(lead).flat) and (items := _att_points(rows[at:])):
            return _points(items), decider(passage(lead))
    return [], None


def _paragraph_before(rows: Sequence[Row], at: int) -> list[Row]:
    start = at - 1
    while start > 0 and not rows[start].open_gap and at - start < 6:
        start -= 1
    return list(rows[start:at])


def _items(rows: Sequence[Row]) -> tuple[Passage, list[ListItem]]:
    """The announcing words before the first mark, and the points after it."""
    first = next((at for at in range(len(rows)) if _begins_first(rows, at)), None)
    if first is None:
        return Passage(()), _unmarked(rows)
    lead = passage(list(rows[:first]))
    if _ATT.match(rows[first].text):
        return lead, _att_points(rows[first:])
    region = _region(rows[first:])
    if any(row.look.mark for row in region):
        return lead, _drawn(region)
    read = read_list(region, sentences=True)
    items = [item for item in read.items if not _announces_more(item.passage.flat)]
    return lead, [_without_att(item) for item in items]


def _begins_first(rows: Sequence[Row], at: int) -> bool:
    """Whether the first point begins at a row; an "att" may also go on from the row above it."""
    row, before = rows[at], rows[at - 1].text if at else ""
    flows = not row.open_gap and not row.look.new_block and unfinished(before)
    announced = _FOLLOWING.search(before) is not None or announces_points(before)
    goes_on = flows and _ATT.match(row.text) is not None and not announced
    return _begins(row) and not goes_on


def _begins(row: Row) -> bool:
    return bool(
        row.look.mark
        or marked(row.text, bare_numbers=True)
        or numeral_alone(row.text)
        or _ATT.match(row.text)
    )


def _region(rows: Sequence[Row]) -> list[Row]:
    """The rows up to the paragraph that is no point any more: unmarked, after a gap, announcing nothing."""
    taken: list[Row] = []
    last = 0
    for at, row in enumerate(rows[:_MOST_ROWS]):
        if _begins(row):
            if _restarts(row, last, taken):
                break
            mark = marked(row.text, bare_numbers=True)
            last = (value(mark.mark) or last) if mark else last
        elif at and row.open_gap and not continues(row) and not _goes_on_to_points(rows, at):
            break
        taken.append(row)
    return taken


def _restarts(row: Row, last: int, taken: Sequence[Row]) -> bool:
    """A numeral that begins anew without being announced belongs to another list."""
    mark = marked(row.text, bare_numbers=True)
    number = value(mark.mark) if mark else None
    announced = bool(taken) and taken[-1].text.rstrip().endswith((":", "följande.", "beslutar", "följande"))
    return number is not None and number <= min(last - 1, _FIRST_MARKS) and not announced


def _goes_on_to_points(rows: Sequence[Row], at: int) -> bool:
    """Whether an unmarked paragraph announces more points, or only parts two numbered ones."""
    end = at + 1
    while end < len(rows) and end - at < 6 and not _begins(rows[end]) and not rows[end].open_gap:
        end += 1
    if end >= len(rows) or not _begins(rows[end]):
        return False
    text = " ".join(row.text for row in rows[at:end])
    before, after = marked(rows[at - 1].text), marked(rows[end].text)
    return announces_points(text) or bool(after and not after.bullet and (before or len(text.split()) < 60))


def _drawn(rows: Sequence[Row]) -> list[ListItem]:
    """Points whose marks are drawn by the file and not in the text."""
    groups: list[list[Row]] = []
    for row in rows:
        if row.look.mark:
            groups.append([row])
        elif groups and not row.look.new_block:
            groups[-1].append(row)
    items = [
        ListItem(passage(group), group[0].look.mark, at, False, group[0].line)
        for at, group in enumerate(groups, start=1)
    ]
    return [_without_att(item) for item in items if not _announces_more(item.passage.flat)]


def _att_points(rows: Sequence[Row]) -> list[ListItem]:
    """Points that each begin with "att" and end with a comma, "samt" or "och", which are left out of them."""
    groups: list[list[Row]] = []
    announcing = False
    for at, row in enumerate(rows):
        begins = bool(_ATT.match(row.text)) and (at == 0 or _new_att(rows, at))
        if not begins and row.open_gap and not continues(row):
            if not _goes_on_to_points(rows, at):
                break
            announcing = True
        if begins:
            announcing = False
            groups.append([row])
        elif not announcing:
            groups[-1].append(row)
    points = [passage(group) for group in groups]
    points = [point.slice(0, len(_ATT_END.sub("", point.flat))) for point in points]
    items = [ListItem(point, "att", at, False, point.lines[0]) for at, point in enumerate(points, start=1)]
    return [_without_att(item) for item in items]


def _new_att(rows: Sequence[Row], at: int) -> bool:
    """Whether an "att" at the beginning of a row begins a point, and is no clause of the one before."""
    row, before = rows[at], rows[at - 1]
    if row.open_gap or row.look.new_block or _FOLLOWING.search(before.text.rstrip()):
        return True
    hanging = any(other.indent > rows[0].indent for other in rows[1:at])
    return row.indent == rows[0].indent and (hanging or row.text[3:5] == "  ")


def _without_att(item: ListItem) -> ListItem:
    """A point without the "att" that marks it, or a numeral that a scan parted from its sign."""
    lead = _ATT.match(item.passage.flat) or _STRAY_MARK.match(item.passage.flat)
    if lead is None:
        return item
    point = item.passage.slice(lead.end(), len(item.passage.flat))
    return ListItem(point, item.mark, item.number, item.on_trust, item.mark_line)


def _announces_more(text: str) -> bool:
    """A sentence between two lists of points ("Kommunstyrelsen beslutar för egen del:")."""
    return announces_points(text) and len(text.split()) <= 14


def _unmarked(rows: Sequence[Row]) -> list[ListItem]:
    """Points without any mark: every paragraph that decides is one, up to the first that does not."""
    read = read_list(list(rows), sentences=True)
    found: list[ListItem] = []
    for item in read.items:
        text = item.passage.flat
        if announces_points(text):
            continue
        unclear = force_of(text) == "unclear" and not (
            _DECIDES.match(text) or (found and _ALSO_DECIDED.search(text))
        )
        if unclear or len(text.split()) > _LONGEST_UNMARKED:
            if found:
                break
            continue
        found.append(item)
    return [_without_att(item) for item in found]
