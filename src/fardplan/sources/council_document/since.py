"""Two readings compared: what a later edition of a document says that an earlier one did not.

Texts are paired by what they say, and by level and number where the words alone cannot tell; none is paired
twice. The time grows with the number of texts, not with its square.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from .draft import Draft, Goal, Item

ALIKE = 0.6
"""From this likeness on, 1 being equal, two wordings are editions of one text."""

ALIKE_BY_NUMBER = 0.35
"""As much suffices where level and number are the same."""

PARTS = (
    "title",
    "decisions",
    "mandate",
    "preparation",
    "earlier_decisions",
    "vision",
    "horizons",
    "goals",
    "indicators",
    "references",
    "annexes",
    "signatories",
)
"""The parts of a draft that hold texts, in the order they are told."""

HEAD = ("kind", "decided_by", "dnr", "date", "officer", "municipality")
"""What a document says of itself, as far as it is compared."""

_SINGLE = frozenset({"title", "mandate", "preparation", "vision"})
"""A draft has one of each, which is the same one whatever it says."""

_PLACED = frozenset({"number", "parent"})
_ASIDE = frozenset({"text", "as_read", "lines", "confidence", "id", "of"})
_CANDIDATES = 6
_COMMON = 200  # texts that share a word, from which on the word tells nothing
_WORD = re.compile(r"\w+")


class Fate(StrEnum):
    GONE = "gone"
    CHANGED = "changed"
    NEW = "new"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both editions, or in one. `place` is its own in the part, in the edition that has it last.

    `facts` names what else differs: a date, a target, who is responsible. `moved`: it belongs to another
    goal, has another number, or stands elsewhere among its neighbours.
    """

    part: str
    place: int
    old: Item | None
    new: Item | None
    facts: tuple[str, ...] = ()
    moved: bool = False

    @property
    def fate(self) -> Fate:
        if self.new is None:
            return Fate.GONE
        if self.old is None:
            return Fate.NEW
        if _plain(self.old.text) != _plain(self.new.text) or set(self.facts) - _PLACED:
            return Fate.CHANGED
        return Fate.MOVED if self.moved else Fate.SAME


@dataclass(frozen=True)
class Since:
    """What a later draft says beside an earlier one. `head` names what it says otherwise of itself."""

    old: Draft
    new: Draft
    pairs: tuple[Pair, ...]
    head: tuple[str, ...]

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], Pair]:
        return {(pair.part, pair.place): pair for pair in self.pairs if pair.new is not None}

    def of(self, part: str, place: int) -> Pair:
        """The pair that a text of the later draft is in."""
        return self._by_place[part, place]

    def with_fate(self, fate: Fate) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.fate is fate)


def texts_of(draft: Draft, part: str) -> tuple[Item, ...]:
    """The texts of a part; a part that holds one text has one or none."""
    value = getattr(draft, part)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def since(old: Draft, new: Draft) -> Since:
    """Every text of both drafts, paired; in the order of the parts, what is gone where it stood."""
    head = tuple(name for name in HEAD if getattr(old.document, name) != getattr(new.document, name))
    pairs = [pair for part in PARTS for pair in _part(part, texts_of(old, part), texts_of(new, part))]
    return Since(old, new, tuple(pairs), head)


def _part(part: str, old: Sequence[Item], new: Sequence[Item]) -> Iterator[Pair]:
    alone = part in _SINGLE and old and new
    matched = {0: 0} if alone else _matched(old, new)
    elsewhere = _elsewhere(old, new, matched)
    gone = [place for place in range(len(old)) if place not in set(matched.values())]
    for place, item in enumerate(new):
        before = matched.get(place)
        while gone and before is not None and gone[0] < before:
            yield Pair(part, gone[0], old[gone.pop(0)], None)
        if before is None:
            yield Pair(part, place, None, item)
        else:
            was = old[before]
            facts = _facts(was, item)
            yield Pair(part, place, was, item, facts, place in elsewhere or "number" in facts)
    for place in gone:
        yield Pair(part, place, old[place], None)


