"""A mapping proposed for an export, for a person to confirm: from last year's, from usual and near names."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from fardplan.boards.chain import ItemKind
from fardplan.boards.export_mapping import ExportMapping
from fardplan.boards.external import Part, folded
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.sources.management_system.headings import HEADINGS, JUDGEMENTS, KINDS, REPORTED, STATES
from fardplan.sources.management_system.table import ExportTable

EXAMPLES = 3
NEAR_HEADING, NEAR_NAME, AHEAD = 0.8, 0.72, 0.08
"""How alike two headings, or two names, must be to be proposed, and how much more than the next."""


class Surety(StrEnum):
    """How a proposal was come to."""

    KEPT = "kept"
    SAME = "same"
    NEAR = "near"
    NONE = "none"


SURETY_NAMES = {
    Surety.KEPT: message("as in the mapping before"),
    Surety.SAME: message("the same name"),
    Surety.NEAR: message("a near name"),
    Surety.NONE: message("not known"),
}


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column with what it may be: a part, a level of the chain, or neither."""

    heading: str
    part: Part | None
    level: ItemKind | None
    surety: Surety
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedWord:
    """A word or name of the file with what it may mean; None where nothing is near. `count`: its cells."""

    word: str
    meaning: str | None
    surety: Surety
    count: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a mapping may be. `words` are those of the columns proposed; `changes` says how the file differs
    from what the mapping before expected.
    """

    columns: tuple[ProposedColumn, ...]
    words: Mapping[Part, tuple[ProposedWord, ...]]
    changes: tuple[Sentence, ...]


def propose(
    table: ExportTable, organisations: Mapping[str, str], before: ExportMapping | None = None
) -> Proposal:
    """Propose what the columns and words of an export are. `organisations`: names by key.

    What the mapping `before` says comes first, then usual headings and words, then near ones.
    """
    columns = _columns(table, before)
    headings = {column.part: column.heading for column in columns if column.part}
    return Proposal(columns, words_in(table, headings, organisations, before), tuple(_changes(table, before)))


def words_in(
    table: ExportTable,
    headings: Mapping[Part, str],
    organisations: Mapping[str, str],
    before: ExportMapping | None = None,
) -> dict[Part, tuple[ProposedWord, ...]]:
    """The words in the columns whose words have meanings, with what each may mean."""
    usual = {
        Part.KIND: {str(kind): names for kind, names in KINDS.items()},
        Part.STATE: STATES,
        Part.JUDGEMENT: JUDGEMENTS,
        Part.REPORTED: REPORTED,
        Part.ORGANISATION: {key: (name,) for key, name in organisations.items()},
    }
    return {
        part: _words(table, headings[part], part, names, before)
        for part, names in usual.items()
        if part in headings
    }


def _columns(table: ExportTable, before: ExportMapping | None) -> tuple[ProposedColumn, ...]:
    kept = _kept(before)
    taken: set[object] = set()
    found: dict[str, tuple[object, Surety]] = {}
    rounds: tuple[tuple[Surety, Callable[[str], object]], ...] = (
        (Surety.KEPT, lambda heading: kept.get(folded(heading))),
        (Surety.SAME, lambda heading: _usual(heading, exact=True)),
        (Surety.NEAR, lambda heading: _usual(heading, exact=False)),
    )
    for surety, guess in rounds:
        for heading in table.headings:
            meaning = guess(heading)
            if heading not in found and meaning is not None and meaning not in taken:
                found[heading] = meaning, surety
                taken.add(meaning)
    columns = [
        _column(table, heading, *found.get(heading, (None, Surety.NONE))) for heading in table.headings
    ]
    return _one_layout(columns, before)


def _kept(before: ExportMapping | None) -> dict[str, object]:
    if before is None:
        return {}
    return {folded(heading): part for part, heading in before.columns.items()} | {
        folded(level.heading): level.kind for level in before.levels
    }


def _column(table: ExportTable, heading: str, meaning: object, surety: Surety) -> ProposedColumn:
    return ProposedColumn(
        heading,
        meaning if isinstance(meaning, Part) else None,
        meaning if isinstance(meaning, ItemKind) else None,
        surety,
        table.values(heading)[:EXAMPLES],
    )


def _one_layout(
    columns: Sequence[ProposedColumn], before: ExportMapping | None
) -> tuple[ProposedColumn, ...]:
    """Either a column for the kind or columns for levels: as before, or as more speaks for."""
    levels = [column for column in columns if column.level]
    rows = {column.part for column in columns} >= {Part.KIND, Part.TITLE}
    by_levels = bool(before.levels) if before else len(levels) >= 2 and not rows
    if by_levels:
        out = {Part.KIND, Part.TITLE, Part.PARENT_ID, Part.PARENT_TITLE}
        return tuple(_without(column) if column.part in out else column for column in columns)
    return tuple(_without(column) if column.level else column for column in columns)


def _without(column: ProposedColumn) -> ProposedColumn:
    return ProposedColumn(column.heading, None, None, Surety.NONE, column.examples)


def _usual(heading: str, *, exact: bool) -> object:
    names: list[tuple[object, Sequence[str]]] = [*HEADINGS.items(), *KINDS.items()]
    text = _bare(heading)
    if exact:
        return next((what for what, usual in names if text in map(folded, usual)), None)
    likely = sorted(((_alike(text, usual), str(what), what) for what, usual in names), reverse=True)
    (best, _, what), (second, _, _) = likely[0], likely[1]
    return what if best >= NEAR_HEADING and best - second >= AHEAD / 2 else None


def _bare(heading: str) -> str:
    """A heading without a year or a period: `Årsmål 2027` is the yearly target."""
    return folded(re.sub(r"\b(19|20)\d\d\b|\b[tT][12]\b|\(\d+\)$", " ", heading))


def _alike(text: str, names: Iterable[str]) -> float:
    return max(SequenceMatcher(None, text, folded(name), autojunk=False).ratio() for name in names)


def _words(
    table: ExportTable,
    heading: str,
    part: Part,
    meanings: Mapping[str, Sequence[str]],
    before: ExportMapping | None,
) -> tuple[ProposedWord, ...]:
    at = table.column(heading)
    counted = Counter(row.cells[at] for row in table.rows if row.cells[at]) if at is not None else Counter()
    kept = before.words_of(part) if before else {}
    plain = _plain_name if part is Part.ORGANISATION else folded
    return tuple(
        _word(word, count, kept, meanings, plain)
        for word, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )


def _word(
    word: str,
    count: int,
    kept: Mapping[str, str],
    meanings: Mapping[str, Sequence[str]],
    plain: Callable[[str], str],
) -> ProposedWord:
    """What a word may mean: as before, by the same name, by the nearest that stands out from the next."""
    if folded(word) in kept:
        return ProposedWord(word, kept[folded(word)], Surety.KEPT, count)
    text = plain(word)
    same = [what for what, names in meanings.items() if text in map(plain, names)]
    if len(same) == 1:
        return ProposedWord(word, same[0], Surety.SAME, count)
    likely = sorted(
        ((max(_ratio(text, plain(name)) for name in names), what) for what, names in meanings.items()),
        reverse=True,
    )
    best, second = (*likely, (0.0, ""), (0.0, ""))[:2]
    if best[0] >= NEAR_NAME and best[0] - second[0] >= AHEAD:
        return ProposedWord(word, best[1], Surety.NEAR, count)
    return ProposedWord(word, None, Surety.NONE, count)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


_GENERIC = frozenset(
    {
        *(
            "stadsdelsnämnd",
            "stadsdelsnämnden",
            "sdn",
            "stadsdelsförvaltning",
            "stadsdelsförvaltningen",
            "sdf",
        ),
        *("nämnd", "nämnden", "förvaltning", "förvaltningen", "stadsdelsområde", "kommunala"),
        *("ab", "aktiebolag", "i", "och", "för", "stad", "stads"),
    }
)
_ENDINGS = ("förvaltningen", "förvaltning", "nämnden", "nämnd", "kontoret", "kontor")


def _plain_name(name: str) -> str:
    """A name without what boards are called: `Farsta SDN` and `Farsta stadsdelsnämnd` are one."""
    words = [word for word in re.findall(r"[\w]+", folded(name)) if word not in _GENERIC]
    return " ".join(_stem(word) for word in words) or folded(name)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending).rstrip("s")
    return word.rstrip("s") if len(word) > 4 else word


def _changes(table: ExportTable, before: ExportMapping | None) -> Iterable[Sentence]:
    if before is None:
        return
    expected = [*before.columns.values(), *(level.heading for level in before.levels)]
    for heading in expected:
        if table.column(heading) is None:
            yield Sentence("The column '{heading}' is no longer there.", heading=heading)
    known = {folded(heading) for heading in expected}
    for heading in table.headings:
        if folded(heading) not in known and before.columns:
            yield Sentence("The column '{heading}' was not used before.", heading=heading)
