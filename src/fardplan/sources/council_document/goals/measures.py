"""What goals are measured with: a measure's text apart from its source, and the goal that it measures."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ..fuzzy import fold
from ..level_words import Role
from ..levels import level_at
from ..lines import Passage
from .facts import facts_inside
from .found import FoundGoal, FoundMeasure

_SOURCE = re.compile(
    r"\s{0,8}[(\[]\s*(?:(?P<level>[A-Za-zåäö]*mål)\s+(?P<number>[A-Z]?\d{1,2}(?:\.\d{1,2})*),\s*)?"
    r"(?:[KkHh]\S?lla|[Dd]atak\S?lla)\s*[:.]?\s*(?P<inner>.+?)\s*[)\]]\s*\.?$"
    r"|[\s.,;–—-]{0,8}(?:\b(?:K\S?lla|Datak\S?lla)|(?<=[,;])\s*(?:källa|mäts i))\s*:\s*(?P<after>.+?)\s*\.?$"
)
_REFERS = re.compile(
    r"(?<![\s,;(])[\s,;(]{1,8}(?:avser\s+|mäter\s+|till\s+)?(?P<level>[^\s,;()]*m[^\s,;()]l)\s+(?P<number>[A-Z]?\.?\d{0,2}(?:\.\d{1,2})*|[IVX]+(?:\s[a-z])?)"
    r"\s*[).]*$"
)
_LEADS = re.compile(r"(?P<number>[A-Z]?\d{1,2}(?:\.\d{1,2}){1,2})\s+(?=[A-ZÅÄÖ])")
_KNOWN_SOURCE = re.compile(
    r"\s*\((?P<inner>[^()]*\b(?:Kolada|SCB|Brå|Skolverket|Folkhälsomyndigheten|Socialstyrelsen|Försäkringskassan"
    r"|Arbetsförmedlingen|Valmyndigheten|Kronofogden|BRIS|CAN|\w+(?:myndigheten|verket|undersökning(?:en)?"
    r"|enkät(?:en)?|register|registret|statistik(?:en)?|system|systemet))\b[^()]*)\)\s*\.?$"
)
_NEXT = re.compile(r"\)(?:\s+(?=[A-ZÅÄÖ])|[,;]\s+)")
_PARENTHESIS = re.compile(r"\s*\((?P<inner>[^()]{2,80})\)\s*\.?$")
_IN_ORDER = 0.7  # what it counts that a goal is the next after the latest that was measured
_COMMON = frozenset(
    [
        "andel",
        "andelen",
        "antal",
        "antalet",
        "procent",
        "invanare",
        "personer",
        "kommunen",
        "ska",
        "och",
        "eller",
        "som",
        "for",
        "fran",
        "till",
        "med",
        "har",
        "inte",
        "alla",
        "varje",
        "minst",
        "hogst",
        "senast",
        "okat",
        "minskat",
        "oka",
        "minska",
    ]
)
_STEMS = (4, 6)  # letters by which two words are taken for forms of one, and more surely so


def measure(passage: Passage, near: FoundGoal | None, *, source_in_parentheses: bool = False) -> FoundMeasure:
    """A measure with what its own text tells: its source, the value to reach, the goal that it measures."""
    stop, facts = facts_inside(passage.flat)
    one = FoundMeasure(passage.slice(0, stop), near)
    for key, start, end in facts:
        tell_measure(one, key, passage.slice(start, end))
    if one.source is None:
        _cut_source(one, in_parentheses=source_in_parentheses)
    _cut_reference(one)
    one.passage = one.passage.slice(0, len(one.passage.flat.rstrip(" .;,")))
    return one


def several(passage: Passage) -> list[Passage]:
    """The measures of a paragraph that tells one after another, each with its source in parentheses."""
    text = passage.flat
    cuts = [match.end() for match in _NEXT.finditer(text)]
    starts = [0, *cuts] if cuts else [0]
    return [passage.slice(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def tell_measure(one: FoundMeasure, key: str, text: Passage) -> None:
    """A fact of a measure, by its key (facts.ATTRIBUTES); what has no place in a draft is passed over."""
    if key == "source":
        one.source = one.source or text
    elif key == "target":
        one.target = one.target or text


def _cut_source(one: FoundMeasure, *, in_parentheses: bool) -> None:
    text = one.passage.flat
    match = _SOURCE.search(text) or _KNOWN_SOURCE.search(text)
    if match is None and in_parentheses:
        match = _PARENTHESIS.search(text)
    if match is not None:
        group = next(name for name in ("inner", "after") if name in match.re.groupindex and match[name])
        one.source = one.passage.slice(*match.span(group))
        if match.re is _SOURCE and match["number"]:
            one.of_number = match["number"]
        one.passage = one.passage.slice(0, match.start())


def _cut_reference(one: FoundMeasure) -> None:
    """ "…, effektmål I a" or "1.2 Andel …": the goal that a measure is of, named by level and number."""
    lead = _LEADS.match(one.passage.flat)
    if lead is not None:
        one.of_number = lead["number"]
        one.passage = one.passage.slice(lead.end())
    match = _REFERS.search(one.passage.flat)
    level = level_at([match["level"]]) if match else None
    if match is not None and level is not None:
        one.of_level, one.of_number = level.word, match["number"]
        one.passage = one.passage.slice(0, match.start())


def measured(measures: Sequence[FoundMeasure], goals: Sequence[FoundGoal]) -> list[FoundGoal | None]:
    """The goal of each measure: by the number that a table gives, by where it stands, by the words it shares.

    Only goals that are to be reached are measured. Among the goals of one area the words decide. Where they
    say nothing, the order in which both stand does if there are as many of each; else it is the goal measured
    before, or none.
    """
    aims = _aims(goals)
    for one in measures:
        one.near = _what_it_is_done_for(one.near)
    weights = _weights(aims)
    own = _has_own(measures)
    together = len({one.group for one in measures if one.group}) <= 1
    beside = Counter(id(one.near) for one in measures)
    found: list[FoundGoal | None] = []
    for one in measures:
        among = list(aims) if together and one.group else _among(one, aims)
        if one.near is not None and (one.sure or (own and one.near.role is Role.GOAL)):
            found.append(one.near)
        elif by_number := _by_number(one, goals):
            found.append(by_number)
        else:
            step = beside[id(one.near)] == len(among)
            found.append(_by_words(one, among, weights, found, keeps_step=step))
    return found


def _what_it_is_done_for(goal: FoundGoal | None) -> FoundGoal | None:
    """The goal that an action stands beneath; any other goal is itself."""
    above = goal
    while above is not None and above.role is Role.ACTION:
        above = above.parent
    return above or goal


def _has_own(measures: Sequence[FoundMeasure]) -> bool:
    """Whether measures stand each beneath its own goal: two goals of one area have some beneath them."""
    nears = {
        id(one.near): one.near for one in measures if one.near is not None and one.near.role is Role.GOAL
    }
    parents = Counter(id(goal.parent) for goal in nears.values())
    return any(count >= 2 for count in parents.values())


def _aims(goals: Sequence[FoundGoal]) -> list[FoundGoal]:
    """The goals that can be measured: those to be reached that have none such beneath them."""
    over = {id(goal.parent) for goal in goals if goal.role is Role.GOAL and goal.parent is not None}
    aims = [goal for goal in goals if goal.role is Role.GOAL and id(goal) not in over]
    return aims or list(goals)


def _by_number(one: FoundMeasure, goals: Sequence[FoundGoal]) -> FoundGoal | None:
    if one.of_number is None:
        return None
    above, _, own = one.of_number.rpartition(" ")
    found = [
        goal
        for goal in goals
        if goal.number == own and (not above or (goal.parent is not None and goal.parent.number == above))
    ]
    return next((goal for goal in found if goal.level == one.of_level), found[0] if found else None)


def _among(one: FoundMeasure, aims: Sequence[FoundGoal]) -> list[FoundGoal]:
    """The goals that a measure may be of: those of the area that it stands in, else all."""
    near = one.near
    if near is None:
        return list(aims)
    top = near if near.role is Role.AREA else near.parent if near.parent is not None else near
    within = [goal for goal in aims if goal is near or _is_under(goal, top)]
    return within or list(aims)


def _is_under(goal: FoundGoal, top: FoundGoal | None) -> bool:
    above = goal.parent
    while above is not None:
        if above is top:
            return True
        above = above.parent
    return False


def _by_words(
    one: FoundMeasure,
    among: Sequence[FoundGoal],
    weights: Counter[str],
    before: Sequence[FoundGoal | None],
    *,
    keeps_step: bool,
) -> FoundGoal | None:
    if not among:
        return one.near
    words = _stems(one.passage.flat)
    last = next((goal for goal in reversed(before) if goal in among), None)
    after = among.index(last) if last is not None else -1

    def worth(place: int) -> tuple[float, float]:
        shared = words & _stems(among[place].passage.flat)
        likeness = sum(1.0 / weights[word] for word in shared)
        away = place - (after + 1)
        return likeness + (_IN_ORDER if away in {0, -1} else 0.0), -abs(away) - (0.5 if away < 0 else 0.0)

    best = max(range(len(among)), key=worth)
    return among[best] if keeps_step or words & _stems(among[best].passage.flat) else last


def _weights(aims: Sequence[FoundGoal]) -> Counter[str]:
    return Counter(stem for goal in aims for stem in _stems(goal.passage.flat))


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    words = [fold(word) for word in re.findall(r"[a-zåäöé&#]{4,}|\d{2,}", text.lower())]
    return frozenset(word[:size] for word in words if word not in _COMMON for size in _STEMS)
