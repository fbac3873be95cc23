"""Two editions beside each other: every part with both texts, and which words came and went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from fardplan.roadmap.parts import FRAME, NAMES, Kind, Part, fields_of, has
from fardplan.roadmap.version import RoadmapVersion

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORTHWHILE = 0.3
"""Below this likeness two texts are shown whole: word by word they would be confetti."""

LONGEST = 4000
"""Characters of a text from which on words are not compared one by one."""


ASIDE = frozenset({"dnr", "dated", "drawn_up_by"})
"""What every edition has of its own; it is no part of what an edition says."""


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a text; `changed`: the other text does not have them there."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class BothTexts:
    """A field of a part in two editions, empty where it says nothing."""

    name: str
    old: tuple[Run, ...]
    new: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class BothParts:
    """A part that either edition has. `texts`: the fields that differ, of an unchanged part its first one."""

    part: Part
    change: Change
    texts: tuple[BothTexts, ...]


def side_by_side(old: RoadmapVersion, new: RoadmapVersion) -> tuple[BothParts, ...]:
    """Every part of both, in the order of the new edition; what is gone stands where it stood."""
    parts = [FRAME]
    for kind in (Kind.AREA, Kind.MILESTONE, Kind.STRATEGY, Kind.POINT):
        parts += _in_order(_keys(old, kind), _keys(new, kind), kind)
    return tuple(_both(old, new, part) for part in parts)


def _keys(version: RoadmapVersion, kind: Kind) -> list[str]:
    if kind is Kind.POINT:
        return [str(point.number) for point in version.decision_points]
    if kind is Kind.AREA:
        return [item.key for item in version.target_areas]
    listed = version.milestones if kind is Kind.MILESTONE else version.strategies
    return [item.key for item in listed]


def _in_order(old: list[str], new: list[str], kind: Kind) -> list[Part]:
    order = list(new)
    for place, key in enumerate(old):
        if key not in new:
            before = next((other for other in reversed(old[:place]) if other in order), None)
            order.insert(order.index(before) + 1 if before else 0, key)
    return [Part(kind, key) for key in order]


def _both(old: RoadmapVersion, new: RoadmapVersion, part: Part) -> BothParts:
    was = fields_of(old, part) if has(old, part) else None
    now = fields_of(new, part) if has(new, part) else None
    names = [
        name
        for name in NAMES[part.kind]
        if name not in ASIDE and (was or {}).get(name, "") != (now or {}).get(name, "")
    ]
    if was is None or now is None:
        change = Change.NEW if was is None else Change.GONE
    else:
        change = Change.CHANGED if names else Change.SAME
    shown = names if change is Change.CHANGED else [NAMES[part.kind][0]]
    return BothParts(
        part,
        change,
        tuple(
            BothTexts(name, *marked((was or {}).get(name, ""), (now or {}).get(name, ""))) for name in shown
        ),
    )


def marked(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Two texts as runs, those marked that the other does not have there. Runs joined give the text."""
    if old == new:
        return _whole(old, changed=False), _whole(new, changed=False)
    if not old or not new or max(len(old), len(new)) > LONGEST:
        return _whole(old, changed=True), _whole(new, changed=True)
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _WORTHWHILE:
        return _whole(old, changed=True), _whole(new, changed=True)
    codes = matcher.get_opcodes()
    return (
        tuple(_runs([("".join(before[i1:i2]), tag != "equal") for tag, i1, i2, _, _ in codes])),
        tuple(_runs([("".join(after[j1:j2]), tag != "equal") for tag, _, _, j1, j2 in codes])),
    )


def _whole(text: str, *, changed: bool) -> tuple[Run, ...]:
    return (Run(text, changed),) if text else ()


def _runs(pieces: list[tuple[str, bool]]) -> Iterator[Run]:
    """Neighbours of one kind joined, and a lone blank between two changes taken with them."""
    joined: list[Run] = []
    for place, (text, changed) in enumerate(pieces):
        between = (
            not changed
            and text.isspace()
            and 0 < place < len(pieces) - 1
            and bool(joined)
            and joined[-1].changed
        )
        kind = changed or between
        if not text:
            continue
        if joined and joined[-1].changed == kind:
            joined[-1] = Run(joined[-1].text + text, kind)
        else:
            joined.append(Run(text, kind))
    yield from joined
