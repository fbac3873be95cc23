"""Figures in which a scan has read letters: "20l6", or "högst g procent"."""

import re

from ..confusions import FIGURES
from .judge import Finding, Judged
from .noise import Noise

_MIXED = re.compile(r"(?=(?:\D*\d){2})[\dlI|oOSBgqZ]{3,}")
_COUNTED = re.compile(r"(?:procent|promille|%|[kMG]Wh\b|kronor|mnkr|tkr|miljoner|miljarder)")
_BETWEEN = re.compile(r"(?<=[\d.:/-])l(?=[\d.:/-])")
_SURE, _GUESSED = 0.97, 0.7


def figure(read: str, following: str, noise: Noise) -> Judged | None:
    """What a part of a word is as a figure; None for one that is none, and in a clean document.

    A letter that stands alone is one only before what is counted, and then a doubt: it may have been another.
    """
    if noise.clean:
        return None
    if _MIXED.fullmatch(read) and not read.isdigit():
        text = "".join(FIGURES.get(sign, sign) for sign in read)
        return Judged(read, text, Finding.REPAIRED, (text,), _SURE)
    if read in FIGURES and _COUNTED.match(following):
        return Judged(read, FIGURES[read], Finding.UNCERTAIN, (FIGURES[read], read), _GUESSED)
    return None


def number_read(number: str) -> str:
    """A case number with the strokes between its figures as figures ("1.2.l-388")."""
    return _BETWEEN.sub("1", number)
