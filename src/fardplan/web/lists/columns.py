"""What a list is made of: columns say what stands in a cell, choices what can be asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.utils.timezone import localtime

from fardplan.presentation.numbers import as_given
from fardplan.presentation.ordering import swedish_order
from fardplan.presentation.periods import date_text
from fardplan.vocabulary.text import Language, Text

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class State:
    """A cell that tells how something stands: a word with its shape (`SHAPES` in `web.shell.tags`)."""

    shape: str
    word: str


Value = str | int | float | date | Text | State | None
"""What a cell holds. A day or number is shown as the language writes it and stays one in the file."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: `key` is its name in the address, `words` its heading.

    `href` makes the cell a link, `note` adds a quiet line under it (which the file has not), `order` sorts by
    something else than the value. With `file_only` it stands in files alone.
    """

    key: str
    words: str
    value: Callable[[Row], Value]
    href: Callable[[Row], str | None] | None = None
    note: Callable[[Row], str] | None = None
    order: Callable[[Row], Any] | None = None
    sorts: bool = True
    file_only: bool = False

    def place(self, row: Row) -> tuple[bool, Any]:
        """What to sort a row by: in the alphabet's order, what is empty last."""
        value = self.order(row) if self.order else self.value(row)
        plain = value.word if isinstance(value, State) else value.sv if isinstance(value, Text) else value
        if isinstance(plain, datetime):
            plain = localtime(plain).date()
        return plain is None or plain == "", swedish_order(plain) if isinstance(plain, str) else plain


@dataclass(frozen=True)
class Choice(Generic[Row]):
    """Something to filter by: `of` gives a row's value (or several); `said` puts a value into words.

    What can be chosen is what occurs among the rows; `first` names what stands first, in order.
    """

    key: str
    words: str
    of: Callable[[Row], str | Iterable[str] | None]
    said: Callable[[str], str] = str
    first: tuple[str, ...] = ()

    def values(self, row: Row) -> tuple[str, ...]:
        found = self.of(row)
        if found is None:
            return ()
        return (found,) if isinstance(found, str) else tuple(found)


def shown(value: Value, language: Language) -> str:
    """A cell's value as it is read."""
    if value is None:
        return ""
    if isinstance(value, State):
        return value.word
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, datetime):
        return f"{date_text(localtime(value).date(), language)} {localtime(value):%H:%M}"
    if isinstance(value, date):
        return date_text(value, language)
    return value if isinstance(value, str) else as_given(value, language)


def kept(value: Value, language: Language) -> str | int | float | date | None:
    """A cell's value as a file holds it."""
    if isinstance(value, datetime):
        return localtime(value).date()
    if isinstance(value, State | Text):
        return shown(value, language)
    return value
