"""What kind of document it is, by the last part of what names it: "folkhälsoprogram" is a program."""

from collections.abc import Sequence
from functools import lru_cache

from ..fuzzy import bare, fold
from ..genre import KINDS_OF_DOCUMENT, canonical
from ..lines import Line, Row
from .facts import Fact, Label, label_of, slots

# The last part of a word that names a document, and the kind it is told as; the first that fits is taken.
_LAST_PARTS: tuple[tuple[str, str], ...] = (
    ("handlingsplan", "handlingsplan"),
    ("åtgärdsplan", "handlingsplan"),
    ("verksamhetsplan", "verksamhetsplan"),
    ("program", "program"),
    ("plan", "plan"),
    ("policy", "policy"),
    ("strategi", "strategi"),
    ("riktlinjer", "riktlinje"),
    ("riktlinje", "riktlinje"),
    ("reglemente", "reglemente"),
    ("ägardirektiv", "ägardirektiv"),
    ("överenskommelse", "överenskommelse"),
    ("färdplan", "plan"),
    ("agenda", "agenda"),
    ("protokollsutdrag", "protokollsutdrag"),
    ("regler", "regler"),
    ("anvisningar", "anvisning"),
    ("vision", "vision"),
)
_EXTRACT = "protokollsutdrag"
_MINUTES = (_EXTRACT, "sammantradesprotokoll")
_NAME = 9  # words of a name
_SHORT = 3  # words of a column that says what the paper is
_KNOWN = tuple(part for part, _ in _LAST_PARTS)
_NOT_NAMES = frozenset(
    {"framplan", "vagnplan", "aroplan", "flygplan", "fotbollsplan", "idrottsplan", "plan-"}
)


def kind_of_document(
    stated: Sequence[Fact], head: Sequence[Row], title: str | None, *, proposes: bool = False
) -> str | None:
    """The kind that is stated under a label; else the form of the head; else by the title or the head.

    A paper that proposes decisions is not what its title speaks of.
    """
    labelled = (_first_kind(fact.value.text) for fact in stated if fact.label is Label.KIND)
    told = [slot.text for row in head for slot in slots(row) if not _of_others(slot.text)]
    short = [text for text in told if len(text.split()) <= _SHORT]
    found = [*labelled, *map(form_of, short)]
    if not proposes:
        found += [_first_kind(title or ""), *map(_first_kind, short)]
        found += [_first_kind(text) for text in told if len(text.split()) <= _NAME]
    return next((kind for kind in found if kind), None)


def _of_others(text: str) -> bool:
    """Whether a text is a label with what it asks for, and that is not the document's kind."""
    label = label_of(text)
    return label is not None and label[0] is not Label.KIND and ":" in text


def extract_of_minutes(lines: Sequence[Line]) -> str | None:
    """The kind of an extract of minutes, as its first lines tell; what is annexed may be of another."""
    first = [line.text for line in lines[: 2 * _SHORT] if line.text.strip()][:_SHORT]
    return _EXTRACT if any(name in fold(text) for text in first for name in _MINUTES) else None


def form_of(text: str) -> str | None:
    """The form of a paper that the administration lays before a body ("Tjänsteutlåtande"), or None."""
    for token in text.split():
        if len(token) >= 6 and (form := canonical(_base(token), KINDS_OF_DOCUMENT)):
            return form
    return None


def _base(token: str) -> str:
    word = bare(token)
    return word[:-1] if fold(word).endswith(("andet", "elsen")) else word


def _first_kind(text: str) -> str | None:
    if form := form_of(text):
        return form
    return next((kind for token in text.split() if (kind := kind_in_word(token))), None)


@lru_cache(maxsize=16384)
def kind_in_word(token: str) -> str | None:
    """The kind of document that a word names, in the indefinite; None for other words."""
    read = fold(bare(token))
    if read in _NOT_NAMES or len(read) < 4 or read.endswith("-"):
        return None
    for part, kind in _LAST_PARTS:
        if read.endswith(fold(part)):
            return kind
    if len(read) >= 8:
        known = canonical(token, tuple(part for part in _KNOWN if len(part) >= 7))
        return dict(_LAST_PARTS).get(known) if known else None
    return None
