"""Sentences of errors that know how they are said in another language."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.errors import FardplanError
from fardplan.vocabulary.text import Language, Text


class Sentence(str):
    """A message with its values filled in: the English text, which tells itself in another language too.

    A value may be a sentence in turn, or a text in both languages. A day is written as people write it when
    it is told in a language; the text itself has it as programs do.
    """

    message: str
    values: dict[str, Any]

    def __new__(cls, message: str, /, **values: Any) -> "Sentence":
        english = {name: _in_english(value) for name, value in values.items()}
        made = super().__new__(cls, message.format(**english))
        made.message, made.values = message, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """An error of another process arrives with its sentences."""
        return (self.message,), self.values

    def in_language(self, language: Language) -> str:
        values = {name: _told(value, language) for name, value in self.values.items()}
        return translate(self.message, language, **values)


def _in_english(value: object) -> object:
    return value.in_language("en") if isinstance(value, Text) else value


def _told(value: object, language: Language) -> object:
    if isinstance(value, Sentence | Text):
        return value.in_language(language)
    return date_text(value, language) if isinstance(value, date) else value


def one_after_another(texts: Sequence[str]) -> Sentence:
    """Sentences and other texts as one, without those that are empty."""
    told = [text for text in texts if text]
    beside = " ".join(f"{{s{number}}}" for number in range(len(told)))
    return Sentence(beside, **{f"s{number}": text for number, text in enumerate(told)})


BELOW = frozenset(
    (
        message("Nothing was overwritten; both texts are kept."),
        message("Nothing was changed."),
        message("the disk is full"),
        message("Make room and load again."),
        message("the disk quota is used up"),
        message("the folder is read-only"),
        message("there is no permission to write here"),
        message("Choose a home that can be written to."),
        message("a file stands where a folder is needed"),
        message("Move the file away, or choose another home."),
        message("Wait for it to finish and load again."),
        message("something else stands here, which publishing would overwrite"),
        message("Name a folder that does not exist yet, or an empty one."),
        message("Nothing was published."),
        message("there is no earlier publication to go back to"),
        message("The site is as it was."),
        message("the list of earlier publications is damaged"),
        message("Remove it and publish again; only the way back to earlier publications is lost."),
        message("Make room and publish again."),
        message("Remove the folder and publish again, or go back to an earlier edition."),
        message("Publish again, or go back to an earlier edition."),
        message("Use a newer version of the program."),
        message("Nothing was changed; earlier editions stay as they were."),
    )
)
"""Sentences of the rooms that know no languages."""


def said_in(text: str, language: Language) -> str:
    """A sentence in a language; any other text as it is."""
    if isinstance(text, Sentence):
        return text.in_language(language)
    return translate(text, language) if text in BELOW else text


def begun(text: str) -> str:
    """A text as it stands first: with a capital."""
    return text[:1].upper() + text[1:]


def error_in(error: FardplanError, language: Language) -> str:
    """An error as it is told a person who reads this language, line by line."""
    told = [said_in(text, language) if text else None for text in (error.what, error.instead, error.outcome)]
    first = f"{said_in(error.where, language)}: {told[0]}" if error.where else told[0]
    return "\n".join(line for line in (first, *told[1:]) if line)


def error_begun(error: FardplanError, language: Language) -> str:
    """An error as it stands first: with a capital, but for the name of a file, which stands as it is."""
    told = error_in(error, language)
    return told if error.where else begun(told)


def there_is(names: Iterable[str], *, asked: str | None = None, limit: int = 12) -> Sentence:
    """What there is instead: the names, and the nearest to what was asked; see `errors.known`."""
    ordered = sorted(names)
    if not ordered:
        return Sentence("There is none.")
    listed = ", ".join(ordered[:limit]) + (" …" if len(ordered) > limit else "")
    near = get_close_matches(asked, ordered, n=1) if asked else []
    if near:
        return Sentence("There is: {listed}. Did you mean '{near}'?", listed=listed, near=near[0])
    return Sentence("There is: {listed}.", listed=listed)
