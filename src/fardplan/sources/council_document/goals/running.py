"""Goals in running text: paragraphs beneath a heading over goals, and sentences that state what is to be."""

import re
from bisect import bisect_left

from ..fuzzy import fold
from ..level_words import Role
from ..levels import Level, level_at
from ..lines import Passage, passage
from ..numerals import mark_of
from .chapters import Chapters
from .found import FoundGoal
from .grouping import UNKNOWN
from .labels import KindHeading, kind_heading
from .measures import several
from .prose import over_all, stated_in
from .responsible import subject_of

_ABOUT_GOALS = re.compile(
    r"^(?:\w+ )?vision(?:en)?\s*:|^(?:h\Sr|dessa|detta)\b"
    r"|\b(?:m\Sl(?:en|et)|delm\Sl\w*|etappm\Sl\w*|nedan|f\Sljande|avsnitt|tabell\w*|kolumn\w*"
    r"|m\Slv\Srde\w*|programmet|strategin|planen|policyn)\b"
)
_OVER_ALL = "Övergripande mål"
_OVER_OTHERS = frozenset({_OVER_ALL, "Huvudmål"})
_SHORTEST_PLAIN, _LONGEST_PLAIN = 3, 40  # words of a goal that no mark begins
_BINDS = re.compile(r"\b(?:ska|skall|får inte|minst|högst|senast)\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.,])(?!20\d\d\b)[<>≥≤~+-]?\d{1,3}(?:[ \u00a0]\d{3})*(?:,\d+)?\s?(?P<percent>%)?(?!\w)"
)
_FEWEST_FIGURES, _WORDS_BETWEEN = 3, 4  # of a row of a table, and words to a figure in a sentence
_PROMISES = re.compile(r"(?:Vi|Kommunen|Staden|Regionen) (?:ska|skall|åtar (?:oss|sig) att)\b(?!.*:$)")
_LONGEST_PROMISE = 6  # rows
_SOURCES = re.compile(r"\b[Kk]\S?lla\b")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")


def _is_row_of_figures(text: str) -> bool:
    """Whether a text is a row of a table that has lost its columns: more figures than a sentence has."""
    figures = list(_FIGURE.finditer(text))
    percents = sum(bool(match["percent"]) for match in figures)
    words = len(re.findall(r"[a-zåäö]{2,}", text))
    few = words < _WORDS_BETWEEN * len(figures)
    return len(figures) >= _FEWEST_FIGURES and (few or percents >= _FEWEST_FIGURES)


