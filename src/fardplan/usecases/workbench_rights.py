"""Who may weigh levels, keep and propose candidates, release their outlook, and judge."""

from fardplan.presentation.sentences import Sentence
from fardplan.usecases.actors import Actor, Role
from fardplan.vocabulary.errors import PermissionDenied

UNCHANGED = Sentence("Nothing was changed.")

READERS = (
    Role.STRATEGIST,
    Role.STATISTICIAN,
    Role.CONTROLLER,
    Role.MANAGER,
    Role.BOARD_SECRETARY,
    Role.POLITICIAN,
    Role.AUDITOR,
)


def can_weigh(actor: Actor) -> bool:
    """May read the workbench and what people judge: probabilities there are internal until released."""
    return actor.holds_anywhere(*READERS)


def check_can_weigh(actor: Actor) -> None:
    if not can_weigh(actor):
        raise PermissionDenied(
            Sentence("{name} may not read the workbench", name=actor.name),
            instead=Sentence("Whoever works with the city's steering may; what is released is public."),
        )


def can_keep(actor: Actor, target_area: str) -> bool:
    """May keep candidates for milestones of a target area, and write their reasons."""
    return any(actor.holds(role, target_area=target_area) for role in (Role.STRATEGIST, Role.STATISTICIAN))


def check_can_keep(actor: Actor, target_area: str) -> None:
    if not can_keep(actor, target_area):
        raise PermissionDenied(
            Sentence("{name} may not keep candidates here", name=actor.name),
            instead=Sentence("A strategist or a statistician of the target area may."),
            outcome=UNCHANGED,
        )


def can_propose_for(actor: Actor, target_area: str) -> bool:
    """May make a candidate a proposal in the roadmap's draft."""
    return actor.holds(Role.STRATEGIST, target_area=target_area)


def check_can_propose_for(actor: Actor, target_area: str) -> None:
    if not can_propose_for(actor, target_area):
        raise PermissionDenied(
            Sentence("{name} may not propose a level here", name=actor.name),
            instead=Sentence("A strategist of the target area may."),
            outcome=UNCHANGED,
        )


def can_release(actor: Actor, target_area: str) -> bool:
    """May let a milestone's forecast, probability and recommended levels be published, and withdraw them."""
    return can_keep(actor, target_area)


def check_can_release(actor: Actor, target_area: str) -> None:
    if not can_release(actor, target_area):
        raise PermissionDenied(
            Sentence("{name} may not release what is told of the years to come", name=actor.name),
            instead=Sentence("A strategist or a statistician of the target area may."),
            outcome=UNCHANGED,
        )


def can_assess(actor: Actor, target_area: str | None) -> bool:
    """May judge, for the city, a milestone of a target area, or with None a goal of the council's.

    What a board judges of its own goals it tells in its follow-up.
    """
    return actor.holds(Role.STRATEGIST, target_area=target_area)


def check_can_assess(actor: Actor, target_area: str | None) -> None:
    if not can_assess(actor, target_area):
        raise PermissionDenied(
            Sentence("{name} may not judge this for the city", name=actor.name),
            instead=Sentence("A strategist may. A board judges its own goals in its follow-up."),
            outcome=UNCHANGED,
        )
