"""Words that stand together as pieces of lines, and the marks of notes apart from them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..marks import BULLET
from ..paper import printed
from .asking import Page, Word

_SYMBOL = re.compile(r"^[\ue000-\uf8ff]$")  # of a symbol font: the sign before a list item
_SAME_LINE = 0.25  # of the size
_STOPS = ".,;:"  # after the figure of a note
_ROOM = 0.75  # of the size: more between two words, and they are pieces apart


@dataclass(slots=True)
class Piece:
    """Words beside each other on a line. `letters` are counted, those in bold too; `note` is its own mark."""

    text: str
    left: float
    right: float
    base: float
    size: float
    letters: int
    bold_letters: int
    note: str = ""

    @property
    def bold(self) -> bool:
        return self.bold_letters >= 0.95 * self.letters

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1


def usual_size(pages: Iterable[Page]) -> float:
    """The size of most of a document's letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[word.size] += len(word.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0) or 10.0


def pieces_of(words: Sequence[Word], notes: frozenset[str]) -> list[Piece]:
    """The words in the file's order as pieces. A raised mark of one of `notes` is left out."""
    pieces: list[Piece] = []
    mark = ""
    for word in words:
        before = pieces[-1] if pieces else None
        beside = before is not None and _beside(before, word)
        figure = word.text.rstrip(_STOPS)
        if word.raised and not beside:
            mark = figure
        elif word.raised and before is not None:
            before.text += word.text[len(figure) :] if figure in notes else word.text
            before.right = word.right
        elif before is not None and beside and not mark:
            _join(before, word)
        else:
            pieces.append(_piece(word, mark))
            mark = ""
    return pieces


def notes_of(words: Sequence[Word]) -> frozenset[str]:
    """The marks that notes on a page begin with."""
    found = set()
    before: Word | None = None
    for word in words:
        if word.raised and (
            before is None or abs(before.base - word.base) > word.size or word.left < before.left
        ):
            found.add(word.text.rstrip(_STOPS))
        before = word
    return frozenset(found)


def _beside(piece: Piece, word: Word) -> bool:
    size = max(piece.size, word.size)
    within = _SAME_LINE if not word.raised else 0.8
    return (
        abs(piece.base - word.base) <= within * size
        and -0.3 * size <= word.left - piece.right <= _ROOM * size
    )


def _join(piece: Piece, word: Word) -> None:
    piece.text += f" {printed(word.text)}"
    piece.right = max(piece.right, word.right)
    piece.letters += len(word.text)
    piece.bold_letters += len(word.text) * word.bold
    piece.size = max(piece.size, word.size) if piece.letters < 4 else piece.size


def _piece(word: Word, mark: str) -> Piece:
    size = len(word.text)
    text = _SYMBOL.sub(BULLET, printed(word.text))
    return Piece(text, word.left, word.right, word.base, word.size, size, size * word.bold, mark)
