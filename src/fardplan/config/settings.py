"""Django's settings, read from the home and the environment.

FARDPLAN_HOME is the folder of a city's data (default ./var). FARDPLAN_DATABASE_URL may name a
PostgreSQL database (postgresql://user:password@host:port/name?sslmode=verify-full; a host may be the folder
of a Unix socket, its slashes as %2F); without it SQLite in the home is used.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

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
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise InputError(
            f"FARDPLAN_DATABASE_URL begins with '{parts.scheme}' and cannot be used",
            instead="Write postgresql://user:password@host:port/name, or leave it out for SQLite.",
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


DATABASES = {"default": database(os.environ.get("FARDPLAN_DATABASE_URL"), HOME)}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "fardplan.store"]
AUTH_USER_MODEL = "store.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
# Nothing is signed yet; the workspace brings a key of its own, kept in the home.
SECRET_KEY = os.environ.get("FARDPLAN_SECRET_KEY", "")
