"""What taking in an export would change: of the plans, what is told, targets, where reports stand."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fardplan.boards.chain import PlanItem
from fardplan.boards.differences import Change, Difference
from fardplan.boards.external import ExternalItem
from fardplan.boards.follow_up import Told
from fardplan.boards.from_external import COUNCILS, OWN
from fardplan.boards.matching import SURE, How, Matching
from fardplan.boards.plan_fields import fields_of
from fardplan.boards.reported import Reported
from fardplan.boards.steps import State
from fardplan.store.import_mappings import KeptMapping
from fardplan.usecases.exchange.exports import ExportFile
from fardplan.vocabulary.errors import FardplanError


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a plan would change: an item that is `new` in it, or the fields of one that is there."""

    item: ExternalItem
    before: PlanItem | None
    after: PlanItem
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUpChange:
    """What a follow-up would tell: its fields that change, before and after."""

    item: ExternalItem
    ref: str
    before: Told
    after: Told
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A yearly target that a board has for itself on an indicator of the council, as the export says."""

    item: ExternalItem
    key: str
    board: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A board's report, which follows the other system from a state to where that says it stands."""

    board: str
    before: State
    reported: Reported


@dataclass(frozen=True, slots=True)
class TakingIn:
    """What an export would change, read with the mapping of its year.

    `refused` is why it cannot be read, or why it cannot be written; then nothing else is there but what could
    be read. `kept_here`: organisations whose plans are kept here, of which nothing is read. `decided`: those
    whose report their board has decided here, of which nothing more is told. `unknown`: the council's items
    that are not in this year's budget here. `seen` names exactly this list of changes.
    """

    export: ExportFile
    mapping: KeptMapping | None
    matching: Matching | None
    found: tuple[Difference, ...] = ()
    plans: tuple[PlanChange, ...] = ()
    follow_ups: tuple[FollowUpChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    reports: tuple[ReportChange, ...] = ()
    kept_here: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    unknown: tuple[ExternalItem, ...] = ()
    refused: FardplanError | None = None
    seen: str = ""

    @property
    def changes(self) -> int:
        parts = (self.found, self.plans, self.follow_ups, self.targets, self.reports, self.adopted)
        return sum(map(len, parts))

    @property
    def adopted(self) -> tuple[ExternalItem, ...]:
        """Items that were written here and are known again in the export: from now on they follow it."""
        pairs = self.matching.pairs if self.matching else ()
        return tuple(pair.read for pair in pairs if is_own(pair.known.ref))

    @property
    def doubtful(self) -> tuple[tuple[str, ExternalItem, ExternalItem, How], ...]:
        """Items known again by something else than number or place: a person may say that they are not."""
        if self.matching is None:
            return ()
        return tuple(
            (pair_name(pair.known.ref, pair.read.ref), pair.known, pair.read, pair.how)
            for pair in self.matching.pairs
            if pair.how not in SURE
        )


def pair_name(known: str, read: str) -> str:
    """How a form names two items that may be the same."""
    return f"{known}-{read}"


def is_own(ref: str) -> bool:
    """Whether it stands here without having come in an export."""
    return ref.startswith((OWN, COUNCILS))


def fingerprint(looked: TakingIn) -> str:
    """What names a list of changes: another list has another."""
    told = [
        *(item.ref for item in looked.adopted),
        *((one.change, one.ref, one.part, one.before, one.after) for one in looked.found),
        *(
            (one.item.ref, one.before and one.before.revision, one.fields, fields_of(one.after))
            for one in looked.plans
        ),
        *((one.item.ref, one.fields, one.before, one.after) for one in looked.follow_ups),
        *((one.key, one.board, one.before, one.after) for one in looked.targets),
        *((one.board, one.before, one.reported) for one in looked.reports),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def counts_of(looked: TakingIn) -> dict[str, int]:
    """How many of each change there are, those that there are."""
    counts = {change.value: sum(one.change is change for one in looked.found) for change in Change}
    counts |= {
        "own_targets": len(looked.targets),
        "known_again": len(looked.adopted),
        "plans": len(looked.plans),
        "follow_ups": len(looked.follow_ups),
        "reports": len(looked.reports),
    }
    return {name: count for name, count in counts.items() if count}


def differences_told(looked: TakingIn, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The changes as the log and the run keep them."""
    return [
        {
            "change": one.change.value,
            "organisation": names.get(one.item.organisation or "", one.item.organisation),
            "kind": one.item.kind.value,
            "title": one.item.title,
            "part": one.part.value if one.part else None,
            "before": one.before,
            "after": one.after,
        }
        for one in looked.found
    ]
