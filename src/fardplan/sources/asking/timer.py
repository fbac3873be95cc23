"""Time, as whoever asks over the network needs it: the day and hour, what has passed, and waiting."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Timer(Protocol):
    """Tests hold one that is told how time passes to this."""

    def now(self) -> datetime:
        """The day and hour, in UTC."""
        ...

    def elapsed(self) -> float:
        """Seconds since some moment, never running backwards."""
        ...

    def wait(self, seconds: float) -> None: ...


class SystemTimer:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def elapsed(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
