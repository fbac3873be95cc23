"""A SAML 2.0 identity provider: it reads a request as it stands in the address, and signs its assertion.

The signature is made by xmlsec, with a key and a certificate of its own.
"""

import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
RESPONSE = """\
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{response}" Version="2.0" IssueInstant="{now}"
 Destination="{acs}" InResponseTo="{request}"><saml:Issuer>{issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
{assertion}</samlp:Response>"""
ASSERTION = """\
<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{assertion}" Version="2.0"
 IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{name}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{end}" Recipient="{acs}" InResponseTo="{request}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{begin}" NotOnOrAfter="{end}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_{response}"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""
ATTRIBUTE = (
    '<saml:Attribute Name="{name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">'
    "{values}</saml:Attribute>"
)


@dataclass(frozen=True)
class Request:
    """What a service asked: the request's number, where the answer goes, who asks."""

    number: str
    acs: str
    audience: str

    @classmethod
    def read(cls, address: str) -> "Request":
        """The request in the address that a browser was sent to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        document = etree.fromstring(zlib.decompress(b64decode(asked["SAMLRequest"]), -15))
        assert document.tag == f"{{{PROTOCOL}}}AuthnRequest"
        issuer = document.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
        assert issuer is not None
        return cls(document.get("ID"), document.get("AssertionConsumerServiceURL"), issuer.text)


def _key_and_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.stad.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), made.public_bytes(serialization.Encoding.PEM).decode()


@dataclass
class FakeSaml:
    issuer: str = "https://idp.stad.example/metadata"
    name: str = "u123"
    attributes: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._key, self.certificate = _key_and_certificate()

    def answer(
        self,
        request: Request,
        *,
        audience: str | None = None,
        signed: bool = True,
        late: timedelta = timedelta(0),
    ) -> str:
        """The response as the browser posts it: base64. `late`: so long ago was it made."""
        now = datetime.now(UTC) - late
        attributes = "".join(
            ATTRIBUTE.format(
                name=name,
                values="".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values),
            )
            for name, values in self.attributes.items()
        )
        told = {
            "response": uuid4().hex,
            "assertion": uuid4().hex,
            "now": _time(now),
            "begin": _time(now - timedelta(minutes=1)),
            "end": _time(now + timedelta(minutes=5)),
            "acs": request.acs,
            "request": request.number,
            "issuer": self.issuer,
            "name": self.name,
            "audience": audience or request.audience,
            "attributes": attributes,
        }
        assertion = ASSERTION.format(**told)
        if signed:
            assertion = Utils.add_sign(
                assertion,
                self._key,
                self.certificate,
                sign_algorithm=Constants.RSA_SHA256,
                digest_algorithm=Constants.SHA256,
            ).decode()
        return b64encode(RESPONSE.format(**(told | {"assertion": assertion})).encode()).decode()


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
