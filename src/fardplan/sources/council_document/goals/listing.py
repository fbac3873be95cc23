"""Lists of goals: read at a row, and their items put in their places."""

import re

from ..level_words import Role
from ..levels import Level
from ..lines import Row
from ..lists import ListItem, ReadList, read_list
from ..numerals import mark_of
from .found import FoundGoal, GoalList
from .grouping import UNKNOWN
from .measures import several
from .nesting import CODED, Nesting, number_above, number_of, printed, style_of
from .responsible import ends_with_bodies, ends_with_parenthesis
from .state import State
from .telling import told_inside

_BINDS = re.compile(
    r"\b(?:ska|skall|får i uppdrag|minst|högst|lägst|senast|ökar?|minskar?|fler|färre"
    r"|har (?:ökat|minskat|halverats))\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:att\s+|vi\s+)?(?:[a-zåäö]{2,}a|ge|se|gå|få|nå|bli|stå|låt|gör|följ|stöd|öppna|erbjud|stärk)\b"
    r"(?!\s+(?:ska|skall|har|är|får|kan)\b)",
    re.IGNORECASE,
)
"""What is done begins with its verb: "Erbjuda …", "Att utveckla …", "Stärk …"."""
_DECIDED = re.compile(
    r"\b(?:antogs?|beslutades?|beslöt|godkändes?|fastställdes?|uppdrogs?|reviderades?)\b.*\b(?:19|20)\d\d\b"
)
_SOURCED = re.compile(r"[(,;]\s*(?:källa|mäts i)\s*:", re.IGNORECASE)
_ROWS_OF_ITEM = 2  # in which an item says what it is
_ENOUGH_BIND = 0.6  # share of a list's items that say what is to be


