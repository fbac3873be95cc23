"""What happens when people sign in, kept in the log of who did what.

What somebody typed as an address or a password is not written down: it may be another's, or a password in
the wrong place.
"""

from enum import StrEnum

from fardplan.store.audit import record
from fardplan.store.people import names_of, person_with_email, subject_of

NOBODY = "–"
"""Who acts where nobody has shown who they are."""


class Event(StrEnum):
    """What is logged: the action of the entry."""

    SIGNED_IN = "sign in"
    SIGNED_OUT = "sign out"
    FAILED = "sign-in failed"
    STOPPED = "sign-in stopped"
    FACTOR_FAILED = "second factor failed"
    FACTOR_ADDED = "add second factor"
    FACTOR_REMOVED = "remove second factor"
    CODES_RENEWED = "renew recovery codes"
    PASSWORD_CHANGED = "change password"  # noqa: S105, the name of an event
    PASSWORD_CHOSEN = "choose password"  # noqa: S105, the name of an event
    PROVIDER_FAILED = "sign-in provider failed"
    ADDRESS_TAKEN = "address taken"


def happened(person: int, event: Event, **facts: str | bool | None) -> None:
    """Something that a person did to sign in, or that was tried on their account."""
    name = names_of([person]).get(person, NOBODY)
    told = {key: value for key, value in facts.items() if value is not None}
    record(NOBODY if event is Event.FACTOR_FAILED else name, event, subject_of(person), after=told or None)


def failed(email: object, event: Event, **facts: str | None) -> None:
    """Somebody could not sign in. `email` finds the account it was tried on, and is not kept."""
    person = person_with_email(email) if isinstance(email, str) and email else None
    told = {key: value for key, value in facts.items() if value is not None}
    record(NOBODY, event, subject_of(person) if person else "no account", after=told or None)
