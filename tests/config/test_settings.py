"""Where the database is, from an address or the home."""

from pathlib import Path

import pytest

from fardplan.config.settings import database
from fardplan.vocabulary.errors import InputError

HOME = Path("/srv/fardplan")


def test_without_an_address_sqlite_lies_in_the_home():
    assert database(None, HOME)["NAME"] == HOME / "fardplan.sqlite3"
    assert database("", HOME)["ENGINE"] == "django.db.backends.sqlite3"


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (
            "postgresql://stad:p%40ss@db.stad.se:5433/fardplan",
            {"USER": "stad", "PASSWORD": "p@ss", "HOST": "db.stad.se", "PORT": "5433", "NAME": "fardplan"},
        ),
        (
            "postgres://stad@%2Fvar%2Frun%2FPostgreSQL/f%C3%A4rdplan",
            {
                "USER": "stad",
                "PASSWORD": "",
                "HOST": "/var/run/PostgreSQL",
                "PORT": "",
                "NAME": "färdplan",
            },
        ),
        (
            "postgresql:///fardplan?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {
                "USER": "",
                "PASSWORD": "",
                "HOST": "",
                "PORT": "",
                "NAME": "fardplan",
                "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
            },
        ),
    ],
)
def test_an_address_names_a_postgresql_database(url, parts):
    found = database(url, HOME)
    plain = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}, "CONN_MAX_AGE": 60}
    assert found == plain | parts


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://db.stad.se/", "fardplan"])
def test_another_address_is_refused_with_how_to_write_one(url):
    with pytest.raises(InputError) as refused:
        database(url, HOME)
    assert refused.value.instead == (
        "Write postgresql://user:password@host:port/name, or leave it out for SQLite."
    )
    assert "p@ss" not in str(refused.value)
