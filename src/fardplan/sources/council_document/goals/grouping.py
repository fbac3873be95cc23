"""Headings that group goals without a word for it: "Trygghet" over "Mål" and "Åtgärder", time after time."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ..fuzzy import fold
from ..levels import Role
from ..lines import Row
from ..numerals import mark_of
from .reach import Reach, label_of

_SHALL = re.compile(r"\b(?:ska|skall|vill|innebar att|genom att)\s*:$")
_FEWEST = 2  # headings that group alike, to be taken for areas
_LONGEST = 12  # words of an area's name

NO_GOALS = frozenset(
    (
        *(
            "inledning",
            "bakgrund",
            "syfte",
            "nulage",
            "utmaningar",
            "utgangspunkter",
            "uppfoljning",
            "vision",
        ),
        *("genomforande", "ansvar", "roller", "organisation", "omvarld", "omvarldsanalys", "forord", "metod"),
        *("nulagesbeskrivning", "sammanfattning", "definitioner", "begrepp", "lasanvisning", "ekonomi"),
        *("finansiering", "forutsattningar", "styrning", "avgransning", "implementering", "kommunikation"),
        *(
            "revidering",
            "utvardering",
            "prioriteringar",
            "innehall",
            "lagstiftning",
            "styrdokument",
            "samverkan",
            "tidigare",
            "beslut",
            "bilagor",
            "bilaga",
            "kontakt",
            "referenser",
            "underlag",
        ),
    )
)
"""Words of headings that are no area."""


def area_headings(rows: Sequence[Row], reach: Reach, depth_at: Callable[[int], int]) -> frozenset[int]:
    """The rows of headings that goals are grouped beneath, when several headings group them alike.

    Each stands nearest above a heading over goals or over what is done. Where a document labels its areas
    itself there are none but beneath these.
    """
    over = [row.look.heading for row in rows if (found := label_of(row)) and found.level.role is Role.AREA]
    if 0 in over:
        return frozenset()
    groups: dict[int, str] = {}
    latest: int | None = None
    for at, row in enumerate(rows):
        word = _groups_by(rows, at, reach)
        if word is not None and latest is not None:
            groups.setdefault(latest, word)
        if at in reach.sections or (label_of(row) and reach.opens(at)):
            latest = None
        elif word is None and depth_at(at):
            beneath = not over or row.look.heading > max(over)
            latest = at if beneath and _names_an_area(row) else None
    usual = Counter(groups.values())
    return frozenset(at for at, word in groups.items() if usual[word] >= _FEWEST)


def _groups_by(rows: Sequence[Row], at: int, reach: Reach) -> str | None:
    """The word by which what stands at a row belongs to the heading above it; None for what does not."""
    row = rows[at]
    if reach.is_kind_heading(at):
        over = reach.kind_level(at)
        return over.word if over and over.role in {Role.GOAL, Role.ACTION} else None
    label = label_of(row) if reach.opens(at) else None
    if label is not None:
        return label.level.word if label.level.role is Role.GOAL else None
    return "" if _opens_list(rows, at) else None


def _opens_list(rows: Sequence[Row], at: int) -> bool:
    """Whether a sentence of a row announces a list on the next ("Det innebär att kommunen ska:")."""
    text = rows[at].text.rstrip()
    following = rows[at + 1] if at + 1 < len(rows) else None
    listed = following is not None and mark_of(following) is not None
    return text.endswith(":") and listed and bool(_SHALL.search(fold(text)))


def _names_an_area(row: Row) -> bool:
    words = fold(row.text).split()
    return len(words) <= _LONGEST and not set(words) & NO_GOALS
