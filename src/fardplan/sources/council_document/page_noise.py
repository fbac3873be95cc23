"""Page noise: what is on the page and not in the text. Page numbers, running heads, failed Word fields.

A failed field ("Error! No text of specified style in document.") is printed where the page head should be;
a scan may garble it, split it over two lines, or run it into the first line of text. When it has run into a
text and its own end is nowhere, a line of text may be lost beneath it: `Clean.suspects` names such lines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from .fuzzy import fold, resembles
from .levels import names_one
from .lines import Line, Row

# What Word prints, in the languages of the Swedish public sector's installations, when a field fails.
FIELD_ERRORS = (
    "Error! No text of specified style in document.",
    "Error! Reference source not found.",
    "Error! Bookmark not defined.",
    "Error! Unknown document property name.",
    "Fel! Ingen text med angivet format i dokumentet.",
    "Fel! Det finns ingen text med angivet format i dokumentet.",
    "Fel! Hittar inte referenskälla.",
    "Fel! Bokmärket är inte definierat.",
    "Fel! Okänt namn på dokumentegenskap.",
)
_PAGE_NUMBER = re.compile(
    r"""^(?:.{0,80}?\s{2,}|(?:tjänsteutlåtande|tjänsteskrivelse)\s+)?   # a running head with room after it
        (?:
            (?:sid(?:a|an|nr)?|s\.|page)[\s:.]*\d{1,4}(?:\s*(?:\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|av\s+\d{1,4}))?
          | \d{1,4}\s*[(\[]\s*\d{1,4}\s*[)\]]
          | [-–—]\s*\d{1,4}\s*[-–—]
        )$""",
    re.VERBOSE | re.IGNORECASE,
)
_ANNEX = re.compile(r"^\s*bilaga\s+[\da-zåäö]\b", re.IGNORECASE)  # listed, and again over the annex itself
_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_MOST_HEADS = 400  # texts near page breaks that are compared with one another
_STROKES = "|¦_~^`´\u0027"  # what a scan makes of the margin, alone on a line
_FRAME = "│┃║┆┊"
_SHORTEST_RULE = 4  # signs of a line that is nothing but signs
_NEAR = 4  # rows on either side of a page break where running heads and feet stand


@dataclass(frozen=True, slots=True)
class Clean:
    """The rows that are text, the lines that were noise, and the rows beneath which text may be lost."""

    rows: tuple[Row, ...]
    noise: tuple[int, ...]
    suspects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    end: int  # offset in the line where the failed field ends
    tail: str  # what of it has not come yet


def clean(lines: Sequence[Line], aside: Set[int] | None = None) -> Clean:
    """Take the page noise away; what is left of a line is always a part of that line.

    `aside` numbers the lines that are known to stand beside the text; None when they have to be found.
    """
    texts, suspects = _without_fields(lines)
    furniture = _furniture(lines, texts) if aside is None else aside
    in_blocks = any(line.look.new_block for line in lines)
    rows: list[Row] = []
    gap = ""
    for line, text in zip(lines, texts, strict=True):
        visible = "" if line.number in furniture else _within_frame(text)
        noisy = line.new_page or line.number in furniture or text.strip() != line.text.strip()
        gap = "page" if noisy or gap == "page" else gap or ("blank" if line.look.new_block else "")
        if visible:
            indent = text.index(visible)
            flows = in_blocks and not line.look.new_block and not gap
            rows.append(Row(line.number, visible, gap, indent, line.look, flows))
            gap = ""
        elif not gap:
            gap = "blank"
    noise = tuple(
        line.number
        for line, text in zip(lines, texts, strict=True)
        if line.text.strip() and (line.number in furniture or text.strip() != line.text.strip())
    )
    return Clean(tuple(rows), noise, tuple(suspects))


def _within_frame(text: str) -> str:
    """What stands within the frame of a box; nothing of a line that is its edge or a rule."""
    inner = text.strip().strip(_FRAME).strip()
    if len(inner) > 2 and inner[0] == inner[-1] == "|":
        inner = inner[1:-1].strip()
    if any(sign.isalnum() for sign in inner):
        return inner
    return "" if len(inner) >= _SHORTEST_RULE or not inner.strip(_STROKES) else inner


def _without_fields(lines: Sequence[Line]) -> tuple[list[str], list[int]]:
    texts = [line.text for line in lines]
    suspects = []
    for index, line in enumerate(lines):
        if texts[index] != line.text:  # already taken as the end of a field
            continue
        field = _field_error(line.text)
        if field is None:
            continue
        texts[index] = line.text[field.end :]
        ended = not field.tail or _take_tail(texts, index + 1, field.tail)
        if not ended and texts[index].strip():
            suspects.append(line.number)
    return texts, suspects


def _take_tail(texts: list[str], start: int, tail: str) -> bool:
    """Blank the line among the next few that is the rest of a field; say whether there was one."""
    seen = 0
    for index in range(start, min(start + 6, len(texts))):
        text = texts[index].strip()
        if not text:
            continue
        if resembles(text, tail, 0.34):
            texts[index] = ""
            return True
        seen += 1
        if seen == 2:
            break
    return False


def _field_error(text: str) -> _Field | None:
    lead = len(text) - len(text.lstrip())
    start = fold(text[lead : lead + 60])
    if len(start) < 12:
        return None
    found = [_align(text[lead:], phrase) for phrase in FIELD_ERRORS if _shares_letters(start, phrase)]
    best = max((match for match in found if match), key=lambda match: match[0], default=None)
    return _Field(lead + best[1].end, best[1].tail) if best else None


def _shares_letters(start: str, phrase: str) -> bool:
    """A cheap question before the dear one: do they share enough threes of letters?"""
    wanted = _threes(fold(phrase))
    return len(wanted & _threes(start)) >= 0.3 * len(wanted)


@lru_cache(maxsize=8192)
def _threes(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 3] for index in range(len(text) - 2))


def _align(text: str, phrase: str) -> tuple[float, _Field] | None:
    """Lay the phrase along the beginning of the text, letter by letter; keep as many whole words as pay.

    A word of the phrase pays with its length and costs two and a half per letter that differs, so a
    garbled beginning is carried by the words after it, and a text that follows is not swallowed.
    """
    wanted = fold(phrase)
    window = text[: len(phrase) + 12].lower()
    table = _edit_table(wanted, window)
    best: tuple[float, int, int] | None = None
    for end in [match.start() for match in re.finditer(r" |$", wanted)]:
        column = min(range(len(window) + 1), key=lambda at, row=end: (table[row][at], -at))  # type: ignore[misc]
        worth = end - 2.5 * table[end][column]
        if wanted[:end].count(" ") >= 2 and (best is None or worth > best[0]):
            best = (worth, end, column)
    if best is None or best[0] < 0.2 * best[1] or best[0] < 8:
        return None
    rest = re.match(r"\S{0,2}(?=\s|$)", text[best[2] :])
    column = best[2] + (rest.end() if rest else 0)
    return best[0], _Field(column, wanted[best[1] :].strip())


def _edit_table(wanted: str, window: str) -> list[list[int]]:
    table = [list(range(len(window) + 1))]
    for row, letter in enumerate(wanted, start=1):
        current = [row]
        for column, other in enumerate(window, start=1):
            change = table[-1][column - 1] + (letter != other)
            current.append(min(change, table[-1][column] + 1, current[-1] + 1))
        table.append(current)
    return table


def _furniture(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Numbers of the lines that are page numbers, or heads and feet that come back near page breaks."""
    filled = [index for index, text in enumerate(texts) if text.strip()]
    numbered = {index for index in filled if _PAGE_NUMBER.match(texts[index].strip())}
    numbered |= _counting(texts, filled)
    breaks = _breaks(lines, texts, filled, numbered)
    near = _near(breaks, len(filled))
    alike = _alike({_mask(texts[filled[place]]) for place in near})
    masks = {place: _mask(texts[index]) for place, index in enumerate(filled)}
    key = {place: alike.get(mask, mask) for place, mask in masks.items()}
    repeated = Counter(key[place] for place in near)
    total = Counter(key.values())
    said = Counter(texts[index].strip() for index in filled)
    enough = 2 if len(breaks) <= 3 else 3
    running = {
        filled[place]
        for place in near
        if repeated[key[place]] >= enough
        and repeated[key[place]] >= 0.8 * (total[key[place]] - 1)
        and not (repeated[key[place]] == 2 and _ANNEX.match(texts[filled[place]]))
        and not (said[texts[filled[place]].strip()] == 1 and names_one(texts[filled[place]]))
    }
    running &= _at_the_edge(running | numbered, breaks, filled)
    running -= _first_of(running, texts, breaks, filled)
    return {lines[index].number for index in numbered | running}


