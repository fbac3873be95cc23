"""What people do with a board's plan: add, change, move, drop with a reason, take up again, carry over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.boards.chain import (
    PLAN_KINDS,
    CouncilItem,
    ItemKind,
    PlanItem,
    check_can_answer,
    check_can_stand_under,
    moved,
)
from fardplan.boards.field_conflicts import joined
from fardplan.boards.mastery import Mastery, check_can_edit_here
from fardplan.boards.plan_fields import FIELDS_OF, Fields, content_of, fields_of, with_fields
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store.audit import record
from fardplan.store.council_items import council_of
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.plan_items import kept_fields, last_by, plan_item, plans_of
from fardplan.store.plan_masters import master_of
from fardplan.store.plan_saves import add_items, save_item, set_order
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.roadmaps import show
from fardplan.usecases.year.may import can_write_for, check
from fardplan.usecases.year.plan_locks import check_plan_open, plan_desk
from fardplan.usecases.year.plan_page import found_in
from fardplan.vocabulary.errors import EditConflict, InputError, NotFoundError, RuleError

NOTHING = Sentence("Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Around:
    """What a thing in a plan is checked against: its plan, the council's things, and the roadmap's keys."""

    board: KnownOrganisation
    above: frozenset[str]
    plan: Mapping[str, PlanItem]
    council: Mapping[str, CouncilItem]
    strategies: frozenset[str]
    milestones: frozenset[str]
    mastery: Mastery | None = None


LINKS = frozenset({"strategies", "milestones"})
"""What is said here of a thing though another system keeps the plan."""


def add_to_plan(
    year: int, organisation: str, kind: ItemKind, fields: Fields, *, actor: Actor, today: date
) -> PlanItem:
    """Put something new into an organisation's plan.

    Raises `PermissionDenied`, `RuleError` where the plan is locked or the thing cannot stand there, and
    `InputError` for what cannot be understood.
    """
    check(can_write_for, actor, organisation)
    if kind not in PLAN_KINDS:
        raise InputError(Sentence("'{kind}' is nothing that stands in a plan", kind=kind), outcome=NOTHING)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        around = _around(year, organisation, actor, today)
        check_can_edit_here(around.mastery)
        bare = PlanItem("new", organisation, year, kind, "")
        item = with_fields(bare, {name: fields.get(name) for name in FIELDS_OF[kind]})
        _check_place(item, around, before=None)
        added = add_items([item], by=actor.name, day=today)[0]
        record(actor.name, "add to plan", subject_of(added.key), after=_told(added))
    return added


def change_item(key: str, fields: Fields, *, revision: int, actor: Actor, today: date) -> PlanItem:
    """Change fields of a thing in a plan, read at `revision`.

    What two people changed in different fields is joined. Raises `EditConflict` where both changed the
    same, and what `add_to_plan` raises.
    """
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        now = plan_item(key)
        check(can_write_for, actor, now.organisation)
        around = _around(now.year, now.organisation, actor, today)
        if now.dropped:
            raise RuleError(
                Sentence("it was dropped on {day}", day=now.dropped),
                instead=Sentence("Take it up again first."),
                outcome=NOTHING,
            )
        fields = {name: value for name, value in fields.items() if name in FIELDS_OF[now.kind]}
        changed = with_fields(now, _joined(now, fields, revision))
        if changed == now:
            return now
        old, new = fields_of(now), fields_of(changed)
        if any(old[name] != new[name] for name in new if name not in LINKS):
            check_can_edit_here(around.mastery)
        _check_place(changed, around, before=now)
        return _saved(now, changed, "change plan", actor=actor, today=today)


def _joined(now: PlanItem, fields: Fields, revision: int) -> Fields:
    """The fields as they are to be: those given, joined with what others saved since `revision`."""
    if revision == now.revision:
        return fields
    base = kept_fields(now.key, revision)
    if base is None:
        raise InputError(
            Sentence("it never had the revision {number}", number=revision),
            instead=Sentence("Load the page again."),
            outcome=NOTHING,
        )
    result = joined(base, fields_of(now), fields)
    if result.conflicts:
        name = last_by(now.key)
        raise EditConflict(
            Sentence("{name} saved this while you were writing", name=name),
            fields=result.conflicts,
            revision=now.revision,
            by=name,
        )
    return {name: result.fields[name] for name in fields}


def drop_item(key: str, why: str, *, actor: Actor, today: date) -> PlanItem:
    """Drop a thing from a plan, with a reason. It stays to be read, and can be taken up again.

    Raises `RuleError` while something living stands beneath it.
    """
    reason = why.strip()
    if not reason:
        raise InputError(
            Sentence("it was dropped without a reason"),
            instead=Sentence("Write in a sentence why it is dropped."),
            outcome=NOTHING,
        )
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        now = plan_item(key)
        check(can_write_for, actor, now.organisation)
        around = _around(now.year, now.organisation, actor, today)
        check_can_edit_here(around.mastery)
        if now.dropped:
            return now
        below = [item for item in around.plan.values() if item.parent == key and item.is_live(today)]
        if below:
            raise RuleError(
                Sentence("“{title}” stands beneath it", title=below[0].title),
                instead=Sentence("Drop or move what stands beneath it first."),
                outcome=NOTHING,
            )
        dropped = replace(now, dropped=today, dropped_why=reason)
        return _saved(now, dropped, "drop from plan", actor=actor, today=today, why=reason)


def take_up(key: str, *, actor: Actor, today: date) -> PlanItem:
    """Take up again what was dropped. Raises `RuleError` where what it stood beneath is dropped too."""
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        now = plan_item(key)
        check(can_write_for, actor, now.organisation)
        around = _around(now.year, now.organisation, actor, today)
        check_can_edit_here(around.mastery)
        if not now.dropped:
            return now
        taken = replace(now, dropped=None, dropped_why=None)
        _check_place(taken, around, before=None)
        return _saved(now, taken, "take up in plan", actor=actor, today=today)


def move_item(key: str, *, up: bool, actor: Actor, today: date) -> PlanItem:
    """Move a thing a step up or down among those that stand beside it."""
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        item = plan_item(key)
        check(can_write_for, actor, item.organisation)
        around = _around(item.year, item.organisation, actor, today)
        check_can_edit_here(around.mastery)
        beside = sorted(
            (
                one
                for one in around.plan.values()
                if one.parent == item.parent and one.organisation == item.organisation and one.is_live(today)
            ),
            key=lambda one: (one.position, one.key),
        )
        before = tuple(one.key for one in beside)
        after = moved(before, key, up=up) if key in before else before
        if after != before:
            set_order(after)
            record(
                actor.name,
                "move in plan",
                subject_of(key),
                before={"place": before.index(key) + 1},
                after={"place": after.index(key) + 1},
            )
    return item


def carry_over(
    year: int, organisation: str, keys: Collection[str], *, actor: Actor, today: date
) -> tuple[PlanItem, ...]:
    """Copy things of last year's plan into this year's, each with a link to where it came from.

    What stands above them comes along where it has not already. Links to the council's things are kept
    where the council asks the same this year, and links to the roadmap where it still has them; days move
    with the year. A yearly target is not copied: it is set anew every year.
    """
    check(can_write_for, actor, organisation)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        around = _around(year, organisation, actor, today)
        check_can_edit_here(around.mastery)
        before = {item.key: item for item in plans_of(year - 1, today, [organisation])}
        unknown = sorted(set(keys) - before.keys())
        if unknown:
            raise NotFoundError(
                Sentence("last year's plan has nothing numbered {key}", key=unknown[0]), outcome=NOTHING
            )
        there = {item.carried_from: item.key for item in around.plan.values() if item.carried_from}
        wanted = [item for item in _with_above(keys, before) if item.key not in there]
        copies = [_copy(item, year, there, around) for item in wanted]
        for item in copies:
            if item.kind is ItemKind.BOARD_GOAL and item.answers is None:
                raise RuleError(
                    Sentence("“{title}” answers a goal that the council no longer has", title=item.title),
                    instead=Sentence("Add it as a new goal beneath one that the council has this year."),
                    outcome=NOTHING,
                )
        added = add_items(copies, by=actor.name, day=today)
        for item in added:
            record(
                actor.name,
                "carry over into plan",
                subject_of(item.key),
                before={"carried_from": item.carried_from},
                after=_told(item),
            )
    return added


def _with_above(keys: Collection[str], before: Mapping[str, PlanItem]) -> list[PlanItem]:
    """The things with all that stands above them, each after what it stands beneath."""
    found: dict[str, PlanItem] = {}

    def take(key: str) -> None:
        item = before[key]
        if item.parent and item.parent in before and item.parent not in found:
            take(item.parent)
        found.setdefault(key, item)

    for item in sorted((before[key] for key in set(keys)), key=lambda item: (item.position, item.key)):
        take(item.key)
    return list(found.values())


def _copy(item: PlanItem, year: int, there: Mapping[str, str], around: Around) -> PlanItem:
    parent = item.parent and there.get(item.parent, f"of {item.parent}")
    starts, ends = _days(item, year)
    return replace(
        item,
        key=f"of {item.key}",
        year=year,
        parent=parent,
        answers=item.answers if item.answers in around.council else None,
        starts=starts,
        ends=ends,
        strategies=item.strategies & around.strategies,
        milestones=item.milestones & around.milestones,
        target=None,
        dropped=None,
        dropped_why=None,
        finished=False,
        moved_to=None,
        carried_from=item.key,
        revision=1,
    )


def _days(item: PlanItem, year: int) -> tuple[date | None, date | None]:
    """Its first and last day in the new year: a year later, but as they are where it goes on into it."""
    if item.last_day and item.last_day.year >= year:
        return item.starts, item.last_day
    return _next_year(item.starts), _next_year(item.last_day)


def _next_year(day: date | None) -> date | None:
    """The same day a year later; 28 February for a leap day."""
    if day is None:
        return None
    last = (day.month, day.day) == (2, 29)
    return date(day.year + 1, day.month, 28 if last else day.day)


def _around(year: int, organisation: str, actor: Actor, today: date) -> Around:
    """What a plan is checked against, and that it is open: the plan is marked as one being written."""
    listed = organisations()
    board = found_in(listed, organisation)
    check_plan_open(plan_desk(year, board), actor, today)
    above = frozenset({organisation, board.parent} - {None}) if board.is_unit else frozenset({organisation})
    version = show(as_of=today).version
    keys = frozenset(key for key in above if key)
    return Around(
        board,
        keys,
        {item.key: item for item in plans_of(year, today, sorted(keys))},
        {item.key: item for item in council_of(year, today)},
        frozenset(item.key for item in version.strategies),
        frozenset(item.key for item in version.milestones),
        master_of(year, organisation),
    )


def _check_place(item: PlanItem, around: Around, *, before: PlanItem | None) -> None:
    """Whether a thing may stand where it does, answer what it does, and serve what it does.

    A link that was there before may stay, though the roadmap no longer has what it leads to.
    """
    parent = around.plan.get(item.parent or "")
    if item.parent and (parent is None or parent.dropped or parent.key == item.key):
        raise RuleError(
            Sentence("what it is to stand beneath is not in the plan"),
            instead=Sentence("Choose something that is there."),
            outcome=NOTHING,
        )
    check_can_stand_under(item.kind, parent.kind if parent else None)
    asked = around.council.get(item.answers or "")
    kept = before is not None and before.answers == item.answers
    if item.answers and asked is None and not kept:
        raise NotFoundError(
            Sentence("the council does not ask '{key}'", key=item.answers),
            instead=there_is(around.council, asked=item.answers),
            outcome=NOTHING,
        )
    if not (kept and item.answers):
        check_can_answer(item.kind, asked.kind if asked else None)
    _check_there(item.strategies, around.strategies | (before.strategies if before else frozenset()))
    _check_there(item.milestones, around.milestones | (before.milestones if before else frozenset()))


def _check_there(keys: frozenset[str], there: frozenset[str]) -> None:
    missing = sorted(keys - there)
    if missing:
        raise NotFoundError(
            Sentence("the roadmap has no '{key}'", key=missing[0]),
            instead=there_is(there, asked=missing[0]),
            outcome=NOTHING,
        )


def _saved(
    now: PlanItem, changed: PlanItem, action: str, *, actor: Actor, today: date, why: str | None = None
) -> PlanItem:
    if not save_item(changed, by=actor.name, day=today):
        raise EditConflict(
            Sentence("{name} saved this while you were writing", name=last_by(now.key)),
            fields=(),
            revision=now.revision + 1,
            by=last_by(now.key),
        )
    old, new = content_of(now), content_of(changed)
    differing = [name for name in new if old[name] != new[name]]
    record(
        actor.name,
        action,
        subject_of(now.key),
        before={name: old[name] for name in differing},
        after={name: new[name] for name in differing},
        why=why,
    )
    return plan_item(now.key)


def _told(item: PlanItem) -> dict[str, str | None]:
    """What a new thing says, without what is empty."""
    return {name: value for name, value in content_of(item).items() if value is not None}


def subject_of(key: str) -> str:
    """What the log calls a thing in a plan."""
    return f"plan item {key}"
