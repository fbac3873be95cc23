"""The server's own program: `python -m fardplan.config.serving SITE LISTENER`, which `serve` becomes."""

import signal
import sys
from pathlib import Path

# Whoever interrupts before the server has begun ends it as quietly as afterwards.
signal.signal(signal.SIGINT, signal.SIG_DFL)

from gunicorn.app.base import BaseApplication  # noqa: E402

WORKERS = 2
THREADS = 4


class Server(BaseApplication):
    """gunicorn with a worker process for each core and a few threads in each, configured here, not in a file.

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
        # A worker that is told to stop while it takes a request can wait for itself for ever.
        self.cfg.set("graceful_timeout", 5)
        self.cfg.set("loglevel", "warning")

    def load(self) -> object:
        from fardplan.config.wsgi import application  # noqa: PLC0415 - in the worker, not in its parent

        return application(self._site)


def main(arguments: list[str]) -> None:
    site, listener = arguments
    Server(Path(site), int(listener)).run()


if __name__ == "__main__":
    main(sys.argv[1:])
