"""A server on loopback for one fake source: it hears, counts, applies the faults and answers."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import sleep
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from fardplan.fakes.faults import NO_FAULTS, Faults, strikes
from fardplan.vocabulary.errors import InputError

JSON = "application/json; charset=utf-8"
PAUSE = 1
"""What a fake asks to wait after too many calls, in seconds."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A call: method, path with everything unescaped, query in order, body, and the number of the call."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: bytes
    call: int

    def first(self, name: str) -> str | None:
        """The first value of a query parameter, upper and lower case alike."""
        return next((value for key, value in self.query if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer. `length`: what the body claims to be long, where that is not true."""

    status: int = 200
    body: bytes = b""
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


def said_json(document: Any, status: int = 200, kind: str = JSON) -> Said:
    """An answer with a document."""
    return Said(status, json.dumps(document, ensure_ascii=False).encode(), kind)


def too_many(seconds: float = PAUSE) -> Said:
    """The answer to a caller who is too fast."""
    return Said(429, b'{"error": "Too many requests"}', headers={"Retry-After": f"{max(1, round(seconds))}"})


class FakeServer(ABC):
    """A fake source on this machine: a context manager that answers while it is open.

    `calls` are method and address of every call so far, in order. `faults` can be changed meanwhile.
    """

    def __init__(self, *, faults: Faults = NO_FAULTS, port: int = 0) -> None:
        self.faults = faults
        self.calls: list[tuple[str, str]] = []
        self._lock = Lock()
        try:
            self._server = _Listening(("127.0.0.1", port), _handler(self))
        except OSError as error:
            raise InputError(
                f"port {port} cannot be used: {error.strerror}", instead="Choose another with --port."
            ) from error
        self._thread: Thread | None = None

    @abstractmethod
    def answer(self, heard: Heard) -> Said:
        """What the source answers to a call; each source says it."""

    @property
    def address(self) -> str:
        """The beginning of every address that is served."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(self) -> None:
        """Answer until interrupted or stopped."""
        try:
            self._server.serve_forever()
        finally:
            self._server.server_close()

    def stop(self) -> None:
        """End answering; what is being answered is finished."""
        self._server.shutdown()

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._thread:
            self._thread.join()
        self._server.server_close()

    def respond(self, method: str, address: str, body: bytes) -> Said:
        """The answer to a call with the faults that are switched on."""
        with self._lock:
            self.calls.append((method, address))
            call = len(self.calls)
        parts = urlsplit(address)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        heard = Heard(method, unquote(parts.path), query, body, call)
        faults = self.faults
        sleep(faults.slow)
        if strikes(faults.too_many, call):
            return too_many()
        if strikes(faults.down, call):
            return Said(503, b"<html><body>Service Unavailable</body></html>", "text/html")
        said = self.answer(heard)
        if said.status == 200 and strikes(faults.truncated, call):
            return Said(said.status, said.body[: len(said.body) // 2], said.kind, length=len(said.body))
        if said.status == 200 and strikes(faults.broken_json, call):
            return Said(said.status, said.body[: len(said.body) // 2], said.kind)
        return said


class _Listening(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that gave up is no fault of the server."""


def _handler(server: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            said = server.respond(self.command, self.path, self.rfile.read(size))
            self.send_response(said.status)
            self.send_header("Content-Type", said.kind)
            self.send_header("Content-Length", str(len(said.body) if said.length is None else said.length))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)
            if said.length is not None:
                self.close_connection = True

        do_POST = do_GET

        def log_message(self, format: str, *arguments: Any) -> None:
            """Calls are counted, not printed."""

    return Handler
