"""The texts of a draft as the page names them: each with a key of its own and the word for what it is."""

from dataclasses import dataclass

from fardplan.sources.council_document import Draft, Item
from fardplan.sources.council_document.since import PARTS, texts_of
from fardplan.sources.council_document.telling import word_for
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of a draft, where it stands in it, and the word for what it is."""

    part: str
    place: int
    item: Item
    word: str

    @property
    def key(self) -> str:
        return key_of(self.part, self.place)


def key_of(part: str, place: int) -> str:
    return f"{part.replace('_', '-')}-{place + 1}"


def entries_of(draft: Draft, language: Language) -> tuple[Entry, ...]:
    """Every text of the draft, part by part."""
    return tuple(
        Entry(part, place, item, _tag(part, place, item, language))
        for part in PARTS
        for place, item in enumerate(texts_of(draft, part))
    )


def _tag(part: str, place: int, item: Item, language: Language) -> str:
    """What stands in the margin: points are spoken of by their numbers."""
    word = word_for(part, item, language)
    return f"{word} {place + 1}" if part == "decisions" else word
