"""Asking over HTTP: tries again what may pass, never what will not, and not more often than is polite."""

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import DecodeError, HTTPError, LocationParseError, ProxyError, SSLError

from fardplan import __version__
from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.manners import Breaker, Manners, Pacing
from fardplan.sources.asking.network import Network, pools
from fardplan.sources.asking.refusals import KEPT, refusal, refused_within, told
from fardplan.sources.asking.request import JSON, Answer, Request
from fardplan.sources.asking.timer import SystemTimer, Timer
from fardplan.vocabulary.errors import InputError, RefusedError, SourceError, UnreachableError

MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
MOST_MOVES = 3
PIECE = 1 << 16
LATER = Sentence("Ask again later: nothing has to be undone first.")
WRONG_ADDRESS = Sentence("Look at the address and its port; if they are right, ask again later.")
MOST_REFUSED = 2
"""Where a connection is refused outright nothing listens, and a third try would say the same."""


class _MayPass(Exception):
    """A fault that may be gone at the next try.

    `pause`: seconds that the source asks to wait. `most`: how often it is worth trying, where that is seldom.
    """

    def __init__(self, what: str, pause: float | None = None, most: int | None = None) -> None:
        super().__init__(what)
        self.what, self.pause, self.most = what, pause, most


@dataclass
class HttpAsker:
    """Asks sources over HTTP. Whoever asks knows nothing of tries, pauses, proxies and certificates.

    `chance` draws evenly from 0 to 1. A host's own pace is set in `pacing.own`. `calls` counts what was sent.
    """

    manners: Manners = field(default_factory=Manners)
    network: Network = field(default_factory=Network)
    timer: Timer = field(default_factory=SystemTimer)
    chance: Callable[[], float] = random.random
    calls: int = 0

    def __post_init__(self) -> None:
        self.pacing = Pacing(self.timer, self.manners.pace)
        self.breaker = Breaker(self.timer, self.manners.leave_after, self.manners.leave_for)
        self._direct, self._through = pools(self.network)

    def close(self) -> None:
        """Let go of open connections."""
        self._direct.clear()
        self._through.clear()

    def ask(self, request: Request, known: Answer | None = None) -> Answer:
        """The answer to a request; `known` again, asked now, where the source says that it still holds.

        Raises `RefusedError` where the source refuses, and `UnreachableError` where it gave no whole answer
        however often it was asked.
        """
        host = request.host
        if urlsplit(request.address).scheme not in ("http", "https") or not host:
            raise InputError(
                f"'{request.address}' is no address on the network", outcome="Nothing was asked."
            )
        self.breaker.check(host)
        try:
            answer = self._patiently(request, known)
        except RefusedError:
            self.breaker.answered(host)
            raise
        except UnreachableError:
            self.breaker.failed(host)
            raise
        self.breaker.answered(host)
        return answer

    def _patiently(self, request: Request, known: Answer | None) -> Answer:
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._once(request, known)
            except _MayPass as fault:
                pause = self._pause(attempt, fault)
                if attempt >= min(self.manners.attempts, fault.most or attempt + 1) or pause is None:
                    raise self._in_vain(request, attempt, fault) from fault
                self.timer.wait(pause)

    def _pause(self, attempt: int, fault: _MayPass) -> float | None:
        """How long to wait; None where the source asks for more than there is patience for."""
        pause = self.manners.pause(attempt, self.chance())
        if fault.pause is None:
            return pause
        return None if fault.pause > self.manners.longest_pause else fault.pause + pause

    def _in_vain(self, request: Request, attempts: int, fault: _MayPass) -> UnreachableError:
        told = {"host": request.host, "times": attempts, "fault": fault.what}
        what = (
            Sentence("{host} was asked once and gave no answer that can be used: {fault}", **told)
            if attempts == 1
            else Sentence(
                "{host} was asked {times} times and gave no answer that can be used: {fault}", **told
            )
        )
        instead = WRONG_ADDRESS if fault.most else LATER
        if fault.pause:
            instead = Sentence(
                "Ask again later: nothing has to be undone first. It asks to wait {seconds:,.0f} seconds.",
                seconds=fault.pause,
            )
        return UnreachableError(what, where=request.full_address[:300], instead=instead, outcome=KEPT)

    def _once(self, request: Request, known: Answer | None) -> Answer:
        address, method, body = request.full_address, request.method, request.body
        for _ in range(MOST_MOVES + 1):
            self.pacing.wait(request.host)
            self.calls += 1
            with closing(self._sent(request, method, address, body, known)) as response:
                if response.status not in MOVED:
                    return self._answer(request, known, response)
                address = _moved(request, address, response)
        raise RefusedError(
            Sentence("{host} sends from one address to another without end", host=request.host),
            where=request.full_address,
            instead=Sentence("The address may have changed: look for it at the source."),
            outcome=KEPT,
        )

    def _sent(
        self, request: Request, method: str, address: str, body: bytes | None, known: Answer | None
    ) -> urllib3.BaseHTTPResponse:
        host = urlsplit(address).hostname or ""
        pool = self._through if self.network.uses_proxy(host) else self._direct
        try:
            return pool.request(
                method,
                address,
                body=body,
                headers=_headers(request, known),
                retries=False,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=self.manners.connecting, read=self.manners.silence),
            )
        except (HTTPError, OSError) as error:
            raise self._fault(request, error) from error

    def _answer(self, request: Request, known: Answer | None, response: urllib3.BaseHTTPResponse) -> Answer:
        now = self.timer.now()
        if response.status == 304 and known is not None:
            return replace(known, asked=now)
        try:
            content = self._read(request, response)
        except (HTTPError, OSError) as error:
            raise self._fault(request, error) from error
        if response.status in MAY_PASS:
            raise _MayPass(_said(response.status, content), _wanted_pause(response, now))
        if response.status != 200:
            raise refusal(request, response.status, content)
        if refused := refused_within(request, content):
            raise refused
        answer = Answer(
            request, content, now, response.headers.get("ETag"), response.headers.get("Last-Modified")
        )
        if request.accept == JSON:
            _check_json(answer)
        return answer

    def _read(self, request: Request, response: urllib3.BaseHTTPResponse) -> bytes:
        until, pieces, size = self.timer.elapsed() + self.manners.whole, [], 0
        for piece in response.stream(PIECE, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > self.manners.most_bytes:
                raise RefusedError(
                    Sentence("the answer is larger than {most:,} bytes", most=self.manners.most_bytes),
                    where=request.full_address[:300],
                    instead=Sentence("Ask for less at once."),
                    outcome=KEPT,
                )
            if self.timer.elapsed() > until:
                raise _MayPass(
                    Sentence("the answer was not whole after {seconds:g} seconds", seconds=self.manners.whole)
                )
        return b"".join(pieces)

    def _fault(self, request: Request, error: Exception) -> Exception:
        """What a fault of the network is: one that may pass, or an error that tells what to do."""
        if isinstance(error, ProxyError) and "407" in str(error.original_error):
            return refusal(request, 407, b"")
        if isinstance(error, LocationParseError):
            return InputError(
                f"'{request.address}' is no address on the network", outcome="Nothing was asked."
            )
        if isinstance(error, SSLError) and "certificate" in str(error).lower():
            return UnreachableError(
                Sentence(
                    "{host} shows a certificate that is not trusted here: {reason}",
                    host=request.host,
                    reason=_plain(error),
                ),
                where=request.full_address[:300],
                instead=Sentence(
                    "Where the city's network has its own certificates, name their file in FARDPLAN_CA."
                ),
                outcome=KEPT,
            )
        return _MayPass(
            self._through_proxy(request, _plain(error)), most=MOST_REFUSED if _is_refused(error) else None
        )

    def _through_proxy(self, request: Request, reason: str) -> str:
        if not self.network.uses_proxy(urlsplit(request.address).hostname or ""):
            return reason
        return Sentence("{reason} (through the proxy {proxy})", reason=reason, proxy=self.network.proxy_host)


def _headers(request: Request, known: Answer | None) -> dict[str, str]:
    headers = {
        "Accept": request.accept,
        "Accept-Encoding": "gzip",
        "User-Agent": f"fardplan/{__version__}",
    }
    if request.body is not None:
        headers["Content-Type"] = JSON
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    elif known is not None and known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _moved(request: Request, address: str, response: urllib3.BaseHTTPResponse) -> str:
    """Where an address has moved to, on the same host; what is posted is never posted elsewhere."""
    new = urljoin(address, response.headers.get("Location", ""))
    old, parts = urlsplit(address), urlsplit(new)
    same = parts.hostname == old.hostname and parts.scheme in (old.scheme, "https")
    if same and (request.body is None or response.status in (307, 308)):
        return new
    raise RefusedError(
        Sentence("{host} says that this has moved to {address}", host=request.host, address=new),
        where=request.full_address[:300],
        instead=Sentence("Write the new address where the source is defined, if it is the source's."),
        outcome=KEPT,
    )


def _check_json(answer: Answer) -> None:
    try:
        _ = answer.json
    except SourceError as error:
        beginning = told(answer.body)[:60]
        raise _MayPass(
            Sentence("the answer is no whole JSON; it begins with '{beginning}'", beginning=beginning)
        ) from error


def _wanted_pause(response: urllib3.BaseHTTPResponse, now: datetime) -> float | None:
    """The seconds of a Retry-After header, which holds seconds or a date."""
    told_pause = response.headers.get("Retry-After", "").strip()
    if told_pause.isdigit():
        return float(told_pause)
    try:
        return max(0.0, (parsedate_to_datetime(told_pause) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _said(status: int, content: bytes) -> str:
    words = told(content)[:120]
    if words:
        return Sentence("it answers {status}, {words}", status=status, words=words)
    return Sentence("it answers {status}", status=status)


PLAIN = {
    "NameResolutionError": Sentence("its name is not known to the network"),
    "ConnectTimeoutError": Sentence("no connection within the time allowed"),
    "ReadTimeoutError": Sentence("it fell silent"),
    "NewConnectionError": Sentence("its address cannot be reached"),
    "IncompleteRead": Sentence("the answer was cut short"),
    "InvalidChunkLength": Sentence("the answer was cut short"),
}
NOBODY = Sentence("nothing answers at that address")


def _is_refused(error: BaseException | None) -> bool:
    """Whether the machine was reached and nothing listens there, at the source's or at the proxy's port."""
    while error is not None:
        if isinstance(error, ConnectionRefusedError):
            return True
        error = error.original_error if isinstance(error, ProxyError) else error.__cause__
    return False


def _plain(error: Exception) -> str:
    """What the network says, in a few words without the library's own."""
    if isinstance(error, DecodeError):
        return Sentence("the answer cannot be unpacked")
    if isinstance(error, ProxyError):
        return Sentence("the proxy does not answer: {reason}", reason=_plain(error.original_error))
    if _is_refused(error):
        return NOBODY
    for cause in (error, *error.args):
        if type(cause).__name__ in PLAIN:
            return PLAIN[type(cause).__name__]
    return str(error.args[-1] if error.args else error)[:200]
