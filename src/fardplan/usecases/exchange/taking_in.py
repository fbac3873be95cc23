"""Taking in an export: what it would change is shown first, then all of it is written, or nothing.

What the other system keeps is written here as it says: plans, and follow-ups where the file was brought for
a step. Links to the roadmap and what was considered are made here and stay. The same file again changes
nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from fardplan.boards.chain import COUNCIL_KINDS, PLAN_KINDS, CouncilItem, ItemKind, PlanItem
from fardplan.boards.external import ExternalItem, Part, folded
from fardplan.boards.follow_up import FIELDS, Told, can_mark_ready
from fardplan.boards.from_external import (
    COUNCILS,
    OWN,
    as_if_external,
    councils_as_if_external,
    plan_fields,
    says_how_it_went,
    steered_by,
    told_of,
)
from fardplan.boards.mastery import Mastery, check_can_take_in
from fardplan.boards.matching import (
    SURE,
    Change,
    Difference,
    How,
    Matching,
    applied,
    differences,
    match,
)
from fardplan.boards.plan_fields import fields_of, with_fields
from fardplan.boards.steps import Move, State
from fardplan.boards.subjects import COUNCIL, PLAN
from fardplan.boards.year_target import read_target
from fardplan.presentation.sentences import Sentence
from fardplan.sources.management_system.reading import read_items
from fardplan.store.audit import record
from fardplan.store.council_items import council_of
from fardplan.store.council_saves import set_own_target
from fardplan.store.exchange import (
    KeptFile,
    KeptItem,
    KeptMapping,
    add_run,
    external_items,
    keeper,
    mapping_of,
    masters_of,
    save_external_items,
)
from fardplan.store.follow_ups import follow_ups, locked_follow_up, save_follow_up
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_saves import add_items, save_item
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.store.years import KnownStep, locked_submission, move_submission, step_of, year_of
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.exports import ExportFile, export_file
from fardplan.usecases.exchange.rules import can_take_in_export, check
from fardplan.vocabulary.errors import FardplanError, RuleError

IMPORTED = "imported"


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
class TakingIn:
    """What an export would change, read with the mapping of its year.

    `refused` is why it cannot be read, or why it cannot be written; then nothing else is there but what could
    be read. `kept_here`: organisations whose plans are kept here, of which nothing is read. `unknown`: the
    council's items that are not in this year's budget here. `seen` names exactly this list of changes.
    """

    export: ExportFile
    mapping: KeptMapping | None
    matching: Matching | None
    found: tuple[Difference, ...] = ()
    plans: tuple[PlanChange, ...] = ()
    follow_ups: tuple[FollowUpChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    kept_here: tuple[str, ...] = ()
    unknown: tuple[ExternalItem, ...] = ()
    refused: FardplanError | None = None
    seen: str = ""

    @property
    def changes(self) -> int:
        parts = (self.found, self.plans, self.follow_ups, self.targets, self.adopted)
        return sum(map(len, parts))

    @property
    def adopted(self) -> tuple[ExternalItem, ...]:
        """Items that were written here and are known again in the export: from now on they follow it."""
        pairs = self.matching.pairs if self.matching else ()
        return tuple(pair.read for pair in pairs if _is_own(pair.known.ref))

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


def look_at_export(
    actor: Actor, number: int, *, today: date, apart: frozenset[str] = frozenset()
) -> TakingIn:
    """What an export would change, field by field; nothing is written.

    `apart` names pairs (`pair_name`) that a person has said are different things.
    """
    check(can_take_in_export, actor)
    export, mapping = _mapping(number)
    if mapping is None:
        return TakingIn(export, None, None)
    return _Work.of(export, mapping, today=today, apart=apart).look()


def _mapping(number: int) -> tuple[ExportFile, KeptMapping | None]:
    export = export_file(number)
    mapping = mapping_of(export.file.year, export.file.system)
    if mapping is not None and mapping.mapping.sheet not in (None, export.table.sheet):
        export = export_file(number, mapping.mapping.sheet)
    return export, mapping


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in an export changed: how many of each, nothing where it was all there already."""

    run: int | None
    counts: Mapping[str, int]


def take_in_export(
    actor: Actor, number: int, *, seen: str, today: date, apart: frozenset[str] = frozenset()
) -> TakenIn:
    """Write everything that an export changes, in one transaction with its entry in the log.

    `seen` is the `TakingIn.seen` that the person looked at. Raises `RuleError` where something else would
    change by now, in a closed year, and for plans that are kept here; and what `look_at_export` tells as
    `refused`.
    """
    check(can_take_in_export, actor)
    export, mapping = _mapping(number)
    if mapping is None:
        raise RuleError(
            Sentence("nobody has said how this system's files are read in {year}", year=export.file.year),
            outcome=Sentence("Nothing was loaded."),
        )
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS, Turn.COUNCIL)
        work = _Work.of(export, mapping, today=today, apart=apart)
        looked = work.look()
        if looked.refused is not None:
            raise looked.refused
        if looked.seen != seen:
            raise RuleError(
                Sentence("what the export would change is not what you looked at any more"),
                instead=Sentence("Look at the list again, and take it in then."),
                outcome=Sentence("Nothing was loaded."),
            )
        if not looked.changes:
            return TakenIn(None, {})
        return work.write(looked, actor)


