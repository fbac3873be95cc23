"""Writing what an export changes, as it was looked at: all of it, inside the transaction of who calls."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fardplan.boards.chain import PLAN_KINDS
from fardplan.boards.differences import applied
from fardplan.boards.follow_up import Told, can_mark_ready
from fardplan.boards.from_external import told_of
from fardplan.boards.reported import ways_to
from fardplan.boards.steps import Move, State
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.store.audit import record
from fardplan.store.council_saves import set_own_target
from fardplan.store.external_items import KeptItem, save_external_items
from fardplan.store.follow_ups import locked_follow_up, save_follow_up
from fardplan.store.import_files import add_run
from fardplan.store.plan_saves import add_items, save_item
from fardplan.store.years import KnownStep, locked_submission, move_submission
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.beside import Beside
from fardplan.usecases.exchange.changes import (
    FollowUpChange,
    PlanChange,
    ReportChange,
    TakingIn,
    TargetChange,
    counts_of,
    differences_told,
)
from fardplan.usecases.exchange.told_changes import subject_of
from fardplan.vocabulary.errors import RuleError

IMPORTED = "imported"
AS_THERE = message("As it stands in {system}.")


def write(beside: Beside, looked: TakingIn, actor: Actor) -> int:
    """Write everything that was looked at, with its run and its entry in the log; gives the run's number."""
    outcome = {"counts": counts_of(looked), "differences": differences_told(looked, beside.export.names)}
    run = add_run(
        beside.file.number,
        rows=len(beside.export.table.rows),
        outcome=outcome,
        by=actor.name,
        day=beside.today,
        mapping=beside.mapping.number,
    )
    kept = _with_keys(beside, looked, _write_plans(beside, looked.plans, actor))
    save_external_items(beside.file.year, beside.file.system, kept, run=run)
    _write_targets(beside, looked.targets, actor)
    if beside.step is not None:
        by_ref = {one.item.ref: one for one in kept}
        _write_follow_ups(beside, beside.step, looked.follow_ups, by_ref, actor)
        _write_reports(beside, beside.step, looked.reports, actor)
    record(actor.name, "take in export", f"file {beside.file.number}", after=outcome)
    return run


def _with_keys(beside: Beside, looked: TakingIn, keys: Mapping[str, str]) -> list[KeptItem]:
    """The items after the export, new ones with the keys that they have got in plans."""
    matching = looked.matching
    after = beside.placed(applied(beside.had(matching), matching)) if matching else []
    return [
        replace(one, plan_item=keys.get(one.item.ref, one.plan_item)) if one.item.kind in PLAN_KINDS else one
        for one in after
    ]


def _write_plans(beside: Beside, changes: Sequence[PlanChange], actor: Actor) -> dict[str, str]:
    """Write plans; gives the keys of new items by their refs."""
    new = [change for change in changes if change.before is None]
    made = add_items([change.after for change in new], by=actor.name, day=beside.today, origin=IMPORTED)
    keys = {change.item.ref: item.key for change, item in zip(new, made, strict=True)}
    for change in changes:
        if change.before is None:
            continue
        parent = keys.get(change.after.parent or "", change.after.parent)
        if not save_item(replace(change.after, parent=parent), by=actor.name, day=beside.today):
            raise RuleError(
                Sentence("somebody has changed '{title}' meanwhile", title=change.before.title),
                instead=Sentence("Look at the list again, and take it in then."),
                outcome=Sentence("Nothing was loaded."),
            )
    return keys


def _write_targets(beside: Beside, changes: Sequence[TargetChange], actor: Actor) -> None:
    for change in changes:
        set_own_target(
            beside.file.year,
            change.key,
            change.board,
            change.after,
            why=None,
            by=actor.name,
            day=beside.today,
            origin=IMPORTED,
        )


def _write_follow_ups(
    beside: Beside,
    step: KnownStep,
    changes: Sequence[FollowUpChange],
    kept: Mapping[str, KeptItem],
    actor: Actor,
) -> None:
    for board in sorted({change.item.organisation or "" for change in changes}):
        now = locked_submission(step, board, by=actor.name)
        if now.state is State.NOT_BEGUN:
            move_submission(now, Move.WRITE, State.WRITING, by=actor.name, day=beside.today)
    for change in changes:
        board, ref = change.item.organisation or "", subject_of(kept[change.item.ref]) or change.ref
        was = locked_follow_up(step, board, ref)
        save_follow_up(
            step,
            board,
            ref,
            told_of(change.item, was.told if was else Told()),
            was=was,
            ready=can_mark_ready(change.item.kind, change.after),
            by=actor.name,
            day=beside.today,
            origin=IMPORTED,
        )


def _write_reports(beside: Beside, step: KnownStep, changes: Sequence[ReportChange], actor: Actor) -> None:
    """Bring each report as far as the other system says, move by move, each saying where it comes from."""
    comment = translate(AS_THERE, "sv", system=beside.file.system)
    for change in changes:
        now = locked_submission(step, change.board, by=actor.name)
        for way in ways_to(now.state, change.reported):
            move_submission(now, way.move, way.end, by=actor.name, day=beside.today, comment=comment)
            now = replace(now, state=way.end)
