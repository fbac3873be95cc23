"""The directive `states`: the states of a module and who may move them, drawn from the data the rules read.

    ```{states} fardplan.roadmap.case
    ```

The module has a `StateMachine`. A drawing stands first, then the same as a table, in Swedish as the guides.
"""

import importlib
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from fardplan.presentation.roles import ROLES
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.presentation.translations import translate
from fardplan.roadmap.case import BODY_NAMES

Machine = StateMachine[Any, Any, Any, ...]

WIDTH, HEIGHT, GAP = 250, 34, 30
LANE = 16
LETTER = 6.6
"""How wide a letter of the small text is, about."""


def drawing(machine: Machine, title: str) -> str:
    """The states one under another; moves on to a later one to the right, moves back to the left.

    An arrow is drawn once between two states, with all its moves beside it.
    """
    place = {state: number for number, state in enumerate(machine.states)}
    arrows: dict[tuple[Any, Any], list[str]] = {}

    def span(pair: tuple[Any, Any]) -> int:
        """How far apart two states stand: the longest way goes outermost."""
        return abs(place[pair[1]] - place[pair[0]])

    for way in machine.transitions:
        arrows.setdefault((way.start, way.end), []).append(_word(machine.moves[way.move]))
    onward = sorted((pair for pair in arrows if place[pair[1]] > place[pair[0]] + 1), key=span)
    back = sorted((pair for pair in arrows if place[pair[1]] < place[pair[0]]), key=span)
    left = 30 + LANE * len(back) + 12
    right = left + WIDTH + 30
    wide = right + LANE * len(onward) + 12
    parts = [_box(place[state], left, _word(name)) for state, name in machine.states.items()]
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
    tall = len(machine.states) * (HEIGHT + GAP) + 10
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


def _box(number: int, left: int, name: str) -> str:
    top = _top(number)
    return (
        f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="3"/>'
        f'<text x="{left + WIDTH / 2}" y="{top + 22}" text-anchor="middle" fill="currentColor" stroke="none">'
        f"{escape(name)}</text>"
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
        machine = next(item for item in vars(module).values() if isinstance(item, StateMachine))
        drawn = drawing(machine, (module.__doc__ or "").split("\n")[0])
        return [nodes.raw("", f'<figure class="align-left">{drawn}</figure>', format="html"), _table(machine)]


def _table(machine: Machine) -> nodes.table:
    table = nodes.table(classes=["states"])
    with_roles = any(way.by in ROLES for way in machine.transitions)
    heads = ("Från", "Vad som görs", *(["Av"] if with_roles else []), "Till", "Vad som ska anges")
    group = nodes.tgroup("", *[nodes.colspec(colwidth=20) for _ in heads], cols=len(heads))
    group += nodes.thead("", _row(*heads))
    body = nodes.tbody()
    for way in machine.transitions:
        given = [word for word in (_decision(way), "skäl" if way.comment else "") if word]
        body += _row(
            _word(machine.states[way.start]),
            _word(machine.moves[way.move]),
            *([_word(ROLES.get(way.by or "", "–"))] if with_roles else []),
            _word(machine.states[way.end]),
            ", ".join(given) or "–",
        )
    group += body
    table += group
    return table


def _decision(way: Transition[Any, Any]) -> str:
    if not way.decision:
        return ""
    body = BODY_NAMES.get(way.by or "")
    return f"beslut av {_word(body)}" if body else "beslut"


def _word(name: str) -> str:
    return translate(name, "sv")


def _row(*cells: str) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", nodes.Text(cell))) for cell in cells])


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("states", States)
    return {"parallel_read_safe": True}
