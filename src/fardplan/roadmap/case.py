"""A roadmap on its way to a decision: its states, and when it may move from one to the next.

States and moves are data (`CASE`): the rules are read from them, and so is the drawing in the documentation.
Who may move it is a permission and is checked by the use cases; here is when it may be moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.presentation.translations import message
from fardplan.roadmap.version import Decision
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError


class State(StrEnum):
    """Where the case stands."""

    DRAFT = "draft"
    REFERRED = "referred"
    PREPARED = "prepared"
    PROPOSED = "proposed"
    COUNCIL = "council"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What is done with the case."""

    REFER = "refer"
    CLOSE_REFERRAL = "close_referral"
    PROPOSE = "propose"
    SUBMIT = "submit"
    RETURN = "return"
    ADOPT = "adopt"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class Body(StrEnum):
    """Whose decision a move rests on: kinds of organisations, so that no city is named."""

    EXECUTIVE = "executive"
    COUNCIL = "council"


WRITABLE = frozenset({State.DRAFT, State.PREPARED})
"""Where the office writes freely."""

AMENDABLE = frozenset({State.PROPOSED, State.COUNCIL})
"""Where the text changes only as the body before which it lies changes it, each time with the reason."""

FREEZES = frozenset({Move.REFER, Move.PROPOSE, Move.SUBMIT, Move.ADOPT})
"""By these the text as it stands is frozen in an edition."""

CLOSED = frozenset({State.ADOPTED, State.REJECTED, State.WITHDRAWN})

STATE_NAMES = {
    State.DRAFT: message("draft"),
    State.REFERRED: message("referred for comments"),
    State.PREPARED: message("prepared after the referral"),
    State.PROPOSED: message("proposal before the executive board"),
    State.COUNCIL: message("before the city council"),
    State.ADOPTED: message("adopted"),
    State.REJECTED: message("rejected"),
    State.WITHDRAWN: message("withdrawn"),
}
MOVE_NAMES = {
    Move.REFER: message("send out for comments"),
    Move.CLOSE_REFERRAL: message("close the referral"),
    Move.PROPOSE: message("make it a proposal"),
    Move.SUBMIT: message("propose it to the city council"),
    Move.RETURN: message("return it for more work"),
    Move.ADOPT: message("adopt"),
    Move.REJECT: message("reject"),
    Move.WITHDRAW: message("withdraw"),
}
BODY_NAMES: Mapping[str, str] = {
    Body.EXECUTIVE: message("the executive board"),
    Body.COUNCIL: message("the city council"),
}

