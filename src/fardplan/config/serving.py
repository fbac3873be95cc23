"""The server's own program: `python -m fardplan.config.serving SITE LISTENER`, which `serve` becomes."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Whoever interrupts before the server has begun ends it as quietly as afterwards.
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from gunicorn.app.base import BaseApplication

READY = "FARDPLAN_READY"
"""The variable that holds what is to be said when the server answers."""

WORKERS = (os.cpu_count() or 1) + 1
"""One more than there are cores: while one writes to the disk or waits its turn, another works."""
THREADS = 2
STOPS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
GRACE = 10
"""Seconds that a worker which is told to stop has for what it has begun to answer."""


class Server(BaseApplication):
    """gunicorn with a few worker processes and threads, configured here, not in a file.

    Each worker loads the program for itself.
    """

    def __init__(self, site: Path, listener: int) -> None:
        self._site, self._listener = site, listener
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"fd://{self._listener}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("workers", WORKERS)
        self.cfg.set("threads", THREADS)
        self.cfg.set("timeout", 120)
        # People read for a while and come back: their connection waits without holding a thread.
        self.cfg.set("keepalive", 15)
        self.cfg.set("post_fork", lambda _arbiter, _worker: _end_at_once())
        self.cfg.set("post_worker_init", _begin)
        self.cfg.set("graceful_timeout", GRACE + 5)
        self.cfg.set("loglevel", "warning")

    def load(self) -> object:
        with _ends_at_once():
            from fardplan.config.wsgi import application  # noqa: PLC0415 - in the worker, not in its parent

            return application(self._site)


def _begin(worker: Any) -> None:
    """From here on a worker ends what it has begun; the first one says that the server answers."""
    for told in STOPS:
        signal.signal(told, _ending(signal.getsignal(told)))
    if worker.age == 1:
        sys.stdout.write(os.environ.get(READY, ""))
        sys.stdout.flush()


def _ending(asked: Any) -> Any:
    """A worker that is told to stop while it takes a request can wait for itself for ever: no longer so."""

    def end(number: int, frame: object) -> None:
        last = threading.Timer(GRACE, os._exit, [0])
        last.daemon = True
        last.start()
        asked(number, frame)

    return end


def _end_at_once() -> dict[signal.Signals, Any]:
    """A worker that is told to stop before it answers does so; gives what it would have done instead."""
    return {told: signal.signal(told, lambda *_: os._exit(0)) for told in STOPS}


@contextmanager
def _ends_at_once() -> Iterator[None]:
    before = _end_at_once()
    yield
    for told, handler in before.items():
        signal.signal(told, handler)


def main(arguments: list[str]) -> None:
    site, listener = arguments
    Server(Path(site), int(listener)).run()


if __name__ == "__main__":
    main(sys.argv[1:])
