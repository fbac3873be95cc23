"""Whether a person has shown a second factor, where their role wants one."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from fardplan.usecases.actors import Actor, Role


def missing(request: HttpRequest, actor: Actor) -> bool:
    """Whether one of the actor's roles wants a second factor that this session has not shown. No query.

    A provider that asks for a second factor itself (`second_factor: true` in sign-in.yaml) has shown it.
    People made up for a demonstration have none: as one of them, only what is made up can be reached.
    """
    if getattr(request.user, "demonstration", False):
        return False
    wanted = {Role(role) for role in settings.SIGN_IN.file.second_factor}
    return actor.holds_anywhere(*wanted) and not any(
        map(_shows_one, get_authentication_records(request, request.user))
    )


def _shows_one(record: dict[str, Any]) -> bool:
    if record.get("method") == "mfa":
        return True
    provider = settings.SIGN_IN.provider(str(record.get("provider")))
    return record.get("method") == "socialaccount" and provider is not None and provider.second_factor
