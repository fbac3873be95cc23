"""What the walk over a document has found of goals and measures, before any word is repaired."""

from dataclasses import dataclass, field

from ..level_words import Role
from ..lines import Passage
from ..lists import ReadList


@dataclass(slots=True, eq=False)
class FoundGoal:
    """A goal as it stands in the document.

    `level` is the document's word for it. `on_trust`: its numeral was broken or lost, so it may be cut
    wrongly; `mark_line` is where the numeral stands. `group` counts the lists and runs of labels, so that
    goals of one list are known. `heading` is the level of the heading that it is or stands under, 0 where
    none is known. `year` is what a table gives, `target` the value that a table or a row beneath sets, `base`
    the one that it has. `named`: the document says that there is such an area, though
    nothing stands beneath it.
    """

    passage: Passage
    role: Role
    level: str | None
    number: str | None = None
    parent: "FoundGoal | None" = None
    responsible: list[Passage] = field(default_factory=list)
    year: int | None = None
    target: Passage | None = None
    base: Passage | None = None
    on_trust: bool = False
    mark_line: int | None = None
    verbs: bool = False
    named: bool = False
    group: int = 0
    heading: int = 0
    spellings: list[str] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.passage.lines[0] if self.passage else 0


@dataclass(slots=True, eq=False)
class FoundMeasure:
    """What a goal is measured with: where its figures come from, and the value that a table sets for it.

    `near` is the goal that it stands beneath, `of_number` the goal's number where a table gives it and
    `of_level` that goal's level; `sure`: the table gives the goal itself. `base` is the value that it has,
    `group` the list or table that it stands in, 0 where it stands for itself.
    """

    passage: Passage
    near: FoundGoal | None = None
    of_number: str | None = None
    of_level: str | None = None
    source: Passage | None = None
    target: Passage | None = None
    target_year: int | None = None
    base: Passage | None = None
    group: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class GoalList:
    """One list as it was read: its items and the sentence that announced it."""

    role: Role
    read: ReadList
    stated: str


@dataclass(slots=True)
class Goals:
    """Everything that the walk found.

    `unread` are lines of list items that may be goals and were not taken; `taken` the lines that are part of
    a goal, a list or a heading over goals.
    """

    goals: list[FoundGoal] = field(default_factory=list)
    measures: list[FoundMeasure] = field(default_factory=list)
    lists: list[GoalList] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
