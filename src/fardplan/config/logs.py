"""What the server writes on standard error: faults with their whole trace, and nothing that people typed."""

import logging
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Traces(logging.Formatter):
    """A fault with its trace. What a database adds of the values it met (`DETAIL:`) is left out."""

    def formatException(self, ei: ExcInfo) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith("DETAIL:"))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "traces": {
            "()": "fardplan.config.logs.Traces",
            "format": "{asctime} {levelname} {message}",
            "style": "{",
        }
    },
    "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "traces"}},
    "loggers": {
        # A missing page or a refused form is somebody's own matter and not the server's.
        "django": {"handlers": ["standard error"], "level": "ERROR", "propagate": False},
        "fardplan": {"handlers": ["standard error"], "level": "WARNING", "propagate": False},
    },
}
