"""The level of goals that no word names where they stand: what the document says of it elsewhere."""

import re
from collections import Counter
from collections.abc import Sequence

from ..genre import COUNT_WORDS
from ..level_words import Role
from ..levels import Level, level_at
from ..lines import Row
from .found import FoundGoal

_MOST_ROWS, _MOST_TOLD = 20_000, 2_000
_SHORTEST = 5  # letters; "mål" alone is said of everything
_SAY_MUCH_ELSE = frozenset(
    {
        "Uppdrag",
        "Riktlinje",
        "Princip",
        "Prioritering",
        "Initiativ",
        "Löfte",
        "Satsning",
        "Ambition",
        "Arbetssätt",
    }
)
"""Words that are used of other things than levels in any document."""
_HAS_BENEATH = (
    r"(?:\s+\S+){0,4}?\s+(?:finns|har|hör|anges|följer|innehåller|består av|konkretiseras i|bryts ned i"
    r"|omfattar)\s+(?P<rest>[^.]{3,80})"
)
_COUNTED = re.compile(
    r"\b(?P<count>två|tre|fyra|fem|sex|sju|åtta|nio|tio|\d{1,2})\s+(?P<first>[a-zåäö]+)(?:\s+(?P<second>[a-zåäö]+))?"
)
_HEADED_WITH = frozenset({"Princip", "Löfte", "Vägval"})
_CHAPTER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+(?P<title>[A-ZÅÄÖ].{4,80})$")
_TO_EACH = r"\b(?:till|för|under|inom|i|på)\s+(?:varje\s+|respektive\s+)?\w*"
_WHAT_FOLLOWS = r"\w*\s+(?P<rest>[^.]{3,60})"


class UnnamedLevels:
    """Gives the level of what stands beneath a goal without a word for it: the same throughout a document."""

    def __init__(self, rows: Sequence[Row], goals: Sequence[FoundGoal]) -> None:
        self.goals = goals
        self.words = _words(rows)
        self.headed = _headed(rows)
        self.told = " ".join(row.text for row in rows[:_MOST_TOLD] if not _CHAPTER.match(row.text)).lower()
        self.chosen: dict[tuple[str | None, Role], Level] = {}

    def done_beneath(self, above: FoundGoal) -> bool:
        """Whether what is done has been found beneath such a goal before."""
        return (above.level, Role.ACTION) in self.chosen

    def beneath(self, above: FoundGoal, *, aims: bool = False, done: bool = False) -> Level:
        """The word that the document declares, else the one it uses most of those that name nothing yet.

        `aims`: what stands beneath says what is to be, so that it may be a goal beneath a goal; `done`: it
        says what is done.
        """
        aimed = not done and (above.role is Role.AREA or (aims and above.parent is None))
        role = Role.GOAL if aimed else Role.ACTION
        key = (above.level, role)
        if key not in self.chosen:
            told = self._declared(above, role)
            told = told or (self._declared(above, Role.ACTION) if aims and role is Role.GOAL else None)
            self.chosen[key] = told or self._spoken_of(role)
        return self.chosen[key]

    def area(self) -> Level:
        """The word for the areas of a document that heads them without it."""
        counted = self._counted_areas()
        firm = next((level for level in counted if not level.weak), None)
        spoken = [level for level in (firm, self.headed, *self.words.get(Role.AREA, [])) if level]
        return next(iter([*spoken, *counted, *self._principles()]), Level("", Role.AREA, 0, None, False))

    def area_counts(self) -> frozenset[int]:
        """How many areas the document says that it has, wherever it counts some."""
        return frozenset(count for count, level in self._counted() if _several_areas(level, surely=False))

    def _principles(self) -> list[Level]:
        """What else a document counts and heads what it undertakes with ("fem principer")."""
        found = (level for _, level in self._counted() if level.word in _HEADED_WITH and level.plural)
        return [Level(level.word, Role.AREA, 0, None, False) for level in found]

    def area_over(self, area: Level) -> Level:
        """The word for what areas are grouped in ("Strategin har tre perspektiv")."""
        others = (level for level in self._counted_areas(surely=False) if level.word != area.word)
        return next(others, Level("", Role.AREA, 0, None, False))

    def _counted_areas(self, *, surely: bool = True) -> list[Level]:
        """The areas that the document counts ("fyra inriktningar", "tre strategiska områden").

        `surely`: by words that show that they are several.
        """
        areas = (level for _, level in self._counted() if _several_areas(level, surely=surely))
        return [Level(level.word, Role.AREA, 0, None, False, weak=level.weak) for level in areas]

    def _counted(self) -> list[tuple[int, Level]]:
        """Each count of the text and the level that is counted ("tre områden")."""
        found = []
        for match in _COUNTED.finditer(self.told):
            words = [match["first"], *([match["second"]] if match["second"] else [])]
            levels = (level_at(words[start:], weak=True) for start in range(len(words)))
            count = match["count"]
            number = int(count) if count.isdecimal() else COUNT_WORDS.get(count, 0)
            found += [(number, level) for level in levels if level is not None]
        return found

    def _spoken_of(self, role: Role) -> Level:
        used = {goal.level for goal in self.goals if goal.level}
        free = [level for level in self.words.get(role, ()) if level.word not in used]
        return free[0] if free else Level("", role, 0, None, False)

    def _declared(self, above: FoundGoal, role: Role) -> Level | None:
        """ "Till varje målområde hör delmål": what the document says stands beneath such a goal."""
        stem = (above.level or "").split()[-1:]
        if not stem:
            return None
        word = re.escape(stem[0].lower())
        for pattern in (rf"\b\w*{word}\w*\b{_HAS_BENEATH}", rf"{_TO_EACH}{word}{_WHAT_FOLLOWS}"):
            for match in re.finditer(pattern, self.told):
                named = [level for one in match["rest"].split() if (level := level_at([one]))]
                fit = [level for level in named if level.role is role and level.word != above.level]
                if fit:
                    return fit[0]
        return None


def _several_areas(level: Level, *, surely: bool = True) -> bool:
    several = level.plural is True or (level.plural is None and not surely)
    return level.role is Role.AREA and several and not level.definite


def _headed(rows: Sequence[Row]) -> Level | None:
    """The areas that a numbered chapter is headed with ("6 Strategiska områden för en hållbar stad")."""
    for row in rows[:_MOST_TOLD]:
        chapter = _CHAPTER.match(row.text)
        level = level_at(chapter["title"].split()) if chapter else None
        if level is not None and _several_areas(level):
            return Level(level.word, Role.AREA, 0, None, False)
    return None


def _words(rows: Sequence[Row]) -> dict[Role, list[Level]]:
    """The words for levels by what they are, those used most first."""
    counts: Counter[str] = Counter()
    levels: dict[str, Level] = {}
    for row in rows[:_MOST_ROWS]:
        for token in row.text.split():
            level = level_at([token]) if len(token) >= _SHORTEST else None
            if level is not None and level.plural is not False and level.word not in _SAY_MUCH_ELSE:
                counts[level.word] += 1
                levels.setdefault(level.word, level)
    found: dict[Role, list[Level]] = {}
    for word, _ in counts.most_common():
        found.setdefault(levels[word].role, []).append(levels[word])
    return found
