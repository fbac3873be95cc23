"""The headings between goals: how deep they are, what they end, and which of them are goals themselves."""

import re

from ..areas import HEADING
from ..fuzzy import fold
from ..levels import Level, Role
from ..lines import Row, passage
from ..numerals import mark_of
from .labels import is_bare_heading
from .listing import Listing
from .nesting import printed
from .state import Upper
from .tabling import Tabling

_CHAPTER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<title>[A-ZÅÄÖ].*)$")
_TO_THE_END = 1_000_000
UNKNOWN = 99
"""The depth of a heading that only its look tells."""

_NO_GOALS = frozenset(
    (
        *("inledning", "bakgrund", "syfte", "nulage", "utmaningar"),
        *("utgangspunkter", "uppfoljning", "genomforande", "ansvar", "roller"),
        *("organisation", "omvarld", "omvarldsanalys", "nulagesbeskrivning", "sammanfattning"),
        *("definitioner", "begrepp", "lasanvisning", "ekonomi", "finansiering"),
        *("forutsattningar", "styrning", "avgransning", "implementering", "kommunikation"),
        *("revidering", "utvardering", "prioriteringar"),
    )
)
"""Words of headings beneath "Målområden" that are no area."""


class Chapters(Listing, Tabling):
    """Takes the headings of a document."""

    def heading_depth(self, at: int) -> int:
        """How deep a heading is, by the file or by its chapter number; 0 for what is none, else `UNKNOWN`."""
        row = self.rows[at]
        if row.look.heading:
            return row.look.heading
        if not is_bare_heading(row.text):
            return 0
        alone = at + 1 == len(self.rows) or self.rows[at + 1].open_gap
        chapter = _CHAPTER.match(row.text)
        if chapter and self.reach.opens(at) and (row.open_gap or alone):
            return 1 + chapter["number"].count(".")
        return UNKNOWN if row.open_gap and alone and at + 1 < len(self.rows) else 0

    def next_chapter(self, at: int) -> bool:
        """Whether a numbered row is the chapter after the latest, and so no item of what stands before it."""
        row = self.rows[at]
        chapter = _CHAPTER.match(row.text)
        depth = self.heading_depth(at)
        if chapter is None or not 0 < depth < UNKNOWN or row.look.heading:
            return False
        before, _, last = chapter["number"].rpartition(".")
        follows = self.chapter_number == f"{before}.{int(last) - 1}".lstrip(".")
        return follows or (self.kind is not None and depth <= self.kind_heading < UNKNOWN)

    def enter_section(self, at: int) -> int:
        """A part of the document that has a name of the genre: no goal of another part is open in it."""
        self.leave()
        self.uppers.clear()
        self.outline.close_all()
        return at + 1

    def enter_kind(self, at: int, level: Level, *, named: bool) -> None:
        """A heading over goals of one level."""
        row, depth = self.rows[at], self.heading_depth(at)
        if 0 < depth < UNKNOWN:
            self._close(row, depth)
            if level.role in {Role.AREA, Role.GOAL} and level.plural is not False and not named:
                self.uppers.append(Upper(level, depth))
        self.leave()
        self.kind, self.kind_heading = level, depth
        self.group += 1

    def plain_heading(self, at: int, depth: int) -> int:
        """A heading that names no level: a goal beneath "Målområden", else the end of what was open."""
        row = self.rows[at]
        if depth < UNKNOWN:
            upper = self._upper_of(row, depth)
            if upper is not None:
                return self._heading_goal(at, depth, upper.level)
            self._close(row, depth)
        self.leave()
        return self.reach.label_end(at, name=True)

    def _close(self, row: Row, depth: int) -> None:
        while self.uppers and self.uppers[-1].depth >= depth:
            self.uppers.pop()
        self.outline.close(depth)
        chapter = _CHAPTER.match(row.text)
        if not row.look.heading and chapter is not None:
            self.chapter, self.chapter_number = depth, chapter["number"]

    def _upper_of(self, row: Row, depth: int) -> Upper | None:
        """The heading over goals that a heading is a goal beneath, if it is one."""
        over = [upper for upper in self.uppers if upper.depth < depth]
        if not over or set(fold(row.text).split()) & _NO_GOALS:
            return None
        upper = over[-1]
        took_list = self.kind is upper.level and self.kind_style
        if upper.child not in {0, depth} or (upper.child == 0 and (took_list or depth != upper.depth + 1)):
            return None
        upper.child = depth
        return upper

    def _heading_goal(self, at: int, depth: int, level: Level) -> int:
        row = self.rows[at]
        end = self.reach.label_end(at, name=True)
        mark = mark_of(row)
        chapter = None if row.look.mark else _CHAPTER.match(row.text)
        start = chapter.start("title") if chapter else len(row.text) - len(mark.text) if mark else 0
        number = chapter["number"] if chapter else printed(mark.mark) if mark else None
        text = passage(list(self.rows[at:end])).slice(start, _TO_THE_END)
        self._close(row, depth)
        self.leave()
        if level.role is Role.AREA:
            self.open_area(self.area(text, HEADING, level, number), row)
        else:
            self.add(text, level, number, heading=depth)
        self.goals.taken.update(text.lines)
        return end
