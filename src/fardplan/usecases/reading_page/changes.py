"""What is new, changed, moved or gone since an earlier edition, as the page shows it."""

from dataclasses import dataclass

from fardplan.presentation.translations import translate
from fardplan.roadmap.side_by_side import Run, marked
from fardplan.sources.council_document.since import Fate, Pair, Since
from fardplan.sources.council_document.telling import (
    HEADINGS,
    NAMES,
    day_words,
    differences_of,
    word_for,
)
from fardplan.usecases.reading_page.entries import key_of
from fardplan.vocabulary.text import Language

MOST = 300
"""So many texts of one fate are listed; the others are marked in the roadmap alone."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What became of a text. `old` and `new` are both wordings where they differ, marked; `told` the rest."""

    fate: str
    word: str
    text: str
    old: tuple[Run, ...]
    new: tuple[Run, ...]
    told: tuple[str, ...]
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, what is gone first. `head`: what the document says otherwise of itself."""

    name: str
    head: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, int, tuple[ShownChange, ...]], ...]


def changes_of(since: Since, language: Language) -> Changes:
    nothing = translate("not stated", language)

    def value(name: str, of: str | None) -> str:
        return nothing if not of else day_words(of, language) if name == "date" else of

    return Changes(
        since.old.document.name,
        tuple(
            (
                translate(NAMES[name], language),
                value(name, getattr(since.old.document, name)),
                value(name, getattr(since.new.document, name)),
            )
            for name in since.head
        ),
        tuple(
            (translate(heading, language), len(pairs), tuple(_shown(pair, language) for pair in pairs[:MOST]))
            for fate, heading in HEADINGS.items()
            if (pairs := since.with_fate(fate))
        ),
    )


def change_of(pair: Pair, language: Language) -> ShownChange | None:
    """What became of a text of the later edition; None where it is as it was."""
    return None if pair.fate is Fate.SAME else _shown(pair, language)


def _shown(pair: Pair, language: Language) -> ShownChange:
    item = pair.new or pair.old
    assert item is not None  # one of the two is there
    both = pair.old and pair.new and pair.old.text.split() != pair.new.text.split()
    old, new = marked(pair.old.text, pair.new.text) if both and pair.old and pair.new else ((), ())
    return ShownChange(
        fate=pair.fate.value,
        word=translate(HEADINGS[pair.fate], language),
        text=item.text,
        old=old,
        new=new,
        told=differences_of(pair, language),
        kind=word_for(pair.part, item, language),
        href=f"#item-{key_of(pair.part, pair.place)}" if pair.new else "",
    )
