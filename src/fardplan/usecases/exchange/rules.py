"""Who may exchange files: a rule each, as a question and as a check."""

from collections.abc import Callable

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.usecases.actors import Actor, Role
from fardplan.vocabulary.errors import PermissionDenied


def can_see_exchange(actor: Actor) -> bool:
    """May see which files came and what they changed."""
    return actor.holds_anywhere(Role.STRATEGIST, Role.CONTROLLER, Role.MANAGER, Role.AUDITOR)


def can_take_in_export(actor: Actor) -> bool:
    """May read in an export of the other system, confirm its mapping, and say which plans it keeps."""
    return Role.STRATEGIST in actor.roles


def can_fetch_form(actor: Actor, organisation: str) -> bool:
    """May take an organisation's form away to fill it in."""
    return actor.holds(Role.CONTROLLER, organisation=organisation) or can_take_in_export(actor)


def can_load_form(actor: Actor, organisation: str) -> bool:
    """May load an organisation's form; what is written then asks for its own permission, row by row."""
    return actor.holds(Role.CONTROLLER, organisation=organisation)


def can_fetch_annex(actor: Actor) -> bool:
    """May fetch the proposed indicators of the council for the budget."""
    return actor.holds_anywhere(*(frozenset(Role) - {Role.PARTNER, Role.ADMINISTRATOR}))


_REFUSALS = {
    can_see_exchange: (
        message("{name} may not see what is exchanged with other systems"),
        message("A strategist, a controller, a manager or an auditor may."),
    ),
    can_take_in_export: (
        message("{name} may not read in the other system's exports"),
        message("A strategist may."),
    ),
    can_fetch_form: (
        message("{name} may not fetch this organisation's form"),
        message("Its controller may."),
    ),
    can_load_form: (
        message("{name} may not load this organisation's form"),
        message("Its controller may."),
    ),
    can_fetch_annex: (
        message("{name} may not fetch the proposed indicators"),
        message("Ask an administrator for a role."),
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
