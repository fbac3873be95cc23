"""Hatching for simulated figures."""

from fardplan.presentation.charts.placing import Box
from fardplan.presentation.charts.svg import element

TILE = 8
"""Side of a pattern's tile."""

STRIPE = "M0 8L8 0M-2 2L2 -2M6 10L10 6"
"""The way of a stripe across a tile."""


def hatch(id: str) -> str:
    """The pattern, defined once in a drawing whose own identity is `id`."""
    return element("defs", tile(element("path", class_="c-hatch", d=STRIPE), id=f"{id}-hatch"))


def tile(*inside: str, id: str) -> str:
    """A pattern that is named by its `id`."""
    return element("pattern", *inside, id=id, width=TILE, height=TILE, patternUnits="userSpaceOnUse")


def hatched(box: Box, id: str) -> str:
    return element(
        "rect",
        x=float(box.left),
        y=float(box.top),
        width=float(box.right - box.left),
        height=float(box.bottom - box.top),
        fill=f"url(#{id}-hatch)",
    )
