"""The entry point: exit codes, and a clear sentence for every accident, with the old state kept.

The program runs inside this process, with the home's own database, so that an accident costs no start.
"""

import errno
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fardplan.config.main import main
from fardplan.config.settings import database
from tests.databases import standing_in
from tests.small_city import write_city

Answer = tuple[int, str, str]
Run = Callable[..., Answer]


def stops() -> Any:
    return pytest.raises(SystemExit)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_city(tmp_path / "lillkoping")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], django_db_blocker: Any
) -> Run:
    """`run("status")` gives exit code, answer and error of a command on the home, told in English."""
    monkeypatch.setenv("FARDPLAN_LANGUAGE", "en")
    monkeypatch.setenv("FARDPLAN_HOME", str(home))

    def once(*arguments: object, url: str | None = None) -> Answer:
        monkeypatch.setattr(sys, "argv", ["fardplan", *map(str, arguments)])
        with django_db_blocker.unblock(), standing_in(database(url, home)), stops() as stopped:
            main()
        said = capsys.readouterr()
        return int(stopped.value.code or 0), said.out, said.err

    return once


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """Every file ends at `size` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


KEPT = "What was there before is as it was.\n"


def test_no_home(run, home):
    assert run("status") == (
        1,
        "",
        f"there is no Färdplan home in {home}\n"
        "Create one: fardplan init --city CITY. Or name another folder with --home.\n",
    )
    assert not home.exists()


def test_an_error_is_told_in_swedish_where_no_language_is_asked_for(run, home, monkeypatch):
    monkeypatch.delenv("FARDPLAN_LANGUAGE")
    swedish = (
        f"det finns inget Färdplan-hem i {home}\n"
        "Skapa ett: fardplan init --city STAD. Eller ange en annan mapp med --home.\n"
    )
    assert run("status") == (1, "", swedish)
    assert run("--language", "sv", "status") == (1, "", swedish)
    assert run("--language", "en", "status")[2].startswith(f"there is no Färdplan home in {home}\n")


def test_an_error_before_any_command_is_in_the_language_that_is_asked_for(run, monkeypatch):
    assert run("--language", "sv", "--home") == (
        1,
        "",
        "efter --home står ingen mapp\nSkriv till exempel --home var.\n",
    )
    assert run("--language", "fr", "status") == (1, "", "”fr” är inget språk här\nDet finns: sv, en.\n")


def test_a_home_of_a_newer_version(run, home):
    home.mkdir()
    (home / "home.json").write_text('{"format": 9, "city": "stockholm"}')
    assert run("status") == (
        1,
        "",
        f"{home}: the home was written by a newer Färdplan (format 9; this program knows 1)\n"
        "Install the newer program, or choose another folder with --home.\nNothing was changed.\n",
    )
    assert [path.name for path in home.iterdir()] == ["home.json"]


def test_a_home_that_is_not_named(run):
    assert run("status", "--home") == (
        1,
        "",
        "--home is followed by no folder\nWrite for example --home var.\n",
    )


def test_the_home_may_stand_after_the_command(run, city, home, tmp_path):
    assert run("init", "--city", city, "--home", home)[0] == 0
    assert (home / "home.json").is_file()


def test_a_file_in_the_way_of_the_home(run, city, tmp_path):
    (tmp_path / "file").write_text("x")
    place = tmp_path / "file" / "home"
    assert run("init", "--city", city, "--home", place) == (
        1,
        "",
        f"{place}: a file stands where a folder is needed.\n{KEPT}",
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(run, city, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(0o500)
    assert run("init", "--city", city, "--home", closed / "home") == (
        1,
        "",
        f"{closed / 'home'}: this user may not write or read there.\n{KEPT}",
    )


def test_a_file_system_that_nobody_writes_to(run, city):
    """The kernel's own tables, closed to root too."""
    code, out, error = run("init", "--city", city, "--home", "/proc/fardplan")
    assert (code, out) == (1, "")
    assert error.startswith("/proc/fardplan: ")
    assert error.endswith(KEPT)


@pytest.mark.parametrize("size", [0, 4096, 65536])
def test_a_full_disk_when_the_home_is_made(run, city, size):
    with full_after(size):
        code, _, error = run("init", "--city", city)
    assert (code, error.count("\n") > 0) == (1, True)
    assert run("init", "--city", city)[0] == 0
    assert len(json.loads(run("status", "--json")[1])) == 3


@pytest.mark.parametrize("size", [1024, 20000])
def test_a_full_disk_when_the_site_is_made_leaves_the_old_one(run, city, home, size):
    assert run("init", "--city", city)[0] == 0
    assert run("publish")[0] == 0
    before = (home / "site").readlink()
    assert run("roadmap", "set", "betyg", "--level", "92.5", "--year", "2035")[0] == 0
    with full_after(size):
        code, _, error = run("publish")
    assert (code, error.count("\n") > 0) == (1, True)
    assert (home / "site").readlink() == before
    assert run("publish")[0] == 0
    assert (home / "site").readlink() != before


def test_a_damaged_database(run, city, home):
    assert run("init", "--city", city)[0] == 0
    for path in home.glob("fardplan.sqlite3*"):
        path.unlink()
    (home / "fardplan.sqlite3").write_bytes(b"not a database, " * 400)
    assert run("status") == (1, "", f"The database could not be used: file is not a database.\n{KEPT}")


def test_a_database_that_was_lost(run, city, home):
    assert run("init", "--city", city)[0] == 0
    for path in home.glob("fardplan.sqlite3*"):
        path.unlink()
    code, out, error = run("status")
    assert (code, out) == (1, "")
    assert error.startswith("the home's database is missing or empty\nRestore it from a backup")


def test_a_database_that_does_not_answer(run, city, tmp_path):
    url = f"postgresql://nobody@{str(tmp_path).replace('/', '%2F')}/fardplan"
    code, out, error = run("init", "--city", city, url=url)
    assert (code, out) == (1, "")
    assert error.startswith("The database could not be used: ")
    assert error.endswith(KEPT)


def test_a_home_in_postgresql(run, city, home, postgres_url):
    """Decisions are in a database of its own; the folder holds the figures and the site."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE program")
    url = postgres_url.rpartition("/")[0] + "/program"
    try:
        for words in (
            ["init", "--city", city],
            ["roadmap", "set", "betyg", "--level", "92.5", "--year", "2035"],
            ["publish"],
        ):
            code, _, told = run(*words, url=url)
            progress = [line for line in told.splitlines() if line.startswith("Making reports …")]
            assert (code, told.splitlines()) == (0, progress)
        assert not (home / "fardplan.sqlite3").exists()
        assert "92,5" in (home / "site" / "index.html").read_text("utf-8")
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP DATABASE program")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_port_that_is_taken(run, city, address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    assert run("init", "--city", city)[0] == 0
    assert run("publish")[0] == 0
    with socket.socket(family) as taken:
        taken.bind((address, 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        answer = run("serve", "--port", port, "--host", address)
    assert answer == (
        1,
        "",
        f"port {port} on {address} cannot be used: {os.strerror(errno.EADDRINUSE)}\n"
        f"Another program may be using it. Choose another: --port {port + 1}\n"
        "Nothing is served; what was made before is there.\n",
    )


def test_what_is_written_wrongly(run):
    code, out, error = run("roadmap", "diff", "ett", "2")
    assert (code, out) == (2, "")
    assert "Usage: fardplan roadmap diff" in error
