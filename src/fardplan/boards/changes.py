"""Changes of indicators, yearly targets or who answers for them, in the middle of a year, by decision.

"Förändring av indikatorer, årsmål eller ansvarig nämnd/bolag godkänns enligt bilaga": a board or the
strategist proposes, the proposals are collected as an annex, the council approves them together, and from
the day they take effect the council's thing is another. What applied on any day follows from what was
adopted and from the changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fardplan.boards.chain import CouncilItem
from fardplan.roadmap.version import Decision
from fardplan.vocabulary.errors import InputError, RuleError


class ChangeKind(StrEnum):
    """What a change changes."""

    WORDING = "wording"  # the indicator, activity or goal itself: what it says
    TARGET = "target"  # the yearly target, of the city or of one organisation
    RESPONSIBLE = "responsible"  # who answers for it
    ENDS = "ends"  # it is taken away
    NEW = "new"  # it is added


class ChangeState(StrEnum):
    PROPOSED = "proposed"
    COLLECTED = "collected"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


MOVES: Mapping[ChangeState, frozenset[ChangeState]] = {
    ChangeState.PROPOSED: frozenset({ChangeState.COLLECTED, ChangeState.WITHDRAWN, ChangeState.DECLINED}),
    ChangeState.COLLECTED: frozenset({ChangeState.PROPOSED, ChangeState.APPROVED, ChangeState.DECLINED}),
    ChangeState.APPROVED: frozenset(),
    ChangeState.DECLINED: frozenset(),
    ChangeState.WITHDRAWN: frozenset(),
}
"""Which state may follow which. What is collected can be taken out of the annex again until it is decided."""


def can_move(old: ChangeState, new: ChangeState) -> bool:
    return new in MOVES[old]


def check_can_move(old: ChangeState, new: ChangeState) -> None:
    if not can_move(old, new):
        there = ", ".join(sorted(MOVES[old]))
        raise RuleError(
            f"a change that is '{old}' cannot become '{new}'",
            instead=f"It can become: {there}." if there else "It is settled; propose a new change.",
            outcome="Nothing was changed.",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change of one thing of the council's for a year.

    `before` and `after` are words: the wording, the yearly target, or the keys of those who answer for it, in
    order and with a comma between. None: there is, or there is to be, nothing. `organisation` says whose
    target a `TARGET` is; None is the whole city's. `effect` is the day from which it counts, once approved.
    """

    number: int
    year: int
    item: str
    kind: ChangeKind
    before: str | None
    after: str | None
    why: str
    by: str
    proposed: date
    organisation: str | None = None
    proposed_for: str | None = None
    state: ChangeState = ChangeState.PROPOSED
    decision: Decision | None = None
    effect: date | None = None

    @property
    def concerns(self) -> tuple[str, ChangeKind, str | None]:
        """What it changes: two changes of the same cannot both be approved at once."""
        return self.item, self.kind, self.organisation

    def counts(self, day: date) -> bool:
        return self.state is ChangeState.APPROVED and self.effect is not None and self.effect <= day


def now_of(item: CouncilItem | None, kind: ChangeKind, organisation: str | None) -> str | None:
    """What a change of this kind would change, as it stands: the `before` of a new change."""
    if item is None or (item.ended is not None and kind is not ChangeKind.TARGET):
        return None
    if kind is ChangeKind.TARGET:
        return item.target_of(organisation)
    if kind is ChangeKind.RESPONSIBLE:
        return named(item.responsible)
    return item.text


def named(organisations: Iterable[str]) -> str | None:
    """Keys of organisations as a change keeps them."""
    return ", ".join(sorted(organisations)) or None


def keys_in(told: str | None) -> frozenset[str]:
    return frozenset(filter(None, (key.strip() for key in (told or "").split(","))))


def proposed_change(change: Change, item: CouncilItem | None) -> Change:
    """A change as it is kept: with a reason, and with something that becomes different.

    Raises `InputError` for one without reason or effect, and `RuleError` where what it starts from is no
    more.
    """
    if not change.why.strip():
        raise InputError("a change needs a reason: it is told in the annex", outcome="Nothing was proposed.")
    before = now_of(item, change.kind, change.organisation)
    if change.kind is not ChangeKind.NEW and (item is None or not item.is_live(change.proposed)):
        raise RuleError(
            f"'{change.item}' does not apply on {change.proposed}",
            instead="Choose something that applies, or propose it anew.",
            outcome="Nothing was proposed.",
        )
    after = None if change.kind is ChangeKind.ENDS else (change.after or "").strip() or None
    if change.kind is ChangeKind.RESPONSIBLE:
        after = named(keys_in(after))
    if after == before or (after is None and change.kind in (ChangeKind.WORDING, ChangeKind.NEW)):
        raise InputError("nothing would become different", outcome="Nothing was proposed.")
    return replace(change, before=before, after=after, why=change.why.strip())


def in_force(items: Iterable[CouncilItem], changes: Iterable[Change], day: date) -> tuple[CouncilItem, ...]:
    """The council's things as they are on a day: as adopted, with the approved changes that count by then.

    Changes are taken in the order in which they take effect, those of one day in the order of their number.
    """
    standing = {item.key: item for item in items}
    counting = [change for change in changes if change.counts(day)]
    for change in sorted(counting, key=lambda change: (change.effect or day, change.number)):
        if item := standing.get(change.item):
            standing[change.item] = changed(item, change)
    return tuple(standing.values())


def changed(item: CouncilItem, change: Change) -> CouncilItem:
    """The thing as it is once a change has taken effect."""
    if change.kind is ChangeKind.ENDS:
        return replace(item, ended=change.effect)
    if change.kind is ChangeKind.TARGET:
        targets = {key: target for key, target in (item.targets or {}).items() if key != change.organisation}
        if change.after is not None:
            targets[change.organisation] = change.after
        return replace(item, targets=targets)
    if change.kind is ChangeKind.RESPONSIBLE:
        return replace(item, responsible=keys_in(change.after))
    return replace(item, text=change.after or item.text, ended=None)


def outdated(change: Change, item: CouncilItem | None) -> bool:
    """Whether what it was to change has become something else since it was proposed."""
    return now_of(item, change.kind, change.organisation) != change.before


def check_can_approve(changes: Sequence[Change], items: Mapping[str, CouncilItem]) -> None:
    """Together: each collected, each still starting from what applies, and no two of the same thing."""
    met: set[tuple[str, ChangeKind, str | None]] = set()
    for change in changes:
        check_can_move(change.state, ChangeState.APPROVED)
        if change.concerns in met:
            raise RuleError(
                f"two of the changes concern the same: number {change.number} is the second",
                instead="Take one of them out of the annex.",
                outcome="Nothing was approved.",
            )
        met.add(change.concerns)
        if outdated(change, items.get(change.item)):
            now = now_of(items.get(change.item), change.kind, change.organisation)
            raise RuleError(
                f"change {change.number} starts from '{change.before}', but '{now}' applies now",
                instead="Take it out of the annex, and propose it anew.",
                outcome="Nothing was approved.",
            )


def approved(change: Change, decision: Decision, effect: date) -> Change:
    """The change with its decision; raises `RuleError` for an effect before the decision."""
    check_can_move(change.state, ChangeState.APPROVED)
    if effect < decision.date:
        raise RuleError(
            f"a change cannot take effect {effect}, before it was decided {decision.date}",
            instead="Give the day of the decision, or a later one.",
            outcome="Nothing was approved.",
        )
    return replace(change, state=ChangeState.APPROVED, decision=decision, effect=effect)
