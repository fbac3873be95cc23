"""A request to a source outside, its answer, and what answers it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import SourceError

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: an address without its query, the parameters in order, and a body where it is posted.

    `accept` is the media type that is wanted. Two requests that ask the same have the same `key`.
    """

    address: str
    parameters: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    accept: str = JSON

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    @property
    def host(self) -> str:
        """The host and port that is asked: what pace and patience are kept for."""
        return urlsplit(self.address).netloc

    @property
    def full_address(self) -> str:
        """The address with its query, everything escaped that could be taken for something else."""
        if not self.parameters:
            return self.address
        joint = "&" if urlsplit(self.address).query else "?"
        return f"{self.address}{joint}{urlencode(self.parameters, quote_via=quote, safe='')}"

    @property
    def key(self) -> str:
        """The SHA-256 of everything that is asked, in hexadecimal digits."""
        told = [self.method, self.full_address, self.accept, (self.body or b"").decode("latin-1")]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    """What a source answered to a request, as it came, and when it was asked (with its time zone).

    `etag` and `modified` are the source's own words for which edition this is, to ask again by.
    """

    request: Request
    body: bytes
    asked: datetime
    etag: str | None = None
    modified: str | None = None

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 of the body, in hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def json(self) -> Any:
        """The body read as JSON. Raises `SourceError` when it is none."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise SourceError(
                Sentence("the answer is not JSON: {problem}", problem=str(error)),
                where=self.request.full_address,
                instead=Sentence("The source may have changed, or a proxy answered in its place."),
                outcome=Sentence("Nothing was loaded from it."),
            ) from error


class Asker(Protocol):
    """Whoever answers requests: the network, snapshots of earlier answers, or a test."""

    def ask(self, request: Request) -> Answer:
        """The answer to a request. Raises `SourceError`, see its kinds, when there is none."""
        ...
