"""Who may do what in the boards' year; when it may be done is said by `boards.steps`."""

from collections.abc import Callable

from fardplan.boards.subjects import Subject
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.usecases.actors import Actor, Role
from fardplan.vocabulary.errors import PermissionDenied

READERS = frozenset(Role) - {Role.PARTNER, Role.ADMINISTRATOR}
"""Whoever is one of these for anything reads all of the boards' year."""


def can_read_year(actor: Actor) -> bool:
    """May read what the boards plan, tell and decide."""
    return actor.holds_anywhere(*READERS)


def can_coordinate(actor: Actor) -> bool:
    """May open and close years, set their days, take in late, reopen, correct and merge."""
    return Role.STRATEGIST in actor.roles


def can_write_for(actor: Actor, organisation: str) -> bool:
    """May write what an organisation hands in, and hand it in."""
    return actor.holds(Role.CONTROLLER, organisation=organisation)


def written_for(actor: Actor) -> frozenset[str]:
    """The organisations that a person writes for by name; a role for the whole city is nobody's own desk."""
    held = (grant.organisations for grant in actor.grants if grant.role is Role.CONTROLLER)
    return frozenset(key for keys in held for key in keys)


def can_tell_of(actor: Actor, subject: Subject) -> bool:
    """May tell how something went: the organisation's controller, and whoever answers for it."""
    person = subject.responsible.account if subject.responsible else None
    return can_write_for(actor, subject.organisation) or actor.answers_for(person)


def can_approve_for(actor: Actor, organisation: str) -> bool:
    """May approve or return what an organisation hands in."""
    return actor.holds(Role.MANAGER, organisation=organisation)


def can_record_for(actor: Actor, organisation: str) -> bool:
    """May record what an organisation's board decides, and when it meets."""
    return actor.holds(Role.BOARD_SECRETARY, organisation=organisation)


def can_set_meeting(actor: Actor, organisation: str) -> bool:
    """May set the day of an organisation's board meeting."""
    return can_record_for(actor, organisation) or can_write_for(actor, organisation) or can_coordinate(actor)


_REFUSALS = {
    can_read_year: (
        message("{name} may not read the boards' year"),
        message("Ask an administrator for a role."),
    ),
    can_coordinate: (message("{name} may not steer the boards' year"), message("A strategist may.")),
    can_write_for: (message("{name} may not write for this organisation"), message("Its controller may.")),
    can_tell_of: (
        message("{name} may not tell of this"),
        message("Whoever answers for it, and the organisation's controller, may."),
    ),
    can_approve_for: (message("{name} may not approve for this organisation"), message("Its manager may.")),
    can_record_for: (
        message("{name} may not record this board's decisions"),
        message("The board's secretary may."),
    ),
    can_set_meeting: (
        message("{name} may not set the day of this board's meeting"),
        message("The board's secretary or controller may."),
    ),
}


def check(rule: Callable[..., bool], actor: Actor, *about: object) -> None:
    """Raises `PermissionDenied` where one of the rules above says no."""
    if not rule(actor, *about):
        what, instead = _REFUSALS[rule]
        raise PermissionDenied(
            Sentence(what, name=actor.name),
            instead=Sentence(instead),
            outcome=Sentence("Nothing was changed."),
        )
