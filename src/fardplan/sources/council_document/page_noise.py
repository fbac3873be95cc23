"""Page noise: what is on the page and not in the text. Page numbers, running heads, failed Word fields."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from .failed_fields import without_fields
from .fuzzy import fold, resembles
from .levels import names_one
from .lines import Line, Row

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
_FOOT = re.compile(r"^(?P<text>.{3,80}?\S)\s+[|¦]\s+(?P<page>\d{1,4})$")
_FEWEST_BETWEEN = 5  # lines between two feet
_PAGE, _FIRST_PAGES = 12, 3  # lines of a page at least, and numbers that pages begin to count at
_MOST_LOST, _FEWEST_LOST = 3, 4  # pages further on, where numbers are lost, and how many are left
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


def clean(lines: Sequence[Line], aside: Set[int] | None = None) -> Clean:
    """Take the page noise away; what is left of a line is always a part of that line.

    `aside` numbers the lines that are known to stand beside the text; None when they have to be found.
    """
    texts, suspects = without_fields(lines)
    furniture = _furniture(lines, texts) if aside is None else aside
    in_blocks = any(line.look.new_block for line in lines)
    rows: list[Row] = []
    gap = ""
    for line, text in zip(lines, texts, strict=True):
        visible = "" if line.number in furniture else _within_frame(text)
        noisy = line.new_page or line.number in furniture or text.strip() != line.text.strip()
        gap = (
            "page"
            if noisy or gap == "page"
            else gap or ("blank" if line.look.new_block or line.apart else "")
        )
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


def _furniture(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Numbers of the lines that are page numbers, or heads and feet that come back near page breaks."""
    filled = [index for index, text in enumerate(texts) if text.strip()]
    numbered = {index for index in filled if _PAGE_NUMBER.match(texts[index].strip())}
    numbered |= _counting(texts, filled) | _counted_feet(texts, filled)
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
    """Bare numbers alone on a line that count the pages: each one more, a page of text after the last.

    Some of them may be missing, where those that are left are several.
    """
    bare = [index for index in filled if _BARE_NUMBER.match(texts[index].strip())]
    return _chain(texts, bare, most=1, fewest=2) or _chain(texts, bare, most=_MOST_LOST, fewest=_FEWEST_LOST)


def _counted_feet(texts: Sequence[str], filled: Sequence[int]) -> set[int]:
    """Rows that say one thing and a page after a stroke ("Regionplan 2026 | 9"), the pages counting on."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index in filled:
        match = _FOOT.match(texts[index].strip())
        if match:
            found.setdefault(match["text"], []).append((int(match["page"]), index))
    counting = [told for told in found.values() if len(told) > 1 and _counts_pages(told)]
    return {index for told in counting for _, index in told}


def _counts_pages(told: Sequence[tuple[int, int]]) -> bool:
    """Whether numbers at places of the text count on, with a page of text between two of them."""
    steps = pairwise(told)
    return all(page < later and after - index >= _FEWEST_BETWEEN for (page, index), (later, after) in steps)


def _chain(texts: Sequence[str], bare: Sequence[int], *, most: int, fewest: int) -> set[int]:
    """The longest run of numbers that each count on by at most `most`, with a page between two of them."""
    best: list[int] = []
    for start, first in enumerate(bare):
        if most == 1 and int(texts[first]) > _FIRST_PAGES:
            continue
        chain = [first]
        for index in bare[start + 1 :]:
            further = int(texts[index]) - int(texts[chain[-1]])
            if 1 <= further <= most and index - chain[-1] >= _PAGE:
                chain.append(index)
        best = max(best, chain, key=len)
        if most == 1 or len(best) >= len(bare) - start:
            break
    return set(best) if len(best) >= fewest else set()
