"""A whole small city at work behind the real server, with somebody signed in for each role.

It is made once for all tests that look at pages as people meet them; those tests change nothing in it.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from fardplan.usecases.actors import Role
from tests.working_town import write_working_city

DAY = "2026-11-28"
PROGRAM = [sys.executable, "-c", "from fardplan.config.main import main; main()"]
SIGN_IN = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "fardplan.config.settings"
import django
django.setup()
from django.test import Client
from fardplan.simulation.city_at_work import DEMO_DOMAIN, ROLE_NAMES
from fardplan.store.models import User
signed_in = {}
for role, name in ROLE_NAMES.items():
    user = User.objects.filter(email=f"{name}@{DEMO_DOMAIN}").first()
    if user:
        client = Client()
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        signed_in[str(role)] = session.session_key
print(json.dumps(signed_in))
"""
COOKIE = "fardplan_session"


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    text: str
    policy: str


@dataclass(frozen=True)
class CityAtWork:
    """`address` ends without a slash; `sessions` has the cookie of somebody in each role."""

    address: str
    sessions: dict[Role, str]

    def get(self, role: Role, path: str) -> Answer:
        asked = Request(self.address + path, headers={"Cookie": f"{COOKIE}={self.sessions[role]}"})
        try:
            with urlopen(asked, timeout=60) as answer:
                return _read(answer)
        except HTTPError as refused:
            with refused:
                return _read(refused)


def _read(answer: object) -> Answer:
    headers = answer.headers  # type: ignore[attr-defined]
    return Answer(
        answer.status,  # type: ignore[attr-defined]
        headers.get_content_type(),
        answer.read().decode("utf-8", "replace"),  # type: ignore[attr-defined]
        headers.get("Content-Security-Policy", ""),
    )


@pytest.fixture(scope="session")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityAtWork]:
    folder = tmp_path_factory.mktemp("at-work")
    home, port = folder / "home", _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FARDPLAN_")}
    environment = {**kept, "FARDPLAN_TODAY": DAY, "FARDPLAN_HOME": str(home)}
    city = str(write_working_city(folder / "city"))
    _run([*PROGRAM, "demo", "--city", city, "--no-serve", "--no-simulate", "--no-reports"], environment)
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:  # two lines, when it listens
                if line.startswith("Webbplatsen"):
                    break
            _wait_for(f"http://127.0.0.1:{port}/konto/logga-in/")
            found = json.loads(_run([sys.executable, "-c", SIGN_IN], environment))
            yield CityAtWork(f"http://127.0.0.1:{port}", {Role(role): key for role, key in found.items()})
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def _wait_for(address: str) -> None:
    with urlopen(address, timeout=120) as answer:
        answer.read()
