"""The server: the workspace and the published site on one port, until interrupted."""

import io
import os
import socket
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

from fardplan.config.secret import make_key
from fardplan.config.serving import READY
from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


def serve(site: Path, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve workspace and published site until interrupted; raises `RuleError` when the port is taken.

    What `ready` writes is written when the first worker answers. Does not return: the program becomes the
    server. Its workers must begin as new processes, since what a command has computed with keeps threads that
    a copy of the process would wait for.
    """
    listener = _listen(host, port)
    listener.set_inheritable(True)
    make_key(Path(os.environ.get("FARDPLAN_HOME", "var")).resolve())
    if host not in EVERYWHERE:
        os.environ["FARDPLAN_HOST"] = f"[{host}]" if ":" in host else host
    with redirect_stdout(io.StringIO()) as said:
        ready()
    os.environ[READY] = said.getvalue()
    command = [sys.executable, "-m", "fardplan.config.serving", str(site), str(listener.detach())]
    os.execv(sys.executable, command)  # noqa: S606


def check_port(host: str, port: int) -> None:
    """Raises `RuleError` when the port is taken, before anything is made that would need it."""
    _listen(host, port).close()


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise RuleError(
            Sentence(
                "port {port} on {host} cannot be used: {why}",
                port=port,
                host=host,
                why=error.strerror,
            ),
            instead=Sentence("Another program may be using it. Choose another: --port {next}", next=port + 1),
            outcome=Sentence("Nothing is served; what was made before is there."),
        ) from error
    return listener
