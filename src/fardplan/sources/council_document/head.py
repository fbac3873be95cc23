"""The head of the document: kind, case number, date, and the title of the matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fuzzy import bare, fold
from .genre import KINDS_OF_DOCUMENT, canonical
from .lines import Line, Passage, Row, passage
from .prose import date_in

_DNR = re.compile(
    r"\b(?:[Dd]nr|DNR|[Dd]iarienummer|[Dd]iarienr|[Ää]rendenummer)\.?:?\s*"
    r"((?:[A-ZÅÄÖ]{1,6}[ -]?)?\d[\d.:/-]*\d(?:/\d+)?)"
)
_FURNISHING = re.compile(
    r"^(?:till|handläggare|handlaggare|telefon|datum|dnr|diarienummer|sid(?:a|an)?\b|e-post|epost|besöksadress|"
    r"box\b|växel|tjänsteutlåtande|tjänsteskrivelse|utfärdat|version|org\.?nr|www\.|\d)",
    re.IGNORECASE,
)
_BODY_LINE = re.compile(r"^(?:kommunstyrelsen|kommunfullm\S*|\w*n\wmnden)\.?(?:\s+[\d-]+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head states; None where it does not."""

    kind: str | None
    dnr: str | None
    date: str | None
    title: Passage | None


def read_head(lines: Sequence[Line], head: Sequence[Row], rows: Sequence[Row], decided: str) -> Head:
    """Read the head. `decided` is the text of the decision points: the title is what they speak of."""
    top = "\n".join(line.text for line in lines[:120])
    dnr = _DNR.search(top)
    first = rows[len(head)].line if len(rows) > len(head) else 0
    dates = [date for line in lines if line.number < first and (date := date_in(line.text))]
    return Head(_kind(rows), dnr[1] if dnr else None, dates[0] if dates else None, _title(head, decided))


def _kind(rows: Sequence[Row]) -> str | None:
    for row in rows:
        for token in row.text.split():
            if len(token) >= 6 and (kind := canonical(_base(token), KINDS_OF_DOCUMENT)):
                return kind
    return None


def _base(token: str) -> str:
    word = bare(token)
    return word[:-1] if fold(word).endswith(("andet", "elsen")) else word


def _title(head: Sequence[Row], decided: str) -> Passage | None:
    """Of the blocks before the first heading: the one whose words the decisions use most, else the last."""
    blocks: list[list[Row]] = []
    for row in head:
        if _FURNISHING.match(row.text) or _BODY_LINE.match(row.text) or _kind([row]):
            blocks.append([])
        elif row.open_gap or not blocks:
            blocks.append([row])
        else:
            blocks[-1].append(row)
    blocks = [block for block in blocks if block and any(len(row.text) > 3 for row in block)]
    if not blocks:
        return None
    words = {fold(bare(word)) for word in decided.split() if len(word) > 3}
    ranked = [(_overlap(block, words), at) for at, block in enumerate(blocks)]
    return passage(blocks[max(ranked)[1]])


def _overlap(block: Sequence[Row], words: set[str]) -> float:
    own = [fold(bare(word)) for row in block for word in row.text.split() if len(word) > 3]
    return round(sum(word in words for word in own) / len(own), 1) if own else 0.0
