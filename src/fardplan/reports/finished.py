"""A report as it goes out: a place where nobody has written is left out, with its heading."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fardplan.reports.tree import OwnText, Part, Report, Section


def finished(report: Report) -> Report:
    """The report without unwritten own texts, and without the headings that then have nothing beneath.

    A file that is still written in, as Word is, keeps them with their prompts.
    """
    return replace(report, parts=tuple(_written(report.parts)))


def _written(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Section) and part.parts:
            left = tuple(_written(part.parts))
            if left:
                yield replace(part, parts=left)
        elif not isinstance(part, OwnText) or part.paragraphs:
            yield part
