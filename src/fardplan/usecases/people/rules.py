"""Who may do what with accounts and grants (permission), and what cannot be done (policy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.store.people import Person
from fardplan.store.roles import StoredGrant
from fardplan.usecases.actors import Actor, Role
from fardplan.vocabulary.errors import FardplanError, InputError, PermissionDenied, RuleError

WHOLE_CITY = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.STATISTICIAN})
"""Roles that are held for the whole city or not at all."""

NOTHING = Sentence("Nothing was changed.")


def can_keep_accounts(actor: Actor) -> bool:
    """May make, correct and end accounts, and let people choose a new password."""
    return actor.holds(Role.ADMINISTRATOR)


def check_can_keep_accounts(actor: Actor) -> None:
    if not can_keep_accounts(actor):
        raise _denied(
            Sentence("{name} may not keep accounts", name=actor.name), Sentence("An administrator may.")
        )


def can_see_people(actor: Actor) -> bool:
    """May see who has an account, and with which roles."""
    return actor.holds_anywhere(Role.ADMINISTRATOR) or can_audit_people(actor)


def check_can_see_people(actor: Actor) -> None:
    if not can_see_people(actor):
        raise _denied(
            Sentence("{name} may not see all accounts", name=actor.name),
            Sentence("An administrator and an auditor may."),
        )


def can_audit_people(actor: Actor) -> bool:
    """May see it in order to examine it."""
    return actor.holds(Role.AUDITOR)


def can_grant(actor: Actor, role: Role, *, organisation: str | None) -> bool:
    """May give and end a role: an administrator of the organisation, for a whole-city role of the city."""
    whole = organisation is None or role in WHOLE_CITY
    return actor.holds(Role.ADMINISTRATOR, organisation=None if whole else organisation)


def check_can_grant(actor: Actor, role: Role, *, organisation: str | None) -> None:
    if not can_grant(actor, role, organisation=organisation):
        raise _denied(
            Sentence("{name} may not give or end this role", name=actor.name),
            Sentence("An administrator of the whole city may."),
        )


def can_grant_somewhere(actor: Actor) -> bool:
    """May give roles for some organisation, or the whole city."""
    return actor.holds_anywhere(Role.ADMINISTRATOR)


def check_can_grant_somewhere(actor: Actor) -> None:
    if not can_grant_somewhere(actor):
        raise _denied(
            Sentence("{name} may not give or end this role", name=actor.name),
            Sentence("An administrator may."),
        )


def can_hand_over(actor: Actor, *, organisation: str) -> bool:
    """May put another in charge of what is in the name of somebody who has left."""
    return any(
        actor.holds(role, organisation=organisation)
        for role in (Role.ADMINISTRATOR, Role.CONTROLLER, Role.MANAGER, Role.STRATEGIST)
    )


def check_can_hand_over(actor: Actor, *, organisation: str) -> None:
    if not can_hand_over(actor, organisation=organisation):
        raise _denied(
            Sentence("{name} may not hand this over", name=actor.name),
            Sentence("A controller or a manager of the organisation may."),
        )


def can_register_leave(actor: Actor, *, organisation: str | None) -> bool:
    """May say that somebody with a role for the organisation (None: the whole city) is away, and who stands
    in: an administrator of the city, and the organisation's manager.
    """
    return actor.holds(Role.ADMINISTRATOR) or actor.holds(Role.MANAGER, organisation=organisation)


def check_can_register_leave(actor: Actor, *, organisation: str | None) -> None:
    if not can_register_leave(actor, organisation=organisation):
        raise _denied(
            Sentence("{name} may not register this leave", name=actor.name),
            Sentence("An administrator may, and a manager of all that the person has roles for."),
        )


def can_see_who_left(actor: Actor) -> bool:
    """May see what is open in the name of people who have left, somewhere."""
    return actor.holds_anywhere(Role.ADMINISTRATOR, Role.CONTROLLER, Role.MANAGER, Role.STRATEGIST)


def check_can_see_who_left(actor: Actor) -> None:
    if not can_see_who_left(actor):
        raise _denied(
            Sentence("{name} may not see what is in the name of people who have left", name=actor.name),
            Sentence("A controller, a manager, a strategist and an administrator may."),
        )


def _denied(what: Sentence, instead: Sentence) -> PermissionDenied:
    return PermissionDenied(what, instead=instead, outcome=NOTHING)


@dataclass(frozen=True, slots=True)
class WantedGrant:
    """A grant as somebody wants to give it."""

    role: Role
    organisation: str | None
    target_area: str | None
    valid_from: date
    valid_to: date | None


def not_grantable(
    actor: Actor, person: Person, wanted: WantedGrant, *, organisation_ends: date | None, today: date
) -> FardplanError | None:
    """Why a grant cannot be given though the actor may give grants; None where it can."""
    if person.ended is not None:
        return RuleError(Sentence("the account of {name} is ended", name=person.name), outcome=NOTHING)
    if actor.person == person.number:
        return RuleError(
            Sentence("nobody gives themselves a role"),
            instead=Sentence("Another administrator may, or whoever runs the server: fardplan people grant."),
            outcome=NOTHING,
        )
    if wanted.role in WHOLE_CITY and (wanted.organisation or wanted.target_area):
        return InputError(Sentence("this role is held for the whole city"), outcome=NOTHING)
    if wanted.valid_to is not None and wanted.valid_to < max(wanted.valid_from, today):
        return InputError(
            Sentence("the last day {day} lies before the first, or in the past", day=wanted.valid_to),
            outcome=NOTHING,
        )
    if organisation_ends is not None and organisation_ends < wanted.valid_from:
        return RuleError(
            Sentence("the organisation was ended on {day}", day=organisation_ends), outcome=NOTHING
        )
    if any(_is_same(item, wanted) for item in person.grants):
        return RuleError(Sentence("{name} has this role already", name=person.name), outcome=NOTHING)
    return None


def _is_same(item: StoredGrant, wanted: WantedGrant) -> bool:
    alike = (item.role, item.organisation, item.target_area) == (
        wanted.role,
        wanted.organisation,
        wanted.target_area,
    )
    over = item.valid_to is not None and item.valid_to < wanted.valid_from
    return alike and item.ended_on is None and not over


def leaves_no_administrator(people: Sequence[Person], *, without: int, today: date) -> bool:
    """Whether nobody would be administrator of the city any longer without the person, or their grant."""
    return not any(
        item.role == Role.ADMINISTRATOR and item.organisation is None and item.holds(today)
        for one in people
        if one.ended is None and one.number != without
        for item in one.grants
    )


LAST_ADMINISTRATOR = Sentence("the city would have no administrator left")
