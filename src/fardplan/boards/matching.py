"""Which item of a new export is which that we had: what moved, what is new, what is gone.

The other system's own number decides first. Items without one, or whose number is new, are the same where
kind, organisation, parent and wording are; then where all but one of these are, and only when nothing else
could be meant. A wording that changed a little is the same item where each of the two is the other's nearest.
The order of the rows never matters.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from fardplan.boards.external import SHARED, ExternalItem, folded

NEAR = 0.72
"""How alike two wordings must be, from 0 to 1, for one to be the other rewritten."""


class How(StrEnum):
    """By what an item was known again."""

    NUMBER = "number"
    PLACE = "place"
    MOVED_PARENT = "moved_parent"
    MOVED_ORGANISATION = "moved_organisation"
    MOVED_BOTH = "moved_both"
    REWORDED = "reworded"


SURE = frozenset({How.NUMBER, How.PLACE})
"""Ways that leave no doubt; after the others a person may say that the two are different things."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An item that we had and the one of the export that it is."""

    known: ExternalItem
    read: ExternalItem
    how: How


@dataclass(frozen=True, slots=True)
class Matching:
    """Every item of the export with what it was: `pairs`, `new` ones, and those we had that are `gone`.

    `outside` are those we had that the export says nothing of: other organisations', or of other kinds.
    """

    pairs: tuple[Pair, ...]
    new: tuple[ExternalItem, ...]
    gone: tuple[ExternalItem, ...]
    outside: tuple[ExternalItem, ...]


def match(
    known: Iterable[ExternalItem],
    read: Iterable[ExternalItem],
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> Matching:
    """Match an export with what we had. `apart` are pairs of refs that a person said are different things.

    Each item is matched to one at most. The answer is in the order of the refs, whatever the order given.
    """
    ours, theirs = _ordered(known), _ordered(read)
    work = _Work(ours, theirs, apart)
    work.by_number()
    for gone_too in (False, True):
        work.gone_too = gone_too
        while work.by_place() or work.by_wording():
            pass
    covered = {item.organisation for item in theirs}
    kinds = {item.kind for item in theirs}
    left = work.left_known()
    gone = [item for item in left if item.organisation in covered and item.kind in kinds and not item.gone]
    spared = {item.ref for item in gone}
    return Matching(
        tuple(sorted(work.pairs, key=lambda pair: pair.known.ref)),
        tuple(work.left_read()),
        tuple(gone),
        tuple(item for item in left if item.ref not in spared and not item.gone),
    )


def _ordered(items: Iterable[ExternalItem]) -> list[ExternalItem]:
    return sorted(items, key=lambda item: item.ref)


@dataclass(slots=True)
class _Work:
    """What is matched so far."""

    known: Sequence[ExternalItem]
    read: Sequence[ExternalItem]
    apart: frozenset[tuple[str, str]]
    pairs: list[Pair] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """Refs of ours that are matched."""
    ours_of: dict[str, str] = field(default_factory=dict)
    """The ref of ours by that of theirs."""
    gone_too: bool = True
    """Whether items that an earlier export no longer had are looked among: only after the others."""

    def left_known(self) -> list[ExternalItem]:
        return [
            item for item in self.known if item.ref not in self.taken and (self.gone_too or not item.gone)
        ]

    def left_read(self) -> list[ExternalItem]:
        return [item for item in self.read if item.ref not in self.ours_of]

    def by_number(self) -> None:
        """The same number and kind; of what every board has a row for, the same board's too."""
        self._unique(
            lambda item, _: (
                (item.external_id, item.kind, item.organisation if item.kind in SHARED else None)
                if item.external_id
                else None
            ),
            How.NUMBER,
        )

    def by_place(self) -> bool:
        """Match by the strictest rule that finds anything; a match may give others a parent to go by."""
        rules: tuple[tuple[How, _Key], ...] = (
            (How.PLACE, lambda item, parent: (item.kind, item.organisation, parent, folded(item.title))),
            (How.MOVED_PARENT, lambda item, _: (item.kind, item.organisation, folded(item.title))),
            (How.MOVED_ORGANISATION, lambda item, parent: (item.kind, parent, folded(item.title))),
            (How.MOVED_BOTH, lambda item, _: (item.kind, folded(item.title))),
        )
        return any(self._unique(key, how) for how, key in rules)

    def _unique(self, key: "_Key", how: How) -> bool:
        ours = _grouped(self.left_known(), lambda item: key(item, item.parent))
        theirs = _grouped(self.left_read(), lambda item: key(item, self._parent_of(item)))
        found = [
            Pair(ours[found_by][0], items[0], how)
            for found_by, items in theirs.items()
            if len(items) == 1 and len(ours.get(found_by, ())) == 1
        ]
        return self._keep(found)

    def by_wording(self) -> bool:
        """Match wordings that changed a little, beneath the same parent of the same organisation."""
        ours = _grouped(self.left_known(), lambda item: (item.kind, item.organisation, item.parent))
        found = []
        for place, theirs in _grouped(
            self.left_read(), lambda item: (item.kind, item.organisation, self._parent_of(item))
        ).items():
            found += self._nearest(ours.get(place, []), theirs)
        return self._keep(found)

    def _nearest(self, ours: Sequence[ExternalItem], theirs: Sequence[ExternalItem]) -> list[Pair]:
        alike = {
            (mine.ref, other.ref): likeness(mine.title, other.title)
            for mine in ours
            for other in theirs
            if (mine.ref, other.ref) not in self.apart
        }
        return [
            Pair(mine, other, How.REWORDED)
            for mine in ours
            for other in theirs
            if alike.get((mine.ref, other.ref), 0.0) >= NEAR and _stands_out(alike, mine.ref, other.ref)
        ]

    def _keep(self, found: Iterable[Pair]) -> bool:
        kept = [
            pair
            for pair in found
            if (pair.known.ref, pair.read.ref) not in self.apart or pair.how is How.NUMBER
        ]
        for pair in kept:
            self.pairs.append(pair)
            self.taken.add(pair.known.ref)
            self.ours_of[pair.read.ref] = pair.known.ref
        return bool(kept)

    def _parent_of(self, item: ExternalItem) -> str | None:
        """The parent as we know it; one that we do not know is unlike any that we do."""
        return None if item.parent is None else self.ours_of.get(item.parent, f"new {item.parent}")


_Key = Callable[[ExternalItem, "str | None"], object]


def _grouped(
    items: Iterable[ExternalItem], key: Callable[[ExternalItem], object]
) -> dict[object, list[ExternalItem]]:
    groups: dict[object, list[ExternalItem]] = defaultdict(list)
    for item in items:
        found_by = key(item)
        if found_by is not None:
            groups[found_by].append(item)
    return groups


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, from 0 to 1, the same both ways; 0 where their letters rule out that they
    are near.
    """
    first, second = sorted((folded(one), folded(other)))
    compared = SequenceMatcher(None, first, second, autojunk=False)
    # The two quick answers are never below the slow one, and spare it where it cannot be enough.
    if compared.real_quick_ratio() < NEAR or compared.quick_ratio() < NEAR:
        return 0.0
    return compared.ratio()


def _stands_out(alike: Mapping[tuple[str, str], float], mine: str, other: str) -> bool:
    """Whether each is the other's nearest, with no other as near."""
    own = alike[mine, other]
    rivals = [
        value
        for (one, two), value in alike.items()
        if (one == mine) != (two == other)  # shares exactly one of the two
    ]
    return all(value < own for value in rivals)
