"""A signed-in person as the one who acts."""

from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.store.roles import HeldGrant, acting
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied

NOT_LENT = frozenset({Role.ADMINISTRATOR})
"""Roles that a deputy does not get with the rest: whoever needs them is given them by an administrator."""


def actor_of(user_id: int, *, on: date) -> Actor:
    """The person of an account, with the roles they hold on a day, and those of whom they stand in for.

    Three queries, however many grants, organisations and absent people there are. Raises `NotFoundError` for
    an account that is not there and `PermissionDenied` for one that is ended.
    """
    found = acting(user_id, on)
    if found is None:
        raise NotFoundError(Sentence("there is no account {number}", number=user_id))
    if not found.active:
        raise PermissionDenied(
            Sentence("the account of {name} is ended", name=found.name),
            instead=Sentence("An administrator can say why."),
        )
    grants = [item for item in found.grants if item.person == user_id or Role(item.role) not in NOT_LENT]
    return Actor(
        name=found.name,
        roles=frozenset(Role(item.role) for item in grants if _is_whole(item)),
        grants=frozenset(_grant(item) for item in grants if not _is_whole(item)),
        person=user_id,
        stands_in_for=found.absent,
    )


def _is_whole(item: HeldGrant) -> bool:
    return not item.organisations and item.target_area is None


def _grant(item: HeldGrant) -> Grant:
    return Grant(Role(item.role), item.organisations, item.target_area)
