"""Reading documents of others with care: every surprise is told with the place where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fardplan.sources.pxweb.cube import NOTHING_LOADED
from fardplan.vocabulary.errors import SourceError

LONGEST = 80


def malformed(where: str, what: str, instead: str | None = None) -> SourceError:
    """The error for a document that is not as its format says."""
    return SourceError(what, where=where, instead=instead, outcome=NOTHING_LOADED)


@contextmanager
def placed(where: str) -> Iterator[None]:
    """Errors of building something say where it was read."""
    try:
        yield
    except SourceError as error:
        raise type(error)(
            error.what, where=error.where or where, instead=error.instead, outcome=error.outcome
        ) from error


def shown(value: object) -> str:
    """A value as it can be shown in a message: short."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def an_object(value: Any, where: str, name: str) -> dict[str, Any]:
    """The value, if it is an object with names."""
    if isinstance(value, dict):
        return value
    raise malformed(where, f"'{name}' is no object with names, but {shown(value)}")


def a_list(value: Any, where: str, name: str) -> list[Any]:
    """The value, if it is a list."""
    if isinstance(value, list):
        return value
    raise malformed(where, f"'{name}' is no list, but {shown(value)}")


def a_text(value: Any, where: str, name: str) -> str:
    """The value, if it is a text."""
    if isinstance(value, str):
        return value
    raise malformed(where, f"'{name}' is no text, but {shown(value)}")


def maybe_text(value: Any, where: str, name: str) -> str | None:
    """The value, if it is a text or absent."""
    return None if value is None else a_text(value, where, name)


def objects(value: Any, where: str, name: str) -> list[dict[str, Any]]:
    """The value, if it is a list of objects with names; an absent one is empty."""
    return [an_object(one, where, name) for one in a_list([] if value is None else value, where, name)]


def texts(value: Any, where: str, name: str) -> tuple[str, ...]:
    """The value, if it is a list of texts; an absent one is empty, and a single text is a list of one."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(a_text(item, where, f"{name}[{at}]") for at, item in enumerate(a_list(value, where, name)))


def a_count(value: Any, where: str, name: str) -> int:
    """The value, if it is a whole number from 0 up."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise malformed(where, f"'{name}' is no whole number from 0 up, but {shown(value)}")
