"""The surfaces of a forecast: two bands that pale with distance, since the far end is the least certain."""

from collections.abc import Sequence

from fardplan.presentation.charts.svg import element, polyline

FADES = ("outer", "inner")
"""The bands from the back: 95 and 80 per cent."""


def fades(id: str) -> str:
    """The colours of both bands, defined once in a drawing whose own identity is `id`."""
    stops = (element("stop", class_="c-near", offset=0), element("stop", class_="c-far", offset=1))
    made = (element("linearGradient", *stops, id=f"{id}-{name}", class_=f"c-{name}") for name in FADES)
    return element("defs", *made)


def faded(edge: Sequence[tuple[float, float]], name: str, id: str) -> str:
    """The band `name` inside `edge`."""
    return polyline(edge, class_="c-fan", closed=True, fill=f"url(#{id}-{name})")
