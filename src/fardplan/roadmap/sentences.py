"""Sentences about a roadmap in both languages, made of the same parts."""

from collections.abc import Callable
from typing import TypeVar

from fardplan.vocabulary.text import Language, Text

W = TypeVar("W")

UNDECIDED = {
    "den": Text(sv="inte bestämd", en="not decided"),
    "det": Text(sv="inte bestämt", en="not decided"),
}
"""By the Swedish pronoun of what nobody has decided."""


def say(sv: str, en: str, **said: str | Text) -> Text:
    """One sentence in both languages; a `Text` among the values is said in the sentence's language."""

    def filled(pattern: str, language: Language) -> str:
        words = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in said.items()
        }
        return pattern.format(**words)

    return Text(sv=filled(sv, "sv"), en=filled(en, "en"))


def in_words(word: Callable[[W, Language], str], value: W) -> Text:
    return Text(sv=word(value, "sv"), en=word(value, "en"))