class RunningText(Chapters):
    """Takes what stands in paragraphs."""

    def take_stated(self) -> None:
        """Goals of the running text, where no list and no label says what the goals are."""
        listed = {(id(goal.parent), goal.level) for goal in self.outline.goals if goal.role is Role.GOAL}
        homes = {parent for parent, _ in listed}
        taken = frozenset(self.goals.taken)
        over: FoundGoal | None = None
        alone = not self.outline.goals
        for parent, level, stated in self.stated:
            known = (id(parent), level) in listed if parent is None else id(parent) in homes
            if known or not taken.isdisjoint(stated.passage.lines) or (alone and over_all(stated)):
                continue
            above = parent or (over if over is not None and over.level != level else None)
            goal = FoundGoal(stated.passage, Role.GOAL, level, parent=above)
            goal.responsible += [stated.responsible] if stated.responsible else []
            over = goal if parent is None and level in _OVER_OTHERS else over
            if over_all(stated):
                self._put_beneath(goal)
            self.outline.goals.append(goal)
            self.goals.taken.update(stated.passage.lines)

    def _put_beneath(self, over: FoundGoal) -> None:
        """Puts what has nothing above it beneath the goal over all others."""
        for goal in self.outline.goals:
            if goal.parent is None and goal.role is not Role.ACTION and goal.level != over.level:
                goal.parent = over

    def take_prose(self) -> None:
        """The goals of a document that sets them out in running text alone, what is done told apart."""
        at = 0
        over: FoundGoal | None = None
        while at < len(self.rows):
            end = self.reach.paragraph_end(at)
            for stated in stated_in(passage(list(self.rows[at:end])), alone=True):
                role = Role.ACTION if subject_of(stated.passage.flat) else Role.GOAL
                goal = FoundGoal(stated.passage, role, None if role is Role.ACTION else "Mål")
                if over_all(stated):
                    goal.level, over = _OVER_ALL, goal
                elif role is Role.GOAL:
                    goal.parent = over
                goal.responsible += [stated.responsible] if stated.responsible else []
                self.outline.goals.append(goal)
                self.goals.taken.update(stated.passage.lines)
            at = end

    def plain(self, at: int, end: int, whole: Passage) -> int:
        """Prose, which may state goals; or, right under a heading over goals, goals that no mark begins."""
        if self.kind is not None and not self.announced:
            if self._reads_as_goal(at, end, whole, self.kind):
                self._take_plain(whole, self.kind)
                under = self._heading_above(at)
                self.kind = None if under is not None and under.single else self.kind
            elif self.kind.role is Role.GOAL:
                home = self.outline.nearest(Role.AREA)
                self.stated += [(home, self.kind.word, one) for one in stated_in(whole)]
        elif self.outline.last is None:
            self.stated += [(None, _OVER_ALL, one) for one in stated_in(whole) if over_all(one)]
        elif self.kind is None and self._promised(at, end):
            self._take_plain(whole, Level("", Role.ACTION, 0, None, False))
        elif self.kind is None:
            self.goals.unread += [row.line for row in self.rows[at:end] if mark_of(row)]
            above = self.outline.last
            if above.role is not Role.ACTION:
                self.stated += [(above, None, one) for one in stated_in(whole)]
        return end

    def _promised(self, at: int, end: int) -> bool:
        """Whether a paragraph beneath an area says what "we" shall do, and so does one beside it."""
        above = self.outline.nearest(Role.AREA)
        others = [goal for goal in self.outline.goals if goal.parent is above and goal.level is not None]
        if above is None or others:
            return False
        before = self.rows[at - 1] if at else None
        start = at - 1
        while (
            before is not None
            and start > 0
            and not self.rows[start].open_gap
            and at - start < _LONGEST_PROMISE
        ):
            start -= 1
        beside = [
            self.rows[start].text if before is not None else "",
            self.rows[end].text if end < len(self.rows) else "",
        ]
        own = self.rows[at].text
        return bool(_PROMISES.match(own)) and any(_PROMISES.match(text) for text in beside)

    def _reads_as_goal(self, at: int, end: int, whole: Passage, kind: Level) -> bool:
        text = whole.flat
        if kind.role is Role.MEASURE:
            return bool(_SOURCES.search(text))
        if self.kind_style or kind.role is Role.AREA or end - at > 4 or len(text.split()) > _LONGEST_PLAIN:
            return False
        under = self._heading_above(at)
        sentences = 1 + len(_NEXT_SENTENCE.findall(text))
        if sentences > (2 if under and under.single else 1) or text.rstrip().endswith(":"):
            return False
        if level_at(text.split()[:2]) or _ABOUT_GOALS.search(fold(text)):
            return False
        if self._explains(text, end, kind) or _is_row_of_figures(text):
            return False
        if len(text.split()) <= _SHORTEST_PLAIN or not re.search(r"[a-zåäö]", text):
            return False
        row = self.rows[at]
        return row.open_gap or row.look.new_block or under is not None or self.last is not None

    def _explains(self, text: str, end: int, kind: Level) -> bool:
        """Whether the last paragraph beneath a heading tells of the only goal there and binds nobody."""
        latest = self.last
        first = isinstance(latest, FoundGoal) and self.reach.is_kind_heading(self._place(latest) - 1)
        if not first or not isinstance(latest, FoundGoal) or latest.level != kind.word:
            return False
        ends = end >= len(self.rows) or self.reach.says_itself(end) or self.heading_depth(end) > 0
        return ends and bool(_BINDS.search(latest.passage.flat)) and not _BINDS.search(text)

    def _place(self, goal: FoundGoal) -> int:
        """The place of the row that a goal begins on."""
        return bisect_left(self.rows, goal.line, key=lambda row: row.line)

    def _heading_above(self, at: int) -> KindHeading | None:
        """The heading over goals that a row stands right beneath."""
        return kind_heading(self.rows[at - 1].text) if at and self.reach.is_kind_heading(at - 1) else None

    def _take_plain(self, whole: Passage, kind: Level) -> None:
        self.goals.taken.update(whole.lines)
        if kind.role is Role.MEASURE:
            for one in several(whole):
                self.add_measure(one)
        else:
            self.add(whole, kind, None, heading=self.kind_heading if self.kind_heading < UNKNOWN else 0)
