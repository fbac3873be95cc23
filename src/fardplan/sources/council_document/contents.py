"""Tables of contents: rows that repeat the headings below and tell on which page they stand."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .fuzzy import fold
from .lines import Row, continues, leads_to_a_page
from .page_noise import Clean

_HEADING = re.compile(r"^(?:innehåll(?:sförteckning|söversikt)?|på denna sida)\s*:?$", re.IGNORECASE)
_PAGE = re.compile(r"(?:\s|\.)(?P<page>\d{1,3})$")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.?|[A-Z]\.)\s+")
_FEWEST = 3  # rows that are told again below, for a list without page numbers to be one of contents
_MOST_PARTED = 2  # rows of a heading before the one that tells its page
_LONGEST = 100  # letters of a heading


def without_contents(page: Clean) -> Clean:
    """A page's rows without those of its tables of contents, which count as noise."""
    told = _contents(page.rows)
    if not told:
        return page
    rows = tuple(row for row in page.rows if row.line not in told)
    return replace(page, rows=rows, noise=tuple(sorted({*page.noise, *told})))


def _contents(rows: Sequence[Row]) -> frozenset[int]:
    leading = [leads_to_a_page(row.text, numbered=True) for row in rows]
    found = {row.line for row, told in zip(rows, leading, strict=True) if told}
    for at, told in enumerate(leading):
        if told:
            found |= {row.line for row in _parted_above(rows, at)}
    heads = [at for at, row in enumerate(rows) if _HEADING.match(row.text.strip())]
    again = _told_again(rows) if heads else frozenset()
    for at in heads:
        found |= _below(rows, at, again, found)
    return frozenset(found)


def _parted_above(rows: Sequence[Row], at: int) -> list[Row]:
    """The rows in which an entry began, when it tells its page further down."""
    start = at
    while start > max(0, at - _MOST_PARTED) and continues(rows[start]) and not rows[start].open_gap:
        start -= 1
    return list(rows[start:at])


def _told_again(rows: Sequence[Row]) -> frozenset[str]:
    """The headings that stand more than once, without their numbers."""
    seen: set[str] = set()
    twice: set[str] = set()
    for row in rows:
        name = _name(row)
        (twice if name in seen else seen).add(name)
    return frozenset(twice)


def _name(row: Row) -> str:
    return fold(_NUMBER.sub("", row.text.strip())) if len(row.text) <= _LONGEST else ""


def _below(rows: Sequence[Row], head: int, again: frozenset[str], known: set[int]) -> set[int]:
    """The lines of the entries below a heading over contents, with its own; none where there are no such."""
    last, at, pages, entries, found = 0, head + 1, 0, 0, {rows[head].line}
    while at < len(rows):
        row = rows[at]
        told = _PAGE.search(row.text.rstrip())
        page = int(told["page"]) if told and len(row.text) <= _LONGEST else None
        if page is not None and page >= last:
            last, pages = page, pages + 1
        elif row.line not in known and (_name(row) not in again or not _name(row)):
            break
        entries += 1
        found.add(row.line)
        at += 1
    return found if pages >= 2 or entries >= _FEWEST else set()
