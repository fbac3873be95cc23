"""The doubts of a reading, gathered by what a person has to do about them; and what was not found at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from fardplan.presentation.translations import message, translate
from fardplan.sources.council_document import Doubt, Draft
from fardplan.sources.council_document.since import HEAD, texts_of
from fardplan.usecases.reading_page.links import told_with_links
from fardplan.vocabulary.text import Language

OPEN = 4
"""So many doubts of a family stand open; the others are folded."""

MOST = 400
"""So many doubts of a family are listed; the others are marked in the lines alone."""

_FAMILIES: dict[str, tuple[str, str, frozenset[str]]] = {
    "lost": (
        message("Text that may be missing"),
        message("Look in the original: something may have been lost on its way here."),
        frozenset({"lost_text", "list_not_placed", "annex_missing", "numerals_without_text"}),
    ),
    "goals": (
        message("Goals that are not clear"),
        message("Decide what the document means before it becomes a roadmap."),
        frozenset({"direction_unclear", "area_not_named", "area_without_goals", "no_areas"}),
    ),
    "decisions": (
        message("Decisions, names and numbers"),
        message("Check against the original and mend in the draft."),
        frozenset(
            {
                "force_unclear",
                "budget_year",
                "contradiction",
                "names_in_one_row",
                "numbering",
                "count",
                "no_title",
                "no_decisions",
                "no_mandate",
            }
        ),
    ),
    "words": (
        message("Words that can be read in more than one way"),
        message(
            "The first reading is the one taken. Look at the line, and mend it in the draft if it is wrong."
        ),
        frozenset({"real_word", "uncertain_repair", "unknown_word", "possible_misreading"}),
    ),
}
_OTHER = (message("Other things to look at"), message("Look at the lines named."))


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    number: int
    sentence: SafeString


@dataclass(frozen=True, slots=True)
class Family:
    """Doubts of one sort. `first` stand open, `more` are folded, `unlisted` are only marked in the lines."""

    key: str
    name: str
    advice: str
    first: tuple[ShownDoubt, ...]
    more: tuple[ShownDoubt, ...]
    unlisted: int

    @property
    def count(self) -> int:
        return len(self.first) + len(self.more) + self.unlisted


def in_order(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The doubts as they are told and numbered: family by family, each in the order of the reading."""
    order = [*_FAMILIES, "other"]
    return tuple(sorted(doubts, key=lambda doubt: order.index(_family_of(doubt.kind))))


def families_of(doubts: Sequence[Doubt], shown: Collection[int], language: Language) -> tuple[Family, ...]:
    """The doubts by family, the weightiest first, numbered as they stand; `shown` are the page's lines."""
    gathered: dict[str, list[ShownDoubt]] = {key: [] for key in (*_FAMILIES, "other")}
    for number, doubt in enumerate(doubts, start=1):
        told = ShownDoubt(number, told_with_links(doubt, shown, language))
        gathered[_family_of(doubt.kind)].append(told)
    return tuple(_family(key, tuple(found), language) for key, found in gathered.items() if found)


def _family_of(kind: str) -> str:
    return next((key for key, (_, _, kinds) in _FAMILIES.items() if kind in kinds), "other")


def _family(key: str, found: tuple[ShownDoubt, ...], language: Language) -> Family:
    name, advice = _FAMILIES[key][:2] if key in _FAMILIES else _OTHER
    split = OPEN if len(found) > OPEN + 1 else len(found)
    return Family(
        key,
        translate(name, language),
        translate(advice, language),
        found[:split],
        found[split:MOST],
        max(0, len(found) - MOST),
    )


_SOUGHT = {
    "kind": message("what kind of document it is"),
    "decided_by": message("the body that decides"),
    "dnr": message("a reference number (dnr)"),
    "date": message("a date"),
    "officer": message("an officer"),
    "municipality": message("the municipality or region"),
    "title": message("a title"),
    "decisions": message("decision points"),
    "mandate": message("a mandate"),
    "preparation": message("how the matter was prepared"),
    "earlier_decisions": message("earlier decisions"),
    "vision": message("a vision"),
    "horizons": message("a time horizon"),
    "goals": message("goals"),
    "indicators": message("indicators"),
    "references": message("other documents named"),
    "annexes": message("annexes"),
    "signatories": message("signatories"),
}


def not_found(draft: Draft, language: Language) -> tuple[str, ...]:
    """What was looked for and is not in the draft, each in a few words."""
    return tuple(
        translate(words, language)
        for part, words in _SOUGHT.items()
        if not (getattr(draft.document, part) if part in HEAD else texts_of(draft, part))
    )
