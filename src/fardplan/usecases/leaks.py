"""Which findings of the audit stop a publication: those that readers would not have without it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fardplan.disclosure.audit import Finding, PublishedAudit, Readers, Told, Which, audit_published
from fardplan.disclosure.rules import NUMERATOR, REST
from fardplan.disclosure.tables import CellKey, Dimension

Leak = tuple[object, ...]
"""Which number: the cell it is of, the part of it, and whether it is of those who have or lack the trait."""


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier editions `told` of a table, with its dimensions and what its readers know."""

    dimensions: Sequence[Dimension]
    told: Sequence[Told]
    readers: Readers


def leaks_of(
    found: PublishedAudit,
    told: Sequence[Told],
    before: Before,
    *,
    smallest_base: int = 0,
    free: Collection[CellKey] = (),
) -> set[Leak]:
    """The numbers that a publication would betray. `smallest_base`: of fewer persons no share is told.

    `free`: cells that are 0 and may be told to be, so that it betrays nothing that they are small.
    Left out is what an earlier edition has told outright, which no publication can take back, and what the
    earlier editions give by themselves. Otherwise an edition that was published under laxer rules, or audited
    less well, would make every later one impossible, and that would help nobody.
    """
    serious = [finding for finding in found.leaks if _cell(finding) not in free]
    leaks = {*_of_small_bases(found, told, smallest_base), *_not_told(serious, before.told)}
    if not leaks or not before.told:
        return leaks
    searched = [
        replace(one, base=None, share=None, edition=0) for one in told if one.hides_whole or one.hides_part
    ]
    alone = audit_published(before.dimensions, [*before.told, *searched], before.readers)
    given = {_which(finding) for finding in alone.leaks}
    return leaks - given - set(_of_small_bases(alone, before.told, smallest_base))


def _of_small_bases(found: PublishedAudit, told: Iterable[Told], smallest: int) -> Iterator[Leak]:
    """Shares of fewer persons than shares are told of: shown, or known to the person."""
    for one in told:
        if one.share is not None and 0 < (one.base or 0) < smallest:
            yield from ((one.whole, one.part, which) for which in (Which.PART, Which.REST))
    for finding in found.findings:
        exact = finding.which is not Which.WHOLE and finding.lower == finding.upper
        if exact and 0 < (finding.told.base or 0) < smallest:
            yield _which(finding)


def _not_told(findings: Iterable[Finding], before: Iterable[Told]) -> Iterator[Leak]:
    """Those of numbers that no edition before has shown."""
    wholes = {one.whole for one in before if not one.hides_whole}
    parts = {(one.whole, one.part) for one in before if one.part is not None and not one.hides_part}
    for finding in findings:
        one = finding.told
        shown = one.whole in wholes if finding.which is Which.WHOLE else (one.whole, one.part) in parts
        if not shown:
            yield _which(finding)


def _cell(finding: Finding) -> CellKey:
    """The cell of the number that a finding is about."""
    part = finding.told.part
    if finding.which is Which.WHOLE or part is None:
        return finding.told.whole
    return part if finding.which is Which.PART else (*part[:-1], part[-1].removesuffix(NUMERATOR) + REST)


def _which(finding: Finding) -> Leak:
    return (finding.told.whole, None if finding.which is Which.WHOLE else finding.told.part, finding.which)
