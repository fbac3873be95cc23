"""What arrives in a home arrives by one hand at a time: a refresh, or a decision on what waits."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from fardplan.files.disk import Busy, locked, told_plainly
from fardplan.usecases.homes import Home

PATIENCE = 30.0
"""Seconds to wait for another refresh of the home."""

BUSY = Busy(
    who="another refresh of this home has been going on",
    instead="Wait until it is done, then try again.",
    outcome="Nothing was asked or loaded.",
)


@contextmanager
def one_refresh_at_a_time(home: Home) -> Iterator[None]:
    """Within, no other program refreshes the home or decides on figures that wait in it.

    What an earlier one left unfinished is cleared away. Raises `StorageError` where another does not come to
    an end, and where the home cannot be written to. A program that is killed leaves nothing locked.
    """
    with ExitStack() as held:
        with told_plainly(home.snapshots.folder):
            home.snapshots.make()
            held.enter_context(locked(home.snapshots.folder, PATIENCE, BUSY))
        home.snapshots.sweep()
        yield
