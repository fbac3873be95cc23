"""What follow-ups would tell by an export, which targets boards would have, and where reports would stand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fardplan.boards.chain import COUNCIL_KINDS
from fardplan.boards.external import Part
from fardplan.boards.follow_up import FIELDS, Told
from fardplan.boards.from_external import says_how_it_went, steered_by, told_of
from fardplan.boards.matching import Matching
from fardplan.boards.reported import reported_of, ways_to
from fardplan.boards.steps import SETTLED, State
from fardplan.boards.subjects import COUNCIL, PLAN
from fardplan.boards.year_target import read_target
from fardplan.store.external_items import KeptItem
from fardplan.store.follow_ups import follow_ups
from fardplan.usecases.exchange.beside import Beside
from fardplan.usecases.exchange.changes import FollowUpChange, ReportChange, TargetChange


def said_now(beside: Beside, after: Sequence[KeptItem], matching: Matching) -> list[KeptItem]:
    """The items of the export itself, each with what this file says of it and nothing from an earlier one."""
    contents = {pair.known.ref: pair.read.contents for pair in matching.pairs}
    contents |= {item.ref: item.contents for item in matching.new}
    return [
        replace(kept, item=replace(kept.item, contents=contents[kept.item.ref]))
        for kept in after
        if kept.item.ref in contents and beside.is_theirs(kept.item)
    ]


def subject_of(kept: KeptItem) -> str | None:
    """How follow-ups name what an item is here; a new item of a plan by its ref until it has a key."""
    if kept.item.kind in COUNCIL_KINDS:
        return f"{COUNCIL}{kept.council_item}" if kept.council_item else None
    return f"{PLAN}{kept.plan_item or kept.item.ref}"


def follow_up_changes(beside: Beside, said: Sequence[KeptItem]) -> Iterable[FollowUpChange]:
    """What follow-ups would tell at the step that the file was brought for."""
    if beside.step is None:
        return
    told = follow_ups(beside.file.year, step=beside.step.days.key)
    there = {(one.organisation, one.ref): one.told for one in told}
    for kept in said:
        item, ref = kept.item, subject_of(kept)
        board = item.organisation
        if board is None or ref is None or _is_settled(beside, board) or not says_how_it_went(item):
            continue
        before = there.get((board, ref), Told())
        after = told_of(item, before)
        changed = tuple(name for name in FIELDS if getattr(after, name) != getattr(before, name))
        if changed:
            yield FollowUpChange(item, ref, before, after, changed)


def _is_settled(beside: Beside, board: str) -> bool:
    return beside.states.get(board) in SETTLED


def decided_here(beside: Beside, said: Sequence[KeptItem]) -> tuple[str, ...]:
    """Organisations of the export whose board has decided its report: that changes by decision alone."""
    boards = {kept.item.organisation for kept in said if says_how_it_went(kept.item)} - {None}
    return tuple(sorted(board for board in boards if board and _is_settled(beside, board)))


def target_changes(beside: Beside, said: Sequence[KeptItem]) -> Iterable[TargetChange]:
    """Targets that boards have for themselves, where they answer for the indicator here."""
    council = {item.key: item for item in beside.council}
    for kept in said:
        item, asked = kept.item, council.get(kept.council_item or "")
        board, told = item.organisation, item.contents.get(Part.TARGET)
        if asked is None or not board or not told or board not in asked.responsible:
            continue
        before = steered_by(asked, board)
        if read_target(told, asked.unit) != read_target(before, asked.unit):
            yield TargetChange(item, asked.key, board, before, told.replace(".", ","))


def report_changes(beside: Beside, said: Sequence[KeptItem]) -> Iterable[ReportChange]:
    """Boards whose reports stand somewhere else here than the other system says."""
    if beside.step is None:
        return
    for board, reported in sorted(reported_of(kept.item for kept in said).items()):
        state = beside.states.get(board, State.NOT_BEGUN)
        if ways_to(state, reported):
            yield ReportChange(board, state, reported)
