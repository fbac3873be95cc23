"""What a home tells the world changes by one hand at a time, so that nothing is audited without the rest."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from fardplan.files.disk import Busy, locked, told_plainly
from fardplan.usecases.homes import Home

PATIENCE = 60.0
"""Seconds to wait for another publication of the home."""

BUSY = Busy(
    who="another publication of this home has been going on",
    instead="Wait until it is done, then try again.",
    outcome="Nothing was published or kept; the site is as it was.",
)


@contextmanager
def one_at_a_time(home: Home, patience: float = PATIENCE) -> Iterator[None]:
    """Within, no other program publishes the home's figures, rolls them back or keeps protected ones.

    The hidden numbers of two publications that do not know of each other could be worked out from both.
    Waits `patience` seconds for another; raises `StorageError` after that, and where the home cannot be
    written to. A program that is killed leaves nothing locked.
    """
    with ExitStack() as held:
        with told_plainly(home.path):
            held.enter_context(locked(home.path, patience, BUSY))
        yield
