"""What people are called: a name in the log means one person, for ever."""

from itertools import count

from fardplan.store.people import name_is_taken

LONGEST = 140


def free_name(wanted: str, *, but: int | None = None) -> str:
    """The name, with a number after it where another account is called so or was.

    `but`: the account whose own earlier names do not count as taken.
    """
    base = " ".join(wanted.split())[:LONGEST] or "–"
    numbered = (base if number == 1 else f"{base} {number}" for number in count(1))
    return next(name for name in numbered if not name_is_taken(name, but=but))
