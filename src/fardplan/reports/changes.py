"""What has changed in a report since that of an earlier day: marked where it stands, and what is gone told.

A paragraph is known by its key, and without one by its words; a table by its title, a row of it by its first
cell. Officers' own texts are never marked: whoever wrote them knows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate
from fardplan.reports.tree import (
    Figure,
    Paragraph,
    Part,
    Points,
    Report,
    Run,
    Section,
    Table,
    paragraph,
    points,
    walk,
)
from fardplan.vocabulary.text import Language

KEY = "changed-since"
MARKED = message("What is new or has changed since the report of {day} is marked.")
UNCHANGED = message("Nothing has changed since the report of {day}.")
GONE = message("This stood in the report of {day} and is no longer here:")
TITLE = message("What has changed")

_SENTENCE = re.compile(r"((?<=[.!?…])\s+)")


def since(report: Report, before: Report) -> Report:
    """The report with what has changed marked, and a first section that says so and tells what is gone."""
    known = _Known.of(before)
    parts = tuple(_marked(part, known) for part in report.parts)
    gone = tuple(_gone(report, before))
    return replace(report, parts=(_told(report.language, before, parts, gone), *parts))


@dataclass(frozen=True, slots=True)
class _Known:
    """What stood in the earlier report."""

    paragraphs: Mapping[str, str]
    texts: frozenset[str]
    tables: Mapping[str, Table]

    @classmethod
    def of(cls, report: Report) -> "_Known":
        parts = tuple(walk(report.parts))
        return cls(
            {part.key: part.text for part in parts if isinstance(part, Paragraph) and part.key},
            frozenset(_texts(parts)),
            {table.title: table for table in _tables(parts)},
        )


def _texts(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Points):
            yield from (_text(item) for item in part.items)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _tables(parts: Iterable[Part]) -> Iterable[Table]:
    for part in parts:
        if isinstance(part, Table):
            yield part
        elif isinstance(part, Figure) and part.table:
            yield part.table


def _marked(part: Part, known: _Known) -> Part:
    if isinstance(part, Section):
        return replace(part, parts=tuple(_marked(item, known) for item in part.parts))
    if isinstance(part, Paragraph):
        return _paragraph(part, known)
    if isinstance(part, Points):
        return replace(
            part, items=tuple(item if _text(item) in known.texts else _new(item) for item in part.items)
        )
    if isinstance(part, Table):
        return _table(part, known)
    if isinstance(part, Figure) and part.table:
        return replace(part, table=_table(part.table, known))
    return part


def _new(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(replace(run, new=True) for run in runs)


def _paragraph(part: Paragraph, known: _Known) -> Paragraph:
    before = known.paragraphs.get(part.key) if part.key else None
    if part.text == before or (not part.key and part.text in known.texts):
        return part
    if before is None or len(part.runs) != 1:
        return replace(part, runs=_new(part.runs))
    return replace(part, runs=tuple(_sentences(part.runs[0], frozenset(_SENTENCE.split(before)))))


def _sentences(run: Run, before: frozenset[str]) -> Iterable[Run]:
    """The run with those sentences marked that did not stand there."""
    for at, piece in enumerate(_SENTENCE.split(run.text)):
        if piece:
            is_space = at % 2 == 1
            yield replace(run, text=piece, new=not is_space and piece.strip() not in before)


def _table(table: Table, known: _Known) -> Table:
    """The table with the cells marked that are another than in the row and column of the same name."""
    before = known.tables.get(table.title)
    rows = (
        {name: dict(zip(before.header, row, strict=True)) for name, row in _named(before)} if before else {}
    )
    new = {
        (number, column)
        for number, (name, row) in enumerate(_named(table))
        for column, (heading, cell) in enumerate(zip(table.header, row, strict=True))
        if name not in rows or rows[name].get(heading) != cell
    }
    return replace(table, new=frozenset(new))


def _rows(table: Table) -> dict[tuple[str, int], dict[str, str]]:
    return {name: dict(zip(table.header, row, strict=True)) for name, row in _named(table)}


def _named(table: Table) -> Iterator[tuple[tuple[str, int], tuple[str, ...]]]:
    """The rows by their first cell; of those that share it, in their order."""
    seen: Counter[str] = Counter()
    for row in table.rows:
        yield (row[0], seen[row[0]]), row
        seen[row[0]] += 1


def _gone(report: Report, before: Report) -> Iterable[str]:
    """Paragraphs and points of the earlier report that have no place or wording of theirs in this one."""
    now = _Known.of(report)
    for part in walk(before.parts):
        if isinstance(part, Paragraph) and part.key != KEY and part.text:
            if part.key not in now.paragraphs and part.text not in now.texts:
                yield part.text
        elif isinstance(part, Points):
            yield from (text for item in part.items if (text := _text(item)) not in now.texts)


def _told(language: Language, before: Report, parts: Iterable[Part], gone: tuple[str, ...]) -> Section:
    day = date_text(before.as_of, language)
    words = MARKED if any(_has_news(part) for part in walk(parts)) else UNCHANGED
    if gone and words is UNCHANGED:
        told: tuple[Part, ...] = ()
    else:
        told = (paragraph(translate(words, language, day=day), key=KEY),)
    if gone:
        told = (*told, paragraph(translate(GONE, language, day=day), key=f"{KEY}-gone"), points(*gone))
    return Section(translate(TITLE, language), told, f"section-{KEY}")


def _has_news(part: Part) -> bool:
    if isinstance(part, Paragraph):
        return any(run.new for run in part.runs)
    if isinstance(part, Points):
        return any(run.new for item in part.items for run in item)
    table = part.table if isinstance(part, Figure) else part
    return isinstance(table, Table) and bool(table.new)
