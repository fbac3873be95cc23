"""Where the letters of a PDF stand: a program of its own, so that no file can hang or fill the server.

It reads a PDF on its standard input and writes a line of JSON a page on its output; see `asking`. It imports
nothing of the rest, and runs no script and fetches nothing that a file asks for.
"""

import contextlib
import ctypes
import json
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MOST_LETTERS = 200_000  # a page
MOST_DOTS = 300
MOST_OBJECTS = 20_000  # a page, looked through for the rules of tables
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|-bd\b", re.IGNORECASE)
_LEAD = re.compile(r"\d{1,3}(?=[A-ZÅÄÖa-zåäö])")
_MOST_FIGURES = 3  # of the mark of a note
_ENDS = {0x02, 0xAD, 0xFFFE}  # what a hyphen at the end of a line becomes
_SPACES = {0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000}
_DOT = (1.5, 7.0)
_RULE = 2.5  # points: what is thinner is a rule


def main() -> None:
    seconds, memory, most_pages, most_letters = (int(limit) for limit in sys.argv[1:5])
    limited(seconds=seconds, memory=memory)
    content = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        say({"fault": pdfium.FPDF_GetLastError()})
        return
    count = pdfium.FPDF_GetPageCount(document)
    say({"pages": count})
    fonts: dict[int, bool] = {}
    letters = 0
    for at in range(count if count <= most_pages else 0):
        page = page_of(document, at, fonts)
        letters += sum(len(word[0]) for word in page["words"])
        if letters > most_letters:
            say({"letters": letters})
            return
        say(page)


