"""What names itself: areas in lists and sentences, labels ("Mål 1: …"), headings over goals ("Åtgärder")."""

import re
from dataclasses import replace

from ..areas import HEADING, LIST_LINE, SENTENCE, enumerated
from ..fuzzy import fold
from ..level_words import Role
from ..levels import Level, level_at
from ..lines import Passage, passage
from ..numerals import mark_of
from .announcing import Announcement, announcement
from .labels import Label, kind_heading
from .nesting import number_of
from .reach import label_of
from .running import RunningText
from .telling import told_inside

_AGENDA = re.compile(r"\b(?:globala (?:hallbarhets)?mal\w*|agenda 2030)\b")
_LONGEST_AGENDA = 17  # goals, as many as there are
_LONGEST_AREA, _USUAL_AREA = 16, 10  # words of the name of an area


class Labelled(RunningText):
    """Takes what names itself. `listed_numbers` are those of areas, by the list that names them."""

    listed_numbers: dict[int, str | None]

    def find_listed_areas(self) -> None:
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
        read = self.read_list(at, announced=told.colon)
        items = [item for item in read.items if any(sign.isalpha() for sign in item.passage.flat)]
        words = [len(item.passage.flat.split()) for item in items]
        if len(words) >= 2 and max(words) <= _LONGEST_AREA and sum(words) <= _USUAL_AREA * len(words):
            for item in items:
                home = self.area(item.passage, LIST_LINE, level)
                self.listed_numbers[id(home)] = number_of(item, read)
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

    def take_kind_heading(self, at: int) -> int:
        row = self.rows[at]
        found, level = kind_heading(row.text), self.reach.kind_level(at)
        assert found is not None
        assert level is not None
        if (
            found.single
            and level.role is Role.AREA
            and found.end == found.start
            and self._name_stands_below(at)
        ):
            end, text = self._name_below(at + 1)
            self.goals.taken.update([row.line, *text.lines])
            self.leave()
            self.open_area(self.area(text, HEADING, level), row)
            return end
        self.enter_kind(at, level, named=found.end > found.start)
        if found.end > found.start:
            name = passage([row]).slice(found.start, found.end)
            if self.areas.named(name.flat) or self._names_areas(name.flat):
                self.open_area(self.area(name, HEADING, None), row)
                self.last = None
        self.goals.taken.add(row.line)
        return at + 1

    def _name_stands_below(self, at: int) -> bool:
        """Whether the name of an area stands alone beneath its level ("Fokusområde / En växande region")."""
        _, text = self._name_below(at + 1)
        words = text.flat.split()
        return 0 < len(words) <= _USUAL_AREA + 2 and text.flat[-1] not in ".:;," and text.flat[:1].isupper()

    def _names_areas(self, name: str) -> bool:
        """Whether headings over goals name areas here: with a capital, or several of them."""
        return name[:1].isupper() or len(self.headed_names) > 1

    def _of_agenda(self, at: int) -> bool:
        """Whether a label names a goal of Agenda 2030 ("Bidrar till de globala målen" stands over it)."""
        place = at - 1
        while place >= 0 and at - place < _LONGEST_AGENDA and label_of(self.rows[place]) is not None:
            place -= 1
        over = fold(self.rows[place].text) if place >= 0 else ""
        return len(over.split()) <= _USUAL_AREA and _AGENDA.search(over) is not None

    def take_labelled(self, at: int, found: Label) -> int:
        if found.level.word == "Mål" and found.number and self._of_agenda(at):
            return at + 1
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


def _area_level(text: str) -> Level | None:
    words = text.split()
    found = (level_at(words[at : at + 2]) for at in range(len(words)))
    return next((level for level in found if level and level.role is Role.AREA), None)
