"""How people sign in, as the city says it in `sign-in.yaml` in its home; secrets stand elsewhere."""

import ssl
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from fardplan.sources.faults import faulty
from fardplan.sources.yaml_file import parse_marked, read_text
from fardplan.sources.yaml_marks import Loc, Marked
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text

FILE = "sign-in.yaml"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _protected(address: str) -> str:
    parts = urlsplit(address)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise ValueError(f"'{address}' is given; it should be an address that begins with https://")
    return address


Address = Annotated[str, AfterValidator(_protected)]
"""With TLS; without only on this machine."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Given = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class SecretFrom(Frozen):
    """Where a secret is: a variable of the environment, or a file that only its owner can read."""

    environment: Given | None = None
    file: Given | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.environment is None) == (self.file is None):
            raise ValueError("a secret stands either in a variable (environment:) or in a file (file:)")
        return self


class GroupGrant(Frozen):
    """Whoever the provider says is in `group` has `role` while that is so."""

    group: Given
    role: Given
    organisation: Given | None = None
    target_area: Given | None = None


class Provider(Frozen):
    """Somebody else who says who a person is.

    `second_factor`: the provider asks for a second factor itself, so that we need not. `same_email`: an
    account here with the same e-mail address is that person's; only for a provider that checks addresses.
    `groups`: the claim, or attribute, with a person's groups.
    """

    key: Key
    name: Text
    second_factor: bool = False
    same_email: bool = False
    groups: Given | None = None
    grants: tuple[GroupGrant, ...] = ()


class OpenIdProvider(Provider):
    """OpenID Connect: `server` is the issuer, whose discovery document tells the rest."""

    server: Address
    client_id: Given
    secret: SecretFrom
    scopes: tuple[Given, ...] = ("openid", "profile", "email")


class SamlAttributes(Frozen):
    """The attributes of an assertion that hold who the person is; without `uid` the NameID does."""

    uid: Given | None = None
    email: Given = "urn:oid:0.9.2342.19200300.100.1.3"
    first_name: Given = "urn:oid:2.5.4.42"
    last_name: Given = "urn:oid:2.5.4.4"


class SamlProvider(Provider):
    """SAML 2.0: the provider's own name, where it signs people in, and the certificate it signs with."""

    entity_id: Given
    sign_in: Address
    sign_out: Address | None = None
    certificate: Given
    attributes: SamlAttributes = SamlAttributes()


class SignInFile(Frozen):
    """`second_factor`: the roles that need one. A session ends after `session_hours` at the latest.

    `proxies`: so many servers of the city stand in front; the callers' addresses come from their headers.
    """

    passwords: bool = True
    proxies: Annotated[int, Field(ge=0, le=5)] = 0
    password_length: Annotated[int, Field(ge=10, le=64)] = 12
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    second_factor: tuple[Given, ...] = ("administrator", "strategist", "statistician")
    openid: tuple[OpenIdProvider, ...] = ()
    saml: tuple[SamlProvider, ...] = ()

    @model_validator(mode="after")
    def _some_way_in(self) -> Self:
        if not self.passwords and not self.openid and not self.saml:
            raise ValueError("without passwords nobody can sign in: openid or saml must name a provider")
        return self


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the file says, with the secrets and certificates of providers by their key."""

    file: SignInFile = field(default_factory=SignInFile)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    certificates: Mapping[str, str] = field(default_factory=dict, repr=False)

    def provider(self, key: str) -> Provider | None:
        return next((item for item in (*self.file.openid, *self.file.saml) if item.key == key), None)


def load_sign_in(home: Path, *, roles: Collection[str], environment: Mapping[str, str]) -> SignIn:
    """What the home says about signing in; passwords alone where it says nothing.

    Raises `InputError` with every fault, a line each: `file:line: field: what is wrong`.
    """
    path = home / FILE
    if not path.exists():
        return SignIn()
    file, found = parse_marked(read_text(path), SignInFile, where=str(path))
    faults = [*_role_faults(file, roles), *_key_faults(file), *_group_faults(file)]
    secrets: dict[str, str] = {}
    certificates: dict[str, str] = {}
    for number, openid in enumerate(file.openid):
        _keep(secrets, openid.key, ("openid", number, "secret"), faults, *_secret(openid, home, environment))
    for number, saml in enumerate(file.saml):
        loc: Loc = ("saml", number, "certificate")
        _keep(certificates, saml.key, loc, faults, *_certificate(home / saml.certificate))
    if faults:
        raise faulty(_told(path, found, faults))
    return SignIn(file, secrets, certificates)


Fault = tuple[Loc, str]


def _told(path: Path, found: Marked, faults: list[Fault]) -> Iterator[str]:
    for loc, what in sorted(faults, key=lambda fault: found.line(fault[0])):
        yield f"{path}:{found.line(loc)}: {_way(loc)}: {what}"


def _way(loc: Loc) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).lstrip(".")


def _keep(
    kept: dict[str, str], key: str, loc: Loc, faults: list[Fault], value: str | None, fault: str | None
) -> None:
    if fault is not None:
        faults.append((loc, fault))
    if value is not None:
        kept[key] = value


def _providers(file: SignInFile) -> Iterator[tuple[Loc, Provider]]:
    yield from ((("openid", number), item) for number, item in enumerate(file.openid))
    yield from ((("saml", number), item) for number, item in enumerate(file.saml))


def _role_faults(file: SignInFile, roles: Collection[str]) -> Iterator[Fault]:
    named: list[tuple[Loc, str]] = [
        (("second_factor", number), role) for number, role in enumerate(file.second_factor)
    ]
    for loc, provider in _providers(file):
        named += [((*loc, "grants", n, "role"), grant.role) for n, grant in enumerate(provider.grants)]
    for loc, role in named:
        if role not in roles:
            yield loc, f"there is no role '{role}'. {known(roles, asked=role)}"


def _key_faults(file: SignInFile) -> Iterator[Fault]:
    seen: set[str] = set()
    for loc, provider in _providers(file):
        if provider.key in seen:
            yield (*loc, "key"), f"'{provider.key}' is the key of an earlier provider"
        seen.add(provider.key)


def _group_faults(file: SignInFile) -> Iterator[Fault]:
    for loc, provider in _providers(file):
        if provider.grants and provider.groups is None:
            yield (*loc, "grants"), "which claim or attribute holds the groups? Name it in groups:"


def _secret(
    provider: OpenIdProvider, home: Path, environment: Mapping[str, str]
) -> tuple[str | None, str | None]:
    """The secret, or what is wrong with it; never both."""
    where = provider.secret
    if where.environment is not None:
        value = environment.get(where.environment, "").strip()
        return (value, None) if value else (None, f"the variable {where.environment} is not set")
    assert where.file is not None  # the model sees to that
    path = home / where.file
    try:
        mode = path.stat().st_mode
        value = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        return None, f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not text'}"
    if stat.S_IMODE(mode) & 0o077:
        return None, f"{path} can be read by others than its owner; do: chmod 600 {path}"
    return (value, None) if value else (None, f"{path} is empty")


def _certificate(path: Path) -> tuple[str | None, str | None]:
    """The certificate as the letters between its first and last line, or what is wrong with it."""
    try:
        text = path.read_text("ascii").strip()
        ssl.PEM_cert_to_DER_cert(text)
    except OSError as error:
        return None, f"{path} cannot be read: {error.strerror}"
    except ValueError:
        return None, f"{path} is no certificate; it should begin with -----BEGIN CERTIFICATE-----"
    return "".join(line for line in text.splitlines() if not line.startswith("-----")), None