def _facts(old: Item, new: Item) -> tuple[str, ...]:
    return tuple(
        name
        for name in type(new).model_fields
        if name not in _ASIDE and name != "parent" and getattr(old, name) != getattr(new, name)
    )


# Pairing ---------------------------------------------------------------------


def _matched(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Which text of `old` each of `new` is: equal ones first, then the most alike."""
    matched: dict[int, int] = {}
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in reversed(range(len(old))):
        waiting[_identity(old[place])].append(place)
    for place, item in enumerate(new):
        if same := waiting.get(_identity(item)):
            matched[place] = same.pop()
    taken = set(matched.values())
    scored = sorted((-score, place, before) for place, before, score in _likenesses(old, new, matched, taken))
    for _, place, before in scored:
        if place not in matched and before not in taken:
            matched[place] = before
            taken.add(before)
    return matched


def _identity(item: Item) -> tuple[str, ...]:
    return (_plain(item.text), str(getattr(item, "level", "")))


def _likenesses(
    old: Sequence[Item], new: Sequence[Item], matched: Mapping[int, int], taken: set[int]
) -> Iterator[tuple[int, int, float]]:
    words: dict[str, list[int]] = defaultdict(list)
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for before, item in enumerate(old):
        if before not in taken:
            for word in _words(item):
                words[word].append(before)
            if key := _number(item):
                numbers[key].append(before)
    for place, item in enumerate(new):
        if place in matched:
            continue
        key = _number(item)
        numbered = numbers[key][:_CANDIDATES] if key else []
        for before in dict.fromkeys([*_sharing(item, words), *numbered]):
            alike = _alike(old[before].text, item.text)
            same_number = before in numbered
            if alike >= (ALIKE_BY_NUMBER if same_number else ALIKE):
                yield place, before, alike + 0.1 * same_number


def _sharing(item: Item, words: Mapping[str, list[int]]) -> list[int]:
    """The texts that share the rarest words with one."""
    weight: defaultdict[int, float] = defaultdict(float)
    for word in sorted(_words(item)):
        places = words.get(word, [])
        if len(places) <= _COMMON:
            for place in places:
                weight[place] += 1 / len(places)
    return sorted(weight, key=lambda place: (-weight[place], place))[:_CANDIDATES]


def _words(item: Item) -> set[str]:
    return set(_WORD.findall(item.text.lower()))


def _number(item: Item) -> tuple[str, str] | None:
    number = getattr(item, "number", None)
    return (str(getattr(item, "level", "")), str(number)) if number is not None else None


def _alike(old: str, new: str) -> float:
    return SequenceMatcher(None, old.lower().split(), new.lower().split(), autojunk=False).ratio()


def _plain(text: str) -> str:
    return " ".join(text.split())


# Moving ----------------------------------------------------------------------


def _elsewhere(old: Sequence[Item], new: Sequence[Item], matched: Mapping[int, int]) -> set[int]:
    """The texts that belong to another goal than before, or have changed order among their neighbours."""
    place_of = {item.id: place for place, item in enumerate(new) if isinstance(item, Goal)}
    old_place_of = {item.id: place for place, item in enumerate(old) if isinstance(item, Goal)}
    moved: set[int] = set()
    together: dict[int | None, list[int]] = defaultdict(list)
    for place, before in matched.items():
        above = place_of.get(getattr(new[place], "parent", None) or "")
        above_then = old_place_of.get(getattr(old[before], "parent", None) or "")
        if (matched.get(above) if above is not None else None) != above_then:
            moved.add(place)
        else:
            together[above].append(place)
    for places in together.values():
        ordered = sorted(places)
        moved |= {ordered[index] for index in _out_of_order([matched[place] for place in ordered])}
    return moved


def _out_of_order(numbers: Sequence[int]) -> set[int]:
    """The places of the fewest numbers that have to go for the rest to rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(numbers):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else None)
        if length == len(ends):
            ends.append(value)
            last.append(place)
        else:
            ends[length], last[length] = value, place
    kept: set[int] = set()
    at = last[-1] if last else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return set(range(len(numbers))) - kept
