"""Notes at the foot of a column, in smaller letters: beside the text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .flow import Row

_SMALLER = 0.93
_PLAIN_MARK = re.compile(r"(?:\d{1,2}|\*{1,3})(?=\s?[A-ZÅÄÖ])")


def notes_apart(flow: Sequence[Row], usual: float) -> tuple[list[Row], list[Row]]:
    """The lines of a flow, and the notes at its foot."""
    start = len(flow)
    while start > 0 and flow[start - 1].size <= _SMALLER * usual and flow[start - 1].cell is None:
        start -= 1
    first = next((at for at in range(start, len(flow)) if _begins_note(flow[at])), len(flow))
    return list(flow[:first]), [replace(row, aside=True) for row in flow[first:]]


def _begins_note(row: Row) -> bool:
    return bool(row.note or _PLAIN_MARK.match(row.text.strip()))
