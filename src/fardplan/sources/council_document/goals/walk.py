"""From rows to goals: one walk from top to bottom.

The walk remembers which goals are open and which level the last heading or sentence spoke of, reads a list
wherever one is announced, and takes what labels itself. What stands under no announcement stays prose.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..areas import ANNOUNCED
from ..level_words import Role
from ..levels import Level
from ..lines import Row, leads_to_a_page, passage
from ..numerals import mark_of, numeral_alone
from .announcing import Announcement, announcement
from .facts import attribute, facts_inside
from .forms import form_at
from .found import Goals
from .grouping import area_headings, headings_over_lists, upper_headings
from .labelled import Labelled
from .labels import kind_heading
from .outline import settled
from .reach import label_of
from .tables import table_at
from .unsigned import signed

_SHALL_END = re.compile(
    r"\b(?:ska|skall)(?:\s+(?:vi|kommunen|staden|regionen|arbeta för att|därför|bland annat|även))?\s*:$"
    r"|^därför\s*:$"
)
_BINDS = re.compile(r"\b(?:ska|skall|får inte)\b")
_TASKED = re.compile(r"\b(?:får i uppdrag|förväntas)\b[^.]*:$")
_ANNOUNCED_IN = 3  # rows of a sentence that announces a list
_FEWEST_BINDING = 2  # items
_NEARLY_ALL = 0.8


def find_goals(
    rows: Sequence[Row], *, office: str | None, stops: frozenset[int] = frozenset(), clean: bool = True
) -> Goals:
    """Walk the rows. `office` is who signs, `stops` are lines where no list goes on (signatures).

    `clean`: the rows show no scan noise, so that marks and headings are what they seem.
    """
    return _Walk(signed(rows), office, stops, clean=clean).walk()


class _Walk(Labelled):
    def walk(self) -> Goals:
        self.listed_numbers = {}
        self.find_listed_areas()
        self.headed_names = {
            row.text[found.start : found.end]
            for row in self.rows
            if (found := kind_heading(row.text))
            and found.sure
            and found.end > found.start
            and found.level.role is not Role.MEASURE
        }
        if not self.areas.found:
            self.reach.area_rows = area_headings(
                self.rows, self.reach, self.heading_depth
            ) or headings_over_lists(self.rows, self.reach, self.heading_depth, self.unnamed.area_counts())
            self.reach.upper_rows = upper_headings(
                self.rows, self.reach.area_rows, self.reach, self.heading_depth
            )
        at = 0
        while at < len(self.rows):
            at = self.step(at)
        self.take_stated()
        if not any(goal.role in {Role.GOAL, Role.ACTION} for goal in self.outline.goals):
            self.take_prose()
        for home in self.homes.values():
            home.number = home.number or self.listed_numbers.get(id(home))
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
        return self._tabled(at) or self._saying_itself(at)

    def _tabled(self, at: int) -> int | None:
        """The row after the table or form that begins at a row, if one does."""
        row = self.rows[at]
        if row.look.cell is not None or "  " in row.text or "\t" in row.text:
            table = table_at(self.rows, at)
            form = form_at(self.rows, at) if table is not None and not table.of_goals else None
            if form is not None:
                return self.take_form(at, form)
            if table is not None:
                return self.take_table(at, table)
        torn = self.torn_table(at)
        return self.take_torn(at, torn) if torn is not None else None

    def _saying_itself(self, at: int) -> int:
        row = self.rows[at]
        fact = attribute(row.text)
        if fact is not None:
            return self._fact(at, *fact)
        found = label_of(row) if self.reach.opens(at) else None
        if found is not None:
            return self.take_labelled(at, found)
        if self.reach.is_kind_heading(at):
            return self.take_kind_heading(at)
        return self._heading_or_text(at)

    def _heading_or_text(self, at: int) -> int:
        row = self.rows[at]
        if at in self.reach.counted:
            return self.own_heading(at)
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
        if self.lists_measures(at):
            return self.take_list(
                at, Level("Indikator", Role.MEASURE, 0, None, False), announced=True, stated=""
            )
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
        level = self.fuller(told.level)
        self.leave()
        self.kind, self.announced = level, True
        self.group += 1
        table = table_at(self.rows, end) if end < len(self.rows) else None
        if table is not None and table.of_goals:
            return self.take_table(end, table)
        stated = whole.flat[told.start :]
        return self.take_list(end, level, announced=told.colon, stated=stated)

    def _lists_goals(self, at: int) -> bool:
        """Whether what is announced as areas is a marked list of sentences, none of them taken for a name."""
        row = self.rows[at] if at < len(self.rows) else None
        return row is not None and mark_of(row) is not None and row.line not in self.goals.taken

    def _is_binding(self, at: int) -> bool:
        """Whether a list says what shall be: by the sentence before it, or in most of its items."""
        items, bind = self._binding(at)
        before = " ".join(row.text for row in self.rows[max(0, at - _ANNOUNCED_IN) : at])
        shall = _SHALL_END.search(before) is not None or _TASKED.search(before) is not None
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
            return self.take_kind_heading(at) if heading else at + 1
        self.goals.taken.update(row.line for row in self.rows[at:end])
        stop, more = facts_inside(text.flat)
        self.tell(key, text.slice(0, stop))
        for other, begins, ends in more:
            self.tell(other, text.slice(begins, ends))
        return end
