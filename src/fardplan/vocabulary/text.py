"""Text in Swedish and English: the two languages the product speaks."""

from typing import Literal

from fardplan.vocabulary.model import Frozen

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")


class Text(Frozen):
    """A text in Swedish with its English translation.

    The Swedish wording is the one decided or published; `en` is an unofficial translation and may be
    missing, in which case the Swedish stands in for it.
    """

    sv: str
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The text in `language`; Swedish where no translation exists."""
        return self.en if language == "en" and self.en else self.sv

    def is_translated(self, language: Language) -> bool:
        return language == "sv" or bool(self.en)
