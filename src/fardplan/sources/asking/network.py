"""The way out to the network: a city's proxy and its own certificates."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

import urllib3

from fardplan.vocabulary.errors import InputError

PROXY, CERTIFICATES = "FARDPLAN_PROXY", "FARDPLAN_CA"
NOTHING_ASKED = "Nothing was asked."


@dataclass(frozen=True, slots=True)
class Network:
    """`proxy`: an address, with name and password where it wants them; `direct`: hosts asked without it.

    `direct` is written as in NO_PROXY: host names and endings with commas between, or `*` for all.
    `certificates`: a file of certificates (PEM) to trust besides the machine's own: a city's own authority.
    """

    proxy: str | None = None
    direct: str = ""
    certificates: Path | None = None

    @property
    def proxy_host(self) -> str | None:
        """The proxy without name and password, as errors may tell it."""
        return urlsplit(self.proxy).netloc.rpartition("@")[2] if self.proxy else None

    def uses_proxy(self, host: str) -> bool:
        return self.proxy is not None and not bool(proxy_bypass_environment(host, {"no": self.direct}))


def network_of(environment: Mapping[str, str]) -> Network:
    """The way out as the environment tells it: FARDPLAN_PROXY and FARDPLAN_CA, else HTTPS_PROXY; NO_PROXY.

    Raises `InputError` for a proxy that is no address and for certificates that cannot be read.
    """
    lower = {name.lower(): value.strip() for name, value in environment.items()}
    proxy = lower.get(PROXY.lower()) or lower.get("https_proxy") or None
    if proxy and (urlsplit(proxy).scheme not in ("http", "https") or not urlsplit(proxy).hostname):
        shown = urlsplit(proxy).netloc.rpartition("@")[2] or proxy.rpartition("@")[2]
        raise InputError(
            f"the proxy '{shown}' is no address",
            where=PROXY,
            instead="Write http://host:port, with name:password@ before the host where the proxy wants them.",
            outcome=NOTHING_ASKED,
        )
    found = lower.get(CERTIFICATES.lower())
    network = Network(proxy, lower.get("no_proxy", ""), Path(found) if found else None)
    _trusted(network)
    return network


def pools(network: Network) -> tuple[urllib3.PoolManager, urllib3.PoolManager]:
    """What connects directly, and what connects through the proxy; the same where there is none."""
    trusted = _trusted(network)
    direct = urllib3.PoolManager(ssl_context=trusted)
    if network.proxy is None:
        return direct, direct
    parts = urlsplit(network.proxy)
    headers = (
        urllib3.make_headers(proxy_basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")
        if parts.username
        else None
    )
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    through = urllib3.ProxyManager(
        address, proxy_headers=headers, ssl_context=trusted, proxy_ssl_context=trusted
    )
    return direct, through


def _trusted(network: Network) -> ssl.SSLContext:
    trusted = ssl.create_default_context()
    if network.certificates is not None:
        try:
            trusted.load_verify_locations(cafile=network.certificates)
        except (OSError, ssl.SSLError) as error:
            raise InputError(
                f"the certificates in {network.certificates} cannot be read: {error.strerror or error}",
                where=CERTIFICATES,
                instead="Name a file in PEM form: -----BEGIN CERTIFICATE----- and so on.",
                outcome=NOTHING_ASKED,
            ) from error
    return trusted
