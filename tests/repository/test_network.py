"""The guard lets a test speak to this machine and to no other."""

import socket

import pytest

from tests.network import OutsideReached

ELSEWHERE = "192.0.2.1"  # an address kept free for documentation


def test_another_machine_cannot_be_connected_to() -> None:
    with socket.socket() as line, pytest.raises(OutsideReached, match=ELSEWHERE):
        line.connect((ELSEWHERE, 80))


def test_a_datagram_cannot_be_sent_out() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as line, pytest.raises(OutsideReached, match=ELSEWHERE):
        line.sendto(b"figure", (ELSEWHERE, 53))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(OutsideReached, match=r"city\.example"):
        socket.create_connection(("city.example", 443))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_can_be_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection((host, server.getsockname()[1]), timeout=5) as line:
            line.sendall(b"87,4")
        peer, _ = server.accept()
        with peer:
            assert peer.recv(4) == b"87,4"