@dataclass(slots=True)
class _Work:
    """An export beside what is kept: read once, looked at, and perhaps written."""

    export: ExportFile
    mapping: KeptMapping
    today: date
    apart: frozenset[str]
    masters: Mapping[str | None, Mastery]
    known: tuple[KeptItem, ...]
    council: tuple[CouncilItem, ...]
    year_closed: bool
    step: KnownStep | None

    @classmethod
    def of(cls, export: ExportFile, mapping: KeptMapping, *, today: date, apart: frozenset[str]) -> "_Work":
        file = export.file
        return cls(
            export,
            mapping,
            today,
            apart,
            masters_of(file.year),
            external_items(file.year, file.system),
            council_of(file.year, today),
            year_of(file.year).is_closed,
            step_of(file.year, file.step) if file.step else None,
        )

    @property
    def file(self) -> KeptFile:
        return self.export.file

    def look(self) -> TakingIn:
        try:
            read = read_items(self.export.table, self.mapping.mapping)
        except FardplanError as error:
            return TakingIn(self.export, self.mapping, None, refused=error)
        mine = [item for item in read if self._is_theirs(item)]
        here = sorted(
            {item.organisation for item in read if item.organisation} - {one.organisation for one in mine}
        )
        had = [*(kept.item for kept in self.known), *self._own()]
        matching = _without_own(match(had, mine, frozenset(self._pairs(had, mine))))
        found = _told_of_own(differences(matching, had))
        after = self._placed(applied(self._had(matching), matching))
        try:
            plans = tuple(self._plan_changes(after))
            told = tuple(self._follow_up_changes(after))
        except FardplanError as error:
            return TakingIn(self.export, self.mapping, matching, found, refused=error)
        looked = TakingIn(
            self.export,
            self.mapping,
            matching,
            found,
            plans,
            told,
            tuple(self._target_changes(after)),
            tuple(here),
            tuple(self._unknown(after)),
            self._refusal(mine, here),
        )
        return replace(looked, seen=_fingerprint(looked))

    def _own(self) -> list[ExternalItem]:
        """What stands here without having come in an export: it may be known again in this one."""
        brought = {kept.plan_item: kept.item.ref for kept in self.known if kept.plan_item}
        named = {kept.council_item: kept.item.ref for kept in self.known if kept.council_item}
        council = [item for item in self.council if item.key not in named]
        goals = {item.key: f"{COUNCILS}{item.key}" for item in council} | named
        return [
            *councils_as_if_external(council),
            *(
                as_if_external(
                    item,
                    (brought.get(item.parent) or f"{OWN}{item.parent}")
                    if item.parent
                    else goals.get(item.answers or ""),
                )
                for item in plans_of(self.file.year, self.today)
                if item.key not in brought
                and item.is_live(self.today)
                and keeper(self.masters, item.organisation) is not None
            ),
        ]

    def _had(self, matching: Matching) -> list[ExternalItem]:
        """What was kept, with what was written here and is known again in the export."""
        known_again = [pair.known for pair in matching.pairs if _is_own(pair.known.ref)]
        return [*(kept.item for kept in self.known), *known_again]

    def _is_theirs(self, item: ExternalItem) -> bool:
        return item.organisation is None or keeper(self.masters, item.organisation) is not None

    def _pairs(self, had: Sequence[ExternalItem], read: Sequence[ExternalItem]) -> Iterable[tuple[str, str]]:
        refs = {item.ref for item in had}, {item.ref for item in read}
        for name in self.apart:
            known, _, other = name.rpartition("-")
            if known in refs[0] and other in refs[1]:
                yield known, other

    def _refusal(self, mine: Sequence[ExternalItem], here: Sequence[str]) -> RuleError | None:
        boards = {item.organisation for item in mine} - {None}
        try:
            if not boards and here:
                name = self.export.names.get(here[0], here[0])
                check_can_take_in(None, year_closed=self.year_closed, organisation=name)
            for board in boards:
                check_can_take_in(
                    keeper(self.masters, board or ""), year_closed=self.year_closed, organisation=board or ""
                )
        except RuleError as error:
            return error
        return None

    def _placed(self, items: Sequence[ExternalItem]) -> list[KeptItem]:
        """The items after the export, with what they are here: in plans as kept, the council's by wording."""
        kept = {one.item.ref: one for one in self.known}
        council = {(item.kind, folded(item.text)): item.key for item in self.council}
        found = []
        for item in items:
            there = kept.get(item.ref)
            mine = item.ref.removeprefix(OWN) if item.ref.startswith(OWN) else None
            key = council.get((item.kind, folded(item.title))) if item.kind in COUNCIL_KINDS else None
            found.append(
                KeptItem(
                    item, there.plan_item if there else mine, key or (there.council_item if there else None)
                )
            )
        return found

    def _unknown(self, after: Sequence[KeptItem]) -> Iterable[ExternalItem]:
        seen = set()
        for kept in after:
            item = kept.item
            name = item.kind, folded(item.title)
            missing = item.kind in COUNCIL_KINDS and kept.council_item is None and not item.gone
            if missing and name not in seen:
                seen.add(name)
                yield item

    def _plan_changes(self, after: Sequence[KeptItem]) -> Iterable[PlanChange]:
        """What plans would change; items without a key yet go by their refs."""
        boards = {one.item.organisation or "" for one in (*after, *self.known)}
        there = {item.key: item for item in plans_of(self.file.year, self.today, boards)}
        by_ref = {kept.item.ref: kept for kept in after}
        for kept in _parents_first(after):
            if kept.item.kind in PLAN_KINDS and self._is_theirs(kept.item):
                yield from self._plan_change(kept, there.get(kept.plan_item or ""), by_ref)

    def _plan_change(
        self, kept: KeptItem, before: PlanItem | None, by_ref: Mapping[str, KeptItem]
    ) -> Iterable[PlanChange]:
        item = kept.item
        if before is None and item.gone:
            return
        fields = plan_fields(item)
        above = by_ref.get(item.parent or "")
        if above is not None and above.item.kind in PLAN_KINDS:
            fields["parent"] = above.plan_item or above.item.ref
        elif above is not None and above.council_item is not None:
            fields["answers"] = above.council_item
        moved = before is not None and before.organisation != item.organisation
        if before is not None and moved:
            why = str(Sentence("Moved to another organisation in {system}.", system=self.file.system))
            if before.is_live(self.today):
                yield PlanChange(
                    item, before, replace(before, dropped=self.today, dropped_why=why), ("dropped",)
                )
            if item.gone:
                return
        base = before if before is not None and not moved else self._new(item, before)
        after = self._dropped(with_fields(base, fields), item)
        told, was = fields_of(after), fields_of(base)
        changed = [name for name in told if told[name] != was[name]]
        if after.dropped != base.dropped:
            changed.append("dropped")
        if base is not before:
            yield PlanChange(item, None, after, tuple(name for name in told if told[name] is not None))
        elif changed:
            yield PlanChange(item, before, after, tuple(changed))

    def _new(self, item: ExternalItem, before: PlanItem | None) -> PlanItem:
        return PlanItem(
            item.ref,
            item.organisation or "",
            self.file.year,
            item.kind,
            item.title,
            carried_from=before.key if before else None,
        )

    def _dropped(self, after: PlanItem, item: ExternalItem) -> PlanItem:
        """Gone from the export is dropped from the plan; back in it, it holds again."""
        if item.gone and after.is_live(self.today):
            why = str(Sentence("No longer in the export of {system}.", system=self.file.system))
            return replace(after, dropped=self.today, dropped_why=why)
        if not item.gone and after.dropped is not None:
            return replace(after, dropped=None, dropped_why=None)
        return after

    def _follow_up_changes(self, after: Sequence[KeptItem]) -> Iterable[FollowUpChange]:
        if self.step is None:
            return
        there = {
            (one.organisation, one.ref): one for one in follow_ups(self.file.year, step=self.step.days.key)
        }
        for kept in after:
            item = kept.item
            if (
                item.gone
                or item.organisation is None
                or not says_how_it_went(item)
                or not self._is_theirs(item)
            ):
                continue
            ref = _subject(kept)
            if ref is None:
                continue
            was = there.get((item.organisation, ref))
            before = was.told if was else Told()
            told = told_of(item, before)
            changed = tuple(name for name in FIELDS if getattr(told, name) != getattr(before, name))
            if changed:
                yield FollowUpChange(item, ref, before, told, changed)

    def _target_changes(self, after: Sequence[KeptItem]) -> Iterable[TargetChange]:
        """Targets that boards have for themselves, where they answer for the indicator here."""
        council = {item.key: item for item in self.council}
        for kept in after:
            item, asked = kept.item, council.get(kept.council_item or "")
            board, told = item.organisation, item.contents.get(Part.TARGET)
            if asked is None or item.gone or not board or not told or board not in asked.responsible:
                continue
            before = steered_by(asked, board)
            if read_target(told, asked.unit) != read_target(before, asked.unit):
                yield TargetChange(item, asked.key, board, before, told.replace(".", ","))

    def write(self, looked: TakingIn, actor: Actor) -> TakenIn:
        counts = _counts(looked)
        outcome = {"counts": counts, "differences": _told(looked, self.export.names)}
        run = add_run(
            self.file.number,
            rows=len(self.export.table.rows),
            outcome=outcome,
            by=actor.name,
            day=self.today,
            mapping=self.mapping.number,
        )
        matching = looked.matching
        after = self._placed(applied(self._had(matching), matching)) if matching else []
        keys = self._write_plans(looked.plans, actor)
        kept = [
            replace(one, plan_item=keys.get(one.item.ref, one.plan_item))
            if one.item.kind in PLAN_KINDS
            else one
            for one in after
        ]
        save_external_items(self.file.year, self.file.system, kept, run=run)
        for change in looked.targets:
            set_own_target(
                self.file.year,
                change.key,
                change.board,
                change.after,
                why=None,
                by=actor.name,
                day=self.today,
                origin=IMPORTED,
            )
        self._write_follow_ups(looked.follow_ups, {one.item.ref: one for one in kept}, actor)
        record(actor.name, "take in export", f"file {self.file.number}", after=outcome)
        return TakenIn(run, counts)

    def _write_plans(self, changes: Sequence[PlanChange], actor: Actor) -> dict[str, str]:
        """Write plans; gives the keys of new items by their refs."""
        new = [change for change in changes if change.before is None]
        made = add_items([change.after for change in new], by=actor.name, day=self.today, origin=IMPORTED)
        keys = {change.item.ref: item.key for change, item in zip(new, made, strict=True)}
        for change in changes:
            if change.before is None:
                continue
            parent = keys.get(change.after.parent or "", change.after.parent)
            if not save_item(replace(change.after, parent=parent), by=actor.name, day=self.today):
                raise RuleError(
                    Sentence("somebody has changed '{title}' meanwhile", title=change.before.title),
                    instead=Sentence("Look at the list again, and take it in then."),
                    outcome=Sentence("Nothing was loaded."),
                )
        return keys

    def _write_follow_ups(
        self, changes: Sequence[FollowUpChange], kept: Mapping[str, KeptItem], actor: Actor
    ) -> None:
        step = self.step
        if step is None:
            return
        for board in sorted({change.item.organisation or "" for change in changes}):
            now = locked_submission(step, board, by=actor.name)
            if now.state is State.NOT_BEGUN:
                move_submission(now, Move.WRITE, State.WRITING, by=actor.name, day=self.today)
        for change in changes:
            board, ref = change.item.organisation or "", _subject(kept[change.item.ref]) or change.ref
            was = locked_follow_up(step, board, ref)
            save_follow_up(
                step,
                board,
                ref,
                told_of(change.item, was.told if was else Told()),
                was=was,
                ready=can_mark_ready(change.item.kind, change.after),
                by=actor.name,
                day=self.today,
                origin=IMPORTED,
            )


