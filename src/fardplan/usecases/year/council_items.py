"""What the council asks in a year: goals, indicators with yearly targets, activities, and who answers for
them.

A strategist edits it until the budget is adopted. After that it changes by decision alone (`changes`). A
board may set a yearly target of its own for an indicator that it answers for, as long as its plan is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.boards.chain import (
    COUNCIL_KINDS,
    CouncilItem,
    ItemKind,
    check_can_stand_under,
)
from fardplan.boards.field_conflicts import joined
from fardplan.boards.mastery import check_can_edit_here
from fardplan.boards.plan_fields import Fields, council_fields, with_council_fields
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store.audit import record
from fardplan.store.council_items import (
    NEVER_APPLIED,
    CouncilYear,
    council_last_by,
    council_year,
    kept_council_fields,
)
from fardplan.store.council_saves import (
    add_council_items,
    adopt_budget,
    content_of,
    save_council_item,
    set_own_target,
)
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.organisations import organisation as organisation_of
from fardplan.store.plan_masters import master_of
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.store.years import KnownYear, year_of, years
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.usecases.year.may import can_coordinate, can_read_year, can_write_for, check
from fardplan.usecases.year.plan_locks import check_plan_open, open_plans, plan_desk
from fardplan.vocabulary.errors import EditConflict, InputError, NotFoundError, RuleError
from fardplan.vocabulary.keys import key_of

NOTHING = Sentence("Nothing was changed.")


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A thing of the council's in its outline. `below` are the kinds that may be added beneath it."""

    item: CouncilItem
    depth: int
    below: tuple[ItemKind, ...]


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """What the council asks in a year, as one looks at it. `can_edit`: the one who looks may, and it is not
    adopted.

    `own_for` are the organisations for which they may set targets: those whose plans are open.
    """

    year: KnownYear
    years: tuple[int, ...]
    day: date
    rows: tuple[CouncilRow, ...]
    ended: tuple[CouncilItem, ...]
    council: CouncilYear
    organisations: tuple[KnownOrganisation, ...]
    roadmap: RoadmapVersion
    can_edit: bool
    can_adopt: bool
    own_for: frozenset[str]

    @property
    def simulated(self) -> bool:
        return any(row.item.simulated for row in self.rows)

    @property
    def adopted(self) -> TakenDecision | None:
        return self.council.adopted if self.council.adopted_by(self.day) else None


_BELOW: Mapping[ItemKind, tuple[ItemKind, ...]] = {
    ItemKind.ORIENTATION_GOAL: (ItemKind.AREA_GOAL,),
    ItemKind.AREA_GOAL: (ItemKind.COUNCIL_INDICATOR, ItemKind.COUNCIL_ACTIVITY),
}


def council_page(year: int, *, actor: Actor, today: date, as_of: date | None = None) -> CouncilPage:
    """The council's goals, indicators and activities of a year, on a day."""
    check(can_read_year, actor)
    day = as_of or today
    found = council_year(year, day)
    current = found.on(day)
    known_year = year_of(year)
    listed = tuple(item for item in organisations() if not item.is_unit)
    open_to_edit = found.adopted is None and not known_year.is_closed and day == today
    return CouncilPage(
        known_year,
        tuple(one.year for one in years()),
        day,
        _outline([item for item in current if item.is_live(day)]),
        tuple(item for item in current if not item.is_live(day)),
        found,
        listed,
        show(as_of=day).version,
        can_edit=open_to_edit and can_coordinate(actor),
        can_adopt=open_to_edit and can_coordinate(actor),
        own_for=open_plans(
            known_year, [item for item in listed if can_write_for(actor, item.key)], actor, today
        )
        if day == today
        else frozenset(),
    )


def _outline(items: list[CouncilItem]) -> tuple[CouncilRow, ...]:
    keys = {item.key for item in items}
    below: dict[str | None, list[CouncilItem]] = {}
    for item in sorted(items, key=lambda item: (item.position, item.key)):
        below.setdefault(item.parent if item.parent in keys else None, []).append(item)
    found: list[CouncilRow] = []

    def walk(parent: str | None, depth: int) -> None:
        for item in below.get(parent, ()):
            found.append(CouncilRow(item, depth, _BELOW.get(item.kind, ())))
            walk(item.key, depth + 1)

    walk(None, 0)
    return tuple(found)


