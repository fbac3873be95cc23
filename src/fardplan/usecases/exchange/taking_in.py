"""Taking in an export: what it would change is shown first, then all of it is written, or nothing.

What the other system keeps is written here as it says: plans, and follow-ups where the file was brought for
a step. Links to the roadmap and what was considered are made here and stay. The same file again changes
nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.boards.differences import applied, differences
from fardplan.boards.matching import Matching
from fardplan.presentation.sentences import Sentence
from fardplan.sources.management_system.reading import read_items
from fardplan.store.import_mappings import KeptMapping, mapping_of
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.beside import Beside, not_in_budget, told_of_own
from fardplan.usecases.exchange.changes import TakingIn, counts_of, fingerprint
from fardplan.usecases.exchange.exports import ExportFile, export_file
from fardplan.usecases.exchange.plan_changes import plan_changes
from fardplan.usecases.exchange.rules import can_take_in_export, check
from fardplan.usecases.exchange.told_changes import (
    decided_here,
    follow_up_changes,
    report_changes,
    said_now,
    target_changes,
)
from fardplan.usecases.exchange.writing import write
from fardplan.vocabulary.errors import FardplanError, RuleError


def look_at_export(
    actor: Actor, number: int, *, today: date, apart: frozenset[str] = frozenset()
) -> TakingIn:
    """What an export would change, field by field; nothing is written.

    `apart` names pairs (`changes.pair_name`) that a person has said are different things.
    """
    check(can_take_in_export, actor)
    export, mapping = _mapping(number)
    if mapping is None:
        return TakingIn(export, None, None)
    return _looked(Beside.of(export, mapping, today=today), apart)


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
        beside = Beside.of(export, mapping, today=today)
        looked = _looked(beside, apart)
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
        return TakenIn(write(beside, looked, actor), counts_of(looked))


def _looked(beside: Beside, apart: frozenset[str]) -> TakingIn:
    bare = TakingIn(beside.export, beside.mapping, None)
    try:
        read = read_items(beside.export.table, beside.mapping.mapping)
    except FardplanError as error:
        return replace(bare, refused=error)
    mine = [item for item in read if beside.is_theirs(item)]
    theirs = {item.organisation for item in mine}
    here = sorted({item.organisation for item in read if item.organisation} - theirs)
    matching, had = beside.matched(mine, apart)
    looked = replace(
        bare,
        matching=matching,
        found=told_of_own(differences(matching, had)),
        kept_here=tuple(here),
        refused=beside.refusal(mine, here),
    )
    try:
        return _with_changes(beside, looked, matching)
    except FardplanError as error:
        return replace(looked, refused=error)


def _with_changes(beside: Beside, looked: TakingIn, matching: Matching) -> TakingIn:
    """What was looked at, with what it changes here."""
    after = beside.placed(applied(beside.had(matching), matching))
    said = said_now(beside, after, matching)
    whole = replace(
        looked,
        plans=plan_changes(beside, after),
        follow_ups=tuple(follow_up_changes(beside, said)),
        targets=tuple(target_changes(beside, said)),
        reports=tuple(report_changes(beside, said)),
        decided=decided_here(beside, said),
        unknown=not_in_budget(after),
    )
    return replace(whole, seen=fingerprint(whole))
