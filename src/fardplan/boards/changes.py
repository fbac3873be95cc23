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
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.presentation.translations import message
from fardplan.roadmap.version import Decision
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError


class ChangeKind(StrEnum):
    """What a change changes."""

    WORDING = "wording"  # the indicator, activity or goal itself: what it says
    TARGET = "target"  # the yearly target, of the city or of one organisation
    RESPONSIBLE = "responsible"  # who answers for it
    ENDS = "ends"  # it is taken away
    NEW = "new"  # it is added


CHANGE_NAMES = {
    ChangeKind.WORDING: message("another wording"),
    ChangeKind.TARGET: message("another yearly target"),
    ChangeKind.RESPONSIBLE: message("others answer for it"),
    ChangeKind.ENDS: message("it is taken away"),
    ChangeKind.NEW: message("it is added"),
}


class State(StrEnum):
    """Where a change stands."""

    PROPOSED = "proposed"
    COLLECTED = "collected"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What a person does with a change."""

    COLLECT = "collect"
    TAKE_OUT = "take_out"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


STATE_NAMES = {
    State.PROPOSED: message("proposed"),
    State.COLLECTED: message("in the annex"),
    State.APPROVED: message("approved"),
    State.DECLINED: message("declined"),
    State.WITHDRAWN: message("withdrawn"),
}
MOVE_NAMES = {
    Move.COLLECT: message("put in the annex"),
    Move.TAKE_OUT: message("take out of the annex"),
    Move.APPROVE: message("approve by decision"),
    Move.DECLINE: message("decline"),
    Move.WITHDRAW: message("withdraw"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change of one thing of the council's for a year.

    `before` and `after` are words: the wording, the yearly target, or the keys of those who answer for it, in
    order and with a comma between. None: there is, or there is to be, nothing. `organisation` says whose
    target a `TARGET` is; None is the whole city's. `effect` is the day from which it counts, once approved;
    `declined_why` is what who proposed it is told, once declined.
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
    state: State = State.PROPOSED
    decision: Decision | None = None
    effect: date | None = None
    revision: int = 1
    simulated: bool = False
    declined_why: str | None = None

    @property
    def concerns(self) -> tuple[str, ChangeKind, str | None]:
        """What it changes: two changes of the same cannot both be approved at once."""
        return self.item, self.kind, self.organisation

    def counts(self, day: date) -> bool:
        return self.state is State.APPROVED and self.effect is not None and self.effect <= day


def _rule(move: Move, change: Change) -> Transition[State, Move] | FardplanError:
    return CHANGE.find(change.state, move) or RuleError(
        CHANGE.refusal(change.state, move),
        instead=Sentence("Propose a new change where it is needed."),
        outcome=Sentence("Nothing was changed."),
    )


CHANGE = StateMachine(
    STATE_NAMES,
    MOVE_NAMES,
    (
        Transition(State.PROPOSED, Move.COLLECT, State.COLLECTED, "strategist"),
        Transition(State.PROPOSED, Move.DECLINE, State.DECLINED, "strategist"),
        Transition(State.PROPOSED, Move.WITHDRAW, State.WITHDRAWN, "controller"),
        Transition(State.COLLECTED, Move.TAKE_OUT, State.PROPOSED, "strategist"),
        Transition(State.COLLECTED, Move.APPROVE, State.APPROVED, "strategist", decision=True),
        Transition(State.COLLECTED, Move.DECLINE, State.DECLINED, "strategist"),
    ),
    message("the change is {state}, and from there nobody can {move}"),
    _rule,
)
"""What is collected in the annex can be taken out again until it is decided."""


def now_of(item: CouncilItem | None, kind: ChangeKind, organisation: str | None) -> str | None:
    """What a change of this kind would change, as it stands: the `before` of a new change."""
    if item is None or kind is ChangeKind.NEW:
        return None
    if kind is ChangeKind.TARGET:
        return item.given_to(organisation)
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

    `item` is the thing as it applies on the day of the proposal, None where it does not (or not yet). Raises
    `InputError` for a change without reason or effect, and `RuleError` where there is nothing to change.
    """
    nothing = Sentence("Nothing was proposed.")
    if not change.why.strip():
        raise InputError(
            Sentence("a change needs a reason"),
            instead=Sentence("The annex tells the council why: write it in a sentence or two."),
            outcome=nothing,
        )
    if change.kind is not ChangeKind.NEW and (item is None or not item.is_live(change.proposed)):
        raise RuleError(
            Sentence("it does not apply on {day}", day=change.proposed),
            instead=Sentence("Choose something that applies, or propose that it is added."),
            outcome=nothing,
        )
    before = now_of(item, change.kind, change.organisation)
    after = None if change.kind is ChangeKind.ENDS else (change.after or "").strip() or None
    if change.kind is ChangeKind.RESPONSIBLE:
        after = named(keys_in(after))
    if after == before or (after is None and change.kind in (ChangeKind.WORDING, ChangeKind.NEW)):
        raise InputError(
            Sentence("nothing would become different"),
            instead=Sentence("Say what it is to be instead."),
            outcome=nothing,
        )
    return replace(change, before=before, after=after, why=change.why.strip())


