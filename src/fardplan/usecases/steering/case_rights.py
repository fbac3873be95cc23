"""Who may do what with cases, answers, relays and documents. When it may be done stands in `roadmap`."""

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.state_machine import Transition
from fardplan.roadmap.case import Move, State
from fardplan.usecases.actors import Actor, Role
from fardplan.vocabulary.errors import PermissionDenied

READERS = (
    Role.STRATEGIST,
    Role.STATISTICIAN,
    Role.CONTROLLER,
    Role.MANAGER,
    Role.BOARD_SECRETARY,
    Role.POLITICIAN,
    Role.AUDITOR,
)
ANSWERERS = (Role.CONTROLLER, Role.MANAGER, Role.BOARD_SECRETARY, Role.PARTNER)
"""Who writes an organisation's answer to a referral."""

HANDERS_IN = (Role.MANAGER, Role.BOARD_SECRETARY, Role.PARTNER)
"""Who hands it in."""

_NOTHING = Sentence("Nothing was changed.")


def can_read_cases(actor: Actor) -> bool:
    """May read drafts, cases, all answers and the relays: all but partners and administrators."""
    return actor.holds_anywhere(*READERS)


def check_can_read_cases(actor: Actor) -> None:
    if not can_read_cases(actor):
        raise PermissionDenied(
            Sentence("{name} may not read the roadmap's cases", name=actor.name),
            instead=Sentence("Who was asked in a referral reads what was sent out, and their own answer."),
        )


def can_prepare(actor: Actor, target_area: str | None = None) -> bool:
    """May write in drafts: the whole, or what belongs to a target area."""
    return actor.holds(Role.STRATEGIST, target_area=target_area)


def check_can_prepare(actor: Actor, target_area: str | None = None) -> None:
    if can_prepare(actor, target_area):
        return
    raise PermissionDenied(
        Sentence("{name} may not write in this part of the draft", name=actor.name)
        if target_area
        else Sentence("{name} may not prepare the roadmap", name=actor.name),
        instead=Sentence("A strategist of the city executive office may."),
        outcome=_NOTHING,
    )


def can_move_case(actor: Actor, way: Transition[State, Move], body: str | None) -> bool:
    """May take a case along a way; `body` is the organisation whose decision it rests on.

    A strategist may, and the secretary of the body records its own decisions.
    """
    of_body = body is not None and actor.holds(Role.BOARD_SECRETARY, organisation=body)
    return can_prepare(actor) or (way.decision and of_body)


def check_can_move_case(actor: Actor, way: Transition[State, Move], body: str | None) -> None:
    if not can_move_case(actor, way, body):
        raise PermissionDenied(
            Sentence("{name} may not take the case further", name=actor.name),
            instead=Sentence("A strategist may, and the secretary of the body that decides."),
            outcome=_NOTHING,
        )


def can_write_answer(actor: Actor, organisation: str) -> bool:
    """May write an organisation's answer; a strategist too, for one that came on paper."""
    own = any(actor.holds(role, organisation=organisation) for role in ANSWERERS)
    return own or can_prepare(actor)


def check_can_write_answer(actor: Actor, organisation: str) -> None:
    if not can_write_answer(actor, organisation):
        raise PermissionDenied(
            Sentence("{name} may not write the answer of this organisation", name=actor.name),
            instead=Sentence("Its controller, manager or secretary may, and a partner for their own."),
            outcome=_NOTHING,
        )


def can_hand_in(actor: Actor, organisation: str) -> bool:
    """May hand in an organisation's answer, or open it anew."""
    own = any(actor.holds(role, organisation=organisation) for role in HANDERS_IN)
    return own or can_prepare(actor)


def check_can_hand_in(actor: Actor, organisation: str) -> None:
    if not can_hand_in(actor, organisation):
        raise PermissionDenied(
            Sentence("{name} may not hand in the answer of this organisation", name=actor.name),
            instead=Sentence("Its manager or secretary may."),
            outcome=Sentence("The answer is kept and not handed in."),
        )


def can_read_answer(actor: Actor, organisation: str) -> bool:
    return can_read_cases(actor) or can_write_answer(actor, organisation)


def check_can_read_answer(actor: Actor, organisation: str) -> None:
    if not can_read_answer(actor, organisation):
        raise PermissionDenied(Sentence("{name} may not read this answer", name=actor.name))


def can_relay(actor: Actor) -> bool:
    """May send decision points to bodies, and follow what becomes of them."""
    return can_prepare(actor)


def check_can_relay(actor: Actor) -> None:
    if not can_relay(actor):
        raise PermissionDenied(
            Sentence("{name} may not relay decision points", name=actor.name),
            instead=Sentence("A strategist may."),
            outcome=_NOTHING,
        )


def can_record_decision(actor: Actor, organisation: str) -> bool:
    """May record what a body decided on a point: a strategist, and the body's own secretary."""
    return can_prepare(actor) or actor.holds(Role.BOARD_SECRETARY, organisation=organisation)


def check_can_record_decision(actor: Actor, organisation: str) -> None:
    if not can_record_decision(actor, organisation):
        raise PermissionDenied(
            Sentence("{name} may not record the decisions of this body", name=actor.name),
            instead=Sentence("Its secretary may, and a strategist."),
            outcome=_NOTHING,
        )
