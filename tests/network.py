"""No test reaches outside the machine: a connection beyond loopback is an error that names the address."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


class OutsideReached(RuntimeError):
    """A test was about to speak to another machine."""


def is_this_machine(family: int, address: Any) -> bool:
    """Whether a socket address lies on this machine: a Unix socket, loopback, or the name localhost."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    return is_own_host(address[0])


def is_own_host(host: str | bytes | None) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else (host or "localhost")
    if name in ("localhost", ""):
        return True
    try:
        number = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified


def _refuse(what: object) -> None:
    raise OutsideReached(f"a test tried to reach {what}; tests speak to this machine alone")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Guards every test from its start to its end, those of the browser's Python side too."""
    patch = pytest.MonkeyPatch()
    look_up, send_to = socket.getaddrinfo, socket.socket.sendto

    def guarded(original: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not is_this_machine(self.family, address):
                _refuse(address)
            return original(self, address)

        return connect

    def getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
        if not is_own_host(host):
            _refuse(host)
        return look_up(host, *rest, **more)

    def sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        if not is_this_machine(self.family, rest[-1]):
            _refuse(rest[-1])
        return send_to(self, data, *rest)

    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    patch.setattr(socket.socket, "sendto", sendto)
    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()