class Listing(State):
    """Reads the lists of a document."""

    def area_heading(self, at: int) -> FoundGoal | None:
        """An area's name alone on a row, with space before it."""
        row = self.rows[at]
        mark = mark_of(row)
        if not (row.open_gap or at == 0 or row.look.heading or row.look.new_block):
            return None
        name = mark.text if mark and not mark.bullet else row.text
        if not name[:1].isupper() or len(name.split()) > 10:
            return None
        area = self.areas.named(name)
        return self.homes[id(area)] if area else None

    def read_list(self, at: int, *, announced: bool) -> ReadList:
        """The list that begins at a row, up to what says itself that it is something else."""
        end = self.reach.list_end(at)
        first = mark_of(self.rows[at]) if at < end else None
        if first is not None and style_of(first.mark) != "dotted":
            inside = range(at + 1, end)
            end = next((place for place in inside if self.numbered_child(place)), end)
        if self.areas.found:
            end = next((place for place in range(at + 1, end) if self.area_heading(place)), end)
        if self.clean and first is not None:
            style = style_of(first.mark)
            end = next((place for place in range(at + 1, end) if self._ends_list(place, style)), end)
        rows, width = self.rows[at:end], self.reach.width
        return read_list(rows, office=self.office, width=width, announced=announced, clean=self.clean)

    def _ends_list(self, at: int, style: str) -> bool:
        """Whether a heading stands at a row: no item of a list that is marked otherwise."""
        row = self.rows[at]
        if not row.open_gap or not self.heading_depth(at):
            return False
        mark = mark_of(row)
        return mark is None or style_of(mark.mark) != style

    def take_list(self, at: int, level: Level, *, announced: bool, stated: str) -> int:
        """The row after the list that begins at a row, its items taken."""
        read = self.read_list(at, announced=announced)
        if read.items and not _tells_of_decisions(read):
            self.goals.lists.append(GoalList(level.role, read, stated))
            self.goals.taken.update(line for item in read.items for line in item.passage.lines)
            self.goals.taken.update(line for _, line in read.alone)
            self.kind_style = style_of(read.items[0].mark)
            if level.role is Role.MEASURE:
                self._take_measures(read)
            else:
                self._take_items(read, level)
        return at + max(read.used, 0 if at < len(self.rows) and stated else 1)

    def _take_measures(self, read: ReadList) -> None:
        closed = sum(item.passage.flat.rstrip(" .").endswith(")") for item in read.items)
        sources = 2 * closed > len(read.items)
        for item in read.items:
            parts = several(item.passage)
            for one in parts:
                self.add_measure(one, in_parentheses=sources or len(parts) > 1, group=self.group)
            if item.mark is None and len(parts) > 1:
                break  # they were told in a sentence, and it has ended

    def _take_items(self, read: ReadList, level: Level) -> None:
        ends = sum(ends_with_bodies(item.passage) for item in read.items)
        closed = sum(ends_with_parenthesis(item.passage) for item in read.items)
        trusted = (ends >= 1 and 2 * ends >= closed) or (closed > 0 and self.ends_with_bodies)
        nesting = Nesting(read)
        for item in read.items:
            above = nesting.above(item, self._row_of(item))
            own = self.unnamed.beneath(above) if above is not None else level
            nesting.put(self._take_item(item, read, own, above, trusted=trusted))

    def _take_item(
        self, item: ListItem, read: ReadList, level: Level, above: FoundGoal | None, *, trusted: bool
    ) -> FoundGoal:
        text, told = told_inside(item.passage, trusted=trusted)
        number = number_of(item, read)
        coded = CODED.match(text.flat) if number is None else None
        if coded is not None:
            number, text = coded["number"], text.slice(coded.end())
        heading = self.kind_heading if self.kind_heading < UNKNOWN else 0
        goal = self.add(text, level, number, heading=heading, above=above)
        goal.on_trust, goal.mark_line = item.on_trust, item.mark_line
        for key, fact in told:
            self.tell(key, fact)
        return goal

    def _row_of(self, item: ListItem) -> Row:
        line = item.passage.lines[0] if item.passage else item.mark_line
        return self.reach.by_line[line] if line in self.reach.by_line else self.rows[0]

    # --- lists that no heading or sentence announces -------------------------------------------

    def lists_measures(self, at: int) -> bool:
        """Whether the items of a list tell where their figures come from ("… (källa: SCB)")."""
        items = self.read_list(at, announced=True).items
        sourced = sum(bool(_SOURCED.search(item.passage.flat)) for item in items)
        return len(items) > 1 and sourced >= _ENOUGH_BIND * len(items)

    def bound_list(self, at: int) -> Level | None:
        """The level of a list right beneath a goal, unannounced, whose items say what is to be."""
        above = self.outline.last
        if above is None or above.role is Role.ACTION or self.announced:
            return None
        texts = [item.passage for item in self.read_list(at, announced=True).items]
        do = sum(bool(_DOES.match(text.flat)) or ends_with_bodies(text) for text in texts)
        if do >= _ENOUGH_BIND * len(texts) and (len(texts) >= 2 or self.unnamed.done_beneath(above)):
            return self.unnamed.beneath(above, done=True)
        bind = sum(bool(_BINDS.search(text.flat)) for text in texts)
        enough = len(texts) >= 2 and bind >= _ENOUGH_BIND * len(texts)
        return self.unnamed.beneath(above, aims=True) if enough else None

    def other_style(self, row: Row) -> bool:
        """Whether a row is marked otherwise than the list that it would go on with."""
        mark = mark_of(row)
        return mark is not None and self.kind_style not in {"", style_of(mark.mark)}

    def numbered_child(self, at: int) -> Level | None:
        """The level of "2.1 …" beneath "Utvecklingsområde 2", or of "A1 …" beneath "A", told elsewhere."""
        mark = mark_of(self.rows[at])
        number = printed(mark.mark) if mark else None
        over = number_above(number) if number is not None else None
        above = self.outline.numbered(over) if over is not None else None
        if above is None or above not in self.outline.open or above.level is None:
            return None
        text = " ".join(row.text for row in self.rows[at : at + _ROWS_OF_ITEM])
        return self.unnamed.beneath(above, aims=bool(_BINDS.search(text)))


def _tells_of_decisions(read: ReadList) -> bool:
    """Whether a list tells what has been decided before, and so sets out nothing."""
    told = sum(bool(_DECIDED.search(item.passage.flat)) for item in read.items)
    return 2 * told > len(read.items)
