"""What a source says when it refuses, in one sentence for a person."""

import json
import re
from http import HTTPStatus

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.request import Request
from fardplan.vocabulary.errors import RefusedError

LONGEST = 300
KEPT = Sentence("Figures that were loaded before are as they were.")

ADVICE = {
    400: Sentence(
        "The source cannot answer what is asked: a code or a year may be wrong, or it is too much at once."
    ),
    401: Sentence("The source wants a name and a password, and this program asks only what is open to all."),
    403: Sentence("The source does not give this to everybody, or too much is asked at once."),
    404: Sentence("The address or the table may have changed: look for it at the source."),
    407: Sentence("The proxy wants a name and a password: write them in FARDPLAN_PROXY."),
    410: Sentence("The source has taken it away: look for what replaces it."),
    413: Sentence("Too much is asked at once."),
    414: Sentence("Too much is asked at once."),
}
UNKNOWN = Sentence("Ask the source what it means.")

_REPORT = re.compile(rb"<(?:\w+:)?(?:Service)?ExceptionReport\b")
_CODE = re.compile(rb"""\b(?:exceptionCode|code)=["'](\w+)["']""")


def refusal(request: Request, status: int, body: bytes) -> RefusedError:
    """The error for an answer with a status that no repetition changes."""
    said = told(body)
    named = {"host": request.host, "status": f"{status} {_name(status)}".rstrip()}
    return RefusedError(
        Sentence("{host} answers {status}: {words}", **named, words=said)
        if said
        else Sentence("{host} answers {status}", **named),
        where=request.full_address[:LONGEST],
        instead=ADVICE.get(status, UNKNOWN),
        outcome=KEPT,
    )


def refused_within(request: Request, body: bytes) -> RefusedError | None:
    """The error for an answer that is an exception whatever its status says, as map servers write them.

    They answer 200 with an `ExceptionReport` of the Open Geospatial Consortium in place of what was asked.
    """
    beginning = body[:2000].lstrip()
    report = _REPORT.search(beginning) if beginning.startswith(b"<") else None
    if report is None:
        return None
    code = _CODE.search(beginning)
    named = code[1].decode("ascii", "replace") if code else ""
    said = ": ".join(part for part in (named, told(body)) if part)
    return RefusedError(
        Sentence("{host} answers with an exception: {words}", host=request.host, words=said or "?"),
        where=request.full_address[:LONGEST],
        instead="It cannot answer what is asked, or something is wrong with it: ask again later.",
        outcome=KEPT,
    )


def told(body: bytes) -> str:
    """The words of an error's body, whether JSON, HTML or text; at most 300 characters on one line."""
    text = body[: 20 * LONGEST].decode("utf-8", errors="replace")
    try:
        found = json.loads(body)
    except ValueError:
        words = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", " ", text)
    else:
        words = _of_json(found)
    return " ".join(words.split())[:LONGEST]


def _of_json(found: object) -> str:
    """Problem details (RFC 9457) and the other forms that servers write."""
    if not isinstance(found, dict):
        return found if isinstance(found, str) else ""
    words = [found[key] for key in ("title", "detail", "message", "error", "msg") if key in found]
    plain = [
        word if isinstance(word, str) else json.dumps(word, ensure_ascii=False) for word in words if word
    ]
    return ": ".join(dict.fromkeys(plain))


def _name(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
