"""What can be found by searching."""

from enum import StrEnum


class HitKind(StrEnum):
    """A kind of thing that a search finds, in the order that they are shown."""

    MILESTONE = "milestone"
    STRATEGY = "strategy"
    TARGET_AREA = "target_area"
    COUNCIL_ITEM = "council_item"
    PLAN_ITEM = "plan_item"
    FOLLOW_UP = "follow_up"
    DECISION_POINT = "decision_point"
    DECISION = "decision"
    ORGANISATION = "organisation"
    PERSON = "person"
