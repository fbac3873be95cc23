"""The document's own lines as HTML, every one of them, with what was found in them and what is in doubt.

Written by hand and not by a template: a document may have a hundred thousand lines.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise

from django.utils.safestring import SafeString, mark_safe

from fardplan.presentation.translations import message, translate
from fardplan.sources.council_document import Paper
from fardplan.sources.council_document.lines import Line
from fardplan.usecases.reading_page.entries import Entry
from fardplan.usecases.reading_page.margins import Margins, Span
from fardplan.vocabulary.text import Language

CHUNK = 200
"""Lines that a browser draws together when the reader comes to them."""

PAGE = message("page {number}")
LEFT_OUT = message("lines {first}–{last} are left out here: nothing was found on them")
DOUBTFUL = message("In doubt")

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """A text that a page can hold: signs that steer a printer are shown as signs."""
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _CONTROL.sub(_picture, text))
    return text


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def lines_html(
    paper: Paper,
    margins: Margins,
    told: Sequence[str],
    language: Language,
    *,
    listed: Collection[int],
    shown: Collection[int] | None = None,
) -> SafeString:
    """All lines, or those in `shown`, with a word where some are left out.

    `told` has the sentence of each doubt, already escaped, in their order; `listed` the numbers of those that
    the page has a list of.
    """
    writer = _Writer(paper, margins, told, language, listed, shown)
    return mark_safe("".join(writer.written()))  # noqa: S308 - every text is escaped where it is written


class _Writer:
    def __init__(
        self,
        paper: Paper,
        margins: Margins,
        told: Sequence[str],
        language: Language,
        listed: Collection[int],
        shown: Collection[int] | None,
    ) -> None:
        self.aside = paper.aside or frozenset()
        self.listed = listed
        self.shown = shown
        self.lines = paper.lines
        self.margins = margins
        self.told = told
        self.language = language
        self.last = 0
        self.anchored: set[str] = set()
        self.page_of = paper.page_of
        self.page = 0
        self.cell: tuple[int, int] | None = None
        self.doubt_word = escape(translate(DOUBTFUL, language))

    def written(self) -> Iterator[str]:
        for sheet in self._sheets():
            yield '<div class="sheet">'
            for group in sheet:
                yield from self._group(group)
            yield "</div>\n"
        yield from self._left_out(len(self.lines) + 1)

    # Parts of the document ---------------------------------------------------

    def _sheets(self) -> Iterator[list[list[Line]]]:
        """Groups of lines, parted where a page ends and where they become many."""
        sheet: list[list[Line]] = []
        size = 0
        for group in self._groups():
            opens = bool(sheet) and self._page(group[0]) != self._page(sheet[-1][-1])
            if sheet and (opens or size + len(group) > CHUNK):
                yield sheet
                sheet, size = [], 0
            sheet.append(group)
            size += len(group)
        if sheet:
            yield sheet

    def _page(self, line: Line) -> int:
        return self.page_of[line.number - 1] if self.page_of else 0

    def _page_mark(self, line: Line) -> str:
        """A word where a page begins."""
        before, self.page = self.page, self._page(line)
        if self.page == before:
            return ""
        said = escape(translate(PAGE, self.language, number=self.page))
        return f'<p class="page-mark"><span>{said}</span></p>'

    def _groups(self) -> Iterator[list[Line]]:
        """Lines that one text came of stand together, and so do those between."""
        group: list[Line] = []
        before: set[str] = set()
        for line in self.lines:
            if self.shown is not None and line.number not in self.shown:
                continue
            keys = {entry.key for entry in self.margins.members.get(line.number, ())}
            if group and not keys & before:
                yield group
                group = []
            group.append(line)
            before = keys
        if group:
            yield group

    # A group -----------------------------------------------------------------

    def _left_out(self, first: int) -> Iterator[str]:
        """A word where lines are missing before a line."""
        before, self.last = self.last, first
        if self.shown is not None and first - before > 1:
            said = translate(LEFT_OUT, self.language, first=before + 1, last=first - 1)
            yield f'<p class="left-out">{escape(said)}</p>'

    def _group(self, group: list[Line]) -> Iterator[str]:
        yield from self._left_out(group[0].number)
        self.last = group[-1].number
        entries = self._entries(group)
        if entries:
            yield '<div class="found"><p class="found-tags">'
            for _, same in groupby(entries, lambda entry: entry.word):
                yield "".join(
                    f'<a href="#item-{entry.key}">{escape(printable(entry.word))}</a>' for entry in same
                )
            yield '</p><div class="found-lines">'
        yield from map(self._line, group)
        if entries:
            yield "</div>"
        for number in dict.fromkeys(n for line in group for n in self.margins.told.get(line.number, ())):
            word = self.doubt_word
            if number in self.listed:
                word = f'<a href="#doubt-{number}">{word}</a>'
            yield f'<p class="note" id="note-{number}">{word} {self.told[number - 1]}</p>'
        if entries:
            yield "</div>"

    def _entries(self, group: list[Line]) -> list[Entry]:
        found = {entry.key: entry for line in group for entry in self.margins.members.get(line.number, ())}
        return sorted(found.values(), key=lambda entry: self.margins.begins[entry.key])

    # A line ------------------------------------------------------------------

    def _line(self, line: Line) -> str:
        kind = " ".join(filter(None, self._kinds(line)))
        kind = f' class="{kind}"' if kind else ""
        number = f"{self._page_mark(line)}<p id=line-{line.number}{kind}><span>{line.number}</span>"
        mark = f"<b>{escape(printable(line.look.mark))}</b> " if line.look.mark else ""
        if not line.text and not mark:
            return f"{number}</p>"
        return f"{number}<bdi>{mark}{self._runs(line)}</bdi></p>"

    def _kinds(self, line: Line) -> Iterator[str]:
        """How a line looks in the file, as classes of the style sheet."""
        look = line.look
        if look.heading:
            yield f"h h{min(look.heading, 3)}"
        if look.bold:
            yield "b"
        if look.depth:
            yield f"l{min(look.depth, 4)}"
        if look.new_block and not look.cell:
            yield "n"
        if line.number in self.aside:
            yield "aside"
        cell, before = look.cell, self.cell
        self.cell = (cell.table, cell.row) if cell else None
        if cell:
            yield "t th" if cell.head else "t"
            yield "row" if self.cell != before else ""
            yield f"c{min(cell.column, 3)}" if cell.column else ""

    def _runs(self, line: Line) -> str:
        texts = self.margins.texts.get(line.number, [])
        doubted = self.margins.doubted.get(line.number, [])
        if not texts and not doubted:
            return escape(printable(line.text))
        edges = {0, len(line.text)} | {edge for span in (*texts, *doubted) for edge in (span.start, span.end)}
        ordered = sorted(edges)
        runs = [(start, end, _over(texts, start, end)) for start, end in pairwise(ordered)]
        return "".join(
            self._found(line, list(here), keys, doubted) for keys, here in groupby(runs, lambda run: run[2])
        )

    def _found(
        self,
        line: Line,
        runs: list[tuple[int, int, tuple[str, ...]]],
        keys: tuple[str, ...],
        doubted: list[Span],
    ) -> str:
        """Signs that the same texts came of, with what is doubted among them."""
        said = "".join(self._signs(line, start, end, doubted) for start, end, _ in runs)
        if not keys:
            return said
        anchors = "".join(
            f'<span id="text-{key}"></span>'
            for key in dict.fromkeys(keys)
            if self.margins.begins[key] == line.number and key not in self.anchored
        )
        self.anchored.update(keys)
        return f"{anchors}<mark>{said}</mark>"

    def _signs(self, line: Line, start: int, end: int, doubted: list[Span]) -> str:
        said = escape(printable(line.text[start:end]))
        doubt = next(iter(_over(doubted, start, end)), None)
        return f'<a class="doubted" href="#note-{doubt}">{said}</a>' if doubt and said.strip() else said


def _over(spans: list[Span], start: int, end: int) -> tuple[str, ...]:
    """What lies over all signs between two places."""
    return tuple(span.key for span in spans if span.start <= start and end <= span.end)
