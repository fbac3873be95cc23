"""A provider of OpenID Connect on this machine, as strict as the standard wants a provider to be.

It speaks HTTP as a real one: discovery, authorization code with PKCE (S256), a code that is good once, the
client's secret, an identity token signed with RS256, keys, user info. `person` is who sits at the browser.
"""

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issued:
    """What a code stands for, until it is used."""

    redirect_uri: str
    challenge: str
    nonce: str | None
    used: bool = False


@dataclass
class FakeOpenId:
    client_id: str
    secret: str
    redirect_uri: str
    person: dict[str, Any] = field(default_factory=dict)
    issued: dict[str, Issued] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/realms/stad"

    def sign_in(self, address: str) -> str:
        """The person signs in at the address that the browser was sent to; where the browser is sent back to.

        Raises `AssertionError` for a request that a provider refuses to answer.
        """
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        self.asked.append(asked)
        assert parts.path == "/realms/stad/authorize"
        assert (asked["client_id"], asked["response_type"]) == (self.client_id, "code")
        assert asked["redirect_uri"] == self.redirect_uri, asked["redirect_uri"]
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["state"]) >= 16
        code = secrets.token_urlsafe(16)
        self.issued[code] = Issued(asked["redirect_uri"], asked["code_challenge"], asked.get("nonce"))
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        issued = self.issued.get(sent.get("code", ""))
        verifier = sent.get("code_verifier", "")
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if (sent.get("client_id"), sent.get("client_secret")) != (self.client_id, self.secret):
            return 401, {"error": "invalid_client"}
        if issued is None or issued.used or issued.redirect_uri != sent.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        if challenge != issued.challenge:
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}
        issued.used = True
        now = int(time())
        claims = {"iss": self.issuer, "aud": self.client_id, "iat": now, "exp": now + 300, **self.person}
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        signed = jwt.encode(claims, KEY, "RS256", headers={"kid": "1"})
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def keys(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [key | {"kid": "1", "use": "sig", "alg": "RS256"}]}


def _handler(provider: FakeOpenId) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/realms/stad")
            if path == "/.well-known/openid-configuration":
                self._answer(200, provider.discovery())
            elif path == "/keys":
                self._answer(200, provider.keys())
            elif path == "/userinfo":
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                if token in provider.tokens:
                    self._answer(200, provider.person)
                else:
                    self._answer(401, {"error": "invalid_token"})
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self._answer(*provider.token(dict(parse_qsl(body))))

        def _answer(self, status: int, document: dict[str, Any]) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Calls are not printed."""

    return Handler
