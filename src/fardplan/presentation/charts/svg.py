"""Writing SVG: elements with classes, never styles, so that the page's CSS themes them."""

from collections.abc import Sequence
from html import escape


def num(value: float) -> str:
    """A coordinate with at most one decimal, which no eye can tell from more."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(tag: str, /, *children: str, **attributes: object) -> str:
    """One element; `_` in attribute names becomes `-`, a trailing `_` is dropped, floats are rounded."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def _value(value: object) -> str:
    return num(value) if isinstance(value, float) else escape(str(value), quote=True)


def text(words: str, x: float, y: float, *, class_: str, anchor: str | None = None) -> str:
    """A text with its base line at `x`, `y`; `start` is the anchor when none is given."""
    side = None if anchor == "start" else anchor
    return element(
        "text", escape(words, quote=False), class_=class_, x=float(x), y=float(y), text_anchor=side
    )


def line(x1: float, y1: float, x2: float, y2: float, *, class_: str) -> str:
    """A straight line; upright and level ones are written short."""
    start = f"M{num(x1)} {num(y1)}"
    if num(y1) == num(y2):
        return element("path", class_=class_, d=f"{start}H{num(x2)}")
    if num(x1) == num(x2):
        return element("path", class_=class_, d=f"{start}V{num(y2)}")
    return element("path", class_=class_, d=f"{start}L{num(x2)} {num(y2)}")


def polyline(
    points: Sequence[tuple[float, float]], *, class_: str, closed: bool = False, fill: str | None = None
) -> str:
    path = "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + ("z" if closed else "")
    return element("path", class_=class_, fill=fill, d=path)


def dot(x: float, y: float, radius: float, *, class_: str) -> str:
    return element("circle", class_=class_, cx=float(x), cy=float(y), r=float(radius))


def picture(
    *inside: str, width: float, height: float, id: str, title: str, description: str, class_: str
) -> str:
    """A whole drawing with its title and description tied to it."""
    return element(
        "svg",
        element("title", escape(title, quote=False), id=f"{id}-title"),
        element("desc", escape(description, quote=False), id=f"{id}-desc"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_,
        viewBox=f"0 0 {num(width)} {num(height)}",
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
    )