UNCHANGED = Sentence("Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules ask about a case on a day.

    `last_step`: the day of its latest step, before which no later one can lie. `doubts_left`: what the
    reading of its document left open. `referral_ends`: the last day for answers while it is referred.
    """

    state: State
    today: date
    last_step: date
    doubts_left: int = 0
    has_content: bool = True
    referral_ends: date | None = None
    answers_missing: int = 0


def _rule(
    move: Move, now: Situation, *, day: date, comment: str | None = None, decision: Decision | None = None
) -> Transition[State, Move] | FardplanError:
    """A `RuleError` where the state, a deadline or the order of days forbids the move, an `InputError` where
    something that must be given is missing or does not fit.
    """
    found = CASE.find(now.state, move)
    if found is None:
        return RuleError(
            CASE.refusal(now.state, move), instead=_what_can_be_done(now.state), outcome=UNCHANGED
        )
    return _wrong_day(now, day) or _missing(now, found, comment, decision, day) or found


CASE = StateMachine(
    STATE_NAMES,
    MOVE_NAMES,
    (
        Transition(State.DRAFT, Move.REFER, State.REFERRED),
        Transition(State.REFERRED, Move.CLOSE_REFERRAL, State.PREPARED),
        Transition(State.PREPARED, Move.REFER, State.REFERRED),
        Transition(State.DRAFT, Move.PROPOSE, State.PROPOSED, comment=True),
        Transition(State.PREPARED, Move.PROPOSE, State.PROPOSED),
        Transition(State.PROPOSED, Move.SUBMIT, State.COUNCIL, Body.EXECUTIVE, decision=True),
        Transition(State.PROPOSED, Move.RETURN, State.PREPARED, Body.EXECUTIVE, decision=True, comment=True),
        Transition(State.PROPOSED, Move.REJECT, State.REJECTED, Body.EXECUTIVE, decision=True, comment=True),
        Transition(State.COUNCIL, Move.ADOPT, State.ADOPTED, Body.COUNCIL, decision=True),
        Transition(State.COUNCIL, Move.RETURN, State.PREPARED, Body.COUNCIL, decision=True, comment=True),
        Transition(State.COUNCIL, Move.REJECT, State.REJECTED, Body.COUNCIL, decision=True, comment=True),
        *(
            Transition(state, Move.WITHDRAW, State.WITHDRAWN, comment=True)
            for state in (State.DRAFT, State.REFERRED, State.PREPARED, State.PROPOSED)
        ),
        Transition(
            State.COUNCIL, Move.WITHDRAW, State.WITHDRAWN, Body.EXECUTIVE, decision=True, comment=True
        ),
    ),
    message("the case is “{state}”, and from there one cannot {move}"),
    _rule,
)
"""A draft that skips the referral says why; from the council, a body alone moves it."""


def _what_can_be_done(state: State) -> Sentence:
    ways = CASE.after(state)
    if not ways:
        return Sentence("It is closed. Open a new case from the edition that applies.")
    return Sentence("One can: {moves}.", moves=CASE.one_can(item.move for item in ways))


def _wrong_day(situation: Situation, day: date) -> FardplanError | None:
    if day > situation.today:
        return RuleError(
            Sentence("the day {day} has not come; today is {today}", day=day, today=situation.today),
            instead=Sentence("Record it when it has happened."),
            outcome=UNCHANGED,
        )
    if day < situation.last_step:
        return RuleError(
            Sentence(
                "the day {day} lies before the latest step of the case, {last}",
                day=day,
                last=situation.last_step,
            ),
            instead=Sentence("Steps are recorded in the order in which they happened."),
            outcome=UNCHANGED,
        )
    return None


def _missing(
    situation: Situation,
    found: Transition[State, Move],
    comment: str | None,
    decision: Decision | None,
    day: date,
) -> FardplanError | None:
    if found.move in FREEZES and situation.doubts_left:
        return RuleError(
            Sentence(
                "{count} doubts of the reading of its document are not settled", count=situation.doubts_left
            ),
            instead=Sentence("Settle them first: one click each."),
            outcome=UNCHANGED,
        )
    if found.move in FREEZES and not situation.has_content:
        return RuleError(
            Sentence("there is neither a milestone nor a strategy in it"),
            instead=Sentence("Write some first."),
            outcome=UNCHANGED,
        )
    early = (
        found.move is Move.CLOSE_REFERRAL
        and situation.answers_missing > 0
        and situation.referral_ends is not None
        and day <= situation.referral_ends
    )
    if (found.comment or early) and not (comment or "").strip():
        return InputError(
            Sentence("the referral is open until {day}: say why it is closed", day=situation.referral_ends)
            if early
            else Sentence("say why"),
            instead=Sentence("The reason is kept with the step."),
            outcome=UNCHANGED,
        )
    return _decision_fits(found, decision, day)


def _decision_fits(
    found: Transition[State, Move], decision: Decision | None, day: date
) -> FardplanError | None:
    if found.by is None:
        return None
    if decision is None:
        return InputError(
            Sentence("this rests on a decision of {body}", body=Sentence(BODY_NAMES[found.by])),
            instead=Sentence("Give its day, paragraph and reference number."),
            outcome=UNCHANGED,
        )
    empty = [name for name in ("body", "paragraph", "dnr") if not getattr(decision, name).strip()]
    if empty:
        return InputError(
            Sentence("the decision has no {what}", what=Sentence(_PARTS[empty[0]])), outcome=UNCHANGED
        )
    if decision.date != day:
        return InputError(
            Sentence("the decision is dated {date}, the step {day}", date=decision.date, day=day),
            outcome=UNCHANGED,
        )
    return None


_PARTS = {
    "body": message("deciding body"),
    "paragraph": message("paragraph"),
    "dnr": message("reference number"),
}


def can_edit(state: State, why: str | None) -> bool:
    """Whether the text may be changed: freely while it is written, with a reason while a body has it."""
    return state in WRITABLE or (state in AMENDABLE and bool((why or "").strip()))


def check_can_edit(state: State, why: str | None) -> None:
    if can_edit(state, why):
        return
    if state in AMENDABLE:
        raise InputError(
            Sentence("the proposal lies before a body that is to decide: say who changes it, and why"),
            outcome=UNCHANGED,
        )
    raise RuleError(
        Sentence("the case is “{state}”, and its text is frozen", state=Sentence(STATE_NAMES[state])),
        instead=Sentence(
            "What was sent out for comments stays as it was. Close the referral to go on writing."
        )
        if state is State.REFERRED
        else Sentence("Open a new case from the edition that applies."),
        outcome=UNCHANGED,
    )
