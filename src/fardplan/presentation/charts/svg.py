"""Writing SVG: elements with classes, never styles, so that the page's CSS themes them."""

from html import escape


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return (
        text.removesuffix(".0").replace("-0", "0", 1) if text in ("-0.0", "0.0") else text.removesuffix(".0")
    )


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
    return element(
        "text", escape(words, quote=False), class_=class_, x=float(x), y=float(y), text_anchor=anchor
    )


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
