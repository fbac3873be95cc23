"""Letters about accounts: an invitation, a reset, a deputy who is told. Pages say where none can be sent."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail

from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import translate
from fardplan.store.people import Person
from fardplan.usecases.people.leave import Leave
from fardplan.vocabulary.text import Language


def are_sent() -> bool:
    """Whether the city has said through which server letters go."""
    return bool(settings.LETTERS_ARE_SENT)


def send_link(person: Person, link: str) -> bool:
    """Send the link by which a person chooses a password; whether it was sent."""
    language = _language(person)
    said = (
        translate("Hello {name},", language, name=person.first_name or person.name),
        translate(
            "an account has been opened for you in the Roadmap's workspace, or opened anew. Choose your "
            "password here, within three days:",
            language,
        ),
        link,
    )
    return _send(person, translate("Choose your password", language), said)


def tell_deputy(deputy: Person, absent: Person, leave: Leave) -> bool:
    """Tell somebody that they stand in for another; whether it was sent."""
    language = _language(deputy)
    said = (
        translate("Hello {name},", language, name=deputy.first_name or deputy.name),
        translate(
            "{absent} is away from {first} to {last} and has named you as deputy in the Roadmap's workspace. "
            "In those days you may do there what {absent} may, and reminders come to you.",
            language,
            absent=absent.name,
            first=date_text(leave.first_day, language),
            last=date_text(leave.last_day, language),
        ),
        translate(
            "If that is wrong, talk with {absent}, or with an administrator.", language, absent=absent.name
        ),
    )
    return _send(deputy, translate("You stand in for {absent}", language, absent=absent.name), said)


def tell_absent(absent: Person, leave: Leave, deputy: Person | None, by: str) -> bool:
    """Tell somebody that another has registered their leave; whether it was sent."""
    language = _language(absent)
    said = (
        translate("Hello {name},", language, name=absent.first_name or absent.name),
        translate(
            "{by} has registered in the Roadmap's workspace that you are away from {first} to {last}. "
            "{deputy} stands in for you, and no reminders come to you in those days.",
            language,
            by=by,
            first=date_text(leave.first_day, language),
            last=date_text(leave.last_day, language),
            deputy=deputy.name if deputy else translate("Nobody", language),
        ),
        translate("You can change it under your own data, as soon as you are back.", language),
    )
    return _send(absent, translate("Your leave has been registered", language), said)


def tell_moved(before: Person, after: Person) -> bool:
    """Tell the old address that the account has another now; whether it was sent."""
    if before.email == after.email:
        return False
    language = _language(before)
    said = (
        translate("Hello {name},", language, name=before.first_name or before.name),
        translate(
            "your account in the Roadmap's workspace is signed in to with another e-mail address from now "
            "on. If neither you nor an administrator has changed it, tell an administrator in the city at "
            "once.",
            language,
        ),
    )
    return _send(before, translate("Your e-mail address was changed", language), said)


def _send(person: Person, subject: str, said: Sequence[str]) -> bool:
    if not are_sent() or not person.email:
        return False
    return send_mail(subject, "\n\n".join(said), None, [person.email], fail_silently=True) == 1


def _language(person: Person) -> Language:
    return "en" if person.language == "en" else "sv"
