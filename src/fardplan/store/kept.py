"""Readings that are kept in memory until the log says that something they rest on has changed.

Every change of the tables is written with its entry in the log, in the same transaction. Whoever has seen the
log up to an entry therefore knows that what was read after it still stands, until a later entry names an
action that changes it. The first reading within a `reading()` asks the log once what has been added, by any
process; what nothing has changed is then given again without asking the database.

Nothing is kept outside `reading()`, nor within a transaction: what was read there may have been written
there, and be rolled back.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from fardplan.store.models import AuditEvent

ROOM = 2_000
"""How many readings of a kind a process keeps; those that were asked for longest ago go first."""
BACKLOG = 500
"""How many entries are looked through before all is read anew."""


class Rests(StrEnum):
    """What a reading rests on."""

    FRAME = "frame"
    """Who and what there is: people and roles, organisations, years and steps, what the council asks."""
    PLANS = "plans"
    """What stands in plans, and what was answered that it considers."""


_NOTHING = frozenset(
    {
        *("follow up", "write", "mark_ready", "take_back", "approve", "return", "set meeting"),
        *("write answer", "keep candidate", "change candidate", "edit candidate"),
        *("sign in", "sign out", "sign-in failed", "sign-in stopped", "second factor failed"),
        *("remind", "export log", "copy own data", "choose"),
        *("write report text", "keep report template"),
    }
)
_PLANS = frozenset(
    {"add to plan", "change plan", "move in plan", "drop from plan", "take up in plan", "consider"}
)


def changed_by(action: str) -> frozenset[Rests]:
    """What an action of the log may have changed: everything, unless it is known to change less."""
    if action in _NOTHING:
        return frozenset()
    return frozenset({Rests.PLANS}) if action in _PLANS else frozenset(Rests)


class _Shelf:
    """What a process has read, and up to which entry it has seen the log."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: tuple[int, str] | None = None
        self._turn = dict.fromkeys(Rests, 0)
        self._kept: dict[Rests, OrderedDict[object, object]] = {rests: OrderedDict() for rests in Rests}

    def turns(self) -> Mapping[Rests, int]:
        """How often each of what readings rest on has changed, as far as the log tells now. One query."""
        since = self._seen
        first = since[0] if since else 0
        rows = AuditEvent.objects.filter(number__gte=first).order_by("number")
        added = list(rows.values_list("number", "seal", "action")[:BACKLOG])
        self._see_since(since, added)
        return dict(self._turn)

    def _see_since(self, since: tuple[int, str] | None, added: list[tuple[int, str, str]]) -> None:
        with self._lock:
            if self._seen == since:  # otherwise another thread has looked at the log meanwhile
                self._see(since, added)

    def _see(self, since: tuple[int, str] | None, added: list[tuple[int, str, str]]) -> None:
        known = since is not None and bool(added) and added[0][:2] == since and len(added) < BACKLOG
        changed = {rests for *_, action in added[1:] for rests in changed_by(action)} if known else set(Rests)
        for rests in changed:
            self._turn[rests] += 1
            self._kept[rests].clear()
        self._seen = added[-1][:2] if added else None

    def find(self, rests: Rests, turn: int, key: object) -> Any:
        """What was kept under a key, `None` where nothing was since the last change."""
        with self._lock:
            if self._turn[rests] != turn or key not in self._kept[rests]:
                return None
            self._kept[rests].move_to_end(key)
            return self._kept[rests][key]

    def keep(self, rests: Rests, turn: int, key: object, value: object) -> None:
        """Keep what was read when the log had come to `turn`; not if it has gone on since."""
        with self._lock:
            if self._turn[rests] == turn:
                self._kept[rests][key] = value
                if len(self._kept[rests]) > ROOM:
                    self._kept[rests].popitem(last=False)


_shelf = _Shelf()


class _Look:
    """How far the log had come when somebody began to read."""

    def __init__(self) -> None:
        self._turns: Mapping[Rests, int] | None = None

    def turn(self, rests: Rests) -> int:
        if self._turns is None:
            self._turns = _shelf.turns()
        return self._turns[rests]

    def forget(self) -> None:
        self._turns = None


_look: ContextVar[_Look | None] = ContextVar("look", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Within it, what was read before and has not changed since is given again."""
    token = _look.set(_Look())
    try:
        yield
    finally:
        _look.reset(token)


def look_again() -> None:
    """Something was written: the next reading asks the log anew."""
    look = _look.get()
    if look is not None:
        look.forget()


P = ParamSpec("P")
T = TypeVar("T")


def kept(rests: Rests) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function that reads the tables, and whose answer stands until what it `rests` on changes.

    Its arguments must be hashable and its answer one that nobody changes, and not None.
    """

    def keeping(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def found(*args: P.args, **named: P.kwargs) -> T:
            look = _look.get()
            if look is None or connection.in_atomic_block:
                return read(*args, **named)
            turn, key = look.turn(rests), (read, args, tuple(sorted(named.items())))
            there: T | None = _shelf.find(rests, turn, key)
            if there is None:
                there = read(*args, **named)
                _shelf.keep(rests, turn, key, there)
            return there

        return found

    return keeping
