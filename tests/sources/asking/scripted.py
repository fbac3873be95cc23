"""A server on this machine that answers as a test has written, and a clock that a test moves."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Waiting takes no time, and moves the clock."""

    passed: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.passed - 1000.0)

    def elapsed(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.passed += seconds


@dataclass
class Said:
    """One answer. `length`: what it claims to be long; `then` runs before it is sent."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    then: Callable[[], object] | None = None


@dataclass
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Scripted:
    """Gives the answers of a script in order, the last one again and again, and notes what it heard."""

    def __init__(self, *script: Said) -> None:
        self.script, self.heard = list(script), list[Heard]()

    def next(self) -> Said:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def serving(scripted: Scripted, over: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server that follows the script, `over` TLS where a context is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            heard = Heard(self.command, self.path, dict(self.headers), self.rfile.read(size))
            scripted.heard.append(heard)
            said = scripted.next()
            if said.then:
                said.then()
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body) if said.length is None else said.length))
            self.end_headers()
            self.wfile.write(said.body)
            if said.length is not None and said.length != len(said.body):
                self.close_connection = True

        do_POST = do_GET

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *arguments: object) -> None:
            """A client that gave up is no fault of the server."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if over:
        server.socket = over.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
