"""Goals of any level and name, in the rows of a document, with who answers for them and their measures.

rows → walk ─┬─ labels, announcing, reach ─┐
             ├─ tables                     ├─ outline → goals
             └─ measures, responsible ─────┘            targets
"""

from ..level_words import Role
from ..levels import Level, level_at
from .found import FoundGoal, FoundMeasure, GoalList, Goals
from .measures import measured
from .reach import label_of
from .responsible import names_in, subject_of
from .targets import ToReach, to_reach
from .walk import find_goals

__all__ = [
    "FoundGoal",
    "FoundMeasure",
    "GoalList",
    "Goals",
    "Level",
    "Role",
    "ToReach",
    "find_goals",
    "label_of",
    "level_at",
    "measured",
    "names_in",
    "subject_of",
    "to_reach",
]
