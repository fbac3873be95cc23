"""What a source says when it refuses, in one sentence for a person."""

import json
import re
from http import HTTPStatus

from fardplan.sources.asking.request import Request
from fardplan.vocabulary.errors import RefusedError

LONGEST = 300
KEPT = "Figures that were loaded before are as they were."

ADVICE = {
    400: "The source cannot answer what is asked: a code or a year may be wrong, or it is too much at once.",
    401: "The source wants a name and a password, and this program asks only what is open to all.",
    403: "The source does not give this to everybody, or too much is asked at once.",
    404: "The address or the table may have changed: look for it at the source.",
    407: "The proxy wants a name and a password: write them in FARDPLAN_PROXY.",
    410: "The source has taken it away: look for what replaces it.",
    413: "Too much is asked at once.",
    414: "Too much is asked at once.",
}
UNKNOWN = "Ask the source what it means."


def refusal(request: Request, status: int, body: bytes) -> RefusedError:
    """The error for an answer with a status that no repetition changes."""
    said = told(body)
    return RefusedError(
        f"{request.host} answers {status} {_name(status)}" + (f": {said}" if said else ""),
        where=request.full_address[:LONGEST],
        instead=ADVICE.get(status, UNKNOWN),
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
