"""How far a goal's text, a paragraph and a list reach, row by row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..areas import Areas
from ..headings import section_heading
from ..level_words import Role
from ..levels import Level
from ..lines import Row, continues, leads_to_a_page, unfinished
from ..lists import TAKEN, boundary
from ..numerals import mark_of, numeral_alone
from .announcing import announces
from .facts import attribute
from .labels import KindHeading, Label, kind_heading, label
from .own_words import counted_headings

_LONGEST_PARAGRAPH = 80
_LONGEST_REGION = 600  # rows; a list longer than this is no list of goals
_AROUND = 8  # rows on either side that tell how long a row of text is here
_TIME_AFTER_TIME = 2
_DOCUMENTS = frozenset({"Riktlinje", "Strategi"})  # words for levels that documents are named by too
_COVER = 40  # rows
_SURE_BULLETS = frozenset("•▪■►●○\uf0b7")  # that no sentence has
_LONGEST_CHAPTER = 40  # rows in which a heading over goals is looked for
_LONGEST_LABEL = 12  # rows
_OPENS_LIST = re.compile(r"\b(?:att|ska|skall)$")  # a row that items follow, each the rest of its sentence
LETTERED = re.compile(r"^(?P<number>[A-ZÅÄÖ])(?:[.):]\s*|\s+)(?P<title>[A-ZÅÄÖ].*)$")
_CHAPTER_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?")  # drawn by the file before a heading
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FEWEST_LETTERED, _LONGEST_LETTERED = 2, 15  # headings, and words of one


class Reach:
    """The rows of a document, and where what begins at one of them ends."""

    def __init__(self, rows: Sequence[Row], stops: frozenset[int], areas: Areas) -> None:
        self.rows = rows
        self.stops = stops
        self.areas = areas
        self.by_line = {row.line: row for row in rows}
        self.width = width_of(rows)
        self.said = Counter(row.text for row in rows)
        self.labelled = Counter(found.level.word for row in rows if (found := label_of(row)) is not None)
        self.lettered = lettered_chapters(rows)
        self.counted = counted_headings(rows)
        self.area_rows: frozenset[int] = frozenset()
        self.upper_rows: frozenset[int] = frozenset()
        self.sections = {
            at for at, row in enumerate(rows) if _opens_section(row.text, times=self.said[row.text])
        }

    def opens(self, at: int) -> bool:
        """Whether a row can begin something of its own: space before it, or what stood before has ended."""
        row = self.rows[at]
        if at == 0 or row.open_gap or row.look.new_block or row.look.heading:
            return True
        before = self.rows[at - 1]
        return not unfinished(before.text) or self._had_room(at) or before.look.heading > 0

    def _had_room(self, at: int) -> bool:
        before, row = self.rows[at - 1], self.rows[at]
        first = len(row.text.split()[0])
        return len(before.text) + 1 + first <= 0.9 * self.width_at(at)

    def width_at(self, at: int) -> int:
        """How long a row can be around here: columns are narrower than pages."""
        near = self.rows[max(0, at - _AROUND) : at + _AROUND]
        return min(self.width, max(len(row.text) for row in near))

    def says_itself(self, at: int) -> bool:
        """Whether a row says what it is: a part, a label, a fact of the goal above, a heading over goals."""
        row = self.rows[at]
        return bool(
            at in self.sections
            or at in self.lettered
            or at in self.counted
            or row.line in self.stops
            or row.look.cell is not None
            or leads_to_a_page(row.text)
            or attribute(row.text)
            or (label_of(row) and self.opens(at))
            or self.is_kind_heading(at)
        )

    def is_kind_heading(self, at: int) -> bool:
        """A heading over goals, where a heading can stand."""
        row = self.rows[at]
        found = kind_heading(row.text)
        if found is None or not self.opens(at) or self._names_the_document(at, found):
            return False
        if found.single and self.said[row.text] < _TIME_AFTER_TIME:
            return False
        if not found.sure:
            return self.areas.named(row.text[found.start : found.end]) is not None
        if row.look.heading or row.text.rstrip().endswith(":"):
            return True
        following = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if following is None:
            return False
        spaced = following.open_gap or following.look.cell is not None or mark_of(following) is not None
        alone = found.start == found.end and len(row.text.split()) <= found.level.words
        return spaced or ((row.open_gap or alone) and not continues(following))

    def kind_level(self, at: int) -> Level | None:
        """The level that a heading over goals names; areas named so time after time are goals."""
        found = kind_heading(self.rows[at].text)
        if found is None:
            return None
        again = found.level.plural and self.said[self.rows[at].text] >= _TIME_AFTER_TIME
        goals = again and found.level.role is Role.AREA and found.end == found.start
        return replace(found.level, role=Role.GOAL) if goals else found.level

    def over_goals(self, at: int, level: Level) -> bool:
        """Whether a heading over goals follows what labels itself as something done, before the next such."""
        for place in range(at + 1, min(len(self.rows), at + _LONGEST_CHAPTER)):
            found = label_of(self.rows[place])
            if found is not None and self.opens(place):
                return False
            below = self.kind_level(place) if self.is_kind_heading(place) else None
            if below is not None:
                return below.role is Role.GOAL and below.word != level.word and self.labelled[level.word] > 1
        return False

    def _names_the_document(self, at: int, found: KindHeading) -> bool:
        """Whether what looks as a heading over goals is the document's name, on its cover or its pages."""
        named = found.end > found.start and found.level.word in _DOCUMENTS
        return named and (at < _COVER or self.said[self.rows[at].text] > 1)

    def label_end(self, at: int, *, name: bool) -> int:
        """The row after a goal that begins at a row with its label. `name`: it is a name, not a sentence."""
        end = at + 1
        while end < len(self.rows) and end - at < _LONGEST_LABEL and self._same_label(at, end, name=name):
            end += 1
        return end

    def _same_label(self, first: int, at: int, *, name: bool) -> bool:
        row, before = self.rows[at], self.rows[at - 1]
        if self.says_itself(at) or (mark_of(row) and not _hanging(before.text)):
            return False
        if row.look.heading or before.look.heading:
            return row.look.heading == self.rows[first].look.heading and not row.open_gap
        if row.open_gap:
            return row.gap == "page" and continues(row) and unfinished(before.text)
        ends = row.text[:1].isupper() and self._had_room(at) and before.text[-1].isalpha()
        if continues(row) or (_hanging(before.text) and not ends):
            return unfinished(before.text)
        if name:
            return False
        return unfinished(before.text) and boundary(before, row, self.width_at(at)) < TAKEN

    def paragraph_end(self, at: int) -> int:
        """The row after the paragraph that begins at a row; every paragraph has at least one row."""
        end = at + 1
        while end < len(self.rows) and end - at < _LONGEST_PARAGRAPH and self._same_paragraph(end):
            end += 1
        return end

    def _same_paragraph(self, at: int) -> bool:
        row, before = self.rows[at], self.rows[at - 1]
        if self.says_itself(at) or numeral_alone(row.text) or row.look.heading != before.look.heading:
            return False
        if at in self.area_rows and not unfinished(before.text):
            return False
        if before.text.endswith(":") and (mark_of(row) or not continues(row)):
            return False
        mark = mark_of(row)
        begins = not unfinished(before.text) or row.look.mark or _OPENS_LIST.search(before.text)
        if mark and (begins or mark.mark in _SURE_BULLETS):
            return False
        if row.open_gap and not (continues(row) and unfinished(before.text)):
            return False
        return not announces(row)

    def list_end(self, at: int) -> int:
        """The row after the list that begins at a row: the next that says what it is or announces another."""
        end = at
        while end < len(self.rows) and end - at < _LONGEST_REGION:
            row = self.rows[end]
            if end > at and (row.look.heading and not row.look.mark):
                break
            if self.says_itself(end) or announces(row):
                break
            end += 1
        return end

    def text_end(self, at: int) -> int:
        """The row after the words that go on from a fact such as "Ansvarig: …"."""
        end = at + 1
        while end < len(self.rows) and end - at < _LONGEST_LABEL:
            row, before = self.rows[end], self.rows[end - 1]
            open_end = continues(row) or _hanging(before.text) or row.text.startswith(("(", "[", "%"))
            goes_on = not row.open_gap and open_end and not mark_of(row)
            if self.says_itself(end) or not goes_on:
                break
            end += 1
        return end


