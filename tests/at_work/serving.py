"""The real server, on a day that is set from outside: `python -m tests.at_work.serving SITE LISTENER`.

Before each request it reads what day it is in the file `today` of the home.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fardplan.config.serving import Server


class Clocked(Server):
    """The server as it is, but for the day."""

    def load(self) -> Any:
        application: Any = super().load()
        from django.conf import settings

        day = Path(settings.HOME) / "today"

        def clocked(environ: Any, start_response: Any) -> Iterable[bytes]:
            settings.TODAY = day.read_text("utf-8").strip()
            answer: Iterable[bytes] = application(environ, start_response)
            return answer

        return clocked


if __name__ == "__main__":
    site, listener = sys.argv[1:]
    Clocked(Path(site), int(listener)).run()
