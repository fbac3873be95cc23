"""Who may do what, told by the rules themselves: each is asked about each role.

A right stands here with the function that decides it. A test sees to it that every rule about an actor in the
use cases is here, so that the page leaves none out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fardplan.presentation.translations import message
from fardplan.usecases import actors
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.people import rules

OWN, ANOTHER = "own", "another"

Asked = Callable[[Actor, str, str], bool]
"""Asks a rule about an actor, for an organisation and a target area."""


class Reach(StrEnum):
    """How far a role reaches."""

    NO = "no"
    YES = "yes"
    ORGANISATION = "organisation"
    TARGET_AREA = "target area"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Right:
    """Something that may be done. `rule` is the function that decides it, `asks` asks that function."""

    words: str
    rule: Callable[..., bool]
    asks: Asked


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the workspace and its rights."""

    words: str
    rights: tuple[Right, ...]


def _plain(words: str, rule: Callable[[Actor], bool]) -> Right:
    return Right(words, rule, lambda actor, _organisation, _area: rule(actor))


def _of_organisation(words: str, rule: Callable[[Actor, str], bool]) -> Right:
    return Right(words, rule, lambda actor, organisation, _area: rule(actor, organisation))


def _of_area(words: str, rule: Callable[[Actor, str], bool]) -> Right:
    return Right(words, rule, lambda actor, _organisation, area: rule(actor, area))


PARTS = (
    Part(
        message("The roadmap"),
        (_plain(message("Change the roadmap and publish"), actors.can_steer),),
    ),
    Part(
        message("Figures"),
        (_plain(message("Load figures and make them current"), actors.can_load_evidence),),
    ),
    Part(
        message("Accounts and roles"),
        (
            _plain(message("Make, correct and end accounts"), rules.can_keep_accounts),
            _plain(message("See who has an account, and with which roles"), rules.can_see_people),
            _plain(message("Examine who has an account, and with which roles"), rules.can_audit_people),
            Right(
                message("Give and end roles"),
                rules.can_grant,
                lambda actor, organisation, _area: rules.can_grant(
                    actor, Role.CONTROLLER, organisation=organisation
                ),
            ),
            _plain(message("Give and end roles somewhere"), rules.can_grant_somewhere),
            _plain(message("See what is in the name of people who have left"), rules.can_see_who_left),
            Right(
                message("Hand over what is in the name of people who have left"),
                rules.can_hand_over,
                lambda actor, organisation, _area: rules.can_hand_over(actor, organisation=organisation),
            ),
            _plain(
                message("Read the log of who did what, and prove that it is whole"), actors.can_read_audit
            ),
        ),
    ),
)


def reach(right: Right, role: Role) -> Reach:
    """How far a role reaches for a right, found by asking its rule."""
    whole = Actor("?", frozenset({role}))
    if not right.asks(whole, OWN, OWN):
        return Reach.NO
    of_organisation = Actor("?", grants=frozenset({Grant(role, frozenset({OWN}))}))
    if right.asks(of_organisation, OWN, OWN):
        return Reach.YES if right.asks(of_organisation, ANOTHER, OWN) else Reach.ORGANISATION
    of_area = Actor("?", grants=frozenset({Grant(role, target_area=OWN)}))
    if right.asks(of_area, OWN, OWN):
        return Reach.YES if right.asks(of_area, OWN, ANOTHER) else Reach.TARGET_AREA
    return Reach.WHOLE
