"""The page on which a person says what an export's columns and words are: what it asks, what was said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from fardplan.boards.chain import KIND_NAMES, ItemKind
from fardplan.boards.external import PART_NAMES, Part
from fardplan.boards.follow_up import ACTIVITY_NAMES
from fardplan.boards.reported import REPORTED_NAMES
from fardplan.presentation.ordering import swedish_order
from fardplan.presentation.translations import translate
from fardplan.roadmap.assessing import JUDGEMENTS
from fardplan.usecases.exchange.exports import (
    SURETY_NAMES,
    MappingPage,
    Meant,
    ProposedWord,
    Surety,
)
from fardplan.vocabulary.text import Language

UNSAID, SKIPPED = "?", "-"
"""What a word may be said to mean besides its meanings: nothing yet, and that its rows are left out."""

PARTS, KINDS = frozenset(part.value for part in Part), frozenset(kind.value for kind in ItemKind)
SKIPPABLE = frozenset({Part.KIND, Part.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column of the file: its select, its heading, what stands in it, how sure the proposal is."""

    name: str
    heading: str
    examples: str
    parts: tuple[Option, ...]
    levels: tuple[Option, ...]
    used: bool
    sure: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a column: its select, how often it comes, how sure the proposal is."""

    name: str
    word: str
    count: int
    options: tuple[Option, ...]
    sure: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The words of a column whose words have meanings."""

    part: str
    title: str
    words: tuple[AskedWord, ...]

    @property
    def doubtful(self) -> int:
        return sum(word.doubtful for word in self.words)


def proposed(page: MappingPage) -> Meant:
    """What is said before a person has said anything: what was kept, and what is proposed."""
    columns: dict[str, Part | ItemKind] = {}
    for column in page.proposal.columns:
        what = column.part or column.level
        if what is not None:
            columns[column.heading] = what
    words = {part: {word.word: word.meaning for word in found} for part, found in page.proposal.words.items()}
    before = page.before.mapping if page.before else None
    return Meant(columns, words, before.organisation if before else None, page.export.table.sheet)


def said(page: MappingPage, sent: QueryDict, words: Mapping[Part, Sequence[ProposedWord]]) -> Meant:
    """What a person said. A word that was not asked about yet has its proposal's meaning."""
    columns = said_columns(page, sent)
    meanings: dict[Part, dict[str, str | None]] = {}
    for part, found in words.items():
        meanings[part] = {}
        for place, word in enumerate(found):
            answer = sent.get(word_name(part, place))
            if sent.get(f"visat-{part}") != page_mark(found):
                answer = None
            meanings[part][word.word] = (
                word.meaning
                if answer is None
                else None
                if answer == UNSAID
                else ""
                if answer == SKIPPED
                else answer
            )
    return Meant(columns, meanings, sent.get("organisation") or None, page.export.table.sheet)


def said_columns(page: MappingPage, sent: QueryDict) -> dict[str, Part | ItemKind]:
    """What a person said that each column is."""
    columns: dict[str, Part | ItemKind] = {}
    for place, heading in enumerate(page.export.table.headings):
        kind, _, value = sent.get(f"kolumn-{place}", "").partition(":")
        if kind == "part" and value in PARTS:
            columns[heading] = Part(value)
        elif kind == "level" and value in KINDS:
            columns[heading] = ItemKind(value)
    return columns


def word_name(part: Part, place: int) -> str:
    return f"ord-{part}-{place}"


def page_mark(words: Sequence[ProposedWord]) -> str:
    """Names the words that a page asked about: answers to another list of words are not taken for these."""
    return f"{len(words)}-{words[0].word if words else ''}"


def asked_columns(page: MappingPage, meant: Meant, language: Language) -> tuple[AskedColumn, ...]:
    found = []
    for place, column in enumerate(page.proposal.columns):
        what = meant.columns.get(column.heading)
        same = what == (column.part or column.level)
        sure = column.surety if same and what is not None else Surety.NONE
        found.append(
            AskedColumn(
                f"kolumn-{place}",
                column.heading,
                " · ".join(text if len(text) <= 40 else f"{text[:39]}…" for text in column.examples),
                tuple(
                    Option(f"part:{part}", translate(PART_NAMES[part], language), what is part)
                    for part in Part
                ),
                tuple(
                    Option(f"level:{kind}", translate(KIND_NAMES[kind], language), what is kind)
                    for kind in ItemKind
                ),
                what is not None,
                translate(SURETY_NAMES[sure], language) if what is not None and same else "",
                sure is Surety.NEAR,
            )
        )
    return tuple(found)


def asked_words(
    page: MappingPage, meant: Meant, words: Mapping[Part, Sequence[ProposedWord]], language: Language
) -> tuple[AskedWords, ...]:
    return tuple(
        AskedWords(
            part.value,
            translate(PART_NAMES[part], language),
            tuple(
                _asked_word(part, place, word, meant, options, language) for place, word in enumerate(found)
            ),
        )
        for part, found in words.items()
        if found
        for options in [tuple(_meanings(part, page, language))]
    )


def _asked_word(
    part: Part,
    place: int,
    word: ProposedWord,
    meant: Meant,
    options: Sequence[tuple[str, str]],
    language: Language,
) -> AskedWord:
    meaning = meant.words.get(part, {}).get(word.word)
    chosen = UNSAID if meaning is None else meaning or SKIPPED
    listed = [(UNSAID, translate("not said yet", language)), *options]
    if part in SKIPPABLE:
        listed.append((SKIPPED, translate("leave its rows out", language)))
    return AskedWord(
        word_name(part, place),
        word.word,
        word.count,
        tuple(Option(value, words, value == chosen) for value, words in listed),
        translate(SURETY_NAMES[word.surety], language) if meaning == word.meaning else "",
        chosen == UNSAID or (word.surety is Surety.NEAR and meaning == word.meaning),
    )


def _meanings(part: Part, page: MappingPage, language: Language) -> Iterable[tuple[str, str]]:
    if part is Part.KIND:
        return ((kind.value, translate(KIND_NAMES[kind], language)) for kind in ItemKind)
    if part is Part.STATE:
        return ((state.value, translate(words, language)) for state, words in ACTIVITY_NAMES.items())
    if part is Part.JUDGEMENT:
        return ((value.value, translate(words, language)) for value, words in JUDGEMENTS.items())
    if part is Part.REPORTED:
        return ((value.value, translate(words, language)) for value, words in REPORTED_NAMES.items())
    return board_options(page)


def board_options(page: MappingPage) -> list[tuple[str, str]]:
    """Every board and company, in Swedish order."""
    return sorted(page.export.names.items(), key=lambda pair: swedish_order(pair[1]))
