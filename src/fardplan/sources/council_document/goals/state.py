"""What a walk over a document remembers, and how what it finds is put in its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..areas import Areas
from ..level_words import Role
from ..levels import Level
from ..lines import Passage, Row, continues, unfinished
from .found import FoundGoal, FoundMeasure, Goals
from .grouping import UNKNOWN
from .labels import is_bare_heading
from .measures import measure, tell_measure
from .outline import Outline
from .prose import Stated
from .reach import Reach, label_of
from .responsible import items_end_with_bodies
from .telling import tell_goal
from .unnamed import UnnamedLevels

CHAPTER = re.compile(r"^(?:§\s*)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?P<title>[A-ZÅÄÖ].*)$")


def following(number: str) -> set[str]:
    """The numbers that the chapter after one may have: 2.2.1, 2.3 and 3 after 2.2."""
    parts = [int(part) for part in number.split(".") if part]
    after = {".".join(map(str, [*parts[:at], parts[at] + 1])) for at in range(len(parts))}
    return after | {f"{number}.1"} if parts else set()


@dataclass(slots=True)
class Upper:
    """A heading over goals that may stand as headings beneath it; `child` is how deep these are, if known."""

    level: Level
    depth: int
    child: int = 0


class State:
    """The rows, the goals that are open, and the level that the last heading or sentence spoke of.

    `clean`: the rows show no scan noise; `headed`: the file itself says which rows are headings.
    `announced`: a sentence spoke of it, and its list has been read. `last` is what was found last, for the
    facts beneath it. `stated` are goals that sentences of the running text state. `loose` is the level of a
    heading whose lists may stand under headings of unknown depth, and `resumed` whether any did. `group`
    counts the lists, tables and headings over goals.
    """

    def __init__(
        self, rows: Sequence[Row], office: str | None, stops: frozenset[int], *, clean: bool = True
    ) -> None:
        self.rows = rows
        self.clean = clean
        self.headed = any(row.look.heading for row in rows)
        self.office = office
        self.areas = Areas()
        self.homes: dict[int, FoundGoal] = {}
        self.reach = Reach(rows, stops, self.areas)
        self.outline = Outline()
        self.goals = Goals()
        self.ends_with_bodies = items_end_with_bodies(rows)
        self.unnamed = UnnamedLevels(rows, self.outline.goals)
        self.kind: Level | None = None
        self.kind_heading = 0
        self.kind_style = ""
        self.announced = False
        self.last: FoundGoal | FoundMeasure | None = None
        self.group = 0
        self.chapter = 0
        self.chapter_number = ""
        self.headed_names: set[str] = set()
        self.stated: list[tuple[FoundGoal | None, str | None, Stated]] = []
        self.loose: Level | None = None
        self.resumed = False
        self.uppers: list[Upper] = []

    def leave(self) -> None:
        """What was spoken of is no longer spoken of; the goals that are open stay open."""
        self.kind, self.announced, self.last, self.kind_style = None, False, None, ""

    def fuller(self, level: Level) -> Level:
        """The level of the heading that stands over a sentence or a table that has its last word only."""
        over = self.kind if self.kind is not None and not self.announced else None
        return over if over is not None and over.word.endswith(f" {level.word.lower()}") else level

    def area(self, name: Passage, place: int, level: Level | None, number: str | None = None) -> FoundGoal:
        """The goal of an area's name: the same however often and however garbled it is named."""
        area = self.areas.add(name, place)
        home = self.homes.get(id(area))
        if home is None:
            home = FoundGoal(name, Role.AREA, level.word or None if level else None, number)
            self.homes[id(area)] = home
            self.outline.place(home)
        home.passage = area.passage
        home.named = area.listed
        home.number = home.number or number
        home.level = home.level or (level.word or None if level else None)
        return home

    def open_area(self, home: FoundGoal, row: Row | None = None) -> None:
        """An area begins here: what follows belongs to it."""
        if row is not None:
            home.heading = self.depth_of(row)
        self.outline.reopen(home)
        self.last = home

    def heading_depth(self, at: int) -> int:
        """How deep a heading is, by the file or by its chapter number; 0 for what is none, else `UNKNOWN`."""
        row = self.rows[at]
        if row.look.heading:
            return row.look.heading
        if at in self.reach.lettered:
            return self.chapter + 1
        if self.headed or row.look.mark or not is_bare_heading(row.text):
            return 0
        following = self.rows[at + 1] if at + 1 < len(self.rows) else None
        alone = following is None or (following.open_gap and not continues(following))
        alone = alone or self.reach.is_kind_heading(at + 1)
        chapter = CHAPTER.match(row.text)
        if chapter and self.reach.opens(at) and (row.open_gap or alone or self._follows(chapter["number"])):
            return 1 + chapter["number"].count(".")
        spaced = (row.open_gap and alone) or self._over_label(at)
        return UNKNOWN if spaced and at + 1 < len(self.rows) else 0

    def _over_label(self, at: int) -> bool:
        """Whether a row after the end of a sentence stands right over what labels itself a goal."""
        below = label_of(self.rows[at + 1]) if at + 1 < len(self.rows) else None
        ended = at > 0 and not unfinished(self.rows[at - 1].text)
        return ended and below is not None and below.level.role is Role.GOAL

    def _follows(self, number: str) -> bool:
        """Whether a number is that of the chapter after the latest, where no list counts like it."""
        counts = (
            self.kind is not None and self.kind.role is not Role.AREA and self.kind_style in {"", "dotted"}
        )
        return number in following(self.chapter_number) and not counts

    def depth_of(self, row: Row) -> int:
        """How deep what stands on a row is, as a heading: as the file says, or one beneath the chapter."""
        return row.look.heading or (self.chapter + 1 if self.chapter else 0)

    def add(
        self,
        text: Passage,
        level: Level,
        number: str | None,
        *,
        heading: int = 0,
        above: FoundGoal | None = None,
        by_number: bool = True,
    ) -> FoundGoal:
        """A goal put in its place and opened; see Outline.add."""
        goal = FoundGoal(text, level.role, level.word or None, number, heading=heading)
        self.last = self.outline.add(goal, above, by_number=by_number)
        return self.last

    def tell(self, key: str, text: Passage) -> None:
        """A fact of what was found last, or of the goal that is open."""
        if key == "measure":
            self.add_measure(text)
        elif isinstance(self.last, FoundMeasure):
            tell_measure(self.last, key, text)
        elif (goal := self.last or self.outline.last) is not None:
            tell_goal(goal, key, text)

    def add_measure(self, text: Passage, *, in_parentheses: bool = False, group: int = 0) -> None:
        """A measure of the goal that is open, with the source that its text gives."""
        one = measure(text, self.outline.last, source_in_parentheses=in_parentheses)
        one.group = group
        if one.passage:
            self.goals.measures.append(one)
            self.last = one
