"""The program as a person starts it, in processes of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import fardplan
from tests.small_city import write_city

START = [sys.executable, "-c", "from fardplan.config.main import main; main()"]
SIX = ["behorighet", "uvas", "bostadsbyggande", "arbetsplatser", "trygghet", "fortroende"]


def environment(**more: str) -> dict[str, str]:
    """As where nothing is set, with a locale that knows no Swedish letters."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FARDPLAN_")}
    return {**kept, "LC_ALL": "C", **more}


def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*START, *map(str, arguments)],
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def told(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def stockholm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("stockholm") / "home"
    code, out, error = told(run("init", "--city", "stockholm", "--home", home))
    assert (code, error) == (0, "")
    assert out.startswith(f"Ett hem för Stockholms stad finns nu i {home}.\n")
    return home


def test_the_version_needs_no_home():
    assert told(run("--version")) == (0, f"fardplan {fardplan.__version__}\n", "")


def test_the_six_milestones_of_stockholm(stockholm):
    done = run("status", "--json", "--as-of", "2021-01-01", FARDPLAN_HOME=str(stockholm))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert [item["milestone"] for item in found] == SIX
    words = ("verdict", "direction", "development", "target", "responsible")
    assert {item["milestone"]: tuple(item[word] for word in words) for item in found} == {
        "behorighet": ("not_decided", "up", "no_detectable_change", None, "not assigned"),
        "uvas": ("not_decided", "down", "no_detectable_change", None, "not assigned"),
        "bostadsbyggande": ("no_data", "up", "cannot_tell", None, "not assigned"),
        "arbetsplatser": ("not_decided", "up", "cannot_tell", None, "not assigned"),
        "trygghet": ("not_decided", "down", "no_detectable_change", None, "not assigned"),
        "fortroende": ("no_data", "down", "cannot_tell", None, "not assigned"),
    }
    shown = {item["milestone"]: item["latest"] for item in found}
    assert {key: (item["period"], item["value"], item["origin"]) for key, item in shown.items() if item} == {
        "behorighet": ("2019", 87.4, "official"),
        "uvas": ("2017", 8.02, "official"),
        "arbetsplatser": ("2016", 222249.0, "own_calculation"),
        "trygghet": ("2020", 10.0, "official"),
    }
    assert all({"lower", "upper"} <= set(item) for item in shown.values() if item)


def test_an_address_of_no_database(tmp_path):
    assert told(run("status", FARDPLAN_DATABASE_URL="mysql://x/y", FARDPLAN_HOME=str(tmp_path))) == (
        1,
        "",
        "FARDPLAN_DATABASE_URL börjar med ”mysql” och går inte att använda\n"
        "Skriv postgresql://user:password@host:port/name, eller utelämna den för SQLite.\n",
    )


def test_a_reader_who_has_seen_enough_is_no_error(stockholm):
    """The other end of the pipe is closed before anything is said."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*START, "--home", str(stockholm), "roadmap", "history"],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=120,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""


def test_a_terminal_that_takes_no_more(stockholm):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*START, "--home", str(stockholm), "roadmap", "history"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            text=True,
            check=False,
            timeout=120,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "disken är full.\nDet som fanns förut är som det var.\n",
    )


# The server --------------------------------------------------------------------------------------


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    process = subprocess.Popen(
        [*START, "--home", str(home), "--language", "en", "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(PYTHONUNBUFFERED="1"),
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == f"The workspace: http://127.0.0.1:{port}/arbete/\n"
        assert process.stdout.readline() == f"The site: http://127.0.0.1:{port}/  (Ctrl+C stops)\n"
        yield process, port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a worker left behind would hold the pipes open
        process.communicate(timeout=30)


def get(port: int, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8")
    finally:
        connection.close()


def test_the_site_is_served_follows_a_publication_and_stops_when_asked(tmp_path):
    home = tmp_path / "home"
    words = ("--home", home)
    demo = run(*words, "demo", "--city", write_city(tmp_path / "lillkoping"), "--no-serve", "--no-reports")
    assert (demo.returncode, demo.stderr) == (0, "")
    with serving(home) as (process, port):
        status, headers, page = get(port, "/")
        assert (status, headers["Content-Security-Policy"].split(";")[0]) == (200, "default-src 'none'")
        assert ("Lillköping" in page, "92,5" in page) == (True, False)
        status, headers, page = get(port, "/finns/inte/")
        assert (status, headers["X-Content-Type-Options"], "<html" in page) == (404, "nosniff", True)
        assert run(*words, "roadmap", "set", "betyg", "--level", "92.5", "--year", "2035").returncode == 0
        assert run(*words, "publish").returncode == 0
        status, _, page = get(port, "/")
        assert (status, "92,5" in page) == (200, True)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert (out, error) == ("", "")
