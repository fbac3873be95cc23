"""Tables on a terminal."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

LEAST_WIDTH = 8


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = 110) -> str:
    """Columns under a ruled header, the widest wrapped so that a line keeps within `width` characters."""
    body = [list(map(str, row)) for row in rows]
    widths = [max(1, *(len(row[place]) for row in [list(header), *body])) for place in range(len(header))]
    gaps = 2 * (len(widths) - 1)
    while sum(widths) + gaps > width and max(widths) > LEAST_WIDTH:
        widths[widths.index(max(widths))] -= 1
    lines = [*_lines(header, widths), "  ".join("─" * column for column in widths)]
    for row in body:
        lines += _lines(row, widths)
    return "\n".join(lines)


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    padded = [cell + [""] * (height - len(cell)) for cell in cells]
    return [
        "  ".join(part.ljust(size) for part, size in zip(line, widths, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]
