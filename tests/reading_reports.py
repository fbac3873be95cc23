"""Reports as their tests read them."""

from collections.abc import Iterable

from fardplan.reports.tree import Note, OwnText, Paragraph, Part, Points, Report, Section, Table, walk


def told(parts: Iterable[Part]) -> list[object]:
    """Everything in the order in which it is read: headings, texts, points, and tables row by row."""
    found: list[object] = []
    for part in walk(parts):
        if isinstance(part, Section):
            found.append(f"# {part.title}")
        elif isinstance(part, Paragraph):
            found.append(part.text)
        elif isinstance(part, OwnText):
            found.append(f"[{part.key}]" if not part.paragraphs else f"[{part.key}: {part.paragraphs}]")
        elif isinstance(part, Points):
            found.append(["".join(run.text for run in item) for item in part.items])
        elif isinstance(part, Note):
            found.append(f"! {part.title}")
        elif isinstance(part, Table):
            found.append([part.header, *part.rows])
            found += part.notes
    return found


def under(report: Report, heading: str) -> list[object]:
    """What stands under a heading of the first level."""
    found = next(part for part in report.parts if isinstance(part, Section) and part.title == heading)
    return told(found.parts)
