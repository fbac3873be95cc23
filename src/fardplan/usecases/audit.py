"""What an auditor does with the log: read it, prove that nobody has changed it, take a copy along."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fardplan.files.disk import RealDisk, put, told_plainly
from fardplan.presentation.sentences import Sentence
from fardplan.store.audit import Wanted, entries, entry_numbered, newest_entries, record, wanted_entries
from fardplan.usecases.actors import Actor, check_can_read_audit
from fardplan.vocabulary.audit import AuditEntry, Verification, verified
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError

__all__ = ["Wanted"]
PER_PAGE = 100
AT_MOST = 20_000
"""So many entries a list that is taken along has at most; the export has all."""


def read_log(
    actor: Actor, *, by: str | None = None, about: str | None = None, since: datetime | None = None
) -> Iterator[AuditEntry]:
    """The entries of the log in order, of one person, about a subject or what begins so, since a time."""
    check_can_read_audit(actor)
    return entries(actor=by, subject=about, since=since)


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, the newest entry first; `number` of `pages`, `found` entries in all."""

    entries: tuple[AuditEntry, ...]
    number: int
    pages: int
    found: int


def see_log(actor: Actor, wanted: Wanted, *, page: int = 1) -> LogPage:
    """The entries that are wanted, a page at a time, the newest first."""
    check_can_read_audit(actor)
    number = max(page, 1)
    rows, found = newest_entries(wanted, skip=(number - 1) * PER_PAGE, limit=PER_PAGE)
    return LogPage(tuple(rows), number, max(1, -(-found // PER_PAGE)), found)


def see_entry(actor: Actor, number: int) -> AuditEntry:
    """One entry. Raises `NotFoundError`."""
    check_can_read_audit(actor)
    found = entry_numbered(number)
    if found is None:
        raise NotFoundError(Sentence("there is no entry {number} in the log", number=number))
    return found


def listed_log(actor: Actor, wanted: Wanted) -> list[AuditEntry]:
    """The newest entries that are wanted, for a list to take along: `AT_MOST` of them."""
    check_can_read_audit(actor)
    return newest_entries(wanted, skip=0, limit=AT_MOST)[0]


def exported_log(actor: Actor, wanted: Wanted) -> Iterator[str]:
    """The log as JSON, an entry a line, each with its seal; that it was taken along is logged."""
    check_can_read_audit(actor)
    record(actor.name, "export log", "log")
    return (f"{json.dumps(plain(entry), ensure_ascii=False)}\n" for entry in wanted_entries(wanted))


def verify_log(actor: Actor, *, remembered: str | None = None) -> Verification:
    """Follow the whole chain. `remembered`: `NUMBER:SEAL` of an entry that was written down once.

    Raises `RuleError` where that entry is not there as it was: then the log was cut off, or written anew.
    """
    check_can_read_audit(actor)
    wanted = _remembered(remembered) if remembered else None
    seen: dict[int, str] = {}

    def watched() -> Iterator[AuditEntry]:
        for entry in entries():
            if wanted and entry.number == wanted[0]:
                seen[entry.number] = entry.seal
            yield entry

    found = verified(watched())
    if wanted and found.broken is None and seen.get(wanted[0]) != wanted[1]:
        raise RuleError(
            Sentence("entry {number} of the log is not the one that was written down", number=wanted[0]),
            where=Sentence("the log has {count} entries", count=found.entries),
            instead=Sentence("Its seal is {seal}.", seal=seen[wanted[0]])
            if wanted[0] in seen
            else Sentence("There is no such entry."),
        )
    return found


def _remembered(text: str) -> tuple[int, str]:
    number, _, seal = text.partition(":")
    if not number.isdecimal() or len(seal) != 64:
        raise InputError(
            Sentence("'{text}' is no entry of the log", text=text),
            instead=Sentence(
                "Write its number, a colon and its seal, as `fardplan audit verify` gives them."
            ),
        )
    return int(number), seal.lower()


def export_log(actor: Actor, path: Path) -> int:
    """Write the whole log as JSON, an entry a line, whole or not at all; how many entries.

    With what is sealed in each, so that it can be verified without the program.
    """
    check_can_read_audit(actor)
    lines = [json.dumps(plain(entry), ensure_ascii=False) for entry in entries()]
    with told_plainly(path.parent, lambda: "Nothing was written."):
        put(RealDisk(), path, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    return len(lines)


def plain(entry: AuditEntry) -> dict[str, Any]:
    """An entry as JSON can hold it, its time in UTC as it was sealed."""
    told = {name: getattr(entry, name) for name in AuditEntry.__slots__}
    return told | {"at": entry.at.astimezone(UTC).isoformat(timespec="microseconds")}
