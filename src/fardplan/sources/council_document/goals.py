"""From rows to areas with their milestones and strategies: one walk from top to bottom.

The walk remembers which area and which kind of goal the last heading or sentence spoke of, and reads a list
wherever one is announced. What stands under no announcement stays prose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .areas import ANNOUNCED, HEADING, LIST_LINE, SENTENCE, Area, Areas, enumerated
from .genre import Kind, Section, canonical
from .headings import GoalHeading, LeadIn, goal_heading, labelled, lead_in, section_heading
from .lines import Passage, Piece, Row, continues, passage, unfinished
from .lists import ListItem, ReadList, read_list
from .numerals import marked, numeral_alone

_LONGEST_REGION = 600  # rows; a list longer than this is no list of goals
_LONGEST_PARAGRAPH = 80


@dataclass(slots=True)
class GoalList:
    """One list as it was read: what it lists, in which area, and its items."""

    kind: Kind
    area: Area | None
    read: ReadList
    stated: str  # the announcing sentence, for "följande två etappmål"


@dataclass(slots=True)
class Goals:
    """What the walk found."""

    areas: Areas
    lists: list[GoalList] = field(default_factory=list)
    unread: list[int] = field(
        default_factory=list
    )  # lines of list items that may be goals and were not taken
    taken: set[int] = field(default_factory=set)  # lines that are part of a list or a goal heading


@dataclass(slots=True)
class _State:
    area: Area | None = None
    kind: Kind | None = None
    announced: bool = False  # a sentence has announced a list under this heading


def find_goals(rows: Sequence[Row], *, office: str | None, stops: frozenset[int] = frozenset()) -> Goals:
    """Walk the rows. `stops` are lines where no list goes on (signatures)."""
    return _Walk(rows, office, stops).walk()


class _Walk:
    def __init__(self, rows: Sequence[Row], office: str | None, stops: frozenset[int]) -> None:
        self.rows = rows
        self.office = office
        self.stops = stops
        self.width = _width(rows)
        self.state = _State()
        self.goals = Goals(Areas())
        self.sections = {at for at, row in enumerate(rows) if section_heading(row.text)}

    def walk(self) -> Goals:
        self._find_listed_areas()
        at = 0
        while at < len(self.rows):
            at = self._step(at)
        return self.goals

    def _find_listed_areas(self) -> None:
        """Areas first: a list line or a counted sentence names them before any heading uses the name."""
        at = 0
        while at < len(self.rows):
            end = self._paragraph_end(at)
            paragraph = passage(list(self.rows[at:end]))
            announced = lead_in(paragraph, ())
            if announced and announced.kind is Kind.AREA:
                items = self._list_at(end, announced.colon).items
                if len(items) >= 2 and all(len(item.passage.flat.split()) <= 10 for item in items):
                    for item in items:
                        self.goals.areas.add(item.passage, LIST_LINE)
                        self.goals.taken.update(item.passage.lines)
            at = end
        if not self.goals.areas.found:
            self._find_enumerated()

    def _find_enumerated(self) -> None:
        at = 0
        while at < len(self.rows) and not self.goals.areas.found:
            end = self._paragraph_end(at)
            for name in enumerated(passage(list(self.rows[at:end]))):
                self.goals.areas.add(name, SENTENCE)
            at = end

    def _step(self, at: int) -> int:
        row = self.rows[at]
        if row.line in self.goals.taken:
            return at + 1
        if at in self.sections:
            self.state = _State()
            return at + 1
        heading = self._heading(at)
        if heading:
            return self._enter(at, heading)
        named = self._area_heading(at)
        if named:
            self.state = _State(area=named)
            self.goals.taken.add(row.line)
            return at + 1
        label = labelled(row.text)
        if label:
            return self._labelled_items(at, label[0])
        if self.state.kind and not self.state.announced and (marked(row.text) or numeral_alone(row.text)):
            return self._take_list(at, self.state.kind, self.state.area, announced=True, stated="")
        return self._paragraph(at)

    def _paragraph(self, at: int) -> int:
        end = self._paragraph_end(at)
        paragraph = passage(list(self.rows[at:end]))
        found = lead_in(paragraph, self.goals.areas.spellings)
        if found is None or found.kind is Kind.AREA:
            self._note_unread(at, end)
            return end
        area = self._announced_area(paragraph, found)
        self.state = _State(area, found.kind, announced=True)
        stated = paragraph.flat[found.start :]
        return self._take_list(end, found.kind, area, announced=found.colon, stated=stated)

    def _note_unread(self, at: int, end: int) -> None:
        """A list under an area that nothing told the kind of is not guessed at, and not passed over."""
        if self.state.area is not None and not self.state.announced:
            self.goals.unread += [row.line for row in self.rows[at:end] if marked(row.text)]

    def _announced_area(self, paragraph: Passage, found: LeadIn) -> Area | None:
        if found.name is None:
            return self.state.area
        return self.goals.areas.add(paragraph.slice(*found.name), ANNOUNCED)

    def _take_list(self, at: int, kind: Kind, area: Area | None, *, announced: bool, stated: str) -> int:
        read = self._list_at(at, announced)
        if read.items:
            self.goals.lists.append(GoalList(kind, area, read, stated))
            self.goals.taken.update(line for item in read.items for line in item.passage.lines)
            self.goals.taken.update(line for _, line in read.alone)
        return at + max(read.used, 0 if at < len(self.rows) and stated else 1)

    def _labelled_items(self, at: int, kind: Kind) -> int:
        """Items that carry their kind and number themselves; each runs on to the next empty line or label."""
        items: list[ListItem] = []
        while at < len(self.rows) and (label := labelled(self.rows[at].text)) and label[0] is kind:
            end = at + 1
            while end < len(self.rows) and self._same_item(end):
                end += 1
            head = Piece(self.rows[at].line, self.rows[at].text[label[1] :].strip())
            rest = passage(list(self.rows[at + 1 : end]))
            number = label[2] or len(items) + 1
            text = Passage((head, *rest.pieces))
            items.append(ListItem(text, self.rows[at].text[: label[1]].strip(), number, False, head.line))
            self.goals.taken.update(text.lines)
            at = end
        self.goals.lists.append(GoalList(kind, self.state.area, ReadList(tuple(items), 0), ""))
        return at

    def _same_item(self, at: int) -> bool:
        row, before = self.rows[at], self.rows[at - 1]
        if at in self.sections or labelled(row.text) or marked(row.text) or self._heading(at):
            return False
        return not row.open_gap or (continues(row) and unfinished(before.text))

    def _heading(self, at: int) -> GoalHeading | None:
        """A goal heading where a heading can stand: its name known, or space around it."""
        row = self.rows[at]
        found = goal_heading(row.text)
        if found is None or row.line in self.goals.taken:
            return None
        name = row.text[found.start : found.end]
        if name and self.goals.areas.named(name):
            return found
        if not (row.open_gap or at == 0):
            return None
        following = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if following is None:
            return None
        spaced = following.open_gap or bool(marked(following.text)) or not continues(following)
        if not spaced:
            return None
        named_as_area = not name or name[:1].isupper() or found.kind is Kind.AREA or _short(name)
        return found if named_as_area else None

    def _enter(self, at: int, heading: GoalHeading) -> int:
        row = self.rows[at]
        area = self.state.area
        if heading.end:
            name = passage([row]).slice(heading.start, heading.end)
            area = self.goals.areas.add(name, HEADING)
        kind = None if heading.kind is Kind.AREA else heading.kind
        self.state = _State(area, kind)
        self.goals.taken.add(row.line)
        return at + 1

    def _area_heading(self, at: int) -> Area | None:
        """An area's name alone on a row, with space before it."""
        row = self.rows[at]
        if not (row.open_gap or at == 0) or not row.text[:1].isupper() or len(row.text.split()) > 10:
            return None
        mark = marked(row.text)
        return self.goals.areas.named(mark.text if mark and not mark.bullet else row.text)

    def _paragraph_end(self, at: int) -> int:
        """The row after the paragraph that begins at `at`; every paragraph has at least one row."""
        end = at + 1
        while end < len(self.rows) and end - at < _LONGEST_PARAGRAPH and self._same_paragraph(end):
            end += 1
        return end

    def _same_paragraph(self, at: int) -> bool:
        row, before = self.rows[at], self.rows[at - 1]
        if at in self.sections or row.line in self.stops or numeral_alone(row.text):
            return False
        if before.text.endswith(":") and (marked(row.text) or not continues(row)):
            return False
        if marked(row.text) and not unfinished(before.text):
            return False
        if row.open_gap and not (continues(row) and unfinished(before.text)):
            return False
        return self._heading(at) is None and not _announces(row)

    def _list_at(self, at: int, announced: bool) -> ReadList:
        """Read the list at a row, up to the next heading, announcement or signature."""
        end = at
        while end < len(self.rows) and end - at < _LONGEST_REGION:
            row = self.rows[end]
            if end in self.sections or row.line in self.stops or self._heading(end) or _announces(row):
                break
            if self.goals.areas.found and end > at and self._area_heading(end):
                break
            end += 1
        return read_list(self.rows[at:end], office=self.office, width=self.width, announced=announced)


def _width(rows: Sequence[Row]) -> int:
    """How long a row of running text is: nine rows in ten are no longer."""
    lengths = sorted(len(row.text) for row in rows)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _announces(row: Row) -> bool:
    """Whether a row opens a sentence that announces a list of goals ("Följande strategier …")."""
    if not row.text[:1].isupper():
        return False
    found = lead_in(Passage((Piece(row.line, " ".join(row.text.split()[:5]) + ":"),)), ())
    return found is not None and found.kind is not Kind.AREA and _opens_with_following(row.text)


def _opens_with_following(text: str) -> bool:
    """Whether "följande" is among the first two words."""
    return any(canonical(token, ("följande",)) for token in text.split()[:2])


def _short(name: str) -> bool:
    return len(name.split()) <= 6


SECTIONS_WITHOUT_GOALS = frozenset({Section.HEAD, Section.DECISION, Section.DISTRIBUTION})
