"""What stands at each line of the document: which texts came of it, and which doubts are about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from fardplan.sources.council_document import Doubt
from fardplan.sources.council_document.aligning import doubted_spans
from fardplan.usecases.reading_page.entries import Entry

NEAR = 3
"""So many lines apart, the lines of one text still stand together: a blank line or a page's edge between."""


@dataclass(frozen=True, slots=True)
class Span:
    """Signs of a line, from `start` to `end`, that a text came of or that a doubt is about."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class Margins:
    """By line: the spans of texts and of doubts, the texts it belongs to, and the doubts told beneath it.

    `begins` has the line that a text begins on, `found` the texts whose words are found on that line.
    """

    texts: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    doubted: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    members: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    told: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    begins: dict[str, int] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)

    def target(self, key: str, shown: Collection[int] | None) -> str:
        """Where on the page a text begins; empty where it stands on no line that is shown."""
        line = self.begins.get(key)
        if line is None or (shown is not None and line not in shown):
            return ""
        return f"#text-{key}" if key in self.found else f"#line-{line}"


def margins_of(lines: Sequence[str], entries: Iterable[Entry], doubts: Sequence[Doubt]) -> Margins:
    """What stands at each line; `lines` from line 1. A line that is not there is passed over."""
    found = Margins()
    for entry in entries:
        _place(found, lines, entry)
    for number, doubt in enumerate(doubts, start=1):
        there = sorted({line for line in doubt.lines if 1 <= line <= len(lines)})
        if there:
            found.told[there[0]].append(number)
        for line in there:
            spans = doubted_spans(lines[line - 1], doubt)
            found.doubted[line] += [Span(start, end, str(number)) for start, end in spans]
    return found


def shown_lines(count: int, margins: Margins, *, most: int, around: int = 3) -> frozenset[int] | None:
    """Which lines of a document too long for one page are shown: those where something was found or is in
    doubt, and those around. None when all are, as of every document of at most `most` lines.
    """
    if count <= most:
        return None
    near: set[int] = set()
    for line in sorted({*margins.members, *margins.told, *margins.doubted}):
        near.update(range(max(1, line - around), min(count, line + around) + 1))
        if len(near) > most:
            break
    return frozenset(near)


def _place(found: Margins, lines: Sequence[str], entry: Entry) -> None:
    there = sorted({line for line in entry.item.lines if 1 <= line <= len(lines)})
    if not there:
        return
    found.begins[entry.key] = there[0]
    for before, line in zip([None, *there], there, strict=False):
        near = before is not None and line - before <= NEAR
        for within in range(before + 1 if near and before else line, line + 1):
            found.members[within].append(entry)
    for line, part in zip(entry.item.lines, entry.item.as_read.split("\n"), strict=False):
        if 1 <= line <= len(lines) and part.strip():
            start = lines[line - 1].find(part.strip())
            if start >= 0:
                if line == there[0]:
                    found.found.add(entry.key)
                found.texts[line].append(Span(start, start + len(part.strip()), entry.key))
