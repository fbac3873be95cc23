"""One answer to a referral: reading it, writing it, and handing it in with the board's decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.case import State as CaseState
from fardplan.roadmap.editing import as_kept, merged
from fardplan.roadmap.parts import Part
from fardplan.roadmap.referral import (
    ANSWER,
    Move,
    Position,
    Situation,
    State,
    Timing,
    check_comments,
    commented_parts,
    timing,
)
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store import cases
from fardplan.store import referrals as kept
from fardplan.store.audit import record
from fardplan.store.cases import KeptCase
from fardplan.store.decision_records import record_decision
from fardplan.store.organisations import KnownOrganisation, organisation
from fardplan.store.referrals import KeptAnswer
from fardplan.store.roadmaps import version_numbered
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_moves import GivenDecision
from fardplan.usecases.steering.case_rights import (
    can_hand_in,
    can_write_answer,
    check_can_hand_in,
    check_can_read_answer,
    check_can_write_answer,
)
from fardplan.usecases.steering.cases import words_of
from fardplan.vocabulary.errors import EditConflict, InputError


@dataclass(frozen=True, slots=True)
class PartToComment:
    """A part that an answer may speak of: its kind and its words, and what is said of it."""

    part: Part
    words: str
    comment: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One answer with the edition that was sent out. `moves` are those open to the actor now."""

    case: KeptCase
    version: RoadmapVersion
    answer: KeptAnswer
    organisation: KnownOrganisation
    parts: tuple[PartToComment, ...]
    moves: tuple[Move, ...]
    timing: Timing


def answer_page(number: int, *, actor: Actor, today: date) -> AnswerPage:
    """An answer to read, and to write where the actor may. Constant queries."""
    answer = kept.answer_numbered(number)
    check_can_read_answer(actor, answer.organisation)
    case = cases.case_numbered(answer.case)
    edition = version_numbered(answer.version)
    now = _situation(case, answer)
    moves = [
        move
        for move in Move
        if ANSWER.can(move, now, position=Position.ABSTAINS, comment="given later")
        and (can_write_answer if move is Move.WRITE else can_hand_in)(actor, answer.organisation)
    ]
    return AnswerPage(
        case=case,
        version=edition,
        answer=answer,
        organisation=organisation(answer.organisation),
        parts=tuple(
            PartToComment(part, words_of(edition, part), answer.comments.get(str(part), ""))
            for part in commented_parts(edition)
        ),
        moves=tuple(moves),
        timing=timing(answer.answer, today),
    )


def _situation(case: KeptCase, answer: KeptAnswer) -> Situation:
    """An answer of an earlier round is closed, whatever the case is now."""
    return Situation(answer.state, case.state if case.referred == answer.version else CaseState.PREPARED)


def save_answer(
    number: int,
    *,
    revision: int,
    position: str,
    text: str,
    comments: Mapping[str, str],
    actor: Actor,
    today: date,
    hand_in: bool = False,
    decision: GivenDecision | None = None,
) -> State:
    """Save what was written, and hand it in where asked; raises `EditConflict` where another has changed it.

    Who may write and not hand in has it kept as being written.
    """
    with transaction.atomic():
        take_turn(Turn.CASES)
        answer = kept.answer_numbered(number)
        check_can_write_answer(actor, answer.organisation)
        case = cases.case_numbered(answer.case)
        move = Move.HAND_IN if hand_in else Move.WRITE
        if hand_in:
            check_can_hand_in(actor, answer.organisation)
        written = _written(position, text, check_comments(version_numbered(answer.version), comments))
        fields = _merged(answer, written, revision)
        taken = _position(fields["position"])
        state = ANSWER.check(move, _situation(case, answer), position=taken)
        said = {
            name.removeprefix("on:"): told for name, told in fields.items() if name.startswith("on:") and told
        }
        _keep(
            answer,
            state=state,
            position=taken,
            text=fields["text"],
            comments=said,
            decision=decision,
            actor=actor,
            today=today,
            action="hand in answer" if hand_in else "write answer",
        )
    return state


