"""The server as a person meets it: it answers, stops without a complaint, and tells of a busy port."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from fardplan.config.headers import SITE
from fardplan.config.server import check_port, serve
from fardplan.vocabulary.errors import RuleError

SERVE = """
import sys
from pathlib import Path
from fardplan.config.server import check_port, serve
serve(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), lambda: print("ready", flush=True))
"""


def edition(folder: Path, words: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(f"<p>{words}</p>", encoding="utf-8")
    return folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


@pytest.fixture
def link(tmp_path: Path) -> Path:
    link = tmp_path / "site"
    link.symlink_to(edition(tmp_path / "first", "Första utgåvan"))
    return link


@pytest.fixture
def running(link: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and its address."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, str(link), str(port)]
    home = {**os.environ, "FARDPLAN_HOME": str(link.parent)}
    with subprocess.Popen(
        command, env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        yield server, f"http://127.0.0.1:{port}/"
        if server.poll() is None:
            server.kill()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_page_comes_with_every_header_and_the_server_stops_without_complaint(
    running: tuple[subprocess.Popen[str], str], stop: signal.Signals
) -> None:
    server, address = running
    with urlopen(address, timeout=10) as answer:  # a worker that has not begun does not hear the signal
        assert answer.read().decode() == "<p>Första utgåvan</p>"
        assert {name: answer.headers[name] for name in SITE} == SITE
    server.send_signal(stop)
    said, complained = server.communicate(timeout=20)
    assert (server.returncode, said, complained) == (0, "", "")


def test_a_busy_port_is_told_in_a_sentence(link: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RuleError) as caught:
            serve(link, "127.0.0.1", port, lambda: None)
    assert str(caught.value) == (
        f"port {port} on 127.0.0.1 cannot be used: Address already in use\n"
        f"Another program may be using it. Choose another: --port {port + 1}\n"
        "Nothing is served; what was made before is there."
    )


def test_a_port_is_tried_and_let_go_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RuleError, match=f"port {port} on 127.0.0.1 cannot be used"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


WAITS = """
import os, signal, threading
from fardplan.config import serving
serving.GRACE = 0.2
asked = []
signal.signal(signal.SIGTERM, serving._ending(lambda *told: asked.append(told[0])))
os.kill(os.getpid(), signal.SIGTERM)
while True:
    print(asked, flush=True)
    threading.Event().wait(60)
"""


def test_a_worker_that_waits_for_itself_ends_all_the_same() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WAITS], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "[15]\n", "")
