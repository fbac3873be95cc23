"""What a new export of another system changes of what we had, once it is known which item is which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fardplan.boards.external import CONTENTS, ExternalItem, Part
from fardplan.boards.matching import Matching, Pair


class Change(StrEnum):
    """What is different from what we had."""

    NEW = "new"
    GONE = "gone"
    BACK = "back"
    REWORDED = "reworded"
    MOVED = "moved"
    MOVED_ORGANISATION = "moved_organisation"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different: of which item, what, and how it was and is.

    `ref` is ours, or the export's where the item is new. `part` is what changed of its contents. `before` and
    `after` are wordings, titles of parents, keys of organisations or contents, by `change`.
    """

    change: Change
    ref: str
    item: ExternalItem
    part: Part | None = None
    before: str | None = None
    after: str | None = None


def differences(matching: Matching, known: Iterable[ExternalItem]) -> tuple[Difference, ...]:
    """Everything that an export would change, in the order of the refs: nothing where it is as we had it."""
    had: _Titles = {item.ref: item.title for item in known}
    has: _Titles = {item.ref: item.title for item in matching.new}
    has |= {pair.read.ref: pair.read.title for pair in matching.pairs}
    ours_of = {pair.read.ref: pair.known.ref for pair in matching.pairs}
    found: list[Difference] = []
    for pair in matching.pairs:
        found += _of_pair(pair, had, has, ours_of)
    found += [Difference(Change.NEW, item.ref, item) for item in matching.new]
    found += [Difference(Change.GONE, item.ref, item) for item in matching.gone]
    return tuple(found)


_Titles = dict[str | None, str]
"""Of items by their ref, and so of parents: none has the ref None."""


def _of_pair(pair: Pair, had: _Titles, has: _Titles, ours_of: Mapping[str, str]) -> list[Difference]:
    known, read = pair.known, pair.read

    def told(change: Change, before: str | None, after: str | None, part: Part | None = None) -> Difference:
        return Difference(change, known.ref, read, part, before, after)

    found = [told(Change.BACK, None, None)] if known.gone else []
    if known.title != read.title:
        found.append(told(Change.REWORDED, known.title, read.title))
    if known.organisation != read.organisation:
        found.append(told(Change.MOVED_ORGANISATION, known.organisation, read.organisation))
    if known.parent != (read.parent and ours_of.get(read.parent, read.parent)):
        found.append(told(Change.MOVED, had.get(known.parent), has.get(read.parent)))
    for part in CONTENTS:
        if part in read.contents and read.contents[part] != known.contents.get(part, ""):
            found.append(told(Change.CHANGED, known.contents.get(part, ""), read.contents[part], part))
    return found


def applied(known: Iterable[ExternalItem], matching: Matching) -> tuple[ExternalItem, ...]:
    """What we have after an export: matched items as it says, new ones added under their own refs, gone ones
    marked so. What the export does not say of an item stays as it was.
    """
    ours_of = {pair.read.ref: pair.known.ref for pair in matching.pairs}
    after = {item.ref: item for item in known}
    for pair in matching.pairs:
        after[pair.known.ref] = _as_read(pair.read, pair.known, ours_of)
    for item in matching.new:
        after[item.ref] = _as_read(item, None, ours_of)
    for item in matching.gone:
        after[item.ref] = replace(item, gone=True)
    return tuple(after[ref] for ref in sorted(after))


def _as_read(read: ExternalItem, known: ExternalItem | None, ours_of: Mapping[str, str]) -> ExternalItem:
    return replace(
        read,
        ref=known.ref if known else read.ref,
        parent=read.parent and ours_of.get(read.parent, read.parent),
        external_id=read.external_id or (known.external_id if known else None),
        contents={**(known.contents if known else {}), **read.contents},
        lines=(),
    )
