"""Taking turns: of those who change the same thing, the next begins when the one before has committed.

SQLite has one writer at a time anyhow. On PostgreSQL two could read the same, decide each for themselves, and
write both.
"""

from collections.abc import Iterable
from enum import IntEnum

from django.db import connection

CLASS = 0x66_61_72_64
"""What tells these locks from other ones in the same database."""


class Turn(IntEnum):
    """What is changed by one at a time. Whoever takes several takes them in this order."""

    YEARS = 1  # opening and closing a year, and one board taking over from another
    PLANS = 2
    COUNCIL = 3  # what the council asks, and changes of it
    PEOPLE = 4
    CASES = 5  # drafts of the roadmap, their steps and referrals
    REPORTS = 6  # officers' own texts in reports


def take_turn(*turns: Turn) -> None:
    """Wait for whoever changes the same; to be called first in a transaction, and held until it ends."""
    _lock("pg_advisory_xact_lock", turns)


def share_turn(*turns: Turn) -> None:
    """Wait for whoever has taken a turn, but not for others who share it."""
    _lock("pg_advisory_xact_lock_shared", turns)


def _lock(function: str, turns: Iterable[Turn]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for turn in sorted(turns):
                cursor.execute(f"SELECT {function}(%s, %s)", [CLASS, turn])
