"""The audit log as a chain: every entry is sealed together with the one before it.

Whoever changes, removes or slips in an entry breaks the seals of all that follow. What was cut off at the end
shows when the last seal that somebody wrote down is no longer there.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

FORM = "fardplan-audit-1"
"""Of what is sealed; another form would have another name, so that old entries stay verifiable."""

NOTHING_BEFORE = "0" * 64
"""What the first entry is sealed together with."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when and why, with what was before and after; `number` counts from 1 without gaps.

    `at` has a time zone. `before` and `after` are what JSON can hold. `previous` is the seal of the entry
    before, `seal` that of this one: SHA-256, as 64 hexadecimal digits. `decision` names the formal decision
    that it rests on, where there is one.
    """

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: Any
    after: Any
    why: str | None
    previous: str
    seal: str
    decision: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was when it was sealed."""
        return self.seal == seal_of(self)


def seal_of(entry: AuditEntry) -> str:
    """The seal that an entry ought to have: SHA-256 of its canonical JSON in UTF-8.

    Canonical: these names in this order, times in UTC with microseconds, inner names sorted, no blanks, and a
    number without a fractional part written as a whole number, as databases give it back. The decision stands
    last, where there is one.
    """
    content = [
        FORM,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        _canonical(entry.before),
        _canonical(entry.after),
        entry.why,
        entry.previous,
        *([entry.decision] if entry.decision is not None else []),
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _canonical(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(Decimal(repr(value)))
    return value


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the number of the entry there, or that ought to be there, and why."""

    number: int
    why: str


MISSING = "missing"
CHANGED = "changed"
DETACHED = "detached"


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were read, the last one's number and seal, and the first place that does not hold."""

    entries: int
    last: int
    seal: str
    broken: Break | None = None


def verified(entries: Iterable[AuditEntry]) -> Verification:
    """Follow the chain from its beginning, entries in order of number, to its end or its first break.

    `missing`: a number is left out or comes again; `changed`: an entry is not as it was sealed; `detached`:
    it was sealed together with another than the one before it.
    """
    count, last, seal = 0, 0, NOTHING_BEFORE
    for entry in entries:
        why = _why_broken(entry, last, seal)
        if why:
            return Verification(count, last, seal, Break(last + 1, why))
        count, last, seal = count + 1, entry.number, entry.seal
    return Verification(count, last, seal)


def _why_broken(entry: AuditEntry, last: int, seal: str) -> str | None:
    if entry.number != last + 1:
        return MISSING
    if not entry.is_whole:
        return CHANGED
    return DETACHED if entry.previous != seal else None
