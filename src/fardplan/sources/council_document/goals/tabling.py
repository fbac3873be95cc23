"""Tables of goals and measures: each row's cells put in their places."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..areas import HEADING
from ..fuzzy import fold
from ..level_words import Role
from ..levels import Level, standing
from ..lines import Passage, Piece
from .columns import Holds
from .facts import measure_named
from .forms import Entry, Form
from .found import FoundGoal, FoundMeasure
from .labels import label
from .measures import measure
from .nesting import number_above, printed
from .state import State
from .tables import Table
from .target_words import DIGIT
from .telling import last_year, tell_goal, told_inside
from .torn import TornTable, torn_table_at

_VALUE = re.compile(
    r"[A-Z]?\.?[\d.,%–\- ]{0,9}|(?:minst|högst|lägst|max)?\s*[\d,.]+\s*(?:%|procent)?", re.IGNORECASE
)
_NUMBERED_CELL = re.compile(r"^(?:[A-ZÅÄÖ]|[A-Z]?\.?\d{1,2}(?:\.\d{1,2})*)[.:)]?\s+(?=[A-ZÅÄÖ])")
_BETWEEN_NUMBERS = re.compile(r"\s*(?:,|;|\boch\b|\bsamt\b)\s*")
_FEWEST_WORDS = 3  # of a text in a cell that has several
_SENTENCE = 5  # words from which a cell is no value
_NEARLY_ALL = 0.75  # of the cells of a column that gives goals by their numbers
_WHOSE = re.compile(r"(?P<who>\S.*\w)s\s+\w+$")
_OVER_ALL = re.compile(r"övergripande(?:\s+mål(?:et)?)?", re.IGNORECASE)
_MEASURED = re.compile(r"(?:Andel|Antal|Index|Medel|Genomsnitt|Total)", re.IGNORECASE)
_LONGEST_SOURCE = 4  # words
_LONGEST_TORN = 80  # rows of a table without columns
_ROWS_BEFORE = 6  # where a sentence may say which year a table's values are for


class Tabling(State):
    """Takes the goals and measures of tables."""

    def take_table(self, at: int, table: Table) -> int:
        """The row after a table, its goals and measures taken when it holds any."""
        end = at + table.used
        if table.of_goals:
            self.goals.taken.update(row.line for row in self.rows[at:end])
            self.group += 1
            taken = _TableRows(self, table, self.depth_of(self.rows[at]), self._year_told_before(at))
            for cells in table.rows:
                if not table.is_head(cells):
                    taken.take(cells)
        self.last = None
        return end

    def torn_table(self, at: int) -> TornTable | None:
        """The table of measures without columns that begins at a row."""
        first = self.rows[at].text.split(maxsplit=1)
        if len(first) < 2 or measure_named(first[:1]) is None:
            return None
        end = min(len(self.rows), at + _LONGEST_TORN)
        ends = [False] * (at + 1) + [self.reach.says_itself(place) for place in range(at + 1, end)]
        return torn_table_at(self.rows[:end], at, ends)

    def take_torn(self, at: int, table: TornTable) -> int:
        """The row after a table of measures without columns, its measures taken."""
        self.goals.taken.update(row.line for row in self.rows[at : at + table.used])
        self.group += 1
        for row in table.rows:
            one = measure(row.name, self.outline.last)
            one.group = self.group
            one.base, one.target, one.target_year = row.base, row.target, row.year
            self.goals.measures.append(one)
        self.last = None
        return at + table.used

    def take_form(self, at: int, form: Form) -> int:
        """The row after a form, its lines taken: facts are told of the goals just above."""
        end = at + form.used
        self.goals.taken.update(row.line for row in self.rows[at:end])
        self.group += 1
        above: list[FoundGoal] = []
        pointed = {entry: goal for entry in form.entries if (goal := self._pointed_by(entry))}
        for goal in pointed.values():
            self.outline.reopen(goal)
        for entry in (entry for entry in form.entries if entry not in pointed):
            if entry.fact is not None:
                self._tell_all(above, entry)
            elif entry.level is not None and entry.level.role is not Role.MEASURE:
                above = [self._of_form(entry, entry.level, part, at) for part in entry.parts if part]
            else:
                for part in entry.parts:
                    self.add_measure(part, group=self.group)
        self.last = None
        return end

    def _pointed_by(self, entry: Entry) -> FoundGoal | None:
        """The goal that a line of a form only names ("Mål 1.1"), so that the rest is beneath it."""
        found = label(entry.parts[0].flat) if entry.level is not None and len(entry.parts) == 1 else None
        alone = found is not None and found.number and not entry.parts[0].flat[found.start :].strip()
        return self.outline.numbered(found.number or "") if found is not None and alone else None

    def _of_form(self, entry: Entry, level: Level, part: Passage, at: int) -> FoundGoal:
        own, part = _numbered(part)
        entry = replace(entry, number=entry.number or own)
        text, told = told_inside(part, trusted=False)
        if level.role is Role.AREA:
            home = self.area(text, HEADING, level, entry.number)
            self.open_area(home, self.rows[at])
            return home
        goal = self.add(text, level, entry.number, heading=self.depth_of(self.rows[at]))
        for key, fact in told:
            self.tell(key, fact)
        return goal

    def _tell_all(self, above: Sequence[FoundGoal], entry: Entry) -> None:
        of_measure = entry.fact in {"source", "target"} and isinstance(self.last, FoundMeasure)
        for part in entry.parts:
            if of_measure and entry.fact is not None:
                self.tell(entry.fact, part)
                continue
            for goal in above:
                tell_goal(goal, entry.fact or "", part)

    def _year_told_before(self, at: int) -> int | None:
        """The year that the sentence before a table says its values are for."""
        told = " ".join(row.text for row in self.rows[max(0, at - _ROWS_BEFORE) : at])
        sentences = [one for one in re.split(r"(?<=[.!?])\s+", told) if re.search(r"\bm\S{1,2}l", fold(one))]
        return last_year(sentences[-1]) if sentences else None


class _TableRows:
    """Takes the rows of one table."""

    def __init__(self, state: State, table: Table, heading: int, year: int | None) -> None:
        self.state = state
        self.columns = table.columns
        self.named = table.named
        self.heading = heading
        self.year = year
        self.by = {
            holds: [at for at, column in enumerate(table.columns) if column.holds is holds] for holds in Holds
        }
        self.levels = {
            at: state.fuller(column.level) for at, column in enumerate(table.columns) if column.level
        }
        for at in [at for at in self.by[Holds.TARGET] if _holds_sentences(table, at)]:
            self.by[Holds.TARGET].remove(at)
            self.by[Holds.LEVEL] = sorted([*self.by[Holds.LEVEL], at])
            self.levels[at] = Level("Mål", Role.GOAL, 1, None, False)
        for at in [at for at in self.by[Holds.MEASURE] if _holds_sources(table, at)]:
            self.by[Holds.MEASURE].remove(at)
        measures = self.by[Holds.MEASURE] or [len(table.columns)]
        self.own_values = [at for at in self.by[Holds.TARGET] if at < measures[0]]
        pointers = [*self.by[Holds.LEVEL], *self.by[Holds.POINTER]]
        self.pointing = {at for at in pointers if self._points(table, at)}
        measured = bool(self.by[Holds.MEASURE])
        self.by_number = not self._counts_for_itself(table)
        self.values = {at for at in self.by[Holds.LEVEL] if measured and self._all_values(table, at)}

    def take(self, cells: Sequence[Passage]) -> None:
        """The goals of a row, each beneath the one to its left, and what measures the last of them."""
        goal = self._goals(cells)
        for place in self.by[Holds.MEASURE]:
            if cells[place]:
                self._measure(cells, place, goal)

    def _goals(self, cells: Sequence[Passage]) -> FoundGoal | None:
        goal: FoundGoal | None = None
        number = self._first(cells, Holds.NUMBER)
        aims = [at for at in self.by[Holds.LEVEL] if at not in self.values and at not in self.pointing]
        above = self._pointed_at(cells) if aims else None
        beside = self._of_one_level(aims)
        for at in [at for at in aims if at not in beside]:
            level = self.levels.get(at)
            if level is None or not cells[at]:
                continue
            own, text = _numbered(cells[at])
            if own is None and number is not None and at == aims[-1]:
                own = number.flat.strip().rstrip(".")
            over = goal or above
            for part in self._parts(text) if at == aims[-1] else [text]:
                goal = self._goal(part, level, own, over)
                goal.year = goal.year or self.columns[at].year
                if at == aims[-1]:
                    self._facts(cells, goal)
        return self._side_by_side(cells, beside, goal or above) or goal if beside else goal

    def _of_one_level(self, aims: Sequence[int]) -> list[int]:
        """The last columns of a row, where they are several of one level, of different owners."""
        last = self.levels.get(aims[-1]) if aims else None
        alike = [at for at in aims if last and (level := self.levels.get(at)) and level.word == last.word]
        return alike if len(alike) > 1 and any(self._owner(at) for at in alike) else []

    def _side_by_side(
        self, cells: Sequence[Passage], aims: Sequence[int], above: FoundGoal | None
    ) -> FoundGoal | None:
        """The goals of columns of one level, as where two undertake something: none beneath another."""
        goal: FoundGoal | None = None
        for at in aims:
            for part in self._parts(cells[at]) if cells[at] else ():
                goal = self._goal(part, self.levels[at], None, above)
                goal.responsible += self._owner(at)
        return goal

    def _owner(self, at: int) -> list[Passage]:
        """Whose a column is, by the genitive in its head ("Kommunens åtaganden")."""
        head = self.named[at] if at < len(self.named) else Passage(())
        whose = _WHOSE.match(head.flat)
        return [head.slice(*whose.span("who"))] if whose else []

    def _goal(self, text: Passage, level: Level, number: str | None, over: FoundGoal | None) -> FoundGoal:
        text, told = told_inside(text, trusted=False)
        goal = self.state.add(text, level, number, heading=self.heading, above=over, by_number=self.by_number)
        for key, fact in told:
            self.state.tell(key, fact)
        return goal

    def _facts(self, cells: Sequence[Passage], goal: FoundGoal) -> None:
        """What the other columns of a row tell of its goal."""
        goal.responsible += [cells[at] for at in self.by[Holds.RESPONSIBLE] if cells[at]]
        years = [last_year(cells[at].flat) for at in self.by[Holds.TIME]]
        goal.year = next((year for year in years if year), goal.year)
        self._value(cells, goal)

    def _parts(self, cell: Passage) -> list[Passage]:
        """The paragraphs of a cell that the file knows, each a text of its own; else the whole cell."""
        groups: list[list[Piece]] = []
        for piece in cell.pieces:
            row = self.state.reach.by_line.get(piece.line)
            begins = row is not None and row.look.cell is not None and (row.look.new_block or row.look.mark)
            if groups and not begins:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        parts = [Passage(tuple(group)) for group in groups]
        whole = all(part.flat[:1].isupper() and len(part.flat.split()) >= _FEWEST_WORDS for part in parts)
        return parts if whole else [cell]

    def _value(self, cells: Sequence[Passage], goal: FoundGoal) -> None:
        """The value that a row sets for its goal, the last of several, and the year of its column."""
        told = [at for at in self.own_values if cells[at] and DIGIT.search(cells[at].flat)]
        if told:
            goal.target = cells[told[-1]]
            goal.year = self.columns[told[-1]].year or goal.year or self.year
            goal.base = self._first(cells, Holds.BASE)

    def _measure(self, cells: Sequence[Passage], place: int, goal: FoundGoal | None) -> None:
        column = self.columns[place]
        near = goal or self.state.outline.last
        one = measure(cells[place], near, source_in_parentheses=column.with_source)
        one.sure, one.group = goal is not None, self.state.group
        one.source = self._first(cells, Holds.SOURCE) or one.source
        one.base = self._first(cells, Holds.BASE)
        others = [at for at in self.by[Holds.TARGET] if goal is None or at not in self.own_values]
        years = [last_year(cells[at].flat) for at in self.by[Holds.TIME]]
        for at in [*others, *sorted(self.values - self.pointing)]:
            if cells[at] and DIGIT.search(cells[at].flat):
                year = self.columns[at].year or next((year for year in years if year), None)
                one.target, one.target_year = cells[at], year or self.year
        for at in self.pointing:
            level = self.levels.get(at)
            pointed = self._goal_of_numbers(cells[at].flat)
            one.of_number = (pointed.number if pointed else None) or one.of_number
            one.of_level = level.word if level else None
        self.state.goals.measures.append(one)

    def _first(self, cells: Sequence[Passage], holds: Holds) -> Passage | None:
        return next((cells[at] for at in self.by[holds] if cells[at]), None)

    def _counts_for_itself(self, table: Table) -> bool:
        """Whether all numbers of a table begin as that of one goal beside the open one: then it is chance."""
        numbers = [row[at].flat.strip().rstrip(".") for row in table.rows for at in self.by[Holds.NUMBER]]
        above = {number_above(number) for number in numbers if number}
        goal = self.state.outline.numbered(next(iter(above)) or "") if len(above) == 1 else None
        beside = self.state.outline.last
        return goal is not None and goal is not beside and beside is not None and goal.parent is beside.parent

    def _points(self, table: Table, at: int) -> bool:
        """Whether a column gives the numbers of goals, and not values: every cell of it is one's number."""
        told = [row[at].flat for row in table.rows if row[at] and not table.is_head(row)]
        beside = bool(self.by[Holds.MEASURE]) or len({*self.by[Holds.LEVEL], at}) > 1
        pointing = sum(self._goal_of_numbers(text) is not None for text in told)
        return beside and bool(told) and pointing >= _NEARLY_ALL * len(told)

    def _pointed_at(self, cells: Sequence[Passage]) -> FoundGoal | None:
        """The goal whose number a row gives in a column of its own."""
        told = [cells[at].flat for at in sorted(self.pointing) if cells[at]]
        return next((goal for text in told if (goal := self._goal_of_numbers(text))), None)

    def _goal_of_numbers(self, text: str) -> FoundGoal | None:
        """The goal whose number a cell gives, the first of several ("A1, A3"); None when one is nobody's.

        "Övergripande" is the goal over all others.
        """
        if _OVER_ALL.fullmatch(text.strip()):
            over = (one for one in self.state.outline.goals if standing(one.level) == 0)
            return next((one for one in over if one.parent is None), None)
        numbers = [number.rstrip(".") for number in _BETWEEN_NUMBERS.split(text.strip())]
        goals = [self.state.outline.numbered(number) for number in numbers]
        return goals[0] if all(goals) else None

    def _all_values(self, table: Table, at: int) -> bool:
        """Whether a column holds values or goals' numbers, as "Mål: 85" beside a measure."""
        told = [row[at].flat.strip() for row in table.rows if row[at]]
        return all(_VALUE.fullmatch(text) for text in told)


def _holds_sentences(table: Table, at: int) -> bool:
    """Whether a column holds goals in words and not values, though its head says "Mål 2030"."""
    told = [len(row[at].flat.split()) for row in table.rows if row[at]]
    return bool(told) and 2 * sum(words >= _SENTENCE for words in told) > len(told)


def _holds_sources(table: Table, at: int) -> bool:
    """Whether a column "Mäts genom" says where figures come from and not what is measured."""
    column = table.columns[at]
    if column.level is not None and column.level.word:
        return False
    told = [row[at].flat.strip() for row in table.rows if row[at] and not table.is_head(row)]
    return bool(told) and not any(
        _MEASURED.match(text) or len(text.split()) > _LONGEST_SOURCE for text in told
    )


def _numbered(cell: Passage) -> tuple[str | None, Passage]:
    """A cell that begins with its number ("2.1 Fler …")."""
    match = _NUMBERED_CELL.match(cell.flat)
    if match is None:
        return None, cell
    return printed(match.group()), cell.slice(match.end(), len(cell.flat))
