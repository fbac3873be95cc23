"""The audit of everything that would be public, before it becomes so."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fardplan.disclosure.audit import (
    PublishedAudit,
    Readers,
    Told,
    Unsolved,
    audit_published,
    told_of,
)
from fardplan.disclosure.tables import Dimension
from fardplan.publishing.publication import Publication
from fardplan.usecases.homes import Home
from fardplan.usecases.leaks import Before, leaks_of
from fardplan.usecases.privacy_records import (
    FOLDER,
    OLD_SITE,
    ReleasedTable,
    ReleaseRecord,
    keep,
    record_of,
)
from fardplan.usecases.published_before import PublishedBefore, ReadAs, published_by_register
from fardplan.usecases.sums_audit import check_sums
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import ProtectionMethod

PASSED = "audited.json"


def check_protection(home: Home, new: Publication) -> None:
    """Audit every register of a publication, together with all that earlier ones have told of it.

    Raises `RuleError` when a hidden number could be worked out, when figures of one register and period come
    of two releases, or when a release has no record; and when the audit comes to no end.
    """
    protected = [item for item in new.cleared if item.provenance.release]
    if not protected:
        return
    earlier = published_by_register(home)
    passed = _passed(home)
    for record, table, found in _tables(home, protected):
        asked = _asked(record, table, found, earlier.get(record.report.register_key, PublishedBefore()))
        if asked.name not in passed and _check(record, table, asked):
            passed.add(asked.name)
    releases = sorted({item.provenance.release or "" for item in protected})
    check_sums({release: record_of(home, release) for release in releases}, protected, earlier)
    keep(home.path / FOLDER / PASSED, json.dumps(sorted(passed), indent=0))


def _tables(
    home: Home, figures: Sequence[Observation]
) -> Iterator[tuple[ReleaseRecord, ReleasedTable, list[Observation]]]:
    """The figures that belong to one table, with its record; those that hide no small counts are left out."""
    releases = sorted({item.provenance.release or "" for item in figures})
    records = {release: record_of(home, release) for release in releases}
    by_table: dict[tuple[str, tuple[Period, ...]], list[Observation]] = defaultdict(list)
    seen: dict[tuple[str, Period], str] = {}
    for item in figures:
        release = item.provenance.release or ""
        record = records[release]
        if (
            record.report.method is not ProtectionMethod.SUPPRESSION
            or item.indicator not in record.indicators
        ):
            continue
        table = record.table(item.period)
        if table is None:
            raise _unknown_table(item, release)
        for period in table.periods:
            if seen.setdefault((record.report.register_key, period), release) != release:
                raise _two_releases(record.report.register_key, period)
        by_table[release, table.periods].append(item)
    for (release, periods), found in by_table.items():
        table = records[release].table(periods[0])
        assert table is not None  # it was found above
        yield records[release], table, found


class _Asked:
    """A question to the auditor; `name` is a fingerprint of all of it.

    `told` is what readers would have, and of that `before` what earlier editions told.
    """

    def __init__(
        self,
        dimensions: tuple[Dimension, ...],
        told: tuple[Told, ...],
        readers: Readers,
        before: tuple[Told, ...],
    ) -> None:
        self.dimensions, self.told, self.readers, self.before = dimensions, told, readers, before
        digest = hashlib.sha256(repr(readers).encode())
        for dimension in dimensions:
            codes = sorted((code, sorted(leaves)) for code, leaves in dimension.codes.items())
            digest.update(repr((dimension.name, codes)).encode())
        for one in sorted(map(repr, told)):
            digest.update(one.encode())
        self.name = digest.hexdigest()


def _asked(
    record: ReleaseRecord,
    table: ReleasedTable,
    found: Sequence[Observation],
    before: PublishedBefore,
) -> _Asked:
    dimensions = tuple(
        Dimension(item.name, {code: frozenset(leaves) for code, leaves in item.codes.items()})
        for item in table.dimensions
    )
    try:
        told = dict.fromkeys(one for item in found for one in _told(record, dimensions, item, 0))
    except InputError as error:
        raise _unfinished(record, table) from error
    seen = {_what(one) for one in told}
    reading, earlier = ReadAs(before, record.definitions), dict[Told, None]()
    for number, figures in enumerate(before.editions, start=1):
        for item in figures:
            if item.period not in table.periods:
                continue
            if reading.is_lost(item):
                raise _not_reckoned_with(item, record, table)
            key = reading.key(item)
            if key in record.indicators:
                said = _told_before(record, dimensions, replace(item, indicator=key), number)
                earlier |= dict.fromkeys(said)
                told |= dict.fromkeys(one for one in said if _what(one) not in seen)
                seen |= {_what(one) for one in said}
    known = tuple(Told(cell, base=0) for cell in table.nobody)
    return _Asked(dimensions, (*told, *known), record.readers, (*earlier, *known))


def _not_reckoned_with(item: Observation, record: ReleaseRecord, table: ReleasedTable) -> RuleError:
    return RuleError(
        f"readers have figures of '{item.indicator}' by a definition that is not counted any more",
        where=_where(record, table),
        instead="Compute the register's figures again: then the former definition is counted as well.",
        outcome=OLD_SITE,
    )


def _told(
    record: ReleaseRecord, dimensions: Sequence[Dimension], item: Observation, edition: int
) -> tuple[Told, ...]:
    return told_of([item], dimensions, record.rounded_to, weighted=record.weighted, edition=edition)


def _told_before(
    record: ReleaseRecord, dimensions: Sequence[Dimension], item: Observation, edition: int
) -> tuple[Told, ...]:
    """What an earlier edition told; nothing of an area or category that nobody is parted by any more."""
    try:
        return _told(record, dimensions, item, edition)
    except InputError:
        return ()


def _what(one: Told) -> tuple[object, ...]:
    """What is told, in whatever edition."""
    return (one.whole, one.part, one.base, one.share)


def _check(record: ReleaseRecord, table: ReleasedTable, asked: _Asked) -> bool:
    """Whether nothing at all was found; what earlier editions told by themselves is asked for again."""
    try:
        found = audit_published(asked.dimensions, asked.told, asked.readers)
    except (InputError, Unsolved) as error:
        raise _unfinished(record, table) from error
    before = Before(asked.dimensions, asked.before, asked.readers)
    leaks = leaks_of(found, asked.told, before, smallest_base=record.minimum_base, free=frozenset(table.free))
    if leaks or found.contradictory:
        raise _failed(found, len(leaks), _where(record, table))
    return not found.leaks


def _where(record: ReleaseRecord, table: ReleasedTable) -> str:
    return f"{record.report.register_key}, {', '.join(map(str, table.periods))}"


def _unfinished(record: ReleaseRecord, table: ReleasedTable) -> RuleError:
    return RuleError(
        "the audit of what would be public did not come to an end",
        where=_where(record, table),
        instead="Compute the register's figures again, all together.",
        outcome=OLD_SITE,
    )


def _failed(found: PublishedAudit, leaks: int, where: str) -> RuleError:
    """How many and of what, never which number: an error is read by more people than the register is."""
    contradictory = len(found.contradictory)
    what = f"of {found.checked} protected numbers {leaks} could be worked out from what would be public"
    if not leaks:
        what = f"{contradictory} figures contradict the others, so that they cannot be of one release"
    return RuleError(
        what,
        where=where,
        instead="Compute the register's figures again, all together: what earlier publications told is then "
        "taken as known.",
        outcome=OLD_SITE,
    )


def _two_releases(register: str, period: Period) -> RuleError:
    return RuleError(
        f"the figures of '{register}' for {period} come of two releases, which nobody has audited together",
        instead="Compute everything that is counted in the register in one run.",
        outcome=OLD_SITE,
    )


def _unknown_table(item: Observation, release: str) -> RuleError:
    return RuleError(
        f"{item.what}: the release '{release}' has no table for its period",
        instead="Compute the register's figures again.",
        outcome=OLD_SITE,
    )


def _passed(home: Home) -> set[str]:
    """The questions that have been answered well already; without the list all are asked again."""
    try:
        return set(json.loads((home.path / FOLDER / PASSED).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return set()
