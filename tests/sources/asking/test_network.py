"""The way out: a proxy, hosts that are asked without it, and certificates of a city's own."""

import shutil
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.network import Network, network_of
from fardplan.sources.asking.request import Request
from fardplan.vocabulary.errors import InputError, RefusedError, UnreachableError
from tests.sources.asking.scripted import Clock, Said, Scripted, serving
from tests.sources.asking.test_http import QUICK

FAR = "http://statistik.example/v3/data"


def asking(network: Network) -> closing[HttpAsker]:
    return closing(HttpAsker(QUICK, network, timer=Clock(), chance=lambda: 0.5))


def test_without_settings_nothing_stands_between() -> None:
    assert network_of({}) == Network()
    assert not Network().uses_proxy("api.kolada.se")


def test_the_proxy_of_the_settings_goes_before_that_of_the_machine() -> None:
    machine = {"https_proxy": "http://common:8080", "NO_PROXY": "localhost,.stad.example"}

    assert network_of(machine) == Network("http://common:8080", "localhost,.stad.example")
    assert network_of(machine | {"FARDPLAN_PROXY": "http://own:3128"}).proxy == "http://own:3128"


def test_hosts_may_be_asked_without_the_proxy() -> None:
    network = Network("http://own:3128", "localhost,.stad.example")

    hosts = ("api.kolada.se", "localhost", "px.stad.example")
    assert [network.uses_proxy(host) for host in hosts] == [True, False, False]


def test_a_proxy_that_is_no_address_is_told_without_its_password() -> None:
    with pytest.raises(InputError) as error:
        network_of({"FARDPLAN_PROXY": "anna:secret@own:3128"})

    assert str(error.value) == (
        "FARDPLAN_PROXY: the proxy 'own:3128' is no address\n"
        "Write http://host:port, with name:password@ before the host where the proxy wants them.\n"
        "Nothing was asked."
    )


def test_the_proxy_is_asked_for_the_far_address_with_name_and_password() -> None:
    proxy = Scripted(Said(body=b"[1]"))
    with serving(proxy) as address:
        with_name = address.replace("http://", "http://anna:hemlig%40t@")
        with asking(Network(with_name)) as asker:
            assert asker.ask(Request(FAR)).json == [1]

    [heard] = proxy.heard
    assert heard.path == FAR
    assert heard.headers["proxy-authorization"] == "Basic " + b64encode(b"anna:hemlig@t").decode()


def test_a_proxy_that_wants_a_password_is_told() -> None:
    with (
        serving(Scripted(Said(407, b""))) as address,
        asking(Network(address)) as asker,
        pytest.raises(RefusedError) as error,
    ):
        asker.ask(Request(FAR))

    assert str(error.value) == (
        f"{FAR}: statistik.example answers 407 Proxy Authentication Required\n"
        "The proxy wants a name and a password: write them in FARDPLAN_PROXY.\n"
        "Figures that were loaded before are as they were."
    )


@pytest.mark.parametrize("status", [407, 502])
def test_a_proxy_that_opens_no_tunnel_is_told_without_its_password(status: int) -> None:
    with (
        tunnelling(status) as port,
        asking(Network(f"http://anna:secret@127.0.0.1:{port}")) as asker,
        pytest.raises((RefusedError, UnreachableError)) as error,
    ):
        asker.ask(Request(FAR.replace("http:", "https:")))

    told = str(error.value)
    assert "secret" not in told
    if status == 407:
        assert "answers 407 Proxy Authentication Required" in told
    else:
        assert f"(through the proxy 127.0.0.1:{port})" in told
        assert "the proxy does not answer: Tunnel connection failed: 502" in told


@contextmanager
def tunnelling(status: int) -> Iterator[int]:
    """A proxy that refuses every tunnel."""

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate with its key for this machine, signed by itself, made by openssl."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not on this machine, and makes the certificate")
    path = tmp_path_factory.mktemp("certificate") / "own.pem"
    key = path.with_suffix(".key")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=own"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


@contextmanager
def over_tls(certificate: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    with serving(Scripted(Said(body=b"[1]")), context) as address:
        yield address.replace("http:", "https:")


def test_a_certificate_that_nobody_knows_is_told_once_with_what_to_do(certificate: Path) -> None:
    unknown = pytest.raises(UnreachableError, match="name their file in FARDPLAN_CA")
    with over_tls(certificate) as address, asking(Network()) as asker, unknown as error:
        asker.ask(Request(address))

    assert "shows a certificate that is not trusted here" in str(error.value)
    assert asker.calls == 1


def test_a_certificate_of_the_citys_own_is_trusted_where_it_is_named(certificate: Path) -> None:
    network = network_of({"FARDPLAN_CA": str(certificate)})

    with over_tls(certificate) as address, asking(network) as asker:
        assert asker.ask(Request(address)).json == [1]


def test_certificates_that_cannot_be_read_are_told_before_anything_is_asked(tmp_path: Path) -> None:
    no_pem = tmp_path / "ca.pem"
    no_pem.write_text("certificate", encoding="ascii")

    for path in (tmp_path / "absent.pem", no_pem):
        with pytest.raises(InputError, match=f"FARDPLAN_CA: the certificates in {path} cannot be read"):
            network_of({"FARDPLAN_CA": str(path)})