def _is_own(ref: str) -> bool:
    """Whether it stands here without having come in an export."""
    return ref.startswith((OWN, COUNCILS))


def _without_own(matching: Matching) -> Matching:
    """What was written here and is not in the export stays as it is: no export ever had it."""
    return replace(
        matching,
        gone=tuple(item for item in matching.gone if not _is_own(item.ref)),
        outside=tuple(item for item in matching.outside if not _is_own(item.ref)),
    )


def _told_of_own(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """What stood here beneath nothing that an export has told of has not moved when one tells where it is."""
    return tuple(
        one for one in found if not (_is_own(one.ref) and one.change is Change.MOVED and one.before is None)
    )


def _parents_first(items: Sequence[KeptItem]) -> Sequence[KeptItem]:
    order = list(ItemKind)
    return sorted(items, key=lambda kept: (order.index(kept.item.kind), kept.item.ref))


def _subject(kept: KeptItem) -> str | None:
    """How follow-ups name what an item is here; a new item of a plan by its ref until it has a key."""
    if kept.item.kind in COUNCIL_KINDS:
        return f"{COUNCIL}{kept.council_item}" if kept.council_item else None
    return f"{PLAN}{kept.plan_item or kept.item.ref}"


def _fingerprint(looked: TakingIn) -> str:
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
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _counts(looked: TakingIn) -> dict[str, int]:
    counts = {change.value: sum(one.change is change for one in looked.found) for change in Change}
    counts["own_targets"] = len(looked.targets)
    counts["known_again"] = len(looked.adopted)
    counts["plans"], counts["follow_ups"] = len(looked.plans), len(looked.follow_ups)
    return {name: count for name, count in counts.items() if count}


def _told(looked: TakingIn, names: Mapping[str, str]) -> list[dict[str, Any]]:
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
