"""The privacy reports of a home, and the audit of everything that would be public before it becomes so."""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from fardplan.disclosure.audit import (
    Finding,
    PublishedAudit,
    Readers,
    Told,
    Unsolved,
    Which,
    audit_published,
    told_of,
)
from fardplan.disclosure.tables import Dimension
from fardplan.presentation.privacy import tell_public
from fardplan.publishing.bundle import list_bundles, protected_figures
from fardplan.publishing.publication import Publication
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import InputError, RuleError, StorageError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import PrivacyReport, ProtectionMethod
from fardplan.vocabulary.text import Text

FOLDER = "privacy"
PASSED = "audited.json"

OLD_SITE = "Nothing was published; the site is as it was."


class ReleasedDimension(Frozen):
    """A dimension of linked cells: the leaves of each code, see `disclosure.tables.Dimension`."""

    name: str
    codes: dict[str, tuple[str, ...]]


class ReleasedTable(Frozen):
    """How the cells of a release hang together: `periods` are those that its figures are told for.

    One table has several where the same people are told by year and by school year.
    """

    periods: tuple[Period, ...]
    dimensions: tuple[ReleasedDimension, ...]


class ReleaseRecord(Frozen):
    """What is needed to audit the figures of a release again, with whatever else is public by then.

    Internal: it stays in the home. `indicators` are those whose figures are numbers or shares of persons, so
    that the audit knows what they tell; sums, means and quantiles were protected by rules of their own.
    `rounded_to` is the step that each is told in, `weighted` those that are shares of a sample. `minimum`,
    `zero_part` and `zero_rest` are as in `disclosure.audit.Readers`.
    """

    report: PrivacyReport
    indicators: tuple[str, ...]
    tables: tuple[ReleasedTable, ...]
    rounded_to: dict[str, float]
    weighted: tuple[str, ...] = ()
    minimum: int
    zero_part: bool = False
    zero_rest: bool = True

    @property
    def readers(self) -> Readers:
        return Readers(self.minimum, zero_part=self.zero_part, zero_rest=self.zero_rest)

    def table(self, period: Period) -> ReleasedTable | None:
        return next((item for item in self.tables if period in item.periods), None)


def released_dimensions(dimensions: Iterable[Dimension]) -> tuple[ReleasedDimension, ...]:
    """The dimensions of linked cells as a record keeps them."""
    return tuple(
        ReleasedDimension(
            name=item.name, codes={code: tuple(sorted(leaves)) for code, leaves in item.codes.items()}
        )
        for item in dimensions
    )


def save_record(home: Home, record: ReleaseRecord) -> None:
    """Keep the record of a release, named by its report; to be called before its figures are saved."""
    _write(home.path / FOLDER / f"{record.report.id}.json", record.model_dump_json())


def record_of(home: Home, release: str) -> ReleaseRecord:
    """The record of a release. Raises `RuleError` where there is none, `StorageError` where it is damaged."""
    path = home.path / FOLDER / f"{release}.json"
    try:
        return ReleaseRecord.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise RuleError(
            f"there are figures of the release '{release}', and no privacy report of it in this home",
            where=str(path),
            instead="Compute them again here: then they are protected and audited together.",
            outcome=OLD_SITE,
        ) from error
    except (OSError, ValidationError) as error:
        raise StorageError(
            "the privacy report of a release cannot be read",
            where=str(path),
            instead="Put it back from a backup, or compute the figures again.",
            outcome=OLD_SITE,
        ) from error


def sentences(home: Home, figures: Iterable[Observation]) -> dict[str, tuple[Text, ...]]:
    """What the public may know of how each release was protected, by the id of its report."""
    releases = sorted({item.provenance.release for item in figures if item.provenance.release})
    return {release: _said(record_of(home, release).report) for release in releases}


def _said(report: PrivacyReport) -> tuple[Text, ...]:
    both = zip(tell_public(report, "sv"), tell_public(report, "en"), strict=True)
    return tuple(Text(sv=swedish, en=english) for swedish, english in both)


def check_protection(home: Home, new: Publication) -> None:
    """Audit every register of a publication, together with all that earlier ones have told of it.

    Raises `RuleError` when a hidden number could be worked out, when figures of one register and period come
    of two releases, or when a release has no record; and when the audit comes to no end.
    """
    protected = [item for item in new.cleared if item.provenance.release]
    if not protected:
        return
    earlier = published_before(home)
    passed = _passed(home)
    for record, table, found in _tables(home, protected):
        asked = _asked(record, table, found, earlier)
        if asked.name not in passed:
            _check(record, table, asked)
            passed.add(asked.name)
    _write(home.path / FOLDER / PASSED, json.dumps(sorted(passed), indent=0))


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
    """A question to the auditor; `name` is a fingerprint of all of it."""

    def __init__(self, dimensions: tuple[Dimension, ...], told: tuple[Told, ...], readers: Readers) -> None:
        self.dimensions, self.told, self.readers = dimensions, told, readers
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
    earlier: Sequence[Sequence[Observation]],
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
    for number, figures in enumerate(earlier, start=1):
        for item in figures:
            if item.indicator in record.indicators and item.period in table.periods:
                said = _told_before(record, dimensions, item, number)
                told |= dict.fromkeys(one for one in said if _what(one) not in seen)
                seen |= {_what(one) for one in said}
    return _Asked(dimensions, tuple(told), record.readers)


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


def _check(record: ReleaseRecord, table: ReleasedTable, asked: _Asked) -> None:
    try:
        found = audit_published(asked.dimensions, asked.told, asked.readers)
    except (InputError, Unsolved) as error:
        raise _unfinished(record, table) from error
    leaks = _new_leaks(found, asked.told)
    if leaks or found.contradictory:
        raise _failed(found, len(leaks), _where(record, table))


def _where(record: ReleaseRecord, table: ReleasedTable) -> str:
    return f"{record.report.register_key}, {', '.join(map(str, table.periods))}"


def _unfinished(record: ReleaseRecord, table: ReleasedTable) -> RuleError:
    return RuleError(
        "the audit of what would be public did not come to an end",
        where=_where(record, table),
        instead="Compute the register's figures again, all together.",
        outcome=OLD_SITE,
    )


def _new_leaks(found: PublishedAudit, told: Iterable[Told]) -> list[Finding]:
    """Without those that an earlier edition has told outright: no publication can take that back."""
    earlier = [one for one in told if one.edition]
    wholes = {one.whole for one in earlier if not one.hides_whole}
    parts = {(one.whole, one.part) for one in earlier if one.part is not None and not one.hides_part}

    def is_told(finding: Finding) -> bool:
        one = finding.told
        return one.whole in wholes if finding.which is Which.WHOLE else (one.whole, one.part) in parts

    return [finding for finding in found.leaks if not is_told(finding)]


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


def published_before(home: Home) -> tuple[tuple[Observation, ...], ...]:
    """The protected figures of every edition published before, the newest first."""
    paths = [item.path for item in list_bundles(home.bundles)]
    newest_first = sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    editions = (protected_figures(path) for path in newest_first)
    return tuple(figures for figures in editions if figures)


def _passed(home: Home) -> set[str]:
    """The questions that have been answered well already; without the list all are asked again."""
    try:
        return set(json.loads((home.path / FOLDER / PASSED).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_text(text + "\n", "utf-8")
        new.replace(path)
    except OSError as error:
        raise StorageError(
            f"the privacy report could not be kept: {error.strerror}",
            where=str(path),
            instead="Make room, or make the folder writable.",
            outcome="Nothing was published or loaded.",
        ) from error