def _breaks(
    lines: Sequence[Line], texts: Sequence[str], filled: Sequence[int], numbered: set[int]
) -> list[int]:
    """Places among the filled lines before which a page begins or a page number stands."""
    found = []
    for place, index in enumerate(filled):
        start = filled[place - 1] + 1 if place else 0
        opened = any(lines[at].new_page for at in range(start, index + 1))
        field = any(texts[at] != lines[at].text for at in range(start, index + 1))
        if opened or field or index in numbered:
            found.append(place)
    return found


def _near(breaks: Iterable[int], count: int) -> set[int]:
    return {place for at in breaks for place in range(max(0, at - _NEAR), min(count, at + _NEAR + 1))}


def _at_the_edge(noise: set[int], breaks: Iterable[int], filled: Sequence[int]) -> set[int]:
    """What stands between noise and the page's edge is noise too: nothing beyond a line of text is."""
    found: set[int] = set()
    for at in breaks:
        for way in (range(at, min(len(filled), at + _NEAR + 1)), range(at - 1, max(-1, at - _NEAR - 1), -1)):
            for place in way:
                if filled[place] not in noise:
                    break
                found.add(filled[place])
    return found


def _first_of(
    running: set[int], texts: Sequence[str], breaks: Sequence[int], filled: Sequence[int]
) -> set[int]:
    """The first standing of each running text, when it is on the first page: there it is the title itself."""
    later = [place for place in breaks if place > _NEAR]
    second_page = filled[later[0]] if later else len(texts)
    seen: set[str] = set()
    firsts = set()
    for index in filled:
        if index >= second_page:
            break
        mask = _mask(texts[index])
        if mask not in seen and index in running:
            firsts.add(index)
        seen.add(mask)
    return firsts


def _alike(masks: set[str]) -> dict[str, str]:
    """Each text near page breaks by the first that it is a reading of: a scan garbles a running head anew."""
    chosen: dict[str, str] = {}
    for mask in sorted(masks)[:_MOST_HEADS]:
        first = next((known for known in dict.fromkeys(chosen.values()) if _same_head(mask, known)), mask)
        chosen[mask] = first
    return chosen


def _same_head(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 2 and len(one) >= 8 and resembles(one, other, 0.12)


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", fold(text))


def _counting(texts: Sequence[str], filled: Sequence[int]) -> set[int]:
    """Bare numbers alone on a line that count the pages: each one more, a page of text after the last."""
    chain: list[int] = []
    for index in filled:
        text = texts[index].strip()
        if not _BARE_NUMBER.match(text):
            continue
        if (not chain and int(text) <= 3) or (
            chain and int(text) == int(texts[chain[-1]]) + 1 and index - chain[-1] >= 12
        ):
            chain.append(index)
    return set(chain) if len(chain) >= 2 else set()
