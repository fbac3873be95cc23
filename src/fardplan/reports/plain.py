"""A report as plain data for those who set it: one list of blocks, headings with their level."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate
from fardplan.reports.tree import Figure, Note, OwnText, Paragraph, Part, Points, Report, Run, Section, Table


def plain(report: Report) -> dict[str, Any]:
    """Everything that stands in a report, in its order. Figures are named; `drawings` has their SVG."""
    figures: list[str] = []
    said: dict[str, Any] = _held(
        {
            "title": report.title,
            "subtitle": report.subtitle,
            "language": report.language,
            "form": report.form,
            "head": {
                "office": report.head.office,
                "kind": report.head.kind,
                "dnr": report.head.dnr,
                "day": date_text(report.head.day, report.language) if report.head.day else "",
                "officer": report.head.officer,
                "phone": report.head.phone,
                "addressee": report.head.addressee,
            },
            "date": [report.as_of.year, report.as_of.month, report.as_of.day],
            "simulated": translate(SIMULATED, report.language) if report.simulated else "",
            "words": {name: translate(words, report.language) for name, words in WORDS.items()},
            "blocks": list(_blocks(report.parts, 1, figures)),
            "sources": list(report.sources),
            "signatures": [list(one) for one in report.signatures],
        }
    )
    return {**said, "drawings": figures}


_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
UNHELD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    f"\U000f0000-\U0010ffff{_NO_CHARACTERS}]"
)
"""Characters that no XML can hold, that nobody sees, or that mean something to one program alone."""


def _held(said: Any) -> Any:
    """The same with a sign where a character stood that a document cannot hold."""
    if isinstance(said, str):
        return UNHELD.sub("\N{REPLACEMENT CHARACTER}", said)
    if isinstance(said, dict):
        return {name: _held(value) for name, value in said.items()}
    return [_held(value) for value in said] if isinstance(said, list) else said


SIMULATED = message("Simulated figures: made up to show how the system works.")
WORDS = {
    "dnr": message("Registration number"),
    "officer": message("Officer"),
    "phone": message("Telephone"),
    "to": message("To"),
    "sources": message("Sources"),
    "source": message("Source"),
}


def _blocks(parts: Iterable[Part], level: int, figures: list[str]) -> Iterator[dict[str, Any]]:
    for part in parts:
        if isinstance(part, Section):
            yield {"is": "heading", "level": level, "text": part.title, "new_page": part.new_page}
            yield from _blocks(part.parts, level + 1, figures)
        elif isinstance(part, Paragraph):
            yield {"is": "paragraph", "lead": part.lead, "runs": _runs(part.runs)}
        elif isinstance(part, OwnText):
            yield {
                "is": "own",
                "key": part.key,
                "title": part.title,
                "paragraphs": list(part.paragraphs),
                "prompt": part.prompt,
            }
        elif isinstance(part, Points):
            yield {"is": "points", "numbered": part.numbered, "items": [_runs(item) for item in part.items]}
        elif isinstance(part, Table):
            yield {"is": "table", **_table(part)}
        elif isinstance(part, Figure):
            figures.append(part.svg)
            yield {
                "is": "figure",
                "file": f"figure-{len(figures)}.svg",
                "title": part.title,
                "alt": part.alt,
                "notes": list(part.notes),
                "source": part.source,
                "table": _table(part.table) if part.table else None,
            }
        elif isinstance(part, Note):
            yield {"is": "note", "title": part.title, "text": part.text}


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    return [{"text": run.text, "strong": run.strong, "new": run.new, "href": run.href} for run in runs]


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "numeric": sorted(table.numeric),
        "notes": list(table.notes),
        "source": table.source,
        "new": [list(at) for at in sorted(table.new)],
    }
