"""What copying a page as text tears apart: page numbers run into lines, bullets alone on lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..lines import Line, Look
from .marks import BULLET

_RUN_IN = re.compile(r"^(?P<text>.*\S)\s{1,2}(?P<page>\d{1,3})\s?\((?P<of>\d{1,3})\)\s*$")
_REMARK = re.compile(r"^\s*<!--.*-->\s*$")
_ITS_OWN = re.compile(r"(?:^|\s)(?:sid\w*|s\.|page)$|\S\s{2,}\S", re.IGNORECASE)  # "Sida 2 (7)", columns
_FEWEST_PAGES = 3
_BULLET_ALONE = re.compile(r"^\s*[•▪■►●○\uf0b7]\s*$")
_FEWEST_BULLETS = 2


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines with page numbers parted from text, and bullets drawn before what they stand before."""
    return _with_bullets(_without_page_numbers(_without_comments(lines)))


def _without_comments(lines: Sequence[Line]) -> list[Line]:
    """Remarks of a program, as of where a page begins ("<!-- sida 3 -->"), are no text."""
    found, opens = [], False
    for line in lines:
        remark = _REMARK.match(line.text) is not None
        found.append(replace(line, text="" if remark else line.text, new_page=line.new_page or opens))
        opens = remark and any(line.text.strip() for line in found)
    return found


def _without_page_numbers(lines: list[Line]) -> list[Line]:
    """ "Handläggare Eva Ek 2 (12)" ends a page where such ends count the pages of one document."""
    matches = [(at, _RUN_IN.match(line.text)) for at, line in enumerate(lines)]
    found = [(at, match) for at, match in matches if match and not _ITS_OWN.search(match["text"])]
    usual = Counter(match["of"] for _, match in found).most_common(1)
    counting = [(at, match) for at, match in found if usual and match["of"] == usual[0][0]]
    pages = [int(match["page"]) for _, match in counting]
    if len(pages) < _FEWEST_PAGES or pages != sorted(set(pages)) or pages[-1] > int(counting[-1][1]["of"]):
        return lines
    for at, match in counting:
        lines[at] = replace(lines[at], text=match["text"])
        if at + 1 < len(lines):
            lines[at + 1] = replace(lines[at + 1], new_page=True)
    return lines


def _with_bullets(lines: list[Line]) -> list[Line]:
    alone = [
        at
        for at, line in enumerate(lines[:-1])
        if _BULLET_ALONE.match(line.text) and any(sign.isalpha() for sign in lines[at + 1].text)
    ]
    if len(alone) >= _FEWEST_BULLETS:
        for at in alone:
            lines[at] = replace(lines[at], text="")
            lines[at + 1] = replace(lines[at + 1], look=Look(mark=BULLET))
    return lines