def limited(*, seconds: int, memory: int) -> None:
    """Give up on a file that takes more; Windows has no such limits, and the caller waits no longer there."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=True, separators=(",", ":")) + "\n")


def page_of(document: Any, at: int, fonts: dict[int, bool]) -> dict[str, Any]:
    """A page: its words, its rules and dots, and how many pictures it has."""
    page = pdfium.FPDF_LoadPage(document, at)
    if not page:
        return {"words": [], "rules": [], "dots": [], "pictures": 0}
    text = pdfium.FPDFText_LoadPage(page)
    words = list(Reader(text, fonts).words()) if text else []
    rules, dots, pictures = drawn_on(page)
    told = {
        "words": words,
        "rules": rules,
        "dots": dots,
        "pictures": pictures,
    }
    if text:
        pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return told


class Reader:
    """The words of a page; what a piece of text says of its letters is asked once."""

    def __init__(self, text: Any, fonts: dict[int, bool]) -> None:
        self._text = text
        self._fonts = fonts
        self._looks: dict[int, tuple[float, bool, int]] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._sides = [ctypes.c_double() for _ in range(4)]

    def words(self) -> Iterator[list[Any]]:
        """Words as [text, left, right, baseline, size, bold, quarter turns, raised], as if upright."""
        get, text = pdfium.FPDFText_GetUnicode, self._text
        letters: list[str] = []
        first = 0
        count = min(pdfium.FPDFText_CountChars(text), MOST_LETTERS)
        for at in range(count):
            code = get(text, at)
            if code in _SPACES:
                yield from self._told(letters, first)
                letters, first = [], at + 1
            elif code in _ENDS:
                yield from self._told([*letters, "-"], first)
                letters, first = [], at + 1
            else:
                letters.append(chr(code))
        yield from self._told(letters, first)

    def _told(self, letters: list[str], first: int) -> Iterator[list[Any]]:
        """A word; the raised figure of a note at its beginning, or at its end with its stop, is apart."""
        if not letters:
            return
        word = "".join(letters)
        stop = len(word) - len(word.rstrip(".,;:"))
        ended = word[len(word) - stop :] if word[: len(word) - stop][-1:].isdigit() else ""
        word, last = word[: len(word) - len(ended)], first + len(letters) - len(ended) - 1
        lead = _LEAD.match(word) if letters[0].isdigit() else None
        tail = self._raised_end(word, first) if word[-1:].isdigit() else 0
        if lead and self._raised(first, last):
            after = first + len(lead[0])
            yield self._placed(lead[0], first, after - 1, True)
            yield self._placed(word[len(lead[0]) :] + ended, after, last, False)
        elif tail:
            yield self._placed(word[:-tail], first, last - tail, False)
            yield self._placed(word[-tail:] + ended, last - tail + 1, last, True)
        else:
            yield self._placed(word + ended, first, last + len(ended), False)

    def _raised_end(self, word: str, first: int) -> int:
        """How many figures at the end of a word stand raised, as the mark of a note does."""
        figures = len(word) - len(word.rstrip("0123456789"))
        up = 0
        while up < min(figures, len(word) - 1, _MOST_FIGURES) and self._raised(
            first + len(word) - 1 - up, first
        ):
            up += 1
        return up

    def _raised(self, small: int, other: int) -> bool:
        """Whether a letter stands above the line on which another stands."""
        size, _, turned = self._look(other)
        pdfium.FPDFText_GetCharOrigin(self._text, other, self._x, self._y)
        pdfium.FPDFText_GetCharBox(self._text, small, *self._sides)
        return not turned and self._sides[2].value > self._y.value + 0.2 * size

    def _placed(self, word: str, first: int, last: int, up: bool) -> list[Any]:
        size, bold, turned = self._look(first)
        pdfium.FPDFText_GetCharOrigin(self._text, first, self._x, self._y)
        pdfium.FPDFText_GetCharBox(self._text, last, *self._sides)
        left, right, bottom, top = (side.value for side in self._sides)
        x, y = self._x.value, self._y.value
        across, end, line = ((x, right, y), (y, top, -x), (-x, -left, -y), (-y, -bottom, x))[turned]
        told = [word, round(across, 1), round(max(end, across), 1), round(line, 1), size]
        return [*told, int(bold), turned, int(up)]

    def _look(self, at: int) -> tuple[float, bool, int]:
        """Size, boldness and quarter turns of a letter."""
        part = pdfium.FPDFText_GetTextObject(self._text, at)
        key = ctypes.cast(part, ctypes.c_void_p).value or 0
        if key not in self._looks:
            self._looks[key] = (size_of(self._text, at), self._bold(part), turns_of(self._text, at))
        return self._looks[key]

    def _bold(self, part: Any) -> bool:
        if not part:
            return False
        if pdfium.FPDFTextObj_GetTextRenderMode(part) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE:
            return True
        font = pdfium.FPDFTextObj_GetFont(part)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            self._fonts[key] = bool(_BOLD.search(name_of(font))) or pdfium.FPDFFont_GetWeight(font) >= 600
        return self._fonts[key]


def size_of(text: Any, at: int) -> float:
    """The size of a letter on the page: that of its font, scaled as it is set."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text, at))
    if pdfium.FPDFText_GetMatrix(text, at, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return round(size, 1) if math.isfinite(size) else 0.0


def turns_of(text: Any, at: int) -> int:
    """How many quarter turns to the left its line is turned."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, at, matrix):
        return 0
    angle = math.atan2(matrix.b, matrix.a)
    return round(math.degrees(angle) / 90) % 4 if math.isfinite(angle) else 0


def name_of(font: Any) -> str:
    name = ctypes.create_string_buffer(200)
    length = pdfium.FPDFFont_GetBaseFontName(font, name, 200)
    return name.raw[: max(length - 1, 0)].decode("utf-8", errors="replace") if length <= 200 else ""


def drawn_on(page: Any) -> tuple[list[list[float]], list[list[float]], int]:
    """Thin straight lines and small dots, as [left, bottom, right, top], and the number of pictures."""
    rules: list[list[float]] = []
    dots: list[list[float]] = []
    pictures = 0
    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        part = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(part)
        pictures += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(part, *sides):
            box = [round(side.value, 1) for side in sides]
            dots += [box] if is_dot(*box) and len(dots) < MOST_DOTS else []
            rules += edges(part, box)
    return rules, dots, pictures


def is_dot(left: float, bottom: float, right: float, top: float) -> bool:
    """Whether a path is of the size of a bullet, which some programs draw."""
    wide, high = right - left, top - bottom
    return _DOT[0] <= wide <= _DOT[1] and _DOT[0] <= high <= _DOT[1] and abs(wide - high) < 1


def edges(part: Any, sides: list[float]) -> list[list[float]]:
    """A thin path itself, or the four edges of a box that is drawn."""
    left, bottom, right, top = sides
    if min(right - left, top - bottom) <= _RULE:
        return [sides] if max(right - left, top - bottom) > 4 * _RULE else []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(part, fill, stroke)
    if not stroke.value or pdfium.FPDFPath_CountSegments(part) > 6:
        return []
    return [
        [left, bottom, right, bottom],
        [left, top, right, top],
        [left, bottom, left, top],
        [right, bottom, right, top],
    ]


if __name__ == "__main__":
    main()
