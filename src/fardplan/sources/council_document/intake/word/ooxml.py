"""Small words for the XML of Word: elements and attributes by their local names."""

from collections.abc import Iterator
from typing import Any

_OFF = frozenset({"0", "false", "off", "none"})


def local(element: Any) -> str:
    """The name of an element without its namespace; nothing of a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    if element is not None:
        for child in element:
            if local(child) in names:
                yield child


def child(element: Any, *path: str) -> Any:
    """The first element down a path of names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def attribute(element: Any, name: str) -> str | None:
    if element is None:
        return None
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return None


def value(element: Any, *path: str) -> str | None:
    """The `val` at the end of a path."""
    return attribute(child(element, *path), "val")


def number(element: Any, *path: str) -> int | None:
    """The `val` at the end of a path as a whole number; None when there is none."""
    text = (value(element, *path) or "").strip()
    try:
        return int(float(text)) if len(text) < 12 else None
    except (ValueError, OverflowError):
        return None


def switch(element: Any, name: str) -> bool | None:
    """Whether a property is on or off; None when nothing is said of it."""
    found = child(element, name)
    if found is None:
        return None
    return (attribute(found, "val") or "on").lower() not in _OFF
