"""Django's settings, read from the home and the environment.

FARDPLAN_HOME is the folder of a city's data (default ./var). FARDPLAN_DATABASE_URL may name a
PostgreSQL database (postgresql://user:password@host:port/name?sslmode=verify-full; a host may be the folder
of a Unix socket, its slashes as %2F); without it SQLite in the home is used. FARDPLAN_ADDRESS is where people
reach the workspace (https://fardplan.stad.se); without it this machine alone is answered.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from fardplan.config import headers, logs
from fardplan.config.letters import letter_settings
from fardplan.config.secret import kept_key
from fardplan.config.sign_in import APPS as SIGN_IN_APPS
from fardplan.config.sign_in import MIDDLEWARE as SIGN_IN_MIDDLEWARE
from fardplan.config.sign_in import sign_in_settings
from fardplan.presentation.sentences import Sentence
from fardplan.sources.sign_in_file import SignIn
from fardplan.vocabulary.errors import InputError

HOME = Path(os.environ.get("FARDPLAN_HOME", "var")).resolve()


def database(url: str | None, home: Path) -> dict[str, object]:
    """Django's description of the database: PostgreSQL from a URL, else SQLite in the home."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "fardplan.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                "timeout": 5,
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise InputError(
            Sentence("FARDPLAN_DATABASE_URL begins with '{scheme}' and cannot be used", scheme=parts.scheme),
            instead=Sentence("Write postgresql://user:password@host:port/name, or leave it out for SQLite."),
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.netloc.rpartition("@")[2].partition(":")[0]),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }


ADDRESS = os.environ.get("FARDPLAN_ADDRESS", "").rstrip("/")
SECURE = ADDRESS.startswith("https://")

DATABASES = {"default": database(os.environ.get("FARDPLAN_DATABASE_URL"), HOME)}
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "django_htmx",
    *SIGN_IN_APPS,
    "fardplan.store",
    "fardplan.web",
]
AUTH_USER_MODEL = "store.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

LOGGING = logs.LOGGING
ROOT_URLCONF = "fardplan.config.urls"
MIDDLEWARE = [
    "fardplan.web.shell.middleware.ProtectingHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fardplan.web.shell.middleware.SpokenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    *SIGN_IN_MIDDLEWARE,
    "django_htmx.middleware.HtmxMiddleware",
    "fardplan.web.shell.middleware.ToldErrors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "debug": True,  # a broken template names its line in the log, and coverage counts its lines
            "builtins": ["fardplan.portal.tags", "fardplan.web.shell.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fardplan.web.shell.frame.frame",
            ],
        },
    }
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # all that a person owes stands on one page, as one form
FORM_RENDERER = "fardplan.web.shell.forms.Rendered"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Where the city reaches the workspace, for links in letters and behind a proxy that speaks TLS.
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    urlsplit(ADDRESS).hostname or "",
    os.environ.get("FARDPLAN_HOST", ""),
]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = False  # the protecting headers say it, of the site too
SECURE_REFERRER_POLICY = None
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "fardplan_session"
CSRF_COOKIE_NAME = "fardplan_csrf"
CSRF_FAILURE_VIEW = "fardplan.web.shell.errors.forged"
PROTECTING_HEADERS = headers.WORKSPACE

TODAY = os.environ.get("FARDPLAN_TODAY") or None
"""A day that stands in for today, for demonstrations; the pages say so."""

# Where no home is yet, what is signed holds as long as the program runs.
SECRET_KEY = os.environ.get("FARDPLAN_SECRET_KEY") or kept_key(HOME) or secrets.token_urlsafe(64)

_letters, _sign_in = letter_settings(os.environ), sign_in_settings(HOME, os.environ)
LETTERS_ARE_SENT: bool = _letters["LETTERS_ARE_SENT"]
SIGN_IN: SignIn = _sign_in["SIGN_IN"]
globals().update(_letters | _sign_in)
