"""The directive `states`: the states of a module and who may move them, drawn from the data the rules read.

    ```{states} fardplan.roadmap.case
    ```

The module has `WAYS` (each with `start`, `move`, `end`, and where it has them `decision`, `comment`, `role`),
`STATE_NAMES` and `MOVE_NAMES`. A drawing stands first, then the same as a table.
"""

import importlib
from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

WIDTH, HEIGHT, GAP = 250, 34, 30
LANE = 16
LETTER = 6.6
"""How wide a letter of the small text is, about."""


def drawing(states: Sequence[Any], ways: Sequence[Any], state_names: Any, move_names: Any, title: str) -> str:
    """The states one under another; moves on to a later one to the right, moves back to the left.

    An arrow is drawn once between two states, with all its moves beside it.
    """
    place = {state: number for number, state in enumerate(states)}
    arrows: dict[tuple[Any, Any], list[str]] = {}

    def span(pair: tuple[Any, Any]) -> int:
        """How far apart two states stand: the longest way goes outermost."""
        return abs(place[pair[1]] - place[pair[0]])

    for way in ways:
        arrows.setdefault((way.start, way.end), []).append(str(move_names[way.move]))
    onward = sorted((pair for pair in arrows if place[pair[1]] > place[pair[0]] + 1), key=span)
    back = sorted((pair for pair in arrows if place[pair[1]] < place[pair[0]]), key=span)
    left = 30 + LANE * len(back) + 12
    right = left + WIDTH + 30
    wide = right + LANE * len(onward) + 12
    parts = [_box(state, place, left, state_names) for state in states]
    for (start, end), moves in arrows.items():
        words = ", ".join(moves)
        if start == end:
            parts.append(_loop(place[start], left, words))
        elif place[end] == place[start] + 1:
            parts.append(_down(place[start], left, words))
    for number, pair in enumerate(onward):
        parts.append(_around(place[pair[0]], place[pair[1]], left + WIDTH, right + LANE * number, -number))
    for number, pair in enumerate(back):
        parts.append(_around(place[pair[0]], place[pair[1]], left, left - 30 - LANE * number, number))
    tall = len(states) * (HEIGHT + GAP) + 10
    return (
        f'<svg class="states" viewBox="0 0 {wide} {tall}" width="{wide}" role="img" '
        f'aria-label="{escape(title)}" '
        'fill="none" stroke="currentColor" font-family="inherit" font-size="13">'
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="currentColor" stroke="none"/></marker>'
        "</defs>"
        f"{''.join(parts)}</svg>"
    )


def _top(number: int) -> int:
    return 5 + number * (HEIGHT + GAP)


def _box(state: Any, place: dict[Any, int], left: int, names: Any) -> str:
    top = _top(place[state])
    return (
        f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="3"/>'
        f'<text x="{left + WIDTH / 2}" y="{top + 22}" text-anchor="middle" fill="currentColor" stroke="none">'
        f"{escape(str(names[state]))}</text>"
    )


def _down(number: int, left: int, words: str) -> str:
    top, middle = _top(number) + HEIGHT, left + WIDTH / 2
    return (
        f'<path d="M{middle} {top}v{GAP - 2}" marker-end="url(#arrow)"/>'
        f'<text x="{middle + 10}" y="{top + GAP / 2 + 4}" font-size="11" fill="currentColor" stroke="none">'
        f"{escape(words)}</text>"
    )


def _loop(number: int, left: int, words: str) -> str:
    top = _top(number)
    return (
        f'<path d="M{left + WIDTH} {top + 10}h14v14h-12" marker-end="url(#arrow)"/>'
        f"<title>{escape(words)}</title>"
    )


def _around(start: int, end: int, side: int, lane: int, shift: int) -> str:
    """From the side of one box to the side of another, by a lane of its own."""
    offset = 6 * (abs(shift) % 4) - 9
    first, last = _top(start) + HEIGHT / 2 + offset, _top(end) + HEIGHT / 2 + offset
    return f'<path d="M{side} {first}H{lane}V{last}H{side}" marker-end="url(#arrow)"/>'


class States(Directive):
    """Draws the states and moves of a module; a move without a name fails the build."""

    required_arguments: ClassVar[int] = 1
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        module = importlib.import_module(self.arguments[0])
        states = list(module.STATE_NAMES)
        title = (module.__doc__ or "").split("\n")[0]
        drawn = drawing(states, module.WAYS, module.STATE_NAMES, module.MOVE_NAMES, title)
        return [nodes.raw("", f'<figure class="align-left">{drawn}</figure>', format="html"), _table(module)]


def _table(module: Any) -> nodes.table:
    table = nodes.table(classes=["states"])
    heads = ("From", "What is done", "To", "What must be given")
    group = nodes.tgroup("", *[nodes.colspec(colwidth=25) for _ in heads], cols=len(heads))
    group += nodes.thead("", _row(*heads))
    body = nodes.tbody()
    for way in module.WAYS:
        reason = "a reason" if getattr(way, "comment", False) else ""
        given = [word for word in (_decision(way), reason) if word]
        body += _row(
            str(module.STATE_NAMES[way.start]),
            str(module.MOVE_NAMES[way.move]),
            str(module.STATE_NAMES[way.end]),
            ", ".join(given) or "–",
        )
    group += body
    table += group
    return table


def _decision(way: Any) -> str:
    body = getattr(way, "body", None)
    if not way.decision:
        return ""
    return f"a decision of the {body}" if body else "a decision"


def _row(*cells: str) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", nodes.Text(cell))) for cell in cells])


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("states", States)
    return {"parallel_read_safe": True}
