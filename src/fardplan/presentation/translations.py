"""Messages are written in English in the code; Swedish comes from a gettext catalogue."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from fardplan.vocabulary.text import Language

LOCALE_FOLDER = Path(__file__).parent / "locale"
SWEDISH = LOCALE_FOLDER / "sv" / "LC_MESSAGES" / "fardplan.po"


def message(text: str) -> str:
    """Mark a message that is translated elsewhere, so that the catalogue finds it."""
    return text


def translate(message: str, language: Language, /, **values: object) -> str:
    """`message` in `language` with `{name}` filled from `values`; English stands in for missing Swedish."""
    return _found(message, language).format(**values)


def translate_plural(one: str, many: str, count: int, language: Language, /, **values: object) -> str:
    """`one` or `many` by `count`, which fills `{count}` unless `values` gives it in words."""
    number = 0 if count == 1 else 1
    text = (one, many)[number]
    if language == "sv":
        entry = catalogue().get(one)
        if entry and isinstance(entry.string, tuple) and entry.string[number]:
            text = entry.string[number]
    return text.format(**{"count": count, **values})


def _found(message: str, language: Language) -> str:
    if language == "en":
        return message
    entry = catalogue().get(message)
    return entry.string if entry and isinstance(entry.string, str) and entry.string else message


@cache
def catalogue() -> Catalog:
    """The Swedish catalogue, read at first use."""
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv")
