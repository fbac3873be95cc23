"""The headings between goals: how deep they are, what they end, and which of them are goals themselves."""

from dataclasses import replace

from ..areas import HEADING
from ..level_words import Role
from ..levels import Level, standing
from ..lines import Row, passage
from ..numerals import mark_of
from .grouping import UNKNOWN, tells_no_area
from .labels import kind_heading
from .listing import Listing
from .nesting import printed
from .reach import LETTERED, label_of
from .state import CHAPTER, Upper, following
from .tabling import Tabling

_LONGEST_CHAPTER = 400  # rows in which the headings of a chapter are looked at


class Chapters(Listing, Tabling):
    """Takes the headings of a document."""

    def next_chapter(self, at: int) -> bool:
        """Whether a numbered row is the chapter after the latest, and so no item of what stands before it."""
        row = self.rows[at]
        chapter = CHAPTER.match(row.text)
        depth = self.heading_depth(at)
        if chapter is None or not 0 < depth < UNKNOWN or row.look.heading:
            return False
        follows = chapter["number"] in following(self.chapter_number)
        return follows or (self.kind is not None and depth <= self.kind_heading < UNKNOWN)

    def enter_section(self, at: int) -> int:
        """A part of the document that has a name of the genre: no goal of another part is open in it."""
        self.leave()
        self.uppers.clear()
        self.loose, self.resumed = None, False
        self.outline.close_all()
        return at + 1

    def enter_kind(self, at: int, level: Level, *, named: bool) -> None:
        """A heading over goals of one level."""
        row, depth = self.rows[at], self.heading_depth(at)
        if 0 < depth < UNKNOWN:
            chapter = not row.look.heading and CHAPTER.match(row.text) is not None
            self._close(row, depth, keep=frozenset() if chapter else self._over(level))
            if level.plural is not False and not named:
                self.uppers.append(Upper(self._level_of_headings(at, level, depth), depth))
        self.leave()
        below = level.role in {Role.GOAL, Role.ACTION} and level.plural is not False and not named
        self.loose = level if depth == UNKNOWN and below else None
        self.kind, self.kind_heading = level, depth
        self.group += 1

    def _level_of_headings(self, at: int, level: Level, depth: int) -> Level:
        """What the headings beneath one are: areas, where the level that it names comes again below."""
        if level.role is not Role.GOAL:
            return level
        for place in range(at + 1, min(len(self.rows), at + _LONGEST_CHAPTER)):
            deep = self.heading_depth(place)
            if 0 < deep <= depth:
                break
            found = kind_heading(self.rows[place].text) if depth + 1 < deep < UNKNOWN else None
            named = label_of(self.rows[place]) if not deep and self.reach.opens(place) else None
            if (found or named) and level.word == (found or named).level.word:  # type: ignore[union-attr]
                return self.unnamed.area()
        return level

    def plain_heading(self, at: int, depth: int) -> int:
        """A heading that names no level: a goal beneath "Målområden", else the end of what was open."""
        row = self.rows[at]
        if depth < UNKNOWN:
            upper = self._upper_of(row, depth)
            if upper is not None:
                return self._heading_goal(at, depth, upper.level)
        if at in self.reach.upper_rows:
            return self._heading_goal(at, depth, self.unnamed.area_over(self.unnamed.area()))
        if at in self.reach.area_rows:
            return self._heading_goal(at, depth, self._level_over(at))
        if depth < UNKNOWN:
            self._close(row, depth)
        took_list = bool(self.kind_style)
        self.leave()
        self._resume(row, depth, took_list=took_list)
        return self.reach.label_end(at, name=True)

    def own_heading(self, at: int) -> int:
        """A heading that counts a level of the document's own."""
        own = self.reach.counted[at]
        row, end = self.rows[at], self.reach.label_end(at, name=True)
        text = passage(list(self.rows[at:end])).slice(own.start)
        self.leave()
        self.goals.taken.update(text.lines)
        if own.level.role is Role.AREA:
            self.open_area(self.area(text, HEADING, own.level, own.number), row)
        else:
            self.add(text, own.level, own.number, heading=self.depth_of(row))
        return end

    def _level_over(self, at: int) -> Level:
        """The level of a heading that groups goals: never the one that these are of."""
        level = self.unnamed.area()
        below = self.reach.kind_level(at + 1) if at + 1 < len(self.rows) else None
        return replace(level, word="") if below is not None and below.word == level.word else level

    def _resume(self, row: Row, depth: int, *, took_list: bool) -> None:
        """Beneath a heading over what is done or measured, lists may stand under headings of their own."""
        if depth == UNKNOWN:
            goes_on = self.loose is not None and not tells_no_area(row.text)
            if goes_on and not (took_list and not self.resumed):
                self.kind, self.kind_heading, self.resumed = self.loose, UNKNOWN, True
            else:
                self.loose, self.resumed = None, False
            return
        self.loose, self.resumed = None, False
        over = [upper for upper in self.uppers if upper.depth < depth < UNKNOWN]
        if over and over[-1].level.role in {Role.ACTION, Role.MEASURE}:
            self.kind, self.kind_heading = over[-1].level, over[-1].depth

    def _over(self, level: Level) -> frozenset[int]:
        """The lines of open goals that are no headings and may stand over a level that a heading names."""
        lines = (
            goal.line
            for goal in self.outline.open
            if goal.role is Role.GOAL
            and (
                level.role is Role.ACTION
                or (level.role is Role.GOAL and standing(goal.level) < standing(level.word))
            )
        )
        return frozenset(line for line in lines if line and not self.reach.by_line[line].look.heading)

    def _close(self, row: Row, depth: int, *, keep: frozenset[int] = frozenset()) -> None:
        while self.uppers and self.uppers[-1].depth >= depth:
            self.uppers.pop()
        self.outline.close(depth, keep=keep)
        chapter = CHAPTER.match(row.text)
        if not row.look.heading and chapter is not None:
            self.chapter, self.chapter_number = depth, chapter["number"]

    def _upper_of(self, row: Row, depth: int) -> Upper | None:
        """The heading over goals that a heading is a goal beneath, if it is one."""
        over = [upper for upper in self.uppers if upper.depth < depth]
        if not over or tells_no_area(row.text):
            return None
        if over[-1].level.role not in {Role.AREA, Role.GOAL}:
            return None
        upper = over[-1]
        took_list = self.kind is upper.level and self.kind_style
        skips = depth != upper.depth + 1 and not row.look.heading  # sizes tell an order, numbers a depth
        if upper.child not in {0, depth} or (upper.child == 0 and (took_list or skips)):
            return None
        upper.child = depth
        return upper

    def _heading_goal(self, at: int, depth: int, level: Level) -> int:
        row = self.rows[at]
        end = self.reach.label_end(at, name=True)
        mark = mark_of(row)
        numbered = LETTERED if at in self.reach.lettered else CHAPTER
        chapter = None if row.look.mark else numbered.match(row.text)
        start = chapter.start("title") if chapter else len(row.text) - len(mark.text) if mark else 0
        number = chapter["number"] if chapter else printed(mark.mark) if mark else None
        text = passage(list(self.rows[at:end])).slice(start)
        if depth < UNKNOWN:
            self._close(row, depth)
        self.leave()
        if level.role is Role.AREA:
            if not self.reach.upper_rows:
                self.outline.close_all()
            self.open_area(self.area(text, HEADING, level, number), row)
        else:
            self.add(text, level, number, heading=depth)
        self.goals.taken.update(text.lines)
        return end
