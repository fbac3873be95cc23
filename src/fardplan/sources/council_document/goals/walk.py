"""From rows to goals: one walk from top to bottom.

The walk remembers which goals are open and which level the last heading or sentence spoke of, reads a list
wherever one is announced, and takes what labels itself. What stands under no announcement stays prose.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..areas import ANNOUNCED, HEADING, LIST_LINE, SENTENCE, enumerated
from ..levels import Level, Role, level_at
from ..lines import Passage, Row, leads_to_a_page, passage
from ..numerals import mark_of, numeral_alone
from .announcing import Announcement, announcement
from .facts import attribute, facts_inside
from .forms import form_at
from .found import Goals
from .grouping import area_headings
from .labels import Label, kind_heading
from .outline import settled
from .reach import label_of
from .running import RunningText
from .tables import table_at
from .telling import told_inside
from .unsigned import signed

_SHALL_END = re.compile(
    r"\b(?:ska|skall)(?:\s+(?:vi|kommunen|staden|regionen|arbeta för att|därför|bland annat|även))?\s*:$"
    r"|^därför\s*:$"
)
_BINDS = re.compile(r"\b(?:ska|skall|får inte)\b")
_FEWEST_BINDING = 2  # items
_NEARLY_ALL = 0.8
_LONGEST_AREA, _USUAL_AREA = 16, 10  # words of the name of an area


def find_goals(
    rows: Sequence[Row], *, office: str | None, stops: frozenset[int] = frozenset(), clean: bool = True
) -> Goals:
    """Walk the rows. `office` is who signs, `stops` are lines where no list goes on (signatures).

    `clean`: the rows show no scan noise, so that marks and headings are what they seem.
    """
    return _Walk(signed(rows), office, stops, clean=clean).walk()


class _Walk(RunningText):
    def walk(self) -> Goals:
        self._find_listed_areas()
        self.headed_names = {
            row.text[found.start : found.end]
            for row in self.rows
            if (found := kind_heading(row.text))
            and found.sure
            and found.end > found.start
            and found.level.role is not Role.MEASURE
        }
        if not self.areas.found:
            self.reach.area_rows = area_headings(self.rows, self.reach, self.heading_depth)
        at = 0
        while at < len(self.rows):
            at = self.step(at)
        self.take_stated()
        if not any(goal.role in {Role.GOAL, Role.ACTION} for goal in self.outline.goals):
            self.take_prose()
        self.goals.goals = settled(self.outline)
        return self.goals

    def step(self, at: int) -> int:
        """Take what begins at a row; the row after it."""
        row = self.rows[at]
        if row.line in self.goals.taken or leads_to_a_page(row.text):
            return at + 1
        if row.line in self.reach.stops:
            self.leave()
            return at + 1
        if at in self.reach.sections:
            return self.enter_section(at)
        if row.look.cell is not None or "  " in row.text or "\t" in row.text:
            table = table_at(self.rows, at)
            form = form_at(self.rows, at) if table is not None and not table.of_goals else None
            if form is not None:
                return self.take_form(at, form)
            if table is not None:
                return self.take_table(at, table)
        fact = attribute(row.text)
        if fact is not None:
            return self._fact(at, *fact)
        found = label_of(row) if self.reach.opens(at) else None
        if found is not None:
            return self._labelled(at, found)
        if self.reach.is_kind_heading(at):
            return self._kind_heading(at)
        return self._heading_or_text(at)

    def _heading_or_text(self, at: int) -> int:
        row = self.rows[at]
        named = self.area_heading(at)
        if named is not None:
            self.leave()
            self.open_area(named, row)
            self.goals.taken.add(row.line)
            return at + 1
        if at in self.reach.lettered:
            return self.plain_heading(at, self.heading_depth(at))
        if not row.look.heading and (mark_of(row) or numeral_alone(row.text)):
            return self._marked(at)
        depth = self.heading_depth(at)
        return self.plain_heading(at, depth) if depth else self._paragraph(at)

    # --- areas ---------------------------------------------------------------------------------

    def _find_listed_areas(self) -> None:
        """Areas first: a list line or a counted sentence names them before any heading uses the name."""
        at = 0
        while at < len(self.rows):
            end = self.reach.paragraph_end(at)
            told = announcement(passage(list(self.rows[at:end])), ())
            if told and told.level and told.level.role is Role.AREA:
                self._take_listed_areas(end, told, told.level)
            at = end
        if not self.areas.found:
            self._find_enumerated()

    def _take_listed_areas(self, at: int, told: Announcement, level: Level) -> None:
        items = self.read_list(at, announced=told.colon).items
        words = [len(item.passage.flat.split()) for item in items]
        if len(words) >= 2 and max(words) <= _LONGEST_AREA and sum(words) <= _USUAL_AREA * len(words):
            for item in items:
                self.area(item.passage, LIST_LINE, level)
                self.goals.taken.update(item.passage.lines)

    def _find_enumerated(self) -> None:
        at = 0
        while at < len(self.rows) and not self.areas.found:
            end = self.reach.paragraph_end(at)
            whole = passage(list(self.rows[at:end]))
            for name in enumerated(whole):
                self.area(name, SENTENCE, _area_level(whole.flat))
            at = end

    # --- labels and headings over goals --------------------------------------------------------

    def _kind_heading(self, at: int) -> int:
        row = self.rows[at]
        found, level = kind_heading(row.text), self.reach.kind_level(at)
        assert found is not None
        assert level is not None
        self.enter_kind(at, level, named=found.end > found.start)
        if found.end > found.start:
            name = passage([row]).slice(found.start, found.end)
            if self.areas.named(name.flat) or self._names_areas(name.flat):
                self.open_area(self.area(name, HEADING, None), row)
                self.last = None
        self.goals.taken.add(row.line)
        return at + 1

    def _names_areas(self, name: str) -> bool:
        """Whether headings over goals name areas here: with a capital, or several of them."""
        return name[:1].isupper() or len(self.headed_names) > 1

    def _labelled(self, at: int, found: Label) -> int:
        row, level = self.rows[at], found.level
        if level.role is Role.ACTION and self.reach.over_goals(at, level):
            level = replace(level, role=Role.GOAL)
        name = level.role is Role.AREA or row.look.heading > 0
        end = self.reach.label_end(at, name=name)
        text = passage(list(self.rows[at:end])).slice(found.start)
        if not text:
            end, text = self._name_below(end)
        if not text:
            return self._named_again(at, found)
        self.goals.taken.update(row.line for row in self.rows[at:end])
        if level.role is Role.MEASURE:
            self.add_measure(text)
            return end
        self.leave()
        if level.role is Role.AREA:
            self.open_area(self.area(text, HEADING, level, found.number), row)
            return end
        text, told = told_inside(text, trusted=False)
        self.add(text, level, found.number, heading=self.depth_of(row))
        for key, fact in told:
            self.tell(key, fact)
        return end

    def _named_again(self, at: int, found: Label) -> int:
        """A label alone ("Delmål 2") over what belongs to a goal that stands elsewhere: it is open again."""
        known = [goal for goal in self.outline.goals if goal.level == found.level.word]
        goal = next((one for one in known if one.number == found.number), None)
        if (
            goal is None
            and found.number
            and found.number.isdecimal()
            and not any(one.number for one in known)
        ):
            place = int(found.number)
            goal = known[place - 1] if 1 <= place <= len(known) else None
        if goal is not None:
            self.goals.taken.add(self.rows[at].line)
            self.outline.reopen(goal)
        return at + 1

    def _name_below(self, at: int) -> tuple[int, Passage]:
        """The name of a goal whose label stands alone on its row: what stands on the next ones."""
        if at >= len(self.rows) or self.reach.says_itself(at) or mark_of(self.rows[at]):
            return at, Passage(())
        end = self.reach.label_end(at, name=False)
        return end, passage(list(self.rows[at:end]))

    # --- lists and paragraphs ------------------------------------------------------------------

    def _marked(self, at: int) -> int:
        row = self.rows[at]
        if self.next_chapter(at):
            return self.plain_heading(at, self.heading_depth(at))
        child = self.numbered_child(at)
        if self.kind is not None and not self.announced and not (child and self.other_style(row)):
            return self.take_list(at, self.kind, announced=True, stated="")
        if child is not None:
            self.leave()
            return self.take_list(at, child, announced=True, stated="")
        depth = self.heading_depth(at)
        if depth and (row.look.heading or not row.look.mark):
            return self.plain_heading(at, depth)
        bound = self.bound_list(at)
        if bound is not None:
            return self.take_list(at, bound, announced=True, stated="")
        if self.clean and self.outline.last is None and self._all_bind(at):
            return self.take_list(at, Level("", Role.GOAL, 0, None, False), announced=True, stated="")
        return self._paragraph(at)

    def _paragraph(self, at: int) -> int:
        end = self.reach.paragraph_end(at)
        whole = passage(list(self.rows[at:end]))
        told = announcement(whole, self.areas.spellings)
        if told is not None and told.level and told.level.role is Role.AREA and self._lists_goals(end):
            told = replace(told, level=replace(told.level, role=Role.GOAL))
        if told is None or (told.level and told.level.role is Role.AREA):
            return self.plain(at, end, whole)
        if told.level is None:
            return self._unlevelled(end, told)
        if told.name is not None:
            self.open_area(self.area(whole.slice(*told.name), ANNOUNCED, None))
        self.leave()
        self.kind, self.announced = told.level, True
        self.group += 1
        table = table_at(self.rows, end) if end < len(self.rows) else None
        if table is not None and table.of_goals:
            return self.take_table(end, table)
        stated = whole.flat[told.start :]
        return self.take_list(end, told.level, announced=told.colon, stated=stated)

    def _lists_goals(self, at: int) -> bool:
        """Whether what is announced as areas is a marked list of sentences, none of them taken for a name."""
        row = self.rows[at] if at < len(self.rows) else None
        return row is not None and mark_of(row) is not None and row.line not in self.goals.taken

    def _is_binding(self, at: int) -> bool:
        """Whether a list says what shall be: by the sentence before it, or in most of its items."""
        items, bind = self._binding(at)
        shall = _SHALL_END.search(self.rows[at - 1].text) is not None
        return items >= _FEWEST_BINDING and (shall or 2 * bind > items)

    def _all_bind(self, at: int) -> bool:
        """Whether a list that nothing announces says what shall be, in nearly every item."""
        items, bind = self._binding(at)
        return items > _FEWEST_BINDING and bind >= _NEARLY_ALL * items

    def _binding(self, at: int) -> tuple[int, int]:
        """How many items the list at a row has, and how many of them say what shall be."""
        items = self.read_list(at, announced=True).items
        return len(items), sum(bool(_BINDS.search(item.passage.flat)) for item in items)

    def _unlevelled(self, at: int, told: Announcement) -> int:
        """A list that no level is named for: what is to hold, or what is done for the goal above."""
        if at >= len(self.rows) or not (mark_of(self.rows[at]) or numeral_alone(self.rows[at].text)):
            return at
        above = self.outline.last
        if not told.sure and above is None and not self._is_binding(at):
            return at
        headed = None if self.announced else self.kind
        self.leave()
        self.group += 1
        under_goal = above is not None and above.role is not Role.AREA
        role = Role.ACTION if under_goal or (not told.sure and above is not None) else Role.GOAL
        level = headed or Level("", role, 0, None, False)
        return self.take_list(at, level, announced=told.colon or told.sure, stated="")

    # --- facts ---------------------------------------------------------------------------------

    def _fact(self, at: int, key: str, start: int) -> int:
        """What a row tells of the goal or the measure above it ("Ansvarig: …")."""
        end = self.reach.text_end(at)
        text = passage(list(self.rows[at:end])).slice(start)
        if not text:
            heading = key == "measure" and self.reach.is_kind_heading(at)
            return self._kind_heading(at) if heading else at + 1
        self.goals.taken.update(row.line for row in self.rows[at:end])
        stop, more = facts_inside(text.flat)
        self.tell(key, text.slice(0, stop))
        for other, begins, ends in more:
            self.tell(other, text.slice(begins, ends))
        return end


def _area_level(text: str) -> Level | None:
    words = text.split()
    found = (level_at(words[at : at + 2]) for at in range(len(words)))
    return next((level for level in found if level and level.role is Role.AREA), None)
