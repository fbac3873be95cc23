"""The document as numbered lines, and passages that never forget which lines they come from."""

import re
from dataclasses import dataclass
from itertools import pairwise

LONGEST_PARAGRAPH = 120  # rows; a longer one is cut, so that no work grows with its square
_LONGEST_PAGE = 4  # figures of a page number
_PARTED = re.compile(r"(\w)[-\u00ad] (?=[a-zåäö])(?!(?:och|eller|samt|till)\b)")
_INSIDE = re.compile(r"\d[a-zåäöé]{3}|(?:19|20)\d\d[.,;:)]*$")  # "6kade", or a year alone
_NOTE_MARKS = " \t¹²³⁴⁵⁶⁷⁸⁹⁰"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: which table of the document, its row and column from 0, and what it spans."""

    table: int
    row: int
    column: int
    head: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """What a file says of a line that its letters do not.

    `heading` is the level of a heading, from 1, by style or by size; 0 for what is none. `mark` is the list
    mark that is drawn before the line and is not in its text ("1.2", "a)", "•"); `depth` how deep in lists it
    stands, from 1, 0 outside. `bold` when all of it is. `new_block`: it begins a paragraph, a list item or a
    cell of its own, so that nothing before it goes on in it.
    """

    heading: int = 0
    mark: str = ""
    depth: int = 0
    bold: bool = False
    cell: Cell | None = None
    new_block: bool = False


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document, in reading order. `number` counts from 1; `new_page` when it opens a page.

    In plain text the lines are those of the file, as an editor counts them. `indent` is how far in it stands.
    `apart`: it begins a paragraph though no empty line stands before it.
    """

    number: int
    text: str
    new_page: bool = False
    look: Look = PLAIN
    apart: bool = False

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


@dataclass(frozen=True, slots=True)
class Row:
    """A line with something to read on it, page noise taken away.

    `gap` is what stands before it: nothing, an empty line, or a page break with its noise. `indent` is how
    far in it stands on its line. `flows`: the file says that it goes on in the block of the row before.
    """

    line: int
    text: str
    gap: str = ""
    indent: int = 0
    look: Look = PLAIN
    flows: bool = False

    @property
    def open_gap(self) -> bool:
        return self.gap != ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands literally in one line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces of consecutive reading order; the only thing texts of a draft are made of."""

    pieces: tuple[Piece, ...]

    @property
    def as_read(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(piece.line for piece in self.pieces))

    @property
    def flat(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    def slice(self, start: int, end: int | None = None) -> "Passage":
        """The part between two offsets of `as_read` (or `flat`: they are equally long), edges trimmed.

        Without `end` it goes to the end.
        """
        found: list[Piece] = []
        offset = 0
        for piece in self.pieces:
            part = piece.text[max(0, start - offset) : None if end is None else max(0, end - offset)].strip()
            if part:
                found.append(Piece(piece.line, part))
            offset += len(piece.text) + 1
        return Passage(tuple(found))

    def first_words(self, count: int) -> "Passage":
        """The first words, for a look at how it begins."""
        ends = [match.end() for match in re.finditer(r"\S+", self.flat)]
        return self.slice(0, ends[min(count, len(ends)) - 1]) if ends else self

    def __bool__(self) -> bool:
        return bool(self.pieces)


def parted_words_joined(text: str) -> str:
    """A text with the words that line ends have parted made whole: "nämnd- mål", and not "barn- och"."""
    return _PARTED.sub(r"\1", text)


def split_lines(text: str) -> list[Line]:
    """Lines as an editor counts them (LF, CR LF or CR); a form feed opens a page and is no line itself."""
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        lines.append(Line(number, raw.replace("\f", ""), "\f" in raw))
    return lines


def passage(rows: list[Row]) -> Passage:
    """The rows as one passage."""
    return Passage(tuple(Piece(row.line, row.text) for row in rows if row.text))


def unfinished(text: str) -> bool:
    """Whether a text stops where no sentence, heading or list item can stop."""
    return bool(text) and text.rstrip(_NOTE_MARKS)[-1:] not in ".:;!?"


def continues(row: Row) -> bool:
    """Whether a row begins in the middle of something: a small letter, or a letter that became a sign."""
    first = row.text[:1]
    return row.flows or first.islower() or first in "&#,;)" or bool(_INSIDE.match(row.text))


def paragraphs(rows: list[Row]) -> list[list[Row]]:
    """Rows between empty lines; a page break or an empty line inside a sentence does not end a paragraph."""
    if not rows:
        return []
    found = [[rows[0]]]
    for before, row in pairwise(rows):
        broken = row.open_gap and not (continues(row) and unfinished(before.text))
        if broken or len(found[-1]) == LONGEST_PARAGRAPH:
            found.append([row])
        else:
            found[-1].append(row)
    return found


def leads_to_a_page(text: str, *, numbered: bool = False) -> bool:
    """Whether a row is one of a table of contents: dots that lead to a page number.

    `numbered`: only with the number there, as a row of dots alone may be to write on.
    """
    row = text.rstrip()
    named = row.rstrip("0123456789")
    dots = named[len(named.rstrip(". …")) :]
    page, many = len(row) - len(named), dots.count(".") + 3 * dots.count("…")
    return page <= _LONGEST_PAGE and many >= (3 if page else 4) and bool(page or not numbered)