def bring_council_goals(home: Home, year: int, *, actor: Actor, today: date) -> tuple[CouncilItem, ...]:
    """Take the goals that the city's package has for a year into its budget, those that are not there
    already.
    """
    check(can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _open_to_edit(year, today)
        keys = {item.key for item in there.rows}
        goals = [goal for goal in home.city.goals if covers(goal.period, year) and goal.key not in keys]
        items = [
            CouncilItem(
                goal.key,
                year,
                ItemKind.AREA_GOAL if goal.parent else ItemKind.ORIENTATION_GOAL,
                goal.text.sv,
                parent=goal.parent,
                text_en=goal.text.en,
                source=goal.source,
            )
            for goal in goals
        ]
        add_council_items(items, by=actor.name, day=today)
        if items:
            record(
                actor.name,
                "bring council goals",
                f"council {year}",
                after={"keys": [item.key for item in items]},
            )
    return tuple(items)


def covers(period: str, year: int) -> bool:
    """Whether a period of the council's goals (`2019–2022`, `2023–`) has a year in it."""
    first, _, last = period.partition("–")
    return int(first) <= year <= (int(last) if last else year)


def add_council_item(year: int, kind: ItemKind, fields: Fields, *, actor: Actor, today: date) -> CouncilItem:
    """Add something to a year's budget before it is adopted."""
    check(can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _open_to_edit(year, today)
        item = new_item(year, kind, fields, there)
        check_item(item, there.rows)
        add_council_items([item], by=actor.name, day=today)
        record(actor.name, "add to council", council_subject(item), after=_told(item))
    return item


def new_item(year: int, kind: ItemKind, fields: Fields, there: CouncilYear) -> CouncilItem:
    """A thing of the council's of the fields of a form, under a key that nothing else has."""
    if kind not in COUNCIL_KINDS:
        raise InputError(Sentence("'{kind}' is nothing of the council's", kind=kind), outcome=NOTHING)
    item = with_council_fields(CouncilItem("new", year, kind, "", targets={}), fields)
    return replace(item, key=key_of(item.text, {one.key for one in there.rows}))


def check_item(item: CouncilItem, rows: tuple[CouncilItem, ...]) -> None:
    """Whether a thing of the council's may stand where it does, and everybody it names is there."""
    parents = {one.key: one for one in rows}
    parent = parents.get(item.parent or "")
    if item.parent and parent is None:
        raise NotFoundError(
            Sentence("the council does not ask '{key}'", key=item.parent),
            instead=there_is(parents, asked=item.parent),
            outcome=NOTHING,
        )
    check_can_stand_under(item.kind, parent.kind if parent else None)
    there = {one.key for one in organisations()}
    for key in sorted(item.responsible - there):
        raise NotFoundError(
            Sentence("there is no organisation '{key}'", key=key),
            instead=there_is(there, asked=key),
            outcome=NOTHING,
        )


def change_council_item(
    year: int, key: str, fields: Fields, *, revision: int, actor: Actor, today: date
) -> CouncilItem:
    """Change a thing of the council's before the budget is adopted, read at `revision`."""
    check(can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _open_to_edit(year, today)
        now = _one(there, key)
        item = with_council_fields(now, _joined(now, fields, revision))
        if council_fields(item) == council_fields(now):
            return now
        check_item(item, there.rows)
        return _saved(now, item, "change council", actor, today)


def withdraw_council_item(year: int, key: str, why: str, *, actor: Actor, today: date) -> CouncilItem:
    """Take a thing out of the budget before it is adopted, with a reason."""
    check(can_coordinate, actor)
    if not why.strip():
        raise InputError(
            Sentence("it was taken out without a reason"),
            instead=Sentence("Write in a sentence why."),
            outcome=NOTHING,
        )
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _open_to_edit(year, today)
        now = _one(there, key)
        below = [item for item in there.rows if item.parent == key and item.is_live(today)]
        if below:
            raise RuleError(
                Sentence("“{title}” stands beneath it", title=below[0].text),
                instead=Sentence("Take out or move what stands beneath it first."),
                outcome=NOTHING,
            )
        return _saved(now, replace(now, ended=NEVER_APPLIED), "withdraw from council", actor, today, why)


def _joined(now: CouncilItem, fields: Fields, revision: int) -> Fields:
    if revision == now.revision:
        return fields
    base = kept_council_fields(now.year, now.key, revision)
    if base is None:
        raise InputError(
            Sentence("it never had the revision {number}", number=revision),
            instead=Sentence("Load the page again."),
            outcome=NOTHING,
        )
    result = joined(base, council_fields(now), fields)
    if result.conflicts:
        name = council_last_by(now.year, now.key)
        raise EditConflict(
            Sentence("{name} saved this while you were writing", name=name),
            fields=result.conflicts,
            revision=now.revision,
            by=name,
        )
    return {name: result.fields[name] for name in fields}


def adopt_council_budget(year: int, decision: TakenDecision, *, actor: Actor, today: date) -> None:
    """Record the council's decision on the budget: from then on what it asks changes by decision alone.

    Raises `RuleError` when it is adopted already, or by a decision that lies in the future, and where there
    is nothing to adopt.
    """
    check(can_coordinate, actor)
    with transaction.atomic():
        take_turn(Turn.COUNCIL)
        there = _open_to_edit(year, today)
        if decision.day > today:
            raise RuleError(
                Sentence("the decision is dated {day}, which has not come yet", day=decision.day),
                outcome=NOTHING,
            )
        if not any(item.is_live(today) for item in there.rows):
            raise RuleError(
                Sentence("the budget has no goals yet"),
                instead=Sentence("Take in the goals of the period first."),
                outcome=NOTHING,
            )
        adopt_budget(year, record_decision(decision, by=actor.name), by=actor.name)
        record(actor.name, "adopt budget", f"council {year}", decision=decision.reference)


def set_target_of_own(
    year: int,
    key: str,
    organisation: str,
    target: str | None,
    *,
    why: str | None = None,
    actor: Actor,
    today: date,
) -> CouncilItem:
    """A board sets a yearly target of its own for an indicator that it answers for; None takes it back.

    It is a part of the board's plan, and locked with it.
    """
    check(can_write_for, actor, organisation)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.COUNCIL)
        item = _current(year, key, today)
        if item.kind is not ItemKind.COUNCIL_INDICATOR or organisation not in item.responsible:
            raise RuleError(
                Sentence("the organisation does not answer for this indicator"),
                instead=Sentence("A change within the year can make it answer for it."),
                outcome=NOTHING,
            )
        check_plan_open(plan_desk(year, organisation_of(organisation)), actor, today)
        check_can_edit_here(master_of(year, organisation))
        told = (target or "").strip() or None
        was = (item.own or {}).get(organisation)
        if told != was:
            reason = (why or "").strip() or None
            set_own_target(
                year, key, organisation, told, why=reason, by=actor.name, day=today, unit=item.unit
            )
            record(
                actor.name,
                "set own target",
                f"{council_subject(item)} {organisation}",
                before={"target": was},
                after={"target": told},
                why=reason,
            )
    return _current(year, key, today)


def _current(year: int, key: str, today: date) -> CouncilItem:
    found = {item.key: item for item in council_year(year, today).on(today) if item.is_live(today)}
    if key not in found:
        raise NotFoundError(
            Sentence("the council does not ask '{key}'", key=key),
            instead=there_is(found, asked=key),
            outcome=NOTHING,
        )
    return found[key]


def _open_to_edit(year: int, today: date) -> CouncilYear:
    if year_of(year).is_closed:
        raise RuleError(Sentence("the year is closed"), outcome=NOTHING)
    there = council_year(year, today)
    if there.adopted:
        raise RuleError(
            Sentence("the budget was adopted by {decision}", decision=there.adopted.reference),
            instead=Sentence("Propose a change within the year: the council approves it."),
            outcome=NOTHING,
        )
    return there


def _one(there: CouncilYear, key: str) -> CouncilItem:
    found = {item.key: item for item in there.rows if item.ended is None}
    if key not in found:
        raise NotFoundError(
            Sentence("the council does not ask '{key}'", key=key),
            instead=there_is(found, asked=key),
            outcome=NOTHING,
        )
    return found[key]


def _saved(
    now: CouncilItem, item: CouncilItem, action: str, actor: Actor, today: date, why: str | None = None
) -> CouncilItem:
    if not save_council_item(item, by=actor.name, day=today):
        name = council_last_by(now.year, now.key)
        raise EditConflict(
            Sentence("{name} saved this while you were writing", name=name),
            fields=(),
            revision=now.revision + 1,
            by=name,
        )
    old, new = content_of(now), content_of(item)
    differing = [name for name in new if old[name] != new[name]]
    record(
        actor.name,
        action,
        council_subject(now),
        before={name: old[name] for name in differing},
        after={name: new[name] for name in differing},
        why=why,
    )
    return replace(item, revision=now.revision + 1)


def _told(item: CouncilItem) -> dict[str, str | None]:
    return {name: value for name, value in content_of(item).items() if value is not None}


def council_subject(item: CouncilItem) -> str:
    """What the log calls a thing of the council's."""
    return f"council {item.year} {item.key}"
