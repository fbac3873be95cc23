"""What was recalled and is older than what is known: it must not take a newer edition's place."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from fardplan.evidence.manifest import Vintage
from fardplan.usecases.arrivals import Arrived, Failed
from fardplan.usecases.homes import Home


def outdated(home: Home, came: Sequence[Arrived | Failed]) -> list[Arrived]:
    """The series that came of answers from before what is current, or waits, was last seen to hold.

    The same figures can have been asked for in several ways, alone and together with others, and what is kept
    of one way may be older than what is kept of another.
    """
    last = home.snapshots.last_seen()
    return [one for one in came if isinstance(one, Arrived) and _is_outdated(home, one, last)]


def _is_outdated(home: Home, one: Arrived, last: Mapping[str, datetime]) -> bool:
    return any(
        _is_older(one, vintage, last)
        for store in (home.evidence, home.waiting)
        for vintage in store.vintages(one.wanted.definition.key)
        if vintage.current and vintage.source == one.wanted.name
    )


def _is_older(one: Arrived, vintage: Vintage, last: Mapping[str, datetime]) -> bool:
    """Answers that both rest on, what is said of a key figure perhaps, tell nothing of which is older."""
    known = set(vintage.answers)
    own = {answer.checksum for answer in one.answers}
    given = [answer.seen for answer in one.answers if answer.checksum not in known]
    held = [last[checksum] for checksum in known - own if checksum in last]
    return bool(given) and bool(held) and min(given) < min(held)
