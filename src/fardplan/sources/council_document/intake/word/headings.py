"""Headings that are none by their style: short, alone, bold or large, with text after them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .story import Written

_LONGEST = 120
_DEEPEST = 9
_LARGER = 1.12  # than most of the text


def with_headings(written: Sequence[Written]) -> list[Written]:
    """The lines, those that look like headings with a level: after the styled ones, the largest first."""
    usual = _usual_size(written)
    found = [at for at in range(len(written)) if _looks_so(written, at, usual)]
    sizes = sorted({written[at].size for at in found}, reverse=True)
    styled = max((one.placed.look.heading for one in written), default=0)
    told = list(written)
    for at in found:
        level = min(styled + 1 + sizes.index(written[at].size), _DEEPEST)
        one = written[at]
        told[at] = replace(one, placed=replace(one.placed, look=replace(one.placed.look, heading=level)))
    return told


def _usual_size(written: Sequence[Written]) -> int:
    letters: Counter[int] = Counter()
    for one in written:
        letters[one.size] += len(one.placed.text)
    return max(letters, key=lambda size: letters[size], default=0)


def _looks_so(written: Sequence[Written], at: int, usual: int) -> bool:
    one = written[at]
    look, text = one.placed.look, one.placed.text.strip()
    if look.heading or look.mark or look.cell or one.placed.aside or not one.first or len(text) > _LONGEST:
        return False
    large = one.size >= _LARGER * usual
    if not (look.bold or large) or one.size < usual or text[-1:] in ".,;:" or not any(map(str.isalpha, text)):
        return False
    return at + 1 < len(written) and _alone(written[at + 1], large)


def _alone(following: Written, large: bool) -> bool:
    """Whether what comes after is a block of its own, and not one more of the same bold lines."""
    return following.first and (large or not following.placed.look.bold or bool(following.placed.look.mark))