def _written(position: str, text: str, comments: Mapping[str, str]) -> dict[str, str]:
    return {
        "position": position,
        "text": as_kept(text),
        **{f"on:{name}": as_kept(told) for name, told in comments.items()},
    }


def _position(name: str) -> Position | None:
    try:
        return Position(name) if name else None
    except ValueError as error:
        raise InputError(Sentence("there is no such position"), where="position") from error


def _merged(answer: KeptAnswer, written: dict[str, str], revision: int) -> dict[str, str]:
    """What to save: what was written, merged with what somebody else has saved since."""
    theirs = _written(answer.position or "", answer.text, answer.comments)
    every = {name: written.get(name, "") for name in {*theirs, *written}}
    if revision == answer.revision:
        return every
    content = kept.answer_content_at(answer.number, revision)
    base = (
        _written(content["position"] or "", content["text"], content["comments"])
        if content
        else _written("", "", {})
    )
    result = merged(base, theirs, every)
    if result.conflicts:
        raise EditConflict(
            Sentence("{name} has changed the same text since you opened it", name=answer.updated_by),
            fields=result.conflicts,
            revision=answer.revision,
            by=answer.updated_by,
        )
    return result.fields


def reopen_answer(number: int, *, why: str, actor: Actor, today: date) -> None:
    """Open an answer that was handed in anew, with a reason; what it said stays among its earlier states."""
    with transaction.atomic():
        take_turn(Turn.CASES)
        answer = kept.answer_numbered(number)
        check_can_hand_in(actor, answer.organisation)
        case = cases.case_numbered(answer.case)
        state = ANSWER.check(Move.REOPEN, _situation(case, answer), comment=why)
        _keep(
            answer,
            state=state,
            position=answer.position,
            text=answer.text,
            comments=answer.comments,
            decision=None,
            actor=actor,
            today=today,
            action="open answer anew",
            why=why,
        )


def _keep(
    answer: KeptAnswer,
    *,
    state: State,
    position: Position | None,
    text: str,
    comments: Mapping[str, str],
    decision: GivenDecision | None,
    actor: Actor,
    today: date,
    action: str,
    why: str | None = None,
) -> None:
    number = answer.decision.number if answer.decision and state is State.ANSWERED else None
    reference = None
    if decision is not None:
        number, reference = _recorded(decision, answer, actor, today)
    saved = kept.save_answer(
        answer.number,
        revision=answer.revision,
        state=state,
        position=position,
        text=text,
        comments=comments,
        answered_on=today if state is State.ANSWERED else None,
        decision=number,
        day=today,
        by=actor.name,
    )
    if not saved:
        raise EditConflict(
            Sentence("{name} has changed the same text since you opened it", name=answer.updated_by),
            fields=(),
            revision=answer.revision,
            by=answer.updated_by,
        )
    record(
        actor.name,
        action,
        f"case {answer.case} answer {answer.organisation}",
        before={"state": answer.state, "position": answer.position, "text": answer.text},
        after={"state": state, "position": position, "text": text, "comments": dict(comments)},
        why=why,
        decision=reference,
    )


def _recorded(decision: GivenDecision, answer: KeptAnswer, actor: Actor, today: date) -> tuple[int, str]:
    empty = not (decision.paragraph.strip() and decision.dnr.strip())
    if empty or decision.day > today:
        raise InputError(
            Sentence("the board's decision has no paragraph or reference number")
            if empty
            else Sentence("the day {day} has not come; today is {today}", day=decision.day, today=today),
            where="paragraph" if empty else "day",
            instead=Sentence("Leave all of it empty where there is no decision yet."),
            outcome=Sentence("Nothing was changed."),
        )
    taken = decision.taken_by(answer.organisation_name.sv, answer.organisation, answer.origin)
    return record_decision(taken, by=actor.name), taken.reference
