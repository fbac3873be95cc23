"""What happens when people sign in is told the use case that keeps the log."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from fardplan.usecases.people import sign_ins

SECOND_FACTORS = (
    (mfa.authenticator_added, sign_ins.Event.FACTOR_ADDED),
    (mfa.authenticator_removed, sign_ins.Event.FACTOR_REMOVED),
    (mfa.authenticator_reset, sign_ins.Event.CODES_RENEWED),
    (mfa.authentication_failed, sign_ins.Event.FACTOR_FAILED),
)
PASSWORDS = (
    (account.password_changed, sign_ins.Event.PASSWORD_CHANGED),
    (account.password_reset, sign_ins.Event.PASSWORD_CHOSEN),
)


def connect() -> None:
    """Connect every receiver once."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="fardplan signed in")
    mfa.authenticator_added.connect(_has_shown_one, dispatch_uid="fardplan has shown a factor")
    user_logged_out.connect(_signed_out, dispatch_uid="fardplan signed out")
    for signal, event in (*SECOND_FACTORS, *PASSWORDS):
        signal.connect(_happened(event), weak=False, dispatch_uid=f"fardplan {event}")


def _signed_in(request: HttpRequest, user: Any, sociallogin: Any = None, **_: Any) -> None:
    records = get_authentication_records(request, user)
    sign_ins.happened(
        user.pk,
        sign_ins.Event.SIGNED_IN,
        way=sociallogin.account.provider if sociallogin else "password",
        second_factor=any(record.get("method") == "mfa" for record in records),
    )


def _has_shown_one(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """Whoever adds an app has just typed a code of it: this session has shown the second factor."""
    if authenticator.type == authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def _signed_out(user: Any, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        sign_ins.happened(user.pk, sign_ins.Event.SIGNED_OUT)


def _happened(event: sign_ins.Event) -> Any:
    def receive(user: Any, authenticator: Any = None, **_: Any) -> None:
        sign_ins.happened(user.pk, event, kind=str(authenticator.type) if authenticator else None)

    return receive
