"""How noisy a document is: the share of its words that are no words but the misreading of a common one."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ..confusions import misreadings
from .words import frequency

_WORD = re.compile(r"[^\W\d_][\w&#°¢]*[^\W\d_]|[&#468]\w{2,}")
_SIGN_INSIDE = re.compile(r"[a-zåäö][&#°¢468][a-zåäö]|^[&#]\w")
_COMMON = 3.0
_SAMPLE = 3000  # distinct words
_LIGHT, _HEAVY = 0.004, 0.04
_FEWEST = 3  # noisy words below which a document counts as clean, whatever its length


@dataclass(frozen=True, slots=True)
class Noise:
    """Share of noisy words, from 0 to 1, and what follows from it."""

    rate: float

    @property
    def clean(self) -> bool:
        return self.rate == 0.0

    @property
    def penalty(self) -> float:
        """What every edit costs more in a lightly noisy document than in a heavily noisy one."""
        return 0.0 if self.rate >= _HEAVY else 1.0


CLEAN = Noise(0.0)


def measure(texts: Iterable[str]) -> Noise:
    """The noise of a document's rows; 0 when what looks like noise can be a few names."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text))
        if len(counts) >= _SAMPLE:
            break
    noisy = {word: count for word, count in counts.items() if looks_misread(word)}
    rate = sum(noisy.values()) / max(1, counts.total())
    return Noise(rate) if len(noisy) >= _FEWEST and rate >= _LIGHT else CLEAN


@lru_cache(maxsize=16384)
def looks_misread(word: str) -> bool:
    """Whether a word has a sign among its letters, or is unheard of and one misreading from a common word."""
    if _SIGN_INSIDE.search(word):
        return True
    if len(word) < 3 or not word[0].islower() or frequency(word):
        return False
    return any(frequency(other) >= _COMMON for other, _ in islice(misreadings(word), 400))