def in_force(items: Iterable[CouncilItem], changes: Iterable[Change], day: date) -> tuple[CouncilItem, ...]:
    """The council's things as they are on a day: as adopted, with the approved changes that count by then.

    A thing that a change is to add is there once that change counts. Changes are taken in the order in
    which they take effect, those of one day in the order of their number.
    """
    every = sorted(changes, key=lambda change: (change.effect or date.max, change.number))
    added = {change.item: change.counts(day) for change in every if change.kind is ChangeKind.NEW}
    standing = {item.key: item for item in items if added.get(item.key, True)}
    for change in every:
        if change.counts(day) and (item := standing.get(change.item)):
            standing[change.item] = changed(item, change)
    return tuple(standing.values())


def changed(item: CouncilItem, change: Change) -> CouncilItem:
    """The thing as it is once a change has taken effect."""
    if change.kind is ChangeKind.ENDS:
        return replace(item, ended=change.effect)
    if change.kind is ChangeKind.RESPONSIBLE:
        return replace(item, responsible=keys_in(change.after))
    if change.kind is ChangeKind.WORDING:
        return replace(item, text=change.after or item.text, text_en=None)
    if change.kind is ChangeKind.TARGET:
        targets = {key: target for key, target in (item.targets or {}).items() if key != change.organisation}
        if change.after is not None:
            targets[change.organisation] = change.after
        return replace(item, targets=targets)
    return item


def outdated(change: Change, item: CouncilItem | None) -> bool:
    """Whether what it was to change has become something else since it was proposed, or is gone."""
    if change.kind is ChangeKind.NEW:
        return False
    if item is None or item.ended is not None:
        return True
    return now_of(item, change.kind, change.organisation) != change.before


def check_can_approve(changes: Sequence[Change], items: Mapping[str, CouncilItem]) -> None:
    """Together: each collected, each still starting from what applies, and no two of the same thing."""
    kept = Sentence("Nothing was approved.")
    met: set[tuple[str, ChangeKind, str | None]] = set()
    for change in changes:
        CHANGE.check(Move.APPROVE, change)
        if change.concerns in met:
            raise RuleError(
                Sentence(
                    "two of the changes concern the same; number {number} is the second", number=change.number
                ),
                instead=Sentence("Take one of them out of the annex."),
                outcome=kept,
            )
        met.add(change.concerns)
        if outdated(change, items.get(change.item)):
            raise RuleError(
                Sentence(
                    "number {number} starts from something that no longer applies", number=change.number
                ),
                instead=Sentence("Take it out of the annex, and propose it anew."),
                outcome=kept,
            )


def declined(change: Change, why: str) -> Change:
    """The change, declined; raises `InputError` without a reason, which who proposed it is told."""
    end = CHANGE.check(Move.DECLINE, change)
    if not why.strip():
        raise InputError(
            Sentence("whoever proposed it is to know why it is declined"),
            where="why",
            instead=Sentence("Write why in a sentence or two."),
            outcome=Sentence("Nothing was changed."),
        )
    return replace(change, state=end, declined_why=why.strip())


def approved(change: Change, decision: Decision, effect: date) -> Change:
    """The change with its decision; raises `RuleError` for an effect before the decision."""
    end = CHANGE.check(Move.APPROVE, change)
    if effect < decision.date:
        raise RuleError(
            Sentence("a change cannot take effect {day}, before it was decided", day=effect),
            instead=Sentence("Give the day of the decision ({day}), or a later one.", day=decision.date),
            outcome=Sentence("Nothing was approved."),
        )
    return replace(change, state=end, decision=decision, effect=effect)
