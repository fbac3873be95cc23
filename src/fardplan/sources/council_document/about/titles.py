"""The title: of the blocks of rows at the top, the one that looks and reads most like what is decided on."""

import re
from collections.abc import Sequence

from ..dates import YEAR, date_in
from ..fuzzy import bare, fold
from ..lines import Passage, Piece, Row, continues, passage, unfinished
from ..people import is_name, is_role
from .bodies import is_body
from .facts import label_of, slots
from .kinds import form_of, kind_in_word

_FURNISHING = re.compile(
    r"^(?:till\b|handläggare|handlaggare|telefon|tel\b|datum|dnr|diarienummer|sid(?:a|an)?\b|e-post|epost"
    r"|besöks"
    r"|besök:|box\b|växel|utfärdat|version|org\.?\s?nr|www\.|\d|§|foto|bilaga\b|antagen|antaget|fastställd"
    r"|fastställt|beslutad|beslutat|gäller|kommunal författningssamling|författningssamling|innehåll"
    r"|kommunens författningssamling|styrdokument$|protokollsutdrag|sammanträdesprotokoll|utdrag ur)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:\S+\s+){0,3}\S*(?:kontoret|förvaltningen?|kansliet|avdelningen?|enheten|staben?|sektionen|sektorn?"
    r"|kommun|stad|kommunalförbund|region|\bAB|förbund|aktiebolag)(?:\s+för\s+[\w, -]+)?$",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b(?:PROTOKOLLSUTDRAG|SAMMANTRÄDESPROTOKOLL)\b")
_YEARS_ALONE = re.compile(rf"^(?:för\s+)?(?:åren\s+)?{YEAR}(?:\s*[-–—/]\s*(?:{YEAR}|\d\d))?$")
_YEARS = re.compile(rf"\b{YEAR}\b")
ONE_WORD = re.compile(r"[A-ZÅÄÖ][a-zåäö]{3,}")
_HANGING = frozenset(
    {"och", "samt", "för", "i", "av", "mot", "om", "med", "till", "mellan", "inom", "på", "över"}
)
_SHORT_NAME, _SHORTEST_NAME = 40, 4  # signs of a name that has room on its row, and words of a short one
_LONGEST, _MOST_ROWS = 30, 5  # words and rows of a title
_VERSIONS = re.compile(
    r"(?:utkast|forslag|remiss|samrad|version|antagande|granskning|lattlast|beslut|bilaga)"
)
_LONGEST_OWN, _OWN = 6, 3.5  # words of a name of the document's own, and its worth
_KIND, _HEADING, _DECIDED, _SPAN, _AGAIN = 1.5, 7.5, 4.0, 0.5, 1.0


def title_of(head: Sequence[Row], decided: str, adopted: int | None) -> Passage | None:
    """The title. `decided`: the text of the decision points; `adopted`: the line that says who adopted it."""
    blocks = _with_years([block for block in _blocks(head) if _could_be_title(block)])
    if not blocks:
        return None
    words = {fold(bare(word)) for word in decided.split() if len(word) > 3}
    alike = [fold(" ".join(row.text for row in block)) for block in blocks]
    own = _named_over_a_kind(blocks, head)
    ranked = [
        (
            _worth(block, words, adopted) + _OWN * (own and at == 0) + _AGAIN * (alike.count(alike[at]) > 1),
            *_order(alike, block, at),
            at,
        )
        for at, block in enumerate(blocks)
    ]
    chosen = passage(blocks[max(ranked)[-1]])
    return _without_labels(chosen)


def _named_over_a_kind(blocks: Sequence[Sequence[Row]], head: Sequence[Row]) -> bool:
    """Whether the first row is the document's own name, what it is right beneath ("Fri / Plan mot våld")."""
    if len(blocks) < 2 or blocks[0][0] is not head[0] or len(blocks[0]) > 1:
        return False
    name, beneath = blocks[0][0], blocks[1][0]
    words = fold(name.text).split()
    whole = (
        1 < len(words) <= _LONGEST_OWN and not _VERSIONS.match(words[0]) and not _names_document(name.text)
    )
    return whole and _names_document(beneath.text) and beneath.line - name.line <= 2


def _order(alike: Sequence[str], block: Sequence[Row], at: int) -> tuple[bool, bool, int]:
    """Of equals the fullest, then one with small letters in it, then the first."""
    words = set(alike[at].split()) if any(_names_document(row.text) for row in block) else set()
    fullest = not any(words and words < set(other.split()) for other in alike)
    return fullest, any(row.text != row.text.upper() for row in block), -at


def _blocks(head: Sequence[Row]) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    for row in head:
        if blocks and blocks[-1] and _is_rest(blocks[-1][-1], row):
            blocks[-1].append(row)
        elif _is_furnishing(row):
            blocks.append([])
        elif row.open_gap or not blocks or (blocks[-1] and not _goes_on(blocks[-1][-1], row)):
            blocks.append([row])
        elif blocks[-1] and _is_subtitle(blocks[-1][-1], row, named=len(blocks[-1]) > 1):
            blocks.append([])
        else:
            blocks[-1].append(row)
    return [block for block in blocks if block]


def _is_rest(before: Row, row: Row) -> bool:
    """Whether a row is what the one before had no room for ("… för miljö- och / byggnadsnämnden")."""
    if _YEARS.search(before.text.split()[-1]) and row.text.startswith("med "):
        return False
    return continues(row) and not row.open_gap and unfinished(before.text) and _goes_on(before, row)


def _goes_on(before: Row, row: Row) -> bool:
    text = row.text.strip()
    if ONE_WORD.fullmatch(before.text.strip()) and text[:1].isupper() and _names_document(text):
        return _names_document(before.text)
    if (
        _names_document(before.text)
        and ONE_WORD.fullmatch(text)
        and (text == "Vision" or not _names_document(text))
    ):
        return False
    capitals = before.text.isupper() and not text.isupper() and not _YEARS_ALONE.match(text)
    if capitals and len(text.split()) > 1 and _names_document(before.text) != _names_document(text):
        return False
    return before.look.heading == row.look.heading and before.look.cell is row.look.cell


def _is_subtitle(before: Row, row: Row, *, named: bool) -> bool:
    """Whether a row tells more of the name above it, which is whole ("Enklare för fler / Strategi för …").

    `named`: more than one row stands above.
    """
    if _YEARS.search(before.text.split()[-1]) and row.text.startswith("med "):
        return True
    if not row.text[:1].isupper() or len(row.text.split()) <= 2:
        return False
    if _YEARS_ALONE.match(before.text.strip()) or len(before.text.split()) < 2:
        return named
    one, other = _names_document(before.text), _names_document(row.text)
    short = not one and not other and len(before.text.split()) <= _SHORTEST_NAME < len(row.text.split())
    hangs = before.text.split()[-1].lower() in _HANGING or before.text.rstrip()[-1] in "-–,&"
    whole = bool(_YEARS.search(before.text.split()[-1])) or len(before.text) < _SHORT_NAME
    return whole and not hangs and (short or one != other)


def _is_furnishing(row: Row) -> bool:
    text = row.text.strip()
    if _YEARS_ALONE.match(text):
        return False
    if _FURNISHING.match(text) or "@" in text or label_of(text) or re.search(r"\.{4,}|…{2,}", text):
        return True
    if row.look.cell is not None and len(text.split()) <= 2:
        return True
    if len(slots(row)) > 1 or re.match(r"^AB\s\w+$", text):
        return True
    if _MINUTES.search(text):
        return True
    if form_of(text) and len(text.split()) <= 3:
        return True
    office = text[:1].isupper() and _OFFICE.match(text) and not _names_document(text)
    if is_name(text) or is_role(text) or office:
        return True
    if len(text.split()) == 1 and fold(bare(text)) in {"program", "plan", "policy", "strategi", "riktlinjer"}:
        return True
    if re.fullmatch(r"(?:\w+\s){0,2}\w+", text) and is_body(text.split()[-1]):
        return True
    return bool(date_in(text)) and not _names_document(text)


def _names_document(text: str) -> bool:
    return any(kind_in_word(token) for token in text.split())


def _could_be_title(block: Sequence[Row]) -> bool:
    words = sum(len(row.text.split()) for row in block)
    return (
        len(block) <= _MOST_ROWS
        and 0 < words <= _LONGEST
        and any(len(row.text) > 3 for row in block)
        and not block[0].text[:1].islower()
        and not block[-1].text.rstrip().endswith((".", ":", ";", "?"))
    )


def _with_years(blocks: list[list[Row]]) -> list[list[Row]]:
    """A block that is years alone belongs to the title above it."""
    found: list[list[Row]] = []
    for block in blocks:
        if len(block) == 1 and _YEARS_ALONE.match(block[0].text.strip()):
            if found and not _YEARS.search(found[-1][-1].text):
                found[-1] = [*found[-1], *block]
            continue
        found.append(block)
    return found


def _worth(block: Sequence[Row], decided: set[str], adopted: int | None) -> float:
    text = " ".join(row.text for row in block)
    level = min((row.look.heading for row in block if row.look.heading), default=0)
    near = adopted is not None and 0 < adopted - block[-1].line <= 2
    return (
        _DECIDED * _overlap(block, decided)
        + _KIND * (_names_document(text) and len(text.split()) > 1)
        + (_HEADING / level if level else 0.0)
        + _SPAN * bool(_YEARS.search(text))
        + _AGAIN * near
    )


def _overlap(block: Sequence[Row], words: set[str]) -> float:
    own = [fold(bare(word)) for row in block for word in row.text.split() if len(word) > 3]
    return round(sum(word in words for word in own) / len(own), 1) if own else 0.0


def _without_labels(chosen: Passage) -> Passage:
    """A title keeps no mark of the list or matter that it stands in ("§ 14 Folkhälsoprogram")."""
    lead = re.match(r"(?:§\s*\d+\s+|Ärende\s+\d+\s*[:.]\s*)", chosen.flat)
    return chosen.slice(lead.end(), len(chosen.flat)) if lead else chosen


def piece(row: Row, start: int, end: int) -> Passage:
    """A part of a row as a passage."""
    return Passage((Piece(row.line, row.text[start:end].strip()),))
