"""Headings that group goals without a word for it: "Trygghet" over "Mål" and "Åtgärder", time after time."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ..fuzzy import bare, fold
from ..level_words import Role
from ..lines import Row
from ..numerals import mark_of
from .reach import Reach, label_of

_SHALL = re.compile(r"\b(?:ska|skall|vill|innebar att|genom att)\s*:$")
_BINDS = re.compile(r"\b(?:ska|skall)\b")
_FEWEST = 2  # headings that group alike, to be taken for areas
UNKNOWN = 99
"""The depth of a heading that only its look tells."""
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
            "dokument",
            "lagar",
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
_ALONE = frozenset({"ekonomi", "samverkan", "organisation", "kommunikation", "kontakt", "innehall"})
"""Of these, such as areas are named by too ("Ekonomi och arbete")."""
_SMALL = frozenset({"och", "for", "av", "i", "med", "samt", "till", "vara", "var"})


def area_headings(rows: Sequence[Row], reach: Reach, depth_at: Callable[[int], int]) -> frozenset[int]:
    """The rows of headings that goals are grouped beneath, when several headings group them alike.

    Each stands nearest above a heading over goals or over what is done. Where a document labels its areas
    itself there are none but beneath these.
    """
    labels = ((row, label_of(row)) for row in rows)
    over = [
        row.look.heading
        for row, found in labels
        if found and found.level.role is Role.AREA and (found.number or not found.level.weak)
    ]
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
        elif word is None and depth_at(at) and not reach.is_kind_heading(at):
            beneath = not over or row.look.heading > max(over)
            latest = at if beneath and _names_an_area(row) else None
    usual = Counter(groups.values())
    return frozenset(at for at, word in groups.items() if usual[word] >= _FEWEST)


def headings_over_lists(
    rows: Sequence[Row], reach: Reach, depth_at: Callable[[int], int], counts: frozenset[int]
) -> frozenset[int]:
    """The rows of headings that each stand over a list of what shall be, when they are as many as is said.

    `counts`: how many areas the document says that it has.
    """
    found: dict[tuple[int, int], list[int]] = {}
    open_at: dict[int, int] = {}  # the latest heading of each depth
    latest: int | None = None
    for at, row in enumerate(rows):
        depth = depth_at(at)
        if 0 < depth < UNKNOWN:
            open_at = {deep: place for deep, place in open_at.items() if deep < depth} | {depth: at}
            latest = at if _names_an_area(row) and not reach.is_kind_heading(at) else None
        elif latest is not None and mark_of(row) and _BINDS.search(row.text):
            deep = depth_at(latest)
            above = max((place for other, place in open_at.items() if other < deep), default=-1)
            found.setdefault((deep, above), []).append(latest)
            latest = None
    several = [places for places in found.values() if len(places) in counts and len(places) >= _FEWEST]
    return frozenset(several[0]) if len(several) == 1 else frozenset()


def upper_headings(
    rows: Sequence[Row], area_rows: frozenset[int], reach: Reach, depth_at: Callable[[int], int]
) -> frozenset[int]:
    """The rows of headings that areas are grouped beneath in turn: several of one depth, over all of them."""
    over: dict[int, list[int]] = {}
    headings: list[tuple[int, int]] = []
    for at in range(len(rows)):
        depth = depth_at(at)
        if not 0 < depth < UNKNOWN:
            continue
        if at in area_rows:
            above = next((place for place, upper in reversed(headings) if upper < depth), None)
            if above is None:
                return frozenset()
            over.setdefault(above, []).append(at)
        headings.append((at, depth))
    alike = len({depth_at(at) for at in over}) == 1 < len(over)
    several = sum(map(len, over.values())) > len(over)
    named = all(_names_an_area(rows[at]) and not reach.is_kind_heading(at) for at in over)
    return frozenset(over) if alike and several and named else frozenset()


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
    return len(row.text.split()) <= _LONGEST and not tells_no_area(row.text)


def tells_no_area(text: str) -> bool:
    """Whether a heading is over no goals: by a word that says so, or by words that all do ("Ekonomi")."""
    words = {bare(word) for word in fold(text).split() if not word[:1].isdigit()} - _SMALL
    return bool(words & (NO_GOALS - _ALONE)) or words <= NO_GOALS
