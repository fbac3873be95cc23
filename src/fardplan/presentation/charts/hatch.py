"""Hatching for simulated figures."""

from fardplan.presentation.charts.placing import Box
from fardplan.presentation.charts.svg import element


def hatch(id: str) -> str:
    """The pattern, defined once in a drawing whose own identity is `id`."""
    stripe = element("path", class_="c-hatch", d="M0 8L8 0M-2 2L2 -2M6 10L10 6")
    pattern = element("pattern", stripe, id=f"{id}-hatch", width=8, height=8, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def hatched(box: Box, id: str) -> str:
    return element(
        "rect",
        x=float(box.left),
        y=float(box.top),
        width=float(box.right - box.left),
        height=float(box.bottom - box.top),
        fill=f"url(#{id}-hatch)",
    )
