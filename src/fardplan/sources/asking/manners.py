"""How a source is asked: how long to wait for it, how often to try, how fast, and when to leave it alone."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import timedelta

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.asking.timer import Timer
from fardplan.vocabulary.errors import UnreachableError


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many `calls` in any stretch of `seconds`."""

    calls: int = 3
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Manners:
    """Patience with a source, times in seconds.

    `connecting`, `silence` and `whole`: the longest to wait for a connection, for the next bytes and for a
    whole answer. `most_bytes`: the largest answer. A call is tried `attempts` times where the fault may pass,
    with pauses that double from `first_pause`, drawn by chance so that many askers do not come back at once;
    a source that asks for a longer pause than `longest_pause` is left. After `leave_after` calls in vain a
    host is not asked for `leave_for`.
    """

    connecting: float = 10.0
    silence: float = 60.0
    whole: float = 300.0
    most_bytes: int = 500_000_000
    attempts: int = 5
    first_pause: float = 1.0
    longest_pause: float = 120.0
    leave_after: int = 2
    leave_for: float = 300.0
    pace: Pace = Pace()

    def pause(self, attempt: int, chance: float) -> float:
        """How long to wait after the `attempt`-th try, from 1; `chance` is drawn evenly from 0 to 1."""
        return float(min(self.longest_pause, self.first_pause * 2 ** (attempt - 1)) * chance)


@dataclass
class Pacing:
    """Keeps the pace of every host: its own where one is told, else the `usual`."""

    timer: Timer
    usual: Pace
    own: dict[str, Pace] = field(default_factory=dict)
    _calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, host: str) -> None:
        """Wait until the host may be called, and note that it is."""
        pace, calls = self.own.get(host, self.usual), self._calls[host]
        while len(calls) >= pace.calls:
            rest = calls[0] + pace.seconds - self.timer.elapsed()
            if rest <= 0:
                calls.popleft()
            else:
                self.timer.wait(rest)
        calls.append(self.timer.elapsed())


@dataclass
class Breaker:
    """Leaves a host alone for a while when it has been asked in vain too often in a row."""

    timer: Timer
    leave_after: int
    leave_for: float
    _in_vain: dict[str, int] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)

    def check(self, host: str) -> None:
        """Raises `UnreachableError` while the host is left alone. After that one call is let through."""
        rest = self._until.get(host, 0.0) - self.timer.elapsed()
        if host in self._until and rest > 0:
            again = (self.timer.now() + timedelta(seconds=rest)).astimezone()
            raise UnreachableError(
                Sentence(
                    "{host} has not answered {times} times in a row and is left alone for a while",
                    host=host,
                    times=self._in_vain[host],
                ),
                instead=Sentence("It is asked again from {time}.", time=f"{again:%H:%M:%S}"),
                outcome=KEPT,
            )

    def failed(self, host: str) -> None:
        self._in_vain[host] = self._in_vain.get(host, 0) + 1
        if self._in_vain[host] >= self.leave_after:
            self._until[host] = self.timer.elapsed() + self.leave_for

    def answered(self, host: str) -> None:
        self._in_vain.pop(host, None)
        self._until.pop(host, None)