def label_of(row: Row) -> Label | None:
    """The label of a row, with the mark that the file draws before it taken as part of it."""
    found = label(row.text)
    if (
        found is not None
        and not found.number
        and found.level.role is Role.AREA
        and _CHAPTER_MARK.fullmatch(row.look.mark)
    ):
        return replace(found, number=row.look.mark.rstrip("."))
    if found is not None or not row.look.mark:
        return found
    found = label(f"{row.look.mark} {row.text}")
    return replace(found, start=max(0, found.start - len(row.look.mark) - 1)) if found else None


def _opens_section(text: str, *, times: int) -> bool:
    """Whether a row opens a part of the genre, and no list of goals ("Ställningstaganden")."""
    over = kind_heading(text)
    goals = over is not None and (over.level.plural or (over.single and times >= _TIME_AFTER_TIME))
    return section_heading(text) is not None and not goals


def _hanging(text: str) -> bool:
    return text.rstrip()[-1:] in "-\u00ad,–&" or text.rstrip().lower().endswith(
        (" och", " samt", " av", " för", " i")
    )


def lettered_chapters(rows: Sequence[Row]) -> frozenset[int]:
    """The rows of headings that count A, B, C, with text between them."""
    found: list[int] = []
    for at, row in enumerate(rows):
        named = row.open_gap and len(row.text.split()) <= _LONGEST_LETTERED and row.text[-1] not in ".,;:"
        heading = LETTERED.match(row.text) if named else None
        between = not found or at - found[-1] > 1
        if (
            heading
            and between
            and heading["number"] == _LETTERS[len(found)]
            and len(found) < len(_LETTERS) - 1
        ):
            found.append(at)
    return frozenset(found) if len(found) >= _FEWEST_LETTERED else frozenset()


def width_of(rows: Sequence[Row]) -> int:
    """How long a row of running text is: nine rows in ten are no longer."""
    lengths = sorted(len(row.text) for row in rows)
    return lengths[len(lengths) * 9 // 10] if lengths else 0
