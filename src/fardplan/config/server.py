"""The server: the published site at the root, from whichever edition the link points to."""

import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from whitenoise import WhiteNoise

from fardplan.vocabulary.errors import RuleError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
}


class PublishedSite:
    """A WSGI application that serves the edition a link points to, and follows the link when it moves."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._edition: Path | None = None
        self._files: WhiteNoise | None = None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        edition = self._link.resolve()
        files = self._files
        if files is None or edition != self._edition:
            files = WhiteNoise(
                _NotFound(edition), root=edition, index_file=True, add_headers_function=_add_headers
            )
            self._files, self._edition = files, edition
        return files(environ, start_response)


class _NotFound:
    """What is served when there is no such page: the site's own page, with 404."""

    def __init__(self, edition: Path) -> None:
        self._page = edition / "404.html"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = self._page.read_bytes() if self._page.is_file() else b"404"
        headers = {**HEADERS, "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        start_response("404 Not Found", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _add_headers(headers: Any, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value


class _Gunicorn(BaseApplication):
    """gunicorn with one worker process and a few threads, configured here instead of from a file."""

    def __init__(self, site: Path, listener: int, ready: Callable[[], None]) -> None:
        self._site, self._listener, self._ready = site, listener, ready
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"fd://{self._listener}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 4)
        # A worker that is told to stop while it takes a request can wait for itself for ever.
        self.cfg.set("graceful_timeout", 5)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("when_ready", lambda _: self._ready())

    def load(self) -> PublishedSite:
        return PublishedSite(self._site)


def serve(site: Path, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve a published site until interrupted; raises `RuleError` when the port is taken."""
    # gunicorn closes the descriptor that it is given; it must not be closed here as well.
    _Gunicorn(site, _listen(host, port).detach(), ready).run()


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
            f"port {port} on {host} cannot be used: {error.strerror}",
            instead=f"Another program may be using it. Choose another: --port {port + 1}",
            outcome="Nothing is served; what was made before is there.",
        ) from error
    return listener
