"""How people sign in: django-allauth's settings, from what the city says in its home.

Passwords are checked here; OpenID Connect and SAML are the city's own, named in `sign-in.yaml`. There is no
sign-up: an administrator makes an account, or it arises, without any right, when a provider that the city has
named says for the first time who a person is.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fardplan.sources.sign_in_file import OpenIdProvider, SamlProvider, SignIn, load_sign_in
from fardplan.usecases.actors import Role

HAS_SAML = find_spec("onelogin") is not None
"""Whether the optional part `saml` is installed."""

APPS = [
    "fardplan.web.sign_in.apps.SignInConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if HAS_SAML else []),
]
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]

RATES = {
    # Guessing one account's password, and guessing everybody's from one place.
    "login_failed": "20/m/ip,5/15m/key",
    "login": "60/m/ip",
    "reset_password": "20/m/ip,3/15m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
LIMITS_TABLE = "sign_in_limits"


def sign_in_settings(home: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Every setting that has to do with signing in; raises `InputError` where the home's file is wrong."""
    sign_in = load_sign_in(home, roles=[*Role], environment=environment)
    return {
        "SIGN_IN": sign_in,
        **_sessions(sign_in),
        **_accounts(),
        **_second_factor(),
        **_providers(sign_in),
    }


def _sessions(sign_in: SignIn) -> dict[str, Any]:
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "SESSION_COOKIE_AGE": sign_in.file.session_hours * 3600,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/arbete/",
        "LOGOUT_REDIRECT_URL": "account_login",
        # In the database: the limits hold however many processes answer, and over a restart.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": LIMITS_TABLE,
                "OPTIONS": {"MAX_ENTRIES": 20_000},
            }
        },
        "ALLAUTH_TRUSTED_PROXY_COUNT": sign_in.file.proxies,
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
            for name, options in (
                (
                    "UserAttributeSimilarityValidator",
                    {"user_attributes": ("email", "first_name", "last_name")},
                ),
                ("MinimumLengthValidator", {"min_length": sign_in.file.password_length}),
                ("CommonPasswordValidator", {}),
            )
        ],
    }


def _accounts() -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "fardplan.web.sign_in.adapters.Accounts",
        "ACCOUNT_FORMS": {
            "login": "fardplan.web.sign_in.forms.SignIn",
            "reset_password": "fardplan.web.sign_in.forms.Forgotten",
            "reset_password_from_key": "fardplan.web.sign_in.forms.NewPassword",
            "change_password": "fardplan.web.sign_in.forms.ChangedPassword",
            "reauthenticate": "fardplan.web.sign_in.forms.PasswordAgain",
        },
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_RATE_LIMITS": RATES,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600,
    }


def _second_factor() -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "fardplan.web.sign_in.adapters.SecondFactors",
        "MFA_FORMS": {
            "authenticate": "fardplan.web.sign_in.forms.Code",
            "reauthenticate": "fardplan.web.sign_in.forms.CodeAgain",
            "activate_totp": "fardplan.web.sign_in.forms.FirstCode",
        },
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Färdplan",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_RECOVERY_CODE_COUNT": 10,
    }


def _providers(sign_in: SignIn) -> dict[str, Any]:
    providers: dict[str, Any] = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [_openid(item, sign_in.secrets[item.key]) for item in sign_in.file.openid],
        }
    }
    if HAS_SAML:
        providers["saml"] = {
            "APPS": [_saml(item, sign_in.certificates[item.key]) for item in sign_in.file.saml]
        }
    return {
        "SOCIALACCOUNT_ADAPTER": "fardplan.web.sign_in.adapters.Providers",
        "SOCIALACCOUNT_PROVIDERS": providers,
        "SOCIALACCOUNT_AUTO_SIGNUP": True,
        "SOCIALACCOUNT_EMAIL_REQUIRED": False,
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
    }


def _openid(item: OpenIdProvider, secret: str) -> dict[str, Any]:
    return {
        "provider_id": item.key,
        "name": item.name.sv,
        "client_id": item.client_id,
        "secret": secret,
        "settings": {
            "server_url": item.server,
            "scope": list(item.scopes),
            "oauth_pkce_enabled": True,
            "verified_email": item.same_email,
            "email_authentication": item.same_email,
        },
    }


def _saml(item: SamlProvider, certificate: str) -> dict[str, Any]:
    attributes = item.attributes
    mapping = {
        "email": attributes.email,
        "first_name": attributes.first_name,
        "last_name": attributes.last_name,
    }
    return {
        "provider_id": item.key,
        "name": item.name.sv,
        "client_id": item.key,
        "settings": {
            "idp": {
                "entity_id": item.entity_id,
                "sso_url": item.sign_in,
                "slo_url": item.sign_out,
                "x509cert": certificate,
            },
            "attribute_mapping": mapping | ({"uid": attributes.uid} if attributes.uid else {}),
            "verified_email": item.same_email,
            "email_authentication": item.same_email,
            "advanced": {
                "want_assertion_signed": True,
                "reject_deprecated_algorithm": True,
                "reject_idp_initiated_sso": True,
                "want_name_id": True,
            },
        },
    }
