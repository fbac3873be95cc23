"""How allauth's ways of signing in meet the city's accounts: nobody signs up, and everything is logged."""

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fardplan.usecases.people import arriving, sign_ins
from fardplan.web.shell.clock import now, today
from fardplan.web.shell.middleware import LANGUAGE_COOKIE
from fardplan.web.shell.words import lazy_message, spoken

RECENTLY = 300
"""So many seconds after signing in a person need not show again who they are, to change how they do it."""


class Accounts(DefaultAccountAdapter):
    """Accounts with a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": lazy_message(
            "The e-mail address and the password do not belong together."
        ),
        "incorrect_password": lazy_message("The password is not right."),
        "incorrect_code": lazy_message("The code is not right. It changes every half minute."),
        "enter_current_password": lazy_message("The password you have now is not right."),
        "too_many_login_attempts": lazy_message(
            "Too many attempts. Wait a quarter of an hour and try again."
        ),
        "rate_limited": lazy_message("Too many attempts. Wait a quarter of an hour and try again."),
        "invalid_password_reset": lazy_message("The link has been used or is too old."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002, the signature is allauth's
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not settings.SIGN_IN.file.passwords:
            raise self.validation_error("email_password_mismatch")
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            sign_ins.failed(credentials.get("email"), sign_ins.Event.STOPPED)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        sign_ins.failed(credentials.get("email"), sign_ins.Event.FAILED)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        found = self.authenticate(self.request, email=getattr(user, "email", ""), password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **values: Any) -> bool:  # noqa: ARG002
        """Not just after signing in, and not of those who have no way to show it but their provider's."""
        records = get_authentication_records(self.request, self.request.user) or [{}]
        if time.time() - max(float(record.get("at", 0)) for record in records) < RECENTLY:
            return False
        return bool(get_reauthentication_flows(self.request.user))

    def post_login(self, request: HttpRequest, user: Any, **values: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **values)
        response.set_cookie(
            LANGUAGE_COOKIE,
            user.language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        if user.email:
            told = {"language": user.language, **(context or {})}
            super().send_notification_mail(template_prefix, user, told, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whom the letter is to."""
        language = getattr(context.get("user"), "language", spoken())
        super().send_mail(template_prefix, email, {"language": language, **context})

    def add_message(self, *arguments: Any, **values: Any) -> None:
        """The pages say themselves what was done."""


class Providers(DefaultSocialAccountAdapter):
    """Accounts of a provider that the city has named."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse a stranger whose address is taken; carry what groups give to somebody who is known.

        Of what the provider tells nothing is kept but what it calls the person.
        """
        sociallogin.told, sociallogin.account.extra_data = sociallogin.account.extra_data, {}
        if sociallogin.is_existing:
            if sociallogin.account.pk:
                sociallogin.account.save(update_fields=["extra_data"])
            self._follow_groups(sociallogin)
            return
        email = sociallogin.user.email if sociallogin.user else ""
        if email and arriving.is_taken(email):
            sign_ins.failed(email, sign_ins.Event.ADDRESS_TAKEN)
            values = {"provider": sociallogin.provider.name}
            raise ImmediateHttpResponse(
                render(request, "socialaccount/address_taken.html", values, status=403)
            )

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:  # noqa: ARG002
        """The first sign-in through a provider: an account arises, without any right but those of groups."""
        user = sociallogin.user
        number = arriving.arise(
            provider=sociallogin.account.provider,
            first_name=user.first_name,
            last_name=user.last_name,
            email=user.email,
            fallback=sociallogin.account.uid,
            at=now(),
        )
        user.pk = number
        user.refresh_from_db()
        sociallogin.account.user = user
        sociallogin.account.save()
        self._follow_groups(sociallogin)
        return user

    def _follow_groups(self, sociallogin: SocialLogin) -> None:
        provider = settings.SIGN_IN.provider(sociallogin.account.provider)
        if provider is None or not provider.grants:
            return
        arriving.follow_groups(
            sociallogin.user.pk,
            provider=provider.key,
            groups=arriving.groups_in(sociallogin.told, provider.groups or ""),
            mapping=provider.grants,
            on=today(),
            at=now(),
        )

    def on_authentication_error(
        self,
        request: HttpRequest,  # noqa: ARG002, the signature is allauth's
        provider: Any,
        error: Any = None,  # noqa: ARG002
        exception: Any = None,  # noqa: ARG002
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        key = getattr(getattr(provider, "app", None), "provider_id", None)
        sign_ins.failed(None, sign_ins.Event.PROVIDER_FAILED, way=str(key) if key else None)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        return str(redirect("web:people-me").url)


class SecondFactors(DefaultMFAAdapter):
    """The app and the recovery codes. Their secrets lie encrypted: who takes the database alone has none."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy_message("The code is not right. It changes every half minute."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = sha256(b"fardplan second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
